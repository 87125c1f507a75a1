// Bytes that a block's output is made of, written without asking for room at every byte.

import TierlineSource

/// Bytes under construction.
struct OutputBytes {
  private var slab = Slab<UInt8>(1 << 16)
  private(set) var count = 0

  mutating func removeAll() { count = 0 }

  /// Copies go beyond their end by this at most.
  private static let slack = 32

  /// Room for so many more bytes.
  @inline(__always)
  mutating func reserve(_ more: Int) {
    if count &+ more &+ Self.slack > slab.count { slab.grow(to: count + more + Self.slack) }
  }

  /// Appends a byte that there is room for.
  @inline(__always)
  mutating func append(_ byte: UInt8) {
    slab[count] = byte
    count &+= 1
  }

  /// Appends bytes that there is room for; up to 32 behind them are read, too.
  @inline(__always)
  mutating func append(_ bytes: UnsafePointer<UInt8>, _ length: Int) {
    unsafe slab.pointer(at: count).copy(bytes, length)
    count &+= length
  }

  mutating func append(_ bytes: [UInt8]) {
    reserve(bytes.count)
    for byte in bytes { append(byte) }
  }

  /// Appends a word that there is room for.
  @inline(__always)
  mutating func append(_ word: StaticString) {
    unsafe slab.pointer(at: count).update(from: word.utf8Start, count: word.utf8CodeUnitCount)
    count &+= word.utf8CodeUnitCount
  }

  /// A number of units, in plain digits and without zeros behind the last; 40 bytes at most.
  @inline(__always)
  mutating func append(units: Int64, scale: Int) {
    if units < 0 { append(UInt8(ascii: "-")) }
    let units = units.magnitude
    guard scale > 0 else { return append(digits: units) }
    let unit = scale == 2 ? 100 : UInt64(truncatingIfNeeded: powerOfTen(scale))
    append(digits: units / unit)
    let rest = units % unit
    if rest != 0 { append(part: rest &* UInt64(truncatingIfNeeded: powerOfTen(18 - scale))) }
  }

  /// A number by its coefficient at 18 places, as `Decimal` writes it; 40 bytes at most.
  mutating func append(coefficient: Int128) {
    if coefficient < 0 { append(UInt8(ascii: "-")) }
    let (whole, part) = coefficient.magnitude.quotientAndRemainder(
      dividingBy: Decimal.unit.magnitude)
    if let whole = UInt64(exactly: whole) {
      append(digits: whole)
    } else {
      append(manyDigits: whole)
    }
    if part != 0 { append(part: UInt64(truncatingIfNeeded: part)) }
  }

  /// A point and the decimals of a part of 10^18, without zeros behind the last.
  private mutating func append(part: UInt64) {
    let head = part / Self.sixteenPlaces
    let digits = Self.sixteenDigits(part % Self.sixteenPlaces)
    append(UInt8(ascii: "."))
    append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: head / 10))
    append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: head % 10))
    store(digits)
    count &+= 16 &- digits.leadingZeroBitCount >> 3
    if digits == 0, head % 10 == 0 { count &-= 1 }
  }

  /// A whole number; how long it is decides no branch, as long as it has 16 digits at most.
  @inline(__always)
  private mutating func append(digits number: UInt64) {
    guard number < Self.sixteenPlaces else { return append(manyDigits: UInt128(number)) }
    let digits = Self.sixteenDigits(number)
    let zeros = min(digits.trailingZeroBitCount >> 3, 15)
    store(digits >> UInt128(zeros &* 8))
    count &+= 16 &- zeros
  }

  /// A whole number of 17 to 32 digits.
  private mutating func append(manyDigits number: UInt128) {
    let (high, low) = number.quotientAndRemainder(dividingBy: UInt128(Self.sixteenPlaces))
    append(digits: UInt64(truncatingIfNeeded: high))
    store(Self.sixteenDigits(UInt64(truncatingIfNeeded: low)))
    count &+= 16
  }

  /// A day, as in `2026-01-31`, that there is room for.
  mutating func append(_ date: CalendarDate) {
    let (year, month, day) = date.parts
    let number = UInt64(truncatingIfNeeded: year &* 10_000 &+ month &* 100 &+ day)
    let digits = Self.eightDigits(number) | Self.ones &* 0x30
    let dash = UInt128(UInt8(ascii: "-"))
    let monthAndDay = UInt128(digits >> 32 & 0xFFFF) << 40 | UInt128(digits >> 48) << 64
    store(characters: UInt128(digits & 0xFFFF_FFFF) | dash << 32 | monthAndDay | dash << 56)
    count &+= 10
  }

  /// 10 to the power of 16.
  private static var sixteenPlaces: UInt64 { 10_000_000_000_000_000 }

  /// Writes the characters of 16 digits where the next byte is to stand.
  @inline(__always)
  private func store(_ digits: UInt128) {
    store(characters: digits | 0x3030_3030_3030_3030_3030_3030_3030_3030)
  }

  @inline(__always)
  private func store(characters: UInt128) {
    unsafe UnsafeMutableRawPointer(slab.pointer(at: count)).storeBytes(
      of: characters.littleEndian, as: UInt128.self)
  }

  /// The digits of a number below 10^16, a byte each, the first lowest.
  @inline(__always)
  private static func sixteenDigits(_ number: UInt64) -> UInt128 {
    UInt128(eightDigits(number / 100_000_000))
      | UInt128(eightDigits(number % 100_000_000)) << 64
  }

  /// The digits of a number below 10^8: halves are split into pairs, and pairs into digits, by products
  /// with the reciprocals of 100 and 10.
  @inline(__always)
  private static func eightDigits(_ number: UInt64) -> UInt64 {
    let halves = number / 10000 | (number % 10000) << 32
    let hundreds = ((halves &* 10486) >> 20) & 0x0000_007F_0000_007F
    let pairs = hundreds | (halves &- hundreds &* 100) << 16
    let tens = ((pairs &* 103) >> 10) & 0x000F_000F_000F_000F
    return tens | (pairs &- tens &* 10) << 8
  }

  /// Text in quotes, escaped as `JSONWriter` escapes it.
  mutating func append(quoted text: UnsafeBufferPointer<UInt8>) {
    guard let base = text.baseAddress else { return append(Array("\"\"".utf8)) }
    reserve(text.count &+ 2)
    append(UInt8(ascii: "\""))
    var offset = 0
    while offset < text.count {
      var word = unsafe base.word(at: offset)
      // Behind the end stands what needs no escape.
      let rest = text.count &- offset
      if rest < 8 { word = word & (1 << UInt64(rest &* 8) &- 1) | .max << UInt64(rest &* 8) }
      guard !Self.mayNeedEscapes(word) else {
        count &-= 1
        var json = JSONWriter()
        json.string(unsafe String(decoding: text, as: UTF8.self))
        return append(json.bytes)
      }
      offset &+= 8
    }
    unsafe append(base, text.count)
    append(UInt8(ascii: "\""))
  }

  /// Whether one of eight bytes is a control, a quote, a backslash, or leads a character beyond ASCII
  /// that is escaped (0xC2, 0xE2).
  @inline(__always)
  private static func mayNeedEscapes(_ word: UInt64) -> Bool {
    let controls = (word &- ones &* 0x20) & ~word
    let marks = places(of: 0x22, in: word) | places(of: 0x5C, in: word)
    let leads = places(of: 0x7F, in: word) | places(of: 0xC2, in: word) | places(of: 0xE2, in: word)
    return (controls | marks | leads) & (ones &* 0x80) != 0
  }

  private static var ones: UInt64 { 0x0101_0101_0101_0101 }

  /// The top bit is set in one of eight bytes, at least, if a byte is among them.
  @inline(__always)
  private static func places(of byte: UInt64, in word: UInt64) -> UInt64 {
    let difference = word ^ ones &* byte
    return (difference &- ones) & ~difference
  }

  /// Text as a cell of CSV.
  mutating func append(cell text: UnsafeBufferPointer<UInt8>) {
    guard let base = text.baseAddress else { return }
    reserve(text.count)
    let start = count
    unsafe append(base, text.count)
    endCell(from: start)
  }

  /// Makes a cell of CSV of what has been written from a place on.
  mutating func endCell(from start: Int) {
    guard mayNeedQuotes(from: start) else { return }
    let text = unsafe Array(
      UnsafeBufferPointer(start: slab.pointer(at: start), count: count - start))
    count = start
    append(CSVOutput.cell(text))
  }

  /// Whether what stands from a place on may begin a formula or has a comma, a quote or a line break.
  private func mayNeedQuotes(from start: Int) -> Bool {
    guard start < count else { return false }
    switch slab[start] {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0xEF:
      return true
    default: break
    }
    var offset = start
    while offset < count {
      var word = unsafe UnsafePointer(slab.pointer(at: offset)).word(at: 0)
      let rest = count &- offset
      if rest < 8 { word &= 1 << UInt64(rest &* 8) &- 1 }
      let marks =
        Self.places(of: 0x2C, in: word) | Self.places(of: 0x22, in: word)
        | Self.places(of: 0x0A, in: word) | Self.places(of: 0x0D, in: word)
      if marks & (Self.ones &* 0x80) != 0 { return true }
      offset &+= 8
    }
    return false
  }

  /// What has been written.
  func withBytes<Failure>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    try unsafe body(UnsafeRawBufferPointer(start: slab.pointer(), count: count))
  }

  func free() { slab.free() }
}
