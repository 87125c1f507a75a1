// Broken text: the parser never crashes, keeps every byte and keeps its findings inside the file.
//
// Golden inputs are cut, spliced and sprinkled with fragments, from a fixed seed. What once crashed
// stands in `Tests/Crashes/syntax` and is replayed.

import Foundation
import Support
import Testing
import TierlineSource
import TierlineSyntax

private let inputs = GoldenCase.all(in: "tree").map { Array($0.input.utf8) }

private let fragments: [String] = [
  "{", "}", "(", ")", "[", "]", "|", "||", "\"", "“", "`", ":", ",", ".", "..", "..<", "<..<", "=",
  "==",
  "-", "+", "#", "##", "\n", "\r", "\r\n", "\u{FEFF}", "\u{200B}", "万", "元", "%", "1", "2026-01-31",
  "if", "then", "else", "and stop", "if unknown", "otherwise", "rule", "when", "not", "is", "in",
  "default", "because \"{", "}\"", "tier", "test \"", "给定", "则60", "当", "缺失", "previous.", "｛",
  "as of", "round half even to", "§", "\\", "e\u{301}",
  // Habits of elsewhere.
  "between 1 and 2", "和", "AND", "NOT", "IF(", ",000", " %", "'a'", "=>", "<>", "//", "2025年1月1日",
  "=> high", "-> 5", "set 0", ", because", "otherwise: ", "1 到 2", "30到60", "500分", "[0].x",
  "(1..5)",
  "如果(a, 1, 0)", "round to 5", "为空", "是 缺失", "rule \"a\"", "rule a b when", "in \"a\", \"b\"",
  "不是", "是", "在 1 到 2 之间", "null", "||", "介于", "else", "，", "；",
]

@Test(arguments: 0..<16)
func mutatedTextsKeepEveryByte(seed: Int) {
  var random = SeededGenerator(seed: UInt64(seed))
  for _ in 0..<60 {
    guard var bytes = inputs.randomElement(using: &random) else { return }
    for _ in 0..<Int.random(in: 1...6, using: &random) { mutate(&bytes, &random) }
    expectWellFormed(bytes)
  }
}

private func mutate(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
  let start = Int.random(in: 0...bytes.count, using: &random)
  let end = min(bytes.count, start + Int.random(in: 0...30, using: &random))
  switch Int.random(in: 0..<6, using: &random) {
  case 0: bytes.removeSubrange(start..<end)
  case 1: bytes.insert(contentsOf: bytes[start..<end], at: start)
  case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: start)
  case 3: bytes.removeSubrange(start...)
  default: bytes.insert(contentsOf: (fragments.randomElement(using: &random) ?? "").utf8, at: start)
  }
}

@Test(arguments: crashes)
func pastCrashesKeepEveryByte(path: String) throws {
  expectWellFormed([UInt8](try Data(contentsOf: URL(filePath: path))))
}

private let crashes: [String] = {
  let folder = GoldenCase.testsFolder.appending(path: "Crashes/syntax").path
  let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  return files.sorted().map { folder + "/" + $0 }
}()

private func expectWellFormed(_ bytes: [UInt8]) {
  expectLossless(bytes)
  let file = SourceFile(path: "test.tier", bytes: bytes, base: 7)
  let (tree, findings) = parse(file)
  #expect(findings.allSatisfy { file.span.contains($0.span) })
  let edits = findings.flatMap(\.fixes).flatMap(\.edits)
  #expect(edits.allSatisfy { file.span.contains($0.span) })
  expectNested(tree.root)
}

/// Checks that children stand in order within their parent, and that what they say can be read.
private func expectNested(_ node: SyntaxNode) {
  var end = node.span.start
  for child in node.children {
    #expect(child.span.start >= end && child.span.end <= max(node.span.end, child.span.start))
    end = child.span.end
    expectNested(child)
  }
  _ = (node.name, node.names, node.keywords, node.operatorToken, node.templateParts)
  _ = (node.numberLiteral, node.dateParts, node.booleanValue, node.documentation)
}
