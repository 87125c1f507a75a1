// Texts with operands in braces: `because`, `owner` and `do`.
//
// The lexer has read the text as plain; here it is read again part by part. While an operand is
// read the lexer ends at the operand's `}`, so nothing in it can run beyond its text.

import TierlineSource

extension Parser {
  /// Reads a text that may hold operands.
  mutating func template() {
    guard kind == .text else { return missingPart(Asked.text) }
    let start = mark
    let text = tokens[current].span
    let first = Int(text.start - source.base)
    guard source.bytes(of: text).contains(UInt8(ascii: "{")) else {
      bump()
      return finish(.textLiteral, start)
    }
    let quote = lexer.character(at: first).code
    guard [0x22, 0x201C, 0x201D].contains(quote) else {
      // Marks that are no quotes, already reported.
      bump()
      return finish(.textLiteral, start)
    }
    let opening = SourceSpan(start: text.start, end: text.start + 1)
    forget(from: current)
    var partStart = first
    var count = 0
    while true {
      let end = lexer.textPart(from: partStart, quote: quote, opening: opening)
      let span = lexer.span(partStart, lexer.position)
      guard case .operand(let closing) = end else {
        append(Token(count == 0 ? .text : .textTail, span))
        return finish(count == 0 ? .textLiteral : .template, start)
      }
      tokens.append(Token(count == 0 ? .textHead : .textMiddle, span))
      count += 1
      templateOperand(until: closing)
      partStart = closing
    }
  }

  /// Reads the operand behind the last token, up to its `}`.
  private mutating func templateOperand(until closing: Int) {
    let outer = lexer.limit
    lexer.limit = closing
    previousEnd = tokens.count
    current = significant(from: tokens.count)
    operand()
    if !isAtEnd {
      expected(Wording(same: "`}`"))
      let start = mark
      while !isAtEnd { bump() }
      finish(.error, start)
    }
    tokens.removeLast()
    lexer.limit = outer
    current = tokens.count
    lexer.position = closing
  }

  /// Adds the last part of a text and goes on behind it.
  private mutating func append(_ token: Token) {
    tokens.append(token)
    previousEnd = tokens.count
    current = significant(from: tokens.count)
  }
}
