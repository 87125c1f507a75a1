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

extension Facts {
  /// The lattice of an expression, from those of its parts.
  func lattice(from id: ExpressionID) -> Lattice? {
    if case .number(let constant)? = program.constantValue(of: id) {
      return Lattice(step: .zero, offset: constant)
    }
    let expression = program[id]
    switch expression.kind {
    case .field(let index), .previousField(let index):
      return lattice(of: program.input.fields[index])
    case .elementField(let record, let field), .member(_, let record, let field):
      return lattice(of: program.records[record].fields[field])
    case .named(let index): return known(program.lets[index].expression)
    case .parameter(let index):
      return program.parameters[index].values.reduce(nil) { (known: Lattice?, dated) in
        guard case .number(let number) = dated.value else { return .whole }
        let own = Lattice(step: .zero, offset: number)
        return known.map { $0.union(own) } ?? own
      }
    case .previousDecision(let index):
      // An earlier policy may have given other points, though not in smaller parts.
      guard case .score = program.decisions[index].body else { break }
      return decisionLattices[index].map {
        Lattice(step: Decimal.unit(places: $0.step.places))
      }
    case .decision(let index):
      switch program.decisions[index].body {
      case .score, .result, .limit: return decisionLattices[index]
      case .table, .tier, .alerts: break
      }
    case .negate(let operand): return known(operand)?.negated
    case .arithmetic(let sign, let left, let right):
      guard isNumeric(left), isNumeric(right) else { break }
      guard let one = known(left), let two = known(right) else { return nil }
      switch sign {
      case .add: return one.adding(two)
      case .subtract: return one.adding(two.negated)
      case .multiply: return one.multiplied(by: two)
      case .divide: return nil
      }
    case .fallback(let first, let second): return union(of: [first, second])
    case .conditional(_, let then, let otherwise): return union(of: [then, otherwise])
    case .aggregate(let aggregate, let list, let value, _):
      let element = value.map { known($0) } ?? elementLattice(of: list)
      switch aggregate {
      case .sum: return element?.sums
      case .min, .max: return element
      case .average: return nil
      case .count, .any, .all, .none: return .whole
      }
    case .call(let function, let arguments): return lattice(of: function, arguments)
    default: break
    }
    switch expression.type {
    case .integer, .date, .days, .months, .level: return .whole
    case .number, .money, .boolean, .text, .record, .list: return nil
    }
  }

  private func lattice(of function: Function, _ arguments: [ExpressionID]) -> Lattice? {
    switch function {
    case .min, .max: return union(of: arguments)
    case .abs: return arguments.first.flatMap { known($0) }?.sums
    case .round, .roundUp, .roundDown, .roundHalfEven:
      guard arguments.count == 2,
        case .number(let places)? = program.constantValue(of: arguments[1]),
        let places = places.integer, (0...18).contains(places)
      else { return nil }
      return Lattice(step: Decimal.unit(places: places))
    case .length, .daysBetween, .monthsBetween, .yearsBetween, .year, .month, .day, .weekday:
      return .whole
    case .power, .upper, .lower, .trim: return nil
    }
  }

  private func known(_ id: ExpressionID) -> Lattice? { lattices[Int(id.index)] }

  private func union(of ids: [ExpressionID]) -> Lattice? {
    var result: Lattice?
    for id in ids {
      guard let own = known(id) else { return nil }
      guard let before = result else {
        result = own
        continue
      }
      guard let both = before.union(own) else { return nil }
      result = both
    }
    return result
  }

  private func isNumeric(_ id: ExpressionID) -> Bool {
    switch program[id].type {
    case .integer, .number, .money: true
    case .boolean, .date, .days, .months, .text, .level, .record, .list: false
    }
  }

  private func elementLattice(of list: ExpressionID) -> Lattice? {
    guard case .field(let index) = program[list].kind,
      case .list(let element) = program.input.fields[index].type,
      case .stored(let stored) = program.input.fields[index].content
    else { return nil }
    return stored.lattice(of: element)
  }

  private func lattice(of field: Field) -> Lattice? {
    switch field.content {
    case .derived(let expression): known(expression)
    case .stored(let stored): stored.lattice(of: field.type)
    }
  }

  /// Start and points of all items.
  func lattice(of score: Score) -> Lattice? {
    var sum = known(score.start)
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
        guard let own = known(outcome) else { return nil }
        points = points.map { $0.union(own) } ?? own
      }
      sum = sum.flatMap { sum in points.flatMap { sum.adding($0) } }
    }
    return sum
  }

  /// The multiple that a limit ends by being rounded to.
  func lattice(of limit: Limit) -> Lattice? {
    guard let last = limit.steps.last, last.rule == nil else { return nil }
    switch last.action {
    case .roundDown, .roundUp, .roundNearest, .roundHalfEven:
      guard case .number(let multiple)? = program.constantValue(of: last.operand) else {
        return nil
      }
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
