// JSON objects into columns, in one walk over their bytes.
//
// The walk passes over the inside of strings only, which an index has checked: it tells where strings
// end and have escapes. The reader follows the order in which the last object of the same shape had its
// keys (`KeyOrder`). From where an object leaves that order, values are noted, and read together with those
// of other records. It accepts only what it is sure of: a record with anything else (a fault, an odd way to
// write a number, a key twice) is left to the slow reader, which says what is wrong.

import TierlineSource

/// Where a reader is in a text and among the ends of its strings.
struct ReadPlace {
  var offset: UInt32 = 0
  /// Which position of the index is next.
  var string: UInt32 = 0

  init() {}

  @inline(__always)
  init(_ offset: Int, _ string: Int) {
    self.offset = UInt32(truncatingIfNeeded: offset)
    self.string = UInt32(truncatingIfNeeded: string)
  }
}

/// Reads records of one plan; one for each worker.
@safe
struct ColumnReader {
  let plan: ReadPlan
  let memory: BatchMemory
  let targets: Slab<ReadTarget>
  let actions: Slab<ReadAction>
  let order: KeyOrder
  let months = MonthCache()
  /// The values of each edge, those of `NotedValue.rows` rows side by side.
  let notes: Slab<NotedValue>
  /// The records whose values are noted; they end when these have been read.
  let ended: Slab<EndedRecord>
  var endedCount = 0
  /// Whether a value of the record or element under way is noted.
  var isNoting = false
  /// Whether one of the records since the last reading of notes is.
  private var hasNotes = false
  /// The fields found of each record under way, by rows as notes are.
  let found: Slab<UInt64>
  /// The text; behind it stands a NUL, which is part of no JSON.
  var bytes: UnsafePointer<UInt8>
  /// Where its strings end and have escapes, and behind these where the text ends.
  var positions: UnsafePointer<UInt32>
  /// What is next.
  var place = ReadPlace()

  init(_ plan: ReadPlan, _ memory: BatchMemory) {
    self.plan = plan
    self.memory = memory
    targets = Slab(
      plan.targets.map { Self.target($0.operand, list: $0.list, memory) })
    actions = plan.actions
    order = KeyOrder(shapes: plan.shapeCount)
    notes = Slab(plan.edges.count * NotedValue.rows)
    // Those of records, and of the elements of one list in another.
    ended = Slab(plan.records.count * NotedValue.rows * plan.depth)
    found = Slab(plan.wordCount * NotedValue.rows)
    unsafe bytes = memory.input
    let none = Slab<UInt32>(1)
    unsafe positions = UnsafePointer(none.pointer())
    nothing = none
  }

  private let nothing: Slab<UInt32>

  func free() {
    targets.free()
    order.free()
    months.free()
    notes.free()
    ended.free()
    found.free()
    nothing.free()
  }

  private static func target(
    _ operand: BatchOperand, list: Int32, _ memory: BatchMemory
  ) -> ReadTarget {
    if list >= 0 { return memory.elements[Int(list)].target(of: operand) }
    switch operand {
    case .narrow(let column, _), .text(let column):
      return unsafe ReadTarget(
        values: UnsafeMutableRawPointer(memory.narrow.pointer(at: Int(column) << 6)),
        words: memory.narrowPresent.pointer(at: Int(column)))
    case .wide(let column):
      return unsafe ReadTarget(
        values: UnsafeMutableRawPointer(memory.wide.pointer(at: Int(column) << 6)),
        words: memory.widePresent.pointer(at: Int(column)))
    case .truth(let truth):
      return unsafe ReadTarget(
        values: UnsafeMutableRawPointer(memory.yes.pointer(at: Int(truth))),
        words: memory.no.pointer(at: Int(truth)))
    case .list, .record:
      return unsafe ReadTarget(
        values: UnsafeMutableRawPointer(memory.yes.pointer()), words: memory.no.pointer())
    }
  }

  /// Begins with a text.
  mutating func begin(
    _ text: UnsafePointer<UInt8>, at offset: Int, _ positions: UnsafePointer<UInt32>
  ) {
    unsafe bytes = text
    unsafe self.positions = positions
    place = ReadPlace(offset, 0)
  }

  /// Takes the columns of a list where they are now.
  mutating func refresh(list: Int32) {
    for (index, target) in plan.targets.enumerated() where target.list == list {
      targets[index] = Self.target(target.operand, list: list, memory)
    }
  }

  // MARK: The text

  /// The offset of the next byte.
  @inline(__always)
  var at: Int {
    get { Int(place.offset) }
    set { place.offset = UInt32(truncatingIfNeeded: newValue) }
  }

  /// The next byte.
  @inline(__always)
  var byte: UInt8 { unsafe bytes[at] }

  /// Where the string ends that is next or under way, or has its next escape.
  @inline(__always)
  var stringEnd: Int { unsafe Int(positions[Int(place.string)]) }

  /// Steps behind the quote that ends a string.
  ///
  /// Whether it is one must be known: where the text breaks off within a string, its end is that of the
  /// text, and behind that nothing holds.
  @inline(__always)
  mutating func passString(to end: Int) {
    assert(unsafe end == stringEnd && bytes[end] == UInt8(ascii: "\""))
    at = end &+ 1
    place.string &+= 1
  }

  @inline(__always)
  func word(_ offset: Int) -> UInt64 { unsafe bytes.word(at: offset) }

  /// The offset of the first byte from an offset on that is no blank.
  @inline(__always)
  static func behindBlanks(_ bytes: UnsafePointer<UInt8>, _ offset: Int) -> Int {
    unsafe bytes[offset] > 0x20 ? offset : behindMoreBlanks(bytes, offset)
  }

  @inline(never)
  private static func behindMoreBlanks(_ bytes: UnsafePointer<UInt8>, _ offset: Int) -> Int {
    var offset = offset
    while true {
      switch unsafe bytes[offset] {
      case 0x20, 0x0A, 0x0D, 0x09: offset &+= 1
      default: return offset
      }
    }
  }

  @inline(__always)
  mutating func passBlanks() { unsafe at = Self.behindBlanks(bytes, at) }

  /// Steps over the byte behind a value, which is to be a comma or a closing bracket, and gives it back.
  @inline(__always)
  mutating func passSeparator() -> UInt8 {
    passBlanks()
    let separator = byte
    at &+= 1
    return separator
  }

  // MARK: Records

  /// Reads the object that is next into a lane; false leaves the record.
  ///
  /// Values that are noted are not in their columns before `finish`, which may leave the record as well.
  mutating func readRecord(lane: Int) -> Bool {
    isNoting = false
    let endedBefore = endedCount
    at &+= 1
    guard readObject(shape: plan.rootShape, row: lane) else {
      drop(lane: lane, endedBefore)
      return false
    }
    hasNotes = hasNotes || isNoting
    return true
  }

  /// Reads what is noted of the records of lanes, of which `NotedValue.rows` follow a multiple of it.
  ///
  /// Returns: the lanes whose records are left.
  mutating func finish(lanes: Range<Int>) -> UInt64 {
    guard hasNotes else { return 0 }
    hasNotes = false
    return readNotes(plan.groups[0], rows: lanes, endedFrom: 0)
  }

  /// Forgets what is noted of a record.
  private mutating func drop(lane: Int, _ endedBefore: Int) {
    endedCount = endedBefore
    let root = plan.groups[0]
    for edge in Int(root.firstEdge)..<Int(root.endEdge) {
      notes[NotedValue.place(edge, row: lane)] = NotedValue()
    }
    for list in 1..<plan.groups.count { clearNotes(plan.groups[list]) }
  }

  /// Reads the keys of an object whose bracket lies behind.
  mutating func readObject(shape index: Int, row: Int) -> Bool {
    let shape = plan.shapes[index]
    if shape.record >= 0 { beginRecord(Int(shape.record), row: row) }
    let first = Int(shape.firstKey)
    let end = first &+ order.count(index)
    var next = first
    // One key that this object does not have is passed over, but for the first: only that one is told
    // without a comma.
    var absent = -1
    while next < end {
      if unsafe !order.matches(next, bytes + at) {
        guard absent < 0, next > first, next &+ 1 < end,
          unsafe order.matches(next &+ 1, bytes + at)
        else { break }
        absent = next
        next &+= 1
      }
      let key = order[next]
      next &+= 1
      place.offset &+= UInt32(truncatingIfNeeded: key.length)
      place.string &+= 1
      if key.action >= 0 {
        guard readScalar(Int(key.action), row: row) else { return false }
      } else if key.edge < 0 {
        guard skipValue() else { return false }
      } else {
        guard readActions(Int(key.edge), row: row) else { return false }
      }
    }
    let behind = at
    passBlanks()
    if byte == UInt8(ascii: "}") {
      at &+= 1
      return endObject(shape, row: row)
    }
    if next > first {
      guard byte == UInt8(ascii: ",") else { return false }
      at &+= 1
    }
    isNoting = true
    for place in first..<next where place != absent && order[place].edge >= 0 {
      notes[NotedValue.place(Int(order[place].edge), row: row)] = .read
    }
    // With a key passed over, what follows in the order is not what this object has.
    guard order.isLeft(index), absent < 0 else { return noteOthers(shape, row: row) }
    order.cut(index, to: next &- first)
    return learnOthers(index, shape, behind: behind, row: row)
  }

  /// Does all that is to be done with the value of a declared key.
  @inline(never)
  mutating func readActions(_ edge: Int, row: Int) -> Bool {
    let edge = plan.edges[edge]
    let first = Int(edge.firstAction)
    let start = place
    for action in first..<first &+ Int(edge.actionCount) {
      place = start
      guard readValue(action, row: row) else { return false }
    }
    return true
  }

  @inline(__always)
  mutating func endObject(_ shape: ReadShape, row: Int) -> Bool {
    guard shape.record >= 0 else { return true }
    guard isNoting else { return endRecord(Int(shape.record), row: row) }
    ended[endedCount] = EndedRecord(record: shape.record, row: Int32(row))
    endedCount &+= 1
    return true
  }

  /// Where the words of a row's record are that say which fields are found.
  @inline(__always)
  private func foundPlace(_ word: Int32, row: Int) -> Int {
    (row & (NotedValue.rows &- 1)) &* plan.wordCount &+ Int(word)
  }

  /// Notes that the field of an action is there.
  @inline(__always)
  mutating func note(_ action: ReadAction, row: Int) {
    if action.word >= 0 { found[foundPlace(action.word, row: row)] |= action.bit }
  }

  private mutating func beginRecord(_ index: Int, row: Int) {
    let record = plan.records[index]
    var word = foundPlace(record.firstWord, row: row)
    let last = word &+ Int(record.wordCount) &- 1
    found[word] = 0
    // Few records have more than 64 fields.
    while word < last {
      word &+= 1
      found[word] = 0
    }
  }

  /// Gives absent fields what their absence means; false for a required one.
  @inline(__always)
  mutating func endRecord(_ index: Int, row: Int) -> Bool {
    let record = plan.records[index]
    // A record of few fields that are all there is the rule in lists.
    let isFull = record.awaited & ~found[foundPlace(record.firstWord, row: row)] == 0
    if record.wordCount == 1, isFull { return true }
    return fillAbsent(record, row: row)
  }

  private mutating func fillAbsent(_ record: ReadRecord, row: Int) -> Bool {
    var entry = Int(record.firstAbsence)
    let end = entry &+ Int(record.absenceCount)
    while entry < end {
      let absence = plan.absences[entry]
      if found[foundPlace(absence.word, row: row)] & absence.bit == 0 {
        switch absence.meaning {
        case -1: return false
        case -2:
          beginRecord(Int(absence.record), row: row)
          guard endRecord(Int(absence.record), row: row) else { return false }
        case let value: store(plan.defaults[Int(value)], row: row)
        }
      }
      entry &+= 1
    }
    return true
  }

  private mutating func store(_ entry: ReadDefault, row: Int) {
    guard entry.list < 0 else {
      memory.elements[Int(entry.list)].store(entry, row: row, memory)
      return
    }
    memory.store(entry.value, entry.operand, lane: row)
    if let code = entry.code {
      memory.narrow[Int(code) << 6 + row] = entry.codeValue
      memory.narrowPresent[Int(code)] |= 1 << UInt64(row)
    }
  }
}
