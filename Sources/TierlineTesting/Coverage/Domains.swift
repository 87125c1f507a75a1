// Constants, domains and the ranges that they make.

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
}

extension Facts {
  /// Which of yes and no an atomic condition can be, as far as the domain of a field tells.
  func possibleTruths(of id: ExpressionID) -> (yes: Bool, no: Bool) {
    guard case .comparison(let comparison, let left, let right) = program[id].kind,
      let bound = program.constantValue(of: right)?.ordinal, let range = domainRange(of: left)
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
    switch program[resolved[Int(id.index)]].kind {
    case .field(let index): return OrdinalRange(program.input.fields[index])
    case .elementField(let record, let field), .member(_, let record, let field):
      return OrdinalRange(program.records[record].fields[field])
    case .decision(let index):
      guard case .score(let score) = program.decisions[index].body, let bounds = score.bounds else {
        return nil
      }
      return OrdinalRange(lower: bounds.lower, upper: bounds.upper)
    default: return nil
    }
  }
}

/// Bounds of ordered values as numbers; nil is none.
struct OrdinalRange: Sendable {
  /// Nothing known.
  static let free = OrdinalRange(lower: nil, upper: nil)

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
