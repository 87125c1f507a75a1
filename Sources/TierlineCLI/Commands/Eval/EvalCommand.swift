// `tierline eval RULESET [DATA…|-]`
//
// Records are read, decided and written one at a time, so memory does not grow with the input. The
// run ends with a summary; refused records are reported as they come, the others go on.

import TierlineRuntime
import TierlineSource

/// Decides for every record.
struct EvalCommand {
  private let invocation: Invocation
  private let session: Session

  init(_ invocation: Invocation, _ session: Session) {
    self.invocation = invocation
    self.session = session
  }

  func run() throws(Stop) -> ExitCode {
    try checkOptions()
    guard let ruleset = try LoadedRuleset.load(invocation.operands[0], invocation, session) else {
      return .fault
    }
    let sources = try DataSource.open(Array(invocation.operands.dropFirst()), session)
    let previous = try PreviousSnapshot.load(invocation, ruleset.program, session)
    let decisions = try file(.output)
    let rejects = try file(.rejects)
    var run = EvalRun(
      ruleset: ruleset, previous: previous, session: session,
      deciding: deciding(ruleset, decisions?.stream ?? session.output),
      report: RefusalReport(
        program: ruleset.program, language: session.language, namesFile: sources.count > 1),
      rejects: rejects?.stream,
      isBroken: { (decisions?.stream ?? session.output).isBroken },
      progress: Progress(session, isWanted: !invocation.has(.quiet)))
    if decisions != nil || rejects != nil {
      try Interruption.whileWatching { () throws(Stop) in try run.decideAll(sources) }
    } else {
      try run.decideAll(sources)
    }
    // What is not finished disappears with its `OutputFile`.
    guard !Interruption.isPending else { return .file }
    do throws(FileFailure) {
      try decisions?.finish()
      try rejects?.finish()
    } catch {
      throw Stop(error)
    }
    if !invocation.has(.quiet) {
      session.environment.output.flush()
      session.environment.errors.write(run.summary.text(in: session.language))
      if let note = previous?.unfitNote {
        session.environment.errors.writeLine(session.text(note))
      }
    }
    return run.summary.refused > 0 ? .refused : .success
  }

  private func checkOptions() throws(Stop) {
    _ = try invocation.jobs()
    if detail == .full, format == .csv || format == .table {
      throw .usage(
        Wording(
          "`--detail full` has no room in \(format.rawValue): write `--format ndjson`",
          zh: "\(format.rawValue) 容不下 `--detail full`：请写 `--format ndjson`"))
    }
    if let output = invocation.value(.output), output == invocation.value(.rejects) {
      throw .usage(
        Wording(
          "`--output` and `--rejects` are the same file: name two",
          zh: "`--output` 与 `--rejects` 是同一个文件：请给出两个"))
    }
  }

  private var format: DecisionFormat { invocation.choice(.format, default: .ndjson) }
  private var detail: Detail { invocation.choice(.detail, default: .brief) }

  private func file(_ option: OptionName) throws(Stop) -> OutputFile? {
    guard let path = invocation.value(option) else { return nil }
    do throws(FileFailure) { return try OutputFile(path, in: session.files) } catch {
      throw Stop(error)
    }
  }

  /// Brief JSON needs no reasons and goes the fast way; all else keeps its traces.
  private func deciding(_ ruleset: LoadedRuleset, _ stream: OutputStream) -> Deciding {
    let includesFields = invocation.has(.fields)
    let traced = TracedEvaluator(program: ruleset.program, asOf: ruleset.asOf)
    let columns = DecisionColumns(ruleset.program, includesFields: includesFields)
    switch format {
    case .ndjson, .json:
      let writer = JSONDecisionWriter(
        stream, isArray: format == .json, detail: detail, includesFields: includesFields)
      if detail == .brief,
        let fast = FastEvaluator(program: ruleset.program, asOf: ruleset.asOf)
      {
        return .fast(fast, writer)
      }
      return .traced(traced, writer)
    case .csv: return .traced(traced, CSVDecisionWriter(stream, columns))
    case .table: return .traced(traced, TableDecisionWriter(stream, columns, session.palette))
    }
  }
}

/// Who decides and who writes.
private enum Deciding {
  case traced(TracedEvaluator, any DecisionWriter)
  case fast(FastEvaluator, JSONDecisionWriter)
  /// While the other is at work.
  case none
}

/// The state of one run over all its input.
private struct EvalRun {
  let program: Program
  var deciding: Deciding
  let previous: PreviousSnapshot?
  let session: Session
  let report: RefusalReport
  /// Where refused records go as NDJSON; else they go to standard error as text.
  let rejects: OutputStream?
  /// Whether nobody takes the decisions any more.
  let isBroken: () -> Bool
  var progress: Progress
  var summary: RunSummary
  var json = JSONWriter()

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
    self.isBroken = isBroken
    self.progress = progress
    summary = RunSummary(ruleset.program)
  }

  mutating func decideAll(_ sources: [DataSource]) throws(Stop) {
    defer { progress.clear() }
    for source in sources {
      var reader = RecordReader(program: program, source: source.bytes)
      do throws(ByteSourceFailure) {
        while !isBroken(), !Interruption.isPending, let reading = try reader.next() {
          decide(reading, in: source)
          progress.update(summary.read)
        }
      } catch {
        throw source.stop(error)
      }
    }
    switch deciding {
    case .traced(_, var writer): writer.finish()
    case .fast(_, var writer): writer.finish()
    case .none: break
    }
  }

  private mutating func decide(_ reading: RecordReading, in source: DataSource) {
    switch reading.content {
    case .refused(let faults): refuse(reading, faults, in: source)
    case .record(let record):
      let known = previous?.record(for: reading.key)
      if let faults = decide(record, known) { refuse(reading, faults, in: source) }
    }
  }

  /// Decides and writes a record; gives back why it is refused.
  private mutating func decide(_ record: [Value], _ known: PreviousRecord?) -> [RecordFault]? {
    switch deciding {
    case .traced(let evaluator, var writer):
      switch evaluator.decide(record, previous: known) {
      case .refused(let faults): return faults
      case .decided(let decided):
        summary.count(decided)
        writer.write(decided)
        deciding = .traced(evaluator, writer)
        return nil
      }
    case .fast(var evaluator, var writer):
      // Taken out while it is changed, so that its registers are not copied.
      deciding = .none
      defer { deciding = .fast(evaluator, writer) }
      if let faults = evaluator.decide(record, previous: known) { return faults }
      summary.count(evaluator)
      writer.write(evaluator, record)
      return nil
    case .none: return nil
    }
  }

  private mutating func refuse(
    _ reading: RecordReading, _ faults: [RecordFault], in source: DataSource
  ) {
    summary.countRefused()
    let refused = Refused(
      path: source.path, line: reading.line, key: reading.key, faults: faults)
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
