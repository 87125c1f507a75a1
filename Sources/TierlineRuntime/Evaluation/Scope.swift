// What an expression is worth: the definition of the language's meaning.
//
// A walk goes through an expression in post-order with its own stack: operands first, then
// `combine` makes the node's value from theirs. There is no short cut and no recursion (save into
// the elements of a list), so depth can't exhaust the stack and every value is a plain function
// of the operands' values. An `if` has both arms evaluated and gives the chosen one's value: an
// arm that is not chosen can do no harm.
//
// Lets and decisions are not evaluated here: whoever fills the scope does that in the program's
// order, each once, and this file reads the results.

import TierlineSource

/// What a decision is worth to the expressions that read it.
enum DecisionState: Sendable {
  /// Not evaluated yet; read by nothing when the program's order is right.
  case pending
  case decided(DecisionTrace)
  /// Refused because of the expression at this span; whoever needs the decision is refused too.
  case refused(SourceSpan)
}

/// One record and all that its expressions can read.
struct Scope: Sendable {
  let program: Program
  let asOf: CalendarDate?
  /// The values of the input's fields, derived ones included once they have been computed.
  var record: [Value]
  let previous: PreviousRecord?
  /// The values of `Program.lets`.
  var lets: [Value]
  /// By index into `Program.decisions`.
  var decisions: [DecisionState]

  init(program: Program, asOf: CalendarDate?, record: [Value], previous: PreviousRecord?) {
    self.program = program
    self.asOf = asOf
    self.record = record
    self.previous = previous
    lets = Array(repeating: .missing, count: program.lets.count)
    decisions = Array(repeating: .pending, count: program.decisions.count)
  }

  /// The value of an expression; `element` is what `.field` and `it` read.
  func value(of root: ExpressionID, element: Value = .missing) -> Value {
    var visits = [Visit.enter(root)]
    var values: [Value] = []
    while let visit = visits.popLast() {
      switch visit {
      case .enter(let id):
        let operands = program[id].kind.operands
        if operands.isEmpty {
          values.append(leaf(program[id], element: element))
        } else {
          visits.append(.leave(id, operandCount: operands.count))
          for operand in operands.reversed() { visits.append(.enter(operand)) }
        }
      case .leave(let id, let operandCount):
        let operands = Array(values.suffix(operandCount))
        values.removeLast(operandCount)
        values.append(combine(program[id], operands))
      }
    }
    return values.last ?? .missing
  }

  /// The truth of a condition.
  func truth(of condition: ExpressionID, element: Value = .missing) -> Truth {
    Truth(value(of: condition, element: element))
  }

  private enum Visit {
    case enter(ExpressionID)
    case leave(ExpressionID, operandCount: Int)
  }
}

// MARK: Leaves

extension Scope {
  /// The value of an expression without operands.
  private func leaf(_ expression: Expression, element: Value) -> Value {
    switch expression.kind {
    case .constant(let value): value
    case .field(let index): record.value(at: index)
    case .elementField(_, let field): element.member(field)
    case .element: element
    case .named(let index): lets.value(at: index)
    case .parameter(let index): program.parameters[index].value(on: asOf) ?? .missing
    case .asOf: asOf.map(Value.date) ?? .missing
    case .decision(let index): value(ofDecision: index)
    case .column(let decision, let column): value(ofDecision: decision).member(column)
    case .alertRaised(let decision, let rule): isRaised(decision: decision, rule: rule)
    case .previousField(let index): previous?.fields.value(at: index) ?? .missing
    case .previousDecision(let index): previous?.decisions.value(at: index) ?? .missing
    case .previousColumn(let decision, let column):
      previous?.decisions.value(at: decision).member(column) ?? .missing
    case .previousAlertRaised(let decision, let rule):
      wasRaised(decision: decision, rule: rule)
    // An empty `and`, `or` or call: the checker makes none.
    case .and, .or, .call: combine(expression, [])
    case .member, .negate, .not, .arithmetic, .comparison, .inRange, .inMembers, .inList,
      .inValue, .isMissing, .isPresent, .fallback, .conditional, .textTest, .aggregate:
      .missing
    }
  }

  /// Points, level, amount or value; the columns of a table of several outputs as a record.
  func value(ofDecision index: Int) -> Value {
    switch decisions[index] {
    case .pending: .missing
    case .decided(let trace): trace.value
    case .refused(let span): .overflow(span)
    }
  }

  private func isRaised(decision: Int, rule: Int) -> Value {
    switch decisions[decision] {
    case .pending: .missing
    case .refused(let span): .overflow(span)
    case .decided(let trace): trace.isRaised(rule: rule).map(Value.boolean) ?? .missing
    }
  }

  private func wasRaised(decision: Int, rule: Int) -> Value {
    guard case .list(let raised) = previous?.decisions.value(at: decision),
      case .alerts(let alerts) = program.decisions[decision].body
    else { return .missing }
    let name = PlainValue.text(Text(alerts.rules[rule].rule.name))
    return .boolean(raised.contains { PlainValue($0) == name })
  }
}

// MARK: Nodes

extension Scope {
  /// The value of an expression from its operands' values, in the order of `Kind.operands`.
  func combine(_ expression: Expression, _ operands: [Value]) -> Value {
    let first = operands.first ?? .missing
    let second = operands.value(at: 1)
    let span = expression.span
    return switch expression.kind {
    case .member(_, _, let field): first.member(field)
    case .negate: first.negated(at: span)
    case .not: Truth(first).negated.value
    case .and: operands.reduce(Truth.yes) { $0.and(Truth($1)) }.value
    case .or: operands.reduce(Truth.no) { $0.or(Truth($1)) }.value
    case .arithmetic(let operation, _, _): first.applying(operation, second, at: span)
    case .comparison(let comparison, _, _): first.compared(comparison, with: second).value
    case .inRange(_, let range):
      first.isWithin(
        lower: second, upper: operands.value(at: 2), includesLower: range.includesLower,
        includesUpper: range.includesUpper
      ).value
    case .inMembers: first.isAmong(operands.dropFirst()).value
    case .inList(_, let list): first.isMember(of: program.lists[list].members).value
    case .inValue: isElement(first, of: second).value
    case .isMissing: isMissing(first).value
    case .isPresent: isMissing(first).negated.value
    case .fallback: fallback(first, second)
    case .conditional: choose(Truth(first), then: second, else: operands.value(at: 2))
    case .textTest(let test, _, _): first.tested(test, second).value
    case .call(let function, _): function(operands, at: span)
    case .aggregate(let aggregate, _, let value, let filter):
      self.aggregate(aggregate, of: first, value: value, filter: filter, expression)
    case .constant, .field, .elementField, .element, .named, .parameter, .decision, .column,
      .alertRaised, .asOf, .previousField, .previousDecision, .previousColumn,
      .previousAlertRaised:
      .missing
    }
  }

  private func isElement(_ value: Value, of list: Value) -> Truth {
    if let absence = Value.absence(among: [value, list]) { return Truth(absence) }
    guard case .list(let elements) = list else { return .unknown }
    return value.isAmong(elements)
  }

  /// `is missing` settles a missing value and nothing else: an overflow stays one.
  private func isMissing(_ value: Value) -> Truth {
    switch value {
    case .missing: .yes
    case .overflow(let span): .overflow(span)
    case .boolean, .number, .date, .days, .months, .text, .level, .list, .record: .no
    }
  }

  private func fallback(_ value: Value, _ replacement: Value) -> Value {
    switch value {
    case .missing: replacement
    case .overflow, .boolean, .number, .date, .days, .months, .text, .level, .list, .record: value
    }
  }

  private func choose(_ condition: Truth, then: Value, else otherwise: Value) -> Value {
    switch condition {
    case .yes: then
    case .no: otherwise
    case .unknown, .overflow: condition.value
    }
  }
}

extension Value {
  /// A field of a record; what is no record spreads as itself when missing or overflow.
  func member(_ index: Int) -> Value {
    switch self {
    case .record(let values): values.value(at: index)
    case .overflow: self
    case .missing, .boolean, .number, .date, .days, .months, .text, .level, .list: .missing
    }
  }
}

extension [Value] {
  /// The value at an index; missing where the array has none.
  func value(at index: Int) -> Value { indices.contains(index) ? self[index] : .missing }
}
