// The as-of date of a run: the only way in which the present day can reach a policy.

package import TierlineRuntime
package import TierlineSource

/// Why a ruleset cannot be applied on a date.
package enum RunDateProblem: Error, Hashable, Sendable {
  /// It looks at the date, and none was given.
  case needed
  /// A dated parameter has no value yet.
  case tooEarly(parameter: String, first: CalendarDate)

  /// One line without what to type instead, which depends on how the date is given.
  package var wording: Wording {
    switch self {
    case .needed:
      Wording("this ruleset depends on a date", zh: "该规则集取决于基准日")
    case .tooEarly(let parameter, let first):
      Wording(
        "`\(parameter)` has no value before \(first)", zh: "`\(parameter)` 在 \(first) 之前没有值")
    }
  }
}

extension Program {
  /// What keeps the program from running on a date; nil when nothing does.
  package func problem(on asOf: CalendarDate?) -> RunDateProblem? {
    guard needsAsOf else { return nil }
    guard let asOf else { return .needed }
    for parameter in parameters {
      if let first = parameter.values.first?.from, asOf < first {
        return .tooEarly(parameter: parameter.name, first: first)
      }
    }
    return nil
  }
}
