// One run over all its input: who decides, what is written where, what is counted.

import TierlineRuntime
import TierlineSource

/// The state of one run.
///
/// Blocks are decided on several threads and taken here by one at a time, in order of the input.
final class EvalRun {
  /// Who decides and who writes.
  enum Deciding {
    case traced(TracedEvaluator, any DecisionWriter)
    case blocks(BlockEvaluators, LineWriter)
  }

  private let program: Program
  private var deciding: Deciding
  private let previous: PreviousSnapshot?
  private let session: Session
  private let report: RefusalReport
  /// Where refused records go as NDJSON; else they go to standard error as text.
  private let rejects: OutputStream?
  /// Whether nobody takes the decisions any more.
  private let isUnheard: () -> Bool
  private var progress: Progress
  private(set) var summary: RunSummary
  private var json = JSONWriter()
  /// The file under way.
  private var path = ""

  init(
    ruleset: LoadedRuleset, previous: PreviousSnapshot?, session: Session,
    deciding: Deciding, report: RefusalReport, rejects: OutputStream?,
    isBroken: @escaping () -> Bool, progress: Progress
  ) {
    program = ruleset.program
    self.deciding = deciding
    self.previous = previous
    self.session = session
    self.report = report
    self.rejects = rejects
    isUnheard = isBroken
    self.progress = progress
    summary = RunSummary(ruleset.program)
  }

  /// Decides all records of all sources.
  func decideAll(_ sources: [DataSource]) throws(Stop) {
    defer { progress.clear() }
    for source in sources {
      path = source.path
      do throws(ByteSourceFailure) {
        switch deciding {
        case .traced(let evaluator, var writer):
          try decide(source, by: evaluator, &writer)
          deciding = .traced(evaluator, writer)
        case .blocks(let evaluators, _):
          try unsafe BlockRun(program, source.blocks, evaluators, self).run()
        }
      } catch {
        throw source.stop(error)
      }
    }
    switch deciding {
    case .traced(_, var writer): writer.finish()
    case .blocks(_, var writer): writer.finish()
    }
  }

  private func decide(
    _ source: DataSource, by evaluator: TracedEvaluator, _ writer: inout any DecisionWriter
  ) throws(ByteSourceFailure) {
    var reader = RecordReader(program: program, source: source.bytes)
    while !isBroken, let reading = try reader.next() {
      switch reading.content {
      case .refused(let faults): refuse(reading, faults)
      case .record(let record):
        switch evaluator.decide(record, previous: previous?.record(for: reading.key)) {
        case .refused(let faults): refuse(reading, faults)
        case .decided(let decided):
          summary.count(decided)
          writer.write(decided)
        }
      }
      if summary.read & 0xFF == 0 { progress.update(summary.read) }
    }
  }

  private func refuse(_ reading: RecordReading, _ faults: [RecordFault]) {
    summary.countRefused()
    let refused = Refused(path: path, line: reading.line, key: reading.key, faults: faults)
    if let rejects {
      json.removeAll()
      report.write(refused, to: &json)
      rejects.write(json.bytes)
    } else {
      progress.clear()
      session.environment.errors.write(report.lines(refused))
    }
  }
}

extension EvalRun: BlockSink {
  var isBroken: Bool { isUnheard() || Interruption.isPending }

  func take(_ result: BlockResult, _ output: UnsafeRawBufferPointer, linesBefore lines: Int) {
    if case .blocks(let evaluators, var writer) = deciding {
      unsafe writer.write(output)
      deciding = .blocks(evaluators, writer)
    }
    summary.count(result)
    for var reading in result.refused {
      reading.move(behind: lines)
      guard case .refused(let faults) = reading.content else { continue }
      refuse(reading, faults)
    }
    progress.update(summary.read)
  }
}
