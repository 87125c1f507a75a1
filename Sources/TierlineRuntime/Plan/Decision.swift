// Decisions as checked: scores, tiers, limits, alerts, tables, matrices, results.

package import TierlineSource

/// A decision: something written to the output.
package struct Decision: Sendable {
  package var name: String
  package var documentation: String
  package var span: SourceSpan
  /// The type of its value: points, level, amount, cell, result.
  ///
  /// For alerts the level type; for a
  /// table of several outputs a record type.
  package var type: ValueType
  package var body: Body

  package enum Body: Sendable {
    case score(Score)
    case tier(Tier)
    case limit(Limit)
    case alerts(Alerts)
    case table(Table)
    case result(ExpressionID)
  }

  package init(
    name: String, documentation: String = "", span: SourceSpan, type: ValueType, body: Body
  ) {
    self.name = name
    self.documentation = documentation
    self.span = span
    self.type = type
    self.body = body
  }
}

/// Where unknown leads in a block.
package enum UnknownOutcome: Sendable {
  /// The block has no `if unknown`: the checker has shown that nothing can be unknown.
  case impossible
  /// Unknown reads as no.
  case skip
  case value(ExpressionID, because: Template?)
}

/// Which of several matching rules counts.
package enum HitPolicy: Sendable {
  case first, highest, lowest, only
}

/// `when C then V because "…"` with its name.
package struct Rule: Sendable {
  package var name: String
  package var documentation: String
  package var span: SourceSpan
  package var condition: ExpressionID
  package var outcome: ExpressionID
  package var because: Template?

  package init(
    name: String, documentation: String = "", span: SourceSpan, condition: ExpressionID,
    outcome: ExpressionID, because: Template? = nil
  ) {
    self.name = name
    self.documentation = documentation
    self.span = span
    self.condition = condition
    self.outcome = outcome
    self.because = because
  }
}

/// `otherwise V because "…"`.
package struct Otherwise: Sendable {
  package var outcome: ExpressionID
  package var because: Template?
  package var span: SourceSpan

  package init(outcome: ExpressionID, because: Template? = nil, span: SourceSpan) {
    self.outcome = outcome
    self.because = because
    self.span = span
  }
}

/// `for E { when TEST then V … otherwise V if unknown then V }`: first matching band.
package struct Bands: Sendable {
  package var subject: ExpressionID
  package var label: String?
  package var span: SourceSpan
  package var bands: [Band]
  /// nil when the bands cover every value.
  package var otherwise: Otherwise?
  package var unknown: UnknownOutcome

  package init(
    subject: ExpressionID, label: String? = nil, span: SourceSpan, bands: [Band],
    otherwise: Otherwise?, unknown: UnknownOutcome
  ) {
    self.subject = subject
    self.label = label
    self.span = span
    self.bands = bands
    self.otherwise = otherwise
    self.unknown = unknown
  }
}

/// `when TEST, TEST then V because "…"`: any of the tests.
package struct Band: Sendable {
  package var tests: [Test]
  package var outcome: ExpressionID
  package var because: Template?
  package var span: SourceSpan

  package init(
    tests: [Test], outcome: ExpressionID, because: Template? = nil, span: SourceSpan
  ) {
    self.tests = tests
    self.outcome = outcome
    self.because = because
    self.span = span
  }
}

/// A test of a band's or cell's subject.
package enum Test: Sendable {
  /// `-`: definite, missing included.
  case any
  /// `missing`: definite.
  case missing
  case comparison(ComparisonOperator, ExpressionID)
  case range(RangeOperand)
  case members([ExpressionID], negated: Bool)
  case list(Int, negated: Bool)
  /// `not in 1..5`, `not in >= 5`.
  indirect case not(Test)
  case text(TextOperator, ExpressionID)
}

/// A score: a start, then characteristics and rules.
package struct Score: Sendable {
  package var start: ExpressionID
  package var items: [Item]
  /// For its `rule`s.
  package var unknown: UnknownOutcome
  /// The clamp, both ends within.
  package var bounds: (lower: Decimal, upper: Decimal)?

  package enum Item: Sendable {
    case characteristic(Bands)
    case rule(Rule)
  }

  package init(
    start: ExpressionID, items: [Item], unknown: UnknownOutcome,
    bounds: (lower: Decimal, upper: Decimal)?
  ) {
    self.start = start
    self.items = items
    self.unknown = unknown
    self.bounds = bounds
  }
}

/// A tier: rules under a hit policy, or bands of one value.
package struct Tier: Sendable {
  package var content: Content

  package enum Content: Sendable {
    case rules([Rule], policy: HitPolicy, otherwise: Otherwise, unknown: UnknownOutcome)
    case bands(Bands)
  }

  package init(content: Content) { self.content = content }
}

/// A limit: steps from top to bottom.
package struct Limit: Sendable {
  package var start: ExpressionID
  package var steps: [LimitStep]
  package var unknown: UnknownOutcome

  package init(start: ExpressionID, steps: [LimitStep], unknown: UnknownOutcome) {
    self.start = start
    self.steps = steps
    self.unknown = unknown
  }
}

/// One step of a limit.
package struct LimitStep: Sendable {
  /// nil for a plain step.
  package var rule: Condition?
  package var action: Action
  /// The amount, factor or multiple.
  package var operand: ExpressionID
  package var because: Template?
  /// The rule's name, or the whole of a plain step.
  package var span: SourceSpan
  /// The words that say what it does: `multiply by n`.
  package var actionSpan: SourceSpan

  package struct Condition: Sendable {
    package var name: String
    package var documentation: String
    package var condition: ExpressionID
    package var stops: Bool

    package init(
      name: String, documentation: String = "", condition: ExpressionID, stops: Bool
    ) {
      self.name = name
      self.documentation = documentation
      self.condition = condition
      self.stops = stops
    }
  }

  package enum Action: Hashable, Sendable, CaseIterable {
    case set, add, subtract, multiply, cap, floor
    case roundDown, roundUp, roundNearest, roundHalfEven
  }

  package init(
    rule: Condition?, action: Action, operand: ExpressionID, because: Template? = nil,
    span: SourceSpan, actionSpan: SourceSpan? = nil
  ) {
    self.rule = rule
    self.action = action
    self.operand = operand
    self.because = because
    self.span = span
    self.actionSpan = actionSpan ?? span
  }
}

/// An alerts block: every rule that matches is raised.
package struct Alerts: Sendable {
  package var rules: [AlertRule]
  package var unknown: UnknownOutcome

  package init(rules: [AlertRule], unknown: UnknownOutcome) {
    self.rules = rules
    self.unknown = unknown
  }
}

/// One alert: its rule (the outcome is the level) and what is to be done.
package struct AlertRule: Sendable {
  package var rule: Rule
  package var owner: Template?
  /// A duration; the alert is to be answered by as-of + within.
  package var within: ExpressionID?
  package var measures: [Template]

  package init(rule: Rule, owner: Template?, within: ExpressionID?, measures: [Template]) {
    self.rule = rule
    self.owner = owner
    self.within = within
    self.measures = measures
  }
}

/// A table; a matrix is one too, each of its cells being a row of two tests.
package struct Table: Sendable {
  package var subjects: [ExpressionID]
  /// Names of the outputs; empty for a table of one plain value.
  package var columns: [String]
  /// The type of each output; one for a plain value.
  package var columnTypes: [ValueType]
  package var policy: HitPolicy
  package var rows: [TableRow]
  package var otherwise: TableOutcome?
  package var unknown: TableUnknown
  /// Whether values may be missing: `optional`.
  package var isOptional: Bool
  package var isMatrix: Bool

  package init(
    subjects: [ExpressionID], columns: [String], columnTypes: [ValueType], policy: HitPolicy,
    rows: [TableRow], otherwise: TableOutcome?, unknown: TableUnknown, isOptional: Bool,
    isMatrix: Bool
  ) {
    self.subjects = subjects
    self.columns = columns
    self.columnTypes = columnTypes
    self.policy = policy
    self.rows = rows
    self.otherwise = otherwise
    self.unknown = unknown
    self.isOptional = isOptional
    self.isMatrix = isMatrix
  }
}

/// The values of a row, one for each output.
package struct TableOutcome: Sendable {
  package var values: [ExpressionID]
  package var because: Template?
  package var span: SourceSpan

  package init(values: [ExpressionID], because: Template? = nil, span: SourceSpan) {
    self.values = values
    self.because = because
    self.span = span
  }
}

/// Where an unknown row leads.
package enum TableUnknown: Sendable {
  case impossible
  case skip
  case outcome(TableOutcome)
}

/// A row: for each subject its tests (any of them), and the outcome.
package struct TableRow: Sendable {
  /// As many as the subjects.
  package var tests: [[Test]]
  package var outcome: TableOutcome
  /// The row as an author counts it, from 1; in a matrix, without the header.
  package var number: Int
  /// In a matrix, the column from 1.
  package var column: Int?

  package init(tests: [[Test]], outcome: TableOutcome, number: Int, column: Int? = nil) {
    self.tests = tests
    self.outcome = outcome
    self.number = number
    self.column = column
  }
}

/// Text with operands: `"{overdue_days} days overdue"`.
package struct Template: Sendable {
  package var parts: [Part]
  package var span: SourceSpan

  package enum Part: Sendable {
    case text(String)
    case operand(ExpressionID)
  }

  package init(parts: [Part], span: SourceSpan) {
    self.parts = parts
    self.span = span
  }
}
