// The functions of the language on values: strict in every argument (LANGUAGE.md, section 4).

import TierlineSource

extension Function {
  /// The function's value; missing for arguments that the checker would refuse.
  func callAsFunction(_ arguments: [Value], at span: SourceSpan) -> Value {
    if let absence = Value.absence(among: arguments) { return absence }
    switch self {
    case .min: return Value.extreme(arguments, greatest: false) ?? .missing
    case .max: return Value.extreme(arguments, greatest: true) ?? .missing
    case .abs: return absolute(arguments, at: span)
    case .power: return power(arguments, at: span)
    case .round: return rounded(arguments, .halfAwayFromZero, at: span)
    case .roundUp: return rounded(arguments, .awayFromZero, at: span)
    case .roundDown: return rounded(arguments, .towardZero, at: span)
    case .roundHalfEven: return rounded(arguments, .halfEven, at: span)
    case .length, .upper, .lower, .trim: return ofText(arguments)
    case .daysBetween, .monthsBetween, .yearsBetween: return betweenDates(arguments)
    case .year, .month, .day, .weekday: return ofDate(arguments)
    }
  }

  private func absolute(_ arguments: [Value], at span: SourceSpan) -> Value {
    switch arguments.first {
    case .number(let number): .number(number.magnitude)
    case .days(let count) where count < 0: Value.days(count).negated(at: span)
    case .months(let count) where count < 0: Value.months(count).negated(at: span)
    case .some(let value): value
    case .none: .missing
    }
  }

  private func power(_ arguments: [Value], at span: SourceSpan) -> Value {
    guard arguments.count == 2, case .number(let base) = arguments[0],
      case .number(let exponent) = arguments[1]
    else { return .missing }
    switch base.power(exponent) {
    case .value(let result): return .number(result)
    case .missing: return .missing
    case .overflow: return .overflow(span)
    }
  }

  private func rounded(
    _ arguments: [Value], _ mode: RoundingMode, at span: SourceSpan
  ) -> Value {
    guard arguments.count == 2, case .number(let number) = arguments[0],
      case .number(let places) = arguments[1], let places = places.integer, (0...18) ~= places
    else { return .missing }
    return .number(of: number.rounded(toPlaces: places, mode), at: span)
  }

  private func ofText(_ arguments: [Value]) -> Value {
    guard case .text(let text) = arguments.first else { return .missing }
    switch self {
    case .length: return .number(Decimal(text.length))
    case .upper: return .text(text.uppercasedASCII)
    case .lower: return .text(text.lowercasedASCII)
    case .trim: return .text(text.trimmed)
    case .abs, .min, .max, .power, .round, .roundUp, .roundDown, .roundHalfEven, .daysBetween,
      .monthsBetween, .yearsBetween, .year, .month, .day, .weekday:
      return .missing
    }
  }

  private func betweenDates(_ arguments: [Value]) -> Value {
    guard arguments.count == 2, case .date(let start) = arguments[0],
      case .date(let end) = arguments[1]
    else { return .missing }
    switch self {
    case .daysBetween: return .number(Decimal(start.days(to: end)))
    case .monthsBetween: return .number(Decimal(CalendarDate.monthsBetween(start, end)))
    case .yearsBetween: return .number(Decimal(CalendarDate.yearsBetween(start, end)))
    case .abs, .min, .max, .power, .round, .roundUp, .roundDown, .roundHalfEven, .length,
      .upper, .lower, .trim, .year, .month, .day, .weekday:
      return .missing
    }
  }

  private func ofDate(_ arguments: [Value]) -> Value {
    guard case .date(let date) = arguments.first else { return .missing }
    switch self {
    case .year: return .number(Decimal(date.year))
    case .month: return .number(Decimal(date.month))
    case .day: return .number(Decimal(date.day))
    case .weekday: return .number(Decimal(date.weekday))
    case .abs, .min, .max, .power, .round, .roundUp, .roundDown, .roundHalfEven, .length,
      .upper, .lower, .trim, .daysBetween, .monthsBetween, .yearsBetween:
      return .missing
    }
  }
}
