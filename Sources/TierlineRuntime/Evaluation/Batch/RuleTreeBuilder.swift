// From the conditions of many rules to a tree of cuts and leaves.
//
// The places where a test of a column changes cut its values into stretches; a test is then a stretch
// from one number to another, or a few of them, and bounds become values again only in what is built.
// A node with many rules is cut by the column that leaves the fewest rules to a part on average, as long
// as the parts together do not hold too many copies. A rule that nothing in a part can rule out any more
// ends it: what stands behind is never reached.

/// Builds the tree of one block's rules.
struct RuleTreeBuilder {
  /// A node with fewer rules is a leaf.
  static let leafRulesMax = 128
  /// The most parts of a cut.
  private static let partsMax = 64
  /// The parts of a cut hold at most so many copies of a rule, on average.
  private static let copiesMax = 4
  /// The most buckets of a column in a leaf of so few rules, and in a larger one.
  private static let bucketsMax = (small: 1024, large: 64)
  /// Words of all rows of one leaf at most.
  private static let leafWordsMax = 1 << 19

  let index: RuleIndex
  /// The tests of the index in stretches.
  private(set) var tests: [StretchTest] = []
  /// For each column where its stretches but the first begin, sorted.
  private var ends: [[Int128]] = []
  /// Sorted stretches of a set in a column.
  private var members: [[Int32]] = []
  /// How many more copies of rules may be made.
  private var room: Int

  // MARK: What is built

  private(set) var cuts: [RuleTree.Cut] = []
  private(set) var nodes: [Int32] = []
  private(set) var leaves: [RuleTree.Leaf] = []
  private(set) var leafColumns: [RuleTree.LeafColumn] = []
  private(set) var rules: [Int32] = []
  private(set) var bounds: [Int64] = []
  private(set) var rows: [UInt64] = []
  private(set) var columns: [RuleTree.Column] = []
  private(set) var wideBounds: [Int128] = []
  private(set) var plainTests: [RuleTree.Test] = []
  private(set) var plainSets: [Set<Int64>] = []
  /// The leaf of all rules, once a part without a value has asked for it.
  private var wholeLeaf: Int32?

  // MARK: Where the construction stands

  /// What a column's value can be in the node under construction.
  private var box: [Extent] = []
  /// Tests that the node under construction does not settle, by column.
  private var open: [[OpenTest]] = []
  /// The columns with such tests.
  private var openColumns: [Int32] = []

  struct StretchTest {
    var column: Int32
    var low: Int32
    var high: Int32
    /// An index into `members`; −1 for bounds.
    var set: Int32
    var isNegated: Bool
    var absent: RuleIndex.Absence
  }

  /// Values that a column can still have; none where `low` is above `high`.
  struct Extent {
    var low: Int32
    var high: Int32
    var mayBeAbsent: Bool

    var hasValues: Bool { low <= high }
  }

  /// A test of the rule at a place of the node's rules.
  private struct OpenTest {
    var place: Int32
    var test: Int32
  }

  static func tree(_ index: RuleIndex) -> RuleTree {
    var builder = RuleTreeBuilder(index)
    let root = builder.node((0..<index.ruleCount).map(Int32.init))
    return RuleTree(builder, root: root)
  }

  private init(_ index: RuleIndex) {
    self.index = index
    room = 16 * index.ruleCount + 4096
    measure()
    box = ends.map { Extent(low: 0, high: Int32($0.count), mayBeAbsent: true) }
    open = [[OpenTest]](repeating: [], count: index.columns.count)
  }

  // MARK: Stretches

  private mutating func measure() {
    var values = [[Int128]](repeating: [], count: index.columns.count)
    for test in index.tests {
      let column = Int(test.column)
      if test.set >= 0 {
        for member in index.sets[Int(test.set)] {
          values[column].append(member)
          values[column].append(member + 1)
        }
      } else if test.lower <= test.upper {
        if test.lower > .min { values[column].append(test.lower) }
        if test.upper < .max { values[column].append(test.upper + 1) }
      }
    }
    for (column, kind) in index.columns.enumerated() {
      values[column].sort()
      let distinct = values[column].distinct
      ends.append(distinct)
      switch kind {
      case .narrow(let place): columns.append(RuleTree.Column(kind: .narrow, place: place))
      case .truth(let place): columns.append(RuleTree.Column(kind: .truth, place: place))
      case .wide(let place):
        columns.append(
          RuleTree.Column(
            kind: .wide, place: place, bounds: Int32(wideBounds.count),
            boundCount: Int32(distinct.count)))
        wideBounds += distinct
      }
    }
    var setOf: [SetInColumn: Int32] = [:]
    for test in index.tests { measure(test, &setOf) }
  }

  private struct SetInColumn: Hashable {
    var set: Int32
    var column: Int32
  }

  private mutating func measure(_ test: RuleIndex.Test, _ setOf: inout [SetInColumn: Int32]) {
    let isEmpty = test.set < 0 && test.lower > test.upper
    var measured = StretchTest(
      column: test.column, low: isEmpty ? 1 : stretch(of: test.lower, test.column),
      high: isEmpty ? 0 : stretch(of: test.upper, test.column), set: -1,
      isNegated: test.isNegated, absent: test.absent)
    if test.set >= 0 {
      let key = SetInColumn(set: test.set, column: test.column)
      if let known = setOf[key] {
        measured.set = known
      } else {
        let values = index.sets[Int(test.set)]
        members.append(values.map { stretch(of: $0, test.column) }.sorted())
        plainSets.append(Set(values.compactMap { plain($0, test.column) }))
        measured.set = Int32(members.count - 1)
        setOf[key] = measured.set
      }
    }
    tests.append(measured)
    plainTests.append(
      RuleTree.Test(
        column: test.column, set: measured.set,
        lower: isEmpty ? .max : plain(test.lower, test.column) ?? .min,
        upper: isEmpty ? .min : plain(test.upper, test.column) ?? .max,
        isNegated: test.isNegated, absent: test.absent))
  }

  private func stretch(of value: Int128, _ column: Int32) -> Int32 {
    let ends = ends[Int(column)]
    var (low, high) = (0, ends.count)
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return Int32(low)
  }

  /// A value as the tree reads it from a column.
  private func plain(_ value: Int128, _ column: Int32) -> Int64? {
    switch index.columns[Int(column)] {
    case .narrow, .truth: Int64(exactly: value)
    case .wide: Int64(stretch(of: value, column))
    }
  }

  /// Where a stretch begins, as the tree reads it.
  private func begin(of stretch: Int32, _ column: Int32) -> Int64 {
    switch index.columns[Int(column)] {
    case .narrow, .truth: Int64(clamping: ends[Int(column)][Int(stretch) - 1])
    case .wide: Int64(stretch)
    }
  }

  // MARK: What a test can be

  /// How many members of a set lie between two stretches, both within.
  private func memberCount(_ set: Int32, _ low: Int32, _ high: Int32) -> Int {
    let members = members[Int(set)]
    func count(below bound: Int32) -> Int {
      var (low, high) = (0, members.count)
      while low < high {
        let middle = (low + high) / 2
        if members[middle] < bound { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return count(below: high + 1) - count(below: low)
  }

  /// Whether a test holds for some of the stretches, and for all of them.
  private func holds(
    _ test: StretchTest, from low: Int32, to high: Int32
  ) -> (some: Bool, all: Bool) {
    let (some, all): (Bool, Bool)
    if test.set >= 0 {
      let count = memberCount(test.set, low, high)
      (some, all) = (count > 0, count == Int(high - low) + 1)
    } else {
      some = max(low, test.low) <= min(high, test.high)
      all = test.low <= low && high <= test.high
    }
    return test.isNegated ? (!all, !some) : (some, all)
  }

  /// Whether a rule with this test can still decide a lane without the value.
  private func survivesAbsence(_ test: StretchTest) -> Bool {
    switch test.absent {
    case .yes: true
    case .no: false
    case .unknown:
      switch index.unknown {
      case .passed: false
      case .taken, .left: true
      }
    }
  }

  private func isSettled(_ test: StretchTest) -> Bool {
    let extent = box[Int(test.column)]
    if extent.mayBeAbsent, test.absent != .yes { return false }
    return !extent.hasValues || holds(test, from: extent.low, to: extent.high).all
  }

  // MARK: Nodes

  /// Builds the node of rules, given in order; `box` says where.
  private mutating func node(_ given: [Int32]) -> Int32 {
    let rules = gather(given)
    if rules.count > Self.leafRulesMax, room > 0, let choice = bestCut(rules.count) {
      return cut(rules, choice)
    }
    return leaf(rules)
  }

  /// Collects what is open of rules, up to the first of which nothing is.
  private mutating func gather(_ given: [Int32]) -> [Int32] {
    for column in openColumns { open[Int(column)].removeAll(keepingCapacity: true) }
    openColumns.removeAll(keepingCapacity: true)
    for (place, rule) in given.enumerated() {
      var isSettled = true
      for number in index.tests(of: Int(rule)) where !self.isSettled(tests[number]) {
        let column = tests[number].column
        if open[Int(column)].isEmpty { openColumns.append(column) }
        open[Int(column)].append(OpenTest(place: Int32(place), test: Int32(number)))
        isSettled = false
      }
      if isSettled { return Array(given[...place]) }
    }
    return given
  }

  // MARK: Cuts

  private struct Choice {
    var column: Int32
    /// The first stretches of all parts but the first.
    var begins: [Int32]
    var copies: Int
  }

  /// The cut that leaves the fewest rules to a part on average.
  private func bestCut(_ ruleCount: Int) -> Choice? {
    var best: Choice?
    // Columns that few rules test leave all others in every part.
    let tested = openColumns.filter { open[Int($0)].count >= ruleCount / 2 }
    for column in tested {
      let all = begins(column)
      for partsMax in [Self.partsMax, 16] {
        let choice = choice(column, thinned(all, to: partsMax), ruleCount)
        guard !choice.begins.isEmpty else { break }
        guard choice.copies <= Self.copiesMax * ruleCount, choice.copies <= room else { continue }
        let parts = choice.begins.count + 1
        guard choice.copies * 4 <= parts * ruleCount else { break }
        if best.map({ choice.copies * ($0.begins.count + 1) < $0.copies * parts }) ?? true {
          best = choice
        }
        break
      }
    }
    return best
  }

  /// The stretches within the box at which an open test of a column changes, sorted.
  private func begins(_ column: Int32) -> [Int32] {
    let extent = box[Int(column)]
    guard extent.low < extent.high else { return [] }
    var changes: [Int32] = []
    func add(_ stretch: Int32) {
      if stretch > extent.low, stretch <= extent.high { changes.append(stretch) }
    }
    for item in open[Int(column)] {
      let test = tests[Int(item.test)]
      if test.set < 0 {
        add(test.low)
        add(test.high + 1)
      } else {
        for member in members[Int(test.set)] {
          add(member)
          add(member + 1)
        }
      }
    }
    changes.sort()
    return changes.distinct
  }

  private func thinned(_ begins: [Int32], to partsMax: Int) -> [Int32] {
    guard begins.count >= partsMax else { return begins }
    return (1..<partsMax).map { begins[$0 * begins.count / partsMax] }
  }

  /// The part in which a stretch lies.
  private func part(of stretch: Int32, _ begins: [Int32]) -> Int {
    var (low, high) = (0, begins.count)
    while low < high {
      let middle = (low + high) / 2
      if begins[middle] <= stretch { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// What a cut makes of the open rules, counted without making it.
  private func choice(_ column: Int32, _ begins: [Int32], _ ruleCount: Int) -> Choice {
    let parts = begins.count + 1
    var copies = 0
    var tested = 0
    var last: Int32 = -1
    for item in open[Int(column)] where item.place != last {
      last = item.place
      tested += 1
      let test = tests[Int(item.test)]
      if test.set >= 0 {
        var held = 0
        var lastPart = -1
        for member in members[Int(test.set)] {
          let part = part(of: member, begins)
          if part != lastPart { held += 1 }
          lastPart = part
        }
        // Of a negated set a part is lost only if all of it is in the set.
        copies += test.isNegated ? parts : held
      } else if test.isNegated {
        copies += parts
      } else if test.low <= test.high {
        copies += part(of: test.high, begins) - part(of: test.low, begins) + 1
      }
    }
    return Choice(column: column, begins: begins, copies: copies + (ruleCount - tested) * parts)
  }

  private mutating func cut(_ rules: [Int32], _ choice: Choice) -> Int32 {
    let column = Int(choice.column)
    let extent = box[column]
    let parts = self.parts(rules, choice)
    let absent = extent.mayBeAbsent ? withoutValue(rules, column) : []
    room -= parts.reduce(0) { $0 + $1.count }
    var children: [Int32] = []
    for (number, part) in parts.enumerated() {
      box[column].low = number == 0 ? extent.low : choice.begins[number - 1]
      box[column].high =
        number < choice.begins.count ? choice.begins[number] - 1 : extent.high
      box[column].mayBeAbsent = false
      children.append(node(part))
    }
    if absent.count > Self.leafRulesMax, absent.count > rules.count / 2 {
      box[column] = extent
      children.append(whole())
    } else {
      box[column] = Extent(low: 1, high: 0, mayBeAbsent: extent.mayBeAbsent)
      room -= absent.count
      children.append(node(absent))
    }
    box[column] = extent
    cuts.append(
      RuleTree.Cut(
        column: choice.column, bounds: Int32(bounds.count), boundCount: Int32(choice.begins.count),
        nodes: Int32(nodes.count)))
    bounds += choice.begins.map { begin(of: $0, choice.column) }
    nodes += children
    return Int32(cuts.count - 1)
  }

  /// The rules of each part.
  private func parts(_ rules: [Int32], _ choice: Choice) -> [[Int32]] {
    let column = Int(choice.column)
    let extent = box[column]
    var result = [[Int32]](repeating: [], count: choice.begins.count + 1)
    let open = open[column]
    var next = 0
    for (place, rule) in rules.enumerated() {
      let first = next
      while next < open.count, Int(open[next].place) == place { next += 1 }
      for part in result.indices {
        let low = part == 0 ? extent.low : choice.begins[part - 1]
        let high = part < choice.begins.count ? choice.begins[part] - 1 : extent.high
        let canHold = open[first..<next].allSatisfy {
          holds(tests[Int($0.test)], from: low, to: high).some
        }
        if canHold { result[part].append(rule) }
      }
    }
    return result
  }

  /// The rules that a lane without the column's value can come to.
  private func withoutValue(_ rules: [Int32], _ column: Int) -> [Int32] {
    var isLost = [Bool](repeating: false, count: rules.count)
    for item in open[column] where !survivesAbsence(tests[Int(item.test)]) {
      isLost[Int(item.place)] = true
    }
    return zip(rules, isLost).filter { !$1 }.map(\.0)
  }

  /// The leaf of all rules.
  private mutating func whole() -> Int32 {
    if let wholeLeaf { return wholeLeaf }
    let narrowed = box
    box = ends.map { Extent(low: 0, high: Int32($0.count), mayBeAbsent: true) }
    let leaf = leaf(gather((0..<index.ruleCount).map(Int32.init)))
    box = narrowed
    wholeLeaf = leaf
    return leaf
  }

  // MARK: Leaves

  /// Builds the leaf of rules whose open tests have been gathered.
  private mutating func leaf(_ rules: [Int32]) -> Int32 {
    let wordCount = (rules.count + 63) / 64
    var leaf = RuleTree.Leaf(
      columns: Int32(leafColumns.count), rules: Int32(self.rules.count),
      ruleCount: Int32(rules.count), wordCount: Int32(wordCount))
    self.rules += rules
    let isSmall = rules.count <= 2 * Self.leafRulesMax
    let bucketsMax = isSmall ? Self.bucketsMax.small : Self.bucketsMax.large
    var wordsLeft = Self.leafWordsMax
    // Columns that many rules test rule out most.
    for column in openColumns.sorted(by: { open[Int($0)].count > open[Int($1)].count }) {
      let all = begins(column)
      let begins = thinned(all, to: bucketsMax)
      let words = (begins.count + 2) * wordCount
      guard words <= wordsLeft else {
        leaf.isExact = false
        continue
      }
      wordsLeft -= words
      if begins.count < all.count { leaf.isExact = false }
      leafColumns.append(
        RuleTree.LeafColumn(
          column: column, bounds: Int32(bounds.count), boundCount: Int32(begins.count),
          rows: Int32(rows.count)))
      bounds += begins.map { begin(of: $0, column) }
      addRows(column, begins, rules.count)
    }
    leaf.columnCount = Int32(leafColumns.count) - leaf.columns
    leaves.append(leaf)
    return ~Int32(leaves.count - 1)
  }

  /// Adds a row of bits for each bucket of a column, and one for no value.
  private mutating func addRows(_ column: Int32, _ begins: [Int32], _ ruleCount: Int) {
    let extent = box[Int(column)]
    let wordCount = (ruleCount + 63) / 64
    let start = rows.count
    let lows = [extent.low] + begins
    let highs = begins.map { $0 - 1 } + [extent.high]
    let absent = lows.count
    rows += repeatElement(.max, count: (absent + 1) * wordCount)
    for item in open[Int(column)] {
      let test = tests[Int(item.test)]
      let word = start + Int(item.place) >> 6
      let mask = ~(1 << UInt64(item.place & 63) as UInt64)
      for bucket in 0..<absent where !holds(test, from: lows[bucket], to: highs[bucket]).some {
        rows[word + bucket * wordCount] &= mask
      }
      if !survivesAbsence(test) { rows[word + absent * wordCount] &= mask }
    }
  }
}

extension Array where Element: Equatable {
  /// Each value once; the array is sorted.
  fileprivate var distinct: [Element] {
    var result: [Element] = []
    for value in self where result.last != value { result.append(value) }
    return result
  }
}
