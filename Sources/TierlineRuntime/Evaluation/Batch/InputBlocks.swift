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
  /// The text, with room before and behind it that readers may touch.
  private var memory: Slab<UInt8>
  package fileprivate(set) var count = 0
  /// The first bytes behind it.
  package fileprivate(set) var lookahead: [UInt8] = []
  /// Whether the input ends with it.
  package fileprivate(set) var isLast = false
  /// Whether a record may go on behind it.
  package fileprivate(set) var isOpen = false
  /// How many lines end in it, once it is decided.
  package private(set) var lineBreakCount = 0
  private var output = OutputBytes()

  package init() {
    memory = Slab(BlockEvaluator.roomBefore + InputBlocks.size + 2 * BlockEvaluator.padding)
  }

  deinit {
    memory.free()
    output.free()
  }

  /// Makes room for a text of `size` bytes.
  fileprivate func grow(to size: Int) {
    memory.grow(to: BlockEvaluator.roomBefore + size + 2 * BlockEvaluator.padding)
  }

  /// Its text from an offset on.
  fileprivate func text(at offset: Int = 0) -> UnsafeMutablePointer<UInt8> {
    unsafe memory.pointer(at: BlockEvaluator.roomBefore + offset)
  }

  fileprivate func append(_ bytes: [UInt8]) {
    grow(to: count + bytes.count)
    unsafe bytes.withUnsafeBytes { bytes in
      unsafe UnsafeMutableRawBufferPointer(start: text(at: count), count: bytes.count)
        .copyMemory(from: bytes)
    }
    count += bytes.count
  }

  /// Decides its whole records; their decisions stay with the block until it is decided again.
  package func decide(by evaluator: BlockEvaluator) -> BlockResult {
    let result = unsafe evaluator.decide(
      text(), count: count, lookahead: lookahead, isLast: isLast)
    evaluator.exchangeOutput(&output)
    lineBreakCount = lineBreakCount(upTo: count)
    return result
  }

  /// The decisions of its records, a line each.
  package func withOutput<Failure>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    try unsafe output.withBytes(body)
  }

  /// Its bytes from an offset on.
  package func bytes(from offset: Int) -> [UInt8] {
    unsafe Array(UnsafeBufferPointer(start: text(at: offset), count: count - offset))
  }

  /// Where an offset lies on its line; a block begins with a line.
  func place(of offset: Int) -> TextPlace {
    var place = TextPlace()
    place.advance(over: unsafe UnsafeBufferPointer(start: text(), count: offset).span)
    return place
  }

  /// How many lines end before an offset.
  package func lineBreakCount(upTo offset: Int) -> Int {
    unsafe UnsafeBufferPointer(start: text(), count: offset).span.lineBreakCount
  }
}

/// Cuts a stream into blocks.
@safe
package struct InputBlocks {
  static let size = 1 << 18
  /// A block that has no end yet grows up to this size, and its index to four times that.
  private static let sizeMax = 1 << 21
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
    block.append(carried)
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

  /// Passes over a byte order mark.
  private mutating func begin(_ block: InputBlock) throws(ByteSourceFailure) {
    hasBegun = true
    try fill(block, to: 3)
    guard block.bytes(from: 0).starts(with: [0xEF, 0xBB, 0xBF]) else { return }
    let rest = block.bytes(from: 3)
    block.count = 0
    block.append(rest)
  }

  private mutating func fill(_ block: InputBlock, to size: Int) throws(ByteSourceFailure) {
    block.grow(to: size)
    while !isAtEnd, block.count < size {
      let got = try unsafe source(
        UnsafeMutableRawBufferPointer(
          start: block.text(at: block.count), count: size - block.count))
      block.count += got
      if got == 0 { isAtEnd = true }
    }
  }

  /// The last place where a block may end.
  private func end(of block: InputBlock) -> Int? {
    let text = unsafe block.text()
    var offset = block.count - 1
    while offset > 1 {
      if unsafe text[offset] == UInt8(ascii: "{") && text[offset - 1] == 0x0A {
        var before = offset - 2
        if unsafe before > 0 && text[before] == 0x0D { before -= 1 }
        if unsafe text[before] == UInt8(ascii: "}") { return offset }
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
