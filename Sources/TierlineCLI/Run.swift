// One run of the program: from arguments to an exit code.
//
// Reading order: `Arguments/CommandTable.swift` lists the commands, `Commands/` holds one file
// each, `System/` is all that touches the machine, `Presentation/` how text looks. Commands throw
// a `Stop` with one line where they cannot go on; everything else they write to the streams of
// their `Environment`.

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

import TierlineSource

/// The version of the program.
package let tierlineVersion = "0.1.0"

/// Runs the process's own command line and ends the process.
package func runProcess() -> Never {
  // A reader that goes away shows as EPIPE, which `OutputStream` takes as the end.
  _ = signal(SIGPIPE, SIG_IGN)
  let code = run(arguments: Array(CommandLine.arguments.dropFirst()), in: .process())
  if Interruption.isPending { exit(128 + Interruption.pendingSignal) }
  exit(code.rawValue)
}

/// Runs a command line.
///
/// - Parameters:
///   - arguments: Without the program's own name.
///   - environment: What the command may touch.
/// - Returns: The code to exit with; all output has been handed on.
package func run(arguments: [String], in environment: Environment) -> ExitCode {
  let session = Session(environment, common: CommonOptions(scanning: arguments))
  var code: ExitCode
  do throws(Stop) {
    code = try answer(ArgumentParser.parse(arguments), session)
  } catch {
    session.complain(error.message)
    code = error.code
  }
  environment.output.flush()
  if let failure = environment.output.failure {
    session.complain(failure.wording)
    code = .file
  }
  environment.errors.flush()
  return code
}

private func answer(_ request: Request, _ session: Session) throws(Stop) -> ExitCode {
  switch request {
  case .help(let name):
    let page = HelpPage(language: session.language, palette: session.palette)
    session.output.write(name.map { page.page(of: .named($0)) } ?? page.overview)
  case .version:
    session.output.writeLine("tierline \(tierlineVersion)")
  case .run(let invocation):
    switch invocation.command {
    case .check: return try CheckCommand(invocation, session).run()
    case .eval: return try EvalCommand(invocation, session).run()
    case .explain: return try ExplainCommand(invocation, session).run()
    case .test: return try TestCommand(invocation, session).run()
    case .repl: return try ReplCommand(invocation, session).run()
    case .initialize: try initialize(invocation.operands[0], session)
    case .help: try help(invocation.operands.first, session)
    case .completions: try completions(invocation.operands[0], session)
    }
  }
  return .success
}

/// Answers `tierline help [TOPIC]`: a command or the code of a finding.
private func help(_ topic: String?, _ session: Session) throws(Stop) {
  let page = HelpPage(language: session.language, palette: session.palette)
  guard let topic else { return session.output.write(page.overview) }
  if let command = CommandName(rawValue: topic) {
    return session.output.write(page.page(of: .named(command)))
  }
  if let code = DiagnosticCode(rawValue: topic.uppercased()) {
    let text = code.page(in: session.language)
    return session.output.write(MarkdownText(palette: session.palette).rendered(text) + "\n")
  }
  let topics = CommandName.allCases.map(\.rawValue) + DiagnosticCode.allCases.map(\.rawValue)
  throw .usage(
    Wording("no help on `\(topic)`", zh: "没有关于 `\(topic)` 的帮助")
      + UsageMessage.offer(NearName.of(topic, among: topics).map { "tierline help \($0)" })
      .otherwise(
        "name a command, or a code such as T301", zh: "请给出命令，或如 T301 的编号"))
}

/// Answers `tierline completions SHELL`.
private func completions(_ word: String, _ session: Session) throws(Stop) {
  guard let shell = Shell(rawValue: word) else {
    let names = Shell.allCases.map(\.rawValue)
    throw .usage(
      Wording("no completions for `\(word)`", zh: "没有 `\(word)` 的补全")
        + UsageMessage.offer(
          NearName.of(word, among: names).map { "tierline completions \($0)" }
        ).otherwise("choose bash, zsh or fish", zh: "可选 bash、zsh 或 fish"))
  }
  session.output.write(Completions(language: session.language).script(for: shell))
}
