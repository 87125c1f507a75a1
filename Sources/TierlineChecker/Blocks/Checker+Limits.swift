import TierlineRuntime
import TierlineSource
import TierlineSyntax

extension Checker {
  func lowerLimit(_ node: SyntaxNode, index: Int) -> (Decision.Body, NameFacts)? {
    guard let type = declaredType(index), let block = node.child(.block) else { return nil }
    guard case .money = type else {
      report(.moneyNeeded(describe(type), at: operand(node, 0).span))
      return nil
    }
    checkRuleNames(block.children(.rule), mayRepeat: true)
    let unknown = unknownOutcome(block, type: type, in: baseScope)
    guard
      let start = start(
        block, type: type, in: baseScope, owner: node, mayBeMissing: settling(unknown) != .unsettled
      )
    else { return nil }
    if case .skip = unknown, start.canBeMissing {
      report(.skipWithoutStart(causes: start.causes, at: start.span))
    }
    var steps: [LimitStep] = []
    var earlier = EarlierRules()
    for child in block.children {
      switch child.kind {
      case .step:
        if let step = lowerStep(child, action: operand(child, 0), type, unknown, in: baseScope) {
          steps.append(step)
        }
      case .rule:
        if let step = lowerLimitRule(child, type, unknown, block, &earlier) { steps.append(step) }
      default: break
      }
    }
    return (
      .limit(Limit(start: start.id, steps: steps, unknown: unknown)),
      NameFacts(type: type, range: .unbounded)
    )
  }

  private func lowerLimitRule(
    _ node: SyntaxNode, _ type: ValueType, _ unknown: UnknownOutcome, _ block: SyntaxNode,
    _ earlier: inout EarlierRules
  ) -> LimitStep? {
    let condition = checkCondition(
      operand(node, 0), in: baseScope, unknown: unknownPlace(unknown, block: block))
    let inner = baseScope.assuming(condition.whenTrue)
    judge(node, condition, after: &earlier, ends: node.child(.stopClause) != nil)
    guard
      var step = lowerStep(node, action: operand(node, 1), type, unknown, in: inner),
      !condition.isError, let name = node.name
    else { return nil }
    step.rule = LimitStep.Condition(
      name: name.text, documentation: node.documentation, condition: condition.id,
      stops: node.child(.stopClause) != nil)
    step.span = name.span
    return step
  }

  private func lowerStep(
    _ node: SyntaxNode, action: SyntaxNode, _ type: ValueType, _ unknown: UnknownOutcome,
    in scope: Scope
  ) -> LimitStep? {
    guard action.kind == .action, let kind = action.keywords.lazy.compactMap(Self.action).first
    else { return nil }
    let wanted: ValueType = kind == .multiply ? .number : type
    var checked = coerce(check(operand(action, 0), in: scope, expecting: wanted), to: wanted)
    guard !checked.isError else { return nil }
    if kind.isRounding {
      guard checkMultiple(checked) else { return nil }
    } else if settling(unknown) == .unsettled {
      checked = needPresent(checked, as: .amount)
    }
    return LimitStep(
      rule: nil, action: kind, operand: checked.id, because: reason(node, in: scope),
      span: node.span, actionSpan: action.span)
  }

  /// A limit is rounded to a multiple of a positive literal or parameter.
  private func checkMultiple(_ checked: Checked) -> Bool {
    var isParameter = false
    if case .parameter = expressions[Int(checked.id.index)].kind { isParameter = true }
    guard checked.isLiteral || isParameter else {
      report(.multipleNeeded(at: checked.span))
      return false
    }
    guard let lower = checked.range.lower?.value, lower > .zero else {
      report(.multipleNeeded(at: checked.span))
      return false
    }
    return true
  }

  private static func action(_ keyword: Keyword) -> LimitStep.Action? {
    switch keyword {
    case .setTo: .set
    case .add: .add
    case .subtract: .subtract
    case .multiplyBy: .multiply
    case .capAt: .cap
    case .floorAt: .floor
    case .roundDownTo: .roundDown
    case .roundUpTo: .roundUp
    case .roundNearestTo: .roundNearest
    case .roundHalfEvenTo: .roundHalfEven
    default: nil
    }
  }
}

extension LimitStep.Action {
  var isRounding: Bool {
    switch self {
    case .roundDown, .roundUp, .roundNearest, .roundHalfEven: true
    case .set, .add, .subtract, .multiply, .cap, .floor: false
    }
  }
}
