// The grammar in `grammar/` and the parser are one language.

import Foundation
import Support
import Testing
import TierlineSource
import TierlineSyntax

private let seeds = 0..<120

/// What the sentences of one seed are, each a whole file, and how deep.
private let sentences: [(production: String, depth: Int)] =
  stride(from: 6, to: 20, by: 2).flatMap { depth in
    [
      ("file", depth), ("testDeclaration", depth), ("tableDeclaration", depth),
      ("limitDeclaration", depth), ("letDeclaration", depth + 16),
    ]
  }

@Suite struct GrammarTests {
  private let grammar = Grammar.tierline

  @Test func everyNodeKindHasAProduction() {
    let kinds = NodeKind.allCases.filter { $0 != .error }.map { "\($0)" }
    #expect(kinds.filter { grammar.rules[$0] == nil } == [])
  }

  @Test func everyProductionIsDefinedOnceAndUsed() {
    #expect(Set(grammar.names).count == grammar.names.count)
    var used: Set<String> = ["file"]
    var pending = ["file"]
    while let name = pending.popLast() {
      for next in grammar.rules[name]?.references ?? [] where used.insert(next).inserted {
        pending.append(next)
      }
    }
    #expect(used.filter { grammar.rules[$0] == nil } == [])
    // Two kinds of node that have several forms, and two words of phrases.
    #expect(Set(grammar.names).subtracting(used) == ["block", "rule", "IS", "PRESENT"])
  }

  /// The last part of the grammar is `Keyword`, in both languages.
  @Test func keywordsAreTheLexers() {
    let known = Set(Keyword.allCases.map { [$0.englishWords] + $0.chinese.map { [$0] } })
    let index = grammar.names.firstIndex(of: "RULESET") ?? 0
    let written = grammar.names[index...].compactMap { grammar.rules[$0]?.spellings }
    #expect(Set(written) == known)
    #expect(written.count == Keyword.allCases.count)
  }

  @Test func signsAreTheLexers() {
    let signs = Set(
      grammar.rules.filter { !Grammar.isToken($0.key) }.flatMap(\.value.literals)
        .filter { $0.allSatisfy { $0.isASCII && !$0.isLetter } } + ["."])
    var kinds: Set<TokenKind> = []
    for sign in signs {
      let (tokens, findings) = lex(SourceFile(path: "sign", bytes: Array(sign.utf8), base: 0))
      #expect(tokens.count == 2 && findings.isEmpty)
      kinds.insert(tokens[0].kind)
    }
    let first = TokenKind.leftBrace.rawValue
    let all = TokenKind.allCases.filter { (first...TokenKind.slash.rawValue).contains($0.rawValue) }
    #expect(kinds == Set(all))
  }

  /// Sentences of the grammar parse without a finding, into the nodes that made them.
  @Test(arguments: seeds)
  func sentencesParse(seed: Int) {
    var generator = SentenceGenerator(grammar, seed: UInt64(seed))
    for (production, depth) in sentences {
      let text = generator.sentence(of: production, depth: depth)
      let file = SourceFile(path: "sentence", bytes: Array(text.utf8), base: 0)
      let (tree, findings) = parse(file)
      guard findings.isEmpty else {
        Issue.record("\(listing(findings, in: file))\(text)")
        return
      }
      let made = Set(tree.nodeKinds.map { "\($0)" })
      let known = Set(NodeKind.allCases.map { "\($0)" })
      #expect(generator.used.intersection(known).subtracting(made) == [], "\(text)")
    }
  }
}

/// Sentences, whole or with a word changed, are accepted by the grammar and the parser or by neither.
@Test(arguments: 0..<16)
func grammarAndParserAgree(seed: Int) {
  let recogniser = Recogniser(.tierline)
  var generator = SentenceGenerator(.tierline, seed: UInt64(seed))
  var accepted = 0
  var refused = 0
  for round in 0..<mutationRounds {
    _ = generator.sentence(of: "file", depth: 5 + round % 6)
    guard generator.words.count < 400 else { continue }
    let changed = (0..<6).compactMap { _ in generator.mutated() }
    for words in [generator.words] + changed {
      let text = SentenceGenerator.text(of: words)
      let file = SourceFile(path: "sentence", bytes: Array(text.utf8), base: 0)
      let findings = parse(file).diagnostics
      let (isFile, reached) = recogniser.accepts(Words(words))
      if isFile { accepted += 1 } else { refused += 1 }
      guard isFile != findings.isEmpty else { continue }
      let behind = words.dropFirst(max(reached - 12, 0)).prefix(16).joined(separator: " ")
      Issue.record(
        isFile
          ? "the grammar takes it:\n\(listing(findings, in: file))\(text)"
          : "the parser takes it, the grammar stops near `\(behind)`:\n\(text)")
      return
    }
  }
  #expect(accepted > 0 && refused > 0)
}

private let mutationRounds =
  ProcessInfo.processInfo.environment["GRAMMAR_ROUNDS"].flatMap(Int.init) ?? 12

/// The sentences above say something about all of the grammar.
@Test func sentencesUseEveryProduction() {
  let grammar = Grammar.tierline
  var used: Set<String> = ["file", "block", "rule", "IS", "PRESENT"]
  for seed in seeds {
    var generator = SentenceGenerator(grammar, seed: UInt64(seed))
    for (production, depth) in sentences {
      _ = generator.sentence(of: production, depth: depth)
      used.formUnion(generator.used)
    }
  }
  // Tokens are sampled whole, so what they are made of is not met.
  let isPart: Set<String> = [
    "XID_START", "XID_CONTINUE", "DIGITS", "CHARACTER", "CURLY_CHARACTER", "ESCAPE", "HEX",
    "GLUED_DOT",
  ]
  #expect(Set(grammar.names).subtracting(used).subtracting(isPart) == [])
}

extension SyntaxTree {
  /// The kinds of its nodes.
  fileprivate var nodeKinds: Set<NodeKind> {
    var kinds: Set<NodeKind> = []
    var pending = [root]
    while let node = pending.popLast() {
      kinds.insert(node.kind)
      pending += node.children
    }
    return kinds
  }
}
