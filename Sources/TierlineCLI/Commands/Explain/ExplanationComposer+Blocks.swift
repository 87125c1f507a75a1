// The blocks of a ruleset in words: tiers, bands, scores, limits, alerts, tables.

import TierlineRuntime
import TierlineSource

extension ExplanationComposer {
  // MARK: Tiers and bands

  func lines(of tier: TierExplanation, of explanation: Explanation) -> [Line] {
    switch tier.content {
    case .bands(let bands): return lines(of: bands)
    case .rules(let rules, _, let otherwise):
      switch tier.origin {
      case .matched: return rules.flatMap { lines(of: $0) }
      case .otherwise:
        let outcome: [Piece] = [.strong(word(.otherwise)), .plain(" → "), .code(text(otherwise))]
        return rules.flatMap { lines(of: $0) }
          + [Line(mark: .met, text: outcome, asides: reason(tier.because))]
      case .unknown:
        let value = explanation.value.map { [Piece.plain(" → "), .code(text($0))] } ?? []
        let ending = Line(
          mark: .unknown, text: [.strong(word(.ifUnknown))] + value,
          asides: reason(tier.because) + missingAside(explanation.missing))
        // The reason is that of `if unknown`, which stands on its own line.
        return rules.flatMap { rule in
          var rule = rule
          rule.because = nil
          return lines(of: rule)
        } + [ending]
      }
    }
  }

  /// The bands of a tier, a line each.
  private func lines(of bands: BandsExplanation) -> [Line] {
    var lines = [
      Line(mark: .none, text: reading(bands.subject), asides: sources(of: bands.subject))
    ]
    for band in bands.bands {
      let standing = band.standing
      lines.append(
        Line(
          depth: 1, mark: standing.isReached ? mark(standing.truth) : .notReached,
          text: [.code(band.text), .plain(" → "), .code(text(band.outcome))],
          asides: standing.isDeciding ? reason(bands.because) : []))
    }
    switch bands.origin {
    case .matched: break
    case .otherwise:
      lines.append(
        Line(
          depth: 1, mark: .met,
          text: [.strong(word(.otherwise)), .plain(" → "), .code(text(bands.value))],
          asides: reason(bands.because)))
    case .unknown:
      lines.append(
        Line(
          depth: 1, mark: .unknown,
          text: [.strong(word(.ifUnknown)), .plain(" → "), .code(text(bands.value))],
          asides: reason(bands.because) + missingAside(bands.missing)))
    }
    return lines
  }

  /// What stands at the end of a block.
  private enum Ending { case otherwise, ifUnknown }

  private func word(_ ending: Ending) -> String {
    switch ending {
    case .otherwise: say(Wording("otherwise", zh: "其余"))
    case .ifUnknown: say(Wording("if unknown", zh: "若未知"))
    }
  }

  // MARK: Scores

  func lines(of score: ScoreExplanation) -> [Line] {
    var lines = [
      Line(
        mark: .none, text: [.plain(say(Wording("start", zh: "起始")))], amount: text(score.start))
    ]
    for item in score.items { lines += self.lines(of: item) }
    lines.append(
      Line(
        mark: .none, text: [.plain(say(Wording("sum", zh: "合计")))], amount: score.sum.grouped))
    if let bounds = score.bounds, score.sum != score.points {
      let range = "\(bounds.lower.grouped)..\(bounds.upper.grouped)"
      lines.append(
        Line(
          mark: .none,
          text: [.plain(say(Wording("kept within ", zh: "限于 "))), .code(range)],
          amount: score.points.grouped))
    }
    let reasons = score.reasons.compactMap { index -> [Piece]? in
      guard score.items.indices.contains(index) else { return nil }
      let item = score.items[index]
      return [.strong(item.name), .plain(" −\(item.lost?.grouped ?? "…")")]
    }
    if !reasons.isEmpty {
      lines.append(
        Line(
          mark: .none,
          text: [.plain(say(Wording("points lost: ", zh: "失分：")))] + joined(reasons)))
    }
    return lines
  }

  private func lines(of item: ScoreExplanation.Item) -> [Line] {
    var asides = missingAside(item.missing)
    if let lost = item.lost, !lost.isZero, !lost.isNegative {
      asides += status(
        Wording("best \(signed(item.best))", zh: "最高 \(signed(item.best))"))
    }
    switch item.content {
    case .rule(let rule):
      return lines(of: rule, amount: signed(item.points), asides: asides)
    case .bands(let bands):
      // The label stands for the subject where there is one.
      let name = bands.name == bands.subject.name ? [] : [Piece.strong(bands.name), .plain("  ")]
      let test: [Piece]
      switch bands.origin {
      case .matched(let index):
        let matched = bands.bands.indices.contains(index) ? bands.bands[index].text : ""
        test = [.plain("  "), .code(matched)]
      case .otherwise: test = [.plain("  " + word(.otherwise))]
      case .unknown: test = [.plain("  " + word(.ifUnknown))]
      }
      return [
        Line(
          mark: .none, text: name + reading(bands.subject) + test, amount: signed(item.points),
          asides: reason(item.because) + asides + sources(of: bands.subject))
      ]
    }
  }

  private func signed(_ points: Decimal) -> String {
    points.isNegative ? "−" + points.magnitude.grouped : "+" + points.grouped
  }

  // MARK: Limits

  func lines(of limit: LimitExplanation, missing: [String]) -> [Line] {
    let unknown: [Aside] =
      limit.isStartUnknown
      ? [.status([.plain(word(.ifUnknown))])] + missingAside(missing) : []
    var lines = [
      Line(
        mark: limit.isStartUnknown ? .unknown : .none,
        text: [.plain(say(Wording("start ", zh: "起始 "))), .code(shown(limit.start.name))],
        amount: text(limit.startAmount), asides: unknown + sources(of: limit.start))
    ]
    for step in limit.steps { lines += self.lines(of: step) }
    return lines
  }

  private func lines(of step: LimitExplanation.Step) -> [Line] {
    let action = say(step.actionText)
    let mark: ExplanationPage.Mark
    var amount = text(step.after)
    var asides = reason(step.because)
    switch step.effect {
    case .applied:
      mark = step.rule == nil ? .none : .met
      if text(step.before) == text(step.after) {
        asides += status(Wording("changes nothing", zh: "没有影响"))
      }
    case .held: (mark, amount) = (.unmet, "")
    case .notReached:
      (mark, amount) = (.notReached, "")
      asides += status(Wording("not reached", zh: "未执行到"))
    case .unknown:
      mark = .unknown
      asides += status(Wording("unknown", zh: "未知")) + missingAside(step.missing)
    case .leftOut:
      (mark, amount) = (.unknown, "")
      asides += status(Wording("unknown, left out", zh: "未知，略过")) + missingAside(step.missing)
    }
    // An amount that is no literal has a name to go by.
    let isLiteral = step.operand.name.first.map { "-0123456789".contains($0) }
    if isLiteral == false { asides.insert(.values([.code(shown(step.operand.name))]), at: 0) }
    var line = Line(mark: mark, text: [], amount: amount, asides: asides)
    line.text = step.rule.map { [.strong($0), .plain("  " + action)] } ?? [.plain(action)]
    guard let condition = step.condition, step.effect != .notReached else { return [line] }
    return [line] + lines(of: condition, depth: 1, isNear: condition.isNear)
  }

  // MARK: Alerts

  func lines(of alert: AlertExplanation) -> [Line] {
    var rule = alert.rule
    rule.outcome = alert.level
    var asides = alert.isUndecided ? missingAside(alert.missing) : []
    if alert.isUndecided { asides += status(Wording("undecided", zh: "未能确定")) }
    var lines = self.lines(of: rule, asides: asides)
    guard alert.isRaised else { return lines }
    if let owner = alert.owner {
      lines.append(duty(Wording("owner", zh: "责任人"), owner))
    }
    if let date = alert.respondBy {
      lines.append(duty(Wording("respond by", zh: "完成时间"), date.description))
    }
    for measure in alert.measures { lines.append(duty(Wording("do", zh: "措施"), measure)) }
    return lines
  }

  private func duty(_ word: Wording, _ text: String) -> Line {
    Line(
      depth: 1, mark: .none, text: [.plain(say(word) + say(Wording(": ", zh: "：")) + text)])
  }

  // MARK: Tables

  /// Rows that were passed over are shown up to this many.
  private static let passedRowsMax = 20

  func lines(of table: TableExplanation, missing: [String]) -> [Line] {
    var lines = table.subjects.map { subject in
      Line(mark: .none, text: reading(subject), asides: sources(of: subject))
    }
    let reached = table.rows.filter { $0.standing.isReached }
    let passed = reached.filter { !$0.standing.isDeciding }
    if passed.count <= Self.passedRowsMax {
      lines += reached.map { self.line(of: $0, in: table) }
    } else {
      lines.append(
        Line(
          depth: 1, mark: .unmet,
          text: [
            .plain(say(Wording("\(passed.count) rows do not match", zh: "\(passed.count) 行不匹配")))
          ]))
      lines += reached.filter(\.standing.isDeciding).map { self.line(of: $0, in: table) }
    }
    let values: [Piece] = [.plain(" → ")] + outcome(table.values, in: table)
    switch table.origin {
    case .matched: break
    case .otherwise:
      lines.append(
        Line(
          depth: 1, mark: .met, text: [.strong(word(.otherwise))] + values,
          asides: reason(table.because)))
    case .unknown:
      lines.append(
        Line(
          depth: 1, mark: .unknown, text: [.strong(word(.ifUnknown))] + values,
          asides: reason(table.because) + missingAside(missing)))
    }
    return lines
  }

  private func line(of row: TableExplanation.Row, in table: TableExplanation) -> Line {
    let place =
      row.column.map {
        Wording("row \(row.number), column \($0)", zh: "第 \(row.number) 行第 \($0) 列")
      }
      ?? Wording("row \(row.number)", zh: "第 \(row.number) 行")
    var text: [Piece] = [.strong(say(place)), .plain("  ")]
    text += Array(row.cells.map { [Piece.code($0.text)] }.joined(separator: [.plain(" | ")]))
    text += [.plain(" → ")] + outcome(row.values, in: table)
    return Line(
      depth: 1, mark: mark(row.standing.truth), text: text,
      asides: row.standing.isDeciding ? reason(table.because) : [])
  }

  private func outcome(_ values: [ShownValue], in table: TableExplanation) -> [Piece] {
    if table.columns.isEmpty { return values.first.map { [.code(text($0))] } ?? [] }
    return joined(
      zip(table.columns, values).map { [.plain("\($0) = "), .code(text($1))] })
  }
}
