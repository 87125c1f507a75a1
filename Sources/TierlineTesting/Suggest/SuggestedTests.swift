// Suggested customers as `test` declarations.
//
// A customer is written as the fixture it differs least from, with what is different on top; a
// ruleset whose tests have no fixtures gets whole records. The decisions beside it are those of
// today: whoever takes the test over confirms them. Customers of one fixture and day that differ
// in plain fields alone share a table.

import TierlineChecker
import TierlineRuntime
import TierlineSource
import TierlineSyntax

/// Writes suggested tests.
struct SuggestedTests {
  private let program: Program
  private let bases: [FixtureBase]
  private let words: SourceText
  private let language: Language

  init(_ material: RunMaterial, language: Language) {
    program = material.program
    bases = material.bases
    words = SourceText(material.program, language: language)
    self.language = language
  }

  /// All of them, a blank line between.
  func text(_ customers: [SuggestedCustomer]) -> String {
    let drafts = customers.map(draft)
    var tests: [String] = []
    var written: Set<Int> = []
    for (index, draft) in drafts.enumerated() where !written.contains(index) {
      var group = [index]
      if draft.isRow {
        group = drafts.indices.filter {
          $0 >= index && drafts[$0].isRow && drafts[$0].given == draft.given
            && drafts[$0].customer.candidate.asOf == draft.customer.candidate.asOf
        }
      }
      written.formUnion(group)
      let number = tests.count + 1
      tests.append(
        group.count > 1
          ? table(group.map { drafts[$0] }, number: number) : single(draft, number: number))
    }
    return tests.joined(separator: "\n")
  }

  /// A customer on one line: `given "base.json" with { overdue_days: 61 }`.
  func line(for candidate: Candidate) -> String {
    let evaluator = TracedEvaluator(program: program, asOf: candidate.asOf)
    let customer = SuggestedCustomer(
      candidate: candidate,
      verdict: evaluator.decide(candidate.record, previous: candidate.previous))
    let draft = draft(customer)
    return head(draft, with: draft.changes).map { $0.dropFirst(2) }.joined(separator: " ")
  }

  // MARK: Drafts

  /// A customer as a difference from a fixture.
  private struct Draft {
    var customer: SuggestedCustomer
    /// `given "base.json"`, or `given { … }` whole.
    var given: String
    var record: [Value]?
    var changes: [Change]
    /// Whether it may stand in a table: plain changes of a decided record.
    var isRow: Bool
  }

  /// A field that is different, and its value.
  private struct Change {
    var name: String
    var path: [Int]
    var value: Value
    var type: ValueType
    var isPlain: Bool
  }

  private func draft(_ customer: SuggestedCustomer) -> Draft {
    let record = customer.candidate.record
    let options = bases.map { ($0, changes(from: $0.record, to: record)) }
    guard let (base, changes) = options.min(by: { $0.1.count < $1.1.count }) else {
      let given = "\(words.word(.given)) \(words.fields(record, of: 0))"
      return Draft(customer: customer, given: given, record: nil, changes: [], isRow: false)
    }
    var isDecided = false
    if case .decided = customer.verdict { isDecided = true }
    return Draft(
      customer: customer, given: "\(words.word(.given)) \(base.text)", record: base.record,
      changes: changes,
      isRow: isDecided && customer.candidate.previous == nil && !changes.isEmpty
        && changes.allSatisfy(\.isPlain) && customer.changes.allSatisfy(\.tell.isPlain))
  }

  private func changes(
    from base: [Value], to record: [Value], of type: Int = 0, path: [Int] = [],
    prefix: String = ""
  ) -> [Change] {
    program.records[type].fields.enumerated().flatMap { index, field -> [Change] in
      guard case .stored = field.content, index < base.count, index < record.count,
        !base[index].isSame(as: record[index])
      else { return [] }
      let name = prefix + words.name(field.name)
      if case .record(let inner) = field.type, case .record(let own) = base[index],
        case .record(let other) = record[index]
      {
        return changes(
          from: own, to: other, of: inner, path: path + [index], prefix: name + ".")
      }
      var isPlain = true
      switch field.type {
      case .list, .record: isPlain = false
      default: break
      }
      return [
        Change(
          name: name, path: path + [index], value: record[index], type: field.type,
          isPlain: isPlain)
      ]
    }
  }

  // MARK: Text

  private func single(_ draft: Draft, number: Int) -> String {
    var lines = comments(draft.customer).map { "# \($0)" }
    lines.append("\(words.word(.test)) \"\(title(number))\" {")
    lines += head(draft, with: draft.changes)
    switch draft.customer.verdict {
    case .refused(let faults): lines.append("  " + rejection(faults))
    case .decided(let decided):
      let tells = draft.customer.changes.map(\.tell)
      lines += expectations(decided).map {
        "  \(words.word(.expect)) \($0.name) = \($0.value)\(suffix(to: $0.decision, tells))"
      }
      lines += tells.compactMap { line(for: $0, decided) }.map { "  \(words.word(.expect)) \($0)" }
    }
    return (lines + ["}", ""]).joined(separator: "\n")
  }

  private func title(_ number: Int) -> String {
    Wording("to be confirmed \(number)", zh: "待确认 \(number)")[language]
  }

  /// ` by delinquent`, behind the value of a decision.
  private func suffix(to decision: Int, _ tells: [Tell]) -> String {
    for tell in tells {
      switch tell {
      case .attribution(decision, let attribution):
        let name =
          switch attribution {
          case .rule(_, let name): words.name(name)
          case .otherwise: words.word(.otherwise)
          case .unknown: words.word(.unknown)
          }
        return " \(words.word(.by)) \(name)"
      case .reason(decision, let reason):
        return " \(words.word(.because)) \(words.word(.contains)) \(words.quoted(reason))"
      case .refusal, .value, .attribution, .reason, .alertLevel, .unknown, .named: break
      }
    }
    return ""
  }

  /// An expectation of its own for what no value shows.
  private func line(for tell: Tell, _ decided: Decided) -> String? {
    switch tell {
    case .refusal, .value, .attribution, .reason: return nil
    case .alertLevel(let decision, let rule):
      guard case .alerts(let alerts) = program.decisions[decision].body,
        case .alerts(let trace) = decided.decisions[decision],
        let level = trace.rules[rule].raised?.level
      else { return nil }
      let shown = words.text(of: .level(level), as: program.decisions[decision].type)
      return "\(words.name(program.decisions[decision].name)) \(words.word(.include)) "
        + "\(words.name(alerts.rules[rule].rule.name)) \(words.word(.at)) \(shown)"
    case .unknown(let decision, let field):
      return "\(words.name(program.decisions[decision].name)) \(words.word(.unknown)) "
        + "\(words.word(.becauseOf)) \(words.name(field))"
    case .named(let index):
      let named = program.lets[index]
      let value = words.text(of: decided.lets[index], as: program[named.expression].type)
      return "\(words.name(named.name)) = \(value)"
    }
  }

  private func comments(_ customer: SuggestedCustomer) -> [String] {
    customer.points.map(comment)
      + customer.changes.map { change in
        let text = change.identity.change[language].printable
        let line = change.identity.place.line
        return Wording(
          "\(text) was not noticed, line \(line)", zh: "\(text)，未被发现，第 \(line) 行")[language]
      }
  }

  private func comment(_ point: CoveragePoint) -> String {
    let text = point.text[language].printable
    return Wording(
      "\(text), line \(point.place.line)", zh: "\(text)，第 \(point.place.line) 行")[language]
  }

  private func head(_ draft: Draft, with changes: [Change]) -> [String] {
    var lines: [String] = []
    if let asOf = draft.customer.candidate.asOf {
      lines.append("  \(words.word(.asOf)) \(asOf)")
    }
    let with =
      changes.isEmpty
      ? "" : " \(words.word(.with)) { \(entries(changes).joined(separator: ", ")) }"
    lines.append("  \(draft.given)\(with)")
    if let previous = draft.customer.candidate.previous {
      lines.append("  \(words.word(.previous)) \(text(of: previous))")
    }
    return lines
  }

  /// Changes by field; those inside a record stand in its braces.
  private func entries(_ changes: [Change], depth: Int = 0) -> [String] {
    var done: Set<Int> = []
    return changes.compactMap { change in
      guard change.path.count > depth + 1 else {
        let own = change.name.split(separator: ".", omittingEmptySubsequences: false).last
        return
          "\(own.map(String.init) ?? change.name): \(words.text(of: change.value, as: change.type))"
      }
      guard done.insert(change.path[depth]).inserted else { return nil }
      let inner = changes.filter {
        $0.path.count > depth + 1 && $0.path[depth] == change.path[depth]
      }
      let name = change.name.split(separator: ".")[depth]
      return "\(name): { \(entries(inner, depth: depth + 1).joined(separator: ", ")) }"
    }
  }

  private func text(of previous: PreviousRecord) -> String {
    var entries: [String] = []
    for (field, value) in zip(program.input.fields, previous.fields) where !value.isMissingValue {
      entries.append("\(words.name(field.name)): \(words.text(of: value, as: field.type))")
    }
    for (decision, value) in zip(program.decisions, previous.decisions)
    where !value.isMissingValue {
      var text = words.text(of: value, as: decision.type)
      if case .alerts = decision.body, case .list(let names) = value {
        text = "[\(names.compactMap { words.ruleName($0) }.joined(separator: ", "))]"
      }
      entries.append("\(words.name(decision.name)): \(text)")
    }
    return entries.isEmpty ? "{}" : "{ \(entries.joined(separator: ", ")) }"
  }

  private func rejection(_ faults: [RecordFault]) -> String {
    let field = faults.lazy.compactMap { program.fieldName(at: $0.path) }.first
    let at = field.map { " \(words.word(.at)) \($0)" } ?? ""
    return "\(words.word(.expect)) \(words.word(.rejected))\(at)"
  }

  /// What was decided, as an expectation has it.
  private func expectations(
    _ decided: Decided
  ) -> [(decision: Int, name: String, value: String)] {
    program.decisions.indices.flatMap { number -> [(decision: Int, name: String, value: String)] in
      let (decision, trace) = (program.decisions[number], decided.decisions[number])
      let name = words.name(decision.name)
      switch (decision.body, trace) {
      case (.alerts(let alerts), .alerts(let raised)):
        let rules = zip(alerts.rules, raised.rules).filter { $0.1.raised != nil }
        let names = rules.map { words.name($0.0.rule.name) }
        return [(number, name, "[\(names.joined(separator: ", "))]")]
      case (.table(let table), .table(let trace)) where !table.columns.isEmpty:
        return table.columns.enumerated().map { index, column in
          (
            number, "\(name).\(words.name(column))",
            words.text(of: trace.values[index], as: table.columnTypes[index])
          )
        }
      default: return [(number, name, words.text(of: trace.value, as: decision.type))]
      }
    }
  }

  /// Customers side by side: a column for each field that one of them changes.
  private func table(_ drafts: [Draft], number: Int) -> String {
    guard let first = drafts.first, let base = first.record else { return "" }
    var columns: [Change] = []
    for change in drafts.flatMap(\.changes)
    where !columns.contains(where: { $0.path == change.path }) {
      columns.append(change)
    }
    columns.sort { $0.path.lexicographicallyPrecedes($1.path) }
    var rows: [[String]] = []
    var header = columns.map(\.name)
    let divider = header.count
    for (index, draft) in drafts.enumerated() {
      guard case .decided(let decided) = draft.customer.verdict else { continue }
      let expected = expectations(decided)
      if index == 0 { header += expected.map(\.name) }
      let cells = columns.map { column in
        let change = draft.changes.first { $0.path == column.path }
        return words.text(of: change?.value ?? base.value(along: column.path), as: column.type)
      }
      rows.append(cells + expected.map(\.value))
    }
    var lines = ["\(words.word(.test)) \"\(title(number))\" {"]
    lines += head(first, with: [])
    let remarks = drafts.map { comments($0.customer).joined(separator: "; ") }
    lines += aligned([header] + rows, divider: divider).enumerated().map { index, line in
      index == 0 ? "  \(line)" : "  \(line)  # \(remarks[index - 1])"
    }
    return (lines + ["}", ""]).joined(separator: "\n")
  }

  /// Cells with bars between them, each column as wide as its widest.
  private func aligned(_ rows: [[String]], divider: Int) -> [String] {
    let count = rows.first?.count ?? 0
    let widths = (0..<count).map { column in rows.map { $0[column].displayWidth }.max() ?? 0 }
    return rows.map { row in
      var line = "|"
      for (index, cell) in row.enumerated() {
        let padding = String(repeating: " ", count: widths[index] - cell.displayWidth)
        line += " \(cell)\(padding) \(index == divider - 1 ? "||" : "|")"
      }
      return line
    }
  }
}

extension String {
  /// Columns on a terminal, near enough for aligning: East Asian text takes two a character.
  fileprivate var displayWidth: Int {
    unicodeScalars.reduce(0) { width, scalar in
      let isWide =
        (0x1100...0x115F).contains(scalar.value) || (0x2E80...0xA4CF).contains(scalar.value)
        || (0xAC00...0xD7A3).contains(scalar.value) || (0xF900...0xFAFF).contains(scalar.value)
        || (0xFE30...0xFE6F).contains(scalar.value) || (0xFF00...0xFF60).contains(scalar.value)
      return width + (isWide ? 2 : 1)
    }
  }
}

extension SourceText {
  fileprivate func ruleName(_ value: Value) -> String? {
    if case .text(let text) = value { name(text.string) } else { nil }
  }
}

extension Value {
  /// Whether two values are the same, element by element.
  func isSame(as other: Value) -> Bool {
    switch (self, other) {
    case (.missing, .missing): return true
    case (.list(let left), .list(let right)), (.record(let left), .record(let right)):
      return left.count == right.count && zip(left, right).allSatisfy { $0.isSame(as: $1) }
    default:
      guard let left = PlainValue(self), let right = PlainValue(other) else { return false }
      return left == right
    }
  }
}

extension Program {
  /// The field of the input that a fault's path leads to, by name.
  fileprivate func fieldName(at path: String) -> String? {
    input.fields.first { field in
      let own = field.path.joined(separator: ".")
      return !own.isEmpty && FieldPath(name: field.name, path: own).holds(path)
    }?.name
  }
}
