// Findings about the order of the tokens: T010–T015, T017–T019 and T304. (T016 needs to know which
// file is the entry; the checker reports it.)
//
// A finding about something missing stands right behind what comes before it, where the author
// must type; one about something too much covers it.

package import TierlineSource

extension Diagnostic {
  /// Something else was needed here.
  static func unexpected(
    expected: Wording, found: Wording, at span: SourceSpan, help: Wording? = nil,
    fixes: [Fix] = []
  ) -> Diagnostic {
    Diagnostic(
      .unexpectedSyntax,
      Wording(
        "expected \(expected.english), found \(found.english)",
        zh: "此处应为\(setApart(expected.chinese))，却是\(setApart(found.chinese))"),
      at: span, help: help, fixes: fixes)
  }

  static func unclosed(
    _ bracket: String, opening: SourceSpan, at span: SourceSpan, found: Wording
  ) -> Diagnostic {
    Diagnostic(
      .unclosedBracket,
      Wording(
        "expected `\(bracket)`, found \(found.english)",
        zh: "此处应为 `\(bracket)`，却是\(setApart(found.chinese))"),
      at: span,
      notes: [Label(opening, Wording("opened here", zh: "在此打开"))],
      fixes: [
        Fix(
          Wording("insert `\(bracket)`", zh: "补上 `\(bracket)`"),
          edits: [Edit(SourceSpan(start: span.start, end: span.start), bracket)])
      ])
  }

  /// A blank stands between Chinese words and a backtick.
  private static func setApart(_ words: String) -> String {
    words.first == "`" ? " " + words : words
  }

  static func unclosedOperand(at brace: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unclosedBracket,
      Wording(
        "`{` in this text is not closed on its line", zh: "文本中的 `{` 没有在同一行闭合"),
      at: brace,
      fixes: [
        Fix(
          Wording(#"write `\{` for a brace"#, zh: #"花括号本身写作 `\{`"#),
          edits: [Edit(SourceSpan(start: brace.start, end: brace.start), "\\")])
      ])
  }

  static func nestedTooDeep(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .nestedTooDeep, Wording("this is nested too deep", zh: "此处嵌套过深"), at: span,
      help: Wording("give a part of it a name with `let`", zh: "请用 `定义` 给其中一部分命名"))
  }

  /// `1 < x < 5`: `range` is the same as a range, where it is one.
  static func chainedComparison(at span: SourceSpan, range: String?) -> Diagnostic {
    Diagnostic(
      .chainedComparison,
      Wording("comparisons don't chain", zh: "比较不能连写"), at: span,
      help: range.map { Wording("write the range `\($0)`", zh: "请写成区间 `\($0)`") }
        ?? Wording(
          "write a range, `x in 1..5`, or join two comparisons with `and`",
          zh: "请写区间 `x 属于 1..5`，或用 `且` 连接两个比较"),
      fixes: range.map { [.writing($0, over: span, isSafe: true)] } ?? [])
  }

  static func repeatedClause(
    _ keyword: Wording, at span: SourceSpan, first: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .repeatedClause,
      Wording(
        "`\(keyword.english)` stands here twice", zh: "`\(keyword.chinese)` 在此重复出现"),
      at: span,
      notes: [Label(first, Wording("the first one", zh: "第一次出现在这里"))])
  }

  static func looseOperand(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .looseOperand,
      Wording(
        "a condition stands in parentheses where a value is due",
        zh: "在需要值的位置，条件须加括号"),
      at: span,
      fixes: [
        Fix(
          Wording("put it in parentheses", zh: "加上括号"),
          edits: [
            Edit(SourceSpan(start: span.start, end: span.start), "("),
            Edit(SourceSpan(start: span.end, end: span.end), ")"),
          ])
      ])
  }

  /// A word that begins or ends with a keyword: `parts` are what it splits into.
  static func wordsRunTogether(_ parts: [String], at span: SourceSpan) -> Diagnostic {
    let apart = parts.joined(separator: " ")
    return Diagnostic(
      .wordsRunTogether,
      Wording(
        "a keyword needs a space: write `\(apart)`", zh: "关键字两侧要有空格：请写 `\(apart)`"),
      at: span,
      fixes: [
        Fix(
          Wording("put a space between", zh: "用空格隔开"), edits: [Edit(span, apart)],
          isSafe: true)
      ])
  }

  /// `near` is offered instead.
  static func unknownUnit(
    _ word: String, near: String?, isSafe: Bool = false, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .unknownUnit, Wording("`\(word)` is no unit", zh: "`\(word)` 不是单位"), at: span,
      help: near.map { Wording("write `\($0)`", zh: "请写 `\($0)`") }
        ?? Wording(
          "units are `days`, `months`, `years` and currency codes such as `CNY`",
          zh: "单位有 `天`、`个月`、`年` 和 `CNY` 这样的货币代码"),
      fixes: near.map { [.writing($0, over: span, isSafe: isSafe)] } ?? [])
  }

  /// Raised by `500分`.
  static func counter(_ word: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unknownUnit, Wording("`\(word)` is no unit", zh: "`\(word)` 不是单位"), at: span,
      help: Wording("a plain number has no unit", zh: "普通数值不写单位"),
      fixes: [.removing(span, shown: word)])
  }

  /// A clause that its block does not have, or not at this place.
  static func misplacedClause(
    _ keyword: Wording, at span: SourceSpan, help: Wording? = nil
  ) -> Diagnostic {
    Diagnostic(
      .misplacedClause,
      Wording("`\(keyword.english)` has no place here", zh: "`\(keyword.chinese)` 不能放在这里"),
      at: span, help: help)
  }

  static func isNotMissing(at span: SourceSpan, in language: Language) -> Diagnostic {
    let meant = Keyword.isPresent.spelling(language)
    return Diagnostic(
      .isNotMissing,
      Wording(
        "`is not missing` is written `\(meant)`", zh: "`is not missing` 要写作 `\(meant)`"),
      at: span, fixes: [.writing(meant, over: span, isSafe: true)])
  }
}

extension Fix {
  /// Replaces a word.
  package static func writing(
    _ replacement: String, over span: SourceSpan, isSafe: Bool = false
  ) -> Fix {
    let shown = trimmed(replacement)
    return Fix(
      Wording("write `\(shown)`", zh: "改为 `\(shown)`"), edits: [Edit(span, replacement)],
      isSafe: isSafe)
  }

  /// Inserts missing text at the beginning of a span.
  package static func inserting(_ text: String, at span: SourceSpan, isSafe: Bool = false) -> Fix {
    let shown = trimmed(text)
    return Fix(
      Wording("insert `\(shown)`", zh: "补上 `\(shown)`"),
      edits: [Edit(SourceSpan(start: span.start, end: span.start), text)], isSafe: isSafe)
  }

  /// Removes what has no place.
  package static func removing(_ span: SourceSpan, shown: String) -> Fix {
    Fix(
      Wording("remove `\(shown)`", zh: "删除 `\(shown)`"), edits: [Edit(span, "")], isSafe: true)
  }

  /// A mend's text without the blanks around it, as a title shows it.
  private static func trimmed(_ text: String) -> String {
    var text = Substring(text)
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

extension Keyword {
  /// The keyword as it is written in each language.
  package var wording: Wording {
    Wording(spelling(.english), zh: spelling(.chinese))
  }
}
