// Builds small programs by hand, for tests of what evaluates them.
//
// Every node is given source text of its own, so that spans quote what the node stands for, as
// they do in a program that was checked.

import TierlineSource

@testable import TierlineRuntime

// Testing and Foundation have a `Test` and an `Expression` of their own.
typealias CellTest = TierlineRuntime.Test
typealias ExpressionKind = TierlineRuntime.Expression.Kind

/// Collects the parts of a program; each method returns the index of what it added.
final class EvaluationBuilder {
  private var source: [UInt8] = []
  private var expressions: ContiguousArray<Expression> = []
  private var texts: [String] = []
  private var levelTypes: [LevelType] = []
  private var lets: [NamedExpression] = []
  private var lists: [NamedList] = []
  private var parameters: [Parameter] = []
  private var decisions: [Decision] = []
  private var order: [Program.Step] = []
  var records = [RecordType(name: "customer")]

  // MARK: Declarations

  func levels(_ names: String...) -> ValueType {
    levelTypes.append(LevelType(name: "levels\(levelTypes.count)", names: names))
    return .level(levelTypes.count - 1)
  }

  /// Adds an input field and gives the expression that reads it.
  func field(
    _ name: String, _ type: ValueType = .integer, optional: Bool = false, key: Bool = false,
    sensitive: Bool = false, path: [String]? = nil
  ) -> ExpressionID {
    let index = add(name, type, optional: optional, key: key, sensitive: sensitive, path: path)
    return node(.field(index), type, name, sensitive: sensitive)
  }

  /// Adds a stored field to a record type and gives its index.
  func add(
    _ name: String, _ type: ValueType, to record: Int = 0, optional: Bool = false,
    key: Bool = false, sensitive: Bool = false, path: [String]? = nil
  ) -> Int {
    records[record].fields.append(
      Field(
        name: name, type: type, span: .nowhere, isKey: key, isSensitive: sensitive,
        content: .stored(
          StoredField(path: path ?? [name], absence: optional ? .missing : .refused))))
    return records[record].fields.count - 1
  }

  /// Adds a derived field to a record type and gives its index.
  func derive(_ name: String, in record: Int, _ type: ValueType, as id: ExpressionID) -> Int {
    records[record].fields.append(
      Field(name: name, type: type, span: .nowhere, content: .derived(id)))
    return records[record].fields.count - 1
  }

  func named(_ name: String, _ expression: ExpressionID) -> ExpressionID {
    let type = expressions[Int(expression.index)].type
    lets.append(
      NamedExpression(name: name, type: type, span: .nowhere, expression: expression))
    order.append(.named(lets.count - 1))
    return node(.named(lets.count - 1), type, name)
  }

  func list(_ name: String, _ values: [Value]) -> Int {
    lists.append(NamedList(name: name, type: .text, span: .nowhere, members: ValueSet(values)))
    return lists.count - 1
  }

  func parameter(_ name: String, _ values: [(CalendarDate?, Value)]) -> ExpressionID {
    parameters.append(
      Parameter(
        name: name, type: .number, span: .nowhere,
        values: values.map { (from: $0.0, value: $0.1) }))
    return node(.parameter(parameters.count - 1), .number, name)
  }

  /// Adds a decision, evaluated behind all that was added before, and gives its index.
  @discardableResult
  func decide(_ name: String, _ type: ValueType, _ body: Decision.Body) -> Int {
    decisions.append(Decision(name: name, span: .nowhere, type: type, body: body))
    order.append(.decision(decisions.count - 1))
    return decisions.count - 1
  }

  func program() -> Program {
    var sources = SourceMap()
    _ = sources.add(path: "test.tier", bytes: source)
    return Program(
      name: "Test", version: "1", digest: "sha256:00", sources: sources, levelTypes: levelTypes,
      records: records, parameters: parameters, lists: lists, lets: lets, decisions: decisions,
      order: order, expressions: expressions)
  }

  // MARK: Expressions

  func node(
    _ kind: Expression.Kind, _ type: ValueType, _ text: String, sensitive: Bool = false
  ) -> ExpressionID {
    expressions.append(
      Expression(kind: kind, type: type, span: write(text), isSensitive: sensitive))
    texts.append(text)
    return ExpressionID(expressions.count - 1)
  }

  /// Appends text to the source.
  func write(_ text: String) -> SourceSpan {
    let start = UInt32(source.count)
    source += Array(text.utf8)
    let end = UInt32(source.count)
    source.append(UInt8(ascii: "\n"))
    return SourceSpan(start: start, end: end)
  }

  func text(_ id: ExpressionID) -> String { texts[Int(id.index)] }
  func type(_ id: ExpressionID) -> ValueType { expressions[Int(id.index)].type }

  func number(_ text: String, _ type: ValueType = .number) -> ExpressionID {
    node(.constant(Decimal(text).map(Value.number) ?? .missing), type, text)
  }

  func string(_ text: String) -> ExpressionID {
    node(.constant(.text(Text(text))), .text, "\"\(text)\"")
  }

  func boolean(_ value: Bool) -> ExpressionID {
    node(.constant(.boolean(value)), .boolean, value ? "yes" : "no")
  }

  func level(_ name: String, _ type: ValueType) -> ExpressionID {
    guard case .level(let index) = type,
      let level = levelTypes[index].names.firstIndex(of: name)
    else { return node(.constant(.missing), type, name) }
    return node(.constant(.level(level)), type, name)
  }

  func missing(_ type: ValueType) -> ExpressionID { node(.constant(.missing), type, "missing") }

  func days(_ count: Int) -> ExpressionID {
    node(.constant(.days(count)), .days, "\(count) days")
  }

  func compare(
    _ left: ExpressionID, _ comparison: ComparisonOperator, _ right: ExpressionID
  ) -> ExpressionID {
    let sign =
      switch comparison {
      case .equal: "="
      case .notEqual: "!="
      case .less: "<"
      case .lessOrEqual: "<="
      case .greater: ">"
      case .greaterOrEqual: ">="
      }
    return node(
      .comparison(comparison, left, right), .boolean, "\(text(left)) \(sign) \(text(right))")
  }

  func arithmetic(
    _ left: ExpressionID, _ operation: ArithmeticOperator, _ right: ExpressionID,
    _ type: ValueType = .number
  ) -> ExpressionID {
    let sign =
      switch operation {
      case .add: "+"
      case .subtract: "-"
      case .multiply: "*"
      case .divide: "/"
      }
    return node(
      .arithmetic(operation, left, right), type, "\(text(left)) \(sign) \(text(right))")
  }

  func and(_ operands: ExpressionID...) -> ExpressionID {
    node(.and(operands), .boolean, operands.map(text).joined(separator: " and "))
  }

  func or(_ operands: ExpressionID...) -> ExpressionID {
    node(.or(operands), .boolean, operands.map(text).joined(separator: " or "))
  }

  func not(_ operand: ExpressionID) -> ExpressionID {
    node(.not(operand), .boolean, "not \(text(operand))")
  }

  func fallback(_ value: ExpressionID, _ other: ExpressionID) -> ExpressionID {
    node(.fallback(value, other), type(value), "\(text(value)) default \(text(other))")
  }

  func choose(
    _ condition: ExpressionID, _ then: ExpressionID, _ other: ExpressionID
  ) -> ExpressionID {
    node(
      .conditional(condition, then: then, else: other), type(then),
      "if \(text(condition)) then \(text(then)) else \(text(other))")
  }

  func call(
    _ function: Function, _ arguments: ExpressionID..., as type: ValueType = .number
  ) -> ExpressionID {
    node(
      .call(function, arguments), type,
      "\(function)(\(arguments.map(text).joined(separator: ", ")))")
  }

  func aggregate(
    _ aggregate: Aggregate, _ list: ExpressionID, value: ExpressionID? = nil,
    where filter: ExpressionID? = nil, as type: ValueType = .number
  ) -> ExpressionID {
    node(
      .aggregate(aggregate, list: list, value: value, filter: filter), type,
      "\(aggregate)(\(text(list)))")
  }

  func element(_ record: Int, _ field: Int) -> ExpressionID {
    let field = (index: field, declared: records[record].fields[field])
    return node(
      .elementField(record: record, field: field.index), field.declared.type,
      ".\(field.declared.name)")
  }

  /// A number that overflows: 10¹⁹ × 10¹⁹.
  func overflowing() -> ExpressionID {
    let large = number("10000000000000000000")
    return arithmetic(large, .multiply, large)
  }

  func template(_ parts: Template.Part...) -> Template {
    Template(parts: parts, span: .nowhere)
  }

  func because(_ text: String) -> Template { template(.text(text)) }

  func rule(
    _ name: String, when condition: ExpressionID, then outcome: ExpressionID,
    because: Template? = nil
  ) -> Rule {
    Rule(
      name: name, span: write("rule \(name)"), condition: condition, outcome: outcome,
      because: because)
  }

  func otherwise(_ outcome: ExpressionID, because: Template? = nil) -> Otherwise {
    Otherwise(outcome: outcome, because: because, span: write("otherwise \(text(outcome))"))
  }

  func band(_ tests: Test..., then outcome: ExpressionID, because: Template? = nil) -> Band {
    Band(tests: tests, outcome: outcome, because: because, span: write("when …"))
  }

  func unknown(_ outcome: ExpressionID) -> UnknownOutcome { .value(outcome, because: nil) }
}

// MARK: Reading results

/// A value as short text that tells its kind, for comparing.
func spell(_ value: Value) -> String {
  switch value {
  case .missing: "missing"
  case .overflow: "overflow"
  case .boolean(let isTrue): isTrue ? "yes" : "no"
  case .number(let number): number.description
  case .date(let date): date.description
  case .days(let count): "\(count)d"
  case .months(let count): "\(count)m"
  case .text(let text): "\"\(text.string)\""
  case .level(let index): "level \(index)"
  case .list(let values): "[\(values.map(spell).joined(separator: ", "))]"
  case .record(let values): "{\(values.map(spell).joined(separator: ", "))}"
  }
}

func number(_ text: String) -> Value { Decimal(text).map(Value.number) ?? .missing }

func day(_ text: String) -> Value { CalendarDate(text).map(Value.date) ?? .missing }

/// A trace or explanation of another kind than its decision.
struct WrongKind: Error {}

/// A record that was refused.
struct NotDecided: Error { var faults: [RecordFault] }

extension Program {
  /// Decides a record that must not be refused.
  func decided(
    _ record: [Value], asOf: String = "2026-01-01", previous: PreviousRecord? = nil
  ) throws -> Decided {
    let evaluator = TracedEvaluator(program: self, asOf: CalendarDate(asOf))
    switch evaluator.decide(record, previous: previous) {
    case .decided(let decided): return decided
    case .refused(let faults): throw NotDecided(faults: faults)
    }
  }

  /// The faults of a record that must be refused; empty when it is not.
  func faults(_ record: [Value]) -> [RecordFault] {
    switch TracedEvaluator(program: self, asOf: CalendarDate("2026-01-01")).decide(record) {
    case .decided: []
    case .refused(let faults): faults
    }
  }
}
