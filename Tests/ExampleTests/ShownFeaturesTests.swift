// The shipped rulesets show the whole language: whatever an author may write stands in at least one
// of them, in a place where an author would want it. The trees are walked, so what a README or the
// catalogue claims does not count. What none shows is listed here with its reason, and has to leave
// the list as soon as one does.

import Foundation
import Support
import Testing
import TierlineSource
import TierlineSyntax

@Suite("What the rulesets show") struct ShownFeaturesTests {
  /// The trees of all `.tier` files below `rulesets/`, parsed one by one.
  static let trees: [SyntaxTree] = {
    let folder = RulesetTests.folder
    let names = FileManager.default.enumerator(atPath: folder.path(percentEncoded: false))
    let paths = (names?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".tier") }
    return paths.sorted().compactMap { path in
      guard let data = try? Data(contentsOf: folder.appending(path: path)) else { return nil }
      var sources = SourceMap()
      return sources.add(path: path, bytes: Array(data)).map { parse($0).tree }
    }
  }()

  /// Every node below the files.
  static let nodes: [SyntaxNode] = trees.flatMap { tree in
    NodeKind.allCases.flatMap { tree.root.descendants($0) }
  }

  static let kinds = Set(nodes.map(\.kind))
  static let words = Set(nodes.flatMap(\.keywords))

  private func nodes(_ kind: NodeKind) -> [SyntaxNode] { Self.nodes.filter { $0.kind == kind } }

  @Test("there are rulesets, and they parse")
  func found() {
    #expect(Self.trees.count >= 20)
    #expect(!Self.nodes.contains { $0.isError })
  }

  /// Kinds of node that no ruleset needs to have.
  private static let kindsNotShown: [NodeKind: String] = [
    .file: "not below a file",
    .error: "stands for text that is wrong",
  ]

  @Test("every kind of declaration, clause, type and expression", arguments: NodeKind.allCases)
  func kind(_ kind: NodeKind) {
    let isShown = Self.kinds.contains(kind)
    #expect(isShown == (Self.kindsNotShown[kind] == nil), "\(kind) is shown: \(isShown)")
  }

  /// Keywords that no ruleset needs to have.
  private static let wordsNotShown: [Keyword: String] = [
    .is: "only in `is missing` and `is present`",
    .present: "only in `is present`",
    .day: "a function like `month`",
    .lower: "a function like `upper`",
  ]

  @Test("every keyword: hit policies, steps, functions", arguments: Keyword.allCases)
  func keyword(_ word: Keyword) {
    let isShown = Self.words.contains(word)
    #expect(isShown == (Self.wordsNotShown[word] == nil), "\(word) is shown: \(isShown)")
  }

  @Test(
    "where unknown leads, in every block, and left out aloud",
    arguments: [NodeKind.scoreDeclaration, .tierDeclaration, .limitDeclaration, .alertsDeclaration])
  func unknown(_ declaration: NodeKind) {
    let clauses = nodes(declaration).flatMap { $0.descendants(.unknownClause) }
    #expect(clauses.contains { $0.has(.skip) }, "no `skip` in a \(declaration)")
    #expect(clauses.contains { !$0.has(.skip) }, "no outcome in a \(declaration)")
  }

  @Test("lists from all three places")
  func lists() {
    let sources = nodes(.listSource)
    #expect(nodes(.listDeclaration).contains { $0.child(.listLiteral) != nil })
    #expect(sources.contains { $0.has(.column) && $0.text.contains(".csv") })
    #expect(sources.contains { !$0.has(.column) && $0.text.contains(".txt") })
  }

  @Test("parameters: of one value, by date, of a stated type")
  func parameters() {
    let parameters = nodes(.parameterDeclaration)
    #expect(parameters.contains { $0.children(.datedValue).count > 1 })
    #expect(parameters.contains { $0.children(.datedValue).isEmpty })
    #expect(parameters.contains { $0.child(.moneyType) != nil })
    #expect(parameters.contains { $0.child(.domainModifier) != nil })
  }

  @Test("tables of several outputs, used by column")
  func outputs() {
    let tables = nodes(.tableDeclaration).filter { $0.child(.recordType) != nil }
    let names = Set(tables.compactMap { $0.name?.text })
    let users = nodes(.memberExpression).compactMap { $0.children.first { _ in true }?.text }
    #expect(!names.isDisjoint(with: users))
  }

  @Test("fields derived inside a record, and one that reads another")
  func derived() {
    let lets = nodes(.recordDeclaration).map { $0.children(.letDeclaration) }
    #expect(
      lets.contains { lets in
        let names = lets.compactMap { $0.name?.text }
        return lets.contains { derived in
          derived.descendants(.elementExpression).contains { names.contains($0.name?.text ?? "") }
        }
      })
  }

  @Test("laws: what always holds, and every direction of the other kind")
  func laws() {
    let laws = nodes(.monotoneLawDeclaration)
    #expect(!nodes(.lawDeclaration).isEmpty)
    for (effect, cause) in [
      (Keyword.neverRises, Keyword.rises), (.neverRises, .falls), (.neverRises, .goesMissing),
      (.neverFalls, .rises),
    ] {
      #expect(laws.contains { $0.has(effect) && $0.has(cause) }, "\(effect) as \(cause)")
    }
  }

  @Test("a part that two rulesets share")
  func shared() {
    var users: [String: Int] = [:]
    for tree in Self.trees where tree.root.child(.rulesetHeader) != nil {
      let folder = tree.file.path.split(separator: "/").dropLast().joined(separator: "/")
      for use in tree.root.children(.useDeclaration) {
        guard let path = use.child(.textLiteral)?.textValue else { continue }
        users["\(folder)/\(path)", default: 0] += 1
      }
    }
    #expect(users.values.contains { $0 > 1 })
  }

  @Test("rules in both languages")
  func languages() {
    let words = nodes(.rule).compactMap { $0.text.split(separator: " ").first }
    #expect(Set(words) == ["rule", "规则"])
  }
}
