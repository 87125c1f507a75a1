// Writing decimals: canonical, for machines, and grouped, for people.

extension Decimal: CustomStringConvertible {
  /// Plain digits, no exponent, no trailing zeros behind the point: `-1234567.5`, `0`.
  package var description: String { written(separator: nil) }

  /// As `description`, with commas between thousands: `-1,234,567.5`.
  package var grouped: String { written(separator: UInt8(ascii: ",")) }

  private func written(separator: UInt8?) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(32)
    append(to: &bytes, separator: separator)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the number in ASCII, with a separator between thousands if there is one.
  func append(to bytes: inout [UInt8], separator: UInt8? = nil) {
    let (whole, fraction) = coefficient.magnitude.quotientAndRemainder(
      dividingBy: Decimal.unit.magnitude)
    if isNegative { bytes.append(UInt8(ascii: "-")) }
    let start = bytes.count
    // Nearly every number fits 64 bits, whose division is many times faster.
    if let small = UInt64(exactly: whole) {
      Decimal.appendReversed(small, to: &bytes, separator: separator)
    } else {
      Decimal.appendReversed(whole, to: &bytes, separator: separator)
    }
    bytes[start...].reverse()
    guard fraction != 0 else { return }
    bytes.append(UInt8(ascii: "."))
    var part = UInt64(truncatingIfNeeded: fraction)
    var scale: UInt64 = 100_000_000_000_000_000
    while part != 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: part / scale))
      part %= scale
      scale /= 10
    }
  }

  /// Appends the digits from the last to the first.
  private static func appendReversed(
    _ whole: some BinaryInteger, to bytes: inout [UInt8], separator: UInt8?
  ) {
    var rest = whole
    var count = 0
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      if let separator, count > 0, count % 3 == 0 { bytes.append(separator) }
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit))
      rest = quotient
      count += 1
    } while rest != 0
  }
}
