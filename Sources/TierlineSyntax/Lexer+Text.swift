// Texts and templates.
//
// A text is read whole, to its closing quote on its line. Where the parser knows that `{…}` is an
// operand it reads the same text again part by part with `textPart`.

import TierlineSource

/// Where reading a text stopped.
enum TextEnd {
  /// Behind the closing quote, or at the end of the line (reported).
  case closed
  /// Behind a `{` whose `}` stands at `closing`.
  case operand(closing: Int)
}

extension Lexer {
  /// Moves behind the whole text that begins here.
  mutating func text() -> TokenKind {
    let start = position
    let quote = character(at: start)
    position += quote.length
    _ = textBody(quote: quote.code, opening: span(start, position), findsOperands: false)
    return .text
  }

  /// Reads a part of a template: from the quote at `index`, or from the `}` of an operand.
  mutating func textPart(from index: Int, quote: UInt32, opening: SourceSpan) -> TextEnd {
    position = index + character(at: index).length
    return textBody(quote: quote, opening: opening, findsOperands: true)
  }

  private mutating func textBody(
    quote: UInt32, opening: SourceSpan, findsOperands: Bool
  ) -> TextEnd {
    var findsOperands = findsOperands
    while true {
      let next = decodeScalar(bytes, at: position, limit: limit)
      let start = position
      switch next.code {
      case SourceCharacter.end, 0x0A, 0x0D:
        report(.unclosedText(at: span(start, start), opening: opening))
        return .closed
      case 0x5C: escape()
      case 0x7B where findsOperands:
        if let closing = operandEnd(from: start + 1) {
          position += 1
          return .operand(closing: closing)
        }
        report(.unclosedOperand(at: span(start, start + 1)))
        findsOperands = false
        position += 1
      case SourceCharacter.invalid:
        report(.invalidUTF8(at: span(start, start + 1)))
        position += 1
      default:
        position += next.length
        if closes(next.code, quote) { return .closed }
      }
    }
  }

  /// Whether a character closes a text: either curly quote one opened by a curly quote, `"` and
  /// its full-width twin one opened by either of these; marks that are no quotes here close as
  /// their users write them.
  func closes(_ code: UInt32, _ quote: UInt32) -> Bool {
    switch quote {
    case 0x201C, 0x201D: code == 0x201C || code == 0x201D
    case 0x27, 0x2018, 0x2019: code == 0x27 || code == 0xFF07 || code == 0x2018 || code == 0x2019
    case 0x300C: code == 0x300D
    case 0x300E: code == 0x300F
    default: code == 0x22 || code == 0xFF02
    }
  }

  /// The index of the `}` that ends an operand; nil when its line has none.
  private func operandEnd(from start: Int) -> Int? {
    var index = start
    var depth = 0
    var quote: UInt32?
    while true {
      let next = decodeScalar(bytes, at: index, limit: limit)
      if [SourceCharacter.end, 0x0A, 0x0D].contains(next.code) { return nil }
      if let open = quote {
        if next.code == 0x5C {
          index += next.length
          let escaped = decodeScalar(bytes, at: index, limit: limit)
          if escaped.code == 0x0A || escaped.code == 0x0D { return nil }
          index += escaped.length
          continue
        }
        if closes(next.code, open) { quote = nil }
      } else {
        switch next.code {
        case 0x22, 0xFF02, 0x201C, 0x201D: quote = foldedCode(next.code)
        case 0x7B: depth += 1
        case 0x7D:
          if depth == 0 { return index }
          depth -= 1
        default: break
        }
      }
      index += next.length
    }
  }

  /// Moves behind the escape that begins here with `\`.
  private mutating func escape() {
    let start = position
    position += 1
    let next = decodeScalar(bytes, at: position, limit: limit)
    switch next.code {
    case SourceCharacter.end, 0x0A, 0x0D, SourceCharacter.invalid: return
    case 0x22, 0x5C, 0x6E, 0x74, 0x7B: position += next.length
    case 0x75 where unicodeEscape(): break
    default:
      position = start + 1 + next.length
      report(.unknownEscape(text(start, position), at: span(start, position)))
    }
  }

  /// Moves behind `u{…}` if it names a scalar.
  private mutating func unicodeEscape() -> Bool {
    var index = position + 1
    guard character(at: index).code == 0x7B else { return false }
    index += 1
    var value: UInt32 = 0
    var count = 0
    while index < limit, isHexDigit(UInt32(bytes[index])), count <= 6 {
      value = value << 4 | hexValue(bytes[index])
      index += 1
      count += 1
    }
    guard (1...6).contains(count), index < limit, bytes[index] == UInt8(ascii: "}"),
      Unicode.Scalar(value) != nil
    else { return false }
    position = index + 1
    return true
  }

  private func text(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<end], as: UTF8.self)
  }
}

/// The value of a hexadecimal digit.
func hexValue(_ byte: UInt8) -> UInt32 {
  switch byte {
  case 0x30...0x39: UInt32(byte) - 0x30
  case 0x41...0x46: UInt32(byte) - 0x41 + 10
  case 0x61...0x66: UInt32(byte) - 0x61 + 10
  default: 0
  }
}
