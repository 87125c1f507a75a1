// Timestamps as days: a timestamp stands for the day that it was written on, wherever that was.

extension CalendarDate {
  /// A day, or the own written day of a timestamp.
  ///
  /// Accepted are `2026-01-31` and RFC 3339's `2026-01-31T23:10:00+08:00`, with `T`, `t` or a blank
  /// between day and time, a fraction of any length, and `Z`, `z` or an offset. The offset may be
  /// absent: the day is known without it. The time must be one: hours to 23, seconds to 60.
  package init?(writtenIn bytes: some RandomAccessCollection<UInt8>) {
    guard bytes.count >= 10,
      let day = CalendarDate(isoBytes: bytes.prefix(10)),
      bytes.count == 10 || CalendarDate.isTime(bytes.dropFirst(10))
    else { return nil }
    self = day
  }

  /// Whether this is `T23:10:00`, with a fraction and an offset if there is more.
  private static func isTime(_ bytes: some RandomAccessCollection<UInt8>) -> Bool {
    var rest = Array(bytes)[...]
    guard let mark = rest.popFirst(), mark | 0x20 == UInt8(ascii: "t") || mark == 0x20,
      takeNumber(&rest, max: 23), take(":", &rest), takeNumber(&rest, max: 59),
      take(":", &rest), takeNumber(&rest, max: 60)
    else { return false }
    if take(".", &rest) {
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      guard !digits.isEmpty else { return false }
      rest = rest.dropFirst(digits.count)
    }
    if rest.isEmpty || rest.elementsEqual("Z".utf8) || rest.elementsEqual("z".utf8) { return true }
    guard take("+", &rest) || take("-", &rest) else { return false }
    return takeNumber(&rest, max: 23) && take(":", &rest) && takeNumber(&rest, max: 59)
      && rest.isEmpty
  }

  /// Takes a character off the front if it stands there.
  private static func take(_ character: Unicode.Scalar, _ rest: inout ArraySlice<UInt8>) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  /// Takes two digits of a number up to `max` off the front if they stand there.
  private static func takeNumber(_ rest: inout ArraySlice<UInt8>, max: Int) -> Bool {
    let digits = rest.prefix(2).map { Int($0) - 0x30 }
    guard digits.count == 2, digits.allSatisfy({ (0...9).contains($0) }),
      digits[0] * 10 + digits[1] <= max
    else { return false }
    rest = rest.dropFirst(2)
    return true
  }
}
