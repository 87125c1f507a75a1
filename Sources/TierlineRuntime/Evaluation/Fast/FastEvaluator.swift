// The fast evaluator: runs a program's flat code over one record after another.
//
// It decides what the traced evaluator decides and keeps nothing else. Whatever is rare leaves it: a
// record that would be refused is handed to the traced evaluator, which says why, and operations
// without an instruction of their own are computed on values by the traced evaluator's functions.
// Equality of the two is held by property tests.

import TierlineSource

/// Decides records for output without reasons; one for each worker.
package struct FastEvaluator {
  let plan: FastPlan
  var registers: ContiguousArray<Register>
  /// Texts, lists and records by register.
  var objects: ContiguousArray<Value>
  /// Computes what has no instruction.
  private let scope: Scope
  private let traced: TracedEvaluator

  /// The program's fast evaluator.
  ///
  /// - Returns: nil for a program that only the traced evaluator can run.
  package init?(program: Program, asOf: CalendarDate?) {
    guard let plan = FastPlan.lowered(program, asOf: asOf) else { return nil }
    self.plan = plan
    registers = ContiguousArray(repeating: Register(state: .missing), count: plan.registerCount)
    objects = ContiguousArray(repeating: .missing, count: plan.registerCount)
    scope = Scope(program: program, asOf: asOf, record: [], previous: nil)
    traced = TracedEvaluator(program: program, asOf: asOf)
    for (register, value) in plan.constants { store(value, in: Int(register)) }
  }

  /// Decides one record: nil when its decisions stand in the registers, else why it is refused.
  package mutating func decide(
    _ record: [Value], previous: PreviousRecord? = nil
  ) -> [RecordFault]? {
    for (field, register) in plan.inputs { store(record[field], in: Int(register)) }
    for (source, register) in plan.previous {
      store(value(of: source, in: previous), in: Int(register))
    }
    if run(from: 0) { return nil }
    switch traced.decide(record, previous: previous) {
    case .refused(let faults): return faults
    // Not met: the fast code leaves only records that the traced evaluator refuses.
    case .decided: return []
    }
  }

  // MARK: Values and registers

  mutating func store(_ value: Value, in index: Int) {
    switch value {
    case .missing: registers[index] = Register(state: .missing)
    case .overflow: registers[index] = Register(state: .overflow)
    case .boolean(let isTrue): registers[index] = Register(isTrue)
    case .number(let number): registers[index] = Register(number.coefficient)
    case .date(let date): registers[index] = Register(Int128(date.dayNumber))
    case .days(let count), .months(let count), .level(let count):
      registers[index] = Register(Int128(count))
    case .text, .list, .record:
      registers[index] = Register(0)
      objects[index] = value
    }
  }

  /// What a register is worth, as a value of a type.
  func value(in index: Int32, as type: ValueType) -> Value {
    let register = registers[Int(index)]
    switch register.state {
    case .missing: return .missing
    case .overflow: return .overflow(.nowhere)
    case .present: break
    }
    let count = Int(truncatingIfNeeded: register.bits)
    switch type {
    case .boolean: return .boolean(register.bits != 0)
    case .integer, .number, .money:
      return Decimal(coefficient: register.bits).map { .number($0) } ?? .overflow(.nowhere)
    case .date: return CalendarDate(dayNumber: count).map { .date($0) } ?? .missing
    case .days: return .days(count)
    case .months: return .months(count)
    case .level: return .level(count)
    case .text, .list, .record: return objects[Int(index)]
    }
  }

  private func value(of source: FastPlan.PreviousSource, in previous: PreviousRecord?) -> Value {
    guard let previous else { return .missing }
    switch source {
    case .field(let index): return previous.fields.value(at: index)
    case .decision(let index): return previous.decisions.value(at: index)
    case .column(let decision, let column):
      return previous.decisions.value(at: decision).member(column)
    case .alert(let decision, let rule):
      guard case .list(let raised) = previous.decisions.value(at: decision),
        case .alerts(let alerts) = plan.program.decisions[decision].body
      else { return .missing }
      let name = PlainValue.text(Text(alerts.rules[rule].rule.name))
      return .boolean(raised.contains { PlainValue($0) == name })
    }
  }

  // MARK: The loop

  /// Runs a block; false when the record is to be refused.
  private mutating func run(from start: Int) -> Bool {
    var next = start
    while true {
      let step = plan.code[next]
      next += 1
      let a = Int(step.a)
      let b = Int(step.b)
      let c = Int(step.c)
      switch step.opcode {
      case .move:
        registers[a] = registers[b]
        if step.d != 0 { objects[a] = objects[b] }
      case .add: registers[a] = registers[b].adding(registers[c])
      case .subtract: registers[a] = registers[b].subtracting(registers[c])
      case .multiply: registers[a] = registers[b].multiplied(by: registers[c])
      case .divide: registers[a] = registers[b].divided(by: registers[c])
      case .minimum: registers[a] = registers[b].least(registers[c])
      case .maximum: registers[a] = registers[b].greatest(registers[c])
      case .roundDown: registers[a] = registers[b].rounded(to: registers[c], .towardZero)
      case .roundUp: registers[a] = registers[b].rounded(to: registers[c], .awayFromZero)
      case .roundNearest:
        registers[a] = registers[b].rounded(to: registers[c], .halfAwayFromZero)
      case .roundHalfEven: registers[a] = registers[b].rounded(to: registers[c], .halfEven)
      case .daysBetween: registers[a] = registers[b].days(to: registers[c])
      case .less: registers[a] = registers[b].compared(with: registers[c]) { $0 < $1 }
      case .lessOrEqual: registers[a] = registers[b].compared(with: registers[c]) { $0 <= $1 }
      case .equal: registers[a] = registers[b].compared(with: registers[c]) { $0 == $1 }
      case .notEqual: registers[a] = registers[b].compared(with: registers[c]) { $0 != $1 }
      case .textEqual: registers[a] = text(b, c) { $0 == $1 }
      case .textNotEqual: registers[a] = text(b, c) { $0 != $1 }
      case .textContains: registers[a] = text(b, c) { $0.contains($1) }
      case .textStartsWith: registers[a] = text(b, c) { $0.hasPrefix($1) }
      case .textEndsWith: registers[a] = text(b, c) { $0.hasSuffix($1) }
      case .isMember: registers[a] = isMember(b, set: c, kind: step.d)
      case .and: registers[a] = registers[b].and(registers[c])
      case .or: registers[a] = registers[b].or(registers[c])
      case .not: registers[a] = registers[b].negated
      case .isMissing:
        registers[a] =
          registers[b].state == .overflow
          ? Register(state: .overflow) : Register(registers[b].state == .missing)
      case .fallback:
        let source = registers[b].state == .missing ? c : b
        registers[a] = registers[source]
        if step.d != 0 { objects[a] = objects[source] }
      case .select, .selectObject:
        let condition = registers[b]
        if condition.state == .present {
          let source = condition.bits != 0 ? c : Int(step.d)
          registers[a] = registers[source]
          if step.opcode == .selectObject { objects[a] = objects[source] }
        } else {
          registers[a] = Register(state: condition.state)
        }
      case .member:
        if registers[b].state == .present {
          store(objects[b].member(c), in: a)
        } else {
          registers[a] = Register(state: registers[b].state)
        }
      case .generic: store(generic(plan.generics[b]), in: a)
      case .aggregate: store(aggregate(plan.aggregates[b]), in: a)
      case .extreme: registers[a] = extreme(plan.extremes[b])
      case .jump: next = a
      case .branch:
        let truth = registers[a]
        switch truth.state {
        case .present: if truth.bits == 0 { next = b }
        case .missing: next = c
        case .overflow: return false
        }
      case .branchYes: if registers[a].isYes { next = b }
      case .branchMissing:
        switch registers[a].state {
        case .present: break
        case .missing: next = b
        case .overflow: return false
        }
      case .require: if registers[a].state != .present { return false }
      case .settle: if registers[a].state == .overflow { return false }
      case .refuse: return false
      case .end: return true
      }
    }
  }

  private func text(_ left: Int, _ right: Int, _ test: (Text, Text) -> Bool) -> Register {
    let state = registers[left].state.joined(registers[right].state)
    guard state == .present else { return Register(state: state) }
    guard case .text(let one) = objects[left], case .text(let two) = objects[right] else {
      return Register(state: .missing)
    }
    return Register(test(one, two))
  }

  private func isMember(_ index: Int, set: Int, kind: Int32) -> Register {
    let register = registers[index]
    guard register.state == .present else { return Register(state: register.state) }
    let count = Int(truncatingIfNeeded: register.bits)
    let value: Value? =
      switch kind {
      case 0: Decimal(coefficient: register.bits).map { .number($0) }
      case 1: CalendarDate(dayNumber: count).map { .date($0) }
      case 2: .days(count)
      case 3: .months(count)
      case 5: .level(count)
      case 6: .boolean(register.bits != 0)
      default: objects[index]
      }
    return Register(value.map { plan.sets[set].contains($0) } ?? false)
  }

  // MARK: What has no instruction

  private func generic(_ operation: FastPlan.GenericOperation) -> Value {
    let operands = zip(operation.operands, operation.operandTypes).map { value(in: $0, as: $1) }
    switch operation.kind {
    case .expression(let id): return scope.combine(plan.program[id], operands)
    case .like: return operands.value(at: 0).tested(.like, operands.value(at: 1)).value
    case .deadline: return operands.value(at: 0).applying(.add, operands.value(at: 1), at: .nowhere)
    }
  }

  private mutating func aggregate(_ loop: FastPlan.AggregateLoop) -> Value {
    let list = registers[Int(loop.list)]
    guard list.state == .present, case .list(let elements) = objects[Int(loop.list)] else {
      return list.state == .overflow ? .overflow(.nowhere) : .missing
    }
    var fold = AggregateFold(loop.kind, type: loop.type)
    for element in elements {
      store(element, in: Int(loop.element))
      // A loop's block has no jumps and refuses nothing.
      _ = run(from: Int(loop.block))
      fold.add(
        filter: loop.filter.map { registers[Int($0)] },
        value: loop.value.map { value(in: $0, as: loop.valueType) })
    }
    return fold.result
  }

  private func extreme(_ policy: FastPlan.ExtremePolicy) -> Register {
    func isBeyond(_ left: Int128, _ right: Int128) -> Bool {
      policy.isHighest ? left > right : left < right
    }
    var base: Int128?
    for (condition, level) in zip(policy.conditions, policy.levels)
    where registers[Int(condition)].isYes {
      let level = registers[Int(level)]
      guard level.state == .present else { return Register(state: .overflow) }
      if base.map({ isBeyond(level.bits, $0) }) ?? true { base = level.bits }
    }
    let otherwise = registers[Int(policy.otherwise)]
    if base == nil, otherwise.state != .present { return Register(state: .overflow) }
    let found = base ?? otherwise.bits
    var isUndecided = false
    for (condition, level) in zip(policy.conditions, policy.levels) {
      let level = registers[Int(level)]
      guard level.state != .present || isBeyond(level.bits, found) else { continue }
      switch registers[Int(condition)].state {
      case .present: break
      case .overflow: return Register(state: .overflow)
      case .missing: isUndecided = true
      }
    }
    guard isUndecided, let unknown = policy.unknown else { return Register(found) }
    guard unknown >= 0, registers[Int(unknown)].state == .present else {
      return Register(state: .overflow)
    }
    let level = registers[Int(unknown)].bits
    return Register(isBeyond(level, found) ? level : found)
  }
}
