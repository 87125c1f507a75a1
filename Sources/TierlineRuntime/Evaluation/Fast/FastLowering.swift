// Lowering a program to flat code.
//
// Lets and decisions are lowered in the program's order, each into registers of its own, one behind
// another: code before a decision has always run when the decision's does. Within an expression
// there are no jumps: every operand is computed, because no operation has an effect and absence is
// a state of the register. Only blocks jump, from a rule that is no to the next.

/// Builds a `FastPlan`.
struct FastLowering {
  var plan: FastPlan
  var code: [Instruction] = []
  private var finished: [[Instruction]] = []
  private var constantRegisters: [PlainValue: Int32] = [:]
  private var fieldRegisters: [Int: Int32] = [:]
  private var letRegisters: [Int: Int32] = [:]
  private var previousRegisters: [ExpressionID: Int32] = [:]

  var program: Program { plan.program }

  /// The plan of a program; nil where some record inside the input has requirements, which only
  /// the traced evaluator checks.
  static func lower(_ program: Program, asOf: CalendarDate?) -> FastPlan? {
    guard program.records.dropFirst().allSatisfy(\.requirements.isEmpty) else { return nil }
    var lowering = FastLowering(plan: FastPlan(program: program, asOf: asOf))
    lowering.lowerAll()
    return lowering.plan
  }

  private init(plan: FastPlan) { self.plan = plan }

  private mutating func lowerAll() {
    plan.outputs = program.decisions.map { _ in .value(-1) }
    for (index, field) in program.input.fields.enumerated() {
      if case .derived = field.content { _ = register(ofField: index) }
    }
    for requirement in program.input.requirements {
      let condition = lower(requirement.condition, in: nil)
      let refusal = emit(.branch, condition)
      let passed = emit(.jump)
      patch(refusal, toNo: here, toUnknown: here)
      emit(.refuse)
      patch(jump: passed)
    }
    for step in program.order {
      switch step {
      case .named(let index):
        letRegisters[index] = lower(program.lets[index].expression, in: nil)
      case .decision(let index): lowerDecision(index)
      }
    }
    emit(.end)
    assemble()
  }

  /// Puts the main block first and the loops' blocks behind it.
  private mutating func assemble() {
    var starts: [Int32] = []
    var all = code
    for block in finished {
      starts.append(Int32(all.count))
      all += block
    }
    plan.code = all
    for index in plan.aggregates.indices where plan.aggregates[index].block >= 0 {
      plan.aggregates[index].block = starts[Int(plan.aggregates[index].block)]
    }
  }

  // MARK: Registers and code

  mutating func newRegister() -> Int32 {
    plan.registerCount += 1
    return Int32(plan.registerCount - 1)
  }

  @discardableResult
  mutating func emit(
    _ opcode: Opcode, _ a: Int32 = 0, _ b: Int32 = 0, _ c: Int32 = 0, _ d: Int32 = 0
  ) -> Int {
    code.append(Instruction(opcode: opcode, a: a, b: b, c: c, d: d))
    return code.count - 1
  }

  /// Emits an operation into a new register.
  mutating func compute(_ opcode: Opcode, _ b: Int32, _ c: Int32 = 0, _ d: Int32 = 0) -> Int32 {
    let result = newRegister()
    emit(opcode, result, b, c, d)
    return result
  }

  var here: Int32 { Int32(code.count) }

  mutating func patch(jump index: Int) { code[index].a = here }

  /// Sets where a branch goes on; nil leaves a target as it is.
  mutating func patch(_ index: Int, toNo: Int32? = nil, toUnknown: Int32? = nil) {
    if let toNo { code[index].b = toNo }
    if let toUnknown { code[index].c = toUnknown }
  }

  mutating func constant(_ value: Value) -> Int32 {
    let key = PlainValue(value)
    if let key, let known = constantRegisters[key] { return known }
    let register = newRegister()
    plan.constants.append((register, value))
    if let key { constantRegisters[key] = register }
    return register
  }

  /// Lowers a block of its own: a loop's body.
  mutating func block(_ body: (inout FastLowering) -> Void) -> Int32 {
    let outer = code
    code = []
    body(&self)
    emit(.end)
    finished.append(code)
    code = outer
    return Int32(finished.count - 1)
  }

  // MARK: Names

  mutating func register(ofField index: Int) -> Int32 {
    if let known = fieldRegisters[index] { return known }
    let register: Int32
    switch program.input.fields[index].content {
    case .stored:
      register = newRegister()
      plan.inputs.append((index, register))
    case .derived(let expression): register = lower(expression, in: nil)
    }
    fieldRegisters[index] = register
    return register
  }

  func register(ofLet index: Int) -> Int32? { letRegisters[index] }

  mutating func register(of source: FastPlan.PreviousSource) -> Int32 {
    let register = newRegister()
    plan.previous.append((source, register))
    return register
  }
}
