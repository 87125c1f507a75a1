// What the checker knows at a place in a rule: which names are present, and within which bounds.
//
// Conditions yield facts that hold when they are yes, and facts that hold when they are no
// (LANGUAGE.md, section 5, "Narrowing"); a `Scope` collects those that hold where an expression
// stands. Why a value can be missing is a set of `Cause`s; a cause is settled once its name, or a
// name on the way to it, is known to be present.

import TierlineRuntime
import TierlineSource

/// A name that can be narrowed.
enum Path: Hashable, Comparable, Sendable {
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
struct Cause: Equatable {
  enum Kind: Equatable {
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

  func isSettled(by facts: Facts) -> Bool {
    switch kind {
    case .name(let path): if facts.isPresent(path) { return true }
    case .divisor(let path?):
      if let range = facts.range(of: path), !range.contains(.zero) { return true }
    case .divisor(nil), .emptyList, .literal, .power: break
    }
    return via.contains { facts.isPresent($0) }
  }
}

/// What is known of one name.
struct Fact {
  var path: Path
  var isPresent = false
  var range: Interval?
  /// For closed comparisons: the only values that it can have.
  var values: Set<PlainValue>?

  /// Both hold.
  func and(_ other: Fact) -> Fact {
    Fact(
      path: path, isPresent: isPresent || other.isPresent,
      range: Self.joined(range, other.range) { $0.intersection($1) },
      values: Self.joined(values, other.values) { $0.intersection($1) })
  }

  /// What holds wherever at least one of them does; nil where that is nothing.
  func or(_ other: Fact) -> Fact? {
    var result = Fact(path: path, isPresent: isPresent && other.isPresent)
    if let range, let twin = other.range { result.range = range.hull(twin) }
    if let values, let twin = other.values, values.count + twin.count <= Facts.valuesMax {
      result.values = values.union(twin)
    }
    return result.isPresent || result.range != nil || result.values != nil ? result : nil
  }

  /// Whether the two can never hold together.
  func excludes(_ other: Fact) -> Bool {
    if let range, let twin = other.range, range.intersection(twin).isEmpty { return true }
    if let values, let twin = other.values { return values.isDisjoint(with: twin) }
    return false
  }

  private static func joined<Known>(
    _ left: Known?, _ right: Known?, _ join: (Known, Known) -> Known
  ) -> Known? {
    guard let left else { return right }
    guard let right else { return left }
    return join(left, right)
  }
}

/// Facts that hold together: what a condition says, or what is known at a place.
struct Facts {
  /// One a name, in the order of the names: sets and dictionaries cost more than all else here.
  private var facts: [Fact] = []

  static let none = Facts()
  /// Larger sets of values are not followed: they would make long `or`s quadratic.
  static let valuesMax = 64

  init() {}

  var isEmpty: Bool { facts.isEmpty }

  /// One name is present.
  init(present path: Path) { facts = [Fact(path: path, isPresent: true)] }

  /// What is known of a name.
  subscript(path: Path) -> Fact? {
    let (place, isKnown) = place(of: path)
    return isKnown ? facts[place] : nil
  }

  func isPresent(_ path: Path) -> Bool { self[path]?.isPresent ?? false }

  func range(of path: Path) -> Interval? { self[path]?.range }

  /// Takes in the range or the only values of a name, whatever was known of them.
  mutating func know(_ path: Path, range: Interval? = nil, values: Set<PlainValue>? = nil) {
    let (place, isKnown) = place(of: path)
    if !isKnown { facts.insert(Fact(path: path), at: place) }
    if let range { facts[place].range = range }
    if let values { facts[place].values = values }
  }

  /// Where a name stands, or would stand.
  private func place(of path: Path) -> (place: Int, isKnown: Bool) {
    var low = 0
    var high = facts.count
    while low < high {
      let middle = (low + high) / 2
      if facts[middle].path < path { low = middle + 1 } else { high = middle }
    }
    return (low, low < facts.count && facts[low].path == path)
  }

  /// Takes in other facts that hold, too.
  ///
  /// Cost: a search and a shift for each of them, which are mostly few.
  mutating func assume(_ other: Facts) {
    guard !facts.isEmpty else {
      facts = other.facts
      return
    }
    for fact in other.facts {
      let (place, isKnown) = place(of: fact.path)
      if isKnown {
        facts[place] = facts[place].and(fact)
      } else {
        facts.insert(fact, at: place)
      }
    }
  }

  /// Both sets of facts hold.
  func and(_ other: Facts) -> Facts {
    var result = self
    result.assume(other)
    return result
  }

  /// At least one of the sets of facts holds.
  func or(_ other: Facts) -> Facts {
    var result = Facts()
    result.facts = shared(with: other).compactMap { $0.or($1) }
    return result
  }

  /// Whether the two can never hold together.
  func excludes(_ other: Facts) -> Bool { shared(with: other).contains { $0.excludes($1) } }

  /// What both know of the same names, in their order.
  private func shared(with other: Facts) -> some Sequence<(Fact, Fact)> {
    let (few, many) = facts.count < other.facts.count ? (self, other) : (other, self)
    return few.facts.lazy.compactMap { fact in many[fact.path].map { (fact, $0) } }
  }
}
