// Days from dates as files write them: `2026-01-31`.
//
// Files have few months and many days: the first day of a month, known by its eight bytes `2026-01-`,
// is computed once and kept.

/// The months met last; one for each reader.
@safe
struct MonthCache {
  private struct Month {
    var head: UInt64 = 0
    /// The day number of the day before its first.
    var before: Int32 = 0
    var dayCount: Int32 = 0
  }

  private static let size = 1 << 13
  private let months = Slab<Month>(size)

  func free() { months.free() }

  /// The day number of a date by its first eight bytes and its two digits of the day; −1 for none.
  @inline(__always)
  func day(_ head: UInt64, _ tens: UInt8, _ ones: UInt8) -> Int64 {
    let month = months[Self.place(of: head)]
    let (tens, ones) = (tens &- 0x30, ones &- 0x30)
    guard month.head == head, tens < 10, ones < 10 else { return find(head, tens, ones) }
    let day = Int32(tens) &* 10 &+ Int32(ones)
    guard day >= 1, day <= month.dayCount else { return -1 }
    return Int64(month.before &+ day)
  }

  /// Months of one century have places of their own.
  @inline(__always)
  private static func place(of head: UInt64) -> Int {
    let year = head >> 16 & 0xF | head >> 20 & 0xF0
    let month = head >> 40 & 1 | head >> 47 & 0x1E
    return Int(truncatingIfNeeded: year << 5 | month)
  }

  private func find(_ head: UInt64, _ tens: UInt8, _ ones: UInt8) -> Int64 {
    guard tens < 10, ones < 10, let month = Self.month(head) else { return -1 }
    months[Self.place(of: head)] = month
    return day(head, tens &+ 0x30, ones &+ 0x30)
  }

  /// The month of `2026-01-`.
  private static func month(_ head: UInt64) -> Month? {
    var text: [UInt8] = []
    for shift in stride(from: 0 as UInt64, to: 64, by: 8) {
      text.append(UInt8(truncatingIfNeeded: head >> shift))
    }
    let first = unsafe (text + "01".utf8).withUnsafeBufferPointer { text in
      unsafe CalendarDate(writtenIn: text)
    }
    guard let first else { return nil }
    let parts = first.parts
    return Month(
      head: head, before: first.dayNumber - 1,
      dayCount: Int32(CalendarDate.lastDay(year: parts.year, month: parts.month)))
  }
}
