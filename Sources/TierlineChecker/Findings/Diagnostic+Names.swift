// T1: names. One factory a finding: it takes plain text and spans, so that wording lives here alone.

import TierlineSource
import TierlineSyntax

extension Diagnostic {
  /// Raised by `overdu_days`.
  static func unknownName(_ name: String, near: String?, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unknownName, Wording("nothing is named `\(name)`", zh: "没有名为 `\(name)` 的内容"), at: span,
      help: near.map(didYouMean)
        ?? Wording(
          "declare it as an input field, a `let` or a `parameter`",
          zh: "请把它声明为输入字段、`定义` 或 `参数`"),
      fixes: near.map { [replace(span, $0)] } ?? [])
  }

  /// `count(invoices where amount > 5)`: the element's own field.
  static func fieldNeedsDot(_ name: String, of record: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unknownName, Wording("nothing is named `\(name)`", zh: "没有名为 `\(name)` 的内容"), at: span,
      help: Wording(
        "a field of the element has a dot before it: `.\(name)`",
        zh: "元素自己的字段前面要加点：`.\(name)`"),
      fixes: [.writing(".\(name)", over: span, isSafe: true)])
  }

  /// `let x = if c then high else low`: levels where nothing tells of which type.
  static func levelOfNoType(_ name: String, of levels: String?, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unknownName, Wording("nothing is named `\(name)`", zh: "没有名为 `\(name)` 的内容"), at: span,
      help: levels.map {
        Wording(
          "it is a level: say of which type, as in `let x: \($0) = …`",
          zh: "它是一个等级：请写明类型，如 `定义 x: \($0) = …`")
      }
        ?? Wording(
          "it is a level of an inline list: declare `levels NAME: …` and say `let x: NAME = …`",
          zh: "它是内联等级列表中的一级：请先声明 `等级 名称: …`，再写 `定义 x: 名称 = …`"))
  }

  /// `kind = enterprise`: safe where the text is one that can stand there.
  static func textNeedsQuotes(_ name: String, at span: SourceSpan, isSafe: Bool) -> Diagnostic {
    Diagnostic(
      .unknownName, Wording("nothing is named `\(name)`", zh: "没有名为 `\(name)` 的内容"), at: span,
      help: Wording("a text stands in quotes: `\"\(name)\"`", zh: "文本要加双引号：`\"\(name)\"`"),
      fixes: [.writing("\"\(name)\"", over: span, isSafe: isSafe)])
  }

  /// `true`, `null`, `今天`: a value elsewhere, here `meant`.
  static func valueElsewhere(_ name: String, meant: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unknownName, Wording("nothing is named `\(name)`", zh: "没有名为 `\(name)` 的内容"), at: span,
      help: Wording("write `\(meant)`", zh: "请写 `\(meant)`"),
      fixes: [.writing(meant, over: span, isSafe: true)])
  }

  /// Raised by `当逾期天数`.
  static func wordsRunTogether(_ word: String, split: [String], at span: SourceSpan) -> Diagnostic {
    let apart = split.joined(separator: " ")
    return Diagnostic(
      .wordsRunTogether,
      Wording("`\(word)` is read as one name", zh: "`\(word)` 被读作一个名称"), at: span,
      help: Wording("put blanks around keywords: `\(apart)`", zh: "请在关键字两侧加空格：`\(apart)`"),
      fixes: [replace(span, apart)])
  }

  /// Raised by `warnings.paymnt_delay`.
  static func unknownRule(
    _ name: String, of block: String, near: String?, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .unknownField,
      Wording("`\(block)` has no rule `\(name)`", zh: "`\(block)` 中没有规则 `\(name)`"), at: span,
      help: near.map(didYouMean), fixes: near.map { [replace(span, $0)] } ?? [])
  }

  /// Raised by `contact.fone`.
  static func unknownField(
    _ name: String, of record: String, near: String?, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .unknownField,
      Wording("`\(record)` has no field `\(name)`", zh: "`\(record)` 没有字段 `\(name)`"), at: span,
      help: near.map(didYouMean), fixes: near.map { [replace(span, $0)] } ?? [])
  }

  /// Raised by `risk = hihg`.
  static func unknownLevel(
    _ name: String, known: [String], near: String?, at span: SourceSpan
  ) -> Diagnostic {
    let levels = known.joined(separator: " < ")
    return Diagnostic(
      .unknownLevel, Wording("`\(name)` is no level here", zh: "`\(name)` 不是这里的等级"), at: span,
      help: near.map(didYouMean) ?? Wording("the levels are `\(levels)`", zh: "可用的等级：`\(levels)`"),
      fixes: near.map { [replace(span, $0)] } ?? [])
  }

  /// Raised by `x: monney`.
  static func unknownType(_ name: String, at span: SourceSpan, near: String?) -> Diagnostic {
    Diagnostic(
      .unknownType, Wording("there is no type `\(name)`", zh: "没有类型 `\(name)`"), at: span,
      help: near.map(didYouMean)
        ?? Wording(
          "types are `boolean`, `integer`, `number`, `money CNY`, `date`, `text`, `list of …`, levels and records",
          zh: "类型有 `布尔`、`整数`、`数值`、`金额 CNY`、`日期`、`文本`、`列表 …`，以及等级和记录"),
      fixes: near.map { [replace(span, $0)] } ?? [])
  }

  /// Two declarations of one name.
  static func declaredTwice(
    _ name: String, at span: SourceSpan, first: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .declaredTwice, Wording("`\(name)` is declared twice", zh: "`\(name)` 重复声明"), at: span,
      notes: [Label(first, Wording("first declared here", zh: "首次声明在此"))],
      help: Wording("give one of them another name", zh: "请给其中一个换个名称"))
  }

  /// Raised by `let a = b`, `let b = a`.
  static func cycle(
    _ names: [String], at span: SourceSpan, notes: [(String, SourceSpan)]
  ) -> Diagnostic {
    let path = names.map { "`\($0)`" }.joined(separator: " → ")
    return Diagnostic(
      .cycle, Wording("these need each other: \(path)", zh: "循环引用：\(path)"), at: span,
      notes: notes.map { name, span in
        Label(span, Wording("`\(name)` is part of it", zh: "`\(name)` 在循环之中"))
      },
      help: Wording(
        "break the circle; the value of the last review is `previous.name`",
        zh: "请打破循环；如需上一期的值，用 `上期.名称`"))
  }

  /// A chain of declarations deeper than is followed.
  static func declarationsTooDeep(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .nestedTooDeep,
      Wording("declarations build on each other too deep here", zh: "声明之间的引用层次过深"), at: span)
  }

  /// `restricted` where a value is needed.
  static func listAsValue(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .notAValue, Wording("the list `\(name)` is no value", zh: "名单 `\(name)` 不是一个值"), at: span,
      help: Wording("ask `x in \(name)`", zh: "请写 `x 属于 \(name)`"))
  }

  /// `warnings` where a value is needed.
  static func alertsAsValue(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .notAValue,
      Wording("the alerts block `\(name)` alone is no value", zh: "预警 `\(name)` 本身不是一个值"), at: span,
      help: Wording(
        "ask whether an alert is raised: `\(name).RULE`", zh: "请写 `\(name).规则名`，表示该预警是否触发"))
  }

  /// A table of several outputs without a column.
  static func tableNeedsColumn(
    _ name: String, columns: [String], at span: SourceSpan
  ) -> Diagnostic {
    let example = columns.first ?? "column"
    return Diagnostic(
      .notAValue,
      Wording("`\(name)` has several outputs", zh: "`\(name)` 有多个输出"), at: span,
      help: Wording("name one: `\(name).\(example)`", zh: "请指明其中一个：`\(name).\(example)`"))
  }

  /// `x in kind` where `kind` is no list.
  static func notAList(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .notAValue, Wording("`\(name)` is no list", zh: "`\(name)` 不是名单"), at: span,
      help: Wording(
        "name a `list`, or write the values: `in [\"a\", \"b\"]`",
        zh: "请写一个 `名单` 的名称，或直接列出：`属于 [\"a\", \"b\"]`"))
  }

  /// A name that may not be read at this place.
  static func outOfReach(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .notAValue, Wording("`\(name)` cannot be used here", zh: "此处不能使用 `\(name)`"), at: span,
      help: Wording(
        "records and `require` see fields, parameters, lists and `as_of`, no lets and no decisions",
        zh: "记录和 `要求` 只能使用字段、参数、名单和 `基准日`，不能使用定义和决策"))
  }

  /// Raised by `previous.late_after`.
  static func notInPrevious(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .notAValue,
      Wording("the previous record has no `\(name)`", zh: "上期记录中没有 `\(name)`"), at: span,
      help: Wording(
        "it holds input fields and decisions only", zh: "上期记录只包含输入字段和决策"))
  }

  /// `.amount` outside a list.
  static func noElement(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .noElement, Wording("`\(text)` has no list element to read", zh: "`\(text)` 不在列表元素之中"),
      at: span,
      help: Wording(
        "`.field` and `it` stand inside count, sum, any and the like: `sum(.amount for invoices)`",
        zh: "`.字段` 和 `本项` 只能写在计数、合计、任一等之内：`合计(.amount 于 invoices)`"))
  }

  /// `it` of a list of records.
  static func elementIsRecord(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .noElement, Wording("the element is a record", zh: "这里的元素是记录"), at: span,
      help: Wording("read one of its fields: `.field`", zh: "请读取它的字段：`.字段`"))
  }

  /// `.amount` of a list of plain values.
  static func elementHasNoFields(_ type: Wording, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .noElement,
      Wording(
        "the element is a plain `\(type.english)` without fields",
        zh: "这里的元素是 `\(type.chinese)`，没有字段"),
      at: span, help: Wording("the element itself is `it`", zh: "元素本身写作 `本项`"))
  }

  /// Two `input` blocks.
  static func inputTwice(at span: SourceSpan, first: SourceSpan) -> Diagnostic {
    Diagnostic(
      .inputCount, Wording("a ruleset has one `input`", zh: "一个规则集只能有一个 `输入`"), at: span,
      notes: [Label(first, Wording("the first is here", zh: "第一个在此"))])
  }

  /// Decisions without an input.
  static func inputMissing(
    at span: SourceSpan, behind header: SourceSpan, in language: Language
  ) -> Diagnostic {
    let input =
      language == .chinese ? "输入 客户 { 编号: 文本 主键 }" : "input customer { id: text key }"
    return Diagnostic(
      .inputCount, Wording("no `input` says what is read", zh: "没有 `输入` 说明要读取什么"), at: span,
      help: Wording(
        "declare what the records hold: `input customer { id: text key }`",
        zh: "请说明记录中有什么：`输入 客户 { 编号: 文本 主键 }`"),
      fixes: [
        Fix(
          Wording("insert `\(input)`", zh: "补上 `\(input)`"),
          edits: [Edit(SourceSpan(start: header.end, end: header.end), "\n\n" + input)])
      ])
  }

  /// An input without a key.
  static func keyMissing(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .inputCount,
      Wording("no field tells records apart", zh: "没有用来区分记录的字段"), at: span,
      help: Wording("mark one with `key`: `id: text key`", zh: "请用 `主键` 标明：`id: 文本 主键`"))
  }

  /// `--set` of a parameter that is not there.
  static func unknownParameter(_ name: String, at span: SourceSpan, near: String?) -> Diagnostic {
    Diagnostic(
      .unknownName, Wording("there is no parameter `\(name)`", zh: "没有参数 `\(name)`"), at: span,
      help: near.map(didYouMean))
  }

  static func didYouMean(_ near: String) -> Wording {
    Wording("did you mean `\(near)`?", zh: "是否想写 `\(near)`？")
  }

  static func replace(_ span: SourceSpan, _ text: String) -> Fix { .writing(text, over: span) }
}
