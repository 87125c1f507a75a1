// From bytes to keys, however the bytes are cut into pieces.

import Support
import Testing

@testable import TierlineCLI

@Suite("Keys")
struct KeyDecoderTests {
  private static let cases: [(String, [Key])] = [
    ("a", [.text("a")]),
    ("逾期é", [.text("逾期é")]),
    ("ab\rc", [.text("ab"), .enter, .text("c")]),
    ("\n\t\u{7F}\u{8}", [.enter, .tab, .backspace, .backspace]),
    ("\u{1}\u{5}\u{3}\u{1A}\u{1F}\u{0}", "aec z_@".compactMap { $0 == " " ? nil : .control($0) }),
    ("\u{1B}[A\u{1B}[B\u{1B}[C\u{1B}[D", [.up, .down, .right, .left]),
    ("\u{1B}OA\u{1B}OH\u{1B}OF", [.up, .home, .end]),
    ("\u{1B}[1;5C\u{1B}[1;3D\u{1B}[1;2C", [.wordRight, .wordLeft, .right]),
    ("\u{1B}[H\u{1B}[4~\u{1B}[3~\u{1B}[5~\u{1B}[6~", [.home, .end, .delete, .pageUp, .pageDown]),
    ("\u{1B}[Z\u{1B}b\u{1B}F", [.backTab, .meta("b"), .meta("F")]),
    ("\u{1B}\u{7F}\u{1B}\r", [.metaBackspace, .metaEnter]),
    ("\u{1B}\u{1B}[D", [.wordLeft]),
    ("\u{1B}逾", [.meta("逾")]),
    ("\u{1B}[?1;2c\u{1B}[15~x", [.unknown, .unknown, .text("x")]),
    ("\u{1B}[200~a\rb\u{1B}[A\r\nc\u{1B}[201~d", [.paste("a\nb\u{1B}[A\nc"), .text("d")]),
    ("\u{1B}[200~\u{1B}[201~", [.paste("")]),
  ]

  @Test("whole", arguments: cases.indices)
  func whole(index: Int) {
    let (text, keys) = Self.cases[index]
    var decoder = KeyDecoder()
    #expect(decoder.decode(Array(text.utf8)) == keys)
    #expect(!decoder.isWaiting)
  }

  @Test("byte by byte", arguments: cases.indices)
  func byByte(index: Int) {
    let (text, keys) = Self.cases[index]
    var decoder = KeyDecoder()
    let found = text.utf8.flatMap { decoder.decode([$0]) }
    #expect(Self.joined(found) == Self.joined(keys))
    #expect(!decoder.isWaiting)
  }

  /// Texts that follow each other as one.
  private static func joined(_ keys: [Key]) -> [Key] {
    keys.reduce(into: []) { joined, key in
      if case .text(let new) = key, case .text(let old)? = joined.last {
        joined[joined.count - 1] = .text(old + new)
      } else {
        joined.append(key)
      }
    }
  }

  @Test("an escape alone is a key once nothing follows")
  func escape() {
    var decoder = KeyDecoder()
    #expect(decoder.decode([0x1B]) == [])
    #expect(decoder.isWaiting)
    #expect(decoder.flush() == [.escape])
    #expect(decoder.decode(Array("\u{1B}[".utf8)) == [])
    #expect(decoder.flush() == [.meta("[")])
    #expect(!decoder.isWaiting)
  }

  @Test("a paste is not ended by waiting")
  func slowPaste() {
    var decoder = KeyDecoder()
    #expect(decoder.decode(Array("\u{1B}[200~ab".utf8)) == [])
    #expect(!decoder.isWaiting)
    #expect(decoder.flush() == [])
    #expect(decoder.decode(Array("c\u{1B}[20".utf8)) == [])
    #expect(decoder.decode(Array("1~".utf8)) == [.paste("abc")])
  }

  @Test("bytes that are no text become replacement characters, and no byte is held for ever")
  func noise() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<500 {
      var decoder = KeyDecoder()
      let bytes = (0..<40).map { _ in UInt8.random(in: 0...255, using: &generator) }
      _ = decoder.decode(bytes)
      _ = decoder.flush()
      #expect(!decoder.isWaiting)
    }
  }
}
