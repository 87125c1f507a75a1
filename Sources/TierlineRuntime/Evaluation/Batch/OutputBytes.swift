// Bytes that a block's output is made of, written without asking for room at every byte.

import TierlineSource

/// Bytes under construction.
struct OutputBytes {
  private var slab = Slab<UInt8>(1 << 12)
  private(set) var count = 0

  mutating func removeAll() { count = 0 }

  /// Copies go beyond their end by less than this.
  private static let slack = 16

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

  /// Appends bytes that there is room for; 15 behind them are read, too.
  @inline(__always)
  mutating func append(_ bytes: UnsafePointer<UInt8>, _ length: Int) {
    let source = unsafe UnsafeRawPointer(bytes)
    let target = unsafe UnsafeMutableRawPointer(slab.pointer(at: count))
    var done = 0
    // Most are short: a call would cost more than the bytes.
    while done < length {
      let piece = unsafe source.loadUnaligned(fromByteOffset: done, as: SIMD2<UInt64>.self)
      unsafe target.storeBytes(of: piece, toByteOffset: done, as: SIMD2<UInt64>.self)
      done &+= 16
    }
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
    switch scale {
    case 0: append(digits: units)
    case 2:
      append(digits: units / 100)
      append(part: units % 100, of: 100)
    default:
      let unit = UInt64(truncatingIfNeeded: powerOfTen(scale))
      append(digits: units / unit)
      append(part: units % unit, of: unit)
    }
  }

  /// The decimals of a part of `unit`, which is a power of ten.
  @inline(__always)
  private mutating func append(part: UInt64, of unit: UInt64) {
    guard part != 0 else { return }
    append(UInt8(ascii: "."))
    var (rest, divisor) = (part, unit / 10)
    while rest != 0 {
      append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest / divisor))
      rest %= divisor
      divisor /= 10
    }
  }

  @inline(__always)
  private mutating func append(digits: UInt64) {
    var length = 1
    var bound: UInt64 = 10
    while length < 19, digits >= bound {
      length &+= 1
      bound &*= 10
    }
    if length == 19, digits >= 10_000_000_000_000_000_000 { length = 20 }
    var (rest, place) = (digits, count &+ length)
    count = place
    repeat {
      place &-= 1
      slab[place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest != 0
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
    let ones: UInt64 = 0x0101_0101_0101_0101
    func hasZero(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }
    let controls = (word &- ones &* 0x20) & ~word
    let marks = hasZero(word ^ ones &* 0x22) | hasZero(word ^ ones &* 0x5C)
    let leads =
      hasZero(word ^ ones &* 0x7F) | hasZero(word ^ ones &* 0xC2) | hasZero(word ^ ones &* 0xE2)
    return (controls | marks | leads) & (ones &* 0x80) != 0
  }

  /// What has been written.
  func withBytes<Failure>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    try unsafe body(UnsafeRawBufferPointer(start: slab.pointer(), count: count))
  }

  func free() { slab.free() }
}
