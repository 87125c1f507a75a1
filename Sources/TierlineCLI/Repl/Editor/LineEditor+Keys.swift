// What each key does: the only place where that is said.

extension LineEditor {
  mutating func edit(_ key: Key, _ candidates: (EditedText) -> Candidates) -> Event {
    switch key {
    case .text(let typed): type(typed)
    case .paste(let pasted): change { $0.insert(pasted) }
    case .enter: return enter()
    case .metaEnter: newLine()
    case .tab: return complete(candidates(text))
    case .backspace: return remove(text.cursor - 1..<text.cursor)
    case .delete: return remove(text.cursor..<text.cursor + 1)
    case .left: text.move(to: text.cursor - 1)
    case .right: text.move(to: text.cursor + 1)
    case .up: return goUp()
    case .down: return goDown()
    case .home: text.move(to: text.lineStart)
    case .end: text.move(to: text.lineEnd)
    case .wordLeft: text.move(to: text.wordStart)
    case .wordRight: text.move(to: text.wordEnd)
    case .pageUp: return recall(by: -1)
    case .pageDown: return recall(by: 1)
    case .metaBackspace: return kill(text.wordStart..<text.cursor)
    case .control(let letter): return control(letter)
    case .meta(let character): return meta(character)
    case .backTab, .escape, .unknown: break
    }
    return .none
  }

  private mutating func control(_ letter: Character) -> Event {
    switch letter {
    case "a": text.move(to: text.lineStart)
    case "b": text.move(to: text.cursor - 1)
    case "c": return .drop
    case "d": return text.isEmpty ? .leave : remove(text.cursor..<text.cursor + 1)
    case "e": text.move(to: text.lineEnd)
    case "f": text.move(to: text.cursor + 1)
    case "k":
      let end = text.lineEnd
      return kill(text.cursor..<(end == text.cursor ? min(end + 1, text.characters.count) : end))
    case "l": return .clearScreen
    case "n": return goDown()
    case "p": return goUp()
    case "r": beginSearch(.back)
    case "s": beginSearch(.forth)
    case "t": change { $0.transpose() }
    case "u": return kill(text.lineStart..<text.cursor)
    case "w": return kill(text.blankedWordStart..<text.cursor)
    case "y": return yank()
    case "z": return .suspend
    case "_": return undo()
    default: return .ring
    }
    return .none
  }

  private mutating func meta(_ character: Character) -> Event {
    switch character {
    case "b", "B": text.move(to: text.wordStart)
    case "f", "F": text.move(to: text.wordEnd)
    case "d", "D": return kill(text.cursor..<text.wordEnd)
    case "y", "Y": return yankOlder()
    case "u", "U": rewriteWord { $0.uppercased() }
    case "l", "L": rewriteWord { $0.lowercased() }
    case "c", "C": rewriteWord { $0.prefix(1).uppercased() + $0.dropFirst().lowercased() }
    case "<": if !history.entries.isEmpty { recall(0) }
    case ">": recall(history.entries.count)
    default: return .ring
    }
    return .none
  }

  // MARK: Typing

  private static let closing: Set<String> = ["}", "]", ")", "｝", "］", "）", "】"]

  private mutating func type(_ typed: String) {
    change(.typed) { text in
      // A closing bracket at the beginning of a line stands under what it closes.
      let line = text.characters[text.lineStart..<text.cursor]
      if Self.closing.contains(typed), line.count >= 2, line.allSatisfy({ $0 == " " }) {
        text.remove((text.cursor - 2)..<text.cursor)
      }
      text.insert(typed)
    }
  }

  private mutating func remove(_ range: Range<Int>) -> Event {
    guard range.lowerBound >= 0, range.upperBound <= text.characters.count else { return .ring }
    change { $0.remove(range) }
    return .none
  }

  private mutating func rewriteWord(_ rewrite: (String) -> String) {
    let range = text.cursor..<text.wordEnd
    let word = String(text.characters[range])
    let letters = word.drop { !$0.isLetter }
    let rewritten = word.prefix(word.count - letters.count) + rewrite(String(letters))
    change { $0.replace(range, with: String(rewritten)) }
  }

  // MARK: Lines

  /// Hands over what is whole; what is not goes on in a new line.
  private mutating func enter() -> Event {
    let open = OpenText(entry: text.text)
    // Behind a quote that nothing closes, a blank line ends the entry, as in a script.
    let isGivenUp =
      open.isInQuotes && text.isAtEnd && text.lineStart > 0
      && text.characters[text.lineStart...].allSatisfy(\.isWhitespace)
    guard open.isComplete || isGivenUp else {
      newLine()
      return .none
    }
    return submit()
  }

  /// A line break, and two blanks for each bracket that is open.
  private mutating func newLine() {
    let depth = min(OpenText(text.textBefore).brackets, 20)
    change { $0.insert("\n" + String(repeating: "  ", count: depth)) }
  }

  private mutating func goUp() -> Event { text.moveUp() ? .none : recall(by: -1) }

  private mutating func goDown() -> Event { text.moveDown() ? .none : recall(by: 1) }

  // MARK: Completing

  private mutating func complete(_ candidates: Candidates) -> Event {
    guard let first = candidates.all.first else { return .ring }
    let word = candidates.start..<text.cursor
    guard candidates.all.count > 1 else {
      change { $0.replace(word, with: first.text + first.tail) }
      return .none
    }
    let prefix = candidates.commonPrefix
    if prefix.count >= word.count, prefix != String(text.characters[word]) {
      change { $0.replace(word, with: prefix) }
    }
    menu = CompletionMenu(candidates: candidates, original: text)
    return .none
  }

  /// Whether a key was for the menu.
  enum Choice { case done, other }

  mutating func choosing(_ key: Key, _ menu: CompletionMenu) -> Choice {
    var menu = menu
    switch key {
    case .tab: menu.step(by: 1)
    case .backTab: menu.step(by: -1)
    case .down where menu.selected != nil: menu.step(by: 1)
    case .up where menu.selected != nil: menu.step(by: -1)
    case .enter where menu.selected != nil:
      self.menu = nil
      return .done
    case .escape, .control("g"):
      text = menu.original
      self.menu = nil
      return .done
    case .text, .paste, .enter, .backspace, .delete, .up, .down, .left, .right, .home, .end,
      .pageUp, .pageDown, .wordLeft, .wordRight, .control, .meta, .metaEnter, .metaBackspace,
      .unknown:
      return .other
    }
    guard let selected = menu.selected else { return .other }
    let original = menu.original
    change { text in
      text = original
      text.replace(
        menu.candidates.start..<original.cursor,
        with: menu.candidates.all[selected].text)
    }
    self.menu = menu
    return .done
  }
}
