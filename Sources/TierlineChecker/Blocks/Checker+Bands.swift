// Bands and the tests of bands and cells.

import TierlineRuntime
import TierlineSource
import TierlineSyntax

/// A test as checked: its lowered form, its facts, and what coverage needs of it.
struct CheckedTest {
  var test: Test
  var whenTrue = Facts.none
  var whenFalse = Facts.none
  var coverage: CoverageTest
  /// The values of the subject that it takes; nil where parameters, lists or patterns tell.
  var values: SubjectValues?

  /// Whether literals alone tell which values it takes.
  var isLiteral: Bool {
    if case .any = test { true } else { values != nil }
  }
}

extension Checker {
  /// Checks the tests of one band or cell, which are alternatives; nil after a finding.
  func checkTests(_ node: SyntaxNode, subject: Checked, in scope: Scope) -> [CheckedTest]? {
    var result: [CheckedTest] = []
    for child in node.children {
      guard !child.isError else { return nil }
      guard let test = checkTest(child, subject: subject, in: scope) else { return nil }
      result.append(test)
    }
    return result.isEmpty ? nil : result
  }

  /// Checks one test of a subject; nil after a finding.
  func checkTest(_ node: SyntaxNode, subject: Checked, in scope: Scope) -> CheckedTest? {
    switch node.kind {
    case .anyTest: return CheckedTest(test: .any, coverage: .any)
    case .missingTest:
      return CheckedTest(
        test: .missing, whenFalse: subject.implies, coverage: .missing,
        values: missing(of: subject))
    case .comparisonTest:
      guard let comparison = node.operatorToken.flatMap({ Self.comparison($0.kind) }) else {
        return nil
      }
      return checkComparisonTest(comparison, operand(node, 0), subject: subject, in: scope, node)
    case .valueTest:
      return checkComparisonTest(.equal, operand(node, 0), subject: subject, in: scope, node)
    case .rangeTest: return checkRangeTest(node, subject: subject, in: scope)
    case .membershipTest: return checkMembershipTest(node, subject: subject, in: scope)
    case .textTest: return checkTextTest(node, subject: subject, in: scope)
    default: return nil
    }
  }

  private func checkComparisonTest(
    _ comparison: ComparisonOperator, _ operandNode: SyntaxNode, subject: Checked, in scope: Scope,
    _ node: SyntaxNode
  ) -> CheckedTest? {
    let value = check(operandNode, beside: subject, in: scope)
    guard !value.isError else { return nil }
    if value.isMissingLiteral {
      report(
        .equalsMissing(
          "", negated: comparison == .notEqual, at: node.span, in: node.tree.language))
      return nil
    }
    guard isFixed(value) else { return nil }
    let present = needPresent(value, as: .threshold)
    // The comparison itself is not kept: its facts, types and domains are.
    let checked = compare(comparison, subject: subject, present, span: node.span)
    guard !checked.isError else { return nil }
    return CheckedTest(
      test: .comparison(comparison, value.id), whenTrue: checked.whenTrue,
      whenFalse: checked.whenFalse, coverage: .comparison(comparison, constants(of: value)),
      values: values(comparison, value, of: subject))
  }

  private func checkRangeTest(
    _ node: SyntaxNode, subject: Checked, in scope: Scope
  ) -> CheckedTest? {
    guard
      let (range, lower, upper) = checkEnds(node, subject: subject, in: scope, adoptsCurrency: true)
    else { return nil }
    guard isFixed(lower), isFixed(upper) else { return nil }
    _ = needPresent(lower, as: .threshold)
    _ = needPresent(upper, as: .threshold)
    var facts = subject.implies
    let behind = facts
    if let path = subject.path, let low = lower.constant?.ordinal,
      let high = upper.constant?.ordinal
    {
      facts.know(path, range: constantInterval(range, low, high))
    }
    return CheckedTest(
      test: .range(range), whenTrue: facts, whenFalse: behind,
      coverage: .range(
        lower: constants(of: lower), upper: constants(of: upper),
        includesLower: range.includesLower, includesUpper: range.includesUpper),
      values: values(range, lower, upper, of: subject))
  }

  private func checkMembershipTest(
    _ node: SyntaxNode, subject: Checked, in scope: Scope
  ) -> CheckedTest? {
    let content = operand(node, 0)
    let isNegated = node.has(.notIn) || node.has(.not)
    let present = subject.implies
    switch content.kind {
    case .rangeTest, .comparisonTest:
      guard let inner = checkTest(content, subject: subject, in: scope) else { return nil }
      guard isNegated else { return inner }
      return CheckedTest(
        test: .not(inner.test), whenTrue: inner.whenFalse, whenFalse: inner.whenTrue,
        coverage: .not(inner.coverage),
        values: inner.values.map { universe(of: subject).withoutMissing.subtracting($0) })
    case .listLiteral:
      return checkMemberTest(content, subject: subject, isNegated: isNegated, in: scope)
    default:
      guard let name = content.name, case .list(let index)? = symbols[name.text]?.symbol else {
        report(.notAList(content.text, at: content.span))
        return nil
      }
      used.insert(.symbol(.list(index)))
      guard fits(subject, list: index, at: name.span) else { return nil }
      let coverage = CoverageTest.list(index, lists[index].members)
      return CheckedTest(
        test: .list(index, negated: isNegated), whenTrue: present, whenFalse: present,
        coverage: isNegated ? .not(coverage) : coverage)
    }
  }

  private func checkMemberTest(
    _ node: SyntaxNode, subject: Checked, isNegated: Bool, in scope: Scope
  ) -> CheckedTest? {
    var members: [ExpressionID] = []
    var coverage: [CoverageTest] = []
    var checkedMembers: [Checked] = []
    var facts = subject.implies
    var values: Set<PlainValue> = []
    for child in node.children {
      let member = check(child, beside: subject, in: scope)
      guard !member.isError, isFixed(member) else { return nil }
      let checked = compare(.equal, subject: subject, member, span: child.span)
      guard !checked.isError else { return nil }
      members.append(member.id)
      checkedMembers.append(member)
      coverage.append(.comparison(.equal, constants(of: member)))
      if let value = member.constant.flatMap(PlainValue.init) { values.insert(value) }
    }
    guard !members.isEmpty else {
      report(.membersEmpty(at: node.span))
      return nil
    }
    let behind = facts
    if let path = subject.path, values.count == members.count, values.count <= Facts.valuesMax {
      facts.know(path, values: values)
    }
    let any = CoverageTest.anyOf(coverage)
    var taken = self.values(members: checkedMembers, of: subject)
    if isNegated { taken = taken.map { universe(of: subject).withoutMissing.subtracting($0) } }
    return CheckedTest(
      test: .members(members, negated: isNegated), whenTrue: isNegated ? behind : facts,
      whenFalse: isNegated ? facts : behind, coverage: isNegated ? .not(any) : any, values: taken)
  }

  private func checkTextTest(
    _ node: SyntaxNode, subject: Checked, in scope: Scope
  ) -> CheckedTest? {
    guard coerce(subject, to: .text).isError == false else { return nil }
    let pattern = coerce(check(operand(node, 0), in: scope), to: .text)
    guard !pattern.isError, isFixed(pattern), let operation = Self.textOperator(node) else {
      return nil
    }
    _ = needPresent(pattern, as: .threshold)
    let facts = subject.implies
    return CheckedTest(
      test: .text(operation, pattern.id), whenTrue: facts, whenFalse: facts,
      coverage: .text(operation, constants(of: pattern)))
  }

  /// Whether an operand of a test is made of literals, levels, parameters and `as_of` alone; a
  /// finding where it is not.
  private func isFixed(_ operand: Checked) -> Bool {
    var pending = [operand.id]
    while let id = pending.popLast() {
      let kind = expressions[Int(id.index)].kind
      switch kind {
      case .constant, .parameter, .asOf: continue
      case .field, .elementField, .element, .member, .named, .decision, .column, .alertRaised,
        .previousField, .previousDecision, .previousColumn, .previousAlertRaised, .aggregate:
        report(.fixedOperandNeeded(at: operand.span))
        return false
      case .negate, .not, .and, .or, .arithmetic, .comparison, .inRange, .inMembers, .inList,
        .inValue, .isMissing, .isPresent, .fallback, .conditional, .textTest, .call:
        pending += kind.operands
      }
    }
    return true
  }

  /// The values that an operand can have: one for a literal, several for a dated parameter, none
  /// where it is computed.
  private func constants(of checked: Checked) -> [Value] {
    if let constant = checked.constant { return [constant] }
    if case .parameter(let index) = expressions[Int(checked.id.index)].kind {
      return parameters[index].values.map(\.value)
    }
    return []
  }

  /// What holds where any of the tests holds, and where none does.
  func facts(of tests: [CheckedTest]) -> (whenTrue: Facts, whenFalse: Facts) {
    guard let first = tests.first else { return (.none, .none) }
    var result = (first.whenTrue, first.whenFalse)
    for test in tests.dropFirst() {
      result.0 = result.0.or(test.whenTrue)
      result.1 = result.1.and(test.whenFalse)
    }
    return result
  }

  // MARK: Bands

  private static let bandName = Wording("this band", zh: "该段")

  /// A subject of bands or cells: it stands where only what is always true is known.
  func boundedSubject(_ node: SyntaxNode, in scope: Scope) -> Checked {
    var subject = check(node, in: scope)
    if subject.bounds == nil, isFixedSubject(subject) {
      subject.bounds = Checked.Bounds(
        range: subject.range, places: subject.places, values: subject.values,
        mayBeMissing: subject.canBeMissing)
    }
    return subject
  }

  /// Whether what is known of a subject rests on no parameter's value.
  func isFixedSubject(_ subject: Checked) -> Bool {
    !hasTunableRequirement && !subject.isError && !isTunable(subject.id)
  }

  /// Checks `for E { … }` whose outcomes are of `type`.
  func lowerBands(
    _ node: SyntaxNode, type: ValueType, place: NeededPlace, in scope: Scope
  ) -> (bands: Bands, outcomes: [Checked])? {
    let subject = boundedSubject(operand(node, 0), in: scope)
    guard let block = node.child(.block), !subject.isError else { return nil }
    guard let subjectType = subject.type, isPlain(subjectType) else {
      report(.plainTypeNeeded(describeType(of: subject), at: subject.span))
      return nil
    }
    let unknown = unknownOutcome(block, type: type, in: scope)
    var inner = scope
    var bands: [Band] = []
    var rows: [CoverageRow] = []
    var outcomes: [Checked] = []
    var isWhole = true
    var texts: [TokenText: SourceSpan] = [:]
    var earlier = EarlierRules()
    var isLiteral = isFixedSubject(subject)
    let bandNodes = block.children(.band)
    for child in bandNodes {
      guard let testsNode = child.child(.tests),
        let tests = checkTests(testsNode, subject: subject, in: inner)
      else {
        isWhole = false
        continue
      }
      if let first = texts.updateValue(testsNode.span, forKey: TokenText(of: testsNode)) {
        report(.duplicateRule(at: testsNode.span, first: first))
      }
      isLiteral = isLiteral && tests.allSatisfy(\.isLiteral)
      judge(
        [(tests, testsNode.span)], [subject], name: Self.bandName, at: testsNode.span,
        after: &earlier, isLast: child.id == bandNodes.last?.id)
      let known = facts(of: tests)
      let within = inner.assuming(known.whenTrue)
      let outcome = outcome(operand(child, 1), type: type, place: place, in: within)
      if outcome.isError { isWhole = false }
      outcomes.append(outcome)
      bands.append(
        Band(
          tests: tests.map(\.test), outcome: outcome.id, because: reason(child, in: within),
          span: child.span))
      rows.append(CoverageRow(cells: [tests.map(\.coverage)], span: testsNode.span))
      // With `skip` an unknown band is passed over, so nothing is learnt from passing it.
      let isSkipping = if case .skip = unknown { subject.canBeMissing } else { false }
      if !isSkipping { inner.known.assume(known.whenFalse) }
    }
    let otherwise = otherwise(block, type: type, place: place, in: inner)
    if let otherwise { outcomes.append(otherwise.checked) }
    if case .value(let id, _) = unknown {
      outcomes.append(Checked(id: id, type: type, span: node.span, range: constantRange(id)))
    }
    if isWhole {
      checkCoverage(
        rows, subjects: [subject], otherwise: block.child(.otherwiseClause),
        settling: settling(unknown), at: node, block: block,
        isLiteral: isLiteral && !earlier.isTold, name: Self.bandName)
    }
    return (
      Bands(
        subject: subject.id, label: node.child(.labelModifier)?.child(.textLiteral)?.textValue,
        span: node.span, bands: bands, otherwise: otherwise?.otherwise, unknown: unknown),
      outcomes
    )
  }

  func settling(_ unknown: UnknownOutcome) -> UnknownSettling {
    switch unknown {
    case .impossible: .unsettled
    case .skip: .skip
    case .value: .value
    }
  }

  /// The range of a lowered constant; unbounded for anything computed.
  func constantRange(_ id: ExpressionID) -> Interval {
    if case .constant(let value) = expressions[Int(id.index)].kind, let ordinal = value.ordinal {
      return .point(ordinal)
    }
    return .unbounded
  }

  /// An outcome: of the type, and present.
  func outcome(
    _ node: SyntaxNode, type: ValueType, place: NeededPlace, in scope: Scope
  ) -> Checked {
    let checked = coerce(check(node, in: scope, expecting: type), to: type)
    return needPresent(checked, as: place)
  }

  func otherwise(
    _ block: SyntaxNode, type: ValueType, place: NeededPlace, in scope: Scope
  ) -> (otherwise: Otherwise, checked: Checked)? {
    guard let node = block.child(.otherwiseClause) else { return nil }
    let checked = outcome(operand(node, 0), type: type, place: place, in: scope)
    return (
      Otherwise(outcome: checked.id, because: reason(node, in: scope), span: node.span), checked
    )
  }
}
