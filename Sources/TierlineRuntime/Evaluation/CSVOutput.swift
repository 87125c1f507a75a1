// `eval --format csv`: RFC 4180, a header and a line a record.
//
// id,risk,credit_limit,warnings
// C1,high,0,payment_delay; broken_promise

import TierlineSource

/// Writes what was decided as lines of CSV, which end with CR and LF.
package struct CSVOutput: Sendable {
  private let columns: DecisionColumns

  package init(_ program: Program, includesFields: Bool) {
    columns = DecisionColumns(program, includesFields: includesFields)
  }

  /// The line with the names of the columns.
  package var header: [UInt8] { line(columns.columns.map { Self.cell($0.title) }) }

  /// Writes the decisions of one record.
  package func write(_ decided: Decided, to bytes: inout [UInt8]) {
    let cells = zip(columns.columns, columns.cells(of: decided))
    bytes += line(cells.map { Self.cell($1, as: $0.type, in: columns.program) })
  }

  private func line(_ cells: [String]) -> [UInt8] {
    Array((cells.joined(separator: ",") + "\r\n").utf8)
  }

  private static func cell(
    _ cell: DecisionColumns.Cell, as type: ValueType, in program: Program
  ) -> String {
    switch cell {
    case .masked: RecordFault.mask
    case .names(let names): Self.cell(names.joined(separator: separator))
    case .value(let value): Self.cell(value, as: type, in: program)
    }
  }

  /// What stands between the names of alerts.
  static let separator = "; "

  /// A value; a missing one is an empty cell.
  static func cell(_ value: Value, as type: ValueType, in program: Program) -> String {
    switch value {
    case .missing, .overflow: ""
    // Plain digits: a spreadsheet takes them for what they are.
    case .number(let number): number.description
    case .boolean(let isTrue): isTrue ? "true" : "false"
    case .date(let date): date.description
    case .days, .months, .text, .level: cell(program.text(of: value, as: type))
    case .list, .record: cell(json(value, as: type, in: program))
    }
  }

  private static func json(_ value: Value, as type: ValueType, in program: Program) -> String {
    var json = JSONWriter()
    json.value(value, as: type, in: program)
    return json.text
  }

  /// Text as a cell: in quotes where it must be, and a quote before what a spreadsheet would take for a
  /// formula.
  static func cell(_ text: String) -> String {
    let safe = isFormula(text) ? "'" + text : text
    guard safe.utf8.contains(where: needsQuotes) else { return safe }
    return "\""
      + safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }

  private static func isFormula(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first else { return false }
    return "=+-@\t\r\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains(first)
  }

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D
  }
}
