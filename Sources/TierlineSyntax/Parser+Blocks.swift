// The blocks of scores, tiers, limits and alerts: rules, bands, steps and their clauses.
//
// The parser takes any clause in any block; which block has which clause, and in which order, is
// said by `BlockShape.swift` of the finished tree. Only the outcome of a rule depends on the block: an action in
// a limit, an operand elsewhere.

import TierlineSource

extension Parser {
  static let actions: [Keyword] = [
    .setTo, .add, .subtract, .multiplyBy, .capAt, .floorAt, .roundDownTo, .roundUpTo,
    .roundNearestTo, .roundHalfEvenTo,
  ]

  /// The braces of a declaration that decides.
  mutating func block(_ owner: Keyword) {
    let start = mark
    let opening = current
    guard take(.leftBrace) else {
      expected(Wording(same: "`{`"), inserting: "{")
      return finish(.block, start)
    }
    while !at(.rightBrace), !isAtEnd, !isAtDeclaration {
      if !clause(of: owner) { stray(Asked.clause) { $0.isAtClause } }
    }
    close(.rightBrace, "}", opening: opening)
    finish(.block, start)
  }

  /// Whether a clause of a block begins here, for want of better.
  private var isAtClause: Bool {
    mutating get {
      guard isAtWord else { return false }
      if at(.rule) || at(.otherwise) || at(.ifUnknown) { return true }
      guard isFirstOfLine(current) else { return false }
      if at(.when) || at(.start) || at(.for) || takeKeywordHere() != nil { return true }
      return Self.actions.contains { at($0) }
    }
  }

  /// Reads one clause of a block; false when none begins here.
  private mutating func clause(of owner: Keyword) -> Bool {
    let start = mark
    if take(.rule) || splitRunTogether(.rule) {
      rule(of: owner, from: start)
    } else if take(.start) || mendColon(behind: .start) {
      operand()
      finish(.startClause, start)
    } else if at(.for) {
      forBlock()
    } else if otherwiseOrUnknown() {
      return true
    } else if let keyword = takeKeywordHere() {
      bump(as: keyword, words: wordCount(of: keyword))
      finish(.takeClause, start)
    } else if let keyword = Self.actions.first(where: { at($0) }) {
      action(keyword)
      becauseClause()
      finish(.step, start)
    } else if at(.when) {
      report(
        .misplacedClause(
          Keyword.when.wording, at: tokens[current].span,
          help: Wording(
            "a whole condition needs `rule NAME` before `when`; bands stand in `for E { … }`",
            zh: "完整条件的 `当` 之前要写 `规则 名称`；分段写在 `按 … { … }` 内")))
      bump(as: .when)
      band(from: start)
      finish(.error, start)
    } else {
      return owner == .limit && mendRounding() || readMisspeltRule(of: owner)
    }
    return true
  }

  mutating func takeKeywordHere() -> Keyword? {
    [Keyword.takeFirst, .takeHighest, .takeLowest, .takeOnly].first { at($0) }
  }

  /// `rul r when …`.
  private mutating func readMisspeltRule(of owner: Keyword) -> Bool {
    guard isAtWord, tokens[current].vocabulary.isPlain, kind(ahead: 1) == .word else {
      return false
    }
    let before = current
    let start = mark
    let word = source.text(of: tokens[current].span)
    guard nearest(to: word, among: ["rule", "规则", "otherwise", "其余"]) != nil else { return false }
    let isRule = nearest(to: word, among: ["rule", "规则"]) != nil
    expect(isRule ? Keyword.rule : .otherwise)
    guard current != before else { return false }
    if isRule {
      rule(of: owner, from: start)
    } else {
      operand()
      becauseClause()
      finish(.otherwiseClause, start)
    }
    return true
  }

  // MARK: Rules

  /// `r when c then o …`.
  private mutating func rule(of owner: Keyword, from start: Mark) {
    if isAtNamelessWhen {
      expected(Asked.ruleName)
    } else {
      let isText = kind == .text
      mendRuleName()
      if !isText { expectName(Asked.ruleName) }
    }
    expect(.when)
    condition()
    expect(.then)
    outcome(of: owner)
    ruleClauses()
    finish(.rule, start)
  }

  /// Reads an expression that `then` ends.
  private mutating func condition() {
    let outer = awaitsThen
    awaitsThen = true
    expression()
    awaitsThen = outer
  }

  /// Whether a rule's name was left out: `rule when c`, but not `rule when when c`.
  private var isAtNamelessWhen: Bool {
    mutating get {
      table.spells(tokens[current].vocabulary, .when)
        && !table.spells(tokens[index(ahead: 1)].vocabulary, .when)
    }
  }

  private mutating func outcome(of owner: Keyword) {
    stopsAtAndStop = true
    defer { stopsAtAndStop = false }
    if let keyword = Self.actions.first(where: { at($0) }), owner == .limit || isAction(keyword) {
      if owner != .limit {
        report(.misplacedClause(keyword.wording, at: tokens[current].span))
      }
      return action(keyword)
    }
    guard owner == .limit else { return outcomeOperand() }
    let start = mark
    if halfAction() != nil {
      bump()
      operand()
      return finish(.error, start)
    }
    if isAtName, kind(ahead: 1) == .equal { return amountAssigned(from: start) }
    let set = Keyword.setTo.spelling(lexer.language) + " "
    let isAmount = kind == .number
    expected(
      Asked.action, help: Wording("an amount is set with `set to`", zh: "设定金额用 `设为`"),
      fixes: isAmount
        ? [
          .inserting(
            set, at: SourceSpan(start: tokens[current].span.start, end: tokens[current].span.start))
        ]
        : [])
    operand()
    finish(.error, start)
  }

  /// `then credit_limit = 0 CNY`.
  private mutating func amountAssigned(from start: Mark) {
    let name = tokens[current].span
    bump()
    bump()
    let value = mark
    operand()
    let written = span(since: value)
    report(
      .amountAssigned(
        Keyword.setTo.spelling(lexer.language),
        assignment: SourceSpan(start: name.start, end: max(written.start, name.end))))
    finish(.error, start)
  }

  /// Whether an action's keyword is one here, and not a name: a value follows it.
  private mutating func isAction(_ keyword: Keyword) -> Bool {
    let next = tokens[index(ahead: wordCount(of: keyword))]
    switch next.kind {
    case .number, .percent: return true
    case .leftParenthesis: return functionHere() == nil
    case .word: return !table.followsValue[Int(next.vocabulary.rawValue)]
    default: return false
    }
  }

  /// `cap at x`.
  private mutating func action(_ keyword: Keyword) {
    let start = mark
    bump(as: keyword, words: wordCount(of: keyword))
    operand()
    finish(.action, start)
  }

  /// What may follow a rule's outcome, in any order and once each.
  private mutating func ruleClauses() {
    var seen: [(keyword: Keyword, span: SourceSpan)] = []
    mendBecause()
    mendComma()
    while let keyword = [Keyword.andStop, .because, .owner, .within, .do].first(where: { at($0) }) {
      defer { mendComma() }
      let start = mark
      let word = tokens[current].span
      bump(as: keyword, words: wordCount(of: keyword))
      let kind: NodeKind
      switch keyword {
      case .andStop: kind = .stopClause
      case .because:
        template()
        kind = .because
      case .owner:
        template()
        kind = .ownerClause
      case .within:
        operand()
        kind = .withinClause
      default:
        repeat { template() } while take(.comma)
        kind = .doClause
      }
      if let first = seen.first(where: { $0.keyword == keyword }) {
        repeated(keyword, at: word, first: first.span, from: start)
      } else {
        finish(kind, start)
        seen.append((keyword, word))
      }
    }
  }

  /// `because "a {b}"`, if it stands here.
  mutating func becauseClause() {
    var first: SourceSpan?
    while at(.because) {
      let start = mark
      let word = tokens[current].span
      bump(as: .because)
      template()
      if let first {
        repeated(.because, at: word, first: first, from: start)
      } else {
        finish(.because, start)
        first = word
      }
    }
  }

  // MARK: Otherwise and unknown

  /// `otherwise low`, `if unknown then low`, if one stands here.
  private mutating func otherwiseOrUnknown() -> Bool {
    let start = mark
    mendOtherwise()
    if take(.otherwise) || splitRunTogether(.otherwise) || mendColon(behind: .otherwise) {
      outcomeOperand()
      becauseClause()
      finish(.otherwiseClause, start)
      return true
    }
    guard take(.ifUnknown) || splitRunTogether(.ifUnknown) else { return false }
    expect(.then)
    if !take(.skip) { outcomeOperand() }
    becauseClause()
    finish(.unknownClause, start)
    return true
  }

  // MARK: Bands

  /// `for x label "a" { … }`.
  private mutating func forBlock() {
    let start = mark
    bump(as: .for)
    expression()
    let label = mark
    if take(.label) {
      expectText()
      finish(.labelModifier, label)
    }
    bands()
    finish(.forBlock, start)
  }

  private mutating func bands() {
    let start = mark
    let opening = current
    guard take(.leftBrace) else {
      expected(Wording(same: "`{`"), inserting: "{")
      return finish(.block, start)
    }
    while !at(.rightBrace), !isAtEnd, !isAtDeclaration, !at(.rule) {
      let item = mark
      if isAtForeign(.when), !at(.ifUnknown) { mend(as: .when) }
      if take(.when) || splitRunTogether(.when) {
        band(from: item)
      } else if !otherwiseOrUnknown() {
        stray(Asked.band) { $0.isAtClause }
      }
    }
    close(.rightBrace, "}", opening: opening)
    finish(.block, start)
  }

  /// What follows the `when` of `when < 5, missing then 10`.
  private mutating func band(from start: Mark) {
    awaitsThen = true
    tests()
    awaitsThen = false
    if infix() != nil {
      expected(
        Wording("`then`", zh: "`则`"),
        help: Wording(
          "a band tests the value of its `for`: write `when > 5`, or a `rule` for a whole condition",
          zh: "分段只判断 `按` 后的值：写 `当 > 5`；完整条件请用 `规则`"))
    }
    expect(.then)
    outcomeOperand()
    becauseClause()
    finish(.band, start)
  }
}
