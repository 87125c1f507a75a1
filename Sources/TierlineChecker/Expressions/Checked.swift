import TierlineRuntime
import TierlineSource

/// What is known of an expression after it was checked.
struct Checked {
  var id: ExpressionID
  /// nil for bare `missing`, whose type the place must tell, and after an error.
  var type: ValueType?
  var span: SourceSpan
  /// Whether a finding was reported on it: nothing more is said about it.
  var isError = false
  /// What can make it missing; empty when it is always present.
  var causes: [Cause] = []
  /// The bounds of an ordered value; of a list those of its elements.
  var range = Interval.unbounded
  /// The most decimals that a number can have.
  var places = 18
  /// The only values possible, where they are few: of a field with a closed set.
  var values: [PlainValue]?
  /// The value of a literal, a level or an undated parameter.
  var constant: Value?
  /// Whether the text is a literal (and not a parameter).
  var isLiteral = false
  /// The name that it is.
  var path: Path?
  /// Names that must be present wherever this is present.
  var implies: Set<Path> = []
  /// For a condition: what holds when it is yes, when it is no, and when it is not yes.
  var whenTrue = Facts.none
  var whenFalse = Facts.none
  var whenNotTrue = Facts.none
  var isSensitive = false

  var canBeMissing: Bool { !causes.isEmpty }

  /// Whether it is bare `missing`.
  var isMissingLiteral: Bool { type == nil && !isError }
}
