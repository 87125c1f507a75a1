// Which clauses a block has, how often, and in which order.
//
// The parser reads any clause in any block, so that nothing is lost of a block with one clause too
// many. This looks over the finished tree and says what has no place: a clause that its
// declaration does not have, one that stands there twice, one before another that must come first.
// Each kind of clause has a rank in its block; ranks ascend.

import TierlineSource

/// What a kind of block holds.
private struct BlockShape {
  var name: Wording
  /// The rank of each kind of clause that the block has.
  var ranks: [NodeKind: Int]
  /// What the clauses of its rules may be.
  var ruleClauses: Set<NodeKind> = []
  /// Whether it begins with `start`.
  var needsStart = false

  /// Kinds that a block has at most once.
  static let once: Set<NodeKind> = [
    .takeClause, .startClause, .otherwiseClause, .unknownClause, .otherwiseRow, .unknownRow,
  ]
  /// Kinds that stand before all others.
  static let leading: Set<NodeKind> = [.takeClause, .startClause]

  static let score = BlockShape(
    name: Wording("a score", zh: "评分"),
    ranks: [.startClause: 0, .forBlock: 1, .rule: 1, .unknownClause: 2],
    ruleClauses: [.because], needsStart: true)
  static let tier = BlockShape(
    name: Wording("a tier", zh: "分级"),
    ranks: [.takeClause: 0, .rule: 1, .otherwiseClause: 2, .unknownClause: 3],
    ruleClauses: [.because])
  static let tierByBands = BlockShape(
    name: Wording("a tier by bands", zh: "按档的分级"), ranks: [.forBlock: 0])
  static let limit = BlockShape(
    name: Wording("a limit", zh: "额度"),
    ranks: [.startClause: 0, .step: 1, .rule: 1, .unknownClause: 2],
    ruleClauses: [.because, .stopClause], needsStart: true)
  static let alerts = BlockShape(
    name: Wording("an alerts block", zh: "预警"), ranks: [.rule: 0, .unknownClause: 1],
    ruleClauses: [.because, .ownerClause, .withinClause, .doClause])
  static let bands = BlockShape(
    name: Wording("a `for`", zh: "`按` 分档"),
    ranks: [.band: 0, .otherwiseClause: 1, .unknownClause: 2])
  static let table = BlockShape(
    name: Wording("a table", zh: "决策表"),
    ranks: [.takeClause: 0, .row: 1, .otherwiseRow: 2, .unknownRow: 3])
  static let matrix = BlockShape(
    name: Wording("a matrix", zh: "矩阵"), ranks: [.row: 0, .otherwiseRow: 1, .unknownRow: 2])

  /// The shape of a declaration's block; nil for declarations without one.
  static func of(_ declaration: SyntaxNode) -> BlockShape? {
    switch declaration.kind {
    case .scoreDeclaration: score
    case .tierDeclaration:
      declaration.child(.block)?.child(.forBlock) == nil ? tier : tierByBands
    case .limitDeclaration: limit
    case .alertsDeclaration: alerts
    case .tableDeclaration: table
    case .matrixDeclaration: matrix
    default: nil
    }
  }
}

/// What has no place where it stands, in every block of a file.
func misplaced(in tree: SyntaxTree) -> [Diagnostic] {
  var findings: [Diagnostic] = []
  for (index, declaration) in tree.root.children.enumerated() {
    if declaration.kind == .rulesetHeader, index > 0 {
      findings.append(.headerNotFirst(at: declaration.span))
    }
    guard let shape = BlockShape.of(declaration),
      let block = declaration.child(.block) ?? declaration.child(.tableBody)
    else { continue }
    findings += shape.findings(in: block)
    if shape.needsStart, !block.ownTokens.isEmpty, block.child(.startClause) == nil,
      block.children.allSatisfy({ !$0.isError })
    {
      findings.append(.startMissing(at: declaration.name?.span ?? declaration.span))
    }
    for bands in block.children(.forBlock) {
      if let inner = bands.child(.block) { findings += BlockShape.bands.findings(in: inner) }
    }
  }
  return findings
}

extension BlockShape {
  func findings(in block: SyntaxNode) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    var seen: [NodeKind: SourceSpan] = [:]
    /// The clause of the highest rank so far.
    var highest: (rank: Int, clause: SyntaxNode)?
    for clause in block.children where !clause.isError {
      guard let rank = ranks[clause.kind], isKnown(clause) else {
        findings.append(.misplacedClause(of: name, at: clause.span))
        continue
      }
      let isSingle = Self.once.contains(clause.kind) || ranks.count == 1
      if isSingle, let first = seen[clause.kind] {
        findings.append(.repeatedInBlock(at: clause.span, first: first))
      } else if let highest, rank < highest.rank {
        findings.append(
          Self.leading.contains(clause.kind)
            ? .standsFirst(at: clause.span, before: highest.clause.span)
            : .clauseOrder(at: clause.span, before: highest.clause.span))
      }
      seen[clause.kind] = seen[clause.kind] ?? clause.span
      if rank > highest?.rank ?? -1 { highest = (rank, clause) }
      if clause.kind == .rule { findings += misplacedClauses(of: clause) }
    }
    return findings
  }

  /// A table takes first or only.
  private func isKnown(_ clause: SyntaxNode) -> Bool {
    let isOfTable = ranks[.row] != nil
    return !isOfTable || !(clause.has(.takeHighest) || clause.has(.takeLowest))
  }

  private func misplacedClauses(of rule: SyntaxNode) -> [Diagnostic] {
    rule.children.dropFirst(2)
      .filter { !$0.isError && !ruleClauses.contains($0.kind) }
      .map { .misplacedClause(of: name, at: $0.span) }
  }
}
