import Foundation
import Support
import Testing
import TierlineCLI

/// The author's guide keeps its word: a ruleset is one, and what a console shows comes out.
///
/// `UPDATE_GOLDEN=1 swift test --filter ExampleTests` writes anew what comes out.
@Suite("Guide") struct GuideTests {
  /// Wrong rulesets that pass, with what stands in the way.
  static let unkeptFaults: [String: Comment] = ["broken.tier": "laws are not proved yet"]

  static let languages = ["en", "zh"]
  static let pages = languages.flatMap(pages(in:))

  /// All pages of a language, sorted by name; a language without pages holds one that is empty.
  static func pages(in language: String) -> [MarkdownPage] {
    let folder = MarkdownPage.root.appending(path: "grammar/guide/\(language)")
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: folder.path(percentEncoded: false))
    let files = (names ?? []).filter { $0.hasSuffix(".md") }.sorted()
    return (files.isEmpty ? ["(no pages)"] : files).map { file in
      MarkdownPage(name: "grammar/guide/\(language)/\(file)")
    }
  }

  @Test("each ruleset passes, each wrong one doesn't", arguments: pages)
  func rulesets(page: MarkdownPage) throws {
    let rig = try CommandLineRig(files: page.files)
    for block in page.blocks where block.kind.hasPrefix("tierline") {
      let file = try #require(block.file, "a block without a file name: \(block.content)")
      let outcome = rig.run("check", "--strict", "--lang", "en", file)
      let expected: ExitCode = block.kind == "tierline-wrong" ? .fault : .success
      let found = "\(page) \(file)\n\(outcome.output)\(outcome.errors)"
      if let reason = Self.unkeptFaults[file] {
        withKnownIssue(reason) { #expect(outcome.code == expected) }
      } else {
        #expect(outcome.code == expected, "\(found)")
      }
    }
  }

  @Test("the consoles show what happens", arguments: pages)
  func consoles(page: MarkdownPage) throws {
    let rig = try CommandLineRig(files: page.files)
    rig.variables = ["LANG": page.name.contains("/zh/") ? "zh_CN.UTF-8" : "en_US.UTF-8"]
    let reason = page.blocks.lazy.compactMap { $0.file.flatMap { Self.unkeptFaults[$0] } }.first
    if let reason {
      guard !MarkdownPage.areRewritten else { return }
      withKnownIssue(reason) { try page.verifyConsoles(in: rig) }
    } else {
      try page.verifyConsoles(in: rig)
    }
  }

  @Test("each page has its twin in the other language")
  func twins() {
    let names = Self.languages.map { language in
      Self.pages(in: language).map { $0.name.split(separator: "/").last }
    }
    #expect(names[0] == names[1])
  }

  @Test("the contents lead to every page", arguments: pages)
  func contents(page: MarkdownPage) throws {
    let url = MarkdownPage.root.appending(path: page.name)
    let contents = try String(
      contentsOf: url.deletingLastPathComponent().appending(path: "README.md"), encoding: .utf8)
    let file = url.lastPathComponent
    #expect(file == "README.md" || contents.contains("](\(file))"))
  }
}
