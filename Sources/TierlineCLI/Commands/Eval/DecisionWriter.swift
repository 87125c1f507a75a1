// Writers of decisions: one for each `--format`.

import TierlineRuntime
import TierlineSource

/// Writes the decisions of one record after another.
protocol DecisionWriter {
  mutating func write(_ decided: Decided)
  /// Writes what belongs behind the last record.
  mutating func finish()
}

/// `--format ndjson`, an object a line, and `--format json`, an array of them.
struct JSONDecisionWriter: DecisionWriter {
  private let stream: OutputStream
  private let isArray: Bool
  private let detail: Detail
  private let includesFields: Bool
  private var json = JSONWriter()
  private var isFirst = true

  init(_ stream: OutputStream, isArray: Bool, detail: Detail, includesFields: Bool) {
    self.stream = stream
    self.isArray = isArray
    self.detail = detail
    self.includesFields = includesFields
  }

  mutating func write(_ decided: Decided) {
    begin()
    switch detail {
    case .brief: BriefOutput(includesFields: includesFields).write(decided, to: &json)
    case .full: FullOutput(includesFields: includesFields).write(decided, to: &json)
    }
    end()
  }

  private mutating func begin() {
    if isArray { stream.write(isFirst ? "[\n" : ",\n") }
    isFirst = false
    json.removeAll()
  }

  private mutating func end() {
    if !isArray { json.endLine() }
    stream.write(json.bytes)
  }

  mutating func finish() {
    if isArray { stream.write(isFirst ? "[]\n" : "\n]\n") }
  }
}

/// Brief lines as a block evaluator has written them: NDJSON as they are, or as an array.
struct LineWriter {
  private let stream: OutputStream
  private let isArray: Bool
  private var isFirst = true

  init(_ stream: OutputStream, isArray: Bool) {
    self.stream = stream
    self.isArray = isArray
  }

  /// Writes the decisions of a block, a line each.
  mutating func write(_ lines: UnsafeRawBufferPointer) {
    guard isArray else { return unsafe stream.write(lines) }
    unsafe lines.split(separator: 0x0A).forEach { line in
      stream.write(isFirst ? "[\n" : ",\n")
      isFirst = false
      unsafe stream.write(UnsafeRawBufferPointer(rebasing: line))
    }
  }

  mutating func finish() {
    if isArray { stream.write(isFirst ? "[]\n" : "\n]\n") }
  }
}

/// `--format csv`: RFC 4180, with a header.
struct CSVDecisionWriter: DecisionWriter {
  private let stream: OutputStream
  private let columns: DecisionColumns

  init(_ stream: OutputStream, _ columns: DecisionColumns) {
    self.stream = stream
    self.columns = columns
    writeLine(columns.columns.map { Self.safe($0.title) })
  }

  func write(_ decided: Decided) {
    let cells = columns.cells(of: decided)
    writeLine(zip(columns.columns, cells).map { text($1, as: $0.type) })
  }

  func finish() {}

  private func text(_ cell: DecisionColumns.Cell, as type: ValueType) -> String {
    switch cell {
    case .masked: return RecordFault.mask
    case .names(let names): return Self.safe(names.joined(separator: "; "))
    case .value(let value):
      switch value {
      case .missing, .overflow: return ""
      // Plain digits: a spreadsheet takes them for what they are.
      case .number(let number): return number.description
      case .boolean(let isTrue): return isTrue ? "true" : "false"
      case .date(let date): return date.description
      case .days, .months: return columns.program.text(of: value, as: type)
      case .text, .level: return Self.safe(columns.program.text(of: value, as: type))
      case .list, .record:
        var json = JSONWriter()
        json.value(value, as: type, in: columns.program)
        return json.text
      }
    }
  }

  /// Text that a spreadsheet would take for a formula gets a quote before it.
  private static func safe(_ text: String) -> String {
    guard let first = text.unicodeScalars.first else { return text }
    return "=+-@\t\r\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains(first)
      ? "'" + text : text
  }

  private func writeLine(_ cells: [String]) {
    let quoted = cells.map { cell in
      let needsQuotes = cell.utf8.contains {
        $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D
      }
      guard needsQuotes else { return cell }
      return "\""
        + cell.split(separator: "\"", omittingEmptySubsequences: false)
        .joined(separator: "\"\"") + "\""
    }
    stream.write(quoted.joined(separator: ",") + "\r\n")
  }
}

/// `--format table`: aligned columns to look at.
///
/// The first rows decide the widths; a later cell that is wider pushes its row.
struct TableDecisionWriter: DecisionWriter {
  private let stream: OutputStream
  private let columns: DecisionColumns
  private let palette: Palette
  private var held: [[String]] = []
  private var widths: [Int]?

  private static let heldMax = 1000

  init(_ stream: OutputStream, _ columns: DecisionColumns, _ palette: Palette) {
    self.stream = stream
    self.columns = columns
    self.palette = palette
  }

  mutating func write(_ decided: Decided) {
    let cells = columns.cells(of: decided)
    let row = zip(columns.columns, cells).map { text($1, as: $0.type) }
    guard let widths else {
      held.append(row)
      if held.count == Self.heldMax { release() }
      return
    }
    stream.writeLine(line(row, widths))
  }

  mutating func finish() { if widths == nil { release() } }

  private mutating func release() {
    let titles = columns.columns.map { $0.title.printable }
    let widths = titles.indices.map { column in
      ([titles] + held).map { DisplayWidth.of($0[column]) }.max() ?? 0
    }
    self.widths = widths
    stream.writeLine(palette(.strong, line(titles, widths)))
    stream.writeLine(widths.map { String(repeating: "─", count: $0) }.joined(separator: "  "))
    for row in held { stream.writeLine(line(row, widths)) }
    held = []
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    let padded = zip(columns.columns, zip(cells, widths)).map { column, cell in
      column.isNumeric ? cell.0.paddedLeft(to: cell.1) : cell.0.padded(to: cell.1)
    }
    return padded.joined(separator: "  ").trimmedEnd
  }

  private func text(_ cell: DecisionColumns.Cell, as type: ValueType) -> String {
    switch cell {
    case .masked: return RecordFault.mask
    case .names(let names): return names.isEmpty ? "–" : names.joined(separator: ", ").printable
    case .value(.missing): return "–"
    case .value(let value): return columns.program.text(of: value, as: type).printable
    }
  }
}

extension String {
  /// Without spaces at the end.
  var trimmedEnd: String {
    var result = self[...]
    while result.last == " " { result.removeLast() }
    return String(result)
  }
}
