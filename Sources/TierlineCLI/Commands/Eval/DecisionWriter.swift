// Writers of decisions: one for each `--format`.

import TierlineRuntime
import TierlineSource

/// Writes the decisions of one record after another.
protocol DecisionWriter {
  mutating func write(_ decided: Decided)
  /// Writes what belongs behind the last record.
  mutating func finish()
}

/// `--format ndjson` and `csv`, a line a record, and `--format json`, an array of such lines.
struct LineDecisionWriter: DecisionWriter {
  private let lines: DecisionLines
  private var writer: LineWriter

  init(_ lines: DecisionLines, _ writer: LineWriter) {
    self.lines = lines
    self.writer = writer
  }

  mutating func write(_ decided: Decided) {
    var line: [UInt8] = []
    lines.write(decided, to: &line)
    unsafe line.withUnsafeBytes { unsafe writer.write($0) }
  }

  mutating func finish() { writer.finish() }
}

/// Lines of decisions as they are, or as an array of JSON.
struct LineWriter {
  private let stream: OutputStream
  private let isArray: Bool
  private var isFirst = true

  init(_ stream: OutputStream, isArray: Bool) {
    self.stream = stream
    self.isArray = isArray
  }

  /// Writes the decisions of some records, a line each.
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
