package import TierlineSource

/// The kinds of token; each with the shortest text that makes it.
package enum TokenKind: UInt8, CaseIterable, Sendable {
  // MARK: Trivia (kept in the tree, skipped by the parser)

  /// Blanks, tabs, U+3000.
  case space
  /// A line break: LF or CRLF.
  case newline
  /// `# note`
  case comment
  /// `## note`
  case docComment

  // MARK: Words and literals

  /// `risk`, `客户`: a name. The lexer makes every word one of these.
  case word
  /// `when`: a word that the parser has read as (part of) a keyword, a unit or a multiplier.
  case keyword
  /// `` `客户 等级` ``
  case quotedName
  /// `1_000_000`, `0.35`
  case number
  /// `35%`
  case percent
  /// `2026-01-31`
  case date
  /// `"abc"`: a whole text with both quotes.
  case text
  /// `"abc{` of `"abc{x}d{y}e"`: a template up to its first operand.
  case textHead
  /// `}d{` of `"abc{x}d{y}e"`: a template between two operands.
  case textMiddle
  /// `}e"` of `"abc{x}d{y}e"`: a template behind its last operand.
  case textTail

  // MARK: Punctuation

  /// `{`
  case leftBrace
  /// `}`
  case rightBrace
  /// `(`
  case leftParenthesis
  /// `)`
  case rightParenthesis
  /// `[`
  case leftBracket
  /// `]`
  case rightBracket
  /// `:`
  case colon
  /// `,`
  case comma
  /// `.`
  case dot
  /// `..`
  case range
  /// `..<`
  case rangeBelow
  /// `<..`
  case rangeAbove
  /// `<..<`
  case rangeBetween
  /// `|`
  case bar
  /// `||`
  case doubleBar
  /// `=`
  case equal
  /// `!=`
  case notEqual
  /// `<`
  case less
  /// `<=`
  case lessOrEqual
  /// `>`
  case greater
  /// `>=`
  case greaterOrEqual
  /// `+`
  case plus
  /// `-`
  case minus
  /// `*`
  case star
  /// `/`
  case slash

  /// `§`: a character or bytes that begin no token; already reported.
  case invalid
  /// The end of the text.
  case endOfFile

  /// Whether the parser passes it over.
  package var isTrivia: Bool {
    switch self {
    case .space, .newline, .comment, .docComment, .invalid: true
    default: false
    }
  }
}

/// A token: its kind, its place, and for a word the vocabulary entry it spells.
package struct Token: Hashable, Sendable {
  package var span: SourceSpan
  package var kind: TokenKind
  /// For a word, its entry in the vocabulary; `.none` for any other token and for plain names.
  package var vocabulary: Vocabulary
  /// Set by the parser on the first word of a keyword phrase: which keyword it is.
  package var keyword: Keyword?

  package init(_ kind: TokenKind, _ span: SourceSpan, vocabulary: Vocabulary = .none) {
    self.kind = kind
    self.span = span
    self.vocabulary = vocabulary
  }
}
