// How an editor looks on a screen of some size: rows of cells, and where the cursor stands.
//
// The text is laid out by display width. A character that would not fit in a row begins the next,
// so a Chinese character is never cut in two. Each line of the text stands behind a prompt. What
// is taller than the screen shows the part around the cursor. Nothing here writes; `Painter` brings
// a frame to the terminal.

import TierlineRuntime

/// Rows to be shown.
struct Frame: Equatable, Sendable {
  private(set) var rows: [Row] = []
  /// Where the cursor stands, counted from 0.
  private(set) var cursorRow = 0
  private(set) var cursorColumn = 0

  struct Row: Equatable, Sendable {
    /// With the escape sequences of its colours.
    var text = ""
    /// In columns.
    var width = 0
  }

  /// The size of a screen in columns and rows.
  struct Size: Equatable, Sendable {
    var columns: Int
    var rows: Int

    /// Screens too small to hold a wide character count as larger; a size of 0 is not known.
    init(columns: Int, rows: Int) {
      self.columns = columns > 0 ? max(4, columns) : 80
      self.rows = rows > 0 ? max(2, rows) : 24
    }
  }

  /// What an editor shows.
  struct Content: Sendable {
    /// Before the first line, and before the others.
    var prompt: String
    var nextPrompt: String
    var text: EditedText
    /// A colour for each character; those missing have none.
    var inks: [Palette.Ink?] = []
    /// Below the text.
    var notes: [Note] = []

    struct Note: Equatable, Sendable {
      var text: String
      var detail = ""
      var isSelected = false
    }
  }

  init() {}

  /// Lays out a content; `isWhole` shows all of it, be it taller than the screen.
  init(_ content: Content, _ size: Size, _ palette: Palette, isWhole: Bool = false) {
    var layout = Layout(columns: size.columns, palette: palette)
    layout.add(content.prompt, .strong)
    for (index, character) in content.text.characters.enumerated() {
      if index == content.text.cursor { layout.markCursor(before: character) }
      if character == "\n" {
        layout.endRow()
        layout.add(content.nextPrompt, .faint)
      } else {
        layout.add(
          Cell(character), content.inks.indices.contains(index) ? content.inks[index] : nil)
      }
    }
    if content.text.isAtEnd { layout.markCursorAtEnd() }
    layout.endRow()
    rows = layout.rows
    (cursorRow, cursorColumn) = layout.cursor
    if isWhole { return }
    let notes = Self.notes(content.notes, size, palette)
    let room = max(1, size.rows - notes.count)
    if rows.count > room {
      let top = max(0, cursorRow - room + 1)
      rows = Array(rows[top..<(top + room)])
      cursorRow -= top
    }
    rows += notes
  }

  /// A row each, cut to the screen; of many those around the chosen one, and how many more there are.
  private static func notes(
    _ notes: [Content.Note], _ size: Size, _ palette: Palette
  ) -> [Row] {
    let room = min(notes.count, max(1, min(12, size.rows - 1)))
    guard room > 0 else { return [] }
    let selected = notes.firstIndex(where: \.isSelected) ?? 0
    let top = min(max(0, selected - room + 1), notes.count - room)
    let shown = notes[top..<(top + room)]
    let width = shown.map { DisplayWidth.of($0.text.printable) }.filter { $0 <= 40 }.max() ?? 0
    var rows = shown.map { note in
      var layout = Layout(columns: size.columns, palette: palette)
      let hasDetail = !note.detail.isEmpty
      layout.fill(
        "  " + (hasDetail ? note.text.printable.padded(to: width) : note.text.printable),
        note.isSelected ? .chosen : nil)
      if hasDetail { layout.fill("  " + note.detail.printable, .faint) }
      layout.endRow()
      return layout.rows[0]
    }
    if notes.count > room, rows.count > 1 {
      var layout = Layout(columns: size.columns, palette: palette)
      layout.fill("  + \(notes.count - room + 1)", .faint)
      layout.endRow()
      let last = rows.count - 1
      rows[shown.last?.isSelected == true ? 0 : last] = layout.rows[0]
    }
    return rows
  }

  /// How many rows above the cursor's this takes on a screen of another width, where a terminal
  /// breaks rows that have become too long.
  func rowsAboveCursor(columns: Int) -> Int {
    rows[..<min(cursorRow, rows.count)].reduce(0) {
      $0 + max(1, ($1.width + columns - 1) / columns)
    } + cursorColumn / columns
  }
}

/// One character as it is shown.
private struct Cell {
  let text: String
  let width: Int
  /// Whether terminals differ over its width, so that the next must be put in its place.
  let isUnsure: Bool

  init(_ character: Character) {
    if character == "\t" {
      self.init(text: "    ", width: 4, isUnsure: false)
      return
    }
    let shown = String(character).printable
    // Some terminals draw an emoji and what modifies it as one, others one beside the other.
    let isModified = character.unicodeScalars.dropFirst().contains {
      $0.value == 0xFE0F || (0x1F3FB...0x1F3FF).contains($0.value)
    }
    self.init(
      text: shown, width: isModified ? 2 : DisplayWidth.of(shown), isUnsure: isModified)
  }

  private init(text: String, width: Int, isUnsure: Bool) {
    self.text = text
    self.width = width
    self.isUnsure = isUnsure
  }
}

/// Fills rows from left to right.
private struct Layout {
  let columns: Int
  let palette: Palette
  var rows: [Frame.Row] = []
  var cursor = (row: 0, column: 0)
  private var row = Frame.Row()
  /// Cells of one colour that follow each other.
  private var run = ""
  private var ink: Palette.Ink?

  init(columns: Int, palette: Palette) {
    self.columns = columns
    self.palette = palette
  }

  mutating func add(_ text: String, _ ink: Palette.Ink?) {
    for character in text { add(Cell(character), ink) }
  }

  mutating func add(_ cell: Cell, _ ink: Palette.Ink?) {
    if row.width + cell.width > columns, row.width > 0 { endRow() }
    if cell.width > columns {
      // An escape such as `\u001b` on a very narrow screen.
      for character in cell.text { add(Cell(character), ink) }
      return
    }
    if ink != self.ink { endRun() }
    self.ink = ink
    run += cell.text
    row.width += cell.width
    if cell.isUnsure { run += "\u{1B}[\(row.width + 1)G" }
  }

  /// Adds as much of a text as the row has room for.
  mutating func fill(_ text: String, _ ink: Palette.Ink?) {
    for character in text {
      let cell = Cell(character)
      guard row.width + cell.width < columns else { return }
      add(cell, ink)
    }
  }

  private mutating func endRun() {
    row.text += ink.map { palette($0, run) } ?? run
    run = ""
  }

  mutating func endRow() {
    endRun()
    rows.append(row)
    row = Frame.Row()
  }

  /// The cursor stands on the character that is added next.
  mutating func markCursor(before character: Character) {
    let width = character == "\n" ? 1 : Cell(character).width
    let wraps = row.width > 0 && row.width + width > columns
    cursor = wraps ? (rows.count + 1, 0) : (rows.count, row.width)
    // A line that fills its row has room for the cursor in the next.
    if wraps, character == "\n" { endRow() }
  }

  mutating func markCursorAtEnd() {
    if row.width >= columns { endRow() }
    cursor = (rows.count, row.width)
  }
}
