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
  package var header: [UInt8] { line(columns.columns.map { Self.cell(Array($0.title.utf8)) }) }

  /// Writes the decisions of one record.
  package func write(_ decided: Decided, to bytes: inout [UInt8]) {
    let cells = zip(columns.columns, columns.cells(of: decided))
    bytes += line(cells.map { Self.cell($1, as: $0.type, in: columns.program) })
  }

  private func line(_ cells: [[UInt8]]) -> [UInt8] {
    Array(cells.joined(separator: [UInt8(ascii: ",")])) + [0x0D, 0x0A]
  }

  private static func cell(
    _ cell: DecisionColumns.Cell, as type: ValueType, in program: Program
  ) -> [UInt8] {
    switch cell {
    case .masked: Array(RecordFault.mask.utf8)
    case .names(let names): Self.cell(Array(names.joined(separator: "; ").utf8))
    case .value(let value): Self.cell(value, as: type, in: program)
    }
  }

  /// A value; a missing one is an empty cell.
  static func cell(_ value: Value, as type: ValueType, in program: Program) -> [UInt8] {
    switch value {
    case .missing, .overflow: return []
    // Plain digits: a spreadsheet takes them for what they are.
    case .number(let number): return Array(number.description.utf8)
    case .boolean(let isTrue): return Array((isTrue ? "true" : "false").utf8)
    case .date(let date): return Array(date.description.utf8)
    case .days, .months: return Array(program.text(of: value, as: type).utf8)
    case .text, .level: return cell(Array(program.text(of: value, as: type).utf8))
    case .list, .record:
      var json = JSONWriter()
      json.value(value, as: type, in: program)
      return cell(json.bytes)
    }
  }

  /// Text as a cell: in quotes where it must be, and a quote before what a spreadsheet would take for a
  /// formula.
  static func cell(_ text: [UInt8]) -> [UInt8] {
    let safe = isFormula(text) ? [UInt8(ascii: "'")] + text : text
    guard safe.contains(where: needsQuotes) else { return safe }
    let quote = UInt8(ascii: "\"")
    var cell = [quote]
    cell.reserveCapacity(safe.count + safe.count / 4 + 2)
    for byte in safe {
      if byte == quote { cell.append(quote) }
      cell.append(byte)
    }
    cell.append(quote)
    return cell
  }

  private static func isFormula(_ text: [UInt8]) -> Bool {
    ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"].contains { text.starts(with: $0.utf8) }
  }

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D
  }
}
