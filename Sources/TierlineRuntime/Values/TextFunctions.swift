// The functions and tests of text. Everything works on UTF-8 bytes or scalars: no locale, no
// normalisation, so that the answer is the same on every machine.

extension Text {
  /// The number of Unicode scalars: `length(t)`.
  package var length: Int { string.unicodeScalars.count }

  /// `upper(t)`: a to z become A to Z, everything else stays.
  package var uppercasedASCII: Text {
    mapBytes { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }
  }

  /// `lower(t)`: A to Z become a to z, everything else stays.
  package var lowercasedASCII: Text {
    mapBytes { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
  }

  private func mapBytes(_ transform: (UInt8) -> UInt8) -> Text {
    Text(String(decoding: string.utf8.lazy.map(transform), as: UTF8.self))
  }

  /// `trim(t)`: without spaces, tabs, CR, LF and U+3000 at either end.
  package var trimmed: Text {
    let scalars = string.unicodeScalars
    guard let first = scalars.firstIndex(where: { !Text.isTrimmed($0) }),
      let last = scalars.lastIndex(where: { !Text.isTrimmed($0) })
    else { return Text("") }
    return Text(String(scalars[first...last]))
  }

  private static func isTrimmed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case " ", "\t", "\r", "\n", "\u{3000}": true
    default: false
    }
  }

  /// `t starts with p`, by bytes.
  package func hasPrefix(_ prefix: Text) -> Bool {
    string.utf8.starts(with: prefix.string.utf8)
  }

  /// `t ends with s`, by bytes; of valid texts a suffix by bytes is one by scalars.
  package func hasSuffix(_ suffix: Text) -> Bool {
    string.utf8.reversed().starts(with: suffix.string.utf8.reversed())
  }

  /// `t contains p`, by bytes, in time linear in both: the search of Knuth, Morris and Pratt.
  package func contains(_ part: Text) -> Bool {
    let needle = Array(part.string.utf8)
    guard needle.count <= string.utf8.count else { return false }
    guard !needle.isEmpty else { return true }
    // borders[i]: the length of the longest proper prefix of needle[0...i] that also ends it.
    var borders = [0]
    borders.reserveCapacity(needle.count)
    var matched = 0
    for byte in needle.dropFirst() {
      while matched > 0, needle[matched] != byte { matched = borders[matched - 1] }
      if needle[matched] == byte { matched += 1 }
      borders.append(matched)
    }
    matched = 0
    for byte in string.utf8 {
      while matched > 0, needle[matched] != byte { matched = borders[matched - 1] }
      if needle[matched] == byte { matched += 1 }
      if matched == needle.count { return true }
    }
    return false
  }
}
