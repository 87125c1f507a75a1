package import TierlineSource

/// The whole of a run: every file in the order it was given.
package struct TestReport: Sendable {
  package var files: [TestFileReport]
  /// nil unless it was asked for.
  package var mutation: MutationReport?

  package init(files: [TestFileReport]) { self.files = files }

  package var cases: [CaseReport] { files.flatMap(\.cases) }
  package var passedCount: Int { files.reduce(0) { $0 + $1.cases.count(where: \.isPassed) } }
  /// Failed and broken cases, and files that could not be run at all, each as one.
  package var failedCount: Int {
    files.reduce(0) { $0 + $1.cases.count { !$0.isPassed } + ($1.isBroken ? 1 : 0) }
  }
  package var caseCount: Int { files.reduce(0) { $0 + $1.cases.count } }
  package var isPassed: Bool { failedCount == 0 }

  /// What all files together reached; nil unless it was measured.
  package var coverage: CoverageReport? {
    let reports = files.compactMap(\.coverage)
    guard !reports.isEmpty else { return nil }
    return reports.reduce(into: CoverageReport()) { $0.merge($1) }
  }
}

extension TestFileReport {
  /// The errors of the check, as failures without a test.
  package var findings: [TestFailure] {
    diagnostics.filter { $0.severity == .error }.map { finding in
      let code = finding.code.rawValue
      return TestFailure(
        place: SourcePlace(finding.span, in: sources),
        message: Wording(
          "\(code): \(finding.message.english)", zh: "\(code)：\(finding.message.chinese)"),
        details: [finding.help].compactMap(\.self))
    }
  }

  /// The message of everything that is wrong with the file, where it could not be run.
  package var brokenMessage: Wording {
    let count = findings.count
    return Wording(
      "not run: the ruleset or its tests have \(count) error\(count == 1 ? "" : "s")",
      zh: "未运行：规则集或测试有 \(count) 处错误")
  }
}

extension TestFailure {
  /// Message and details, a line each.
  package func text(_ language: Language) -> String {
    ([message] + details).map { $0[language] }.joined(separator: "\n")
  }
}
