// How far a record is from meeting a condition, as a number that falls on the way there.
//
// This is the branch distance of search-based testing (Tracey et al., 1998): a comparison of numbers
// is as far as the numbers are apart, a conjunction is as far as its parts together, a disjunction
// as its nearest part. It only guides; whether a goal is met is always seen by running the record.

import TierlineRuntime
import TierlineSource

/// Measures one decided record.
struct Distance {
  let decided: Decided
  /// Lets read each other deep and twice over: what was measured once is kept.
  private let memory = Memory()

  init(decided: Decided) { self.decided = decided }

  private final class Memory {
    struct Key: Hashable {
      var index: Int
      var wanted: Truth
    }
    var lets: [Key: Double] = [:]
    /// How many lets the one at hand stands inside.
    var depth = 0
  }

  /// What a part costs that nothing more is known about.
  private static let unmet = 1.0
  /// How many decisions deep a condition is followed.
  private static let depthMax = 4
  /// How many lets deep; what lies deeper is as far as anything that is not met.
  private static let letsMax = 50

  private var program: Program { decided.program }

  // MARK: Conditions

  /// How far a condition is from a truth.
  func to(
    _ wanted: Truth, of id: ExpressionID, element: Value = .missing, depth: Int = 0
  ) -> Double {
    let kind = program[id].kind
    switch (kind, wanted) {
    case (.not(let part), _): return to(wanted.negated, of: part, element: element, depth: depth)
    case (.and(let parts), .yes), (.or(let parts), .no):
      return parts.reduce(0) { $0 + to(wanted, of: $1, element: element, depth: depth) }
    case (.and(let parts), .no), (.or(let parts), .yes):
      return parts.map { to(wanted, of: $0, element: element, depth: depth) }.min() ?? Self.unmet
    case (.and(let parts), .unknown): return toUnknown(parts, other: .yes, element, depth)
    case (.or(let parts), .unknown): return toUnknown(parts, other: .no, element, depth)
    case (.named(let index), _): return toLet(wanted, index, depth)
    case (.conditional(let condition, let then, let otherwise), _):
      return min(
        to(.yes, of: condition, element: element, depth: depth)
          + to(wanted, of: then, element: element, depth: depth),
        to(.no, of: condition, element: element, depth: depth)
          + to(wanted, of: otherwise, element: element, depth: depth))
    case (.fallback(let first, _), _):
      if decided.truth(of: id, element: element) == wanted { return 0 }
      return to(wanted, of: first, element: element, depth: depth)
    default: break
    }
    if decided.truth(of: id, element: element) == wanted { return 0 }
    return toLeaf(wanted, kind, element, depth)
  }

  private func toLet(_ wanted: Truth, _ index: Int, _ depth: Int) -> Double {
    if Truth(decided.lets[index]) == wanted { return 0 }
    let key = Memory.Key(index: index, wanted: wanted)
    if let known = memory.lets[key] { return known }
    guard memory.depth < Self.letsMax else { return Self.unmet }
    memory.depth += 1
    defer { memory.depth -= 1 }
    let distance = to(wanted, of: program.lets[index].expression, depth: depth)
    memory.lets[key] = distance
    return distance
  }

  /// One part unknown, the others as they must be for the whole to be unknown.
  private func toUnknown(
    _ parts: [ExpressionID], other: Truth, _ element: Value, _ depth: Int
  ) -> Double {
    let unknowns = parts.map { to(.unknown, of: $0, element: element, depth: depth) }
    let others = parts.map { to(other, of: $0, element: element, depth: depth) }
    let all = zip(unknowns, others).reduce(0) { $0 + min($1.0, $1.1) }
    return parts.indices.map { all - min(unknowns[$0], others[$0]) + unknowns[$0] }.min()
      ?? Self.unmet
  }

  private func toLeaf(
    _ wanted: Truth, _ kind: Expression.Kind, _ element: Value, _ depth: Int
  ) -> Double {
    guard wanted == .yes || wanted == .no else { return Self.unmet }
    switch kind {
    case .comparison(let comparison, let left, let right):
      return toComparison(
        wanted == .yes ? comparison : comparison.opposite, left, right, element, depth)
    case .inRange(let subject, let range):
      guard let value = ordinal(subject, element), let low = ordinal(range.lower, element),
        let high = ordinal(range.upper, element)
      else {
        return Self.unmet + decided.missingShare(of: [subject, range.lower, range.upper], element)
      }
      if wanted == .yes {
        return value < low ? scaled(low - value) : scaled(value - high)
      }
      return scaled(min(value - low, high - value) + 1)
    case .aggregate(.any, let list, _, let filter?):
      return toElement(wanted, list, filter, element, depth, isAny: true)
    case .aggregate(.none, let list, _, let filter?):
      return toElement(wanted.negated, list, filter, element, depth, isAny: true)
    case .aggregate(.all, let list, _, let filter?):
      return toElement(wanted, list, filter, element, depth, isAny: false)
    case .alertRaised(let decision, let rule):
      guard depth < Self.depthMax, case .alerts(let alerts) = program.decisions[decision].body
      else { return Self.unmet }
      return to(wanted, of: alerts.rules[rule].rule.condition, depth: depth + 1)
    default: return Self.unmet
    }
  }

  private func toComparison(
    _ comparison: ComparisonOperator, _ left: ExpressionID, _ right: ExpressionID,
    _ element: Value, _ depth: Int
  ) -> Double {
    guard let one = ordinal(left, element), let two = ordinal(right, element) else {
      return Self.unmet + decided.missingShare(of: [left, right], element)
        + toElements(of: [left, right])
    }
    if case .decision(let index) = program[left].kind, depth < Self.depthMax,
      case .tier(let tier) = program.decisions[index].body,
      case .level(let level) = decided.value(of: right)
    {
      let wanted = program.levels(of: program[left].type).filter {
        comparison.holds(Double($0), Double(level))
      }
      return wanted.map { toLevel($0, tier, depth + 1) }.min() ?? Self.unmet
    }
    let gap: Double
    switch comparison {
    case .equal: gap = scaled(abs(one - two))
    case .notEqual: gap = Self.unmet
    case .less, .lessOrEqual: gap = scaled(one - two + 1e-9)
    case .greater, .greaterOrEqual: gap = scaled(two - one + 1e-9)
    }
    return gap + toElements(of: [left, right])
  }

  /// How far the lists that some values are computed from are from having an element that counts:
  /// a sum over nothing does not move, however the bound is met.
  func toElements(of roots: [ExpressionID]) -> Double {
    program.aggregates(readBy: roots).reduce(0) { sum, aggregate in
      guard case .list(let elements) = decided.value(of: aggregate.list) else { return sum + 1 }
      let distances = elements.map { element in
        aggregate.filter.map { to(.yes, of: $0, element: element, depth: Self.depthMax) } ?? 0
      }
      return sum + (distances.min().map { $0 / ($0 + 1) } ?? 1)
    }
  }

  /// Some element for which a filter holds, or, for `all`, the ones for which it does not.
  private func toElement(
    _ wanted: Truth, _ list: ExpressionID, _ filter: ExpressionID, _ element: Value, _ depth: Int,
    isAny: Bool
  ) -> Double {
    guard case .list(let elements) = decided.value(of: list, element: element) else {
      return Self.unmet
    }
    let distances = elements.map { to(wanted, of: filter, element: $0, depth: depth) }
    let needsOne = isAny == (wanted == .yes)
    return needsOne ? distances.min() ?? Self.unmet : distances.reduce(0, +)
  }

  /// How far the nearest rule is that gives a level.
  private func toLevel(_ level: Int, _ tier: Tier, _ depth: Int) -> Double {
    guard case .rules(let rules, let policy, let otherwise, _) = tier.content else {
      return Self.unmet
    }
    var distances: [Double] = []
    var before = 0.0
    for rule in rules {
      if case .level(level) = decided.value(of: rule.outcome) {
        distances.append(before + to(.yes, of: rule.condition, depth: depth))
      }
      if policy == .first { before += to(.no, of: rule.condition, depth: depth) }
    }
    if case .level(level) = decided.value(of: otherwise.outcome) {
      distances.append(rules.reduce(0) { $0 + to(.no, of: $1.condition, depth: depth) })
    }
    return distances.min() ?? Self.unmet
  }

  // MARK: Tests of bands and cells

  /// How far a subject is from meeting any of some tests, or from meeting none.
  func to(_ isMet: Bool, _ tests: [Test], of subject: ExpressionID) -> Double {
    let distances = tests.map { to(isMet, $0, of: subject) }
    return isMet ? distances.min() ?? Self.unmet : distances.reduce(0, +)
  }

  private func to(_ isMet: Bool, _ test: Test, of subject: ExpressionID) -> Double {
    let truth = decided.truth(of: test, subject: decided.value(of: subject))
    if truth == Truth(isMet) { return 0 }
    switch test {
    case .comparison(let comparison, let bound):
      return toComparison(
        isMet ? comparison : comparison.opposite, subject, bound, .missing, 0)
    case .range(let range):
      guard let value = ordinal(subject, .missing), let low = ordinal(range.lower, .missing),
        let high = ordinal(range.upper, .missing)
      else {
        return Self.unmet + decided.missingShare(of: [subject, range.lower, range.upper], .missing)
      }
      if isMet { return scaled(value < low ? low - value : value - high) }
      return scaled(min(value - low, high - value) + 1)
    case .not(let inner): return to(!isMet, inner, of: subject)
    case .any, .missing, .members, .list, .text: return Self.unmet
    }
  }

  // MARK: Numbers

  private func ordinal(_ id: ExpressionID, _ element: Value) -> Double? {
    PlainValue(decided.value(of: id, element: element))?.ordinal?.approximation
  }

  /// Below 1 whatever the size, so that one far part does not drown the others.
  private func scaled(_ distance: Double) -> Double {
    let size = max(distance, 0)
    return min(0.999_999, size / (size + 1)) + 1e-7
  }
}

extension Decided {
  /// How much of what some expressions read is missing, below 1: each field found is a step on.
  func missingShare(of roots: [ExpressionID], _ element: Value) -> Double {
    var missing = 0.0
    var visited: Set<ExpressionID> = []
    var pending = roots
    while let id = pending.popLast() {
      guard visited.insert(id).inserted else { continue }
      let kind = program[id].kind
      var isMissing = false
      switch kind {
      case .field(let index):
        if case .derived(let expression) = program.input.fields[index].content {
          pending.append(expression)
        } else {
          isMissing = record[index].isMissingValue
        }
      case .member: isMissing = value(of: id, element: element).isMissingValue
      case .elementField(let record, let field):
        if case .derived(let expression) = program.records[record].fields[field].content {
          pending.append(expression)
        } else {
          isMissing = value(of: id, element: element).isMissingValue
        }
      case .named(let index): pending.append(program.lets[index].expression)
      case .decision(let index):
        if case .result(let expression) = program.decisions[index].body {
          pending.append(expression)
        }
      case .previousField(let index): isMissing = previous?.fields[index].isMissingValue ?? true
      case .previousDecision(let index):
        isMissing = previous?.decisions[index].isMissingValue ?? true
      default: break
      }
      if isMissing { missing += 1 }
      pending += kind.operands
    }
    return missing / (missing + 1)
  }
}

extension ComparisonOperator {
  /// The comparison that holds where this one does not.
  var opposite: ComparisonOperator {
    switch self {
    case .equal: .notEqual
    case .notEqual: .equal
    case .less: .greaterOrEqual
    case .lessOrEqual: .greater
    case .greater: .lessOrEqual
    case .greaterOrEqual: .less
    }
  }

  fileprivate func holds(_ left: Double, _ right: Double) -> Bool {
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

extension Decimal {
  /// Near enough for guiding a search; never for deciding.
  var approximation: Double { Double(coefficient) / 1e18 }
}

extension Program {
  /// The aggregates over lists of the record that some values are computed from, through lets and
  /// results.
  fileprivate func aggregates(
    readBy roots: [ExpressionID]
  ) -> [(list: ExpressionID, filter: ExpressionID?)] {
    var found: [(list: ExpressionID, filter: ExpressionID?)] = []
    var visited: Set<ExpressionID> = []
    var pending = roots
    while let id = pending.popLast() {
      guard visited.insert(id).inserted else { continue }
      let kind = self[id].kind
      switch kind {
      case .aggregate(_, let list, _, let filter):
        if case .field = self[list].kind { found.append((list, filter)) }
      case .named(let index): pending.append(lets[index].expression)
      case .decision(let index):
        if case .result(let expression) = decisions[index].body { pending.append(expression) }
      default: break
      }
      pending += kind.operands
    }
    return found
  }

  fileprivate func levels(of type: ValueType) -> Range<Int> {
    if case .level(let index) = type { levelTypes[index].names.indices } else { 0..<0 }
  }
}
