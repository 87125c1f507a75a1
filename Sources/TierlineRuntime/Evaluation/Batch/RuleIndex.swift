// Many rules of one block by bit sets: the cost of a record grows with its fields, not with the rules.
//
// Each rule is a conjunction of tests, each of one column. The values of a column fall into at most 64
// buckets (and a last one for no value), and each bucket has a row of bits: the rules that a value in
// it does not rule out. The AND of a record's rows, one a column, leaves few rules; they are tested
// exactly, from the first on, until one holds. This is the bit-vector scheme of packet filters (Lakshman
// & Stiliadis, SIGCOMM 1998, doi:10.1145/285237.285283) with buckets to bound its memory.

/// The conditions of the rules of a first-match block.
struct RuleIndex: Sendable {
  /// A test of one column.
  struct Test: Sendable {
    /// An index into `columns`.
    var column: Int32
    /// Whether the value must lie outside the bounds, or must be none of the set.
    var isNegated = false
    var lower: Int64
    var upper: Int64
    /// An index into `sets`; −1 for bounds.
    var set: Int32 = -1
  }

  /// A column that rules test.
  enum Column: Hashable, Sendable {
    case narrow(Int32)
    /// A condition: 1 for yes, 0 for no.
    case truth(Int32)
  }

  /// What an unknown rule does.
  var unknown: Unknown
  var columns: [Column] = []
  var tests: [Test] = []
  /// For each rule its first test; one more at the end.
  var starts: [Int32] = [0]
  var sets: [Set<Int64>] = []

  enum Unknown: Sendable {
    /// It is passed.
    case passed
    /// It decides, as unknown.
    case taken
    /// Its lane is left.
    case left
  }

  var ruleCount: Int { starts.count - 1 }

  mutating func column(_ column: Column) -> Int32 {
    if let known = columns.firstIndex(of: column) { return Int32(known) }
    columns.append(column)
    return Int32(columns.count - 1)
  }
}

/// A rule index with its rows, ready to be asked.
@safe
final class RuleRows {
  private static let bucketsMax = 64

  let index: RuleIndex
  /// The tests by rule, in plain memory.
  private let tests: Slab<RuleIndex.Test>
  private let starts: Slab<Int32>
  /// Words of a row, a multiple of 8.
  private let wordCount: Int
  private let rows: Slab<UInt64>
  /// Lower ends of a column's buckets but the first, 64 for each column.
  private let bounds: Slab<Int64>
  private let boundCounts: [Int]
  /// The row of each column for the lane under way.
  private let chosen: Slab<Int>

  init(_ index: RuleIndex) {
    self.index = index
    tests = Slab(index.tests)
    starts = Slab(index.starts)
    wordCount = (index.ruleCount + 511) / 512 * 8
    let columnCount = index.columns.count
    rows = Slab(columnCount * (Self.bucketsMax + 1) * wordCount)
    bounds = Slab(columnCount * Self.bucketsMax)
    chosen = Slab(columnCount)
    var testsOf = [[Int]](repeating: [], count: columnCount)
    var ruleOf: [Int] = []
    for rule in 0..<index.ruleCount {
      for test in Int(index.starts[rule])..<Int(index.starts[rule + 1]) {
        testsOf[Int(index.tests[test].column)].append(test)
        ruleOf.append(rule)
      }
    }
    let cuts = testsOf.map { numbers in Self.cuts(numbers.map { index.tests[$0] }, index) }
    boundCounts = cuts.map(\.count)
    for column in 0..<columnCount {
      for (place, cut) in cuts[column].enumerated() {
        bounds[column * Self.bucketsMax + place] = cut
      }
      fill(column, cuts[column], testsOf[column], ruleOf)
    }
  }

  deinit {
    tests.free()
    starts.free()
    rows.free()
    bounds.free()
    chosen.free()
  }

  /// Where buckets begin: each place where a test changes, thinned out where there are too many.
  private static func cuts(_ tests: [RuleIndex.Test], _ index: RuleIndex) -> [Int64] {
    var cuts: Set<Int64> = []
    func add(_ lower: Int64, _ upper: Int64) {
      if lower > .min { cuts.insert(lower) }
      if upper < .max { cuts.insert(upper + 1) }
    }
    for test in tests {
      if test.set < 0 {
        add(test.lower, test.upper)
      } else {
        for member in index.sets[Int(test.set)] { add(member, member) }
      }
    }
    let sorted = cuts.sorted()
    guard sorted.count >= bucketsMax else { return sorted }
    return (1..<bucketsMax).map { sorted[$0 * sorted.count / bucketsMax] }
  }

  /// Fills the rows of a column.
  private func fill(_ column: Int, _ cuts: [Int64], _ tests: [Int], _ ruleOf: [Int]) {
    for bucket in 0...Self.bucketsMax {
      let row = self.row(column, bucket)
      for word in 0..<wordCount { rows[row + word] = 0 }
      for rule in 0..<index.ruleCount { rows[row + rule >> 6] |= 1 << UInt64(rule & 63) }
    }
    let lowers = [Int64.min] + cuts
    let uppers = cuts.map { $0 - 1 } + [Int64.max]
    for number in tests {
      let test = index.tests[number]
      let rule = ruleOf[number]
      let bit: UInt64 = 1 << UInt64(rule & 63)
      for bucket in lowers.indices
      where !canHold(test, from: lowers[bucket], to: uppers[bucket]) {
        rows[row(column, bucket) + rule >> 6] &= ~bit
      }
      // Without a value the test is unknown.
      if index.unknown == .passed { rows[row(column, Self.bucketsMax) + rule >> 6] &= ~bit }
    }
  }

  private func row(_ column: Int, _ bucket: Int) -> Int {
    (column * (Self.bucketsMax + 1) + bucket) * wordCount
  }

  /// Whether a test can hold of any value within bounds.
  private func canHold(_ test: RuleIndex.Test, from lower: Int64, to upper: Int64) -> Bool {
    if test.set >= 0 {
      let set = index.sets[Int(test.set)]
      if !test.isNegated { return set.contains { lower <= $0 && $0 <= upper } }
      return lower < upper || !set.contains(lower)
    }
    if test.isNegated { return lower < test.lower || upper > test.upper }
    return lower <= test.upper && test.lower <= upper
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
  func outcome(_ memory: BatchMemory, lane: Int) -> Outcome {
    for column in index.columns.indices {
      chosen[column] = row(column, bucket(column, memory, lane))
    }
    var word = 0
    while word < wordCount {
      var left = SIMD8<UInt64>(repeating: .max)
      for column in index.columns.indices {
        left &= unsafe UnsafeRawPointer(rows.pointer(at: chosen[column] &+ word)).load(
          as: SIMD8<UInt64>.self)
      }
      if left != SIMD8(repeating: 0) {
        for part in 0..<8 {
          var bits = left[part]
          while bits != 0 {
            let rule = (word &+ part) << 6 &+ bits.trailingZeroBitCount
            bits &= bits &- 1
            switch truth(of: rule, memory, lane) {
            case .yes: return .rule(rule)
            case .no, .overflow: continue
            case .unknown:
              switch index.unknown {
              case .passed: continue
              case .taken: return .unknown
              case .left: return .left
              }
            }
          }
        }
      }
      word &+= 8
    }
    return .otherwise
  }

  private func bucket(_ column: Int, _ memory: BatchMemory, _ lane: Int) -> Int {
    guard let value = value(column, memory, lane) else { return Self.bucketsMax }
    let start = column * Self.bucketsMax
    var (low, count) = (0, boundCounts[column])
    while count > 0 {
      let half = count / 2
      let isAbove = bounds[start &+ low &+ half] <= value
      low = isAbove ? low &+ half &+ 1 : low
      count = isAbove ? count &- half &- 1 : half
    }
    return low
  }

  @inline(__always)
  private func value(_ column: Int, _ memory: BatchMemory, _ lane: Int) -> Int64? {
    switch index.columns[column] {
    case .narrow(let column):
      guard memory.narrowPresent[Int(column)] >> UInt64(lane) & 1 == 1 else { return nil }
      return memory.narrow[Int(column) << 6 &+ lane]
    case .truth(let truth):
      if memory.yes[Int(truth)] >> UInt64(lane) & 1 == 1 { return 1 }
      return memory.no[Int(truth)] >> UInt64(lane) & 1 == 1 ? 0 : nil
    }
  }

  private func truth(of rule: Int, _ memory: BatchMemory, _ lane: Int) -> Truth {
    var result = Truth.yes
    for number in Int(starts[rule])..<Int(starts[rule &+ 1]) {
      let test = tests[number]
      guard let value = value(Int(test.column), memory, lane) else {
        result = .unknown
        continue
      }
      let isWithin =
        test.set >= 0
        ? index.sets[Int(test.set)].contains(value) : test.lower <= value && value <= test.upper
      if isWithin == test.isNegated { return .no }
    }
    return result
  }
}
