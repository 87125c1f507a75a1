// Escapes, and what no field is read from: checked all the same, since every byte has to be JSON.

extension ColumnReader {
  // MARK: Escapes

  /// Steps over a string that has escapes, wherever in it the reader is; nil where one is wrong.
  ///
  /// Returns: the offset of its closing quote.
  mutating func passEscapes() -> Int? {
    var pending = -1
    while true {
      at = stringEnd
      let place = at
      let first = byte
      passString(to: place)
      if first == UInt8(ascii: "\"") { return pending < 0 ? place : nil }
      guard first == UInt8(ascii: "\\") else { return nil }
      let kind = byte
      if pending >= 0, pending != place || kind != UInt8(ascii: "u") { return nil }
      switch kind {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
        UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
        break
      case UInt8(ascii: "u"):
        guard let unit = codeUnit(place) else { return nil }
        if pending >= 0 {
          guard (0xDC00...0xDFFF).contains(unit) else { return nil }
          pending = -1
        } else if (0xD800...0xDBFF).contains(unit) {
          pending = place &+ 6
        } else if (0xDC00...0xDFFF).contains(unit) {
          return nil
        }
      default: return nil
      }
    }
  }

  /// The number of the `\uXXXX` at an offset; nil where it is none.
  private mutating func codeUnit(_ place: Int) -> UInt32? {
    // Four bytes at once; of a digit `halves` is 0–9, of a letter 0x51–0x56.
    let letters = UInt32(truncatingIfNeeded: word(place &+ 2))
    let halves = (letters | 0x2020_2020) ^ 0x3030_3030
    let isLetter = halves >> 6 & 0x0101_0101
    let low = halves & 0x0F0F_0F0F
    // Upper halves are 0 or 5; lower ones end at 9 or 6, and those of letters begin at 1. What would
    // fold into a digit from below is a control byte, which the index refuses.
    guard halves & 0xF0F0_F0F0 == isLetter &* 0x50,
      (low &+ 0x0606_0606 &+ isLetter &* 3) & 0x1010_1010 == 0,
      (low &+ isLetter &* 15) & 0x1010_1010 == isLetter << 4
    else { return nil }
    let digits = (low &+ isLetter &* 9).byteSwapped
    let pairs = (digits | digits >> 4) & 0x00FF_00FF
    return (pairs | pairs >> 8) & 0xFFFF
  }

  /// Puts a checked string without its escapes behind the texts made; gives back its length.
  mutating func unescape(_ start: Int, _ end: Int) -> Int {
    let target = unsafe memory.room(for: end &- start &+ 16)
    var (offset, count) = (start, 0)
    while offset < end {
      let next = word(offset)
      let others = next ^ 0x5C5C_5C5C_5C5C_5C5C
      let marks = (others &- 0x0101_0101_0101_0101) & ~others & 0x8080_8080_8080_8080
      let plainCount = min(marks.trailingZeroBitCount >> 3, end &- offset)
      if plainCount > 0 {
        unsafe UnsafeMutableRawPointer(target).storeBytes(
          of: next.littleEndian, toByteOffset: count, as: UInt64.self)
        count &+= plainCount
        offset &+= plainCount
        continue
      }
      let kind = unsafe bytes[offset &+ 1]
      offset &+= 2
      let plain: UInt8
      switch kind {
      case UInt8(ascii: "b"): plain = 0x08
      case UInt8(ascii: "f"): plain = 0x0C
      case UInt8(ascii: "n"): plain = 0x0A
      case UInt8(ascii: "r"): plain = 0x0D
      case UInt8(ascii: "t"): plain = 0x09
      case UInt8(ascii: "u"):
        let first = codeUnit(offset &- 2) ?? 0xFFFD
        offset &+= 4
        var number = first
        if (0xD800...0xDBFF).contains(first) {
          number = 0x10000 + (first - 0xD800) << 10 + ((codeUnit(offset) ?? 0) & 0x3FF)
          offset &+= 6
        }
        unsafe count &+= Self.encode(number, at: target + count)
        continue
      default: plain = kind
      }
      unsafe target[count] = plain
      count &+= 1
    }
    memory.madeCount += count
    return count
  }

  /// Writes a scalar as UTF-8; gives back how many bytes it took.
  private static func encode(_ scalar: UInt32, at target: UnsafeMutablePointer<UInt8>) -> Int {
    func unit(_ lead: UInt32, _ shift: UInt32) -> UInt8 {
      UInt8(truncatingIfNeeded: lead | scalar >> shift & 0x3F)
    }
    switch scalar {
    case 0..<0x80:
      unsafe target[0] = UInt8(truncatingIfNeeded: scalar)
      return 1
    case 0x80..<0x800:
      unsafe target[0] = UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6)
      unsafe target[1] = unit(0x80, 0)
      return 2
    case 0x800..<0x10000:
      unsafe target[0] = UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12)
      unsafe target[1] = unit(0x80, 6)
      unsafe target[2] = unit(0x80, 0)
      return 3
    default:
      unsafe target[0] = UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18)
      unsafe target[1] = unit(0x80, 12)
      unsafe target[2] = unit(0x80, 6)
      unsafe target[3] = unit(0x80, 0)
      return 4
    }
  }

  // MARK: What is not declared

  /// Steps over any value, checking that it is JSON; what stands behind it is looked at by the caller.
  @inline(__always)
  mutating func skipValue() -> Bool {
    switch byte {
    case UInt8(ascii: "\""): skipString()
    case UInt8(ascii: "{"), UInt8(ascii: "["): skipContainer(depth: 1)
    default: skipScalar()
    }
  }

  @inline(__always)
  private mutating func skipString() -> Bool {
    let end = stringEnd
    guard unsafe bytes[end] == UInt8(ascii: "\"") else { return passEscapes() != nil }
    passString(to: end)
    return true
  }

  private mutating func skipScalar() -> Bool {
    switch byte {
    case UInt8(ascii: "t"): return passWord(0x65_75_72_74, 4)
    case UInt8(ascii: "f"): return passFalse()
    case UInt8(ascii: "n"): return passWord(0x6C_6C_75_6E, 4)
    default:
      guard let end = unsafe PlainNumber.end(bytes, at: at) else { return false }
      at = end
      return true
    }
  }

  /// Steps over an object or list that lies in `depth` others.
  ///
  /// Open brackets are bits, so no depth costs stack.
  mutating func skipContainer(depth outside: Int) -> Bool {
    var kinds: UInt128 = 0
    var depth = 0
    while true {
      let first = byte
      if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
        guard depth &+ outside < JSONScanner.depthMax else { return false }
        let isObject = first == UInt8(ascii: "{")
        depth &+= 1
        kinds = kinds << 1 | (isObject ? 1 : 0)
        at &+= 1
        passBlanks()
        if byte != (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
          if isObject { guard skipKey() else { return false } }
          continue
        }
      } else {
        guard depth > 0, first == UInt8(ascii: "\"") ? skipString() : skipScalar() else {
          return false
        }
      }
      // A value lies behind, or an empty container whose bracket is next.
      while true {
        let isObject = kinds & 1 == 1
        let next = passSeparator()
        if next == UInt8(ascii: ",") {
          passBlanks()
          if isObject { guard skipKey() else { return false } }
          break
        }
        guard next == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else { return false }
        depth &-= 1
        kinds >>= 1
        if depth == 0 { return true }
      }
    }
  }

  /// Steps over a key, its colon and blanks.
  private mutating func skipKey() -> Bool {
    guard byte == UInt8(ascii: "\""), skipString(), passSeparator() == UInt8(ascii: ":") else {
      return false
    }
    passBlanks()
    return true
  }
}
