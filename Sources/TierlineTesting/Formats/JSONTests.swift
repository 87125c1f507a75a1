// `test --format json`: one object, as the documentation of the command shows it.

import TierlineRuntime
package import TierlineSource

/// Writes reports as JSON.
package struct JSONTests: Sendable {
  private let language: Language

  package init(language: Language) { self.language = language }

  /// The report; coverage and mutation where there are any.
  package func text(_ report: TestReport, coverage: CoverageReport?) -> String {
    var json = JSONWriter()
    json.beginObject()
    json.key("passed")
    json.integer(report.passedCount)
    json.key("failed")
    json.integer(report.failedCount)
    json.key("cases")
    json.beginArray()
    for file in report.files { write(file, to: &json) }
    json.endArray()
    if let coverage { write(coverage, to: &json) }
    if let mutation = report.mutation { write(mutation, to: &json) }
    json.endObject()
    json.endLine()
    return json.text
  }

  private func write(_ coverage: CoverageReport, to json: inout JSONWriter) {
    json.key("coverage")
    json.beginObject()
    for category in CoveragePoint.Category.allCases {
      let share = coverage.share(of: category)
      json.key(category.rawValue)
      json.beginObject()
      json.key("covered")
      json.integer(share.covered)
      json.key("total")
      json.integer(share.total)
      let unreachable = coverage.unreachable.count { $0.category == category }
      let unsearched = coverage.uncovered.count {
        $0.category == category && coverage.unsearched.contains($0)
      }
      if unsearched > 0 {
        json.key("unsearched")
        json.integer(unsearched)
      }
      if unreachable > 0 {
        json.key("unreachable")
        json.integer(unreachable)
      }
      json.endObject()
    }
    json.endObject()
  }

  private func write(_ mutation: MutationReport, to json: inout JSONWriter) {
    json.key("mutation")
    json.beginObject()
    for (key, count) in [
      ("killed", mutation.killed),
      ("survived", mutation.survivors.count + mutation.unsearched),
      ("equivalent", mutation.equivalent), ("unsearched", mutation.unsearched),
      ("untried", mutation.untried),
    ] where count > 0 || !["unsearched", "untried"].contains(key) {
      json.key(key)
      json.integer(count)
    }
    json.key("survivors")
    json.beginArray()
    for survivor in mutation.survivors {
      json.beginObject()
      json.key("file")
      json.string(survivor.place.file)
      json.key("line")
      json.integer(survivor.place.line)
      json.key("change")
      json.string(survivor.change[language])
      json.key("customer")
      json.string(survivor.customer)
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }

  private func write(_ file: TestFileReport, to json: inout JSONWriter) {
    for finding in file.findings {
      write(
        finding.place, name: nil, row: nil, outcome: "broken", [finding], to: &json)
    }
    for report in file.cases {
      let outcome =
        switch report.outcome {
        case .passed: "passed"
        case .failed: "failed"
        case .broken: "broken"
        }
      write(
        report.place, name: report.name, row: report.row, outcome: outcome, report.failures,
        to: &json)
    }
  }

  private func write(
    _ place: SourcePlace, name: String?, row: Int?, outcome: String, _ failures: [TestFailure],
    to json: inout JSONWriter
  ) {
    json.beginObject()
    json.key("file")
    json.string(place.file)
    json.key("line")
    json.integer(place.line)
    json.key("name")
    if let name { json.string(name) } else { json.null() }
    if let row {
      json.key("row")
      json.integer(row)
    }
    json.key("outcome")
    json.string(outcome)
    if !failures.isEmpty {
      json.key("message")
      json.string(failures.map { $0.text(language) }.joined(separator: "\n"))
    }
    json.endObject()
  }
}
