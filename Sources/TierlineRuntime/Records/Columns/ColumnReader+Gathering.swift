// Objects whose keys stand in an order of their own.
//
// What comes next is then unknown twice, which key and which kind of value. So only where each value lies is
// noted, which takes the same few instructions whatever the key and the value; the values are read later
// (`ColumnReader+Notes.swift`). Containers and texts with escapes, whose end is not at hand, are read at once,
// as is what no field is read from.

internal import TierlineBytes

/// One of the two usual ways to write objects, each of which has a loop compiled for it.
private protocol Spacing {
  /// How many blanks stand behind commas and colons.
  static var blanks: Int { get }
}

private enum NoBlanks: Spacing {
  static var blanks: Int { 0 }
}

private enum OneBlank: Spacing {
  static var blanks: Int { 1 }
}

extension ColumnReader {
  /// Reads the keys of an object on from where it leaves the order of the last one, and notes their values.
  mutating func noteOthers(_ shape: ReadShape, row: Int) -> Bool {
    // What stands behind the first colon tells how the object is written; were there none, blanks behind the
    // text are looked at.
    unsafe bytes[stringEnd &+ 2] == 0x20
      ? noteOthers(shape, row: row, OneBlank.self) : noteOthers(shape, row: row, NoBlanks.self)
  }

  @inline(never)
  private mutating func noteOthers<Style: Spacing>(
    _ shape: ReadShape, row: Int, _ style: Style.Type
  ) -> Bool {
    // What the loop needs stands in variables of its own, for the compiler to keep in registers.
    let bytes = unsafe self.bytes
    let buckets = unsafe plan.keys[0].buckets(of: shape.table)
    let (patterns, starts) = unsafe (plan.patterns.pointer(), plan.starts.pointer())
    let refusals = unsafe starts + ReadPlan.firstRefusal
    let notes = unsafe self.notes.pointer(at: NotedValue.place(0, row: row))
    var offset = at
    var ends = unsafe positions + Int(place.string)
    while true {
      let close = unsafe Int(ends[0])
      let open = offset &+ Style.blanks
      let (start, count) = (close &+ 2 &+ Style.blanks, close &- open &- 1)
      let first = unsafe bytes[start]
      var edge = KeyTable.stray
      var isKnown = false
      if first > 0x20, unsafe bytes[open] == UInt8(ascii: "\""),
        unsafe bytes.pair(at: close) == Self.quoteAndColon,
        unsafe Style.blanks == 0 || bytes[offset] == 0x20 && bytes[close &+ 2] == 0x20
      {
        let candidate = unsafe KeyTable.candidate(
          for: bytes + (open &+ 1), count, in: shape.table, buckets)
        let isKey = unsafe KeyPattern.matches(patterns + candidate, bytes + open) ? 1 : 0
        // Declared or not is no branch, which processors could not foresee.
        edge = candidate & (0 &- isKey)
        let refused = unsafe refusals[candidate &* 2 &+ isKey]
        let note = unsafe notes + edge &* NotedValue.rows
        // A text without escapes ends at the next end of a string, a scalar before the next comma or
        // bracket at the latest; whether blanks stand between is seen when it is read.
        let isText = first == UInt8(ascii: "\"")
        let textEnd = unsafe Int(ends[1])
        let scalarEnd = unsafe start &+ Int(tierline_scalar_length(bytes + start))
        let end = isText ? textEnd &+ 1 : scalarEnd
        // Behind a scalar the quote is that of the next key: to ask for it always is no branch on the kind.
        if unsafe starts[Int(first)].isDisjoint(with: refused), unsafe note.pointee.isNone,
          unsafe bytes[textEnd] == UInt8(ascii: "\"") && bytes[end] == UInt8(ascii: ",")
        {
          unsafe note.pointee = NotedValue(from: start, to: end)
          unsafe notes[KeyTable.stray] = NotedValue()
          offset = end &+ 1
          unsafe ends += isText ? 2 : 1
          continue
        }
        isKnown = unsafe isKey == 1 || refusals[candidate &* 2] != .any
      }
      if isKnown {
        unsafe place = ReadPlace(start, ends - positions &+ 1)
        guard readAtOnce(edge, row: row) else { return false }
      } else {
        unsafe place = ReadPlace(offset, ends - positions)
        edge = passKey(shape)
        guard edge >= 0, noteOrRead(edge, row: row) else { return false }
      }
      let separator = passSeparator()
      unsafe (offset, ends) = (at, positions + Int(place.string))
      if separator == UInt8(ascii: ",") { continue }
      return separator == UInt8(ascii: "}") && endObject(shape, row: row)
    }
  }

  /// `":`, the first lowest.
  private static var quoteAndColon: UInt16 { 0x3A22 }

  /// Reads the keys of an object on with their values, and learns their order for the objects behind it.
  ///
  /// The value read last lies before `behind`, where no key has been read the object's bracket.
  @inline(never)
  mutating func learnOthers(_ index: Int, _ shape: ReadShape, behind: Int, row: Int) -> Bool {
    var (learns, behind) = (true, behind)
    while true {
      let edge = passKey(shape)
      // An order has no key twice, or objects that follow it would.
      guard edge >= 0, isNew(edge, row: row) else { return false }
      learns = learns && learn(edge, behind..<at, index)
      guard readAtOnce(edge, row: row) else { return false }
      behind = at
      let separator = passSeparator()
      if separator == UInt8(ascii: ",") { continue }
      return separator == UInt8(ascii: "}") && endObject(shape, row: row)
    }
  }

  /// Steps over a key, its colon and the blanks around; gives back its edge, −1 where there is no key.
  @inline(never)
  private mutating func passKey(_ shape: ReadShape) -> Int {
    passBlanks()
    // Of a key with escapes the byte at `close` is a backslash.
    let (open, close) = (at, stringEnd)
    guard open < close, byte == UInt8(ascii: "\""), unsafe bytes[close] == UInt8(ascii: "\"") else {
      return -1
    }
    passString(to: close)
    guard passSeparator() == UInt8(ascii: ":") else { return -1 }
    passBlanks()
    return unsafe KeyTable.edge(
      of: bytes + (open &+ 1), close &- open &- 1, in: shape.table, plan.keys.pointer())
  }

  /// Notes the value that is next and steps over it, or reads it at once.
  @inline(never)
  private mutating func noteOrRead(_ edge: Int, row: Int) -> Bool {
    let (start, first, textEnd) = (at, byte, stringEnd)
    let isText = first == UInt8(ascii: "\"")
    let end =
      unsafe isText ? textEnd &+ 1 : start &+ Int(tierline_scalar_length(bytes + start))
    guard plan.starts[Int(first)].isDisjoint(with: plan.refused(edge)), isNew(edge, row: row),
      unsafe bytes[textEnd] == UInt8(ascii: "\""), unsafe bytes[end] == UInt8(ascii: ",")
    else { return readAtOnce(edge, row: row) }
    notes[NotedValue.place(edge, row: row)] = NotedValue(from: start, to: end)
    place = ReadPlace(end, Int(place.string) &+ (isText ? 1 : 0))
    return true
  }

  /// Reads a value that is not noted; false where its key stood before.
  @inline(never)
  private mutating func readAtOnce(_ edge: Int, row: Int) -> Bool {
    guard edge != KeyTable.stray else { return skipValue() }
    guard isNew(edge, row: row) else { return false }
    notes[NotedValue.place(edge, row: row)] = .read
    return readActions(edge, row: row)
  }

  /// Whether an object may have a key here: one that is declared only once.
  @inline(__always)
  private mutating func isNew(_ edge: Int, row: Int) -> Bool {
    edge == KeyTable.stray || notes[NotedValue.place(edge, row: row)].isNone
  }

  /// Adds a key to the order, with all that stands between the last value and its own.
  private mutating func learn(_ edge: Int, _ gap: Range<Int>, _ shape: Int) -> Bool {
    // What has a NUL would be found over the end of a text.
    guard !gap.contains(where: { unsafe bytes[$0] == 0 }) else { return false }
    let declared = plan.edges[edge]
    var key = KeyOrder.Key(action: -1, edge: edge == KeyTable.stray ? -1 : Int32(edge))
    if declared.actionCount == 1, actions[Int(declared.firstAction)].kind.isScalar {
      key.action = declared.firstAction
    }
    return unsafe order.add(key, to: shape, bytes + gap.lowerBound, gap.count)
  }
}
