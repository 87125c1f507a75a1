// A program made ready once to be decided in blocks, and its evaluators, one for each thread.

import TierlineSource

/// The evaluators of one run, made when they are asked for: what fits into one block needs only one.
package final class BlockEvaluators {
  private let plan: BatchPlan
  private let reading: ReadPlan
  private let previous: PreviousSnapshot?
  private var made: [BlockEvaluator] = []
  /// How many there are at most.
  package let countMax: Int

  /// Makes a program ready for lines in a notation; nil for one that only the traced evaluator can run.
  package init?(
    _ countMax: Int, program: Program, asOf: CalendarDate?, previous: PreviousSnapshot?,
    includesFields: Bool, notation: DecisionNotation
  ) {
    guard
      let plan = BatchLowering.lower(
        program, asOf: asOf, includesFields: includesFields, notation),
      let reading = ReadPlan(plan, RecordSchema(program))
    else { return nil }
    self.countMax = max(countMax, 1)
    (self.plan, self.reading, self.previous) = (plan, reading, previous)
  }

  /// One that is always there.
  package var first: BlockEvaluator { ready(1)[0] }

  /// As many as are asked for, but `countMax` at most, and one at least; the same ones each time.
  package func ready(_ count: Int) -> [BlockEvaluator] {
    let count = min(max(count, 1), countMax)
    while made.count < count { made.append(BlockEvaluator(plan, reading, previous)) }
    return Array(made[..<count])
  }
}
