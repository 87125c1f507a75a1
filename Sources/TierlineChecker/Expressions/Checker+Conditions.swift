// Conditions: Kleene logic, comparisons, presence, text tests, and their facts.

import TierlineRuntime
import TierlineSource
import TierlineSyntax

/// What a condition's place says about unknown.
enum UnknownPlace {
  /// A rule of a block with `if unknown`.
  case settled
  /// A rule of a block without; `block` is where an `if unknown` could be put in.
  case unsettled(block: SyntaxNode)
  /// An `if`, a `where`, a `require`: there is no block to settle it.
  case mustBeDefinite
}

extension Checker {
  /// Checks a boolean expression, and that it cannot be unknown where nothing settles that.
  func checkCondition(
    _ node: SyntaxNode, in scope: Scope, unknown: UnknownPlace
  ) -> Checked {
    var checked = checkBoolean(node, in: scope)
    guard !checked.isError, checked.canBeMissing else { return checked }
    switch unknown {
    case .settled: return checked
    case .unsettled(let block): reportUnknownCondition(checked, node, block: block)
    case .mustBeDefinite: reportUnknownCondition(checked, node, block: nil)
    }
    // Reported: what follows is checked as if it had been mended.
    checked.causes = []
    checked.whenNotTrue = checked.whenFalse
    return checked
  }

  /// Checks an expression that must be a yes or no.
  func checkBoolean(_ node: SyntaxNode, in scope: Scope) -> Checked {
    let checked = check(node, in: scope)
    guard !checked.isError else { return checked }
    guard let type = checked.type else { return coerce(checked, to: .boolean) }
    guard type == .boolean else {
      report(.conditionNeeded(describe(type), at: node.span))
      return failed(node.span)
    }
    return checked
  }

  private func reportUnknownCondition(_ checked: Checked, _ node: SyntaxNode, block: SyntaxNode?) {
    report(
      .conditionUnknown(
        causes: checked.causes, condition: node.span, text: node.text,
        isOperand: node.isOperand, language: node.tree.language,
        insertion: block.flatMap { ClauseInsertion(block: $0) }))
  }

  // MARK: and, or, not

  func checkNot(_ node: SyntaxNode, in scope: Scope) -> Checked {
    let inner = checkBoolean(operand(node, 0), in: scope)
    guard !inner.isError else { return failed(node.span) }
    return negate(inner, span: node.span)
  }

  /// `not` of a condition.
  func negate(_ inner: Checked, span: SourceSpan) -> Checked {
    var checked = inner
    checked.id = add(.not(inner.id), .boolean, span)
    checked.span = span
    checked.path = nil
    checked.constant = nil
    checked.isSensitive = false
    checked.whenTrue = inner.whenFalse
    checked.whenFalse = inner.whenTrue
    // Not yes is no or unknown, which says nothing unless unknown is out of the question.
    checked.whenNotTrue = inner.isAlwaysPresent ? inner.whenTrue : .none
    checked.isLiteral = false
    checked.bounds = nil
    checked.truths = truths(inner).negated
    if checked.truths?.yes.isEmpty == true { checked.truths?.neverYes = span }
    return checked
  }

  func checkAnd(_ node: SyntaxNode, in scope: Scope) -> Checked {
    let parts = checkParts(node, in: scope) { $0.whenTrue }
    guard var whole = parts.first, !parts.contains(where: \.isError) else {
      return failed(node.span)
    }
    for part in parts.dropFirst() {
      whole.causes = merge(whole.causes, part.causes)
      whole.whenFalse = whole.whenFalse.or(part.whenFalse)
      // Of long conditions nothing is left soon.
      if !whole.whenNotTrue.isEmpty {
        whole.whenNotTrue = whole.whenNotTrue.or(whole.whenTrue.and(part.whenNotTrue))
      }
      whole.whenTrue.assume(part.whenTrue)
    }
    return junction(whole, .and(parts.map(\.id)), node, parts) { $0.and($1) }
  }

  func checkOr(_ node: SyntaxNode, in scope: Scope) -> Checked {
    let parts = checkParts(node, in: scope) { $0.whenFalse }
    guard var whole = parts.first, !parts.contains(where: \.isError) else {
      return failed(node.span)
    }
    for part in parts.dropFirst() {
      whole.causes = merge(whole.causes, part.causes)
      if !whole.whenTrue.isEmpty {
        whole.whenTrue = whole.whenTrue.or(whole.whenNotTrue.and(part.whenTrue))
      }
      whole.whenNotTrue.assume(part.whenNotTrue)
      whole.whenFalse.assume(part.whenFalse)
    }
    return junction(whole, .or(parts.map(\.id)), node, parts) { $0.or($1) }
  }

  /// Checks the parts of `and` or `or`, each where `passed` of those before it holds.
  ///
  /// A presence test is always definite, so it also narrows the parts before it:
  /// `x > 5 or x is missing` is as good as `x is missing or x > 5`.
  private func checkParts(
    _ node: SyntaxNode, in scope: Scope, passed: (Checked) -> Facts
  ) -> [Checked] {
    var inner = scope
    let nodes = Array(node.children)
    var early: [Int: Checked] = [:]
    for (index, part) in nodes.enumerated() where part.kind == .presence {
      let checked = checkBoolean(part, in: scope)
      early[index] = checked
      inner.known.assume(passed(checked))
    }
    var parts: [Checked] = []
    for (index, part) in nodes.enumerated() {
      let checked =
        early[index] ?? compareAgain(part, behind: index > 0 ? nodes[index - 1] : nil, in: inner)
        ?? checkBoolean(part, in: inner)
      inner.known.assume(passed(checked))
      parts.append(checked)
    }
    return parts
  }

  /// `kind = "a" or "b"`: reports a bare value behind a comparison; nil for anything else.
  private func compareAgain(
    _ part: SyntaxNode, behind other: SyntaxNode?, in scope: Scope
  ) -> Checked? {
    switch part.kind {
    case .textLiteral, .numberLiteral, .dateLiteral: break
    default: return nil
    }
    guard let other, other.kind == .comparison || other.kind == .textComparison else { return nil }
    let first = operand(other, 0).span
    let between = SourceSpan(start: first.start, end: operand(other, 1).span.start)
    let found = check(part, in: scope)
    guard !found.isError else { return found }
    report(
      .conditionAgain(
        describeType(of: found), meant: sources.text(of: between) + part.text, at: part.span))
    return failed(part.span)
  }

  private func junction(
    _ whole: Checked, _ kind: Expression.Kind, _ node: SyntaxNode, _ parts: [Checked],
    joined: (Truths, Truths) -> Truths?
  ) -> Checked {
    var checked = Checked(id: add(kind, .boolean, node.span), type: .boolean, span: node.span)
    checked.causes = whole.causes
    checked.whenTrue = whole.whenTrue
    checked.whenFalse = whole.whenFalse
    checked.isAlwaysPresent = parts.allSatisfy(\.isAlwaysPresent)
    checked.whenNotTrue = checked.isAlwaysPresent ? whole.whenFalse : whole.whenNotTrue
    checked.truths = truths(parts, joined: joined, whole: checked)
    return checked
  }

  // MARK: Comparisons

  func checkComparison(_ node: SyntaxNode, in scope: Scope) -> Checked {
    let (left, right) = checkSides(operand(node, 0), operand(node, 1), in: scope)
    if let mended = reportDefaultInComparison(node, left, in: scope) { return mended }
    guard !left.isError, !right.isError, let token = node.operatorToken,
      let comparison = Self.comparison(token.kind)
    else { return failed(node.span) }
    if left.isMissingLiteral || right.isMissingLiteral {
      reportEqualsMissing(node, left, right, comparison)
      return failed(node.span)
    }
    return compare(comparison, left, right, span: node.span)
  }

  /// Both sides, each with the other's type as a wish, so that either may be a bare level.
  private func checkSides(
    _ first: SyntaxNode, _ second: SyntaxNode, in scope: Scope
  ) -> (Checked, Checked) {
    if first.kind == .nameExpression, let name = first.name,
      symbols[name.text] == nil || isLevelName(name.text)
    {
      let right = check(second, in: scope)
      return (check(first, beside: right, in: scope), right)
    }
    let left = check(first, in: scope)
    return (left, check(second, beside: left, in: scope))
  }

  /// Whether any level type has a level of that name.
  private func isLevelName(_ name: String) -> Bool {
    levelTypes.contains { $0.names.contains(name) }
  }

  /// `a > 5 default no` reads as `a > (5 default no)`, which nobody means.
  private func reportDefaultInComparison(
    _ node: SyntaxNode, _ left: Checked, in scope: Scope
  ) -> Checked? {
    let second = operand(node, 1)
    guard second.kind == .defaultExpression, !left.isError, left.type != .boolean,
      operand(second, 1).kind == .booleanLiteral
    else { return nil }
    // The mismatch of the right side was reported just now: this says it better.
    retractLast(within: second.span)
    let comparison = SourceSpan(start: node.span.start, end: operand(second, 0).span.end)
    report(.defaultInComparison(comparison: comparison, at: node.span))
    return failed(node.span)
  }

  /// `x in 1..5 default no`, `t like "a*" default no`: the same behind other tests.
  func reportDefault(behind content: SyntaxNode, of node: SyntaxNode) -> Bool {
    var last = content
    while last.kind == .rangeTest || last.kind == .comparisonTest,
      let inner = Array(last.children).last
    {
      last = inner
    }
    guard last.kind == .defaultExpression, operand(last, 1).kind == .booleanLiteral else {
      return false
    }
    let test = SourceSpan(start: node.span.start, end: operand(last, 0).span.end)
    report(.defaultInComparison(comparison: test, at: node.span))
    return true
  }

  private func reportEqualsMissing(
    _ node: SyntaxNode, _ left: Checked, _ right: Checked, _ comparison: ComparisonOperator
  ) {
    let value = left.isMissingLiteral ? right : left
    report(
      .equalsMissing(
        sources.text(of: value.span), negated: comparison == .notEqual, at: node.span,
        in: node.tree.language))
  }

  /// A comparison of two checked values.
  func compare(
    _ comparison: ComparisonOperator, _ left: Checked, _ right: Checked, span: SourceSpan
  ) -> Checked {
    guard let (one, two) = comparable(comparison, left, right, span, false) else {
      return failed(span)
    }
    var checked = compare(comparison, left, right, as: (one, two), span: span)
    checked.truths =
      one.isLiteral && !two.isLiteral
      ? truths(values(comparison.mirrored, one, of: two), of: two, test: checked)
      : truths(one.isLiteral ? nil : values(comparison, two, of: one), of: one, test: checked)
    return checked
  }

  /// A test of a subject by a value: a comparison of which nothing but its facts is kept.
  func compare(
    _ comparison: ComparisonOperator, subject: Checked, _ value: Checked, span: SourceSpan
  ) -> Checked {
    guard let pair = comparable(comparison, subject, value, span, true) else { return failed(span) }
    return compare(comparison, subject, value, as: pair, span: span)
  }

  /// A comparison of two values that were made comparable, with its facts.
  private func compare(
    _ comparison: ComparisonOperator, _ left: Checked, _ right: Checked,
    as pair: (Checked, Checked), span: SourceSpan
  ) -> Checked {
    let (one, two) = pair
    checkDomain(comparison, one, two)
    var checked = Checked(
      id: add(.comparison(comparison, one.id, two.id), .boolean, span), type: .boolean, span: span)
    checked.causes = merge(left.causes, right.causes)
    checked.isAlwaysPresent = left.isAlwaysPresent && right.isAlwaysPresent
    let present = left.implies.and(right.implies)
    checked.whenTrue = present
    checked.whenFalse = present
    narrow(&checked, one, comparison, two.constant)
    narrow(&checked, two, comparison.mirrored, one.constant)
    checked.whenNotTrue = checked.isAlwaysPresent ? checked.whenFalse : .none
    return checked
  }

  private func narrow(
    _ checked: inout Checked, _ value: Checked, _ comparison: ComparisonOperator,
    _ constant: Value?
  ) {
    guard let path = value.path, let constant else { return }
    if let ordinal = constant.ordinal {
      if let interval = Interval.satisfying(comparison, ordinal) {
        checked.whenTrue.know(path, range: interval)
      }
      if let interval = Interval.satisfying(comparison.negated, ordinal) {
        checked.whenFalse.know(path, range: interval)
      }
    }
    if let plain = PlainValue(constant) {
      if comparison == .equal {
        checked.whenTrue.know(path, values: [plain])
      } else if comparison == .notEqual {
        checked.whenFalse.know(path, values: [plain])
      }
    }
  }

  func comparable(
    _ comparison: ComparisonOperator, _ left: Checked, _ right: Checked, _ span: SourceSpan,
    _ adoptsCurrency: Bool
  ) -> (Checked, Checked)? {
    guard let first = left.type, let second = right.type else { return nil }
    switch (first, second) {
    case (.integer, .number), (.number, .integer): break
    case (.money, .integer), (.money, .number):
      let coerced = coerce(right, to: first, adoptsCurrency: adoptsCurrency)
      return coerced.isError ? nil : (left, coerced)
    case (.integer, .money), (.number, .money):
      let coerced = coerce(left, to: second, adoptsCurrency: adoptsCurrency)
      return coerced.isError ? nil : (coerced, right)
    case (.money(let one), .money(let two)) where one != two:
      report(.currenciesMix(one.code, two.code, at: span))
      return nil
    case (.days, .months), (.months, .days):
      report(.durationsMix(at: span))
      return nil
    default:
      guard first == second, isPlain(first) else {
        if areLevels(first, second) {
          report(.levelsOfTwoTypes(at: span))
          return nil
        }
        report(
          .comparedTypes(
            describe(first), describe(second), at: span,
            mend: mend(right, to: first) ?? mend(left, to: second)))
        return nil
      }
    }
    switch comparison {
    case .equal, .notEqual: return (left, right)
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      if isOrdered(first) { return (left, right) }
      report(.notOrdered(describe(first), at: span))
      return nil
    }
  }

  // MARK: Presence and text

  func checkPresence(_ node: SyntaxNode, in scope: Scope) -> Checked {
    let inner = check(operand(node, 0), in: scope)
    guard !inner.isError else { return failed(node.span) }
    let isMissing = node.has(.isMissing) || node.has(.missing)
    var checked = Checked(
      id: add(isMissing ? .isMissing(inner.id) : .isPresent(inner.id), .boolean, node.span),
      type: .boolean, span: node.span)
    let present = inner.implies
    checked.whenTrue = isMissing ? .none : present
    checked.whenFalse = isMissing ? present : .none
    checked.isAlwaysPresent = true
    checked.whenNotTrue = checked.whenFalse
    let truths = truthsOfMissing(inner, test: checked)
    checked.truths = isMissing ? truths : truths.negated
    return checked
  }

  func checkTextComparison(_ node: SyntaxNode, in scope: Scope) -> Checked {
    if reportDefault(behind: operand(node, 1), of: node) { return failed(node.span) }
    let left = coerce(check(operand(node, 0), in: scope), to: .text)
    let right = coerce(check(operand(node, 1), in: scope), to: .text)
    guard !left.isError, !right.isError, let operation = Self.textOperator(node) else {
      return failed(node.span)
    }
    var checked = Checked(
      id: add(.textTest(operation, left.id, right.id), .boolean, node.span), type: .boolean,
      span: node.span)
    checked.causes = merge(left.causes, right.causes)
    checked.isAlwaysPresent = left.isAlwaysPresent && right.isAlwaysPresent
    checked.whenTrue = left.implies.and(right.implies)
    checked.whenFalse = checked.whenTrue
    checked.whenNotTrue = checked.isAlwaysPresent ? checked.whenFalse : .none
    return checked
  }

  static func textOperator(_ node: SyntaxNode) -> TextOperator? {
    for keyword in node.keywords {
      switch keyword {
      case .startsWith: return .startsWith
      case .endsWith: return .endsWith
      case .contains: return .contains
      case .like: return .like
      default: continue
      }
    }
    return nil
  }
}

extension ComparisonOperator {
  /// `a < b` as `b > a`.
  var mirrored: ComparisonOperator {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }

  /// What holds where this does not.
  var negated: ComparisonOperator {
    switch self {
    case .equal: .notEqual
    case .notEqual: .equal
    case .less: .greaterOrEqual
    case .lessOrEqual: .greater
    case .greater: .lessOrEqual
    case .greaterOrEqual: .less
    }
  }
}

extension SyntaxNode {
  /// Whether it binds at least as tightly as `default`, so that it can stand before an operator.
  var isOperand: Bool {
    switch kind {
    case .orExpression, .andExpression, .notExpression, .comparison, .membership, .presence,
      .textComparison, .conditional:
      false
    default: true
    }
  }
}
