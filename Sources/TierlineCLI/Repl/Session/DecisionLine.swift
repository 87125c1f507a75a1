// A decision on one line: its value, and what it came from.

import TierlineRuntime
import TierlineSource

/// One decision, ready to be shown.
struct DecisionLine {
  var name: String
  var value: Wording
  /// `by delinquent: 75 days overdue`; empty where there is nothing to name.
  var origin: Wording

  /// The lines of a record, in order of declaration.
  static func all(of decided: Decided) -> [DecisionLine] {
    decided.program.decisions.indices.map { DecisionLine(decided.explain($0)) }
  }

  init(_ explanation: Explanation) {
    name = explanation.name
    value = explanation.value?.text ?? Wording(same: "")
    switch explanation.content {
    case .score(let score): origin = Self.losses(of: score)
    case .tier(let tier): origin = Self.origin(of: tier, explanation)
    case .limit(let limit): origin = Self.steps(of: limit)
    case .alerts(let alerts):
      value = Self.raised(alerts)
      origin = Wording(same: "")
    case .table(let table):
      if explanation.value == nil { value = Self.columns(of: table) }
      origin = Self.origin(of: table, explanation)
    case .result:
      origin = explanation.missing.isEmpty ? Wording(same: "") : Self.missing(explanation.missing)
    }
  }

  // MARK: Origins

  private static func by(_ name: String, _ because: String?) -> Wording {
    let reason = because.map { Wording(": \($0)", zh: "：\($0)") } ?? Wording(same: "")
    return Wording("by \(name)", zh: "依据 \(name)") + reason
  }

  private static func missing(_ fields: [String]) -> Wording {
    Wording(
      "missing: \(fields.joined(separator: ", "))", zh: "缺失：\(fields.joined(separator: "、"))")
  }

  private static func otherwise(_ because: String?) -> Wording {
    let reason = because.map { Wording(": \($0)", zh: "：\($0)") } ?? Wording(same: "")
    return Wording("by otherwise", zh: "依据其余") + reason
  }

  private static func unknown(_ explanation: Explanation, _ because: String?) -> Wording {
    let reason = because.map { Wording(": \($0)", zh: "：\($0)") } ?? Wording(same: "")
    let fields = explanation.missing
    return Wording("by unknown", zh: "依据未知") + reason
      + (fields.isEmpty ? Wording(same: "") : Wording(", ", zh: "，") + missing(fields))
  }

  private static func origin(of tier: TierExplanation, _ explanation: Explanation) -> Wording {
    switch (tier.origin, tier.content) {
    case (.matched(let index), .rules(let rules, _, _)):
      return by(rules.indices.contains(index) ? rules[index].name : "", tier.because)
    case (.matched(let index), .bands(let bands)):
      let test = bands.bands.indices.contains(index) ? bands.bands[index].text : ""
      return by("\(bands.name) \(test)", tier.because)
    case (.otherwise, _): return otherwise(tier.because)
    case (.unknown, _): return unknown(explanation, tier.because)
    }
  }

  private static func origin(of table: TableExplanation, _ explanation: Explanation) -> Wording {
    switch table.origin {
    case .matched(let index):
      guard table.rows.indices.contains(index) else { return Wording(same: "") }
      let row = table.rows[index]
      let place =
        row.column.map {
          Wording("row \(row.number), column \($0)", zh: "第 \(row.number) 行第 \($0) 列")
        } ?? Wording("row \(row.number)", zh: "第 \(row.number) 行")
      return place + (table.because.map { Wording(": \($0)", zh: "：\($0)") } ?? Wording(same: ""))
    case .otherwise: return otherwise(table.because)
    case .unknown: return unknown(explanation, table.because)
    }
  }

  private static func columns(of table: TableExplanation) -> Wording {
    let pairs = zip(table.columns, table.values)
    return Wording(
      pairs.map { "\($0) \($1.text.english)" }.joined(separator: ", "),
      zh: pairs.map { "\($0) \($1.text.chinese)" }.joined(separator: "，"))
  }

  /// The steps of rules that changed the amount.
  private static func steps(of limit: LimitExplanation) -> Wording {
    var parts: [Wording] = []
    for step in limit.steps {
      switch step.effect {
      case .applied:
        guard let rule = step.rule, step.before.text != step.after.text else { continue }
        parts.append(by(rule, step.because))
      case .unknown: parts.append(Wording("by unknown, ", zh: "依据未知，") + missing(step.missing))
      case .held, .notReached, .leftOut: continue
      }
    }
    guard var whole = parts.first else { return Wording(same: "") }
    for part in parts.dropFirst() { whole = whole + Wording("; ", zh: "；") + part }
    return whole
  }

  /// The two largest losses of a score.
  private static func losses(of score: ScoreExplanation) -> Wording {
    let largest = score.reasons.prefix(2).compactMap { index -> String? in
      guard score.items.indices.contains(index), let lost = score.items[index].lost else {
        return nil
      }
      return "\(score.items[index].name) −\(lost)"
    }
    guard !largest.isEmpty else { return Wording(same: "") }
    return Wording(
      "lost on \(largest.joined(separator: ", "))", zh: "失分：\(largest.joined(separator: "，"))")
  }

  private static func raised(_ alerts: [AlertExplanation]) -> Wording {
    let names = alerts.filter(\.isRaised).map { "\($0.rule.name) (\($0.level.text.english))" }
    return names.isEmpty
      ? Wording("none", zh: "无") : Wording(same: names.joined(separator: ", "))
  }
}

/// A decision that came out otherwise than before.
struct DecisionMove {
  var name: String
  var before: Wording
  var after: Wording
  var origin: Wording

  /// The decisions that moved, in order of declaration; those that joined or left too.
  static func all(from before: Decided, to after: Decided) -> [DecisionMove] {
    let (old, new) = (before.explanations, after.explanations)
    let absent = Wording(same: "–")
    var moves: [DecisionMove] = []
    for explanation in new {
      let line = DecisionLine(explanation)
      guard let earlier = old.first(where: { $0.name == explanation.name }) else {
        moves.append(
          DecisionMove(name: line.name, before: absent, after: line.value, origin: line.origin))
        continue
      }
      let oldLine = DecisionLine(earlier)
      guard oldLine.value != line.value else { continue }
      moves.append(
        DecisionMove(
          name: line.name, before: oldLine.value, after: line.value,
          origin: cause(from: earlier, to: explanation) ?? line.origin))
    }
    for explanation in old where !new.contains(where: { $0.name == explanation.name }) {
      moves.append(
        DecisionMove(
          name: explanation.name, before: DecisionLine(explanation).value, after: absent,
          origin: Wording(same: "")))
    }
    return moves
  }

  /// What of a score or an alerts block moved; nil for other decisions.
  private static func cause(from before: Explanation, to after: Explanation) -> Wording? {
    switch (before.content, after.content) {
    case (.score(let old), .score(let new)):
      let moved = new.items.compactMap { item -> String? in
        let earlier = old.items.first { $0.name == item.name }?.points ?? .zero
        return earlier == item.points ? nil : "\(item.name) \(earlier) → \(item.points)"
      }
      return moved.isEmpty ? nil : Wording(same: moved.joined(separator: ", "))
    case (.alerts(let old), .alerts(let new)):
      let raised = new.filter { alert in
        alert.isRaised && !old.contains { $0.rule.name == alert.rule.name && $0.isRaised }
      }
      let reasons = raised.compactMap { alert in
        alert.rule.because.map { "\(alert.rule.name): \($0)" }
      }
      return Wording(same: reasons.joined(separator: "; "))
    default: return nil
    }
  }
}

extension Decided {
  /// Every decision explained, in order of declaration.
  var explanations: [Explanation] { program.decisions.indices.map { explain($0) } }
}
