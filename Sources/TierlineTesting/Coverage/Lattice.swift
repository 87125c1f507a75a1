// How close two values of an expression can lie: cents, whole days, twentieths of a cent where five
// percent of an amount are meant. Values are taken to lie on a lattice, an offset and the multiples
// of a step from there; sums, products and alternatives of lattices are lattices again, if finer.

import TierlineRuntime
import TierlineSource

/// Values a step apart.
struct Lattice: Hashable, Sendable {
  /// Zero for an expression that is always the same.
  var step: Decimal
  var offset: Decimal = .zero

  static let whole = Lattice(step: .one)

  init(step: Decimal, offset: Decimal = .zero) {
    self.step = step
    self.offset = offset
  }

  /// The next values on both sides of a cut at a bound.
  func neighbours(of bound: Decimal, _ side: CutSide) -> (low: Decimal, high: Decimal)? {
    guard !step.isZero, let shifted = bound.subtracting(offset) else { return nil }
    let (quotient, rest) = shifted.coefficient.quotientAndRemainder(
      dividingBy: step.coefficient)
    let floor = rest < 0 ? quotient - 1 : quotient
    let (product, overflow) = floor.multipliedReportingOverflow(by: step.coefficient)
    guard !overflow, let below = Decimal(coefficient: product)?.adding(offset) else { return nil }
    let isOnBound = rest == 0
    switch side {
    case .below where isOnBound: return below.subtracting(step).map { ($0, below) }
    case .below, .above: return below.adding(step).map { (below, $0) }
    }
  }

  /// Whether a value lies on the lattice.
  func contains(_ value: Decimal) -> Bool {
    guard !step.isZero else { return value == offset }
    guard let shifted = value.subtracting(offset) else { return false }
    return shifted.coefficient % step.coefficient == 0
  }

  func adding(_ other: Lattice) -> Lattice? {
    guard let offset = offset.adding(other.offset) else { return nil }
    return Lattice(step: divisor(step, other.step), offset: offset)
  }

  var negated: Lattice { Lattice(step: step, offset: offset.negated) }

  func multiplied(by other: Lattice) -> Lattice? {
    guard let offset = offset.multiplied(by: other.offset),
      let both = step.multiplied(by: other.step),
      let left = step.multiplied(by: other.offset.magnitude),
      let right = other.step.multiplied(by: self.offset.magnitude)
    else { return nil }
    return Lattice(step: divisor(divisor(both, left), right), offset: offset)
  }

  /// The values of either.
  func union(_ other: Lattice) -> Lattice? {
    guard let gap = offset.subtracting(other.offset)?.magnitude else { return nil }
    return Lattice(step: divisor(divisor(step, other.step), gap), offset: offset)
  }

  /// Sums of any number of values.
  var sums: Lattice { Lattice(step: divisor(step, offset.magnitude)) }
}

/// The greatest common divisor; zero divides nothing and is divided by all.
private func divisor(_ one: Decimal, _ two: Decimal) -> Decimal {
  var (large, small) = (one.coefficient.magnitude, two.coefficient.magnitude)
  while small != 0 { (large, small) = (small, large % small) }
  return Int128(exactly: large).flatMap { Decimal(coefficient: $0) } ?? .zero
}

extension Program {
  /// The lattice of an expression; nil for quotients and the like, and where it is finer than anyone
  /// means.
  func lattice(of id: ExpressionID) -> Lattice? {
    guard let lattice = lattice(of: id, depth: 40), !lattice.step.isZero,
      lattice.step >= Decimal.unit(places: 9)
    else { return nil }
    return lattice
  }

  private func lattice(of id: ExpressionID, depth: Int) -> Lattice? {
    guard depth > 0 else { return nil }
    func lattice(_ id: ExpressionID) -> Lattice? { self.lattice(of: id, depth: depth - 1) }
    func unions(_ ids: [ExpressionID]) -> Lattice? {
      var result: Lattice?
      for id in ids {
        guard let own = lattice(id) else { return nil }
        guard let known = result else {
          result = own
          continue
        }
        guard let both = known.union(own) else { return nil }
        result = both
      }
      return result
    }
    if case .number(let constant)? = constantValue(of: id) {
      return Lattice(step: .zero, offset: constant)
    }
    let kind = self[id].kind
    switch kind {
    case .field(let index), .previousField(let index):
      return self.lattice(of: input.fields[index], depth)
    case .elementField(let record, let field), .member(_, let record, let field):
      return self.lattice(of: records[record].fields[field], depth)
    case .named(let index): return lattice(lets[index].expression)
    case .parameter(let index):
      return parameters[index].values.reduce(nil) { (known: Lattice?, dated) in
        guard case .number(let number) = dated.value else { return .whole }
        let own = Lattice(step: .zero, offset: number)
        return known.map { $0.union(own) } ?? own
      }
    case .previousDecision(let index):
      // An earlier policy may have given other points, though not in smaller parts.
      guard case .score(let score) = decisions[index].body else { break }
      return self.lattice(of: score, depth).map {
        Lattice(step: Decimal.unit(places: $0.step.places))
      }
    case .decision(let index):
      switch decisions[index].body {
      case .score(let score): return self.lattice(of: score, depth)
      case .result(let expression): return lattice(expression)
      case .limit(let limit): return self.lattice(of: limit)
      case .table, .tier, .alerts: break
      }
    case .negate(let operand): return lattice(operand)?.negated
    case .arithmetic(let sign, let left, let right):
      guard isNumeric(left), isNumeric(right) else { break }
      guard let one = lattice(left), let two = lattice(right) else { return nil }
      switch sign {
      case .add: return one.adding(two)
      case .subtract: return one.adding(two.negated)
      case .multiply: return one.multiplied(by: two)
      case .divide: return nil
      }
    case .fallback(let first, let second): return unions([first, second])
    case .conditional(_, let then, let otherwise): return unions([then, otherwise])
    case .aggregate(let aggregate, let list, let value, _):
      let element = value.map { lattice($0) } ?? elementLattice(of: list, depth)
      switch aggregate {
      case .sum: return element?.sums
      case .min, .max: return element
      case .average: return nil
      case .count, .any, .all, .none: return .whole
      }
    case .call(let function, let arguments):
      switch function {
      case .min, .max: return unions(arguments)
      case .abs: return arguments.first.flatMap(lattice)?.sums
      case .round, .roundUp, .roundDown, .roundHalfEven:
        guard arguments.count == 2, case .number(let places)? = constantValue(of: arguments[1]),
          let places = places.integer, (0...18).contains(places)
        else { return nil }
        return Lattice(step: Decimal.unit(places: places))
      case .length, .daysBetween, .monthsBetween, .yearsBetween, .year, .month, .day, .weekday:
        return .whole
      case .power, .upper, .lower, .trim: return nil
      }
    default: break
    }
    switch self[id].type {
    case .integer, .date, .days, .months, .level: return .whole
    case .number, .money, .boolean, .text, .record, .list: return nil
    }
  }

  private func isNumeric(_ id: ExpressionID) -> Bool {
    switch self[id].type {
    case .integer, .number, .money: true
    case .boolean, .date, .days, .months, .text, .level, .record, .list: false
    }
  }

  private func elementLattice(of list: ExpressionID, _ depth: Int) -> Lattice? {
    guard case .field(let index) = self[list].kind,
      case .list(let element) = input.fields[index].type,
      case .stored(let stored) = input.fields[index].content
    else { return nil }
    return stored.lattice(of: element)
  }

  private func lattice(of field: Field, _ depth: Int) -> Lattice? {
    switch field.content {
    case .derived(let expression): lattice(of: expression, depth: depth - 1)
    case .stored(let stored): stored.lattice(of: field.type)
    }
  }

  /// Start and points of all items.
  private func lattice(of score: Score, _ depth: Int) -> Lattice? {
    var sum = lattice(of: score.start, depth: depth - 1)
    for item in score.items {
      var outcomes: [ExpressionID]
      var points: Lattice?
      switch item {
      case .characteristic(let bands): outcomes = bands.outcomes
      case .rule(let rule):
        outcomes = [rule.outcome] + score.unknown.outcomes
        points = Lattice(step: .zero)
      }
      for outcome in outcomes {
        guard let own = lattice(of: outcome, depth: depth - 1) else { return nil }
        points = points.map { $0.union(own) } ?? own
      }
      sum = sum.flatMap { sum in points.flatMap { sum.adding($0) } }
    }
    return sum
  }

  /// The multiple that a limit ends by being rounded to.
  private func lattice(of limit: Limit) -> Lattice? {
    guard let last = limit.steps.last, last.rule == nil else { return nil }
    switch last.action {
    case .roundDown, .roundUp, .roundNearest, .roundHalfEven:
      guard case .number(let multiple)? = constantValue(of: last.operand) else { return nil }
      return Lattice(step: multiple)
    case .set, .add, .subtract, .multiply, .cap, .floor: return nil
    }
  }
}

extension StoredField {
  fileprivate func lattice(of type: ValueType) -> Lattice? {
    switch type {
    case .integer, .date, .days, .months, .level: .whole
    case .number, .money: Lattice(step: Decimal.unit(places: places))
    case .boolean, .text, .record, .list: nil
    }
  }
}
