// Tiers under their four hit policies, tables, and results.
//
// `take highest` first finds the base, which is the highest level among the rules that are yes,
// or `otherwise`. A rule that is unknown matters only when its level stands above the base, and
// then gives the higher of the base and the `if unknown` level. A rule lost to overflow refuses
// the record under the same condition. `take lowest` mirrors all of this.

import TierlineSource

extension Scope {
  func tier(_ tier: Tier) throws(Refusal) -> TierTrace {
    switch tier.content {
    case .bands(let bands):
      let trace = try self.bands(bands)
      guard case .level(let level) = trace.value else {
        throw Refusal(reason: .absent, span: bands.span)
      }
      return TierTrace(
        level: level, origin: trace.origin, truths: trace.truths, subject: trace.subject)
    case .rules(let rules, let policy, let otherwise, let unknown):
      let block = RuleBlock(rules: rules, otherwise: otherwise, unknown: unknown)
      let candidates = Candidates(
        count: rules.count, unknown: unknown.reading,
        span: { program[rules[$0].condition].span }, truth: { truth(of: rules[$0].condition) })
      switch policy {
      case .first: return try decide(block, try candidates.first())
      case .only: return try decide(block, try candidates.only())
      case .highest: return try extreme(block, candidates, isBeyond: >)
      case .lowest: return try extreme(block, candidates, isBeyond: <)
      }
    }
  }

  func table(_ table: Table) throws(Refusal) -> TableTrace {
    let subjects = table.subjects.map { value(of: $0) }
    let candidates = Candidates(
      count: table.rows.count, unknown: table.unknown.reading,
      span: { table.rows[$0].outcome.span },
      truth: { truth(of: table.rows[$0], subjects: subjects) })
    let match =
      switch table.policy {
      case .first, .highest, .lowest: try candidates.first()
      case .only: try candidates.only()
      }
    guard let outcome = table.outcome(of: match.origin) else {
      throw Refusal(
        reason: .absent, span: table.subjects.first.map { program[$0].span } ?? .nowhere)
    }
    var values: [Value] = []
    for cell in outcome.values {
      values.append(table.isOptional ? try settled(cell) : try needed(cell))
    }
    return TableTrace(
      subjects: subjects, origin: match.origin, values: values, truths: match.truths,
      hasColumns: !table.columns.isEmpty)
  }

  /// A value that may be missing but not lost to overflow.
  func settled(_ id: ExpressionID) throws(Refusal) -> Value {
    let value = value(of: id)
    if case .overflow(let span) = value { throw Refusal(reason: .overflow, span: span) }
    return value
  }

  private func decide(_ block: RuleBlock, _ match: Match) throws(Refusal) -> TierTrace {
    guard let outcome = block.outcome(of: match.origin) else {
      throw Refusal(reason: .absent, span: block.otherwise.span)
    }
    return TierTrace(
      level: try neededLevel(outcome.value), origin: match.origin, truths: match.truths)
  }

  private func extreme(
    _ block: RuleBlock, _ candidates: Candidates, isBeyond: (Int, Int) -> Bool
  ) throws(Refusal) -> TierTrace {
    let truths = (0..<candidates.count).map(candidates.truth)
    var base: (level: Int, origin: Origin)?
    for index in truths.indices where truths[index] == .yes {
      let level = try neededLevel(block.rules[index].outcome)
      if base.map({ isBeyond(level, $0.level) }) ?? true { base = (level, .matched(index)) }
    }
    let found: (level: Int, origin: Origin) =
      if let base { base } else { (try neededLevel(block.otherwise.outcome), .otherwise) }
    var undecided: [Int] = []
    for index in truths.indices where matters(block.rules[index], isBeyond, found.level) {
      switch truths[index] {
      case .no, .yes: continue
      case .overflow(let span): throw Refusal(reason: .overflow, span: span)
      case .unknown: undecided.append(index)
      }
    }
    return try raise(
      TierTrace(level: found.level, origin: found.origin, truths: truths), block, undecided,
      isBeyond)
  }

  /// The trace with the `if unknown` level where that stands beyond what was found.
  private func raise(
    _ trace: TierTrace, _ block: RuleBlock, _ undecided: [Int], _ isBeyond: (Int, Int) -> Bool
  ) throws(Refusal) -> TierTrace {
    guard let first = undecided.first else { return trace }
    switch block.unknown {
    case .skip: return trace
    case .impossible:
      throw Refusal(reason: .absent, span: program[block.rules[first].condition].span)
    case .value(let outcome, _):
      let level = try neededLevel(outcome)
      guard isBeyond(level, trace.level) else { return trace }
      return TierTrace(level: level, origin: .unknown(undecided), truths: trace.truths)
    }
  }

  /// Whether a rule that can't be decided would move the base; one whose level is itself missing
  /// or lost might.
  private func matters(_ rule: Rule, _ isBeyond: (Int, Int) -> Bool, _ base: Int) -> Bool {
    guard case .level(let level) = value(of: rule.outcome) else { return true }
    return isBeyond(level, base)
  }
}

/// The parts of a tier by rules.
private struct RuleBlock {
  var rules: [Rule]
  var otherwise: Otherwise
  var unknown: UnknownOutcome

  func outcome(of origin: Origin) -> Outcome? {
    switch origin {
    case .matched(let index): Outcome(value: rules[index].outcome, because: nil)
    case .otherwise: Outcome(value: otherwise.outcome, because: nil)
    case .unknown: unknown.outcome
    }
  }
}
