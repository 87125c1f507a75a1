// What `eval` and `explain` begin with: a ruleset without errors and the day of the run.

import Tierline
import TierlineChecker
import TierlineRuntime
import TierlineSource

/// A ruleset that may run.
struct LoadedRuleset {
  let program: Program
  let asOf: CalendarDate?

  /// - Throws: A stop when a file cannot be read or the date is missing or wrong.
  /// - Returns: nil when the ruleset is at fault; the findings stand on standard error then.
  static func load(
    _ path: String, _ invocation: Invocation, _ session: Session
  ) throws(Stop) -> LoadedRuleset? {
    let options = CheckOptions(parameters: try invocation.parameters())
    let asOf = try date(invocation, session)
    let result = try RulesetLoader(entry: path, session: session).checked(options)
    guard let program = result.program else {
      var findings = Findings(filesChecked: 1)
      findings.all = result.diagnostics.map { Finding(diagnostic: $0, sources: result.sources) }
      let writer = PrettyFindings(language: session.language, palette: session.errorPalette)
      session.environment.errors.write(writer.text(findings))
      return nil
    }
    if let problem = program.problem(on: asOf) { throw stop(problem) }
    return LoadedRuleset(program: program, asOf: asOf)
  }

  private static func date(
    _ invocation: Invocation, _ session: Session
  ) throws(Stop) -> CalendarDate? {
    guard let text = invocation.value(.asOf) else { return nil }
    if let date = text == "today" ? session.environment.today() : CalendarDate(text) { return date }
    throw .usage(
      Wording(
        "`--as-of` cannot be `\(text)`: write a date such as `--as-of 2026-01-01`, or `--as-of today`",
        zh: "`--as-of` 不能是 `\(text)`：请写日期，如 `--as-of 2026-01-01`，或 `--as-of today`"))
  }

  private static func stop(_ problem: RunDateProblem) -> Stop {
    switch problem {
    case .needed:
      .usage(
        problem.wording
          + Wording(
            ": add `--as-of 2026-01-01`, or `--as-of today`",
            zh: "：请加上 `--as-of 2026-01-01` 或 `--as-of today`"))
    case .tooEarly(_, let first):
      .usage(
        problem.wording
          + Wording(": write `--as-of \(first)` or later", zh: "：请写 `--as-of \(first)` 或更晚的日期"))
    }
  }
}
