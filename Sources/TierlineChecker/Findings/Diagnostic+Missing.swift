// T3: missing data.

import TierlineSource
import TierlineSyntax

extension Diagnostic {
  /// A condition that can be unknown: names what can be missing and the three mends.
  static func conditionUnknown(
    causes: [Cause], condition: SourceSpan, text: String, isOperand: Bool, language: Language,
    insertion: ClauseInsertion?
  ) -> Diagnostic {
    let bare = isOperand ? text : "(\(text))"
    func spelling(_ keyword: Keyword) -> String { keyword.spelling(language) }
    let settled = "\(bare) \(spelling(.default)) \(spelling(.no))"
    var fixes = [
      Fix(
        Wording("settle it: `\(settled)`", zh: "就地确定：`\(settled)`"),
        edits: [Edit(condition, settled)])
    ]
    if let name = causes.lazy.compactMap(\.name).first {
      let guarding = "\(name) \(spelling(.isPresent)) \(spelling(.and))"
      fixes.append(
        Fix(
          Wording("guard it: `\(guarding) …`", zh: "先判断是否存在：`\(guarding) …`"),
          edits: [Edit(condition, "\(guarding) \(bare)")]))
    }
    if let insertion { fixes.append(insertion.skip) }
    return Diagnostic(
      .conditionUnknown,
      Wording(
        "this condition can be unknown: \(english(causes))", zh: "该条件可能未知：\(chinese(causes))"),
      at: condition, notes: notes(causes), help: mends(causes, hasBlock: insertion != nil),
      fixes: fixes)
  }

  /// A band or row whose test a missing subject makes unknown.
  static func testUnknown(
    causes: [Cause], at span: SourceSpan, insertion: ClauseInsertion?
  ) -> Diagnostic {
    Diagnostic(
      .conditionUnknown,
      Wording(
        "this test can be unknown: \(english(causes))", zh: "该判断可能未知：\(chinese(causes))"),
      at: span, notes: notes(causes),
      help: Wording(
        "test `missing` before it, give the value a default, or say `if unknown then …`",
        zh: "请在此之前判断 `缺失`，给出默认值，或写明 `若未知 则 …`"),
      fixes: insertion.map { [$0.skip] } ?? [])
  }

  /// A needed value that can be missing.
  static func valueMissing(
    causes: [Cause], place: NeededPlace, at span: SourceSpan, text: String
  ) -> Diagnostic {
    let wording = place.wording
    return Diagnostic(
      .valueMissing,
      Wording(
        "\(wording.english) can be missing: \(english(causes))",
        zh: "\(wording.chinese)可能缺失：\(chinese(causes))"),
      at: span, notes: notes(causes),
      help: Wording(
        "give it a default: `\(text) default …`", zh: "请给出默认值：`\(text) 默认 …`"))
  }

  /// Raised by `if unknown then previous.risk`.
  static func unknownOutcomeMissing(causes: [Cause], at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unknownOutcomeMissing,
      Wording(
        "the outcome of `if unknown` can itself be missing: \(english(causes))",
        zh: "`若未知` 的结果本身可能缺失：\(chinese(causes))"),
      at: span, notes: notes(causes),
      help: Wording("write a fixed outcome, or a default behind it", zh: "请写固定的结果，或加上默认值"))
  }

  /// `if unknown then skip` where the start can be missing.
  static func skipWithoutStart(causes: [Cause], at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .skipWithoutStart,
      Wording(
        "the start can be missing, and `skip` leaves nothing to go on with: \(english(causes))",
        zh: "起始值可能缺失，`略过` 后无法继续：\(chinese(causes))"),
      at: span, notes: notes(causes),
      help: Wording(
        "give the start a default, or an amount to `if unknown`", zh: "请给起始值加默认值，或在 `若未知` 中写明金额"))
  }

  /// Raised by `x = missing`.
  static func equalsMissing(
    _ text: String, negated: Bool, at span: SourceSpan, in language: Language
  ) -> Diagnostic {
    let keyword = text.isEmpty ? Keyword.missing : negated ? .isPresent : .isMissing
    let meant = (text.isEmpty ? "" : text + " ") + keyword.spelling(language)
    return Diagnostic(
      .equalsMissing,
      Wording("a comparison with `missing` is always unknown", zh: "与 `缺失` 比较的结果总是未知"), at: span,
      help: Wording("write `\(meant)`", zh: "请写 `\(meant)`"), fixes: [replace(span, meant)])
  }

  /// Raised by `a > 5 default no`.
  static func defaultInComparison(comparison: SourceSpan, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .defaultInComparison,
      Wording(
        "`default` binds tighter than the comparison", zh: "`默认` 的优先级高于比较"), at: span,
      help: Wording(
        "put the comparison in parentheses: `(a > 5) default no`",
        zh: "请给比较加上括号：`(a > 5) 默认 否`"),
      fixes: [
        Fix(
          Wording("put the comparison in parentheses", zh: "给比较加上括号"),
          edits: [
            Edit(SourceSpan(start: comparison.start, end: comparison.start), "("),
            Edit(SourceSpan(start: comparison.end, end: comparison.end), ")"),
          ], isSafe: true)
      ])
  }

  // MARK: Causes

  private static func english(_ causes: [Cause]) -> String {
    list(causes.map(\.wording.english), and: " and ")
  }

  private static func chinese(_ causes: [Cause]) -> String {
    list(causes.map(\.wording.chinese), and: "，")
  }

  /// The first three, each once.
  private static func list(_ texts: [String], and joiner: String) -> String {
    var seen: Set<String> = []
    let unique = texts.filter { seen.insert($0).inserted }
    return unique.prefix(3).joined(separator: joiner) + (unique.count > 3 ? " …" : "")
  }

  private static func notes(_ causes: [Cause]) -> [Label] {
    var seen: Set<SourceSpan> = []
    return causes.prefix(3).compactMap { cause in
      guard case .name(.field) = cause.kind, seen.insert(cause.span).inserted else { return nil }
      return Label(
        cause.span, Wording("`\(cause.text)` is optional", zh: "`\(cause.text)` 是可选字段"))
    }
  }

  private static func mends(_ causes: [Cause], hasBlock: Bool) -> Wording {
    let block = hasBlock ? ", or say `if unknown then …` in the block" : ""
    let chineseBlock = hasBlock ? "，或在块中写明 `若未知 则 …`" : ""
    guard let name = causes.lazy.compactMap(\.name).first else {
      let divisor = causes.first { if case .divisor(.some) = $0.kind { true } else { false } }?.text
      let guarding = divisor.map { "guard it (`\($0) != 0 and …`)" } ?? "guard it"
      let chineseGuard = divisor.map { "先判断除数（`\($0) != 0 且 …`）" } ?? "先判断"
      return Wording(
        "settle it (`(…) default no`), \(guarding)\(block)",
        zh: "请就地确定（`(…) 默认 否`）、\(chineseGuard)\(chineseBlock)")
    }
    return Wording(
      "give a default (`\(name) default …`), guard it (`\(name) is present and …`)\(block)",
      zh: "请给默认值（`\(name) 默认 …`）、先判断存在（`\(name) 存在 且 …`）\(chineseBlock)")
  }
}

extension Cause {
  /// The name to guard, where it is one.
  var name: String? {
    if case .name = kind { text } else { nil }
  }

  var wording: Wording {
    switch kind {
    case .name: Wording("`\(text)` can be missing", zh: "`\(text)` 可能缺失")
    case .divisor: Wording("the divisor `\(text)` can be 0", zh: "除数 `\(text)` 可能为 0")
    case .emptyList: Wording("`\(text)` can have no elements", zh: "`\(text)` 可能没有元素")
    case .literal: Wording("`\(text)` is written here", zh: "这里写了 `\(text)`")
    case .power: Wording("`\(text)` can divide by 0", zh: "`\(text)` 可能除以 0")
    }
  }
}

extension NeededPlace {
  var wording: Wording {
    switch self {
    case .start: Wording("the start", zh: "起始值")
    case .points: Wording("the points", zh: "分数")
    case .level: Wording("the level", zh: "等级")
    case .amount: Wording("the amount", zh: "金额")
    case .cell: Wording("the cell", zh: "单元格的值")
    case .result: Wording("the result", zh: "结果")
    case .aggregated: Wording("the aggregated value", zh: "汇总的值")
    case .within: Wording("the deadline", zh: "时限")
    case .multiple: Wording("the multiple", zh: "取整单位")
    case .threshold: Wording("the value compared with", zh: "用来比较的值")
    }
  }
}
