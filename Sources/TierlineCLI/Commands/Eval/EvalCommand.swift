// `tierline eval RULESET [DATA…|-]`
//
// Records are read, decided and written block by block, so memory does not grow with the input. The
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
    var code = ExitCode.success
    if invocation.has(.output) || invocation.has(.rejects) {
      // Before a file is begun, so that none is left behind.
      try Interruption.whileWatching { () throws(Stop) in
        code = try decide(ruleset, previous, sources)
      }
    } else {
      code = try decide(ruleset, previous, sources)
    }
    return code
  }

  private func decide(
    _ ruleset: LoadedRuleset, _ previous: PreviousSnapshot?, _ sources: [DataSource]
  ) throws(Stop) -> ExitCode {
    let decisions = try file(.output)
    let rejects = try file(.rejects)
    let output = decisions?.stream ?? session.output
    let run = EvalRun(
      ruleset: ruleset, previous: previous, session: session,
      deciding: try deciding(ruleset, previous, output),
      report: RefusalReport(
        program: ruleset.program, language: session.language, namesFile: sources.count > 1),
      rejects: rejects?.stream ?? (invocation.has(.rejects) ? session.output : nil),
      isBroken: { output.isBroken },
      progress: Progress(session, isWanted: !invocation.has(.quiet)))
    try run.decideAll(sources)
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
    if invocation.value(.output) ?? Self.standardOutput == invocation.value(.rejects) {
      throw .usage(
        Wording(
          "decisions and refused records go to the same place: name two files with `--output` and `--rejects`",
          zh: "决策与被拒的记录会写到同一处：请用 `--output` 与 `--rejects` 给出两个文件"))
    }
  }

  private var format: DecisionFormat { invocation.choice(.format, default: .ndjson) }
  private var detail: Detail { invocation.choice(.detail, default: .brief) }

  /// What stands for standard output where a file is named.
  private static let standardOutput = "-"

  /// The file that an option names; nil where it names none.
  private func file(_ option: OptionName) throws(Stop) -> OutputFile? {
    guard let path = invocation.value(option), path != Self.standardOutput else { return nil }
    do throws(FileFailure) { return try OutputFile(path, in: session.files) } catch {
      throw Stop(error)
    }
  }

  /// Lines go by blocks where they can; all else by the traces of one record after another.
  private func deciding(
    _ ruleset: LoadedRuleset, _ previous: PreviousSnapshot?, _ stream: OutputStream
  ) throws(Stop) -> EvalRun.Deciding {
    let includesFields = invocation.has(.fields)
    let traced = TracedEvaluator(program: ruleset.program, asOf: ruleset.asOf)
    let notation: DecisionNotation
    switch (format, detail) {
    case (.table, _):
      let columns = DecisionColumns(ruleset.program, includesFields: includesFields)
      return .traced(traced, TableDecisionWriter(stream, columns, session.palette))
    case (.csv, _): notation = .csv
    case (.ndjson, .brief), (.json, .brief): notation = .brief
    case (.ndjson, .full), (.json, .full): notation = .full
    }
    let lines = DecisionLines(notation, ruleset.program, includesFields: includesFields)
    let writer = LineWriter(stream, isArray: format == .json)
    stream.write(lines.header)
    // Somebody who types records, or looks on, sees each decision at once.
    if !stream.isTerminal, !session.environment.inputIsTerminal {
      let jobs = try invocation.jobs() ?? ParallelLoop.processorCount
      let evaluators = BlockEvaluators(
        min(jobs, 64), program: ruleset.program, asOf: ruleset.asOf, previous: previous,
        includesFields: includesFields, notation: notation)
      if let evaluators { return .blocks(evaluators, writer) }
    }
    return .traced(traced, LineDecisionWriter(lines, writer))
  }
}
