// Puts an explanation into words, in one language.
//
// Order within a decision is the author's. A rule that was reached shows its condition part by
// part with the values it stood on; one behind the deciding rule takes a single line that says what
// it would have done.

import TierlineRuntime
import TierlineSource
import TierlineSyntax

/// Makes sections of explanations.
struct ExplanationComposer {
  typealias Line = ExplanationPage.Line
  typealias Piece = ExplanationPage.Piece
  typealias Aside = ExplanationPage.Aside

  let language: Language

  func section(_ explanation: Explanation) -> ExplanationPage.Section {
    var section = ExplanationPage.Section(
      name: explanation.name, value: explanation.value.map(text),
      documentation: explanation.documentation)
    switch explanation.content {
    case .score(let score): section.lines = lines(of: score)
    case .tier(let tier): section.lines = lines(of: tier, of: explanation)
    case .limit(let limit): section.lines = lines(of: limit, missing: explanation.missing)
    case .alerts(let alerts):
      section.lines = alerts.flatMap(lines)
      let raised = alerts.count(where: \.isRaised)
      section.value = say(
        raised == 0
          ? Wording("none raised", zh: "未触发") : Wording("\(raised) raised", zh: "触发 \(raised) 条"))
    case .table(let table): section.lines = lines(of: table, missing: explanation.missing)
    case .result(let reading):
      section.lines = [
        Line(
          mark: .none, text: [.code(shown(reading.name))],
          asides: sources(of: reading) + missingAside(explanation.missing))
      ]
    }
    return section
  }

  // MARK: Words

  func say(_ wording: Wording) -> String { wording[language] }

  func text(_ shown: ShownValue) -> String { shown.text[language] }

  /// A name that the language gives, in the reader's words: `上期.risk`, `基准日`; others as they are.
  func shown(_ name: String) -> String {
    if name == Keyword.asOfDate.spelling(.english) { return Keyword.asOfDate.spelling(language) }
    let previous = Keyword.previous.spelling(.english)
    guard name.hasPrefix(previous + "."), !name.contains(" ") else { return name }
    return Keyword.previous.spelling(language) + name.dropFirst(previous.count)
  }

  /// A value with its name, which is left out where it is shown beside it already.
  func reading(_ reading: Reading, besides shownName: String = "") -> [Piece] {
    if reading.name == shownName { return [.code(text(reading.value))] }
    let label = reading.label.map { say(Wording(" (\($0))", zh: "（\($0)）")) } ?? ""
    return [.code(shown(reading.name)), .plain("\(label) = "), .code(text(reading.value))]
  }

  /// The values that a value was computed from; nothing where it is another name for one of them.
  func sources(of reading: Reading) -> [Aside] {
    let isSame =
      reading.from.count == 1
      && reading.from.allSatisfy {
        text($0.value) == text(reading.value)
      }
    guard !reading.from.isEmpty, !isSame else { return [] }
    return [.values(joined(reading.from.map { self.reading($0) }))]
  }

  func joined(_ phrases: [[Piece]]) -> [Piece] {
    Array(phrases.joined(separator: [.plain(say(Wording(", ", zh: "，")))]))
  }

  func reason(_ because: String?) -> [Aside] {
    guard let because else { return [] }
    return [.reason([.plain(say(Wording("because ", zh: "理由：")) + because)])]
  }

  func missingAside(_ fields: [String]) -> [Aside] {
    guard !fields.isEmpty else { return [] }
    let names = joined(fields.map { [Piece.code(shown($0))] })
    return [.status([.plain(say(Wording("missing: ", zh: "缺失：")))] + names)]
  }

  func status(_ wording: Wording) -> [Aside] { [.status([.plain(say(wording))])] }

  // MARK: Conditions

  func mark(_ truth: Truth) -> ExplanationPage.Mark {
    switch truth {
    case .yes: .met
    case .no: .unmet
    case .unknown, .overflow: .unknown
    }
  }

  /// A condition below the line of its rule.
  func lines(of part: ConditionPart, depth: Int, isNear: Bool) -> [Line] {
    var line = Line(depth: depth, mark: mark(part.truth), text: [])
    switch part.joint {
    case .leaf:
      line.text = [.code(part.text)]
      let values = part.readings.flatMap { leaf -> [Aside] in
        let value = reading(leaf, besides: part.text)
        // `risk = high` where risk is high needs no second saying.
        let isSaid = value.map(\.text).joined() == part.text
        return (isSaid ? [] : [.values(value)]) + sources(of: leaf)
      }
      let shown = part.readings.flatMap { [$0.name] + $0.from.map(\.name) }
      line.asides = values + missingAside(part.missing.filter { !shown.contains($0) })
      if isNear, let need = part.need, !part.isMet {
        line.asides.append(.need([.plain(say(need.wording))]))
      }
      return [line]
    case .all: line.text = [.plain(say(Wording("all of", zh: "全部满足")))]
    case .any: line.text = [.plain(say(Wording("any of", zh: "任一满足")))]
    case .not: line.text = [.plain(say(Wording("not", zh: "并非")))]
    case .named: line.text = [.code(part.text)]
    }
    return [line] + part.parts.flatMap { lines(of: $0, depth: depth + 1, isNear: isNear) }
  }

  /// A rule and, where it was reached, its condition.
  func lines(
    of rule: RuleExplanation, amount: String = "", asides: [Aside] = []
  ) -> [Line] {
    var line = Line(
      mark: rule.standing.isReached ? mark(rule.standing.truth) : .notReached,
      text: [.strong(rule.name)], amount: amount)
    if amount.isEmpty { line.text += [.plain(" → "), .code(text(rule.outcome))] }
    line.asides = reason(rule.because) + asides + self.asides(of: rule)
    guard rule.standing.isReached else { return [line] }
    let needs = rule.isNear && !rule.standing.isDeciding
    return [line] + lines(of: rule.condition, depth: 1, isNear: needs)
  }

  /// What the mark of a rule does not say.
  private func asides(of rule: RuleExplanation) -> [Aside] {
    let standing = rule.standing
    guard standing.isReached else {
      switch standing.truth {
      case .yes:
        return status(Wording("would match, but an earlier rule decided", zh: "本会命中，但已由前面的规则决定"))
      case .no: return status(Wording("would not match", zh: "不会命中"))
      case .unknown, .overflow: return status(Wording("would be unknown", zh: "会是未知"))
      }
    }
    if standing.isDeciding { return [] }
    switch standing.truth {
    case .yes: return status(Wording("matches, but another rule counts", zh: "命中，但以另一条规则为准"))
    case .no:
      return rule.isNear ? status(Wording("nearly", zh: "只差一步")) : []
    case .unknown: return status(Wording("unknown", zh: "未知"))
    case .overflow: return status(Wording("beyond 38 digits or the calendar", zh: "超出 38 位数字或日历"))
    }
  }
}
