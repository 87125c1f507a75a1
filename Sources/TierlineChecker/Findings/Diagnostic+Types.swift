// T2: types, units, domains.

import TierlineSource
import TierlineSyntax

extension Diagnostic {
  /// Raised by `name + 5`.
  static func operandTypes(
    _ symbol: String, _ left: Wording, _ right: Wording, at span: SourceSpan,
    mend: LiteralMend? = nil
  ) -> Diagnostic {
    let areTexts = symbol == "+" && left.english == "text" && right.english == "text"
    let joining = Wording(
      "texts are put together in a reason only: `because \"{a} {b}\"`",
      zh: "文本只在理由中拼接：`理由 \"{a} {b}\"`")
    return Diagnostic(
      .operandTypes,
      Wording(
        "`\(symbol)` does not go with `\(left.english)` and `\(right.english)`",
        zh: "`\(symbol)` 不能用于 `\(left.chinese)` 和 `\(right.chinese)`"),
      at: mend?.span ?? span, help: areTexts ? joining : mend?.help,
      fixes: mend.map { [$0.fix] } ?? [])
  }

  /// Raised by `-name`.
  static func operandType(_ symbol: String, _ type: Wording, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .operandTypes,
      Wording(
        "`\(symbol)` does not go with `\(type.english)`",
        zh: "`\(symbol)` 不能用于 `\(type.chinese)`"), at: span)
  }

  /// Raised by `5 CNY + 5 USD`.
  static func currenciesMix(_ left: String, _ right: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .currenciesMix,
      Wording("`\(left)` and `\(right)` do not mix", zh: "`\(left)` 与 `\(right)` 不能混用"), at: span,
      help: Wording(
        "convert one with a rate kept as a `parameter`: `x / 1 \(right) * rate * 1 \(left)`",
        zh: "请用 `参数` 保存汇率，再换算其中一个：`x / 1 \(right) * 汇率 * 1 \(left)`"))
  }

  /// Raised by `annual_revenue > 100`.
  static func currencyNeeded(
    found: Wording, expected: Wording, at span: SourceSpan, text: String?
  ) -> Diagnostic {
    Diagnostic(
      .typeMismatch,
      Wording(
        "`\(expected.english)` is needed here, not a plain `\(found.english)`",
        zh: "此处需要 `\(expected.chinese)`，而不是没有币种的 `\(found.chinese)`"),
      at: span,
      help: text.map { Wording("say the currency: `\($0)`", zh: "请写明币种：`\($0)`") }
        ?? Wording(
          "an amount is a number times one unit of its currency: `x * 1 CNY`",
          zh: "数值乘以一个货币单位即为金额：`x * 1 CNY`"),
      fixes: text.map { [replace(span, $0)] } ?? [])
  }

  /// Another type was needed.
  static func typeMismatch(
    expected: Wording, found: Wording, at span: SourceSpan, mend: LiteralMend? = nil,
    areLevels: Bool = false
  ) -> Diagnostic {
    var help = areLevels ? sharedLevels : mend?.help
    if help == nil, expected.english == "integer", found.english == "number" {
      help = Wording("round it: `round(x, 0)`", zh: "请取整：`四舍五入(x, 0)`")
    }
    return Diagnostic(
      .typeMismatch,
      Wording(
        "`\(expected.english)` is needed here, this is `\(found.english)`",
        zh: "此处需要 `\(expected.chinese)`，这里是 `\(found.chinese)`"),
      at: span, help: help, fixes: mend.map { [$0.fix] } ?? [])
  }

  /// A condition was needed.
  static func conditionNeeded(_ found: Wording, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .typeMismatch,
      Wording(
        "a condition is needed here, this is `\(found.english)`",
        zh: "此处需要条件，这里是 `\(found.chinese)`"), at: span,
      help: Wording("compare it, as in `x > 5`", zh: "请写成比较，例如 `x > 5`"))
  }

  /// A limit that is no money.
  static func moneyNeeded(_ found: Wording, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .typeMismatch,
      Wording(
        "a limit is an amount of money, not `\(found.english)`",
        zh: "额度是金额，不能是 `\(found.chinese)`"), at: span,
      help: Wording("write `money CNY`", zh: "请写 `金额 CNY`"))
  }

  /// A tier whose type has no levels.
  static func levelsNeeded(_ found: Wording, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .typeMismatch,
      Wording(
        "levels are needed here, not `\(found.english)`",
        zh: "此处需要等级，不能是 `\(found.chinese)`"), at: span,
      help: Wording(
        "list them, lowest first: `low < medium < high`", zh: "请从低到高列出：`低 < 中 < 高`"))
  }

  /// A record or list where a plain value is needed.
  static func plainTypeNeeded(_ found: Wording, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .typeMismatch,
      Wording(
        "a single value is needed here, this is `\(found.english)`",
        zh: "此处需要单个值，这里是 `\(found.chinese)`"), at: span)
  }

  /// Raised by `count(kind where …)`, `x in ("a")`: `list` is what a list of it would be.
  static func listNeeded(
    _ found: Wording, at span: SourceSpan, list: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      .typeMismatch,
      Wording(
        "a list is needed here, this is `\(found.english)`",
        zh: "此处需要列表，这里是 `\(found.chinese)`"), at: span,
      help: list.map { Wording("write `\($0)`", zh: "请写 `\($0)`") },
      fixes: list.map { [.writing($0, over: span, isSafe: true)] } ?? [])
  }

  /// `risk.level` of something without fields.
  static func noFields(_ type: Wording, at span: SourceSpan, meant: String? = nil) -> Diagnostic {
    Diagnostic(
      .typeMismatch,
      Wording("`\(type.english)` has no fields", zh: "`\(type.chinese)` 没有字段"), at: span,
      help: meant.map { Wording("write `\($0)`", zh: "请写 `\($0)`") },
      fixes: meant.map { [.writing($0, over: span)] } ?? [])
  }

  /// Raised by `x in 1-5` and `since in 2024`.
  static func rangeNeeded(_ range: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .typeMismatch,
      Wording("a range or a list is needed here", zh: "此处需要区间或列表"), at: span,
      help: Wording("write `\(range)`", zh: "请写 `\(range)`"),
      fixes: [.writing(range, over: span)])
  }

  /// Raised by `kind = "a" or "b"`.
  static func conditionAgain(_ found: Wording, meant: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .typeMismatch,
      Wording(
        "a condition is needed here, this is `\(found.english)`",
        zh: "此处需要条件，这里是 `\(found.chinese)`"), at: span,
      help: Wording(
        "say again what is compared: `\(meant)`", zh: "请再写一遍要比较的内容：`\(meant)`"),
      fixes: [.writing(meant, over: span)])
  }

  /// `invoices.amount`: the field is one of each element; `meant` reads it.
  static func fieldOfList(
    _ field: String, list: String, meant: String, at span: SourceSpan, edit: Edit?,
    isSafe: Bool = false
  ) -> Diagnostic {
    Diagnostic(
      .unknownField,
      Wording(
        "`\(list)` is a list: `\(field)` belongs to each of its elements",
        zh: "`\(list)` 是列表，`\(field)` 是其中每一项的字段"), at: span,
      help: Wording("write `\(meant)`", zh: "请写 `\(meant)`"),
      fixes: edit.map {
        [
          Fix(
            Wording("write `\(meant)`", zh: "改为 `\(meant)`"), edits: [$0], isSafe: isSafe)
        ]
      } ?? [])
  }

  /// Raised by `5 < "a"`.
  static func comparedTypes(
    _ left: Wording, _ right: Wording, at span: SourceSpan, mend: LiteralMend? = nil
  ) -> Diagnostic {
    Diagnostic(
      .comparedTypes,
      Wording(
        "`\(left.english)` and `\(right.english)` cannot be compared",
        zh: "`\(left.chinese)` 与 `\(right.chinese)` 不能比较"),
      at: mend?.span ?? span, help: mend?.help, fixes: mend.map { [$0.fix] } ?? [])
  }

  /// `risk = other_risk`, each with a list of levels of its own.
  static func levelsOfTwoTypes(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .comparedTypes,
      Wording("levels of two types cannot be compared", zh: "两种不同类型的等级不能比较"), at: span,
      help: sharedLevels)
  }

  /// How two declarations come to have one level type.
  private static let sharedLevels = Wording(
    "each list of levels is a type of its own: declare `levels NAME: low < high` once and write `NAME` in both places",
    zh: "每一份等级列表都是单独的类型：请用 `等级 名称: 低 < 高` 声明一次，两处都写 `名称`")

  /// Raised by `name < "b"`.
  static func notOrdered(_ type: Wording, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .comparedTypes,
      Wording("`\(type.english)` has no order", zh: "`\(type.chinese)` 没有大小顺序"), at: span,
      help: Wording("compare it with `=`, `!=` or `in`", zh: "请用 `=`、`!=` 或 `属于` 比较"))
  }

  /// Raised by `30 days + 1 month`.
  static func durationsMix(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .durationsMix,
      Wording("days and months do not mix", zh: "天数与月数不能混用"), at: span,
      help: Wording(
        "a month has no fixed number of days: use one kind", zh: "每月天数不固定，请统一使用一种"))
  }

  /// Raised by `1.5 days`.
  static func durationNotWhole(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .typeMismatch,
      Wording("a duration is a whole number of days or months", zh: "期限必须是整数的天或月"), at: span)
  }

  /// A duration as an input field.
  static func durationField(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .typeMismatch, Wording("an input field cannot be a duration", zh: "输入字段不能是期限"), at: span,
      help: Wording("read a number of days as an integer", zh: "请用整数读取天数"))
  }

  /// A literal that the field can never hold.
  static func outsideDomain(
    _ text: String, at span: SourceSpan, domain: String, near: String?
  ) -> Diagnostic {
    Diagnostic(
      .outsideDomain,
      Wording(
        "`\(text)` can never occur: the domain is `\(domain)`",
        zh: "`\(text)` 不可能出现，取值范围是 `\(domain)`"),
      at: span, help: near.map(didYouMean), fixes: near.map { [replace(span, $0)] } ?? [])
  }

  /// A comparison with a literal outside the domain.
  static func comparisonOutsideDomain(
    _ text: String, domain: String, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .comparisonOutsideDomain,
      Wording(
        "`\(text)` is outside the domain `\(domain)`, so the answer is always the same",
        zh: "`\(text)` 超出取值范围 `\(domain)`，比较结果总是一样"), at: span)
  }

  /// `1.234 CNY` where two places are kept.
  static func tooManyPlaces(_ text: String, places: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .tooManyPlaces,
      Wording(
        "`\(text)` has more than \(places) decimals", zh: "`\(text)` 的小数超过 \(places) 位"),
      at: span)
  }

  /// A number beyond 38 digits.
  static func numberTooLong(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .numberTooLong,
      Wording(
        "numbers have at most 20 digits before the point and 18 behind it",
        zh: "数值最多 20 位整数和 18 位小数"), at: span)
  }

  /// Raised by `abs(1, 2)`.
  static func argumentCount(
    _ function: Keyword, expected: Int, upTo: Int, found: Int, example: Wording, at span: SourceSpan
  ) -> Diagnostic {
    let wanted = expected == upTo ? "\(expected)" : "\(expected) or more"
    let chinese = expected == upTo ? "\(expected)" : "至少 \(expected)"
    let name = function.wording
    return Diagnostic(
      .argumentCount,
      Wording(
        "`\(name.english)` takes \(wanted) value\(expected == 1 && upTo == 1 ? "" : "s"), not \(found)",
        zh: "`\(name.chinese)` 需要 \(chinese) 个值，这里有 \(found) 个"), at: span,
      help: Wording("write `\(example.english)`", zh: "请写成 `\(example.chinese)` 的形式"))
  }

  /// Raised by `sum(invoices)`.
  static func aggregateNeedsValue(_ function: Keyword, list: String, at span: SourceSpan)
    -> Diagnostic
  {
    let name = function.wording
    return Diagnostic(
      .argumentCount,
      Wording(
        "`\(name.english)` needs to know of what", zh: "`\(name.chinese)` 需要指明对什么计算"), at: span,
      help: Wording(
        "write `\(name.english)(.field for \(list))`, or `it` where its elements are plain values",
        zh: "请写 `\(name.chinese)(.字段 于 \(list))`，如果每一项就是值则写 `本项`"))
  }

  /// Raised by `count(.amount for invoices)`.
  static func aggregateValueUnwanted(_ function: Keyword, at span: SourceSpan) -> Diagnostic {
    let name = function.wording
    return Diagnostic(
      .argumentCount,
      Wording(
        "`\(name.english)` takes a list alone", zh: "`\(name.chinese)` 只需要列表，不需要取值"), at: span,
      help: Wording(
        "write `\(name.english)(LIST where CONDITION)`", zh: "请写 `\(name.chinese)(列表 其中 条件)`"))
  }

  /// Raised by `any(invoices)`.
  static func aggregateNeedsWhere(
    _ function: Keyword, list: String, at span: SourceSpan
  ) -> Diagnostic {
    let name = function.wording
    return Diagnostic(
      .argumentCount,
      Wording("`\(name.english)` needs a condition", zh: "`\(name.chinese)` 需要条件"), at: span,
      help: Wording(
        "write `\(name.english)(\(list) where CONDITION)`",
        zh: "请写 `\(name.chinese)(\(list) 其中 条件)`"))
  }

  /// Raised by `round(x, y)`, `places 99`.
  static func wholeNumberNeeded(from lower: Int, to upper: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .constantNeeded,
      Wording(
        "a whole number from \(lower) to \(upper) is needed here",
        zh: "此处需要 \(lower) 到 \(upper) 的整数"), at: span)
  }

  /// A value that must be written out.
  static func literalNeeded(_ type: Wording?, at span: SourceSpan) -> Diagnostic {
    let english = type.map { " `\($0.english)`" } ?? ""
    let chinese = type.map { "此处需要直接写出的 `\($0.chinese)` 值" } ?? "此处需要直接写出的值"
    return Diagnostic(
      .constantNeeded, Wording("a fixed\(english) value is needed here", zh: chinese), at: span,
      help: Wording(
        "write the value itself: nothing is computed here", zh: "请直接写出值，这里不能计算"))
  }

  /// Raised by `round down to assets`.
  static func multipleNeeded(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .constantNeeded,
      Wording(
        "rounding needs a positive amount, written out or a parameter",
        zh: "取整需要一个正的金额，直接写出或使用参数"), at: span)
  }

  /// Raised by `when > assets`.
  static func fixedOperandNeeded(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .constantNeeded,
      Wording(
        "a test compares with literals, levels and parameters",
        zh: "此处只能与字面值、等级或参数比较"), at: span,
      help: Wording(
        "compare two values of a record in a rule's condition", zh: "请在规则的条件中比较记录的两个值"))
  }

  /// A key in a record that is not the input.
  static func keyOutsideInput(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .modifiersContradict,
      Wording(
        "only fields of the input can be a key, `\(name)` is none",
        zh: "只有输入的字段可以是主键，`\(name)` 不是"), at: span)
  }

  /// Raised by `key optional`.
  static func keyNeedsValue(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .modifiersContradict,
      Wording("the key `\(name)` must be in every record", zh: "主键 `\(name)` 在每条记录中都必须存在"), at: span
    )
  }

  /// Raised by `key sensitive`.
  static func keySensitive(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .modifiersContradict,
      Wording(
        "the key `\(name)` stands beside every decision, so it cannot be sensitive",
        zh: "主键 `\(name)` 写在每个决策旁边，因此不能是敏感字段"), at: span,
      help: Wording(
        "use a customer number as the key, and keep this one beside it as a sensitive field",
        zh: "请用客户编号作主键，本字段另列为敏感字段"))
  }

  /// A key of another type than text or integer.
  static func keyType(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .modifiersContradict,
      Wording("the key `\(name)` must be text or integer", zh: "主键 `\(name)` 必须是文本或整数"), at: span)
  }

  /// Raised by `optional default 0`.
  static func optionalWithDefault(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .modifiersContradict,
      Wording(
        "`\(name)` has a default, so it is never missing", zh: "`\(name)` 有默认值，因此不会缺失"), at: span,
      help: Wording("remove `optional` or the default", zh: "请去掉 `可选` 或默认值"))
  }

  /// Raised by `key key`.
  static func repeatedModifier(at span: SourceSpan, first: SourceSpan) -> Diagnostic {
    Diagnostic(
      .repeatedClause, Wording("this is said twice", zh: "这里重复了"), at: span,
      notes: [Label(first, Wording("first said here", zh: "首次出现在此"))])
  }

  /// `places 2` of a text.
  static func modifierForNumbers(_ modifier: Keyword, at span: SourceSpan) -> Diagnostic {
    let name = modifier.wording
    return Diagnostic(
      .modifiersContradict,
      Wording(
        "`\(name.english)` is for numbers and money", zh: "`\(name.chinese)` 只用于数值和金额"),
      at: span)
  }

  /// `default ["a"]` of a list.
  static func defaultOfList(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .constantNeeded, Wording("the default of a list is `[]`", zh: "列表的默认值只能是 `[]`"), at: span)
  }

  /// Raised by `let x = missing`.
  static func typeUnknown(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .typeUnknown, Wording("nothing tells the type of this", zh: "无法得知此处的类型"), at: span,
      help: Wording("state it: `let name: number = …`", zh: "请写明类型：`定义 名称: 数值 = …`"))
  }

  /// A result that reads its own previous value.
  static func resultNeedsType(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .typeUnknown,
      Wording("`\(name)` reads its own previous value", zh: "`\(name)` 引用了自身的上期值"), at: span,
      help: Wording(
        "state its type: `result \(name): number = …`", zh: "请写明类型：`结果 \(name): 数值 = …`"))
  }

  /// A sensitive field as a result.
  static func sensitiveResult(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .sensitiveResult, Wording("this result would show a sensitive field", zh: "该结果会泄露敏感字段"),
      at: span,
      help: Wording(
        "decide on it instead of writing it out: `x is present`", zh: "请用它做判断，而不是输出：`x 存在`"))
  }

  /// A sensitive field in a reason.
  static func sensitiveInText(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .sensitiveInText,
      Wording("`\(text)` is sensitive and prints as •••", zh: "`\(text)` 是敏感内容，将显示为 •••"), at: span)
  }

  static func domainMalformed(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .domainMalformed,
      Wording("this says no domain", zh: "这里没有给出取值范围"), at: span,
      help: Wording(
        "write `in 0..100`, `in >= 0`, `in [\"a\", \"b\"]` or `in LIST`",
        zh: "请写 `属于 0..100`、`属于 >= 0`、`属于 [\"a\", \"b\"]` 或 `属于 名单`"))
  }

  static func domainEmpty(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .domainMalformed, Wording("no value lies in this domain", zh: "没有值能落在这个取值范围内"), at: span,
      help: Wording("write the lower end first", zh: "请先写较小的一端"))
  }

  static func domainNeedsOrder(_ type: Wording, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .domainMalformed,
      Wording("`\(type.english)` has no order", zh: "`\(type.chinese)` 没有大小顺序"), at: span,
      help: Wording("list the values: `in [\"a\", \"b\"]`", zh: "请列出取值：`属于 [\"a\", \"b\"]`"))
  }

  /// Raised by `x in 5..1`.
  static func rangeEmpty(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .domainMalformed, Wording("no value lies in this range", zh: "没有值能落在这个区间内"), at: span,
      help: Wording("write the lower end first", zh: "请先写较小的一端"))
  }

  /// Raised by `x in []`.
  static func membersEmpty(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .domainMalformed, Wording("nothing is in an empty list", zh: "空列表中没有任何值"), at: span)
  }

  /// `[a, b]` where no list can stand.
  static func listOutOfPlace(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .typeMismatch, Wording("a list stands only behind `in`", zh: "列表只能写在 `属于` 之后"), at: span)
  }

  /// Raised by `score s in 0..<100`.
  static func boundsMalformed(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .domainMalformed,
      Wording("a score lies between two points, both within", zh: "评分的范围包含两端"), at: span,
      help: Wording("write `in 0..1000`", zh: "请写 `属于 0..1000`"))
  }

  /// Raised by `1 / 0`.
  static func divisionByZero(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .constantOverflow, Wording("this divides by zero", zh: "这里除以零"), at: span)
  }

  /// Dated values out of order.
  static func datesDisordered(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .datesDisordered,
      Wording("the dates of a parameter ascend, each once", zh: "参数的日期必须递增且不重复"), at: span)
  }

  /// Raised by `500 XYZ`, `money XYZ`.
  static func unknownCurrency(
    _ code: String, meant: String?, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .unknownUnit, Wording("`\(code)` is no currency", zh: "`\(code)` 不是币种代码"), at: span,
      help: meant.map { Wording("write `\($0)`", zh: "请写 `\($0)`") }
        ?? Wording(
          "currencies have ISO 4217 codes: `CNY`, `USD`, `EUR`",
          zh: "币种使用 ISO 4217 代码：`CNY`、`USD`、`EUR`"),
      fixes: meant.map { [.writing($0, over: span, isSafe: true)] } ?? [])
  }
}
