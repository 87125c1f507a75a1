// Division of one number by another, rounded: what the batch evaluator does lane by lane.
//
// Left out: division of a whole column by one unit toward zero, which `tierline_divide` does.

extension BatchEvaluator {
  /// A count of units ÷ `unit`, rounded.
  static func quotient(_ number: Int64, _ unit: Int64, _ mode: RoundingMode) -> Int64 {
    let (quotient, rest) = number.quotientAndRemainder(dividingBy: unit)
    guard rest != 0 else { return quotient }
    let (part, size) = (rest.magnitude, unit.magnitude)
    let movesAway =
      switch mode {
      case .towardZero: false
      case .awayFromZero: true
      case .halfAwayFromZero: part >= size - part
      case .halfEven: part > size - part || (part == size - part && quotient & 1 == 1)
      }
    return movesAway ? quotient + (number < 0 ? -1 : 1) : quotient
  }

  /// A quotient at 18 places, rounded half-even; nil beyond 38 digits.
  @inline(__always)
  static func quotient(_ dividend: Int64, _ divisor: Int64) -> Int128? {
    let size = divisor.magnitude
    let scaled = dividend.magnitude.multipliedFullWidth(by: 1_000_000_000_000_000_000)
    guard scaled.high < size else {
      return Decimal(units: dividend).divided(by: Decimal(units: divisor))?.coefficient
    }
    let (quotient, rest) = size.dividingFullWidth(scaled)
    let movesUp = rest > size - rest || (rest == size - rest && quotient & 1 == 1)
    let magnitude = Int128(quotient) + (movesUp ? 1 : 0)
    return (dividend < 0) != (divisor < 0) ? -magnitude : magnitude
  }
}

extension Decimal {
  /// A small number of units, for quotients of units, which do not depend on the unit.
  fileprivate init(units: Int64) { self.init(Int(units)) }
}
