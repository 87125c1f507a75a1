// What the tests of values share: a seeded source of randomness and an independent arithmetic.

@testable import TierlineRuntime

/// SplitMix64: the same numbers on every machine for a seed.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A decimal of a random number of digits, edges included.
  mutating func decimal() -> Decimal {
    switch Int.random(in: 0..<12, using: &self) {
    case 0: return [.zero, .one, .greatest, .greatest.negated].randomElement(using: &self) ?? .one
    case 1: return Decimal(Int.random(in: -1000...1000, using: &self))
    default:
      let digits = Int.random(in: 1...38, using: &self)
      let limit = powerOfTen(digits)
      let magnitude = UInt128.random(in: 0..<limit, using: &self)
      return Decimal(magnitude: magnitude, isNegative: Bool.random(using: &self)) ?? .zero
    }
  }
}

/// A natural number as decimal digits, the lowest first: the arithmetic of a school book, which
/// shares nothing with the one under test.
struct SchoolNumber: Equatable, Comparable, CustomStringConvertible {
  var digits: [Int]

  init(digits: [Int]) {
    self.digits = digits
    while self.digits.last == 0 { self.digits.removeLast() }
  }

  init(_ text: String) { self.init(digits: text.reversed().map { $0.wholeNumberValue ?? 0 }) }

  /// The count of 10⁻¹⁸ that a decimal's text says, without its sign.
  init(unitsOf decimal: Decimal) {
    var text = decimal.description
    if text.first == "-" { text.removeFirst() }
    let parts = text.split(separator: ".")
    let fraction = parts.count > 1 ? String(parts[1]) : ""
    self.init(parts[0] + fraction + String(repeating: "0", count: 18 - fraction.count))
  }

  var description: String { digits.isEmpty ? "0" : digits.reversed().map(String.init).joined() }

  static func < (left: SchoolNumber, right: SchoolNumber) -> Bool {
    if left.digits.count != right.digits.count { return left.digits.count < right.digits.count }
    return left.digits.reversed().lexicographicallyPrecedes(right.digits.reversed())
  }

  static func + (left: SchoolNumber, right: SchoolNumber) -> SchoolNumber {
    var sum: [Int] = []
    var carry = 0
    for index in 0...max(left.digits.count, right.digits.count) {
      let column =
        (index < left.digits.count ? left.digits[index] : 0)
        + (index < right.digits.count ? right.digits[index] : 0) + carry
      sum.append(column % 10)
      carry = column / 10
    }
    return SchoolNumber(digits: sum)
  }

  /// `left` must not be the smaller one.
  static func - (left: SchoolNumber, right: SchoolNumber) -> SchoolNumber {
    var difference: [Int] = []
    var borrow = 0
    for index in left.digits.indices {
      var column =
        left.digits[index] - (index < right.digits.count ? right.digits[index] : 0) - borrow
      borrow = column < 0 ? 1 : 0
      if column < 0 { column += 10 }
      difference.append(column)
    }
    return SchoolNumber(digits: difference)
  }

  static func * (left: SchoolNumber, right: SchoolNumber) -> SchoolNumber {
    var product = [Int](repeating: 0, count: left.digits.count + right.digits.count + 1)
    for (low, first) in left.digits.enumerated() {
      for (high, second) in right.digits.enumerated() { product[low + high] += first * second }
    }
    for index in product.indices.dropLast() {
      product[index + 1] += product[index] / 10
      product[index] %= 10
    }
    return SchoolNumber(digits: product)
  }

  /// Long division, a digit at a time by subtraction.
  func divided(by divisor: SchoolNumber) -> (quotient: SchoolNumber, rest: SchoolNumber) {
    var quotient: [Int] = []
    var rest = SchoolNumber(digits: [])
    for digit in digits.reversed() {
      rest = SchoolNumber(digits: [digit] + rest.digits)
      var count = 0
      while rest >= divisor {
        rest = rest - divisor
        count += 1
      }
      quotient.insert(count, at: 0)
    }
    return (SchoolNumber(digits: quotient), rest)
  }

  /// The quotient rounded half-even.
  func roundedHalfEven(dividedBy divisor: SchoolNumber) -> SchoolNumber {
    let (quotient, rest) = divided(by: divisor)
    let twice = rest + rest
    let isOdd = (quotient.digits.first ?? 0) % 2 == 1
    let movesUp = twice > divisor || (twice == divisor && isOdd)
    return movesUp ? quotient + SchoolNumber("1") : quotient
  }
}
