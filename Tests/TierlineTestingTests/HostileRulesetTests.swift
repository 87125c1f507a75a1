// Rulesets made to break the test command: as deep, as wide and as entangled as the checker lets them
// be. Each is run with coverage, suggestions and mutation; all that is asked is an answer.

import Foundation
import Support
import Testing
import TierlineChecker
import TierlineTesting

/// The files of `Tests/Crashes/test`, each a find or a guess of what could break the test command.
private let crashes: [String] = {
  let folder = GoldenCase.testsFolder.appending(path: "Crashes/test").path
  let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  return names.sorted().map { "\(folder)/\($0)" }
}()

@Suite("Hostile rulesets")
struct HostileRulesetTests {
  @Test("each file is tested to the end", arguments: crashes)
  func crash(path: String) throws {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    try answer(bytes)
  }

  @Test("there are such files")
  func crashesAreFound() { #expect(crashes.count >= 4) }

  @Test("lets that each read the one before, 4,000 deep")
  func deepLets() throws {
    let lets = (1..<4_000).map { "let a\($0) = a\($0 - 1) + 1" }
    try answer(
      """
      \(Self.head)
      let a0 = n
      \(lets.joined(separator: "\n"))
      tier t: low < high { rule r when a3999 > 5 then high otherwise low }
      \(Self.test)
      """)
  }

  @Test("conditions that each read the one before, 500 deep")
  func deepConditions() throws {
    let lets = (1..<500).map { "let a\($0) = not a\($0 - 1)" }
    try answer(
      """
      \(Self.head)
      let a0 = n > 3
      \(lets.joined(separator: "\n"))
      tier t: low < high { rule r when a499 then high otherwise low }
      \(Self.test)
      """)
  }

  @Test("results and fields computed from each other, 300 deep")
  func deepResultsAndFields() throws {
    let fields = (1..<300).map { "let f\($0) = .f\($0 - 1) + 1" }
    let results = (1..<300).map { "result r\($0) = r\($0 - 1) + 1" }
    try answer(
      """
      ruleset "Deep" version "1"
      input c { id: text key  n: integer in 0..9  items: list of item default [] }
      record item { amount: integer in 0..9
      let f0 = .amount
      \(fields.joined(separator: "\n"))
      }
      result r0 = n
      \(results.joined(separator: "\n"))
      tier t: low < high {
        rule a when any(items where .f299 > 300) then high
        rule b when r299 > 300 then high
        otherwise low
      }
      \(Self.test)
      """)
  }

  @Test("many rules in one tier, each of several parts")
  func manyRules() throws {
    let rules = (0..<20).map { "rule r\($0) when n = \($0) and m > \($0) then high" }
    try answer(
      """
      ruleset "Wide" version "1"
      input c { id: text key  n: integer in 0..999  m: integer in 0..999 default 0 }
      tier t: low < high { \(rules.joined(separator: "\n")) otherwise low }
      \(Self.test)
      """)
  }

  private static let head = """
    ruleset "Deep" version "1"
    input c { id: text key  n: integer in 0..9 }
    """
  private static let test = """
    test "one" { given { id: "A", n: 0 } expect t = low }
    """

  private func answer(_ text: String) throws { try answer([UInt8](text.utf8)) }

  /// Asks for all that can be asked for.
  private func answer(_ bytes: [UInt8]) throws {
    let options = TestOptions(measuresCoverage: true, keepsRecords: true)
    let runner = TestRunner(
      options: options, load: { $0 == "p.tier" ? .success(bytes) : .failure(.notFound) })
    var report = TestReport(files: [runner.run("p.tier")])
    guard !report.files[0].isBroken else { return }
    let points = try #require(report.coverage).whole.total
    #expect(points > 0)
    let mutation = report.mutation(forEach: { count, body in (0..<count).forEach(body) })
    #expect(mutation.killed + mutation.equivalent + mutation.total + mutation.untried > 0)
    report.mutation = mutation
    _ = report.suggestions()
  }
}
