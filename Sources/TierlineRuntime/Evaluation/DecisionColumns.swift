// Decisions as cells: what `--format csv` and `--format table` share.
//
// Keys come first, then with `--fields` the other fields that are not sensitive, then a column a
// decision; a table of several outputs has a column each, named as in a rule: `approval.status`.

import TierlineSource

/// The columns of a ruleset's output.
package struct DecisionColumns: Sendable {
  /// One column: where its value is and how it looks.
  package struct Column: Sendable {
    package let title: String
    package let type: ValueType
    let place: Place
    var isMasked = false

    /// Whether it is written to the right.
    package var isNumeric: Bool {
      switch type {
      case .integer, .number, .money, .days, .months: true
      case .boolean, .date, .text, .level, .record, .list: false
      }
    }
  }

  enum Place: Sendable {
    case field(Int)
    case decision(Int)
    case output(decision: Int, column: Int)
    case alerts(Int)
  }

  /// A cell before it is written.
  package enum Cell: Sendable {
    case value(Value)
    case names([String])
    case masked
  }

  package let program: Program
  package private(set) var columns: [Column] = []

  package init(_ program: Program, includesFields: Bool) {
    self.program = program
    let fields = program.input.fields
    for index in program.input.keyFields {
      columns.append(
        Column(
          title: fields[index].name, type: fields[index].type, place: .field(index),
          isMasked: fields[index].isSensitive))
    }
    if includesFields {
      for (index, field) in fields.enumerated() where !field.isKey && !field.isSensitive {
        guard case .stored = field.content else { continue }
        columns.append(Column(title: field.name, type: field.type, place: .field(index)))
      }
    }
    for (index, decision) in program.decisions.enumerated() {
      columns += Self.columns(of: decision, at: index)
    }
  }

  private static func columns(of decision: Decision, at index: Int) -> [Column] {
    switch decision.body {
    case .alerts: [Column(title: decision.name, type: .text, place: .alerts(index))]
    case .table(let table) where !table.columns.isEmpty:
      table.columns.enumerated().map { column, name in
        Column(
          title: "\(decision.name).\(name)", type: table.columnTypes[column],
          place: .output(decision: index, column: column))
      }
    case .score, .tier, .limit, .table, .result:
      [Column(title: decision.name, type: decision.type, place: .decision(index))]
    }
  }

  package func cells(of decided: Decided) -> [Cell] { columns.map { cell($0, of: decided) } }

  private func cell(_ column: Column, of decided: Decided) -> Cell {
    if column.isMasked { return .masked }
    switch column.place {
    case .field(let index): return .value(decided.record.value(at: index))
    case .decision(let index): return .value(decided.decisions[index].value)
    case .output(let decision, let output):
      guard case .table(let trace) = decided.decisions[decision] else { return .value(.missing) }
      return .value(trace.values[output])
    case .alerts(let index):
      guard case .alerts(let trace) = decided.decisions[index],
        case .alerts(let alerts) = program.decisions[index].body
      else { return .names([]) }
      return .names(
        zip(alerts.rules, trace.rules).filter { $0.1.raised != nil }.map { $0.0.rule.name })
    }
  }
}
