// Points that no valid record can reach: a rule behind others that take all it asks for, an
// `otherwise` behind rules that cover everything, a side of a threshold that an earlier rule has
// cut off.
//
// What must hold for a point to be reached is written down as assumptions, and these are searched
// for a contradiction. A point is left out of the count only where one is found, so that nobody is
// excused from a test that could be written.

import TierlineRuntime
import TierlineSource

/// Tells which points of a program cannot be reached.
struct Reachability {
  let program: Program

  init(_ program: Program) { self.program = program }

  /// Those of some points that no valid record reaches.
  func unreachable(among points: some Sequence<Int>, of model: CoverageModel) -> Set<Int> {
    var assumed: [Int: [Assumption]] = [:]
    for block in model.blocks {
      assumed[block.point] = assumptions(for: .part(block.decision, block.kind))
    }
    for site in model.conditions {
      for (point, truths) in [(site.yes, Truths.yes), (site.no, .no), (site.unknown, .unknown)] {
        if let point { assumed[point] = assumptions(for: site, truths) }
      }
    }
    for site in model.boundaries {
      for (point, isAbove) in [(site.low, false), (site.high, true)] {
        if let point { assumed[point] = assumptions(for: site, isAbove: isAbove) }
      }
    }
    var contradiction = Contradiction(program)
    return Set(
      points.filter { point in assumed[point].map { contradiction.isCertain($0) } ?? false })
  }

  private func assumptions(for site: ConditionSite, _ truths: Truths) -> [Assumption] {
    let own: Assumption =
      switch site.content {
      case .condition(let id): .truth(id, truths)
      case .test(let test, let subject): .tests([test], subject: subject, truths)
      }
    return valid(site.reach) + filters(site.lists) + assumptions(for: site.reach) + [own]
  }

  private func assumptions(for site: BoundarySite, isAbove: Bool) -> [Assumption] {
    valid(site.reach) + filters(site.lists) + assumptions(for: site.reach)
      + edge(of: site, isAbove: isAbove)
  }

  /// A subject right at a threshold.
  func edge(of site: BoundarySite, isAbove: Bool) -> [Assumption] {
    guard let bound = program.constantValue(of: site.bound)?.ordinal else {
      return [
        .difference(site.subject, site.bound, site.side.range(of: .zero, isAbove: isAbove))
      ]
    }
    let values = site.neighbours(of: bound)
    guard let value = isAbove ? values.high : values.low else {
      return [.range(site.subject, site.side.range(of: bound, isAbove: isAbove))]
    }
    return [.range(site.subject, OrdinalRange(lower: value, upper: value))]
  }

  /// Whether no valid record reaches a part of a decision and meets some assumptions as well.
  func isUnreachable(_ reach: Reach, _ others: [Assumption]) -> Bool {
    var contradiction = Contradiction(program)
    return contradiction.isCertain(valid(reach) + assumptions(for: reach) + others)
  }

  /// What the elements of one list have in common; several lists at once are left alone, since
  /// their elements go by the same names.
  private func filters(_ lists: [ListStep]) -> [Assumption] {
    guard lists.count == 1, case .list(_, let filter?) = lists[0] else { return [] }
    return [.truth(filter, .yes)]
  }

  /// What every record that is decided has in common.
  private func valid(_ reach: Reach) -> [Assumption] {
    switch reach {
    case .requirement: []
    case .always, .part: program.input.requirements.map { .truth($0.condition, .yes) }
    }
  }

  // MARK: Parts of decisions

  /// What must hold for a part of a decision to be reached.
  func assumptions(for reach: Reach) -> [Assumption] {
    guard case .part(let index, let kind) = reach else { return [] }
    switch program.decisions[index].body {
    case .tier(let tier): return assumptions(kind, of: tier)
    case .score(let score): return assumptions(kind, of: score)
    case .limit(let limit): return assumptions(kind, of: limit)
    case .alerts(let alerts): return assumptions(kind, of: alerts)
    case .table(let table): return assumptions(kind, of: table)
    case .result: return []
    }
  }

  private func assumptions(_ kind: BlockSite.Kind, of tier: Tier) -> [Assumption] {
    switch tier.content {
    case .bands(let bands): return assumptions(kind, of: bands)
    case .rules(let rules, let policy, _, let unknown):
      let passed = unknown.passed
      func before(_ rule: Int) -> [Assumption] {
        policy == .first ? rules.prefix(rule).map { .truth($0.condition, passed) } : []
      }
      switch kind {
      case .tierReached(let rule): return before(rule)
      case .tierRule(let rule): return before(rule) + [.truth(rules[rule].condition, .yes)]
      case .tierOtherwise: return rules.map { .truth($0.condition, [.no, .unknown]) }
      case .tierUnknown:
        return [.any(rules.indices.map { before($0) + [.truth(rules[$0].condition, .unknown)] })]
      default: return []
      }
    }
  }

  private func assumptions(_ kind: BlockSite.Kind, of bands: Bands) -> [Assumption] {
    let passed = bands.unknown.passed
    func before(_ band: Int) -> [Assumption] {
      bands.bands.prefix(band).map { .tests($0.tests, subject: bands.subject, passed) }
    }
    switch kind {
    case .band(_, let band):
      return before(band) + [.tests(bands.bands[band].tests, subject: bands.subject, .yes)]
    case .bandOtherwise: return before(bands.bands.count)
    case .bandUnknown:
      return [
        .any(
          bands.bands.indices.map {
            before($0) + [.tests(bands.bands[$0].tests, subject: bands.subject, .unknown)]
          })
      ]
    default: return []
    }
  }

  private func assumptions(_ kind: BlockSite.Kind, of score: Score) -> [Assumption] {
    switch kind {
    case .band(let item?, _), .bandOtherwise(let item?), .bandUnknown(let item?):
      guard case .characteristic(let bands) = score.items[item] else { return [] }
      return assumptions(kind, of: bands)
    case .scoreRule(let item):
      guard case .rule(let rule) = score.items[item] else { return [] }
      return [.truth(rule.condition, .yes)]
    case .scoreUnknown:
      return [
        .any(
          score.items.compactMap { item in
            if case .rule(let rule) = item { [.truth(rule.condition, .unknown)] } else { nil }
          })
      ]
    default: return []
    }
  }

  private func assumptions(_ kind: BlockSite.Kind, of limit: Limit) -> [Assumption] {
    func before(_ step: Int) -> [Assumption] {
      guard limit.steps[step].rule != nil else { return [] }
      return limit.steps.prefix(step).compactMap { step in
        step.rule.flatMap { $0.stops ? .truth($0.condition, [.no, .unknown]) : nil }
      }
    }
    switch kind {
    case .stepReached(let step): return before(step)
    case .stepApplied(let step):
      return before(step)
        + (limit.steps[step].rule.map { [.truth($0.condition, .yes)] } ?? [])
    case .stepChanged(let step):
      return canChange(step, of: limit) ? [] : [.any([])]
    default: return []
    }
  }

  /// Whether some amount may lie where a cap cuts it or a floor lifts it.
  private func canChange(_ step: Int, of limit: Limit) -> Bool {
    let before = program.amounts(of: limit, before: step)
    let operand = program.bounds(of: limit.steps[step].operand)
    switch limit.steps[step].action {
    case .cap:
      guard let most = before.upper, let least = operand.lower else { return true }
      return most > least
    case .floor:
      guard let least = before.lower, let most = operand.upper else { return true }
      return least < most
    case .set, .add, .subtract, .multiply, .roundDown, .roundUp, .roundNearest, .roundHalfEven:
      return true
    }
  }

  private func assumptions(_ kind: BlockSite.Kind, of alerts: Alerts) -> [Assumption] {
    switch kind {
    case .alert(let rule): [.truth(alerts.rules[rule].rule.condition, .yes)]
    case .alertsUnknown: [.any(alerts.rules.map { [.truth($0.rule.condition, .unknown)] })]
    default: []
    }
  }

  private func assumptions(_ kind: BlockSite.Kind, of table: Table) -> [Assumption] {
    let passed: Truths =
      switch table.unknown {
      case .skip: [.no, .unknown]
      case .impossible, .outcome: .no
      }
    func before(_ row: Int) -> [Assumption] {
      guard table.policy == .first else { return [] }
      return table.rows.prefix(row).map { .row($0.tests, subjects: table.subjects, passed) }
    }
    switch kind {
    case .row(let row):
      return before(row) + [.row(table.rows[row].tests, subjects: table.subjects, .yes)]
    case .tableOtherwise:
      return table.rows.map { .row($0.tests, subjects: table.subjects, [.no, .unknown]) }
    case .tableUnknown:
      return [
        .any(
          table.rows.indices.map {
            before($0) + [.row(table.rows[$0].tests, subjects: table.subjects, .unknown)]
          })
      ]
    default: return []
    }
  }
}

extension UnknownOutcome {
  /// How a rule stands that did not decide.
  fileprivate var passed: Truths {
    switch self {
    case .skip: [.no, .unknown]
    case .impossible, .value: .no
    }
  }
}

extension CutSide {
  /// The values on one side of a cut.
  fileprivate func range(of bound: Decimal, isAbove: Bool) -> OrdinalRange {
    var range = OrdinalRange(lower: isAbove ? bound : nil, upper: isAbove ? nil : bound)
    switch self {
    case .below: range.includesUpper = false
    case .above: range.includesLower = false
    }
    return range
  }
}
