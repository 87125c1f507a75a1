// What an expression can be worth while rules run.
//
// Types are settled by the checker, so a value carries none: money is a `.number` whose currency
// the expression's type tells, a level is its index in the expression's level type.

package import TierlineSource

/// A value, or why there is none.
package enum Value: Sendable {
  /// No value: an optional field that is absent, a quotient by zero. For a boolean: unknown.
  case missing
  /// Beyond 38 digits or the calendar; spreads, and refuses the record where a decision needs it.
  case overflow(SourceSpan)
  case boolean(Bool)
  /// An integer, a number, or an amount of money.
  case number(Decimal)
  case date(CalendarDate)
  /// A duration in days.
  case days(Int)
  /// A duration in months; a year is 12.
  case months(Int)
  case text(Text)
  /// The 0-based index of a level in its level type, lowest first.
  case level(Int)
  case list([Value])
  /// The values of a record's fields, as many and in the order of `RecordType.fields`; derived
  /// fields stand as `.missing` and are computed where they are read.
  case record([Value])
}

/// Unicode text that is equal when its UTF-8 bytes are (Swift's own `String` is not).
package struct Text: Hashable, Sendable {
  package let string: String

  package init(_ string: String) { self.string = string }

  package static func == (left: Text, right: Text) -> Bool {
    let (left, right) = (left.string.utf8, right.string.utf8)
    // Comparing bytes in place is several times as fast as by iterators.
    let isEqual = unsafe left.withContiguousStorageIfAvailable { left in
      unsafe right.withContiguousStorageIfAvailable { right in
        unsafe left.count == right.count && left.elementsEqual(right)
      }
    }
    return (isEqual ?? nil) ?? left.elementsEqual(right)
  }

  package func hash(into hasher: inout Hasher) {
    var string = string
    string.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hasher.combine(0xFF as UInt8)
  }
}
