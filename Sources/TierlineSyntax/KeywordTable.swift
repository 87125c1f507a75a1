// Which words are (part of) keywords.
//
// Every word of every keyword phrase has one entry; a Chinese spelling that stands for a single
// English word of no other use shares that word's entry, so the parser asks one question for both
// languages. A phrase is packed into 32 bits, a byte a word. The table is built once, from
// `Keyword`, which stays the only list; each run pays for that, so the words stand in a table made
// for them and not in a dictionary.

/// The UTF-8 bytes of a word of at most 16 bytes, as a key: no vocabulary word is longer.
struct WordKey: Equatable, Sendable {
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

  /// Where a table looks for the word first; a longer word only has to be unequal to all short ones,
  /// which its count makes it.
  fileprivate var hash: Int {
    let mixed = (low ^ high &* 0x9E37_79B9_7F4A_7C15) &* 0xD6E8_FEB8_6659_FD93
    return Int(truncatingIfNeeded: mixed >> 32)
  }
}

extension WordKey: ExpressibleByStringLiteral {
  init(stringLiteral word: String) { self.init(word) }
}

/// A small number for each of some words; 0 for any other word.
struct WordTable: Sendable {
  /// Twice as many slots as there are words, some 260; a power of two.
  private static let slotCount = 512
  private var keys = ContiguousArray(repeating: WordKey(), count: slotCount)
  private var values = ContiguousArray<UInt8>(repeating: 0, count: slotCount)

  /// INVARIANT: fewer words are entered than there are slots, so that a search ends; a test counts them.
  subscript(word: WordKey) -> UInt8 {
    get { values[slot(of: word)] }
    set {
      let slot = slot(of: word)
      keys[slot] = word
      values[slot] = newValue
    }
  }

  /// The words with their numbers, in no order.
  var words: [(word: WordKey, number: UInt8)] {
    zip(keys, values).filter { $1 != 0 }.map { (word: $0, number: $1) }
  }

  /// The slot with the word, or the one that it would take.
  private func slot(of word: WordKey) -> Int {
    var slot = word.hash & (Self.slotCount - 1)
    while values[slot] != 0, keys[slot] != word { slot = (slot + 1) & (Self.slotCount - 1) }
    return slot
  }
}

/// The vocabulary and the keyword phrases made of it.
struct KeywordTable: Sendable {
  static let shared = KeywordTable()

  /// Every word's entry.
  private(set) var entries = WordTable()
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
    enterWords()
    enterRoles()
    between = entry("between")
  }

  // MARK: Asking

  /// The entry of a word; `.none` for a plain name.
  func entry(_ word: some StringProtocol) -> Vocabulary { entry(WordKey(word)) }

  /// The entry of a word; `.none` for a plain name.
  func entry(_ word: WordKey) -> Vocabulary { Vocabulary(rawValue: entries[word]) }

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

  /// How many entries are in use.
  ///
  /// INVARIANT: the keywords need fewer than 250; a test counts them.
  var entryCount: Int { Int(nextEntry) }

  private mutating func enterWords() {
    entries["万"] = Vocabulary.tenThousand.rawValue
    entries["亿"] = Vocabulary.hundredMillion.rawValue
    entries["万亿"] = Vocabulary.trillion.rawValue
    entries["元"] = Vocabulary.yuan.rawValue
    var english: ContiguousArray<UInt32> = []
    var chinese: ContiguousArray<[String]> = []
    var uses = WordTable()
    // English first: a Chinese word may share the entry of any of them.
    for keyword in Keyword.allCases {
      english.append(enterPhrase(keyword.english))
      chinese.append(keyword.chinese)
      for word in chinese[chinese.count - 1] { uses[WordKey(word)] += 1 }
    }
    for (index, keyword) in Keyword.allCases.enumerated() {
      let start = phrases.count
      phraseStarts.append(start)
      // The only one that may have several words.
      phrases.append(english[index])
      let isOneWord = english[index] < 0x100 && !Self.ownEntry.contains(keyword)
      for word in chinese[index].map({ WordKey($0) }) {
        if isOneWord, uses[word] == 1, entries[word] == 0 { entries[word] = UInt8(english[index]) }
        let phrase = UInt32(enter(word))
        if !phrases[start...].contains(phrase) { phrases.append(phrase) }
      }
    }
    phraseStarts.append(phrases.count)
  }

  /// An English phrase of words with single spaces between, packed.
  private mutating func enterPhrase(_ phrase: String) -> UInt32 {
    var packed: UInt32 = 0
    var shift: UInt32 = 0
    var word = WordKey()
    for byte in phrase.utf8 {
      if byte == UInt8(ascii: " ") {
        packed |= UInt32(enter(word)) << shift
        shift += 8
        word = WordKey()
      } else {
        word.append(byte)
      }
    }
    return packed | UInt32(enter(word)) << shift
  }

  /// A word's entry, a new one if it has none.
  private mutating func enter(_ word: WordKey) -> UInt8 {
    let known = entries[word]
    guard known == 0 else { return known }
    defer { nextEntry = nextEntry &+ 1 }
    entries[word] = nextEntry
    return nextEntry
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
