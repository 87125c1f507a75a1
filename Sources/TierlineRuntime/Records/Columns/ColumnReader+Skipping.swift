// Escapes, and what no field is read from: checked all the same, since every byte has to be JSON.

extension ColumnReader {
  // MARK: Escapes

  /// Steps over a string that has escapes, from its opening quote; nil where one is wrong.
  ///
  /// Returns: its text without them, which is not counted among the texts made yet; quotes stand around
  /// it, as they do around other texts.
  mutating func passEscapes() -> TextPlace64? {
    var done = at &+ 1
    var next = Int(place.string)
    var last = next
    while unsafe bytes[Int(positions[last])] == UInt8(ascii: "\\") { last &+= 1 }
    let end = unsafe Int(positions[last])
    guard unsafe bytes[end] == UInt8(ascii: "\"") else {
      // The text ends before the string does.
      at = end
      return nil
    }
    // Two quotes, and what copies write behind their end.
    let target = unsafe memory.room(for: end &- done &+ 2 &+ 32) + 1
    unsafe target[-1] = UInt8(ascii: "\"")
    var count = 0
    while next < last {
      let escape = unsafe Int(positions[next])
      next &+= 1
      unsafe (target + count).copy(bytes + done, escape &- done)
      count &+= escape &- done
      done = escape &+ 2
      let plain: UInt8
      switch unsafe bytes[escape &+ 1] {
      case UInt8(ascii: "\""): plain = UInt8(ascii: "\"")
      case UInt8(ascii: "\\"): plain = UInt8(ascii: "\\")
      case UInt8(ascii: "/"): plain = UInt8(ascii: "/")
      case UInt8(ascii: "b"): plain = 0x08
      case UInt8(ascii: "f"): plain = 0x0C
      case UInt8(ascii: "n"): plain = 0x0A
      case UInt8(ascii: "r"): plain = 0x0D
      case UInt8(ascii: "t"): plain = 0x09
      case UInt8(ascii: "u"):
        guard var scalar = codeUnit(escape) else { return nil }
        done = escape &+ 6
        if scalar & 0xF800 == 0xD800 {
          // Two units make one character: a high one, and right behind it a low one.
          guard scalar < 0xDC00, next < last, unsafe Int(positions[next]) == done,
            unsafe bytes[done &+ 1] == UInt8(ascii: "u"), let low = codeUnit(done),
            low & 0xFC00 == 0xDC00
          else { return nil }
          next &+= 1
          done &+= 6
          scalar = 0x10000 &+ (scalar & 0x3FF) << 10 &+ (low & 0x3FF)
        }
        unsafe count &+= Self.encode(scalar, at: target + count)
        continue
      default: return nil
      }
      unsafe target[count] = plain
      count &+= 1
    }
    unsafe (target + count).copy(bytes + done, end &- done)
    count &+= end &- done
    unsafe target[count] = UInt8(ascii: "\"")
    place = ReadPlace(end &+ 1, last &+ 1)
    return TextPlace64(.made, offset: memory.madeCount &+ 1, count: count)
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

  /// Writes a scalar as UTF-8; gives back how many bytes it took, of the four that are written.
  @inline(__always)
  private static func encode(_ scalar: UInt32, at target: UnsafeMutablePointer<UInt8>) -> Int {
    func unit(_ shift: UInt32) -> UInt32 { 0x80 | scalar >> shift & 0x3F }
    let (bytes, count): (UInt32, Int) =
      switch scalar {
      case 0..<0x80: (scalar, 1)
      case 0x80..<0x800: (0xC0 | scalar >> 6 | unit(0) << 8, 2)
      case 0x800..<0x10000: (0xE0 | scalar >> 12 | unit(6) << 8 | unit(0) << 16, 3)
      default: (0xF0 | scalar >> 18 | unit(12) << 8 | unit(6) << 16 | unit(0) << 24, 4)
      }
    unsafe UnsafeMutableRawPointer(target).storeBytes(of: bytes.littleEndian, as: UInt32.self)
    return count
  }

  // MARK: What is not declared

  /// Steps over any value, checking that it is JSON; what stands behind it is looked at by the caller.
  @inline(__always)
  mutating func skipValue() -> Bool {
    switch byte {
    case UInt8(ascii: "\""): skipString()
    case UInt8(ascii: "{"), UInt8(ascii: "["): skipContainer(depth: plan.nestingMax)
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
    case UInt8(ascii: "t"): return passTrue()
    case UInt8(ascii: "f"): return passFalse()
    case UInt8(ascii: "n"): return passNull()
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
          guard !isObject || skipKey() else { return false }
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
          guard !isObject || skipKey() else { return false }
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
  @inline(__always)
  private mutating func skipKey() -> Bool {
    guard byte == UInt8(ascii: "\""), skipString(), passSeparator() == UInt8(ascii: ":") else {
      return false
    }
    passBlanks()
    return true
  }
}
