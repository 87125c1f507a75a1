// Search through the history, as it is typed: Ctrl-R looks back, Ctrl-S forth.

/// A search that goes on.
struct HistorySearch: Equatable, Sendable {
  var wanted = ""
  /// The entry that is on show; behind the last while none is.
  var place: Int
  var finds = true
  /// The text before the search.
  let original: EditedText
}

extension LineEditor {
  enum Direction { case back, forth }

  /// What a key in a search leads to.
  enum SearchStep {
    /// The key was for the search.
    case done(Event)
    /// The search is over, and the key does what it does elsewhere.
    case goesOn
  }

  mutating func beginSearch(_ direction: Direction) {
    search = HistorySearch(place: history.entries.count, original: text)
  }

  mutating func searching(_ key: Key) -> SearchStep {
    guard var search else { return .goesOn }
    switch key {
    case .control("r"): look(&search, from: search.place - 1, .back)
    case .control("s"): look(&search, from: search.place + 1, .forth)
    case .text(let typed), .paste(let typed):
      search.wanted += typed
      look(&search, from: search.place, .back)
    case .backspace:
      search.wanted = String(search.wanted.dropLast())
      look(&search, from: history.entries.count, .back)
    case .escape, .control("g"):
      text = search.original
      self.search = nil
      return .done(.none)
    case .control("c"):
      self.search = nil
      return .done(.drop)
    case .enter, .metaEnter, .tab, .backTab, .delete, .up, .down, .left, .right, .home, .end,
      .pageUp, .pageDown, .wordLeft, .wordRight, .control, .meta, .metaBackspace, .unknown:
      let found = text
      self.search = nil
      text = search.original
      change { $0 = found }
      return .goesOn
    }
    self.search = search
    return .done(search.finds ? .none : .ring)
  }

  /// Shows the next entry that contains what is wanted; where none does, all stays.
  private mutating func look(_ search: inout HistorySearch, from place: Int, _ direction: Direction)
  {
    guard !search.wanted.isEmpty else {
      search.place = history.entries.count
      search.finds = true
      text = search.original
      return
    }
    let found =
      switch direction {
      case .back: history.last(containing: search.wanted, upTo: place)
      case .forth: history.first(containing: search.wanted, from: place)
      }
    search.finds = found != nil
    guard let found else { return }
    search.place = found
    let entry = history.entries[found]
    let start = entry.range(of: search.wanted)?.lowerBound ?? entry.endIndex
    text = EditedText(entry, cursor: entry[..<start].count)
  }
}

extension StringProtocol {
  /// The first place of a text that is not empty.
  fileprivate func range(of wanted: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      let rest = self[start...]
      if rest.hasPrefix(wanted) {
        return start..<index(start, offsetBy: wanted.count)
      }
      start = index(after: start)
    }
    return nil
  }
}
