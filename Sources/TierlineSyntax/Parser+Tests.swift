// The tests of rulesets: `test "…" { … }`.

import TierlineSource

extension Parser {
  /// What follows the keyword `test`.
  mutating func test() {
    expectText()
    let opening = current
    guard take(.leftBrace) else { return expected(Wording(same: "`{`"), inserting: "{") }
    while !at(.rightBrace), !isAtEnd, !isAtDeclaration {
      if !testItem() {
        stray(Asked.testItem) { $0.isAtTestItem }
      }
    }
    close(.rightBrace, "}", opening: opening)
  }

  private var isAtTestItem: Bool {
    mutating get {
      guard isFirstOfLine(current) else { return false }
      return at(.bar) || at(.asOf) || at(.given) || at(.previous) || at(.set) || at(.expect)
    }
  }

  private mutating func testItem() -> Bool {
    let start = mark
    if at(.bar) {
      testTable()
    } else if take(.asOf) {
      expectDate()
      finish(.asOfClause, start)
    } else if take(.given) {
      fixture()
      finish(.givenClause, start)
    } else if take(.previous) {
      fixture()
      finish(.previousClause, start)
    } else if take(.set) {
      expectName(Asked.name)
      expect(.equal, "=")
      testValueOperand()
      finish(.setClause, start)
    } else if take(.expect) {
      expectation()
      finish(.expectClause, start)
    } else {
      return false
    }
    return true
  }

  /// `"f.json" key "C1" with { … }`, `{ … }`.
  private mutating func fixture() {
    if at(.leftBrace) {
      recordLiteral()
    } else if kind == .text {
      expectText()
    } else {
      missingPart(Asked.fileOrFields)
    }
    let key = mark
    if take(.key) {
      repeat { operand() } while take(.comma)
      finish(.fixtureKey, key)
    }
    let with = mark
    guard take(.with) else { return }
    if at(.leftBrace) {
      recordLiteral()
    } else {
      missingPart(Wording(same: "`{`"))
    }
    finish(.withClause, with)
  }

  // MARK: Expectations

  /// A name with the fields read from it: `risk`, `approval.status`.
  mutating func reference() {
    let start = mark
    guard isAtName, !isAtTestItem else { return missingPart(Asked.name) }
    bump()
    finish(.nameExpression, start)
    while at(.dot), isGlued {
      bump()
      expectName(Asked.fieldName)
      finish(.memberExpression, start)
    }
  }

  private mutating func expectation() {
    let start = mark
    if at(.rejected), !isSubject(ahead: 1) {
      bump(as: .rejected)
      if take(.at) { reference() }
      return finish(.rejectedExpectation, start)
    }
    if take(.decisionsOf) {
      expectText()
      expect(.match)
      expectText()
      return finish(.snapshotExpectation, start)
    }
    if isAtName, namesAlerts() { return alertExpectation() }
    reference()
    if take(.unknown) {
      if take(.becauseOf) {
        repeat { reference() } while take(.comma)
      }
      return finish(.unknownExpectation, start)
    }
    expectedValue()
    byClause()
    becauseContains()
    finish(.valueExpectation, start)
  }

  /// Whether the token ahead goes on with an expectation of what stands before it.
  private mutating func isSubject(ahead count: Int) -> Bool {
    let next = tokens[index(ahead: count)]
    switch next.kind {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .dot: return true
    case .word:
      return [Keyword.include, .exclude, .in, .not, .notIn, .unknown].contains {
        table.spells(next.vocabulary, $0)
      }
    default: return false
    }
  }

  /// Whether an expectation of alerts stands here: `w include`, `w exclude`, `w = [r`.
  private mutating func namesAlerts() -> Bool {
    let next = tokens[index(ahead: 1)]
    if next.kind == .equal {
      guard kind(ahead: 2) == .leftBracket else { return false }
      return [.word, .quotedName, .rightBracket].contains(kind(ahead: 3))
    }
    let keyword = table.alone[Int(next.vocabulary.rawValue)]
    return keyword == .include || keyword == .exclude
  }

  private mutating func alertExpectation() {
    let start = mark
    bump()
    if take(.equal) {
      let opening = current
      bump()
      while isAtName {
        ruleReference()
        guard take(.comma) else { break }
      }
      close(.rightBracket, "]", opening: opening)
    } else {
      bump(as: at(.include) ? .include : .exclude)
      if isAtName { ruleReference() } else { missingPart(Asked.ruleName) }
      let level = mark
      if take(.at) {
        operand()
        finish(.levelReference, level)
      }
    }
    finish(.alertExpectation, start)
  }

  private mutating func ruleReference() {
    let start = mark
    bump()
    finish(.ruleReference, start)
  }

  /// `= high`, `in 1..5`, `= missing`.
  private mutating func expectedValue() {
    let start = mark
    mendOperator()
    if at(.equal), isMissingAhead() {
      bump()
      bump(as: .missing)
      return finish(.missingTest, start)
    }
    switch kind {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      comparisonSign()
      testValueOperand()
      return finish(.comparisonTest, start)
    default: break
    }
    for keyword in [Keyword.in, .notIn] where take(keyword) {
      membershipTarget()
      return finish(.membershipTest, start)
    }
    let word = tokens[current].span
    if at(.is), !at(.isMissing), beginsValue(ahead: 1) {
      complain(.spelling(source.text(of: word), meant: "=", at: word))
      bump(as: .is)
      testValueOperand()
      return finish(.error, start)
    }
    guard take(.isMissing) else { return missingPart(Asked.expectation) }
    complain(
      .unexpected(
        expected: Wording(same: "`=`"), found: Wording(same: "`is`"), at: word,
        fixes: [.writing("= missing", over: span(since: start))]))
    finish(.missingTest, start)
  }

  private mutating func isMissingAhead() -> Bool {
    table.spells(tokens[index(ahead: 1)].vocabulary, .missing)
  }

  private mutating func byClause() {
    let start = mark
    guard take(.by) else { return }
    if take(.otherwise) || take(.unknown) { return finish(.byClause, start) }
    expectName(Asked.ruleName)
    finish(.byClause, start)
  }

  private mutating func becauseContains() {
    let start = mark
    guard at(.because) else { return }
    bump(as: .because)
    expect(.contains)
    expectText()
    finish(.becauseContains, start)
  }
}
