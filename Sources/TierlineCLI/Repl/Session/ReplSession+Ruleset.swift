// The ruleset under work: loading, declaring, parameters, writing.

import TierlineChecker
import TierlineRuntime
import TierlineSource
import TierlineSyntax

extension ReplSession {
  // MARK: Files

  mutating func load(_ path: String) {
    let shelf: RulesetShelf
    do throws(FileFailure) { shelf = try RulesetShelf(path: path, session) } catch {
      return complain(error.wording)
    }
    guard takeUp(WorkingRuleset(shelf: shelf), showingMoves: true) else { return }
  }

  /// Reads everything again, below what was typed.
  mutating func reload() {
    let (shelf, data) = (state.ruleset.shelf, state.data)
    guard shelf.isFile || data != nil else {
      return complain(
        Wording("no file is loaded: `:load FILE`", zh: "尚未载入文件：请用 `:load 文件`"))
    }
    var ruleset = state.ruleset
    do throws(FileFailure) {
      ruleset.shelf =
        shelf.isFile ? try RulesetShelf(path: shelf.entry, session) : RulesetShelf(empty: session)
    } catch {
      return complain(error.wording)
    }
    guard takeUp(ruleset, showingMoves: true, rereading: true) else { return }
    let names = ruleset.typedNames
    if !names.isEmpty {
      say(
        Wording(
          "typed here and still on top: \(names.joined(separator: ", "))",
          zh: "仍以此处输入的为准：\(names.joined(separator: "、"))"))
    }
  }

  /// Checks a ruleset and takes it up where there is no error.
  private mutating func takeUp(
    _ ruleset: WorkingRuleset, showingMoves: Bool, rereading: Bool = false
  ) -> Bool {
    let result = ruleset.checked()
    complain(result.diagnostics, in: result.sources)
    guard let program = result.program else {
      complain(
        Wording(
          "`\(ruleset.shelf.entry)` is not taken up: mend it, then `:load` it again",
          zh: "未载入 `\(ruleset.shelf.entry)`：请修改后再次 `:load`"))
      return false
    }
    say(program.greeting)
    adopt(ruleset, result, program, showingMoves: showingMoves, rereading: rereading)
    return true
  }

  /// Makes a checked ruleset the session's, and reads again what depends on it.
  private mutating func adopt(
    _ ruleset: WorkingRuleset, _ result: CheckResult, _ program: Program, showingMoves: Bool,
    rereading: Bool = false
  ) {
    var data = state.data
    if let old = data, rereading || old.isOutdated(for: program) {
      data = (try? DataIndex(old.path, program, session)) ?? nil
      if data == nil {
        complain(Wording("`\(old.path)` can no longer be read", zh: "`\(old.path)` 已无法读取"))
      }
    }
    var previous = state.previous
    if let path = previous?.path { previous = snapshot(path, program).map { (path, $0) } }
    var record = state.record
    if rereading, let origin = record?.origin, let data, origin.path == data.path,
      let bytes = try? data.bytes(of: origin.ordinal),
      let reread = PresentRecord(bytes, origin: origin)
    {
      record = reread
    }
    change(showingMoves: showingMoves) { state in
      state.ruleset = ruleset
      state.program = program
      state.trees = result.trees
      state.data = data
      state.previous = previous
      state.record = record
    }
  }

  /// A snapshot read for a program; nil after a complaint.
  private mutating func snapshot(_ path: String, _ program: Program) -> PreviousSnapshot? {
    if let source = try? DataSource.open([path], session).first,
      let snapshot = try? PreviousSnapshot(program: program, source: source.bytes)
    {
      return snapshot
    }
    complain(Wording("`\(path)` can no longer be read", zh: "`\(path)` 已无法读取"))
    return nil
  }

  // MARK: Declaring

  /// Takes up declarations, unless there is an error.
  mutating func declare(_ entry: String) {
    let typed = typed(entry)
    var ruleset = state.ruleset
    ruleset.add(typed)
    let result = ruleset.checked()
    guard let program = result.program else {
      return complain(result.diagnostics.filter { $0.severity == .error }, in: result.sources)
    }
    let own = result.diagnostics.filter { result.sources.file(of: $0.span)?.path == typed.name }
    complain(own, in: result.sources)
    let known = Set(state.trees.flatMap { $0.root.children.compactMap(\.declarationKey) })
    for key in WorkingRuleset.keys(of: typed) {
      say(
        known.contains(key)
          ? Wording("\(key.text) is replaced", zh: "已替换 \(key.chineseText)")
          : Wording("\(key.text) joins", zh: "已加入 \(key.chineseText)"))
    }
    let before = outcome
    adopt(ruleset, result, program, showingMoves: false)
    // What only joins is not expected to move anything.
    let moves = before.decided.flatMap { old in
      outcome.decided.map { DecisionMove.all(from: old, to: $0) }
    }
    let isNew = WorkingRuleset.keys(of: typed).allSatisfy { !known.contains($0) }
    if moves?.isEmpty != true || !isNew { showMoves(from: before) }
  }

  mutating func setParameter(_ argument: String) {
    guard let sign = argument.firstIndex(where: { $0 == "=" || $0 == "＝" }),
      argument.index(after: sign) < argument.endIndex
    else {
      return complain(
        Wording(
          "write `:param NAME = VALUE`, as in `:param late_after = 45 days`",
          zh: "请写 `:param 名称 = 值`，如 `:param late_after = 45 days`"))
    }
    let name = String(argument[..<sign]).trimmedWhole
    let value = String(argument[argument.index(after: sign)...]).trimmedWhole
    let known = program.parameters.map(\.name)
    guard known.contains(name) else {
      return complain(
        Wording("there is no parameter `\(name)`", zh: "没有参数 `\(name)`")
          + UsageMessage.offer(NearName.of(name, among: known).map { ":param \($0) = \(value)" })
          .otherwise("`:show` lists the declarations", zh: "`:show` 列出全部声明"))
    }
    var ruleset = state.ruleset
    ruleset.set(name, to: value)
    let result = ruleset.checked()
    guard let program = result.program else {
      return complainOfParameter(name, value, result)
    }
    adopt(ruleset, result, program, showingMoves: true)
    if answer.pieces.isEmpty { say(Wording("`\(name)` is set", zh: "已设定 `\(name)`")) }
  }

  /// Findings on a parameter's value, shown in the command: the value is the end of both.
  private mutating func complainOfParameter(_ name: String, _ value: String, _ result: CheckResult)
  {
    let shown = Array(":param \(name) = \(value)".utf8)
    let sources = result.sources.showing(
      shown, as: typed("").name, inPlaceOf: "--set \(name)=\(value)", atEnd: true)
    let errors = result.diagnostics.filter { $0.severity == .error }.map { diagnostic in
      var diagnostic = diagnostic
      // What is said of the declaration as a whole is said of the command.
      let end = SourceSpan(start: max(1, diagnostic.span.end) - 1, end: diagnostic.span.end)
      if let file = sources.file(of: end), file.span.start > diagnostic.span.start {
        diagnostic.span = SourceSpan(start: file.span.start, end: diagnostic.span.end)
      }
      return diagnostic
    }
    complain(errors, in: sources)
  }

  // MARK: Showing and writing

  /// The declarations as they stand, in order.
  var declarations: [SyntaxNode] {
    var last: [DeclarationKey: SyntaxNode] = [:]
    var order: [DeclarationKey] = []
    for tree in state.trees {
      for node in tree.root.children {
        guard let key = node.declarationKey else { continue }
        if last.updateValue(node, forKey: key) == nil { order.append(key) }
      }
    }
    return order.compactMap { last[$0] }
  }

  mutating func show(_ name: String) {
    guard !name.isEmpty else {
      let rows = declarations.compactMap { node -> [String]? in
        guard let key = node.declarationKey else { return nil }
        let word = node.significantTokens.first.map { node.tree.file.text(of: $0.span) } ?? ""
        return [word, key.text, node.tree.file.path]
      }
      return answer.say(columns(rows, inks: [.faint, .note, .faint]))
    }
    let wanted = declarations.filter { $0.declarationKey?.text == name || $0.name?.text == name }
    guard !wanted.isEmpty else {
      let names = declarations.compactMap { $0.declarationKey?.text }
      return complain(
        Wording("there is no declaration `\(name)`", zh: "没有声明 `\(name)`")
          + UsageMessage.offer(NearName.of(name, among: names).map { ":show \($0)" })
          .otherwise("`:show` lists them", zh: "`:show` 列出全部声明"))
    }
    for node in wanted {
      let lines = node.text.split(separator: "\n", omittingEmptySubsequences: false)
      let comments = node.documentation.split(separator: "\n").map { "## \($0)" }
      answer.say(
        (comments + lines.map(String.init)).map(\.printable).joined(separator: "\n"))
    }
  }

  mutating func write(_ path: String) {
    let ruleset = state.ruleset
    guard case .success(let bytes) = ruleset.shelf.load(ruleset.shelf.entry) else { return }
    var text = RulesetText(entry: String(decoding: bytes, as: UTF8.self))
    for addition in ruleset.additions { text.add(addition.text) }
    do throws(FileFailure) {
      try session.files.create(path, contents: Array(text.text.utf8))
      say(Wording("`\(path)` is written", zh: "已写出 `\(path)`"))
    } catch {
      return complain(error.wording)
    }
    if !ruleset.parameters.isEmpty {
      let names = ruleset.parameters.map(\.name)
      say(
        Wording(
          "parameters set here are not in it: \(names.joined(separator: ", "))",
          zh: "此处设定的参数未写入：\(names.joined(separator: "、"))"))
    }
  }
}

/// The text of an entry file with typed declarations in their places.
struct RulesetText {
  private(set) var text: String

  init(entry: String) { text = entry }

  /// Puts each declaration in the place of its namesake, or at the end.
  mutating func add(_ typed: String) {
    let addition = WorkingRuleset.declarations(of: TypedText(name: "", text: typed))
    for node in addition {
      let own = node.documentation.isEmpty ? "" : node.documentation.documentationComment
      guard let key = node.declarationKey else { continue }
      let present = WorkingRuleset.declarations(of: TypedText(name: "", text: text))
      if let old = present.first(where: { $0.declarationKey == key }) {
        let bytes = Array(text.utf8)
        text =
          String(decoding: bytes[..<Int(old.span.start)], as: UTF8.self) + node.text
          + String(decoding: bytes[Int(old.span.end)...], as: UTF8.self)
      } else {
        text = text.trimmedTail + "\n\n" + own + node.text + "\n"
      }
    }
  }
}

extension String {
  /// Each line behind `## `.
  fileprivate var documentationComment: String {
    split(separator: "\n", omittingEmptySubsequences: false).map { "## \($0)\n" }.joined()
  }
}

extension Program {
  /// What is said of a ruleset that is taken up.
  fileprivate var greeting: Wording {
    let stored = input.fields.count { if case .stored = $0.content { true } else { false } }
    let (count, fields) = (decisions.count, stored)
    return Wording(
      "\(name) \(version): \(count) \(count == 1 ? "decision" : "decisions"), "
        + "\(fields) \(fields == 1 ? "field" : "fields")",
      zh: "\(name) \(version)：\(count) 个决策，\(fields) 个字段")
  }
}
