// `:help`: the list of commands, one of them, or the page of a finding.

import TierlineSource

extension ReplSession {
  mutating func help(_ argument: String) {
    let name = argument.hasPrefix(":") ? String(argument.dropFirst()) : argument
    if name.isEmpty { return listCommands() }
    if let command = ReplCommandName(rawValue: name) { return explain(command) }
    if let code = DiagnosticCode(rawValue: name.uppercased()) {
      return answer.say(MarkdownText(palette: palette).rendered(code.page(in: language)))
    }
    let known = ReplCommandName.allCases.map(\.rawValue) + DiagnosticCode.allCases.map(\.rawValue)
    complain(
      Wording("no help on `\(name)`", zh: "没有关于 `\(name)` 的帮助")
        + UsageMessage.offer(NearName.of(name, among: known).map { ":help \($0)" })
        .otherwise("`:help` lists the commands", zh: "`:help` 列出全部命令"))
  }

  private mutating func listCommands() {
    say(
      Wording(
        "An expression prints its value and type; a declaration joins the ruleset or replaces its namesake.",
        zh: "输入表达式得到其值与类型；输入声明则加入规则集或取代同名声明。"))
    answer.say("\n")
    answer.say(
      columns(
        ReplCommandName.allCases.map { command in
          ["  :" + (command.rawValue + " " + command.usage).trimmedTail, text(command.summary)]
        }, inks: [.note, nil]))
    answer.say("\n")
    say(
      Wording(
        "`:help COMMAND` says more, with an example.", zh: "`:help 命令` 给出详细说明与示例。"))
  }

  private mutating func explain(_ command: ReplCommandName) {
    let usage = (":" + command.rawValue + " " + command.usage).trimmedTail
    answer.say(
      palette(.strong, usage) + text(Wording(": ", zh: "：")) + text(command.summary) + "\n"
        + text(command.remark) + "\n"
        + text(Wording("Example: ", zh: "示例：")) + palette(.help, command.example))
  }
}
