import Testing

@testable import TierlineRuntime

private func date(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }

@Suite struct ValuesCalendarTests {
  /// Counts every day from the first to the last by the rules a child learns.
  @Test func everyDayRoundTrips() {
    var (year, month, day, weekday) = (1, 1, 1, 1)
    for number in 0...CalendarDate.dayNumberMax {
      guard let date = CalendarDate(dayNumber: number) else {
        Issue.record("no day \(number)")
        return
      }
      let parts = date.parts
      guard parts.year == year, parts.month == month, parts.day == day,
        date.weekday == weekday, CalendarDate(year: year, month: month, day: day) == date
      else {
        Issue.record("day \(number) is \(date), not \(year)-\(month)-\(day)")
        return
      }
      let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      day += 1
      weekday = weekday % 7 + 1
      if day > lengths[month - 1] { (day, month) = (1, month + 1) }
      if month > 12 { (month, year) = (1, year + 1) }
    }
    #expect(year == 10_000)
    #expect(CalendarDate(dayNumber: CalendarDate.dayNumberMax + 1) == nil)
    #expect(CalendarDate(dayNumber: -1) == nil)
  }

  @Test func textRoundTrips() throws {
    for number in stride(from: 0, through: CalendarDate.dayNumberMax, by: 37) {
      let day = try #require(CalendarDate(dayNumber: number))
      #expect(CalendarDate(day.description) == day)
    }
    #expect(CalendarDate(dayNumber: 0)?.description == "0001-01-01")
    #expect(CalendarDate(dayNumber: CalendarDate.dayNumberMax)?.description == "9999-12-31")
  }

  @Test(arguments: [
    "2026-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "2026-04-31", "0000-01-01",
    "10000-01-01", "2026-1-1", "2026/01/01", "20260101", "2026-01-01 ", "", "-026-01-01",
    "2026-01-1", "２０２６-01-01", "1900-02-29",
  ])
  func refusesWhatIsNoDay(text: String) {
    #expect(CalendarDate(text) == nil)
  }

  @Test func knownDays() throws {
    #expect(try date("2026-11-23").weekday == 1)
    #expect(try date("1970-01-01").weekday == 4)
    #expect(try date("1970-01-01").days(to: date("2000-03-01")) == 11_017)
    #expect(try date("2024-02-29").day == 29)
    #expect(try date("2000-02-29").year == 2000)
  }

  @Test(arguments: [
    ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"),
    ("2024-02-29", 12, "2025-02-28"), ("2026-03-31", -1, "2026-02-28"),
    ("2026-12-15", 1, "2027-01-15"), ("2026-01-15", -1, "2025-12-15"),
    ("0001-01-31", 0, "0001-01-31"), ("2026-05-31", 18, "2027-11-30"),
  ])
  func addsMonths(start: String, months: Int, end: String) throws {
    #expect(try date(start).adding(months: months) == date(end))
  }

  @Test func leavesTheCalendarByNil() throws {
    let (first, last) = (try date("0001-01-01"), try date("9999-12-31"))
    #expect(last.adding(days: 1) == nil)
    #expect(first.adding(days: -1) == nil)
    #expect(last.adding(months: 1) == nil)
    #expect(first.adding(months: -1) == nil)
    for count in [Int.max, Int.min] {
      #expect(last.adding(days: count) == nil)
      #expect(last.adding(months: count) == nil)
    }
  }

  @Test(arguments: [
    ("2026-01-31", "2026-02-28", 1), ("2026-01-31", "2026-02-27", 0),
    ("2024-01-31", "2024-02-28", 0), ("2026-02-28", "2026-01-31", -1),
    ("2026-01-15", "2026-02-14", 0), ("2026-01-15", "2026-02-15", 1),
    ("2024-02-29", "2025-02-28", 12), ("2026-01-01", "2026-01-01", 0),
    ("2025-12-31", "2026-12-30", 11),
  ])
  func countsMonths(start: String, end: String, months: Int) throws {
    #expect(CalendarDate.monthsBetween(try date(start), try date(end)) == months)
  }

  /// The definition itself: n months fit, n + 1 don't; and the mirror image.
  @Test func monthsBetweenIsTheLargestThatFits() throws {
    var random = SeededGenerator(seed: 6)
    for _ in 0..<5_000 {
      let first = Int.random(in: 600_000...760_000, using: &random)
      let second = first + Int.random(in: 0...3_000, using: &random)
      let start = try #require(CalendarDate(dayNumber: first))
      let end = try #require(CalendarDate(dayNumber: second))
      let months = CalendarDate.monthsBetween(start, end)
      #expect(try #require(start.adding(months: months)) <= end)
      #expect(try #require(start.adding(months: months + 1)) > end)
      #expect(CalendarDate.monthsBetween(end, start) == -months)
      #expect(CalendarDate.yearsBetween(start, end) == months / 12)
      #expect(CalendarDate.yearsBetween(end, start) == -(months / 12))
    }
  }
}
