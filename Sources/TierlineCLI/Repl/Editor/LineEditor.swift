// An editor for entries as a value: keys go in, the text changes, and now and then something is to
// be done. It knows no terminal; `Frame` says how it looks.
//
// The keys are those of Emacs as shells have them, listed once in `LineEditor+Keys.swift`. Enter hands
// the text over when nothing in it is open, else it makes a new line.

/// What is being typed, with its history, what was killed, and how to undo.
struct LineEditor: Sendable {
  var text = EditedText()
  private(set) var history: History
  /// The candidates on show.
  var menu: CompletionMenu?
  /// A search through history that goes on.
  var search: HistorySearch?

  /// Texts to go back to, the newest last.
  private var past: [EditedText] = []
  /// What was killed, the newest last.
  private(set) var killed: [String] = []
  /// What the last key did, as far as the next one asks.
  private(set) var lastDeed = Deed.other
  private var deed = Deed.other
  /// Which entry of the history is on show; nil for the new one.
  private var place: Int?
  /// Entries that were changed while they were on show, by place; the new one is under nil.
  private var drafts: [Int?: EditedText] = [:]

  private static let pastMax = 1000
  private static let killedMax = 60

  /// What the terminal is to do after a key.
  enum Event: Equatable, Sendable {
    case none
    /// An entry is whole.
    case submit(String)
    /// The line is dropped: Ctrl-C.
    case drop
    case leave
    case suspend
    case clearScreen
    /// The key could do nothing.
    case ring
  }

  /// What a key did, as far as the key after it asks.
  enum Deed: Hashable, Sendable {
    case typed
    case killed
    /// A killed text was put in at a place; the next is so many back.
    case yanked(Range<Int>, back: Int)
    case other
  }

  init(history: History = History()) { self.history = history }

  /// Takes a key; `candidates` tells what could stand at the cursor of a text.
  mutating func press(_ key: Key, candidates: (EditedText) -> Candidates) -> Event {
    deed = .other
    defer { lastDeed = deed }
    if search != nil {
      switch searching(key) {
      case .done(let event): return event
      case .goesOn: break
      }
    }
    if let menu, case .done = choosing(key, menu) { return .none }
    menu = nil
    return edit(key, candidates)
  }

  // MARK: Changing

  /// Changes the text so that it can be undone.
  mutating func change(_ kind: Deed = .other, _ body: (inout EditedText) -> Void) {
    let before = text
    body(&text)
    deed = kind
    // What is typed in one go is undone in one go, a word at a time.
    let goesOn = kind == .typed && lastDeed == .typed && before.textBefore.last != " "
    if !goesOn, text.characters != before.characters { past.append(before) }
    if past.count > Self.pastMax { past.removeFirst() }
  }

  mutating func undo() -> Event {
    guard let before = past.popLast() else { return .ring }
    text = before
    return .none
  }

  /// Removes a stretch and keeps it; kills in a row are kept as one.
  mutating func kill(_ range: Range<Int>) -> Event {
    guard !range.isEmpty else { return .ring }
    let isBackward = range.upperBound == text.cursor
    var removed = ""
    change(.killed) { removed = $0.remove(range) }
    if lastDeed == .killed, let last = killed.popLast() {
      removed = isBackward ? removed + last : last + removed
    }
    killed.append(removed)
    if killed.count > Self.killedMax { killed.removeFirst() }
    return .none
  }

  mutating func yank() -> Event {
    guard let last = killed.last else { return .ring }
    put(last, over: text.cursor..<text.cursor, back: 0)
    return .none
  }

  /// Puts an older killed text in the place of the one just put in.
  mutating func yankOlder() -> Event {
    guard case .yanked(let range, let back) = lastDeed, !killed.isEmpty else { return .ring }
    let next = (back + 1) % killed.count
    put(killed[killed.count - 1 - next], over: range, back: next)
    return .none
  }

  private mutating func put(_ piece: String, over range: Range<Int>, back: Int) {
    change { $0.replace(range, with: piece) }
    deed = .yanked(range.lowerBound..<max(range.lowerBound, text.cursor), back: back)
  }

  // MARK: History

  /// Shows the entry before or after the one on show.
  mutating func recall(by distance: Int) -> Event {
    let next = (place ?? history.entries.count) + distance
    guard next >= 0, next <= history.entries.count, next != place ?? history.entries.count else {
      return .ring
    }
    recall(next)
    return .none
  }

  /// Shows an entry; behind the last is the new one.
  mutating func recall(_ index: Int) {
    drafts[place] = text
    place = index < history.entries.count ? index : nil
    let draft = drafts[place]?.text
    text = EditedText(draft ?? (place.map { history.entries[$0] } ?? ""))
    past = []
  }

  // MARK: Handing over

  /// Gives the text away and begins anew.
  mutating func submit() -> Event {
    let entry = text.text
    begin()
    return .submit(entry)
  }

  /// Begins with an empty text.
  mutating func begin() {
    text = EditedText()
    past = []
    drafts = [:]
    place = nil
    menu = nil
    search = nil
  }

  /// Remembers an entry.
  ///
  /// - Returns: Whether it was not the last already.
  mutating func remember(_ entry: String) -> Bool { history.add(entry) }
}
