// Findings about the clauses of blocks: T019, and those of T010, T014 and T016 that need a whole
// block or file to be seen.

import TierlineSource

extension Diagnostic {
  static func startMissing(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unexpectedSyntax, Wording("this block needs `start`", zh: "该块需要 `起始`"), at: span,
      help: Wording("begin with `start VALUE`", zh: "请以 `起始 值` 开头"))
  }

  /// A clause that this block does not have.
  static func misplacedClause(of block: Wording, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .misplacedClause,
      Wording("\(block.english) has no such clause", zh: "\(block.chinese)中没有这种子句"), at: span)
  }

  /// `otherwise` before a rule.
  static func clauseOrder(at span: SourceSpan, before closing: SourceSpan) -> Diagnostic {
    Diagnostic(
      .misplacedClause,
      Wording(
        "`otherwise` and then `if unknown` stand last", zh: "`其余` 和 `若未知` 依次写在最后"), at: span,
      notes: [Label(closing, Wording("this stands before it", zh: "它写在了前面"))])
  }

  /// A rule before `start` or `take highest`.
  static func standsFirst(at span: SourceSpan, before other: SourceSpan) -> Diagnostic {
    Diagnostic(
      .misplacedClause, Wording("this stands first in its block", zh: "它应写在该块的最前面"), at: span,
      notes: [Label(other, Wording("this stands before it", zh: "它写在了前面"))])
  }

  static func repeatedInBlock(at span: SourceSpan, first: SourceSpan) -> Diagnostic {
    Diagnostic(
      .repeatedClause, Wording("a block has this once", zh: "一个块中只能有一个"), at: span,
      notes: [Label(first, Wording("the first is here", zh: "第一个在此"))])
  }

  static func headerNotFirst(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .headerMissing,
      Wording("`ruleset` stands first and once", zh: "`规则集` 只能出现一次，且在最前面"), at: span)
  }
}
