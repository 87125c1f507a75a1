// What a test expects.

import TierlineRuntime
import TierlineSource
import TierlineSyntax

extension Checker {
  /// `expect …`; nil after a finding.
  func lowerExpectation(_ clause: SyntaxNode) -> Expectation? {
    guard let node = clause.child(at: 0) else { return nil }
    let kind: Expectation.Kind?
    switch node.kind {
    case .valueExpectation: kind = lowerValueClaim(node).map { .value($0) }
    case .alertExpectation: kind = lowerAlertExpectation(node)
    case .rejectedExpectation: kind = lowerRejection(node)
    case .unknownExpectation: kind = lowerUnknown(node)
    case .snapshotExpectation: kind = lowerSnapshot(node)
    default: kind = nil
    }
    return kind.map { Expectation(kind: $0, span: clause.span) }
  }

  // MARK: Values

  /// `treatment = { response: "accept", days: 9 }`: of a table of several outputs, each that is named.
  ///
  /// nil for any other expectation.
  func lowerOutputs(_ clause: SyntaxNode) -> [Expectation]? {
    guard let node = clause.child(.valueExpectation) else { return nil }
    let children = Array(node.children)
    guard children.count >= 2, children[0].kind == .nameExpression, let name = children[0].name,
      case .decision(let index)? = symbols[name.text]?.symbol,
      case .record(let record)? = decisionFacts[index]?.type,
      children[1].kind == .comparisonTest, children[1].operatorToken?.kind == .equal
    else { return nil }
    let literal = operand(children[1], 0)
    guard literal.kind == .recordLiteral, literal.child(.recordEntry) != nil else { return nil }
    used.insert(.symbol(.decision(index)))
    var claims = lowerFields(literal, of: record, isPrevious: false).compactMap {
      output($0, of: index, record, name.text)
    }
    guard let first = claims.first else { return [] }
    if let by = node.child(.byClause) {
      guard let attribution = lowerAttribution(by, first.subject) else { return [] }
      claims[0].attribution = attribution
    }
    claims[0].because = node.child(.becauseContains)?.child(.textLiteral)?.textValue
    return claims.map { Expectation(kind: .value($0), span: clause.span) }
  }

  /// What one output of a table is expected to be.
  private func output(
    _ given: GivenField, of decision: Int, _ record: Int, _ name: String
  ) -> ValueClaim? {
    guard case .field(let column) = given.target else { return nil }
    let field = records[record].fields[column]
    let subject = TestSubject(
      name: "\(name).\(field.name)",
      expression: add(.column(decision: decision, column: column), field.type, given.span),
      type: field.type, isSensitive: false, decision: decision)
    let text = literalText(given.span)
    switch given.value {
    case .missing: return ValueClaim(subject: subject, test: .missing, text: text)
    case .plain(let value): return ValueClaim(subject: subject, test: .equal(value), text: text)
    case .list, .record: return nil
    }
  }

  /// `= "accept"` for the entry `response: "accept"`.
  private func literalText(_ entry: SourceSpan) -> String {
    let text = sources.text(of: entry)
    guard let colon = text.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return text }
    let value = text[text.index(after: colon)...].drop {
      $0 == " " || $0 == "\n" || $0 == "\u{3000}"
    }
    return "= \(value)"
  }

  /// The name of a decision, a `let`, a field, or a part of one; nil after a finding.
  func lowerSubject(_ node: SyntaxNode) -> TestSubject? {
    let checked = check(node, in: baseScope)
    guard !checked.isError, let type = checked.type else { return nil }
    guard isPlain(type) else {
      report(.plainTypeNeeded(describe(type), at: node.span))
      return nil
    }
    var decision: Int?
    switch expressions[Int(checked.id.index)].kind {
    case .decision(let index), .column(let index, _), .alertRaised(let index, _):
      decision = index
    default: break
    }
    return TestSubject(
      name: node.text, expression: checked.id, type: type, isSensitive: checked.isSensitive,
      decision: decision)
  }

  private func lowerValueClaim(_ node: SyntaxNode) -> ValueClaim? {
    let children = Array(node.children)
    guard children.count >= 2, let subject = lowerSubject(children[0]),
      let test = lowerExpectedValue(children[1], subject)
    else { return nil }
    var claim = ValueClaim(subject: subject, test: test, text: children[1].text)
    if let by = node.child(.byClause) {
      guard let attribution = lowerAttribution(by, subject) else { return nil }
      claim.attribution = attribution
    }
    if let because = node.child(.becauseContains) {
      guard let decision = subject.decision, hasReasons(decision) else {
        report(.reasonOfValue(subject.name, at: because.span))
        return nil
      }
      claim.because = because.child(.textLiteral)?.textValue
    }
    return claim
  }

  private func lowerExpectedValue(
    _ node: SyntaxNode, _ subject: TestSubject
  ) -> ExpectedValue? {
    if node.kind == .missingTest { return .missing }
    if node.kind == .comparisonTest, operand(node, 0).kind == .missingLiteral {
      switch node.operatorToken?.kind {
      case .notEqual: return .present
      case .equal: return .missing
      default: break
      }
    }
    var checked = Checked(id: subject.expression, type: subject.type, span: node.span)
    if case .field(let index) = expressions[Int(subject.expression.index)].kind {
      checked.path = .field(index)
    }
    return checkTest(node, subject: checked, in: baseScope).map { .test($0.test) }
  }

  /// Whether a literal can never be the value of its subject; reported then.
  func isBeyondDomain(_ literal: Checked, _ subject: TestSubject) -> Bool {
    guard case .field(let index) = expressions[Int(subject.expression.index)].kind else {
      return false
    }
    let checked = Checked(
      id: subject.expression, type: subject.type, span: literal.span, path: .field(index))
    guard let constant = literal.constant, let domain = domain(of: checked),
      !contains(domain, constant)
    else { return false }
    reportOutside(literal, domain, subject.type)
    return true
  }

  // MARK: by, because

  private func lowerAttribution(_ node: SyntaxNode, _ subject: TestSubject) -> Attribution? {
    guard let decision = subject.decision, hasReasons(decision) else {
      report(.attributionOfValue(subject.name, at: node.span))
      return nil
    }
    if node.has(.otherwise) { return .otherwise }
    if node.has(.unknown) { return .unknown }
    guard let name = node.name else { return nil }
    let rules = ruleNames(ofDecision: decision)
    guard let index = rules.firstIndex(of: name.text) else {
      let known = rules.compactMap(\.self)
      report(
        .unknownRule(
          name.text, of: decisionNodes[decision].name?.text ?? subject.name,
          near: near(name.text, among: known), at: name.span))
      return nil
    }
    return .rule(index, name: name.text)
  }

  /// Whether a decision is chosen among rules, bands or rows.
  private func hasReasons(_ decision: Int) -> Bool {
    switch decisionNodes[decision].kind {
    case .resultDeclaration, .alertsDeclaration: false
    default: true
    }
  }

  /// The rules of a block, in the order of its items or steps; nil for those without a name.
  private func ruleNames(ofDecision index: Int) -> [String?] {
    guard let block = decisionNodes[index].child(.block) else { return [] }
    return block.children.compactMap { child -> String?? in
      switch child.kind {
      case .rule: .some(child.name?.text)
      case .forBlock, .step: .some(nil)
      default: nil
      }
    }
  }

  // MARK: Alerts

  /// The alerts block that a bare name is; nil when it is something else.
  func alertsBlock(_ node: SyntaxNode) -> Int? {
    guard node.kind == .nameExpression, let name = node.name,
      case .decision(let index)? = symbols[name.text]?.symbol,
      decisionNodes[index].kind == .alertsDeclaration
    else { return nil }
    used.insert(.symbol(.decision(index)))
    return index
  }

  /// A rule of an alerts block; nil after a finding.
  func alertRule(_ name: Name, of decision: Int) -> Int? {
    let rules = ruleNames(ofDecision: decision)
    if let index = rules.firstIndex(of: name.text) { return index }
    report(
      .unknownRule(
        name.text, of: decisionNodes[decision].name?.text ?? "",
        near: near(name.text, among: rules.compactMap(\.self)), at: name.span))
    return nil
  }

  private func lowerAlertExpectation(_ node: SyntaxNode) -> Expectation.Kind? {
    guard let name = node.name else { return nil }
    guard case .decision(let index)? = symbols[name.text]?.symbol,
      decisionNodes[index].kind == .alertsDeclaration
    else {
      if symbols[name.text] == nil {
        let blocks = decisionNodes.filter { $0.kind == .alertsDeclaration }
        let near = near(name.text, among: blocks.compactMap { $0.name?.text })
        report(.unknownName(name.text, near: near, at: name.span))
      } else {
        report(.alertsNeeded(name.text, at: name.span))
      }
      return nil
    }
    let references = node.children(.ruleReference).compactMap(\.name)
    let rules = references.compactMap { alertRule($0, of: index) }
    guard rules.count == references.count else { return nil }
    if node.has(.include) || node.has(.exclude) {
      guard let rule = rules.first else { return nil }
      guard node.has(.include) else { return .alerts(decision: index, .excludes(rule)) }
      var level: Int?
      if let reference = node.child(.levelReference) {
        guard let value = lowerLevel(reference, of: index) else { return nil }
        level = value
      }
      return .alerts(decision: index, .includes(rule, level: level))
    }
    return .alerts(decision: index, .exactly(rules))
  }

  private func lowerLevel(_ node: SyntaxNode, of decision: Int) -> Int? {
    guard case .level(let type)? = declaredType(decision),
      case .level(let level)? = testLiteral(operand(node, 0), as: .level(type))
    else { return nil }
    return level
  }

  // MARK: rejected, unknown, snapshots

  private func lowerRejection(_ node: SyntaxNode) -> Expectation.Kind? {
    guard let reference = node.child(at: 0) else {
      return .rejected(field: nil)
    }
    guard let path = fieldPath(reference) else { return nil }
    var keys: [String] = []
    for step in path {
      guard case .stored(let stored) = records[step.record].fields[step.field].content else {
        continue
      }
      keys += stored.path
    }
    return .rejected(field: FieldPath(name: reference.text, path: keys.joined(separator: ".")))
  }

  private func lowerUnknown(_ node: SyntaxNode) -> Expectation.Kind? {
    let children = Array(node.children)
    guard let first = children.first else { return nil }
    let subject: TestSubject
    if let index = alertsBlock(first) {
      subject = TestSubject(
        name: first.text, expression: add(.constant(.missing), .boolean, first.span),
        type: .boolean, isSensitive: false, decision: index)
    } else {
      guard let found = lowerSubject(first) else { return nil }
      subject = found
    }
    var fields: [String] = []
    for field in children.dropFirst() {
      guard fieldPath(field) != nil else { return nil }
      fields.append(field.text)
    }
    return .unknown(subject, fields: fields)
  }

  private func lowerSnapshot(_ node: SyntaxNode) -> Expectation.Kind? {
    let literals = node.children(.textLiteral)
    guard literals.count == 2, let portfolio = testFile(literals[0]),
      let expected = testFile(literals[1])
    else { return nil }
    return .snapshot(portfolio: portfolio, expected: expected)
  }
}
