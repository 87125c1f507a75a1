// Numbers and days as nearly every file writes them, straight from their bytes.

/// A number of at most 18 digits without an exponent.
struct PlainNumber {
  /// All digits as one whole number.
  var digits: UInt64
  /// How many of them stand behind the point.
  var places: Int
  var isNegative: Bool
  /// The offset behind the last byte.
  var end: Int

  /// Reads the number at an offset; nil for anything else, what stands behind it aside.
  @inline(__always)
  init?(_ bytes: UnsafePointer<UInt8>, at start: Int) {
    var offset = start
    isNegative = unsafe bytes[offset] == UInt8(ascii: "-")
    if isNegative { offset &+= 1 }
    let firstDigit = offset
    var value: UInt64 = 0
    var digit = unsafe bytes[offset] &- 0x30
    let startsWithZero = digit == 0
    while digit < 10 {
      value = value &* 10 &+ UInt64(digit)
      offset &+= 1
      digit = unsafe bytes[offset] &- 0x30
    }
    let wholeCount = offset &- firstDigit
    guard wholeCount > 0, !startsWithZero || wholeCount == 1 else { return nil }
    places = 0
    if unsafe bytes[offset] == UInt8(ascii: ".") {
      offset &+= 1
      let firstPlace = offset
      digit = unsafe bytes[offset] &- 0x30
      while digit < 10 {
        value = value &* 10 &+ UInt64(digit)
        offset &+= 1
        digit = unsafe bytes[offset] &- 0x30
      }
      places = offset &- firstPlace
      guard places > 0 else { return nil }
    }
    guard wholeCount &+ places <= 18 else { return nil }
    digits = value
    end = offset
  }

  /// The number with its sign, in units of its own places.
  @inline(__always)
  var signed: Int64 {
    let value = Int64(truncatingIfNeeded: digits)
    return isNegative ? 0 &- value : value
  }

  /// The number in units of 10^−places; nil where it has more places or is too large.
  @inline(__always)
  func units(places wanted: Int) -> Int64? {
    if places == wanted { return signed }
    if places < wanted {
      let (product, overflow) = signed.multipliedReportingOverflow(
        by: Self.powers(wanted &- places))
      return overflow ? nil : product
    }
    let (quotient, rest) = signed.quotientAndRemainder(dividingBy: Self.powers(places &- wanted))
    return rest == 0 ? quotient : nil
  }

  @inline(__always)
  private static func powers(_ exponent: Int) -> Int64 {
    switch exponent {
    case 1: 10
    case 2: 100
    default: Int64(truncatingIfNeeded: powerOfTen(exponent))
    }
  }

  /// The offset behind a number of JSON of any length; nil where there is none.
  static func end(_ bytes: UnsafePointer<UInt8>, at start: Int) -> Int? {
    var offset = start
    if unsafe bytes[offset] == UInt8(ascii: "-") { offset &+= 1 }
    let firstDigit = offset
    while unsafe bytes[offset] &- 0x30 < 10 { offset &+= 1 }
    guard offset > firstDigit,
      unsafe bytes[firstDigit] != UInt8(ascii: "0") || offset == firstDigit &+ 1
    else { return nil }
    if unsafe bytes[offset] == UInt8(ascii: ".") {
      offset &+= 1
      let firstPlace = offset
      while unsafe bytes[offset] &- 0x30 < 10 { offset &+= 1 }
      guard offset > firstPlace else { return nil }
    }
    if unsafe bytes[offset] | 0x20 == UInt8(ascii: "e") {
      offset &+= 1
      let sign = unsafe bytes[offset]
      if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { offset &+= 1 }
      let firstPower = offset
      while unsafe bytes[offset] &- 0x30 < 10 { offset &+= 1 }
      guard offset > firstPower else { return nil }
    }
    return offset
  }

  /// The day number of `2026-01-31`; −1 where there is no such day.
  ///
  /// `head` is its first eight bytes (`2026-01-`), `tail` its last eight (`26-01-31`).
  @inline(__always)
  static func day(_ head: UInt64, _ tail: UInt64) -> Int {
    // The digits of `head` stand in bytes 0–3, 5 and 6; those of the day in bytes 6 and 7 of `tail`.
    let digits = (head & 0x00FF_FF00_FFFF_FFFF) &- 0x0030_3000_3030_3030
    let last = (tail >> 48) &- 0x3030
    // Each digit is below 10 when neither it nor it + 6 reaches the upper half of its byte.
    let isBad =
      (digits | digits &+ 0x0006_0600_0606_0606) & 0x00F0_F000_F0F0_F0F0
      | (last | last &+ 0x0606) & 0xFFFF_FFFF_FFFF_F0F0
    guard isBad == 0, head >> 56 == 0x2D, head >> 32 & 0xFF == 0x2D else { return -1 }
    let year =
      Int(digits & 0xF) &* 1000 &+ Int(digits >> 8 & 0xF) &* 100 &+ Int(digits >> 16 & 0xF) &* 10
      &+ Int(digits >> 24 & 0xF)
    let month = Int(digits >> 40 & 0xF) &* 10 &+ Int(digits >> 48 & 0xF)
    let day = Int(last & 0xF) &* 10 &+ Int(last >> 8 & 0xF)
    guard year >= 1, month >= 1, month <= 12, day >= 1 else { return -1 }
    if day > 28, day > CalendarDate.lastDay(year: year, month: month) { return -1 }
    let marchYear = month > 2 ? year : year &- 1
    let marchMonth = month > 2 ? month &- 3 : month &+ 9
    let dayOfYear = (153 &* marchMonth &+ 2) / 5 &+ day &- 1
    return marchYear &* 365 &+ marchYear / 4 &- marchYear / 100 &+ marchYear / 400 &+ dayOfYear
      &- 306
  }
}
