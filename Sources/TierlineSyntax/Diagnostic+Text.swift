// Findings about the text itself: T001–T007.

import TierlineSource

extension Diagnostic {
  /// How many findings of one file are kept; a file with more is no ruleset.
  static let countMax = 1_000

  static func invalidUTF8(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .invalidUTF8,
      Wording("these bytes are not UTF-8", zh: "这些字节不是 UTF-8 编码"), at: span,
      help: Wording("save the file as UTF-8", zh: "请将文件保存为 UTF-8 编码"))
  }

  static func forbiddenCharacter(_ scalar: Unicode.Scalar, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .forbiddenCharacter,
      Wording(
        "the invisible character \(codePoint(scalar)) may stand only inside a text",
        zh: "不可见字符 \(codePoint(scalar)) 只能出现在文本内"),
      at: span,
      fixes: [Fix(Wording("remove it", zh: "删除它"), edits: [Edit(span, "")], isSafe: true)])
  }

  static func unknownCharacter(_ scalar: Unicode.Scalar, at span: SourceSpan) -> Diagnostic {
    let shown = scalar.properties.isWhitespace ? codePoint(scalar) : String(scalar)
    var finding = Diagnostic(
      .unknownCharacter, Wording("`\(shown)` has no meaning here", zh: "`\(shown)` 在此没有意义"),
      at: span)
    if "；;。".unicodeScalars.contains(scalar) {
      finding.help = Wording("a line needs no mark at its end", zh: "行末不需要标点")
      finding.fixes = [.removing(span, shown: String(scalar))]
    } else if "￥¥$€£".unicodeScalars.contains(scalar) {
      finding.help = Wording(
        "an amount has its currency behind it: `500 CNY`", zh: "货币写在金额后面：`500 元`、`500 CNY`")
    } else if let twin = meantCharacter(scalar) {
      let title =
        twin == " "
        ? Wording("write a space", zh: "改为空格") : Wording("write `\(twin)`", zh: "改为 `\(twin)`")
      finding.fixes = [Fix(title, edits: [Edit(span, twin)])]
    }
    return finding
  }

  /// What an author most likely meant by a character that begins no token.
  private static func meantCharacter(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "\u{A0}", "\u{2002}", "\u{2003}", "\u{2009}", "\u{202F}": " "
    case "–", "—": "-"
    case "‘", "’", "'", "「", "」", "『", "』": "\""
    case "≧": ">="
    case "≦": "<="
    case "…": ".."
    case "～", "~": ".."
    default: nil
    }
  }

  static func unclosedText(at end: SourceSpan, opening: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unclosedText,
      Wording(
        "the closing quote is missing: a text ends on the line where it begins",
        zh: "缺少右引号：文本须在起始的同一行结束"),
      at: end,
      notes: [Label(opening, Wording("it begins here", zh: "文本从这里开始"))])
  }

  static func emptyName(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unexpectedSyntax,
      Wording("a name in backticks must not be empty", zh: "反引号内的名称不能为空"), at: span)
  }

  static func unknownEscape(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unknownEscape,
      Wording("`\(text)` is no escape of a text", zh: "`\(text)` 不是文本的转义写法"), at: span,
      help: Wording(
        #"a text knows `\"`, `\\`, `\n`, `\t`, `\{` and `\u{…}`"#,
        zh: #"文本可用的转义有 `\"`、`\\`、`\n`、`\t`、`\{` 和 `\u{…}`"#),
      fixes: [
        Fix(
          Wording(#"write `\\` for a backslash"#, zh: #"反斜杠写作 `\\`"#),
          edits: [Edit(SourceSpan(start: span.start, end: span.start), "\\")])
      ])
  }

  static func noSuchDate(_ text: String, at span: SourceSpan) -> Diagnostic {
    var finding = Diagnostic(
      .noSuchDate, Wording("there is no day `\(text)`", zh: "没有 `\(text)` 这一天"), at: span,
      help: Wording(
        "a date is written `2026-01-31`; a subtraction needs spaces around `-`",
        zh: "日期写作 `2026-01-31`；减法的 `-` 两侧要有空格"))
    if let whole = isoDate(text) {
      finding.fixes = [.writing(whole, over: span, isSafe: true)]
    }
    return finding
  }

  static func numberTooLong(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .numberTooLong,
      Wording(
        "a number has at most 20 digits before and 18 behind the decimal point",
        zh: "数值的整数部分至多 20 位，小数部分至多 18 位"),
      at: span)
  }

  private static func codePoint(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
