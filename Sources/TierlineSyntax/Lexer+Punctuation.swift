extension Lexer {
  /// The punctuation that begins with `first`, moving behind it; nil when there is none.
  mutating func punctuation(_ first: SourceCharacter, from start: Int) -> TokenKind? {
    switch first.code {
    case 0x7B: return .leftBrace
    case 0x7D: return .rightBrace
    case 0x28: return .leftParenthesis
    case 0x29: return .rightParenthesis
    case 0x5B: return .leftBracket
    case 0x5D: return .rightBracket
    case 0x3A: return .colon
    case 0x2C: return .comma
    case 0x2B: return .plus
    case 0x2D: return .minus
    case 0x2A: return .star
    case 0x2F: return .slash
    case 0x3D: return .equal
    case 0x2260: return .notEqual
    case 0x2264: return .lessOrEqual
    case 0x2265: return .greaterOrEqual
    case 0x3E: return take("=") ? .greaterOrEqual : .greater
    case 0x7C: return take("|") ? .doubleBar : .bar
    case 0x21: return take("=") ? .notEqual : nil
    case 0x2E:
      guard take(".") else { return .dot }
      return take("<") ? .rangeBelow : .range
    case 0x3C:
      if take("=") { return .lessOrEqual }
      let dot = character(at: position)
      let second = character(at: position + dot.length)
      guard dot.code == 0x2E, second.code == 0x2E else { return .less }
      position += dot.length + second.length
      return take("<") ? .rangeBetween : .rangeAbove
    default: return nil
    }
  }

  /// Moves behind a character if it is next.
  private mutating func take(_ wanted: Unicode.Scalar) -> Bool {
    let next = character(at: position)
    guard next.code == wanted.value else { return false }
    position += next.length
    return true
  }
}
