import Foundation
import Support
import Testing
import TierlineCLI

/// The shipped rulesets do what their READMEs say.
@Suite("Rulesets") struct RulesetTests {
  static let folder = MarkdownPage.root.appending(path: "rulesets")

  static let folders: [String] = {
    let path = folder.path(percentEncoded: false)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { !$0.contains(".") }.sorted()
  }()

  /// `tierline` with a ruleset's files named from `rulesets/`.
  private func run(_ arguments: String...) throws -> CommandLineRig.Outcome {
    let isPath = { (word: String) in word.contains("/") || Self.folders.contains(word) }
    let words = arguments.map { isPath($0) ? Self.path($0) : $0 }
    return try CommandLineRig().run(words + ["--lang", "en"])
  }

  private static func path(_ name: String) -> String {
    folder.appending(path: name).path(percentEncoded: false)
  }

  private func readMe(_ ruleset: String) throws -> String {
    try String(contentsOfFile: Self.path("\(ruleset)/README.md"), encoding: .utf8)
  }

  /// The cells of a README's table rows whose first cell fits.
  private func rows(of text: String, where fits: (String) -> Bool) -> [[String]] {
    text.split(separator: "\n").filter { $0.hasPrefix("|") }.map { line in
      line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }.filter { fits($0.first ?? "") }
  }

  @Test("nothing is found in any of them", arguments: folders)
  func check(ruleset: String) throws {
    let outcome = try run("check", "--strict", ruleset)
    #expect(outcome.code == .success, "\(outcome.output)\(outcome.errors)")
  }

  @Test("its tests pass, and reach every rule, condition and boundary", arguments: folders)
  func tests(ruleset: String) throws {
    let outcome = try run("test", ruleset, "--coverage-min", "100")
    #expect(outcome.code == .success, "\(outcome.output)\(outcome.errors)")
  }

  @Test("the catalogue names each of them", arguments: folders)
  func catalogue(ruleset: String) throws {
    let text = try String(contentsOfFile: Self.path("README.md"), encoding: .utf8)
    #expect(text.contains("](\(ruleset)/README.md)"))
  }

  @Test("what the catalogue points to is there")
  func pointers() throws {
    let text = try String(contentsOfFile: Self.path("README.md"), encoding: .utf8)
    let start = try #require(text.range(of: "## How do I …?"))
    let rows = rows(of: String(text[start.upperBound...])) { !$0.hasPrefix("-") }
    #expect(rows.count > 50)
    for row in rows where row.count == 2 && row[1] != "look at" {
      var ruleset: String?
      for match in row[1].matches(of: #/`[^`]+`|[\w-]+/#) {
        let word = row[1][match.range]
        if Self.folders.contains(String(word)) {
          ruleset = String(word)
        } else if word.hasPrefix("`"), let ruleset {
          let name = word.dropFirst().dropLast()
          let isThere = try Self.sources(of: ruleset).contains { file, text in
            file == name || text.contains(name)
          }
          #expect(isThere, "\(name) in \(ruleset)")
        }
      }
      #expect(ruleset != nil, "\(row[0])")
    }
  }

  /// The `.tier` files of a ruleset, by name.
  private static func sources(of ruleset: String) throws -> [(file: String, text: String)] {
    let names = try FileManager.default.contentsOfDirectory(atPath: path(ruleset))
    return try names.filter { $0.hasSuffix(".tier") }.map { name in
      (name, try String(contentsOfFile: path("\(ruleset)/\(name)"), encoding: .utf8))
    }
  }

  /// Those whose README shows a console.
  static let shown: [String] = folders.filter { ruleset in
    readMe(ruleset).blocks.contains { $0.kind == "console" }
  }

  private static func readMe(_ ruleset: String) -> MarkdownPage {
    MarkdownPage(name: "rulesets/\(ruleset)/README.md")
  }

  @Test("the consoles of its README show what happens", arguments: shown)
  func consoles(ruleset: String) throws {
    let page = Self.readMe(ruleset)
    let rig = try CommandLineRig()
    rig.variables = ["LANG": ruleset.hasSuffix("-zh") ? "zh_CN.UTF-8" : "en_US.UTF-8"]
    try page.verifyConsoles(in: rig) { word in
      word.hasPrefix("rulesets/") ? Self.path(String(word.dropFirst("rulesets/".count))) : word
    }
  }

  @Test("trade-credit decides 188 customers and refuses the lines of its README")
  func tradeCredit() throws {
    let outcome = try run(
      "eval", "trade-credit/trade-credit.tier", "trade-credit/portfolio.ndjson", "--as-of",
      "2026-01-01")
    #expect(outcome.code == .refused)
    #expect(outcome.output.split(separator: "\n").count == 188)
    let refused = outcome.errors.matches(of: #/portfolio\.ndjson:(\d+) /#).map { String($0.1) }
    #expect(refused.count == 12)
    let told = try rows(of: readMe("trade-credit")) { Int($0) != nil }.map { $0[0] }
    #expect(refused == told)
  }

  @Test("nine customers of trade-credit lost points since the review before")
  func previousReview() throws {
    let outcome = try run(
      "eval", "trade-credit/trade-credit.tier", "trade-credit/portfolio.ndjson", "--as-of",
      "2026-01-01", "--previous", "trade-credit/decisions-2025-10.ndjson")
    let worse = outcome.output.split(separator: "\n").filter { $0.contains("score_drop") }
    let names = worse.compactMap { $0.firstMatch(of: #/"id":"(\w+)"/#)?.1 }
    #expect(
      names == [
        "C0003", "C0059", "C0071", "C0088", "C0105", "C0122", "C0168", "C0173", "C0175",
      ])
  }

  @Test("the Chinese twin decides byte for byte the same")
  func twins() throws {
    let outputs = try ["trade-credit/trade-credit.tier", "trade-credit-zh/trade-credit-zh.tier"]
      .map { ruleset in
        try run("eval", ruleset, "trade-credit/portfolio.ndjson", "--as-of", "2026-01-01").output
      }
    #expect(outputs[0] == outputs[1])
  }

  /// A policy over the applicants of german-credit, and the table in its README that judges it.
  struct Scorecard: CustomStringConvertible, Sendable {
    var ruleset: String
    /// The decision whose values begin the table's rows.
    var decision: String
    /// The 0-based column of how many applicants there are; how many went bad stands behind it.
    var column: Int

    var description: String { ruleset }
  }

  @Test(
    "the scorecards sort good loans from bad as their READMEs say",
    arguments: [
      Scorecard(ruleset: "german-credit", decision: "risk_class", column: 1),
      Scorecard(ruleset: "application-scorecard", decision: "grade", column: 2),
    ])
  func badLoans(_ scorecard: Scorecard) throws {
    let name = scorecard.ruleset
    let data = "german-credit/german-credit.ndjson"
    let outcome = try run("eval", "\(name)/\(name).tier", data, "--as-of", "1994-11-17")
    #expect(outcome.code == .success)
    let applicants = try String(contentsOfFile: Self.path(data), encoding: .utf8)
      .split(separator: "\n")
    let decided = zip(applicants, outcome.output.split(separator: "\n")).map { (given: $0, is: $1) }
    #expect(decided.count == 1000)
    let rows = try rows(of: readMe(name)) { ["A", "B", "C", "D", "E"].contains($0) }
    #expect(rows.count >= 4)
    for row in rows {
      let members = decided.filter { $0.is.contains(#""\#(scorecard.decision)":"\#(row[0])""#) }
      let bad = members.count { $0.given.contains(#""default":true"#) }
      #expect(row[scorecard.column...].prefix(2) == ["\(members.count)", "\(bad)"], "\(row[0])")
    }
  }
}
