// Alerts: every rule that matches is raised, every rule that can't be told is raised undecided.

import TierlineSource

extension Scope {
  func alerts(_ alerts: Alerts) throws(Refusal) -> AlertsTrace {
    var rules: [AlertsTrace.Alert] = []
    for alert in alerts.rules {
      let truth = truth(of: alert.rule.condition)
      rules.append(
        AlertsTrace.Alert(truth: truth, raised: try raise(alert, truth, alerts.unknown)))
    }
    return AlertsTrace(rules: rules)
  }

  private func raise(
    _ alert: AlertRule, _ truth: Truth, _ unknown: UnknownOutcome
  ) throws(Refusal) -> AlertsTrace.Raised? {
    switch truth {
    case .no: return nil
    case .yes: return try raise(alert, at: alert.rule.outcome, isUndecided: false)
    case .overflow(let span): throw Refusal(reason: .overflow, span: span)
    case .unknown:
      switch unknown {
      case .skip: return nil
      case .value(let level, _): return try raise(alert, at: level, isUndecided: true)
      case .impossible:
        throw Refusal(reason: .absent, span: program[alert.rule.condition].span)
      }
    }
  }

  private func raise(
    _ alert: AlertRule, at level: ExpressionID, isUndecided: Bool
  ) throws(Refusal) -> AlertsTrace.Raised {
    AlertsTrace.Raised(
      level: try neededLevel(level), isUndecided: isUndecided, respondBy: try deadline(of: alert))
  }

  /// As-of + within.
  private func deadline(of alert: AlertRule) throws(Refusal) -> CalendarDate? {
    guard let within = alert.within, let asOf else { return nil }
    let span = program[within].span
    switch Value.date(asOf).applying(.add, try needed(within), at: span) {
    case .date(let date): return date
    case .overflow(let span): throw Refusal(reason: .overflow, span: span)
    case .missing, .boolean, .number, .days, .months, .text, .level, .list, .record: return nil
    }
  }
}
