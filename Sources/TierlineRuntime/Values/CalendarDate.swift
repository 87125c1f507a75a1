/// A calendar day from 0001-01-01 to 9999-12-31, in the proleptic Gregorian calendar.
package struct CalendarDate: Hashable, Sendable, Comparable {
  /// Days since 0001-01-01, which is 0.
  package let dayNumber: Int32

  package static func < (left: CalendarDate, right: CalendarDate) -> Bool {
    left.dayNumber < right.dayNumber
  }
}
