// Which fields a decision lacked where it came from `if unknown`.

import TierlineSource

extension Decided {
  /// The missing fields behind a decision where it came from `if unknown`.
  ///
  /// Empty for one that did not; for alerts, of all that were raised undecided.
  package func unknownFields(of decision: Int) -> [String] {
    switch (decisions[decision], program.decisions[decision].body) {
    case (.score(let trace), .score(let score)):
      return merged(
        zip(score.items, trace.items).map { unknownFields(of: $0.0, $0.1, score.unknown) })
    case (.tier(let trace), .tier(let tier)): return unknownFields(of: tier, trace)
    case (.limit(let trace), .limit(let limit)):
      let start = trace.isStartUnknown ? scope.missingFields(in: [limit.start]) : []
      return merged(
        [start] + zip(limit.steps, trace.steps).map { unknownFields(of: $0.0, $0.1) })
    case (.alerts(let trace), .alerts(let alerts)):
      return merged(
        zip(alerts.rules, trace.rules).filter { $0.1.raised?.isUndecided == true }
          .map { unknownFields(of: $0.0) })
    case (.table(let trace), .table(let table)):
      guard case .unknown(let rows) = trace.origin else { return [] }
      return merged(
        rows.map {
          scope.missingFields(in: table.rows[$0], of: table, subjects: trace.subjects)
        })
    default: return []
    }
  }

  /// Of one item of a score.
  package func unknownFields(
    of item: Score.Item, _ trace: ScoreTrace.Item, _ unknown: UnknownOutcome
  ) -> [String] {
    switch (item, trace) {
    case (.characteristic(let bands), .characteristic(let trace)):
      return unknownFields(of: bands, trace.origin)
    case (.rule(let rule), .rule(.unknown, _)):
      guard case .value = unknown else { return [] }
      return scope.missingFields(in: [rule.condition])
    default: return []
    }
  }

  /// Of one step of a limit, where the step led to the `if unknown` amount.
  package func unknownFields(of step: LimitStep, _ trace: LimitTrace.Step) -> [String] {
    trace.effect == .unknown ? missingFields(of: step, trace) : []
  }

  /// Behind the condition, or else the amount, of a step that could not be carried out.
  package func missingFields(of step: LimitStep, _ trace: LimitTrace.Step) -> [String] {
    if let rule = step.rule, trace.condition == .unknown {
      return scope.missingFields(in: [rule.condition])
    }
    return scope.missingFields(in: [step.operand])
  }

  /// Behind an alert whose condition is unknown.
  package func unknownFields(of alert: AlertRule) -> [String] {
    scope.missingFields(in: [alert.rule.condition])
  }

  private func unknownFields(of tier: Tier, _ trace: TierTrace) -> [String] {
    switch tier.content {
    case .bands(let bands): return unknownFields(of: bands, trace.origin)
    case .rules(let rules, _, _, _):
      guard case .unknown(let indices) = trace.origin else { return [] }
      return scope.missingFields(in: indices.map { rules[$0].condition })
    }
  }

  private func unknownFields(of bands: Bands, _ origin: Origin) -> [String] {
    guard case .unknown(let indices) = origin else { return [] }
    return merged(
      indices.map { scope.missingFields(in: bands.bands[$0].tests, subject: bands.subject) })
  }

  private func merged(_ names: [[String]]) -> [String] {
    var seen: Set<String> = []
    return names.joined().filter { seen.insert($0).inserted }
  }
}
