import Testing

@testable import TierlineCLI

@Suite("Presentation")
struct PresentationTests {
  @Test(
    "columns of text on a terminal",
    arguments: [
      ("abc", 3), ("逾期天数", 8), ("ｗｉｄｅ", 8), ("e\u{301}", 1), ("“a”", 3), ("한글", 4), ("𠮷", 2),
      ("a\u{200D}b", 2), ("", 0), ("🏦", 2), ("〇", 2), ("、", 2), ("·", 1),
    ])
  func width(text: String, columns: Int) {
    #expect(DisplayWidth.of(text) == columns)
    #expect(DisplayWidth.of(text.padded(to: 12)) == 12)
  }

  @Test(
    "the nearest word",
    arguments: [
      ("chek", "check"), ("EVAL", "eval"), ("hlep", "help"), ("iint", "init"),
    ])
  func nearName(word: String, nearest: String) {
    #expect(NearName.of(word, among: CommandName.allCases.map(\.rawValue)) == nearest)
  }

  @Test(
    "no word is near enough",
    arguments: ["", "xyzzy", "frobnicate", String(repeating: "a", count: 100_000)])
  func noNearName(word: String) {
    #expect(NearName.of(word, among: CommandName.allCases.map(\.rawValue)) == nil)
  }
}
