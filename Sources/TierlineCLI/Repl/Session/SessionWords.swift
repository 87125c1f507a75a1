// The words of a session, each with its type or what it does: what completion chooses from.

import TierlineChecker
import TierlineRuntime
import TierlineSource
import TierlineSyntax

/// Everything that has a name in a session.
struct SessionWords {
  typealias Word = Candidates.Candidate

  private let repl: ReplSession
  private var program: Program { repl.program }

  init(_ repl: ReplSession) { self.repl = repl }

  private func word(_ name: String, _ detail: Wording, tail: String = "") -> Word {
    Word(text: LiteralText.name(name), detail: repl.text(detail), tail: tail)
  }

  private func type(_ type: ValueType) -> Wording { program.describe(type) }

  // MARK: Commands

  var commands: [Word] {
    ReplCommandName.allCases.map { command in
      Word(
        text: ":" + command.rawValue, detail: repl.text(command.summary),
        tail: command.usage.isEmpty ? "" : " ")
    }
  }

  var helpTopics: [Word] {
    ReplCommandName.allCases.map { Word(text: $0.rawValue, detail: repl.text($0.summary)) }
      + [Word(text: ReplSession.keysTopic, detail: "")]
      + DiagnosticCode.allCases.map { Word(text: $0.rawValue, detail: "") }
  }

  func keys(beginningWith prefix: String) -> [Word] {
    guard let data = repl.state.data else { return [] }
    return data.keys(beginningWith: prefix, atMost: 100).map { Word(text: $0, detail: "") }
  }

  var declarations: [Word] {
    repl.declarations.compactMap { node in
      guard let key = node.declarationKey else { return nil }
      let kind = node.significantTokens.first.map { node.tree.file.text(of: $0.span) } ?? ""
      return Word(text: key.text, detail: kind)
    }
  }

  // MARK: Names

  var fields: [Word] { fields(of: 0, storedOnly: true) }

  func fields(of record: Int, storedOnly: Bool) -> [Word] {
    guard program.records.indices.contains(record) else { return [] }
    return program.records[record].fields.compactMap { field in
      if storedOnly, case .derived = field.content { return nil }
      let label = field.label.map { Wording(same: "  \($0)") } ?? Wording(same: "")
      return word(field.name, type(field.type) + label)
    }
  }

  var parameters: [Word] {
    program.parameters.map {
      word($0.name, Keyword.parameter.wording + Wording(same: " ") + type($0.type))
    }
  }

  var decisions: [Word] {
    program.decisions.map { decision in
      word(
        decision.name, kind(of: decision).wording + Wording(same: " ") + type(decision.type))
    }
  }

  private func kind(of decision: Decision) -> Keyword {
    switch decision.body {
    case .score: .score
    case .tier: .tier
    case .limit: .limit
    case .alerts: .alerts
    case .table: .table
    case .result: .result
    }
  }

  /// Fields, decisions, lets, parameters and lists.
  var names: [Word] {
    fields(of: 0, storedOnly: false) + decisions + program.lets.map { word($0.name, type($0.type)) }
      + parameters
      + program.lists.map {
        word($0.name, Keyword.list.wording + Wording(same: " ") + type($0.type))
      }
      + records
  }

  private var records: [Word] {
    program.records.dropFirst().filter { !$0.name.isEmpty }.map {
      word($0.name, Keyword.record.wording)
    }
  }

  /// Every word that may begin with what was typed: names, levels, then keywords.
  var all: [Word] { names + levels + Self.keywords }

  private var levels: [Word] {
    program.levelTypes.flatMap { type in
      type.names.map {
        word($0, Wording(same: "\(type.name): \(type.names.joined(separator: " < "))"))
      }
    }
  }

  /// Each in both languages, with the other beside it; of a word that spells several, the one that it is
  /// written for comes first.
  private static let keywords: [Word] =
    Keyword.allCases.flatMap { keyword -> [Word] in
      let chinese = keyword.chinese
      return [Word(text: keyword.english, detail: chinese.joined(separator: "、"))]
        + chinese.prefix(1).map { Word(text: $0, detail: keyword.english) }
    }
    + Keyword.allCases.flatMap { keyword in
      keyword.chinese.dropFirst().map { Word(text: $0, detail: keyword.english) }
    }

  // MARK: Members

  /// What stands behind a dot that is glued to a name.
  func members(of path: String, storedOnly: Bool) -> [Word] {
    let previous = Keyword.previous.spellings
    if previous.contains(path) { return fields + decisions }
    if let decision = program.decisions.first(where: { $0.name == path }) {
      switch decision.body {
      case .alerts(let alerts): return alerts.rules.map { word($0.rule.name, type(.boolean)) }
      case .table(let table):
        return zip(table.columns, table.columnTypes).map { word($0.0, type($0.1)) }
      case .score, .tier, .limit, .result: return []
      }
    }
    guard case .record(let record)? = self.type(of: path) else { return [] }
    return fields(of: record, storedOnly: storedOnly)
  }

  /// The fields of the records that lists hold: behind a dot that stands alone.
  var elementFields: [Word] {
    var found: [Word] = []
    for record in program.records {
      for case .list(of: .record(let element)) in record.fields.map(\.type) {
        found += fields(of: element, storedOnly: false)
      }
    }
    return found
  }

  /// The type of a name, with dots in it; nil for what has none.
  func type(of path: String) -> ValueType? {
    let parts = path.split(separator: ".").map(String.init)
    guard let first = parts.first else { return nil }
    var type =
      program.input.fields.first { $0.name == first }?.type
      ?? program.decisions.first { $0.name == first }?.type
      ?? program.lets.first { $0.name == first }?.type
      ?? program.parameters.first { $0.name == first }?.type
    for part in parts.dropFirst() {
      guard case .record(let record)? = type, program.records.indices.contains(record) else {
        return nil
      }
      type = program.records[record].fields.first { $0.name == part }?.type
    }
    return type
  }

  // MARK: Values

  /// Values of what a name stands for: levels, members of its domain, yes and no.
  func values(of path: String) -> [Word] {
    let parts = path.split(separator: ".").map(String.init)
    let isField = parts.count == 1
    if isField, let field = program.input.fields.first(where: { $0.name == path }),
      case .stored(let stored) = field.content, let domain = stored.domain
    {
      switch domain {
      case .members(let set): return literals(set, field.type)
      case .list(let list) where program.lists.indices.contains(list):
        return literals(program.lists[list].members, field.type)
      case .list, .range: break
      }
    }
    guard let type = type(of: path) else { return [] }
    switch type {
    case .boolean:
      let keywords: [Keyword] = [.yes, .no]
      return keywords.map { Word(text: repl.text($0.wording), detail: "") }
    case .level: return program.levelNames(of: type).map { word($0, self.type(type)) }
    case .integer, .number, .money, .date, .days, .months, .text, .record, .list: return []
    }
  }

  private func literals(_ set: ValueSet, _ type: ValueType) -> [Word] {
    let literals = LiteralText(program: program)
    return set.values.prefix(200).compactMap { value in
      literals.text(of: value, as: type).map { Word(text: $0, detail: repl.text(self.type(type))) }
    }
  }

  /// What `:whynot` asks for: values and rules of a decision.
  func outcomes(of name: String) -> [Word] {
    guard let decision = program.decisions.first(where: { $0.name == name }) else { return [] }
    let rules: [String]
    switch decision.body {
    case .tier(let tier):
      if case .rules(let own, _, _, _) = tier.content {
        rules = own.map(\.name)
      } else {
        rules = []
      }
    case .alerts(let alerts): rules = alerts.rules.map(\.rule.name)
    case .limit(let limit): rules = limit.steps.compactMap(\.rule?.name)
    case .score(let score):
      rules = score.items.compactMap { if case .rule(let rule) = $0 { rule.name } else { nil } }
    case .table, .result: rules = []
    }
    let levels = program.levelNames(of: decision.type).map { word($0, type(decision.type)) }
    let own = levels.isEmpty ? values(of: name) : levels
    return own + rules.map { word($0, Keyword.rule.wording) }
  }

  // MARK: Records as they are typed

  /// Which record is open at the end of a literal, and whether a value of it is due.
  func openRecord(in text: ArraySlice<Character>) -> (record: Int, isValue: Bool) {
    var open: [Int] = []
    var name = ""
    var isValue = false
    var isText = false
    for character in text {
      if isText || character == "\"" || character == "“" || character == "”" {
        if character == "\"" || character == "“" || character == "”" { isText.toggle() }
        continue
      }
      switch character {
      case "{":
        open.append(open.last.map { element(of: name, in: $0) } ?? 0)
        (name, isValue) = ("", false)
      case "}":
        _ = open.popLast()
        isValue = false
      case ",", "，", "、": (name, isValue) = ("", false)
      case ":", "：": isValue = true
      default: if !isValue, !character.isWhitespace, character != "`" { name.append(character) }
      }
    }
    return (open.last ?? 0, isValue)
  }

  /// The record that a field holds, or that the list in it holds.
  private func element(of name: String, in record: Int) -> Int {
    guard program.records.indices.contains(record) else { return record }
    switch program.records[record].fields.first(where: { $0.name == name })?.type {
    case .record(let inner)?, .list(of: .record(let inner))?: return inner
    case .boolean, .integer, .number, .money, .date, .days, .months, .text, .level, .list, nil:
      return record
    }
  }
}
