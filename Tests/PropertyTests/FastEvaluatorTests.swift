// Blocks give the bytes of the traced evaluator: the same lines, refusals and counts, on random
// rulesets and records, whether the records are a line each, in an array, or cut up anyhow.
//
// So do full lines, with their reasons, and lines of CSV.
//
// 300 rulesets of 40 records by default, 12,000 pairs; `PROPERTY_RULESETS=N` asks for more.

import Support
import Testing
import TierlineChecker
import TierlineRuntime
import TierlineSource

/// How many records each ruleset is tried on.
private let recordCount = 40

/// At least 10,000 pairs of a ruleset and a record are tried, unless fewer rulesets are asked for.
@Test(.enabled(if: rulesetCount >= 300))
func pairsSuffice() { #expect(rulesetCount * recordCount >= 10_000) }

@Test(arguments: 0..<10)
func blocksEqualTraced(_ batch: Int) throws {
  for seed in stride(from: batch, to: rulesetCount, by: 10) {
    try agrees(seed: UInt64(seed) + 1_000_000)
  }
}

/// Full lines are not compared in vain: blocks explain most rulesets themselves.
@Test func mostAreExplainedInBlocks() throws {
  let explained = try (0..<60).filter { seed in
    var generator = RulesetGenerator(seed: UInt64(seed) + 1_000_000)
    let text = generator.ruleset()
    let program = try #require(
      check(entry: "random.tier") { _ in .success(Array(text.utf8)) }.program)
    let evaluators = BlockEvaluators(
      1, program: program, asOf: nil, previous: nil, includesFields: false, notation: .full)
    return evaluators != nil
  }
  #expect(explained.count > 40)
}

private func agrees(seed: UInt64) throws {
  var generator = RulesetGenerator(seed: seed)
  let text = generator.ruleset()
  let result = check(entry: "random.tier") { _ in .success(Array(text.utf8)) }
  let program = try #require(result.program, "seed \(seed)")
  let asOf = CalendarDate(year: 2026, month: 1, day: 1)
  let records = (0..<recordCount).map { generator.record($0) }
  let includesFields = seed % 4 == 0
  let lines = Array(records.map { $0 + "\n" }.joined().utf8)
  let array = Array("[\(records.joined(separator: ",\n"))]".utf8)
  let cases: [([UInt8], DecisionNotation)] = [
    (lines, .brief), (array, .brief), (lines, .full), (lines, .csv),
  ]
  for (input, notation) in cases {
    let slow = try traced(program, asOf, input, includesFields, notation)
    // Scores whose points are computed have their reasons from the traced evaluator alone.
    let quick = try inBlocks(
      program, asOf, input, includesFields, notation,
      isForBlocks: notation == .full ? nil : true)
    let different = zip(slow, quick).first { $0 != $1 }
    #expect(slow.count == quick.count, "seed \(seed)\n\(text)")
    #expect(different?.0 == different?.1, "seed \(seed)\n\(text)")
  }
}
