// Expressions, types and explanations.

import Tierline
import TierlineChecker
import TierlineRuntime
import TierlineSource
import TierlineSyntax

extension ReplSession {
  // MARK: Expressions

  /// Says the value of an expression, and its type.
  mutating func evaluate(_ entry: String) {
    if showAlerts(named: entry.trimmedWhole) { return }
    let result = state.ruleset.checked(asking: Question(typed(entry), as: .expression))
    guard let program = result.program, case .expression(let id, let type, _)? = result.answer
    else {
      return complain(result.diagnostics.filter { $0.severity == .error }, in: result.sources)
    }
    guard let type else { return say(Wording("missing", zh: "缺失")) }
    guard let value = value(of: id, in: program) else { return }
    let shown = program.show(value, as: type, isSensitive: program[id].isSensitive)
    if case .overflow = value {
      return complain(
        Wording("beyond 38 digits or the calendar", zh: "超出 38 位数字或日历"))
    }
    let text = program.isRecord(type) ? program.members(of: value, as: type) : shown.text
    let typeText = palette(.faint, self.text(program.describe(type)).printable)
    if case .list(of: .record(let record)) = type, case .list(let elements) = value,
      !program[id].isSensitive, !elements.isEmpty
    {
      return answer.say(
        (lines(of: elements, as: .record(record)) + [typeText]).joined(separator: "\n"))
    }
    answer.say(palette(.strong, self.text(text).printable) + "  " + typeText)
  }

  private static let elementsMax = 50

  /// A line for each record of a list.
  private func lines(of elements: [Value], as type: ValueType) -> [String] {
    let lines = elements.prefix(Self.elementsMax).map { element in
      palette(.strong, text(program.members(of: element, as: type)).printable)
    }
    let rest = elements.count - lines.count
    let more = text(Wording("… and \(rest) more", zh: "……另有 \(rest) 项"))
    return rest > 0 ? lines + [palette(.faint, more)] : lines
  }

  /// The value of an expression on the present record; nil after a complaint.
  private mutating func value(of id: ExpressionID, in program: Program) -> Value? {
    let needs = program.needs(of: id)
    var asked = state
    asked.program = program
    guard needs.record else {
      if needs.date, let problem = program.problem(on: state.asOf) {
        complain(problem.wording + Wording(": set it with `:as_of DATE`", zh: "：请用 `:as_of 日期` 设定"))
        return nil
      }
      return TracedEvaluator(program: program, asOf: state.asOf).value(of: id)
    }
    let outcome = asked.outcome
    if let decided = outcome.decided { return decided.value(of: id) }
    complain(about: outcome)
    return nil
  }

  /// An alerts block alone is no value: its line is shown.
  private mutating func showAlerts(named name: String) -> Bool {
    guard let index = program.decisions.firstIndex(where: { $0.name == name }),
      case .alerts = program.decisions[index].body
    else { return false }
    guard let decided = outcome.decided else {
      complainOfOutcome()
      return true
    }
    let line = DecisionLine(decided.explain(index))
    answer.say(palette(.strong, text(line.value).printable))
    return true
  }

  mutating func tellType(_ rest: String) {
    let result = state.ruleset.checked(asking: Question(typed(rest), as: .expression))
    guard let program = result.program, case .expression(_, let type, let causes)? = result.answer
    else {
      return complain(result.diagnostics.filter { $0.severity == .error }, in: result.sources)
    }
    var said = type.map { program.describe($0) } ?? Wording("missing", zh: "缺失")
    if type != nil, !causes.isEmpty {
      let names = causes.map { "`\($0)`" }
      said =
        said
        + Wording(
          ", can be missing: \(names.joined(separator: ", "))",
          zh: "，可能缺失：\(names.joined(separator: "、"))")
    }
    say(said)
  }

  // MARK: Why

  mutating func why(_ argument: String) {
    guard let decided = outcome.decided else { return complainOfOutcome() }
    var wanted = Array(program.decisions.indices)
    if !argument.isEmpty {
      let names = argument.split { $0 == " " || $0 == "," || $0 == "，" || $0 == "、" }.map(
        String.init)
      for name in names where decision(named: name) == nil { return }
      wanted = wanted.filter { names.contains(program.decisions[$0].name) }
    }
    let composer = ExplanationComposer(language: language)
    let date = state.asOf.map { Wording(", as of \($0)", zh: "，截至 \($0)") } ?? Wording(same: "")
    let page = ExplanationPage(
      title: recordTitle ?? text(Wording("record", zh: "记录")),
      subtitle: "\(program.name) \(program.version)" + text(date),
      sections: wanted.map { composer.section(decided.explain($0)) })
    answer.say(PrettyExplanation(palette: palette).text(page))
  }

  /// The index of a decision; nil after a complaint.
  mutating func decision(named name: String) -> Int? {
    let known = program.decisions.map(\.name)
    if let index = known.firstIndex(of: name) { return index }
    let offered = UsageMessage.offer(NearName.of(name, among: known))
    complain(
      Wording("there is no decision `\(name)`", zh: "没有决策 `\(name)`")
        + (known.isEmpty
          ? Wording(": none is declared", zh: "：尚未声明任何决策")
          : offered.otherwise(
            "choose one of \(known.joined(separator: ", "))",
            zh: "可选 \(known.joined(separator: "、"))")))
    return nil
  }

  // MARK: Why not

  mutating func whynot(_ rest: String) {
    guard let decided = outcome.decided else { return complainOfOutcome() }
    let name = String(rest.trimmedWhole.prefix { !$0.isWhitespace })
    let target = String(rest.trimmedWhole.dropFirst(name.count)).trimmedWhole
    guard let index = decision(named: name) else { return }
    guard !target.isEmpty else {
      return complain(
        Wording(
          "name what it is not: `:whynot \(name) LEVEL`", zh: "请写出目标：`:whynot \(name) 等级`"))
    }
    let search = WhyNot(decided: decided, decision: index)
    guard let aim = search.rule(named: target) ?? aim(at: target, name, index, in: rest) else {
      return
    }
    let line = DecisionLine(decided.explain(index))
    answer.say(
      columns([[name, text(line.value), text(line.origin)]], inks: [.note, .strong, .faint]))
    if search.isReached(aim) {
      return say(Wording("so it is already", zh: "目前正是如此"))
    }
    let ways = search.ways(to: aim)
    guard !ways.isEmpty else {
      let rules = search.ruleNames.filter { !$0.isEmpty }
      let names = rules.joined(separator: ", ")
      let offer =
        rules.isEmpty
        ? Wording(same: "")
        : Wording("; ask for a rule: \(names)", zh: "；可询问某条规则：\(names)")
      return say(Wording("nothing gives \(target)", zh: "没有规则给出 \(target)") + offer)
    }
    for way in ways.prefix(3) { sayWay(way) }
    sayTrials(Trials(session: self, decided: decided, decision: index).enough(for: aim, ways))
  }

  /// A value as aim, checked as `NAME = VALUE`; nil after findings.
  private mutating func aim(
    at target: String, _ name: String, _ index: Int, in rest: String
  ) -> WhyNot.Aim? {
    if case .alerts = program.decisions[index].body {
      let levels = program.levelNames(of: program.decisions[index].type)
      if let level = levels.firstIndex(of: target) { return .value(.level(level)) }
      complain(
        Wording(
          "`\(name)` has no rule and no level `\(target)`", zh: "`\(name)` 没有规则或等级 `\(target)`"))
      return nil
    }
    // Blanks before it, so that places are those of what was typed.
    let head = "`\(name)` = "
    let before = rest.trimmedTail.utf8.count - target.utf8.count - head.utf8.count
    let blanks = String(repeating: " ", count: max(0, before))
    let question = Question(typed(blanks + head + target), as: .expression)
    let result = state.ruleset.checked(asking: question)
    guard let program = result.program, case .expression(let id, _, _)? = result.answer,
      case .comparison(_, _, let operand) = program[id].kind
    else {
      complain(result.diagnostics.filter { $0.severity == .error }, in: result.sources)
      return nil
    }
    guard let value = value(of: operand, in: program) else { return nil }
    return .value(value)
  }

  private mutating func sayWay(_ way: WhyNot.Way) {
    answer.say(text(way.title).printable)
    answer.say(
      columns(
        way.hurdles.map { hurdle in
          [
            "  " + hurdle.rule, hurdle.text,
            hurdle.values.map { text($0) }.joined(separator: ", "), text(hurdle.need),
          ]
        }, inks: [.note, nil, .faint, .warning]))
  }

  private mutating func sayTrials(_ trials: [[Trials.Change]]) {
    for changes in trials {
      let commands = changes.map { ":set \($0.text)" }.joined(separator: "  ")
      answer.say(
        text(
          changes.count == 1
            ? Wording("enough alone: ", zh: "单独即可：") : Wording("enough together: ", zh: "合起来即可："))
          + palette(.good, commands.printable))
    }
  }
}

extension Program {
  /// A type as a ruleset writes it.
  func describe(_ type: ValueType) -> Wording {
    let keyword: Keyword
    switch type {
    case .boolean: keyword = .boolean
    case .integer: keyword = .integer
    case .number: keyword = .number
    case .money(let currency): return Keyword.money.wording + Wording(same: " \(currency.code)")
    case .date: keyword = .date
    case .days: keyword = .days
    case .months: keyword = .months
    case .text: keyword = .text
    case .level: return Wording(same: levelNames(of: type).joined(separator: " < "))
    case .record(let index):
      guard records.indices.contains(index) else { return Keyword.record.wording }
      return Wording(same: records[index].name)
    case .list(let element): return Keyword.listOf.wording + Wording(same: " ") + describe(element)
    }
    return keyword.wording
  }

  func levelNames(of type: ValueType) -> [String] {
    guard case .level(let index) = type, levelTypes.indices.contains(index) else { return [] }
    return levelTypes[index].names
  }

  fileprivate func isRecord(_ type: ValueType) -> Bool {
    if case .record = type { true } else { false }
  }

  /// The fields of a record that are present, sensitive ones masked.
  fileprivate func members(of value: Value, as type: ValueType) -> Wording {
    guard case .record(let values) = value, case .record(let index) = type,
      records.indices.contains(index)
    else { return show(value, as: type).text }
    let shown = zip(records[index].fields, values).compactMap {
      field, value -> (String, Wording)? in
      guard case .stored = field.content else { return nil }
      return (field.name, show(value, as: field.type, isSensitive: field.isSensitive).text)
    }
    return Wording(
      "{ \(shown.map { "\($0): \($1.english)" }.joined(separator: ", ")) }",
      zh: "{ \(shown.map { "\($0): \($1.chinese)" }.joined(separator: ", ")) }")
  }
}
