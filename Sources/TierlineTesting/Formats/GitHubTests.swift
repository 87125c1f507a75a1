// `test --format github`: workflow commands, which GitHub shows beside the lines they name, and the
// summary of the step in Markdown.

import TierlineRuntime
package import TierlineSource

/// Writes reports as GitHub workflow commands.
package struct GitHubTests: Sendable {
  private let language: Language

  package init(language: Language) { self.language = language }

  package func text(_ report: TestReport) -> String {
    var lines: [String] = []
    for file in report.files {
      lines += file.findings.map { annotation($0, title: file.brokenMessage[language]) }
      for report in file.cases {
        lines += report.failures.map { annotation($0, title: report.title[language]) }
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func annotation(_ failure: TestFailure, title: String) -> String {
    let place = failure.place
    return "::error file=\(property(place.file.printable)),line=\(place.line),col=\(place.column),"
      + "title=\(property(title.printable))::\(data(failure.text(language)))"
  }

  private func data(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private func property(_ text: String) -> String {
    data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}

/// Writes a report as Markdown, for the summary of a CI step.
package struct MarkdownTests: Sendable {
  private let language: Language

  package init(language: Language) { self.language = language }

  package func text(_ report: TestReport) -> String {
    let (passed, failed) = (report.passedCount, report.failedCount)
    let head = Wording(
      "## Rules: \(passed) passed, \(failed) failed", zh: "## 规则测试：通过 \(passed)，失败 \(failed)")
    var lines = [head[language], ""]
    for file in report.files where !file.findings.isEmpty || !file.cases.allSatisfy(\.isPassed) {
      lines += ["### \(code(file.path))", ""]
      for failure in file.findings { lines += item(failure, title: nil) }
      for report in file.cases {
        for failure in report.failures { lines += item(failure, title: report.title[language]) }
      }
      lines.append("")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func item(_ failure: TestFailure, title: String?) -> [String] {
    let name = title.map { "**\(escaped($0.printable))**, " } ?? ""
    let word = Wording("line", zh: "行")[language]
    let details = failure.details.map { "      \($0[language])" }
    return ["- \(name)\(word) \(failure.place.line): \(escaped(failure.message[language]))"]
      + (details.isEmpty ? [] : [""] + details + [""])
  }

  private func code(_ text: String) -> String { "`\(text.replacing("`", with: "'"))`" }

  private func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      if "\\*_[]<>|#".contains(character) { result.append("\\") }
      result.append(character)
    }
  }
}
