// What keys do to the text, without a terminal.

import Testing

@testable import TierlineCLI

@Suite("Line editor")
struct LineEditorTests {
  /// Presses keys: text as it stands, others by name in angle brackets, `<C-a>`.
  private static func pressed(
    _ keys: String, history: [String] = [], candidates: [String] = []
  ) -> (editor: LineEditor, events: [LineEditor.Event]) {
    var editor = LineEditor(history: History(history))
    let events = KeyNames.keys(keys).map { key in
      editor.press(key) { text in
        Candidates(
          start: text.wordStart,
          all: candidates.map { Candidates.Candidate(text: $0, detail: "") })
      }
    }
    return (editor, events.filter { $0 != .none })
  }

  /// The text with `|` where the cursor stands.
  private static func shown(_ editor: LineEditor) -> String {
    var text = editor.text
    text.insert("|")
    return text.text
  }

  @Test(
    "keys move and change",
    arguments: [
      ("abc", "abc|"), ("abc<C-a>x", "x|abc"), ("abc<C-a><C-e>x", "abcx|"),
      ("abc<left><left>x", "ax|bc"), ("abc<C-b><C-b><C-f>x", "abx|c"),
      ("abc<backspace>", "ab|"), ("abc<left><delete>", "ab|"), ("abc<C-a><C-d>", "|bc"),
      ("one two_3 four<M-b><M-b>", "one |two_3 four"), ("one two<C-a><M-f>", "one| two"),
      ("one two<wordLeft><wordLeft><wordRight>", "one| two"),
      ("one two three<M-b><C-k>", "one two |"), ("one two<M-b><C-u>", "|two"),
      ("a overdue_days>=60<C-w>", "a |"), ("one two<metaBackspace>", "one |"),
      ("one two<C-a><M-d>", "| two"), ("abc<C-t>", "acb|"), ("abc<C-a><C-f><C-t>", "ba|c"),
      ("one two<C-w><C-y><C-y>", "one twotwo|"),
      ("one two three<C-w><C-w><C-y>", "one two three|"),
      ("one two<C-w>x<C-w><C-y><M-y>", "one two|"),
      ("one two<C-a><M-u><M-c>", "ONE Two|"),
      ("ABC<C-a><M-l>", "abc|"),
      ("one two<C-_>", "one |"), ("one<C-w><C-_>", "one|"), ("ab<C-_><C-_>", "|"),
      ("逾期天数<left><backspace>", "逾期|数"), ("e\u{301}x<left><backspace>", "|x"),
      ("e<mark>x<left><left>", "|e\u{301}x"),
      ("{<enter>a<enter>}", "{\n  a\n}|"), ("{<enter>a<up>x", "{x|\n  a"),
      ("(1<enter>+ 2<C-a><C-p><C-e>", "(1|\n  + 2"),
      ("{<enter>逾期<up>x<down>", "{x\n  |逾期"),
      ("a<metaEnter>b", "a\nb|"), ("ab<left><metaEnter>", "a\n|b"),
      ("{<enter>ab<C-a><C-k>", "{\n|"), ("{<enter>ab<up><C-e><C-k>", "{|  ab"),
      ("\"a<enter>b", "\"a\nb|"),
    ])
  func keys(keys: String, text: String) {
    let editor = Self.pressed(keys).editor
    #expect(Self.shown(editor) == text)
  }

  @Test(
    "keys that lead to something",
    arguments: [
      ("1+1<enter>", [.submit("1+1")]), ("<C-d>", [.leave]), ("a<C-a><C-d><C-d>", [.leave]),
      ("abc<C-c>", [.drop]), ("<C-z>", [.suspend]), ("<C-l>", [.clearScreen]),
      ("<left><backspace>", [.ring]), ("<C-g>", [.ring]), ("<tab>", [.ring]),
      ("{<enter>}<enter>", [.submit("{\n}")]), ("\"a<enter><enter>", [.submit("\"a\n")]),
      ("（<enter>）<enter>", [.submit("（\n）")]), ("<enter>", [.submit("")]),
      ("<paste:a\nb>", []), ("<C-y><M-y><C-_>", [.ring, .ring, .ring]),
    ] as [(String, [LineEditor.Event])])
  func events(keys: String, events: [LineEditor.Event]) {
    #expect(Self.pressed(keys).events == events)
  }

  @Test(
    "history",
    arguments: [
      ("<up>", "two|"), ("<up><up>", "one|"), ("<up><up><up>", "one|"), ("x<up><down>", "x|"),
      ("<up>x<up><down>", "twox|"), ("<C-p><C-p><C-n>", "two|"), ("<M-<>", "one|"),
      ("<up><M->>", "|"), ("<pageUp>", "two|"),
      ("<C-r>o", "tw|o"), ("<C-r>o<C-r>", "|one"), ("<C-r>o<C-r><C-s>", "tw|o"),
      ("x<C-r>on<C-g>", "x|"), ("x<C-r>on<escape>", "x|"), ("<C-r>onz", "|one"),
      ("<C-r>onz<backspace>", "|one"), ("<C-r>on<right>x", "ox|ne"), ("x<C-r>on<C-e><C-_>", "x|"),
      ("<C-r>tw<C-e>!", "two!|"),
    ])
  func history(keys: String, text: String) {
    let editor = Self.pressed(keys, history: ["one", "two"]).editor
    #expect(Self.shown(editor) == text)
  }

  @Test("a search hands over what it has found, and Ctrl-C drops it")
  func searchEnds() {
    let history = ["one", "two"]
    #expect(Self.pressed("<C-r>on<enter>", history: history).events == [.submit("one")])
    #expect(Self.pressed("<C-r>on<C-c>", history: history).events == [.drop])
    #expect(Self.pressed("<C-r>onz", history: history).events == [.ring])
  }

  @Test(
    "completion",
    arguments: [
      ("ove<tab>", "overdue_|"), ("overdue_d<tab>", "overdue_d|"),
      ("o<tab><tab>", "overdue_days|"), ("o<tab><tab><tab>", "overdue_amount|"),
      ("o<tab><backTab>", "overdue_amount|"), ("o<tab><tab><escape>", "overdue_|"),
      ("o<tab><tab><down>", "overdue_amount|"), ("o<tab><tab><enter>x", "overdue_daysx|"),
      ("o<tab>x", "overdue_x|"), ("o<tab><tab> ", "overdue_days |"),
      ("1 + o<tab><tab><C-_>", "1 + overdue_|"),
    ])
  func completion(keys: String, text: String) {
    let editor = Self.pressed(keys, candidates: ["overdue_days", "overdue_amount"]).editor
    #expect(Self.shown(editor) == text)
  }

  @Test("a single candidate is put in")
  func singleCandidate() {
    let editor = Self.pressed("x + am<tab>", candidates: ["amount"]).editor
    #expect(Self.shown(editor) == "x + amount|")
    #expect(editor.menu == nil)
  }

  @Test("history forgets blank entries, repeated ones, those begun with a blank, and the oldest")
  func remembering() {
    var history = History()
    let isNew = ["a", "a", "", "  ", " b"].map { history.add($0) }
    #expect(isNew == [true, false, false, false, false])
    for number in 0..<(History.entriesMax + 5) { _ = history.add("\(number)") }
    #expect(history.entries.count == History.entriesMax)
    #expect(history.entries.last == "\(History.entriesMax + 4)")
  }
}

/// Keys as tests write them.
enum KeyNames {
  static func keys(_ text: String) -> [Key] {
    var keys: [Key] = []
    var rest = text[...]
    while let first = rest.first {
      // `<M->>` is Alt with `>`, `<M-<>` with `<`.
      let close =
        rest.hasPrefix("<M->")
        ? rest.index(rest.startIndex, offsetBy: 4)
        : rest.firstIndex(of: ">")
      if first == "<", rest.count > 1, let close, let key = key(rest[..<close].dropFirst()) {
        keys.append(key)
        rest = rest[rest.index(after: close)...]
      } else {
        keys.append(.text(String(first)))
        rest.removeFirst()
      }
    }
    return keys
  }

  private static let named: [String: Key] = [
    "enter": .enter, "tab": .tab, "backTab": .backTab, "backspace": .backspace,
    "delete": .delete, "escape": .escape, "up": .up, "down": .down, "left": .left,
    "right": .right, "home": .home, "end": .end, "pageUp": .pageUp, "pageDown": .pageDown,
    "wordLeft": .wordLeft, "wordRight": .wordRight, "metaEnter": .metaEnter,
    "metaBackspace": .metaBackspace,
  ]

  private static func key(_ name: Substring) -> Key? {
    if name.hasPrefix("C-"), let letter = name.dropFirst(2).first { return .control(letter) }
    if name.hasPrefix("M-"), let letter = name.dropFirst(2).first { return .meta(letter) }
    if name.hasPrefix("paste:") { return .paste(String(name.dropFirst(6))) }
    // Apart from the letters around it, which it would join.
    if name == "mark" { return .text("\u{301}") }
    return named[String(name)]
  }
}
