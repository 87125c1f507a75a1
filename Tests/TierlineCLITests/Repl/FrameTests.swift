// How an editor looks, seen on a screen: rows, the cursor, and that painting bit by bit comes to the
// same as painting at once.

import Support
import Testing

@testable import TierlineCLI

@Suite("Frames")
struct FrameTests {
  private static let plain = Palette(isColoured: false)

  private static func content(_ text: String, cursor: Int? = nil) -> Frame.Content {
    Frame.Content(prompt: "> ", nextPrompt: ". ", text: EditedText(text, cursor: cursor))
  }

  @Test(
    "rows",
    arguments: [
      ("", 20, ["> "], 0, 2), ("abc", 20, ["> abc"], 0, 5),
      ("12345678", 10, ["> 12345678", ""], 1, 0), ("1234567", 10, ["> 1234567"], 0, 9),
      ("逾期天数逾", 10, ["> 逾期天数", "逾"], 1, 2), ("a逾期天数", 10, ["> a逾期天", "数"], 1, 2),
      ("a\nb", 20, ["> a", ". b"], 1, 3), ("e\u{301}", 20, ["> e\u{301}"], 0, 3),
      ("a\tb", 20, ["> a    b"], 0, 8), ("a\u{200D}", 20, ["> a\\u200d"], 0, 9),
      ("\u{1B}[2J", 20, ["> \\u001b[2J"], 0, 11), ("12345678\nx", 10, ["> 12345678", ". x"], 1, 3),
    ])
  func rows(text: String, columns: Int, rows: [String], row: Int, column: Int) {
    let frame = Frame(Self.content(text), Frame.Size(columns: columns, rows: 24), Self.plain)
    #expect(frame.rows.map(\.text) == rows)
    #expect(frame.cursorRow == row)
    #expect(frame.cursorColumn == column)
  }

  @Test("an emoji and what modifies it count as one, and the cursor is put behind it")
  func emoji() {
    let frame = Frame(Self.content("👍🏽x"), Frame.Size(columns: 20, rows: 24), Self.plain)
    #expect(frame.rows.map(\.text) == ["> 👍🏽\u{1B}[5Gx"])
    #expect(frame.cursorColumn == 5)
  }

  @Test("a text taller than the screen shows the part around the cursor")
  func tall() {
    let text = (1...50).map(String.init).joined(separator: "\n")
    let size = Frame.Size(columns: 20, rows: 5)
    let end = Frame(Self.content(text), size, Self.plain)
    #expect(end.rows.map(\.text) == [". 46", ". 47", ". 48", ". 49", ". 50"])
    #expect(end.cursorRow == 4)
    let start = Frame(Self.content(text, cursor: 0), size, Self.plain)
    #expect(start.rows.map(\.text) == ["> 1", ". 2", ". 3", ". 4", ". 5"])
    #expect(Frame(Self.content(text), size, Self.plain, isWhole: true).rows.count == 50)
  }

  @Test("candidates stand below, cut to the screen, around the one that is chosen")
  func notes() {
    var content = Self.content("a")
    content.notes = (1...30).map { number in
      Frame.Content.Note(
        text: "name\(number)", detail: "a rather long detail", isSelected: number == 20)
    }
    let frame = Frame(content, Frame.Size(columns: 20, rows: 6), Self.plain)
    #expect(frame.rows.count == 6)
    #expect(frame.rows[0].text == "> a")
    #expect(frame.rows.dropFirst().map(\.text).contains { $0.contains("name20") })
    #expect(frame.rows.allSatisfy { $0.width <= 20 })
  }

  @Test("colours do not count")
  func colours() {
    var content = Self.content("when 逾")
    content.inks = EntryColours.inks(of: content.text.characters)
    let frame = Frame(content, Frame.Size(columns: 20, rows: 24), Palette(isColoured: true))
    #expect(frame.cursorColumn == 9)
    #expect(frame.rows[0].text.contains("\u{1B}["))
  }

  /// Every piece of text that random editing puts in.
  private static let pieces = [
    "a", "b c", "逾期天数", "e\u{301}", "🏦", "{", "}", "\"", "when ", "1234567890", "\t", "，", "ｗ",
  ]
  private static let keys: [Key] = [
    .left, .right, .up, .down, .home, .end, .backspace, .delete, .metaEnter, .wordLeft,
    .wordRight, .control("k"), .control("u"), .control("y"), .control("t"), .control("_"),
    .control("r"), .escape, .tab, .paste("x\n逾y\nz"),
  ]

  @Test("painting bit by bit shows what painting at once does", arguments: 1...60)
  func painting(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var editor = LineEditor(history: History(["risk = high", "一二三四五六七八九十\nb"]))
    var painter = Painter()
    var size = Frame.Size(columns: Int.random(in: 6...40, using: &generator), rows: 8)
    var screen = Screen(columns: size.columns, height: size.rows)
    screen.write("before\r\n")
    for _ in 0..<120 {
      let isText = Bool.random(using: &generator)
      let key: Key =
        isText
        ? .text(Self.pieces.randomElement(using: &generator) ?? "")
        : Self.keys.randomElement(using: &generator) ?? .left
      let event = editor.press(key) { text in
        Candidates(
          start: text.wordStart,
          all: [.init(text: "alpha", detail: "文本"), .init(text: "beta", detail: "x")])
      }
      if Int.random(in: 0..<20, using: &generator) == 0 {
        size = Frame.Size(columns: Int.random(in: 6...40, using: &generator), rows: 8)
        screen.resize(columns: size.columns, height: size.rows)
        screen.write(painter.clear(columns: size.columns))
      }
      if event == .clearScreen { continue }
      var content = Self.content("")
      content.text = editor.text
      content.notes =
        editor.menu?.candidates.all.map { .init(text: $0.text, detail: $0.detail) } ?? []
      let frame = Frame(content, size, Self.plain)
      screen.write(painter.paint(frame))
      var fresh = Screen(columns: size.columns, height: size.rows)
      var other = Painter()
      fresh.write(other.paint(frame))
      #expect(screen.visible.suffix(fresh.visible.count) == fresh.visible[...])
      #expect(screen.cursorLine.before == fresh.cursorLine.before)
      #expect(screen.cursorLine.behind == fresh.cursorLine.behind)
      #expect(screen.strange == [])
      // Put together, the rows are the prompts and the text.
      if content.notes.isEmpty, frame.rows.count < 8 {
        let lines = editor.text.text.split(separator: "\n", omittingEmptySubsequences: false)
        let all = "> " + lines.joined(separator: ". ")
        #expect(frame.rows.map(\.text).joined() == all.replacing("\t", with: "    "))
      }
    }
    #expect(screen.text.hasPrefix("before"))
  }
}
