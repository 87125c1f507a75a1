// Many rules of one block, taken apart: what `RuleTree` is built from.
//
// Each rule is a conjunction of tests, each of one column. A test holds within bounds, or for the
// members of a set; values are whole numbers, whatever they stand for: units of an amount, days, codes
// of texts, 1 and 0 for yes and no.

/// The conditions of the rules of a first-match block.
struct RuleIndex: Sendable {
  /// A test of one column.
  struct Test: Sendable {
    /// An index into `columns`.
    var column: Int32
    /// Whether the value must lie outside the bounds, or be none of the set.
    var isNegated = false
    /// Both ends within; none are where `lower` is above `upper`.
    var lower: Int128 = .min
    var upper: Int128 = .max
    /// An index into `sets`; −1 for bounds.
    var set: Int32 = -1
    var absent = Absence.unknown

    fileprivate var isPlainBounds: Bool {
      if case .unknown = absent { set < 0 && !isNegated } else { false }
    }

    /// The test that is no where this is yes.
    var negated: Test {
      var test = self
      test.isNegated.toggle()
      test.absent =
        switch absent {
        case .unknown: .unknown
        case .yes: .no
        case .no: .yes
        }
      return test
    }
  }

  /// What a test is where there is no value.
  enum Absence: Sendable, BitwiseCopyable { case unknown, yes, no }

  /// A column that rules test.
  enum Column: Hashable, Sendable {
    case narrow(Int32)
    case wide(Int32)
    /// A condition: 1 for yes, 0 for no.
    case truth(Int32)
  }

  /// What an unknown rule does.
  var unknown: Unknown
  private(set) var columns: [Column] = []
  private var columnOf: [Column: Int32] = [:]
  private(set) var tests: [Test] = []
  /// For each rule its first test; one more at the end.
  private(set) var starts: [Int32] = [0]
  private(set) var sets: [Set<Int128>] = []
  private var setOf: [Set<Int128>: Int32] = [:]

  init(unknown: Unknown) { self.unknown = unknown }

  enum Unknown: Sendable {
    /// It is passed.
    case passed
    /// It decides, as unknown.
    case taken
    /// Its lane is left.
    case left
  }

  var ruleCount: Int { starts.count - 1 }

  /// The tests of a rule, the one under way included.
  func tests(of rule: Int) -> Range<Int> {
    Int(starts[rule])..<(rule < ruleCount ? Int(starts[rule + 1]) : tests.count)
  }

  /// Adds a test to the rule under way; bounds of one column are brought together.
  mutating func append(_ test: Test) {
    let known = tests(of: starts.count - 1).first {
      tests[$0].column == test.column && tests[$0].isPlainBounds && test.isPlainBounds
    }
    guard let known else {
      tests.append(test)
      return
    }
    tests[known].lower = max(tests[known].lower, test.lower)
    tests[known].upper = min(tests[known].upper, test.upper)
  }

  /// Ends the rule whose tests have been appended.
  mutating func endRule() { starts.append(Int32(tests.count)) }

  mutating func column(_ column: Column) -> Int32 {
    if let known = columnOf[column] { return known }
    columns.append(column)
    columnOf[column] = Int32(columns.count - 1)
    return Int32(columns.count - 1)
  }

  /// The index of a set.
  mutating func set(_ members: Set<Int128>) -> Int32 {
    if let known = setOf[members] { return known }
    sets.append(members)
    setOf[members] = Int32(sets.count - 1)
    return Int32(sets.count - 1)
  }
}
