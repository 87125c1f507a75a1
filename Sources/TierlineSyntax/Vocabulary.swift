// Which words are (part of) keywords.
//
// Every word of every keyword phrase has one entry; a Chinese spelling that stands for a single
// English word of no other use shares that word's entry, so the parser asks one question for both
// languages. A phrase is packed into 32 bits, a byte a word. The table is built once from
// `Keyword`, which stays the only list.

/// An entry of the vocabulary: one word of one keyword phrase, or a unit or multiplier.
package struct Vocabulary: Hashable, Sendable {
  package var rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// No entry: a plain name.
  package static let none = Vocabulary(rawValue: 0)
  /// `万`.
  static let tenThousand = Vocabulary(rawValue: 1)
  /// `亿`.
  static let hundredMillion = Vocabulary(rawValue: 2)
  /// `万亿`.
  static let trillion = Vocabulary(rawValue: 3)
  /// `元`.
  static let yuan = Vocabulary(rawValue: 4)

  /// `则60`: a Chinese keyword with digits behind it, which is a name unless the grammar asks for
  /// that keyword.
  static let beforeDigits = Vocabulary(rawValue: 255)

  /// Whether a word is a plain name, whatever the grammar asks for.
  var isPlain: Bool { self == .none || self == .beforeDigits }

  /// The power of ten that a multiplier stands for, 0 for any other word.
  var multiplierPower: Int {
    switch self {
    case .tenThousand: 4
    case .hundredMillion: 8
    case .trillion: 12
    default: 0
    }
  }
}

/// The UTF-8 bytes of a word of at most 16 bytes, as a key: no vocabulary word is longer.
struct WordKey: Hashable, Sendable {
  private var high: UInt64 = 0
  private var low: UInt64 = 0
  private(set) var count = 0

  /// The longest word that can be a key.
  static let countMax = 16

  init() {}

  init(_ word: some StringProtocol) {
    for byte in word.utf8 { append(byte) }
  }

  mutating func append(_ byte: UInt8) {
    high = high << 8 | low >> 56
    low = low << 8 | UInt64(byte)
    count += 1
  }
}

/// The vocabulary and the keyword phrases made of it.
struct KeywordTable: Sendable {
  static let shared = KeywordTable()

  /// Every word's entry.
  private(set) var entries: [WordKey: Vocabulary] = [:]
  /// The phrases of all keywords, a byte a word, the first lowest; longer phrases first.
  private(set) var phrases: ContiguousArray<UInt32> = []
  /// Where a keyword's phrases begin, by raw value; one more entry ends the last.
  private(set) var phraseStarts: ContiguousArray<Int> = []
  /// By entry: the keyword that the word spells alone, when there is one only.
  private(set) var alone: ContiguousArray<Keyword?>
  /// By entry: the kind of duration that the word is as a unit.
  private(set) var durations: ContiguousArray<Keyword?>

  /// By entry: whether the word can't be a name in an expression.
  private(set) var isReserved: ContiguousArray<Bool>
  /// By entry: whether the word goes on with an expression, or ends one inside a clause.
  private(set) var followsValue: ContiguousArray<Bool>

  private init() {
    alone = ContiguousArray(repeating: nil, count: 256)
    durations = alone
    isReserved = ContiguousArray(repeating: false, count: 256)
    followsValue = isReserved
    entries[WordKey("万")] = .tenThousand
    entries[WordKey("亿")] = .hundredMillion
    entries[WordKey("万亿")] = .trillion
    entries[WordKey("元")] = .yuan
    for keyword in Keyword.allCases { enterEnglish(keyword) }
    let spellings = Keyword.allCases.flatMap(\.chinese)
    let uses = Dictionary(grouping: spellings) { $0 }
    for keyword in Keyword.allCases {
      phraseStarts.append(phrases.count)
      let english = keyword.english.map { entries[WordKey($0)] ?? .none }
      var all = [english]
      for spelling in keyword.chinese + Self.lenient(keyword) {
        let isShared = english.count == 1 && uses[spelling]?.count == 1
        let entry =
          entries[WordKey(spelling)]
          ?? (isShared && !Self.ownEntry.contains(keyword) ? english[0] : unusedEntry())
        entries[WordKey(spelling)] = entry
        if !all.contains([entry]) { all.append([entry]) }
      }
      phrases += all.map(Self.packed).sorted(by: >)
    }
    phraseStarts.append(phrases.count)
    fillAlone()
    for keyword in Keyword.reserved {
      for phrase in phrases[phraseRange(of: keyword)] where phrase < 0x100 {
        isReserved[Int(phrase)] = true
      }
    }
    for keyword in Self.afterValue {
      for phrase in phrases[phraseRange(of: keyword)] { followsValue[Int(phrase & 0xFF)] = true }
    }
    followsValue[Int(Vocabulary.beforeDigits.rawValue)] = true
    for (word, keyword) in [
      ("days", Keyword.days), ("day", .days), ("months", .months), ("month", .months),
      ("years", .years), ("year", .years), ("天", .days), ("个月", .months), ("年", .years),
    ] {
      durations[Int(entry(word).rawValue)] = keyword
    }
  }

  /// Keywords whose Chinese spelling must not pass for the English word, which is a unit too.
  private static let ownEntry: Set<Keyword> = [.day, .month, .year]

  /// Keywords that stand behind a value.
  private static let afterValue: [Keyword] = [
    .and, .or, .in, .notIn, .isMissing, .isPresent, .goesMissing, .startsWith, .endsWith,
    .contains, .like, .default, .then, .else, .where, .for, .because, .at, .by,
  ]

  /// Further spellings that are read, though never written.
  private static func lenient(_ keyword: Keyword) -> [String] {
    keyword == .roundHalfEvenTo ? ["四舍六入"] : []
  }

  private static func packed(_ words: [Vocabulary]) -> UInt32 {
    words.reversed().reduce(0) { $0 << 8 | UInt32($1.rawValue) }
  }

  private var nextEntry: UInt8 = 5

  /// INVARIANT: the keywords need fewer than 250 entries; a test counts them.
  private mutating func unusedEntry() -> Vocabulary {
    defer { nextEntry = nextEntry &+ 1 }
    return Vocabulary(rawValue: nextEntry)
  }

  private mutating func enterEnglish(_ keyword: Keyword) {
    for word in keyword.english where entries[WordKey(word)] == nil {
      entries[WordKey(word)] = unusedEntry()
    }
  }

  private mutating func fillAlone() {
    for keyword in Keyword.allCases {
      for phrase in phrases[phraseRange(of: keyword)] where phrase < 0x100 {
        let index = Int(phrase)
        // The first in the table's order wins: `at` for 于 is asked for by name.
        if alone[index] == nil { alone[index] = keyword }
      }
    }
  }

  /// Where a keyword's phrases stand in `phrases`.
  func phraseRange(of keyword: Keyword) -> Range<Int> {
    let index = Int(keyword.rawValue)
    return phraseStarts[index]..<phraseStarts[index + 1]
  }

  /// The entry of a word; `.none` for a plain name.
  func entry(_ word: some StringProtocol) -> Vocabulary { entries[WordKey(word)] ?? .none }

  /// `between`.
  var between: Vocabulary { entry("between") }

  /// How many entries are in use.
  var entryCount: Int { Int(nextEntry) }
}
