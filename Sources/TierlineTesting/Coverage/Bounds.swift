// Between which values an expression lies, as far as domains, steps and signs tell.

import TierlineRuntime
import TierlineSource

extension Program {
  /// Bounds that hold for every valid record; none where nothing is known.
  func bounds(of id: ExpressionID, depth: Int = 30) -> OrdinalRange {
    let free = OrdinalRange(lower: nil, upper: nil)
    guard depth > 0 else { return free }
    if let constant = constantValue(of: id)?.ordinal {
      return OrdinalRange(lower: constant, upper: constant)
    }
    if let domain = domainRange(of: id) { return domain }
    func bounds(_ id: ExpressionID) -> OrdinalRange { self.bounds(of: id, depth: depth - 1) }
    switch self[id].kind {
    case .named(let index): return bounds(lets[index].expression)
    case .decision(let index):
      switch decisions[index].body {
      case .limit(let limit): return amounts(of: limit, before: limit.steps.count, depth: depth)
      case .result(let expression): return bounds(expression)
      case .score, .tier, .alerts, .table: return free
      }
    case .parameter(let index):
      let values = parameters[index].values.compactMap { PlainValue($0.value)?.ordinal }
      return OrdinalRange(lower: values.min(), upper: values.max())
    case .arithmetic(_, let left, let right)
    where self[id].type == .date && [left, right].contains { self[$0].type == .months }:
      return free
    case .arithmetic(let sign, let left, let right):
      return bounds(left).combined(bounds(right), sign)
    case .negate(let operand): return bounds(operand).mirrored
    case .fallback(let first, let second): return bounds(first).union(bounds(second))
    case .conditional(_, let then, let otherwise): return bounds(then).union(bounds(otherwise))
    case .aggregate(.count, _, _, _): return OrdinalRange(lower: .zero, upper: nil)
    case .aggregate(.sum, _, let value?, _):
      return bounds(value).isNeverNegative ? OrdinalRange(lower: .zero, upper: nil) : free
    case .aggregate(.average, _, let value?, _), .aggregate(.min, _, let value?, _),
      .aggregate(.max, _, let value?, _):
      return bounds(value)
    case .call(.abs, let operands):
      guard let operand = operands.first else { return free }
      let inner = bounds(operand)
      return inner.isNeverNegative ? inner : OrdinalRange(lower: .zero, upper: nil)
    case .call(.min, let operands):
      let all = operands.map(bounds)
      return OrdinalRange(
        lower: all.allSatisfy { $0.lower != nil } ? all.compactMap(\.lower).min() : nil,
        upper: all.compactMap(\.upper).min())
    case .call(.max, let operands):
      let all = operands.map(bounds)
      return OrdinalRange(
        lower: all.compactMap(\.lower).max(),
        upper: all.allSatisfy { $0.upper != nil } ? all.compactMap(\.upper).max() : nil)
    case .call(.length, _): return OrdinalRange(lower: .zero, upper: nil)
    case .call(.month, _): return OrdinalRange(lower: .one, upper: Decimal(12))
    case .call(.day, _): return OrdinalRange(lower: .one, upper: Decimal(31))
    case .call(.weekday, _): return OrdinalRange(lower: .one, upper: Decimal(7))
    default: return free
    }
  }

  /// The amounts that a limit can have before one of its steps.
  func amounts(of limit: Limit, before step: Int, depth: Int = 30) -> OrdinalRange {
    var range = bounds(of: limit.start, depth: depth - 1)
    let unknowns = limit.unknown.outcomes.map { bounds(of: $0, depth: depth - 1) }
    for unknown in unknowns { range = range.union(unknown) }
    for step in limit.steps.prefix(step) {
      let before = range
      let operand = bounds(of: step.operand, depth: depth - 1)
      switch step.action {
      case .set: range = operand
      case .add: range = range.combined(operand, .add)
      case .subtract: range = range.combined(operand, .subtract)
      case .multiply: range = range.combined(operand, .multiply)
      case .cap:
        range = OrdinalRange(
          lower: least(range.lower, operand.lower), upper: smaller(range.upper, operand.upper))
      case .floor:
        range = OrdinalRange(
          lower: larger(range.lower, operand.lower), upper: most(range.upper, operand.upper))
      case .roundDown: range = range.towardZero
      case .roundUp, .roundNearest, .roundHalfEven: range = range.rounded(operand.upper)
      }
      // A rule may be held, and a step whose amount is unknown left out.
      if step.rule != nil || canBeMissing(step.operand) { range = range.union(before) }
      for unknown in unknowns { range = range.union(unknown) }
    }
    return range
  }
}

/// The least of two lower ends, nil being none; the smaller of two upper ends, nil being none.
private func least(_ one: Decimal?, _ two: Decimal?) -> Decimal? {
  one.flatMap { one in two.map { min(one, $0) } }
}

private func most(_ one: Decimal?, _ two: Decimal?) -> Decimal? {
  one.flatMap { one in two.map { max(one, $0) } }
}

private func smaller(_ one: Decimal?, _ two: Decimal?) -> Decimal? {
  [one, two].compactMap(\.self).min()
}

private func larger(_ one: Decimal?, _ two: Decimal?) -> Decimal? {
  [one, two].compactMap(\.self).max()
}

extension OrdinalRange {
  fileprivate var isNeverNegative: Bool { lower.map { !$0.isNegative } ?? false }

  /// The values in either, and those between.
  fileprivate func union(_ other: OrdinalRange) -> OrdinalRange {
    OrdinalRange(lower: least(lower, other.lower), upper: most(upper, other.upper))
  }

  /// Sums, differences and products; a quotient is bounded by its signs alone.
  fileprivate func combined(_ other: OrdinalRange, _ sign: ArithmeticOperator) -> OrdinalRange {
    switch sign {
    case .add:
      return OrdinalRange(
        lower: lower.flatMap { one in other.lower.flatMap { one.adding($0) } },
        upper: upper.flatMap { one in other.upper.flatMap { one.adding($0) } })
    case .subtract: return combined(other.mirrored, .add)
    case .multiply:
      if let one = lower, let two = upper, let three = other.lower, let four = other.upper {
        let products = [
          one.multiplied(by: three), one.multiplied(by: four), two.multiplied(by: three),
          two.multiplied(by: four),
        ]
        let known = products.compactMap(\.self)
        return known.count == 4
          ? OrdinalRange(lower: known.min(), upper: known.max())
          : OrdinalRange(lower: nil, upper: nil)
      }
      return OrdinalRange(
        lower: isNeverNegative && other.isNeverNegative ? .zero : nil, upper: nil)
    case .divide:
      return OrdinalRange(
        lower: isNeverNegative && other.isNeverNegative ? .zero : nil, upper: nil)
    }
  }

  /// What rounding toward zero can make of the values.
  fileprivate var towardZero: OrdinalRange {
    OrdinalRange(lower: lower.map { min($0, .zero) }, upper: upper.map { max($0, .zero) })
  }

  /// What rounding to a multiple can make of the values.
  fileprivate func rounded(_ multiple: Decimal?) -> OrdinalRange {
    guard let multiple else { return OrdinalRange(lower: nil, upper: nil) }
    return OrdinalRange(
      // Zero stays zero under any rounding.
      lower: lower.flatMap { $0.isNegative ? $0.subtracting(multiple) : .zero },
      upper: upper.flatMap { $0 > .zero ? $0.adding(multiple) : .zero })
  }
}
