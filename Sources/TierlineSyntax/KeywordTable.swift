// Which words are (part of) keywords.
//
// Every word of every keyword phrase has one entry; a Chinese spelling that stands for a single
// English word of no other use shares that word's entry, so the parser asks one question for both
// languages. A phrase is packed into 32 bits, a byte a word. The table is built once, from
// `Keyword`, which stays the only list; it costs a program some 0.2 ms at its start.

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

  // A longer word only has to be unequal to all short ones, which its count makes it.
  func hash(into hasher: inout Hasher) {
    hasher.combine(high)
    hasher.combine(low)
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
  /// By entry: the keyword that the word spells alone, of several the first in `Keyword`.
  private(set) var alone: ContiguousArray<Keyword?>
  /// By entry: the kind of duration that the word is as a unit.
  private(set) var durations: ContiguousArray<Keyword?>
  /// By entry: whether the word can't be a name in an expression.
  private(set) var isReserved: ContiguousArray<Bool>
  /// By entry: whether the word goes on with an expression, or ends one inside a clause.
  private(set) var followsValue: ContiguousArray<Bool>

  private(set) var between = Vocabulary.none

  private var nextEntry: UInt8 = 5

  private init() {
    alone = ContiguousArray(repeating: nil, count: 256)
    durations = alone
    isReserved = ContiguousArray(repeating: false, count: 256)
    followsValue = isReserved
    entries.reserveCapacity(512)
    enterWords()
    enterRoles()
    between = entry("between")
  }

  // MARK: Asking

  /// The entry of a word; `.none` for a plain name.
  func entry(_ word: some StringProtocol) -> Vocabulary { entries[WordKey(word)] ?? .none }

  /// Where a keyword's phrases stand in `phrases`.
  func phraseRange(of keyword: Keyword) -> Range<Int> {
    let index = Int(keyword.rawValue)
    return phraseStarts[index]..<phraseStarts[index + 1]
  }

  /// Whether one word spells the keyword.
  func spells(_ entry: Vocabulary, _ keyword: Keyword) -> Bool {
    entry != .none && phrases[phraseRange(of: keyword)].contains(UInt32(entry.rawValue))
  }

  // MARK: Building

  /// Keywords whose Chinese spelling must not pass for the English word, which is a unit too.
  private static let ownEntry: EnumSet<Keyword> = [.day, .month, .year]

  /// Keywords that stand behind a value.
  private static let afterValue: [Keyword] = [
    .and, .or, .in, .notIn, .isMissing, .isPresent, .goesMissing, .startsWith, .endsWith,
    .contains, .like, .default, .then, .else, .where, .for, .because, .at, .by,
  ]

  /// Further spellings that are read, though never written.
  private static func lenient(_ keyword: Keyword) -> [String] {
    keyword == .roundHalfEvenTo ? ["四舍六入"] : []
  }

  /// INVARIANT: the keywords need fewer than 250 entries; a test counts them.
  private mutating func unusedEntry() -> Vocabulary {
    defer { nextEntry = nextEntry &+ 1 }
    return Vocabulary(rawValue: nextEntry)
  }

  /// How many entries are in use.
  var entryCount: Int { Int(nextEntry) }

  private mutating func enterWords() {
    entries[WordKey("万")] = .tenThousand
    entries[WordKey("亿")] = .hundredMillion
    entries[WordKey("万亿")] = .trillion
    entries[WordKey("元")] = .yuan
    var english: [[Vocabulary]] = []
    var chinese: [[WordKey]] = []
    var uses: [WordKey: Int] = [:]
    // English first: a Chinese word may share the entry of any of them.
    for keyword in Keyword.allCases {
      english.append(keyword.english.map { enter(WordKey($0)) })
      chinese.append((keyword.chinese + Self.lenient(keyword)).map { WordKey($0) })
      for word in chinese[chinese.count - 1] { uses[word, default: 0] += 1 }
    }
    for (index, keyword) in Keyword.allCases.enumerated() {
      var all = [Self.packed(english[index])]
      for word in chinese[index] {
        let shares =
          english[index].count == 1 && uses[word] == 1 && !Self.ownEntry.contains(keyword)
        if shares, entries[word] == nil { entries[word] = english[index][0] }
        let phrase = Self.packed([enter(word)])
        if !all.contains(phrase) { all.append(phrase) }
      }
      phraseStarts.append(phrases.count)
      phrases += all.sorted(by: >)
    }
    phraseStarts.append(phrases.count)
  }

  /// A word's entry, a new one if it has none.
  private mutating func enter(_ word: WordKey) -> Vocabulary {
    if let entry = entries[word] { return entry }
    let entry = unusedEntry()
    entries[word] = entry
    return entry
  }

  private static func packed(_ words: [Vocabulary]) -> UInt32 {
    words.reversed().reduce(0) { $0 << 8 | UInt32($1.rawValue) }
  }

  private mutating func enterRoles() {
    for keyword in Keyword.allCases {
      let isReservedKeyword = Keyword.reserved.contains(keyword)
      for phrase in phrases[phraseRange(of: keyword)] where phrase < 0x100 {
        let index = Int(phrase)
        if alone[index] == nil { alone[index] = keyword }
        if isReservedKeyword { isReserved[index] = true }
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
}
