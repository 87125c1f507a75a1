// Decisions as JSON: blocks of input decided on several threads and written in order.
//
// Each worker takes the next block, decides it, puts it into a ring and goes on; whoever finds the block
// in the ring that is next to be written writes it, and then the next one. The ring has few blocks, so
// memory has a bound whatever the input. What cannot be cut into blocks (an array, broken text that goes
// on) ends the sharing: the rest of the input is then decided in one stream, and so is the same whatever
// the number of threads.

import TierlineRuntime
import TierlineSource

/// What a run does with results, always on one thread at a time and in order of the input.
protocol BlockSink {
  /// Takes a result and its decisions, a line each; its own lines begin behind `line` others.
  func take(_ result: BlockResult, _ output: UnsafeRawBufferPointer, linesBefore line: Int)
  /// Whether nobody takes the decisions any more.
  var isBroken: Bool { get }
}

/// One input, decided block by block.
final class BlockRun: @unchecked Sendable {
  private let evaluators: BlockEvaluators
  private let sink: any BlockSink
  private let program: Program

  // Guarded by `reading`.
  private let reading = Monitor()
  private var blocks: InputBlocks
  private var taken = 0
  private var failure: ByteSourceFailure?
  private var isAtEnd = false

  // Guarded by `ring`.
  private let ring = Monitor()
  private var opening: (number: Int, block: InputBlock)?
  private var free: [InputBlock] = []
  /// How many more blocks may be made.
  private var blocksLeft = 0
  private var decided: [Int: DecidedBlock] = [:]
  private var written = 0
  private var isWriting = false
  /// Whether no more blocks are shared, because all have been, or what follows is a stream.
  private var isDone = false
  private var isStream = false

  /// Of whoever writes: the lines before the block to be written.
  private var lines = 0

  /// A block, and what came of it.
  private struct DecidedBlock {
    let block: InputBlock
    let result: BlockResult
  }

  /// A run over one input, on as many threads as there are evaluators at most.
  init(
    _ program: Program, _ source: @escaping BlockSource, _ evaluators: BlockEvaluators,
    _ sink: any BlockSink
  ) {
    self.program = program
    self.evaluators = evaluators
    self.sink = sink
    blocks = unsafe InputBlocks(source)
  }

  /// Decides all of the input.
  func run() throws(ByteSourceFailure) {
    let first = InputBlock()
    if let number = fill(first) { share(from: first, number) }
    if let failure { throw failure }
    if isStream { try decideStream() }
  }

  /// Decides the first block and those that follow, on as many threads as that is worth.
  private func share(from first: InputBlock, _ number: Int) {
    opening = (number, first)
    // What fits into one block is not worth a thread.
    let count = first.isLast ? 1 : evaluators.countMax
    // One for each worker, and some for work to go on when one block takes long.
    if !first.isLast { blocksLeft = count > 1 ? count + 1 : 0 }
    ParallelLoop.run(count, threads: count) { self.work(self.evaluators[$0]) }
  }

  /// What each thread does.
  private func work(_ evaluator: BlockEvaluator) {
    if let (number, block) = ring.locked(takeOpening) { decide(block, number, evaluator) }
    while let block = ring.locked(takeNew) ? InputBlock() : ring.locked(takeFree) {
      guard let number = reading.locked({ fill(block) }) else {
        ring.locked { finish(block) }
        return
      }
      decide(block, number, evaluator)
    }
  }

  private func decide(_ block: InputBlock, _ number: Int, _ evaluator: BlockEvaluator) {
    let result = block.decide(by: evaluator)
    ring.locked { decided[number] = DecidedBlock(block: block, result: result) }
    writeDecided()
  }

  /// The first block, for whoever comes first.
  private func takeOpening() -> (number: Int, block: InputBlock)? {
    defer { opening = nil }
    return opening
  }

  /// Whether a block is to be made, as none is free and not all there may be are made.
  private func takeNew() -> Bool {
    guard !isDone, free.isEmpty, blocksLeft > 0 else { return false }
    blocksLeft -= 1
    return true
  }

  /// Waits for a block to read into; nil when there is nothing more to do.
  private func takeFree() -> InputBlock? {
    while !isDone {
      if let block = free.popLast() { return block }
      ring.wait()
    }
    return nil
  }

  /// The input has ended: nobody needs to go on.
  private func finish(_ block: InputBlock) {
    free.append(block)
    isDone = true
    ring.wakeAll()
  }

  /// Reads the next block; gives back its number, nil where there is none.
  private func fill(_ block: InputBlock) -> Int? {
    guard !isAtEnd, !sink.isBroken else { return nil }
    do throws(ByteSourceFailure) {
      guard try blocks.next(into: block) else {
        isAtEnd = true
        return nil
      }
    } catch {
      failure = error
      isAtEnd = true
      return nil
    }
    // From a block without an end on all is one stream: no other need be held.
    if block.isOpen { isAtEnd = true }
    taken += 1
    return taken - 1
  }

  /// Hands on what is next, unless another thread is at it, which then also finds what comes now.
  private func writeDecided() {
    while let next = ring.locked(takeDecided) {
      let goesOn = write(next)
      ring.locked {
        isWriting = false
        if goesOn {
          written += 1
          free.append(next.block)
        } else {
          decided[written] = next
          (isStream, isDone) = (true, true)
        }
        ring.wakeAll()
      }
    }
  }

  private func takeDecided() -> DecidedBlock? {
    guard !isWriting, !isStream, let next = decided.removeValue(forKey: written) else { return nil }
    isWriting = true
    return next
  }

  /// Hands on what came of a block; false when what it left begins a stream.
  private func write(_ decided: DecidedBlock) -> Bool {
    let (block, result) = (decided.block, decided.result)
    unsafe block.withOutput { unsafe sink.take(result, $0, linesBefore: lines) }
    let isWhole = block.isLast || result.consumed == block.count
    let goesOn = result.ending == .done && isWhole && !block.isOpen
    lines += goesOn ? block.lineBreakCount : block.lineBreakCount(upTo: result.consumed)
    return goesOn
  }

  /// Decides what the blocks left over and all that follows, in one stream.
  private func decideStream() throws(ByteSourceFailure) {
    var pending = decided.sorted { $0.key < $1.key }.map { number, decided in
      decided.block.bytes(from: number == written ? decided.result.consumed : 0)
    }[...]
    let rest = blocks.rest()
    guard let first = decided[written] else { return }
    var reader = RecordReader(
      program: program, from: first.result.consumed, of: first.block
    ) { () throws(ByteSourceFailure) in
      while let bytes = pending.popFirst() { if !bytes.isEmpty { return bytes } }
      return try rest()
    }
    let evaluator = evaluators[0]
    while !sink.isBroken, let result = try evaluator.decide(&reader) {
      unsafe evaluator.withOutput { unsafe sink.take(result, $0, linesBefore: lines) }
    }
  }
}
