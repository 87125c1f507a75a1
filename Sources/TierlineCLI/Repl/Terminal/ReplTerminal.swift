// A session at a terminal: keys go to the editor, frames to the screen, entries to the session.
//
// While an entry is answered the terminal writes as usual, so answers are the same bytes as those of
// a script. What was typed meanwhile is kept, and goes to the next entry.

import TierlineRuntime
import TierlineSource

/// Reads, answers and draws until the person leaves.
struct ReplTerminal: ~Copyable {
  private let session: Session
  private var terminal: Terminal
  private var editor: LineEditor
  private var painter = Painter()
  private let historyFile: HistoryFile?
  /// Why entries are not remembered; told once.
  private var historyProblem: Wording?

  static let prompt = "> "
  static let nextPrompt = ". "

  init(_ session: Session, _ terminal: consuming Terminal) {
    self.session = session
    self.terminal = terminal
    historyFile = HistoryFile(session.environment.variable)
    var entries: [String] = []
    do throws(FileFailure) { entries = try historyFile?.entries() ?? [] } catch {
      historyProblem = error.wording
    }
    editor = LineEditor(history: History(entries))
  }

  mutating func run(_ repl: inout ReplSession) -> ExitCode {
    session.output.write(session.palette(.faint, session.text(Self.greeting)) + "\n")
    TerminalMode.enter(TerminalMode.editing)
    defer { TerminalMode.enter(TerminalMode.found) }
    beginEntry(&repl)
    while !session.output.isBroken {
      switch terminal.next() {
      case .keys(let keys):
        for key in keys {
          let event = editor.press(key) { repl.candidates(of: $0) }
          if !take(event, &repl) { return .success }
        }
      case .woken(let wakes): for wake in wakes { take(wake) }
      case .silence: if !tellChanges(&repl) { continue }
      case .end: return .success
      }
      draw()
    }
    return .success
  }

  private static let greeting = Wording(
    "`:help` lists the commands, Tab completes, Ctrl-D leaves",
    zh: "`:help` 列出命令，Tab 补全，Ctrl-D 退出")

  // MARK: Events

  /// - Returns: Whether the session goes on.
  private mutating func take(_ event: LineEditor.Event, _ repl: inout ReplSession) -> Bool {
    switch event {
    case .none: break
    case .ring: session.output.write("\u{7}")
    case .clearScreen: session.output.write(painter.clearScreen())
    case .suspend:
      session.output.write(painter.finish(frame(isWhole: true)))
      session.output.flush()
      TerminalMode.stop()
    case .drop:
      session.output.write(painter.finish(frame(isWhole: true, mark: "^C")))
      editor.begin()
      beginEntry(&repl)
    case .leave:
      session.output.write(painter.finish(frame(isWhole: true)))
      return false
    case .submit(let entry):
      return submit(entry, &repl)
    }
    return true
  }

  private mutating func take(_ wake: TerminalMode.Wake) {
    switch wake {
    case .resized: session.output.write(painter.clear(columns: terminal.size.columns))
    case .resumed: painter.forget()
    case .interrupted:
      session.output.write(painter.finish(frame(isWhole: true, mark: "^C")))
      editor.begin()
    }
  }

  // MARK: Entries

  private mutating func submit(_ entry: String, _ repl: inout ReplSession) -> Bool {
    var written = editor
    written.text = EditedText(entry)
    session.output.write(painter.finish(frame(of: written, isWhole: true)))
    session.output.flush()
    remember(entry, isPrivate: repl.isPrivate(entry))
    defer { TerminalMode.enter(TerminalMode.editing) }
    for part in ReplEntry.parts(of: entry) {
      var leaves = false
      Interruption.whileWatching {
        // Only now: a Ctrl-C that nobody watches for would be lost.
        TerminalMode.enter(TerminalMode.answering)
        let answer = repl.answer(part)
        session.write(answer)
        leaves = answer.leaves
      }
      if leaves || session.output.isBroken { return false }
      if Interruption.isPending {
        // Ctrl-C ends what is being answered, anything else the session.
        guard Interruption.pendingSignal == Interruption.keyboard else { return false }
        Interruption.forget()
        break
      }
    }
    beginEntry(&repl)
    return true
  }

  /// What is said before a prompt.
  private mutating func beginEntry(_ repl: inout ReplSession) {
    for path in repl.changedFiles() { session.write(ReplScript.note(on: path, session)) }
    if let problem = historyProblem {
      let note = Wording("entries are not remembered: ", zh: "不保留历史记录：") + problem
      var answer = ReplAnswer()
      answer.complain(session.errorPalette(.warning, session.text(note).printable))
      session.write(answer)
      historyProblem = nil
    }
    draw()
  }

  /// A loaded file that has changed meanwhile is told above what is being typed.
  ///
  /// - Returns: Whether there was any.
  private mutating func tellChanges(_ repl: inout ReplSession) -> Bool {
    let paths = repl.changedFiles()
    guard !paths.isEmpty else { return false }
    session.output.write(painter.clear())
    session.output.flush()
    for path in paths { session.write(ReplScript.note(on: path, session)) }
    return true
  }

  private mutating func remember(_ entry: String, isPrivate: Bool) {
    guard editor.remember(entry), !isPrivate, let historyFile else { return }
    do throws(FileFailure) { try historyFile.append(entry) } catch {
      // Told once a session is enough.
      if !hasToldHistoryProblem { historyProblem = error.wording }
      hasToldHistoryProblem = true
    }
  }

  private var hasToldHistoryProblem = false

  // MARK: Drawing

  private mutating func draw() {
    session.output.write(painter.paint(frame()))
    session.output.flush()
  }

  private func frame(isWhole: Bool = false, mark: String = "") -> Frame {
    frame(of: editor, isWhole: isWhole, mark: mark)
  }

  private func frame(of editor: LineEditor, isWhole: Bool, mark: String = "") -> Frame {
    var content = Frame.Content(
      prompt: Self.prompt, nextPrompt: Self.nextPrompt, text: editor.text)
    if session.palette.isColoured {
      content.inks = EntryColours.inks(of: editor.text.characters)
    }
    if let search = editor.search {
      let word =
        search.finds ? Wording("search", zh: "搜索") : Wording("not found", zh: "未找到")
      content.prompt = session.text(word) + " " + search.wanted + ": "
    }
    if let menu = editor.menu, !isWhole {
      content.notes = menu.candidates.all.enumerated().map { index, candidate in
        Frame.Content.Note(
          text: candidate.text, detail: candidate.detail, isSelected: index == menu.selected)
      }
    }
    if !mark.isEmpty {
      content.text.move(to: content.text.characters.count)
      content.text.insert(mark)
      content.inks = []
    }
    return Frame(content, terminal.size, session.palette, isWhole: isWhole)
  }
}
