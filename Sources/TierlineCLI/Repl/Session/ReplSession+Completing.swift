// What Tab offers: which words could stand at the cursor of an entry, with their types.
//
// Only what stands before the cursor counts. Commands and their arguments come first; elsewhere a
// word behind a dot is a member, behind a comparison a value of what is compared, and else a name or
// a keyword of either language. `Vocabulary` of the session stands in `SessionWords`.

import TierlineRuntime
import TierlineSource
import TierlineSyntax

extension ReplSession {
  /// The candidates at the cursor.
  func candidates(of edited: EditedText) -> Candidates {
    let before = Array(edited.characters[..<edited.cursor])
    let body = before.firstIndex { !$0.isWhitespace } ?? before.count
    guard body < before.count, before[body] == ":" || before[body] == "：" else {
      return expressionCandidates(before, from: 0)
    }
    let word = before[(body + 1)...].prefix { !$0.isWhitespace && $0 != "{" }
    guard word.endIndex < before.count else {
      return Candidates(start: body, matching: String([":"] + word), words.commands)
    }
    guard let command = ReplCommandName(rawValue: String(word)) else {
      return Candidates(start: edited.cursor, all: [])
    }
    let argument = before[word.endIndex...].firstIndex { !$0.isWhitespace } ?? before.count
    return argumentCandidates(of: command, before, from: argument)
  }

  private var words: SessionWords { SessionWords(self) }

  // MARK: Commands

  private func argumentCandidates(
    of command: ReplCommandName, _ before: [Character], from start: Int
  ) -> Candidates {
    let argument = String(before[start...])
    let whole = { (all: [Candidates.Candidate]) in
      Candidates(start: start, matching: argument, all)
    }
    switch command {
    case .load, .test, .write: return paths(argument, from: start, endings: [".tier"])
    case .data, .previous: return paths(argument, from: start, endings: [])
    case .customer: return whole(words.keys(beginningWith: argument))
    case .help: return whole(words.helpTopics)
    case .show: return whole(words.declarations)
    case .asOf:
      return whole([.init(text: "today", detail: text(Wording("the present day", zh: "当天")))])
    case .param:
      guard !argument.contains("=") else { return Candidates(start: before.count, all: []) }
      return whole(words.parameters)
    case .why: return last(before, from: start, words.decisions)
    case .whynot:
      let name = argument.prefix { !$0.isWhitespace }
      guard name.endIndex < argument.endIndex else { return whole(words.decisions) }
      return last(before, from: start, words.outcomes(of: String(name)))
    case .unset: return path(before, from: start)
    case .set:
      let isValue = argument.contains { $0 == "=" || $0 == "＝" }
      return isValue
        ? expressionCandidates(before, from: start) : path(before, from: start, tail: " = ")
    case .given: return recordCandidates(before, from: start)
    case .type: return expressionCandidates(before, from: start)
    case .reload, .next, .record, .undo, .decide, .quit, .save:
      return Candidates(start: before.count, all: [])
    }
  }

  /// Of the last word alone.
  private func last(
    _ before: [Character], from start: Int, _ all: [Candidates.Candidate]
  ) -> Candidates {
    let word = max(start, (before.lastIndex { $0.isWhitespace } ?? -1) + 1)
    return Candidates(start: word, matching: String(before[word...]), all)
  }

  /// A field, reached through records.
  private func path(_ before: [Character], from start: Int, tail: String = "") -> Candidates {
    let word = max(start, Self.wordStart(before))
    let owner = String(before[start..<word])
    let fields =
      owner.hasSuffix(".")
      ? words.members(of: String(owner.dropLast()), storedOnly: true) : words.fields
    return Candidates(
      start: word, matching: String(before[word...]),
      fields.map { Candidates.Candidate(text: $0.text, detail: $0.detail, tail: tail) })
  }

  // MARK: Paths

  /// The names in the folder that a path has reached; folders and files with an ending, if any.
  private func paths(_ path: String, from start: Int, endings: [String]) -> Candidates {
    let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let (folder, name) = (String(path[..<slash]), String(path[slash...]))
    let names = (try? session.files.names(in: folder.isEmpty ? "." : folder)) ?? []
    let all = names.compactMap { found -> Candidates.Candidate? in
      guard found.hasPrefix(name), !found.hasPrefix(".") || name.hasPrefix(".") else { return nil }
      switch session.files.kind(of: folder + found) {
      case .folder: return .init(text: found + "/", detail: "")
      case .file:
        let isFit = endings.isEmpty || endings.contains { found.hasSuffix($0) }
        return isFit ? .init(text: found, detail: "") : nil
      case .nothing: return nil
      }
    }
    return Candidates(start: start + folder.count, all: all)
  }

  // MARK: Expressions

  /// Where the word at the end begins; one in backticks begins with its first.
  private static func wordStart(_ before: [Character]) -> Int {
    let line = (before.lastIndex(of: "\n") ?? -1) + 1
    let ticks = before[line...].indices.filter { before[$0] == "`" }
    if ticks.count % 2 == 1, let last = ticks.last { return last }
    var start = before.count
    while start > 0,
      before[start - 1].isLetter || before[start - 1].isNumber || before[start - 1] == "_"
    {
      start -= 1
    }
    return start
  }

  private func expressionCandidates(_ before: [Character], from start: Int) -> Candidates {
    let quote = Self.openQuote(before[start...])
    let word = quote ?? max(start, Self.wordStart(before))
    let typed = String(before[word...])
    let head = before[start..<word]
    if quote == nil, head.last == "." {
      let owner = Self.trailingPath(head.dropLast())
      let isGlued = !owner.isEmpty
      return Candidates(
        start: word, matching: typed,
        isGlued ? words.members(of: owner, storedOnly: false) : words.elementFields)
    }
    let values = Self.subject(of: head).map { words.values(of: $0) } ?? []
    if let quote {
      let last = head.trimmedTail.reversed().prefix { $0.isLetter }.reversed()
      if Self.beforePath.contains(String(last)) {
        return paths(String(before[(quote + 1)...]), from: quote + 1, endings: [])
      }
      return Candidates(start: word, matching: typed, values)
    }
    let own = Candidates(start: word, matching: typed, values)
    if !own.all.isEmpty { return own }
    // Without a letter there is nothing to go by: names alone, not the whole language.
    return Candidates(start: word, matching: typed, typed.isEmpty ? words.names : words.all)
  }

  /// Keywords behind which a text is a path.
  private static let beforePath: Set<String> = {
    let keywords: [Keyword] = [.use, .from, .given, .with, .previous]
    return Set(keywords.flatMap { $0.englishWords + $0.chinese })
  }()

  /// Where a text begins that is not closed; nil when there is none.
  private static func openQuote(_ before: ArraySlice<Character>) -> Int? {
    var open: Int?
    var isEscaped = false
    for (place, character) in zip(before.indices, before) {
      if isEscaped {
        isEscaped = false
      } else if character == "\\", open != nil {
        isEscaped = true
      } else if character == "\"" || character == "“" || character == "”" {
        open = open == nil ? place : nil
      } else if character == "\n" {
        open = nil
      }
    }
    return open
  }

  /// The name, with dots in it, that a text ends in; empty for none.
  private static func trailingPath(_ text: ArraySlice<Character>) -> String {
    var start = text.endIndex
    while start > text.startIndex {
      let character = text[start - 1]
      guard character.isLetter || character.isNumber || character == "_" || character == "." else {
        break
      }
      start -= 1
    }
    return String(text[start...])
  }

  private static let comparisons = [
    "!=", ">=", "<=", "=", "＝", "≠", ">", "<", ":", "：", "in", "属于",
  ]

  /// What the value that is due is compared with: `risk` of `risk =`, `kind` of `kind in ["a",`.
  private static func subject(of head: ArraySlice<Character>) -> String? {
    var text = head.trimmedTail
    if let bracket = text.lastIndex(of: "["), !text[bracket...].contains("]") {
      text = text[..<bracket].trimmedTail
    }
    guard
      let sign = comparisons.first(where: { text.suffix($0.count).elementsEqual($0) })
    else { return nil }
    text = text.dropLast(sign.count).trimmedTail
    for word in ["not", "不"] where text.suffix(word.count).elementsEqual(word) {
      text = text.dropLast(word.count).trimmedTail
    }
    let name = trailingPath(text)
    return name.isEmpty ? nil : name
  }

  /// In `{ field: value, … }`: fields of the record that is open, or values of the last field.
  private func recordCandidates(_ before: [Character], from start: Int) -> Candidates {
    guard start < before.count else {
      return Candidates(start: start, all: [.init(text: "{ ", detail: "")])
    }
    if Self.openQuote(before[start...]) != nil {
      return expressionCandidates(before, from: start)
    }
    let word = max(start, Self.wordStart(before))
    let (record, isValue) = words.openRecord(in: before[start..<word])
    guard !isValue else {
      return expressionCandidates(before, from: start)
    }
    let fields = words.fields(of: record, storedOnly: true).map { field in
      Candidates.Candidate(text: field.text, detail: field.detail, tail: ": ")
    }
    return Candidates(start: word, matching: String(before[word...]), fields)
  }
}

extension ArraySlice<Character> {
  fileprivate var trimmedTail: ArraySlice<Character> {
    var text = self
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }
}

extension Candidates {
  /// How many are offered at most.
  private static let countMax = 500

  /// Those that begin with what was typed; where none does, those that do in other letter cases.
  fileprivate init(start: Int, matching typed: String, _ all: [Candidate]) {
    var found = all.filter { $0.text.hasPrefix(typed) }
    if found.isEmpty {
      let lower = typed.lowercased()
      found = all.filter { $0.text.lowercased().hasPrefix(lower) }
    }
    var seen: Set<String> = []
    self.init(
      start: start,
      all: Array(found.filter { seen.insert($0.text).inserted }.prefix(Self.countMax)))
  }
}
