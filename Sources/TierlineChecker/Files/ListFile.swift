// List files: a CSV column (RFC 4180) or one value a line.

import TierlineSource

/// Reads the values of a list from a file's bytes.
enum ListFile {
  /// A value and the line where it stands, from 1.
  struct Entry {
    var text: String
    var line: Int
  }

  /// What is wrong with the file.
  enum Problem: Error {
    case notUTF8
    case noColumn(String, known: [String])
    case unclosedQuote(line: Int)
    case rowTooShort(line: Int)

    var wording: Wording {
      switch self {
      case .notUTF8: Wording("the file is not UTF-8", zh: "文件不是 UTF-8 编码")
      case .noColumn(let name, let known):
        Wording(
          "the file has no column `\(name)`; it has \(Self.quoted(known))",
          zh: "文件中没有列 `\(name)`，现有列：\(Self.quoted(known))")
      case .unclosedQuote(let line):
        Wording("a quoted value is not closed on line \(line)", zh: "第 \(line) 行的引号没有闭合")
      case .rowTooShort(let line):
        Wording("line \(line) has too few columns", zh: "第 \(line) 行的列数不足")
      }
    }

    private static func quoted(_ names: [String]) -> String {
      names.prefix(10).map { "`\($0)`" }.joined(separator: ", ")
    }
  }

  /// Reads one value a line, or those of a column.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - column: The header of the column to read; nil for one value a line.
  /// - Returns: The values in order, blank ones left out, or what is wrong with the file.
  static func read(_ bytes: [UInt8], column: String?) -> Result<[Entry], Problem> {
    var content = bytes[...]
    if content.starts(with: [0xEF, 0xBB, 0xBF]) { content = content.dropFirst(3) }
    guard String(validating: content, as: UTF8.self) != nil else { return .failure(.notUTF8) }
    guard let column else { return .success(lines(content)) }
    return rows(content).flatMap { select(column, from: $0) }
  }

  private static func lines(_ bytes: ArraySlice<UInt8>) -> [Entry] {
    var entries: [Entry] = []
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let text = trimmed(String(decoding: line, as: UTF8.self))
      if !text.isEmpty { entries.append(Entry(text: text, line: index + 1)) }
    }
    return entries
  }

  private static func trimmed(_ text: String) -> String {
    let blanks: Set<Unicode.Scalar> = [" ", "\t", "\r"]
    var scalars = Substring(text).unicodeScalars
    while let first = scalars.first, blanks.contains(first) { scalars.removeFirst() }
    while let last = scalars.last, blanks.contains(last) { scalars.removeLast() }
    return String(Substring(scalars))
  }

  private static func select(
    _ column: String, from rows: [(cells: [String], line: Int)]
  ) -> Result<[Entry], Problem> {
    let header = rows.first?.cells.map(trimmed) ?? []
    guard let index = header.firstIndex(of: column) else {
      return .failure(.noColumn(column, known: header))
    }
    var entries: [Entry] = []
    for row in rows.dropFirst() {
      if row.cells.count == 1, row.cells[0].isEmpty { continue }
      guard index < row.cells.count else { return .failure(.rowTooShort(line: row.line)) }
      let text = trimmed(row.cells[index])
      if !text.isEmpty { entries.append(Entry(text: text, line: row.line)) }
    }
    return .success(entries)
  }

  /// Splits CSV into rows; a quoted value may hold commas, line breaks and doubled quotes.
  private static func rows(
    _ bytes: ArraySlice<UInt8>
  ) -> Result<[(cells: [String], line: Int)], Problem> {
    let quote = UInt8(ascii: "\"")
    var rows: [(cells: [String], line: Int)] = []
    var cells: [String] = []
    var cell: [UInt8] = []
    var line = 1
    var rowLine = 1
    var quotedSince: Int?
    var index = bytes.startIndex
    func closeCell() {
      cells.append(String(decoding: cell, as: UTF8.self))
      cell = []
    }
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "\n") { line += 1 }
      if quotedSince != nil {
        if byte != quote {
          cell.append(byte)
        } else if index < bytes.endIndex, bytes[index] == quote {
          cell.append(quote)
          index += 1
        } else {
          quotedSince = nil
        }
      } else if byte == quote, cell.isEmpty {
        quotedSince = line
      } else if byte == UInt8(ascii: ",") {
        closeCell()
      } else if byte == UInt8(ascii: "\n") {
        if cell.last == UInt8(ascii: "\r") { cell.removeLast() }
        closeCell()
        rows.append((cells, rowLine))
        cells = []
        rowLine = line
      } else {
        cell.append(byte)
      }
    }
    if let quotedSince { return .failure(.unclosedQuote(line: quotedSince)) }
    if !cell.isEmpty || !cells.isEmpty {
      closeCell()
      rows.append((cells, rowLine))
    }
    return .success(rows)
  }
}
