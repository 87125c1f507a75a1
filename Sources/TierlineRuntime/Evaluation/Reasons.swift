// The `because` that belongs to what was decided.

import TierlineSource

extension Decided {
  /// The reason of a tier's level.
  package func because(of tier: Tier, _ trace: TierTrace) -> String? {
    switch tier.content {
    case .bands(let bands): return because(of: bands, trace.origin)
    case .rules(let rules, _, let otherwise, let unknown):
      switch trace.origin {
      case .matched(let index): return rules[index].because.map { text(of: $0) }
      case .otherwise: return otherwise.because.map { text(of: $0) }
      case .unknown: return because(of: unknown)
      }
    }
  }

  /// The reason of a band's points or level.
  package func because(of bands: Bands, _ origin: Origin) -> String? {
    bands.outcome(of: origin)?.because.map { text(of: $0) }
  }

  /// The reason of a table's value.
  package func because(of table: Table, _ trace: TableTrace) -> String? {
    table.outcome(of: trace.origin)?.because.map { text(of: $0) }
  }

  /// The reason of an item's points: of its band, its rule or `if unknown`.
  package func because(
    of item: Score.Item, _ trace: ScoreTrace.Item, _ unknown: UnknownOutcome
  ) -> String? {
    switch (item, trace) {
    case (.characteristic(let bands), .characteristic(let trace)):
      return because(of: bands, trace.origin)
    case (.rule(let rule), .rule(let truth, _)):
      // A rule that is no gave no points, so its reason is not the record's.
      switch truth {
      case .yes: return rule.because.map { text(of: $0) }
      case .unknown: return because(of: unknown)
      case .no, .overflow: return nil
      }
    default: return nil
    }
  }

  /// The reason of a limit's step: its own, or that of `if unknown`.
  package func because(
    of step: LimitStep, _ trace: LimitTrace.Step, _ unknown: UnknownOutcome
  ) -> String? {
    trace.effect == .unknown ? because(of: unknown) : step.because.map { text(of: $0) }
  }

  /// The reason of a raised alert: its own, or that of `if unknown` where it has one.
  package func because(
    of alert: AlertRule, _ raised: AlertsTrace.Raised, _ unknown: UnknownOutcome
  ) -> String? {
    let fallback = raised.isUndecided ? because(of: unknown) : nil
    return fallback ?? alert.rule.because.map { text(of: $0) }
  }

  package func because(of unknown: UnknownOutcome) -> String? {
    unknown.outcome?.because.map { text(of: $0) }
  }
}
