// Reading decimals from text, exactly or not at all.
//
// One pass over the bytes keeps the significant digits (from the first to the last that is not 0)
// and their places as powers of ten, so that a number of any length, and an exponent of any size,
// costs time in proportion to its text: `1e999999999` is refused by its exponent alone, and
// `1.000…0` with a million zeros is 1.

/// What text read as a number turns out to be.
package enum DecimalReading: Hashable, Sendable {
  case value(Decimal)
  /// No number by the grammar.
  case malformed
  /// A number of more than 20 digits before the point.
  case tooLarge
  /// A number with more than 18 digits behind the point.
  case tooManyPlaces
}

extension Decimal {
  /// A number in plain digits: `-12.5`, `007`; nil when it is not one or does not fit.
  package init?(_ text: String) {
    guard case .value(let value) = Decimal.read(text.utf8, as: .plain) else { return nil }
    self = value
  }

  /// A number of RFC 8259's grammar, an exponent included.
  package static func parse(_ bytes: some Collection<UInt8>) -> DecimalReading {
    read(bytes, as: .json)
  }

  private enum Grammar {
    /// No leading zeros; an exponent.
    case json
    /// Leading zeros; no exponent.
    case plain
  }

  private static func read(
    _ bytes: some Collection<UInt8>, as grammar: Grammar
  ) -> DecimalReading {
    var digits = SignificantDigits()
    var rest = bytes.makeIterator()
    var next = rest.next()
    let isNegative = next == UInt8(ascii: "-")
    if isNegative { next = rest.next() }

    let startsWithZero = next == UInt8(ascii: "0")
    var count = 0
    while let byte = next, let digit = digitValue(byte) {
      digits.append(digit)
      count += 1
      next = rest.next()
    }
    guard count > 0 else { return .malformed }
    if startsWithZero, count > 1, grammar == .json { return .malformed }

    var fractionCount = 0
    if next == UInt8(ascii: ".") {
      next = rest.next()
      while let byte = next, let digit = digitValue(byte) {
        digits.append(digit)
        fractionCount += 1
        next = rest.next()
      }
      guard fractionCount > 0 else { return .malformed }
    }

    var exponent = 0
    if grammar == .json, let mark = next, mark | 0x20 == UInt8(ascii: "e") {
      guard let power = readExponent(&rest) else { return .malformed }
      exponent = power
      next = nil
    }
    guard next == nil else { return .malformed }
    return digits.value(timesTenTo: exponent - fractionCount, isNegative: isNegative)
  }

  /// The exponent behind `e`, to the end of the text; held within ±10¹⁵; nil when malformed.
  private static func readExponent(_ rest: inout some IteratorProtocol<UInt8>) -> Int? {
    var next = rest.next()
    let isNegative = next == UInt8(ascii: "-")
    if isNegative || next == UInt8(ascii: "+") { next = rest.next() }
    var magnitude = 0
    var count = 0
    while let byte = next {
      guard let digit = digitValue(byte) else { return nil }
      magnitude = min(magnitude * 10 + Int(digit), 1_000_000_000_000_000)
      count += 1
      next = rest.next()
    }
    guard count > 0 else { return nil }
    return isNegative ? -magnitude : magnitude
  }
}

/// The digit that an ASCII byte stands for.
@inline(__always)
private func digitValue(_ byte: UInt8) -> UInt8? {
  let digit = byte &- UInt8(ascii: "0")
  return digit < 10 ? digit : nil
}

/// The digits of a number from the first to the last that is not 0.
private struct SignificantDigits {
  /// Their value, as long as they are at most 38.
  private var value: UInt128 = 0
  private var count = 0
  /// Zeros behind them so far.
  private var zeros = 0

  /// Takes the next digit to the right.
  @inline(__always)
  mutating func append(_ digit: UInt8) {
    guard digit != 0 else {
      if count > 0 { zeros += 1 }
      return
    }
    count += zeros + 1
    if count <= 38 {
      if zeros > 0 { value *= powerOfTen(zeros) }
      value = value * 10 + UInt128(digit)
    }
    zeros = 0
  }

  /// The number whose last digit taken stands for 10 to `exponent`.
  func value(timesTenTo exponent: Int, isNegative: Bool) -> DecimalReading {
    guard count > 0 else { return .value(.zero) }
    let lowest = exponent + zeros
    if lowest + count > 20 { return .tooLarge }
    if lowest < -18 { return .tooManyPlaces }
    // INVARIANT: highest and lowest power are within 19…−18 here, so there are at most 38 digits.
    return Decimal(magnitude: value * powerOfTen(lowest + 18), isNegative: isNegative)
      .map(DecimalReading.value) ?? .tooLarge
  }
}
