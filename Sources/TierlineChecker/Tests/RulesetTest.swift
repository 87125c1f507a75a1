// Tests as checked: every name is found and every value has its type, so that running them needs
// no tree. Values that are given keep no more than their type: whether they lie in their domain is
// found when the record is read, as it is for any other, so that a test can expect it refused.

package import TierlineRuntime
package import TierlineSource

/// A `test "…" { … }`.
package struct RulesetTest: Sendable {
  package var name: String
  /// The whole declaration.
  package var span: SourceSpan
  /// Its name, where editors should land.
  package var nameSpan: SourceSpan
  package var asOf: CalendarDate?
  /// nil for a test of snapshots alone.
  package var given: GivenRecord?
  package var previous: GivenRecord?
  package var settings: [TestSetting] = []
  package var expectations: [Expectation] = []
  package var tables: [TestTable] = []
}

/// `set late_after = 45 days`.
package struct TestSetting: Hashable, Sendable {
  package var parameter: String
  /// The literal as written, to be checked in the parameter's place.
  package var text: String
  package var span: SourceSpan
}

/// A file that a test names.
package struct TestFile: Hashable, Sendable {
  /// As written in the test.
  package var written: String
  /// As it is loaded: with the folder of the entry file.
  package var path: String
  package var span: SourceSpan
}

/// `given "f.json" key "C1" with { … }`, `given { … }`, and `previous` likewise.
package struct GivenRecord: Sendable {
  /// nil when the fields stand in the test.
  package var file: TestFile?
  /// One value for each key field; empty when the file holds one record.
  package var key: [Value]
  /// What is given on top, in the order written.
  package var fields: [GivenField]
  package var span: SourceSpan
}

/// `overdue_days: 61`.
package struct GivenField: Sendable {
  package var target: Target
  package var value: GivenValue
  package var span: SourceSpan

  package enum Target: Hashable, Sendable {
    /// By index into the fields of the record it stands in.
    case field(Int)
    /// In `previous`, by index into `Program.decisions`.
    case decision(Int)
  }
}

/// A value in a test.
package indirect enum GivenValue: Sendable {
  case missing
  case plain(Value)
  /// Fields of a record of that type; what is not named stays as it is.
  case record(Int, [GivenField])
  case list([GivenValue])
}

/// `expect …`.
package struct Expectation: Sendable {
  package var kind: Kind
  package var span: SourceSpan

  package enum Kind: Sendable {
    case value(ValueClaim)
    case alerts(decision: Int, AlertClaim)
    /// nil when any reason will do; the path as faults give it, elements without their index.
    case rejected(field: FieldPath?)
    case unknown(TestSubject, fields: [String])
    case snapshot(portfolio: TestFile, expected: TestFile)
  }
}

/// A field by name, and where the data has it.
package struct FieldPath: Hashable, Sendable {
  package var name: String
  /// `balance.total_assets`.
  package var path: String

  package init(name: String, path: String) {
    self.name = name
    self.path = path
  }
}

/// What is looked at: a decision, a `let`, a field.
package struct TestSubject: Sendable {
  package var name: String
  /// Its value, in `Program.expressions`.
  package var expression: ExpressionID
  package var type: ValueType
  package var isSensitive: Bool
  /// The decision that it is, or is a part of.
  package var decision: Int?
}

/// `risk = high by delinquent because contains "overdue"`.
package struct ValueClaim: Sendable {
  package var subject: TestSubject
  package var test: ExpectedValue
  /// The test as written: `= high`.
  package var text: String
  package var attribution: Attribution?
  package var because: String?
}

/// What a value is expected to be.
package enum ExpectedValue: Sendable {
  case equal(Value)
  case missing
  case present
  case test(Test)
}

/// `by delinquent`, `by otherwise`, `by unknown`.
package enum Attribution: Hashable, Sendable {
  /// By index into the block's rules, items or steps.
  case rule(Int, name: String)
  case otherwise
  case unknown
}

/// What is expected of an alerts block; rules by index.
package enum AlertClaim: Sendable {
  case includes(Int, level: Int?)
  case excludes(Int)
  case exactly([Int])
}

/// The rows of a test.
package struct TestTable: Sendable {
  package var inputs: [InputColumn]
  package var expected: [ExpectedColumn]
  package var rows: [TestRow]
}

/// `overdue_days`, `contact.phone`.
package struct InputColumn: Sendable {
  package var name: String
  /// From the input inward: the record type and the field in it; never empty.
  package var path: [(record: Int, field: Int)]
  package var type: ValueType
}

/// `risk`, `warnings`.
package enum ExpectedColumn: Sendable {
  case value(TestSubject)
  case alerts(decision: Int)
}

/// `| 60 | low |`.
package struct TestRow: Sendable {
  package var inputs: [GivenValue]
  package var expected: [ExpectedCell]
  package var span: SourceSpan
  /// Of each expected cell.
  package var cellSpans: [SourceSpan]
}

package enum ExpectedCell: Sendable {
  case value(ExpectedValue)
  /// Exactly these rules, by index.
  case alerts([Int])
}
