// Tests of bands and cells as coverage sees them, decided on one representative value at a time.
//
// A subject's values fall into classes that no test tells apart: each threshold, each stretch
// between two of them, each named text, any other text, and missing. One value stands for each
// class (`CoverageAtom`), so that deciding the tests on the atoms decides them on every value.

import TierlineRuntime

/// A test, with the constants that its operands can have (none where it is computed).
indirect enum CoverageTest {
  case any
  case missing
  case comparison(ComparisonOperator, [Value])
  case range(lower: [Value], upper: [Value], includesLower: Bool, includesUpper: Bool)
  case list(Int, ValueSet)
  case text(TextOperator, [Value])
  case anyOf([CoverageTest])
  case not(CoverageTest)
}

/// A class of values of one subject, by one of its members.
enum CoverageAtom {
  case missing
  /// A number, date, duration or level as its ordinal.
  case ordinal(Decimal)
  /// One of few values: a text of a closed set, a text that a test names, a yes or no.
  case value(PlainValue)
  /// A text that no test names; a member of that list, or of none.
  case otherText(list: Int?)
}

/// What a test says of an atom.
enum CoverageResult: UInt8 {
  case no
  case yes
  /// Yes for some values of the class and no for others.
  case either
  /// The subject is missing and the test does not speak of that.
  case unknown

  /// Kleene's or over alternatives of a cell.
  func or(_ other: CoverageResult) -> CoverageResult {
    if self == .yes || other == .yes { return .yes }
    if self == .unknown || other == .unknown { return .unknown }
    return self == .either || other == .either ? .either : .no
  }

  /// Kleene's and over the cells of a row.
  func and(_ other: CoverageResult) -> CoverageResult {
    if self == .no || other == .no { return .no }
    if self == .unknown || other == .unknown { return .unknown }
    return self == .either || other == .either ? .either : .yes
  }

  var negated: CoverageResult {
    switch self {
    case .no: .yes
    case .yes: .no
    case .either, .unknown: self
    }
  }

  init(_ isTrue: Bool) { self = isTrue ? .yes : .no }
}

extension CoverageTest {
  /// Decides the test on an atom.
  func decide(_ atom: CoverageAtom) -> CoverageResult {
    switch self {
    case .any: return .yes
    case .missing:
      if case .missing = atom { return .yes }
      return .no
    case .anyOf(let tests): return tests.reduce(.no) { $0.or($1.decide(atom)) }
    case .not(let test): return test.decide(atom).negated
    case .comparison, .range, .list, .text:
      if case .missing = atom { return .unknown }
      return decidePresent(atom)
    }
  }

  private func decidePresent(_ atom: CoverageAtom) -> CoverageResult {
    switch self {
    case .comparison(let comparison, let values):
      return Self.agreed(values) { Self.compare(comparison, atom, $0) }
    case .range(let lower, let upper, let includesLower, let includesUpper):
      let from = Self.agreed(lower) {
        Self.compare(includesLower ? .greaterOrEqual : .greater, atom, $0)
      }
      let to = Self.agreed(upper) {
        Self.compare(includesUpper ? .lessOrEqual : .less, atom, $0)
      }
      return from.and(to)
    case .list(let index, let members): return Self.lookUp(index, members, atom)
    case .text(let operation, let patterns):
      guard case .value(.text(let text)) = atom else { return .either }
      return Self.agreed(patterns) { Self.match(operation, text, $0) }
    case .any, .missing, .anyOf, .not: return .either
    }
  }

  /// The one result of all values; `either` where they differ or there is none.
  private static func agreed<Element>(
    _ values: [Element], _ result: (Element) -> CoverageResult
  ) -> CoverageResult {
    guard let first = values.first.map(result),
      values.dropFirst().allSatisfy({ result($0) == first })
    else { return .either }
    return first
  }

  private static func compare(
    _ comparison: ComparisonOperator, _ atom: CoverageAtom, _ value: Value
  ) -> CoverageResult {
    switch atom {
    case .missing: return .unknown
    case .ordinal(let ordinal):
      guard let other = value.ordinal else { return .either }
      return CoverageResult(comparison.holds(ordinal, other))
    case .value(let plain):
      guard let other = PlainValue(value) else { return .either }
      switch comparison {
      case .equal: return CoverageResult(plain == other)
      case .notEqual: return CoverageResult(plain != other)
      case .less, .lessOrEqual, .greater, .greaterOrEqual: return .either
      }
    case .otherText:
      switch comparison {
      case .equal: return .no
      case .notEqual: return .yes
      case .less, .lessOrEqual, .greater, .greaterOrEqual: return .either
      }
    }
  }

  /// The most members of a list that are looked at one by one.
  private static let membersMax = 64

  private static func lookUp(
    _ index: Int, _ members: ValueSet, _ atom: CoverageAtom
  ) -> CoverageResult {
    switch atom {
    case .missing: .unknown
    case .value(let plain): CoverageResult(members.contains(plain.value))
    case .ordinal(let ordinal):
      // Members of long lists split no stretch, so one value speaks for no other.
      members.values.count > membersMax
        ? .either : CoverageResult(members.values.contains { $0.ordinal == ordinal })
    case .otherText(let list): list == index ? .yes : list == nil ? .no : .either
    }
  }

  private static func match(
    _ operation: TextOperator, _ text: Text, _ pattern: Value
  ) -> CoverageResult {
    guard case .text(let pattern) = pattern else { return .either }
    switch operation {
    case .startsWith: return CoverageResult(text.hasPrefix(pattern))
    case .endsWith: return CoverageResult(text.hasSuffix(pattern))
    case .contains: return CoverageResult(text.contains(pattern))
    case .like: return CoverageResult(TextPattern(pattern).matches(text))
    }
  }

  /// The constants that split the subject's values into classes.
  var constants: [Value] {
    switch self {
    case .any, .missing, .text: []
    case .comparison(_, let values): values
    case .range(let lower, let upper, _, _): lower + upper
    case .list(_, let members): members.values.count <= Self.membersMax ? members.values : []
    case .anyOf(let tests): tests.flatMap(\.constants)
    case .not(let test): test.constants
    }
  }

  /// The lists that it looks into.
  var lists: Set<Int> {
    switch self {
    case .list(let index, _): [index]
    case .anyOf(let tests): tests.reduce(into: []) { $0.formUnion($1.lists) }
    case .not(let test): test.lists
    case .any, .missing, .comparison, .range, .text: []
    }
  }

  /// Whether it can be unknown for a missing subject.
  var canBeUnknown: Bool {
    switch self {
    case .any, .missing: false
    case .comparison, .range, .list, .text: true
    case .anyOf(let tests): tests.contains(where: \.canBeUnknown)
    case .not(let test): test.canBeUnknown
    }
  }
}

extension ComparisonOperator {
  func holds(_ left: Decimal, _ right: Decimal) -> Bool {
    switch self {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    }
  }
}

extension PlainValue {
  var value: Value {
    switch self {
    case .boolean(let value): .boolean(value)
    case .number(let value): .number(value)
    case .date(let value): .date(value)
    case .days(let value): .days(value)
    case .months(let value): .months(value)
    case .text(let value): .text(value)
    case .level(let value): .level(value)
    }
  }
}
