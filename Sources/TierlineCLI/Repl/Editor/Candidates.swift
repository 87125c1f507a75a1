/// What could stand at the cursor.
struct Candidates: Equatable, Sendable {
  /// Where the word begins that a candidate replaces, up to the cursor; counted in characters.
  var start: Int
  var all: [Candidate]

  struct Candidate: Hashable, Sendable {
    var text: String
    /// Its type, or what it does.
    var detail: String
    /// What follows it once it is chosen: a blank, a parenthesis.
    var tail = ""
  }

  /// What all candidates begin with.
  var commonPrefix: String {
    guard var prefix = all.first?.text[...] else { return "" }
    for candidate in all.dropFirst() {
      while !candidate.text.hasPrefix(prefix) { prefix.removeLast() }
    }
    return String(prefix)
  }
}

/// The candidates on show below the text.
struct CompletionMenu: Equatable, Sendable {
  let candidates: Candidates
  /// The text before anything was chosen.
  let original: EditedText
  /// Which candidate stands in the text; nil for none yet.
  var selected: Int?

  /// Goes on to the next candidate, or back.
  mutating func step(by distance: Int) {
    let count = candidates.all.count
    let next = selected.map { $0 + distance } ?? (distance > 0 ? 0 : count - 1)
    selected = (next + count) % count
  }
}
