// What the checker knows at a place in a rule: which names are present, and within which bounds.
//
// Conditions yield facts that hold when they are yes, and facts that hold when they are no
// (LANGUAGE.md, section 5, "Narrowing"); an `Environment` collects those that hold where an
// expression stands. Why a value can be missing is a set of `Cause`s; a cause is settled once the
// environment knows its name, or a name on the way to it, to be present.

import TierlineRuntime
import TierlineSource

/// A name that can be narrowed.
enum Path: Hashable, Sendable {
  case field(Int)
  case named(Int)
  case decision(Int)
  case column(Int, Int)
  case previousField(Int)
  case previousDecision(Int)
  case previousColumn(Int, Int)
  case previousAlert(Int, Int)
  /// A field of the element `depth` lists deep (1 for the outermost list).
  case elementField(depth: Int, field: Int)
  /// `it`.
  case element(depth: Int)
  indirect case member(Path, Int)

  /// The same path with elements of depth 1 replaced by `base`.
  func rebased(onto base: ElementBase) -> Path {
    switch self {
    case .elementField(depth: 1, let field): base.field(field)
    case .member(let path, let field): .member(path.rebased(onto: base), field)
    case .field, .named, .decision, .column, .previousField, .previousDecision, .previousColumn,
      .previousAlert, .elementField, .element:
      self
    }
  }
}

/// Where the fields of a record value are reached from.
enum ElementBase {
  case element(depth: Int)
  case member(of: Path)
  /// The input itself: its own fields.
  case input

  func field(_ index: Int) -> Path {
    switch self {
    case .element(let depth): .elementField(depth: depth, field: index)
    case .member(let path): .member(path, index)
    case .input: .field(index)
    }
  }
}

/// One thing that can make a value missing.
struct Cause: Hashable {
  enum Kind: Hashable {
    /// A name that can itself be missing.
    case name(Path)
    /// A divisor that can be zero, and its name if it has one.
    case divisor(Path?)
    /// An average, minimum or maximum of no elements.
    case emptyList
    /// `missing` as a value.
    case literal
    /// A negative power of a base that can vanish.
    case power
  }

  var kind: Kind
  /// As the author wrote it: `credit_score`, `assets`.
  var text: String
  var span: SourceSpan
  /// Names through which it is reached; if one of them is present, so is the value.
  var via: [Path] = []

  /// More causes than this tell nobody more, and would make long conditions quadratic.
  static let countMax = 32

  func isSettled(in environment: Environment) -> Bool {
    switch kind {
    case .name(let path): if environment.present.contains(path) { return true }
    case .divisor(let path?):
      if let range = environment.ranges[path], !range.contains(.zero) { return true }
    case .divisor(nil), .emptyList, .literal, .power: break
    }
    return via.contains { environment.present.contains($0) }
  }
}

/// Facts that hold together.
struct Facts: Sendable {
  var present: Set<Path> = []
  var ranges: [Path: Interval] = [:]
  /// For closed comparisons: the only values that the name can have.
  var values: [Path: Set<PlainValue>] = [:]

  static let none = Facts()
  /// Larger sets of values are not followed: they would make long `or`s quadratic.
  static let valuesMax = 64

  /// Both sets of facts hold.
  func and(_ other: Facts) -> Facts {
    var result = self
    result.present.formUnion(other.present)
    result.ranges.merge(other.ranges) { $0.intersection($1) }
    result.values.merge(other.values) { $0.intersection($1) }
    return result
  }

  /// At least one of the sets of facts holds.
  func or(_ other: Facts) -> Facts {
    var result = Facts()
    result.present = present.intersection(other.present)
    for (path, interval) in ranges {
      if let twin = other.ranges[path] { result.ranges[path] = interval.hull(twin) }
    }
    for (path, set) in values {
      if let twin = other.values[path], set.count + twin.count <= Self.valuesMax {
        result.values[path] = set.union(twin)
      }
    }
    return result
  }

  /// Whether the two can never hold together.
  func excludes(_ other: Facts) -> Bool {
    for (path, interval) in ranges {
      if let twin = other.ranges[path], interval.intersection(twin).isEmpty { return true }
    }
    for (path, set) in values {
      if let twin = other.values[path], set.isDisjoint(with: twin) { return true }
    }
    return false
  }
}

/// What is known at a place.
struct Environment {
  var present: Set<Path> = []
  var ranges: [Path: Interval] = [:]

  mutating func assume(_ facts: Facts) {
    present.formUnion(facts.present)
    ranges.merge(facts.ranges) { $0.intersection($1) }
  }

  func assuming(_ facts: Facts) -> Environment {
    var result = self
    result.assume(facts)
    return result
  }
}
