// What holds for every finding of every golden case: its words keep the house style in both
// languages, its mends are edits that can be made, and the safe ones mend.

import Support
import Testing
import TierlineChecker
import TierlineSource

@Suite("Findings")
struct FindingTests {
  @Test("messages are one line, begin in lower case and end without a stop")
  func style() {
    for (golden, result) in Self.checked {
      for text in result.diagnostics.flatMap(Self.texts) {
        for language in Language.allCases {
          let line = text[language]
          #expect(Self.faults(line, language) == [], "\(golden): \(line)")
        }
      }
    }
  }

  @Test("mends lie within their file, in order, and overlap nowhere")
  func edits() {
    for (golden, result) in Self.checked {
      for fix in result.diagnostics.flatMap(\.fixes) {
        #expect(!fix.edits.isEmpty, "\(golden): \(fix.title.english)")
        for (edit, next) in zip(fix.edits, fix.edits.dropFirst()) {
          #expect(edit.span.end <= next.span.start, "\(golden): \(fix.title.english)")
        }
        for edit in fix.edits {
          let file = result.sources.file(of: edit.span)
          #expect(
            file.map { $0.span.contains(edit.span) } ?? false, "\(golden): \(fix.title.english)")
        }
      }
    }
  }

  @Test("a safe mend takes its finding away and brings no error")
  func safeMends() throws {
    var count = 0
    for (golden, result) in Self.checked {
      let before = Self.errors(result)
      for finding in result.diagnostics {
        for fix in finding.fixes where fix.isSafe {
          count += 1
          let after = golden.check(applying: fix, in: result.sources)
          let messages = Self.errors(after)
          let told = Self.key(finding)
          #expect(
            messages.filter { $0 == told }.count < max(before.filter { $0 == told }.count, 1),
            "\(golden): `\(fix.title.english)` leaves: \(told)")
          let new = messages.filter { !before.contains($0) }
          #expect(new == [], "\(golden): `\(fix.title.english)` brings new errors")
        }
      }
    }
    #expect(count > 50)
  }

  @Test("an unknown name is never mended by the name that it helps to define")
  func ownName() {
    let result = check(
      """
      ruleset "a" version "1"
      input c { id: text key }
      let overdue = overdu + 1
      result total = overdue
      """)
    #expect(result.diagnostics.map(\.code) == [.unknownName])
    #expect(result.diagnostics.flatMap(\.fixes).isEmpty)
  }

  @Test("many unknown names are told without looking for a near one each time")
  func manyUnknownNames() {
    let names = (0..<3_000).map { "value_\($0)" }
    let lets = names.map { "let \($0) = \($0)x + 1\n" }.joined()
    let result = check("ruleset \"a\" version \"1\"\ninput c { id: text key }\n" + lets)
    let unknown = result.diagnostics.filter { $0.code == .unknownName }
    #expect(unknown.count == names.count)
    #expect(unknown.filter { !$0.fixes.isEmpty }.count <= 50)
  }

  // MARK: Material

  private static let checked = GoldenCase.all(in: "check").map { ($0, $0.check()) }

  private func check(_ text: String) -> CheckResult {
    TierlineChecker.check(entry: "a.tier") { _ in .success(Array(text.utf8)) }
  }

  private static func errors(_ result: CheckResult) -> [String] {
    result.diagnostics.filter { $0.severity == .error }.map(key)
  }

  private static func key(_ finding: Diagnostic) -> String {
    "\(finding.code.rawValue) \(finding.message.english)"
  }

  private static func texts(_ finding: Diagnostic) -> [Wording] {
    [finding.message] + finding.notes.map(\.message) + (finding.help.map { [$0] } ?? [])
      + finding.fixes.map(\.title)
  }

  // MARK: Style

  /// What a line of a finding does that it should not.
  private static func faults(_ line: String, _ language: Language) -> [String] {
    var faults: [String] = []
    if line.isEmpty { faults.append("is empty") }
    if line.contains(where: \.isNewline) { faults.append("breaks its line") }
    if line.hasSuffix(".") || line.hasSuffix("。") { faults.append("ends with a full stop") }
    if let first = line.first, first.isUppercase { faults.append("begins with a capital") }
    if line.count(where: { $0 == "`" }) % 2 != 0 { faults.append("has an open backtick") }
    if language == .chinese { faults += chineseFaults(line) }
    return faults
  }

  private static func chineseFaults(_ line: String) -> [String] {
    var faults: [String] = []
    let parts = line.split(separator: "`", omittingEmptySubsequences: false)
    let prose = parts.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
    for (index, part) in prose.enumerated() {
      if index > 0, let first = part.first, isHan(first) { faults.append("lacks a blank behind `") }
      if index < prose.count - 1, let last = part.last, isHan(last) {
        faults.append("lacks a blank before `")
      }
      let words = part.split { !$0.isASCII || !$0.isLetter }.map(String.init)
      faults += words.filter { !known.contains($0) && $0 != $0.uppercased() }
        .map { "says `\($0)` in English" }
    }
    if !prose.joined().contains(where: isHan) { faults.append("is not Chinese") }
    return faults
  }

  /// Latin words that Chinese prose has too.
  private static let known: Set<String> = []

  private static func isHan(_ character: Character) -> Bool {
    character.unicodeScalars.allSatisfy { (0x4E00...0x9FFF).contains($0.value) }
  }
}

extension GoldenCase {
  /// Checks the case with a mend made.
  fileprivate func check(applying fix: Fix, in sources: SourceMap) -> CheckResult {
    func text(of path: String) -> String? {
      guard let file = sources.files.first(where: { $0.path == path }) else { return nil }
      var bytes = file.bytes
      for edit in fix.edits.reversed() where file.span.contains(edit.span) {
        let range = Int(edit.span.start - file.base)..<Int(edit.span.end - file.base)
        bytes.replaceSubrange(range, with: Array(edit.replacement.utf8))
      }
      return String(decoding: bytes, as: UTF8.self)
    }
    let others = files.others
    return TierlineChecker.check(entry: "case.tier") { path in
      (text(of: path) ?? others[path]).map { .success(Array($0.utf8)) } ?? .failure(.notFound)
    }
  }
}
