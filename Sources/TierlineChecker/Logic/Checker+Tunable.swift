// Whether a parameter has a hand in a value.
//
// A parameter's value proves nothing about rules: `--set` may change it, and it was made a
// parameter to be changed. So no finding of rule logic rests on a range in which one takes part.

import TierlineRuntime

extension Checker {
  /// Whether a parameter takes part in an expression, through lets, decisions and derived fields.
  func isTunable(_ expression: ExpressionID) -> Bool {
    var pending = [expression]
    while let id = pending.popLast() {
      let kind = expressions[Int(id.index)].kind
      switch kind {
      case .parameter: return true
      case .named(let index): if isTunableLet(index) { return true }
      case .decision(let index): if isTunableDecision(index) { return true }
      case .field(let field):
        if isTunableField(DerivedKey(record: 0, field: field)) { return true }
      case .elementField(let record, let field):
        if isTunableField(DerivedKey(record: record, field: field)) { return true }
      case .member(let base, let record, let field):
        if isTunableField(DerivedKey(record: record, field: field)) { return true }
        pending.append(base)
      case .constant, .element, .column, .alertRaised, .asOf, .previousField, .previousDecision,
        .previousColumn, .previousAlertRaised, .negate, .not, .and, .or, .arithmetic, .comparison,
        .inRange, .inMembers, .inList, .inValue, .isMissing, .isPresent, .fallback, .conditional,
        .textTest, .call, .aggregate:
        pending += kind.operands + kind.elementOperands
      }
    }
    return false
  }

  private func isTunableLet(_ index: Int) -> Bool {
    if let known = tunable[.named(index)] { return known }
    let answer = isTunable(lets[index].expression)
    tunable[.named(index)] = answer
    return answer
  }

  private func isTunableField(_ key: DerivedKey) -> Bool {
    guard case .derived(let expression) = records[key.record].fields[key.field].content else {
      return false
    }
    let path = Path.member(.named(key.record), key.field)
    if let known = tunable[path] { return known }
    let answer = isTunable(expression)
    tunable[path] = answer
    return answer
  }

  /// A score's range is that of its points unless it is declared; other decisions have none.
  private func isTunableDecision(_ index: Int) -> Bool {
    switch decisions[index].body {
    case .score(let score): return score.bounds == nil
    case .result(let expression):
      if let known = tunable[.decision(index)] { return known }
      let answer = isTunable(expression)
      tunable[.decision(index)] = answer
      return answer
    case .tier, .limit, .alerts, .table: return false
    }
  }
}
