// Calendar days, as a count of days.
//
// The count makes order, equality and differences those of one integer; year, month and day are
// computed when asked for, by the era arithmetic of Howard Hinnant, "chrono-Compatible Low-Level
// Date Algorithms" (2013): years are taken to begin in March, so that the leap day comes last and
// the lengths of months follow one linear formula. The way back multiplies instead of dividing: Neri &
// Schneider, "Euclidean affine functions and their application to calendar algorithms" (Software:
// Practice and Experience 53, 2023, doi:10.1002/spe.3172).

/// A calendar day from 0001-01-01 to 9999-12-31, in the proleptic Gregorian calendar.
package struct CalendarDate: Hashable, Sendable, Comparable {
  /// Days since 0001-01-01, which is 0.
  package let dayNumber: Int32

  /// 9999-12-31.
  static let dayNumberMax = 3_652_058

  /// Days from 0000-03-01, where the arithmetic's first era begins, to 0001-01-01.
  private static let daysBeforeFirst = 306
  private static let daysOfEra = 146_097

  /// The day of that number; nil outside the calendar.
  package init?(dayNumber: Int) {
    guard (0...CalendarDate.dayNumberMax).contains(dayNumber) else { return nil }
    self.dayNumber = Int32(dayNumber)
  }

  /// A day as written; nil when there is no such day.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= CalendarDate.lastDay(year: year, month: month)
    else { return nil }
    let marchYear = month > 2 ? year : year - 1
    let marchMonth = month > 2 ? month - 3 : month + 9
    let era = marchYear / 400
    let yearOfEra = marchYear % 400
    let dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.init(
      dayNumber: era * CalendarDate.daysOfEra + dayOfEra - CalendarDate.daysBeforeFirst)
  }

  package static func < (left: CalendarDate, right: CalendarDate) -> Bool {
    left.dayNumber < right.dayNumber
  }

  /// The last day of a month, 28 to 31.
  package static func lastDay(year: Int, month: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }
}

// MARK: - Parts

extension CalendarDate {
  /// Year, month and day at once, which costs no more than one of them.
  package var parts: (year: Int, month: Int, day: Int) {
    let fourths = UInt32(bitPattern: dayNumber + Int32(CalendarDate.daysBeforeFirst)) * 4 + 3
    let century = fourths / UInt32(CalendarDate.daysOfEra)
    let fourthsOfCentury = fourths % UInt32(CalendarDate.daysOfEra) | 3
    // The upper half of the product is the quotient by 1461, the lower one in proportion the rest.
    let product = UInt64(fourthsOfCentury) * 2_939_745
    let yearOfCentury = UInt32(truncatingIfNeeded: product >> 32)
    let dayOfYear = UInt32(truncatingIfNeeded: product) / 2_939_745 / 4
    let months = dayOfYear * 2141 + 197_913
    let isNextYear = dayOfYear >= 306
    return (
      year: Int(century * 100 + yearOfCentury + (isNextYear ? 1 : 0)),
      month: Int(months >> 16) - (isNextYear ? 12 : 0),
      day: Int(months & 0xFFFF) / 2141 + 1
    )
  }

  package var year: Int { parts.year }
  package var month: Int { parts.month }
  package var day: Int { parts.day }

  /// The day of the week, from 1 for Monday to 7 for Sunday.
  package var weekday: Int { Int(dayNumber) % 7 + 1 }
}

// MARK: - Arithmetic

extension CalendarDate {
  /// The day that many days later, or earlier; nil outside the calendar.
  package func adding(days: Int) -> CalendarDate? {
    let (sum, overflow) = Int(dayNumber).addingReportingOverflow(days)
    return overflow ? nil : CalendarDate(dayNumber: sum)
  }

  /// The same day of the month that many months later, or the month's last day where it is shorter.
  ///
  /// Returns: nil outside the calendar.
  package func adding(months: Int) -> CalendarDate? {
    let (year, month, day) = parts
    let (sum, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
    // Twelve is the first month of year 1.
    guard !overflow, sum >= 12, sum < 10_000 * 12 else { return nil }
    let (newYear, newMonth) = (sum / 12, sum % 12 + 1)
    let last = CalendarDate.lastDay(year: newYear, month: newMonth)
    return CalendarDate(year: newYear, month: newMonth, day: min(day, last))
  }

  /// The days from this day to another, negative when it is earlier.
  package func days(to other: CalendarDate) -> Int { Int(other.dayNumber) - Int(dayNumber) }

  /// The largest n with `start` + n months ≤ `end`; −`monthsBetween(end, start)` when `end` is earlier.
  package static func monthsBetween(_ start: CalendarDate, _ end: CalendarDate) -> Int {
    guard start <= end else { return -monthsBetween(end, start) }
    let (from, to) = (start.parts, end.parts)
    let months = (to.year - from.year) * 12 + to.month - from.month
    let sameDay = min(from.day, lastDay(year: to.year, month: to.month))
    return sameDay > to.day ? months - 1 : months
  }

  /// `monthsBetween` in whole years of twelve, toward zero.
  package static func yearsBetween(_ start: CalendarDate, _ end: CalendarDate) -> Int {
    monthsBetween(start, end) / 12
  }
}

// MARK: - Text

extension CalendarDate: CustomStringConvertible {
  /// A day in the one form `2026-01-31`; nil for anything else and for days that do not exist.
  package init?(_ isoText: String) { self.init(isoBytes: isoText.utf8) }

  /// As `init(_:)`, from ASCII bytes.
  init?(isoBytes bytes: some Collection<UInt8>) {
    var parts = (year: 0, month: 0, day: 0)
    var position = 0
    for byte in bytes {
      let digit = Int(byte) - 0x30
      switch position {
      case 4, 7:
        guard byte == UInt8(ascii: "-") else { return nil }
      case 0..<10:
        guard (0...9).contains(digit) else { return nil }
        if position < 4 {
          parts.year = parts.year * 10 + digit
        } else if position < 7 {
          parts.month = parts.month * 10 + digit
        } else {
          parts.day = parts.day * 10 + digit
        }
      default:
        return nil
      }
      position += 1
    }
    guard position == 10 else { return nil }
    self.init(year: parts.year, month: parts.month, day: parts.day)
  }

  /// `2026-01-31`: four digits, two and two.
  package var description: String {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the ISO form in ASCII.
  func append(to bytes: inout [UInt8]) {
    let (year, month, day) = parts
    for (value, divisor) in [(year, 1000), (month, 10), (day, 10)] {
      if divisor == 10 { bytes.append(UInt8(ascii: "-")) }
      var scale = divisor
      while scale > 0 {
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / scale % 10))
        scale /= 10
      }
    }
  }
}
