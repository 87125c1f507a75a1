// T5: files.

import TierlineSource

extension Diagnostic {
  static func cannotLoad(
    path: String, _ failure: LoadFailure, at span: SourceSpan
  ) -> Diagnostic {
    switch failure {
    case .notFound:
      Diagnostic(
        .fileNotFound, Wording("there is no file `\(path)`", zh: "找不到文件 `\(path)`"), at: span,
        help: Wording(
          "paths are relative to the file that names them", zh: "路径相对于引用它的文件"))
    case .outside:
      Diagnostic(
        .fileOutside,
        Wording("`\(path)` leaves the folder of the ruleset", zh: "`\(path)` 超出了规则集所在的文件夹"),
        at: span,
        help: Wording("move the file below the ruleset", zh: "请把文件放到规则集文件夹之内"))
    case .unreadable(let reason):
      Diagnostic(
        .fileUnreadable,
        Wording("`\(path)` cannot be read: \(reason)", zh: "无法读取 `\(path)`：\(reason)"), at: span)
    }
  }

  static func listMalformed(_ problem: Wording, at span: SourceSpan) -> Diagnostic {
    Diagnostic(.listMalformed, problem, at: span)
  }

  static func listValue(
    _ text: String, line: Int, expected: Wording, at span: SourceSpan
  ) -> Diagnostic {
    let shown = text.prefix(40)
    return Diagnostic(
      .listValue,
      Wording(
        "line \(line) of the list is no `\(expected.english)`: `\(shown)`",
        zh: "名单第 \(line) 行不是 `\(expected.chinese)`：`\(shown)`"), at: span)
  }
}
