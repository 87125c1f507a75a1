// `:test` and `:save`: the tests of the ruleset as it lies on disk.

import TierlineChecker
import TierlineRuntime
import TierlineSource
import TierlineTesting

extension ReplSession {
  // MARK: Running

  mutating func runTests(_ path: String) {
    guard let path = path.isEmpty ? testPath : path else {
      return complain(
        Wording(
          "no ruleset is loaded: name a test file, `:test FILE`",
          zh: "尚未载入规则集：请指定测试文件 `:test 文件`"))
    }
    guard session.files.kind(of: path) == .file else {
      return complain(
        Wording(
          "there is no `\(path)`: `:save NAME` begins it", zh: "没有 `\(path)`：`:save 名称` 会创建它"))
    }
    let load = RulesetLoader(entry: path, session: session).load
    let report = TestRunner(options: TestOptions(), load: load).run(path)
    let text = PrettyTests(language: language, isColoured: palette.isColoured)
      .text(TestReport(files: [report]))
    if report.isBroken || report.cases.contains(where: { !$0.isPassed }) {
      answer.complain(text)
    } else {
      answer.say(text)
    }
  }

  /// Reads from disk, as `tierline test` does, save for one file that is not written yet.
  private func loader(for path: String, pending: [UInt8]) -> FileLoader {
    let load = RulesetLoader(entry: state.ruleset.shelf.entry, session: session).load
    return { $0 == path ? .success(pending) : load($0) }
  }

  /// `policy.test.tier` beside `policy.tier`; nil when no file is loaded.
  private var testPath: String? {
    let shelf = state.ruleset.shelf
    guard shelf.isFile else { return nil }
    if shelf.entry.hasSuffix(".test.tier") { return shelf.entry }
    let stem = shelf.entry.hasSuffix(".tier") ? String(shelf.entry.dropLast(5)) : shelf.entry
    return stem + ".test.tier"
  }

  // MARK: Saving

  mutating func save(_ name: String) {
    guard let path = testPath else {
      return complain(
        Wording(
          "the ruleset has no file yet: `:write FILE`, then `:load FILE`",
          zh: "规则集尚无文件：请先 `:write 文件`，再 `:load 文件`"))
    }
    guard let decided = outcome.decided else { return complainOfOutcome() }
    guard let before = testFile(path) else { return }
    let test = TestText(decided: decided, parameters: state.ruleset.parameters)
      .text(named: name)
    let after = before.isEmpty ? test : before.trimmedTail + "\n\n" + test
    let bytes = Array(after.utf8)
    guard passes(name, path, bytes) else { return }
    do throws(FileFailure) {
      let file = try OutputFile(path, in: session.files)
      file.stream.write(bytes)
      try file.finish()
    } catch {
      return complain(error.wording)
    }
    say(
      Wording(
        "`\(path)`: test \"\(name)\" is saved, and passes", zh: "`\(path)`：测试“\(name)”已保存，并通过"))
    if decided.program.hidesValues(in: decided.record) {
      say(
        Wording(
          "sensitive values are left out of it, \(TestText.standIn) stands for them",
          zh: "敏感取值未写入，以 \(TestText.standIn) 代替"))
    }
  }

  /// What the test file holds, or would begin with; nil after a complaint.
  private mutating func testFile(_ path: String) -> String? {
    guard session.files.kind(of: path) != .nothing else {
      let entry = state.ruleset.shelf.entry
      let name = entry.lastIndex(of: "/").map { String(entry[entry.index(after: $0)...]) } ?? entry
      return "use \(LiteralText.quoted(name))\n"
    }
    do throws(FileFailure) {
      return String(decoding: try session.files.contents(of: path), as: UTF8.self)
    } catch {
      complain(error.wording)
      return nil
    }
  }

  /// Whether the test passes on what is on disk; complains where it doesn't.
  private mutating func passes(_ name: String, _ path: String, _ bytes: [UInt8]) -> Bool {
    let runner = TestRunner(
      options: TestOptions(filter: name), load: loader(for: path, pending: bytes))
    let report = runner.run(path)
    if report.isBroken {
      complain(report.diagnostics.filter { $0.severity == .error }, in: report.sources)
      complain(Wording("nothing is saved", zh: "未保存"))
      return false
    }
    guard let own = report.cases.last(where: { $0.name == name }) else { return false }
    guard !own.isPassed else { return true }
    for failure in own.failures {
      complain(failure.message)
      for detail in failure.details { answer.complain("  " + text(detail).printable) }
    }
    let names = state.ruleset.typedNames
    complain(
      names.isEmpty
        ? Wording(
          "nothing is saved: the test does not pass without the sensitive values",
          zh: "未保存：缺少敏感取值时测试无法通过")
        : Wording(
          "nothing is saved: what was typed here is not in the file (\(names.joined(separator: ", ")))",
          zh: "未保存：此处输入的声明不在文件中（\(names.joined(separator: "、"))）"))
    return false
  }
}

extension Program {
  /// Whether a record has a value that is not to be shown.
  fileprivate func hidesValues(in record: [Value], of type: Int = 0) -> Bool {
    zip(records[type].fields, record).contains { field, value in
      switch (value, field.type) {
      case (.missing, _): false
      case _ where field.isSensitive: true
      case (.record(let values), .record(let inner)): hidesValues(in: values, of: inner)
      case (.list(let elements), .list(of: .record(let inner))):
        elements.contains {
          if case .record(let values) = $0 { hidesValues(in: values, of: inner) } else { false }
        }
      default: false
      }
    }
  }
}
