// Brief decisions: blocks of input decided on several threads and written in order.
//
// Each worker takes the next block, decides it and waits for its turn to write, so that at most a
// block a worker is in memory. What cannot be cut into blocks (an array, broken text that goes on) ends
// the sharing: the rest of the input is then decided in one stream, and so is the same whatever the
// number of threads.

import TierlineRuntime
import TierlineSource

/// What a run does with results, always on one thread at a time and in order of the input.
protocol BlockSink {
  /// Takes a result whose decisions stand in an evaluator; its lines begin behind `line` others.
  func take(_ result: BlockResult, _ evaluator: BlockEvaluator, linesBefore line: Int)
  /// Whether nobody takes the decisions any more.
  var isBroken: Bool { get }
}

/// One input, decided block by block.
final class BlockRun: @unchecked Sendable {
  private let evaluators: [BlockEvaluator]
  private let sink: any BlockSink
  private let program: Program
  private let monitor = Monitor()

  // Guarded by the monitor.
  private var blocks: InputBlocks
  private var taken = 0
  private var written = 0
  private var lines = 0
  private var failure: ByteSourceFailure?
  private var isDone = false
  /// What workers had taken when the sharing ended, by block.
  private var leftOver: [(number: Int, bytes: [UInt8])] = []
  private var isStream = false

  /// A run over one input; the evaluators are one for each thread.
  init(
    _ program: Program, _ source: @escaping BlockSource, _ evaluators: [BlockEvaluator],
    _ sink: any BlockSink
  ) {
    self.program = program
    self.evaluators = evaluators
    self.sink = sink
    blocks = unsafe InputBlocks(source)
  }

  /// Decides all of the input.
  func run() throws(ByteSourceFailure) {
    ParallelLoop.run(evaluators.count, threads: evaluators.count) { self.work(self.evaluators[$0]) }
    if let failure { throw failure }
    if isStream { try decideStream() }
  }

  /// What each thread does.
  private func work(_ evaluator: BlockEvaluator) {
    let block = InputBlock()
    while let number = monitor.locked({ take(block) }) {
      let result = block.decide(by: evaluator)
      monitor.locked { write(block, number, result, evaluator) }
    }
  }

  /// Takes the next block; nil when there is none for this thread.
  private func take(_ block: InputBlock) -> Int? {
    guard !isDone, !sink.isBroken else { return nil }
    do throws(ByteSourceFailure) {
      guard try blocks.next(into: block) else {
        isDone = true
        return nil
      }
    } catch {
      failure = error
      isDone = true
      return nil
    }
    taken += 1
    return taken - 1
  }

  /// Waits for the block's turn and hands on what came of it.
  private func write(
    _ block: InputBlock, _ number: Int, _ result: BlockResult, _ evaluator: BlockEvaluator
  ) {
    while written != number, !isStream { monitor.wait() }
    if isStream {
      leftOver.append((number, block.bytes(from: 0)))
      return
    }
    sink.take(result, evaluator, linesBefore: lines)
    if result.ending == .stream || block.isOpen || (!block.isLast && result.consumed < block.count)
    {
      isStream = true
      isDone = true
      let rest = block.bytes(from: result.consumed)
      lines += block.lineBreakCount(upTo: result.consumed)
      leftOver.append((number, rest))
    } else {
      lines += block.lineBreakCount(upTo: block.count)
      written += 1
    }
    monitor.wakeAll()
  }

  /// Decides what the blocks left over and all that follows, in one stream.
  private func decideStream() throws(ByteSourceFailure) {
    var pending = leftOver.sorted { $0.number < $1.number }.map(\.bytes)[...]
    let rest = blocks.rest()
    var reader = RecordReader(program: program) { () throws(ByteSourceFailure) in
      while let bytes = pending.popFirst() { if !bytes.isEmpty { return bytes } }
      return try rest()
    }
    guard let evaluator = evaluators.first else { return }
    while !sink.isBroken, let result = try evaluator.decide(&reader) {
      sink.take(result, evaluator, linesBefore: lines)
    }
  }
}
