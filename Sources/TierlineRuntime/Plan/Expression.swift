// Checked expressions: an arena of small nodes with children by index.

package import TierlineSource

/// The index of an expression in `Program.expressions`.
package struct ExpressionID: Hashable, Sendable {
  package var index: Int32

  package init(_ index: Int) { self.index = Int32(index) }
}

/// One node: what to compute, its type, and where it was written.
package struct Expression: Sendable {
  package var kind: Kind
  package var type: ValueType
  package var span: SourceSpan
  /// Whether its value would give a sensitive field away; it then shows as `•••`.
  package var isSensitive: Bool

  package init(kind: Kind, type: ValueType, span: SourceSpan, isSensitive: Bool = false) {
    self.kind = kind
    self.type = type
    self.span = span
    self.isSensitive = isSensitive
  }

  package enum Kind: Sendable {
    /// `5`, `"a"`, `high`, `missing`.
    case constant(Value)
    /// `overdue_days`: a field of the input, by index into its fields.
    case field(Int)
    /// `.amount`: a field of the innermost element, by index into that record's fields.
    case elementField(record: Int, field: Int)
    /// `it`: the innermost element itself.
    case element
    /// `contact.phone`: a field of a record value.
    case member(ExpressionID, record: Int, field: Int)
    /// A `let`, by index.
    case named(Int)
    /// A parameter, by index: its value on the as-of date.
    case parameter(Int)
    /// A decision's value: points, level, amount, value.
    case decision(Int)
    /// `approval.status`: a column of a table of several outputs.
    case column(decision: Int, column: Int)
    /// `warnings.payment_delay`: whether an alert is raised.
    case alertRaised(decision: Int, rule: Int)
    case asOf
    /// A field of the previous record; missing where there is none.
    case previousField(Int)
    /// A decision of the previous record.
    case previousDecision(Int)
    case previousColumn(decision: Int, column: Int)
    case previousAlertRaised(decision: Int, rule: Int)

    case negate(ExpressionID)
    case not(ExpressionID)
    /// Two or more, from left to right.
    case and([ExpressionID])
    /// Two or more, from left to right.
    case or([ExpressionID])
    case arithmetic(ArithmeticOperator, ExpressionID, ExpressionID)
    case comparison(ComparisonOperator, ExpressionID, ExpressionID)
    /// `x in 1..5`.
    case inRange(ExpressionID, RangeOperand)
    /// `x in ["a", b]`.
    case inMembers(ExpressionID, [ExpressionID])
    /// `x in restricted`: an index into `Program.lists`.
    case inList(ExpressionID, list: Int)
    /// `x in tags`: a field that is a list of plain values.
    case inValue(ExpressionID, ExpressionID)
    case isMissing(ExpressionID)
    case isPresent(ExpressionID)
    /// `x default v`.
    case fallback(ExpressionID, ExpressionID)
    case conditional(ExpressionID, then: ExpressionID, else: ExpressionID)
    case textTest(TextOperator, ExpressionID, ExpressionID)
    case call(Function, [ExpressionID])
    /// Over a list; `value` and `filter` see the element.
    case aggregate(Aggregate, list: ExpressionID, value: ExpressionID?, filter: ExpressionID?)
  }
}

/// The ends of a range; either may be a computed value.
package struct RangeOperand: Sendable {
  package var lower: ExpressionID
  package var upper: ExpressionID
  package var includesLower: Bool
  package var includesUpper: Bool

  package init(
    lower: ExpressionID, upper: ExpressionID, includesLower: Bool, includesUpper: Bool
  ) {
    self.lower = lower
    self.upper = upper
    self.includesLower = includesLower
    self.includesUpper = includesUpper
  }
}

/// `+ - * /`; what they mean follows from the operands' values (LANGUAGE.md, section 3).
package enum ArithmeticOperator: Hashable, Sendable {
  case add, subtract, multiply, divide
}

/// `= != < <= > >=`.
package enum ComparisonOperator: Hashable, Sendable, CaseIterable {
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
}

/// `starts with`, `ends with`, `contains`, `like`.
package enum TextOperator: Hashable, Sendable {
  case startsWith, endsWith, contains, like
}

/// The functions; arguments in the order written.
package enum Function: Hashable, Sendable, CaseIterable {
  case abs, min, max, power
  /// `round(x, n)`: halves away from zero.
  case round
  case roundUp, roundDown, roundHalfEven
  case length, upper, lower, trim
  case daysBetween, monthsBetween, yearsBetween, year, month, day, weekday
}

/// What an aggregate makes of a list.
package enum Aggregate: Hashable, Sendable, CaseIterable {
  case count, any, all, none, sum, average, min, max
}
