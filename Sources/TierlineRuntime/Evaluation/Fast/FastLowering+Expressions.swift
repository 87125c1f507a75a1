// Expressions to instructions.

/// The element of the innermost list while its block is lowered, or a record value being read.
final class FastElement {
  /// The register that holds the element.
  let register: Int32
  /// Fields that the block has loaded or computed already.
  var fields: [Int: Int32] = [:]

  init(register: Int32) { self.register = register }
}

extension FastLowering {
  /// Lowers an expression; its value is in the register given back.
  mutating func lower(_ id: ExpressionID, in element: FastElement?) -> Int32 {
    let expression = program[id]
    switch expression.kind {
    case .constant(let value): return constant(value)
    case .field(let index): return register(ofField: index)
    case .elementField(let record, let field):
      guard let element else { return constant(.missing) }
      return lowerField(field, of: element, record: record)
    case .element: return element?.register ?? constant(.missing)
    case .member(let base, let record, let field):
      return lowerField(
        field, of: FastElement(register: lower(base, in: element)), record: record)
    case .named(let index): return register(ofLet: index) ?? constant(.missing)
    case .parameter(let index):
      return constant(program.parameters[index].value(on: plan.asOf) ?? .missing)
    case .asOf: return constant(plan.asOf.map(Value.date) ?? .missing)
    case .decision(let index):
      guard case .value(let register) = plan.outputs[index] else { return constant(.missing) }
      return register
    case .column(let decision, let column):
      guard case .columns(let registers) = plan.outputs[decision] else { return constant(.missing) }
      return registers[column]
    case .alertRaised(let decision, let rule):
      guard case .alerts(let raised, _) = plan.outputs[decision] else { return constant(.missing) }
      return raised[rule]
    case .previousField(let index): return register(of: .field(index))
    case .previousDecision(let index): return register(of: .decision(index))
    case .previousColumn(let decision, let column):
      return register(of: .column(decision: decision, column: column))
    case .previousAlertRaised(let decision, let rule):
      return register(of: .alert(decision: decision, rule: rule))
    case .negate, .textTest(.like, _, _), .inValue: return lowerGeneric(id, in: element)
    case .call(let function, let arguments):
      return lowerCall(function, arguments, id, in: element)
    case .not(let operand): return compute(.not, lower(operand, in: element))
    case .and(let operands): return join(operands, .and, from: true, in: element)
    case .or(let operands): return join(operands, .or, from: false, in: element)
    case .arithmetic(let operation, let left, let right):
      return lowerArithmetic(operation, left, right, id, in: element)
    case .comparison(let comparison, let left, let right):
      return compare(
        comparison, lower(left, in: element), lower(right, in: element),
        isText: program[left].type == .text || program[right].type == .text)
    case .inRange(let subject, let range):
      return within(lower(subject, in: element), range, in: element)
    case .inMembers(let subject, let members):
      return among(
        lower(subject, in: element), members, isText: program[subject].type == .text, in: element)
    case .inList(let subject, let list):
      return isMember(
        lower(subject, in: element), program.lists[list].members, type: program[subject].type)
    case .isMissing(let operand): return compute(.isMissing, lower(operand, in: element))
    case .isPresent(let operand):
      return compute(.not, compute(.isMissing, lower(operand, in: element)))
    case .fallback(let value, let replacement):
      return compute(
        .fallback, lower(value, in: element), lower(replacement, in: element),
        expression.type.isObject ? 1 : 0)
    case .conditional(let condition, let first, let second):
      // A chosen arm is moved, so that side values move too.
      let truth = lower(condition, in: element)
      let one = lower(first, in: element)
      let two = lower(second, in: element)
      return compute(expression.type.isObject ? .selectObject : .select, truth, one, two)
    case .textTest(let test, let text, let part):
      return compute(test.opcode, lower(text, in: element), lower(part, in: element))
    case .aggregate(let kind, let list, let value, let filter):
      return lowerAggregate(kind, list, value, filter, type: expression.type, in: element)
    }
  }

  private mutating func lowerField(_ field: Int, of element: FastElement, record: Int) -> Int32 {
    if let known = element.fields[field] { return known }
    let register: Int32
    switch program.records[record].fields[field].content {
    case .stored: register = compute(.member, element.register, Int32(field))
    case .derived(let expression): register = lower(expression, in: element)
    }
    element.fields[field] = register
    return register
  }

  private mutating func join(
    _ operands: [ExpressionID], _ opcode: Opcode, from start: Bool, in element: FastElement?
  ) -> Int32 {
    guard let first = operands.first else { return constant(.boolean(start)) }
    var result = lower(first, in: element)
    for operand in operands.dropFirst() {
      result = compute(opcode, result, lower(operand, in: element))
    }
    return result
  }

  private mutating func lowerGeneric(_ id: ExpressionID, in element: FastElement?) -> Int32 {
    let operands = program[id].kind.operands
    plan.generics.append(
      FastPlan.GenericOperation(
        kind: .expression(id), operands: operands.map { lower($0, in: element) },
        operandTypes: operands.map { program[$0].type }))
    return compute(.generic, Int32(plan.generics.count - 1))
  }

  private mutating func lowerCall(
    _ function: Function, _ arguments: [ExpressionID], _ id: ExpressionID, in element: FastElement?
  ) -> Int32 {
    guard function == .daysBetween, arguments.count == 2 else {
      return lowerGeneric(id, in: element)
    }
    return compute(
      .daysBetween, lower(arguments[0], in: element), lower(arguments[1], in: element))
  }

  private mutating func lowerArithmetic(
    _ operation: ArithmeticOperator, _ left: ExpressionID, _ right: ExpressionID,
    _ id: ExpressionID, in element: FastElement?
  ) -> Int32 {
    guard program[left].type.isNumeric, program[right].type.isNumeric else {
      return lowerGeneric(id, in: element)
    }
    return compute(operation.opcode, lower(left, in: element), lower(right, in: element))
  }

  // MARK: Comparisons

  /// `left < right` and so on; a greater is a less with its sides changed.
  mutating func compare(
    _ comparison: ComparisonOperator, _ left: Int32, _ right: Int32, isText: Bool
  ) -> Int32 {
    switch comparison {
    case .equal: compute(isText ? .textEqual : .equal, left, right)
    case .notEqual: compute(isText ? .textNotEqual : .notEqual, left, right)
    case .less: compute(.less, left, right)
    case .lessOrEqual: compute(.lessOrEqual, left, right)
    case .greater: compute(.less, right, left)
    case .greaterOrEqual: compute(.lessOrEqual, right, left)
    }
  }

  mutating func within(
    _ subject: Int32, _ range: RangeOperand, in element: FastElement?
  ) -> Int32 {
    let lower = lower(range.lower, in: element)
    let upper = self.lower(range.upper, in: element)
    return compute(
      .and, compute(range.includesLower ? .lessOrEqual : .less, lower, subject),
      compute(range.includesUpper ? .lessOrEqual : .less, subject, upper))
  }

  /// Equal to any of the members; many constant ones are looked up at once.
  mutating func among(
    _ subject: Int32, _ members: [ExpressionID], isText: Bool, in element: FastElement?
  ) -> Int32 {
    let constants = members.compactMap { id -> Value? in
      if case .constant(let value) = program[id].kind, PlainValue(value) != nil {
        value
      } else {
        nil
      }
    }
    if constants.count == members.count, members.count > 4, let first = members.first {
      return isMember(subject, ValueSet(constants), type: program[first].type)
    }
    var result: Int32?
    for member in members {
      let equal = compare(.equal, subject, lower(member, in: element), isText: isText)
      result = result.map { compute(.or, $0, equal) } ?? equal
    }
    return result ?? constant(.boolean(false))
  }

  mutating func isMember(_ subject: Int32, _ set: ValueSet, type: ValueType) -> Int32 {
    plan.sets.append(set)
    return compute(.isMember, subject, Int32(plan.sets.count - 1), type.plainKind)
  }

  // MARK: Aggregates

  private mutating func lowerAggregate(
    _ kind: Aggregate, _ list: ExpressionID, _ value: ExpressionID?, _ filter: ExpressionID?,
    type: ValueType, in element: FastElement?
  ) -> Int32 {
    let listRegister = lower(list, in: element)
    let inner = FastElement(register: newRegister())
    var filterRegister: Int32?
    var valueRegister: Int32?
    let block = block { lowering in
      filterRegister = filter.map { lowering.lower($0, in: inner) }
      valueRegister = value.map { lowering.lower($0, in: inner) }
    }
    plan.aggregates.append(
      FastPlan.AggregateLoop(
        kind: kind, list: listRegister, element: inner.register,
        elementType: program[list].type.element, block: block, filter: filterRegister,
        value: valueRegister, valueType: value.map { program[$0].type } ?? type, type: type))
    return compute(.aggregate, Int32(plan.aggregates.count - 1))
  }
}

extension ArithmeticOperator {
  fileprivate var opcode: Opcode {
    switch self {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    }
  }
}

extension TextOperator {
  var opcode: Opcode {
    switch self {
    case .startsWith: .textStartsWith
    case .endsWith: .textEndsWith
    case .contains, .like: .textContains
    }
  }
}

extension ValueType {
  /// Whether values are decimals.
  var isNumeric: Bool {
    switch self {
    case .integer, .number, .money: true
    case .boolean, .date, .days, .months, .text, .level, .record, .list: false
    }
  }

  /// Whether values stand in the side array.
  var isObject: Bool {
    switch self {
    case .text, .record, .list: true
    case .boolean, .integer, .number, .money, .date, .days, .months, .level: false
    }
  }

  /// Which case of `PlainValue` a register of the type stands for.
  var plainKind: Int32 {
    switch self {
    case .integer, .number, .money: 0
    case .date: 1
    case .days: 2
    case .months: 3
    case .text: 4
    case .level: 5
    case .boolean: 6
    case .record, .list: 7
    }
  }
}
