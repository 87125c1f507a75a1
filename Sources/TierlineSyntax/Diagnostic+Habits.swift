// Findings about what authors bring along from Excel, from SQL, from other programming languages
// and from prose. Each says what to write here instead, and most carry a safe mend: what was meant
// leaves no doubt.

import TierlineSource

extension Diagnostic {
  /// `'a'`, `「a」`: `closing` is nil where the text holds a quote, which a mend would have to escape.
  static func otherQuotes(opening: SourceSpan, closing: SourceSpan?) -> Diagnostic {
    Diagnostic(
      .unknownCharacter,
      Wording("a text stands in double quotes", zh: "文本要写在双引号内"), at: opening,
      help: Wording("write `\"…\"`", zh: "请写 `\"…\"`"),
      fixes: closing.map { closing in
        [
          Fix(
            Wording("write double quotes", zh: "改为双引号"),
            edits: [Edit(opening, "\""), Edit(closing, "\"")], isSafe: true)
        ]
      } ?? [])
  }

  /// `&&`, `!`: `word` is written instead.
  static func logicSign(
    _ sign: String, _ word: String, at span: SourceSpan, isGluedBefore: Bool, isGluedAfter: Bool
  ) -> Diagnostic {
    let text = (isGluedBefore ? " " : "") + word + (isGluedAfter ? " " : "")
    return Diagnostic(
      .unknownCharacter,
      Wording("`\(sign)` is written `\(word)`", zh: "`\(sign)` 要写作 `\(word)`"), at: span,
      fixes: [.writing(text, over: span, isSafe: true)])
  }

  /// Raised by `// note`.
  static func slashComment(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unexpectedSyntax,
      Wording("a comment begins with `#`, not `//`", zh: "注释以 `#` 开头，不是 `//`"), at: span,
      fixes: [.writing("#", over: span, isSafe: true)])
  }

  /// `80 %`: `gap` is what stands between.
  static func percentApart(gap: SourceSpan, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unexpectedSyntax,
      Wording("`%` stands right behind its number", zh: "`%` 要紧跟在数字后面"), at: span,
      help: Wording("write it as in `80%`, without a space", zh: "请写成 `80%` 的样子，中间不加空格"),
      fixes: [
        Fix(Wording("remove the space", zh: "删除空格"), edits: [Edit(gap, "")], isSafe: true)
      ])
  }

  /// `2025年1月1日`, `2025/1/1`.
  static func dateOtherwise(_ text: String, at span: SourceSpan) -> Diagnostic {
    guard let iso = isoDate(text) else { return noSuchDate(text, at: span) }
    return Diagnostic(
      .unexpectedSyntax,
      Wording("expected `\(iso)`, found `\(text)`", zh: "此处应为 `\(iso)`，却是 `\(text)`"), at: span,
      help: Wording("a date is written `\(iso)`", zh: "日期写作 `\(iso)`"),
      fixes: [.writing(iso, over: span, isSafe: true)])
  }

  /// `=>`, `<>`, `大于`, `AND`: what stands there has another spelling here.
  static func spelling(
    _ found: String, meant: String, at span: SourceSpan, isSafe: Bool = true
  ) -> Diagnostic {
    Diagnostic(
      .unexpectedSyntax,
      Wording("expected `\(meant)`, found `\(found)`", zh: "此处应为 `\(meant)`，却是 `\(found)`"),
      at: span, fixes: [.writing(meant, over: span, isSafe: isSafe)])
  }

  /// `x between 30 and 60`: `edits` make it `x in 30..60`.
  static func between(_ word: String, at span: SourceSpan, edits: [Edit], meant: String)
    -> Diagnostic
  {
    Diagnostic(
      .unexpectedSyntax,
      Wording("a range is written `\(meant)`", zh: "区间写作 `\(meant)`"), at: span,
      fixes: [
        Fix(
          Wording("write `\(meant)`", zh: "改为 `\(meant)`"), edits: edits, isSafe: true)
      ])
  }

  /// Raised by `x in ("a", "b")`.
  static func listInParentheses(opening: SourceSpan, closing: SourceSpan?) -> Diagnostic {
    Diagnostic(
      .unexpectedSyntax,
      Wording(
        "a list stands in square brackets: expected `[`, found `(`",
        zh: "列表要写在方括号内：此处应为 `[`，却是 `(`"),
      at: opening,
      fixes: closing.map { closing in
        [
          Fix(
            Wording("write `[…]`", zh: "改为 `[…]`"),
            edits: [Edit(opening, "["), Edit(closing, "]")], isSafe: true)
        ]
      } ?? [])
  }

  /// Raised by `x in (1..5)`.
  static func rangeInParentheses(opening: SourceSpan, closing: SourceSpan?) -> Diagnostic {
    Diagnostic(
      .unexpectedSyntax,
      Wording("a range stands without parentheses", zh: "区间外面不加括号"), at: opening,
      fixes: closing.map { closing in
        [
          Fix(
            Wording("remove the parentheses", zh: "去掉括号"),
            edits: [Edit(opening, ""), Edit(closing, "")], isSafe: true)
        ]
      } ?? [])
  }

  /// Raised by `x in "a", "b"`.
  static func listWithoutBrackets(_ members: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unexpectedSyntax,
      Wording("a list stands in square brackets", zh: "列表要写在方括号内"), at: members,
      fixes: [
        Fix(
          Wording("write `[…]`", zh: "改为 `[…]`"),
          edits: [
            Edit(SourceSpan(start: members.start, end: members.start), "["),
            Edit(SourceSpan(start: members.end, end: members.end), "]"),
          ], isSafe: true)
      ])
  }

  /// Raised by `invoices[0]`.
  static func subscripted(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unexpectedSyntax,
      Wording("the elements of a list have no numbers", zh: "列表中的元素没有编号"), at: span,
      help: Wording(
        "ask of all at once: `any(L where …)`, `count(L where …)`, `max(.field for L)`",
        zh: "请对整个列表提问：`任一(列表 其中 …)`、`计数(列表 其中 …)`、`最大(.字段 于 列表)`"))
  }

  /// `500,000`: `commas` are its commas.
  static func thousandsCommas(_ commas: [SourceSpan], written: String) -> Diagnostic {
    Diagnostic(
      .unexpectedSyntax,
      Wording(
        "thousands are not set apart by commas: write `\(written)`",
        zh: "千位之间不用逗号：请写 `\(written)`"),
      at: commas.first ?? .nowhere,
      fixes: [
        Fix(
          Wording("write `\(written)`", zh: "改为 `\(written)`"),
          edits: commas.map { Edit($0, "_") }, isSafe: true)
      ])
  }

  /// `tier risk: low, high`: `marks` stand between the levels.
  static func levelsApart(_ mark: String, _ marks: [SourceSpan]) -> Diagnostic {
    let isDescending = mark == ">"
    return Diagnostic(
      .unexpectedSyntax,
      Wording(
        "levels stand lowest first with `<` between, found `\(mark)`",
        zh: "等级从低到高用 `<` 连接，却是 `\(mark)`"),
      at: marks.first ?? .nowhere,
      help: Wording("write `low < medium < high`", zh: "请写成 `低 < 中 < 高` 的形式"),
      fixes: isDescending
        ? []
        : [Fix(Wording("write `<`", zh: "改为 `<`"), edits: marks.map { Edit($0, " <") })])
  }

  /// `then risk = high`: `assignment` is what stands before the value.
  static func outcomeAssigned(_ value: String, assignment: SourceSpan) -> Diagnostic {
    Diagnostic(
      .looseOperand,
      Wording(
        "the outcome is the value alone: write `\(value)`", zh: "结果只写值本身：请写 `\(value)`"),
      at: assignment,
      fixes: [
        Fix(
          Wording("write `\(value)`", zh: "改为 `\(value)`"), edits: [Edit(assignment, "")],
          isSafe: true)
      ])
  }

  /// `then limit = 0 CNY` in a limit: `assignment` is what stands before the amount.
  static func amountAssigned(_ setTo: String, assignment: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unexpectedSyntax,
      Wording("an amount is set with `\(setTo)`", zh: "设定金额用 `\(setTo)`"), at: assignment,
      fixes: [
        Fix(
          Wording("write `\(setTo)`", zh: "改为 `\(setTo)`"),
          edits: [Edit(assignment, setTo + " ")], isSafe: true)
      ])
  }

  /// `AND(a, b)`, `IF(c, a, b)`: a function elsewhere, here a part of the language.
  static func functionElsewhere(
    _ name: String, meant: String, at span: SourceSpan, edits: [Edit]
  ) -> Diagnostic {
    Diagnostic(
      .unknownName,
      Wording("`\(name)` is no function: write `\(meant)`", zh: "`\(name)` 不是函数：请写 `\(meant)`"),
      at: span,
      fixes: edits.isEmpty
        ? []
        : [Fix(Wording("write `\(meant)`", zh: "改为 `\(meant)`"), edits: edits, isSafe: true)])
  }

  /// `rond(x, 0)`: `near` is offered instead.
  static func unknownFunction(
    _ name: String, near: String?, help: Wording?, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .unknownName, Wording("`\(name)` is no function", zh: "`\(name)` 不是函数"), at: span,
      help: near.map { Wording("did you mean `\($0)`?", zh: "是否想写 `\($0)`？") } ?? help,
      fixes: near.map { [.writing($0, over: span)] } ?? [])
  }

  /// `15% annual_revenue`: the sign of the product is absent at `gap`.
  static func productSign(_ product: String, at span: SourceSpan, gap: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unknownUnit,
      Wording("a product needs its sign: write `\(product)`", zh: "乘法要写出符号：请写 `\(product)`"),
      at: span, fixes: [.inserting(" *", at: gap, isSafe: true)])
  }

  /// `| > 60 | 0 days |`: the bar that must be two.
  static func singleBar(at bar: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unexpectedSyntax,
      Wording(
        "expected `||` between the tests and the outcome, found `|`",
        zh: "判断与结果之间应为 `||`，却是 `|`"),
      at: bar, fixes: [.writing("||", over: bar, isSafe: true)])
  }

  /// Raised by `result x optional = …`.
  static func optionalNeedsType(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unexpectedSyntax,
      Wording("expected a type before `optional`", zh: "`可选` 之前应写明类型"), at: span,
      help: Wording(
        "write `\(name): number optional = …` with the type that it has",
        zh: "请写 `\(name): 数值 可选 = …`，并改为实际的类型"))
  }

}

/// A date in digits with other marks between, as it is written here; nil for no day of the calendar.
package func isoDate(_ text: String) -> String? {
  guard let parts = parseDateParts(text), (1...9999).contains(parts.year),
    (1...12).contains(parts.month),
    (1...dayCount(year: parts.year, month: parts.month)).contains(parts.day)
  else { return nil }
  return padded(parts.year, 4) + "-" + padded(parts.month, 2) + "-" + padded(parts.day, 2)
}

private func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
