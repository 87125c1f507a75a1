// Where entries end, and how a paste of several is taken apart.

import Testing

@testable import TierlineCLI

@Suite("Entries")
struct EntryTests {
  @Test(
    "whole",
    arguments: [
      "", "1 + 1", "{ }", "(1)", "\"a\"", "\"a {b} c\"", "\"a \\\" b\"", "# (", "1 # \"", "`a\"b(`",
      "“a”", "（1）", ":save \"a { b", ":load a(b", ":nope (", ":data \"", "：load {",
      "\"a {b(\"c\")}\"",
    ])
  func whole(text: String) {
    #expect(OpenText(entry: text).isComplete)
  }

  @Test(
    "open",
    arguments: [
      "{", "(1", "\"a", "\"a {b", "[1, 2", "{ # }", "“a", "（1", ":given { id: \"A\"", ":set a = [",
      "：given {", "tier a: b < c {\n  otherwise b", "\"a {b(\"c\")",
    ])
  func open(text: String) {
    #expect(!OpenText(entry: text).isComplete)
  }

  @Test("line by line is as at once", arguments: ["{\n}", "{\n\"a\n}", "(\n# )\n)", "\"{\n}\""])
  func lines(text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var open = OpenText(entry: String(lines[0]))
    for line in lines.dropFirst() { open.add(line: line) }
    #expect(open == OpenText(entry: text))
  }

  @Test(
    "a paste of several",
    arguments: [
      ("1\n2", ["1", "2"]), ("let a = 1\nlet b = a", ["let a = 1\nlet b = a"]),
      (
        "let a = b\n\n# note\nlet b = 1\n:show\nlet c = 2",
        ["let a = b\n\n# note\nlet b = 1", ":show", "let c = 2"]
      ),
      (":given {\n}\n:why", [":given {\n}", ":why"]), ("# note\nlet a = 1", ["# note\nlet a = 1"]),
      (":save a { b\n1", [":save a { b", "1"]), ("(\n1", ["(\n1"]),
    ] as [(String, [String])])
  func parts(text: String, parts: [String]) {
    #expect(ReplEntry.parts(of: text) == parts)
  }
}
