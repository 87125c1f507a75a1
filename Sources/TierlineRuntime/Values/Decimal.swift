// Exact decimals, as fixed point: a number is a whole count of 10⁻¹⁸, held in 128 bits.
//
// Fixed point rather than a floating exponent makes equality, order and hashing those of one
// integer, and a sum one addition. The price is paid by products and quotients alone, which need
// 256 bits in between (`WideArithmetic.swift`). At most 38 digits are used, so every value fits a
// `decimal(38,18)` column; whatever would need more is reported as overflow, by nil, never wrapped
// or saturated. Text is read in `Decimal+Reading.swift` and written in `Decimal+Writing.swift`.

/// An exact decimal of at most 38 significant digits, 18 of them behind the point.
package struct Decimal: Hashable, Sendable {
  /// The number in units of 10⁻¹⁸; always within ±(10³⁸ − 1).
  package private(set) var coefficient: Int128

  /// Units in 1.
  static let unit: Int128 = 1_000_000_000_000_000_000
  /// The largest coefficient, 10³⁸ − 1.
  static let coefficientMax = Int128(powerOfTen(38) - 1)

  package static let zero = Decimal(unchecked: 0)
  package static let one = Decimal(unchecked: unit)
  /// The largest number: 20 nines, a point and 18 nines.
  package static let greatest = Decimal(unchecked: coefficientMax)

  private init(unchecked coefficient: Int128) { self.coefficient = coefficient }

  /// A whole number; every `Int` fits.
  package init(_ value: Int) { coefficient = Int128(value) * Decimal.unit }

  /// A count of 10⁻¹⁸; nil beyond 38 digits.
  package init?(coefficient: Int128) {
    guard coefficient.magnitude <= Decimal.coefficientMax.magnitude else { return nil }
    self.coefficient = coefficient
  }

  /// A count of 10⁻¹⁸ with its sign apart; nil beyond 38 digits.
  init?(magnitude: UInt128, isNegative: Bool) {
    guard magnitude <= Decimal.coefficientMax.magnitude else { return nil }
    coefficient = isNegative ? -Int128(magnitude) : Int128(magnitude)
  }
}

extension Decimal: Comparable {
  package static func < (left: Decimal, right: Decimal) -> Bool {
    left.coefficient < right.coefficient
  }
}

// MARK: - What it is

extension Decimal {
  package var isZero: Bool { coefficient == 0 }
  package var isNegative: Bool { coefficient < 0 }
  package var isInteger: Bool { coefficient % Decimal.unit == 0 }

  package var negated: Decimal { Decimal(unchecked: -coefficient) }
  package var magnitude: Decimal { isNegative ? negated : self }

  /// The decimals in use, 0 to 18, zeros at the end not counted: 1 for 1.50.
  package var places: Int {
    var fraction = UInt64((coefficient % Decimal.unit).magnitude)
    guard fraction != 0 else { return 0 }
    var places = 18
    while fraction % 10 == 0 {
      fraction /= 10
      places -= 1
    }
    return places
  }

  /// The number as a machine integer; nil when it has a fraction or does not fit.
  package var integer: Int? {
    let (whole, fraction) = coefficient.quotientAndRemainder(dividingBy: Decimal.unit)
    return fraction == 0 ? Int(exactly: whole) : nil
  }
}

// MARK: - Arithmetic

extension Decimal {
  /// The exact sum; nil on overflow.
  package func adding(_ other: Decimal) -> Decimal? {
    let (sum, overflow) = coefficient.addingReportingOverflow(other.coefficient)
    return overflow ? nil : Decimal(coefficient: sum)
  }

  /// The exact difference; nil on overflow.
  package func subtracting(_ other: Decimal) -> Decimal? { adding(other.negated) }

  /// The product, rounded half-even at 18 places; nil on overflow.
  package func multiplied(by other: Decimal) -> Decimal? {
    guard
      let product = roundedProductOfUnits(coefficient.magnitude, other.coefficient.magnitude)
    else { return nil }
    return Decimal(magnitude: product, isNegative: isNegative != other.isNegative)
  }

  /// The quotient, rounded half-even at 18 places; nil on overflow and for a divisor of zero.
  package func divided(by other: Decimal) -> Decimal? {
    guard
      let quotient = roundedQuotientOfUnits(coefficient.magnitude, other.coefficient.magnitude)
    else { return nil }
    return Decimal(magnitude: quotient, isNegative: isNegative != other.isNegative)
  }
}

/// What `Decimal.power` makes.
package enum PowerResult: Hashable, Sendable {
  case value(Decimal)
  /// A negative exponent of a number whose power is 0, or rounds to it.
  case missing
  case overflow
}

extension Decimal {
  /// This number to an integer power, by repeated squaring from the exponent's highest bit.
  ///
  /// Each product is rounded half-even at 18 places, so the order of products is part of the
  /// meaning (LANGUAGE.md, section 4). A negative power is 1 ÷ the positive one. The power 0 is 1,
  /// of 0 too. A fraction in the exponent, which the checker rules out, is cut off.
  ///
  /// At most 67 squarings, whatever the exponent.
  package func power(_ exponent: Decimal) -> PowerResult {
    let count = (exponent.coefficient / Decimal.unit).magnitude
    var result = Decimal.one
    var bit = UInt128.bitWidth - count.leadingZeroBitCount
    while bit > 0 {
      bit -= 1
      guard let square = result.multiplied(by: result) else { return .overflow }
      result = square
      if (count >> UInt128(bit)) & 1 == 1 {
        guard let product = result.multiplied(by: self) else { return .overflow }
        result = product
      }
    }
    guard exponent.isNegative, count > 0 else { return .value(result) }
    guard !result.isZero else { return .missing }
    return Decimal.one.divided(by: result).map(PowerResult.value) ?? .overflow
  }
}

// MARK: - Rounding

/// How a number between two multiples goes to one of them.
package enum RoundingMode: Hashable, Sendable, CaseIterable {
  /// `round up`: as a spreadsheet's ROUNDUP.
  case awayFromZero
  /// `round down`: as a spreadsheet's ROUNDDOWN.
  case towardZero
  /// `round`: the nearest, halves away from zero.
  case halfAwayFromZero
  /// `round half even`: the nearest, halves to the even multiple.
  case halfEven
}

extension Decimal {
  /// This number rounded to `places` decimals, 0 to 18; nil on overflow.
  ///
  /// More than 18 places change nothing; fewer than 0 read as 0.
  package func rounded(toPlaces places: Int, _ mode: RoundingMode) -> Decimal? {
    guard places < 18 else { return self }
    return rounded(toMultipleOfUnits: powerOfTen(18 - max(places, 0)), mode)
  }

  /// This number rounded to a multiple of `multiple`, whose sign does not matter.
  ///
  /// Returns: nil on overflow and for a multiple of zero.
  package func rounded(toMultipleOf multiple: Decimal, _ mode: RoundingMode) -> Decimal? {
    guard !multiple.isZero else { return nil }
    return rounded(toMultipleOfUnits: multiple.coefficient.magnitude, mode)
  }

  private func rounded(toMultipleOfUnits units: UInt128, _ mode: RoundingMode) -> Decimal? {
    let (quotient, rest) = coefficient.magnitude.quotientAndRemainder(dividingBy: units)
    guard rest != 0 else { return self }
    let movesAway =
      switch mode {
      case .awayFromZero: true
      case .towardZero: false
      case .halfAwayFromZero: rest >= units - rest
      case .halfEven: rest > units - rest || (rest == units - rest && quotient & 1 == 1)
      }
    // Both terms are below 10³⁸, so their sum fits 128 bits.
    let rounded = coefficient.magnitude - rest + (movesAway ? units : 0)
    return Decimal(magnitude: rounded, isNegative: isNegative)
  }
}
