// Bytes to tokens, one at a time.
//
// The parser pulls tokens and may turn the lexer back to a place it has already passed (a template
// read first as plain text, a row that ends with its line), so the lexer is a small value with a
// position and no look-behind. Every byte belongs to exactly one token; what begins none becomes
// `.invalid` and a finding. Findings stand in the order of the text, so turning back can drop them.

package import TierlineSource

/// All tokens of a file, the end-of-file token last, with what was found.
///
/// Texts are whole here: only the parser knows where a text is a template.
package func lex(_ file: SourceFile) -> (
  tokens: ContiguousArray<Token>, diagnostics: [Diagnostic]
) {
  var lexer = Lexer(file: file)
  var tokens: ContiguousArray<Token> = []
  while true {
    let token = lexer.next()
    tokens.append(token)
    if token.kind == .endOfFile { return (tokens, lexer.findings) }
  }
}

struct Lexer {
  let bytes: [UInt8]
  let base: UInt32
  let table = KeywordTable.shared
  /// Index of the next token's first byte.
  var position = 0
  /// Tokens end here: the end of the file, or of a row or an operand inside a text.
  var limit: Int
  /// Ascending by the start of their spans.
  var findings: [Diagnostic] = []
  /// Whether only blanks stand between here and a number: then `万元` is two words.
  private(set) var isAfterNumber = false
  /// Where the last number ended.
  private(set) var numberEnd = 0
  /// How many more keywords were met in Chinese than in English.
  private var chineseLead = 0

  /// The language of the keywords so far: that of mends.
  var language: Language { chineseLead > 0 ? .chinese : .english }

  init(file: SourceFile) {
    bytes = file.bytes
    base = file.base
    limit = file.bytes.count
  }

  /// Turns back to an earlier place; what was found behind it is forgotten, to be found again.
  mutating func rewind(to index: Int) {
    position = index
    isAfterNumber = false
    let offset = base + UInt32(index)
    while let last = findings.last, last.span.start >= offset { findings.removeLast() }
  }

  func span(_ start: Int, _ end: Int) -> SourceSpan {
    SourceSpan(start: base + UInt32(start), end: base + UInt32(end))
  }

  /// The folded character at an index.
  func character(at index: Int) -> SourceCharacter {
    if index < limit, bytes[index] < 0x80 {
      return SourceCharacter(code: UInt32(bytes[index]), length: 1)
    }
    var character = decodeScalar(bytes, at: index, limit: limit)
    character.code = foldedCode(character.code)
    return character
  }

  mutating func report(_ finding: Diagnostic) {
    if findings.count < Diagnostic.countMax { findings.append(finding) }
  }

  mutating func next() -> Token {
    let start = position
    let first = character(at: start)
    let kind = kind(startingWith: first)
    if !(kind == .space) { isAfterNumber = kind == .number || isMultiplierEnd }
    isMultiplierEnd = false
    if isAfterNumber, !(kind == .space) { numberEnd = position }
    let vocabulary = pendingVocabulary
    pendingVocabulary = .none
    if !vocabulary.isPlain { chineseLead += first.code < 0x80 ? -1 : 1 }
    return Token(kind, span(start, position), vocabulary: vocabulary)
  }

  /// What the last word was, until its token is made.
  var pendingVocabulary = Vocabulary.none
  private var isMultiplierEnd = false

  /// Moves behind the token that begins with `first` and tells its kind.
  private mutating func kind(startingWith first: SourceCharacter) -> TokenKind {
    let start = position
    position += first.length
    switch first.code {
    case SourceCharacter.end: return .endOfFile
    case 0x20, 0x09: return space()
    case 0x0A: return .newline
    case 0x0D:
      if character(at: position).code == 0x0A { position += 1 }
      return .newline
    case 0x23: return comment()
    case 0x22, 0x201C, 0x201D:
      position = start
      return text()
    case 0x27, 0x2018, 0x2019, 0x300C, 0x300E:
      if let kind = quotedOtherwise(from: start) { return kind }
    case 0x26, 0x21:
      if let kind = logicSign(first, from: start) { return kind }
    case 0x2F where character(at: position).code == 0x2F: return slashComment(from: start)
    case 0x25 where isAfterNumber: return percentApart(from: start)
    case 0x60: return quotedName(from: start)
    case 0x30...0x39:
      position = start
      return number()
    case 0xFEFF where start == 0: return .space
    default: break
    }
    if startsName(first.code) {
      position = start
      return word()
    }
    return punctuation(first, from: start) ?? unknown(from: start)
  }

  private mutating func space() -> TokenKind {
    while true {
      let next = character(at: position)
      guard next.code == 0x20 || next.code == 0x09 else { return .space }
      position += next.length
    }
  }

  mutating func comment() -> TokenKind {
    let isDouble = character(at: position).code == 0x23
    let isTriple = isDouble && character(at: position + 1).code == 0x23
    while true {
      let next = decodeScalar(bytes, at: position, limit: limit)
      switch next.code {
      case SourceCharacter.end, 0x0A, 0x0D: return isDouble && !isTriple ? .docComment : .comment
      default:
        let isWrong = next.code == SourceCharacter.invalid || isForbidden(next.code)
        if isWrong { reportRefused(next, at: position) }
        position += next.length
      }
    }
  }

  private mutating func word() -> TokenKind {
    let start = position
    var key = WordKey()
    while position < limit {
      let next = character(at: position)
      guard continuesName(next.code) else { break }
      if next.code < 0x80 {
        key.append(UInt8(next.code))
      } else {
        for index in position..<position + next.length { key.append(bytes[index]) }
      }
      position += next.length
      if isAfterNumber, table.entry(key).multiplierPower > 0, isUnitRun(from: position) {
        pendingVocabulary = table.entry(key)
        isMultiplierEnd = true
        return .word
      }
    }
    pendingVocabulary = table.entry(key)
    if pendingVocabulary == .none { pendingVocabulary = beforeDigits(start) }
    if position == start { position += character(at: start).length }
    return .word
  }

  /// Whether the word that began at `start` is a Chinese keyword with a number behind it.
  private func beforeDigits(_ start: Int) -> Vocabulary {
    var key = WordKey()
    var index = start
    while index < position, bytes[index] >= 0x80, key.count < WordKey.countMax {
      key.append(bytes[index])
      index += 1
    }
    guard index > start, index < position, isDigit(UInt32(bytes[index])) else { return .none }
    return table.entry(key) == .none ? .none : .beforeDigits
  }

  /// Whether exactly a unit stands between `start` and the end of its word.
  private func isUnitRun(from start: Int) -> Bool {
    var key = WordKey()
    var capitals = 0
    var index = start
    while index < limit {
      let next = character(at: index)
      guard continuesName(next.code) else { break }
      if (0x41...0x5A).contains(next.code) { capitals += 1 }
      for byte in bytes[index..<index + next.length] { key.append(byte) }
      index += next.length
      if key.count > WordKey.countMax { return false }
    }
    if capitals == 3, key.count == 3 { return true }
    let entry = table.entry(key)
    return entry == .yuan || table.durations[Int(entry.rawValue)] != nil
  }

  private mutating func quotedName(from start: Int) -> TokenKind {
    let inside = position
    while true {
      let next = decodeScalar(bytes, at: position, limit: limit)
      switch foldedCode(next.code) {
      case SourceCharacter.end, 0x0A, 0x0D:
        report(.unclosedText(at: span(position, position), opening: span(start, inside)))
        return .quotedName
      case 0x60:
        if position == inside {
          report(.emptyName(at: span(start, position + next.length)))
        }
        position += next.length
        return .quotedName
      default:
        let isWrong = next.code == SourceCharacter.invalid || isForbidden(next.code)
        if isWrong { reportRefused(next, at: position) }
        position += next.length
      }
    }
  }

  private mutating func unknown(from start: Int) -> TokenKind {
    let first = decodeScalar(bytes, at: start, limit: limit)
    position = start + first.length
    // A run of the same is one cause.
    while first.length > 0 {
      let next = decodeScalar(bytes, at: position, limit: limit)
      guard next.code == first.code else { break }
      position += next.length
    }
    reportRefused(SourceCharacter(code: first.code, length: position - start), at: start)
    return .invalid
  }

  /// Reports a character, or a run of the same, that may not stand where it does.
  mutating func reportRefused(_ character: SourceCharacter, at index: Int) {
    let place = span(index, index + character.length)
    guard let scalar = Unicode.Scalar(character.code) else {
      return report(.invalidUTF8(at: place))
    }
    if isForbidden(character.code) {
      report(.forbiddenCharacter(scalar, at: place))
    } else {
      report(.unknownCharacter(scalar, at: place))
    }
  }
}
