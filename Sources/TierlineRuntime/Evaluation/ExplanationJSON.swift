// An explanation as JSON: values as in the outputs, parts of the policy as written.
//
// {"decision":"risk","kind":"tier","value":"high","by":"rule","rule":"delinquent","rules":[
//   {"rule":"delinquent","outcome":"high","status":"decided","condition":
//     {"text":"overdue_days > 60","truth":"yes","reads":[{"name":"overdue_days","value":75}]}}]}
//
// `status` is decided, matched (but another counted), no_match, unknown, overflow, or
// not_reached, which says in `would_be` how the condition stands all the same.

import TierlineSource

/// Writes explanations of one program's decisions.
package struct ExplanationJSON: Sendable {
  package let program: Program

  package init(program: Program) { self.program = program }

  /// Writes one object.
  package func write(_ explanation: Explanation, to json: inout JSONWriter) {
    json.beginObject()
    json.member("decision", explanation.name)
    json.member("kind", explanation.content.kind)
    json.optionalMember("documentation", explanation.documentation.nonEmpty)
    if let value = explanation.value { member("value", value, to: &json) }
    json.list("missing", explanation.missing)
    switch explanation.content {
    case .score(let score): write(score, to: &json)
    case .tier(let tier): write(tier, to: &json)
    case .limit(let limit): write(limit, to: &json)
    case .alerts(let alerts):
      json.key("alerts")
      json.beginArray()
      for alert in alerts { write(alert, to: &json) }
      json.endArray()
    case .table(let table): write(table, to: &json)
    case .result(let reading):
      json.key("reads")
      write(reading, to: &json)
    }
    json.endObject()
  }

  // MARK: Blocks

  private func write(_ tier: TierExplanation, to json: inout JSONWriter) {
    switch tier.content {
    case .bands(let bands):
      json.key("bands")
      write(bands, to: &json)
    case .rules(let rules, let policy, let otherwise):
      json.member("take", policy.word)
      json.by(tier.origin)
      if case .matched(let index) = tier.origin { json.member("rule", rules[index].name) }
      json.optionalMember("because", tier.because)
      json.key("rules")
      json.beginArray()
      for rule in rules {
        json.beginObject()
        members(of: rule, to: &json)
        json.endObject()
      }
      json.endArray()
      member("otherwise", otherwise, to: &json)
    }
  }

  private func write(_ score: ScoreExplanation, to json: inout JSONWriter) {
    member("start", score.start, to: &json)
    json.key("items")
    json.beginArray()
    for item in score.items { write(item, to: &json) }
    json.endArray()
    json.key("sum")
    json.number(score.sum)
    if let bounds = score.bounds {
      json.key("bounds")
      json.beginArray()
      json.number(bounds.lower)
      json.number(bounds.upper)
      json.endArray()
    }
    json.key("points")
    json.number(score.points)
    json.key("reasons")
    json.strings(score.reasons.map { score.items[$0].name })
  }

  private func write(_ item: ScoreExplanation.Item, to json: inout JSONWriter) {
    json.beginObject()
    json.member("name", item.name)
    json.key("points")
    json.number(item.points)
    json.key("best")
    json.number(item.best)
    json.key("lost")
    if let lost = item.lost { json.number(lost) } else { json.null() }
    json.optionalMember("because", item.because)
    json.list("missing", item.missing)
    switch item.content {
    case .bands(let bands):
      json.key("bands")
      write(bands, to: &json)
    case .rule(let rule):
      json.key("rule")
      json.beginObject()
      members(of: rule, to: &json)
      json.endObject()
    }
    json.endObject()
  }

  private func write(_ bands: BandsExplanation, to json: inout JSONWriter) {
    json.beginObject()
    json.member("name", bands.name)
    json.key("subject")
    write(bands.subject, to: &json)
    json.by(bands.origin)
    member("value", bands.value, to: &json)
    json.optionalMember("because", bands.because)
    json.list("missing", bands.missing)
    json.key("bands")
    json.beginArray()
    for band in bands.bands {
      json.beginObject()
      json.member("when", band.text)
      member("outcome", band.outcome, to: &json)
      json.standing(band.standing)
      json.endObject()
    }
    json.endArray()
    if let otherwise = bands.otherwise { member("otherwise", otherwise, to: &json) }
    json.endObject()
  }

  private func write(_ limit: LimitExplanation, to json: inout JSONWriter) {
    json.key("start")
    json.beginObject()
    json.key("reads")
    write(limit.start, to: &json)
    member("amount", limit.startAmount, to: &json)
    json.key("unknown")
    json.boolean(limit.isStartUnknown)
    json.endObject()
    json.key("steps")
    json.beginArray()
    for step in limit.steps { write(step, to: &json) }
    json.endArray()
  }

  private func write(_ step: LimitExplanation.Step, to json: inout JSONWriter) {
    json.beginObject()
    json.optionalMember("rule", step.rule)
    json.optionalMember("documentation", step.documentation.nonEmpty)
    json.member("action", step.action.words.english)
    json.key("operand")
    write(step.operand, to: &json)
    json.member("effect", step.effect.word)
    member("before", step.before, to: &json)
    member("after", step.after, to: &json)
    json.optionalMember("because", step.because)
    json.list("missing", step.missing)
    if let condition = step.condition {
      json.key("condition")
      write(condition, to: &json)
    }
    json.endObject()
  }

  private func write(_ alert: AlertExplanation, to json: inout JSONWriter) {
    json.beginObject()
    members(of: alert.rule, to: &json)
    json.key("raised")
    json.boolean(alert.isRaised)
    json.key("undecided")
    json.boolean(alert.isUndecided)
    member("level", alert.level, to: &json)
    json.optionalMember("owner", alert.owner)
    if let respondBy = alert.respondBy {
      json.key("respond_by")
      json.date(respondBy)
    }
    json.list("do", alert.measures)
    json.list("missing", alert.missing)
    json.endObject()
  }

  private func write(_ table: TableExplanation, to json: inout JSONWriter) {
    json.key("subjects")
    json.beginArray()
    for subject in table.subjects { write(subject, to: &json) }
    json.endArray()
    json.by(table.origin)
    if !table.columns.isEmpty { values(table.values, of: table, to: &json) }
    json.optionalMember("because", table.because)
    json.key("rows")
    json.beginArray()
    for row in table.rows {
      json.beginObject()
      json.key("row")
      json.integer(row.number)
      if let column = row.column {
        json.key("column")
        json.integer(column)
      }
      json.key("cells")
      json.beginArray()
      for cell in row.cells {
        json.beginObject()
        json.member("test", cell.text)
        json.member("truth", cell.truth.word)
        json.endObject()
      }
      json.endArray()
      values(row.values, of: table, to: &json)
      json.standing(row.standing)
      json.endObject()
    }
    json.endArray()
  }

  private func values(
    _ values: [ShownValue], of table: TableExplanation, to json: inout JSONWriter
  ) {
    guard !table.columns.isEmpty else {
      if let value = values.first { member("value", value, to: &json) }
      return
    }
    json.key("value")
    json.beginObject()
    for (column, value) in zip(table.columns, values) { member(column, value, to: &json) }
    json.endObject()
  }
}

// MARK: Rules and conditions

extension ExplanationJSON {
  private func members(of rule: RuleExplanation, to json: inout JSONWriter) {
    json.member("rule", rule.name)
    json.optionalMember("documentation", rule.documentation.nonEmpty)
    member("outcome", rule.outcome, to: &json)
    json.standing(rule.standing)
    if rule.isNear {
      json.key("near")
      json.boolean(true)
    }
    json.optionalMember("because", rule.because)
    json.key("condition")
    write(rule.condition, to: &json)
  }

  /// Recursion ends where conditions are no longer taken apart.
  private func write(_ part: ConditionPart, to json: inout JSONWriter) {
    json.beginObject()
    json.member("text", part.text)
    json.member("truth", part.truth.word)
    json.optionalMember("joint", part.joint.word)
    if !part.parts.isEmpty {
      json.key("parts")
      json.beginArray()
      for inner in part.parts { write(inner, to: &json) }
      json.endArray()
    }
    if !part.readings.isEmpty {
      json.key("reads")
      write(part.readings, to: &json)
    }
    json.list("missing", part.missing)
    json.optionalMember("needs", part.need?.text.english)
    json.endObject()
  }

  private func write(_ readings: [Reading], to json: inout JSONWriter) {
    json.beginArray()
    for reading in readings { write(reading, to: &json) }
    json.endArray()
  }

  private func write(_ reading: Reading, to json: inout JSONWriter) {
    json.beginObject()
    json.member("name", reading.name)
    json.optionalMember("label", reading.label)
    member("value", reading.value, to: &json)
    if !reading.from.isEmpty {
      json.key("from")
      write(reading.from, to: &json)
    }
    json.endObject()
  }

  private func member(_ name: String, _ shown: ShownValue, to json: inout JSONWriter) {
    json.key(name)
    if shown.isSensitive {
      json.string(RecordFault.mask)
    } else {
      json.value(shown.value, as: shown.type, in: program)
    }
  }
}

// MARK: Words

extension JSONWriter {
  /// An array of texts; nothing at all for none.
  fileprivate mutating func list(_ name: String, _ texts: [String]) {
    guard !texts.isEmpty else { return }
    key(name)
    strings(texts)
  }

  fileprivate mutating func by(_ origin: Origin) {
    switch origin {
    case .matched: member("by", "rule")
    case .otherwise, .unknown: self.origin(origin)
    }
  }

  fileprivate mutating func standing(_ standing: Standing) {
    guard standing.isReached else {
      member("status", "not_reached")
      return member("would_be", standing.truth.word)
    }
    switch standing.truth {
    case .yes: member("status", standing.isDeciding ? "decided" : "matched")
    case .no: member("status", "no_match")
    case .unknown, .overflow: member("status", standing.truth.word)
    }
  }
}

extension Explanation.Content {
  fileprivate var kind: String {
    switch self {
    case .score: "score"
    case .tier: "tier"
    case .limit: "limit"
    case .alerts: "alerts"
    case .table(let table): table.isMatrix ? "matrix" : "table"
    case .result: "result"
    }
  }
}

extension Truth {
  fileprivate var word: String {
    switch self {
    case .no: "no"
    case .yes: "yes"
    case .unknown: "unknown"
    case .overflow: "overflow"
    }
  }
}

extension HitPolicy {
  fileprivate var word: String {
    switch self {
    case .first: "first"
    case .highest: "highest"
    case .lowest: "lowest"
    case .only: "only"
    }
  }
}

extension LimitTrace.Effect {
  fileprivate var word: String {
    switch self {
    case .applied: "applied"
    case .held: "no_match"
    case .notReached: "not_reached"
    case .unknown: "unknown"
    case .leftOut: "left_out"
    }
  }
}

extension ConditionPart.Joint {
  /// nil for a leaf.
  fileprivate var word: String? {
    switch self {
    case .leaf: nil
    case .all: "and"
    case .any: "or"
    case .not: "not"
    case .named: "let"
    }
  }
}

extension String {
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
