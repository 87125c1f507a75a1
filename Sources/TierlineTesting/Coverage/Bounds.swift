// Between which values an expression lies, as far as domains, steps and signs tell.

import TierlineRuntime
import TierlineSource

extension Facts {
  /// The bounds of an expression, from those of its parts.
  func range(of id: ExpressionID) -> OrdinalRange {
    let expression = program[id]
    if let constant = program.constantValue(of: id)?.ordinal {
      return OrdinalRange(lower: constant, upper: constant)
    }
    if let domain = domainRange(of: id) { return domain }
    switch expression.kind {
    case .named(let index): return bounds(of: program.lets[index].expression)
    case .decision(let index): return decisionRanges[index]
    case .parameter(let index):
      let values = program.parameters[index].values.compactMap { PlainValue($0.value)?.ordinal }
      return OrdinalRange(lower: values.min(), upper: values.max())
    case .arithmetic(_, let left, let right)
    where expression.type == .date && [left, right].contains { program[$0].type == .months }:
      return .free
    case .arithmetic(let sign, let left, let right):
      return bounds(of: left).combined(bounds(of: right), sign)
    case .negate(let operand): return bounds(of: operand).mirrored
    case .fallback(let first, let second): return bounds(of: first).union(bounds(of: second))
    case .conditional(_, let then, let otherwise):
      return bounds(of: then).union(bounds(of: otherwise))
    case .aggregate(.count, _, _, _): return OrdinalRange(lower: .zero, upper: nil)
    case .aggregate(.sum, _, let value?, _):
      return bounds(of: value).isNeverNegative ? OrdinalRange(lower: .zero, upper: nil) : .free
    case .aggregate(.average, _, let value?, _), .aggregate(.min, _, let value?, _),
      .aggregate(.max, _, let value?, _):
      return bounds(of: value)
    case .call(let function, let operands): return range(of: function, operands)
    default: return .free
    }
  }

  private func range(of function: Function, _ operands: [ExpressionID]) -> OrdinalRange {
    let inner = operands.map { bounds(of: $0) }
    switch function {
    case .abs:
      guard let operand = inner.first else { return .free }
      return operand.isNeverNegative ? operand : OrdinalRange(lower: .zero, upper: nil)
    case .min:
      return OrdinalRange(
        lower: inner.allSatisfy { $0.lower != nil } ? inner.compactMap(\.lower).min() : nil,
        upper: inner.compactMap(\.upper).min())
    case .max:
      return OrdinalRange(
        lower: inner.compactMap(\.lower).max(),
        upper: inner.allSatisfy { $0.upper != nil } ? inner.compactMap(\.upper).max() : nil)
    case .length: return OrdinalRange(lower: .zero, upper: nil)
    case .month: return OrdinalRange(lower: .one, upper: Decimal(12))
    case .day: return OrdinalRange(lower: .one, upper: Decimal(31))
    case .weekday: return OrdinalRange(lower: .one, upper: Decimal(7))
    case .power, .round, .roundUp, .roundDown, .roundHalfEven, .upper, .lower, .trim,
      .daysBetween, .monthsBetween, .yearsBetween, .year:
      return .free
    }
  }

  /// The amounts that a limit can have before each of its steps, and behind the last.
  func amounts(of limit: Limit) -> [OrdinalRange] {
    var range = bounds(of: limit.start)
    let unknowns = limit.unknown.outcomes.map { bounds(of: $0) }
    for unknown in unknowns { range = range.union(unknown) }
    var ranges = [range]
    for step in limit.steps {
      let before = range
      let operand = bounds(of: step.operand)
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
      ranges.append(range)
    }
    return ranges
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
