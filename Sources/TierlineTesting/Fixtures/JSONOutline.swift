// Where JSON values begin and end. Strings are stepped over with their escapes, brackets are
// paired; numbers and words are not looked into.

/// Finds the outline of JSON text.
struct JSONOutline {
  private let bytes: ArraySlice<UInt8>
  private(set) var position: Int

  /// Deeper objects stay as written.
  private static let depthMax = 128

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  var isAtEnd: Bool { position >= bytes.endIndex }

  private var next: UInt8? { isAtEnd ? nil : bytes[position] }

  mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || (0x09...0x0D).contains(byte) { position += 1 }
  }

  /// Steps over a comma and the blanks around it.
  mutating func skipComma() {
    skipBlanks()
    _ = take(UInt8(ascii: ","))
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  // MARK: Values

  /// The value here; nil where there is none.
  mutating func tree(depth: Int) -> JSONTree? {
    skipBlanks()
    guard next == UInt8(ascii: "{"), depth < Self.depthMax else {
      return value().map { .raw(Array($0)) }
    }
    position += 1
    var members: [JSONTree.Member] = []
    skipBlanks()
    if take(UInt8(ascii: "}")) { return .object(members) }
    while true {
      skipBlanks()
      guard let key = string(), case _ = skipBlanks(), take(UInt8(ascii: ":")),
        let value = tree(depth: depth + 1)
      else { return nil }
      members.append(JSONTree.Member(key: unescaped(key), value: value))
      skipBlanks()
      if take(UInt8(ascii: ",")) { continue }
      return take(UInt8(ascii: "}")) ? .object(members) : nil
    }
  }

  /// The text of the value here.
  mutating func value() -> ArraySlice<UInt8>? {
    skipBlanks()
    let start = position
    var depth = 0
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        guard string() != nil else { return nil }
        if depth == 0 { return bytes[start..<position] }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return start == position ? nil : bytes[start..<position] }
        depth -= 1
        position += 1
        if depth == 0 { return bytes[start..<position] }
        continue
      case UInt8(ascii: ","), UInt8(ascii: ":"), 0x20, 0x09...0x0D:
        if depth == 0 { return start == position ? nil : bytes[start..<position] }
      default: break
      }
      position += 1
    }
    return depth == 0 && start < position ? bytes[start..<position] : nil
  }

  /// The inside of the string here.
  private mutating func string() -> ArraySlice<UInt8>? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    let start = position
    while let byte = next {
      position += 1
      if byte == UInt8(ascii: "\"") { return bytes[start..<position - 1] }
      if byte == UInt8(ascii: "\\") { position += 1 }
    }
    position = min(position, bytes.endIndex)
    return nil
  }

  // MARK: Records

  /// The top-level records of a text: of an array, of lines, of objects one after another; nil
  /// where the text is something else.
  static func records(of bytes: [UInt8]) -> [ArraySlice<UInt8>]? {
    var outline = JSONOutline(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...])
    var records: [ArraySlice<UInt8>] = []
    outline.skipBlanks()
    if outline.take(UInt8(ascii: "[")) {
      outline.skipBlanks()
      if !outline.take(UInt8(ascii: "]")) {
        while true {
          guard let record = outline.value() else { return nil }
          records.append(record)
          outline.skipBlanks()
          if outline.take(UInt8(ascii: ",")) { continue }
          guard outline.take(UInt8(ascii: "]")) else { return nil }
          break
        }
      }
      outline.skipBlanks()
      return outline.isAtEnd ? records : nil
    }
    while case _ = outline.skipBlanks(), !outline.isAtEnd {
      guard outline.next == UInt8(ascii: "{"), let record = outline.value() else { return nil }
      records.append(record)
    }
    return records
  }
}

/// A JSON string's text, its escapes resolved; one that is malformed stays as written.
func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
  guard bytes.contains(UInt8(ascii: "\\")) else { return String(decoding: bytes, as: UTF8.self) }
  var units: [UInt16] = []
  let text = Array(String(decoding: bytes, as: UTF8.self).utf16)
  let plain: [UInt16: UInt16] = [0x62: 8, 0x66: 12, 0x6E: 10, 0x72: 13, 0x74: 9]
  var index = 0
  while index < text.count {
    guard text[index] == 0x5C, index + 1 < text.count else {
      units.append(text[index])
      index += 1
      continue
    }
    let escape = text[index + 1]
    index += 2
    if escape == 0x75, index + 4 <= text.count,
      let unit = UInt16(String(decoding: text[index..<index + 4], as: UTF16.self), radix: 16)
    {
      units.append(unit)
      index += 4
    } else {
      units.append(plain[escape] ?? escape)
    }
  }
  return String(decoding: units, as: UTF16.self)
}
