// What records hold: the schema that the JSON reader is directed by.

package import TierlineSource

/// A record type: the input, a declared record, or an inline `{ … }`.
package struct RecordType: Sendable {
  /// The declared name; for an inline record the name of its field.
  package var name: String
  /// Stored and derived fields, as declared.
  package var fields: [Field]
  package var requirements: [Requirement]

  package init(name: String, fields: [Field] = [], requirements: [Requirement] = []) {
    self.name = name
    self.fields = fields
    self.requirements = requirements
  }

  /// The indices of the key fields, as declared.
  package var keyFields: [Int] { fields.indices.filter { fields[$0].isKey } }
}

/// A field of a record.
package struct Field: Sendable {
  package var name: String
  package var type: ValueType
  package var documentation: String
  package var span: SourceSpan
  package var label: String?
  package var isKey: Bool
  /// Never shown in a trace, a report or an error.
  package var isSensitive: Bool
  package var content: Content

  /// Where a field's value comes from.
  package enum Content: Sendable {
    /// Read from the JSON object.
    case stored(StoredField)
    /// Computed from the record: a `let` inside it.
    case derived(ExpressionID)
  }

  package init(
    name: String, type: ValueType, documentation: String = "", span: SourceSpan,
    label: String? = nil, isKey: Bool = false, isSensitive: Bool = false, content: Content
  ) {
    self.name = name
    self.type = type
    self.documentation = documentation
    self.span = span
    self.label = label
    self.isKey = isKey
    self.isSensitive = isSensitive
    self.content = content
  }
}

/// How a field is read from JSON.
package struct StoredField: Sendable {
  /// Keys from the record's own object inward; never empty.
  package var path: [String]
  /// What an absent field or `null` is: refused, missing, or a value.
  package var absence: Absence
  /// What values are sound; nil when any of the type will do.
  ///
  /// A number without a domain has ±10¹⁵.
  package var domain: Domain?
  /// The most decimals that a number or amount may have.
  package var places: Int

  package enum Absence: Sendable {
    case refused
    case missing
    case value(Value)
  }

  package init(path: [String], absence: Absence, domain: Domain? = nil, places: Int = 18) {
    self.path = path
    self.absence = absence
    self.domain = domain
    self.places = places
  }
}

/// What values a field may have.
package enum Domain: Sendable {
  case range(ValueRange)
  case members(ValueSet)
  /// An index into `Program.lists`.
  case list(Int)
}

/// A stretch of ordered values: numbers, dates, durations or levels.
///
/// A bound of nil is none.
package struct ValueRange: Sendable {
  package var lower: Value?
  package var upper: Value?
  package var includesLower: Bool
  package var includesUpper: Bool

  package init(
    lower: Value?, upper: Value?, includesLower: Bool = true, includesUpper: Bool = true
  ) {
    self.lower = lower
    self.upper = upper
    self.includesLower = includesLower
    self.includesUpper = includesUpper
  }
}

/// A `require`: a condition that every valid record meets.
package struct Requirement: Sendable {
  package var condition: ExpressionID
  package var because: Template?
  package var span: SourceSpan

  package init(condition: ExpressionID, because: Template?, span: SourceSpan) {
    self.condition = condition
    self.because = because
    self.span = span
  }
}
