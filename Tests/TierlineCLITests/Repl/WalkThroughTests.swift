// The session that the README shows: as a script, and typed at a terminal.

import Foundation
import Support
import Testing
import TierlineCLI

@Suite("Walk-through")
struct WalkThroughTests {
  private static let start =
    "tierline repl my-policy/policy.tier --data my-policy/customers.ndjson --as-of 2026-01-01"

  private static let readmePath = GoldenCase.testsFolder.deletingLastPathComponent()
    .appending(path: "README.md")

  private let rig: CommandLineRig
  /// What the README shows behind the command line.
  private let shown: String
  /// What is typed.
  private let entries: [String]

  init() throws {
    rig = try CommandLineRig()
    #expect(rig.run("init", "my-policy").code == .success)
    let readme = try String(contentsOf: Self.readmePath, encoding: .utf8)
    let block = try #require(readme.components(separatedBy: "```session\n").dropFirst().first)
    let content = try #require(block.components(separatedBy: "```").first)
    #expect(content.hasPrefix("$ \(Self.start)\n"))
    shown = String(content.dropFirst(Self.start.count + 3))
    entries = shown.split(separator: "\n").reduce(into: []) { entries, line in
      if line.hasPrefix("> ") { entries.append(String(line.dropFirst(2))) }
      if line.hasPrefix(". ") { entries[entries.count - 1] += "\n" + line.dropFirst(2) }
    }
  }

  private var arguments: [String] { Self.start.split(separator: " ").dropFirst().map(String.init) }

  @Test("as a script")
  func script() throws {
    rig.input = entries.map { $0 + "\n" }.joined()
    let outcome = rig.run(arguments + ["--echo"], mergesErrors: true)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      var readme = try String(contentsOf: Self.readmePath, encoding: .utf8)
      readme = readme.replacing(
        "```session\n$ \(Self.start)\n\(shown)```",
        with: "```session\n$ \(Self.start)\n\(outcome.output)```")
      try readme.write(to: Self.readmePath, atomically: true, encoding: .utf8)
    } else {
      #expect(outcome.output == shown)
      #expect(entries.count > 5)
    }
    #expect(rig.run("test", "my-policy").code == .success)
  }

  @Test("typed at a terminal, with the same answers")
  func typed() throws {
    let terminal = try PseudoTerminal(
      [BuiltProgram.path] + arguments, in: rig.folder,
      variables: ["NO_COLOR": "1", "XDG_STATE_HOME": rig.folder + "/state"], columns: 120)
    for entry in entries {
      try terminal.seeLine("> |")
      // The editor indents by itself.
      let lines = entry.split(separator: "\n").map { $0.drop { $0 == " " } }
      try terminal.type(lines.joined(separator: "\r"))
      try terminal.wait(for: "the entry's last line") {
        $0.cursorLine.before.hasSuffix(lines.last ?? "") && $0.cursorLine.behind.isEmpty
      }
      try terminal.type("\r")
      try terminal.wait(for: "the answer") { $0.cursorLine.before != "" }
    }
    try terminal.seeLine("> |")
    try terminal.type("\u{4}")
    #expect(try terminal.end() == .exit(0))
    var lines = terminal.screen.text.split(separator: "\n", omittingEmptySubsequences: false)
    lines.removeAll { $0.hasPrefix("`:help` lists") }
    #expect(lines.last == ">")
    #expect(lines.dropLast().joined(separator: "\n") + "\n" == shown)
  }

  @Test("`:why` says what `explain` does")
  func why() throws {
    let explained = rig.run(
      "explain", "my-policy/policy.tier", "my-policy/customers.ndjson", "--key", "C3", "--as-of",
      "2026-01-01")
    rig.input = ":customer C3\n:why\n"
    let answered = rig.run(arguments)
    #expect(explained.code == .success)
    #expect(answered.output.hasSuffix(explained.output))
  }
}
