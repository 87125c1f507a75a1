// Keys of records, looked up by hash and held in one stretch of bytes.
//
// A dictionary of strings takes some hundred bytes a key; here a key takes its own bytes, 8 for its
// end and about 8 for its slots. Slots are tried one after another from the key's hash, which is
// seeded anew for each run, so no file can be made to fill one place.

/// For each record of a file its key, found again by the key.
struct KeyTable {
  /// The keys one after another, in the order of the records.
  private var bytes: [UInt8] = []
  /// Where each record's key ends; a record without a key has an empty one.
  private var ends: [Int] = []
  /// Numbers of records plus 1; 0 is free.
  ///
  /// The count is a power of two, at most half of it in use.
  private var slots: [Int32] = Array(repeating: 0, count: 1024)
  /// How many different keys there are.
  private(set) var count = 0

  /// How much memory is in use, room to grow left out.
  var byteCount: Int {
    bytes.count + ends.count * MemoryLayout<Int>.stride + slots.count * MemoryLayout<Int32>.stride
  }

  /// How many records have a key that another one had before.
  private(set) var duplicates = 0

  /// Adds the next record, under its key if it has one.
  mutating func append(_ key: String?) {
    let record = ends.count
    guard let key else { return ends.append(bytes.count) }
    bytes.append(contentsOf: key.utf8)
    ends.append(bytes.count)
    let slot = slot(of: bytes[range(record)])
    guard slots[slot] == 0 else {
      duplicates += 1
      return
    }
    slots[slot] = Int32(clamping: record + 1)
    count += 1
    if count * 2 > slots.count { grow() }
  }

  /// The first record with a key.
  func record(of key: String) -> Int? {
    let found = slots[slot(of: Array(key.utf8)[...])]
    return found == 0 ? nil : Int(found) - 1
  }

  /// Keys that begin with a text, in the order of the records; at most `limit`.
  func keys(beginningWith prefix: String, atMost limit: Int) -> [String] {
    let prefix = Array(prefix.utf8)
    var found: [String] = []
    for record in ends.indices {
      let range = range(record)
      guard range.count >= prefix.count, !range.isEmpty,
        bytes[range.prefix(prefix.count)].elementsEqual(prefix)
      else { continue }
      found.append(String(decoding: bytes[range], as: UTF8.self))
      if found.count >= limit { break }
    }
    return found
  }

  private func range(_ record: Int) -> Range<Int> {
    (record > 0 ? ends[record - 1] : 0)..<ends[record]
  }

  /// The slot that a key has or would get.
  private func slot(of key: ArraySlice<UInt8>) -> Int {
    var hasher = Hasher()
    unsafe key.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    var slot = hasher.finalize() & (slots.count - 1)
    while slots[slot] != 0, bytes[range(Int(slots[slot]) - 1)] != key {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: 0, count: old.count * 2)
    for record in old where record != 0 {
      slots[slot(of: bytes[range(Int(record) - 1)])] = record
    }
  }
}
