// T4: rule logic; and what is wrong with the shape of blocks, rows and declarations.

import TierlineSource

extension Diagnostic {
  /// A tier without `otherwise`.
  static func otherwiseMissing(at span: SourceSpan, insertion: ClauseInsertion?) -> Diagnostic {
    Diagnostic(
      .otherwiseMissing, Wording("a tier needs `otherwise`", zh: "分级必须有 `其余`"), at: span,
      help: Wording(
        "say what no rule takes: `otherwise LEVEL`", zh: "请写明没有规则命中时的等级：`其余 等级`"),
      fixes: insertion.map { [$0.otherwise] } ?? [])
  }

  /// Bands or rows that leave a combination out.
  static func gap(_ example: Wording, at span: SourceSpan, insertion: ClauseInsertion?)
    -> Diagnostic
  {
    Diagnostic(
      .gap,
      Wording("nothing decides \(example.english)", zh: "没有任何一项覆盖：\(example.chinese)"), at: span,
      help: Wording("add what is left out, or `otherwise`", zh: "请补上遗漏的情况，或写 `其余`"),
      fixes: insertion.map { [$0.otherwise] } ?? [])
  }

  /// Rows whose combinations are too many to be gone through.
  static func gapNotExcluded(at span: SourceSpan, insertion: ClauseInsertion?) -> Diagnostic {
    Diagnostic(
      .gap,
      Wording(
        "these rows have too many combinations to show that none is left out",
        zh: "组合过多，无法证明没有遗漏"), at: span,
      help: Wording("write `otherwise`", zh: "请写 `其余`"),
      fixes: insertion.map { [$0.otherwise] } ?? [])
  }

  /// Two rules of `take only`.
  static func overlap(
    _ later: String, _ earlier: String, at span: SourceSpan, first: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .overlap,
      Wording(
        "`\(later)` and `\(earlier)` can both match and disagree",
        zh: "`\(later)` 与 `\(earlier)` 可能同时命中且结果不同"), at: span,
      notes: [Label(first, Wording("`\(earlier)` is here", zh: "`\(earlier)` 在此"))],
      help: Wording(
        "make their conditions exclude each other, or use `take first`",
        zh: "请让两者的条件互斥，或改用 `取首个`"))
  }

  /// Two rows of `take only`.
  static func rowOverlap(at span: SourceSpan, first: SourceSpan) -> Diagnostic {
    Diagnostic(
      .overlap,
      Wording("this row and an earlier one can both match and disagree", zh: "该行与前面的行可能同时命中且结果不同"),
      at: span, notes: [Label(first, Wording("the earlier row", zh: "前面的行"))],
      help: Wording(
        "make the rows exclude each other, or use `take first`", zh: "请让各行互斥，或改用 `取首个`"))
  }

  /// A declaration that nothing uses.
  static func unused(_ kind: Wording, _ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unused,
      Wording(
        "nothing uses the \(kind.english) `\(name)`", zh: "\(kind.chinese) `\(name)` 没有被使用"),
      at: span,
      help: Wording("use it or remove it", zh: "请使用它或删除它"))
  }

  /// A condition, band or row that an earlier one already has.
  static func duplicateRule(at span: SourceSpan, first: SourceSpan) -> Diagnostic {
    Diagnostic(
      .duplicateRule, Wording("this repeats an earlier test", zh: "这里与前面的判断重复"), at: span,
      notes: [Label(first, Wording("the earlier one", zh: "前面的判断"))])
  }

  /// A row with too few or too many cells.
  static func rowWidth(
    expected: Int, found: Int, isOutcome: Bool, at span: SourceSpan
  ) -> Diagnostic {
    let side = isOutcome ? "right" : "left"
    let chineseSide = isOutcome ? "右" : "左"
    return Diagnostic(
      .rowWidth,
      Wording(
        "\(expected) cell\(expected == 1 ? "" : "s") stand\(expected == 1 ? "s" : "") \(side) of `||`, here \(found == 1 ? "is" : "are") \(found)",
        zh: "`||` \(chineseSide)侧应有 \(expected) 个单元格，这里有 \(found) 个"), at: span)
  }

  static func emptyCell(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .rowWidth, Wording("this cell is empty", zh: "单元格为空"), at: span,
      help: Wording("a cell that takes anything is `-`", zh: "任意值请写 `-`"))
  }

  static func matrixSubjects(found: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .rowWidth,
      Wording("a matrix has two expressions, here are \(found)", zh: "矩阵需要两个表达式，这里有 \(found) 个"),
      at: span)
  }

  static func matrixHeader(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .rowWidth,
      Wording("the first row of a matrix tests its second expression", zh: "矩阵的首行用来判断第二个表达式"),
      at: span, help: Wording("write `| || TEST | TEST |`", zh: "请写 `| || 判断 | 判断 |`"))
  }

  static func headerMissing(at span: SourceSpan, in language: Language) -> Diagnostic {
    let header =
      language == .chinese ? "规则集 \"名称\" 版本 \"1\"" : "ruleset \"Name\" version \"1\""
    return Diagnostic(
      .headerMissing,
      Wording("a ruleset begins with its name and version", zh: "规则集以名称和版本开头"), at: span,
      help: Wording(
        "write `ruleset \"Name\" version \"1\"` first", zh: "请先写 `规则集 \"名称\" 版本 \"1\"`"),
      fixes: [
        Fix(
          Wording("insert `\(header)`", zh: "补上 `\(header)`"),
          edits: [Edit(span, header + "\n\n")])
      ])
  }

  /// A monotone law over something that is no input field.
  static func lawNeedsField(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .typeMismatch,
      Wording("a law follows an input field", zh: "准则必须随一个输入字段变化"), at: span)
  }

  static func lawFieldNeverMissing(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .typeMismatch, Wording("`\(name)` is never missing", zh: "`\(name)` 不会缺失"), at: span,
      help: Wording("only an optional field goes missing", zh: "只有可选字段才会缺失"))
  }
}

// MARK: Never, always, shadowed

extension Diagnostic {
  /// `x > 5 and x < 3`: a condition that no record satisfies.
  static func neverMatches(_ name: Wording, at span: SourceSpan, part: SourceSpan) -> Diagnostic {
    Diagnostic(
      .neverMatches,
      Wording("\(name.english) never matches", zh: "\(name.chinese) 永远不会命中"), at: span,
      notes: part == span
        ? [] : [Label(part, Wording("this is never yes", zh: "这个条件永远不成立"))],
      help: Wording("correct the condition or remove it", zh: "请更正条件，或删除它"))
  }

  /// A condition that every record satisfies; `ends` where what follows it is never reached.
  static func alwaysMatches(_ name: Wording, at span: SourceSpan, ends: Bool) -> Diagnostic {
    Diagnostic(
      .alwaysMatches,
      Wording("\(name.english) always matches", zh: "\(name.chinese) 总是命中"), at: span,
      help: ends
        ? Wording(
          "nothing after it is ever reached: narrow it or put it last",
          zh: "其后的内容永远轮不到：请收窄条件，或把它放到最后")
        : Wording("correct the condition, or do without one", zh: "请更正条件，或改为不带条件的写法"))
  }

  /// A rule, band or row whose records all go to earlier ones.
  static func shadowed(
    _ name: Wording, at span: SourceSpan, _ reason: EarlierRules.Reason
  ) -> Diagnostic {
    var notes: [Label] = []
    var help = Wording(
      "those before it take everything that it would", zh: "它要处理的情况都已被前面的内容处理")
    if case .earlier(let place) = reason {
      notes = [Label(place, Wording("this takes everything that it would", zh: "它要处理的情况都已被这里处理"))]
      help = Wording(
        "put the narrower one first, or remove it", zh: "请把更窄的条件放在前面，或删除它")
    }
    return Diagnostic(
      .shadowed,
      Wording("\(name.english) is never reached", zh: "\(name.chinese) 永远轮不到"), at: span,
      notes: notes, help: help)
  }

  /// A level that no rule, band, row or `otherwise` gives.
  static func levelNeverGiven(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .levelNeverGiven,
      Wording("nothing gives the level `\(name)`", zh: "没有任何一项给出等级 `\(name)`"), at: span,
      help: Wording("give it, or take it out of the levels", zh: "请给出这一等级，或将其删除"))
  }
}
