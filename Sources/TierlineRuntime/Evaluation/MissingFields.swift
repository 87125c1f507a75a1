// Which missing data a missing value or an unknown condition goes back to.
//
// The walk goes down from the expression, only into what made it missing: the operands of a
// conjunction that are unknown, the arm of an `if` that was chosen, the expression behind a `let`
// (each once). It ends at the names that a record could have given: fields, `previous.x`. A
// quotient by zero goes back to all fields of its divisor, an aggregate of nothing to its list.

import TierlineSource

extension Scope {
  /// The names behind missing values, in the order met, each once; empty when nothing is missing.
  func missingFields(in roots: [ExpressionID]) -> [String] {
    var search = MissingSearch(scope: self)
    for root in roots { search.run(from: root) }
    return search.names
  }

  /// The names behind tests that are unknown.
  func missingFields(in tests: [Test], subject: ExpressionID) -> [String] {
    var roots = [subject]
    for test in tests { roots += test.operands }
    return missingFields(in: roots)
  }

  /// The names behind a row that is unknown: of its cells that are, left to right.
  func missingFields(in row: TableRow, of table: Table, subjects: [Value]) -> [String] {
    var names: [String] = []
    for (index, tests) in row.tests.enumerated()
    where truth(of: tests, subject: subjects.value(at: index)) == .unknown {
      for name in missingFields(in: tests, subject: table.subjects[index])
      where !names.contains(name) {
        names.append(name)
      }
    }
    return names
  }
}

extension Test {
  /// The expressions that the subject is tested against.
  var operands: [ExpressionID] {
    switch self {
    case .any, .missing, .list: []
    case .comparison(_, let operand), .text(_, let operand): [operand]
    case .range(let range): [range.lower, range.upper]
    case .members(let members, _): members
    case .not(let test): test.operands
    }
  }
}

private struct MissingSearch {
  let scope: Scope
  private(set) var names: [String] = []
  private var known: Set<String> = []
  private var visited: Set<Visit> = []
  private var visits: [Visit] = []

  /// An expression to look into: for what is missing in it, or for all that it reads.
  private struct Visit: Hashable {
    var id: ExpressionID
    var readsAll: Bool
  }

  init(scope: Scope) { self.scope = scope }

  private var program: Program { scope.program }

  mutating func run(from root: ExpressionID) {
    visits = [Visit(id: root, readsAll: false)]
    while let visit = visits.popLast() {
      guard visited.insert(visit).inserted else { continue }
      look(at: visit)
    }
  }

  /// Puts operands on the stack so that they are looked at from left to right.
  private mutating func push(_ ids: [ExpressionID], readsAll: Bool = false) {
    visits += ids.reversed().map { Visit(id: $0, readsAll: readsAll) }
  }

  private mutating func name(_ name: String) {
    if known.insert(name).inserted { names.append(name) }
  }

  private func isMissing(_ id: ExpressionID) -> Bool { scope.value(of: id).isMissing }

  private mutating func look(at visit: Visit) {
    let kind = program[visit.id].kind
    switch kind {
    case .constant, .parameter, .asOf, .alertRaised, .isMissing, .isPresent, .element: break
    case .field, .elementField, .previousField, .previousDecision, .previousColumn,
      .previousAlertRaised:
      if visit.readsAll || isMissing(visit.id) { name(program.name(of: visit.id)) }
    case .member(let base, _, _):
      if visit.readsAll || !isMissing(base) {
        if visit.readsAll || isMissing(visit.id) { name(program.name(of: visit.id)) }
      } else {
        push([base])
      }
    case .named(let index):
      push([program.lets[index].expression], readsAll: visit.readsAll)
    case .decision(let index), .column(let index, _):
      lookAtDecision(index, visit)
    case .and(let operands), .or(let operands):
      lookIntoParts(operands, of: visit)
    case .inRange, .inMembers, .inList, .inValue, .call, .aggregate:
      lookIntoParts(kind.operands, of: visit)
    case .conditional(let condition, let then, let otherwise):
      lookAtChoice(condition, then, otherwise, visit)
    case .fallback:
      lookIntoParts(program.fallbackChain(from: visit.id), of: visit)
    case .arithmetic(.divide, let dividend, let divisor):
      push([divisor], readsAll: visit.readsAll || scope.value(of: divisor).isZero)
      push([dividend], readsAll: visit.readsAll)
    case .negate, .not, .arithmetic, .comparison, .textTest:
      // Strict: looked into without being evaluated again, since chains of these can be long.
      push(kind.operands, readsAll: visit.readsAll)
    }
  }

  /// Down into a result's expression; a score, tier, limit or table is named itself.
  private mutating func lookAtDecision(_ index: Int, _ visit: Visit) {
    guard visit.readsAll || isMissing(visit.id) else { return }
    switch program.decisions[index].body {
    case .result(let expression): push([expression], readsAll: visit.readsAll)
    case .score, .tier, .limit, .alerts, .table: name(program.name(of: visit.id))
    }
  }

  private mutating func lookAtChoice(
    _ condition: ExpressionID, _ then: ExpressionID, _ otherwise: ExpressionID, _ visit: Visit
  ) {
    if visit.readsAll { return push([condition, then, otherwise], readsAll: true) }
    switch scope.truth(of: condition) {
    case .yes: push([then])
    case .no: push([otherwise])
    case .unknown: push([condition])
    case .overflow: break
    }
  }

  /// An operation that is missing though none of its operands is (an average of nothing, a power
  /// of 0) goes back to all that it reads.
  private mutating func lookIntoParts(_ operands: [ExpressionID], of visit: Visit) {
    if visit.readsAll { return push(operands, readsAll: true) }
    guard isMissing(visit.id) else { return }
    let missing = operands.filter { isMissing($0) }
    push(missing.isEmpty ? operands : missing, readsAll: missing.isEmpty)
  }
}

extension Value {
  var isMissing: Bool {
    switch self {
    case .missing: true
    case .overflow, .boolean, .number, .date, .days, .months, .text, .level, .list, .record: false
    }
  }
}

extension Value {
  /// Whether it is a 0 that makes a quotient missing.
  fileprivate var isZero: Bool {
    switch self {
    case .number(let number): number.isZero
    case .days(let count), .months(let count): count == 0
    case .missing, .overflow, .boolean, .date, .text, .level, .list, .record: false
    }
  }
}

extension Program {
  /// `a`, `b`, `c` of `a default b default c`.
  fileprivate func fallbackChain(from root: ExpressionID) -> [ExpressionID] {
    var reversed: [ExpressionID] = []
    var current = root
    while case .fallback(let value, let replacement) = self[current].kind {
      reversed.append(replacement)
      current = value
    }
    return [current] + reversed.reversed()
  }

  /// What a leaf is called in the author's words: `overdue_days`, `contact.phone`, `.amount`,
  /// `previous.risk`; for any other expression its text.
  func name(of id: ExpressionID) -> String {
    switch self[id].kind {
    case .field(let field): return input.fields[field].name
    case .elementField(let record, let field): return ".\(records[record].fields[field].name)"
    case .previousField(let field): return "previous.\(input.fields[field].name)"
    case .decision(let index): return decisions[index].name
    case .column(let decision, let column): return columnName(decision, column)
    case .previousDecision(let index): return "previous.\(decisions[index].name)"
    case .previousColumn(let decision, let column):
      return "previous.\(columnName(decision, column))"
    case .alertRaised(let decision, let rule): return alertName(decision, rule)
    case .previousAlertRaised(let decision, let rule):
      return "previous.\(alertName(decision, rule))"
    case .member: return memberName(of: id)
    case .named(let index): return lets[index].name
    case .parameter(let index): return parameters[index].name
    case .asOf: return "as_of"
    case .element: return "it"
    case .constant, .negate, .not, .and, .or, .arithmetic, .comparison, .inRange, .inMembers,
      .inList, .inValue, .isMissing, .isPresent, .fallback, .conditional, .textTest, .call,
      .aggregate:
      return sources.text(of: self[id].span)
    }
  }

  /// `contact.address.city`, however many dots.
  private func memberName(of id: ExpressionID) -> String {
    var fields: [String] = []
    var base = id
    while case .member(let inner, let record, let field) = self[base].kind {
      fields.append(records[record].fields[field].name)
      base = inner
    }
    return ([name(of: base)] + fields.reversed()).joined(separator: ".")
  }

  private func columnName(_ decision: Int, _ column: Int) -> String {
    guard case .table(let table) = decisions[decision].body,
      table.columns.indices.contains(column)
    else { return decisions[decision].name }
    return "\(decisions[decision].name).\(table.columns[column])"
  }

  private func alertName(_ decision: Int, _ rule: Int) -> String {
    guard case .alerts(let alerts) = decisions[decision].body, alerts.rules.indices.contains(rule)
    else { return decisions[decision].name }
    return "\(decisions[decision].name).\(alerts.rules[rule].rule.name)"
  }
}
