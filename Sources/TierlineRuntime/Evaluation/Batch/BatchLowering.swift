// From a program to code over batches.
//
// Expressions become instructions without jumps; equal ones are computed once. Blocks of rules come
// in `BatchLowering+Blocks.swift`. Whatever the code cannot hold (a list of the record within a loop over
// another, a record chosen by an `if`) makes the program one for the traced evaluator alone.

import TierlineSource

/// A program uses what batches cannot hold.
struct BatchUnsupported: Error {}

/// Lowers one program.
struct BatchLowering {
  var plan: BatchPlan
  /// The code under construction: the main code, or a loop's block.
  var code: [BatchInstruction] = []
  /// What has been computed already in this code, by instruction without its result.
  var known: [Computation: Int32] = [:]
  /// The element's list while a loop's block is lowered.
  var element: Int32?
  /// Fields already lowered in the present block, by path.
  var slotOf: [FieldPath: Int32] = [:]
  var derivedOf: [FieldPath: BatchOperand] = [:]
  /// The record whose fields are read by the dot.
  var dotted = FieldPath(list: -1, steps: [])
  /// Operands of lets, by index.
  var lets: [Int: BatchOperand] = [:]
  var narrowConstants: [Int64: Int32] = [:]
  var wideConstants: [Int128: Int32] = [:]
  var textConstants: [Text: Int32] = [:]
  /// The constants, by column.
  var unitsOf: [Int32: Int64] = [:]
  var coefficientOf: [Int32: Int128] = [:]
  var textOf: [Int32: Text] = [:]
  var absentNarrow: Int32?
  /// Columns that hold a function of one date.
  var stairsOf: [Int32: Stairs] = [:]
  var previousOf: [BatchPlan.PreviousSource: BatchOperand] = [:]
  /// The loop of each list that reads nothing but elements, and what it has computed.
  var pureLoops: [Int32: PureLoop] = [:]
  /// Blocks of loops, by loop.
  var blocks: [[BatchInstruction]] = []
  /// The slot that a text column or an element's text column was read into.
  var slotOfText: [Int32: Int32] = [:]
  struct Computation: Hashable {
    var opcode: BatchOpcode
    var b: Int32
    var c: Int32
    var d: Int32
    var imm: Int64
  }

  /// A loop to which more aggregates can be added.
  struct PureLoop {
    var loop: Int
    var known: [Computation: Int32] = [:]
    var derived: [FieldPath: BatchOperand] = [:]
  }

  var program: Program { plan.program }

  /// Lowers a program; nil where only the traced evaluator can run it.
  ///
  /// `includesFields` says whether the output holds the input's fields too.
  static func lower(
    _ program: Program, asOf: CalendarDate?, includesFields: Bool, _ notation: DecisionNotation
  ) -> BatchPlan? {
    var lowering = BatchLowering(plan: BatchPlan(program: program, asOf: asOf))
    lowering.plan.includesFields = includesFields
    lowering.plan.notation = notation
    do throws(BatchUnsupported) {
      try lowering.lowerAll()
    } catch {
      return nil
    }
    return lowering.plan
  }

  private init(plan: BatchPlan) { self.plan = plan }

  private mutating func lowerAll() throws(BatchUnsupported) {
    plan.outputs = program.decisions.map { _ in .columns([]) }
    plan.reasons = program.decisions.map { _ in .none }
    for (index, field) in program.input.fields.enumerated() {
      if case .derived = field.content { _ = try lowerField([index]) }
    }
    for (index, field) in program.input.fields.enumerated() where plan.writes(field) {
      plan.fields.append((index, try lowerShape(of: field, at: index)))
    }
    try lowerRequirements()
    for step in program.order {
      switch step {
      case .named(let index):
        lets[index] = try lower(program.lets[index].expression)
      case .decision(let index): try lowerDecision(index)
      }
    }
    if plan.keepsReasons { try lowerTemplates() }
    // What no rule reads is read all the same, to be checked.
    try lowerLists(at: FieldPath(list: -1, steps: []), .record(0))
    plan.mainCount = code.count
    plan.code = code
    for (index, block) in blocks.enumerated() {
      plan.loops[index].start = plan.code.count
      plan.loops[index].count = block.count
      plan.code += block
    }
  }

  // MARK: Columns and code

  mutating func newNarrow() -> Int32 {
    plan.narrowCount += 1
    return Int32(plan.narrowCount - 1)
  }

  mutating func newWide() -> Int32 {
    plan.wideCount += 1
    return Int32(plan.wideCount - 1)
  }

  mutating func newTruth() -> Int32 {
    plan.truthCount += 1
    return Int32(plan.truthCount - 1)
  }

  mutating func emit(
    _ opcode: BatchOpcode, _ a: Int32, _ b: Int32 = 0, _ c: Int32 = 0, _ d: Int32 = 0,
    _ imm: Int64 = 0
  ) {
    code.append(BatchInstruction(opcode: opcode, a: a, b: b, c: c, d: d, imm: imm))
  }

  /// The column of a computation: that of an equal one, or a new one.
  private mutating func computed(
    _ opcode: BatchOpcode, _ b: Int32, _ c: Int32, _ d: Int32, _ imm: Int64,
    new: (inout BatchLowering) -> Int32
  ) -> Int32 {
    let key = Computation(opcode: opcode, b: b, c: c, d: d, imm: imm)
    if let column = known[key] { return column }
    let column = new(&self)
    emit(opcode, column, b, c, d, imm)
    known[key] = column
    return column
  }

  mutating func narrow(
    _ opcode: BatchOpcode, _ b: Int32, _ c: Int32 = 0, _ d: Int32 = 0, imm: Int64 = 0
  ) -> Int32 { computed(opcode, b, c, d, imm) { $0.newNarrow() } }

  mutating func wide(
    _ opcode: BatchOpcode, _ b: Int32, _ c: Int32 = 0, _ d: Int32 = 0, imm: Int64 = 0
  ) -> Int32 { computed(opcode, b, c, d, imm) { $0.newWide() } }

  mutating func truth(
    _ opcode: BatchOpcode, _ b: Int32, _ c: Int32 = 0, _ d: Int32 = 0, imm: Int64 = 0
  ) -> Int32 { computed(opcode, b, c, d, imm) { $0.newTruth() } }

}

// MARK: - Constants

extension BatchLowering {
  mutating func constant(
    _ value: Value, _ type: ValueType
  ) throws(BatchUnsupported) -> BatchOperand {
    switch value {
    case .missing: return try absent(type)
    case .overflow, .list, .record: throw BatchUnsupported()
    case .boolean(let isTrue): return .truth(isTrue ? BatchPlan.yes : BatchPlan.no)
    case .number(let number):
      let places = number.places
      guard places <= 9, let units = number.units(places: places) else {
        return .wide(wideConstant(number.coefficient))
      }
      return .narrow(narrowConstant(units), scale: places)
    case .date(let date): return .narrow(narrowConstant(Int64(date.dayNumber)), scale: 0)
    case .days(let count), .months(let count), .level(let count):
      return .narrow(narrowConstant(Int64(count)), scale: 0)
    case .text(let text): return .text(textConstant(text))
    }
  }

  /// A value that no lane has.
  mutating func absent(_ type: ValueType) throws(BatchUnsupported) -> BatchOperand {
    switch type {
    case .boolean: return .truth(BatchPlan.unknown)
    case .integer, .number, .money, .date, .days, .months, .level:
      return .narrow(absentColumn(), scale: 0)
    case .text: return .text(absentColumn())
    case .record, .list: throw BatchUnsupported()
    }
  }

  /// A column that nothing is ever written to.
  private mutating func absentColumn() -> Int32 {
    let column = absentNarrow ?? newNarrow()
    absentNarrow = column
    return column
  }

  mutating func narrowConstant(_ value: Int64) -> Int32 {
    if let known = narrowConstants[value] { return known }
    let column = newNarrow()
    plan.narrowConstants.append((column, value))
    narrowConstants[value] = column
    unitsOf[column] = value
    return column
  }

  mutating func wideConstant(_ value: Int128) -> Int32 {
    if let known = wideConstants[value] { return known }
    let column = newWide()
    plan.wideConstants.append((column, value))
    wideConstants[value] = column
    coefficientOf[column] = value
    return column
  }

  mutating func textConstant(_ text: Text) -> Int32 {
    if let known = textConstants[text] { return known }
    let column = newNarrow()
    let bytes = Array(text.string.utf8)
    plan.narrowConstants.append(
      (column, TextPlace64(.constant, offset: plan.texts.count, count: bytes.count).bits))
    plan.texts += bytes
    textConstants[text] = column
    textOf[column] = text
    unitsOf[column] = plan.narrowConstants.last?.value
    return column
  }

  /// The coefficient of an operand that is the same number in every lane.
  func constantCoefficient(_ operand: BatchOperand) -> Int128? {
    switch operand {
    case .narrow(let column, let scale):
      unitsOf[column].map { Int128($0) * Int128(powerOfTen(18 - scale)) }
    case .wide(let column): coefficientOf[column]
    case .truth, .text, .list, .record: nil
    }
  }
}

extension Decimal {
  /// The number in units of 10^−places; nil where it has more places or is beyond 64 bits.
  func units(places: Int) -> Int64? {
    let (quotient, rest) = coefficient.quotientAndRemainder(
      dividingBy: Int128(powerOfTen(18 - places)))
    return rest == 0 ? Int64(exactly: quotient) : nil
  }
}
