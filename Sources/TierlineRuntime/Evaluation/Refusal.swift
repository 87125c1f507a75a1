// Why a decision can't be made at all.

import TierlineSource

/// A decision that needs a value that there is none of.
struct Refusal: Error {
  var reason: Reason
  /// The expression to name.
  var span: SourceSpan

  enum Reason {
    /// Beyond 38 digits or the calendar.
    case overflow
    /// Missing where the checker has shown that nothing can be: not met by a checked program,
    /// and refused aloud rather than read as no.
    case absent
  }
}

extension Scope {
  /// A value that its decision needs.
  func needed(_ id: ExpressionID) throws(Refusal) -> Value {
    let value = value(of: id)
    switch value {
    case .overflow(let span): throw Refusal(reason: .overflow, span: span)
    case .missing: throw Refusal(reason: .absent, span: program[id].span)
    case .boolean, .number, .date, .days, .months, .text, .level, .list, .record: return value
    }
  }

  /// Points or an amount that its decision needs.
  func neededNumber(_ id: ExpressionID) throws(Refusal) -> Decimal {
    guard case .number(let number) = try needed(id) else {
      throw Refusal(reason: .absent, span: program[id].span)
    }
    return number
  }

  /// A level that its decision needs.
  func neededLevel(_ id: ExpressionID) throws(Refusal) -> Int {
    guard case .level(let level) = try needed(id) else {
      throw Refusal(reason: .absent, span: program[id].span)
    }
    return level
  }

  /// A result of arithmetic on a decision's own amounts, made by the part at `span`.
  func needed(_ number: Decimal?, at span: SourceSpan) throws(Refusal) -> Decimal {
    guard let number else { throw Refusal(reason: .overflow, span: span) }
    return number
  }
}
