// The children of an expression, in one place, so that every walk over expressions (evaluation,
// the search for missing fields, explanations) goes the same way and stays free of recursion:
// a chain of a thousand operators must not need a thousand frames.

extension Expression.Kind {
  /// The operands that are worth something in the same scope, in the order written.
  package var operands: [ExpressionID] {
    switch self {
    case .constant, .field, .elementField, .element, .named, .parameter, .decision, .column,
      .alertRaised, .asOf, .previousField, .previousDecision, .previousColumn,
      .previousAlertRaised:
      []
    case .member(let base, _, _): [base]
    case .negate(let operand), .not(let operand), .isMissing(let operand),
      .isPresent(let operand), .inList(let operand, _):
      [operand]
    case .and(let operands), .or(let operands), .call(_, let operands): operands
    case .arithmetic(_, let left, let right), .comparison(_, let left, let right),
      .fallback(let left, let right), .textTest(_, let left, let right),
      .inValue(let left, let right):
      [left, right]
    case .inRange(let subject, let range): [subject, range.lower, range.upper]
    case .inMembers(let subject, let members): [subject] + members
    case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
    case .aggregate(_, let list, _, _): [list]
    }
  }

  /// The operands that see each element of a list instead: an aggregate's filter and value.
  package var elementOperands: [ExpressionID] {
    switch self {
    case .aggregate(_, _, let value, let filter): [filter, value].compactMap(\.self)
    case .constant, .field, .elementField, .element, .named, .parameter, .decision, .column,
      .alertRaised, .asOf, .previousField, .previousDecision, .previousColumn,
      .previousAlertRaised, .member, .negate, .not, .isMissing, .isPresent, .inList, .and, .or,
      .call, .arithmetic, .comparison, .fallback, .textTest, .inValue, .inRange, .inMembers,
      .conditional:
      []
    }
  }
}
