// Many rules of one block, ready to be asked: the cost of a record hardly grows with the rules.
//
// Cuts come first: by the value of a column that few rules share, down to a leaf of the rules that can
// still hold. In a leaf each column's values fall into buckets, and each bucket has a row of bits: the
// rules that a value in it does not rule out. The AND of a record's rows, one a column, leaves the rules
// that hold, and its lowest bit is the first. These are the decision trees and the bit vectors of packet
// filters: Gupta & McKeown, HiCuts, IEEE Micro 2000, doi:10.1109/40.820051; Lakshman & Stiliadis, SIGCOMM
// 1998, doi:10.1145/285237.285283.
//
// Memory is bounded: where cuts would copy rules too often there are none, and large leaves thin their
// buckets out. What such a leaf leaves over is tested rule by rule. `RuleTreeBuilder` makes the tree.

internal import TierlineBytes

/// The rules of a block as a tree; shared by all workers.
@safe
final class RuleTree: @unchecked Sendable {
  /// A place where the tree divides by a column's value.
  struct Cut: BitwiseCopyable {
    var column: Int32
    /// Where the lower ends of all parts but the first begin in `bounds`, and how many there are.
    var bounds: Int32
    var boundCount: Int32
    /// Where its `boundCount + 2` nodes begin in `nodes`; the last is for no value.
    var nodes: Int32
  }

  /// A few rules, in order.
  struct Leaf: BitwiseCopyable {
    /// Where its columns begin in `leafColumns`.
    var columns: Int32 = 0
    var columnCount: Int32 = 0
    /// Where its rules begin in `rules`.
    var rules: Int32 = 0
    var ruleCount: Int32 = 0
    /// Words of a row.
    var wordCount: Int32 = 0
    /// Whether a rule that its rows leave over holds, unless a value is missing.
    var isExact = true
  }

  /// A column of a leaf.
  struct LeafColumn: BitwiseCopyable {
    var column: Int32
    var bounds: Int32
    var boundCount: Int32
    /// Where its `boundCount + 2` rows begin in `rows`; the last is for no value.
    var rows: Int32
  }

  /// A test of a rule, by values as columns hold them.
  struct Test: BitwiseCopyable {
    var column: Int32
    var set: Int32
    var lower: Int64
    var upper: Int64
    var isNegated: Bool
    var absent: RuleIndex.Absence
  }

  /// A column of the batch.
  struct Column: BitwiseCopyable {
    enum Kind: BitwiseCopyable { case narrow, wide, truth }

    var kind: Kind
    var place: Int32
    /// The ends of a wide column's stretches in `wideBounds`: its value is the stretch's number.
    var bounds: Int32 = 0
    var boundCount: Int32 = 0
  }

  let ruleCount: Int
  private let unknown: RuleIndex.Unknown
  /// Of a cut its index, of a leaf the complement of its.
  private let root: Int32
  private let cuts: Slab<Cut>
  private let nodes: Slab<Int32>
  private let leaves: Slab<Leaf>
  private let leafColumns: Slab<LeafColumn>
  private let rules: Slab<Int32>
  private let bounds: Slab<Int64>
  private let rows: Slab<UInt64>
  private let columns: Slab<Column>
  private let wideBounds: Slab<Int128>
  private let tests: Slab<Test>
  private let starts: Slab<Int32>
  private let sets: [Set<Int64>]
  /// The most columns of a leaf.
  let leafColumnsMax: Int

  init(_ builder: RuleTreeBuilder, root: Int32) {
    ruleCount = builder.index.ruleCount
    unknown = builder.index.unknown
    self.root = root
    cuts = Slab(builder.cuts)
    nodes = Slab(builder.nodes)
    leaves = Slab(builder.leaves)
    leafColumns = Slab(builder.leafColumns)
    rules = Slab(builder.rules)
    bounds = Slab(builder.bounds)
    rows = Slab(builder.rows)
    columns = Slab(builder.columns)
    wideBounds = Slab(builder.wideBounds)
    tests = Slab(builder.plainTests)
    starts = Slab(builder.index.starts)
    sets = builder.plainSets
    leafColumnsMax = builder.leaves.map { Int($0.columnCount) }.max() ?? 0
  }

  deinit {
    cuts.free()
    nodes.free()
    leaves.free()
    leafColumns.free()
    rules.free()
    bounds.free()
    rows.free()
    columns.free()
    wideBounds.free()
    tests.free()
    starts.free()
  }

  // MARK: Asking

  /// What a lane comes to.
  enum Outcome {
    case rule(Int)
    case otherwise
    case unknown
    case left
  }

  /// The first rule that isn't no in a lane.
  ///
  /// `chosen` has room for `leafColumnsMax` numbers.
  func outcome(_ memory: BatchMemory, lane: Int, chosen: Slab<Int>) -> Outcome {
    var node = root
    while node >= 0 {
      let cut = cuts[Int(node)]
      var part = Int(cut.boundCount) &+ 1
      if let value = value(cut.column, memory, lane) {
        part = place(of: value, cut.bounds, cut.boundCount)
      }
      node = nodes[Int(cut.nodes) &+ part]
    }
    let leaf = leaves[Int(~node)]
    let wordCount = Int(leaf.wordCount)
    var isComplete = leaf.isExact
    for number in 0..<Int(leaf.columnCount) {
      let column = leafColumns[Int(leaf.columns) &+ number]
      var bucket = Int(column.boundCount) &+ 1
      if let value = value(column.column, memory, lane) {
        bucket = place(of: value, column.bounds, column.boundCount)
      } else {
        isComplete = false
      }
      chosen[number] = Int(column.rows) &+ bucket &* wordCount
    }
    var word = 0
    while word < wordCount {
      // Most words of long rows are nothing: eight at a time.
      if word &+ 8 <= wordCount {
        var left = SIMD8<UInt64>(repeating: .max)
        for number in 0..<Int(leaf.columnCount) {
          left &= unsafe UnsafeRawPointer(rows.pointer(at: chosen[number] &+ word)).loadUnaligned(
            as: SIMD8<UInt64>.self)
        }
        if left == SIMD8(repeating: 0) {
          word &+= 8
          continue
        }
      }
      var bits: UInt64 = .max
      for number in 0..<Int(leaf.columnCount) { bits &= rows[chosen[number] &+ word] }
      while bits != 0 {
        let next = word << 6 &+ bits.trailingZeroBitCount
        bits &= bits &- 1
        guard next < leaf.ruleCount else { break }
        let rule = Int(rules[Int(leaf.rules) &+ next])
        if let outcome = isComplete ? .rule(rule) : outcome(of: rule, memory, lane) {
          return outcome
        }
      }
      word &+= 1
    }
    return .otherwise
  }

  /// What becomes of a lane by a rule; nil where it goes on.
  private func outcome(of rule: Int, _ memory: BatchMemory, _ lane: Int) -> Outcome? {
    var isUnknown = false
    for number in Int(starts[rule])..<Int(starts[rule &+ 1]) {
      let test = tests[number]
      guard let value = value(test.column, memory, lane) else {
        switch test.absent {
        case .unknown: isUnknown = true
        case .yes: continue
        case .no: return nil
        }
        continue
      }
      let isWithin =
        test.set >= 0
        ? sets[Int(test.set)].contains(value) : test.lower <= value && value <= test.upper
      if isWithin == test.isNegated { return nil }
    }
    guard isUnknown else { return .rule(rule) }
    switch unknown {
    case .passed: return nil
    case .taken: return .unknown
    case .left: return .left
    }
  }

  /// How many of the sorted bounds a value reaches.
  @inline(__always)
  private func place(of value: Int64, _ start: Int32, _ boundCount: Int32) -> Int {
    unsafe tierline_reached(bounds.pointer(at: Int(start)), Int(boundCount), value)
  }

  /// The value of a column: of a wide one, the number of its stretch.
  @inline(__always)
  private func value(_ column: Int32, _ memory: BatchMemory, _ lane: Int) -> Int64? {
    let column = columns[Int(column)]
    // Nearly all are narrow; the others are apart, which leaves little to be inlined.
    guard column.kind == .narrow else { return otherValue(column, memory, lane) }
    let place = Int(column.place)
    let isPresent = memory.narrowPresent[place] &>> UInt64(lane) & 1 == 1
    return isPresent ? memory.narrow[place << 6 &+ lane] : nil
  }

  @inline(never)
  private func otherValue(_ column: Column, _ memory: BatchMemory, _ lane: Int) -> Int64? {
    let place = Int(column.place)
    switch column.kind {
    case .truth:
      if memory.yes[place] >> UInt64(lane) & 1 == 1 { return 1 }
      return memory.no[place] >> UInt64(lane) & 1 == 1 ? 0 : nil
    case .wide:
      guard memory.widePresent[place] >> UInt64(lane) & 1 == 1 else { return nil }
      return stretch(of: memory.wide[place << 6 &+ lane], column)
    case .narrow: return nil
    }
  }

  private func stretch(of value: Int128, _ column: Column) -> Int64 {
    let start = Int(column.bounds)
    var (low, high) = (0, Int(column.boundCount))
    while low < high {
      let middle = (low &+ high) / 2
      if wideBounds[start &+ middle] <= value { low = middle &+ 1 } else { high = middle }
    }
    return Int64(low)
  }
}
