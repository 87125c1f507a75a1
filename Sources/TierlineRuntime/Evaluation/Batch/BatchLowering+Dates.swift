// Comparisons of a date's age with a constant, as comparisons of the date itself.
//
// `years between(registered_on, as_of) >= 10` holds up to a certain day and not behind it: the
// functions of dates that count months or years are stairs, which never rise, or never fall, as the
// date gets later. The last day of a stair is found once, by halving the calendar; each record then
// costs a comparison instead of two calendars.

extension BatchLowering {
  /// What a column is made of that holds a function of one date.
  struct Stairs {
    var function: DateFunction
    /// The column of the date.
    var date: Int32
    /// The other date, the same in every lane.
    var fixed: Int
    /// Whether the date is the function's first argument.
    var isFirst: Bool

    /// Whether the function rises as the date gets later.
    var rises: Bool {
      switch function {
      case .monthsBetween, .yearsBetween: !isFirst
      case .year, .month, .day, .weekday: true
      }
    }

    func value(on day: Int) -> Int? {
      guard let date = CalendarDate(dayNumber: day), let fixed = CalendarDate(dayNumber: fixed)
      else { return nil }
      switch function {
      case .monthsBetween:
        return isFirst
          ? CalendarDate.monthsBetween(date, fixed) : CalendarDate.monthsBetween(fixed, date)
      case .yearsBetween:
        return isFirst
          ? CalendarDate.yearsBetween(date, fixed) : CalendarDate.yearsBetween(fixed, date)
      case .year: return date.year
      case .month, .day, .weekday: return nil
      }
    }
  }

  /// Remembers a column that holds a function of one date.
  mutating func noteStairs(
    _ column: Int32, _ function: DateFunction, _ first: Int32, _ second: Int32
  ) {
    switch function {
    case .month, .day, .weekday: return
    case .year: stairsOf[column] = Stairs(function: function, date: first, fixed: 0, isFirst: true)
    case .monthsBetween, .yearsBetween:
      if let fixed = unitsOf[second].flatMap({ Int(exactly: $0) }), unitsOf[first] == nil {
        stairsOf[column] = Stairs(function: function, date: first, fixed: fixed, isFirst: true)
      } else if let fixed = unitsOf[first].flatMap({ Int(exactly: $0) }), unitsOf[second] == nil {
        stairsOf[column] = Stairs(function: function, date: second, fixed: fixed, isFirst: false)
      }
    }
  }

  /// A comparison of such a column with a whole number as one of its date; nil for any other.
  mutating func comparedDay(
    _ comparison: ComparisonOperator, _ column: Int32, _ number: Int?
  ) throws(BatchUnsupported) -> Int32? {
    guard let stairs = stairsOf[column], let number, number.magnitude < 1 << 32 else { return nil }
    switch comparison {
    case .greaterOrEqual: return reaches(number, stairs)
    case .greater: return reaches(number + 1, stairs)
    case .less: return truth(.not, reaches(number, stairs))
    case .lessOrEqual: return truth(.not, reaches(number + 1, stairs))
    case .equal:
      return truth(.and, reaches(number, stairs), truth(.not, reaches(number + 1, stairs)))
    case .notEqual:
      return truth(
        .not, truth(.and, reaches(number, stairs), truth(.not, reaches(number + 1, stairs))))
    }
  }

  /// Whether the function is at least a number.
  private mutating func reaches(_ number: Int, _ stairs: Stairs) -> Int32 {
    // The first day of the calendar on which that is no longer, or not yet, so.
    var (low, high) = (0, CalendarDate.dayNumberMax + 1)
    while low < high {
      let middle = (low + high) / 2
      let isReached = stairs.value(on: middle).map { $0 >= number } ?? false
      if isReached == stairs.rises { high = middle } else { low = middle + 1 }
    }
    return stairs.rises
      ? truth(.greaterOrEqualConstant, stairs.date, imm: Int64(low))
      : truth(.lessConstant, stairs.date, imm: Int64(low))
  }
}
