// Numbers as nearly every file writes them, straight from their bytes.

internal import TierlineBytes

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
      let digits = unsafe bytes.word(at: offset) ^ 0x3030_3030_3030_3030
      // A byte is a digit when neither it nor it + 6 reaches its upper half.
      let others =
        (digits | (digits &+ 0x0606_0606_0606_0606)) & 0xF0F0_F0F0_F0F0_F0F0
      let count = others.trailingZeroBitCount >> 3
      guard count > 0 else { return }
      value = value &* power(count) &+ number(digits << UInt64(64 &- count &* 8))
      offset &+= count
      if count < 8 { return }
    }
  }

  /// The number of eight digits, the first lowest.
  @inline(__always)
  private static func number(_ digits: UInt64) -> UInt64 {
    let pairs = digits &* 10 &+ digits >> 8
    let upper = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
    let lower = (pairs >> 16 & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
    return (upper &+ lower) >> 32
  }

  /// The number at an offset in units of 10^−places and the offset behind it, if it is written as most
  /// are; `Int64.min` units for any other.
  ///
  /// Most have at most 15 digits, no sign, and of decimals none or exactly two, as many as are wanted.
  /// Whether the number ends there is asked by `goesOn`.
  ///
  /// It has no branch on how long the number is, which processors cannot foresee. 16 bytes before
  /// it are read.
  @inline(__always)
  static func usual(
    _ bytes: UnsafePointer<UInt8>, at start: Int, places: Int
  ) -> (units: Int64, end: Int) {
    let count = unsafe tierline_digit_count(bytes + start)
    let end = start &+ Int(count)
    guard count &- 1 < 15 else { return (.min, end) }
    let whole = unsafe tierline_number_before(bytes + end, count)
    // One that begins with a 0 too many is less; to look at its first digit would be a branch on it.
    guard whole >= tierline_least_of_digits(count) else { return (.min, end) }
    guard places == 2 else { return (places == 0 ? whole : .min, end) }
    let (tens, ones) = unsafe (bytes[end &+ 1] &- 0x30, bytes[end &+ 2] &- 0x30)
    guard unsafe bytes[end] == UInt8(ascii: "."), tens < 10, ones < 10 else { return (.min, end) }
    return (whole &* 100 &+ Int64(tens) &* 10 &+ Int64(ones), end &+ 3)
  }

  /// Whether a number of JSON may go on with a byte.
  @inline(__always)
  static func goesOn(_ byte: UInt8) -> Bool {
    // What mostly stands behind a number, a comma, is below all of these.
    byte > UInt8(ascii: ",") && !isBracket(byte)
  }

  @inline(never)
  private static func isBracket(_ byte: UInt8) -> Bool { byte | 0x20 == UInt8(ascii: "}") }

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
    unsafe passDigits(bytes, &offset)
    guard offset > firstDigit,
      unsafe bytes[firstDigit] != UInt8(ascii: "0") || offset == firstDigit &+ 1
    else { return nil }
    if unsafe bytes[offset] == UInt8(ascii: ".") {
      offset &+= 1
      let firstPlace = offset
      unsafe passDigits(bytes, &offset)
      guard offset > firstPlace else { return nil }
    }
    if unsafe bytes[offset] | 0x20 == UInt8(ascii: "e") {
      offset &+= 1
      let sign = unsafe bytes[offset]
      if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { offset &+= 1 }
      let firstPower = offset
      unsafe passDigits(bytes, &offset)
      guard offset > firstPower else { return nil }
    }
    return offset
  }

  /// Steps over digits; 16 bytes behind them are read.
  @inline(__always)
  private static func passDigits(_ bytes: UnsafePointer<UInt8>, _ offset: inout Int) {
    var count = 0
    repeat {
      count = unsafe Int(tierline_digit_count(bytes + offset))
      offset &+= count
    } while count == 16
  }
}
