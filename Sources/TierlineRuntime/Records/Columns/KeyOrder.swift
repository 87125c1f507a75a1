// The order in which the last object of each shape had its keys.
//
// Files repeat one order record after record, so the next key is mostly known, and what has to be found
// out is only whether the text goes on with it: `"key":`, quotes and colon included, is compared eight
// bytes at a time. Keys of an order are keys of one object and differ from each other: an object that
// follows it has no key twice.

/// The keys of the last objects; one for each reader.
@safe
struct KeyOrder {
  /// More keys of one object than this are looked up.
  static let keysMax = 128
  /// Longer keys, with quotes and colon, end the order.
  private static let textMax = 64

  /// One key of an order.
  struct Key {
    /// What is done with its value, where that is one thing; otherwise −1.
    var action: Int32 = -1
    /// −1 for one that is not declared.
    var edge: Int32 = -1
    /// How many whole words its text has, and which bytes of the next one belong to it.
    fileprivate var wordCount = 0
    fileprivate var rest: UInt64 = 0

    init(action: Int32, edge: Int32) { (self.action, self.edge) = (action, edge) }
  }

  private let keys: Slab<Key>
  private let texts: Slab<UInt64>
  private let counts: Slab<Int32>
  /// How often objects left the order.
  private let departures: Slab<UInt32>

  init(shapes: Int) {
    keys = Slab(shapes * Self.keysMax)
    texts = Slab(shapes * Self.keysMax * Self.textMax / 8)
    counts = Slab(shapes)
    departures = Slab(shapes)
  }

  func free() {
    keys.free()
    texts.free()
    counts.free()
    departures.free()
  }

  /// How many keys are known of a shape; they stand from `shape * keysMax` on.
  @inline(__always)
  func count(_ shape: Int) -> Int { Int(counts[shape]) }

  @inline(__always)
  subscript(place: Int) -> Key { keys[place] }

  /// Whether a text goes on with a key.
  @inline(__always)
  func matches(_ key: Key, _ place: Int, _ text: UnsafePointer<UInt8>) -> Bool {
    let text = unsafe UnsafeRawPointer(text)
    let first = place &* (Self.textMax / 8)
    var index = 0
    while index < key.wordCount {
      let word = unsafe text.loadUnaligned(fromByteOffset: index &* 8, as: UInt64.self)
      guard word == texts[first &+ index] else { return false }
      index &+= 1
    }
    let word = unsafe text.loadUnaligned(fromByteOffset: index &* 8, as: UInt64.self)
    return (UInt64(littleEndian: word) ^ texts[first &+ index]) & key.rest == 0
  }

  /// Notes that an object leaves the order; true where it is to give a new one.
  ///
  /// Where every object has an order of its own, learning each would be in vain: one in 16 does.
  func isLeft(_ shape: Int) -> Bool {
    departures[shape] &+= 1
    return departures[shape] & 15 == 1
  }

  /// Forgets the keys of a shape behind the first `count`.
  func cut(_ shape: Int, to count: Int) { counts[shape] = Int32(count) }

  /// Adds a key behind the others where it fits, and all before it did.
  func add(
    _ key: Key, at place: Int, of shape: Int, _ text: UnsafePointer<UInt8>, _ count: Int
  ) {
    guard place == shape * Self.keysMax + Int(counts[shape]), place < (shape + 1) * Self.keysMax,
      count < Self.textMax
    else { return }
    var key = key
    key.wordCount = count / 8
    key.rest = (1 << UInt64(count % 8 * 8)) - 1
    keys[place] = key
    unsafe UnsafeMutableRawPointer(texts.pointer(at: place * Self.textMax / 8)).copyMemory(
      from: text, byteCount: count)
    counts[shape] += 1
  }
}
