// What full output tells beyond values: which rule, band or row took a lane, and what each step of a
// limit made of the amount.
//
// The code computes all of it anyway; lowering only notes where it stands. Lanes in which `if unknown`
// had a hand are left to the traced evaluator, which lists the fields that were missing.

import TierlineSource

/// The lanes that each candidate of a block takes.
struct BatchClaims: Sendable {
  /// Masks, one for each candidate.
  var taken: [Int32]
  var otherwise: Int32
  /// Lanes that `if unknown` takes; nil where none can be.
  var unknown: Int32?
}

/// Where the reasons of a decision stand.
enum BatchReasons: Sendable {
  /// It has none: a result.
  case none
  /// A tier or table, by rules, bands or rows.
  case claims(BatchClaims)
  /// A tier or table of many rules: the number of the rule, in a narrow column.
  case numbered(Int32)
  /// A score, by items.
  case score([BatchClaims])
  case limit(start: BatchOperand, [Step])
  /// Alerts stand in the output itself.
  case alerts

  /// One step of a limit.
  struct Step: Sendable {
    var operand: BatchOperand
    /// The amount behind the step.
    var amount: BatchOperand
    /// A truth: whether the step changed it.
    var hasChanged: Int32
  }
}

extension Decision {
  /// All texts with operands that full output may show of the decision.
  var templates: [Template] {
    let found: [Template?]
    switch body {
    case .result: found = []
    case .score(let score):
      found = score.items.flatMap { item in
        switch item {
        case .characteristic(let bands): bands.templates
        case .rule(let rule): [rule.because]
        }
      }
    case .tier(let tier):
      switch tier.content {
      case .bands(let bands): found = bands.templates
      case .rules(let rules, _, let otherwise, _):
        found = rules.map(\.because) + [otherwise.because]
      }
    case .limit(let limit): found = limit.steps.map(\.because)
    case .alerts(let alerts):
      found = alerts.rules.flatMap { [$0.rule.because, $0.owner] + $0.measures }
    case .table(let table):
      found = table.rows.map(\.outcome.because) + [table.otherwise?.because]
    }
    return found.compactMap(\.self)
  }
}

extension Bands {
  fileprivate var templates: [Template?] { bands.map(\.because) + [otherwise?.because] }
}

extension Template {
  /// Whether it reads the same for every record.
  var isPlain: Bool {
    parts.allSatisfy { if case .text = $0 { true } else { false } }
  }
}

/// What a band or rule of a score loses against the best of its item.
struct ScoreLoss {
  /// The lanes that it takes.
  var mask: Int32
  var points: Decimal
  /// Above 0.
  var lost: Decimal
  var because: Template?
}

extension BatchPlan {
  /// What can be lost in an item of a score; nil where that is not the same for all records.
  func losses(of item: Score.Item, _ claims: BatchClaims) -> [ScoreLoss]? {
    var choices: [(mask: Int32, outcome: ExpressionID?, because: Template?)]
    switch item {
    case .characteristic(let bands):
      choices = zip(bands.bands, claims.taken).map { ($1, $0.outcome, $0.because) }
      if let otherwise = bands.otherwise {
        choices.append((claims.otherwise, otherwise.outcome, otherwise.because))
      }
    case .rule(let rule):
      choices = claims.taken.map { ($0, rule.outcome, rule.because) }
      choices.append((claims.otherwise, nil, nil))
    }
    var points: [Decimal] = []
    for choice in choices {
      guard let outcome = choice.outcome else {
        points.append(.zero)
        continue
      }
      guard case .number(let number)? = fixed(outcome) else { return nil }
      points.append(number)
    }
    guard let best = points.max() else { return [] }
    var losses: [ScoreLoss] = []
    for (choice, points) in zip(choices, points) where points < best {
      guard let lost = best.subtracting(points) else { return nil }
      losses.append(
        ScoreLoss(mask: choice.mask, points: points, lost: lost, because: choice.because))
    }
    return losses
  }
}

extension BatchLowering {
  /// Whether the reasons of a decision can be looked up by the number of its rule.
  func hasPlainReasons(_ index: Int) -> Bool {
    !plan.keepsReasons || program.decisions[index].templates.allSatisfy(\.isPlain)
  }

  /// Lowers what templates show.
  mutating func lowerTemplates() throws(BatchUnsupported) {
    for part in program.decisions.flatMap(\.templates).flatMap(\.parts) {
      guard case .operand(let id) = part, !program[id].isSensitive, plan.holes[id] == nil
      else { continue }
      let operand = try lower(id)
      switch operand {
      case .narrow, .wide, .truth, .text: plan.holes[id] = operand
      case .list, .record: throw BatchUnsupported()
      }
    }
  }

  /// The rules that gave the level of a tier under `take highest` or `take lowest`: of each lane the
  /// first that is yes and has the level that was taken.
  mutating func extremeClaims(
    _ conditions: [Int32], _ levels: [Int32], _ level: Int32
  ) -> BatchClaims {
    var candidates: [Int32] = []
    for (condition, own) in zip(conditions, levels) {
      candidates.append(truth(.and, condition, truth(.equal, own, level)))
    }
    return firstMatch(candidates, unknown: .passed)
  }
}
