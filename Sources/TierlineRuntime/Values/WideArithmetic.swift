// Products and quotients of counts of 10⁻¹⁸, through 256 bits.
//
// A product of two counts is a count of 10⁻³⁶ and is divided by 10¹⁸, limb by limb from the top:
// each step divides two 64-bit limbs by the one constant. The machine's own 128-by-64 division
// takes dozens of cycles, so the steps multiply by the constant's reciprocal instead: Möller and
// Granlund, "Improved division by invariant integers", IEEE Transactions on Computers 60 (2011),
// algorithm 4. A quotient multiplies by 10¹⁸ first and divides 256 bits by 128.

/// 10ⁿ for n from 0 to 38.
package func powerOfTen(_ exponent: Int) -> UInt128 { powersOfTen[exponent] }

private let powersOfTen: [UInt128] = {
  var powers: [UInt128] = [1]
  for _ in 1...38 { powers.append((powers.last ?? 1) * 10) }
  return powers
}()

/// 10¹⁸ shifted until its top bit is set.
private let normalisedUnit: UInt64 = 1_000_000_000_000_000_000 << 4
/// ⌊(2¹²⁸ − 1) ÷ `normalisedUnit`⌋ − 2⁶⁴.
private let unitReciprocal = normalisedUnit.dividingFullWidth(
  (high: .max - normalisedUnit, low: .max)
).quotient

/// Divides `high`·2⁶⁴ + `low` by the normalised unit; `high` must be below it.
@inline(__always)
private func divideByNormalisedUnit(
  _ high: UInt64, _ low: UInt64, reciprocal: UInt64
) -> (quotient: UInt64, remainder: UInt64) {
  let product = reciprocal.multipliedFullWidth(by: high)
  let (estimateLow, carry) = product.low.addingReportingOverflow(low)
  // The estimate wraps by design: the corrections below settle it within one.
  var quotient = product.high &+ high &+ (carry ? 1 : 0) &+ 1
  var remainder = low &- quotient &* normalisedUnit
  if remainder > estimateLow {
    quotient &-= 1
    remainder &+= normalisedUnit
  }
  if remainder >= normalisedUnit {
    quotient &+= 1
    remainder &-= normalisedUnit
  }
  return (quotient, remainder)
}

/// `left` × `right` ÷ 10¹⁸, rounded half-even; nil when it needs more than 128 bits.
func roundedProductOfUnits(_ left: UInt128, _ right: UInt128) -> UInt128? {
  let product = left.multipliedFullWidth(by: right)
  // The quotient fits 128 bits exactly when the upper half is below the divisor; then the shift
  // by 4, which normalises both, loses nothing and leaves one limb above the two to divide.
  guard product.high < Decimal.unit.magnitude else { return nil }
  let top = UInt64(truncatingIfNeeded: product.high << 4 | product.low >> 124)
  let rest = product.low << 4
  let reciprocal = unitReciprocal
  let (high, middle) = divideByNormalisedUnit(
    top, UInt64(truncatingIfNeeded: rest >> 64), reciprocal: reciprocal)
  let (low, remainder) = divideByNormalisedUnit(
    middle, UInt64(truncatingIfNeeded: rest), reciprocal: reciprocal)
  let quotient = UInt128(high) << 64 | UInt128(low)
  let half = normalisedUnit / 2
  return remainder > half || (remainder == half && low & 1 == 1)
    ? quotient.successor : quotient
}

/// `left` × 10¹⁸ ÷ `right`, rounded half-even; nil for a zero divisor and beyond 128 bits.
func roundedQuotientOfUnits(_ left: UInt128, _ right: UInt128) -> UInt128? {
  let dividend = left.multipliedFullWidth(by: Decimal.unit.magnitude)
  // Also false when `right` is 0.
  guard dividend.high < right else { return nil }
  let (quotient, rest) =
    dividend.high == 0
    ? dividend.low.quotientAndRemainder(dividingBy: right)
    : right.dividingFullWidth(dividend)
  let movesUp = rest > right - rest || (rest == right - rest && quotient & 1 == 1)
  return movesUp ? quotient.successor : quotient
}

extension UInt128 {
  /// The next number; nil behind the greatest.
  fileprivate var successor: UInt128? {
    let (sum, overflow) = addingReportingOverflow(1)
    return overflow ? nil : sum
  }
}
