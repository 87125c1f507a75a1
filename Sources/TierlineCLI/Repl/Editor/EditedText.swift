// The text that is being edited, with its cursor.
//
// It is held as characters as a reader counts them: a letter with its combining marks is one, and
// the cursor never stands inside. Lines end in `\n`.

/// A text and a place in it.
struct EditedText: Equatable, Sendable {
  private(set) var characters: [Character]
  /// Between 0 and the number of characters.
  private(set) var cursor: Int

  init(_ text: String = "", cursor: Int? = nil) {
    characters = Array(text)
    self.cursor = min(max(0, cursor ?? .max), characters.count)
  }

  var text: String { String(characters) }
  var textBefore: String { String(characters[..<cursor]) }
  var isEmpty: Bool { characters.isEmpty }
  var isAtEnd: Bool { cursor == characters.count }

  // MARK: Changing

  mutating func insert(_ text: String) {
    let head = String(characters[..<cursor]) + text
    // A combining mark joins the character before it, so all is counted anew.
    characters = Array(head + String(characters[cursor...]))
    cursor = min(head.count, characters.count)
  }

  /// Removes a stretch; the cursor ends where it was.
  ///
  /// - Returns: What was removed.
  @discardableResult
  mutating func remove(_ range: Range<Int>) -> String {
    let range = range.clamped(to: 0..<characters.count)
    let removed = String(characters[range])
    let head = String(characters[..<range.lowerBound])
    characters = Array(head + String(characters[range.upperBound...]))
    cursor = min(range.lowerBound, characters.count)
    return removed
  }

  /// Puts a text in the place of a stretch, the cursor behind it.
  mutating func replace(_ range: Range<Int>, with text: String) {
    remove(range)
    insert(text)
  }

  /// Exchanges the characters around the cursor and goes on; at the end of a line the last two.
  mutating func transpose() {
    let line = lineStart..<lineEnd
    guard line.count > 1, cursor > line.lowerBound else { return }
    let right = min(cursor, line.upperBound - 1)
    replace((right - 1)..<(right + 1), with: String([characters[right], characters[right - 1]]))
  }

  // MARK: Moving

  mutating func move(to place: Int) { cursor = min(max(0, place), characters.count) }

  /// Where the line of the cursor begins and ends.
  var lineStart: Int { (characters[..<cursor].lastIndex(of: "\n") ?? -1) + 1 }
  var lineEnd: Int { characters[cursor...].firstIndex(of: "\n") ?? characters.count }

  private func isWord(_ index: Int) -> Bool {
    let character = characters[index]
    return character.isLetter || character.isNumber || character == "_"
  }

  /// Behind the word that goes on or follows.
  var wordEnd: Int {
    var place = cursor
    while place < characters.count, !isWord(place) { place += 1 }
    while place < characters.count, isWord(place) { place += 1 }
    return place
  }

  /// At the beginning of the word that the cursor is in or behind.
  var wordStart: Int {
    var place = cursor
    while place > 0, !isWord(place - 1) { place -= 1 }
    while place > 0, isWord(place - 1) { place -= 1 }
    return place
  }

  /// As `wordStart`, words being all between blanks.
  var blankedWordStart: Int {
    var place = cursor
    while place > 0, characters[place - 1].isWhitespace { place -= 1 }
    while place > 0, !characters[place - 1].isWhitespace { place -= 1 }
    return place
  }

  /// Goes to the line above, as far from its start; false on the first.
  mutating func moveUp() -> Bool {
    let start = lineStart
    guard start > 0 else { return false }
    let column = DisplayWidth.of(String(characters[start..<cursor]))
    cursor = start - 1
    cursor = place(column: column, from: lineStart, to: start - 1)
    return true
  }

  /// Goes to the line below; false on the last.
  mutating func moveDown() -> Bool {
    let end = lineEnd
    guard end < characters.count else { return false }
    let column = DisplayWidth.of(String(characters[lineStart..<cursor]))
    cursor = end + 1
    cursor = place(column: column, from: end + 1, to: lineEnd)
    return true
  }

  private func place(column: Int, from start: Int, to end: Int) -> Int {
    var (place, width) = (start, 0)
    while place < end {
      width += DisplayWidth.of(String(characters[place]))
      if width > column { break }
      place += 1
    }
    return place
  }
}
