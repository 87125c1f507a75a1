// The order in which the last object of each shape had its keys.
//
// Files repeat one order record after record, so the next key is mostly known, and what has to be found
// out is only whether the text goes on with it: all that stands between two values, comma, blanks, key,
// quotes and colon, is compared 32 bytes at a time. Keys of an order are keys of one object and differ from
// each other: an object that follows it has no key twice.

/// The keys of the last objects; one for each reader.
@safe
struct KeyOrder {
  /// More keys of one object than this are looked up.
  static let keysMax = 128
  /// A key that takes more bytes, with what stands around it, ends the order.
  private static let textMax = 2 * KeyPattern.size

  /// One key of an order.
  struct Key {
    /// What is done with its value, where that is one thing and the value is no container; otherwise −1.
    var action: Int32
    /// −1 for one that is not declared.
    let edge: Int32
    /// How many bytes stand from behind the last value up to its own.
    fileprivate(set) var length: Int32 = 0

    init(action: Int32, edge: Int32) { (self.action, self.edge) = (action, edge) }
  }

  private let keys: Slab<Key>
  /// What stands from behind the last value up to each key's own.
  private let heads: Slab<KeyPattern>
  /// What of it lies behind the first 32 bytes.
  private let rests: Slab<KeyPattern>
  private let counts: Slab<Int32>
  /// How often objects left the order.
  private let departures: Slab<UInt32>

  init(shapes: Int) {
    keys = Slab(shapes * Self.keysMax)
    heads = Slab(keys.count)
    rests = Slab(keys.count)
    counts = Slab(shapes)
    departures = Slab(shapes)
  }

  func free() {
    keys.free()
    heads.free()
    rests.free()
    counts.free()
    departures.free()
  }

  /// How many keys are known of a shape; they stand from `shape * keysMax` on.
  @inline(__always)
  func count(_ shape: Int) -> Int { Int(counts[shape]) }

  @inline(__always)
  subscript(place: Int) -> Key { keys[place] }

  /// Whether a text goes on with the key at a place.
  @inline(__always)
  func matches(_ place: Int, _ text: UnsafePointer<UInt8>) -> Bool {
    guard unsafe KeyPattern.matches(heads.pointer(at: place), text) else { return false }
    return unsafe keys[place].length <= KeyPattern.size
      || KeyPattern.matches(rests.pointer(at: place), text + KeyPattern.size)
  }

  /// Notes that an object leaves the order; true where it is to give a new one.
  ///
  /// Where every object has an order of its own, learning each would be in vain: one in 256 does.
  func isLeft(_ shape: Int) -> Bool {
    departures[shape] &+= 1
    return departures[shape] & 255 == 1
  }

  /// Forgets the keys of a shape behind the first `count`.
  func cut(_ shape: Int, to count: Int) { counts[shape] = Int32(count) }

  /// Adds a key behind the others; false where it does not fit.
  func add(
    _ key: Key, to shape: Int, _ text: UnsafePointer<UInt8>, _ count: Int
  ) -> Bool {
    guard counts[shape] < Self.keysMax, count <= Self.textMax else { return false }
    let place = shape * Self.keysMax + Int(counts[shape])
    var key = key
    key.length = Int32(count)
    keys[place] = key
    unsafe heads[place] = KeyPattern(text, count: count)
    unsafe rests[place] = KeyPattern(text + KeyPattern.size, count: count - KeyPattern.size)
    counts[shape] += 1
    return true
  }
}
