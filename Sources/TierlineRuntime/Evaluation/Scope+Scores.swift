// Scores: a start, the points of each characteristic and rule, and a clamp.

import TierlineSource

extension Scope {
  func score(_ score: Score) throws(Refusal) -> ScoreTrace {
    let start = try neededNumber(score.start)
    var sum = start
    var items: [ScoreTrace.Item] = []
    for item in score.items {
      let trace = try points(of: item, unknown: score.unknown)
      sum = try needed(sum.adding(trace.points), at: item.span(in: program))
      items.append(trace)
    }
    var points = sum
    if let bounds = score.bounds { points = min(max(points, bounds.lower), bounds.upper) }
    return ScoreTrace(start: start, items: items, sum: sum, points: points)
  }

  private func points(
    of item: Score.Item, unknown: UnknownOutcome
  ) throws(Refusal) -> ScoreTrace.Item {
    switch item {
    case .characteristic(let bands): return .characteristic(try self.bands(bands))
    case .rule(let rule):
      let truth = truth(of: rule.condition)
      switch truth {
      case .no: return .rule(truth, points: .zero)
      case .yes: return .rule(truth, points: try neededNumber(rule.outcome))
      case .overflow(let span): throw Refusal(reason: .overflow, span: span)
      case .unknown:
        switch unknown {
        case .skip: return .rule(truth, points: .zero)
        case .value(let points, _): return .rule(truth, points: try neededNumber(points))
        case .impossible:
          throw Refusal(reason: .absent, span: program[rule.condition].span)
        }
      }
    }
  }
}

extension Score.Item {
  /// The text that names the item: a characteristic's subject, a rule's condition.
  func span(in program: Program) -> SourceSpan {
    switch self {
    case .characteristic(let bands): program[bands.subject].span
    case .rule(let rule): program[rule.condition].span
    }
  }
}
