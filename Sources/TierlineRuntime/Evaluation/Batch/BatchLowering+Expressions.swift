// Expressions to columns.

import TierlineSource

extension BatchLowering {
  /// Lowers an expression: the operand that holds its value once the code so far has run.
  mutating func lower(_ id: ExpressionID) throws(BatchUnsupported) -> BatchOperand {
    let expression = program[id]
    switch expression.kind {
    case .constant(let value): return try constant(value, expression.type)
    case .parameter(let index):
      return try constant(
        program.parameters[index].value(on: plan.asOf) ?? .missing, expression.type)
    case .asOf: return try constant(plan.asOf.map(Value.date) ?? .missing, .date)
    case .field(let index): return try outer(lowerField([index]))
    case .elementField(_, let field): return try lowerField(field, of: dotted)
    case .element: return try lowerSlot(dotted)
    case .member(let base, let record, let field):
      return try lowerMember(base, record: record, field)
    case .named(let index):
      guard let operand = lets[index] else { throw BatchUnsupported() }
      return try outer(operand)
    case .decision(let index):
      guard case .value(let operand) = plan.outputs[index] else { throw BatchUnsupported() }
      return try outer(operand)
    case .column(let decision, let column):
      guard case .columns(let operands) = plan.outputs[decision], column < operands.count else {
        throw BatchUnsupported()
      }
      return try outer(operands[column])
    case .alertRaised(let decision, let rule):
      guard case .alerts(let raised, _) = plan.outputs[decision] else { throw BatchUnsupported() }
      return try outer(.truth(raised[rule]))
    case .previousField(let index): return try lowerPrevious(.field(index), expression.type)
    case .previousDecision(let index): return try lowerPrevious(.decision(index), expression.type)
    case .previousColumn(let decision, let column):
      return try lowerPrevious(.column(decision: decision, column: column), expression.type)
    case .previousAlertRaised(let decision, let rule):
      return try lowerPrevious(.alert(decision: decision, rule: rule), .boolean)
    case .negate(let operand): return try changedSign(lower(operand), .negate, .negateWide)
    case .not(let operand): return .truth(truth(.not, try truth(of: operand)))
    case .and(let operands): return .truth(try join(operands, .and, from: BatchPlan.yes))
    case .or(let operands): return .truth(try join(operands, .or, from: BatchPlan.no))
    case .arithmetic(let operation, let left, let right):
      return try arithmetic(operation, left, right, id)
    case .comparison(let comparison, let left, let right):
      return .truth(try compared(comparison, lower(left), lower(right)))
    case .inRange(let subject, let range):
      return .truth(try within(try lower(subject), range))
    case .inMembers(let subject, let members):
      return .truth(try among(try lower(subject), members))
    case .inList(let subject, let list):
      return .truth(try isMember(try lower(subject), program.lists[list].members))
    case .inValue(let value, let list): return .truth(try isElement(value, of: list))
    case .isMissing(let operand): return .truth(try isMissing(lower(operand)))
    case .isPresent(let operand): return .truth(truth(.not, try isMissing(lower(operand))))
    case .fallback(let value, let replacement):
      return try fallback(lower(value), lower(replacement))
    case .conditional(let condition, let first, let second):
      return try select(truth(of: condition), lower(first), lower(second))
    case .textTest(let test, let text, let part):
      return try textTest(test, text, part, id)
    case .call(let function, let arguments): return try call(function, arguments, id)
    case .aggregate(let kind, let list, let value, let filter):
      return try lowerAggregate(kind, list, value, filter, expression)
    }
  }

  mutating func truth(of id: ExpressionID) throws(BatchUnsupported) -> Int32 {
    guard case .truth(let truth) = try lower(id) else { throw BatchUnsupported() }
    return truth
  }

  // MARK: Fields

  /// A field of the input's record, or of a record nested in it.
  mutating func lowerField(_ steps: [Int]) throws(BatchUnsupported) -> BatchOperand {
    guard let field = steps.last else { throw BatchUnsupported() }
    return try lowerField(field, of: FieldPath(list: -1, steps: steps.dropLast()))
  }

  /// A field of the record at a path; a derived one is computed from the others.
  private mutating func lowerField(
    _ field: Int, of record: FieldPath
  ) throws(BatchUnsupported) -> BatchOperand {
    var path = record
    path.steps.append(field)
    guard case .derived(let expression) = self.field(at: path)?.content else {
      return try lowerSlot(path)
    }
    if let operand = derivedOf[path] { return operand }
    // Derived fields of the record itself are lowered before any loop.
    guard record.list >= 0 || element == nil else { throw BatchUnsupported() }
    let outer = dotted
    dotted = record
    defer { dotted = outer }
    let operand = try lower(expression)
    derivedOf[path] = operand
    return operand
  }

  /// What is written of a field of the input: of what holds values its stored fields, save sensitive ones.
  mutating func lowerShape(
    of field: Field, at index: Int
  ) throws(BatchUnsupported) -> BatchShape {
    guard case .stored = field.content else { return .value(try lowerField([index]), field.type) }
    return try lowerShape(at: FieldPath(list: -1, steps: [index]), field.type)
  }

  private mutating func lowerShape(
    at path: FieldPath, _ type: ValueType
  ) throws(BatchUnsupported) -> BatchShape {
    // The reader makes no columns for records within records deeper than that either.
    guard path.steps.count < ReadPlanBuilder.depthMax else { throw BatchUnsupported() }
    switch type {
    case .record(let record):
      var fields: [(name: String, shape: BatchShape)] = []
      for (index, field) in program.records[record].fields.enumerated() where !field.isSensitive {
        guard case .stored = field.content else { continue }
        let inner = FieldPath(list: path.list, steps: path.steps + [index])
        fields.append((field.name, try lowerShape(at: inner, field.type)))
      }
      return .record(presence: try presence(ofRecordAt: path), fields)
    case .list(let element):
      guard case .list(let list) = try lowerSlot(path) else { throw BatchUnsupported() }
      let inner = FieldPath(list: list, steps: [])
      return .list(list, element: try lowerShape(at: inner, element))
    case .boolean, .integer, .number, .money, .date, .days, .months, .text, .level:
      return .value(try lowerSlot(path), type)
    }
  }

  private mutating func lowerMember(
    _ base: ExpressionID, record: Int, _ field: Int
  ) throws(BatchUnsupported) -> BatchOperand {
    guard case .record(let slot) = try lower(base) else { throw BatchUnsupported() }
    let path = plan.slots[Int(slot)].path
    let operand = try lowerField(field, of: path)
    return path.list < 0 ? try outer(operand) : operand
  }

  /// What is declared of the field at a path.
  func field(at path: FieldPath) -> Field? {
    var type: ValueType =
      path.list < 0 ? .record(0) : plan.lists[Int(path.list)].element
    var field: Field?
    for step in path.steps {
      guard case .record(let record) = type, step < program.records[record].fields.count else {
        return nil
      }
      let found = program.records[record].fields[step]
      field = found
      type = found.type
    }
    return field
  }

  /// The columns that the reader fills for a stored field.
  mutating func lowerSlot(_ path: FieldPath) throws(BatchUnsupported) -> BatchOperand {
    if let slot = slotOf[path] { return plan.slots[Int(slot)].value }
    let type = try self.type(at: path)
    let value: BatchOperand
    switch type {
    case .boolean: value = .truth(newTruth())
    case .text: value = .text(newNarrow())
    case .integer, .date, .days, .months, .level: value = .narrow(newNarrow(), scale: 0)
    case .number, .money:
      let places = places(at: path, type)
      value = places <= 4 ? .narrow(newNarrow(), scale: places) : .wide(newWide())
    case .record:
      // The slot's index stands for the record; an optional one's truth says whether there is one.
      value = .record(Int32(plan.slots.count))
    case .list(let element):
      // What records in lists of lists require is not looked at.
      if case .list = element, element.holdsRecords { throw BatchUnsupported() }
      guard plan.lists.count < BatchList.countMax else { throw BatchUnsupported() }
      plan.lists.append(BatchList(path: path, element: element, presence: newTruth()))
      value = .list(Int32(plan.lists.count - 1))
    }
    let index = Int32(plan.slots.count)
    plan.slots.append(BatchSlot(path: path, type: type, value: value))
    if case .record = type, case .stored(let content)? = field(at: path)?.content,
      case .missing = content.absence
    {
      plan.slots[Int(index)].code = newTruth()
    }
    if case .text(let column) = value { slotOfText[column] = index }
    slotOf[path] = index
    return value
  }

  /// Makes the reader check the lists at a path, and in what lies there, that no rule reads.
  mutating func lowerLists(at path: FieldPath, _ type: ValueType) throws(BatchUnsupported) {
    guard path.steps.count < ReadPlanBuilder.depthMax else { throw BatchUnsupported() }
    switch type {
    case .list(let element):
      guard case .list(let list) = try lowerSlot(path) else { throw BatchUnsupported() }
      try lowerLists(at: FieldPath(list: list, steps: []), element)
    case .record(let record):
      for (index, field) in program.records[record].fields.enumerated() {
        guard case .stored = field.content else { continue }
        try lowerLists(at: FieldPath(list: path.list, steps: path.steps + [index]), field.type)
      }
    case .boolean, .integer, .number, .money, .date, .days, .months, .text, .level: break
    }
  }

  private func type(at path: FieldPath) throws(BatchUnsupported) -> ValueType {
    if path.steps.isEmpty, path.list >= 0 { return plan.lists[Int(path.list)].element }
    guard let field = field(at: path) else { throw BatchUnsupported() }
    return field.type
  }

  private func places(at path: FieldPath, _ type: ValueType) -> Int {
    if !path.steps.isEmpty, case .stored(let content)? = field(at: path)?.content {
      return content.places
    }
    if case .money(let currency) = type { return currency.places }
    return 18
  }

  private mutating func lowerPrevious(
    _ source: BatchPlan.PreviousSource, _ type: ValueType
  ) throws(BatchUnsupported) -> BatchOperand {
    if let operand = previousOf[source] { return try outer(operand) }
    let operand: BatchOperand
    switch type {
    case .boolean: operand = .truth(newTruth())
    case .text: operand = .text(newNarrow())
    case .date, .days, .months, .level: operand = .narrow(newNarrow(), scale: 0)
    case .integer, .number, .money: operand = .wide(newWide())
    case .record, .list: throw BatchUnsupported()
    }
    plan.previous.append((source, type, operand))
    previousOf[source] = operand
    return try outer(operand)
  }

  /// A value of the record, as the present code sees it: within a loop, spread over its elements.
  mutating func outer(_ operand: BatchOperand) throws(BatchUnsupported) -> BatchOperand {
    guard element != nil else { return operand }
    switch operand {
    case .narrow(let column, let scale):
      if unitsOf[column] != nil || column == absentNarrow { return operand }
      return .narrow(narrow(.gather, column), scale: scale)
    case .text(let column):
      return textOf[column] != nil || column == absentNarrow
        ? operand : .text(narrow(.gather, column))
    case .wide(let column):
      return coefficientOf[column] != nil ? operand : .wide(wide(.gatherWide, column))
    case .truth(let truth):
      return truth <= BatchPlan.unknown ? operand : .truth(self.truth(.gatherTruth, truth))
    case .record: return operand
    case .list: throw BatchUnsupported()
    }
  }

  // MARK: Truths

  private mutating func join(
    _ operands: [ExpressionID], _ opcode: BatchOpcode, from start: Int32
  ) throws(BatchUnsupported) -> Int32 {
    var result: Int32?
    for operand in operands {
      let next = try truth(of: operand)
      result = result.map { truth(opcode, $0, next) } ?? next
    }
    return result ?? start
  }

  func isTruth(_ operand: BatchOperand) -> Bool {
    if case .truth = operand { true } else { false }
  }

  /// The truth that says whether a record is there: a required one, which has none, is wherever the one
  /// around it is.
  private mutating func presence(ofRecordAt path: FieldPath) throws(BatchUnsupported) -> Int32 {
    var path = path
    while !path.steps.isEmpty {
      guard case .record(let slot) = try lowerSlot(path) else { throw BatchUnsupported() }
      if let truth = plan.slots[Int(slot)].code { return truth }
      path.steps.removeLast()
    }
    return BatchPlan.yes
  }

  mutating func isMissing(_ operand: BatchOperand) throws(BatchUnsupported) -> Int32 {
    switch operand {
    case .narrow(let column, _), .text(let column): return truth(.isMissing, column)
    case .wide(let column): return truth(.isMissing, column, imm: 1)
    case .truth(let condition): return truth(.truthIsMissing, condition)
    case .list(let list):
      // Presence is yes or nothing.
      return truth(.truthIsMissing, plan.lists[Int(list)].presence)
    case .record(let slot):
      let path = plan.slots[Int(slot)].path
      let presence = try presence(ofRecordAt: path)
      guard path.list < 0, element != nil else { return truth(.truthIsMissing, presence) }
      guard case .truth(let spread) = try outer(.truth(presence)) else { throw BatchUnsupported() }
      return truth(.truthIsMissing, spread)
    }
  }

  mutating func fallback(
    _ value: BatchOperand, _ replacement: BatchOperand
  ) throws(BatchUnsupported) -> BatchOperand {
    switch (value, replacement) {
    case (.truth(let one), .truth(let two)): return .truth(truth(.truthDefault, one, two))
    case (.text(let one), .text(let two)): return .text(narrow(.fallback, one, two))
    default: break
    }
    switch try aligned([value, replacement]) {
    case .narrow(let columns, let scale):
      return .narrow(narrow(.fallback, columns[0], columns[1]), scale: scale)
    case .wide(let columns): return .wide(wide(.fallbackWide, columns[0], columns[1]))
    }
  }

  private mutating func select(
    _ condition: Int32, _ first: BatchOperand, _ second: BatchOperand
  ) throws(BatchUnsupported) -> BatchOperand {
    switch (first, second) {
    case (.truth(let one), .truth(let two)):
      return .truth(truth(.truthSelect, condition, one, two))
    case (.text(let one), .text(let two)): return .text(narrow(.select, condition, one, two))
    default: break
    }
    switch try aligned([first, second]) {
    case .narrow(let columns, let scale):
      return .narrow(narrow(.select, condition, columns[0], columns[1]), scale: scale)
    case .wide(let columns):
      return .wide(wide(.selectWide, condition, columns[0], columns[1]))
    }
  }

  // MARK: Functions

  private mutating func call(
    _ function: Function, _ arguments: [ExpressionID], _ id: ExpressionID
  ) throws(BatchUnsupported) -> BatchOperand {
    switch function {
    case .abs: return try changedSign(lower(arguments[0]), .absolute, .absoluteWide)
    case .min, .max:
      var operands: [BatchOperand] = []
      for argument in arguments { operands.append(try lower(argument)) }
      return try extreme(operands, greatest: function == .max)
    case .round, .roundUp, .roundDown, .roundHalfEven:
      guard arguments.count == 2, let places = constantPlaces(arguments[1]) else {
        return try generic(id)
      }
      return try rounded(lower(arguments[0]), places: places, function.roundingMode)
    case .daysBetween:
      return .narrow(
        narrow(.subtract, try count(lower(arguments[1])), try count(lower(arguments[0]))),
        scale: 0)
    case .monthsBetween, .yearsBetween, .year, .month, .day, .weekday:
      let first = try count(lower(arguments[0]))
      let second = arguments.count > 1 ? try count(lower(arguments[1])) : first
      let result = narrow(.dateFunction, first, second, imm: function.dateFunction.rawValue)
      noteStairs(result, function.dateFunction, first, second)
      return .narrow(result, scale: 0)
    case .power, .length, .upper, .lower, .trim: return try generic(id)
    }
  }

  private mutating func constantPlaces(_ id: ExpressionID) -> Int? {
    guard case .constant(.number(let number)) = program[id].kind, let places = number.integer,
      (0...18) ~= places
    else { return nil }
    return places
  }

  /// An operation on values, as the traced evaluator does it, lane by lane.
  mutating func generic(_ id: ExpressionID) throws(BatchUnsupported) -> BatchOperand {
    var operands: [BatchOperand] = []
    var types: [ValueType] = []
    for operand in program[id].kind.operands {
      let lowered = try lower(operand)
      switch lowered {
      case .list, .record: throw BatchUnsupported()
      case .narrow, .wide, .truth, .text: break
      }
      operands.append(lowered)
      types.append(program[operand].type)
    }
    let result: BatchOperand
    switch program[id].type {
    case .boolean: result = .truth(newTruth())
    case .text: result = .text(newNarrow())
    case .date, .days, .months, .level: result = .narrow(newNarrow(), scale: 0)
    case .integer, .number, .money: result = .wide(newWide())
    case .record, .list: throw BatchUnsupported()
    }
    plan.generics.append(
      BatchPlan.GenericOperation(
        expression: id, operands: operands, operandTypes: types, result: result))
    emit(.generic, 0, Int32(plan.generics.count - 1))
    return result
  }
}

/// A function of dates, as an operand of an instruction.
enum DateFunction: Int64 {
  case monthsBetween, yearsBetween, year, month, day, weekday
}

extension Function {
  fileprivate var roundingMode: RoundingMode {
    switch self {
    case .roundUp: .awayFromZero
    case .roundDown: .towardZero
    case .roundHalfEven: .halfEven
    case .round, .abs, .min, .max, .power, .length, .upper, .lower, .trim, .daysBetween,
      .monthsBetween, .yearsBetween, .year, .month, .day, .weekday:
      .halfAwayFromZero
    }
  }

  fileprivate var dateFunction: DateFunction {
    switch self {
    case .monthsBetween: .monthsBetween
    case .yearsBetween: .yearsBetween
    case .month: .month
    case .day: .day
    case .weekday: .weekday
    case .year, .round, .abs, .min, .max, .power, .length, .upper, .lower, .trim, .daysBetween,
      .roundUp, .roundDown, .roundHalfEven:
      .year
    }
  }
}
