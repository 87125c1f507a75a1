// The present record and its decisions as a `test`, in the words of an author.
//
// Sensitive values are not written down: a stand-in that fits the field takes their place. Whoever
// saves the text runs it first, so a decision that hangs on such a value is found then.

import TierlineRuntime
import TierlineSource
import TierlineSyntax

/// Writes tests.
struct TestText {
  let decided: Decided
  /// `:param`, to be set in the test too.
  var parameters: [(name: String, value: String)] = []

  private var program: Program { decided.program }
  private var literals: LiteralText { LiteralText(program: program) }

  /// What stands in the place of a sensitive text.
  static let standIn = "•••"

  /// The declaration, ending in a line break.
  func text(named name: String) -> String {
    var lines = ["test \(LiteralText.quoted(name)) {"]
    if let asOf = decided.asOf { lines.append("  as of \(asOf)") }
    for (name, value) in parameters { lines.append("  set \(LiteralText.name(name)) = \(value)") }
    lines.append("  given \(record(decided.record, of: 0, indent: "  "))")
    if let previous = decided.previous, let text = self.previous(previous) { lines.append(text) }
    for (index, decision) in program.decisions.enumerated() {
      lines += expectations(of: decision, decided.decisions[index]).map { "  expect \($0)" }
    }
    return lines.joined(separator: "\n") + "\n}\n"
  }

  // MARK: Records

  /// `{ a: 1, b: "x" }`, a field a line.
  private func record(_ values: [Value], of record: Int, indent: String) -> String {
    let inner = indent + "  "
    let entries = zip(program.records[record].fields, values).compactMap {
      field, value -> String? in
      guard case .stored(let stored) = field.content, !isMissing(value) else { return nil }
      let shown =
        field.isSensitive
        ? standIn(for: value, field.type, stored) : text(of: value, as: field.type, indent: inner)
      return shown.map { "\(inner)\(LiteralText.name(field.name)): \($0)" }
    }
    return entries.isEmpty ? "{ }" : "{\n\(entries.joined(separator: ",\n"))\n\(indent)}"
  }

  private func text(of value: Value, as type: ValueType, indent: String) -> String? {
    switch (value, type) {
    case (.record(let values), .record(let index)):
      return record(values, of: index, indent: indent)
    case (.list(let elements), .list(let element)):
      let texts = elements.compactMap { text(of: $0, as: element, indent: indent + "  ") }
      guard !texts.isEmpty else { return "[]" }
      let separator = ",\n\(indent)  "
      return "[\n\(indent)  \(texts.joined(separator: separator))\n\(indent)]"
    default: return literals.text(of: value, as: type)
    }
  }

  private func isMissing(_ value: Value) -> Bool {
    switch value {
    case .missing, .overflow: true
    case .boolean, .number, .date, .days, .months, .text, .level, .list, .record: false
    }
  }

  /// Some value that the field takes.
  private func standIn(
    for value: Value, _ type: ValueType, _ stored: StoredField
  ) -> String? {
    switch stored.domain {
    case .members(let set)?:
      if let first = set.values.first { return literals.text(of: first, as: type) }
    case .list(let index)?:
      if let first = program.lists[index].members.values.first {
        return literals.text(of: first, as: type)
      }
    case .range(let range)?:
      let bound = range.includesLower ? range.lower : range.includesUpper ? range.upper : nil
      if let bound { return literals.text(of: bound, as: type) }
    case nil: break
    }
    switch type {
    case .text: return LiteralText.quoted(Self.standIn)
    case .boolean: return "no"
    case .integer, .number, .money: return literals.text(of: .number(.zero), as: type)
    case .date: return "2000-01-01"
    case .days: return "0 days"
    case .months: return "0 months"
    case .level: return literals.text(of: .level(0), as: type)
    case .list: return "[]"
    case .record(let index):
      guard case .record(let values) = value else { return nil }
      let entries = zip(program.records[index].fields, values).compactMap { field, value in
        inner(field, value)
      }
      return "{ \(entries.joined(separator: ", ")) }"
    }
  }

  /// A field within a sensitive record.
  private func inner(_ field: Field, _ value: Value) -> String? {
    guard case .stored(let stored) = field.content, !isMissing(value) else { return nil }
    return standIn(for: value, field.type, stored).map { "\(LiteralText.name(field.name)): \($0)" }
  }

  // MARK: The previous record

  private func previous(_ previous: PreviousRecord) -> String? {
    var entries = zip(program.input.fields, previous.fields).compactMap { field, value -> String? in
      guard case .stored = field.content, !field.isSensitive, !isMissing(value),
        let text = text(of: value, as: field.type, indent: "    ")
      else { return nil }
      return "    \(LiteralText.name(field.name)): \(text)"
    }
    for (decision, value) in zip(program.decisions, previous.decisions) where !isMissing(value) {
      if let text = previousText(value, of: decision) {
        entries.append("    \(LiteralText.name(decision.name)): \(text)")
      }
    }
    return entries.isEmpty ? nil : "  previous {\n\(entries.joined(separator: ",\n"))\n  }"
  }

  private func previousText(_ value: Value, of decision: Decision) -> String? {
    guard case .alerts = decision.body, case .list(let raised) = value else {
      return text(of: value, as: decision.type, indent: "    ")
    }
    let names = raised.compactMap { rule -> String? in
      if case .text(let name) = rule { LiteralText.name(name.string) } else { nil }
    }
    return "[\(names.joined(separator: ", "))]"
  }

  // MARK: Expectations

  private func expectations(of decision: Decision, _ trace: DecisionTrace) -> [String] {
    let name = LiteralText.name(decision.name)
    switch (decision.body, trace) {
    case (.alerts(let alerts), .alerts(let trace)):
      let raised = zip(alerts.rules, trace.rules).filter { $0.1.raised != nil }
      return [
        "\(name) = [\(raised.map { LiteralText.name($0.0.rule.name) }.joined(separator: ", "))]"
      ]
    case (.table(let table), .table(let trace)) where !table.columns.isEmpty:
      return zip(zip(table.columns, table.columnTypes), trace.values).compactMap { column, value in
        literals.text(of: value, as: column.1).map {
          "\(name).\(LiteralText.name(column.0)) = \($0)"
        }
      }
    case (.tier(let tier), .tier(let trace)):
      guard let level = literals.text(of: .level(trace.level), as: decision.type) else { return [] }
      return ["\(name) = \(level)" + attribution(of: tier, trace.origin)]
    default:
      return literals.text(of: trace.value, as: decision.type).map { ["\(name) = \($0)"] } ?? []
    }
  }

  private func attribution(of tier: Tier, _ origin: Origin) -> String {
    guard case .rules(let rules, _, _, _) = tier.content else { return "" }
    switch origin {
    case .matched(let index):
      return rules.indices.contains(index) ? " by \(LiteralText.name(rules[index].name))" : ""
    case .otherwise: return " by otherwise"
    case .unknown: return " by unknown"
    }
  }
}
