// `:help`: the list of commands, one of them, or the page of a finding.

import TierlineSource

extension ReplSession {
  mutating func help(_ argument: String) {
    let name = argument.hasPrefix(":") ? String(argument.dropFirst()) : argument
    if name.isEmpty { return listCommands() }
    if name == Self.keysTopic { return listKeys() }
    if let command = ReplCommandName(rawValue: name) { return explain(command) }
    if let code = DiagnosticCode(rawValue: name.uppercased()) {
      return answer.say(MarkdownText(palette: palette).rendered(code.page(in: language)))
    }
    let known =
      [Self.keysTopic] + ReplCommandName.allCases.map(\.rawValue)
      + DiagnosticCode.allCases.map(\.rawValue)
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
        "`:help COMMAND` says more, with an example; `:help keys` lists the keys of the editor.",
        zh: "`:help 命令` 给出详细说明与示例；`:help keys` 列出编辑按键。"))
  }

  /// The topic of the editor's keys.
  static let keysTopic = "keys"

  private static let keys: [(keys: String, what: Wording)] = [
    (
      "Enter",
      Wording("answers, or goes on in a new line while something is open", zh: "执行；括号或引号未闭合时换行")
    ),
    ("Alt-Enter", Wording("a new line in any case", zh: "强制换行")),
    (
      "Tab, Shift-Tab", Wording("completes; again to go through the candidates", zh: "补全；再按则逐个选取候选")
    ),
    (
      "Up, Down; Ctrl-P, Ctrl-N",
      Wording("the line above or below, or earlier entries", zh: "上一行、下一行，或历史记录")
    ),
    (
      "Ctrl-R, Ctrl-S",
      Wording("searches earlier entries as you type; Escape gives up", zh: "边输入边搜索历史；Escape 放弃")
    ),
    ("Ctrl-A, Ctrl-E", Wording("to the beginning or end of the line", zh: "到行首、行尾")),
    (
      "Ctrl-B, Ctrl-F; Alt-B, Alt-F",
      Wording("a character or word back or forth", zh: "前后移动一个字符或一个词")
    ),
    (
      "Ctrl-K, Ctrl-U, Ctrl-W, Alt-D",
      Wording(
        "cuts to the end, to the beginning, the word before, the word behind",
        zh: "剪切到行尾、到行首、前一个词、后一个词")
    ),
    ("Ctrl-Y, Alt-Y", Wording("puts in what was cut last, or before", zh: "粘贴刚剪切的内容，或更早的内容")),
    (
      "Ctrl-T; Alt-U, Alt-L, Alt-C",
      Wording("exchanges two characters; changes the case of a word", zh: "交换两个字符；改变单词大小写")
    ),
    ("Ctrl-_", Wording("takes back the last change of the text", zh: "撤销对文字的上一次修改")),
    ("Ctrl-L, Ctrl-Z", Wording("clears the screen; puts the session aside", zh: "清屏；挂起会话")),
    ("Ctrl-C, Ctrl-D", Wording("drops the entry; leaves", zh: "放弃本条输入；退出")),
  ]

  private mutating func listKeys() {
    answer.say(columns(Self.keys.map { ["  " + $0.keys, text($0.what)] }, inks: [.note, nil]))
    say(
      Wording(
        "An entry that begins with a blank or names a sensitive field is not remembered.",
        zh: "以空格开头或涉及敏感字段的输入不记入历史文件。"))
  }

  private mutating func explain(_ command: ReplCommandName) {
    let usage = (":" + command.rawValue + " " + command.usage).trimmedTail
    answer.say(
      palette(.strong, usage) + text(Wording(": ", zh: "：")) + text(command.summary) + "\n"
        + text(command.remark) + "\n"
        + text(Wording("Example: ", zh: "示例：")) + palette(.help, command.example))
  }
}
