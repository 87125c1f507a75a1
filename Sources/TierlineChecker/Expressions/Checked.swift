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
  var implies = Facts.none
  /// Whether it is present in every valid record, whatever is known where it stands.
  var isAlwaysPresent = false
  /// For a condition: what holds when it is yes, when it is no, and when it is not yes.
  ///
  /// INVARIANT: these follow from the condition alone. It may stand where more is known (behind
  /// another part of an `and` or `or`), and that need not hold where its facts are put to use.
  var whenTrue = Facts.none
  var whenFalse = Facts.none
  var whenNotTrue = Facts.none
  var isSensitive = false
  /// For a name: what it can be, whatever holds where it stands.
  var bounds: Bounds?
  /// For a condition of tests: where it is yes and where it is no.
  var truths: Truths?

  /// What is true of a value of every valid record.
  struct Bounds {
    var range: Interval
    var places: Int
    var values: [PlainValue]?
    var mayBeMissing: Bool
  }

  var canBeMissing: Bool { !causes.isEmpty }

  /// Whether it is bare `missing`.
  var isMissingLiteral: Bool { type == nil && !isError }
}
