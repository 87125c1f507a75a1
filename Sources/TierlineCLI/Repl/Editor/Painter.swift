// Brings frames to a terminal: the bytes that turn what is on the screen into what should be.
//
// Rows that have not changed are left alone; from the first that has, all is cleared and written.
// The cursor's place is known relative to the first row alone, so a frame can stand anywhere and
// scroll. Only sequences that every terminal since the VT100 knows are used.

/// What is on the screen, as far as this program has painted it.
struct Painter {
  /// nil when the cursor stands at the beginning of a free row.
  private var shown: Frame?

  /// Turns what is shown into another frame.
  mutating func paint(_ frame: Frame) -> String {
    let old = shown ?? Frame()
    shown = frame
    let same = zip(old.rows, frame.rows).prefix { $0 == $1 }.count
    var bytes = Self.hide + Self.up(old.cursorRow) + "\r"
    // On rows that are all known only the cursor moves.
    if same == frame.rows.count, same == old.rows.count {
      return bytes + Self.down(frame.cursorRow) + Self.right(frame.cursorColumn) + Self.show
    }
    let first = min(same, max(0, old.rows.count - 1))
    bytes += Self.down(first) + Self.clear
    bytes += frame.rows[min(first, frame.rows.count)...].map(\.text).joined(separator: "\r\n")
    // A frame that lost its last rows ends above where the clearing began.
    let last = max(first, frame.rows.count - 1)
    bytes += Self.up(last - frame.cursorRow) + "\r" + Self.right(frame.cursorColumn)
    return bytes + Self.show
  }

  /// Takes the frame away; the cursor stands where it began.
  mutating func clear() -> String {
    defer { shown = nil }
    return Self.up(shown?.cursorRow ?? 0) + "\r" + Self.clear
  }

  /// Leaves a frame behind as the last of its entry; the cursor stands in the row below.
  mutating func finish(_ frame: Frame) -> String {
    clear() + frame.rows.map(\.text).joined(separator: "\r\n") + "\r\n"
  }

  /// Takes away a frame that a terminal has broken anew for another width.
  mutating func clear(columns: Int) -> String {
    defer { shown = nil }
    return Self.up(shown?.rowsAboveCursor(columns: columns) ?? 0) + "\r" + Self.clear
  }

  /// Clears the whole screen.
  mutating func clearScreen() -> String {
    shown = nil
    return "\u{1B}[H\u{1B}[2J"
  }

  /// Forgets what is shown, after others have written.
  mutating func forget() { shown = nil }

  private static let clear = "\u{1B}[J"
  private static let hide = "\u{1B}[?25l"
  private static let show = "\u{1B}[?25h"

  private static func up(_ rows: Int) -> String { rows > 0 ? "\u{1B}[\(rows)A" : "" }
  private static func down(_ rows: Int) -> String { rows > 0 ? "\u{1B}[\(rows)B" : "" }
  private static func right(_ columns: Int) -> String { columns > 0 ? "\u{1B}[\(columns)C" : "" }
}
