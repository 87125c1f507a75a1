// What the pages of the codes call right or wrong, as far as syntax goes.

import Testing
import TierlineSource
import TierlineSyntax

/// A ruleset shown on a page: which code, whether it is the wrong one, and its text.
private struct Example: CustomStringConvertible {
  var code: DiagnosticCode
  var language: Language
  var isWrong: Bool
  var text: String

  var description: String { "\(code.rawValue) \(language.rawValue) \(isWrong ? "wrong" : "right")" }

  static let all: [Example] = DiagnosticCode.allCases.flatMap { code in
    Language.allCases.flatMap { language in examples(code, language) }
  }

  private static func examples(_ code: DiagnosticCode, _ language: Language) -> [Example] {
    var result: [Example] = []
    var isWrong = false
    var block: [Substring]?
    for line in code.page(in: language).split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("## ") { isWrong = line == "## Wrong" || line == "## 错误" }
      if let lines = block, line == "```" {
        let text = lines.joined(separator: "\n") + "\n"
        result.append(Example(code: code, language: language, isWrong: isWrong, text: text))
        block = nil
      } else if line == "```tierline" {
        block = []
      } else {
        block?.append(line)
      }
    }
    return result
  }
}

@Test func pagesHaveExamples() {
  #expect(Example.all.count >= DiagnosticCode.allCases.count)
}

/// T016 and the units of T018 need more than one file's tree; some clauses of T014 and T019, too.
private let beyondSyntax: Set<DiagnosticCode> = [.headerMissing, .unknownUnit, .misplacedClause]

@Test(arguments: Example.all)
private func pagesSayTheTruthOfSyntax(_ example: Example) {
  // The page of T001 shows the byte FF as U+FFFD.
  let parts = example.text.split(separator: "\u{FFFD}", omittingEmptySubsequences: false)
  let bytes = Array(parts.map { Array($0.utf8) }.joined(separator: [0xFF]))
  let found = parse(SourceFile(path: "page.tier", bytes: bytes, base: 0)).diagnostics
  let isSyntax = example.code.rawValue.hasPrefix("T0") || example.code == .isNotMissing
  if example.isWrong, isSyntax, !beyondSyntax.contains(example.code) {
    #expect(found.map(\.code) == [example.code])
  } else {
    #expect(found.map(\.code).filter { !beyondSyntax.contains($0) } == [])
  }
}
