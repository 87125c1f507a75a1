// `test --format tap`: TAP version 14, with a YAML block behind what failed.

import TierlineRuntime
package import TierlineSource

/// Writes reports as TAP.
package struct TAPTests: Sendable {
  private let language: Language

  package init(language: Language) { self.language = language }

  package func text(_ report: TestReport) -> String {
    var lines: [String] = []
    var number = 0
    for file in report.files {
      if file.isBroken {
        number += 1
        lines.append("not ok \(number) - \(description(file.path))")
        lines += block(file.findings)
      }
      for report in file.cases {
        number += 1
        let title = description(report.title[language])
        lines.append("\(report.isPassed ? "ok" : "not ok") \(number) - \(title)")
        if !report.isPassed { lines += block(report.failures) }
      }
    }
    // A plan of no tests is said to be on purpose.
    let plan = number == 0 ? "1..0 # SKIP no tests" : "1..\(number)"
    return (["TAP version 14", plan] + lines).map { $0 + "\n" }.joined()
  }

  private func block(_ failures: [TestFailure]) -> [String] {
    guard let first = failures.first else { return [] }
    var lines = [
      "  ---", "  message: \(yaml(first.message[language]))", "  severity: fail", "  at:",
      "    file: \(yaml(first.place.file))", "    line: \(first.place.line)",
      "    column: \(first.place.column)",
    ]
    let texts = failures.flatMap { failure in
      [failure.message[language] + " (\(failure.place.text))"]
        + failure.details.map { $0[language] }
    }
    if texts.count > 1 {
      lines.append("  details:")
      lines += texts.map { "    - \(yaml($0))" }
    }
    return lines + ["  ..."]
  }

  /// `#` begins a directive, `\` escapes it.
  private func description(_ text: String) -> String {
    text.printable.reduce(into: "") { result, character in
      if character == "#" || character == "\\" { result.append("\\") }
      result.append(character)
    }
  }

  /// A double-quoted YAML scalar.
  private func yaml(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
