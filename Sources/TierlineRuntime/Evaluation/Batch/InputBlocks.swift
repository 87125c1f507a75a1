// A stream of input cut into blocks that can be decided apart from each other.
//
// A block ends behind a line that ends with `}`, before one that begins with `{`. In JSON two objects
// stand side by side between top-level values only, so no record goes on over such an end; one that is
// broken breaks there at the latest, and reading goes on there too (`RecordReader+Recovery.swift`,
// rules 2 and 3). Where a block has no such end (records in one array, or on one line), the rest of
// the input is left to be read in one stream.

import TierlineSource

/// Where blocks come from: fills memory with the next bytes and says how many; 0 at the end.
package typealias BlockSource =
  (UnsafeMutableRawBufferPointer) throws(ByteSourceFailure) -> Int

/// A block of input.
package final class InputBlock {
  fileprivate var memory: Slab<UInt8>
  package fileprivate(set) var count = 0
  /// The first bytes behind it.
  package fileprivate(set) var lookahead: [UInt8] = []
  /// Whether the input ends with it.
  package fileprivate(set) var isLast = false
  /// Whether a record may go on behind it.
  package fileprivate(set) var isOpen = false

  package init() { memory = Slab(InputBlocks.size + 2 * BlockEvaluator.padding) }

  deinit { memory.free() }

  /// Decides its whole records.
  package func decide(by evaluator: BlockEvaluator) -> BlockResult {
    unsafe evaluator.decide(
      memory.pointer(), count: count, lookahead: lookahead, isLast: isLast)
  }

  /// Its bytes from an offset on.
  package func bytes(from offset: Int) -> [UInt8] {
    unsafe Array(UnsafeBufferPointer(start: memory.pointer(at: offset), count: count - offset))
  }

  /// How many lines end before an offset.
  package func lineBreakCount(upTo offset: Int) -> Int {
    unsafe UnsafeBufferPointer(start: memory.pointer(), count: offset).span.lineBreakCount
  }
}

/// Cuts a stream into blocks.
@safe
package struct InputBlocks {
  static let size = 1 << 18
  /// A block that has no end yet grows up to this size.
  private static let sizeMax = 1 << 22
  private static let lookaheadMax = 64

  private let source: BlockSource
  /// What was read and belongs to the next block.
  private var carried: [UInt8] = []
  private var isAtEnd = false
  private var hasBegun = false

  package init(_ source: @escaping BlockSource) { unsafe self.source = source }

  /// Fills a block; false where there is nothing left.
  package mutating func next(into block: InputBlock) throws(ByteSourceFailure) -> Bool {
    (block.count, block.isLast, block.isOpen, block.lookahead) = (0, false, false, [])
    append(carried, to: block)
    carried = []
    if !hasBegun { try begin(block) }
    var size = Self.size
    while true {
      try fill(block, to: size)
      if isAtEnd {
        block.isLast = true
        return block.count > 0
      }
      if let end = end(of: block) {
        cut(block, at: end)
        return true
      }
      guard size < Self.sizeMax else {
        block.isOpen = true
        return true
      }
      size *= 2
    }
  }

  /// What has not been given out, for reading in one stream.
  package mutating func rest() -> ByteSource {
    var carried = carried
    let source = unsafe source
    return { () throws(ByteSourceFailure) in
      if !carried.isEmpty {
        defer { carried = [] }
        return carried
      }
      let memory = Slab<UInt8>(1 << 16)
      defer { memory.free() }
      let count = try unsafe source(
        UnsafeMutableRawBufferPointer(start: memory.pointer(), count: 1 << 16))
      return unsafe Array(UnsafeBufferPointer(start: memory.pointer(), count: count))
    }
  }

  private func append(_ bytes: [UInt8], to block: InputBlock) {
    block.memory.grow(to: block.count + bytes.count + 2 * BlockEvaluator.padding)
    for (index, byte) in bytes.enumerated() { block.memory[block.count + index] = byte }
    block.count += bytes.count
  }

  /// Passes over a byte order mark.
  private mutating func begin(_ block: InputBlock) throws(ByteSourceFailure) {
    hasBegun = true
    try fill(block, to: 3)
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    if block.count >= 3, (0..<3).allSatisfy({ block.memory[$0] == mark[$0] }) {
      let rest = block.bytes(from: 3)
      block.count = 0
      append(rest, to: block)
    }
  }

  private mutating func fill(_ block: InputBlock, to size: Int) throws(ByteSourceFailure) {
    block.memory.grow(to: size + 2 * BlockEvaluator.padding)
    while !isAtEnd, block.count < size {
      let got = try unsafe source(
        UnsafeMutableRawBufferPointer(
          start: block.memory.pointer(at: block.count), count: size - block.count))
      block.count += got
      if got == 0 { isAtEnd = true }
    }
  }

  /// The last place where a block may end.
  private func end(of block: InputBlock) -> Int? {
    var offset = block.count - 1
    while offset > 1 {
      if block.memory[offset] == UInt8(ascii: "{"), block.memory[offset - 1] == 0x0A {
        var before = offset - 2
        if before > 0, block.memory[before] == 0x0D { before -= 1 }
        if block.memory[before] == UInt8(ascii: "}") { return offset }
      }
      offset -= 1
    }
    return nil
  }

  private mutating func cut(_ block: InputBlock, at end: Int) {
    carried = block.bytes(from: end)
    block.lookahead = Array(carried.prefix(Self.lookaheadMax))
    block.count = end
  }
}
