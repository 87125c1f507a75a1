// Which rules gave a decision its value, and the reasons that go with it.

import TierlineChecker
import TierlineRuntime
import TierlineSource

extension Decided {
  /// All that `by` may name: the deciding rule of a tier, every rule that moved a score or a limit.
  func attributions(of index: Int) -> [Attribution] {
    switch (program.decisions[index].body, decisions[index]) {
    case (.tier(let tier), .tier(let trace)):
      guard case .rules(let rules, _, _, _) = tier.content else {
        return [Attribution(trace.origin, names: [])].compactMap(\.self)
      }
      return [Attribution(trace.origin, names: rules.map(\.name))].compactMap(\.self)
    case (.table, .table(let trace)):
      return [Attribution(trace.origin, names: [])].compactMap(\.self)
    case (.score(let score), .score(let trace)): return attributions(score, trace)
    case (.limit(let limit), .limit(let trace)): return attributions(limit, trace)
    case (.alerts(let alerts), .alerts(let trace)):
      return zip(alerts.rules, trace.rules).enumerated().flatMap { index, pair in
        guard let raised = pair.1.raised else { return [Attribution]() }
        return [.rule(index, name: pair.0.rule.name)] + (raised.isUndecided ? [.unknown] : [])
      }
    default: return []
    }
  }

  private func attributions(_ score: Score, _ trace: ScoreTrace) -> [Attribution] {
    var found: [Attribution] = []
    for (index, (item, itemTrace)) in zip(score.items, trace.items).enumerated() {
      switch (item, itemTrace) {
      case (.rule(let rule), .rule(.yes, _)): found.append(.rule(index, name: rule.name))
      case (_, .rule(.unknown, let points)) where !points.isZero: found.append(.unknown)
      case (_, .characteristic(let bands)):
        if case .unknown = bands.origin { found.append(.unknown) }
      default: break
      }
    }
    return found.isEmpty ? [.otherwise] : found
  }

  private func attributions(_ limit: Limit, _ trace: LimitTrace) -> [Attribution] {
    var found: [Attribution] = trace.isStartUnknown ? [.unknown] : []
    for (index, (step, stepTrace)) in zip(limit.steps, trace.steps).enumerated() {
      switch stepTrace.effect {
      case .applied:
        if let rule = step.rule { found.append(.rule(index, name: rule.name)) }
      case .unknown: found.append(.unknown)
      case .held, .notReached, .leftOut: break
      }
    }
    return found.isEmpty ? [.otherwise] : found
  }

  /// The reasons that were given with a decision.
  func reasons(of index: Int) -> [String] {
    switch (program.decisions[index].body, decisions[index]) {
    case (.tier(let tier), .tier(let trace)): return [because(of: tier, trace)].compactMap(\.self)
    case (.table(let table), .table(let trace)):
      return [because(of: table, trace)].compactMap(\.self)
    case (.score(let score), .score(let trace)):
      return zip(score.items, trace.items).compactMap { item, trace in
        if case .rule(.no, _) = trace { return nil }
        return because(of: item, trace, score.unknown)
      }
    case (.limit(let limit), .limit(let trace)):
      return zip(limit.steps, trace.steps).compactMap { step, trace in
        switch trace.effect {
        case .applied, .unknown: because(of: step, trace, limit.unknown)
        case .held, .notReached, .leftOut: nil
        }
      }
    case (.alerts(let alerts), .alerts(let trace)):
      return zip(alerts.rules, trace.rules).compactMap { rule, trace in
        trace.raised.flatMap { because(of: rule, $0, alerts.unknown) }
      }
    default: return []
    }
  }
}

extension Attribution {
  /// nil for a band or row, which has no name.
  init?(_ origin: Origin, names: [String]) {
    switch origin {
    case .matched(let index):
      guard index < names.count else { return nil }
      self = .rule(index, name: names[index])
    case .otherwise: self = .otherwise
    case .unknown: self = .unknown
    }
  }

  /// Whether it names the same rule, wherever that stands.
  func isSame(as other: Attribution) -> Bool {
    switch (self, other) {
    case (.rule(_, let left), .rule(_, let right)): left == right
    case (.otherwise, .otherwise), (.unknown, .unknown): true
    case (.rule, _), (.otherwise, _), (.unknown, _): false
    }
  }

  var wording: Wording {
    switch self {
    case .rule(_, let name): Wording(same: name)
    case .otherwise: Wording("otherwise", zh: "其余")
    case .unknown: Wording("unknown", zh: "未知")
    }
  }
}
