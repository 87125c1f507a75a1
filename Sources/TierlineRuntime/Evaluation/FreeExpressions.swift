// Expressions that stand for themselves: what they read, and their value where that is no record.

import TierlineSource

/// What an expression reads, through lets and parameters.
package struct ExpressionNeeds: Sendable {
  /// A field, a decision or the previous record.
  package var record = false
  /// The as-of date, or a parameter by date.
  package var date = false
}

extension Program {
  /// What an expression reads.
  package func needs(of root: ExpressionID) -> ExpressionNeeds {
    var needs = ExpressionNeeds()
    var visits = [root]
    var lets: Set<Int> = []
    while let id = visits.popLast() {
      let kind = self[id].kind
      switch kind {
      case .field, .decision, .column, .alertRaised, .previousField, .previousDecision,
        .previousColumn, .previousAlertRaised, .element, .elementField, .aggregate:
        needs.record = true
      case .asOf: needs.date = true
      case .parameter(let index):
        if parameters[index].values.first?.from != nil { needs.date = true }
      case .named(let index):
        if lets.insert(index).inserted { visits.append(self.lets[index].expression) }
      case .constant, .member, .negate, .not, .and, .or, .arithmetic, .comparison, .inRange,
        .inMembers, .inList, .inValue, .isMissing, .isPresent, .fallback, .conditional, .textTest,
        .call:
        break
      }
      visits += kind.operands
    }
    return needs
  }
}

extension TracedEvaluator {
  /// The value of an expression that reads no record.
  package func value(of id: ExpressionID) -> Value {
    var scope = Scope(program: program, asOf: asOf, record: [], previous: nil)
    for case .named(let index) in program.order {
      scope.lets[index] = scope.value(of: program.lets[index].expression)
    }
    return scope.value(of: id)
  }
}
