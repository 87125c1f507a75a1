// Every spelling of every keyword appears in a golden case that is checked without a finding.

import Support
import Testing
import TierlineSource
import TierlineSyntax

@Suite struct KeywordCaseTests {
  @Test func everySpellingStandsInACleanCase() {
    var found: Set<String> = []
    for golden in Self.cleanCases {
      let text = golden.files.entry
      let file = SourceFile(path: golden.name, bytes: Array(text.utf8), base: 0)
      Self.collect(parse(file).tree.root, in: file, into: &found)
    }
    // `is` and `present` are no keywords of their own, only words of `is missing`, `is present`.
    for keyword in Keyword.allCases where keyword != .is && keyword != .present {
      // A phrase is tagged at its first word.
      for spelling in keyword.englishWords.prefix(1) + keyword.chinese {
        #expect(found.contains("\(keyword) \(spelling)"), "no case of `\(spelling)`: \(keyword)")
      }
    }
  }

  /// Cases of records that are decided, and those that are checked with nothing found.
  private static var cleanCases: [GoldenCase] {
    GoldenCase.all(in: "eval").filter { $0.expectation?.hasPrefix("{") == true }
      + GoldenCase.all(in: "check").filter { $0.expectation == "nothing\n" }
  }

  /// Notes each keyword with its spelling: `keyword word`.
  private static func collect(
    _ node: SyntaxNode, in file: SourceFile, into found: inout Set<String>
  ) {
    for token in node.ownTokens {
      guard let keyword = token.keyword else { continue }
      found.insert("\(keyword) \(file.text(of: token.span))")
    }
    for child in node.children { collect(child, in: file, into: &found) }
  }
}
