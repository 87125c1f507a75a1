// The elements of one list, of all records of a batch, one after another.
//
// A list may lie in the elements of another: each element then belongs to a row of that list's store, and
// with its word of 64 elements to a lane, as the elements of a record's list do to that of their record.
// Columns are those of the plan's slots and grow with the batch; 64 elements at a time are brought
// into the batch's own columns, where code runs over them as over records.

/// The columns of a list's elements.
final class ElementStore {
  /// More elements of one record than this are left to the slow reader, which knows the limit.
  static let elementsMax = 20_000

  var count = 0
  /// What `count` was before the record under way.
  var mark = 0
  private(set) var capacity = 1024
  /// The list in whose elements this one lies; nil for a list of the record.
  private let outer: ElementStore?
  /// The lane that each element belongs to: of its record, or of an element of the outer list in its word.
  private(set) var owners: Slab<UInt8>
  /// Of a list in another the lane of each element's record, and the outer row that it belongs to.
  private var recordLanes = Slab<UInt8>(0)
  private var outerRows = Slab<UInt32>(0)
  /// The word whose elements stand in the batch's columns.
  var loadedWord = 0
  private(set) var narrow: [(column: Int32, values: Slab<Int64>, present: Slab<UInt64>)] = []
  private(set) var wide: [(column: Int32, values: Slab<Int128>, present: Slab<UInt64>)] = []
  private(set) var truths: [(truth: Int32, yes: Slab<UInt64>, no: Slab<UInt64>)] = []

  init(slots: [BatchSlot], lists: [BatchList], in outer: ElementStore?) {
    self.outer = outer
    owners = Slab(capacity)
    if outer != nil {
      recordLanes = Slab(capacity)
      outerRows = Slab(capacity)
    }
    for slot in slots {
      switch slot.value {
      case .narrow(let column, _), .text(let column): addNarrow(column)
      case .wide(let column): wide.append((column, Slab(capacity), Slab(capacity / 64)))
      case .truth(let truth): addTruth(truth)
      case .record:
        if let code = slot.code { addTruth(code) }
        continue
      case .list(let list):
        addTruth(lists[Int(list)].presence)
        continue
      }
      if let code = slot.code { addNarrow(code) }
    }
  }

  private func addNarrow(_ column: Int32) {
    narrow.append((column, Slab(capacity), Slab(capacity / 64)))
  }

  private func addTruth(_ truth: Int32) {
    truths.append((truth, Slab(capacity / 64), Slab(capacity / 64)))
  }

  /// Adds an element that has no values yet, where there is room; gives back its index.
  ///
  /// `owner` is the lane of its record, or the row of the outer list.
  @inline(__always)
  func append(owner: Int) -> Int {
    let index = count
    if index & 63 == 0 { clearWord(index >> 6) }
    owners[index] = UInt8(truncatingIfNeeded: owner & 63)
    if let outer {
      outerRows[index] = UInt32(truncatingIfNeeded: owner)
      recordLanes[index] = outer.outer == nil ? outer.owners[owner] : outer.recordLanes[owner]
    }
    count = index &+ 1
    return index
  }

  /// The lanes of the records that elements from a row on belong to.
  func recordLanes(from row: Int) -> UnsafePointer<UInt8> {
    unsafe UnsafePointer((outer == nil ? owners : recordLanes).pointer(at: row))
  }

  /// Drops the elements behind the first `kept`.
  func drop(to kept: Int) {
    guard kept < count else { return }
    count = kept
    guard kept & 63 != 0 else { return }
    let mask: UInt64 = 1 << UInt64(kept & 63) - 1
    let word = kept >> 6
    for column in narrow { column.present[word] &= mask }
    for column in wide { column.present[word] &= mask }
    for truth in truths {
      truth.yes[word] &= mask
      truth.no[word] &= mask
    }
  }

  /// The elements that belong to a lane: of the batch, or of the outer list's word in its columns.
  func rows(of lane: Int) -> Range<Int> { rows(of: lane..<lane + 1) }

  /// The elements that belong to lanes that are there.
  func rows(of lanes: Range<Int>) -> Range<Int> {
    let base = (outer?.loadedWord ?? 0) << 6
    return firstRow(of: base + lanes.lowerBound)..<firstRow(of: base + lanes.upperBound)
  }

  /// The first element of an owner or of one behind it: owners only go up.
  private func firstRow(of owner: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      let found = outer == nil ? Int(owners[middle]) : Int(outerRows[middle])
      if found < owner { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func clearWord(_ word: Int) {
    for column in narrow { column.present[word] = 0 }
    for column in wide { column.present[word] = 0 }
    for truth in truths {
      truth.yes[word] = 0
      truth.no[word] = 0
    }
  }

  /// Doubles the room; where columns lie changes.
  func grow() {
    capacity *= 2
    owners.grow(to: capacity)
    if outer != nil {
      recordLanes.grow(to: capacity)
      outerRows.grow(to: capacity)
    }
    for index in narrow.indices {
      narrow[index].values.grow(to: capacity)
      narrow[index].present.grow(to: capacity / 64)
    }
    for index in wide.indices {
      wide[index].values.grow(to: capacity)
      wide[index].present.grow(to: capacity / 64)
    }
    for index in truths.indices {
      truths[index].yes.grow(to: capacity / 64)
      truths[index].no.grow(to: capacity / 64)
    }
  }

  /// Where the reader writes an operand of an element.
  func target(of operand: BatchOperand) -> ReadTarget {
    switch operand {
    case .narrow(let column, _), .text(let column):
      if let found = narrow.first(where: { $0.column == column }) {
        return unsafe ReadTarget(
          values: UnsafeMutableRawPointer(found.values.pointer()), words: found.present.pointer())
      }
    case .wide(let column):
      if let found = wide.first(where: { $0.column == column }) {
        return unsafe ReadTarget(
          values: UnsafeMutableRawPointer(found.values.pointer()), words: found.present.pointer())
      }
    case .truth(let truth):
      if let found = truths.first(where: { $0.truth == truth }) {
        return unsafe ReadTarget(
          values: UnsafeMutableRawPointer(found.yes.pointer()), words: found.no.pointer())
      }
    case .list, .record: break
    }
    // Nothing is ever written through it: every operand of an element has a column here.
    return unsafe ReadTarget(
      values: UnsafeMutableRawPointer(owners.pointer()),
      words: UnsafeMutablePointer<UInt64>(OpaquePointer(owners.pointer())))
  }

  /// Writes the default of a field that an element does not have.
  func store(_ entry: ReadDefault, row: Int, _ memory: BatchMemory) {
    let place = target(of: entry.operand)
    let bit: UInt64 = 1 << UInt64(row & 63)
    switch (entry.value, entry.operand) {
    case (.boolean(let isTrue), .truth):
      let words =
        unsafe isTrue
        ? place.values.assumingMemoryBound(to: UInt64.self) : place.words
      unsafe words[row >> 6] |= bit
      return
    case (.number(let number), .wide):
      unsafe place.values.storeBytes(
        of: number.coefficient, toByteOffset: row * 16, as: Int128.self)
    case (.number(let number), .narrow(_, let scale)):
      unsafe place.values.storeBytes(
        of: number.units(places: scale) ?? 0, toByteOffset: row * 8, as: Int64.self)
    case (.text(let text), .text):
      unsafe place.values.storeBytes(
        of: memory.make(text.string).bits, toByteOffset: row * 8, as: Int64.self)
    case (let value, _):
      let count = RecordSchema.measure(value).flatMap(Int64.init(exactly:)) ?? 0
      unsafe place.values.storeBytes(of: count, toByteOffset: row * 8, as: Int64.self)
    }
    unsafe place.words[row >> 6] |= bit
    guard let code = entry.code else { return }
    let codes = target(of: .narrow(code, scale: 0))
    unsafe codes.values.storeBytes(of: entry.codeValue, toByteOffset: row * 8, as: Int64.self)
    unsafe codes.words[row >> 6] |= bit
  }

  func free() {
    owners.free()
    recordLanes.free()
    outerRows.free()
    for column in narrow {
      column.values.free()
      column.present.free()
    }
    for column in wide {
      column.values.free()
      column.present.free()
    }
    for truth in truths {
      truth.yes.free()
      truth.no.free()
    }
  }
}
