// Ranges of ordered values: what the checker knows of a number, amount, date or duration.
//
// Every ordered value is mapped to a `Decimal`: dates by their day number, durations by their count.
// Bounds that would leave 38 digits are dropped, which only widens the range: an interval always
// holds every value that the expression can have.

import TierlineRuntime

/// An interval of decimals; a bound of nil is none.
struct Interval: Hashable, Sendable {
  /// An end of an interval.
  struct Bound: Hashable, Sendable {
    var value: Decimal
    var isIncluded: Bool
  }

  var lower: Bound?
  var upper: Bound?
  /// Whether zero is known to be left out, besides what the bounds say.
  var excludesZero = false

  static let unbounded = Interval(lower: nil, upper: nil)

  static func point(_ value: Decimal) -> Interval {
    let bound = Bound(value: value, isIncluded: true)
    return Interval(lower: bound, upper: bound)
  }

  static func closed(_ lower: Decimal?, _ upper: Decimal?) -> Interval {
    Interval(
      lower: lower.map { Bound(value: $0, isIncluded: true) },
      upper: upper.map { Bound(value: $0, isIncluded: true) })
  }

  func contains(_ value: Decimal) -> Bool {
    if let lower, value < lower.value || (value == lower.value && !lower.isIncluded) {
      return false
    }
    if let upper, value > upper.value || (value == upper.value && !upper.isIncluded) {
      return false
    }
    return !(excludesZero && value.isZero)
  }

  /// Whether no value lies in it.
  var isEmpty: Bool {
    guard let lower, let upper else { return false }
    if lower.value > upper.value { return true }
    guard lower.value == upper.value else { return false }
    return !lower.isIncluded || !upper.isIncluded || (excludesZero && lower.value.isZero)
  }

  /// The one value, where there is only one.
  var single: Decimal? {
    guard let lower, let upper, lower.value == upper.value, !isEmpty else { return nil }
    return lower.value
  }

  /// Whether its bounds lie within those of another; zero is left out of account.
  func isBounded(by other: Interval) -> Bool {
    if let outer = other.lower {
      guard let lower, lower.value >= outer.value else { return false }
      if lower.value == outer.value, lower.isIncluded, !outer.isIncluded { return false }
    }
    if let outer = other.upper {
      guard let upper, upper.value <= outer.value else { return false }
      if upper.value == outer.value, upper.isIncluded, !outer.isIncluded { return false }
    }
    return true
  }

  func intersection(_ other: Interval) -> Interval {
    Interval(
      lower: Self.tighter(lower, other.lower) { $0 > $1 },
      upper: Self.tighter(upper, other.upper) { $0 < $1 },
      excludesZero: excludesZero || other.excludesZero)
  }

  /// The smallest interval that holds both.
  func hull(_ other: Interval) -> Interval {
    if isEmpty { return other }
    if other.isEmpty { return self }
    return Interval(
      lower: Self.looser(lower, other.lower) { $0 < $1 },
      upper: Self.looser(upper, other.upper) { $0 > $1 },
      excludesZero: !contains(.zero) && !other.contains(.zero))
  }

  private static func tighter(
    _ left: Bound?, _ right: Bound?, _ wins: (Decimal, Decimal) -> Bool
  ) -> Bound? {
    guard let left else { return right }
    guard let right else { return left }
    if left.value == right.value {
      return Bound(value: left.value, isIncluded: left.isIncluded && right.isIncluded)
    }
    return wins(left.value, right.value) ? left : right
  }

  private static func looser(
    _ left: Bound?, _ right: Bound?, _ wins: (Decimal, Decimal) -> Bool
  ) -> Bound? {
    guard let left, let right else { return nil }
    if left.value == right.value {
      return Bound(value: left.value, isIncluded: left.isIncluded || right.isIncluded)
    }
    return wins(left.value, right.value) ? left : right
  }
}

extension Interval {
  /// The values that a comparison with a constant leaves, `nil` where no interval can say it.
  static func satisfying(_ comparison: ComparisonOperator, _ value: Decimal) -> Interval? {
    switch comparison {
    case .equal: point(value)
    case .notEqual: value.isZero ? Interval(lower: nil, upper: nil, excludesZero: true) : nil
    case .less: Interval(lower: nil, upper: Bound(value: value, isIncluded: false))
    case .lessOrEqual: Interval(lower: nil, upper: Bound(value: value, isIncluded: true))
    case .greater: Interval(lower: Bound(value: value, isIncluded: false), upper: nil)
    case .greaterOrEqual: Interval(lower: Bound(value: value, isIncluded: true), upper: nil)
    }
  }

  /// The same interval for values on a grid of `places` decimals: `> 5` of integers is `>= 6`.
  func onGrid(places: Int) -> Interval {
    guard places < 18, let step = Decimal.unit(places: places) else { return self }
    var result = self
    if let lower, let rounded = lower.value.rounded(toPlaces: places, .up) {
      let next = rounded == lower.value && !lower.isIncluded ? rounded.adding(step) : rounded
      result.lower = next.map { Bound(value: $0, isIncluded: true) }
    }
    if let upper, let rounded = upper.value.rounded(toPlaces: places, .down) {
      let next = rounded == upper.value && !upper.isIncluded ? rounded.subtracting(step) : rounded
      result.upper = next.map { Bound(value: $0, isIncluded: true) }
    }
    return result
  }
}

extension Decimal {
  /// The rounding directions of a grid: toward the greater or the lesser neighbour.
  enum GridDirection {
    case up, down
  }

  /// 10⁻ⁿ, of n up to 18.
  static func unit(places: Int) -> Decimal? {
    guard (0...18) ~= places else { return nil }
    return Decimal(coefficient: Int128(powerOfTen(18 - places)))
  }

  /// The nearest value of the grid that is not below (`.up`) or not above (`.down`) this one.
  func rounded(toPlaces places: Int, _ direction: GridDirection) -> Decimal? {
    let away = (direction == .up) != isNegative
    return rounded(toPlaces: places, away ? .awayFromZero : .towardZero)
  }
}

// MARK: - Arithmetic

extension Interval {
  static func + (left: Interval, right: Interval) -> Interval {
    Interval(
      lower: combine(left.lower, right.lower) { $0.adding($1) },
      upper: combine(left.upper, right.upper) { $0.adding($1) })
  }

  static prefix func - (interval: Interval) -> Interval {
    Interval(
      lower: interval.upper.map { Bound(value: $0.value.negated, isIncluded: $0.isIncluded) },
      upper: interval.lower.map { Bound(value: $0.value.negated, isIncluded: $0.isIncluded) },
      excludesZero: interval.excludesZero)
  }

  static func - (left: Interval, right: Interval) -> Interval { left + -right }

  static func * (left: Interval, right: Interval) -> Interval {
    corners(left, right) { $0.multiplied(by: $1) } ?? signOfProduct(left, right)
  }

  /// The quotient; the divisor's zero is left out of account (that quotient is missing).
  static func / (left: Interval, right: Interval) -> Interval {
    // Only a divisor of one sign, away from zero, bounds a quotient.
    if let lower = right.lower, lower.value > .zero {
      return corners(left, right) { $0.divided(by: $1) } ?? signOfQuotient(left, isPositive: true)
    }
    if let upper = right.upper, upper.value < .zero {
      return corners(left, right) { $0.divided(by: $1) } ?? signOfQuotient(left, isPositive: false)
    }
    if let lower = right.lower, lower.value.isZero {
      return signOfQuotient(left, isPositive: true)
    }
    if let upper = right.upper, upper.value.isZero {
      return signOfQuotient(left, isPositive: false)
    }
    return .unbounded
  }

  /// |x|.
  var magnitude: Interval {
    if let lower, !lower.value.isNegative { return self }
    if let upper, upper.value.isNegative || upper.value.isZero { return -self }
    let zero = Bound(value: .zero, isIncluded: contains(.zero))
    guard let lower, let upper else { return Interval(lower: zero, upper: nil) }
    let mirrored = Bound(value: lower.value.negated, isIncluded: lower.isIncluded)
    return Interval(lower: zero, upper: Self.looser(mirrored, upper) { $0 > $1 })
  }

  /// The lesser of two values.
  static func minimum(_ left: Interval, _ right: Interval) -> Interval {
    Interval(
      lower: looser(left.lower, right.lower) { $0 < $1 },
      upper: tighter(left.upper, right.upper) { $0 < $1 })
  }

  /// The greater of two values.
  static func maximum(_ left: Interval, _ right: Interval) -> Interval {
    Interval(
      lower: tighter(left.lower, right.lower) { $0 > $1 },
      upper: looser(left.upper, right.upper) { $0 > $1 })
  }

  /// The products of |n| factors, for all exponents n of an interval.
  ///
  /// Of a base that is never negative only: each product, rounded or not, rises with its factors.
  func power(_ exponent: Interval) -> Interval {
    guard let lower, !lower.value.isNegative else { return .unbounded }
    guard let count = exponent.single?.magnitude else {
      return .closed(
        lower.value < .one ? .zero : .one, upper.flatMap { $0.value > .one ? nil : .one })
    }
    func product(_ base: Decimal) -> Decimal? {
      if case .value(let product) = base.power(count) { product } else { nil }
    }
    return .closed(product(lower.value) ?? .zero, upper.flatMap { product($0.value) })
  }

  /// The bounds under a function that never falls as its argument rises, such as rounding.
  func mapMonotone(_ transform: (Decimal) -> Decimal?) -> Interval {
    .closed(
      lower.flatMap { transform($0.value) }, upper.flatMap { transform($0.value) })
  }

  private static func combine(
    _ left: Bound?, _ right: Bound?, _ operation: (Decimal, Decimal) -> Decimal?
  ) -> Bound? {
    guard let left, let right, let value = operation(left.value, right.value) else { return nil }
    return Bound(value: value, isIncluded: left.isIncluded && right.isIncluded)
  }

  /// The hull of an operation over all pairs of ends; nil unless all four ends are there.
  private static func corners(
    _ left: Interval, _ right: Interval, _ operation: (Decimal, Decimal) -> Decimal?
  ) -> Interval? {
    guard let leftLower = left.lower, let leftUpper = left.upper,
      let rightLower = right.lower, let rightUpper = right.upper
    else { return nil }
    var result: Interval?
    for first in [leftLower, leftUpper] {
      for second in [rightLower, rightUpper] {
        guard let value = operation(first.value, second.value) else { return nil }
        // Rounding may reach an end that is left out, so the ends of the result are taken in.
        result = result.map { $0.hull(.point(value)) } ?? .point(value)
      }
    }
    return result
  }

  private enum Sign {
    case notNegative, notPositive
  }

  private var sign: Sign? {
    if let lower, !lower.value.isNegative { return .notNegative }
    if let upper, upper.value.isNegative || upper.value.isZero { return .notPositive }
    return nil
  }

  private static func signOfProduct(_ left: Interval, _ right: Interval) -> Interval {
    guard let first = left.sign, let second = right.sign else { return .unbounded }
    return first == second ? .closed(.zero, nil) : .closed(nil, .zero)
  }

  private static func signOfQuotient(_ left: Interval, isPositive: Bool) -> Interval {
    switch left.sign {
    case .notNegative: isPositive ? .closed(.zero, nil) : .closed(nil, .zero)
    case .notPositive: isPositive ? .closed(nil, .zero) : .closed(.zero, nil)
    case nil: .unbounded
    }
  }
}
