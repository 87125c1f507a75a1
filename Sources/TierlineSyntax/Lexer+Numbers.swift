// Numbers and dates. A number ends at its last digit; `d-d-d` with a four-digit year is a date
// before it could be a subtraction. Whether the number fits is found here by counting digits, so
// nothing is ever computed from text of unbounded length.

import TierlineSource

extension Lexer {
  /// Moves behind the number, percentage or date that begins here.
  mutating func number() -> TokenKind {
    let start = position
    let whole = digits()
    if whole.count == 4, !whole.hasUnderscore, date(from: start) || chineseDate(from: start) {
      return .date
    }
    let dot = character(at: position)
    if dot.code == 0x2E, isDigit(character(at: position + dot.length).code) {
      position += dot.length
      _ = digits()
    }
    let next = character(at: position)
    guard next.code == 0x25 else { return .number }
    position += next.length
    return .percent
  }

  /// Moves behind digits, with `_` between them.
  private mutating func digits() -> (count: Int, hasUnderscore: Bool) {
    var count = 0
    var hasUnderscore = false
    while true {
      let next = character(at: position)
      if isDigit(next.code) {
        count += 1
        position += next.length
      } else if next.code == 0x5F, isDigit(character(at: position + next.length).code) {
        hasUnderscore = true
        position += next.length
      } else {
        return (count, hasUnderscore)
      }
    }
  }

  /// Moves behind `-01-31` if that follows a year.
  private mutating func date(from start: Int) -> Bool {
    let year = position
    for _ in 0..<2 {
      let dash = character(at: position)
      guard dash.code == 0x2D, isDigit(character(at: position + dash.length).code) else {
        position = year
        return false
      }
      position += dash.length
      while isDigit(character(at: position).code) { position += character(at: position).length }
    }
    let place = span(start, position)
    let text = folded(bytes[start..<position])
    if !isCalendarDay(text) { report(.noSuchDate(text, at: place)) }
    return true
  }
}

extension Lexer {
  /// Moves behind `年1月31日` if that follows a year: everybody knows the day, though no date is
  /// written like this.
  private mutating func chineseDate(from start: Int) -> Bool {
    let year = position
    for mark in [0x5E74, 0x6708] as [UInt32] {
      let next = character(at: position)
      let digit = character(at: position + next.length)
      guard next.code == mark, isDigit(digit.code) else {
        position = year
        return false
      }
      position += next.length
      while isDigit(character(at: position).code) { position += character(at: position).length }
    }
    let last = character(at: position)
    guard last.code == 0x65E5 || last.code == 0x53F7 else {
      position = year
      return false
    }
    position += last.length
    let text = folded(bytes[start..<position])
    report(.dateOtherwise(text, at: span(start, position)))
    return true
  }
}

/// The parts of a date as written, folded: `2026-01-31`; nil beyond what an `Int` holds.
///
/// Other marks between the parts are taken too: they are reported, and the date is known.
func parseDateParts(_ text: String) -> (year: Int, month: Int, day: Int)? {
  let parts = text.split { "-/.年月日号".contains($0) }.map { Int($0) }
  guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] else {
    return nil
  }
  return (year, month, day)
}

/// Whether a text is a day of the calendar written `YYYY-MM-DD`.
private func isCalendarDay(_ text: String) -> Bool {
  guard text.utf8.count == 10, let parts = parseDateParts(text) else { return false }
  return parts.year >= 1 && (1...12).contains(parts.month) && parts.day >= 1
    && parts.day <= dayCount(year: parts.year, month: parts.month)
}

/// How many days a month has, in the Gregorian calendar of ISO 8601.
func dayCount(year: Int, month: Int) -> Int {
  switch month {
  case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
  case 4, 6, 9, 11: 30
  default: 31
  }
}
