// Every expression that a decision holds, in the order written.

import TierlineRuntime

extension Decision {
  /// Conditions, subjects, outcomes and what tests compare with; the parts of texts are left out.
  var expressions: [ExpressionID] {
    switch body {
    case .result(let expression): [expression]
    case .score(let score):
      [score.start] + score.items.flatMap(\.expressions) + score.unknown.outcomes
    case .tier(let tier):
      switch tier.content {
      case .bands(let bands): bands.expressions
      case .rules(let rules, _, let otherwise, let unknown):
        rules.flatMap { [$0.condition, $0.outcome] } + [otherwise.outcome] + unknown.outcomes
      }
    case .limit(let limit):
      [limit.start]
        + limit.steps.flatMap { step in
          [step.rule?.condition, step.operand].compactMap(\.self)
        } + limit.unknown.outcomes
    case .alerts(let alerts):
      alerts.rules.flatMap {
        [$0.rule.condition, $0.rule.outcome] + [$0.within].compactMap(\.self)
      } + alerts.unknown.outcomes
    case .table(let table):
      table.subjects
        + table.rows.flatMap { $0.tests.joined().flatMap(\.bounds) + $0.outcome.values }
        + (table.otherwise?.values ?? []) + table.unknown.outcomes
    }
  }
}

extension Score.Item {
  fileprivate var expressions: [ExpressionID] {
    switch self {
    case .characteristic(let bands): bands.expressions
    case .rule(let rule): [rule.condition, rule.outcome]
    }
  }
}

extension Bands {
  fileprivate var expressions: [ExpressionID] {
    [subject] + bands.flatMap { $0.tests.flatMap(\.bounds) } + outcomes
  }
}

extension Test {
  /// The expressions that the subject is tested against.
  var bounds: [ExpressionID] {
    switch self {
    case .any, .missing, .list: []
    case .comparison(_, let operand), .text(_, let operand): [operand]
    case .range(let range): [range.lower, range.upper]
    case .members(let members, _): members
    case .not(let test): test.bounds
    }
  }
}

extension TableUnknown {
  var outcomes: [ExpressionID] {
    switch self {
    case .impossible, .skip: []
    case .outcome(let outcome): outcome.values
    }
  }
}
