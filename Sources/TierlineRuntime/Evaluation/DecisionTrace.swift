// What was decided and what decided it, one trace a decision.
//
// A trace holds indices into the program and values, no text: outputs and explanations quote the
// program when somebody wants to read them, so a run without readers pays little.

import TierlineSource

/// One decision of one record.
package enum DecisionTrace: Sendable {
  case score(ScoreTrace)
  case tier(TierTrace)
  case limit(LimitTrace)
  case alerts(AlertsTrace)
  case table(TableTrace)
  case result(Value)

  /// Points, level, amount or value; a table of several outputs is a record of its columns, and
  /// an alerts block alone is no value.
  package var value: Value {
    switch self {
    case .score(let score): .number(score.points)
    case .tier(let tier): .level(tier.level)
    case .limit(let limit): .number(limit.amount)
    case .alerts: .missing
    case .table(let table): table.value
    case .result(let value): value
    }
  }

  /// Whether an alert is raised; nil for anything but a rule of an alerts block.
  package func isRaised(rule: Int) -> Bool? {
    guard case .alerts(let alerts) = self, alerts.rules.indices.contains(rule) else { return nil }
    return alerts.rules[rule].raised != nil
  }
}

/// Which part of a block gave its value; indices are 0-based, as declared.
package enum Origin: Hashable, Sendable {
  /// A rule, band or row that matched.
  case matched(Int)
  case otherwise
  /// `if unknown`, because of these rules, bands or rows; never empty, ascending.
  case unknown([Int])
}

/// A score.
package struct ScoreTrace: Sendable {
  package var start: Decimal
  /// One for each of `Score.items`, as declared.
  package var items: [Item]
  /// Start and items added up, before the clamp.
  package var sum: Decimal
  /// Within the score's bounds.
  package var points: Decimal

  package enum Item: Sendable {
    /// The points of a characteristic: of its band, of `otherwise` or of `if unknown`.
    case characteristic(BandsTrace)
    /// The points of a rule: 0 unless it matched or led to `if unknown`.
    case rule(Truth, points: Decimal)

    package var points: Decimal {
      switch self {
      case .characteristic(let bands): bands.number
      case .rule(_, let points): points
      }
    }
  }
}

/// Bands of one subject.
package struct BandsTrace: Sendable {
  package var subject: Value
  package var origin: Origin
  /// Of the outcome: points or a level.
  package var value: Value
  /// One for each band; nil for those after the deciding one.
  package var truths: [Truth?]

  /// The value as points.
  package var number: Decimal {
    switch value {
    case .number(let number): number
    case .missing, .overflow, .boolean, .date, .days, .months, .text, .level, .list, .record:
      .zero
    }
  }
}

/// A tier.
package struct TierTrace: Sendable {
  /// The 0-based index of the level, lowest first.
  package var level: Int
  package var origin: Origin
  /// One for each rule or band; nil for those that were not reached.
  package var truths: [Truth?]
  /// The subject of a tier by bands.
  package var subject: Value?
}

/// A limit.
package struct LimitTrace: Sendable {
  package var start: Decimal
  /// Whether the start itself was missing, so that `start` is the `if unknown` amount.
  package var isStartUnknown: Bool
  /// One for each of `Limit.steps`, as declared.
  package var steps: [Step]
  package var amount: Decimal

  /// What became of one step.
  package struct Step: Sendable {
    package var effect: Effect
    /// The truth of the rule's condition; nil for a plain step and for a rule not reached.
    package var condition: Truth?
    /// The amount, factor or multiple; missing where it was not asked for.
    package var operand: Value
    package var before: Decimal
    package var after: Decimal
  }

  package enum Effect: Hashable, Sendable {
    /// The action was carried out, whether or not it changed the amount.
    case applied
    /// The rule's condition was no.
    case held
    /// A rule behind `and stop` or `if unknown`.
    case notReached
    /// The condition was unknown or the amount missing: set to the `if unknown` amount.
    case unknown
    /// The condition was unknown or the amount missing, and the block says `skip`.
    case leftOut
  }
}

/// An alerts block.
package struct AlertsTrace: Sendable {
  /// One for each of `Alerts.rules`, as declared.
  package var rules: [Alert]

  package struct Alert: Sendable {
    package var truth: Truth
    /// nil when the alert is not raised.
    package var raised: Raised?
  }

  package struct Raised: Sendable {
    package var level: Int
    /// Whether it was raised at the `if unknown` level.
    package var isUndecided: Bool
    /// The last day for an answer.
    package var respondBy: CalendarDate?
  }
}

/// A table or matrix.
package struct TableTrace: Sendable {
  package var subjects: [Value]
  package var origin: Origin
  /// One for each output.
  package var values: [Value]
  /// One for each row; nil for those that were not reached.
  package var truths: [Truth?]
  /// Whether the outputs have names.
  package var hasColumns: Bool

  /// The one value, or a record of the columns.
  package var value: Value { hasColumns ? .record(values) : values.value(at: 0) }
}
