// Equality, order and membership of values, each unknown when an operand is missing.

import TierlineSource

extension Value {
  /// `self = other`, `self < other` and so on.
  ///
  /// Text, booleans and levels are equal or not; numbers, dates, durations and levels are also
  /// ordered. Operands that the checker would not let together are unknown.
  package func compared(_ comparison: ComparisonOperator, with other: Value) -> Truth {
    if let absence = Value.absence(among: [self, other]) { return Truth(absence) }
    switch comparison {
    case .equal: return Truth(PlainValue(self) == PlainValue(other))
    case .notEqual: return Truth(PlainValue(self) != PlainValue(other))
    case .less: return ordered(before: other)
    case .greaterOrEqual: return ordered(before: other).negated
    case .greater: return other.ordered(before: self)
    case .lessOrEqual: return other.ordered(before: self).negated
    }
  }

  /// `self in lower..upper`: both bounds hold, by Kleene's `and`.
  func isWithin(
    lower: Value, upper: Value, includesLower: Bool, includesUpper: Bool
  ) -> Truth {
    compared(includesLower ? .greaterOrEqual : .greater, with: lower)
      .and(compared(includesUpper ? .lessOrEqual : .less, with: upper))
  }

  /// `self in [a, b]`: equal to any, by Kleene's `or`; unknown when `self` is missing.
  func isAmong(_ members: some Sequence<Value>) -> Truth {
    if let absence = Value.absence(among: [self]) { return Truth(absence) }
    return members.reduce(.no) { $0.or(compared(.equal, with: $1)) }
  }

  /// `self in list`.
  func isMember(of set: ValueSet) -> Truth {
    if let absence = Value.absence(among: [self]) { return Truth(absence) }
    return Truth(set.contains(self))
  }

  /// `starts with` and its kind.
  func tested(_ test: TextOperator, _ other: Value) -> Truth {
    if let absence = Value.absence(among: [self, other]) { return Truth(absence) }
    guard case .text(let text) = self, case .text(let part) = other else { return .unknown }
    switch test {
    case .startsWith: return Truth(text.hasPrefix(part))
    case .endsWith: return Truth(text.hasSuffix(part))
    case .contains: return Truth(text.contains(part))
    case .like: return Truth(TextPattern(part).matches(text))
    }
  }

  /// Whether a present value stands before another of its kind; unknown for kinds without order.
  private func ordered(before other: Value) -> Truth {
    switch (self, other) {
    case (.number(let left), .number(let right)): Truth(left < right)
    case (.date(let left), .date(let right)): Truth(left < right)
    case (.days(let left), .days(let right)), (.months(let left), .months(let right)),
      (.level(let left), .level(let right)):
      Truth(left < right)
    default: .unknown
    }
  }

  /// The least (or greatest) of present values of one ordered kind; nil for none.
  static func extreme(_ values: some Sequence<Value>, greatest: Bool) -> Value? {
    values.reduce(nil) { best, value in
      guard let best else { return value }
      return value.compared(greatest ? .greater : .less, with: best) == .yes ? value : best
    }
  }
}
