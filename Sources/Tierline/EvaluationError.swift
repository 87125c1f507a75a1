package import TierlineRuntime
import TierlineSource

/// Why there are no decisions.
public enum EvaluationError: Error, Hashable, Sendable {
  /// The ruleset looks at the date and none was given.
  case dateNeeded
  /// The text is no day of the calendar in the form `2026-01-31`.
  case noSuchDate(String)
  /// A dated parameter has no value before `first`.
  case dateTooEarly(parameter: String, first: String)
  /// The text holds no record, or more than one.
  case notOneRecord
  /// The record is refused.
  case refused(Refusal)
}

/// A record that is refused, with every reason that was found.
public struct Refusal: Error, Hashable, Sendable {
  /// One reason.
  public struct Fault: Hashable, Sendable {
    /// The code, such as `R102`.
    public let code: String
    /// Where: `balance.total_assets`, `invoices[3].amount`; empty for the whole record.
    public let path: String
    /// What would have been right, in English.
    public let expected: String
    /// What was found, safe to print; `•••` for a sensitive field.
    public let found: String
  }

  /// The line of the record's first byte, from 1.
  public let line: Int
  /// In the order of the text; never empty.
  public let faults: [Fault]

  package init(_ faults: [RecordFault], line: Int) {
    self.line = line
    self.faults = faults.map {
      Fault(
        code: $0.code.rawValue, path: $0.path, expected: $0.expected[.english], found: $0.found)
    }
  }
}
