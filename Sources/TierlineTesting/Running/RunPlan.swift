// The cases of a file cut into stretches, so that threads share a table of many rows.

import Synchronization
import TierlineChecker
import TierlineRuntime
import TierlineSource

/// What is to be run, and what could not be.
struct RunPlan {
  /// Cases of one stretch: enough to be worth a thread, few enough to share.
  private static let stretchLength = 500

  private var tests: [PreparedTest] = []
  private var stretches: [Stretch] = []

  private enum Stretch: Sendable {
    case cases(test: Int, Range<Int>)
    case broken(CaseReport)
  }

  mutating func add(_ test: PreparedTest) {
    var start = 0
    while start < test.caseCount {
      let end = min(start + Self.stretchLength, test.caseCount)
      stretches.append(.cases(test: tests.count, start..<end))
      start = end
    }
    tests.append(test)
  }

  mutating func add(_ broken: CaseReport) { stretches.append(.broken(broken)) }

  /// Runs everything; the reports come in order.
  func run(_ forEach: ForEachIndex, _ progress: @escaping @Sendable (Int) -> Void) -> [CaseReport] {
    let results = Mutex([[CaseReport]](repeating: [], count: stretches.count))
    let (tests, stretches) = (tests, stretches)
    forEach(stretches.count) { index in
      let reports: [CaseReport]
      switch stretches[index] {
      case .broken(let report): reports = [report]
      case .cases(let test, let range): reports = tests[test].reports(of: range)
      }
      results.withLock { $0[index] = reports }
      progress(reports.count)
    }
    return results.withLock { $0.flatMap(\.self) }
  }
}

extension PreparedTest {
  /// The reports of a stretch of cases.
  func reports(of cases: Range<Int>) -> [CaseReport] {
    let judgement = Judgement(test: test, program: program)
    var reports: [CaseReport] = []
    run(cases) { run in
      let row = row(run.index)
      let failures = judgement.failures(of: run, row: row)
      reports.append(
        CaseReport(
          name: test.name, row: row == nil ? nil : run.index + 1,
          place: judgement.place(row?.row.span ?? test.nameSpan),
          outcome: failures.isEmpty ? .passed : .failed(failures)))
    }
    return reports
  }
}
