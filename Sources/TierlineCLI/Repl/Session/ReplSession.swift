// A session as a value: an entry goes in, an answer comes out. Scripts and terminals drive the same.
//
// Every change makes a new state beside the old one, so `:undo` is a step back. A change of the
// ruleset is checked whole before it is taken; where there is an error, the findings are shown and
// all stays as it was. Each command stands in an extension: `+Ruleset`, `+Record`, `+Explaining`,
// `+Tests`, `+Help`.

import TierlineChecker
import TierlineRuntime
import TierlineSource

/// An interactive session.
struct ReplSession {
  let session: Session
  private(set) var state: ReplState
  private(set) var outcome: RecordOutcome
  private var past: [ReplState] = []
  /// How many entries there were: they name what is typed.
  private var entryCount = 0
  /// The entry that is being answered.
  private(set) var entry = ""
  /// Of the entry that is being answered.
  var answer = ReplAnswer()
  /// Files whose change has been told already.
  private var toldChanges: Set<String> = []

  /// How far `:undo` goes back.
  private static let pastMax = 500

  /// A session without a ruleset.
  init(_ session: Session) {
    self.session = session
    let ruleset = WorkingRuleset(shelf: RulesetShelf(empty: session))
    let result = ruleset.checked()
    let program = result.program ?? Program(name: "", version: "", records: [RecordType(name: "")])
    state = ReplState(ruleset: ruleset, program: program, trees: result.trees)
    outcome = .none
  }

  var language: Language { session.language }
  var palette: Palette { session.palette }
  var program: Program { state.program }

  func text(_ wording: Wording) -> String { wording[language] }

  // MARK: Answering

  /// Answers one entry, of any number of lines.
  mutating func answer(_ entry: String) -> ReplAnswer {
    answer = ReplAnswer()
    let entry = entry.trimmedTail
    let kind = ReplEntry(entry)
    if case .nothing = kind { return answer }
    entryCount += 1
    self.entry = entry
    switch kind {
    case .nothing: break
    case .command(let word, let rest): run(word, rest)
    case .declarations: declare(entry)
    case .expression: evaluate(entry)
    }
    return answer
  }

  /// What is typed now, under the name that findings call it by.
  func typed(_ text: String) -> TypedText {
    TypedText(name: self.text(Wording("entry", zh: "输入")) + " \(entryCount)", text: text)
  }

  private mutating func run(_ word: String, _ rest: String) {
    guard let command = ReplCommandName(rawValue: word) else {
      let names = ReplCommandName.allCases.map(\.rawValue)
      return complain(
        Wording("there is no command `:\(word)`", zh: "没有命令 `:\(word)`")
          + UsageMessage.offer(NearName.of(word, among: names).map { ":\($0)" })
          .otherwise("`:help` lists them", zh: "`:help` 列出全部命令"))
    }
    let argument = rest.trimmedWhole
    if argument.isEmpty, !command.usage.isEmpty, !command.usage.hasPrefix("[") {
      return complain(
        Wording(
          "`:\(word)` needs \(command.usage): write `\(command.example)`",
          zh: "`:\(word)` 需要 \(command.usage)：请写 `\(command.example)`"))
    }
    if !argument.isEmpty, command.usage.isEmpty {
      return complain(
        Wording("`:\(word)` stands alone", zh: "`:\(word)` 后面不写内容"))
    }
    run(command, argument: argument, rest: rest)
  }

  private mutating func run(_ command: ReplCommandName, argument: String, rest: String) {
    switch command {
    case .load: load(unquoted(argument))
    case .reload: reload()
    case .write: write(unquoted(argument))
    case .show: show(argument)
    case .data: openData(unquoted(argument))
    case .customer: takeCustomer(unquoted(argument))
    case .next: takeNext()
    case .given: give(rest)
    case .record: showRecord()
    case .set: set(rest)
    case .unset: unset(rest)
    case .undo: undo()
    case .asOf: setDate(argument)
    case .param: setParameter(argument)
    case .previous: openPrevious(unquoted(argument))
    case .decide: decide()
    case .why: why(argument)
    case .whynot: whynot(rest)
    case .type: tellType(rest)
    case .test: runTests(unquoted(argument))
    case .save: save(unquoted(argument))
    case .help: help(argument)
    case .quit: answer.leaves = true
    }
  }

  /// A path or name, with or without quotes.
  private func unquoted(_ argument: String) -> String {
    guard argument.count >= 2, let first = argument.first, first == argument.last,
      first == "\"" || first == "'"
    else { return argument }
    return String(argument.dropFirst().dropLast())
  }

  // MARK: Saying

  mutating func say(_ wording: Wording) { answer.say(text(wording).printable) }

  /// One line, in the colour of errors where there is one.
  mutating func complain(_ wording: Wording) {
    answer.complain(session.errorPalette(.error, text(wording).printable))
  }

  /// Findings, as `check` writes them.
  mutating func complain(_ diagnostics: [Diagnostic], in sources: SourceMap) {
    let name = typed("").name
    let sources = sources.showing(Array(entry.utf8), as: name, inPlaceOf: name)
    let writer = PrettyFindings(language: language, palette: session.errorPalette)
    let texts = diagnostics.map { writer.text(Finding(diagnostic: $0, sources: sources)) }
    answer.complain(texts.joined(separator: "\n\n"))
  }

  // MARK: Changing

  /// Takes up a new state and shows which decisions moved.
  mutating func change(showingMoves: Bool = true, _ body: (inout ReplState) -> Void) {
    var next = state
    body(&next)
    past.append(state)
    if past.count > Self.pastMax { past.removeFirst() }
    take(next, showingMoves: showingMoves)
  }

  private mutating func take(_ next: ReplState, showingMoves: Bool) {
    let before = outcome
    state = next
    outcome = next.outcome
    if showingMoves { showMoves(from: before) }
  }

  private mutating func undo() {
    guard let earlier = past.popLast() else {
      return complain(Wording("there is nothing to undo", zh: "没有可撤销的更改"))
    }
    let before = state
    take(earlier, showingMoves: true)
    if answer.pieces.isEmpty { say(whatChanged(from: before)) }
  }

  /// What an undo brought back, where no decision moved.
  private func whatChanged(from before: ReplState) -> Wording {
    if before.ruleset.shelf !== state.ruleset.shelf {
      let entry = state.ruleset.shelf.entry
      return Wording("back to `\(entry)`", zh: "回到 `\(entry)`")
    }
    return Wording("taken back", zh: "已撤销")
  }

  // MARK: Files

  /// The files that have changed since they were read, each told once.
  mutating func changedFiles() -> [String] {
    var paths = state.ruleset.shelf.changedPaths
    if let data = state.data, data.hasChanged { paths.append(data.path) }
    toldChanges.formIntersection(paths)
    return paths.filter { toldChanges.insert($0).inserted }
  }
}

extension String {
  /// Without blanks and line breaks at the end.
  var trimmedTail: String {
    var text = Substring(self)
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }

  /// Without them at either end.
  var trimmedWhole: String { String(drop(while: \.isWhitespace)).trimmedTail }
}
