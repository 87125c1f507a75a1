// JSON records as text that tests take apart and spoil: members left out, repeated, of the wrong type,
// in another order, escaped. Nothing is parsed but members, so numbers stay as they are written.

/// An object of JSON as its members in order, each text as written.
package struct RecordText {
  package var members: [(key: String, value: String)]

  package init(members: [(key: String, value: String)]) { self.members = members }

  /// Takes an object apart that is sound JSON; nil for anything else.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.first == UInt8(ascii: "{"), bytes.last == UInt8(ascii: "}") else { return nil }
    var parts: [String] = []
    var (depth, start, isText, isEscaped) = (0, 1, false, false)
    for (index, byte) in bytes.enumerated() {
      if isText {
        if byte == UInt8(ascii: "\""), !isEscaped { isText = false }
        isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isText = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
      let isEnd = depth == 1 && (byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":"))
      if isEnd || depth == 0 {
        parts.append(String(decoding: bytes[start..<index], as: UTF8.self).trimmed)
        start = index + 1
      }
    }
    if parts == [""] { parts = [] }
    guard parts.count.isMultiple(of: 2) else { return nil }
    members = stride(from: 0, to: parts.count, by: 2).map { (parts[$0], parts[$0 + 1]) }
  }

  package var text: String {
    "{" + members.map { "\($0.key):\($0.value)" }.joined(separator: ",") + "}"
  }

  /// Values that few fields take, or that they take in another form.
  private static let odd = [
    "null", "true", "{}", "[]", "[null]", "\"\"", "\"abc\"", "-1", "0", "1e2", "12.345678", "1E400",
    "\"2026-02-30\"", "\"2025-06-30T23:00:00Z\"", "\"0.10\"", "1000000000000000000000",
    "\"\\u5ba2\\ud83d\\ude00\"", "0.1", "-0.0",
  ]

  /// Spoils the record in a few places.
  package mutating func spoil(_ random: inout SeededGenerator) {
    for _ in 0..<Int.random(in: 1...3, using: &random) where !members.isEmpty {
      let index = Int.random(in: 0..<members.count, using: &random)
      switch Int.random(in: 0...7, using: &random) {
      case 0: members.remove(at: index)
      case 1: members[index].value = "null"
      case 2: members[index].value = Self.odd.randomElement(using: &random) ?? "null"
      case 3: members.append(members[index])
      case 4: members.shuffle(using: &random)
      case 5: members[index].key = Self.escaped(members[index].key)
      case 6: members[index].value = Self.escaped(members[index].value)
      default: spoilInside(index, &random)
      }
    }
  }

  /// Spoils an object in a member, or in the member's array.
  private mutating func spoilInside(_ index: Int, _ random: inout SeededGenerator) {
    let value = members[index].value
    if var inner = RecordText(value) {
      inner.spoil(&random)
      members[index].value = inner.text
    } else if value.hasPrefix("["),
      let inside = RecordText("{\"a\":" + value.dropFirst().dropLast() + "}"),
      var first = inside.members.first.flatMap({ RecordText($0.value) })
    {
      // The array's first object, twice: sound and spoilt.
      let sound = first.text
      first.spoil(&random)
      members[index].value = "[\(sound),\(first.text)]"
    }
  }

  /// A text with its first character written as an escape; anything else as it is.
  private static func escaped(_ text: String) -> String {
    guard text.hasPrefix("\""), let first = text.utf16.dropFirst().first, first < 0x80,
      first != 0x22, first != 0x5C
    else { return text }
    let digits = String(first, radix: 16)
    return "\"\\u" + String(repeating: "0", count: 4 - digits.count) + digits + text.dropFirst(2)
  }
}

extension String {
  fileprivate var trimmed: String {
    var rest = self[...]
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }
}
