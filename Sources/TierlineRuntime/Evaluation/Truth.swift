// Kleene's three truth values, and a fourth for a condition that overflow took away.
//
// `no` settles a conjunction and `yes` a disjunction whatever stands beside it; apart from that
// an overflow outlives an unknown, because nothing in the language may settle it.

package import TierlineSource

/// What a condition can be.
package enum Truth: Hashable, Sendable {
  case no
  case yes
  /// It depends on data that is missing.
  case unknown
  /// It depends on a value beyond 38 digits or the calendar, written at this span.
  case overflow(SourceSpan)

  package init(_ isTrue: Bool) { self = isTrue ? .yes : .no }

  /// The truth of a boolean value; a value of another type is no condition and reads as unknown.
  package init(_ value: Value) {
    switch value {
    case .boolean(let isTrue): self = isTrue ? .yes : .no
    case .overflow(let span): self = .overflow(span)
    case .missing, .number, .date, .days, .months, .text, .level, .list, .record: self = .unknown
    }
  }

  /// The boolean value that this truth is the truth of.
  package var value: Value {
    switch self {
    case .no: .boolean(false)
    case .yes: .boolean(true)
    case .unknown: .missing
    case .overflow(let span): .overflow(span)
    }
  }

  /// Negation: unknown and overflow stay what they are.
  package var negated: Truth {
    switch self {
    case .no: .yes
    case .yes: .no
    case .unknown, .overflow: self
    }
  }

  /// Conjunction: the first of no, overflow and unknown that either side is.
  ///
  /// Of two overflows the left one is named.
  package func and(_ other: Truth) -> Truth {
    if self == .no || other == .no { return .no }
    return undecided(with: other) ?? .yes
  }

  /// Disjunction: the first of yes, overflow and unknown that either side is.
  ///
  /// Of two overflows the left one is named.
  package func or(_ other: Truth) -> Truth {
    if self == .yes || other == .yes { return .yes }
    return undecided(with: other) ?? .no
  }

  private var isOverflow: Bool {
    switch self {
    case .overflow: true
    case .no, .yes, .unknown: false
    }
  }

  /// Overflow before unknown; nil when both sides are definite.
  private func undecided(with other: Truth) -> Truth? {
    if isOverflow { return self }
    if other.isOverflow { return other }
    return self == .unknown || other == .unknown ? .unknown : nil
  }
}
