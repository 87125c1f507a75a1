// `--help`: pages made from the table of commands.

import TierlineSource

/// Help as text.
struct HelpPage {
  let language: Language
  let palette: Palette

  /// How a command is typed: `tierline check [OPTIONS] PATH…`.
  static func usage(of command: Command) -> String {
    (["tierline", command.name.rawValue] + (command.options.isEmpty ? [] : ["[OPTIONS]"])
      + command.operands.map(\.usage)).joined(separator: " ")
  }

  /// What `tierline --help` prints.
  var overview: String {
    let commands = Command.all.map { command in
      (
        ([command.name.rawValue] + command.operands.map(\.usage)).joined(separator: " "),
        command.summary
      )
    }
    return """
      \(palette(.strong, "tierline"))\(text(Wording(
        ": grades customers, sets credit limits and raises warnings by rules that say why",
        zh: "：按规则给客户分级、定额度、发预警，并说明缘由")))

      \(heading(Wording("Usage", zh: "用法")))\(space)tierline COMMAND …

      \(heading(Wording("Commands", zh: "命令")))
      \(columns(commands))

      \(heading(Wording("Options", zh: "选项")))
      \(columns((Option.common + [.version]).map(row)))

      \(heading(Wording("Exit codes", zh: "退出码")))
      \(columns(ExitCode.allCases.map { ("\($0.rawValue)", $0.meaning) }))

      \(text(Wording(
        "`tierline COMMAND --help` explains a command, with an example.",
        zh: "`tierline 命令 --help` 解释该命令并给出示例。")))

      """
  }

  /// What `tierline COMMAND --help` prints.
  func page(of command: Command) -> String {
    var sections = [
      palette(.strong, "tierline \(command.name.rawValue)")
        + text(Wording(": ", zh: "：")) + text(command.summary),
      heading(Wording("Usage", zh: "用法")) + space + Self.usage(of: command) + "\n\n"
        + columns(command.operands.map { ($0.placeholder, $0.summary) }),
      heading(Wording("Options", zh: "选项")) + "\n" + columns(command.allOptions.map(row)),
    ]
    sections += command.remarks.map(text)
    let examples = command.examples.map { example in
      "  \(example.line)\n      \(palette(.faint, text(example.effect)))"
    }
    sections.append(
      heading(
        examples.count == 1 ? Wording("Example", zh: "示例") : Wording("Examples", zh: "示例")) + "\n"
        + examples.joined(separator: "\n"))
    return sections.joined(separator: "\n\n") + "\n"
  }

  private func text(_ wording: Wording) -> String { wording[language] }

  /// Behind a heading on the same line; a Chinese colon brings its own.
  private var space: String { text(Wording(" ", zh: "")) }

  private func heading(_ wording: Wording) -> String {
    palette(.strong, text(wording) + text(Wording(":", zh: "：")))
  }

  private func row(_ option: Option) -> (String, Wording) {
    ((option.letter.map { "-\($0), " } ?? "    ") + option.usage, option.summary)
  }

  /// Two columns; a left side that is too wide has its text on the next line.
  private func columns(_ rows: [(left: String, right: Wording)]) -> String {
    let widthMax = 34
    let width = min(rows.map { DisplayWidth.of($0.left) }.max() ?? 0, widthMax)
    return rows.map { row in
      let isTooWide = DisplayWidth.of(row.left) > width
      let gap = isTooWide ? "\n" + String(repeating: " ", count: width + 4) : "  "
      return "  " + row.left.padded(to: width) + gap + text(row.right)
    }.joined(separator: "\n")
  }
}
