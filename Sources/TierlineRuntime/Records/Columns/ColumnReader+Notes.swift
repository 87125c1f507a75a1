// Values of several records whose places are noted, read key by key: what is done with a key's values is
// looked up once for all of them, and foreseen by processors.

import TierlineSource

/// Where a value lies that has been found and not yet read.
struct NotedValue {
  /// How many rows have their values side by side; a power of 2.
  static var rows: Int { 16 }

  private(set) var start: UInt32 = 0
  /// Behind the value, and behind blanks that follow a scalar; 0 where there is nothing to be read.
  private(set) var end: UInt32 = 0

  /// No value.
  init() {}

  @inline(__always)
  init(from start: Int, to end: Int) {
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
  }

  /// A value that has been read, of which its key is known.
  static let read = NotedValue(from: 1, to: 0)

  /// Whether there is no value; none lies at the beginning of a text.
  @inline(__always)
  var isNone: Bool { start == 0 }

  /// Where the note on an edge's value in a row is.
  @inline(__always)
  static func place(_ edge: Int, row: Int) -> Int { edge &* rows &+ row & (rows &- 1) }
}

/// A record that has been gone through.
struct EndedRecord {
  var record: Int32
  var row: Int32
}

extension ColumnReader {
  /// Reads what is noted of rows, of which `NotedValue.rows` at most follow a multiple of it, and ends the
  /// records noted from `endedFrom` on.
  ///
  /// Returns: bits of the rows, as words of 64 have them, whose values are not what their fields want.
  @inline(never)
  mutating func readNotes(_ group: ReadGroup, rows: Range<Int>, endedFrom: Int) -> UInt64 {
    let here = place
    defer { place = here }
    var refused: UInt64 = 0
    for edge in Int(group.firstEdge)..<Int(group.endEdge) where plan.refused(edge) != .any {
      refused |= readNotes(edge, rows: rows)
    }
    clearNotes(group)
    for index in endedFrom..<endedCount {
      let (record, row) = (Int(ended[index].record), Int(ended[index].row))
      if !endRecord(record, row: row) { refused |= 1 << UInt64(row & 63) }
    }
    endedCount = endedFrom
    return refused
  }

  mutating func clearNotes(_ group: ReadGroup) {
    let first = Int(group.firstEdge) * NotedValue.rows
    let count = Int(group.endEdge) * NotedValue.rows - first
    unsafe notes.pointer(at: first).update(repeating: NotedValue(), count: count)
  }

  private mutating func readNotes(_ edge: Int, rows: Range<Int>) -> UInt64 {
    let index = Int(plan.edges[edge].firstAction)
    let notes = unsafe self.notes.pointer(at: NotedValue.place(edge, row: rows.lowerBound))
    let others: UInt64 =
      switch actions[index].kind {
      case .narrow: unsafe readNumbers(index, notes, rows)
      case .boolean: unsafe readTruths(index, notes, rows)
      case .date: unsafe readDates(index, notes, rows)
      case .level: unsafe readLevels(index, notes, rows)
      case .text: unsafe readTexts(index, notes, rows)
      case .wide, .member, .parent, .record, .list, .other: unsafe noted(notes, rows)
      }
    return unsafe others == 0
      ? 0 : readOthers(others, index, notes, rows) << UInt64(rows.lowerBound & 63)
  }

  // MARK: Each kind

  /// Writes the numbers that are written as most are, and gives back which are not, counted from the first.
  private mutating func readNumbers(
    _ index: Int, _ notes: UnsafePointer<NotedValue>, _ rows: Range<Int>
  ) -> UInt64 {
    let (bytes, action) = unsafe (self.bytes, actions[index])
    return unsafe readWhole(action, notes, rows) { _, note in
      let (units, end) = unsafe PlainNumber.usual(
        bytes, at: Int(note.start), places: Int(action.places))
      return end == Int(note.end) ? units : .min
    }
  }

  private mutating func readDates(
    _ index: Int, _ notes: UnsafePointer<NotedValue>, _ rows: Range<Int>
  ) -> UInt64 {
    unsafe readWhole(actions[index], notes, rows) { reader, note in
      reader.day(from: Int(note.start) &+ 1, to: Int(note.end) &- 1)
    }
  }

  private mutating func readLevels(
    _ index: Int, _ notes: UnsafePointer<NotedValue>, _ rows: Range<Int>
  ) -> UInt64 {
    let action = actions[index]
    return unsafe readWhole(action, notes, rows) { reader, note in
      reader.level(action, from: Int(note.start) &+ 1, to: Int(note.end) &- 1)
    }
  }

  /// Writes values that are whole numbers; gives back the rows where `read` finds none that is allowed.
  @inline(__always)
  private mutating func readWhole(
    _ action: ReadAction, _ notes: UnsafePointer<NotedValue>, _ rows: Range<Int>,
    _ read: (inout ColumnReader, NotedValue) -> Int64
  ) -> UInt64 {
    let first = rows.lowerBound
    var values: UnsafeMutableRawPointer?
    if action.target >= 0 { unsafe values = targets[Int(action.target)].values + first &* 8 }
    var (present, others) = (0 as UInt64, 0 as UInt64)
    for row in 0..<rows.count {
      let note = unsafe notes[row]
      guard note.end != 0 else { continue }
      let value = read(&self, note)
      if action.allows(value) {
        unsafe values?.storeBytes(of: value, toByteOffset: row &* 8, as: Int64.self)
        present |= 1 << UInt64(row)
      } else {
        others |= 1 << UInt64(row)
      }
    }
    if action.target >= 0 {
      unsafe targets[Int(action.target)].words[first >> 6] |= present << UInt64(first & 63)
    }
    note(action, present, first)
    return others
  }

  private mutating func readTruths(
    _ index: Int, _ notes: UnsafePointer<NotedValue>, _ rows: Range<Int>
  ) -> UInt64 {
    let action = actions[index]
    var (yes, no, others) = (0 as UInt64, 0 as UInt64, 0 as UInt64)
    for row in 0..<rows.count {
      let note = unsafe notes[row]
      guard note.end != 0 else { continue }
      let (word, length) = (word(Int(note.start)), note.end &- note.start)
      // Which of both is no branch, which processors could not foresee.
      let isYes = word & 0xFFFF_FFFF == 0x65_75_72_74 && length == 4
      let isNo = word & 0xFF_FFFF_FFFF == 0x65_73_6C_61_66 && length == 5
      yes |= (isYes ? 1 : 0) << UInt64(row)
      no |= (isNo ? 1 : 0) << UInt64(row)
      others |= (isYes || isNo ? 0 : 1) << UInt64(row)
    }
    let first = rows.lowerBound
    if action.target >= 0 {
      let target = targets[Int(action.target)]
      unsafe target.values.assumingMemoryBound(to: UInt64.self)[first >> 6] |=
        yes << UInt64(first & 63)
      unsafe target.words[first >> 6] |= no << UInt64(first & 63)
    }
    note(action, yes | no, first)
    return others
  }

  /// Writes texts without escapes; gives back the rows where one is outside of its field's domain.
  private mutating func readTexts(
    _ index: Int, _ notes: UnsafePointer<NotedValue>, _ rows: Range<Int>
  ) -> UInt64 {
    var others: UInt64 = 0
    for row in 0..<rows.count {
      let note = unsafe notes[row]
      guard note.end != 0 else { continue }
      let start = Int(note.start) &+ 1
      let place = TextPlace64(.input, offset: start, count: Int(note.end) &- 1 &- start)
      if unsafe !take(bytes + start, place, index, row: rows.lowerBound &+ row) {
        others |= 1 << UInt64(row)
      }
    }
    return others
  }

  // MARK: Any kind

  /// The rows that have a value noted, counted from the first.
  private mutating func noted(_ notes: UnsafePointer<NotedValue>, _ rows: Range<Int>) -> UInt64 {
    var noted: UInt64 = 0
    for row in 0..<rows.count where unsafe notes[row].end != 0 { noted |= 1 << UInt64(row) }
    return noted
  }

  /// Notes that a field is there in rows counted from `first`.
  private mutating func note(_ action: ReadAction, _ present: UInt64, _ first: Int) {
    guard action.word >= 0 else { return }
    var rest = present
    while rest != 0 {
      note(action, row: first &+ rest.trailingZeroBitCount)
      rest &= rest &- 1
    }
  }

  /// Reads values of some rows one by one; gives back those that are not what their field wants.
  @inline(never)
  private mutating func readOthers(
    _ others: UInt64, _ index: Int, _ notes: UnsafePointer<NotedValue>, _ rows: Range<Int>
  ) -> UInt64 {
    // What is noted of these is the whole text: read again, it is refused again.
    guard actions[index].kind.refused.contains(.text) else { return others }
    var (rest, refused) = (others, 0 as UInt64)
    while rest != 0 {
      let row = rest.trailingZeroBitCount
      rest &= rest &- 1
      at = unsafe Int(notes[row].start)
      let isRead = readValue(index, row: rows.lowerBound &+ row)
      if unsafe !isRead || Self.behindBlanks(bytes, at) != Int(notes[row].end) {
        refused |= 1 << UInt64(row)
      }
    }
    return refused
  }
}
