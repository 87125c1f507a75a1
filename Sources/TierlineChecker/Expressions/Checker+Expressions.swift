// Expressions: one function for each kind of node, all by way of `check(_:in:expecting:)`.
//
// Depth is bounded by the parser, so plain recursion is safe. `expecting` is a wish, not a demand: it
// lets a bare name be a level first; whether the type fits is asked with `coerce`.

import TierlineRuntime
import TierlineSource
import TierlineSyntax

extension Checker {
  /// Checks an expression where `scope` holds.
  func check(_ node: SyntaxNode, in scope: Scope, expecting: ValueType? = nil) -> Checked {
    switch node.kind {
    case .nameExpression: return checkName(node, in: scope, expecting: expecting)
    case .numberLiteral: return checkNumber(node)
    case .textLiteral: return checkText(node)
    case .dateLiteral: return checkDate(node)
    case .booleanLiteral:
      return constant(.boolean(node.booleanValue ?? false), .boolean, node.span)
    case .missingLiteral: return checkMissing(node)
    case .asOfExpression: return checkAsOf(node)
    case .itExpression: return checkElement(node, in: scope)
    case .elementExpression: return checkElementField(node, in: scope)
    case .previousExpression: return checkPrevious(node, in: scope)
    case .memberExpression: return checkMember(node, in: scope)
    case .parenthesised:
      return respan(check(operand(node, 0), in: scope, expecting: expecting), node)
    case .negation: return checkNegation(node, in: scope)
    case .notExpression: return checkNot(node, in: scope)
    case .andExpression: return checkAnd(node, in: scope)
    case .orExpression: return checkOr(node, in: scope)
    case .comparison: return checkComparison(node, in: scope)
    case .membership: return checkMembership(node, in: scope)
    case .presence: return checkPresence(node, in: scope)
    case .textComparison: return checkTextComparison(node, in: scope)
    case .defaultExpression: return checkDefault(node, in: scope, expecting: expecting)
    case .sum, .product: return checkArithmetic(node, in: scope)
    case .conditional: return checkConditional(node, in: scope, expecting: expecting)
    case .call: return checkCall(node, in: scope, expecting: expecting)
    case .aggregate: return checkAggregate(node, in: scope)
    case .listLiteral:
      report(.listOutOfPlace(at: node.span))
      return failed(node.span)
    default:
      // An `.error` node was reported by the parser; nothing else can stand here.
      return failed(node.span)
    }
  }

  /// The nth child; the node itself (an error) where the parser found none.
  func operand(_ node: SyntaxNode, _ index: Int) -> SyntaxNode {
    node.child(at: index) ?? node
  }

  private func respan(_ checked: Checked, _ node: SyntaxNode) -> Checked {
    var result = checked
    result.span = node.span
    return result
  }

  private func checkMissing(_ node: SyntaxNode) -> Checked {
    var checked = Checked(
      id: add(.constant(.missing), .boolean, node.span), type: nil, span: node.span)
    checked.causes = [Cause(kind: .literal, text: node.text, span: node.span)]
    checked.isLiteral = true
    return checked
  }

  private func checkAsOf(_ node: SyntaxNode) -> Checked {
    needsAsOf = true
    var checked = Checked(id: add(.asOf, .date, node.span), type: .date, span: node.span)
    checked.isAlwaysPresent = true
    checked.range = ValueType.date.naturalRange
    checked.places = 0
    return checked
  }

  // MARK: Arithmetic

  private func checkNegation(_ node: SyntaxNode, in scope: Scope) -> Checked {
    let inner = check(operand(node, 0), in: scope)
    guard !inner.isError else { return failed(node.span) }
    guard let type = inner.type else { return needType(node) }
    switch type {
    case .integer, .number, .money, .days, .months: break
    case .boolean, .date, .text, .level, .record, .list:
      report(.operandType("-", describe(type), at: node.span))
      return failed(node.span)
    }
    if inner.isLiteral, let value = inner.constant.flatMap(Self.negated) {
      return constant(value, type, node.span)
    }
    var checked = inner
    checked.id = add(.negate(inner.id), type, node.span, isSensitive: inner.isSensitive)
    checked.span = node.span
    checked.range = -inner.range
    checked.path = nil
    checked.values = nil
    checked.bounds = nil
    checked.constant = inner.constant.flatMap(Self.negated)
    return checked
  }

  private static func negated(_ value: Value) -> Value? {
    switch value {
    case .number(let number): .number(number.negated)
    case .days(let count): .days(-count)
    case .months(let count): .months(-count)
    case .missing, .overflow, .boolean, .date, .text, .level, .list, .record: nil
    }
  }

  private func checkArithmetic(_ node: SyntaxNode, in scope: Scope) -> Checked {
    let left = check(operand(node, 0), in: scope)
    let right = check(operand(node, 1), in: scope)
    guard !left.isError, !right.isError else { return failed(node.span) }
    guard let first = left.type, let second = right.type else { return needType(node) }
    guard let operation = node.operatorToken.flatMap({ Self.arithmetic($0.kind) }) else {
      return failed(node.span)
    }
    guard let type = resultType(operation, first, second) else {
      reportOperands(operation, left, right, node)
      return failed(node.span)
    }
    var checked = Checked(
      id: add(
        .arithmetic(operation, left.id, right.id), type, node.span,
        isSensitive: left.isSensitive || right.isSensitive),
      type: type, span: node.span)
    checked.isSensitive = left.isSensitive || right.isSensitive
    checked.causes = merge(left.causes, right.causes)
    checked.isAlwaysPresent =
      left.isAlwaysPresent && right.isAlwaysPresent && operation != .divide
    checked.implies = left.implies.and(right.implies)
    checked.range = range(operation, left, right)
    checked.places = type.naturalPlaces
    if operation == .divide { addDivisor(right, to: &checked) }
    return checked
  }

  private func addDivisor(_ divisor: Checked, to checked: inout Checked) {
    guard divisor.range.contains(.zero) else { return }
    if divisor.range.single?.isZero == true {
      report(.divisionByZero(at: divisor.span))
      checked.isError = true
      return
    }
    checked.causes = merge(
      checked.causes,
      [
        Cause(
          kind: .divisor(divisor.path), text: sources.text(of: divisor.span), span: divisor.span)
      ])
  }

  private func range(_ operation: ArithmeticOperator, _ left: Checked, _ right: Checked) -> Interval
  {
    // Months move a date by an uneven number of days: only the calendar bounds it.
    if left.type == .date || right.type == .date {
      if case .subtract = operation, left.type == right.type { return left.range - right.range }
      guard right.type == .days else { return ValueType.date.naturalRange }
      let moved = operation == .add ? left.range + right.range : left.range - right.range
      return moved.intersection(ValueType.date.naturalRange)
    }
    switch operation {
    case .add: return left.range + right.range
    case .subtract: return left.range - right.range
    case .multiply: return left.range * right.range
    case .divide: return left.range / right.range
    }
  }

  static func arithmetic(_ kind: TokenKind) -> ArithmeticOperator? {
    switch kind {
    case .plus: .add
    case .minus: .subtract
    case .star: .multiply
    case .slash: .divide
    default: nil
    }
  }

  /// The type of an operation, or nil where the two do not go together (LANGUAGE.md, section 3).
  private func resultType(
    _ operation: ArithmeticOperator, _ left: ValueType, _ right: ValueType
  ) -> ValueType? {
    switch (operation, left, right) {
    case (.add, .integer, .integer), (.subtract, .integer, .integer),
      (.multiply, .integer, .integer):
      .integer
    case (_, .integer, .integer), (_, .integer, .number), (_, .number, .integer),
      (_, .number, .number):
      .number
    case (.add, .money, .money), (.subtract, .money, .money): left == right ? left : nil
    case (.divide, .money, .money): left == right ? .number : nil
    case (.multiply, .money, .integer), (.multiply, .money, .number), (.divide, .money, .integer),
      (.divide, .money, .number):
      left
    case (.multiply, .integer, .money), (.multiply, .number, .money): right
    case (.subtract, .date, .date): .days
    case (.add, .date, .days), (.add, .date, .months), (.subtract, .date, .days),
      (.subtract, .date, .months):
      .date
    case (.add, .days, .days), (.subtract, .days, .days): .days
    case (.add, .months, .months), (.subtract, .months, .months): .months
    case (.multiply, .integer, .days), (.multiply, .days, .integer): .days
    case (.multiply, .integer, .months), (.multiply, .months, .integer): .months
    case (.divide, .days, .days): .number
    default: nil
    }
  }

  private func reportOperands(
    _ operation: ArithmeticOperator, _ left: Checked, _ right: Checked, _ node: SyntaxNode
  ) {
    guard let first = left.type, let second = right.type else { return }
    let symbol = node.operatorToken.map { sources.text(of: $0.span) } ?? ""
    switch (first, second) {
    case (.money(let one), .money(let two)) where one != two:
      report(.currenciesMix(one.code, two.code, at: node.span))
    case (.days, .months), (.months, .days): report(.durationsMix(at: node.span))
    case (.money, .integer), (.money, .number): reportBareAmount(right, first, symbol, node)
    case (.integer, .money), (.number, .money): reportBareAmount(left, second, symbol, node)
    default:
      report(
        .operandTypes(
          symbol, describe(first), describe(second), at: node.span,
          mend: mendDays(operation, left, right)))
    }
  }

  /// `date + 365`: a date moves by days or months, and a bare number most likely counts days.
  private func mendDays(
    _ operation: ArithmeticOperator, _ left: Checked, _ right: Checked
  ) -> LiteralMend? {
    guard operation == .add || operation == .subtract else { return nil }
    let pairs = [(left, right), (right, left)]
    for (value, literal) in pairs where value.type == .date || value.type == .days {
      guard literal.type == .integer, var mend = mend(literal, to: .days) else { continue }
      mend.isSafe = value.type == .days
      return mend
    }
    return nil
  }

  private func reportBareAmount(
    _ bare: Checked, _ money: ValueType, _ symbol: String, _ node: SyntaxNode
  ) {
    let found = describeType(of: bare)
    guard symbol == "+" || symbol == "-", bare.isLiteral else {
      report(.operandTypes(symbol, found, describe(money), at: node.span))
      return
    }
    report(
      .currencyNeeded(
        found: found, expected: describe(money), at: bare.span, text: amount(bare, of: money)))
  }

  /// A literal number as an amount: `500_000 CNY`; nil for anything else.
  func amount(_ bare: Checked, of money: ValueType) -> String? {
    guard case .money(let currency) = money, bare.isLiteral else { return nil }
    return "\(sources.text(of: bare.span)) \(currency.code)"
  }

  /// `missing + 1`: nothing tells the type.
  private func needType(_ node: SyntaxNode) -> Checked {
    report(.typeUnknown(at: node.span))
    return failed(node.span)
  }

  // MARK: default, if

  private func checkDefault(
    _ node: SyntaxNode, in scope: Scope, expecting: ValueType?
  ) -> Checked {
    let value = check(operand(node, 0), in: scope, expecting: expecting)
    let fallback = check(operand(node, 1), in: scope, expecting: value.type ?? expecting)
    guard !value.isError, !fallback.isError else { return failed(node.span) }
    guard let (type, _, second) = unify(value, fallback, node) else { return failed(node.span) }
    var checked = Checked(
      id: add(
        .fallback(value.id, second.id), type, node.span,
        isSensitive: value.isSensitive || fallback.isSensitive),
      type: type, span: node.span)
    checked.isSensitive = value.isSensitive || fallback.isSensitive
    checked.isAlwaysPresent = value.isAlwaysPresent || fallback.isAlwaysPresent
    if value.canBeMissing {
      checked.causes = fallback.causes
      checked.range = value.range.hull(fallback.range)
      checked.places = max(value.places, fallback.places)
    } else {
      // That the value is present may be known here alone: its facts would not hold elsewhere.
      checked.range = value.range
      checked.places = value.places
    }
    if type == .boolean { checked.truths = truths(value, default: fallback, whole: checked) }
    return checked
  }

  private func checkConditional(
    _ node: SyntaxNode, in scope: Scope, expecting: ValueType?
  ) -> Checked {
    let condition = checkCondition(operand(node, 0), in: scope, unknown: .mustBeDefinite)
    let first = check(
      operand(node, 1), in: scope.assuming(condition.whenTrue), expecting: expecting)
    let second = check(
      operand(node, 2), in: scope.assuming(condition.whenFalse), expecting: first.type ?? expecting)
    guard !condition.isError, !first.isError, !second.isError else { return failed(node.span) }
    guard let (type, one, two) = unify(first, second, node) else { return failed(node.span) }
    let isSensitive = first.isSensitive || second.isSensitive
    var checked = Checked(
      id: add(
        .conditional(condition.id, then: one.id, else: two.id), type, node.span,
        isSensitive: isSensitive),
      type: type, span: node.span)
    checked.isSensitive = isSensitive
    checked.causes = merge(first.causes, second.causes)
    checked.isAlwaysPresent =
      condition.isAlwaysPresent && first.isAlwaysPresent && second.isAlwaysPresent
    checked.implies = first.implies.or(second.implies)
    checked.range = first.range.hull(second.range)
    checked.places = max(first.places, second.places)
    if type == .boolean {
      checked.whenTrue = condition.whenTrue.and(first.whenTrue)
        .or(condition.whenFalse.and(second.whenTrue))
      checked.whenFalse = condition.whenTrue.and(first.whenFalse)
        .or(condition.whenFalse.and(second.whenFalse))
      if condition.isAlwaysPresent {
        checked.whenNotTrue = condition.whenTrue.and(first.whenNotTrue)
          .or(condition.whenFalse.and(second.whenNotTrue))
      }
    }
    return checked
  }

  /// The common type of two alternatives; nil after a finding.
  func unify(
    _ first: Checked, _ second: Checked, _ node: SyntaxNode
  ) -> (ValueType, Checked, Checked)? {
    switch (first.type, second.type) {
    case (nil, nil):
      report(.typeUnknown(at: node.span))
      return nil
    case (let type?, nil): return (type, first, coerce(second, to: type))
    case (nil, let type?): return (type, coerce(first, to: type), second)
    case (let one?, let two?):
      if one == two { return (one, first, second) }
      switch (one, two) {
      case (.integer, .number), (.number, .integer): return (.number, first, second)
      default: break
      }
      let coerced = coerce(second, to: one)
      return coerced.isError ? nil : (one, first, coerced)
    }
  }

  func merge(_ left: [Cause], _ right: [Cause]) -> [Cause] {
    if left.isEmpty { return right }
    if right.isEmpty || left.count >= Cause.countMax { return left }
    return right.reduce(into: left) { all, cause in
      if !all.contains(cause) { all.append(cause) }
    }
  }
}
