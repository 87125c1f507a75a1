// How far a record is from reaching a part of a decision, or a point of coverage.

import TierlineRuntime
import TierlineSource

extension Distance {
  func to(_ reach: Reach) -> Double {
    switch reach {
    case .always, .requirement: 0
    case .part(let decision, let kind): to(kind, of: decision)
    }
  }

  /// How far a part of a decision is from being reached.
  func to(_ kind: BlockSite.Kind, of index: Int) -> Double {
    if decided.reached(kind, of: index) { return 0 }
    switch (kind, decided.program.decisions[index].body) {
    case (.tierRule(let rule), .tier(let tier)): return toRule(rule, of: tier, index, .yes)
    case (.tierReached(let rule), .tier(let tier)): return beforeRule(rule, of: tier, index)
    case (.tierOtherwise, .tier(let tier)): return beforeRule(Int.max, of: tier, index)
    case (.tierUnknown, .tier(let tier)):
      guard case .rules(let rules, _, _, _) = tier.content else { return 1 }
      return toUnknown(rules, of: tier, index)
    case (.band(nil, let band), .tier(let tier)):
      guard case .bands(let bands) = tier.content else { return 1 }
      return toBand(band, of: bands)
    case (.bandOtherwise(nil), .tier(let tier)):
      guard case .bands(let bands) = tier.content else { return 1 }
      return toBand(bands.bands.count, of: bands)
    case (.band(let item?, let band), .score(let score)):
      guard case .characteristic(let bands) = score.items[item] else { return 1 }
      return toBand(band, of: bands)
    case (.bandOtherwise(let item?), .score(let score)):
      guard case .characteristic(let bands) = score.items[item] else { return 1 }
      return toBand(bands.bands.count, of: bands)
    case (.scoreRule(let item), .score(let score)):
      guard case .rule(let rule) = score.items[item] else { return 1 }
      return to(.yes, of: rule.condition)
    case (.stepApplied(let step), .limit(let limit)): return toStep(step, of: limit)
    case (.stepReached(let step), .limit(let limit)): return beforeStep(step, of: limit)
    case (.stepChanged(let step), .limit(let limit)):
      return toChange(step, of: limit, decision: index)
    case (.alert(let rule), .alerts(let alerts)):
      return to(.yes, of: alerts.rules[rule].rule.condition)
    case (.alertsUnknown, .alerts(let alerts)):
      return alerts.rules.map { to(.unknown, of: $0.rule.condition) }.min() ?? 1
    case (.scoreUnknown, .score(let score)):
      return score.items.map { item in
        guard case .rule(let rule) = item else { return 1 }
        return to(.unknown, of: rule.condition)
      }.min() ?? 1
    case (.limitUnknown, .limit(let limit)):
      return limit.steps.indices.map { step in
        guard let rule = limit.steps[step].rule else { return 1 }
        return beforeStep(step, of: limit) + to(.unknown, of: rule.condition)
      }.min() ?? 1
    case (.row(let row), .table(let table)): return toRow(row, of: table)
    case (.tableOtherwise, .table(let table)): return toRow(table.rows.count, of: table)
    default: return 1
    }
  }

  // MARK: Tiers

  private func toRule(_ rule: Int, of tier: Tier, _ index: Int, _ truth: Truth) -> Double {
    guard case .rules(let rules, _, _, _) = tier.content else { return 1 }
    return beforeRule(rule, of: tier, index) + to(truth, of: rules[rule].condition)
  }

  /// Every rule before one held back, where the first match decides.
  private func beforeRule(_ rule: Int, of tier: Tier, _ index: Int) -> Double {
    guard case .rules(let rules, let policy, _, _) = tier.content,
      policy == .first || rule == Int.max
    else { return 0 }
    return rules.indices.prefix(rule).reduce(0) { $0 + toPassing($1, rules, index) }
  }

  /// The nearest rule that could be unknown.
  private func toUnknown(_ rules: [Rule], of tier: Tier, _ index: Int) -> Double {
    guard case .rules(_, let policy, _, _) = tier.content else { return 1 }
    var nearest = Double.infinity
    var before = 0.0
    for rule in rules.indices where before < nearest {
      nearest = min(nearest, before + to(.unknown, of: rules[rule].condition))
      if policy == .first { before += toPassing(rule, rules, index) }
    }
    return nearest.isFinite ? nearest : 1
  }

  /// A rule held back; of those that were asked it is known.
  private func toPassing(_ rule: Int, _ rules: [Rule], _ index: Int) -> Double {
    if case .tier(let trace) = decided.decisions[index], trace.truths[rule] == .no { return 0 }
    return to(.no, of: rules[rule].condition)
  }

  // MARK: Bands, rows

  private func toBand(_ band: Int, of bands: Bands) -> Double {
    let before = bands.bands.prefix(band).reduce(0) {
      $0 + to(false, $1.tests, of: bands.subject)
    }
    guard band < bands.bands.count else { return before }
    return before + to(true, bands.bands[band].tests, of: bands.subject)
  }

  private func toRow(_ row: Int, of table: Table) -> Double {
    var sum = 0.0
    for (index, content) in table.rows.prefix(row + 1).enumerated() {
      let cells = zip(content.tests, table.subjects)
      if index == row {
        sum += cells.reduce(0) { $0 + to(true, $1.0, of: $1.1) }
      } else {
        // One cell that does not hold is enough to pass a row.
        sum += cells.map { to(false, $0, of: $1) }.min() ?? 1
      }
    }
    return sum
  }

  // MARK: Limits

  private func toStep(_ step: Int, of limit: Limit) -> Double {
    let own = limit.steps[step].rule.map { to(.yes, of: $0.condition) } ?? 0
    return beforeStep(step, of: limit) + own
  }

  private func beforeStep(_ step: Int, of limit: Limit) -> Double {
    limit.steps.prefix(step).reduce(0) { sum, step in
      guard let rule = step.rule, rule.stops else { return sum }
      return sum + to(.no, of: rule.condition)
    }
  }

  /// How far the amount is from where a step would change it.
  private func toChange(_ step: Int, of limit: Limit, decision: Int) -> Double {
    guard case .limit(let trace) = decided.decisions[decision],
      case .number(let operand) = trace.steps[step].operand,
      let gap = operand.subtracting(trace.steps[step].before)?.approximation
    else { return beforeStep(step, of: limit) + 1 }
    switch limit.steps[step].action {
    case .cap: return max(gap, 0) / (max(gap, 0) + 1) + 1e-7
    case .floor: return max(-gap, 0) / (max(-gap, 0) + 1) + 1e-7
    case .roundDown, .roundUp, .roundNearest, .roundHalfEven:
      return toOddAmount(step, of: limit, before: trace.steps[step].before)
    case .set, .add, .subtract, .multiply: return 0.5
    }
  }

  /// How far an amount is from needing to be rounded: what is none never does, what was rounded
  /// before only where a rule has changed it since.
  private func toOddAmount(_ step: Int, of limit: Limit, before amount: Decimal) -> Double {
    var nearest: Double?
    for earlier in limit.steps.prefix(step).reversed() {
      guard let rule = earlier.rule else { break }
      nearest = min(nearest ?? .infinity, to(.yes, of: rule.condition))
    }
    let unmet = nearest ?? 0
    return 0.3 + (amount.isZero ? 0.3 : 0) + 0.3 * unmet / (unmet + 1)
  }
}

// MARK: - Points

/// A point of coverage as a goal: how far a record is from it.
struct PointGoal {
  let point: Int
  private let kind: Kind
  /// The model with nothing but this point to look for.
  private let model: CoverageModel

  private enum Kind {
    case block(BlockSite)
    case condition(ConditionSite, Truth)
    case boundary(BoundarySite, isAbove: Bool)
  }

  /// The goal of a point; nil for one that the model does not have.
  init?(_ point: Int, in model: CoverageModel) {
    self.point = point
    self.model = model.only(point)
    if let block = model.blocks.first(where: { $0.point == point }) {
      kind = .block(block)
    } else if let site = model.conditions.first(where: { $0.yes == point }) {
      kind = .condition(site, .yes)
    } else if let site = model.conditions.first(where: { $0.no == point }) {
      kind = .condition(site, .no)
    } else if let site = model.conditions.first(where: { $0.unknown == point }) {
      kind = .condition(site, .unknown)
    } else if let site = model.boundaries.first(where: { $0.low == point }) {
      kind = .boundary(site, isAbove: false)
    } else if let site = model.boundaries.first(where: { $0.high == point }) {
      kind = .boundary(site, isAbove: true)
    } else {
      return nil
    }
  }

  /// Whether a candidate reaches the point.
  func isReached(
    by candidate: Candidate, _ verdict: TracedEvaluator.Verdict
  ) -> Bool {
    let evaluator = TracedEvaluator(program: model.program, asOf: candidate.asOf)
    var observer = CoverageObserver(model)
    switch verdict {
    case .decided(let decided):
      observer.observe(decided, evaluator, record: candidate.record)
    case .refused:
      observer.observeRefused(candidate.record, evaluator, previous: candidate.previous)
    }
    return observer.counts[point] > 0
  }

  /// Whether it is to be seen on refused records alone.
  var isRequirement: Bool {
    switch kind {
    case .block: false
    case .condition(let site, _): site.reach == .requirement
    case .boundary(let site, _): site.reach == .requirement
    }
  }

  /// The decision whose parts stand in the way; nil where none does.
  var decision: Int? {
    switch kind {
    case .block(let block): block.decision
    case .condition(let site, _): site.reach.decision
    case .boundary(let site, _): site.reach.decision
    }
  }

  /// What the point itself is about.
  func roots(in program: Program) -> [ExpressionID] {
    switch kind {
    case .block(let block): program.roots(of: block.kind, in: block.decision)
    case .condition(let site, _): site.roots + site.lists.flatMap(\.expressions)
    case .boundary(let site, _):
      [site.subject, site.bound] + site.lists.flatMap(\.expressions)
    }
  }

  func distance(of decided: Decided) -> Double {
    let distance = Distance(decided: decided)
    switch kind {
    case .block(let block): return distance.to(block.kind, of: block.decision)
    case .condition(let site, let truth):
      let elements = decided.elements(along: site.lists[...])
      let nearest =
        elements.map { element in
          switch site.content {
          case .condition(let id): distance.to(truth, of: id, element: element)
          case .test(let test, let subject):
            distance.to(truth == .yes, [test], of: subject)
          }
        }.min() ?? 2
      return distance.to(site.reach) + nearest
    case .boundary(let site, let isAbove):
      return distance.to(site.reach) + decided.gap(to: site, isAbove: isAbove)
    }
  }

  /// How much a number has to move; nil where the goal is no number.
  func residual(of decided: Decided) -> Double? {
    guard case .boundary(let site, let isAbove) = kind, site.lists.isEmpty else { return nil }
    return decided.residual(to: site, element: .missing, isAbove: isAbove)
  }
}

extension Decided {
  /// How far the nearest element is from the edge of a threshold, below 1 each.
  func gap(to site: BoundarySite, isAbove: Bool) -> Double {
    guard site.lists.isEmpty else { return gapOfElements(site, isAbove: isAbove) }
    let own = Distance(decided: self).toElements(of: [site.subject, site.bound])
    return own
      + (residual(to: site, element: .missing, isAbove: isAbove).map { abs($0) / (abs($0) + 1) }
        ?? 1 + missingShare(of: [site.subject, site.bound], .missing))
  }

  private func gapOfElements(_ site: BoundarySite, isAbove: Bool) -> Double {
    elements(along: site.lists[...]).map { element in
      residual(to: site, element: element, isAbove: isAbove).map { abs($0) / (abs($0) + 1) }
        ?? 1 + missingShare(of: [site.subject, site.bound], element)
    }.min() ?? 2
  }

  /// How far a subject is from the edge of a threshold; nil when either is missing.
  func residual(to site: BoundarySite, element: Value, isAbove: Bool) -> Double? {
    guard let edge = edge(of: site, element: element),
      let target = site.target(at: edge.bound, isAbove: isAbove)
    else { return nil }
    let gap = edge.subject.approximation - target.approximation
    // On the wrong side of a threshold without a grid the cut itself is the way.
    return gap == 0 && edge.isAbove != isAbove ? 1e-6 : gap
  }
}

extension BoundarySite {
  /// The value that stands at the edge, on one of its sides.
  fileprivate func target(at bound: Decimal, isAbove: Bool) -> Decimal? {
    let sides = neighbours(of: bound)
    return isDense ? bound : isAbove ? sides.high : sides.low
  }
}

extension Reach {
  /// The decision that it is a part of.
  var decision: Int? { if case .part(let decision, _) = self { decision } else { nil } }
}

extension Program {
  /// The condition, or the subject and tests, that a part of a decision hangs on.
  func roots(of kind: BlockSite.Kind, in decision: Int) -> [ExpressionID] {
    switch (kind, decisions[decision].body) {
    case (.tierRule(let rule), .tier(let tier)), (.tierReached(let rule), .tier(let tier)):
      guard case .rules(let rules, _, _, _) = tier.content else { return [] }
      return [rules[rule].condition]
    case (.band(nil, let band), .tier(let tier)):
      guard case .bands(let bands) = tier.content else { return [] }
      return [bands.subject] + bands.bands[band].tests.flatMap(\.bounds)
    case (.band(let item?, let band), .score(let score)):
      guard case .characteristic(let bands) = score.items[item] else { return [] }
      return [bands.subject] + bands.bands[band].tests.flatMap(\.bounds)
    case (.scoreRule(let item), .score(let score)):
      guard case .rule(let rule) = score.items[item] else { return [] }
      return [rule.condition]
    case (.stepApplied(let step), .limit(let limit)), (.stepReached(let step), .limit(let limit)):
      return [limit.steps[step].rule?.condition].compactMap(\.self)
    case (.alert(let rule), .alerts(let alerts)): return [alerts.rules[rule].rule.condition]
    case (.row(let row), .table(let table)):
      return table.subjects + table.rows[row].tests.joined().flatMap(\.bounds)
    default: return []
    }
  }
}

extension ConditionSite {
  var roots: [ExpressionID] {
    switch content {
    case .condition(let id): [id]
    case .test(let test, let subject): [subject] + test.bounds
    }
  }
}

extension ListStep {
  var expressions: [ExpressionID] {
    switch self {
    case .list(let list, let filter): [list] + [filter].compactMap(\.self)
    case .instances: []
    }
  }
}
