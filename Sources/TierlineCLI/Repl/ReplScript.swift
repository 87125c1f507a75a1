// A session without a line editor: entries from standard input, be it a pipe, a file, or a terminal
// that cannot move its cursor.
//
// A line is an entry, and goes on over further lines while braces, brackets, parentheses or quotes
// are open; behind a quote that nothing closes, a blank line ends it. Prompts are for people alone, so
// what a script prints is its answers.

import TierlineRuntime
import TierlineSource

/// Reads and answers entries to the end.
struct ReplScript {
  let session: Session
  /// Whether entries are repeated before their answers.
  let echoes: Bool

  /// Whether a person types, who is to be prompted.
  private var prompts: Bool {
    session.environment.inputIsTerminal && session.output.isTerminal
  }

  /// - Returns: The fault code where an entry had a finding or could not be carried out; a person
  ///   has seen it and gone on.
  func run(_ repl: inout ReplSession) throws(Stop) -> ExitCode {
    guard session.environment.inputIsTerminal else {
      return try answerAll(&repl) ? .fault : .success
    }
    try Interruption.whileWatching { () throws(Stop) in _ = try answerAll(&repl) }
    return .success
  }

  /// Reads and answers to the end.
  ///
  /// - Returns: Whether there was anything to complain of.
  private func answerAll(_ repl: inout ReplSession) throws(Stop) -> Bool {
    var lines = InputLines(session)
    var hadComplaints = false
    while let entry = try nextEntry(&lines) {
      for path in repl.changedFiles() { session.write(Self.note(on: path, session)) }
      echo(entry)
      let answer = repl.answer(entry)
      hadComplaints = hadComplaints || answer.hasComplaints
      session.write(answer)
      if answer.leaves || session.output.isBroken { break }
    }
    return hadComplaints
  }

  /// `> entry`, its further lines behind `. `; comments and blank lines alone are no entry.
  private func echo(_ entry: String) {
    if case .nothing = ReplEntry(entry) { return }
    guard echoes else { return }
    let lines = entry.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      session.output.writeLine(
        (index == 0 ? ReplTerminal.prompt : ReplTerminal.nextPrompt) + String(line).printable)
    }
  }

  /// The next entry; nil at the end of the input.
  ///
  /// Ctrl-C drops what was begun.
  private func nextEntry(_ lines: inout InputLines) throws(Stop) -> String? {
    var entry = ""
    while true {
      prompt(ReplTerminal.prompt)
      if let line = try lines.next() {
        entry = line
        break
      }
      guard dropsLine() else { return nil }
    }
    var open = OpenText(entry: entry)
    while !open.isComplete {
      prompt(ReplTerminal.nextPrompt)
      guard let line = try lines.next() else {
        return dropsLine() ? "" : entry
      }
      if open.isInQuotes, line.allSatisfy(\.isWhitespace) { return entry }
      entry += "\n" + line
      open.add(line: line)
    }
    return entry
  }

  private func prompt(_ text: String) {
    guard prompts else { return }
    session.output.write(text)
    session.output.flush()
  }

  /// Whether Ctrl-C, and not the end of the input, ended a line.
  private func dropsLine() -> Bool {
    if prompts { session.output.write("\n") }
    guard prompts, Interruption.pendingSignal == Interruption.keyboard else { return false }
    Interruption.forget()
    return true
  }

  /// The note that a file has changed.
  static func note(on path: String, _ session: Session) -> ReplAnswer {
    var answer = ReplAnswer()
    let note = Wording(
      "`\(path)` has changed on disk: `:reload` takes it up",
      zh: "`\(path)` 在磁盘上已改动：`:reload` 可重新载入")
    answer.complain(session.errorPalette(.warning, session.text(note).printable))
    return answer
  }
}

/// Standard input, line by line; Ctrl-C drops the line that was begun.
struct InputLines {
  private let session: Session
  private var pending: [UInt8] = []
  private var isAtEnd = false

  init(_ session: Session) { self.session = session }

  /// The next line without its end; nil at the end of the input, and after Ctrl-C.
  mutating func next() throws(Stop) -> String? {
    while true {
      if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
        var line = pending[..<end]
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        defer { pending.removeSubrange(...end) }
        return String(decoding: line, as: UTF8.self)
      }
      guard !isAtEnd else {
        guard !pending.isEmpty else { return nil }
        defer { pending = [] }
        return String(decoding: pending, as: UTF8.self)
      }
      do throws(SystemError) {
        let chunk = try session.environment.readInput()
        if chunk.isEmpty, Interruption.isPending {
          pending = []
          return nil
        }
        if chunk.isEmpty { isAtEnd = true }
        pending += chunk
      } catch {
        throw Stop(
          FileFailure(
            .read, Wording("standard input", zh: "标准输入"), because: error.wording))
      }
    }
  }
}
