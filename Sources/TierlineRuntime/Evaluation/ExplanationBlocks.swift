// Explanations, block by block, from the program and the trace of a decision.

import TierlineSource

extension Decided {
  /// Why a decision is what it is.
  package func explain(_ index: Int) -> Explanation {
    let decision = program.decisions[index]
    var explanation = Explanation(
      name: decision.name, documentation: decision.documentation,
      value: program.show(decisions[index].value, as: decision.type),
      missing: unknownFields(of: index), content: .alerts([]))
    switch (decision.body, decisions[index]) {
    case (.score(let score), .score(let trace)):
      explanation.content = .score(explain(score, trace, decision))
    case (.tier(let tier), .tier(let trace)):
      explanation.content = .tier(explain(tier, trace, decision))
    case (.limit(let limit), .limit(let trace)):
      explanation.content = .limit(explain(limit, trace, decision))
    case (.alerts(let alerts), .alerts(let trace)):
      explanation.value = nil
      explanation.content = .alerts(explain(alerts, trace, decision))
    case (.table(let table), .table(let trace)):
      if trace.hasColumns { explanation.value = nil }
      explanation.content = .table(explain(table, trace))
    case (.result(let expression), _):
      explanation.value = shown(expression)
      explanation.content = .result(reading(of: expression))
      explanation.missing = scope.missingFields(in: [expression])
    // A trace is always of its decision's kind.
    case (.score, _), (.tier, _), (.limit, _), (.alerts, _), (.table, _): break
    }
    return explanation
  }

  /// How a candidate stood: `truth` is nil where it was not reached, and is then found out.
  private func standing(
    _ truth: Truth?, at index: Int, _ origin: Origin, otherwise find: () -> Truth
  ) -> Standing {
    let isDeciding =
      switch origin {
      case .matched(let deciding): deciding == index
      case .unknown(let deciding): deciding.contains(index)
      case .otherwise: false
      }
    return Standing(truth: truth ?? find(), isDeciding: isDeciding, isReached: truth != nil)
  }

  private func explain(
    _ rule: Rule, _ standing: Standing, because: String?
  ) -> RuleExplanation {
    RuleExplanation(
      name: rule.name, documentation: rule.documentation, standing: standing,
      condition: part(of: rule.condition), outcome: shown(rule.outcome), because: because)
  }
}

// MARK: Tiers, bands and tables

extension Decided {
  private func explain(_ tier: Tier, _ trace: TierTrace, _ decision: Decision) -> TierExplanation {
    let because = because(of: tier, trace)
    let content: TierExplanation.Content
    switch tier.content {
    case .bands(let bands):
      let bandsTrace = BandsTrace(
        subject: trace.subject ?? .missing, origin: trace.origin, value: .level(trace.level),
        truths: trace.truths)
      content = .bands(explain(bands, bandsTrace, as: decision.type))
    case .rules(let rules, let policy, let otherwise, _):
      let explained = rules.enumerated().map { index, rule in
        let standing = standing(trace.truths[index], at: index, trace.origin) {
          scope.truth(of: rule.condition)
        }
        return explain(rule, standing, because: standing.isDeciding ? because : nil)
      }
      content = .rules(explained, policy: policy, otherwise: shown(otherwise.outcome))
    }
    return TierExplanation(origin: trace.origin, because: because, content: content)
  }

  private func explain(
    _ bands: Bands, _ trace: BandsTrace, as type: ValueType
  ) -> BandsExplanation {
    var missing: [String] = []
    if case .unknown(let indices) = trace.origin {
      missing = scope.missingFields(
        in: indices.flatMap { bands.bands[$0].tests }, subject: bands.subject)
    }
    return BandsExplanation(
      name: program.name(of: bands), subject: reading(of: bands.subject),
      bands: bands.bands.enumerated().map { index, band in
        BandsExplanation.Band(
          text: program.text(of: band.tests), outcome: shown(band.outcome),
          standing: standing(trace.truths[index], at: index, trace.origin) {
            scope.truth(of: band.tests, subject: trace.subject)
          })
      },
      otherwise: bands.otherwise.map { shown($0.outcome) }, origin: trace.origin,
      value: program.show(trace.value, as: type), because: because(of: bands, trace.origin),
      missing: missing)
  }

  private func explain(_ table: Table, _ trace: TableTrace) -> TableExplanation {
    TableExplanation(
      subjects: table.subjects.map { reading(of: $0) }, columns: table.columns,
      isMatrix: table.isMatrix,
      rows: table.rows.enumerated().map { index, row in
        TableExplanation.Row(
          number: row.number, column: row.column,
          cells: zip(row.tests, trace.subjects).map { tests, subject in
            TableExplanation.Cell(
              text: program.text(of: tests), truth: scope.truth(of: tests, subject: subject))
          },
          values: row.outcome.values.map { shown($0) },
          standing: standing(trace.truths[index], at: index, trace.origin) {
            scope.truth(of: row, subjects: trace.subjects)
          })
      },
      otherwise: table.otherwise?.values.map { shown($0) } ?? [], origin: trace.origin,
      values: zip(trace.values, table.columnTypes).map { program.show($0.0, as: $0.1) },
      because: because(of: table, trace))
  }
}

// MARK: Scores

extension Decided {
  private func explain(
    _ score: Score, _ trace: ScoreTrace, _ decision: Decision
  ) -> ScoreExplanation {
    let items = zip(score.items, trace.items).compactMap {
      item, itemTrace -> ScoreExplanation.Item? in
      guard let content = content(of: item, itemTrace, decision) else { return nil }
      let best = bestPoints(of: item, itemTrace)
      return ScoreExplanation.Item(
        name: program.name(of: item), points: itemTrace.points, best: best,
        lost: best.subtracting(itemTrace.points),
        because: given(itemTrace) ? because(of: item, itemTrace, score.unknown) : nil,
        missing: unknownFields(of: item, itemTrace, score.unknown), content: content)
    }
    return ScoreExplanation(
      start: shown(score.start), items: items, sum: trace.sum, points: trace.points,
      bounds: score.bounds, reasons: reasons(of: score, trace).map(\.item))
  }

  /// Whether an item gave its points; a rule that did not match has no reason to give.
  private func given(_ trace: ScoreTrace.Item) -> Bool {
    switch trace {
    case .characteristic: true
    case .rule(let truth, _): truth == .yes || truth == .unknown
    }
  }

  /// nil for a trace of another item, which is never met.
  private func content(
    of item: Score.Item, _ trace: ScoreTrace.Item, _ decision: Decision
  ) -> ScoreExplanation.Content? {
    switch (item, trace) {
    case (.characteristic(let bands), .characteristic(let trace)):
      return .bands(explain(bands, trace, as: decision.type))
    case (.rule(let rule), .rule(let truth, _)):
      let standing = Standing(truth: truth, isDeciding: truth == .yes, isReached: true)
      let because = truth == .yes ? rule.because.map { text(of: $0) } : nil
      return .rule(explain(rule, standing, because: because))
    case (.characteristic, .rule), (.rule, .characteristic): return nil
    }
  }
}

// MARK: Limits and alerts

extension Decided {
  private func explain(
    _ limit: Limit, _ trace: LimitTrace, _ decision: Decision
  ) -> LimitExplanation {
    let amount = { (number: Decimal) in program.show(.number(number), as: decision.type) }
    return LimitExplanation(
      start: reading(of: limit.start), startAmount: amount(trace.start),
      isStartUnknown: trace.isStartUnknown,
      steps: zip(limit.steps, trace.steps).map { step, stepTrace in
        LimitExplanation.Step(
          rule: step.rule?.name, documentation: step.rule?.documentation ?? "",
          action: step.action, operand: reading(of: step.operand), effect: stepTrace.effect,
          before: amount(stepTrace.before), after: amount(stepTrace.after),
          condition: step.rule.map { part(of: $0.condition) },
          because: because(ofCarriedOut: step, stepTrace, limit.unknown),
          missing: missing(step, stepTrace))
      },
      amount: amount(trace.amount))
  }

  private func because(
    ofCarriedOut step: LimitStep, _ trace: LimitTrace.Step, _ unknown: UnknownOutcome
  ) -> String? {
    switch trace.effect {
    case .applied, .unknown: because(of: step, trace, unknown)
    case .held, .notReached, .leftOut: nil
    }
  }

  private func missing(_ step: LimitStep, _ trace: LimitTrace.Step) -> [String] {
    switch trace.effect {
    case .unknown, .leftOut: missingFields(of: step, trace)
    case .applied, .held, .notReached: []
    }
  }

  private func explain(
    _ alerts: Alerts, _ trace: AlertsTrace, _ decision: Decision
  ) -> [AlertExplanation] {
    zip(alerts.rules, trace.rules).map { alert, outcome in
      let raised = outcome.raised
      let standing = Standing(
        truth: outcome.truth, isDeciding: raised != nil, isReached: true)
      return AlertExplanation(
        rule: explain(
          alert.rule, standing,
          because: raised.flatMap { because(of: alert, $0, alerts.unknown) }),
        isRaised: raised != nil, isUndecided: raised?.isUndecided ?? false,
        level: raised.map { program.show(.level($0.level), as: decision.type) }
          ?? shown(alert.rule.outcome),
        owner: alert.owner.map { text(of: $0) }, respondBy: raised?.respondBy,
        measures: alert.measures.map { text(of: $0) },
        missing: outcome.truth == .unknown ? unknownFields(of: alert) : [])
    }
  }
}
