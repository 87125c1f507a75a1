// `eval --detail full`: one object a record, every decision with its reason.
//
// A decision that no rule gave says `"by":"otherwise"` or `"by":"unknown"`; wherever `if unknown`
// had a hand, `"unknown"` lists the fields that were missing. Reasons stand under `because` and
// only where the author wrote one.

import TierlineSource

/// Writes what was decided and why.
package struct FullOutput: Sendable {
  /// Whether the input fields stand between the keys and the rest.
  package var includesFields: Bool

  package init(includesFields: Bool = false) { self.includesFields = includesFields }

  /// Writes one object; the caller ends the line.
  package func write(_ decided: Decided, to json: inout JSONWriter) {
    let program = decided.program
    json.beginObject()
    json.keys(of: decided.record, in: decided.program)
    if includesFields { json.fields(of: decided.record, in: decided.program) }
    if let asOf = decided.asOf {
      json.key("as_of")
      json.date(asOf)
    }
    json.key("ruleset")
    json.beginObject()
    json.member("name", program.name)
    json.member("version", program.version)
    json.member("digest", program.digest)
    json.endObject()
    json.key("decisions")
    json.beginObject()
    for index in program.decisions.indices {
      json.key(program.decisions[index].name)
      FullDecision(decided: decided, index: index).write(to: &json)
    }
    json.endObject()
    json.endObject()
  }
}

/// One decision with its reason.
private struct FullDecision {
  let decided: Decided
  let index: Int

  var program: Program { decided.program }
  var decision: Decision { program.decisions[index] }

  func write(to json: inout JSONWriter) {
    switch (decided.decisions[index], decision.body) {
    case (.score(let trace), .score(let score)): write(score, trace, to: &json)
    case (.tier(let trace), .tier(let tier)): write(tier, trace, to: &json)
    case (.limit(let trace), .limit(let limit)): write(limit, trace, to: &json)
    case (.alerts(let trace), .alerts(let alerts)): write(alerts, trace, to: &json)
    case (.table(let trace), .table(let table)): write(table, trace, to: &json)
    default:
      json.beginObject()
      json.key("value")
      json.value(decided.decisions[index].value, as: decision.type, in: program)
      json.endObject()
    }
  }

  private func write(_ score: Score, _ trace: ScoreTrace, to json: inout JSONWriter) {
    json.beginObject()
    json.key("points")
    json.number(trace.points)
    json.key("reasons")
    json.beginArray()
    for reason in decided.reasons(of: score, trace) {
      let (item, itemTrace) = (score.items[reason.item], trace.items[reason.item])
      json.beginObject()
      json.member("characteristic", program.name(of: item))
      json.key("points")
      json.number(reason.points)
      json.key("lost")
      if let lost = reason.lost { json.number(lost) } else { json.null() }
      json.optionalMember("because", decided.because(of: item, itemTrace, score.unknown))
      json.unknown(decided.unknownFields(of: item, itemTrace, score.unknown))
      json.endObject()
    }
    json.endArray()
    json.unknown(decided.unknownFields(of: index))
    json.endObject()
  }

  private func write(_ tier: Tier, _ trace: TierTrace, to json: inout JSONWriter) {
    json.beginObject()
    json.member("level", program.levelName(trace.level, of: decision.type))
    switch (trace.origin, tier.content) {
    case (.matched(let rule), .rules(let rules, _, _, _)): json.member("rule", rules[rule].name)
    case (.matched(let band), .bands(let bands)):
      json.member("band", program.text(of: bands.bands[band].tests))
    case (.otherwise, _), (.unknown, _): json.origin(trace.origin)
    }
    json.optionalMember("because", decided.because(of: tier, trace))
    json.unknown(decided.unknownFields(of: index))
    json.endObject()
  }

  private func write(_ table: Table, _ trace: TableTrace, to json: inout JSONWriter) {
    json.beginObject()
    json.key("value")
    json.value(trace, of: table, in: program)
    switch trace.origin {
    case .matched(let row):
      json.key("row")
      json.integer(table.rows[row].number)
      if let column = table.rows[row].column {
        json.key("column")
        json.integer(column)
      }
    case .otherwise, .unknown: json.origin(trace.origin)
    }
    json.optionalMember("because", decided.because(of: table, trace))
    json.unknown(decided.unknownFields(of: index))
    json.endObject()
  }

  private func write(_ alerts: Alerts, _ trace: AlertsTrace, to json: inout JSONWriter) {
    json.beginArray()
    for (alert, outcome) in zip(alerts.rules, trace.rules) {
      guard let raised = outcome.raised else { continue }
      json.beginObject()
      json.member("rule", alert.rule.name)
      json.member("level", program.levelName(raised.level, of: decision.type))
      json.optionalMember("because", decided.because(of: alert, raised, alerts.unknown))
      json.optionalMember("owner", alert.owner.map { decided.text(of: $0) })
      if let respondBy = raised.respondBy {
        json.key("respond_by")
        json.date(respondBy)
      }
      if !alert.measures.isEmpty {
        json.key("do")
        json.strings(alert.measures.map { decided.text(of: $0) })
      }
      if raised.isUndecided {
        json.key("undecided")
        json.boolean(true)
        json.unknown(decided.unknownFields(of: alert))
      }
      json.endObject()
    }
    json.endArray()
  }
}

// MARK: Limits

extension FullDecision {
  fileprivate func write(_ limit: Limit, _ trace: LimitTrace, to json: inout JSONWriter) {
    json.beginObject()
    json.key("amount")
    json.number(trace.amount)
    if case .money(let currency) = decision.type { json.member("currency", currency.code) }
    json.key("steps")
    json.beginArray()
    json.beginObject()
    json.member("step", "start")
    json.key("amount")
    json.number(trace.start)
    if trace.isStartUnknown {
      json.optionalMember("because", decided.because(of: limit.unknown))
      json.unknown(decided.scope.missingFields(in: [limit.start]))
    }
    json.endObject()
    for (step, outcome) in zip(limit.steps, trace.steps) where outcome.before != outcome.after {
      write(step, outcome, limit.unknown, to: &json)
    }
    json.endArray()
    json.unknown(decided.unknownFields(of: index))
    json.endObject()
  }

  /// `action` says what was done; the `if unknown` amount is set.
  private func write(
    _ step: LimitStep, _ trace: LimitTrace.Step, _ unknown: UnknownOutcome,
    to json: inout JSONWriter
  ) {
    let action =
      trace.effect == .unknown
      ? "\(LimitStep.Action.set.words.english) \(trace.after)"
      : "\(step.action.words.english) \(plain(trace.operand))"
    json.beginObject()
    if let rule = step.rule { json.member("rule", rule.name) }
    json.member(step.rule == nil ? "step" : "action", action)
    json.key("amount")
    json.number(trace.after)
    json.optionalMember("because", decided.because(of: step, trace, unknown))
    json.unknown(decided.unknownFields(of: step, trace))
    json.endObject()
  }

  private func plain(_ operand: Value) -> String {
    switch operand {
    case .number(let number): number.description
    case .missing, .overflow, .boolean, .date, .days, .months, .text, .level, .list, .record:
      program.text(of: operand, as: decision.type)
    }
  }
}

extension JSONWriter {
  /// A key with text behind it.
  package mutating func member(_ name: String, _ text: String) {
    key(name)
    string(text)
  }

  /// Nothing at all for no text.
  mutating func optionalMember(_ name: String, _ text: String?) {
    if let text { member(name, text) }
  }

  /// What gave a value that no rule, band or row gave.
  mutating func origin(_ origin: Origin) {
    switch origin {
    case .matched: break
    case .otherwise: member("by", "otherwise")
    case .unknown: member("by", "unknown")
    }
  }

  /// The missing fields; nothing at all for none.
  mutating func unknown(_ fields: [String]) {
    guard !fields.isEmpty else { return }
    key("unknown")
    strings(fields)
  }
}
