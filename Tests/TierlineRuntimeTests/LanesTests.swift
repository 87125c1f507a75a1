// Every kind of every loop of `TierlineLanes.h` that this processor runs against the obvious loop.

import Support
import Testing
import TierlineBytes

@testable import TierlineRuntime

@Suite("Lanes")
struct LanesTests {
  struct Kind: CustomTestStringConvertible {
    let testDescription: String
    let loops: tierline_lanes
  }

  /// The kinds that this processor runs.
  static let kinds = [
    ("plain", tierline_lanes_plain), ("AVX2", tierline_lanes_avx2),
    ("AVX-512", tierline_lanes_avx512),
  ].compactMap { name, kind in
    unsafe tierline_lanes_of(kind).map { unsafe Kind(testDescription: name, loops: $0.pointee) }
  }

  static let edges: [Int64] = [
    .min, .min + 1, .max, .max - 1, 0, 1, -1, 2, -2, 3, 1 << 31, -1 << 31, 1 << 32, -1 << 32,
    1 << 62, -1 << 62, 1_000_000_000_000_000_000, -1_000_000_000_000_000_000, 9, 10, 99, 100,
  ]

  /// Edges, numbers near each other, and numbers of all sizes.
  static func number(_ generator: inout SeededGenerator) -> Int64 {
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: edges[Int.random(in: 0..<edges.count, using: &generator)]
    case 1: Int64.random(in: -3...3, using: &generator)
    default:
      Int64.random(in: .min ... .max, using: &generator)
        >> Int64.random(in: 0..<63, using: &generator)
    }
  }

  static func column(_ generator: inout SeededGenerator) -> [Int64] {
    (0..<64).map { _ in number(&generator) }
  }

  static func word(_ generator: inout SeededGenerator) -> UInt64 {
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: 0
    case 1: .max
    default: UInt64.random(in: 0 ... .max, using: &generator)
    }
  }

  static func word(where test: (Int) -> Bool) -> UInt64 {
    (0..<64).reduce(0) { $0 | (test($1) ? 1 << UInt64($1) : 0) }
  }

  @Test("the plain kind is always there, and the best is in use")
  func someKinds() throws {
    #expect(Self.kinds.first?.testDescription == "plain")
    let best = try #require(Self.kinds.last)
    // A pointer to the same loop.
    let (chosen, wanted) = unsafe (tierline_lanes_in_use().pointee.fill, best.loops.fill)
    #expect(
      unsafe unsafeBitCast(chosen, to: Int.self) == unsafeBitCast(wanted, to: Int.self))
  }

  @Test("comparisons", arguments: kinds)
  func comparisons(kind: Kind) {
    var generator = SeededGenerator(seed: 11)
    let loops = kind.loops
    for round in 0..<1000 {
      let (left, right) = (Self.column(&generator), Self.column(&generator))
      let limit = round < Self.edges.count ? Self.edges[round] : left[round % 64]
      unsafe #expect(loops.less_than(left, limit) == Self.word { left[$0] < limit })
      unsafe #expect(loops.at_most(left, limit) == Self.word { left[$0] <= limit })
      unsafe #expect(loops.equal_to(left, limit) == Self.word { left[$0] == limit })
      unsafe #expect(loops.each_less_than(left, right) == Self.word { left[$0] < right[$0] })
      unsafe #expect(loops.each_at_most(left, right) == Self.word { left[$0] <= right[$0] })
      unsafe #expect(loops.each_equal_to(left, right) == Self.word { left[$0] == right[$0] })
    }
  }

  @Test("comparisons of 128 bits", arguments: kinds)
  func wideComparisons(kind: Kind) {
    var generator = SeededGenerator(seed: 12)
    let loops = kind.loops
    let edges: [Int128] = [.min, .min + 1, .max, .max - 1, -1, 0, 1 << 64, (1 << 64) - 1, -1 << 64]
    for round in 0..<1000 {
      let left = (0..<64).map { _ in
        let low = UInt64(bitPattern: Self.number(&generator))
        return Int128(Self.number(&generator)) << 64 | Int128(low)
      }
      let limit = round < edges.count ? edges[round] : left[round % 64]
      let (high, low) = (Int64(truncatingIfNeeded: limit >> 64), UInt64(truncatingIfNeeded: limit))
      unsafe #expect(loops.wide_less_than(left, high, low) == Self.word { left[$0] < limit })
      unsafe #expect(loops.wide_at_most(left, high, low) == Self.word { left[$0] <= limit })
      unsafe #expect(loops.wide_equal_to(left, high, low) == Self.word { left[$0] == limit })
    }
  }

  @Test("writing into lanes", arguments: kinds)
  func writing(kind: Kind) {
    var generator = SeededGenerator(seed: 13)
    let loops = kind.loops
    for _ in 0..<500 {
      let (left, right) = (Self.column(&generator), Self.column(&generator))
      let (word, value) = (Self.word(&generator), Self.number(&generator))
      func expect(_ lane: (Int, Bool) -> Int64, _ write: (inout [Int64]) -> Void) {
        var found = right
        write(&found)
        #expect(found == (0..<64).map { lane($0, word >> UInt64($0) & 1 == 1) })
      }
      expect({ _, _ in value }) { unsafe loops.fill(&$0, value) }
      expect({ $1 ? value : right[$0] }) { unsafe loops.blend_constant(&$0, word, value) }
      expect({ $1 ? left[$0] : right[$0] }) { unsafe loops.blend(&$0, word, left) }
      expect({ $1 ? left[$0] : right[$0] }) { unsafe loops.select(&$0, word, left, right) }
      expect({ $1 ? right[$0] &+ value : right[$0] }) { unsafe loops.add_where(&$0, word, value) }
    }
  }

  @Test("sums and products, and where they overflow", arguments: kinds)
  func arithmetic(kind: Kind) {
    var generator = SeededGenerator(seed: 14)
    let loops = kind.loops
    for round in 0..<1000 {
      let (left, right) = (Self.column(&generator), Self.column(&generator))
      let factor = round < Self.edges.count ? Self.edges[round] : Self.number(&generator)
      // Beside random numbers those on both sides of each limit.
      let near = left.map { number in
        guard factor != 0, factor != -1, number & 1 == 0 else { return number }
        let limit = (number & 2 == 0 ? Int64.min : .max) / factor
        return limit &+ (number >> 2) % 2
      }
      var target = [Int64](repeating: 0, count: 64)
      func expect(
        _ overflow: UInt64, _ lane: (Int) -> (partialValue: Int64, overflow: Bool)
      ) {
        #expect(target == (0..<64).map { lane($0).partialValue })
        #expect(overflow == Self.word { lane($0).overflow })
      }
      unsafe expect(loops.add(&target, left, right)) {
        left[$0].addingReportingOverflow(right[$0])
      }
      unsafe expect(loops.subtract(&target, left, right)) {
        left[$0].subtractingReportingOverflow(right[$0])
      }
      unsafe expect(loops.multiply_constant(&target, near, factor)) {
        near[$0].multipliedReportingOverflow(by: factor)
      }
    }
  }

  @Test("division by a unit, toward zero", arguments: kinds)
  func division(kind: Kind) {
    var generator = SeededGenerator(seed: 15)
    var units = Self.edges.filter { $0 > 0 }
    units += (0..<63).flatMap { bit in [1 << bit, (1 << bit) + 1, max(1, (1 << bit) - 1)] }
    units += (0...18).map { Int64(powerOfTen($0)) }
    units += (0..<2000).map { _ in max(1, Self.number(&generator) & .max) }
    for unit in units {
      let number = max(1, Self.number(&generator) & .max)
      let multiple = number / unit * unit
      var source = Self.column(&generator)
      // Where a quotient changes.
      let places = [multiple, multiple - 1, multiple &+ 1, -multiple, 1 - multiple, -multiple - 1]
      for (lane, place) in places.enumerated() { source[lane] = place }
      source.replaceSubrange(8..<8 + Self.edges.count, with: Self.edges)
      var target = [Int64](repeating: 0, count: 64)
      unsafe kind.loops.divide(&target, source, tierline_divider_make(unit))
      #expect(target == source.map { $0 / unit }, "by \(unit)")
    }
  }

  @Test("line feeds", arguments: kinds)
  func lineBreaks(kind: Kind) {
    var generator = SeededGenerator(seed: 16)
    let bytes: [UInt8] = (0..<400).map { _ in
      [0x0A, 0x0B, 0x8A, 0x0D, 0x0A, 0, 0xFF][Int.random(in: 0..<7, using: &generator)]
    }
    for start in 0..<70 {
      for count in 0...(400 - start) {
        let text = Array(bytes[start..<start + count])
        let found = unsafe kind.loops.line_breaks(text, count)
        if found != text.count(where: { $0 == 0x0A }) {
          Issue.record("\(found) in \(text)")
        }
      }
    }
  }
}

// MARK: - Search

extension LanesTests {
  /// Whether a part is found, where what follows the text would complete it if it were read.
  static func isFound(_ part: [UInt8], in text: [UInt8], _ kind: Kind) -> Bool {
    var behind = [UInt8](repeating: 0, count: 64)
    let whole = Array((part + part + part).prefix(64))
    behind.replaceSubrange(0..<whole.count, with: whole)
    let begun = (1..<max(part.count, 2)).last { text.suffix($0).elementsEqual(part.prefix($0)) }
    if let begun {
      let rest = part.dropFirst(begun)
      behind.replaceSubrange(0..<rest.count, with: rest)
    }
    let readable = text + behind
    return unsafe kind.loops.contains(readable, text.count, part, part.count)
  }

  static func expectSearch(_ part: [UInt8], in text: [UInt8], _ kind: Kind) {
    let expected =
      part.count <= text.count
      && (0...(text.count - part.count)).contains { text[$0...].starts(with: part) }
    if isFound(part, in: text, kind) != expected {
      Issue.record("\(part) \(expected ? "not found" : "found") in \(text)")
    }
  }

  @Test("a part at every place of texts of every length", arguments: kinds)
  func searchEverywhere(kind: Kind) {
    for partCount in [0, 1, 2, 3, 4, 31, 32, 33, 34, 40] {
      let part = (0..<partCount).map { UInt8(0x61 + $0 % 26) }
      for count in [0, 1, 2, 3, 31, 32, 33, 63, 64, 65, 66, 95, 96, 127, 128, 129, 160] {
        let text = [UInt8](repeating: 0x2E, count: count)
        Self.expectSearch(part, in: text, kind)
        guard partCount <= count else { continue }
        for place in 0...(count - partCount) {
          var holding = text
          holding.replaceSubrange(place..<place + partCount, with: part)
          Self.expectSearch(part, in: holding, kind)
          guard partCount > 2 else { continue }
          // One byte of the middle differs.
          holding[place + 1 + place % (partCount - 2)] = 0
          Self.expectSearch(part, in: holding, kind)
        }
      }
    }
  }

  @Test("parts in texts of few letters", arguments: kinds)
  func searchRandomly(kind: Kind) {
    var generator = SeededGenerator(seed: 17)
    for _ in 0..<20_000 {
      func text(upTo countMax: Int) -> [UInt8] {
        let count = Int.random(in: 0...countMax, using: &generator)
        return (0..<count).map { _ in UInt8.random(in: 0xFE...0xFF, using: &generator) }
      }
      let part = text(upTo: 12)
      Self.expectSearch(part, in: text(upTo: 200), kind)
    }
  }

  @Test("the search that rules use, long parts too")
  func door() {
    let text = Array("客户所属行业：批发和零售业；主营业务：农产品的收购、加工、储存及销售".utf8)
    let readable = text + [UInt8](repeating: 0, count: Slab<UInt8>.behindText)
    for part in ["", "客", "零售业；主营", "农产品的收购、加工、储存及销售", "农产品的收购、加工、储存及销", "储存及销售x"] {
      let isThere = unsafe readable.withUnsafeBufferPointer { readable in
        unsafe Array(part.utf8).withUnsafeBufferPointer { part in
          unsafe TextSearch.contains(
            UnsafeBufferPointer(rebasing: readable[..<text.count]), part)
        }
      }
      #expect(isThere == !part.hasSuffix("x"), "\(part)")
    }
  }
}
