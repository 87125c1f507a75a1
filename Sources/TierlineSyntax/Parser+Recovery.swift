// What the parser says and does where the text is not what the grammar asks for.
//
// One cause, one finding: after a complaint nothing more is said until another token is read. What
// fits nowhere is skipped to the next place that makes sense and kept in an `.error` node.

import TierlineSource

extension Parser {
  mutating func report(_ finding: Diagnostic) {
    guard !isAbandoned, findings.count < Diagnostic.countMax else { return }
    findings.append(finding)
  }

  /// Reports unless the current token was already complained of, or refused characters before it
  /// are the cause.
  mutating func complain(_ finding: Diagnostic) {
    guard complainedAt != current else { return }
    complainedAt = current
    let gap = tokens[min(previousEnd, current)..<current]
    if !gap.contains(where: { $0.kind == .invalid }) { report(finding) }
  }

  /// Right behind the previous token: where something absent must be typed.
  var behindPrevious: SourceSpan {
    let offset = previousEnd > 0 ? tokens[previousEnd - 1].span.end : source.base
    return SourceSpan(start: offset, end: offset)
  }

  /// Complains that something else was needed.
  ///
  /// A token that can't be what was meant is covered; where something was left out the finding
  /// stands behind the previous token.
  mutating func expected(
    _ what: Wording, inserting text: String? = nil, help: Wording? = nil, fixes: [Fix] = [],
    isStray: Bool = false
  ) {
    guard complainedAt != current, findings.count < Diagnostic.countMax else { return }
    let isLeftOut: Bool
    switch kind {
    case _ where isStray: isLeftOut = isAtEnd
    case .endOfFile, .rightBrace, .rightBracket, .rightParenthesis, .bar, .doubleBar, .comma:
      isLeftOut = true
    default: isLeftOut = text != nil || isFirstOfLine(current)
    }
    let place = isLeftOut ? behindPrevious : tokens[current].span
    complain(
      .unexpected(
        expected: what, found: found(current), at: place, help: help,
        fixes: text.map { [.inserting($0, at: place)] } ?? fixes))
  }

  /// A token in the words of a message.
  func found(_ index: Int) -> Wording {
    let token = tokens[index]
    switch token.kind {
    case .endOfFile:
      guard lexer.limit < source.bytes.count else {
        return Wording("the end of the file", zh: "文件结尾")
      }
      return source.bytes[lexer.limit] == UInt8(ascii: "}")
        ? Wording(same: "`}`") : Wording("the end of the line", zh: "行尾")
    case .text, .textHead: return Wording("a text", zh: "文本")
    default:
      let text = String(source.text(of: token.span).unicodeScalars.prefix(40).map(Character.init))
      return Wording(same: "`\(text)`")
    }
  }

  // MARK: What must stand here

  /// Reads punctuation that must stand here.
  mutating func expect(_ wanted: TokenKind, _ spelling: String) {
    if wanted == .colon, at(.equal) {
      complain(.spelling("=", meant: ":", at: tokens[current].span))
      return bump()
    }
    if !take(wanted) { expected(Wording(same: "`\(spelling)`"), inserting: spelling) }
  }

  /// Reads a keyword that must stand here; a misspelt one, or one run together with its
  /// neighbour, is reported and read as if it were right.
  mutating func expect(_ keyword: Keyword) {
    if take(keyword) { return }
    if keyword == .then, readArrow() { return }
    if isAtForeign(keyword), !(keyword == .when && at(.ifUnknown)) {
      mend(as: keyword)
      if take(keyword) { return }
    }
    if removesStray(before: keyword) { return }
    if readMisspelt(keyword) || splitRunTogether(keyword) || endsPrevious(keyword) { return }
    // What an aggregate goes over has a Chinese word of its own.
    let wording = keyword == .for ? Wording("for", zh: "于") : keyword.wording
    let text = wording[lexer.language]
    let isLeftOut = Self.insertable.contains(keyword) && (beginsValue(ahead: 0) || isAtEnd)
    expected(
      Wording("`\(wording.english)`", zh: "`\(wording.chinese)`"),
      fixes: isLeftOut ? [.inserting(" " + text, at: behindPrevious)] : [])
  }

  /// Keywords between two parts that stand there anyhow: when one is left out it can be put in.
  private static let insertable: EnumSet<Keyword> = [.when, .then, .for, .as, .version, .contains]

  /// `r: when …`: reads over a mark that stands before the keyword asked for.
  private mutating func removesStray(before keyword: Keyword) -> Bool {
    switch kind {
    case .colon, .comma, .equal: break
    default: return false
    }
    let start = current
    let next = index(ahead: 1)
    current = next
    let stands = at(keyword)
    current = start
    guard stands else { return false }
    let wording = keyword.wording
    let mark = tokens[current].span
    complain(
      .unexpected(
        expected: Wording("`\(wording.english)`", zh: "`\(wording.chinese)`"),
        found: found(current),
        at: mark, fixes: [.removing(mark, shown: source.text(of: mark))]))
    bump()
    return take(keyword)
  }

  /// Reads a word that is nearly the keyword asked for.
  private mutating func readMisspelt(_ keyword: Keyword) -> Bool {
    guard isAtWord, tokens[current].vocabulary.isPlain else { return false }
    let word = source.text(of: tokens[current].span)
    let words = keyword.englishWords
    let spellings = words.prefix(1) + keyword.chinese
    guard let near = nearest(to: word, among: Array(spellings)) else { return false }
    complain(
      .unexpected(
        expected: Wording(same: "`\(near)`"), found: found(current), at: tokens[current].span,
        fixes: [.writing(near, over: tokens[current].span)]))
    let isPhrase = near == words.first
    bump(as: keyword, words: isPhrase ? words.count : 1)
    return true
  }

  /// `90则次级`: reads the keyword that a word begins with, and leaves the rest of the word.
  mutating func splitRunTogether(_ keyword: Keyword) -> Bool {
    guard isAtWord, tokens[current].vocabulary.isPlain else { return false }
    let span = tokens[current].span
    let word = source.text(of: span)
    let prefixes = keyword.chinese.filter { word.hasPrefix($0) && word != $0 }
    guard let prefix = prefixes.max(by: { $0.utf8.count < $1.utf8.count }) else { return false }
    complain(.wordsRunTogether([prefix, String(word.dropFirst(prefix.count))], at: span))
    divide(at: prefix.utf8.count)
    bump(as: keyword)
    return true
  }

  /// `次级则 5`: whether the word before ends with the keyword asked for.
  private mutating func endsPrevious(_ keyword: Keyword) -> Bool {
    guard previousEnd > 0, tokens[previousEnd - 1].kind == .word else { return false }
    let span = tokens[previousEnd - 1].span
    let word = source.text(of: span)
    guard let suffix = keyword.chinese.first(where: { word.hasSuffix($0) && word != $0 }) else {
      return false
    }
    complain(.wordsRunTogether([String(word.dropLast(suffix.count)), suffix], at: span))
    return true
  }

  /// Divides the current word in two.
  mutating func divide(at length: Int) {
    var head = tokens[current]
    let index = current
    forget(from: index)
    head.span.end = head.span.start + UInt32(length)
    head.vocabulary = table.entry(source.text(of: head.span))
    tokens.append(head)
    lexer.position = Int(head.span.end - source.base)
  }

  /// Reads a closing bracket, or says where the opening one stands.
  mutating func close(_ wanted: TokenKind, _ spelling: String, opening: Int) {
    if take(wanted) { return }
    complain(
      .unclosed(spelling, opening: tokens[opening].span, at: behindPrevious, found: found(current)))
  }

  /// Reads a name that must stand here.
  mutating func expectName(_ what: Wording) {
    if isAtName { bump() } else { expected(what) }
  }

  /// Reads a plain text that must stand here, as a node.
  mutating func expectText(_ what: Wording = Asked.text) {
    guard kind == .text else {
      expected(what)
      return absent()
    }
    let start = mark
    bump()
    finish(.textLiteral, start)
  }

  // MARK: Skipping

  /// Complains of the current token and skips it with what follows, into an `.error` node.
  ///
  /// Skipping ends at `isSafe`, a closing brace of an outer block, a declaration or the end; braces
  /// opened on the way are skipped with what they hold. At least one token is read.
  mutating func stray(_ wanted: Wording, until isSafe: (inout Parser) -> Bool) {
    expected(wanted, isStray: true)
    let start = mark
    skip(atLeast: 1, until: isSafe)
    finish(.error, start)
  }

  /// Skips tokens as `stray` does, without a node.
  mutating func skip(atLeast count: Int, until isSafe: (inout Parser) -> Bool) {
    var braces = 0
    var skipped = 0
    while !isAtEnd {
      if skipped >= count {
        if isAtDeclaration { break }
        if braces == 0, at(.rightBrace) || isSafe(&self) { break }
      }
      if at(.leftBrace) { braces += 1 }
      if at(.rightBrace), braces > 0 { braces -= 1 }
      bump()
      skipped += 1
    }
    complainedAt = current
  }

  /// Whether a declaration begins here: its keyword at the start of a line, and what must follow
  /// such a keyword behind it.
  var isAtDeclaration: Bool {
    mutating get {
      guard isAtWord, let keyword = table.alone[Int(tokens[current].vocabulary.rawValue)],
        Self.declarationKeywords.contains(keyword), isFirstOfLine(current)
      else { return false }
      let next = tokens[index(ahead: 1)]
      switch keyword {
      case .ruleset, .use, .test: return next.kind == .text
      default:
        return next.kind == .quotedName || next.kind == .word && !isOperatorWord(next.vocabulary)
      }
    }
  }

  /// Whether a word that would pass for a name begins a clause or a declaration instead: a name is
  /// never followed by what begins a value.
  var isAtClauseStart: Bool {
    mutating get {
      guard isAtWord, !tokens[current].vocabulary.isPlain, isFirstOfLine(current) else {
        return false
      }
      let next = tokens[index(ahead: 1)]
      switch next.kind {
      case .number, .percent, .date, .text, .quotedName, .bar, .doubleBar:
        return !(next.kind == .bar || next.kind == .doubleBar)
      case .word: return !isOperatorWord(next.vocabulary)
      default: return false
      }
    }
  }

  /// Whether a word goes on with an expression, or ends one inside a clause.
  private func isOperatorWord(_ entry: Vocabulary) -> Bool {
    table.followsValue[Int(entry.rawValue)]
  }
}
