// Texts to be found by their bytes without a branch on their length: the declared keys of each shape, and
// the texts of a dictionary.
//
// A key is hashed by its ends and a byte in the middle. The multiplier is chosen when the
// table is made: the one of a few that sends the fewest keys of the shape to the same bucket, mostly
// none. A key is then compared by 32 bytes, closing quote included, of which a mask tells those that count.
// Edge 0 is every key that is not declared: no byte of it counts, so a search ends there at last.

/// The keys of all shapes of one plan.
@safe
struct KeyTable {
  /// Where the keys of one shape are.
  struct Place {
    fileprivate var firstBucket: Int32
    /// How far a product is shifted for the bucket.
    fileprivate var shift: UInt64
    fileprivate var multiplier: UInt64

    @inline(__always)
    fileprivate func bucket(of mixed: UInt64, _ multiplier: UInt64) -> Int {
      Int(firstBucket) &+ Int(truncatingIfNeeded: (mixed &* multiplier) &>> shift)
    }
  }

  private let buckets: Slab<Int32>
  /// The beginning of each key; of a longer one the rest is compared byte by byte.
  private let patterns: Slab<KeyPattern>
  /// For each edge what the first comparison tells, of other keys of its bucket and of its own: an edge, or
  /// −1 where more has to be compared.
  private let finds: Slab<Int32>
  /// For each edge the one to try where its key is not the one looked for.
  private let nexts: Slab<Int32>
  /// Where the bytes of each key begin, with the quote; one more for the end of the last.
  private let starts: Slab<Int32>
  private let bytes: Slab<UInt8>

  init(_ builder: KeyTableBuilder) {
    buckets = Slab(builder.buckets)
    patterns = Slab(builder.patterns)
    finds = Slab(builder.finds)
    nexts = Slab(builder.nexts)
    starts = Slab(builder.starts)
    bytes = Slab(builder.bytes)
  }

  func free() {
    buckets.free()
    patterns.free()
    finds.free()
    nexts.free()
    starts.free()
    bytes.free()
  }

  /// The edge of every key that is not declared.
  static let stray = 0

  /// The edge of a key or text, which stands in quotes; 32 bytes from its start on are read.
  ///
  /// Whether it is known is no branch, which processors could not foresee. The table is read where it lies: a
  /// copy would cost as much as the search.
  @inline(__always)
  static func edge(
    of key: UnsafePointer<UInt8>, _ count: Int, in place: Place, _ table: UnsafePointer<KeyTable>
  ) -> Int {
    let mixed = unsafe mix(key, count)
    // Around an empty one anything may stand.
    let bucket = place.bucket(of: count == 0 ? 0 : mixed, place.multiplier)
    let first = unsafe Int(table.pointee.buckets[bucket])
    // A text that had escapes may have quotes within, so its length counts.
    let isKey = unsafe KeyPattern.matches(table.pointee.patterns.pointer(at: first), key)
    let starts = unsafe table.pointee.starts
    let isWhole = Int(starts[first &+ 1]) &- Int(starts[first]) == count &+ 1
    let found = unsafe Int(table.pointee.finds[first &* 2 &+ (isKey ? 1 : 0) & (isWhole ? 1 : 0)])
    return unsafe found >= 0 ? found : search(from: first, key, count, table)
  }

  /// The buckets of one shape, for keys that are not empty.
  @inline(__always)
  func buckets(of place: Place) -> UnsafePointer<Int32> {
    unsafe UnsafePointer(buckets.pointer(at: Int(place.firstBucket)))
  }

  /// The only edge that a key can have that is the first of its bucket and not empty.
  @inline(__always)
  static func candidate(
    for key: UnsafePointer<UInt8>, _ count: Int, in place: Place, _ buckets: UnsafePointer<Int32>
  ) -> Int {
    let product = unsafe mix(key, count) &* place.multiplier
    return unsafe Int(buckets[Int(truncatingIfNeeded: product &>> place.shift)])
  }

  /// The edge of a key that is long, or not the first of its bucket.
  @inline(never)
  private static func search(
    from first: Int, _ key: UnsafePointer<UInt8>, _ count: Int, _ table: UnsafePointer<KeyTable>
  ) -> Int {
    var edge = first
    while unsafe edge != stray && !table.pointee.isKey(edge, key, count) {
      unsafe edge = Int(table.pointee.nexts[edge])
    }
    return edge
  }

  private func isKey(_ edge: Int, _ key: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    let start = Int(starts[edge])
    guard Int(starts[edge + 1]) - start == count + 1,
      unsafe KeyPattern.matches(patterns.pointer(at: edge), key)
    else { return false }
    var index = KeyPattern.size
    while index < count {
      guard unsafe key[index] == bytes[start + index] else { return false }
      index += 1
    }
    return true
  }

  /// What a key's hash is made of: its first two bytes, its last two, and one in the middle.
  ///
  /// Of a key of one byte the quotes are among them.
  @inline(__always)
  fileprivate static func mix(_ key: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
    let ends = unsafe UInt64(key.pair(at: 0)) | UInt64(key.pair(at: count &- 2)) << 16
    return unsafe ends | UInt64(key[count >> 1]) << 32
  }
}

/// A key table while it is put together.
struct KeyTableBuilder {
  fileprivate private(set) var buckets: [Int32] = []
  fileprivate private(set) var patterns = [KeyPattern()]
  fileprivate private(set) var finds = [Int32(KeyTable.stray), Int32(KeyTable.stray)]
  fileprivate private(set) var nexts = [Int32(KeyTable.stray)]
  fileprivate private(set) var starts: [Int32] = [0, 0]
  fileprivate private(set) var bytes: [UInt8] = []
  /// Of more keys than this some share a bucket anyhow: one multiplier is as good as another.
  private static let triedMax = 256
  private static let trialsMax = 32

  /// Adds the keys of a shape, whose edges stand side by side behind those before.
  ///
  /// Returns: where they are.
  mutating func add(_ keys: [[UInt8]]) -> KeyTable.Place {
    let isTried = keys.count <= Self.triedMax
    var width: UInt64 = 3
    while 1 << width < keys.count * (isTried ? 16 : 4) { width += 1 }
    let mixed = keys.map(Self.mix)
    var place = KeyTable.Place(
      firstBucket: Int32(buckets.count), shift: 64 - width, multiplier: 0)
    var fewest = Int.max
    var multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15
    for _ in 0..<(isTried ? Self.trialsMax : 1) where fewest > 0 {
      let taken = Set(mixed.map { place.bucket(of: $0, multiplier) })
      if keys.count - taken.count < fewest {
        (fewest, place.multiplier) = (keys.count - taken.count, multiplier)
      }
      multiplier = multiplier &* 0x5851_F42D_4C95_7F2D &+ 0x1405_7B7E_F767_814E
    }
    buckets += [Int32](repeating: Int32(KeyTable.stray), count: 1 << width)
    for (index, key) in keys.enumerated() {
      let bucket = place.bucket(of: mixed[index], place.multiplier)
      nexts.append(buckets[bucket])
      buckets[bucket] = Int32(patterns.count)
      append(key)
    }
    return place
  }

  /// Whether the first comparison tells that a key of an edge's bucket is not declared.
  func tellsStrays(_ edge: Int) -> Bool { finds[edge * 2] == Int32(KeyTable.stray) }

  private static func mix(_ key: [UInt8]) -> UInt64 {
    let padding = [UInt8](repeating: UInt8(ascii: "\""), count: 8)
    return unsafe (padding + key + padding).withUnsafeBufferPointer { buffer in
      guard !key.isEmpty, let base = buffer.baseAddress else { return 0 }
      return unsafe KeyTable.mix(base + padding.count, key.count)
    }
  }

  private mutating func append(_ key: [UInt8]) {
    let quoted = key + [UInt8(ascii: "\"")]
    let edge = Int32(patterns.count)
    patterns.append(KeyPattern(Array(quoted.prefix(KeyPattern.size))))
    let isShort = quoted.count <= KeyPattern.size
    let isAlone = nexts[patterns.count - 1] == Int32(KeyTable.stray)
    finds += [isAlone ? Int32(KeyTable.stray) : -1, isShort ? edge : -1]
    bytes += quoted
    starts.append(Int32(bytes.count))
  }
}
