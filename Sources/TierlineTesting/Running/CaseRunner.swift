// Running the cases of a prepared test.
//
// The records of a stretch of cases go through one reader, a line each, so that given values are
// validated as any data is and the schema is compiled once. A record of a test is one line of valid
// JSON, unless a fixture is broken; then the case is read alone, and refused.

import TierlineChecker
import TierlineRuntime
import TierlineSource

/// What a case was given, and what became of it.
struct CaseRun: Sendable {
  /// From 0, within its test.
  var index: Int
  /// The values read; nil when the reader refused them.
  var record: [Value]?
  var verdict: TracedEvaluator.Verdict
}

extension PreparedTest {
  /// Runs a stretch of cases, in order.
  func run(_ cases: Range<Int>, _ body: (CaseRun) -> Void) {
    var next = cases.lowerBound
    guard case .object? = record else {
      for index in cases { body(runAlone(index)) }
      return
    }
    var reader = RecordReader(program: program) { [self] () throws(ByteSourceFailure) in
      var bytes: [UInt8] = []
      while next < cases.upperBound, bytes.count < 1 << 16 {
        write(next, to: &bytes)
        next += 1
      }
      return bytes
    }
    for index in cases {
      guard let reading = try? reader.next() else { return }
      body(run(index, reading))
    }
  }

  /// The reader's faults of a fixture that is no JSON.
  private func runAlone(_ index: Int) -> CaseRun {
    var bytes: [UInt8] = []
    write(index, to: &bytes)
    var isRead = false
    var reader = RecordReader(program: program) { () throws(ByteSourceFailure) in
      defer { isRead = true }
      return isRead ? [] : bytes
    }
    if let reading = try? reader.next() { return run(index, reading) }
    let fault = RecordFault(
      code: .recordMalformed, path: "", expected: Wording("a record", zh: "记录"), found: "missing")
    return CaseRun(index: index, record: nil, verdict: .refused([fault]))
  }

  private func run(_ index: Int, _ reading: RecordReading) -> CaseRun {
    switch reading.content {
    case .refused(let faults):
      CaseRun(index: index, record: nil, verdict: .refused(faults))
    case .record(let values):
      CaseRun(
        index: index, record: values,
        verdict: evaluator.decide(values, previous: previous))
    }
  }
}
