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

/// Elements of arrays are read by columns, and others among them one by one, in turn.
@Test func arraysAreReadInTurn() throws {
  let text = """
    ruleset "Lists" version "1"
    input customer {
      id: text key
      amounts: list of number
    }
    result total: number = sum(it for amounts)
    """
  let program = try #require(
    check(entry: "lists.tier") { _ in .success(Array(text.utf8)) }.program)
  // More elements in 64 records than there is room for at first.
  let amounts = (0..<40).map(String.init).joined(separator: ",")
  let sound = (0..<500).map { #"{"id":"\#($0)","amounts":[\#(amounts)]}"# }
  let broken = ["7", #"{"id":"x"}"#, #"{"id":"y","amounts":[1,}"#, "[1]", ""]
  for odd in broken {
    for (separator, end) in [(",", "]"), (",\n", "]\n"), (" , ", ",]"), (",\n  ", "")] {
      let pieces = sound[..<200] + [odd] + sound[200...]
      let array = "[" + pieces.joined(separator: separator) + end
      for input in [array, array + sound[0], sound[0] + "\n" + array, array + "\n\u{FEFF}" + array]
      {
        let slow = try traced(program, nil, Array(input.utf8))
        #expect(try inBlocks(program, nil, Array(input.utf8)) == slow)
      }
    }
  }
}

/// A byte order mark is one at the beginning of the input alone.
@Test(arguments: ["", "\n", "\n\n", "]\n"])
func marksWithinAreRefused(_ end: String) throws {
  let text = """
    ruleset "Small" version "1"
    input customer { id: text key }
    result known = id is present
    """
  let program = try #require(
    check(entry: "small.tier") { _ in .success(Array(text.utf8)) }.program)
  let record = #"{"id":"C1"}"#
  let before = (end.hasPrefix("]") ? "[" : "") + record + end
  for input in [before + "\u{FEFF}" + before, "\u{FEFF}" + before, "\u{FEFF}\u{FEFF}" + before] {
    let slow = try traced(program, nil, Array(input.utf8))
    #expect(try inBlocks(program, nil, Array(input.utf8)) == slow)
    #expect(
      slow.contains { $0.contains("FEFF") || $0.contains("feff") }
        == input.dropFirst().contains("\u{FEFF}"))
  }
}

/// A record that is required and requires nothing is there even where the input has none.
@Test func requiredRecordsAreThere() throws {
  let text = """
    ruleset "Records" version "1"
    record inner { b: integer default 7  c: text optional }
    record outer { a: integer default 5  inside: inner  maybe: inner optional }
    input customer {
      id: text key
      needed: outer
      other: outer optional
      list: list of outer default []
      day: date default 2019-12-29
    }
    result needed_missing = needed is missing
    result inside_missing = needed.inside is missing
    result maybe_missing = needed.maybe is missing
    result other_missing = other is missing
    result inside_other = other.inside is present
    result counted = count(list where .inside is missing)
    result maybe_counted = count(list where .maybe is missing)
    result total = sum(.inside.b for list)
    result late: days = day - 2020-01-01
    """
  let program = try #require(
    check(entry: "records.tier") { _ in .success(Array(text.utf8)) }.program)
  let values = ["", #","needed":null"#, #","needed":{},"other":{}"#, #","other":{"maybe":{}}"#]
  let lists = ["", #","list":[]"#, #","list":[{},{"inside":null},{"inside":{"b":1},"maybe":{}}]"#]
  let input = values.flatMap { value in lists.map { #"{"id":"1"\#(value)\#($0)}"# } }
    .joined(separator: "\n")
  for includesFields in [false, true] {
    for notation in [DecisionNotation.brief, .full, .csv] {
      let slow = try traced(program, nil, Array(input.utf8), includesFields, notation)
      #expect(try inBlocks(program, nil, Array(input.utf8), includesFields, notation) == slow)
      #expect(slow.count == 12)
    }
  }
}
