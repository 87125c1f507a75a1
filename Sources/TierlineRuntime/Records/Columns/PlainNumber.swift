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
    unsafe Self.take(bytes, &offset, &value)
    let wholeCount = offset &- firstDigit
    guard wholeCount > 0, unsafe bytes[firstDigit] != UInt8(ascii: "0") || wholeCount == 1 else {
      return nil
    }
    places = 0
    if unsafe bytes[offset] == UInt8(ascii: ".") {
      offset &+= 1
      let firstPlace = offset
      unsafe Self.take(bytes, &offset, &value)
      places = offset &- firstPlace
      guard places > 0 else { return nil }
    }
    guard wholeCount &+ places <= 18 else { return nil }
    digits = value
    end = offset
  }

  /// Adds the digits at an offset to a number and steps over them, eight at a time.
  ///
  /// Too many digits wrap the number.
  @inline(__always)
  private static func take(
    _ bytes: UnsafePointer<UInt8>, _ offset: inout Int, _ value: inout UInt64
  ) {
    while true {
      let word = unsafe UInt64(
        littleEndian: UnsafeRawPointer(bytes).loadUnaligned(
          fromByteOffset: offset, as: UInt64.self))
      let digits = word ^ 0x3030_3030_3030_3030
      // A byte is a digit when neither it nor it + 6 reaches its upper half.
      let others =
        (digits | digits &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0
      let count = others.trailingZeroBitCount >> 3
      guard count > 0 else { return }
      // The first digit lowest, zeros before it.
      var pairs = digits << UInt64(64 &- count &* 8)
      pairs = pairs &* 10 &+ pairs >> 8
      let upper = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
      let lower = (pairs >> 16 & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
      value = value &* power(count) &+ (upper &+ lower) >> 32
      offset &+= count
      if count < 8 { return }
    }
  }

  /// 10 to the power of 1 to 8; the compiler makes a table of it.
  @inline(__always)
  private static func power(_ exponent: Int) -> UInt64 {
    switch exponent {
    case 1: 10
    case 2: 100
    case 3: 1000
    case 4: 10_000
    case 5: 100_000
    case 6: 1_000_000
    case 7: 10_000_000
    default: 100_000_000
    }
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
