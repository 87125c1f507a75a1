// The fast evaluator gives the bytes of the traced one: the same lines and the same refusals, on
// random rulesets and records.

import Support
import Testing
import TierlineChecker
import TierlineRuntime
import TierlineSource

@Test(arguments: 0..<10)
func fastEqualsTraced(_ batch: Int) throws {
  for seed in stride(from: batch, to: rulesetCount, by: 10) {
    try agrees(seed: UInt64(seed) + 1_000_000)
  }
}

private func agrees(seed: UInt64) throws {
  var generator = RulesetGenerator(seed: seed)
  let text = generator.ruleset()
  let result = check(entry: "random.tier") { _ in .success(Array(text.utf8)) }
  let program = try #require(result.program, "seed \(seed)")
  let asOf = CalendarDate(year: 2026, month: 1, day: 1)
  var fast = try #require(FastEvaluator(program: program, asOf: asOf))
  let traced = TracedEvaluator(program: program, asOf: asOf)
  let lines = (0..<40).map { generator.record($0) + "\n" }.joined()
  var reader = RecordReader(program: program, source: byteSource(of: Array(lines.utf8)))
  while let reading = try reader.next() {
    guard case .record(let record) = reading.content else { continue }
    let slow = outcome(of: traced.decide(record))
    let quick = outcome(of: &fast, record)
    #expect(slow == quick, "seed \(seed), line \(reading.line)\n\(text)")
  }
}

private func outcome(of verdict: TracedEvaluator.Verdict) -> String {
  switch verdict {
  case .refused(let faults): return "\(faults)"
  case .decided(let decided):
    var json = JSONWriter()
    BriefOutput(includesFields: true).write(decided, to: &json)
    return json.text
  }
}

private func outcome(of evaluator: inout FastEvaluator, _ record: [Value]) -> String {
  if let faults = evaluator.decide(record) { return "\(faults)" }
  var json = JSONWriter()
  evaluator.write(record, to: &json, includesFields: true)
  return json.text
}
