// `tierline repl [RULESET]`
//
// On a terminal lines are edited; from a pipe or file, entries are read and answered one after
// another, with the same answers.

import Tierline
import TierlineRuntime
import TierlineSource

/// Runs an interactive session, or a script of one.
struct ReplCommand {
  private let invocation: Invocation
  private let session: Session

  init(_ invocation: Invocation, _ session: Session) {
    self.invocation = invocation
    self.session = session
  }

  func run() throws(Stop) -> ExitCode {
    var repl = ReplSession(session)
    var hadComplaints = false
    for entry in try openingEntries() {
      let answer = repl.answer(entry)
      hadComplaints = hadComplaints || answer.hasComplaints
      session.write(answer)
    }
    if let ports = session.environment.terminal, let terminal = Terminal.hold(ports) {
      var atTerminal = ReplTerminal(session, terminal)
      return atTerminal.run(&repl)
    }
    // A script stands on what the command line names; without it nothing it says makes sense.
    if hadComplaints, !session.environment.inputIsTerminal { return .fault }
    return try ReplScript(session: session, echoes: invocation.has(.echo)).run(&repl)
  }

  /// What the command line asks for, as entries.
  private func openingEntries() throws(Stop) -> [String] {
    var entries: [String] = []
    if let ruleset = invocation.operands.first { entries.append(":load \(ruleset)") }
    for (name, value) in try invocation.parameters() { entries.append(":param \(name) = \(value)") }
    if let date = invocation.value(.asOf) { entries.append(":as_of \(date)") }
    if let previous = invocation.value(.previous) { entries.append(":previous \(previous)") }
    if let data = invocation.value(.data) { entries.append(":data \(data)") }
    return entries
  }
}

extension Session {
  /// Hands on an answer: results to standard output, complaints to standard error, in order.
  func write(_ answer: ReplAnswer) {
    for piece in answer.pieces {
      switch piece {
      case .result(let text): output.write(text)
      case .complaint(let text):
        output.flush()
        environment.errors.write(text)
        environment.errors.flush()
      }
    }
  }
}
