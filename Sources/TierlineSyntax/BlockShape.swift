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
  /// The kinds of clause that the block has, by rank.
  var order: [EnumSet<NodeKind>]
  /// What the clauses of its rules may be.
  var ruleClauses: EnumSet<NodeKind> = []
  /// Whether it begins with `start`.
  var needsStart = false

  /// Kinds that a block has at most once.
  static let once: EnumSet<NodeKind> = [
    .takeClause, .startClause, .otherwiseClause, .unknownClause, .otherwiseRow, .unknownRow,
  ]
  /// Kinds that stand before all others.
  static let leading: EnumSet<NodeKind> = [.takeClause, .startClause]

  static let score = BlockShape(
    name: Wording("a score", zh: "评分"),
    order: [[.startClause], [.forBlock, .rule], [.unknownClause]],
    ruleClauses: [.because], needsStart: true)
  static let tier = BlockShape(
    name: Wording("a tier", zh: "分级"),
    order: [[.takeClause], [.rule], [.otherwiseClause], [.unknownClause]],
    ruleClauses: [.because])
  static let tierByBands = BlockShape(
    name: Wording("a tier by bands", zh: "按档的分级"), order: [[.forBlock]])
  static let limit = BlockShape(
    name: Wording("a limit", zh: "额度"),
    order: [[.startClause], [.step, .rule], [.unknownClause]],
    ruleClauses: [.because, .stopClause], needsStart: true)
  static let alerts = BlockShape(
    name: Wording("an alerts block", zh: "预警"), order: [[.rule], [.unknownClause]],
    ruleClauses: [.because, .ownerClause, .withinClause, .doClause])
  static let bands = BlockShape(
    name: Wording("a `for`", zh: "`按` 分档"),
    order: [[.band], [.otherwiseClause], [.unknownClause]])
  static let table = BlockShape(
    name: Wording("a table", zh: "决策表"),
    order: [[.takeClause], [.row], [.otherwiseRow], [.unknownRow]])
  static let matrix = BlockShape(
    name: Wording("a matrix", zh: "矩阵"), order: [[.row], [.otherwiseRow], [.unknownRow]])

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
    /// The clauses that stand once, as far as they stand.
    var seen: [SyntaxNode] = []
    /// The clause of the highest rank so far.
    var highest: (rank: Int, clause: SyntaxNode)?
    for clause in block.children where !clause.isError {
      guard let rank = rank(of: clause.kind), isKnown(clause) else {
        findings.append(.misplacedClause(of: name, at: clause.span))
        continue
      }
      let isSingle = Self.once.contains(clause.kind) || order.count == 1
      if isSingle, let first = seen.first(where: { $0.kind == clause.kind }) {
        findings.append(.repeatedInBlock(at: clause.span, first: first.span))
      } else if let highest, rank < highest.rank {
        findings.append(
          Self.leading.contains(clause.kind)
            ? .standsFirst(at: clause.span, before: highest.clause.span)
            : .clauseOrder(at: clause.span, before: highest.clause.span))
      }
      if isSingle { seen.append(clause) }
      if rank > highest?.rank ?? -1 { highest = (rank, clause) }
      if clause.kind == .rule { findings += misplacedClauses(of: clause) }
    }
    return findings
  }

  private func rank(of kind: NodeKind) -> Int? { order.firstIndex { $0.contains(kind) } }

  /// A table takes first or only.
  private func isKnown(_ clause: SyntaxNode) -> Bool {
    let isOfTable = rank(of: .row) != nil
    return !isOfTable || !(clause.has(.takeHighest) || clause.has(.takeLowest))
  }

  private func misplacedClauses(of rule: SyntaxNode) -> [Diagnostic] {
    rule.children.dropFirst(2)
      .filter { !$0.isError && !ruleClauses.contains($0.kind) }
      .map { .misplacedClause(of: name, at: $0.span) }
  }
}
