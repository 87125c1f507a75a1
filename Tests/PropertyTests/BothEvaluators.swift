// Decides records by the traced evaluator and in blocks: lines first, then refusals with their lines.

import Testing
import TierlineRuntime
import TierlineSource

func traced(
  _ program: Program, _ asOf: CalendarDate?, _ input: [UInt8], _ includesFields: Bool = false,
  _ notation: DecisionNotation = .brief, previous: PreviousSnapshot? = nil
) throws -> [String] {
  let evaluator = TracedEvaluator(program: program, asOf: asOf)
  var reader = RecordReader(program: program, source: byteSource(of: input))
  let written = DecisionLines(notation, program, includesFields: includesFields)
  var bytes: [UInt8] = []
  var refusals: [String] = []
  while let reading = try reader.next() {
    switch reading.content {
    case .refused(let faults): refusals.append("\(reading.line) \(faults)")
    case .record(let record):
      switch evaluator.decide(record, previous: previous?.record(for: reading.key)) {
      case .refused(let faults): refusals.append("\(reading.line) \(faults)")
      case .decided(let decided):
        written.write(decided, to: &bytes)
      }
    }
  }
  return lineTexts(bytes) + refusals
}

/// Cells of CSV may have line breaks in them.
private func lineTexts(_ bytes: [UInt8]) -> [String] {
  bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
}

func inBlocks(
  _ program: Program, _ asOf: CalendarDate?, _ input: [UInt8], _ includesFields: Bool = false,
  _ notation: DecisionNotation = .brief, previous: PreviousSnapshot? = nil,
  isForBlocks: Bool? = true
) throws -> [String] {
  let evaluators = BlockEvaluators(
    1, program: program, asOf: asOf, previous: previous, includesFields: includesFields,
    notation: notation)
  #expect(
    isForBlocks.map { $0 == (evaluators != nil) } ?? true, "whether blocks can decide the ruleset")
  guard let evaluator = evaluators?[0] else {
    return try traced(
      program, asOf, input, includesFields, notation, previous: previous)
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
    unsafe block.withOutput { unsafe taken.add(result, $0) }
    guard result.ending == .stream || !block.isLast && result.consumed < block.count else {
      taken.lines += block.lineBreakCount(upTo: block.count)
      continue
    }
    var pending = [block.bytes(from: result.consumed)]
    taken.lines += block.lineBreakCount(upTo: result.consumed)
    let following = blocks.rest()
    var reader = RecordReader(
      program: program, from: result.consumed, of: block
    ) { () throws(ByteSourceFailure) in
      if let bytes = pending.popLast(), !bytes.isEmpty { return bytes }
      return try following()
    }
    while let result = try evaluator.decide(&reader) {
      unsafe evaluator.withOutput { unsafe taken.add(result, $0) }
    }
    break
  }
  return taken.output + taken.refusals
}

/// What came of blocks, in order.
private struct BlocksTaken {
  var lines = 0
  var output: [String] = []
  var refusals: [String] = []

  mutating func add(_ result: BlockResult, _ bytes: UnsafeRawBufferPointer) {
    output += unsafe lineTexts(Array(bytes))
    for var reading in result.refused {
      reading.move(behind: lines)
      guard case .refused(let faults) = reading.content else { continue }
      refusals.append("\(reading.line) \(faults)")
    }
  }
}
