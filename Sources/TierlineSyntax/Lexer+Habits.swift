// Marks that authors bring along from other languages and from prose: `'a'`, `&&`, `!`, `//`, `80 %`.
//
// What is meant is plain, so each is reported once with what to write, and read as that: nothing
// behind it is thrown out of step.

import TierlineSource

extension Lexer {
  /// `'a'`, `「a」`: reads a text in marks that are no quotes here; nil when its line does not close
  /// it.
  mutating func quotedOtherwise(from start: Int) -> TokenKind? {
    let opening = character(at: start)
    var index = start + opening.length
    var holdsQuote = false
    while true {
      let next = decodeScalar(bytes, at: index, limit: limit)
      switch next.code {
      case SourceCharacter.end, 0x0A, 0x0D: return nil
      case 0x22: holdsQuote = true
      default: break
      }
      index += next.length
      if closes(next.code, opening.code) {
        let edges = [span(start, start + opening.length), span(index - next.length, index)]
        report(.otherQuotes(opening: edges[0], closing: holdsQuote ? nil : edges[1]))
        position = start
        return text()
      }
    }
  }

  /// `&&`, `!`: reads the sign as the word that it stands for; nil for `!=`.
  mutating func logicSign(_ first: SourceCharacter, from start: Int) -> TokenKind? {
    let isNegation = first.code == 0x21
    if isNegation, character(at: position).code == 0x3D { return nil }
    while !isNegation, character(at: position).code == first.code {
      position += character(at: position).length
    }
    let keyword = isNegation ? Keyword.not : .and
    let before = start > 0 ? bytes[start - 1] : 0x20
    let after = position < limit ? bytes[position] : 0x20
    report(
      .logicSign(
        String(decoding: bytes[start..<position], as: UTF8.self),
        keyword.spelling(language), at: span(start, position),
        isGluedBefore: !isBlank(before), isGluedAfter: !isBlank(after)))
    pendingVocabulary = table.entry(keyword.english)
    return .word
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A }

  /// `// note`: reads a comment as other languages write it.
  mutating func slashComment(from start: Int) -> TokenKind {
    position += character(at: position).length
    report(.slashComment(at: span(start, position)))
    return comment()
  }

  /// `80 %`.
  mutating func percentApart(from start: Int) -> TokenKind {
    report(.percentApart(gap: span(numberEnd, start), at: span(start, position)))
    return .invalid
  }
}
