// What Tab offers at the cursor, in a session with a ruleset and customers.

import Support
import Testing
import TierlineRuntime
import TierlineSource

@testable import TierlineCLI

@Suite("Completion")
struct CompletionTests {
  private static let files = [
    "policy.tier": """
    ruleset "Small" version "1"
    input customer {
      id: text key
      overdue_days: integer in >= 0 default 0
      kind: text in ["enterprise", "individual"] default "enterprise"
      industry: text in industries default "coal"
      sanctioned: boolean default no
      `客户 等级`: bronze < gold default gold
      contact: { phone: text optional  city: text optional }
      invoices: list of invoice default []
    }
    record invoice { no: text  amount: money CNY }
    list industries: text = ["coal", "steel"]
    parameter late_after = 60 days
    let is_late = overdue_days * 1 days > late_after
    tier risk: low < medium < high {
      rule late when is_late then high
      rule unsound when sanctioned then medium
      otherwise low
    }
    alerts warnings: yellow < red {
      rule payment when is_late then red
    }
    table advice(risk): { text: text, wait: days } {
      | high || "call" | 3 days  |
      | -    || "none" | 30 days |
    }
    """,
    "customers.ndjson": #"{"id":"C1","contact":{}}"# + "\n" + #"{"id":"D2","contact":{}}"# + "\n",
    "data/more.ndjson": "", "data/policy.tier": "", "data/notes.txt": "",
  ]

  private let rig: CommandLineRig
  private var repl: ReplSession

  init() throws {
    rig = try CommandLineRig(files: Self.files)
    let stream = { OutputStream(name: Wording(same: "memory"), isTerminal: false) { _ in } }
    let environment = Environment(
      variable: { _ in nil }, files: FileSystem(folder: rig.folder), readInput: { [] },
      output: stream(), errors: stream(), today: { CalendarDate("2026-01-01") })
    repl = ReplSession(Session(environment, common: CommonOptions(scanning: [])))
    for entry in [":load policy.tier", ":data customers.ndjson"] {
      #expect(!repl.answer(entry).hasComplaints)
    }
  }

  /// What is offered at the end of a text, the texts as they would stand.
  private func offered(_ text: String) -> [String] {
    let edited = EditedText(text)
    let candidates = repl.candidates(of: edited)
    return candidates.all.map { candidate in
      var result = edited
      result.replace(candidates.start..<edited.cursor, with: candidate.text + candidate.tail)
      return result.text
    }
  }

  @Test(
    "exactly these",
    arguments: [
      (":cus", [":customer "]), (":un", [":unset ", ":undo"]), ("  :dec", ["  :decide"]),
      ("：cus", [":customer "]), (":nope x", []), (":customer D", [":customer D2"]),
      (":customer ", [":customer C1", ":customer D2"]),
      (":set over", [":set overdue_days = "]), (":set contact.ph", [":set contact.phone = "]),
      (":set kind = ", [":set kind = \"enterprise\"", ":set kind = \"individual\""]),
      (":set kind = \"i", [":set kind = \"individual\""]),
      (":set sanctioned = ", [":set sanctioned = yes", ":set sanctioned = no"]),
      (":set `客", [":set `客户 等级` = "]), (":unset kin", [":unset kind"]),
      ("industry in [\"coal\", \"s", ["industry in [\"coal\", \"steel\""]),
      ("industry not in [\"c", ["industry not in [\"coal\""]),
      ("risk = ", ["risk = low", "risk = medium", "risk = high"]),
      ("risk >= m", ["risk >= medium"]),
      ("risk属于 [h", ["risk属于 [high"]),
      ("1 + overd", ["1 + overdue_days"]), ("OVERD", ["overdue_days"]),
      ("contact.", ["contact.phone", "contact.city"]),
      ("warnings.", ["warnings.payment"]), ("advice.", ["advice.text", "advice.wait"]),
      ("sum(.am", ["sum(.amount"]), ("previous.ris", ["previous.risk"]), ("上期.ris", ["上期.risk"]),
      (":why ri", [":why risk"]), (":why risk adv", [":why risk advice"]),
      (":whynot risk ", ["low", "medium", "high", "late", "unsound"].map { ":whynot risk " + $0 }),
      (":whynot warnings p", [":whynot warnings payment"]),
      (":param ", [":param late_after"]), (":as_of ", [":as_of today"]),
      (":show ris", [":show risk"]), (":help who", []), (":help whyn", [":help whynot"]),
      (":help T30", (1...7).map { ":help T30\($0)" }),
      (":load da", [":load data/"]), (":load data/", [":load data/policy.tier"]),
      (":data data/m", [":data data/more.ndjson"]), (":data /nowhere/", []),
      ("use \"data/p", ["use \"data/policy.tier"]),
      (":given { ov", [":given { overdue_days: "]),
      (
        ":given { id: \"A\", contact: { ",
        [":given { id: \"A\", contact: { phone: ", ":given { id: \"A\", contact: { city: "]
      ),
      (":given { invoices: [{ am", [":given { invoices: [{ amount: "]),
      (":given { kind: \"e", [":given { kind: \"enterprise\""]),
      (
        "tier x: a < b {\n  rule r whe",
        ["tier x: a < b {\n  rule r when", "tier x: a < b {\n  rule r where"]
      ),
      ("则", ["则"]), ("若未", ["若未知"]), ("take hi", ["take high"]), ("zzz", []),
    ] as [(String, [String])])
  func offers(text: String, expected: [String]) {
    #expect(offered(text) == expected)
  }

  @Test("an empty entry offers every name, and no keyword")
  func empty() {
    let offered = Set(offered(""))
    #expect(
      offered.isSuperset(of: ["overdue_days", "risk", "is_late", "late_after", "industries"]))
    #expect(!offered.contains("when"))
  }

  @Test(
    "each has its type, or what it does, beside it",
    arguments: [
      ("overd", "integer"), ("is_l", "boolean"), ("late_a", "parameter days"),
      ("ris", "tier low < medium < high"), ("warn", "alerts yellow < red"), ("whe", "当"),
      ("则", "then"),
      (":dec", "decides for the present record"),
    ])
  func details(text: String, detail: String) {
    #expect(repl.candidates(of: EditedText(text)).all.first?.detail == detail)
  }

  @Test("a word that spells two keywords is told as the one that it is written for")
  func sharedWord() {
    let offered = repl.candidates(of: EditedText("四舍六")).all
    #expect(offered.first { $0.text == "四舍六入" }?.detail == "round half even")
  }

  @Test("what stands behind the cursor does not count")
  func cursor() {
    let candidates = repl.candidates(of: EditedText("over + 1", cursor: 4))
    #expect(candidates.all.map(\.text) == ["overdue_days"])
    #expect(candidates.start == 0)
  }
}
