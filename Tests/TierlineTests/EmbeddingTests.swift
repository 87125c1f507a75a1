import Foundation
import Testing
import Tierline

@Suite("Embedding")
struct EmbeddingTests {
  @Test("the example of the documentation runs and says what it says")
  func example() throws {
    var printed: [String] = []
    func print(_ item: Any) { printed.append("\(item)") }

    // begin example
    let ruleset = try Ruleset(
      """
      ruleset "Small credit" version "1"
      input customer {
        id: text key
        annual_revenue: money CNY in >= 0
        overdue_days: integer in >= 0 default 0
      }
      tier risk: low < high {
        rule delinquent when overdue_days > 60 then high because "{overdue_days} days overdue"
        otherwise low
      }
      limit credit_limit: money CNY {
        start 15% * annual_revenue
        rule no_credit when risk = high then set to 0 CNY and stop because "no open credit"
      }
      """)

    let decisions = try ruleset.evaluate(
      #"{"id": "C1", "annual_revenue": 200000.50, "overdue_days": 75}"#)

    print(decisions.json)
    print(decisions["credit_limit"] == .number("0"))
    // end example

    #expect(
      printed == [#"{"id":"C1","risk":"high","credit_limit":0}"#, "true"])
  }

  @Test(
    "the documentation shows the example as it runs",
    arguments: ["README.md", "Sources/Tierline/Tierline.docc/Tierline.md"])
  func documentationShowsExample(path: String) throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let source = try String(contentsOf: URL(filePath: #filePath), encoding: .utf8)
    let begin = try #require(source.range(of: "// begin example\n"))
    let end = try #require(source.range(of: "\n    // end example"))
    let example = source[begin.upperBound..<end.lowerBound]
      .split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix("    ") ? $0.dropFirst(4) : $0 }.joined(separator: "\n")
    let page = try String(contentsOf: root.appending(path: path), encoding: .utf8)
    #expect(page.contains(example))
  }

  private static let policy = """
    ruleset "Dated" version "2"
    input customer { id: text key  grade: text in ["a", "b"]  name: text sensitive }
    parameter cap: money CNY { from 2024-01-01: 1 CNY }
    limit credit: money CNY { start cap }
    table terms(grade): { due: text, rate: number } {
      | "a" || "later" | 0.5 |
      | "b" || "now"   | 1   |
    }
    alerts warnings: low < high { rule always when id is present then high because "seen" }
    result letter: text optional = if grade = "a" then "A" else missing
    """

  @Test("values come back by name, with their kind")
  func values() throws {
    let ruleset = try Ruleset(Self.policy)
    #expect(ruleset.needsAsOf)
    #expect(ruleset.decisionNames == ["credit", "terms", "warnings", "letter"])
    #expect(ruleset.digest.hasPrefix("sha256:"))
    let decisions = try ruleset.evaluate(
      #"{"id":"1","grade":"b","name":"x"}"#, asOf: "2026-01-01")
    #expect(decisions["credit"] == .number("1"))
    #expect(decisions["terms"] == .columns(["due": .text("now"), "rate": .number("1")]))
    #expect(decisions["warnings"] == .alerts(["always"]))
    #expect(decisions["letter"] == .missing)
    #expect(decisions["other"] == nil)
    #expect(decisions.jsonWithReasons.contains(#""because":"seen""#))
    let explanation = try #require(decisions.explanation(of: "warnings"))
    #expect(explanation.hasPrefix(#"{"decision":"warnings","kind":"alerts""#))
    #expect(decisions.explanation(of: "other") == nil)
  }

  @Test("parameters replace those of the text")
  func parameters() throws {
    let ruleset = try Ruleset(Self.policy, parameters: ["cap": "7 CNY"])
    let decisions = try ruleset.evaluate(
      #"{"id":"1","grade":"a","name":"x"}"#, asOf: "2026-01-01")
    #expect(decisions["credit"] == .number("7"))
  }

  @Test("a ruleset at fault is an error with its findings")
  func faulty() {
    let error = #expect(throws: RulesetError.self) {
      try Ruleset("ruleset \"A\" version \"1\"\ninput c { id: text key }\nresult r = oops")
    }
    #expect(error?.findings.map(\.code) == ["T101"])
    #expect(error?.findings.first?.line == 3)
    #expect(error?.findings.first?.endColumn == 16)
    #expect(error?.description.hasPrefix("ruleset.tier:3:12: error: ") == true)
  }

  @Test("several files are asked for by their paths")
  func files() throws {
    let files = [
      "rules/main.tier": """
      ruleset "A" version "1"
      use "shared.tier"
      input c { id: text key }
      result r = bound > 1
      """,
      "rules/shared.tier": "parameter bound = 2",
    ]
    let ruleset = try Ruleset(entry: "rules/main.tier") { files[$0] }
    #expect(try ruleset.evaluate(#"{"id":"1"}"#)["r"] == .boolean(true))
  }

  @Test("what cannot be evaluated says why")
  func errors() throws {
    let ruleset = try Ruleset(Self.policy)
    let record = #"{"id":"1","grade":"a","name":"x"}"#
    #expect(throws: EvaluationError.dateNeeded) { try ruleset.evaluate(record) }
    #expect(throws: EvaluationError.noSuchDate("2026-02-30")) {
      try ruleset.evaluate(record, asOf: "2026-02-30")
    }
    #expect(throws: EvaluationError.dateTooEarly(parameter: "cap", first: "2024-01-01")) {
      try ruleset.evaluate(record, asOf: "2023-01-01")
    }
    #expect(throws: EvaluationError.notOneRecord) {
      try ruleset.evaluate(record + record, asOf: "2026-01-01")
    }
    #expect(throws: EvaluationError.notOneRecord) {
      try ruleset.evaluate("", asOf: "2026-01-01")
    }
    do {
      _ = try ruleset.evaluate(#"{"id":"1","grade":"c","name":7}"#, asOf: "2026-01-01")
      Issue.record("a record outside its domain was decided")
    } catch {
      guard case .refused(let refusal) = error else { throw error }
      #expect(refusal.faults.map(\.code) == ["R103", "R102"])
      #expect(refusal.faults.map(\.path) == ["grade", "name"])
      #expect(refusal.faults.last?.found == "•••")
    }
  }

  @Test("many records are decided in their order, refused ones among them")
  func several() throws {
    let ruleset = try Ruleset(Self.policy)
    var seen: [String] = []
    try ruleset.evaluate(
      records:
        #"[{"id":"1","grade":"a","name":"x"}, {"id":"2"}, {"id":"3","grade":"b","name":"y"}]"#,
      asOf: "2026-01-01"
    ) { result in
      switch result {
      case .success(let decisions): seen.append("\(decisions["letter"] ?? .missing)")
      case .failure(let refusal): seen.append("refused: \(refusal.faults.count)")
      }
    }
    #expect(seen == [#"text("A")"#, "refused: 2", "missing"])
  }
}
