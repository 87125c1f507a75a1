// The examples of a code's page, taken out of its Markdown and run as a user would run them:
// checked, and where records stand beside the ruleset, decided.
//
// A page has two sections, Wrong and Right. Each begins with a `tierline` block; blocks behind it
// belong to it: `json` records, a `previous` snapshot, `file:PATH` and `unreadable:PATH`.

import Testing
import TierlineChecker
import TierlineRuntime
import TierlineSource

/// A page of `tierline help CODE`, cut into its parts.
struct ExplanationParts {
  var title: Substring
  /// What stands between the title and the first example.
  var prose: Substring
  var wrong: ExplanationExample
  var right: ExplanationExample

  /// Fails where the page hasn't its fixed form.
  init(page: String, language: Language) throws {
    let headings = language == .english ? ["## Wrong\n", "## Right\n"] : ["## 错误\n", "## 正确\n"]
    let halves = page.split(separator: headings[0], omittingEmptySubsequences: false)
    try #require(halves.count == 2)
    let examples = halves[1].split(separator: headings[1], omittingEmptySubsequences: false)
    try #require(examples.count == 2)
    let lineEnd = try #require(halves[0].firstIndex(of: "\n"))
    title = halves[0][..<lineEnd]
    prose = halves[0][lineEnd...]
    wrong = try ExplanationExample(section: examples[0])
    right = try ExplanationExample(section: examples[1])
  }
}

/// A ruleset with what belongs to it.
struct ExplanationExample {
  var ruleset = ""
  var records: String?
  var previous: String?
  var files: [String: Result<[UInt8], LoadFailure>] = [:]

  /// Fails where the section holds a block of another kind, or no ruleset.
  init(section: Substring) throws {
    var kind: Substring?
    var content = ""
    for line in section.split(separator: "\n", omittingEmptySubsequences: false) {
      switch kind {
      case nil:
        if line.hasPrefix("```") { (kind, content) = (line.dropFirst(3), "") }
      case .some(let open):
        if line == "```" {
          try add(open, content)
          kind = nil
        } else {
          content += line + "\n"
        }
      }
    }
    try #require(kind == nil)
    try #require(!ruleset.isEmpty)
  }

  private mutating func add(_ kind: Substring, _ content: String) throws {
    switch kind {
    case "tierline": ruleset = content
    case "json": records = content
    case "previous": previous = content
    case _ where kind.hasPrefix("file:"):
      files[String(kind.dropFirst("file:".count))] = .success(Array(content.utf8))
    case _ where kind.hasPrefix("unreadable:"):
      let reason = String(content.dropLast())
      files[String(kind.dropFirst("unreadable:".count))] = .failure(.unreadable(reason))
    default: throw ExplanationFault(text: "no block is a ```\(kind)")
    }
  }

  /// The bytes of the ruleset; a U+FFFD stands for a byte that is no UTF-8.
  private var bytes: [UInt8] {
    Array(
      ruleset.unicodeScalars.map { $0 == "\u{FFFD}" ? [0xFF] : Array(String($0).utf8) }.joined())
  }

  /// What is found when the ruleset is checked and, if it passes, its records are decided.
  func codes() throws -> [DiagnosticCode] {
    let result = check(entry: "page.tier") { path in
      path == "page.tier" ? .success(bytes) : files[path] ?? .failure(.notFound)
    }
    let findings = result.diagnostics.map(\.code)
    guard let program = result.program, let records else { return findings }
    return findings + (try refusals(of: records, by: program).map(\.code))
  }

  private func refusals(of records: String, by program: Program) throws -> [RecordFault] {
    let snapshot: PreviousSnapshot?
    do throws(PreviousSnapshotFailure) {
      snapshot = try previous.map { text throws(PreviousSnapshotFailure) in
        try PreviousSnapshot(program: program, source: byteSource(of: Array(text.utf8)))
      }
    } catch {
      switch error {
      case .source(let failure): throw failure
      case .refused(line: _, let fault): return [fault]
      }
    }
    var reader = RecordReader(program: program, source: byteSource(of: Array(records.utf8)))
    let evaluator = TracedEvaluator(
      program: program, asOf: CalendarDate(year: 2026, month: 1, day: 1))
    var faults: [RecordFault] = []
    while let reading = try reader.next() {
      switch reading.content {
      case .refused(let found): faults += found
      case .record(let record):
        switch evaluator.decide(record, previous: snapshot?.record(for: reading.key)) {
        case .decided: break
        case .refused(let found): faults += found
        }
      }
    }
    return faults
  }
}

/// A block that pages don't have.
struct ExplanationFault: Error {
  var text: String
}
