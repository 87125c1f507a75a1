// Arithmetic on values: which operation it is follows from the operands (LANGUAGE.md, section 3).
//
// Every operation is strict: an overflow among the operands makes the result one, and failing
// that a missing operand makes it missing. A result beyond 38 digits, the calendar or 64 bits of
// duration is an overflow that carries the span of the operation.

import TierlineSource

extension Value {
  /// What a strict operation gives when an operand is no value: overflow before missing.
  static func absence(among operands: some Sequence<Value>) -> Value? {
    var isMissing = false
    for operand in operands {
      switch operand {
      case .overflow: return operand
      case .missing: isMissing = true
      case .boolean, .number, .date, .days, .months, .text, .level, .list, .record: break
      }
    }
    return isMissing ? .missing : nil
  }

  /// `self + other` and so on; missing for operands that the checker would not let together.
  func applying(_ operation: ArithmeticOperator, _ other: Value, at span: SourceSpan) -> Value {
    if let absence = Value.absence(among: [self, other]) { return absence }
    switch operation {
    case .add: return adding(other, at: span)
    case .subtract: return subtracting(other, at: span)
    case .multiply: return multiplied(by: other, at: span)
    case .divide: return divided(by: other, at: span)
    }
  }

  /// Unary `-` on a number or duration.
  func negated(at span: SourceSpan) -> Value {
    switch self {
    case .number(let number): .number(number.negated)
    case .days(let count): .days(of: 0.subtractingReportingOverflow(count), at: span)
    case .months(let count): .months(of: 0.subtractingReportingOverflow(count), at: span)
    case .overflow: self
    case .missing, .boolean, .date, .text, .level, .list, .record: .missing
    }
  }

  private func adding(_ other: Value, at span: SourceSpan) -> Value {
    switch (self, other) {
    case (.number(let left), .number(let right)): .number(of: left.adding(right), at: span)
    case (.date(let date), .days(let count)), (.days(let count), .date(let date)):
      .date(of: date.adding(days: count), at: span)
    case (.date(let date), .months(let count)), (.months(let count), .date(let date)):
      .date(of: date.adding(months: count), at: span)
    case (.days(let left), .days(let right)):
      .days(of: left.addingReportingOverflow(right), at: span)
    case (.months(let left), .months(let right)):
      .months(of: left.addingReportingOverflow(right), at: span)
    default: .missing
    }
  }

  private func subtracting(_ other: Value, at span: SourceSpan) -> Value {
    switch (self, other) {
    case (.number(let left), .number(let right)): .number(of: left.subtracting(right), at: span)
    case (.date(let left), .date(let right)): .days(right.days(to: left))
    case (.date(let date), .days(let count)):
      .date(of: opposite(of: count).flatMap { date.adding(days: $0) }, at: span)
    case (.date(let date), .months(let count)):
      .date(of: opposite(of: count).flatMap { date.adding(months: $0) }, at: span)
    case (.days(let left), .days(let right)):
      .days(of: left.subtractingReportingOverflow(right), at: span)
    case (.months(let left), .months(let right)):
      .months(of: left.subtractingReportingOverflow(right), at: span)
    default: .missing
    }
  }

  private func opposite(of count: Int) -> Int? {
    let (negative, overflow) = 0.subtractingReportingOverflow(count)
    return overflow ? nil : negative
  }

  private func multiplied(by other: Value, at span: SourceSpan) -> Value {
    switch (self, other) {
    case (.number(let left), .number(let right)): .number(of: left.multiplied(by: right), at: span)
    case (.number(let factor), .days(let count)), (.days(let count), .number(let factor)):
      factor.integer.map { .days(of: $0.multipliedReportingOverflow(by: count), at: span) }
        ?? .overflow(span)
    case (.number(let factor), .months(let count)), (.months(let count), .number(let factor)):
      factor.integer.map { .months(of: $0.multipliedReportingOverflow(by: count), at: span) }
        ?? .overflow(span)
    default: .missing
    }
  }

  /// A quotient by zero is missing.
  private func divided(by other: Value, at span: SourceSpan) -> Value {
    switch (self, other) {
    case (.number(let left), .number(let right)):
      right.isZero ? .missing : .number(of: left.divided(by: right), at: span)
    case (.days(let left), .days(let right)), (.months(let left), .months(let right)):
      right == 0 ? .missing : .number(of: Decimal(left).divided(by: Decimal(right)), at: span)
    default: .missing
    }
  }
}

/// Results that may not exist.
extension Value {
  static func number(of result: Decimal?, at span: SourceSpan) -> Value {
    result.map(Value.number) ?? .overflow(span)
  }

  static func date(of result: CalendarDate?, at span: SourceSpan) -> Value {
    result.map(Value.date) ?? .overflow(span)
  }

  static func days(of result: (partialValue: Int, overflow: Bool), at span: SourceSpan) -> Value {
    result.overflow ? .overflow(span) : .days(result.partialValue)
  }

  static func months(
    of result: (partialValue: Int, overflow: Bool), at span: SourceSpan
  ) -> Value {
    result.overflow ? .overflow(span) : .months(result.partialValue)
  }
}
