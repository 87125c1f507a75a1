// Loops over the 64 lanes of columns, one for each kind of operation.
//
// Everything is inlined into the evaluator's switch, so that each instruction is one tight loop. A
// test of 64 lanes gives a word; what goes beyond its bits in any lane gives the word of those lanes.

/// Operations on whole columns.
enum Lanes {
  static let count = 64

  /// The lanes where a test holds.
  @inline(__always)
  static func word(_ test: (Int) -> Bool) -> UInt64 {
    var word: UInt64 = 0
    var part = 0
    // Eight at a time, which the compiler unrolls.
    while part < count {
      var bits: UInt64 = 0
      for lane in 0..<8 { bits |= (test(part &+ lane) ? 1 : 0) << UInt64(lane) }
      word |= bits << UInt64(part)
      part &+= 8
    }
    return word
  }

  /// The lanes of those of some rows that lie in the word that begins with a row.
  static func mask(_ rows: Range<Int>, from start: Int) -> UInt64 {
    let lower = max(rows.lowerBound - start, 0)
    let upper = min(rows.upperBound - start, count)
    guard lower < upper else { return 0 }
    return (.max << UInt64(lower)) & (.max >> UInt64(count - upper))
  }

  /// Calls for each lane of a word, lowest first.
  @inline(__always)
  static func each(_ word: UInt64, _ body: (Int) -> Void) {
    var rest = word
    while rest != 0 {
      body(rest.trailingZeroBitCount)
      rest &= rest &- 1
    }
  }

  /// Writes a result of every lane; gives back the lanes where it overflowed.
  @inline(__always)
  static func write(
    _ target: UnsafeMutablePointer<Int64>,
    _ result: (Int) -> (partialValue: Int64, overflow: Bool)
  ) -> UInt64 {
    word { lane in
      let (value, overflow) = result(lane)
      unsafe target[lane] = value
      return overflow
    }
  }
}
