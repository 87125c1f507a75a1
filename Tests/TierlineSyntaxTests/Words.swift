// The words of a sentence, and which terminal of the grammar each can be.
//
// This is all that `grammar/README.md` says beside the productions: where a keyword is a name, that a
// number takes its unit, that a row ends with its line.

import TierlineSyntax

struct Words {
  /// What a production's reference to a token asks for.
  enum Terminal: Hashable {
    /// A sign, or a word of a keyword.
    case literal(String)
    /// A name where one is due.
    case name
    /// A name in an expression.
    case value
    /// A name in the place of a type.
    case typeName
    /// A currency code, or a plain word in its place.
    case currency
    case number, percent, date, text, textHead, textMiddle, textTail, gluedDot
    case multiplier, unit
    case endOfLine
    case nothing

    /// nil for productions that are no tokens.
    init?(_ name: String, in production: String) {
      switch name {
      case "NAME":
        switch production {
        case "nameExpression": self = .value
        case "namedType": self = .typeName
        default: self = .name
        }
      case "CURRENCY": self = .currency
      case "NUMBER": self = .number
      case "PERCENT": self = .percent
      case "DATE": self = .date
      case "TEXT": self = .text
      case "TEXT_HEAD": self = .textHead
      case "TEXT_MIDDLE": self = .textMiddle
      case "TEXT_TAIL": self = .textTail
      case "GLUED_DOT": self = .gluedDot
      case "MULTIPLIER": self = .multiplier
      case "unit": self = .unit
      case "EOL": self = .endOfLine
      default: return nil
      }
    }
  }

  private enum Kind {
    case word, quotedName, number, percent, date, text, textHead, textMiddle, textTail, sign
  }

  private static let gluedDot = "\u{1}."
  private static let endOfLine = "\n"

  private var words: [String] = []
  private var kinds: [Kind] = []
  /// Words that the number before them takes.
  private var multipliers: Set<Int> = []
  private var units: Set<Int> = []
  /// The first word of each line that has a bar, from its first bar on.
  private var rowStarts: Set<Int> = []

  var count: Int { words.count }

  /// Words as the generator makes them: a break of the line is a word of its own.
  init(_ sentence: [String]) {
    var lines: [[String]] = [[]]
    for word in sentence {
      if word.unicodeScalars.contains("\n") {
        lines.append([])
      } else {
        lines[lines.count - 1].append(word)
      }
    }
    for line in lines {
      let bar = line.firstIndex { $0 == "|" || $0 == "||" }
      if let bar { rowStarts.insert(words.count + bar) }
      words += line
      let lastBar = line.lastIndex { $0 == "|" || $0 == "||" }
      if let lastBar, !line[lastBar...].contains("}") { words.append(Self.endOfLine) }
    }
    kinds = words.map(Self.kind)
    findUnits()
  }

  private static func kind(_ word: String) -> Kind {
    guard let first = word.unicodeScalars.first else { return .sign }
    let closes = word.count > 1 && ["\"", "”", "“", "＂"].contains(word.last)
    switch first {
    case "`": return .quotedName
    case "\"", "“", "”", "＂": return closes ? .text : .textHead
    case "}" where word.count > 1: return closes ? .textTail : .textMiddle
    case "0"..."9", "０"..."９":
      if word.filter({ $0 == "-" || $0 == "－" }).count == 2 { return .date }
      return word.last == "%" || word.last == "％" ? .percent : .number
    default: return first == "_" || first.properties.isXIDStart ? .word : .sign
    }
  }

  // MARK: Units

  private static let unitWords: Set<String> = [
    "day", "days", "month", "months", "year", "years", "天", "个月", "年", "元",
  ]

  private mutating func findUnits() {
    for index in words.indices where kinds[index] == .number || kinds[index] == .percent {
      var next = index + 1
      if kinds[index] == .number, ["万", "亿", "万亿"].contains(word(next)), word(next + 1) != ":" {
        multipliers.insert(next)
        next += 1
      }
      let isUnit = Self.unitWords.contains(word(next)) || isCurrency(next)
      if isUnit, ![":", "(", "between"].contains(word(next + 1)) { units.insert(next) }
    }
  }

  private func word(_ index: Int) -> String { words.indices.contains(index) ? words[index] : "" }

  private func isCurrency(_ index: Int) -> Bool {
    let code = word(index)
    return code.utf8.count == 3 && code.utf8.allSatisfy { (65...90).contains($0) }
  }

  // MARK: Matching

  private static let keywords = Set(Keyword.allCases.flatMap { $0.englishWords + $0.chinese })
    .union(["万", "亿", "万亿", "元", "day", "month", "year"])

  private static let reserved = Set(
    Keyword.reserved.members.flatMap { $0.englishWords.count == 1 ? $0.spellings : $0.chinese })

  /// Whether a terminal takes no word here: the end of a row before the table's brace.
  func isEmpty(_ terminal: Terminal, at index: Int) -> Bool {
    terminal == .endOfLine && (index == count || words[index] == "}")
  }

  func match(_ terminal: Terminal, at index: Int) -> Bool {
    let text = words[index]
    let isTaken = multipliers.contains(index) || units.contains(index)
    switch terminal {
    case .multiplier: return multipliers.contains(index)
    case .unit: return units.contains(index)
    case .endOfLine: return text == Self.endOfLine
    case .gluedDot: return text == Self.gluedDot
    case .number: return kinds[index] == .number
    case .percent: return kinds[index] == .percent
    case .date: return kinds[index] == .date
    case .text: return kinds[index] == .text
    case .textHead: return kinds[index] == .textHead
    case .textMiddle: return kinds[index] == .textMiddle
    case .textTail: return kinds[index] == .textTail
    case .nothing: return false
    case .literal(let wanted):
      // A word before `:` is a name.
      return text == wanted && !isTaken && !(kinds[index] == .word && word(index + 1) == ":")
    case .name: return isName(index) && !isTaken
    case .typeName: return isName(index) && !isTaken && !Self.typeKeywords.contains(text)
    case .currency:
      return kinds[index] == .word && !Self.keywords.contains(text) && word(index + 1) != ":"
    case .value: return isName(index) && !isTaken && isValue(index)
    }
  }

  /// Words that begin a type of several words, so they are no type alone.
  private static let typeKeywords: Set<String> = ["money", "金额", "列表"]

  private func isName(_ index: Int) -> Bool {
    kinds[index] == .word || kinds[index] == .quotedName
  }

  /// Whether a name can stand for its value.
  private func isValue(_ index: Int) -> Bool {
    guard kinds[index] == .word else { return true }
    let text = words[index]
    if ["skip", "略过"].contains(text), ["then", "则"].contains(word(index - 1)),
      ["unknown", "若未知"].contains(word(index - 2))
    {
      return false
    }
    return !Self.reserved.contains(text) && word(index + 1) != "("
  }
}
