// Ratchets over the golden trees: every kind of node and of token has a case.

import Support
import Testing
import TierlineSource
import TierlineSyntax

private let trees = GoldenCase.all(in: "tree").map { golden in
  parse(SourceFile(path: golden.name, bytes: Array(golden.input.utf8), base: 0)).tree
}

@Test(arguments: NodeKind.allCases)
func everyNodeKindHasAGoldenTree(_ kind: NodeKind) {
  #expect(trees.contains { contains(kind, $0.root) })
}

@Test(arguments: TokenKind.allCases)
func everyTokenKindHasAGoldenTree(_ kind: TokenKind) {
  #expect(trees.contains { $0.tokens.contains { $0.kind == kind } })
}

private func contains(_ kind: NodeKind, _ node: SyntaxNode) -> Bool {
  node.kind == kind || node.children.contains { contains(kind, $0) }
}
