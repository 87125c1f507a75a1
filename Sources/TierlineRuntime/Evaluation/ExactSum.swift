// A sum that only its total can overflow.
//
// Coefficients have up to 38 digits and two of them may pass 128 bits, so they are added as two
// halves of 19 digits. The sum of a list is therefore the same in any order of its elements, and
// an average is rounded once, from the exact sum, however large that is.

/// An exact sum of decimals.
package struct ExactSum: Sendable {
  /// 10¹⁹: a coefficient is `high` × 10¹⁹ + `low`.
  private static let half: Int128 = 10_000_000_000_000_000_000

  // Each half is below 10¹⁹, so 2⁶³ of them fit 128 bits: more than memory holds.
  private var high: Int128 = 0
  private var low: Int128 = 0
  /// How many decimals were added.
  package private(set) var count = 0

  package init() {}

  package mutating func add(_ value: Decimal) {
    let (upper, lower) = value.coefficient.quotientAndRemainder(dividingBy: Self.half)
    high += upper
    low += lower
    count += 1
  }

  /// The sum; nil beyond 38 digits.
  package var total: Decimal? {
    let (sign, upper, lower) = normalised
    return Self.join(sign, upper, lower)
  }

  /// The sum divided by the count, rounded half-even at 18 places; nil for no decimals at all.
  package var average: Decimal? {
    guard count > 0 else { return nil }
    let divisor = Int128(count)
    let (sign, upper, lower) = normalised
    let (quotientUpper, rest) = upper.quotientAndRemainder(dividingBy: divisor)
    // `rest` is below the count, so times 10¹⁹ it stays within 128 bits.
    var (quotientLower, remainder) = (rest * Self.half + lower)
      .quotientAndRemainder(dividingBy: divisor)
    remainder *= 2
    if remainder > divisor || (remainder == divisor && quotientLower % 2 == 1) {
      quotientLower += 1
    }
    return Self.join(sign, quotientUpper, quotientLower)
  }

  /// Sign and halves of the magnitude; the lower half is within 0..<10¹⁹.
  private var normalised: (sign: Int128, upper: Int128, lower: Int128) {
    var upper = high + low / Self.half
    var lower = low % Self.half
    if upper > 0 && lower < 0 {
      upper -= 1
      lower += Self.half
    } else if upper < 0 && lower > 0 {
      upper += 1
      lower -= Self.half
    }
    return upper < 0 || lower < 0 ? (-1, -upper, -lower) : (1, upper, lower)
  }

  private static func join(_ sign: Int128, _ upper: Int128, _ lower: Int128) -> Decimal? {
    let (shifted, tooLarge) = upper.multipliedReportingOverflow(by: half)
    let (sum, carried) = shifted.addingReportingOverflow(lower)
    return tooLarge || carried ? nil : Decimal(coefficient: sign * sum)
  }
}
