import Testing

@testable import TierlineRuntime

/// 10³⁸ − 1, the most units that a decimal holds.
private let most = SchoolNumber(String(repeating: "9", count: 38))
private let unit = SchoolNumber("1" + String(repeating: "0", count: 18))

/// What the text says, or a failed test.
private func decimal(_ text: String) throws -> Decimal { try #require(Decimal(text)) }

@Suite struct ValuesDecimalTests {
  @Test func sumsAgreeWithTheSchoolBook() {
    var random = SeededGenerator(seed: 1)
    for _ in 0..<3_000 {
      let (left, right) = (random.decimal(), random.decimal())
      let (a, b) = (SchoolNumber(unitsOf: left), SchoolNumber(unitsOf: right))
      let sum = left.adding(right)
      let expected: (SchoolNumber, isNegative: Bool) =
        left.isNegative == right.isNegative
        ? (a + b, left.isNegative) : a >= b ? (a - b, left.isNegative) : (b - a, right.isNegative)
      if expected.0 > most {
        #expect(sum == nil, "\(left) + \(right)")
      } else {
        #expect(sum.map(SchoolNumber.init(unitsOf:)) == expected.0, "\(left) + \(right)")
        #expect(sum?.isNegative == (expected.isNegative && expected.0 != SchoolNumber("0")))
      }
      #expect(left.subtracting(right) == left.adding(right.negated))
    }
  }

  @Test func productsAgreeWithTheSchoolBook() {
    var random = SeededGenerator(seed: 2)
    for _ in 0..<3_000 {
      let (left, right) = (random.decimal(), random.decimal())
      let expected = (SchoolNumber(unitsOf: left) * SchoolNumber(unitsOf: right))
        .roundedHalfEven(dividedBy: unit)
      let product = left.multiplied(by: right)
      #expect(
        product.map(SchoolNumber.init(unitsOf:)) == (expected > most ? nil : expected),
        "\(left) × \(right)")
      #expect(product == right.multiplied(by: left))
      if let product, !product.isZero {
        #expect(product.isNegative == (left.isNegative != right.isNegative))
      }
    }
  }

  @Test func quotientsAgreeWithTheSchoolBook() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<3_000 {
      let (left, right) = (random.decimal(), random.decimal())
      guard !right.isZero else {
        #expect(left.divided(by: right) == nil)
        continue
      }
      let expected = (SchoolNumber(unitsOf: left) * unit)
        .roundedHalfEven(dividedBy: SchoolNumber(unitsOf: right))
      #expect(
        left.divided(by: right).map(SchoolNumber.init(unitsOf:))
          == (expected > most ? nil : expected),
        "\(left) ÷ \(right)")
    }
  }

  @Test(arguments: [
    ("0.000000000000000001", "0.5", "0"),
    ("0.000000000000000003", "0.5", "0.000000000000000002"),
    ("-0.000000000000000003", "0.5", "-0.000000000000000002"),
    ("99999999999999999999", "1", "99999999999999999999"),
    ("10000000000", "9999999999.999999999999999999", "99999999999999999999.99999999"),
  ])
  func productsRoundHalfEven(left: String, right: String, product: String) throws {
    #expect(try decimal(left).multiplied(by: decimal(right)) == decimal(product))
  }

  @Test func overflowIsReported() throws {
    let tiny = try decimal("0.000000000000000001")
    #expect(Decimal.greatest.adding(tiny) == nil)
    #expect(Decimal.greatest.negated.subtracting(tiny) == nil)
    #expect(Decimal.greatest.multiplied(by: .greatest) == nil)
    #expect(Decimal.greatest.multiplied(by: try decimal("1.1")) == nil)
    #expect(Decimal.greatest.divided(by: tiny) == nil)
    #expect(Decimal.one.divided(by: .zero) == nil)
    #expect(Decimal(coefficient: Int128.max) == nil)
    #expect(Decimal(coefficient: Int128.min) == nil)
    #expect(Decimal(Int.min).description == "-9223372036854775808")
  }

  @Test func textRoundTrips() throws {
    var random = SeededGenerator(seed: 4)
    for _ in 0..<3_000 {
      let value = random.decimal()
      let text = value.description
      #expect(Decimal(text) == value)
      #expect(Decimal.parse(Array(text.utf8)) == .value(value))
      #expect(value.grouped.filter { $0 != "," } == text)
      #expect(text.split(separator: ".").dropFirst().first?.count ?? 0 == value.places)
      #expect(value.isInteger == (value.places == 0))
    }
  }

  @Test(arguments: [
    ("0", "0"), ("-0", "0"), ("1234567.50", "1,234,567.5"), ("-999", "-999"),
    ("-1000", "-1,000"), ("100000000000000000.01", "100,000,000,000,000,000.01"),
  ])
  func groupsThousands(text: String, grouped: String) throws {
    #expect(try decimal(text).grouped == grouped)
  }

  @Test(arguments: [
    ("0", DecimalReading.value(.zero)), ("-0", .value(.zero)), ("-0.0e5", .value(.zero)),
    ("0e999999999999999999999", .value(.zero)), ("1e0", .value(.one)), ("10e-1", .value(.one)),
    ("0.1E+1", .value(.one)), ("1e19", .value(Decimal(10).power(Decimal(19)).value)),
    ("1e20", .tooLarge), ("1e999999999", .tooLarge), ("1e999999999999999999999999", .tooLarge),
    ("-1e999999999", .tooLarge), ("1e-18", .value(Decimal(coefficient: 1) ?? .zero)),
    ("1e-19", .tooManyPlaces), ("1e-999999999999999999999", .tooManyPlaces),
    ("1234567890123456789012345678901234567890", .tooLarge),
    ("0.1234567890123456789", .tooManyPlaces),
    ("1234567890123456789012345678901234567890e-30", .tooManyPlaces),
    ("123456789012345678901234567890123456789e-18", .tooLarge),
    ("99999999999999999999.999999999999999999", .value(.greatest)),
    ("100000000000000000000", .tooLarge), ("5.0", .value(Decimal(5))),
    ("", .malformed), ("-", .malformed), ("+1", .malformed), ("01", .malformed),
    ("-01", .malformed), ("1.", .malformed), (".5", .malformed), ("1e", .malformed),
    ("1e+", .malformed), ("1e5.0", .malformed), ("1 ", .malformed), (" 1", .malformed),
    ("0x10", .malformed), ("1_000", .malformed), ("NaN", .malformed), ("1e5e5", .malformed),
    ("--1", .malformed), ("1-1", .malformed), ("１", .malformed),
  ])
  func readsJSONNumbers(text: String, reading: DecimalReading) {
    #expect(Decimal.parse(Array(text.utf8)) == reading)
  }

  @Test func longTextIsExact() {
    let zeros = String(repeating: "0", count: 100_000)
    #expect(Decimal.parse(Array("1.\(zeros)".utf8)) == .value(.one))
    #expect(Decimal.parse(Array("1.\(zeros)1".utf8)) == .tooManyPlaces)
    #expect(Decimal.parse(Array("1\(zeros)e-100000".utf8)) == .value(.one))
    #expect(Decimal.parse(Array("0.\(zeros)1e100001".utf8)) == .value(.one))
    #expect(Decimal.parse(Array("1\(zeros)".utf8)) == .tooLarge)
  }

  @Test func plainTextHasNoExponent() {
    #expect(Decimal("007") == Decimal(7))
    #expect(Decimal("1e5") == nil)
    #expect(Decimal("") == nil)
    #expect(Decimal("-12.50")?.description == "-12.5")
  }

  @Test(arguments: [
    ("2.5", 0, "3", "2", "3", "2"), ("3.5", 0, "4", "3", "4", "4"),
    ("-2.5", 0, "-3", "-2", "-3", "-2"), ("2.345", 2, "2.35", "2.34", "2.35", "2.34"),
    ("2.4", 0, "3", "2", "2", "2"), ("-2.6", 0, "-3", "-2", "-3", "-3"),
    ("1.000000000000000001", 17, "1.00000000000000001", "1", "1", "1"),
    ("7", 3, "7", "7", "7", "7"), ("1.5", 18, "1.5", "1.5", "1.5", "1.5"),
  ])
  func roundsToPlaces(
    text: String, places: Int, away: String, toward: String, half: String, even: String
  ) throws {
    let value = try decimal(text)
    #expect(value.rounded(toPlaces: places, .awayFromZero) == (try decimal(away)))
    #expect(value.rounded(toPlaces: places, .towardZero) == (try decimal(toward)))
    #expect(value.rounded(toPlaces: places, .halfAwayFromZero) == (try decimal(half)))
    #expect(value.rounded(toPlaces: places, .halfEven) == (try decimal(even)))
  }

  @Test func roundsToMultiples() throws {
    let tenThousand = Decimal(10_000)
    #expect(
      try decimal("123456.78").rounded(toMultipleOf: tenThousand, .towardZero) == Decimal(120_000))
    #expect(Decimal(125_000).rounded(toMultipleOf: tenThousand, .halfEven) == Decimal(120_000))
    #expect(Decimal(135_000).rounded(toMultipleOf: tenThousand, .halfEven) == Decimal(140_000))
    #expect(
      Decimal(125_000).rounded(toMultipleOf: tenThousand, .halfAwayFromZero) == Decimal(130_000))
    #expect(Decimal.greatest.rounded(toPlaces: 0, .awayFromZero) == nil)
    #expect(Decimal.greatest.rounded(toMultipleOf: .greatest, .awayFromZero) == .greatest)
    #expect(Decimal.one.rounded(toMultipleOf: .zero, .towardZero) == nil)
  }

  /// A rounded number is a multiple, within one multiple, and rounding again changes nothing.
  @Test func roundingKeepsItsLaws() {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<2_000 {
      let value = random.decimal()
      let places = Int.random(in: 0...18, using: &random)
      for mode in RoundingMode.allCases {
        guard let rounded = value.rounded(toPlaces: places, mode) else { continue }
        #expect(rounded.places <= places)
        #expect(rounded.rounded(toPlaces: places, mode) == rounded)
        #expect(value.negated.rounded(toPlaces: places, mode) == rounded.negated)
        let difference = rounded.subtracting(value)?.magnitude ?? .greatest
        #expect(difference.coefficient.magnitude < powerOfTen(18 - places))
      }
    }
  }

  @Test func powersRepeatProducts() throws {
    #expect(Decimal(2).power(Decimal(10)) == .value(Decimal(1024)))
    #expect(Decimal(0).power(.zero) == .value(.one))
    #expect(Decimal(0).power(Decimal(-1)) == .missing)
    #expect(Decimal(2).power(Decimal(-2)) == .value(try decimal("0.25")))
    #expect(try decimal("0.5").power(Decimal(1000)) == .value(.zero))
    #expect(try decimal("0.5").power(Decimal(-1000)) == .missing)
    #expect(Decimal(10).power(Decimal(20)) == .overflow)
    #expect(
      Decimal(-1).power(.greatest.rounded(toPlaces: 0, .towardZero) ?? .one) == .value(Decimal(-1)))
    // (1.01⁵ = 1.01² squared, times 1.01) stays exact within 18 places.
    #expect(try decimal("1.01").power(Decimal(5)) == .value(try decimal("1.0510100501")))
    // Rounded at each of its eight products, in that order.
    let yearly = try decimal("1.035").power(Decimal(30))
    #expect(yearly == .value(try decimal("2.80679370470263362")))
  }

  @Test func wholeNumbersFitInt() throws {
    #expect(Decimal(Int.max).integer == Int.max)
    #expect(Decimal(Int.min).integer == Int.min)
    #expect(Decimal.greatest.integer == nil)
    #expect(try decimal("1.5").integer == nil)
    #expect(try decimal("99999999999999999999").integer == nil)
  }

  @Test func layoutIsSixteenBytes() {
    #expect(MemoryLayout<Decimal>.stride == 16)
  }
}

extension PowerResult {
  /// The value, or 0.
  fileprivate var value: Decimal {
    if case .value(let value) = self { value } else { .zero }
  }
}
