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
  /// Whether snapshots are to be rewritten instead of compared.
  let updates: Bool
  private var stretches: [Stretch] = []

  private enum Stretch: Sendable {
    case cases(test: Int, Range<Int>)
    case snapshots(test: Int)
    case broken(CaseReport)
  }

  init(keepsRecords: Bool, updates: Bool) {
    self.keepsRecords = keepsRecords
    self.updates = updates
  }

  mutating func add(_ test: PreparedTest) {
    var start = 0
    while start < test.caseCount {
      let end = min(start + Self.stretchLength, test.caseCount)
      stretches.append(.cases(test: tests.count, start..<end))
      start = end
    }
    if !test.snapshots.isEmpty { stretches.append(.snapshots(test: tests.count)) }
    tests.append(test)
  }

  mutating func add(_ broken: CaseReport) { stretches.append(.broken(broken)) }

  /// Runs everything; the reports come in order.
  func run(
    _ forEach: ForEachIndex, _ progress: @escaping @Sendable (Int) -> Void
  ) -> RunResult {
    let results = Mutex([StretchResult](repeating: StretchResult(), count: stretches.count))
    let (tests, stretches, keepsRecords, updates) = (tests, stretches, keepsRecords, updates)
    forEach(stretches.count) { index in
      let result =
        switch stretches[index] {
        case .broken(let report): StretchResult(reports: [report])
        case .cases(let test, let range):
          tests[test].run(range, number: keepsRecords ? test : nil)
        case .snapshots(let test):
          tests[test].runSnapshots(number: keepsRecords ? test : nil, updates: updates)
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
      reports: all.flatMap(\.reports), counts: counts, recorded: all.flatMap(\.recorded),
      updates: all.flatMap(\.updates))
  }
}

/// What came of all stretches.
struct RunResult: Sendable {
  var reports: [CaseReport]
  /// How often each point was reached; empty unless coverage is measured.
  var counts: [Int]
  /// The records that could be read; empty unless they are kept.
  var recorded: [RecordedCase]
  /// The snapshots that are not as they were, where they are to be rewritten.
  var updates: [SnapshotUpdate]
}

/// What came of one stretch.
struct StretchResult: Sendable {
  var reports: [CaseReport] = []
  var counts: [Int] = []
  var recorded: [RecordedCase] = []
  var updates: [SnapshotUpdate] = []
}

extension PreparedTest {
  /// Compares the snapshots of the test, or makes them anew.
  fileprivate func runSnapshots(number: Int?, updates: Bool) -> StretchResult {
    let judgement = Judgement(test: test, program: program)
    var observer = coverage.map { CoverageObserver($0) }
    var result = StretchResult()
    var failures: [TestFailure] = []
    for snapshot in snapshots {
      let run = run(snapshot)
      for customer in run.customers {
        observe(customer.candidate.record, customer.verdict, &observer)
        guard let number else { continue }
        result.recorded.append(
          RecordedCase(
            test: number, index: 0, candidate: customer.candidate,
            isPassed: run.difference == nil, verdict: customer.verdict))
      }
      guard let difference = run.difference else { continue }
      if updates {
        result.updates.append(
          SnapshotUpdate(
            path: snapshot.expectedFile.path, bytes: run.bytes, message: difference.message,
            details: difference.details(of: program)))
      } else {
        failures.append(judgement.failure(snapshot, difference, isSound: run.isSound))
      }
    }
    result.reports.append(
      CaseReport(
        name: test.name, row: nil, place: judgement.place(test.nameSpan),
        outcome: failures.isEmpty ? .passed : .failed(failures)))
    result.counts = observer?.counts ?? []
    return result
  }

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
      if let record = run.record { observe(record, run.verdict, &observer) }
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

  private func observe(
    _ record: [Value], _ verdict: TracedEvaluator.Verdict, _ observer: inout CoverageObserver?
  ) {
    switch verdict {
    case .decided(let decided): observer?.observe(decided, evaluator, record: record)
    case .refused: observer?.observeRefused(record, evaluator, previous: previous)
    }
  }
}
