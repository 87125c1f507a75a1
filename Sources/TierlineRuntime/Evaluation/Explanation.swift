// Why a decision is what it is, as data.
//
// An explanation holds every rule, band, row and step of a decision: what it is in the author's
// words, how it stood, on which values, and what held it back. It leaves nothing out and formats
// nothing: the command line renders it as text or Markdown, `ExplanationJSON.swift` as JSON. What
// stands behind the deciding rule was not reached, but is evaluated here all the same, because
// "would have matched" is worth knowing.

package import TierlineSource

/// One decision of one record, explained.
package struct Explanation: Sendable {
  package var name: String
  package var documentation: String
  /// nil for alerts and for a table of several outputs.
  package var value: ShownValue?
  /// The fields that were missing where the decision came from `if unknown`.
  package var missing: [String]
  package var content: Content

  package enum Content: Sendable {
    case score(ScoreExplanation)
    case tier(TierExplanation)
    case limit(LimitExplanation)
    case alerts([AlertExplanation])
    case table(TableExplanation)
    /// What the expression read.
    case result(Reading)
  }
}

/// How a rule, band or row stood.
package struct Standing: Hashable, Sendable {
  package var truth: Truth
  /// Whether it gave the decision its value, as a match or through `if unknown`.
  package var isDeciding: Bool
  /// False behind the deciding one, where `truth` tells what would have been.
  package var isReached: Bool
}

/// A rule: its condition part by part, and what it gives.
package struct RuleExplanation: Sendable {
  package var name: String
  package var documentation: String
  package var standing: Standing
  package var condition: ConditionPart
  /// Level or points; missing where this record has none for it.
  package var outcome: ShownValue
  /// The author's reason, where the rule is deciding.
  package var because: String?

  /// Whether one part alone held the rule back while others were met.
  package var isNear: Bool { condition.isNear }
}

/// Bands of one subject.
package struct BandsExplanation: Sendable {
  package var name: String
  package var subject: Reading
  package var bands: [Band]
  /// What `otherwise` gives; nil when there is none.
  package var otherwise: ShownValue?
  package var origin: Origin
  package var value: ShownValue
  package var because: String?
  package var missing: [String]

  package struct Band: Sendable {
    /// The tests as written: `> 60, missing`.
    package var text: String
    package var outcome: ShownValue
    package var standing: Standing
  }
}

/// A tier.
package struct TierExplanation: Sendable {
  package var origin: Origin
  package var because: String?
  package var content: Content

  package enum Content: Sendable {
    case rules([RuleExplanation], policy: HitPolicy, otherwise: ShownValue)
    case bands(BandsExplanation)
  }
}

/// A score: how the points add up, and where they were lost.
package struct ScoreExplanation: Sendable {
  package var start: ShownValue
  package var items: [Item]
  package var sum: Decimal
  package var points: Decimal
  /// The clamp.
  package var bounds: (lower: Decimal, upper: Decimal)?
  /// Indices into `items` of those that lost points, largest loss first.
  package var reasons: [Int]

  package struct Item: Sendable {
    package var name: String
    package var points: Decimal
    package var best: Decimal
    /// nil beyond 38 digits; 0 for the best band.
    package var lost: Decimal?
    package var because: String?
    package var missing: [String]
    package var content: Content
  }

  package enum Content: Sendable {
    case bands(BandsExplanation)
    case rule(RuleExplanation)
  }
}

/// A limit: every step on the way to the amount, those that changed nothing included.
package struct LimitExplanation: Sendable {
  package var start: Reading
  package var startAmount: ShownValue
  /// Whether the start was missing, so that the amount is that of `if unknown`.
  package var isStartUnknown: Bool
  package var steps: [Step]
  package var amount: ShownValue

  package struct Step: Sendable {
    /// nil for a plain step.
    package var rule: String?
    package var documentation: String
    package var action: LimitStep.Action
    /// The amount, factor or multiple.
    package var operand: Reading
    package var effect: LimitTrace.Effect
    package var before: ShownValue
    package var after: ShownValue
    /// The rule's condition; nil for a plain step.
    package var condition: ConditionPart?
    /// The author's reason, where the step was carried out.
    package var because: String?
    /// Behind an unknown condition or a missing amount.
    package var missing: [String]

    /// `multiply by 0.5`.
    package var actionText: Wording {
      let words = action.words
      let operand = operand.value.text
      return Wording(
        "\(words.english) \(operand.english)", zh: "\(words.chinese) \(operand.chinese)")
    }
  }
}

/// One alert, raised or not.
package struct AlertExplanation: Sendable {
  package var rule: RuleExplanation
  package var isRaised: Bool
  /// Raised at the `if unknown` level.
  package var isUndecided: Bool
  /// The level it is raised at; that of its rule where it is not raised.
  package var level: ShownValue
  package var owner: String?
  package var respondBy: CalendarDate?
  package var measures: [String]
  package var missing: [String]
}

/// A table or matrix.
package struct TableExplanation: Sendable {
  package var subjects: [Reading]
  /// Names of the outputs; empty for a table of one plain value.
  package var columns: [String]
  package var isMatrix: Bool
  package var rows: [Row]
  /// What `otherwise` gives; empty when there is none.
  package var otherwise: [ShownValue]
  package var origin: Origin
  package var values: [ShownValue]
  package var because: String?

  package struct Row: Sendable {
    package var number: Int
    package var column: Int?
    /// One for each subject.
    package var cells: [Cell]
    package var values: [ShownValue]
    package var standing: Standing
  }

  package struct Cell: Sendable {
    /// The tests as written.
    package var text: String
    package var truth: Truth
  }
}
