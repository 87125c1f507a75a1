// Recovery from habits: words and forms of Excel, SQL and prose where an operator or a clause is
// due. A word is reported and its token turned into what is meant, so that the grammar reads on as
// if the author had written that.

import TierlineSource

extension Parser {
  // MARK: Operators

  /// Where an operator may stand: turns `AND`, `和`, `大于`, `||` into what they mean.
  mutating func mendOperator() {
    if at(.doubleBar), !isInRow, beginsValue(ahead: 1) { return mend(as: .or) }
    guard isAtWord else { return }
    let entry = tokens[current].vocabulary
    if entry != .none {
      if entry == Self.yes { mendEquality() }
      return
    }
    // A word before `:` is the next field.
    guard kind(ahead: 1) != .colon else { return }
    let word = source.text(of: tokens[current].span)
    if let keyword = ForeignWords.presences[word] { return mend(as: keyword) }
    if let keyword = ForeignWords.operators[word], beginsValue(ahead: 1) {
      if keyword == .in, closesRange() { return }
      return mend(as: keyword)
    }
    if let sign = ForeignWords.signs[word], beginsValue(ahead: 1) { return mend(as: sign) }
    mendCase(word)
  }

  private static let yes = KeywordTable.shared.entry("yes")
  private static let between = KeywordTable.shared.entry("between")

  /// `x 是 60`: the word is a value here.
  private mutating func mendEquality() {
    if source.text(of: tokens[current].span) == "是", mendPresence() { return }
    guard !isFirstOfLine(current), beginsValue(ahead: 1),
      source.text(of: tokens[current].span) == "是"
    else { return }
    mend(as: TokenKind.equal)
  }

  /// Where a value may begin: turns `NOT`, `不是` into `not`.
  mutating func mendPrefix() {
    guard isAtWord, tokens[current].vocabulary == .none else { return }
    let next = index(ahead: 1)
    switch tokens[next].kind {
    case .word, .quotedName, .leftParenthesis: break
    default: return
    }
    guard !isFirstOfLine(next), beginsValue(ahead: 1) else { return }
    let word = source.text(of: tokens[current].span)
    if let keyword = ForeignWords.prefixes[word] { return mend(as: keyword) }
    if word == "NOT" || word == "Not" { mend(as: .not) }
    if word == "IF" || word == "If", tokens[next].kind == .word { mend(as: .if) }
  }

  /// `AND`, `In`: turns a keyword in capitals into the keyword.
  private mutating func mendCase(_ word: String) {
    guard word.utf8.first.map({ (65...90).contains($0) }) ?? false, word.utf8.count <= 16 else {
      return
    }
    let meant = asciiLowercased(word)
    let entry = table.entry(meant)
    guard table.followsValue[Int(entry.rawValue)] else { return }
    complain(.spelling(word, meant: meant, at: tokens[current].span))
    tokens[current].vocabulary = entry
    complainedAt = -1
  }

  /// Reports the word here and turns it into a keyword.
  mutating func mend(as keyword: Keyword) {
    let span = tokens[current].span
    let meant = keyword.spelling(lexer.language)
    complain(.spelling(source.text(of: span), meant: meant, at: span))
    complainedAt = -1
    tokens[current].kind = .word
    tokens[current].vocabulary = table.entry(meant)
  }

  /// Reports the word here and turns it into a sign.
  private mutating func mend(as sign: TokenKind) {
    let span = tokens[current].span
    complain(.spelling(source.text(of: span), meant: sign.sign ?? "=", at: span))
    complainedAt = -1
    tokens[current].kind = sign
    tokens[current].vocabulary = .none
  }

  /// Whether the token ahead can begin a value.
  mutating func beginsValue(ahead count: Int) -> Bool {
    let next = tokens[index(ahead: count)]
    switch next.kind {
    case .number, .percent, .text, .date, .quotedName, .leftParenthesis, .leftBracket, .dot,
      .minus:
      return true
    case .word: return !table.followsValue[Int(next.vocabulary.rawValue)]
    default: return false
    }
  }

  // MARK: between

  /// Whether `between` or one of its Chinese twins stands here.
  var isAtBetween: Bool {
    mutating get {
      guard isAtWord else { return false }
      let entry = tokens[current].vocabulary
      if entry == Self.between { return beginsValue(ahead: 1) }
      guard entry == .none else { return false }
      let word = source.text(of: tokens[current].span)
      if word == "介于" || word == "BETWEEN" || word == "Between" { return beginsValue(ahead: 1) }
      return word == "在" && closesRange()
    }
  }

  /// `在 30 到 60 之间`: whether the word here opens a range in prose.
  private mutating func closesRange() -> Bool {
    guard kind(ahead: 1) == .number else { return false }
    // Looking ahead reads tokens, so it must be done before `self` is borrowed.
    for count in 2..<5 {
      let next = index(ahead: count)
      if isRangeJoint(next) { return true }
      // 万, 元 and other units belong to the number.
      guard tokens[next].kind == .word, !tokens[next].vocabulary.isPlain else { return false }
    }
    return false
  }

  /// `到`, `至`, `和`: whether a word joins the ends of a range in prose.
  private func isRangeJoint(_ index: Int) -> Bool {
    guard tokens[index].kind == .word else { return false }
    return ["到", "至", "和", "与"].contains(source.text(of: tokens[index].span))
  }

  /// `between 30 and 60`: reads it out of the way and offers `in 30..60`.
  mutating func between(from start: Mark) {
    let word = tokens[current].span
    bump(as: nil)
    let first = mark
    expression(.default)
    let lower = span(since: first)
    guard at(.and) || isRangeJoint(current) || at(.comma) else {
      complain(
        .between(
          source.text(of: word), at: word, edits: [],
          meant: "\(Keyword.in.spelling(lexer.language)) a..b"))
      return finish(.error, start)
    }
    bump()
    let second = mark
    expression(.default)
    let upper = span(since: second)
    var end = upper.end
    if isAtWord, source.text(of: tokens[current].span) == "之间" {
      end = tokens[current].span.end
      bump()
    }
    let meant = Keyword.in.spelling(lexer.language)
    let whole = source.text(of: lower) + ".." + source.text(of: upper)
    let joint = SourceSpan(start: lower.end, end: upper.start)
    let tail = SourceSpan(start: upper.end, end: end)
    report(
      .between(
        source.text(of: word), at: word,
        edits: [Edit(word, meant), Edit(joint, "..")] + (tail.length > 0 ? [Edit(tail, "")] : []),
        meant: "\(meant) \(whole)"))
    finish(.error, start)
  }

  // MARK: is null

  /// `is null`, `is not blank`: what stands behind the `is` at an index; false when it is neither.
  mutating func readIsNull(_ isToken: Int) -> Bool {
    let isNegated = at(.not)
    let word = index(ahead: isNegated ? 1 : 0)
    guard tokens[word].kind == .word,
      ["null", "nil", "empty", "blank", "none", "空"].contains(
        asciiLowercased(source.text(of: tokens[word].span)))
    else { return false }
    let keyword = isNegated ? Keyword.isPresent : .isMissing
    let whole = tokens[isToken].span.union(tokens[word].span)
    if isNegated { bump(as: nil) }
    bump(as: nil)
    tokens[isToken].keyword = keyword
    report(
      .spelling(source.text(of: whole), meant: keyword.spelling(lexer.language), at: whole))
    return true
  }

  // MARK: Outcomes

  /// Reads the outcome of a rule or band; `risk = high` is reported and put out of the way.
  mutating func outcomeOperand() {
    guard isAtName, kind(ahead: 1) == .equal else { return operand() }
    let start = mark
    let name = tokens[current].span
    bump()
    let before = findings.count
    comparisonSign()
    findings.removeSubrange(before...)
    let value = mark
    operand()
    let written = span(since: value)
    report(
      .outcomeAssigned(
        source.text(of: written),
        assignment: SourceSpan(start: name.start, end: max(written.start, name.end))))
    finish(.error, start)
  }

  // MARK: Clauses

  /// Whether a word stands here that means a clause's keyword elsewhere.
  func isAtForeign(_ keyword: Keyword) -> Bool {
    guard isAtWord, let clause = ForeignWords.clauses.first(where: { $0.keyword == keyword }) else {
      return false
    }
    var word = WordKey()
    for byte in source.bytes(of: tokens[current].span) { word.append(asciiLowercased(byte)) }
    return clause.words.contains(word)
  }

  /// `else low`, `默认 low` where `otherwise` is meant: reports it and turns it into the keyword.
  mutating func mendOtherwise() {
    guard isAtForeign(.otherwise), beginsValue(ahead: 1) || kind(ahead: 1) == .doubleBar else {
      return
    }
    mend(as: .otherwise)
  }

  /// `因为 "…"`.
  mutating func mendBecause() {
    guard isAtForeign(.because), kind(ahead: 1) == .text else { return }
    mend(as: .because)
  }
}
