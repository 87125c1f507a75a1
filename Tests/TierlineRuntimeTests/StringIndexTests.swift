// Every kind of index that this processor runs against the reference, and the reference against
// what the header says.

import Support
import Testing
import TierlineBytes

@testable import TierlineRuntime

@Suite("String index")
struct StringIndexTests {
  /// The kinds that this processor runs; each test goes through all.
  static let kinds = [
    tierline_index_plain, tierline_index_neon, tierline_index_ssse3, tierline_index_avx2,
    tierline_index_avx512,
  ].filter { tierline_index_kinds() >> $0.rawValue & 1 == 1 }

  /// What an index says about a text.
  struct Answer: Equatable {
    var positions: [UInt32] = []
    /// After each call: the first bad block, and whether the text ends in a string or a character.
    var badFrom: [UInt64] = []
    var isInString: [Bool] = []
    var isInCharacter: [Bool] = []
  }

  /// The text in whole blocks, cut after each of `lengths` in turn; the last padded with spaces.
  static func calls(_ text: [UInt8], lengths: [Int]) -> [(base: UInt32, bytes: ArraySlice<UInt8>)] {
    let padded = text + [UInt8](repeating: 0x20, count: (64 - text.count % 64) % 64)
    var calls: [(UInt32, ArraySlice<UInt8>)] = []
    var start = 0
    while start < padded.count {
      let end = min(padded.count, start + lengths[calls.count % lengths.count])
      calls.append((UInt32(start), padded[start..<end]))
      start = end
    }
    return calls
  }

  static func reference(_ text: [UInt8], lengths: [Int]) -> Answer {
    var index = ReferenceIndex()
    var answer = Answer()
    for call in calls(text, lengths: lengths) {
      index.index(call.bytes, base: call.base)
      answer.badFrom.append(index.badFrom)
      answer.isInString.append(index.isInString)
      answer.isInCharacter.append(index.isInCharacter)
    }
    answer.positions = index.positions
    return answer
  }

  static func answer(by kind: tierline_index_kind, _ text: [UInt8], lengths: [Int]) -> Answer {
    var state = tierline_index_begin()
    var answer = Answer()
    for call in calls(text, lengths: lengths) {
      // The bytes get a place of their own, so that a read beyond them meets other bytes.
      let bytes = Array(call.bytes)
      var room = [UInt32](repeating: 0, count: bytes.count + 64)
      let count = unsafe tierline_index_by(kind, &state, bytes, bytes.count, call.base, &room)
      answer.positions += room.prefix(count)
      answer.badFrom.append(state.bad_from)
      answer.isInString.append(state.in_string)
      answer.isInCharacter.append(state.in_character)
    }
    return answer
  }

  static func expectSame(_ text: [UInt8], lengths: [Int] = [1 << 20]) {
    let expected = reference(text, lengths: lengths)
    for kind in kinds {
      let found = answer(by: kind, text, lengths: lengths)
      // Not `#expect(found == expected)`: a hundred thousand of these are made.
      if found != expected {
        Issue.record(
          "kind \(kind.rawValue), calls of \(lengths): \(found), not \(expected): \(text)")
      }
    }
  }

  @Test("the plain kind is always there, and NEON on every arm64")
  func someKinds() {
    #expect(Self.kinds.first == tierline_index_plain)
    #if arch(arm64)
      #expect(Self.kinds.contains(tierline_index_neon))
    #endif
  }

  @Test(
    "what has a position",
    arguments: [
      (#"{"a": [1, true]}"#, "\""),
      (#""a\n\\\"b" x"#, #"\ \ \ ""#),
      ("-12.5e3 nul\tx\r\n{", ""),
      (#""[:,]" "{}""#, "\" \""),
      (#"a"b"c"d""#, "\" \""),
      (#"\"a" x"#, ""),
      (#"\\"a\"" x"#, #"\ ""#),
      ("客户，\"a\"", "\""),
      ("", ""),
    ])
  func positions(text: String, expected: String) {
    let bytes = Array(text.utf8)
    let wanted = expected.split(separator: " ").compactMap { $0.unicodeScalars.first?.value }
    for kind in Self.kinds {
      let found = Self.answer(by: kind, bytes, lengths: [64]).positions
      #expect(found.map { UInt32(bytes[Int($0)]) } == wanted, "kind \(kind.rawValue)")
    }
    Self.expectSame(bytes)
  }

  @Test("the index that the reader uses is one of these, and goes on from call to call")
  func door() {
    var generator = SeededGenerator(seed: 1)
    let text = Self.jsonLike(length: 4096, using: &generator)
    var index = StringIndex()
    var found: [UInt32] = []
    for call in Self.calls(text, lengths: [128, 64, 512]) {
      let bytes = Array(call.bytes)
      var room = [UInt32](repeating: 0, count: bytes.count + 64)
      let count = unsafe index.index(bytes, count: bytes.count, base: call.base, into: &room)
      found += room.prefix(count)
    }
    var reference = ReferenceIndex()
    reference.index(text[...], base: 0)
    #expect(found == reference.positions)
    #expect(index.badFrom == reference.badFrom)
    #expect(index.isInString == reference.isInString)
    #expect(index.isInCharacter == reference.isInCharacter)
  }
}

// MARK: - Texts by the thousand

extension StringIndexTests {
  /// Pieces as they stand in records, in no order, some of them malformed.
  static func jsonLike(length: Int, using generator: inout SeededGenerator) -> [UInt8] {
    let pieces = [
      "{", "}", "[", "]", ":", ",", " ", "\t", "\r", "\n", "\"", "\"", "\"", "\"id\"", "\\", "\\\"",
      "\\\\", "\\u5ba2", "a", "true", "null", "-1.5e+3", "客户", "é", "🀄", "\u{7F}", "\u{80}",
      "\u{10FFFF}", "                ", "\"a longer text without anything in it\"",
    ].map { Array($0.utf8) }
    let rare: [[UInt8]] = [
      [0x00], [0x1F], [0x0C], [0x1A], [0x80], [0xC0, 0xAF], [0xE5, 0xAE], [0xED, 0xA0, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xFF],
    ]
    // Most texts have nothing wrong for a while, so that `badFrom` is not always the first block.
    let rareness = Int.random(in: 20...2000, using: &generator)
    var text: [UInt8] = []
    while text.count < length {
      let isRare = Int.random(in: 0..<rareness, using: &generator) == 0
      text += (isRare ? rare : pieces).randomElement(using: &generator) ?? []
    }
    return Array(text.prefix(length))
  }

  static func lengths(using generator: inout SeededGenerator) -> [Int] {
    (0..<5).map { _ in 64 * Int.random(in: 1...64, using: &generator) }
  }

  @Test("pieces of records in any order", arguments: 0..<8)
  func pieces(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<60 {
      let length = Int.random(in: 0...6000, using: &generator)
      let text = Self.jsonLike(length: length, using: &generator)
      Self.expectSame(text)
      Self.expectSame(text, lengths: [64])
      Self.expectSame(text, lengths: Self.lengths(using: &generator))
    }
  }

  @Test("any bytes at all", arguments: 0..<8)
  func garbage(seed: UInt64) {
    var generator = SeededGenerator(seed: 100 + seed)
    for round in 0..<200 {
      let length = Int.random(in: 0...1500, using: &generator)
      // From all bytes down to a few, which then meet more often.
      let alphabet = (0..<[256, 40, 6, 3][round % 4]).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      let special: [UInt8] = [0x22, 0x5C, 0x7B, 0x20]
      let text = (0..<length).map { _ in
        (Bool.random(using: &generator) ? special : alphabet).randomElement(using: &generator) ?? 0
      }
      Self.expectSame(text, lengths: Self.lengths(using: &generator))
    }
  }

  @Test("runs of backslashes of every length, across blocks", arguments: [0, 1, 2, 3])
  func backslashes(kindOfStart: Int) {
    let start: [UInt8] = Array(["\"", "", "\"a", "x"][kindOfStart].utf8)
    for before in stride(from: 0, to: 70, by: 3) {
      for length in 0..<140 {
        let filler: UInt8 = kindOfStart < 2 && before % 2 == 1 ? 0x20 : 0x61
        let text =
          [UInt8](repeating: filler, count: before) + start
          + [UInt8](repeating: 0x5C, count: length) + Array("\"b\\\\\" : \"c\"".utf8)
        Self.expectSame(text, lengths: [64])
      }
    }
  }

  /// The bytes where the rules of UTF-8 change, with a neighbour on either side.
  static let edges: [UInt8] = [
    0x22, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED,
    0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF8, 0xFF,
  ]

  static func expectSameAcrossBlocks(_ sequence: [UInt8], places: some Sequence<Int>) {
    for place in places {
      var text = [UInt8](repeating: 0x61, count: 192)
      text.replaceSubrange(place..<place + sequence.count, with: sequence)
      expectSame(text)
      expectSame(text, lengths: [64])
    }
  }

  @Test("each two and three edge bytes of UTF-8 over a block's border", arguments: edges)
  func shortSequences(first: UInt8) {
    for second in Self.edges {
      Self.expectSameAcrossBlocks([first, second], places: 60...65)
      for third in Self.edges {
        Self.expectSameAcrossBlocks([first, second, third], places: 61...64)
      }
    }
  }

  @Test(
    "each four edge bytes of UTF-8 over a block's border",
    arguments: edges.filter { $0 >= 0xC0 })
  func longSequences(first: UInt8) {
    let later: [UInt8] = [0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC2, 0xE0, 0xF0, 0xF4]
    for second in later {
      for third in later {
        for fourth in later {
          let place = 61 + (Int(second) + Int(third) + Int(fourth)) % 4
          Self.expectSameAcrossBlocks([first, second, third, fourth], places: [place])
        }
      }
    }
  }

  @Test("edge characters at every place of a block, and cut off there")
  func everyPlace() {
    let sequences: [[UInt8]] = [
      [0xC2, 0x80], [0xDF, 0xBF], [0xC1, 0xBF], [0xE0, 0xA0, 0x80], [0xE0, 0x9F, 0xBF],
      [0xED, 0x9F, 0xBF], [0xED, 0xA0, 0x80], [0xEF, 0xBF, 0xBF], [0xF0, 0x90, 0x80, 0x80],
      [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80],
      [0xF5, 0x80, 0x80, 0x80],
    ]
    for sequence in sequences {
      for length in 1...sequence.count {
        Self.expectSameAcrossBlocks(Array(sequence.prefix(length)), places: 0...130)
        // Twice, so that a fault follows one that is known, and a character one that is cut.
        Self.expectSameAcrossBlocks(sequence.prefix(length) + sequence, places: 56...66)
      }
    }
  }

  @Test("a control byte is wrong inside a string only", arguments: UInt8(0)..<0x21)
  func controls(byte: UInt8) {
    for place in [0, 1, 62, 63, 64, 65, 127, 128] {
      let filler = [UInt8](repeating: 0x61, count: place)
      Self.expectSame([0x22] + filler + [byte] + filler + [0x22], lengths: [64])
      Self.expectSame(filler + [byte, 0x22] + filler + [0x22], lengths: [64])
      Self.expectSame([0x22] + filler + [0xE5, byte] + filler, lengths: [64])
      Self.expectSame([0x22] + filler + [byte, 0xE5, 0xAE] + filler, lengths: [64])
    }
  }

  @Test("positions count from the base")
  func base() {
    let text = Array("{\"a\":\"\u{1}\"}".utf8) + [UInt8](repeating: 0x20, count: 55)
    for kind in Self.kinds {
      var state = tierline_index_begin()
      var room = [UInt32](repeating: 0, count: 128)
      let count = unsafe tierline_index_by(kind, &state, text, 64, 4_000_000_000, &room)
      #expect(room.prefix(count).map { $0 &- 4_000_000_000 } == [3, 7])
      #expect(state.bad_from == 4_000_000_000)
    }
  }
}
