// Slips of the first week around the parts of a rule: a name in quotes or in several words, an arrow
// for `then`, half an action, a comma or colon too many. Each is one finding with its mend, and the
// parser reads on as if it had been written right.

import TierlineSource

extension Parser {
  // MARK: Names

  /// `rule "late"`, `rule very late when`: a rule's name that is no name, or several words.
  mutating func mendRuleName() {
    if kind == .text {
      let span = tokens[current].span
      let name = String(source.text(of: span).dropFirst().dropLast())
      complain(
        .unexpected(
          expected: Asked.ruleName, found: found(current), at: span,
          fixes: name.isEmpty
            ? []
            : [
              Fix(
                Wording("write it as a name", zh: "改写为名称"), edits: [Edit(span, named(name))],
                isSafe: true)
            ]))
      return bump()
    }
    guard isAtName else { return }
    let before = current
    var count = 1
    while count < 5, kind(ahead: count) == .word, !isWhen(ahead: count) { count += 1 }
    guard count > 1, count < 5, isWhen(ahead: count) else { return }
    let whole = tokens[before].span.union(tokens[index(ahead: count - 1)].span)
    let name = source.text(of: whole)
    complain(
      .unexpected(
        expected: Wording("a name of one word", zh: "一个词的名称"), found: Wording(same: "`\(name)`"),
        at: whole,
        fixes: [
          Fix(
            Wording("put it in backticks", zh: "用反引号括起来"), edits: [Edit(whole, "`\(name)`")],
            isSafe: true)
        ]))
    // The last word is left to be read as the name.
    for _ in 1..<count { bump() }
  }

  private mutating func isWhen(ahead count: Int) -> Bool {
    table.spells(tokens[index(ahead: count)].vocabulary, .when)
  }

  /// A text as a name: in backticks unless it is one word.
  private func named(_ text: String) -> String {
    let scalars = text.unicodeScalars
    let isWord =
      scalars.first.map { startsName($0.value) } ?? false
      && scalars.allSatisfy { continuesName($0.value) }
    return isWord ? text : "`\(text)`"
  }

  // MARK: then

  /// Whether `=>` or `->` ends a condition here; `x => 60 then` is `x >= 60` instead.
  var endsWithArrow: Bool {
    mutating get {
      guard awaitsThen, isAtArrow else { return false }
      for count in 2..<8 {
        let next = index(ahead: count)
        if isFirstOfLine(next) { break }
        if table.spells(tokens[next].vocabulary, .then) { return false }
      }
      return true
    }
  }

  private var isAtArrow: Bool {
    mutating get {
      guard at(.equal) || at(.minus) else { return false }
      let next = current + 1 < tokens.count ? current + 1 : index(ahead: 1)
      return tokens[next].kind == .greater && tokens[next].span.start == tokens[current].span.end
        && beginsValue(ahead: 2)
    }
  }

  /// Reads `=>` as `then`.
  mutating func readArrow() -> Bool {
    guard isAtArrow else { return false }
    let arrow = tokens[current].span.union(tokens[index(ahead: 1)].span)
    let meant = Keyword.then.spelling(lexer.language)
    complain(.spelling(source.text(of: arrow), meant: meant, at: arrow))
    bump()
    bump()
    return true
  }

  // MARK: Actions and clauses

  /// `set 0 CNY`: the action whose first word stands alone before a value; reported here.
  mutating func halfAction() -> Keyword? {
    guard isAtWord, beginsValue(ahead: 1) else { return nil }
    let word = source.text(of: tokens[current].span)
    guard
      let keyword = Self.actions.first(where: { action in
        let words = action.englishWords
        return words.count == 2 && words[0] == word
          || action == .setTo && word == "设"
      })
    else { return nil }
    let meant = keyword.spelling(word == "设" ? .chinese : .english)
    complain(.spelling(word, meant: meant, at: tokens[current].span))
    return keyword
  }

  /// `then high, because "x"`: reads over a comma before a rule's clause.
  mutating func mendComma() {
    guard at(.comma) else { return }
    let next = tokens[index(ahead: 1)].vocabulary
    let clauses = [Keyword.because, .owner, .within, .do, .andStop]
    guard clauses.contains(where: { table.spells(next, $0) }) else { return }
    let comma = tokens[current].span
    complain(
      .unexpected(
        expected: Wording("the next clause", zh: "下一个子句"), found: found(current), at: comma,
        fixes: [removal(of: comma, shown: ",")]))
    bump()
  }

  /// `otherwise: low`, `start: 500`: reads a clause's keyword over the colon behind it.
  mutating func mendColon(behind keyword: Keyword) -> Bool {
    guard table.spells(tokens[current].vocabulary, keyword), kind(ahead: 1) == .colon,
      beginsValue(ahead: 2)
    else { return false }
    bump(as: keyword)
    let colon = tokens[current].span
    complain(
      .unexpected(
        expected: Asked.value, found: found(current), at: colon,
        fixes: [removal(of: colon, shown: ":")]))
    bump()
    return true
  }

  /// Removes the current mark; words that it alone held apart get a space.
  private mutating func removal(of mark: SourceSpan, shown: String) -> Fix {
    let isGlued = tokens[index(ahead: 1)].span.start == mark.end
    return Fix(
      Wording("remove `\(shown)`", zh: "删除 `\(shown)`"), edits: [Edit(mark, isGlued ? " " : "")],
      isSafe: true)
  }

  // MARK: Values

  /// `in 1 to 5`, `in 1 到 5`: reads the word between two ends as `..`.
  mutating func mendRange() -> Bool {
    guard isAtWord, ["to", "到", "至"].contains(source.text(of: tokens[current].span)),
      beginsValue(ahead: 1), previousEnd > 0
    else { return false }
    let word = tokens[current].span
    let gap = SourceSpan(
      start: tokens[previousEnd - 1].span.end, end: tokens[index(ahead: 1)].span.start)
    complain(
      .unexpected(
        expected: Wording(same: "`..`"), found: found(current), at: word,
        fixes: [
          Fix(Wording("write `..`", zh: "改为 `..`"), edits: [Edit(gap, "..")], isSafe: true)
        ]))
    bump()
    return true
  }

  /// `x 是 缺失`: reads over the 是 before a question of presence.
  mutating func mendPresence() -> Bool {
    let next = index(ahead: 1)
    let keywords = [Keyword.isMissing, .isPresent]
    guard let keyword = keywords.first(where: { table.spells(tokens[next].vocabulary, $0) }) else {
      return false
    }
    let both = tokens[current].span.union(tokens[next].span)
    complain(.spelling(source.text(of: both), meant: keyword.spelling(.chinese), at: both))
    bump(as: nil)
    complainedAt = -1
    return true
  }

  /// `30到60`, `500分`: what runs together with a number and is no unit; true when it was read.
  mutating func mendUnitlike(_ word: String, at span: SourceSpan) -> Bool {
    if let joint = word.first, "到至".contains(joint), word.dropFirst().allSatisfy(\.isNumber),
      word.count > 1
    {
      complain(.spelling(word, meant: "..\(word.dropFirst())", at: span))
      bump(as: nil)
      return true
    }
    if let unit = ["万亿元", "亿元", "万元", "元"].first(where: { word.hasPrefix($0) && word != $0 }) {
      report(.unknownUnit(word, near: unit, isSafe: true, at: span))
      bump(as: nil)
      return true
    }
    guard ForeignWords.counters.contains(word) else { return false }
    report(.counter(word, at: span))
    bump(as: nil)
    return true
  }

  /// `取整到 1万`, `round to 1000`: which rounding is left open; true when it was read.
  mutating func mendRounding() -> Bool {
    guard isAtWord else { return false }
    let word = source.text(of: tokens[current].span)
    let isEnglish = word == "round"
    guard isEnglish || ["取整到", "取整", "舍入到"].contains(word) else { return false }
    let start = mark
    complain(
      .unexpected(
        expected: Asked.rounding, found: Wording(same: "`\(word)`"), at: tokens[current].span))
    bump()
    if isEnglish, isAtWord, source.text(of: tokens[current].span) == "to" { bump() }
    if beginsValue(ahead: 0) { operand() }
    finish(.error, start)
    return true
  }

  /// `如果(c, a, b)`: a list in place of a condition is the arguments of a spreadsheet's function.
  mutating func mendConditional(_ word: SourceSpan, findings before: Int) -> Bool {
    guard nodes.last?.kind == .listLiteral, !at(.then) else { return false }
    findings.removeSubrange(before...)
    let language = lexer.language
    let words = [Keyword.if, .then, .else].map { $0.spelling(language) }
    let meant = "\(words[0]) c \(words[1]) a \(words[2]) b"
    complain(.functionElsewhere(source.text(of: word), meant: meant, at: word, edits: []))
    return true
  }

  /// `in (1..5)`: reads the rest of a range behind an opening parenthesis.
  mutating func rangeInParentheses(opening: Int) {
    bump()
    expression(.default)
    let closing = at(.rightParenthesis) ? tokens[current].span : nil
    report(.rangeInParentheses(opening: tokens[opening].span, closing: closing))
    _ = take(.rightParenthesis)
  }

  /// Reads over the 之间 that ends a range in words.
  mutating func endOfRangeInWords() {
    guard isAtWord, source.text(of: tokens[current].span) == "之间" else { return }
    bump()
  }

  /// `any(invoices, .amount > 5)`: reads a comma behind the list of an aggregate as `where`.
  mutating func mendWhere() -> Bool {
    guard at(.comma), beginsValue(ahead: 1) || kind(ahead: 1) == .dot else { return false }
    let comma = tokens[current].span
    let meant = Keyword.where.spelling(lexer.language)
    complain(
      .unexpected(
        expected: Wording(same: "`\(meant)`"), found: found(current), at: comma,
        fixes: [.writing(" \(meant)", over: comma)]))
    bump()
    return true
  }

  /// `invoices[0]`: lists have no numbers.
  mutating func subscripted() {
    let opening = current
    complain(.subscripted(at: tokens[opening].span))
    bump()
    if !at(.rightBracket) { expression() }
    _ = take(.rightBracket)
    while at(.dot), isGlued {
      bump()
      expectName(Asked.fieldName)
    }
  }

  /// `in "a", "b"`: reads the further members of a list without brackets.
  mutating func membersWithoutBrackets(from start: Mark) {
    guard commaLists == 0, at(.comma) else { return }
    switch nodes.last?.kind {
    case .textLiteral, .numberLiteral, .dateLiteral: break
    default: return
    }
    guard [.text, .number, .date].contains(kind(ahead: 1)) else { return }
    commaLists += 1
    while take(.comma) { expression(.default) }
    commaLists -= 1
    report(.listWithoutBrackets(span(since: start)))
    finish(.listLiteral, start)
  }
}
