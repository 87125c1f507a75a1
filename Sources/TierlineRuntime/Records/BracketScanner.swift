// Finding the end of a record by its brackets alone: quick, and able to go on where the bytes of
// the last chunk ended.
//
// It is asked in two cases. A record that the present bytes cut off is not decoded again and again
// as chunks arrive: its end is found first. And within an array a record that is no JSON is stepped
// over when its brackets still match.

/// A walk over brackets and strings that can pause anywhere.
struct BracketScanner {
  /// What the bytes so far tell.
  enum Outcome: Hashable {
    /// The value goes on.
    case open
    /// The value ends before this offset.
    case closed(Int)
    /// The brackets don't match, are too many, or a string holds a control character.
    case broken
  }

  /// Brackets within each other, at most.
  private let depthMax: Int
  /// The walk gives up at the first line break behind this offset.
  private let lastLine: Int
  /// What has been found; once the value is closed or broken, it stays so.
  private(set) var outcome = Outcome.open
  /// The offset of the next byte to look at.
  private var position = 0
  /// The brackets open here, the innermost last: whether they are braces.
  private var braces: [Bool] = []
  private var isInString = false
  private var isEscaped = false

  /// Begins at offset 0, the opening bracket of a value.
  init(depthMax: Int = .max, lastLine: Int = .max) {
    self.depthMax = depthMax
    self.lastLine = lastLine
  }

  /// Goes on to the end of the value or of the bytes, to which only more may have been added.
  mutating func advance(_ bytes: Span<UInt8>) {
    if outcome == .open { outcome = walk(bytes) }
  }

  private mutating func walk(_ bytes: Span<UInt8>) -> Outcome {
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if isInString {
        if byte < 0x20 { return .broken }
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard braces.count < depthMax else { return .broken }
        braces.append(byte == UInt8(ascii: "{"))
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard braces.popLast() == (byte == UInt8(ascii: "}")) else { return .broken }
        if braces.isEmpty { return .closed(position) }
      case UInt8(ascii: "\n"):
        if position > lastLine { return .broken }
      default: break
      }
    }
    return .open
  }
}
