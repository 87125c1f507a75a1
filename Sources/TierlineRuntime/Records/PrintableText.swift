// Text of unknown origin made safe to print: what could steer a terminal, turn the direction of
// writing or hide, is shown by its number instead.

extension Unicode.Scalar {
  /// Whether a terminal may act on it rather than show it: controls, line separators, marks of
  /// direction, zero-width characters.
  package var steersTerminal: Bool {
    switch value {
    case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069,
      0xFEFF:
      true
    default: false
    }
  }

  /// `\u0007`: the escape that JSON has for a scalar of the first plane.
  package var jsonEscape: String {
    let digits = String(value, radix: 16)
    return "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

extension String {
  /// This text with everything that could steer a terminal escaped, as `\u001b`.
  package var printable: String {
    guard unicodeScalars.contains(where: \.steersTerminal) else { return self }
    var safe = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if scalar.steersTerminal {
        safe.append(contentsOf: scalar.jsonEscape.unicodeScalars)
      } else {
        safe.append(scalar)
      }
    }
    return String(safe)
  }

  /// The first `count` scalars, and `…` if there were more.
  package func cut(toScalars count: Int) -> String {
    let head = unicodeScalars.prefix(count)
    return head.endIndex == unicodeScalars.endIndex ? self : String(head) + "…"
  }
}
