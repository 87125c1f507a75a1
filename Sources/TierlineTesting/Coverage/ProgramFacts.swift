// What can be said of expressions without running them: whether they can be missing, which values
// they can have, how far apart these lie. Where nothing is known the answer is the one that asks
// for less, so that nobody is asked for a test that can't be written.

import TierlineRuntime
import TierlineSource

extension Program {
  /// Whether values of a type have an order that thresholds cut: numbers, amounts, dates, durations.
  func isMeasured(_ type: ValueType) -> Bool {
    switch type {
    case .integer, .number, .money, .date, .days, .months: true
    case .boolean, .text, .level, .record, .list: false
    }
  }

  /// Whether an expression is the same for every record on a date.
  func isConstant(_ id: ExpressionID) -> Bool {
    var pending = [id]
    while let next = pending.popLast() {
      let kind = self[next].kind
      switch kind {
      case .constant, .parameter, .asOf: break
      case .field, .elementField, .element, .member, .named, .decision, .column, .alertRaised,
        .previousField, .previousDecision, .previousColumn, .previousAlertRaised, .aggregate:
        return false
      case .negate, .not, .and, .or, .arithmetic, .comparison, .inRange, .inMembers, .inList,
        .inValue, .isMissing, .isPresent, .fallback, .conditional, .textTest, .call:
        pending += kind.operands
      }
    }
    return true
  }

  /// The value of a literal or an undated parameter.
  func constantValue(of id: ExpressionID) -> PlainValue? {
    switch self[id].kind {
    case .constant(let value): PlainValue(value)
    case .negate(let operand):
      if case .number(let number)? = constantValue(of: operand) {
        .number(number.negated)
      } else {
        nil
      }
    case .parameter(let index):
      parameters[index].values.count == 1
        ? PlainValue(parameters[index].values[0].value) : nil
    default: nil
    }
  }

  // MARK: Missing

  /// Whether an expression can be missing for some record.
  func canBeMissing(_ id: ExpressionID) -> Bool {
    let kind = self[id].kind
    switch kind {
    case .constant(let value): return value.isMissingValue
    case .field(let index): return input.fields[index].canBeMissing(in: self)
    case .elementField(let record, let field):
      return records[record].fields[field].canBeMissing(in: self)
    case .member(let base, let record, let field):
      return canBeMissing(base) || records[record].fields[field].canBeMissing(in: self)
    case .named(let index): return canBeMissing(lets[index].expression)
    case .previousField, .previousDecision, .previousColumn, .previousAlertRaised: return true
    case .decision(let index), .column(let index, _): return decisions[index].canBeMissing(in: self)
    case .parameter, .asOf, .element, .alertRaised, .isMissing, .isPresent: return false
    case .fallback(let first, let second): return canBeMissing(first) && canBeMissing(second)
    case .arithmetic(.divide, let dividend, let divisor):
      return canBeMissing(dividend) || canBeMissing(divisor) || canBeZero(divisor)
    case .aggregate(let aggregate, _, _, _):
      switch aggregate {
      case .average, .min, .max: return true
      case .count, .any, .all, .none, .sum: return false
      }
    case .conditional(_, let then, let otherwise):
      return canBeMissing(then) || canBeMissing(otherwise)
    case .call(.power, let arguments):
      // A negative power of zero has no value.
      guard arguments.count == 2, case .number(let exponent)? = constantValue(of: arguments[1]),
        !exponent.isNegative
      else { return true }
      return canBeMissing(arguments[0])
    case .negate, .not, .and, .or, .arithmetic, .comparison, .inRange, .inMembers, .inList,
      .inValue, .textTest, .call:
      return kind.operands.contains { canBeMissing($0) }
    }
  }

  private func canBeZero(_ id: ExpressionID) -> Bool {
    switch self[id].kind {
    case .constant(.number(let number)): return number.isZero
    case .parameter(let index):
      return parameters[index].values.contains {
        if case .number(let number) = $0.value { number.isZero } else { false }
      }
    default:
      guard let range = domainRange(of: id) else { return true }
      return range.contains(.zero)
    }
  }

  /// Whether a condition itself asks for the data that an atom of it needs.
  func isGuarded(_ atom: ExpressionID, in whole: ExpressionID) -> Bool {
    let needed = missingLeaves(of: atom)
    guard atom != whole, !needed.isEmpty else { return false }
    return presenceAsked(in: whole).isSuperset(of: needed)
  }

  /// Whether earlier rules of a first-match block ask for all the data that a condition needs.
  func isSettled(_ condition: ExpressionID, by earlier: [ExpressionID]) -> Bool {
    let needed = missingLeaves(of: condition)
    guard !needed.isEmpty else { return false }
    return earlier.reduce(into: Set<Leaf>()) { $0.formUnion(missingAsked(in: $1)) }
      .isSuperset(of: needed)
  }

  /// A name that can be missing.
  enum Leaf: Hashable {
    case field(Int)
    case previousField(Int)
    case previousDecision(Int)
    case named(Int)
    case other(ExpressionID)
  }

  private func leaf(_ id: ExpressionID) -> Leaf? {
    switch self[id].kind {
    case .field(let index): .field(index)
    case .previousField(let index): .previousField(index)
    case .previousDecision(let index): .previousDecision(index)
    case .named(let index): .named(index)
    default: nil
    }
  }

  /// The names that can make an expression missing.
  private func missingLeaves(of id: ExpressionID) -> Set<Leaf> {
    guard canBeMissing(id) else { return [] }
    if let leaf = leaf(id) { return [leaf] }
    let operands = self[id].kind.operands
    guard !operands.isEmpty else { return [.other(id)] }
    return operands.reduce(into: Set<Leaf>()) { $0.formUnion(missingLeaves(of: $1)) }
  }

  /// The names whose presence a condition asks for, anywhere in it.
  private func presenceAsked(in id: ExpressionID) -> Set<Leaf> {
    switch self[id].kind {
    case .isMissing(let operand), .isPresent(let operand): Set([leaf(operand)].compactMap(\.self))
    case .and(let parts), .or(let parts):
      parts.reduce(into: Set<Leaf>()) { $0.formUnion(presenceAsked(in: $1)) }
    case .not(let part): presenceAsked(in: part)
    default: []
    }
  }

  /// The names whose absence alone makes a condition yes.
  private func missingAsked(in id: ExpressionID) -> Set<Leaf> {
    switch self[id].kind {
    case .isMissing(let operand): Set([leaf(operand)].compactMap(\.self))
    case .or(let parts): parts.reduce(into: Set<Leaf>()) { $0.formUnion(missingAsked(in: $1)) }
    default: []
    }
  }

  // MARK: Possible truths

  /// Which of yes and no an atomic condition can be, as far as the domain of a field tells.
  func possibleTruths(of id: ExpressionID) -> (yes: Bool, no: Bool) {
    guard case .comparison(let comparison, let left, let right) = self[id].kind,
      let bound = constantValue(of: right)?.ordinal, let range = domainRange(of: left)
    else { return (true, true) }
    switch comparison {
    case .less: return (range.reaches(below: bound), range.reaches(from: bound))
    case .lessOrEqual: return (range.reaches(upTo: bound), range.reaches(above: bound))
    case .greater: return (range.reaches(above: bound), range.reaches(upTo: bound))
    case .greaterOrEqual: return (range.reaches(from: bound), range.reaches(below: bound))
    case .equal, .notEqual: return (true, true)
    }
  }

  /// The bounds of a field or score, as ordinals.
  func domainRange(of id: ExpressionID) -> OrdinalRange? {
    switch self[id].kind {
    case .field(let index): return OrdinalRange(input.fields[index])
    case .elementField(let record, let field): return OrdinalRange(records[record].fields[field])
    case .member(_, let record, let field): return OrdinalRange(records[record].fields[field])
    case .named(let index): return domainRange(of: lets[index].expression)
    case .decision(let index):
      guard case .score(let score) = decisions[index].body, let bounds = score.bounds else {
        return nil
      }
      return OrdinalRange(lower: bounds.lower, upper: bounds.upper)
    default: return nil
    }
  }
}

/// Bounds of ordered values as numbers; nil is none.
struct OrdinalRange {
  var lower: Decimal?
  var upper: Decimal?
  var includesLower = true
  var includesUpper = true

  init(lower: Decimal?, upper: Decimal?) {
    self.lower = lower
    self.upper = upper
  }

  /// The domain of a stored field; nil when it has none that is a range.
  init?(_ field: Field) {
    guard case .stored(let stored) = field.content, case .range(let range)? = stored.domain else {
      return nil
    }
    lower = range.lower.flatMap { PlainValue($0)?.ordinal }
    upper = range.upper.flatMap { PlainValue($0)?.ordinal }
    includesLower = range.includesLower
    includesUpper = range.includesUpper
  }

  func contains(_ value: Decimal) -> Bool { reaches(from: value) && reaches(upTo: value) }

  /// Whether some value is below, at or below, above, at or above.
  func reaches(below value: Decimal) -> Bool { lower.map { $0 < value } ?? true }
  func reaches(upTo value: Decimal) -> Bool {
    lower.map { includesLower ? $0 <= value : $0 < value } ?? true
  }
  func reaches(above value: Decimal) -> Bool { upper.map { $0 > value } ?? true }
  func reaches(from value: Decimal) -> Bool {
    upper.map { includesUpper ? $0 >= value : $0 > value } ?? true
  }
}

extension PlainValue {
  /// An ordered value as a number: dates by day, durations by count, levels by index.
  var ordinal: Decimal? {
    switch self {
    case .number(let number): number
    case .date(let date): Decimal(Int(date.dayNumber))
    case .days(let count), .months(let count), .level(let count): Decimal(count)
    case .boolean, .text: nil
    }
  }
}

extension Field {
  /// Whether the field can be missing in a record that is accepted.
  func canBeMissing(in program: Program) -> Bool {
    switch content {
    case .derived(let expression): return program.canBeMissing(expression)
    case .stored(let stored):
      switch stored.absence {
      case .missing: return true
      case .refused, .value: return false
      }
    }
  }
}

extension Decision {
  fileprivate func canBeMissing(in program: Program) -> Bool {
    switch body {
    case .table(let table): return table.isOptional
    case .result(let expression): return program.canBeMissing(expression)
    case .score, .tier, .limit, .alerts: return false
    }
  }
}
