// The pieces of full output: the same bytes as `FullOutput`.
//
// A rule, band or row that took a lane has fixed words, written where its mask has the lane. Reasons of
// a score come sorted by what was lost, which is known for each band beforehand.

import TierlineSource

extension OutputPieces {
  /// What stands before the decisions: the date, and which ruleset decided.
  mutating func addHeader(_ isFirst: inout Bool) {
    if let asOf = plan.asOf {
      key("as_of", &isFirst)
      add(text(of: asOf))
    }
    key("ruleset", &isFirst)
    var json = JSONWriter()
    json.beginObject()
    json.member("name", plan.program.name)
    json.member("version", plan.program.version)
    json.member("digest", plan.program.digest)
    json.endObject()
    add(json.text)
  }

  private func text(of date: CalendarDate) -> String {
    var json = JSONWriter()
    json.date(date)
    return json.text
  }

  /// A decision with its reasons.
  mutating func explain(_ index: Int) {
    let decision = plan.program.decisions[index]
    switch (plan.reasons[index], decision.body) {
    case (.alerts, .alerts(let alerts)): explain(alerts, index)
    case (.score(let claims), .score(let score)):
      add(#"{"points":"#)
      addValue(of: index)
      add(#","reasons":["#)
      scoreReasons(score, claims)
      add("]}")
    case (.limit(let start, let steps), .limit(let limit)): explain(limit, start, steps, index)
    case (let reasons, .tier(let tier)):
      add(#"{"level":"#)
      addValue(of: index)
      addWords(reasons, words(of: tier))
    case (let reasons, .table(let table)):
      add(#"{"value":"#)
      addValue(of: index)
      addWords(reasons, words(of: table))
    case (_, .result), (_, .score), (_, .limit), (_, .alerts):
      add(#"{"value":"#)
      addValue(of: index)
      add("}")
    }
  }

  // MARK: Which rule

  /// What is told of a rule, band or row that took a record, and last of `otherwise`.
  private struct Words {
    var text: String
    var because: Template?
  }

  private func words(of tier: Tier) -> [Words] {
    switch tier.content {
    case .bands(let bands):
      bands.bands.map { band in
        Words(text: member("band", plan.program.text(of: band.tests)), because: band.because)
      } + [otherwise(bands.otherwise?.because)]
    case .rules(let rules, _, let other, _):
      rules.map { Words(text: member("rule", $0.name), because: $0.because) }
        + [otherwise(other.because)]
    }
  }

  private func words(of table: Table) -> [Words] {
    table.rows.map { row in
      let column = row.column.map { #","column":\#($0)"# } ?? ""
      return Words(text: #","row":\#(row.number)\#(column)"#, because: row.outcome.because)
    } + [otherwise(table.otherwise?.because)]
  }

  private func otherwise(_ because: Template?) -> Words {
    Words(text: member("by", "otherwise"), because: because)
  }

  /// `,"name":"text"`.
  private func member(_ name: String, _ text: String) -> String {
    var json = JSONWriter()
    json.string(text)
    return ",\"\(name)\":\(json.text)"
  }

  private mutating func addWords(_ reasons: BatchReasons, _ words: [Words]) {
    switch reasons {
    case .claims(let claims):
      for (mask, word) in zip(claims.taken + [claims.otherwise], words) {
        when(mask) { pieces in
          pieces.add(word.text)
          pieces.because(word.because)
        }
      }
    case .numbered(let column):
      numbered(
        column,
        words.map { word in
          Array((word.text + (word.because.map { member("because", $0.plainText) } ?? "")).utf8)
        })
    case .none, .score, .limit, .alerts: break
    }
    add("}")
  }

  // MARK: Templates

  /// `,"because":"…"`; nothing where there is none.
  mutating func because(_ template: Template?) {
    guard let template else { return }
    add(#","because":"#)
    text(template)
  }

  /// A template as a JSON string.
  private mutating func text(_ template: Template) {
    add("\"")
    for part in template.parts {
      switch part {
      case .text(let text): add(escaped(text))
      case .operand(let id):
        let expression = plan.program[id]
        if let operand = plan.holes[id] {
          hole(operand, expression.type)
        } else {
          // Only what is sensitive has no operand.
          add(escaped(RecordFault.mask))
        }
      }
    }
    add("\"")
  }

  private func escaped(_ text: String) -> String {
    var json = JSONWriter()
    json.string(text)
    return String(json.text.dropFirst().dropLast())
  }

  // MARK: Alerts

  private mutating func explain(_ alerts: Alerts, _ index: Int) {
    guard case .alerts(let raised, let levels) = plan.outputs[index] else { return add("[]") }
    let type = plan.program.decisions[index].type
    add(.alertsBegin)
    for (place, alert) in alerts.rules.enumerated() {
      when(raised[place]) { pieces in
        pieces.add(.separator)
        pieces.explain(alert, levels[place], type)
      }
    }
    add(.alertsEnd)
  }

  private mutating func explain(_ alert: AlertRule, _ level: Int32, _ type: ValueType) {
    add(#"{"rule":"#)
    quoted(alert.rule.name)
    add(#","level":"#)
    value(.narrow(level, scale: 0), type)
    because(alert.rule.because)
    if let owner = alert.owner {
      add(#","owner":"#)
      text(owner)
    }
    if let within = alert.within.flatMap(plan.fixed), let asOf = plan.asOf,
      case .date(let date) = Value.date(asOf).applying(.add, within, at: .nowhere)
    {
      add(#","respond_by":"# + text(of: date))
    }
    if !alert.measures.isEmpty {
      add(#","do":["#)
      for (index, measure) in alert.measures.enumerated() {
        if index > 0 { add(",") }
        text(measure)
      }
      add("]")
    }
    add("}")
  }

  // MARK: Limits

  private mutating func explain(
    _ limit: Limit, _ start: BatchOperand, _ steps: [BatchReasons.Step], _ index: Int
  ) {
    let type = plan.program.decisions[index].type
    add(#"{"amount":"#)
    addValue(of: index)
    if case .money(let currency) = type { add(member("currency", currency.code)) }
    add(#","steps":[{"step":"start","amount":"#)
    value(start, type)
    add("}")
    for (step, made) in zip(limit.steps, steps) where made.hasChanged != BatchPlan.no {
      when(made.hasChanged) { pieces in
        pieces.add(",{")
        if let rule = step.rule {
          pieces.add(#""rule":"#)
          pieces.quoted(rule.name)
          pieces.add(",")
        }
        pieces.add("\"\(step.rule == nil ? "step" : "action")\":\"\(step.action.words.english) ")
        pieces.value(made.operand, type)
        pieces.add(#"","amount":"#)
        pieces.value(made.amount, type)
        pieces.because(step.because)
        pieces.add("}")
      }
    }
    add("]}")
  }
}

extension Template {
  /// The text of a template without operands.
  fileprivate var plainText: String {
    parts.map { if case .text(let text) = $0 { text } else { "" } }.joined()
  }
}

/// The reasons of one score, for every band that can lose points.
struct ScoreReasonTable {
  /// One band of an item.
  struct Entry {
    /// The item's lanes that the band takes.
    var mask: Int32
    /// 0 for the largest loss of the score; equal losses have equal ranks.
    var rank: Int32
    /// The pieces that tell it.
    var start: Int32
    var count: Int32
  }

  private let score: Score
  private let claims: [BatchClaims]
  /// For each item its bands that lose points.
  private(set) var items: [[Entry]] = []

  init(_ score: Score, _ claims: [BatchClaims]) {
    self.score = score
    self.claims = claims
  }

  /// Makes the pieces of all reasons.
  mutating func fill(_ pieces: inout OutputPieces) {
    let plan = pieces.plan
    let losses = zip(score.items, claims).map { plan.losses(of: $0, $1) ?? [] }
    let ranks = Set(losses.joined().map(\.lost)).sorted(by: >)
    items = zip(score.items, losses).map { item, losses in
      losses.map { loss in
        let start = pieces.mark()
        var json = JSONWriter()
        json.beginObject()
        json.member("characteristic", plan.program.name(of: item))
        json.key("points")
        json.number(loss.points)
        json.key("lost")
        json.number(loss.lost)
        pieces.add(json.text)
        pieces.because(loss.because)
        pieces.add("}")
        return Entry(
          mask: loss.mask, rank: Int32(ranks.firstIndex(of: loss.lost) ?? 0),
          start: Int32(start), count: Int32(pieces.mark() - start))
      }
    }
  }
}
