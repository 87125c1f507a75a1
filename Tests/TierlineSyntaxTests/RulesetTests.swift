// Every ruleset that ships parses without a finding.

import Foundation
import Support
import Testing
import TierlineSource
import TierlineSyntax

private let rulesets: [String] = {
  let folder = GoldenCase.testsFolder.deletingLastPathComponent().appending(path: "rulesets")
  let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
  return (files ?? []).filter { $0.hasSuffix(".tier") }.sorted().map { folder.path + "/" + $0 }
}()

@Test func rulesetsShip() { #expect(!rulesets.isEmpty) }

@Test(arguments: rulesets)
func shippedRulesetsParse(path: String) throws {
  let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
  let file = SourceFile(path: path, bytes: bytes, base: 0)
  #expect(listing(parse(file).diagnostics, in: file) == "")
  expectLossless(bytes)
}
