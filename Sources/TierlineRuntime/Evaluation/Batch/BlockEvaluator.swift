// From a block of input to a block of output: index, read 64 records, decide them, write them, again.
//
// A block begins where a record may begin. The evaluator takes as many whole records as it holds and
// says how far it came. A record that the column reader leaves is read again by the slow reader from
// its own text, one that the code leaves is decided by the traced evaluator, and lines come out in
// order all the same. Text that is no JSON is handed to the slow reader where it breaks, which knows
// how to go on.

import TierlineSource

/// Decides the records of one block after another; one for each worker.
package final class BlockEvaluator {
  private let program: Program
  private let traced: TracedEvaluator
  private let previous: PreviousSnapshot?
  private let evaluator: BatchEvaluator
  private var reader: ColumnReader
  private let output: BatchOutput
  /// The decisions written, a line each.
  private var bytes = OutputBytes()
  private var positions = Slab<UInt32>(InputBlocks.size + StringIndex.blockSize)
  private var slow: RecordReader
  /// Text of an array, with room as a block has it.
  private var elements = Slab<UInt8>(0)
  /// What lies before the text that is being decided: lines, and the part of the line it begins on.
  private var before = (lines: 0, place: TextPlace())
  /// Where each record of the batch lies in the block.
  private let starts = Slab<ReadPlace>(BatchMemory.lanes)
  private let ends = Slab<Int>(BatchMemory.lanes)
  /// For records that the traced evaluator decides.
  private let lines: DecisionLines

  /// One of the evaluators of a plan, for one thread; `slow` reads the records of the same program.
  init(_ plan: BatchPlan, _ reading: ReadPlan, _ previous: PreviousSnapshot?, _ slow: RecordReader)
  {
    let (program, asOf) = (plan.program, plan.asOf)
    self.program = program
    self.previous = previous
    lines = DecisionLines(plan.notation, program, includesFields: plan.includesFields)
    traced = TracedEvaluator(program: program, asOf: asOf)
    evaluator = BatchEvaluator(plan)
    reader = ColumnReader(reading, evaluator.memory)
    output = BatchOutput(plan)
    self.slow = slow
  }

  deinit {
    reader.free()
    output.free()
    bytes.free()
    positions.free()
    elements.free()
    starts.free()
    ends.free()
  }

  /// Bytes that must be readable behind a block, and before it.
  package static let padding = 128
  static let roomBefore = 64

  /// Takes the decisions of the block decided last out, and memory to write the next ones into.
  func exchangeOutput(_ other: inout OutputBytes) { swap(&bytes, &other) }

  /// The decisions of the records of a stream that were decided last, a line each.
  package func withOutput<Failure>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    try unsafe bytes.withBytes(body)
  }

  // MARK: A block

  /// Decides the whole records of a block of `count` bytes.
  ///
  /// `roomBefore` bytes before it must be readable. The `padding` bytes behind them are overwritten.
  /// `lookahead` are the first bytes that lie behind the block: what breaks at its end is reported by
  /// them. `isLast` says that the input ends with it.
  package func decide(
    _ block: UnsafeMutablePointer<UInt8>, count: Int, lookahead: [UInt8], isLast: Bool
  ) -> BlockResult {
    var result = BlockResult(levels: program.levelCounts)
    bytes.removeAll()
    before = (0, TextPlace())
    unsafe pad(block, count)
    // Behind broken text a little is indexed at first, so that much of it costs no more than its length.
    var span = count
    while result.consumed < count {
      let start = result.consumed
      let end = span < count - start ? start + span : count
      var separator = Separator.none
      let stop = unsafe decide(
        block, start..<end, isLast: isLast && end == count, &separator, &result)
      switch stop {
      case .end where end < count: span *= 2
      case .end: return result
      case .array:
        result.ending = .stream
        return result
      case .broken where end < count && span < 1 << 16: span *= 2
      case .broken:
        guard
          unsafe decideBroken(
            UnsafePointer(block), start: result.consumed, to: count, lookahead, isLast: isLast,
            &result)
        else { return result }
        span = 1 << 12
      }
    }
    return result
  }

  private func pad(_ block: UnsafeMutablePointer<UInt8>, _ count: Int) {
    for index in 0..<Self.padding { unsafe block[count + index] = 0x20 }
  }

  /// What is next between records.
  private enum Separator {
    /// They stand one after another.
    case none
    /// They are elements of an array: behind one, and behind a comma.
    case comma, passed
  }

  private enum Stop {
    case end
    /// An array begins at what has been consumed.
    case array
    /// What stands there is no record, or none that is JSON.
    case broken
  }

  /// Decides records of a stretch up to its end or to text that only the slow reader can read.
  private func decide(
    _ block: UnsafeMutablePointer<UInt8>, _ stretch: Range<Int>, isLast: Bool,
    _ separator: inout Separator, _ result: inout BlockResult
  ) -> Stop {
    let count = stretch.upperBound
    // Whole blocks of the index are taken; what lies behind the stretch is not looked at.
    let padded = (stretch.count + 63) & ~63
    positions.grow(to: padded + StringIndex.blockSize)
    var index = StringIndex()
    var found = unsafe index.index(
      UnsafeRawPointer(block) + stretch.lowerBound, count: padded,
      base: UInt32(truncatingIfNeeded: stretch.lowerBound), into: positions.pointer())
    while found > 0, Int(positions[found - 1]) >= count { found -= 1 }
    positions[found] = UInt32(truncatingIfNeeded: count)
    let soundEnd = min(Int(clamping: index.badFrom), count)
    // The walk ends at a byte that goes on with nothing.
    let behind = unsafe block[count]
    unsafe block[count] = 0
    defer { unsafe block[count] = behind }
    let block = unsafe UnsafePointer(block)
    // A value of its own while it is at work, which need not be asked of the evaluator for each record.
    var reader = reader
    defer { self.reader = reader }
    unsafe reader.begin(
      block, at: stretch.lowerBound, UnsafePointer(positions.pointer()))
    unsafe evaluator.memory.input = block
    let lists = evaluator.memory.elements
    while true {
      evaluator.memory.begin()
      var lanes = 0
      var unread: UInt64 = 0
      var refused: UInt64 = 0
      var stop: Stop?
      while lanes < BatchMemory.lanes {
        reader.passBlanks()
        if separator == .comma, reader.byte == UInt8(ascii: ",") {
          reader.at += 1
          (separator, result.consumed) = (.passed, reader.at)
          reader.passBlanks()
        }
        let start = reader.place
        let place = reader.at
        guard place < count else {
          stop = .end
          // What is left is blank.
          if soundEnd == count { result.consumed = count } else { stop = .broken }
          break
        }
        let first = reader.byte
        guard first == UInt8(ascii: "{"), separator != .comma else {
          stop = first == UInt8(ascii: "[") ? .array : .broken
          result.consumed = place
          break
        }
        for store in lists { store.mark = store.count }
        let isRead = reader.readRecord(lane: lanes)
        if !isRead {
          for store in lists { store.drop(to: store.mark) }
          reader.place = start
          guard reader.skipContainer(depth: 0) else {
            // A record that the block cuts off is read when there is more.
            result.consumed = place
            stop = reader.at >= count && !isLast && soundEnd == count ? .end : .broken
            break
          }
          unread |= 1 << UInt64(lanes)
        }
        let end = reader.at
        guard end <= soundEnd || soundEnd == count else {
          result.consumed = place
          stop = .broken
          break
        }
        starts[lanes] = start
        ends[lanes] = end
        result.consumed = end
        if separator == .passed { separator = .comma }
        lanes += 1
        if lanes % NotedValue.rows == 0 {
          refused |= reader.finish(lanes: lanes - NotedValue.rows..<lanes)
        }
      }
      let firstNoted = lanes / NotedValue.rows * NotedValue.rows
      refused |= reader.finish(lanes: firstNoted..<lanes)
      if let broken = firstBroken(refused, of: lanes, &reader) {
        // What lies behind was gone through as if this were JSON.
        (lanes, stop) = (broken, .broken)
        result.consumed = Int(starts[broken].offset)
        if separator == .comma { separator = .passed }
      }
      unread |= refused
      if lanes > 0 { unsafe finish(block, lanes: lanes, unread: unread, &result) }
      if let stop { return stop }
    }
  }

  /// The first lane of those refused whose record is no JSON.
  private func firstBroken(
    _ refused: UInt64, of lanes: Int, _ reader: inout ColumnReader
  ) -> Int? {
    guard refused != 0 else { return nil }
    let place = reader.place
    defer { reader.place = place }
    for lane in 0..<lanes where refused >> UInt64(lane) & 1 == 1 {
      reader.place = starts[lane]
      if !reader.skipContainer(depth: 0) { return lane }
    }
    return nil
  }

  /// Decides and writes the batch that has been read.
  private func finish(
    _ block: UnsafePointer<UInt8>, lanes: Int, unread: UInt64, _ result: inout BlockResult
  ) {
    decide(lanes: lanes, unread: unread, &result) { lane, result in
      unsafe decideSlowly(block, Int(starts[lane].offset)..<ends[lane], &result)
    }
  }

  /// Decides and writes what stands in the columns; `slowly` does so for lanes that are left.
  private func decide(
    lanes: Int, unread: UInt64, _ result: inout BlockResult,
    slowly: (Int, inout BlockResult) -> Void
  ) {
    let memory = evaluator.memory
    memory.laneCount = lanes
    if previous != nil { loadPrevious(lanes: lanes) }
    evaluator.run()
    let live = memory.live
    let left = (memory.left | unread) & live
    // A value of its own while it is written to, which the loop need not ask the evaluator for.
    var written = bytes
    for lane in 0..<lanes {
      if left >> UInt64(lane) & 1 == 0 {
        output.write(lane: lane, memory, to: &written)
        written.append(0x0A)
      } else {
        bytes = written
        slowly(lane, &result)
        written = bytes
      }
    }
    bytes = written
    let decided = live & ~left
    result.evaluated += decided.nonzeroBitCount
    count(decided, &result)
  }

  private func loadPrevious(lanes: Int) {
    let (memory, plan) = (evaluator.memory, evaluator.plan)
    for lane in 0..<lanes {
      var key: [Value] = []
      for (index, shape) in plan.fields where plan.program.input.fields[index].isKey {
        guard case .value(let operand, let type) = shape else { continue }
        key.append(memory.value(operand, as: type, lane: lane))
      }
      guard let record = previous?.record(for: key) else { continue }
      for (source, _, operand) in plan.previous {
        memory.store(record.value(of: source, in: plan.program), operand, lane: lane)
      }
    }
  }

  /// Counts the levels of lanes.
  private func count(_ lanes: UInt64, _ result: inout BlockResult) {
    let (memory, plan) = (evaluator.memory, evaluator.plan)
    for index in plan.outputs.indices {
      for level in result.levels[index].indices {
        switch plan.outputs[index] {
        case .value(.narrow(let column, _)):
          let found = lanes & memory.lanes(of: column, equal: Int64(level))
          result.levels[index][level] += found.nonzeroBitCount
        case .alerts(let raised, let levels):
          for (truth, column) in zip(raised, levels) {
            let found =
              lanes & memory.yes[Int(truth)] & memory.lanes(of: column, equal: Int64(level))
            result.levels[index][level] += found.nonzeroBitCount
          }
        case .value, .columns: break
        }
      }
    }
  }

  // MARK: A stream

  /// Decides the next records of a reader.
  ///
  /// Lines count from where the reader began. Throws: what the reader's source throws.
  ///
  /// - Returns: nil at the end of the input.
  package func decide(
    _ records: inout RecordReader
  ) throws(ByteSourceFailure) -> BlockResult? {
    if let result = try decideElements(&records) { return result }
    return try decideOneByOne(&records)
  }

  /// Decides elements of the array in which a reader stands, as many as a block holds.
  ///
  /// - Returns: nil where there is none, or none that is whole and sound is next.
  private func decideElements(
    _ records: inout RecordReader
  ) throws(ByteSourceFailure) -> BlockResult? {
    try records.enterArray()
    guard let isBehindElement = records.isBehindElement else { return nil }
    try records.window.fill(to: InputBlocks.size)
    let text = records.window.bytes[records.window.range].prefix(InputBlocks.size)
    elements.grow(to: Self.roomBefore + text.count + 2 * Self.padding)
    let block = unsafe elements.pointer(at: Self.roomBefore)
    unsafe UnsafeMutableRawBufferPointer(start: block, count: text.count).copyBytes(from: text)
    unsafe pad(block, text.count)
    before = records.window.here()
    // Records read one by one may have made lists longer.
    for list in evaluator.memory.elements.indices { reader.refresh(list: Int32(list)) }
    var result = BlockResult(levels: program.levelCounts)
    bytes.removeAll()
    var separator = isBehindElement ? Separator.comma : .passed
    _ = unsafe decide(block, 0..<text.count, isLast: false, &separator, &result)
    guard result.evaluated + result.refused.count > 0 else { return nil }
    records.pass(result.consumed, isBehindElement: separator == .comma)
    result.ending = .done
    return result
  }

  /// How many refusals are kept until they are told.
  private static let refusedMax = 1024

  /// Decides the next records of a reader, 64 at most.
  private func decideOneByOne(
    _ records: inout RecordReader
  ) throws(ByteSourceFailure) -> BlockResult? {
    var result = BlockResult(levels: program.levelCounts)
    bytes.removeAll()
    let memory = evaluator.memory
    memory.begin()
    var readings: [RecordReading] = []
    // Those refused by the reader, and how many records were read before each.
    var unread: [(before: Int, reading: RecordReading)] = []
    while readings.count < BatchMemory.lanes, unread.count < Self.refusedMax,
      let reading = try records.next()
    {
      guard case .record(let record) = reading.content else {
        unread.append((readings.count, reading))
        continue
      }
      memory.load(record, lane: readings.count, evaluator.plan)
      readings.append(reading)
    }
    guard !readings.isEmpty || !unread.isEmpty else { return nil }
    // In the order of the input, whoever refuses.
    var refused: [RecordReading] = []
    var next = 0
    decide(lanes: readings.count, unread: 0, &result) { lane, result in
      while next < unread.count, unread[next].before <= lane {
        refused.append(unread[next].reading)
        next += 1
      }
      take(readings[lane], &result)
      refused += result.refused
      result.refused = []
    }
    result.refused = refused + unread[next...].map(\.reading)
    return result
  }

  // MARK: One record at a time

  /// Reads and decides the record in a stretch of the block as the traced evaluator does.
  private func decideSlowly(
    _ block: UnsafePointer<UInt8>, _ range: Range<Int>, _ result: inout BlockResult
  ) {
    let record = unsafe Array(
      UnsafeBufferPointer(start: block + range.lowerBound, count: range.count))
    slow.restart(byteSource(of: record))
    guard let reading = try? slow.next() else { return }
    unsafe take(reading, at: range.lowerBound, in: block, &result)
  }

  private func take(
    _ reading: RecordReading, at offset: Int, in block: UnsafePointer<UInt8>,
    _ result: inout BlockResult
  ) {
    let refusedBefore = result.refused.count
    take(reading, &result)
    guard result.refused.count > refusedBefore else { return }
    let lines = unsafe UnsafeBufferPointer(start: block, count: offset).span.lineBreakCount
    result.refused[refusedBefore].move(
      behind: before.lines + lines, column: unsafe place(of: offset, in: block).column)
  }

  /// Where an offset of the text lies on its line.
  private func place(of offset: Int, in block: UnsafePointer<UInt8>) -> TextPlace {
    var place = before.place
    place.advance(over: unsafe UnsafeBufferPointer(start: block, count: offset).span)
    return place
  }

  private func take(_ reading: RecordReading, _ result: inout BlockResult) {
    switch reading.content {
    case .refused: result.refused.append(reading)
    case .record(let record):
      switch traced.decide(record, previous: previous?.record(for: reading.key)) {
      case .refused(let faults):
        result.refused.append(
          RecordReading(line: reading.line, key: reading.key, content: .refused(faults)))
      case .decided(let decided):
        var line: [UInt8] = []
        lines.write(decided, to: &line)
        bytes.append(line)
        result.evaluated += 1
        decided.forEachLevel { result.levels[$0][$1] += 1 }
      }
    }
  }

  /// Reads one record, or what stands in its place, that is no JSON.
  ///
  /// Returns: false where more of the input is needed to tell.
  private func decideBroken(
    _ block: UnsafePointer<UInt8>, start: Int, to count: Int, _ lookahead: [UInt8],
    isLast: Bool, _ result: inout BlockResult
  ) -> Bool {
    // The block piece by piece, so that a short record costs no copy of all that follows.
    var next = start
    var isPast = false
    var wantsMore = false
    let place = unsafe place(of: start, in: block)
    slow.restart(indentation: place.indentation) { () throws(ByteSourceFailure) in
      guard next < count else {
        if isPast || lookahead.isEmpty { wantsMore = true }
        isPast = true
        return wantsMore ? [] : lookahead
      }
      let piece = min(count - next, 1 << 12)
      defer { next += piece }
      return unsafe Array(UnsafeBufferPointer(start: block + next, count: piece))
    }
    guard let reading = try? slow.next() else {
      result.consumed = count
      return true
    }
    if wantsMore, !isLast, lookahead.isEmpty { return false }
    // What is passed over before a record begins is no part of it.
    unsafe take(reading, at: start, in: block, &result)
    result.consumed = min(start + slow.offset, count)
    return true
  }
}

extension PreviousRecord {
  /// A value that code reads of the previous record.
  func value(of source: BatchPlan.PreviousSource, in program: Program) -> Value {
    switch source {
    case .field(let index): return fields.value(at: index)
    case .decision(let index): return decisions.value(at: index)
    case .column(let decision, let column): return decisions.value(at: decision).member(column)
    case .alert(let decision, let rule):
      guard case .list(let raised) = decisions.value(at: decision),
        case .alerts(let alerts) = program.decisions[decision].body
      else { return .missing }
      let name = PlainValue.text(Text(alerts.rules[rule].rule.name))
      return .boolean(raised.contains { PlainValue($0) == name })
    }
  }
}
