// Aggregates over lists (LANGUAGE.md, section 4).
//
// `any`, `all` and `none` join their condition over the elements by Kleene's logic. The others
// first select elements, then take their values; a selection or a value that is missing makes the
// aggregate missing, an overflow among them makes it one.

import TierlineSource

extension Scope {
  func aggregate(
    _ aggregate: Aggregate, of list: Value, value: ExpressionID?, filter: ExpressionID?,
    _ expression: Expression
  ) -> Value {
    if let absence = Value.absence(among: [list]) { return absence }
    guard case .list(let elements) = list else { return .missing }
    switch aggregate {
    case .any: return holds(filter, for: elements, joining: { $0.or($1) }, from: .no).value
    case .all: return holds(filter, for: elements, joining: { $0.and($1) }, from: .yes).value
    case .none: return holds(filter, for: elements, joining: { $0.or($1) }, from: .no).negated.value
    case .count, .sum, .average, .min, .max:
      let (selected, absence) = select(elements, where: filter)
      if let absence { return absence }
      if aggregate == .count { return .number(Decimal(selected.count)) }
      let values = selected.map { element in
        value.map { self.value(of: $0, element: element) } ?? element
      }
      if let absence = Value.absence(among: values) { return absence }
      return fold(aggregate, values, as: expression)
    }
  }

  private func holds(
    _ condition: ExpressionID?, for elements: [Value], joining join: (Truth, Truth) -> Truth,
    from start: Truth
  ) -> Truth {
    guard let condition else { return elements.isEmpty ? start : .yes }
    return elements.reduce(start) { join($0, truth(of: condition, element: $1)) }
  }

  /// The elements that meet the condition, or why that cannot be told.
  private func select(
    _ elements: [Value], where filter: ExpressionID?
  ) -> (selected: [Value], absence: Value?) {
    guard let filter else { return (elements, nil) }
    let verdicts = elements.map { truth(of: filter, element: $0) }
    let absence = Value.absence(among: verdicts.map(\.value))
    return (zip(elements, verdicts).filter { $0.1 == .yes }.map(\.0), absence)
  }

  private func fold(_ aggregate: Aggregate, _ values: [Value], as expression: Expression) -> Value {
    switch aggregate {
    case .min: return Value.extreme(values, greatest: false) ?? .missing
    case .max: return Value.extreme(values, greatest: true) ?? .missing
    case .sum where expression.type == .days:
      return .days(of: sumOfDurations(values), at: expression.span)
    case .sum where expression.type == .months:
      return .months(of: sumOfDurations(values), at: expression.span)
    case .sum, .average:
      var sum = ExactSum()
      for case .number(let number) in values { sum.add(number) }
      // Nothing to average is missing; a sum of nothing is 0.
      if aggregate == .average && sum.count == 0 { return .missing }
      return .number(of: aggregate == .sum ? sum.total : sum.average, at: expression.span)
    case .count, .any, .all, .none: return .missing
    }
  }

  private func sumOfDurations(_ values: [Value]) -> (partialValue: Int, overflow: Bool) {
    var total: Int128 = 0
    for value in values {
      switch value {
      case .days(let count), .months(let count): total += Int128(count)
      case .missing, .overflow, .boolean, .number, .date, .text, .level, .list, .record: break
      }
    }
    return Int(exactly: total).map { ($0, false) } ?? (0, true)
  }
}
