// Stretches of checked JSON as text, numbers and days: the one place where bytes leave their span.

extension Span<UInt8> {
  /// A stretch as text; what is no UTF-8 shows as U+FFFD.
  @inline(__always)
  func text(_ range: Range<Int>) -> String {
    unsafe extracting(range).withUnsafeBufferPointer {
      unsafe String(decoding: $0, as: UTF8.self)
    }
  }

  /// A stretch as a number.
  @inline(__always)
  func decimal(_ range: Range<Int>) -> DecimalReading {
    unsafe extracting(range).withUnsafeBufferPointer { unsafe Decimal.parse($0) }
  }

  /// A stretch as a day.
  @inline(__always)
  func day(_ range: Range<Int>) -> CalendarDate? {
    unsafe extracting(range).withUnsafeBufferPointer { unsafe CalendarDate(writtenIn: $0) }
  }
}

extension RecordDecoder {
  /// The text of a string that the scanner has stepped over.
  @inline(__always)
  mutating func string(_ bytes: Span<UInt8>, _ token: StringToken) -> String {
    guard token.hasEscapes else { return bytes.text(token.range) }
    unescape(bytes, token.range)
    return String(decoding: scratch, as: UTF8.self)
  }

  /// Puts the contents of a string into `scratch`, its escapes resolved.
  ///
  /// The scanner has checked it, so every escape is whole and surrogates stand in pairs.
  mutating func unescape(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    scratch.removeAll(keepingCapacity: true)
    var offset = range.lowerBound
    while offset < range.upperBound {
      let byte = bytes[offset]
      guard byte == UInt8(ascii: "\\"), offset + 1 < range.upperBound else {
        scratch.append(byte)
        offset += 1
        continue
      }
      switch bytes[offset + 1] {
      case UInt8(ascii: "b"): scratch.append(0x08)
      case UInt8(ascii: "f"): scratch.append(0x0C)
      case UInt8(ascii: "n"): scratch.append(0x0A)
      case UInt8(ascii: "r"): scratch.append(0x0D)
      case UInt8(ascii: "t"): scratch.append(0x09)
      case UInt8(ascii: "u"):
        offset += appendUnicodeEscape(bytes, at: offset, within: range)
        continue
      case let literal: scratch.append(literal)
      }
      offset += 2
    }
  }

  /// Appends the scalar of a `\uXXXX`, or of a pair of them.
  ///
  /// Returns: how many bytes of text it took.
  private mutating func appendUnicodeEscape(
    _ bytes: Span<UInt8>, at offset: Int, within range: Range<Int>
  ) -> Int {
    func unit(_ start: Int) -> UInt32 {
      guard start + 4 <= range.upperBound else { return 0xFFFD }
      return (start..<start + 4).reduce(0) { $0 << 4 | (hexadecimalDigit(bytes[$1]) ?? 0) }
    }
    let first = unit(offset + 2)
    let isPair = (0xD800...0xDBFF).contains(first)
    let number =
      isPair ? 0x10000 + (first - 0xD800) << 10 + (unit(offset + 8) & 0x3FF) : first
    let scalar = Unicode.Scalar(number) ?? "\u{FFFD}"
    scratch.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    return isPair ? 12 : 6
  }
}

extension Value {
  /// A duration as text, in the unit of a plan: `30 days`, `1 month`, `2 years`.
  init?(duration text: String, like kind: RecordSchema.Kind) {
    let words = text.split(separator: " ")
    guard words.count == 2, let count = Decimal(String(words[0]))?.integer else { return nil }
    switch (kind, words[1]) {
    case (.days, "day"), (.days, "days"): self = .days(count)
    case (.months, "month"), (.months, "months"): self = .months(count)
    case (.months, "year"), (.months, "years"):
      let (months, overflow) = count.multipliedReportingOverflow(by: 12)
      guard !overflow else { return nil }
      self = .months(months)
    case _: return nil
    }
  }
}
