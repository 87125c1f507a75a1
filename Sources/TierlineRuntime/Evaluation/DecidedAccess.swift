// What tests and coverage ask of a decided record beyond its decisions.

import TierlineSource

extension Decided {
  /// How a test of a band, a cell or an expectation stands on a value.
  package func truth(of test: Test, subject: Value) -> Truth {
    scope.truth(of: test, subject: subject)
  }

  /// How the tests of a row stand on the subjects' values.
  package func truth(of row: TableRow, subjects: [Value]) -> Truth {
    scope.truth(of: row, subjects: subjects)
  }

  /// The truth of a condition; `element` is what `.field` and `it` read.
  package func truth(of condition: ExpressionID, element: Value = .missing) -> Truth {
    scope.truth(of: condition, element: element)
  }

  /// The value of an expression inside a list's `where` or value.
  package func value(of id: ExpressionID, element: Value) -> Value {
    scope.value(of: id, element: element)
  }

  /// The fields behind a missing value or an unknown condition.
  package func missingFields(in id: ExpressionID) -> [String] { scope.missingFields(in: [id]) }
}
