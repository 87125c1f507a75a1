// Where reading goes on behind text that is no JSON.
//
// Nobody can know where a broken record was meant to end, so the rules are about lines, as people
// and tools write records. `L` is the line on which the record begins.
//
// 1. Within an array, a record whose brackets still match by the end of the line where it breaks is
//    stepped over, and so is a word where a record should begin: arrays often are one line.
// 2. Otherwise the record ends at the next line whose first character is `{`, indented no deeper
//    than L: a truncated line costs itself alone, and the objects inside a record that is spread
//    over lines are not taken for records.
// 3. A break on L itself, outside arrays, ends the record with L, unless the next lines look like the
//    rest of a spread-out object: indented, or beginning with `}`, `]` or `"`.
//
// The work is linear: a resumed record lies inside the broken one, so no byte is read again more
// often than brackets may be nested.

extension RecordReader {
  /// Passes over the record at the window's beginning, which broke there.
  mutating func recover(from stop: JSONBreak) throws(ByteSourceFailure) {
    let isTooLong = stop == .endOfInput && window.isFull
    let breakOffset = offset(of: stop)
    if place != .stream, !isTooLong, try stepOver(breakingAt: breakOffset) { return }
    let isObject = window.bytes[window.range].first == UInt8(ascii: "{")
    let isOnFirstLine = !window.bytes[window.range].prefix(breakOffset).contains(0x0A)
    let indentation = window.indentation()
    // What is too long is not searched again.
    if isTooLong { window.drop(window.range.count) }
    while try window.skip(to: 0x0A) != nil {
      window.drop(1)
      guard let byte = try window.nextByteOfLine() else { break }
      if resumes(
        at: byte, indentation: indentation, mayBeAnything: isOnFirstLine, isObject: isObject)
      {
        break
      }
    }
    if place != .stream {
      place = .resumed
      hasLostRecords = true
    }
  }

  private func offset(of stop: JSONBreak) -> Int {
    switch stop {
    case .endOfInput: window.range.count
    case .malformed(let offset, _), .tooDeep(let offset): offset
    }
  }

  /// Steps over a value in an array, if its end can be told.
  private mutating func stepOver(
    breakingAt breakOffset: Int
  ) throws(ByteSourceFailure) -> Bool {
    switch window.bytes[window.range].first {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      var brackets = BracketScanner(lastLine: breakOffset)
      brackets.advance(window.bytes.span.extracting(window.range))
      while brackets.outcome == .open, !window.isFull, try window.grow(&brackets) {}
      guard case .closed(let end) = brackets.outcome else { return false }
      window.drop(end)
      place = .commaOrEnd
      return true
    case _ where place == .commaOrEnd: return false
    default:
      window.drop(1)
      _ = try window.skip(to: UInt8(ascii: ","), UInt8(ascii: "]"), 0x0A)
      place = .resumed
      return true
    }
  }

  /// Whether a record may begin with the line that the window stands in, at its first character.
  private mutating func resumes(
    at byte: UInt8, indentation: Int, mayBeAnything: Bool, isObject: Bool
  ) -> Bool {
    guard byte != 0x0A else { return false }
    let isShallow = window.indentation() <= indentation
    if byte == UInt8(ascii: "{") { return isShallow }
    if place != .stream { return byte == UInt8(ascii: "]") && isShallow }
    guard mayBeAnything else { return false }
    let continues =
      window.indentation() > 0 || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
      || byte == UInt8(ascii: "\"")
    return !(isObject && continues)
  }
}
