// The reasons of a score: where a customer lost points.
//
// A characteristic loses what lies between its best band and its own; a rule what lies between
// its points, or 0 if they are negative, and its own. Points that can't be told for this record
// (an outcome that only its own band makes present) are no best. Largest loss first, ties as
// written, zero losses left out.

import TierlineSource

/// One reason: an item of a score that gave fewer points than it could.
package struct ScoreReason: Sendable {
  /// Index into `Score.items`.
  package var item: Int
  package var points: Decimal
  /// nil for a loss beyond 38 digits.
  package var lost: Decimal?
}

extension Decided {
  /// The reasons of a score of this record.
  package func reasons(of score: Score, _ trace: ScoreTrace) -> [ScoreReason] {
    let reasons = zip(score.items, trace.items).enumerated().compactMap {
      index, pair -> ScoreReason? in
      let best = bestPoints(of: pair.0, pair.1)
      guard best > pair.1.points else { return nil }
      return ScoreReason(
        item: index, points: pair.1.points, lost: best.subtracting(pair.1.points))
    }
    return reasons.enumerated().sorted { left, right in
      let losses = (left.element.lost ?? .greatest, right.element.lost ?? .greatest)
      return losses.0 == losses.1 ? left.offset < right.offset : losses.0 > losses.1
    }.map(\.element)
  }

  /// The most points that an item can give; at least what it gave.
  package func bestPoints(of item: Score.Item, _ trace: ScoreTrace.Item) -> Decimal {
    switch item {
    case .characteristic(let bands):
      let outcomes = bands.bands.map(\.outcome) + [bands.otherwise?.outcome].compactMap(\.self)
      return outcomes.compactMap { points(of: $0) }.reduce(trace.points, max)
    case .rule(let rule):
      return max(points(of: rule.outcome) ?? .zero, .zero, trace.points)
    }
  }

  private func points(of outcome: ExpressionID) -> Decimal? {
    guard case .number(let points) = value(of: outcome) else { return nil }
    return points
  }
}
