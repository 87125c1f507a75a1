// A terminal's screen as a value: bytes go in, rows of text come out.
//
// It knows the sequences of a VT100 that the program sends, keeps what scrolls away, lets a row
// that is full wait for the next character before it breaks, and breaks rows anew when it becomes
// narrower, as most terminals do. Its widths are its own, so that a mistake of the program shows.

/// The rows and the cursor of a terminal.
package struct Screen {
  package private(set) var columns: Int
  package private(set) var height: Int
  /// All rows, those that scrolled away first; the screen is the last `height` of them.
  private var rows: [[Cell]] = [[]]
  private var top = 0
  private var row = 0
  private var column = 0
  /// Whether the last column was written, and the next character begins a row.
  private var isFull = false
  private var pending: [UInt8] = []
  /// How often the bell rang.
  package private(set) var bells = 0
  package private(set) var takesPastes = false
  package private(set) var showsCursor = true
  /// Whether anything was written in colour.
  package private(set) var isColoured = false
  /// Sequences that are not known.
  package private(set) var strange: [String] = []

  private struct Cell {
    var text: String
    /// The second column of a wide character.
    var isTail = false
  }

  package init(columns: Int = 80, height: Int = 24) {
    self.columns = columns
    self.height = height
  }

  /// Everything written so far, blanks at the ends of rows and empty rows at the end left out.
  package var text: String {
    var lines = rows.map { row in
      var line = row.map(\.text).joined()
      while line.last == " " { line.removeLast() }
      return line
    }
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  /// The rows that are to be seen.
  package var visible: [String] {
    let all = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return Array(all.dropFirst(top))
  }

  /// The row of the cursor up to it, and from it on.
  package var cursorLine: (before: String, behind: String) {
    let line = rows[top + row]
    let before = line.prefix(column).map(\.text).joined()
    var behind = line.dropFirst(column).map(\.text).joined()
    while behind.last == " " { behind.removeLast() }
    let missing = max(0, column - line.count)
    return (before + String(repeating: " ", count: missing), behind)
  }

  package var cursor: (row: Int, column: Int) { (row, column) }

  // MARK: Writing

  package mutating func write(_ text: String) { write(Array(text.utf8)) }

  package mutating func write(_ bytes: [UInt8]) {
    pending += bytes
    var index = 0
    while index < pending.count, let next = step(at: index) { index = next }
    pending.removeFirst(index)
  }

  /// Takes what begins at an index; nil while it is not whole.
  private mutating func step(at index: Int) -> Int? {
    switch pending[index] {
    case 0x1B: return sequence(at: index)
    case 0x07: bells += 1
    case 0x08: move(column: column - 1)
    case 0x0A: lineFeed()
    case 0x0D: move(column: 0)
    case 0..<0x20, 0x7F: strange.append("control \(pending[index])")
    case 0x20..<0x7F:
      // Marks that join it may follow, but they are taken alone: see `put`.
      put(String(UnicodeScalar(pending[index])))
    default:
      let length = pending[index] >= 0xF0 ? 4 : pending[index] >= 0xE0 ? 3 : 2
      guard index + length <= pending.count else { return nil }
      put(String(decoding: pending[index..<(index + length)], as: UTF8.self))
      return index + length
    }
    return index + 1
  }

  private mutating func sequence(at index: Int) -> Int? {
    guard index + 1 < pending.count else { return nil }
    guard pending[index + 1] == UInt8(ascii: "[") else {
      strange.append("escape \(pending[index + 1])")
      return index + 2
    }
    guard let end = pending[(index + 2)...].firstIndex(where: { (0x40...0x7E).contains($0) })
    else { return nil }
    let text = String(decoding: pending[(index + 2)..<end], as: UTF8.self)
    obey(Character(UnicodeScalar(pending[end])), text)
    return end + 1
  }

  private mutating func obey(_ letter: Character, _ text: String) {
    let number = Int(text)
    let count = max(1, number ?? 1)
    switch letter {
    case "A": move(row: row - count)
    case "B": move(row: row + count)
    case "C": move(column: column + count)
    case "D": move(column: column - count)
    case "G": move(column: count - 1)
    case "H":
      move(row: 0)
      move(column: 0)
    case "J":
      if number == 2 {
        for place in top..<rows.count { rows[place] = [] }
      } else {
        rows[top + row] = Array(rows[top + row].prefix(column))
        rows.removeSubrange((top + row + 1)...)
      }
    case "K": rows[top + row] = Array(rows[top + row].prefix(column))
    case "m": if number != 0 { isColoured = true }
    case "h", "l":
      switch text {
      case "?2004": takesPastes = letter == "h"
      case "?25": showsCursor = letter == "h"
      default: strange.append("mode \(text)")
      }
    default: strange.append("sequence \(text)\(letter)")
    }
  }

  private mutating func move(row: Int) {
    self.row = min(max(0, row), height - 1)
    isFull = false
    while rows.count <= top + self.row { rows.append([]) }
  }

  private mutating func move(column: Int) {
    self.column = min(max(0, column), columns - 1)
    isFull = false
  }

  private mutating func lineFeed() {
    isFull = false
    if row == height - 1 { top += 1 } else { row += 1 }
    while rows.count <= top + row { rows.append([]) }
  }

  private mutating func put(_ text: String) {
    let width = Self.width(text)
    if width == 0 {
      let place = (isFull ? column : column - 1)
      let line = rows[top + row]
      guard place >= 0, place < line.count else { return }
      rows[top + row][line[place].isTail ? place - 1 : place].text += text
      return
    }
    if isFull || column + width > columns {
      lineFeed()
      column = 0
    }
    while rows[top + row].count < column + width { rows[top + row].append(Cell(text: " ")) }
    rows[top + row][column] = Cell(text: text)
    if width == 2 { rows[top + row][column + 1] = Cell(text: "", isTail: true) }
    column += width
    if column >= columns {
      column = columns - 1
      isFull = true
    }
  }

  private static func width(_ text: String) -> Int {
    guard let scalar = text.unicodeScalars.first else { return 0 }
    switch scalar.value {
    case 0x0300...0x036F, 0x200B...0x200F, 0xFE00...0xFE0F, 0x20D0...0x20FF: return 0
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }

  // MARK: Another size

  /// Breaks rows that are too long for a new width; the cursor stays on its character.
  package mutating func resize(columns: Int, height: Int) {
    var broken: [[Cell]] = []
    var cursor = (row: 0, column: 0)
    for (index, line) in rows.enumerated() {
      let isCursorLine = index == top + row
      if isCursorLine { cursor = (broken.count + column / columns, column % columns) }
      var start = 0
      repeat {
        broken.append(Array(line.dropFirst(start).prefix(columns)))
        start += columns
      } while start < line.count
      if isCursorLine { while broken.count <= cursor.row { broken.append([]) } }
    }
    rows = broken
    self.columns = columns
    self.height = height
    top = max(0, min(rows.count - height, cursor.row))
    if cursor.row - top >= height { top = cursor.row - height + 1 }
    row = cursor.row - top
    column = cursor.column
    isFull = false
  }
}
