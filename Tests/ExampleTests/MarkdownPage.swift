// Pages of Markdown whose examples run: the author's guide, the rulesets' READMEs.
//
// A block's first line tells its kind and, behind a space, the file it stands for: `tierline
// first.tier` passes `check --strict`, `tierline-wrong gap.tier` doesn't, `json` and `csv` are
// data, and `console` shows command lines, each behind `$ `, with everything they print. All files
// of a page lie in one folder.

import Foundation
import Support
import Testing
import TierlineCLI

struct MarkdownPage: CustomStringConvertible, Sendable {
  /// The path from the root of the repository: `grammar/guide/en/01-first-rule.md`.
  let name: String
  private var parts: [Part] = []

  var description: String { name }

  private enum Part: Sendable {
    /// A line with its line break.
    case prose(String)
    case block(Block)
  }

  struct Block: Sendable {
    var kind: String
    var file: String?
    /// Whole lines, each with its line break.
    var content: String
  }

  /// The root of the repository.
  static let root = GoldenCase.testsFolder.deletingLastPathComponent()

  /// Whether consoles are written anew instead of compared.
  static var areRewritten: Bool {
    let environment = ProcessInfo.processInfo.environment
    return environment["UPDATE_GOLDEN"] == "1" && environment["CI"] != "true"
  }

  /// Reads a page; one that isn't there is empty.
  init(name: String) {
    self.name = name
    let text = (try? String(contentsOf: Self.root.appending(path: name), encoding: .utf8)) ?? ""
    var block: Block?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if let open = block {
        if line == "```" {
          parts.append(.block(open))
          block = nil
        } else {
          block?.content += line + "\n"
        }
      } else if line.hasPrefix("```") {
        let words = line.dropFirst(3).split(separator: " ", maxSplits: 1).map(String.init)
        block = Block(kind: words.first ?? "", file: words.dropFirst().first, content: "")
      } else {
        parts.append(.prose(line + "\n"))
      }
    }
    if let open = block { parts.append(.block(open)) }
  }

  var blocks: [Block] {
    parts.compactMap { part in
      switch part {
      case .prose: nil
      case .block(let block): block
      }
    }
  }

  /// The files of the page by name.
  var files: [String: String] {
    Dictionary(
      blocks.compactMap { block in block.file.map { ($0, block.content) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// Runs the command lines of the consoles, and compares what they print with what is shown.
  ///
  /// Under `UPDATE_GOLDEN=1` it is written into the page instead.
  ///
  /// - Parameters:
  ///   - rig: Where they run.
  ///   - word: Makes an argument of a word of the command line.
  /// - Throws: Where a line is no command of `tierline`, or the page can't be written.
  func verifyConsoles(in rig: CommandLineRig, word: (String) -> String = { $0 }) throws {
    let actual = try text { console in
      try console.split(separator: "\n").filter { $0.hasPrefix("$ ") }.map { command in
        let words = command.dropFirst(2).split(separator: " ").map { word(String($0)) }
        try #require(words.first == "tierline", "\(command)")
        let outcome = rig.run(Array(words.dropFirst()))
        #expect(outcome.code != .usage, "\(command)\n\(outcome.errors)")
        return "\(command)\n" + Self.lines(outcome.output) + Self.lines(outcome.errors)
      }.joined()
    }
    let shown = text { $0 }
    if Self.areRewritten {
      guard actual != shown else { return }
      try actual.write(to: Self.root.appending(path: name), atomically: true, encoding: .utf8)
    } else {
      #expect(actual == shown)
    }
  }

  /// The page with every console block replaced by what `answer` makes of it.
  private func text(answer: (String) throws -> String) rethrows -> String {
    try parts.map { part in
      switch part {
      case .prose(let text): return text
      case .block(let block):
        let content = block.kind == "console" ? try answer(block.content) : block.content
        let heading = [block.kind, block.file].compactMap(\.self).joined(separator: " ")
        return "```\(heading)\n\(content)```\n"
      }
    }.joined()
  }

  /// Text whose last line has its line break, too.
  private static func lines(_ text: String) -> String {
    text.isEmpty || text.hasSuffix("\n") ? text : text + "\n"
  }
}
