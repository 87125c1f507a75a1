// What a person sees of a long run of tests.

import Foundation
import Support
import Testing

@Suite("Progress of tests")
struct TestProgressTests {
  @Test("a long run counts its tests on the terminal, and leaves only the result")
  func counted() throws {
    let rows = (0..<20_000).map { "  | \($0 % 10) || \($0 % 10 > 5 ? "b" : "a") |" }
    let rig = try CommandLineRig(files: [
      "policy.test.tier": """
      ruleset "P" version "1"
      input c { id: text key  n: integer in 0..9 }
      tier t: a < b { rule r when n > 5 then b otherwise a }
      test "many" {
        given { id: "A" }
        | n || t |
      \(rows.joined(separator: "\n"))
      }

      """
    ])
    let terminal = try PseudoTerminal(
      [BuiltProgram.path, "test", ".", "--jobs", "2"], in: rig.folder)
    try terminal.wait(for: "the count") { $0.visible.contains { $0.hasSuffix(" tests …") } }
    try terminal.see("20000 passed")
    #expect(!terminal.screen.text.contains("tests …"))
    let ending = try terminal.end()
    #expect(ending == .exit(0))
  }
}
