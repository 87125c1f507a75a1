// Single characters of source text: decoding, folding to ASCII, and what is refused.
//
// Outside text the full-width forms of a Chinese keyboard read as their ASCII twins. The lexer asks
// for one folded character at a time; ASCII never leaves the fast path.

/// A folded character of source text: its code and how many bytes it takes in the file.
struct SourceCharacter {
  /// The scalar's value after folding, or `invalid` or `end`.
  var code: UInt32
  /// UTF-8 bytes as written; 0 only at the end.
  var length: Int

  /// Bytes that are no UTF-8.
  static let invalid: UInt32 = 0xFFFF_FFFE
  /// Behind the last byte.
  static let end: UInt32 = 0xFFFF_FFFF
}

/// Decodes the scalar that begins at `index`, unfolded; `invalid` with a length of 1 for bytes that
/// are no UTF-8, `end` at or behind `limit`.
func decodeScalar(_ bytes: [UInt8], at index: Int, limit: Int) -> SourceCharacter {
  guard index < limit else { return SourceCharacter(code: SourceCharacter.end, length: 0) }
  let first = UInt32(bytes[index])
  if first < 0x80 { return SourceCharacter(code: first, length: 1) }
  let refused = SourceCharacter(code: SourceCharacter.invalid, length: 1)
  let length: Int
  var code: UInt32
  let least: UInt32
  switch first {
  case 0xC2...0xDF: (length, code, least) = (2, first & 0x1F, 0x80)
  case 0xE0...0xEF: (length, code, least) = (3, first & 0x0F, 0x800)
  case 0xF0...0xF4: (length, code, least) = (4, first & 0x07, 0x1_0000)
  default: return refused
  }
  guard index + length <= limit else { return refused }
  for offset in 1..<length {
    let byte = UInt32(bytes[index + offset])
    guard byte & 0xC0 == 0x80 else { return refused }
    code = code << 6 | byte & 0x3F
  }
  guard code >= least, code <= 0x10_FFFF, !(0xD800...0xDFFF).contains(code) else { return refused }
  return SourceCharacter(code: code, length: length)
}

/// What a character outside text reads as.
func foldedCode(_ code: UInt32) -> UInt32 {
  switch code {
  case 0xFF01...0xFF5E: code - 0xFEE0
  case 0x3000: 0x20
  case 0x3001: 0x2C  // 、
  case 0x3010: 0x5B  // 【
  case 0x3011: 0x5D  // 】
  case 0x2212: 0x2D  // −
  case 0x00D7: 0x2A  // ×
  case 0x00F7: 0x2F  // ÷
  default: code
  }
}

/// Whether a character is refused outside text: controls that don't show, or that reorder what does.
func isForbidden(_ code: UInt32) -> Bool {
  switch code {
  case 0x09, 0x0A, 0x0D: false
  case 0..<0x20, 0x7F...0x9F: true
  case 0x061C, 0x180E, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: true
  case 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
  default: false
  }
}

/// Whether a folded character may begin a name.
func startsName(_ code: UInt32) -> Bool {
  switch code {
  case 0x61...0x7A, 0x41...0x5A, 0x5F: true
  case 0..<0x80: false
  case 0x4E00...0x9FFF: true
  default: Unicode.Scalar(code)?.properties.isXIDStart ?? false
  }
}

/// Whether a folded character may stand inside a name.
func continuesName(_ code: UInt32) -> Bool {
  switch code {
  case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x5F: true
  case 0..<0x80: false
  case 0x4E00...0x9FFF: true
  default: Unicode.Scalar(code)?.properties.isXIDContinue ?? false
  }
}

/// Whether a folded character is a decimal digit.
func isDigit(_ code: UInt32) -> Bool { code >= 0x30 && code <= 0x39 }

/// Whether a folded character is a hexadecimal digit.
func isHexDigit(_ code: UInt32) -> Bool {
  isDigit(code) || (0x41...0x46).contains(code) || (0x61...0x66).contains(code)
}

/// A text outside quotes with its full-width characters folded, as names and numbers are read.
func folded(_ bytes: ArraySlice<UInt8>) -> String {
  if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
  var result = ""
  for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
    result.unicodeScalars.append(Unicode.Scalar(foldedCode(scalar.value)) ?? scalar)
  }
  return result
}
