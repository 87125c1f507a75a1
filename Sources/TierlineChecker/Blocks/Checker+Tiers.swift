import TierlineRuntime
import TierlineSource
import TierlineSyntax

extension Checker {
  /// The declared type, which must be a level type; nil after a finding.
  private func levelType(_ node: SyntaxNode, index: Int) -> ValueType? {
    guard let type = declaredType(index) else { return nil }
    if case .level = type { return type }
    report(.levelsNeeded(describe(type), at: operand(node, 0).span))
    return nil
  }

  func lowerTier(_ node: SyntaxNode, index: Int) -> (Decision.Body, NameFacts)? {
    guard let type = levelType(node, index: index), let block = node.child(.block) else {
      return nil
    }
    let facts = NameFacts(type: type, places: 0)
    if let bands = block.child(.forBlock) {
      guard let (lowered, _) = lowerBands(bands, type: type, place: .level, in: baseScope) else {
        return nil
      }
      return (.tier(Tier(content: .bands(lowered))), facts)
    }
    guard let content = lowerTierRules(block, type: type, node) else { return nil }
    return (.tier(Tier(content: content)), facts)
  }

  private func lowerTierRules(
    _ block: SyntaxNode, type: ValueType, _ node: SyntaxNode
  ) -> Tier.Content? {
    let ruleNodes = block.children(.rule)
    checkRuleNames(ruleNodes)
    let policy = policy(block)
    var scope = baseScope
    let unknown = unknownOutcome(block, type: type, in: scope)
    var rules: [Rule] = []
    var parts: [(rule: Rule, condition: Checked, outcome: Checked)] = []
    var earlier = EarlierRules()
    for (index, ruleNode) in ruleNodes.enumerated() {
      guard
        let lowered = lowerRule(
          ruleNode, type: type, place: .level, unknown: unknownPlace(unknown, block: block),
          in: scope)
      else { continue }
      rules.append(lowered.rule)
      if policy == .only { parts.append(lowered) }
      judge(
        ruleNode, lowered.condition, after: &earlier, ends: policy == .first,
        isLast: index == ruleNodes.count - 1)
      if policy == .first {
        scope.known.assume(factsBehind(lowered.condition, unknown))
      }
    }
    if policy == .only { checkOverlap(parts) }
    guard let otherwise = otherwise(block, type: type, place: .level, in: scope) else {
      report(
        .otherwiseMissing(
          at: node.name?.span ?? node.span, insertion: ClauseInsertion(block: block)))
      return nil
    }
    return .rules(rules, policy: policy, otherwise: otherwise.otherwise, unknown: unknown)
  }

  func policy(_ block: SyntaxNode) -> HitPolicy {
    let clauses = block.children(.takeClause)
    guard let clause = clauses.first else { return .first }
    if clause.has(.takeHighest) { return .highest }
    if clause.has(.takeLowest) { return .lowest }
    if clause.has(.takeOnly) { return .only }
    return .first
  }

  /// Rules of `take only` whose conditions are not seen to exclude each other.
  private func checkOverlap(
    _ parts: [(rule: Rule, condition: Checked, outcome: Checked)]
  ) {
    for (index, later) in parts.enumerated() {
      for earlier in parts[..<index]
      where !haveSameValue(earlier.outcome, later.outcome)
        && !earlier.condition.whenTrue.excludes(later.condition.whenTrue)
        && !truths(earlier.condition).yes.excludes(truths(later.condition).yes)
      {
        report(
          .overlap(
            later.rule.name, earlier.rule.name, at: later.rule.span, first: earlier.rule.span))
        break
      }
    }
  }

  /// Whether two outcomes are sure to agree: equal constants, or one expression written twice.
  func haveSameValue(_ left: Checked, _ right: Checked) -> Bool {
    if let one = left.constant.flatMap(PlainValue.init),
      let two = right.constant.flatMap(PlainValue.init)
    {
      return one == two
    }
    return sources.text(of: left.span) == sources.text(of: right.span)
  }

  // MARK: Alerts

  func lowerAlerts(_ node: SyntaxNode, index: Int) -> (Decision.Body, NameFacts)? {
    guard let type = levelType(node, index: index), let block = node.child(.block) else {
      return nil
    }
    checkRuleNames(block.children(.rule), mayRepeat: true)
    let unknown = unknownOutcome(block, type: type, in: baseScope)
    var rules: [AlertRule] = []
    var earlier = EarlierRules()
    for ruleNode in block.children(.rule) {
      guard
        let lowered = lowerRule(
          ruleNode, type: type, place: .level, unknown: unknownPlace(unknown, block: block),
          in: baseScope)
      else { continue }
      judge(ruleNode, lowered.condition, after: &earlier, ends: false)
      rules.append(
        alertRule(ruleNode, lowered.rule, in: baseScope.assuming(lowered.condition.whenTrue)))
    }
    return (.alerts(Alerts(rules: rules, unknown: unknown)), NameFacts(type: type, places: 0))
  }

  /// `within 3`: most likely days, but months are as good.
  private func deadlineMismatch(_ checked: Checked) -> Diagnostic {
    var mend = mend(checked, to: .days)
    mend?.isSafe = false
    return .typeMismatch(
      expected: describe(.days), found: describeType(of: checked), at: checked.span, mend: mend)
  }

  private func alertRule(_ node: SyntaxNode, _ rule: Rule, in scope: Scope) -> AlertRule {
    var within: ExpressionID?
    if let clause = node.child(.withinClause) {
      needsAsOf = true
      let checked = needPresent(check(operand(clause, 0), in: scope), as: .within)
      switch checked.type {
      case .days, .months: within = checked.id
      default:
        if !checked.isError {
          report(deadlineMismatch(checked))
        }
      }
    }
    let owner = node.child(.ownerClause).flatMap { template(operand($0, 0), in: scope) }
    let measures = node.child(.doClause).map { clause in
      clause.children.compactMap { template($0, in: scope) }
    }
    return AlertRule(rule: rule, owner: owner, within: within, measures: measures ?? [])
  }
}
