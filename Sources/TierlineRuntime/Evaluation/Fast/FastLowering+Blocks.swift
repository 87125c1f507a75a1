// Decisions to instructions: each block's rules in order, with jumps between them.

extension FastLowering {
  mutating func lowerDecision(_ index: Int) {
    switch program.decisions[index].body {
    case .result(let expression):
      let register = lower(expression, in: nil)
      emit(.settle, register)
      plan.outputs[index] = .value(register)
    case .score(let score): plan.outputs[index] = .value(lowerScore(score))
    case .tier(let tier): plan.outputs[index] = .value(lowerTier(tier))
    case .limit(let limit): plan.outputs[index] = .value(lowerLimit(limit))
    case .alerts(let alerts): plan.outputs[index] = lowerAlerts(alerts)
    case .table(let table): plan.outputs[index] = lowerTable(table)
    }
  }

  // MARK: First match

  /// One candidate of a first-match block.
  struct Candidate {
    var truth: (inout FastLowering) -> Int32
    var outcome: (inout FastLowering) -> Void
  }

  /// What an unknown candidate leads to.
  enum Unknown {
    case refused
    case skipped
    case outcome((inout FastLowering) -> Void)
  }

  /// The first candidate that isn't no decides; nil for `otherwise` refuses.
  mutating func firstMatch(
    _ candidates: [Candidate], otherwise: ((inout FastLowering) -> Void)?, unknown: Unknown
  ) {
    var toEnd: [Int] = []
    var toUnknown: [Int] = []
    for candidate in candidates {
      let branch = emit(.branch, candidate.truth(&self))
      candidate.outcome(&self)
      toEnd.append(emit(.jump))
      patch(branch, toNo: here)
      if case .skipped = unknown {
        patch(branch, toUnknown: here)
      } else {
        toUnknown.append(branch)
      }
    }
    if let otherwise { otherwise(&self) } else { emit(.refuse) }
    if !toUnknown.isEmpty {
      toEnd.append(emit(.jump))
      for branch in toUnknown { patch(branch, toUnknown: here) }
      if case .outcome(let outcome) = unknown { outcome(&self) } else { emit(.refuse) }
    }
    for jump in toEnd { patch(jump: jump) }
  }

  /// A yes decides, the first as written; failing that any overflow refuses and any unknown leads
  /// to its outcome.
  mutating func onlyMatch(
    _ candidates: [Candidate], otherwise: ((inout FastLowering) -> Void)?, unknown: Unknown
  ) {
    let truths = candidates.map { $0.truth(&self) }
    var branches: [Int] = []
    for truth in truths { branches.append(emit(.branchYes, truth)) }
    var any = constant(.boolean(false))
    for truth in truths { any = compute(.or, any, truth) }
    let decided = Candidate(truth: { _ in any }, outcome: { $0.emit(.refuse) })
    firstMatch([decided], otherwise: otherwise, unknown: unknown)
    var toEnd = [emit(.jump)]
    for (candidate, branch) in zip(candidates, branches) {
      code[branch].b = here
      candidate.outcome(&self)
      toEnd.append(emit(.jump))
    }
    for jump in toEnd { patch(jump: jump) }
  }

  // MARK: Bands and tests

  /// Puts the value of bands, which is needed, into a register.
  mutating func lowerBands(_ bands: Bands) -> Int32 {
    let subject = lower(bands.subject, in: nil)
    let isText = program[bands.subject].type == .text
    let type = program[bands.subject].type
    let result = newRegister()
    let candidates = bands.bands.map { band in
      Candidate(
        truth: { $0.any(of: band.tests, subject, isText: isText, type: type) },
        outcome: { $0.put(band.outcome, into: result) })
    }
    let otherwise = bands.otherwise.map { otherwise in
      { (lowering: inout FastLowering) in lowering.put(otherwise.outcome, into: result) }
    }
    firstMatch(
      candidates, otherwise: otherwise, unknown: self.unknown(bands.unknown, into: result))
    return result
  }

  /// a = the value of an expression that the decision needs.
  mutating func put(_ expression: ExpressionID, into register: Int32) {
    let value = lower(expression, in: nil)
    emit(.require, value)
    move(value, to: register, type: program[expression].type)
  }

  /// a = b; texts, lists and records move with their side value.
  mutating func move(_ value: Int32, to register: Int32, type: ValueType) {
    emit(.move, register, value, 0, type.isObject ? 1 : 0)
  }

  func unknown(_ outcome: UnknownOutcome, into register: Int32) -> Unknown {
    switch outcome {
    case .impossible: .refused
    case .skip: .skipped
    case .value(let value, _): .outcome { $0.put(value, into: register) }
    }
  }

  /// Whether a subject meets any of the tests.
  mutating func any(of tests: [Test], _ subject: Int32, isText: Bool, type: ValueType) -> Int32 {
    var result: Int32?
    for test in tests {
      let truth = lower(test, subject, isText: isText, type: type)
      result = result.map { compute(.or, $0, truth) } ?? truth
    }
    return result ?? constant(.boolean(false))
  }

  private mutating func lower(
    _ test: Test, _ subject: Int32, isText: Bool, type: ValueType
  ) -> Int32 {
    switch test {
    case .any: return constant(.boolean(true))
    case .missing: return compute(.isMissing, subject)
    case .comparison(let comparison, let operand):
      return compare(comparison, subject, lower(operand, in: nil), isText: isText)
    case .range(let range): return within(subject, range, in: nil)
    case .members(let members, let negated):
      let truth = among(subject, members, isText: isText, in: nil)
      return negated ? compute(.not, truth) : truth
    case .list(let list, let negated):
      let truth = isMember(subject, program.lists[list].members, type: type)
      return negated ? compute(.not, truth) : truth
    case .not(let test): return compute(.not, lower(test, subject, isText: isText, type: type))
    case .text(.like, let operand): return like(subject, operand)
    case .text(let test, let operand):
      return compute(test.opcode, subject, lower(operand, in: nil))
    }
  }

  /// A pattern test of a cell: computed on values, by way of a test expression of its own.
  private mutating func like(_ subject: Int32, _ operand: ExpressionID) -> Int32 {
    plan.generics.append(
      FastPlan.GenericOperation(
        kind: .like, operands: [subject, lower(operand, in: nil)],
        operandTypes: [.text, .text]))
    return compute(.generic, Int32(plan.generics.count - 1))
  }

  // MARK: Tiers

  private mutating func lowerTier(_ tier: Tier) -> Int32 {
    switch tier.content {
    case .bands(let bands): return lowerBands(bands)
    case .rules(let rules, let policy, let otherwise, let unknown):
      switch policy {
      case .first, .only:
        let result = newRegister()
        let candidates = rules.map { rule in
          Candidate(
            truth: { $0.lower(rule.condition, in: nil) },
            outcome: { $0.put(rule.outcome, into: result) })
        }
        let rest = { (lowering: inout FastLowering) in
          lowering.put(otherwise.outcome, into: result)
        }
        let leads = self.unknown(unknown, into: result)
        if policy == .first {
          firstMatch(candidates, otherwise: rest, unknown: leads)
        } else {
          onlyMatch(candidates, otherwise: rest, unknown: leads)
        }
        return result
      case .highest, .lowest:
        return lowerExtreme(rules, isHighest: policy == .highest, otherwise, unknown)
      }
    }
  }

  private mutating func lowerExtreme(
    _ rules: [Rule], isHighest: Bool, _ otherwise: Otherwise, _ unknown: UnknownOutcome
  ) -> Int32 {
    let conditions = rules.map { lower($0.condition, in: nil) }
    let levels = rules.map { lower($0.outcome, in: nil) }
    let settled: Int32? =
      switch unknown {
      case .impossible: -1
      case .skip: nil
      case .value(let value, _): lower(value, in: nil)
      }
    plan.extremes.append(
      FastPlan.ExtremePolicy(
        isHighest: isHighest, conditions: conditions, levels: levels,
        otherwise: lower(otherwise.outcome, in: nil), unknown: settled))
    let result = compute(.extreme, Int32(plan.extremes.count - 1))
    emit(.require, result)
    return result
  }

  // MARK: Scores

  private mutating func lowerScore(_ score: Score) -> Int32 {
    let sum = newRegister()
    put(score.start, into: sum)
    for item in score.items {
      switch item {
      case .characteristic(let bands): emit(.add, sum, sum, lowerBands(bands))
      case .rule(let rule):
        let points = newRegister()
        let candidate = Candidate(
          truth: { $0.lower(rule.condition, in: nil) },
          outcome: { $0.put(rule.outcome, into: points) })
        let zero = constant(.number(.zero))
        firstMatch(
          [candidate], otherwise: { $0.emit(.move, points, zero) },
          unknown: unknown(score.unknown, into: points))
        emit(.add, sum, sum, points)
      }
    }
    emit(.require, sum)
    guard let bounds = score.bounds else { return sum }
    return compute(
      .minimum, compute(.maximum, sum, constant(.number(bounds.lower))),
      constant(.number(bounds.upper)))
  }

  // MARK: Limits

  private mutating func lowerLimit(_ limit: Limit) -> Int32 {
    let amount = newRegister()
    let stopped = newRegister()
    emit(.move, stopped, constant(.boolean(false)))
    let start = lower(limit.start, in: nil)
    let isMissing = emit(.branchMissing, start)
    emit(.move, amount, start)
    let isPresent = emit(.jump)
    code[isMissing].b = here
    if case .value(let value, _) = limit.unknown {
      put(value, into: amount)
      emit(.move, stopped, constant(.boolean(true)))
    } else {
      emit(.refuse)
    }
    patch(jump: isPresent)
    for step in limit.steps { lowerStep(step, of: limit, amount, stopped) }
    return amount
  }

  private mutating func lowerStep(
    _ step: LimitStep, of limit: Limit, _ amount: Int32, _ stopped: Int32
  ) {
    var toNext: [Int] = []
    var branch: Int?
    if let rule = step.rule {
      toNext.append(emit(.branchYes, stopped))
      let condition = emit(.branch, lower(rule.condition, in: nil))
      branch = condition
    }
    let operand = lower(step.operand, in: nil)
    let isMissing = emit(.branchMissing, operand)
    emit(step.action.opcode, amount, step.action == .set ? operand : amount, operand)
    emit(.require, amount)
    if step.rule?.stops == true { emit(.move, stopped, constant(.boolean(true))) }
    let applied = emit(.jump)
    code[isMissing].b = here
    if let branch { patch(branch, toUnknown: here) }
    switch limit.unknown {
    case .impossible: emit(.refuse)
    case .skip: break
    case .value(let value, _):
      put(value, into: amount)
      emit(.move, stopped, constant(.boolean(true)))
    }
    patch(jump: applied)
    if let branch { patch(branch, toNo: here) }
    for jump in toNext { code[jump].b = here }
  }

  // MARK: Alerts

  private mutating func lowerAlerts(_ alerts: Alerts) -> FastPlan.Output {
    var raised: [Int32] = []
    var levels: [Int32] = []
    for alert in alerts.rules {
      let isRaised = newRegister()
      let level = newRegister()
      let raise = { (outcome: ExpressionID) in
        { (lowering: inout FastLowering) in
          lowering.put(outcome, into: level)
          lowering.checkDeadline(alert)
          lowering.emit(.move, isRaised, lowering.constant(.boolean(true)))
        }
      }
      let unknown: Unknown =
        switch alerts.unknown {
        case .impossible: .refused
        case .skip: .skipped
        case .value(let outcome, _): .outcome(raise(outcome))
        }
      let candidate = Candidate(
        truth: { $0.lower(alert.rule.condition, in: nil) }, outcome: raise(alert.rule.outcome))
      firstMatch(
        [candidate],
        otherwise: { $0.emit(.move, isRaised, $0.constant(.boolean(false))) }, unknown: unknown)
      raised.append(isRaised)
      levels.append(level)
    }
    return .alerts(raised: raised, levels: levels)
  }

  /// The deadline is not written, but one beyond the calendar refuses the record.
  mutating func checkDeadline(_ alert: AlertRule) {
    guard let within = alert.within, let asOf = plan.asOf else { return }
    plan.generics.append(
      FastPlan.GenericOperation(
        kind: .deadline, operands: [constant(.date(asOf)), lower(within, in: nil)],
        operandTypes: [.date, program[within].type]))
    emit(.require, compute(.generic, Int32(plan.generics.count - 1)))
  }

  // MARK: Tables

  private mutating func lowerTable(_ table: Table) -> FastPlan.Output {
    let subjects = table.subjects.map { lower($0, in: nil) }
    let types = table.subjects.map { program[$0].type }
    let registers = table.columnTypes.map { _ in newRegister() }
    let isOptional = table.isOptional
    let put = { (outcome: TableOutcome) in
      { (lowering: inout FastLowering) in
        for (value, register) in zip(outcome.values, registers) {
          let found = lowering.lower(value, in: nil)
          lowering.emit(isOptional ? .settle : .require, found)
          lowering.move(found, to: register, type: lowering.program[value].type)
        }
      }
    }
    let candidates = table.rows.map { row in
      Candidate(
        truth: { $0.all(of: row, subjects, types) }, outcome: put(row.outcome))
    }
    let unknown: Unknown =
      switch table.unknown {
      case .impossible: .refused
      case .skip: .skipped
      case .outcome(let outcome): .outcome(put(outcome))
      }
    if table.policy == .only {
      onlyMatch(candidates, otherwise: table.otherwise.map(put), unknown: unknown)
    } else {
      firstMatch(candidates, otherwise: table.otherwise.map(put), unknown: unknown)
    }
    return table.columns.isEmpty ? .value(registers.first ?? -1) : .columns(registers)
  }

  /// Whether the subjects meet the tests of a row; cells that test nothing are left out.
  private mutating func all(of row: TableRow, _ subjects: [Int32], _ types: [ValueType]) -> Int32 {
    var result: Int32?
    for (tests, (subject, type)) in zip(row.tests, zip(subjects, types)) {
      if tests.contains(where: { if case .any = $0 { true } else { false } }) { continue }
      let truth = any(of: tests, subject, isText: type == .text, type: type)
      result = result.map { compute(.and, $0, truth) } ?? truth
    }
    return result ?? constant(.boolean(true))
  }
}

extension LimitStep.Action {
  /// The instruction that makes the new amount of the old one and the operand.
  fileprivate var opcode: Opcode {
    switch self {
    case .set: .move
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .cap: .minimum
    case .floor: .maximum
    case .roundDown: .roundDown
    case .roundUp: .roundUp
    case .roundNearest: .roundNearest
    case .roundHalfEven: .roundHalfEven
    }
  }
}
