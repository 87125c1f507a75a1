// The three promises, on random rulesets and records: every record is decided or refused with a
// reason, nothing missing is ignored without the author's word, and the same input gives the same
// bytes. `PROPERTY_RULESETS=5000 swift test --filter PropertyTests` tries more.

import Foundation
import Support
import Testing
import TierlineChecker
import TierlineRuntime
import TierlineSource

/// How many rulesets are tried.
let rulesetCount =
  ProcessInfo.processInfo.environment["PROPERTY_RULESETS"].flatMap(Int.init) ?? 300

/// Rulesets are tried in batches, so that a failure names its seeds.
@Test(arguments: 0..<10)
func promises(_ batch: Int) throws {
  for seed in stride(from: batch, to: rulesetCount, by: 10) {
    try keepsPromises(seed: UInt64(seed))
  }
}

private func keepsPromises(seed: UInt64) throws {
  var generator = RulesetGenerator(seed: seed)
  let text = generator.ruleset()
  let result = check(entry: "random.tier") { _ in .success(Array(text.utf8)) }
  let errors = result.diagnostics.filter { $0.severity == .error }
  guard let program = result.program else {
    Issue.record("seed \(seed): \(listing(errors, in: result.sources))\n\(text)")
    return
  }
  let records = (0..<30).map { generator.record($0) }
  let first = run(program, records)
  let second = run(program, records)
  #expect(first.lines == second.lines, "seed \(seed)")
  #expect(first.lines.count == records.count, "seed \(seed): evaluated + refused = read")
  for fault in first.faults {
    // Only data and overflow refuse: `missing` found where `check` promised a value is a bug.
    let isPromiseBroken = fault.code == .recordOverflow && fault.found != "overflow"
    #expect(!isPromiseBroken, "seed \(seed): \(fault.message.english)\n\(text)")
  }
}

/// One line a record: its decisions, or its faults.
private func run(
  _ program: Program, _ records: [String]
) -> (lines: [String], faults: [RecordFault]) {
  var pending = records.joined(separator: "\n").utf8[...]
  var reader = RecordReader(program: program) {
    let chunk = pending.prefix(4096)
    pending = pending.dropFirst(chunk.count)
    return Array(chunk)
  }
  let evaluator = TracedEvaluator(
    program: program, asOf: CalendarDate(year: 2026, month: 1, day: 1))
  var lines: [String] = []
  var faults: [RecordFault] = []
  func refuse(_ found: [RecordFault]) {
    faults += found
    lines.append(found.map { "\($0.code.rawValue) \($0.path)" }.joined(separator: ", "))
  }
  while let reading = try? reader.next() {
    switch reading.content {
    case .refused(let found): refuse(found)
    case .record(let values):
      switch evaluator.decide(values) {
      case .refused(let found): refuse(found)
      case .decided(let decided):
        var writer = JSONWriter()
        BriefOutput().write(decided, to: &writer)
        lines.append(String(decoding: writer.bytes, as: UTF8.self))
      }
    }
  }
  return (lines, faults)
}
