// Walking over JSON: every byte is checked against RFC 8259 and UTF-8, also where no rule reads.
//
// The scanner is a position in a stretch of bytes that it is handed with every call. It makes no
// values: strings and numbers come back as ranges, and whoever needs them decodes them. Containers
// are walked in a loop, their kinds kept as bits, so no depth of brackets costs stack; beyond
// `depthMax` of them it stops. Bytes that end too early are `endOfInput`, which may mean that the
// next chunk has to be fetched; all else that is wrong has a place.

/// Why walking stopped.
enum JSONBreak: Error, Hashable {
  /// The bytes ended before the value did.
  case endOfInput
  /// Text that is no JSON, from that offset on.
  case malformed(at: Int, expected: JSONExpectation)
  /// One container too many inside another.
  case tooDeep(at: Int)
}

/// The contents of a string, between its quotes.
struct StringToken {
  var start: Int
  var end: Int
  var hasEscapes: Bool

  var range: Range<Int> { start..<end }
}

/// A number as it stands, its digits already gathered where they are few.
struct NumberToken {
  var range: Range<Int>
  /// The digits as one whole number, and how many of them stand behind the point; nil when there
  /// are more than 18 or an exponent.
  var digits: (value: UInt64, places: Int)?
  var isNegative: Bool
}

/// The words of JSON, their letters as the bytes of one number, the first lowest.
enum JSONLiteral: UInt64 {
  case `true` = 0x65_75_72_74
  case `false` = 0x65_73_6C_61_66
  case `null` = 0x6C_6C_75_6E
}

/// A position in JSON text.
struct JSONScanner {
  /// Objects and lists within each other, the record itself being the first.
  static let depthMax = 128

  /// The offset of the next byte.
  var position = 0
  /// The containers open here.
  var depth = 0

  /// Steps over blanks.
  ///
  /// Returns: the byte behind them, which is not stepped over.
  @inline(__always)
  mutating func next(_ bytes: Span<UInt8>) throws(JSONBreak) -> UInt8 {
    while position < bytes.count {
      let byte = bytes[position]
      if byte > 0x20 { return byte }
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
      position += 1
    }
    throw .endOfInput
  }

  /// Steps into a container.
  mutating func enter() throws(JSONBreak) {
    guard depth < JSONScanner.depthMax else { throw .tooDeep(at: position) }
    depth += 1
    position += 1
  }

  /// Steps out of a container.
  mutating func leave() {
    depth -= 1
    position += 1
  }

  /// Steps over a key and its colon, to the byte that begins the value.
  mutating func key(_ bytes: Span<UInt8>) throws(JSONBreak) -> StringToken {
    guard try next(bytes) == UInt8(ascii: "\"") else {
      throw .malformed(at: position, expected: .key)
    }
    let token = try string(bytes)
    guard try next(bytes) == UInt8(ascii: ":") else {
      throw .malformed(at: position, expected: .colon)
    }
    position += 1
    _ = try next(bytes)
    return token
  }

  /// Steps over any value, from its first byte.
  mutating func skipValue(_ bytes: Span<UInt8>) throws(JSONBreak) {
    // One bit for each container open here, the innermost lowest: 1 for an object.
    var kinds: UInt128 = 0
    let outside = depth
    while true {
      switch try next(bytes) {
      case UInt8(ascii: "{"):
        try enter()
        kinds = kinds << 1 | 1
        if try next(bytes) != UInt8(ascii: "}") {
          _ = try key(bytes)
          continue
        }
      case UInt8(ascii: "["):
        try enter()
        kinds <<= 1
        if try next(bytes) != UInt8(ascii: "]") { continue }
      default:
        try scalar(bytes)
      }
      // A value is behind us, or an empty container whose bracket is next.
      while true {
        guard depth > outside else { return }
        let isObject = kinds & 1 == 1
        let byte = try next(bytes)
        if byte == UInt8(ascii: ",") {
          position += 1
          if isObject { _ = try key(bytes) }
          break
        }
        guard byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
          throw .malformed(at: position, expected: isObject ? .commaOrBrace : .commaOrBracket)
        }
        leave()
        kinds >>= 1
      }
    }
  }

  /// Steps over a string, number or literal.
  mutating func scalar(_ bytes: Span<UInt8>) throws(JSONBreak) {
    switch try next(bytes) {
    case UInt8(ascii: "\""): _ = try string(bytes)
    case UInt8(ascii: "t"): try literal(.true, bytes)
    case UInt8(ascii: "f"): try literal(.false, bytes)
    case UInt8(ascii: "n"): try literal(.null, bytes)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): _ = try number(bytes)
    default: throw .malformed(at: position, expected: .value)
    }
  }

  /// Steps over `true`, `false` or `null`.
  mutating func literal(
    _ literal: JSONLiteral, _ bytes: Span<UInt8>
  ) throws(JSONBreak) {
    var offset = position
    var letters = literal.rawValue
    while letters != 0 {
      guard offset < bytes.count else { throw .endOfInput }
      guard bytes[offset] == UInt8(truncatingIfNeeded: letters) else {
        throw .malformed(at: offset, expected: .value)
      }
      letters >>= 8
      offset += 1
    }
    try checkEnd(bytes, offset, expected: .value)
    position = offset
  }

  /// What stands directly behind a number or literal must not continue it.
  private func checkEnd(
    _ bytes: Span<UInt8>, _ offset: Int, expected: JSONExpectation
  ) throws(JSONBreak) {
    guard offset < bytes.count else { return }
    switch bytes[offset] {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "."), UInt8(ascii: "+"),
      UInt8(ascii: "-"), UInt8(ascii: "_"):
      throw .malformed(at: offset, expected: expected)
    default: return
    }
  }
}

// MARK: - Numbers

extension JSONScanner {
  /// Steps over a number.
  mutating func number(_ bytes: Span<UInt8>) throws(JSONBreak) -> NumberToken {
    let start = position
    var value: UInt64 = 0
    let isNegative = bytes[position] == UInt8(ascii: "-")
    if isNegative { position += 1 }
    let firstDigit = position
    try digits(bytes, into: &value)
    if bytes[firstDigit] == UInt8(ascii: "0"), position > firstDigit + 1 {
      throw .malformed(at: firstDigit + 1, expected: .endOfNumber)
    }
    var count = position - firstDigit
    var places = 0
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      let firstPlace = position
      try digits(bytes, into: &value)
      places = position - firstPlace
      count += places
    }
    var isPlain = count <= 18
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      isPlain = false
      position += 1
      if position < bytes.count,
        bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+")
      {
        position += 1
      }
      try digits(bytes, into: &value)
    }
    try checkEnd(bytes, position, expected: .endOfNumber)
    return NumberToken(
      range: start..<position, digits: isPlain ? (value, places) : nil, isNegative: isNegative)
  }

  /// Steps over one digit or more; `value` wraps when they are too many, and is then not used.
  @inline(__always)
  private mutating func digits(
    _ bytes: Span<UInt8>, into value: inout UInt64
  ) throws(JSONBreak) {
    let start = position
    while position < bytes.count {
      let digit = bytes[position] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      value = value &* 10 &+ UInt64(digit)
      position += 1
    }
    guard position > start else {
      if position == bytes.count { throw .endOfInput }
      throw .malformed(at: position, expected: .digit)
    }
  }
}

// MARK: - Strings

extension JSONScanner {
  /// Steps over a string, from its opening quote.
  mutating func string(_ bytes: Span<UInt8>) throws(JSONBreak) -> StringToken {
    var offset = position + 1
    let start = offset
    var hasEscapes = false
    while offset < bytes.count {
      offset += plainLength(bytes, at: offset)
      guard offset < bytes.count else { break }
      let byte = bytes[offset]
      if byte < 0x80 {
        if byte == UInt8(ascii: "\"") {
          position = offset + 1
          return StringToken(start: start, end: offset, hasEscapes: hasEscapes)
        }
        if byte == UInt8(ascii: "\\") {
          hasEscapes = true
          offset = try escape(bytes, at: offset)
        } else if byte >= 0x20 {
          offset += 1
        } else {
          throw .malformed(at: offset, expected: .noControl)
        }
      } else {
        offset = try scalarBeyondASCII(bytes, at: offset)
      }
    }
    throw .endOfInput
  }

  /// How many bytes from here are ASCII that stands for itself: a multiple of eight, or up to the
  /// first byte that does not.
  ///
  /// Eight at a time: of each byte the top bit of a word tells whether it needs a look. A borrow
  /// can mark a byte above one that is marked rightly, never the lowest.
  @inline(__always)
  private func plainLength(_ bytes: Span<UInt8>, at start: Int) -> Int {
    let (ones, tops) = (0x0101_0101_0101_0101 as UInt64, 0x8080_8080_8080_8080 as UInt64)
    var offset = start
    while offset + 8 <= bytes.count {
      let word = UInt64(
        littleEndian: unsafe bytes.bytes.unsafeLoadUnaligned(
          fromByteOffset: offset, as: UInt64.self))
      let quotes = word ^ (ones &* 0x22)
      let escapes = word ^ (ones &* 0x5C)
      let marks =
        (word | (word &- ones &* 0x20) | ((quotes &- ones) & ~quotes)
          | ((escapes &- ones) & ~escapes)) & tops
      if marks != 0 { return offset - start + marks.trailingZeroBitCount / 8 }
      offset += 8
    }
    return offset - start
  }

  /// The offset behind the escape that begins at `offset`; a pair of surrogates is one.
  private func escape(_ bytes: Span<UInt8>, at offset: Int) throws(JSONBreak) -> Int {
    guard offset + 1 < bytes.count else { throw .endOfInput }
    switch bytes[offset + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return offset + 2
    case UInt8(ascii: "u"):
      let unit = try codeUnit(bytes, at: offset)
      switch unit {
      case 0xDC00...0xDFFF: throw .malformed(at: offset, expected: .pairedSurrogate)
      case 0xD800...0xDBFF:
        for (index, byte) in [UInt8(ascii: "\\"), UInt8(ascii: "u")].enumerated() {
          guard offset + 6 + index < bytes.count else { throw .endOfInput }
          guard bytes[offset + 6 + index] == byte else {
            throw .malformed(at: offset, expected: .pairedSurrogate)
          }
        }
        guard (0xDC00...0xDFFF).contains(try codeUnit(bytes, at: offset + 6)) else {
          throw .malformed(at: offset, expected: .pairedSurrogate)
        }
        return offset + 12
      default: return offset + 6
      }
    default: throw .malformed(at: offset, expected: .escape)
    }
  }

  /// The number that the `\uXXXX` at `offset` stands for.
  private func codeUnit(_ bytes: Span<UInt8>, at offset: Int) throws(JSONBreak) -> UInt32 {
    var unit: UInt32 = 0
    for index in offset + 2..<offset + 6 {
      guard index < bytes.count else { throw .endOfInput }
      guard let digit = hexadecimalDigit(bytes[index]) else {
        throw .malformed(at: index, expected: .hexadecimal)
      }
      unit = unit << 4 | digit
    }
    return unit
  }

  /// The offset behind the scalar that begins at `offset`: the Unicode Standard, table 3-7.
  private func scalarBeyondASCII(
    _ bytes: Span<UInt8>, at offset: Int
  ) throws(JSONBreak) -> Int {
    let lead = bytes[offset]
    let second: ClosedRange<UInt8>
    let length: Int
    switch lead {
    case 0xC2...0xDF: (second, length) = (0x80...0xBF, 2)
    case 0xE0: (second, length) = (0xA0...0xBF, 3)
    case 0xED: (second, length) = (0x80...0x9F, 3)
    case 0xE1...0xEF: (second, length) = (0x80...0xBF, 3)
    case 0xF0: (second, length) = (0x90...0xBF, 4)
    case 0xF1...0xF3: (second, length) = (0x80...0xBF, 4)
    case 0xF4: (second, length) = (0x80...0x8F, 4)
    default: throw .malformed(at: offset, expected: .utf8)
    }
    for index in 1..<length {
      guard offset + index < bytes.count else { throw .endOfInput }
      let isContinuation =
        index == 1 ? second.contains(bytes[offset + 1]) : bytes[offset + index] & 0xC0 == 0x80
      guard isContinuation else { throw .malformed(at: offset, expected: .utf8) }
    }
    return offset + length
  }
}

/// The value of `0`–`9`, `a`–`f`, `A`–`F`.
func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
  case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
  case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
  default: nil
  }
}
