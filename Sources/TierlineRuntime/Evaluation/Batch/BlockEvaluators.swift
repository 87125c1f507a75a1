// A program made ready once to be decided in blocks, and its evaluators, one for each thread.

import TierlineSource

/// The evaluators of one run, made when they are asked for: what fits into one block needs only one.
package final class BlockEvaluators {
  private let plan: BatchPlan
  private let reading: ReadPlan
  private let previous: PreviousSnapshot?
  private let slow: RecordReader
  private let places: [Place]

  /// Where one of them stands once it is made.
  private final class Place { var evaluator: BlockEvaluator? }

  /// Makes a program ready for lines in a notation; nil for one that only the traced evaluator can run.
  package init?(
    _ countMax: Int, program: Program, asOf: CalendarDate?, previous: PreviousSnapshot?,
    includesFields: Bool, notation: DecisionNotation
  ) {
    let slow = RecordReader(program: program) { () throws(ByteSourceFailure) in [] }
    guard
      let plan = BatchLowering.lower(
        program, asOf: asOf, includesFields: includesFields, notation),
      let reading = ReadPlan(plan, slow.decoder.schema)
    else { return nil }
    places = (0..<max(countMax, 1)).map { _ in Place() }
    (self.plan, self.reading, self.previous, self.slow) = (plan, reading, previous, slow)
  }

  /// How many there are at most.
  package var countMax: Int { places.count }

  /// The evaluator of a number, made at first use.
  ///
  /// Each belongs to one thread at a time; those of other numbers may be asked for meanwhile.
  package subscript(index: Int) -> BlockEvaluator {
    let place = places[index]
    if let evaluator = place.evaluator { return evaluator }
    let evaluator = BlockEvaluator(plan, reading, previous, slow)
    place.evaluator = evaluator
    return evaluator
  }
}
