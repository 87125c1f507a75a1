// `test --format pretty`: a line a test, and all about those that failed.
//
// Rows that pass are counted, rows that fail have a line each. A place stands at the beginning of
// its line as FILE:LINE:COLUMN, which terminals and editors open by a click.

import TierlineRuntime
package import TierlineSource

/// Writes reports for people.
package struct PrettyTests: Sendable {
  private let language: Language
  private let isColoured: Bool

  package init(language: Language, isColoured: Bool) {
    self.language = language
    self.isColoured = isColoured
  }

  /// Everything: each file, then the sum.
  package func text(_ report: TestReport) -> String {
    report.files.map(text).joined() + summary(report)
  }

  /// One file with its tests.
  package func text(_ file: TestFileReport) -> String {
    guard file.isBroken || !file.cases.isEmpty else { return "" }
    var lines = [bold(file.path)]
    if file.isBroken {
      lines.append("  " + red("✗ " + file.brokenMessage[language]))
      lines += file.findings.flatMap(lines(of:))
    }
    var index = 0
    while index < file.cases.count {
      let end = endOfTest(from: index, in: file.cases)
      lines += self.lines(ofTest: file.cases[index..<end])
      index = end
    }
    return lines.map { $0 + "\n" }.joined() + "\n"
  }

  /// The sum of it: `8 passed, 1 failed`.
  package func summary(_ report: TestReport) -> String {
    let (passed, failed) = (report.passedCount, report.failedCount)
    let words = Wording(
      "\(passed) passed" + (failed > 0 ? ", \(failed) failed" : ""),
      zh: "通过 \(passed)" + (failed > 0 ? "，失败 \(failed)" : ""))
    return (failed > 0 ? red(words[language]) : green(words[language])) + "\n"
  }

  /// Behind the last row of the test that begins at `start`.
  private func endOfTest(from start: Int, in cases: [CaseReport]) -> Int {
    var end = start + 1
    guard cases[start].row != nil else { return end }
    while end < cases.count, cases[end].name == cases[start].name, let row = cases[end].row, row > 1
    {
      end += 1
    }
    return end
  }

  private func lines(ofTest cases: ArraySlice<CaseReport>) -> [String] {
    guard let first = cases.first else { return [] }
    let name = first.name.printable
    let failed = cases.filter { !$0.isPassed }
    let rows = Wording(
      cases.count == 1 ? "1 row" : "\(cases.count) rows", zh: "\(cases.count) 行")[language]
    let suffix = first.row == nil ? "" : grey("  \(rows)")
    if failed.isEmpty { return ["  " + green("✓") + " \(name)\(suffix)"] }
    var lines: [String] = []
    if first.row == nil {
      lines.append("  " + red("✗ \(name)"))
    } else {
      let words = Wording(
        "\(failed.count) of \(rows) failed", zh: "\(rows)中 \(failed.count) 行失败")
      lines.append("  " + red("✗ \(name)") + grey("  \(words[language])"))
    }
    for report in failed.prefix(Self.failuresShownMax) {
      for failure in report.failures { lines += self.lines(of: failure) }
    }
    if failed.count > Self.failuresShownMax {
      let rest = failed.count - Self.failuresShownMax
      lines.append(
        "    " + grey(Wording("and \(rest) more rows", zh: "另有 \(rest) 行")[language]))
    }
    return lines
  }

  /// Rows of one table that are shown when they fail; the other formats have them all.
  private static let failuresShownMax = 20

  private func lines(of failure: TestFailure) -> [String] {
    [grey(failure.place.text), "    " + bold(failure.message[language])]
      + failure.details.map { "      " + $0[language] }
  }

  private func bold(_ text: String) -> String { paint(text, "1") }
  private func red(_ text: String) -> String { paint(text, "31") }
  private func green(_ text: String) -> String { paint(text, "32") }
  private func grey(_ text: String) -> String { paint(text, "2") }

  private func paint(_ text: String, _ code: String) -> String {
    isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

extension SourcePlace {
  /// As terminals take it: `a.test.tier:12:5`.
  package var text: String { "\(file.printable):\(line):\(column)" }
}
