// The batch evaluator: runs a program's code over 64 records at once.
//
// It decides what the traced evaluator decides, or leaves the lane. Instructions are dispatched once
// for 64 records, so what counts is the loops over lanes: those of `TierlineLanes.h`, and in `Lanes`
// what is rare. Equality with the traced evaluator is held by property tests.

internal import TierlineBytes
import TierlineSource

/// Decides batches of records; one for each worker.
@safe
final class BatchEvaluator {
  let plan: BatchPlan
  let memory: BatchMemory
  private let code: Slab<BatchInstruction>
  private let wideNumbers: Slab<Int128>
  private let bitSets: [Slab<UInt64>]
  private let lookUps: [Slab<Int64>]
  /// Room for an index at work.
  private let chosenRows: Slab<Int>
  /// For each step that divides by its `imm`, how.
  private let dividers: Slab<tierline_divider>
  /// Computes what has no instruction.
  private let scope: Scope
  var folds: [LoopFolds]
  /// The lanes of the records of the elements under way, and how many there are.
  var currentRecordLanes: UnsafePointer<UInt8>
  var currentCount = 0

  init(_ plan: BatchPlan) {
    self.plan = plan
    memory = BatchMemory(plan)
    code = Slab(plan.code)
    wideNumbers = Slab(plan.wideNumbers)
    bitSets = plan.bitSets.map { Slab($0) }
    lookUps = plan.lookUps.map { Slab($0) }
    chosenRows = Slab(plan.indexes.map(\.leafColumnsMax).max() ?? 0)
    dividers = Slab(plan.code.count)
    for (index, step) in plan.code.enumerated()
    where step.opcode == .roundedQuotient || step.opcode == .roundMultiple {
      dividers[index] = tierline_divider_make(step.imm)
    }
    scope = Scope(program: plan.program, asOf: plan.asOf, record: [], previous: nil)
    folds = plan.loops.map(LoopFolds.init)
    unsafe currentRecordLanes = memory.input
  }

  deinit {
    code.free()
    wideNumbers.free()
    for set in bitSets { set.free() }
    for table in lookUps { table.free() }
    chosenRows.free()
    dividers.free()
    for fold in folds { fold.free() }
  }

  /// Decides the records that stand in the columns; `memory.left` has those that are left.
  func run() { run(0..<plan.mainCount) }

  @inline(__always)
  func narrow(_ column: Int32) -> UnsafeMutablePointer<Int64> {
    unsafe memory.narrow.pointer(at: Int(column) << 6)
  }

  @inline(__always)
  private func wide(_ column: Int32) -> UnsafeMutablePointer<Int128> {
    unsafe memory.wide.pointer(at: Int(column) << 6)
  }

  @inline(__always)
  func present(_ column: Int32) -> UInt64 { memory.narrowPresent[Int(column)] }

  @inline(__always)
  private func presentWide(_ column: Int32) -> UInt64 { memory.widePresent[Int(column)] }

  @inline(__always)
  private func mask(_ truth: Int32) -> UInt64 { memory.yes[Int(truth)] }

  @inline(__always)
  private func setTruth(_ truth: Int32, _ word: UInt64, present: UInt64) {
    memory.yes[Int(truth)] = word & present
    memory.no[Int(truth)] = ~word & present
  }

  @inline(__always)
  func setPresent(_ column: Int32, _ word: UInt64) {
    memory.narrowPresent[Int(column)] = word
  }

  @inline(__always)
  private func setPresentWide(_ column: Int32, _ word: UInt64) {
    memory.widePresent[Int(column)] = word
  }

  @inline(__always)
  private func compare(
    _ step: BatchInstruction, _ word: (UnsafePointer<Int64>, UnsafePointer<Int64>) -> UInt64
  ) {
    unsafe setTruth(
      step.a, word(narrow(step.b), narrow(step.c)), present: present(step.b) & present(step.c))
  }

  @inline(__always)
  private func compareConstant(
    _ step: BatchInstruction, _ word: (UnsafePointer<Int64>, Int64) -> UInt64
  ) {
    unsafe setTruth(step.a, word(narrow(step.b), step.imm), present: present(step.b))
  }

  @inline(__always)
  private func compareWide(_ step: BatchInstruction, _ holds: (Int128, Int128) -> Bool) {
    let (left, right) = unsafe (wide(step.b), wide(step.c))
    setTruth(
      step.a, Lanes.word { unsafe holds(left[$0], right[$0]) },
      present: presentWide(step.b) & presentWide(step.c))
  }

  @inline(__always)
  private func compareWideConstant(
    _ step: BatchInstruction, _ word: (UnsafeRawPointer, Int64, UInt64) -> UInt64
  ) {
    let right = wideNumbers[Int(step.c)]
    let (high, low) = (Int64(truncatingIfNeeded: right >> 64), UInt64(truncatingIfNeeded: right))
    unsafe setTruth(step.a, word(wide(step.b), high, low), present: presentWide(step.b))
  }

  /// na = what the operation makes of nb and nc; lanes beyond 64 bits are left.
  @inline(__always)
  private func combine(
    _ step: BatchInstruction, _ operation: (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
  ) {
    let (left, right, target) = unsafe (narrow(step.b), narrow(step.c), narrow(step.a))
    let both = present(step.b) & present(step.c)
    let overflow = unsafe Lanes.write(target) { unsafe operation(left[$0], right[$0]) }
    memory.left |= overflow & both
    setPresent(step.a, both)
  }

  /// The same, by a loop over whole columns.
  @inline(__always)
  private func combine(
    _ step: BatchInstruction,
    columns: (UnsafeMutablePointer<Int64>, UnsafePointer<Int64>, UnsafePointer<Int64>) -> UInt64
  ) {
    let both = present(step.b) & present(step.c)
    memory.left |= unsafe columns(narrow(step.a), narrow(step.b), narrow(step.c)) & both
    setPresent(step.a, both)
  }

  /// na = what the operation makes of nb.
  @inline(__always)
  private func map(
    _ step: BatchInstruction, _ operation: (Int64) -> (partialValue: Int64, overflow: Bool)
  ) {
    let (source, target) = unsafe (narrow(step.b), narrow(step.a))
    let overflow = unsafe Lanes.write(target) { unsafe operation(source[$0]) }
    memory.left |= overflow & present(step.b)
    setPresent(step.a, present(step.b))
  }

  /// wa = what the operation makes of wb and wc; lanes where it gives none are left.
  @inline(__always)
  private func combineWide(_ step: BatchInstruction, _ operation: (Decimal, Decimal) -> Decimal?) {
    let (left, right, target) = unsafe (wide(step.b), wide(step.c), wide(step.a))
    let both = presentWide(step.b) & presentWide(step.c)
    Lanes.each(both) { lane in
      guard let one = unsafe Decimal(coefficient: left[lane]),
        let two = unsafe Decimal(coefficient: right[lane]), let result = operation(one, two)
      else {
        memory.left |= 1 << UInt64(lane)
        return
      }
      unsafe target[lane] = result.coefficient
    }
    setPresentWide(step.a, both)
  }

  @inline(__always)
  private func mapWide(_ step: BatchInstruction, _ operation: (Int128) -> Int128?) {
    let (source, target) = unsafe (wide(step.b), wide(step.a))
    Lanes.each(presentWide(step.b)) { lane in
      if let result = unsafe operation(source[lane]) {
        unsafe target[lane] = result
      } else {
        memory.left |= 1 << UInt64(lane)
      }
    }
    setPresentWide(step.a, presentWide(step.b))
  }

  @inline(__always)
  private func text(
    _ step: BatchInstruction,
    _ test: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Bool
  ) {
    let (left, right) = unsafe (narrow(step.b), narrow(step.c))
    let both = present(step.b) & present(step.c)
    var word: UInt64 = 0
    Lanes.each(both) { lane in
      let one = unsafe memory.bytes(of: TextPlace64(bits: left[lane]))
      let two = unsafe memory.bytes(of: TextPlace64(bits: right[lane]))
      if unsafe test(one, two) { word |= 1 << UInt64(lane) }
    }
    setTruth(step.a, word, present: both)
  }

  /// Runs a stretch of code.
  func run(_ range: Range<Int>) {
    let memory = memory
    for index in range {
      let step = code[index]
      let (a, b, c) = (Int(step.a), Int(step.b), Int(step.c))
      switch step.opcode {
      case .and:
        let (y, n) = (memory.yes[b] & memory.yes[c], memory.no[b] | memory.no[c])
        memory.yes[a] = y
        memory.no[a] = n
      case .or:
        let (y, n) = (memory.yes[b] | memory.yes[c], memory.no[b] & memory.no[c])
        memory.yes[a] = y
        memory.no[a] = n
      case .not:
        let (y, n) = (memory.no[b], memory.yes[b])
        memory.yes[a] = y
        memory.no[a] = n
      case .truthEqual:
        let y = memory.yes[b] & memory.yes[c] | memory.no[b] & memory.no[c]
        let n = memory.yes[b] & memory.no[c] | memory.no[b] & memory.yes[c]
        memory.yes[a] = y
        memory.no[a] = n
      case .truthDefault:
        let open = ~(memory.yes[b] | memory.no[b])
        let (y, n) = (memory.yes[b] | open & memory.yes[c], memory.no[b] | open & memory.no[c])
        memory.yes[a] = y
        memory.no[a] = n
      case .truthSelect:
        let d = Int(step.d)
        let y = memory.yes[b] & memory.yes[c] | memory.no[b] & memory.yes[d]
        let n = memory.yes[b] & memory.no[c] | memory.no[b] & memory.no[d]
        memory.yes[a] = y
        memory.no[a] = n
      case .truthIsMissing: setTruth(step.a, ~(memory.yes[b] | memory.no[b]), present: .max)
      case .isMissing:
        setTruth(
          step.a, ~(step.imm == 0 ? present(step.b) : presentWide(step.b)), present: .max)
      case .less: unsafe compare(step) { unsafe tierline_each_less_than($0, $1) }
      case .lessOrEqual: unsafe compare(step) { unsafe tierline_each_at_most($0, $1) }
      case .equal: unsafe compare(step) { unsafe tierline_each_equal_to($0, $1) }
      case .lessConstant: unsafe compareConstant(step) { unsafe tierline_less_than($0, $1) }
      case .lessOrEqualConstant: unsafe compareConstant(step) { unsafe tierline_at_most($0, $1) }
      case .equalConstant: unsafe compareConstant(step) { unsafe tierline_equal_to($0, $1) }
      case .greaterConstant: unsafe compareConstant(step) { unsafe ~tierline_at_most($0, $1) }
      case .greaterOrEqualConstant:
        unsafe compareConstant(step) { unsafe ~tierline_less_than($0, $1) }
      case .lessWide: compareWide(step) { $0 < $1 }
      case .lessOrEqualWide: compareWide(step) { $0 <= $1 }
      case .equalWide: compareWide(step) { $0 == $1 }
      case .lessWideConstant:
        unsafe compareWideConstant(step) { unsafe tierline_wide_less_than($0, $1, $2) }
      case .lessOrEqualWideConstant:
        unsafe compareWideConstant(step) { unsafe tierline_wide_at_most($0, $1, $2) }
      case .equalWideConstant:
        unsafe compareWideConstant(step) { unsafe tierline_wide_equal_to($0, $1, $2) }
      case .greaterWideConstant:
        unsafe compareWideConstant(step) { unsafe ~tierline_wide_at_most($0, $1, $2) }
      case .greaterOrEqualWideConstant:
        unsafe compareWideConstant(step) { unsafe ~tierline_wide_less_than($0, $1, $2) }
      case .inSet:
        let source = unsafe narrow(step.b)
        var word: UInt64 = 0
        Lanes.each(present(step.b)) { lane in
          if unsafe plan.numberSets[c].contains(source[lane]) { word |= 1 << UInt64(lane) }
        }
        setTruth(step.a, word, present: present(step.b))
      case .inWideSet:
        let source = unsafe wide(step.b)
        var word: UInt64 = 0
        Lanes.each(presentWide(step.b)) { lane in
          if unsafe plan.wideSets[c].contains(source[lane]) { word |= 1 << UInt64(lane) }
        }
        setTruth(step.a, word, present: presentWide(step.b))
      case .codeIn:
        let source = unsafe narrow(step.b)
        let bits = bitSets[c]
        let limit = UInt64(bitPattern: step.imm)
        let word = Lanes.word { lane in
          let code = unsafe UInt64(bitPattern: source[lane])
          return code < limit && bits[Int(code >> 6)] >> (code & 63) & 1 == 1
        }
        setTruth(step.a, word, present: present(step.b))
      case .textEqual: unsafe text(step) { unsafe $0.count == $1.count && $0.elementsEqual($1) }
      case .textContains: unsafe text(step) { unsafe TextSearch.contains($0, $1) }
      case .textStartsWith: unsafe text(step) { unsafe $0.starts(with: $1) }
      case .textEndsWith:
        unsafe text(step) { text, end in
          unsafe text.count >= end.count && text.suffix(end.count).elementsEqual(end)
        }
      case .textInSet:
        let source = unsafe narrow(step.b)
        var word: UInt64 = 0
        Lanes.each(present(step.b)) { lane in
          let text = unsafe Text(memory.string(of: TextPlace64(bits: source[lane])))
          if plan.textSets[c].contains(text) { word |= 1 << UInt64(lane) }
        }
        setTruth(step.a, word, present: present(step.b))
      case .add: unsafe combine(step, columns: { unsafe tierline_add($0, $1, $2) })
      case .subtract: unsafe combine(step, columns: { unsafe tierline_subtract($0, $1, $2) })
      case .multiply: combine(step) { $0.multipliedReportingOverflow(by: $1) }
      case .multiplyConstant:
        let overflow = unsafe tierline_multiply_constant(narrow(step.a), narrow(step.b), step.imm)
        memory.left |= overflow & present(step.b)
        setPresent(step.a, present(step.b))
      case .minimum: combine(step) { (min($0, $1), false) }
      case .maximum: combine(step) { (max($0, $1), false) }
      case .negate: map(step) { (0 as Int64).subtractingReportingOverflow($0) }
      case .absolute:
        map(step) { $0 < 0 ? (0 as Int64).subtractingReportingOverflow($0) : ($0, false) }
      case .roundedQuotient:
        let (unit, mode) = (step.imm, RoundingMode(operand: step.c))
        if mode == .towardZero {
          divide(step, dividers[index])
        } else {
          map(step) { (Self.quotient($0, unit, mode), false) }
        }
      case .roundMultiple:
        let (unit, mode) = (step.imm, RoundingMode(operand: step.c))
        if mode == .towardZero {
          divide(step, dividers[index])
          // Its size is at most that of the number.
          _ = unsafe tierline_multiply_constant(narrow(step.a), narrow(step.a), unit)
        } else {
          map(step) { Self.quotient($0, unit, mode).multipliedReportingOverflow(by: unit) }
        }
      case .requireDay:
        let source = unsafe narrow(step.a)
        memory.left |=
          present(step.a)
          & Lanes.word { unsafe UInt64(bitPattern: source[$0]) > UInt64(CalendarDate.dayNumberMax) }
      case .fallback:
        let first = present(step.b)
        unsafe tierline_select(narrow(step.a), first, narrow(step.b), narrow(step.c))
        setPresent(step.a, first | present(step.c))
      case .select:
        let (first, second) = (memory.yes[b], memory.no[b])
        unsafe tierline_select(narrow(step.a), first, narrow(step.c), narrow(step.d))
        setPresent(step.a, first & present(step.c) | second & present(step.d))
      case .dateFunction: dates(step)
      case .widen:
        let (source, target) = unsafe (narrow(step.b), wide(step.a))
        let factor = Int128(powerOfTen(Int(step.imm)))
        for lane in 0..<Lanes.count { unsafe target[lane] = Int128(source[lane]) &* factor }
        setPresentWide(step.a, present(step.b))
      case .narrowed:
        let (source, target) = unsafe (wide(step.b), narrow(step.a))
        let divisor = Int128(powerOfTen(Int(step.imm)))
        Lanes.each(presentWide(step.b)) { lane in
          let (quotient, rest) = unsafe source[lane].quotientAndRemainder(dividingBy: divisor)
          if rest == 0, let count = Int64(exactly: quotient) {
            unsafe target[lane] = count
          } else {
            memory.left |= 1 << UInt64(lane)
          }
        }
        setPresent(step.a, presentWide(step.b))
      case .addWide: combineWide(step) { $0.adding($1) }
      case .subtractWide: combineWide(step) { $0.subtracting($1) }
      case .multiplyWide: combineWide(step) { $0.multiplied(by: $1) }
      case .divideWide:
        let divisor = unsafe wide(step.c)
        let zero = Lanes.word { unsafe divisor[$0] == 0 }
        combineWide(step) { $1.isZero ? .zero : $0.divided(by: $1) }
        setPresentWide(step.a, presentWide(step.a) & ~zero)
      case .divide:
        let (left, right, target) = unsafe (narrow(step.b), narrow(step.c), wide(step.a))
        let zero = Lanes.word { unsafe right[$0] == 0 }
        let lanes = present(step.b) & present(step.c) & ~zero
        Lanes.each(lanes) { lane in
          if let quotient = unsafe Self.quotient(left[lane], right[lane]) {
            unsafe target[lane] = quotient
          } else {
            memory.left |= 1 << UInt64(lane)
          }
        }
        setPresentWide(step.a, lanes)
      case .minimumWide: combineWide(step) { min($0, $1) }
      case .maximumWide: combineWide(step) { max($0, $1) }
      case .negateWide: mapWide(step) { 0 - $0 }
      case .absoluteWide: mapWide(step) { abs($0) }
      case .roundWide:
        let multiple = Decimal(coefficient: wideNumbers[c])
        let mode = RoundingMode(operand: Int32(step.imm))
        mapWide(step) { number in
          guard let multiple, let number = Decimal(coefficient: number) else { return nil }
          return number.rounded(toMultipleOf: multiple, mode)?.coefficient
        }
      case .fallbackWide:
        let (left, right, target) = unsafe (wide(step.b), wide(step.c), wide(step.a))
        let first = presentWide(step.b)
        for lane in 0..<Lanes.count {
          unsafe target[lane] = first >> UInt64(lane) & 1 == 1 ? left[lane] : right[lane]
        }
        setPresentWide(step.a, first | presentWide(step.c))
      case .selectWide:
        let (left, right, target) = unsafe (wide(step.c), wide(step.d), wide(step.a))
        let (first, second) = (memory.yes[b], memory.no[b])
        for lane in 0..<Lanes.count {
          unsafe target[lane] = first >> UInt64(lane) & 1 == 1 ? left[lane] : right[lane]
        }
        setPresentWide(step.a, first & presentWide(step.c) | second & presentWide(step.d))
      case .all: memory.yes[a] = .max
      case .claim:
        let rest = memory.yes[b]
        let (y, n) = (memory.yes[c], memory.no[c])
        memory.yes[a] = rest & y
        switch step.d {
        case -1: memory.yes[b] = rest & ~y
        case -2:
          memory.left |= rest & ~(y | n)
          memory.yes[b] = rest & n
        default:
          memory.yes[Int(step.d)] |= rest & ~(y | n)
          memory.yes[b] = rest & n
        }
      case .leaveUnless: memory.left |= ~memory.yes[a]
      case .leave: memory.left |= memory.yes[a]
      case .leaveAbsent:
        let found: UInt64 =
          step.imm == 0
          ? present(step.b)
          : step.imm == 1 ? presentWide(step.b) : memory.yes[b] | memory.no[b]
        memory.left |= memory.yes[a] & ~found
      case .blendConstant:
        let word = memory.yes[b]
        unsafe tierline_blend_constant(narrow(step.a), word, step.imm)
        setPresent(step.a, present(step.a) | word)
      case .blendNothing:
        if step.imm == 0 { setPresent(step.a, 0) } else { setPresentWide(step.a, 0) }
      case .blend:
        let word = memory.yes[b]
        unsafe tierline_blend(narrow(step.a), word, narrow(step.c))
        setPresent(step.a, present(step.a) & ~word | word & present(step.c))
      case .blendWide:
        let (source, target) = unsafe (wide(step.c), wide(step.a))
        let word = memory.yes[b]
        Lanes.each(word) { unsafe target[$0] = source[$0] }
        setPresentWide(step.a, presentWide(step.a) & ~word | word & presentWide(step.c))
      case .blendTruth:
        let word = memory.yes[b]
        memory.yes[a] = memory.yes[a] & ~word | memory.yes[c] & word
        memory.no[a] = memory.no[a] & ~word | memory.no[c] & word
      case .addWhere: unsafe tierline_add_where(narrow(step.a), memory.yes[b], step.imm)
      case .truthOfMask:
        let word = memory.yes[b]
        memory.yes[a] = word
        memory.no[a] = ~word
      case .maskAnd: memory.yes[a] = memory.yes[b] & memory.yes[c]
      case .maskAndNot:
        memory.yes[a] = memory.yes[b] & ~memory.yes[c]
        memory.no[a] = 0
      case .maskOr: memory.yes[a] = memory.yes[b] | memory.yes[c]
      case .maskYes: memory.yes[a] = memory.yes[b]
      case .maskUnknown: memory.yes[a] = ~(memory.yes[b] | memory.no[b])
      case .maskPresent:
        memory.yes[a] = memory.yes[b] & (step.imm == 0 ? present(step.c) : presentWide(step.c))
      case .extreme: extreme(step)
      case .indexed: indexed(step)
      case .lookUp:
        let (source, target) = unsafe (narrow(step.b), narrow(step.a))
        let table = lookUps[c]
        Lanes.each(present(step.b)) { unsafe target[$0] = table[Int(source[$0])] }
        setPresent(step.a, present(step.b))
      case .generic: generic(plan.generics[b])
      case .aggregate: aggregate(b)
      case .gather, .gatherWide, .gatherTruth: gather(step)
      }
    }
  }

  /// na = nb ÷ the divider's unit, toward zero.
  @inline(__always)
  private func divide(_ step: BatchInstruction, _ divider: tierline_divider) {
    unsafe tierline_divide(narrow(step.a), narrow(step.b), divider)
    setPresent(step.a, present(step.b))
  }

  private func dates(_ step: BatchInstruction) {
    guard let function = DateFunction(rawValue: step.imm) else { return }
    let (left, right, target) = unsafe (narrow(step.b), narrow(step.c), narrow(step.a))
    let both = present(step.b) & present(step.c)
    Lanes.each(both) { lane in
      guard let one = unsafe CalendarDate(dayNumber: Int(left[lane])),
        let two = unsafe CalendarDate(dayNumber: Int(right[lane]))
      else {
        memory.left |= 1 << UInt64(lane)
        return
      }
      let result =
        switch function {
        case .monthsBetween: CalendarDate.monthsBetween(one, two)
        case .yearsBetween: CalendarDate.yearsBetween(one, two)
        case .year: one.year
        case .month: one.month
        case .day: one.day
        case .weekday: one.weekday
        }
      unsafe target[lane] = Int64(result)
    }
    setPresent(step.a, both)
  }

  private func generic(_ operation: BatchPlan.GenericOperation) {
    let expression = plan.program[operation.expression]
    clear(operation.result)
    for lane in 0..<Lanes.count {
      let operands = zip(operation.operands, operation.operandTypes).map {
        memory.value($0, as: $1, lane: lane)
      }
      let value = scope.combine(expression, operands)
      if case .overflow = value {
        memory.left |= 1 << UInt64(lane)
      } else {
        memory.store(value, operation.result, lane: lane)
      }
    }
  }

  /// The number of the rule that takes each lane.
  private func indexed(_ step: BatchInstruction) {
    let rules = plan.indexes[Int(step.b)]
    let target = unsafe narrow(step.a)
    for lane in 0..<memory.laneCount {
      switch rules.outcome(memory, lane: lane, chosen: chosenRows) {
      case .rule(let rule): unsafe target[lane] = Int64(rule)
      case .otherwise: unsafe target[lane] = Int64(rules.ruleCount)
      case .unknown: unsafe target[lane] = Int64(rules.ruleCount) + 1
      case .left:
        unsafe target[lane] = 0
        memory.left |= 1 << UInt64(lane)
      }
    }
    setPresent(step.a, memory.live)
  }

  private func clear(_ operand: BatchOperand) {
    switch operand {
    case .narrow(let column, _), .text(let column): setPresent(column, 0)
    case .wide(let column): setPresentWide(column, 0)
    case .truth(let truth):
      memory.yes[Int(truth)] = 0
      memory.no[Int(truth)] = 0
    case .list, .record: break
    }
  }
}
