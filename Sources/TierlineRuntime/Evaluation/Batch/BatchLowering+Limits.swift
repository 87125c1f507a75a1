// Limits: the amount in every lane, step after step, and the lanes where later rules are skipped.

import TierlineSource

extension BatchLowering {
  mutating func lowerLimit(
    _ limit: Limit, _ index: Int
  ) throws(BatchUnsupported) -> BatchOperand {
    let stopped = newTruth()
    emit(.maskAndNot, stopped, BatchPlan.yes, BatchPlan.yes)
    let start = try lower(limit.start)
    let given = mask(presentOf: start, in: BatchPlan.yes)
    let absent = newTruth()
    emit(.maskAndNot, absent, BatchPlan.yes, given)
    var choices = [Choice(mask: given, value: start, isNeeded: false)]
    if case .value(let value, _) = limit.unknown {
      choices.append(Choice(mask: absent, value: try lower(value)))
      emit(.maskOr, stopped, stopped, absent)
    }
    if choices.count == 1 || plan.keepsReasons { emit(.leave, absent) }
    var amount = choices.count == 1 ? start : try blended(choices)
    let first = amount
    var steps: [BatchReasons.Step] = []
    for step in limit.steps {
      let before = amount
      amount = try lower(step, of: limit, before, stopped)
      guard plan.keepsReasons else { continue }
      steps.append(
        BatchReasons.Step(
          operand: try lower(step.operand), amount: amount,
          hasChanged: amount == before ? BatchPlan.no : try compared(.notEqual, before, amount)))
    }
    plan.reasons[index] = .limit(start: first, steps)
    return amount
  }

  /// The lanes of a mask that have a value.
  private mutating func mask(presentOf operand: BatchOperand, in mask: Int32) -> Int32 {
    let result = newTruth()
    switch operand {
    case .narrow(let column, _), .text(let column): emit(.maskPresent, result, mask, column)
    case .wide(let column): emit(.maskPresent, result, mask, column, 0, 1)
    case .truth, .list, .record: emit(.maskAnd, result, mask, mask)
    }
    return result
  }

  /// The amount after a step.
  private mutating func lower(
    _ step: LimitStep, of limit: Limit, _ amount: BatchOperand, _ stopped: Int32
  ) throws(BatchUnsupported) -> BatchOperand {
    // Lanes where the step is carried out, if its operand is there; lanes where that is unknown.
    var meant = BatchPlan.yes
    var unknown: Int32?
    if let rule = step.rule {
      let open = newTruth()
      emit(.maskAndNot, open, BatchPlan.yes, stopped)
      let condition = try truth(of: rule.condition)
      meant = newTruth()
      emit(.maskYes, meant, condition)
      emit(.maskAnd, meant, meant, open)
      let mask = newTruth()
      emit(.maskUnknown, mask, condition)
      emit(.maskAnd, mask, mask, open)
      unknown = mask
    }
    let operand = try lower(step.operand)
    var applied = meant
    if constantCoefficient(operand) == nil {
      applied = mask(presentOf: operand, in: meant)
      let absent = newTruth()
      emit(.maskAndNot, absent, meant, applied)
      if let mask = unknown { emit(.maskOr, absent, absent, mask) }
      unknown = absent
    }
    var choices = [
      Choice(mask: applied, value: try result(of: step.action, amount, operand, in: applied))
    ]
    let settled = newTruth()
    emit(.maskOr, settled, applied, applied)
    if let unknown {
      switch limit.unknown {
      case .impossible: emit(.leave, unknown)
      case .skip: break
      case .value(let value, _):
        choices.append(Choice(mask: unknown, value: try lower(value)))
        emit(.maskOr, settled, settled, unknown)
        emit(.maskOr, stopped, stopped, unknown)
        if plan.keepsReasons { emit(.leave, unknown) }
      }
    }
    if step.rule?.stops == true { emit(.maskOr, stopped, stopped, applied) }
    // A plain step with a constant takes every lane.
    if step.rule == nil, unknown == nil { return choices[0].value }
    let rest = newTruth()
    emit(.maskAndNot, rest, BatchPlan.yes, settled)
    choices.append(Choice(mask: rest, value: amount, isNeeded: false))
    return try blended(choices)
  }

  /// What the action makes of the amount; lanes outside the mask may hold anything.
  private mutating func result(
    of action: LimitStep.Action, _ amount: BatchOperand, _ operand: BatchOperand, in mask: Int32
  ) throws(BatchUnsupported) -> BatchOperand {
    switch action {
    case .set: return operand
    case .add, .subtract:
      switch try aligned([amount, operand]) {
      case .narrow(let columns, let scale):
        return .narrow(
          narrow(action == .add ? .add : .subtract, columns[0], columns[1]), scale: scale)
      case .wide(let columns):
        return .wide(wide(action == .add ? .addWide : .subtractWide, columns[0], columns[1]))
      }
    case .multiply: return try product(amount, operand)
    case .cap: return try extreme([amount, operand], greatest: false)
    case .floor: return try extreme([amount, operand], greatest: true)
    case .roundDown: return try rounded(amount, toMultipleOf: operand, .towardZero)
    case .roundUp: return try rounded(amount, toMultipleOf: operand, .awayFromZero)
    case .roundNearest: return try rounded(amount, toMultipleOf: operand, .halfAwayFromZero)
    case .roundHalfEven: return try rounded(amount, toMultipleOf: operand, .halfEven)
    }
  }

  private mutating func rounded(
    _ amount: BatchOperand, toMultipleOf operand: BatchOperand, _ mode: RoundingMode
  ) throws(BatchUnsupported) -> BatchOperand {
    guard let multiple = constantCoefficient(operand), multiple > 0 else {
      throw BatchUnsupported()
    }
    if case .narrow(let column, let scale) = amount, case .narrow(let other, let places) = operand,
      let units = unitsOf[other]
    {
      let finest = max(scale, places)
      let unitsMax = rescaledUnits(units, by: finest - places)
      if let multiple = unitsMax {
        let fine = rescaled(column, from: scale, to: finest)
        let rounded = narrow(.roundMultiple, fine, mode.operand, imm: multiple)
        guard finest > places else { return .narrow(rounded, scale: finest) }
        // A multiple has no more places than what it is a multiple of.
        let coarse = narrow(
          .roundedQuotient, rounded, RoundingMode.towardZero.operand,
          imm: Int64(powerOfTen(finest - places)))
        return .narrow(coarse, scale: places)
      }
    }
    return .wide(
      wide(.roundWide, try wide(amount), wideNumber(multiple), imm: Int64(mode.operand)))
  }

  private func rescaledUnits(_ units: Int64, by places: Int) -> Int64? {
    let (product, overflow) = units.multipliedReportingOverflow(by: Int64(powerOfTen(places)))
    return overflow ? nil : product
  }
}
