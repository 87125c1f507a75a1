// Whether an entry is whole: no bracket and no quote in it is open.
//
// It looks at brackets and quotes alone, as the lexer reads them, and reads on line by line, so that a
// long paste is read once.

import TierlineSource

/// What a text still lacks.
struct OpenText: Equatable {
  /// Braces, brackets and parentheses that nothing closes yet.
  private(set) var brackets = 0
  /// A quote that nothing closes.
  private(set) var isInQuotes = false
  /// A command that takes a path or a name is whole on its line.
  private var isOneLine = false
  private var isEscaped = false
  private var isComment = false
  /// Between backticks.
  private var isName = false
  /// Inside a text: the brackets that were open at each `{` of an operand in it.
  private var templates: [Int] = []

  var isComplete: Bool { brackets == 0 && !isInQuotes }

  init(_ text: String) { read(text) }

  /// Of an entry from its beginning.
  init(entry: String) {
    let first = entry.first { !$0.isWhitespace }
    if first == ":" || first == "：", case .command(let word, _) = ReplEntry(entry) {
      isOneLine = ReplCommandName(rawValue: word)?.takesExpression != true
    }
    read(entry)
  }

  /// Reads on behind a line break.
  mutating func add(line: some StringProtocol) {
    read("\n")
    read(line)
  }

  private mutating func read(_ text: some StringProtocol) {
    guard !isOneLine else { return }
    for character in text.unicodeScalars {
      if isComment {
        isComment = character != "\n"
      } else if isName {
        isName = character != "`" && character != "｀" && character != "\n"
      } else if isInQuotes {
        readQuoted(character)
      } else {
        readPlain(character)
      }
    }
  }

  private mutating func readQuoted(_ character: Unicode.Scalar) {
    guard !isEscaped else {
      isEscaped = false
      return
    }
    switch character {
    case "\\": isEscaped = true
    case "\"", "”", "“", "＂": isInQuotes = false
    case "{":
      templates.append(brackets)
      brackets += 1
      isInQuotes = false
    default: break
    }
  }

  private mutating func readPlain(_ character: Unicode.Scalar) {
    switch character {
    case "\"", "“", "”", "＂": isInQuotes = true
    case "#", "＃": isComment = true
    case "`", "｀": isName = true
    case "{", "[", "(", "｛", "［", "（", "【": brackets += 1
    case "}", "]", ")", "｝", "］", "）", "】":
      brackets = max(0, brackets - 1)
      if let outer = templates.last, brackets == outer, character == "}" {
        templates.removeLast()
        isInQuotes = true
      }
    default: break
    }
  }
}
