// One cause, one finding: what follows from text that did not parse is not told again.
//
// Where a rule, row, field or declaration has a finding of text or syntax, what the checker says
// of the same rule, row, field or declaration is most likely an echo. So is that a block lacks
// `otherwise`, that rows leave a gap, or that nothing uses a name, when part of the text was lost.

import TierlineSource
import TierlineSyntax

/// The findings, less those that only echo a finding of text or syntax.
///
/// `parsed` are those of lexer and parser: a function that they don't know is a cause too.
func withoutCascades(
  _ findings: [Diagnostic], parsed: [Diagnostic], _ trees: [SyntaxTree]
) -> [Diagnostic] {
  let causes = Set(findings.filter(\.isOfSyntax) + parsed.filter { $0.code == .unknownName })
  guard !causes.isEmpty else { return findings }
  let echoes = Echoes(causes.map(\.span), trees)
  return findings.filter { causes.contains($0) || !echoes.contain($0) }
}

/// Where echoes of syntax findings are to be expected.
private struct Echoes {
  /// Rules, rows, fields and whole declarations with a syntax finding inside.
  private var items: [SourceSpan] = []
  /// Declarations with a syntax finding anywhere inside.
  private var declarations: [SourceSpan] = []
  /// Words inside those items: a name that seems to be declared nowhere may have been lost there.
  private var words: Set<String> = []
  private var files: [SourceSpan] = []

  init(_ causes: [SourceSpan], _ trees: [SyntaxTree]) {
    for tree in trees {
      let inside = causes.filter { tree.file.span.contains($0) }
      guard !inside.isEmpty else { continue }
      files.append(tree.file.span)
      for declaration in tree.root.children {
        let found = inside.filter { declaration.span.touches($0) }
        guard !found.isEmpty else { continue }
        declarations.append(declaration.span)
        for cause in found { add(Self.item(holding: cause, in: declaration)) }
      }
    }
  }

  private mutating func add(_ node: SyntaxNode) {
    items.append(node.span)
    for token in node.significantTokens where token.kind == .word || token.kind == .quotedName {
      words.insert(node.tree.file.text(of: token.span))
    }
  }

  /// The innermost rule, row, band, step or field around a place; else the whole declaration.
  private static func item(holding span: SourceSpan, in declaration: SyntaxNode) -> SyntaxNode {
    var item = declaration
    var node = declaration
    while let inner = node.children.first(where: { $0.span.touches(span) && !$0.isError }) {
      node = inner
      if inner.kind.isItem { item = inner }
    }
    return item
  }

  func contain(_ finding: Diagnostic) -> Bool {
    switch finding.code {
    case .unused: return files.contains { $0.contains(finding.span) }
    case .otherwiseMissing, .gap, .headerMissing:
      return declarations.contains { $0.contains(finding.span) }
        || (finding.code == .headerMissing && !files.isEmpty)
    case .unknownName, .unknownLevel, .unknownType, .unknownField:
      if words.contains(finding.namedText) { return true }
    default: break
    }
    return items.contains { $0.contains(finding.span) }
  }
}

extension Diagnostic {
  /// Whether it is of text and syntax.
  fileprivate var isOfSyntax: Bool { code.rawValue.hasPrefix("T0") && code != .headerMissing }

  /// The first name in backticks of the message.
  fileprivate var namedText: String {
    let parts = message.english.split(separator: "`", omittingEmptySubsequences: false)
    return parts.count > 1 ? String(parts[1]) : ""
  }
}

extension SourceSpan {
  /// Whether a span lies inside or right at the end of this one.
  fileprivate func touches(_ other: SourceSpan) -> Bool {
    start <= other.start && other.start <= end
  }
}

extension NodeKind {
  /// A part of a declaration that an author reads as one line of thought.
  fileprivate var isItem: Bool {
    switch self {
    case .field, .require, .letDeclaration, .band, .rule, .step, .startClause, .otherwiseClause,
      .unknownClause, .row, .otherwiseRow, .unknownRow, .datedValue, .expectClause, .givenClause:
      true
    default: false
    }
  }
}
