// Everything that `:undo` takes back, as one value.

import Tierline
import TierlineRuntime
import TierlineSource
import TierlineSyntax

/// The state of a session.
struct ReplState {
  var ruleset: WorkingRuleset
  /// The ruleset as last checked without an error.
  var program: Program
  /// Its trees, those that were typed last.
  var trees: [SyntaxTree]
  var asOf: CalendarDate?
  var record: PresentRecord?
  var data: DataIndex?
  /// The snapshot that `previous` reads, with the file it comes from.
  var previous: (path: String, snapshot: PreviousSnapshot)?

  /// What becomes of the present record.
  var outcome: RecordOutcome {
    guard let record else { return .none }
    if let problem = program.problem(on: asOf) { return .undated(problem.wording) }
    let reading = record.reading(in: program)
    switch reading.content {
    case .refused(let faults): return .refused(faults, key: reading.key)
    case .record(let values):
      let evaluator = TracedEvaluator(program: program, asOf: asOf)
      switch evaluator.decide(values, previous: previous?.snapshot.record(for: reading.key)) {
      case .refused(let faults): return .refused(faults, key: reading.key)
      case .decided(let decided): return .decided(decided, key: reading.key)
      }
    }
  }
}
