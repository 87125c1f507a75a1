// Blocks give the bytes of the traced evaluator: the same lines, refusals and counts, on random
// rulesets and records, whether the records are a line each, in an array, or cut up anyhow.
//
// 300 rulesets of 40 records by default; `PROPERTY_RULESETS=N` asks for more.

import Support
import Testing
import TierlineChecker
import TierlineRuntime
import TierlineSource

@Test(arguments: 0..<10)
func blocksEqualTraced(_ batch: Int) throws {
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
  let records = (0..<40).map { generator.record($0) }
  // Lists among the fields are written by the traced evaluator alone.
  let includesFields = seed % 8 == 0
  let lines = Array(records.map { $0 + "\n" }.joined().utf8)
  let array = Array("[\(records.joined(separator: ",\n"))]".utf8)
  for input in [lines, array] {
    let slow = try traced(program, asOf, input, includesFields)
    let quick = try inBlocks(program, asOf, input, includesFields)
    let different = zip(slow, quick).first { $0 != $1 }
    #expect(slow.count == quick.count, "seed \(seed)\n\(text)")
    #expect(different?.0 == different?.1, "seed \(seed)\n\(text)")
  }
}

private func traced(
  _ program: Program, _ asOf: CalendarDate?, _ input: [UInt8], _ includesFields: Bool
) throws -> [String] {
  let evaluator = TracedEvaluator(program: program, asOf: asOf)
  var reader = RecordReader(program: program, source: byteSource(of: input))
  var (lines, refusals): ([String], [String]) = ([], [])
  while let reading = try reader.next() {
    switch reading.content {
    case .refused(let faults): refusals.append("\(reading.line) \(faults)")
    case .record(let record):
      switch evaluator.decide(record) {
      case .refused(let faults): refusals.append("\(reading.line) \(faults)")
      case .decided(let decided):
        var json = JSONWriter()
        BriefOutput(includesFields: includesFields).write(decided, to: &json)
        lines.append(json.text)
      }
    }
  }
  return lines + refusals
}

private func inBlocks(
  _ program: Program, _ asOf: CalendarDate?, _ input: [UInt8], _ includesFields: Bool
) throws -> [String] {
  let evaluators = BlockEvaluator.evaluators(
    1, program: program, asOf: asOf, previous: nil, includesFields: includesFields)
  guard let evaluator = evaluators.first else {
    #expect(includesFields, "a ruleset that blocks cannot decide")
    return try traced(program, asOf, input, includesFields)
  }
  var taken = BlocksTaken()
  var rest = input[...]
  var blocks = unsafe InputBlocks { memory in
    let count = min(rest.count, memory.count)
    unsafe memory.copyBytes(from: rest.prefix(count))
    rest = rest.dropFirst(count)
    return count
  }
  let block = InputBlock()
  while try blocks.next(into: block) {
    let result = block.decide(by: evaluator)
    taken.add(result, evaluator)
    guard result.ending == .stream || !block.isLast && result.consumed < block.count else {
      taken.lines += block.lineBreakCount(upTo: block.count)
      continue
    }
    var pending = [block.bytes(from: result.consumed)]
    taken.lines += block.lineBreakCount(upTo: result.consumed)
    let following = blocks.rest()
    var reader = RecordReader(program: program) { () throws(ByteSourceFailure) in
      if let bytes = pending.popLast(), !bytes.isEmpty { return bytes }
      return try following()
    }
    while let result = try evaluator.decide(&reader) { taken.add(result, evaluator) }
    break
  }
  return taken.output + taken.refusals
}

/// What came of blocks, in order.
private struct BlocksTaken {
  var lines = 0
  var output: [String] = []
  var refusals: [String] = []

  mutating func add(_ result: BlockResult, _ evaluator: BlockEvaluator) {
    let text = evaluator.outputText
    output += text.split(separator: "\n").map(String.init)
    for reading in result.refused {
      guard case .refused(let faults) = reading.content else { continue }
      refusals.append("\(reading.line + lines) \(faults)")
    }
  }
}

extension BlockEvaluator {
  /// The decisions of the block decided last.
  fileprivate var outputText: String {
    var text = ""
    unsafe withOutput { unsafe text = String(decoding: $0, as: UTF8.self) }
    return text
  }
}
