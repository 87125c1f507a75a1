import TierlineRuntime
import TierlineSource
import TierlineSyntax

extension Checker {
  func lowerScore(_ node: SyntaxNode) -> (Decision.Body, NameFacts)? {
    guard let block = node.child(.block) else { return nil }
    let bounds = scoreBounds(node)
    checkRuleNames(block.children(.rule))
    let scope = baseScope
    let unknown = unknownOutcome(block, type: .number, in: scope)
    guard let start = start(block, type: .number, in: scope, owner: node) else { return nil }
    var range = start.range
    var items: [Score.Item] = []
    var earlier = EarlierRules()
    for child in block.children {
      switch child.kind {
      case .forBlock:
        guard let (bands, outcomes) = lowerBands(child, type: .number, place: .points, in: scope)
        else { continue }
        items.append(.characteristic(bands))
        range = range + hull(outcomes, orZero: unknownIsSkipped(bands.unknown))
      case .rule:
        guard let (rule, outcome) = scoreRule(child, unknown, block, &earlier, in: scope) else {
          continue
        }
        items.append(.rule(rule))
        range = range + hull([outcome] + unknownOutcomes(unknown), orZero: true)
      default: break
      }
    }
    var facts = NameFacts(type: .number, range: range)
    if let bounds {
      facts.range = .closed(bounds.lower, bounds.upper)
    }
    return (
      .score(Score(start: start.id, items: items, unknown: unknown, bounds: bounds)), facts
    )
  }

  private func unknownIsSkipped(_ unknown: UnknownOutcome) -> Bool {
    if case .skip = unknown { true } else { false }
  }

  private func unknownOutcomes(_ unknown: UnknownOutcome) -> [Checked] {
    guard case .value(let id, _) = unknown else { return [] }
    return [Checked(id: id, type: .number, span: .nowhere, range: constantRange(id))]
  }

  private func hull(_ outcomes: [Checked], orZero: Bool) -> Interval {
    var result: Interval? = orZero ? .point(.zero) : nil
    for outcome in outcomes {
      result = result.map { $0.hull(outcome.range) } ?? outcome.range
    }
    return result ?? .point(.zero)
  }

  private func scoreRule(
    _ node: SyntaxNode, _ unknown: UnknownOutcome, _ block: SyntaxNode,
    _ earlier: inout EarlierRules, in scope: Scope
  ) -> (Rule, Checked)? {
    guard
      let lowered = lowerRule(
        node, type: .number, place: .points, unknown: unknownPlace(unknown, block: block),
        in: scope)
    else { return nil }
    judge(node, lowered.condition, after: &earlier, ends: false)
    return (lowered.rule, lowered.outcome)
  }

  /// Lowers a rule whose outcome is one value; nil after a finding.
  func lowerRule(
    _ node: SyntaxNode, type: ValueType, place: NeededPlace, unknown: UnknownPlace,
    in scope: Scope
  ) -> (rule: Rule, condition: Checked, outcome: Checked)? {
    let condition = checkCondition(operand(node, 0), in: scope, unknown: unknown)
    let inner = scope.assuming(condition.whenTrue)
    let outcome = outcome(operand(node, 1), type: type, place: place, in: inner)
    guard !condition.isError, !outcome.isError, let name = node.name else { return nil }
    let rule = Rule(
      name: name.text, documentation: node.documentation, span: name.span,
      condition: condition.id, outcome: outcome.id, because: reason(node, in: inner))
    return (rule, condition, outcome)
  }

  /// The one `start` of a score or limit.
  func start(
    _ block: SyntaxNode, type: ValueType, in scope: Scope, owner: SyntaxNode,
    mayBeMissing: Bool = false
  ) -> Checked? {
    let clauses = block.children(.startClause)
    guard let clause = clauses.first else {
      // The parser has said so.
      return nil
    }
    let checked = coerce(check(operand(clause, 0), in: scope, expecting: type), to: type)
    guard !checked.isError else { return nil }
    return mayBeMissing ? checked : needPresent(checked, as: .start)
  }

  /// The clamp `in a..b`; nil where there is none or after a finding.
  func scoreBounds(_ node: SyntaxNode) -> (lower: Decimal, upper: Decimal)? {
    guard let test = node.child(.rangeTest) else { return nil }
    if let known = scoreBoundsRead[test.span] { return known }
    let ends = Array(test.children)
    guard ends.count == 2,
      case .number(let lower)? = literal(ends[0], as: .number, adoptsCurrency: false),
      case .number(let upper)? = literal(ends[1], as: .number, adoptsCurrency: false)
    else { return nil }
    guard test.operatorToken?.kind == .range, lower <= upper else {
      report(.boundsMalformed(at: test.span))
      return nil
    }
    scoreBoundsRead[test.span] = (lower, upper)
    return (lower, upper)
  }
}
