// `test --format junit`: XML that the common JUnit schemas accept (Jenkins' junit-10.xsd and the
// stricter one of Apache Ant): a suite a file, a case a test or row.

package import TierlineSource

/// Writes reports as JUnit XML.
package struct JUnitTests: Sendable {
  private let language: Language
  /// When the run began: `2026-01-01T09:30:00`.
  private let timestamp: String

  package init(language: Language, timestamp: String) {
    self.language = language
    self.timestamp = timestamp
  }

  package func text(_ report: TestReport) -> String {
    var xml = #"<?xml version="1.0" encoding="UTF-8"?>"# + "\n<testsuites>\n"
    for (index, file) in report.files.enumerated() { xml += suite(file, index) }
    return xml + "</testsuites>\n"
  }

  private func suite(_ file: TestFileReport, _ index: Int) -> String {
    let errors = file.cases.count(where: \.isBroken) + (file.isBroken ? 1 : 0)
    let failures = file.cases.count { !$0.isPassed && !$0.isBroken }
    let count = file.cases.count + (file.isBroken ? 1 : 0)
    var xml = """
        <testsuite name="\(attribute(file.path))" package="tierline" id="\(index)" tests="\(count)" \
      failures="\(failures)" errors="\(errors)" time="0" timestamp="\(timestamp)" \
      hostname="localhost">
          <properties/>

      """
    if file.isBroken {
      let text = file.findings.map { "\($0.place.text): \($0.text(language))" }
      xml += self.case(
        name: "check", file: file,
        content: element(
          "error", type: "check", message: file.brokenMessage[language],
          text: text.joined(separator: "\n")))
    }
    for report in file.cases {
      xml += self.case(name: report.title[language], file: file, content: content(of: report))
    }
    return xml + "    <system-out/>\n    <system-err/>\n  </testsuite>\n"
  }

  private func `case`(name: String, file: TestFileReport, content: String) -> String {
    let head =
      "    <testcase name=\"\(attribute(name))\" classname=\"\(attribute(file.path))\" time=\"0\""
    return content.isEmpty ? head + "/>\n" : head + ">\n" + content + "    </testcase>\n"
  }

  /// One element: the schema takes no more, so several failures stand in one.
  private func content(of report: CaseReport) -> String {
    guard let first = report.failures.first else { return "" }
    let text = report.failures.map { "\($0.place.text): \($0.text(language))" }
    return element(
      report.isBroken ? "error" : "failure", type: report.isBroken ? "broken" : "expectation",
      message: first.message[language], text: text.joined(separator: "\n\n"))
  }

  private func element(
    _ name: String, type: String, message: String, text: String
  ) -> String {
    "      <\(name) type=\"\(type)\" message=\"\(attribute(message))\">\(escaped(text))</\(name)>\n"
  }

  private func attribute(_ text: String) -> String {
    escaped(text).replacing("\n", with: "&#10;")
  }

  /// Text without the characters that XML 1.0 has no place for.
  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension CaseReport {
  /// Whether it could not be run.
  package var isBroken: Bool {
    switch outcome {
    case .broken: true
    case .passed, .failed: false
    }
  }
}

extension String {
  /// Every occurrence of a character replaced.
  func replacing(_ character: Character, with text: String) -> String {
    reduce(into: "") { $0 += $1 == character ? text : String($1) }
  }
}
