// The colours of an entry while it is typed: keywords as the parser reads them, literals, comments,
// the command at the front.

import TierlineSource
import TierlineSyntax

/// Gives each character of an entry its colour.
enum EntryColours {
  /// Beyond this many bytes an entry, which can only be a paste, stays plain.
  private static let lengthMax = 64 << 10

  /// One for each character, nil where it has none; empty for a text that stays plain.
  static func inks(of characters: [Character]) -> [Palette.Ink?] {
    let text = String(characters)
    let count = text.utf8.count
    guard count <= lengthMax else { return [] }
    var inks = [Palette.Ink?](repeating: nil, count: count)
    let paint = { (range: Range<Int>, ink: Palette.Ink) in
      for place in range.clamped(to: 0..<count) { inks[place] = ink }
    }
    for token in tokens(of: text) {
      if let ink = ink(of: token) {
        paint(Int(token.span.start)..<Int(token.span.end), ink)
      }
    }
    if case .command(let word, _) = ReplEntry(text) {
      let body = text.drop(while: \.isWhitespace)
      let start = count - body.utf8.count
      let end = start + body.prefix(1 + word.count).utf8.count
      paint(start..<end, ReplCommandName(rawValue: word) != nil ? .note : .error)
    }
    var place = 0
    return characters.map { character in
      defer { place += character.utf8.count }
      return inks.indices.contains(place) ? inks[place] : nil
    }
  }

  /// The tokens of an entry by their bytes; none of what stands behind a command that takes a path
  /// or a name.
  private static func tokens(of text: String) -> ContiguousArray<Token> {
    switch ReplEntry(text) {
    case .nothing, .expression: return tokens(of: text, as: .expression)
    case .declarations: return tokens(of: text, as: .declarations)
    case .command(let word, let rest):
      switch ReplCommandName(rawValue: word) {
      case .given: return tokens(of: rest, as: .record)
      case .set: return tokens(of: rest, as: .assignment)
      case .type, .unset, .param, .whynot, .asOf: return tokens(of: rest, as: .expression)
      case .load, .reload, .write, .show, .data, .customer, .next, .record, .undo, .previous,
        .decide, .why, .test, .save, .help, .quit, nil:
        return []
      }
    }
  }

  private static func tokens(of text: String, as fragment: Fragment) -> ContiguousArray<Token> {
    parse(SourceFile(path: "", bytes: Array(text.utf8), base: 0), as: fragment).tree.tokens
  }

  private static func ink(of token: Token) -> Palette.Ink? {
    switch token.kind {
    case .keyword: .keyword
    case .number, .percent, .date: .literal
    case .text, .textHead, .textMiddle, .textTail: .good
    case .comment, .docComment: .faint
    case .invalid: .error
    case .space, .newline, .word, .quotedName, .leftBrace, .rightBrace, .leftParenthesis,
      .rightParenthesis, .leftBracket, .rightBracket, .colon, .comma, .dot, .range, .rangeBelow,
      .rangeAbove, .rangeBetween, .bar, .doubleBar, .equal, .notEqual, .less, .lessOrEqual,
      .greater, .greaterOrEqual, .plus, .minus, .star, .slash, .endOfFile:
      nil
    }
  }
}
