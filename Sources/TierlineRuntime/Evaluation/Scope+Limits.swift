// Limits: the amount on its way through the steps (LANGUAGE.md, sections 5 and 6).
//
// `and stop` and `if unknown` skip the later rules; plain steps still apply, because a cap or a
// rounding is meant for every amount. A plain step whose own amount is missing leads to the
// `if unknown` amount too, also behind a stop.

import TierlineSource

extension Scope {
  func limit(_ limit: Limit) throws(Refusal) -> LimitTrace {
    let start = try self.start(of: limit)
    var amount = start.amount
    var isStopped = start.isUnknown
    var steps: [LimitTrace.Step] = []
    for step in limit.steps {
      var trace = LimitTrace.Step(
        effect: .notReached, operand: .missing, before: amount, after: amount)
      if step.rule == nil || !isStopped {
        try carryOut(step, of: limit, in: &trace)
      }
      switch trace.effect {
      case .unknown: isStopped = true
      case .applied: isStopped = isStopped || step.rule?.stops == true
      case .held, .notReached, .leftOut: break
      }
      amount = trace.after
      steps.append(trace)
    }
    return LimitTrace(
      start: start.amount, isStartUnknown: start.isUnknown, steps: steps, amount: amount)
  }

  private func start(of limit: Limit) throws(Refusal) -> (amount: Decimal, isUnknown: Bool) {
    switch (try settled(limit.start), limit.unknown) {
    case (.number(let amount), _): return (amount, false)
    case (_, .value(let amount, _)): return (try neededNumber(amount), true)
    case (_, .skip), (_, .impossible):
      throw Refusal(reason: .absent, span: program[limit.start].span)
    }
  }

  private func carryOut(
    _ step: LimitStep, of limit: Limit, in trace: inout LimitTrace.Step
  ) throws(Refusal) {
    if let rule = step.rule {
      let truth = truth(of: rule.condition)
      trace.condition = truth
      switch truth {
      case .yes: break
      case .no:
        trace.effect = .held
        return
      case .overflow(let span): throw Refusal(reason: .overflow, span: span)
      case .unknown: return try leadUnknown(rule.condition, of: limit, in: &trace)
      }
    }
    trace.operand = try settled(step.operand)
    guard case .number(let operand) = trace.operand else {
      return try leadUnknown(step.operand, of: limit, in: &trace)
    }
    trace.effect = .applied
    trace.after = try needed(step.action.result(on: trace.before, operand), at: step.actionSpan)
  }

  /// What an unknown condition or a missing amount leads to.
  private func leadUnknown(
    _ cause: ExpressionID, of limit: Limit, in trace: inout LimitTrace.Step
  ) throws(Refusal) {
    switch limit.unknown {
    case .impossible: throw Refusal(reason: .absent, span: program[cause].span)
    case .skip: trace.effect = .leftOut
    case .value(let amount, _):
      trace.effect = .unknown
      trace.after = try neededNumber(amount)
    }
  }
}

extension LimitStep.Action {
  /// The amount after the action; nil beyond 38 digits, and for a multiple that isn't positive.
  func result(on amount: Decimal, _ operand: Decimal) -> Decimal? {
    switch self {
    case .set: operand
    case .add: amount.adding(operand)
    case .subtract: amount.subtracting(operand)
    case .multiply: amount.multiplied(by: operand)
    case .cap: min(amount, operand)
    case .floor: max(amount, operand)
    case .roundDown: amount.rounded(toMultipleOf: operand, .towardZero)
    case .roundUp: amount.rounded(toMultipleOf: operand, .awayFromZero)
    case .roundNearest: amount.rounded(toMultipleOf: operand, .halfAwayFromZero)
    case .roundHalfEven: amount.rounded(toMultipleOf: operand, .halfEven)
    }
  }
}
