import Testing

@testable import TierlineRuntime

/// `like` by its definition: tries everything.
private func matchesByTrying(
  _ pattern: ArraySlice<Unicode.Scalar>, _ text: ArraySlice<Unicode.Scalar>
) -> Bool {
  guard let first = pattern.first else { return text.isEmpty }
  switch first {
  case "*":
    return matchesByTrying(pattern.dropFirst(), text)
      || (!text.isEmpty && matchesByTrying(pattern, text.dropFirst()))
  case "?":
    return !text.isEmpty && matchesByTrying(pattern.dropFirst(), text.dropFirst())
  case "\\":
    let literal = pattern.dropFirst().first ?? "\\"
    return text.first == literal && matchesByTrying(pattern.dropFirst(2), text.dropFirst())
  default:
    return text.first == first && matchesByTrying(pattern.dropFirst(), text.dropFirst())
  }
}

@Suite struct ValuesTextTests {
  @Test(arguments: [
    ("*-2026-??", "INV-2026-07", true), ("*-2026-??", "INV-2026-7", false), ("", "", true),
    ("", "a", false), ("*", "", true), ("?", "", false), ("?", "客", true), ("??", "客", false),
    ("客*户", "客户", true), ("\\*", "*", true), ("\\*", "a", false), ("\\?", "?", true),
    ("\\\\", "\\", true), ("a\\", "a\\", true), ("a\\", "a", false), ("A", "a", false),
    ("?", "e\u{301}", false), ("??", "e\u{301}", true), ("?", "👍🏽", false), ("*?*", "", false),
  ])
  func patterns(pattern: String, text: String, matches: Bool) {
    #expect(TextPattern(Text(pattern)).matches(Text(text)) == matches)
  }

  @Test func patternsAgreeWithTheirDefinition() {
    var random = SeededGenerator(seed: 7)
    let patternAlphabet = Array("ab*?\\客".unicodeScalars)
    let textAlphabet = Array("ab*客".unicodeScalars)
    func pick(_ alphabet: [Unicode.Scalar], _ count: Int) -> [Unicode.Scalar] {
      (0..<count).map { _ in alphabet[Int.random(in: alphabet.indices, using: &random)] }
    }
    for _ in 0..<5_000 {
      let pattern = pick(patternAlphabet, Int.random(in: 0...7, using: &random))
      let text = pick(textAlphabet, Int.random(in: 0...8, using: &random))
      var (patternText, plainText) = (String.UnicodeScalarView(), String.UnicodeScalarView())
      patternText.append(contentsOf: pattern)
      plainText.append(contentsOf: text)
      #expect(
        TextPattern(Text(String(patternText))).matches(Text(String(plainText)))
          == matchesByTrying(pattern[...], text[...]),
        "\(String(patternText)) on \(String(plainText))")
    }
  }

  /// More states than one word holds, and the pattern that ruins backtracking.
  @Test func longPatterns() {
    let many = String(repeating: "*a", count: 200)
    let text = String(repeating: "a", count: 20_000)
    #expect(TextPattern(Text(many)).matches(Text(text)))
    #expect(!TextPattern(Text(many + "b")).matches(Text(text)))
    #expect(!TextPattern(Text(many)).matches(Text(String(repeating: "a", count: 199))))
    let literal = String(repeating: "ab", count: 64)
    #expect(TextPattern(Text(literal)).matches(Text(literal)))
    #expect(!TextPattern(Text(literal)).matches(Text(literal + "a")))
    #expect(TextPattern(Text(literal + "*" + literal)).matches(Text(literal + "x" + literal)))
  }

  @Test func searchesByBytes() {
    var random = SeededGenerator(seed: 8)
    func word(_ count: Int) -> String {
      String((0..<count).map { _ in Bool.random(using: &random) ? "a" : "b" })
    }
    for _ in 0..<5_000 {
      let text = word(Int.random(in: 0...12, using: &random))
      let part = word(Int.random(in: 0...4, using: &random))
      let (bytes, sought) = (Array(text.utf8), Array(part.utf8))
      let isThere = (0...max(0, bytes.count)).contains { bytes[$0...].starts(with: sought) }
      #expect(Text(text).contains(Text(part)) == isThere, "\(part) in \(text)")
      #expect(Text(text).hasPrefix(Text(part)) == bytes.starts(with: sought))
      #expect(Text(text).hasSuffix(Text(part)) == bytes.reversed().starts(with: sought.reversed()))
    }
    #expect(Text("风险客户").contains(Text("险客")))
    #expect(!Text("e\u{301}").contains(Text("\u{E9}")))
    #expect(Text("e\u{301}").hasPrefix(Text("e")))
  }

  @Test func functions() {
    #expect(Text("客e\u{301}👍🏽").length == 5)
    #expect(Text("aZé客1").uppercasedASCII == Text("AZé客1"))
    #expect(Text("aZÉ客1").lowercasedASCII == Text("azÉ客1"))
    #expect(Text(" \u{3000}\t\r\n a b\u{3000}\r\n").trimmed == Text("a b"))
    #expect(Text(" \r\n").trimmed == Text(""))
    #expect(Text("\u{A0}a").trimmed == Text("\u{A0}a"))
    #expect(Text("e\u{301}") != Text("\u{E9}"))
    #expect(Set([Text("e\u{301}"), Text("\u{E9}")]).count == 2)
  }

  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      String(repeating: "a", count: 100_000),
      "6d1cf22d7cc09b085dfc25ee1a1f3ae0265804c607bc2074ad253bcc82fd81ee"
    ),
  ])
  func digests(text: String, digest: String) {
    var whole = SHA256()
    whole.update(Array(text.utf8))
    #expect(whole.hexDigest() == digest)
    var pieces = SHA256()
    var rest = Array(text.utf8)[...]
    var size = 1
    while !rest.isEmpty {
      pieces.update(Array(rest.prefix(size)))
      rest = rest.dropFirst(size)
      size = size % 129 + 1
    }
    #expect(pieces.hexDigest() == digest)
  }

  @Test func currencies() {
    #expect(Currency(code: "CNY")?.places == 2)
    #expect(Currency(code: "JPY")?.places == 0)
    #expect(Currency(code: "KWD")?.places == 3)
    #expect(Currency(code: "CLF")?.places == 4)
    #expect(Currency(code: "XTS") == nil)
    #expect(Currency(code: "cny") == nil)
    #expect(Currency.codes.count == Set(Currency.codes).count)
    #expect(Currency.codes.allSatisfy { $0.utf8.count == 3 })
  }
}
