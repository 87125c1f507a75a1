// What is wrong in the tests of a ruleset. Names, types and files have the codes that they have
// everywhere; what only a test can lack is text that was expected (T010) or misplaced (T019).

import TierlineSource

extension Diagnostic {
  /// A policy that looks at the date, tested without one.
  static func testNeedsDate(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unexpectedSyntax,
      Wording("the ruleset looks at the date, so this test needs one", zh: "规则集要用到日期，因此测试需要给出日期"),
      at: span, help: Wording("add `as of 2026-01-01`", zh: "请加上 `截至 2026-01-01`"))
  }

  /// Raised by `test "a" { expect risk = low }`.
  static func testNeedsGiven(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unexpectedSyntax,
      Wording("this test has no customer to look at", zh: "这个测试没有给出客户"), at: span,
      help: Wording(
        "add `given \"fixtures/base.json\"` or `given { … }`",
        zh: "请加上 `假设 \"fixtures/base.json\"` 或 `假设 { … }`"))
  }

  /// Raised by `test "a" { given { … } }`.
  static func testExpectsNothing(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unexpectedSyntax, Wording("this test expects nothing", zh: "这个测试没有任何期望"), at: span,
      help: Wording("add an `expect`, or a table of rows", zh: "请加上 `期望`，或一张测试表"))
  }

  /// A second `given`, `previous` or `as of`.
  static func repeatedInTest(at span: SourceSpan, first: SourceSpan) -> Diagnostic {
    Diagnostic(
      .repeatedClause, Wording("this is said twice", zh: "这里重复了"), at: span,
      notes: [Label(first, Wording("first said here", zh: "首次出现在此"))])
  }

  /// Raised by `given { … } key "C1"`.
  static func keyNeedsFile(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .misplacedClause,
      Wording("`key` chooses a record of a file", zh: "`主键` 用于选取文件中的记录"), at: span)
  }

  /// `given "f.json" key "A", "B"` of a ruleset with one key field.
  static func keyCount(expected: Int, found: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .argumentCount,
      Wording(
        "a record is named by \(expected) key value\(expected == 1 ? "" : "s"), not \(found)",
        zh: "一条记录由 \(expected) 个主键值确定，这里有 \(found) 个"), at: span)
  }

  /// `given { days_late: 5 }` of a derived field.
  static func derivedGiven(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .notAValue,
      Wording("`\(name)` is computed, so it cannot be given", zh: "`\(name)` 由计算得出，不能给定"), at: span,
      help: Wording("give the fields that it is computed from", zh: "请给出计算所用的字段"))
  }

  /// Raised by `expect risk include delinquent`.
  static func alertsNeeded(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .notAValue, Wording("`\(name)` is no alerts block", zh: "`\(name)` 不是预警"), at: span,
      help: Wording(
        "compare its value: `expect \(name) = …`", zh: "请比较它的值：`期望 \(name) = …`"))
  }

  /// A single name in a column of an alerts block.
  static func rulesNeeded(of name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .typeMismatch,
      Wording("the raised rules of `\(name)` are needed here", zh: "此处需要 `\(name)` 中触发的规则"),
      at: span, help: Wording("list them: `[rule, rule]`, or `[]`", zh: "请列出：`[规则, 规则]`，或 `[]`"))
  }

  /// Raised by `expect debt_ratio = 1 by rule`.
  static func attributionOfValue(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unknownField,
      Wording("no rule gives `\(name)` its value", zh: "`\(name)` 的值不由规则得出"), at: span)
  }

  /// Raised by `expect debt_ratio = 1 because contains "x"`.
  static func reasonOfValue(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unknownField,
      Wording("`\(name)` has no reason of its own", zh: "`\(name)` 没有理由"), at: span)
  }

  /// A snapshot beside a given record.
  static func snapshotWithRecord(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .misplacedClause,
      Wording(
        "a snapshot brings its own customers, so `given` has no place beside it",
        zh: "快照自带客户数据，不能与 `假设` 并用"), at: span)
  }
}
