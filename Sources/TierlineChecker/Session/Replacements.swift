// Typed declarations that take the place of their namesakes.
//
// Whatever is typed joins the ruleset; a declaration with the name of an earlier one stands in its
// place, so that decisions keep their order. Of two texts the later one counts; two namesakes within
// one text are both collected, and the second is reported as in any file.

import TierlineSource
import TierlineSyntax

/// What makes two declarations namesakes.
package enum DeclarationKey: Hashable, Sendable {
  case header, input
  /// A record or levels.
  case type(String)
  case law(String)
  case test(String)
  case use(String)
  /// All that rules can name: lets, parameters, lists, decisions.
  case value(String)
}

extension SyntaxNode {
  /// The key of a declaration; nil for one without a name.
  package var declarationKey: DeclarationKey? {
    switch kind {
    case .rulesetHeader: .header
    case .inputDeclaration: .input
    case .recordDeclaration, .levelsDeclaration: name.map { .type($0.text) }
    case .lawDeclaration, .monotoneLawDeclaration: name.map { .law($0.text) }
    case .testDeclaration: child(.textLiteral)?.textValue.map { .test($0) }
    case .useDeclaration: child(.textLiteral)?.textValue.map { .use($0) }
    case .parameterDeclaration, .listDeclaration, .letDeclaration, .resultDeclaration,
      .scoreDeclaration, .tierDeclaration, .limitDeclaration, .alertsDeclaration,
      .tableDeclaration, .matrixDeclaration:
      name.map { .value($0.text) }
    default: nil
    }
  }
}

extension Checker {
  /// Whether a node was typed rather than read from a file.
  func isTyped(_ node: SyntaxNode) -> Bool {
    trees[files.typed].contains { $0.file.span.contains(node.span) }
  }
}

/// The declarations of a ruleset with those that were typed in their places.
struct Replacements {
  private var successors: [DeclarationKey: [SyntaxNode]] = [:]
  /// In the order typed.
  private var keys: [DeclarationKey] = []
  /// Typed declarations without a name: they replace nothing.
  private var nameless: [SyntaxNode] = []

  init(_ typed: some Sequence<SyntaxTree>) {
    for tree in typed {
      var own: [DeclarationKey: [SyntaxNode]] = [:]
      for node in tree.root.children {
        guard let key = node.declarationKey else {
          nameless.append(node)
          continue
        }
        if successors[key] == nil, own[key] == nil { keys.append(key) }
        own[key, default: []].append(node)
      }
      successors.merge(own) { $1 }
    }
  }

  /// What is collected in the place of a file's declaration.
  mutating func take(_ node: SyntaxNode) -> [SyntaxNode] {
    guard let key = node.declarationKey, let nodes = successors.removeValue(forKey: key) else {
      return [node]
    }
    return nodes
  }

  /// Typed declarations that replaced nothing, in the order typed.
  func rest() -> [SyntaxNode] { keys.flatMap { successors[$0] ?? [] } + nameless }
}
