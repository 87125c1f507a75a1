package import TierlineRuntime

/// What a ruleset decided for one record.
public struct Decisions: Sendable {
  package let decided: Decided

  package init(_ decided: Decided) { self.decided = decided }

  /// The keys and decisions as one JSON object, as `tierline eval` writes them.
  public var json: String {
    var writer = JSONWriter()
    BriefOutput().write(decided, to: &writer)
    return writer.text
  }

  /// The same with every reason, as `tierline eval --detail full` writes them.
  public var jsonWithReasons: String {
    var writer = JSONWriter()
    FullOutput().write(decided, to: &writer)
    return writer.text
  }

  /// Why a decision is what it is, as one JSON object; nil when the ruleset has none of that name.
  ///
  /// Every rule, band, row and step with its condition part by part, the values it stood on, and
  /// what held it back: what `tierline explain --format json` writes.
  public func explanation(of name: String) -> String? {
    let program = decided.program
    guard let index = program.decisions.firstIndex(where: { $0.name == name }) else { return nil }
    var writer = JSONWriter()
    ExplanationJSON(program: program).write(decided.explain(index), to: &writer)
    return writer.text
  }

  /// The value of a decision; nil when the ruleset has none of that name.
  public subscript(name: String) -> DecidedValue? {
    let program = decided.program
    guard let index = program.decisions.firstIndex(where: { $0.name == name }) else { return nil }
    let decision = program.decisions[index]
    switch (decided.decisions[index], decision.body) {
    case (.alerts(let trace), .alerts(let alerts)):
      let raised = zip(alerts.rules, trace.rules).filter { $0.1.raised != nil }
      return .alerts(raised.map(\.0.rule.name))
    case (.table(let trace), .table(let table)) where !table.columns.isEmpty:
      let values = zip(table.columnTypes, trace.values).map {
        DecidedValue($1, as: $0, in: program)
      }
      return .columns(Dictionary(zip(table.columns, values)) { first, _ in first })
    case (let trace, _):
      return DecidedValue(trace.value, as: decision.type, in: program)
    }
  }
}

/// The value of a decision.
public enum DecidedValue: Hashable, Sendable {
  /// An optional result that is missing.
  case missing
  /// A yes or no.
  case boolean(Bool)
  /// Points, a number or an amount, exact, in plain digits: `-1234.5`.
  case number(String)
  /// A level, a text, a date as `2026-01-31`, or a duration as `30 days`.
  case text(String)
  /// The alerts that were raised, in order of declaration.
  case alerts([String])
  /// A table of several outputs.
  case columns([String: DecidedValue])
  /// A result that is a list.
  case list([DecidedValue])

  package init(_ value: Value, as type: ValueType, in program: Program) {
    switch value {
    case .missing, .overflow, .record: self = .missing
    case .boolean(let isTrue): self = .boolean(isTrue)
    case .number(let number): self = .number(number.description)
    case .date, .days, .months, .text, .level: self = .text(program.text(of: value, as: type))
    case .list(let elements):
      let element = if case .list(let element) = type { element } else { type }
      self = .list(elements.map { DecidedValue($0, as: element, in: program) })
    }
  }
}
