// The cases of a file cut into stretches, so that threads share a table of many rows.

import Synchronization
import TierlineChecker
import TierlineRuntime
import TierlineSource

/// What is to be run, and what could not be.
struct RunPlan {
  /// Cases of one stretch: enough to be worth a thread, few enough to share.
  private static let stretchLength = 500

  private(set) var tests: [PreparedTest] = []
  /// Whether the records are kept for later.
  let keepsRecords: Bool
  private var stretches: [Stretch] = []

  private enum Stretch: Sendable {
    case cases(test: Int, Range<Int>)
    case broken(CaseReport)
  }

  init(keepsRecords: Bool) { self.keepsRecords = keepsRecords }

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
  func run(
    _ forEach: ForEachIndex, _ progress: @escaping @Sendable (Int) -> Void
  ) -> RunResult {
    let results = Mutex([StretchResult](repeating: StretchResult(), count: stretches.count))
    let (tests, stretches, keepsRecords) = (tests, stretches, keepsRecords)
    forEach(stretches.count) { index in
      let result =
        switch stretches[index] {
        case .broken(let report): StretchResult(reports: [report])
        case .cases(let test, let range):
          tests[test].run(range, number: keepsRecords ? test : nil)
        }
      results.withLock { $0[index] = result }
      progress(result.reports.count)
    }
    let all = results.withLock { $0 }
    var counts: [Int] = []
    for result in all where !result.counts.isEmpty {
      if counts.isEmpty { counts = [Int](repeating: 0, count: result.counts.count) }
      for (index, count) in result.counts.enumerated() where index < counts.count {
        counts[index] += count
      }
    }
    return RunResult(
      reports: all.flatMap(\.reports), counts: counts, recorded: all.flatMap(\.recorded))
  }
}

/// What came of all stretches.
struct RunResult: Sendable {
  var reports: [CaseReport]
  /// How often each point was reached; empty unless coverage is measured.
  var counts: [Int]
  /// The records that could be read; empty unless they are kept.
  var recorded: [RecordedCase]
}

/// What came of one stretch.
struct StretchResult: Sendable {
  var reports: [CaseReport] = []
  var counts: [Int] = []
  var recorded: [RecordedCase] = []
}

extension PreparedTest {
  /// Runs a stretch of cases and looks at what they reach.
  ///
  /// With the `number` of the test its records are kept.
  func run(_ cases: Range<Int>, number: Int?) -> StretchResult {
    let judgement = Judgement(test: test, program: program)
    var observer = coverage.map { CoverageObserver($0) }
    var result = StretchResult()
    run(cases) { run in
      let row = row(run.index)
      let failures = judgement.failures(of: run, row: row)
      observe(run, &observer)
      if let number, let record = run.record {
        result.recorded.append(
          RecordedCase(
            test: number, index: run.index,
            candidate: Candidate(record: record, previous: previous, asOf: test.asOf),
            isPassed: failures.isEmpty))
      }
      result.reports.append(
        CaseReport(
          name: test.name, row: row == nil ? nil : run.index + 1,
          place: judgement.place(row?.row.span ?? test.nameSpan),
          outcome: failures.isEmpty ? .passed : .failed(failures)))
    }
    result.counts = observer?.counts ?? []
    return result
  }

  private func observe(_ run: CaseRun, _ observer: inout CoverageObserver?) {
    guard let record = run.record else { return }
    switch run.verdict {
    case .decided(let decided): observer?.observe(decided, evaluator, record: record)
    case .refused: observer?.observeRefused(record, evaluator, previous: previous)
    }
  }
}
