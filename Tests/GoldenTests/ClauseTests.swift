// Each clause of the language has its cases: `grammar/clauses.md` says which.
//
// A row of its tables is a clause: what the language says in a few words, the codes of the findings
// by which it refuses what it forbids (`–` where it forbids nothing), the cases that show it at
// work, and those that show it refuse. A case at work decides a record, explains one, or is checked
// with nothing found; a refusing case expects one of the clause's codes, and each code is expected
// by some case of the row.

import Foundation
import Support
import Testing
import TierlineSource

@Suite struct ClauseTests {
  @Test(arguments: Clause.all)
  func clauseHasItsCases(_ clause: Clause) throws {
    #expect(!clause.working.isEmpty, "no case shows it at work")
    for name in clause.working {
      let text = try #require(Clause.expectation(of: name), "there is no case \(name)")
      #expect(Clause.isWorking(name, text), "\(name) shows nothing at work")
    }
    #expect(
      clause.codes.isEmpty == clause.refusing.isEmpty, "codes and refusing cases go together")
    let refusals = try clause.refusing.map { name in
      (name, try #require(Clause.expectation(of: name), "there is no case \(name)"))
    }
    for (name, text) in refusals {
      #expect(clause.codes.contains { text.contains($0) }, "\(name) expects none of the codes")
    }
    for code in clause.codes {
      #expect(DiagnosticCode(rawValue: code) != nil || code == "exit 2", "\(code) is no code")
      #expect(refusals.contains { $0.1.contains(code) }, "no case expects \(code)")
    }
  }

  /// The table covers each section, so that none can be dropped unseen.
  @Test func everySectionHasClauses() {
    let sections = Set(Clause.all.map(\.section))
    #expect(sections == ["2", "3", "4", "5", "6", "7", "8", "9", "10", "11"])
    #expect(Set(Clause.all.map(\.description)).count == Clause.all.count, "a clause stands twice")
  }
}

/// A row of `grammar/clauses.md`.
struct Clause: Sendable, CustomStringConvertible {
  var section: String
  var gist: String
  var codes: [String]
  var working: [String]
  var refusing: [String]

  var description: String { "§\(section) \(gist)" }

  static let all: [Clause] = {
    let url = GoldenCase.testsFolder.deletingLastPathComponent().appending(
      path: "grammar/clauses.md")
    let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    var section = ""
    var clauses: [Clause] = []
    for line in text.split(separator: "\n") {
      if line.hasPrefix("## ") { section = String(line.dropFirst(3).prefix { $0 != " " }) }
      let cells = line.split(separator: "|", omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      guard line.hasPrefix("|"), cells.count == 6, cells[1] != "clause",
        !cells[1].hasPrefix("---")
      else { continue }
      clauses.append(
        Clause(
          section: section, gist: cells[1], codes: items(cells[2]), working: items(cells[3]),
          refusing: items(cells[4])))
    }
    return clauses
  }()

  /// The items of a cell: `a`, `b`; none for `–`.
  private static func items(_ cell: String) -> [String] {
    cell == "–" ? [] : cell.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// What a case expects, by its name `suite/topic/case`; nil when there is no such case.
  static func expectation(of name: String) -> String? { expectations[name] }

  private static let expectations = Dictionary(
    uniqueKeysWithValues: ["check", "eval", "explain", "cli", "test", "tokens", "tree"].flatMap {
      suite in
      GoldenCase.all(in: suite).map { ($0.name, $0.expectation ?? "") }
    })

  /// Whether what is expected shows something at work.
  static func isWorking(_ name: String, _ expectation: String) -> Bool {
    switch name.prefix(while: { $0 != "/" }) {
    case "check": expectation == "nothing\n"
    case "test": expectation.contains("✓")
    case "cli": expectation.contains("exit 0")
    case "eval", "explain": expectation.split(separator: "\n").contains { $0.hasPrefix("{") }
    default: !expectation.isEmpty
    }
  }
}
