// Texts by code: the levels of a field, the members of its domain, what rules compare it with.

/// A small set of texts, each with a number.
struct TextDictionary {
  /// For each text its first eight bytes (fewer are filled with zeros), start and length.
  private let heads: Slab<UInt64>
  private let starts: Slab<Int32>
  private let counts: Slab<Int32>
  private let bytes: Slab<UInt8>
  /// Codes by hash, −1 for none; their number is a power of two.
  private let buckets: Slab<Int32>
  /// For each text whether it is a member of the field's domain.
  let isMember: [Bool]

  init(_ texts: [Text], isMember: [Bool]) {
    var all: [UInt8] = []
    var (heads, starts, counts): ([UInt64], [Int32], [Int32]) = ([], [], [])
    for text in texts {
      let utf8 = Array(text.string.utf8)
      heads.append(
        utf8.prefix(8).enumerated().reduce(0) { $0 | UInt64($1.element) << UInt64($1.offset * 8) })
      starts.append(Int32(all.count))
      counts.append(Int32(utf8.count))
      all += utf8
    }
    var size = 8
    while size < texts.count * 4 { size *= 2 }
    var buckets = [Int32](repeating: -1, count: size)
    for code in texts.indices {
      var bucket = Self.hash(heads[code], Int(counts[code])) & (size - 1)
      while buckets[bucket] >= 0 { bucket = (bucket + 1) & (size - 1) }
      buckets[bucket] = Int32(code)
    }
    self.heads = Slab(heads)
    self.starts = Slab(starts)
    self.counts = Slab(counts)
    bytes = Slab(all)
    self.buckets = Slab(buckets)
    self.isMember = isMember
  }

  func free() {
    heads.free()
    starts.free()
    counts.free()
    bytes.free()
    buckets.free()
  }

  /// The code of a text, −1 for none; eight bytes from its start are readable.
  @inline(__always)
  func code(of text: UnsafePointer<UInt8>, _ count: Int) -> Int {
    let head = unsafe Self.head(text, count)
    let mask = buckets.count - 1
    var bucket = Self.hash(head, count) & mask
    while true {
      let code = Int(buckets[bucket])
      guard code >= 0 else { return -1 }
      if heads[code] == head, Int(counts[code]) == count, unsafe matches(code, text, count) {
        return code
      }
      bucket = (bucket &+ 1) & mask
    }
  }

  @inline(__always)
  private func matches(_ code: Int, _ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    var index = 8
    let start = Int(starts[code])
    while index < count {
      if unsafe text[index] != bytes[start &+ index] { return false }
      index &+= 1
    }
    return true
  }

  /// The first eight bytes as a number, zeros behind the last.
  @inline(__always)
  static func head(_ text: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
    guard count > 0 else { return 0 }
    let head = unsafe text.word()
    return count >= 8 ? head : head & (.max >> UInt64(64 &- count &* 8))
  }

  @inline(__always)
  private static func hash(_ head: UInt64, _ count: Int) -> Int {
    let mixed = (head ^ UInt64(count) &* 0x9E37_79B9) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 40)
  }
}
