// What is said about a command line that is wrong: one line each, with what to type instead.

import TierlineSource

/// The messages of wrong usage.
enum UsageMessage {
  /// As in `tierline chek`.
  static func unknownCommand(_ word: String) -> Stop {
    let names = CommandName.allCases.map(\.rawValue)
    return .usage(
      Wording("there is no command `\(word)`", zh: "没有命令 `\(word)`")
        + offer(NearName.of(word, among: names).map { "tierline \($0)" })
        .otherwise("`tierline --help` lists them", zh: "`tierline --help` 列出全部命令"))
  }

  /// As in `tierline check --fromat json`.
  static func unknownOption(_ word: String, of command: Command?, known: [String]) -> Stop {
    let line = command.map { "tierline \($0.name.rawValue)" } ?? "tierline"
    return .usage(
      Wording("`\(line)` has no option `\(word)`", zh: "`\(line)` 没有选项 `\(word)`")
        + offer(word.count > 2 ? NearName.of(word, among: known) : nil)
        .otherwise("`\(line) --help` lists them", zh: "`\(line) --help` 列出全部选项"))
  }

  /// As in `--format` at the end.
  static func valueMissing(_ option: Option) -> Stop {
    .usage(
      Wording(
        "`\(option.spelling)` needs a value: write `\(option.example)`",
        zh: "`\(option.spelling)` 需要一个值：请写 `\(option.example)`"))
  }

  /// As in `--strict=yes`.
  static func valueUnwanted(_ option: Option) -> Stop {
    .usage(
      Wording(
        "`\(option.spelling)` takes no value: write `\(option.spelling)` alone",
        zh: "`\(option.spelling)` 不带值：请只写 `\(option.spelling)`"))
  }

  /// As in `--format jsno`.
  static func notAChoice(_ value: String, of option: Option, words: [String]) -> Stop {
    let list = words.joined(separator: ", ")
    return .usage(
      Wording(
        "`\(option.spelling)` cannot be `\(value)`", zh: "`\(option.spelling)` 不能是 `\(value)`")
        + offer(NearName.of(value, among: words).map { "\(option.spelling) \($0)" })
        .otherwise("choose one of \(list)", zh: "可选 \(list)"))
  }

  /// As in `--output a --output b`.
  static func givenTwice(_ option: Option) -> Stop {
    .usage(
      Wording(
        "`\(option.spelling)` is given twice: give it once",
        zh: "`\(option.spelling)` 给出了两次：请只给一次"))
  }

  /// As in `tierline check`.
  static func operandMissing(_ operand: Operand, of command: Command) -> Stop {
    let usage = HelpPage.usage(of: command)
    return .usage(
      Wording(
        "`tierline \(command.name.rawValue)` needs \(operand.placeholder): write `\(usage)`",
        zh: "`tierline \(command.name.rawValue)` 缺少 \(operand.placeholder)：请写 `\(usage)`"))
  }

  /// As in `tierline explain a b c`.
  static func operandUnwanted(_ word: String, of command: Command) -> Stop {
    let usage = HelpPage.usage(of: command)
    return .usage(
      Wording("`\(word)` is one too many: write `\(usage)`", zh: "`\(word)` 多余：请写 `\(usage)`"))
  }

  /// As in `--set late_after`.
  static func assignmentMalformed(_ value: String) -> Stop {
    .usage(
      Wording(
        "`--set \(value)` has no `=`: write `--set NAME=VALUE`",
        zh: "`--set \(value)` 缺少 `=`：请写 `--set 名称=值`"))
  }

  /// `: did you mean `X`?`, or nothing.
  static func offer(_ word: String?) -> Wording? {
    word.map { Wording(": did you mean `\($0)`?", zh: "：是否想写 `\($0)`？") }
  }
}

extension Wording {
  static func + (left: Wording, right: Wording) -> Wording {
    Wording(left.english + right.english, zh: left.chinese + right.chinese)
  }
}

extension Wording? {
  /// The offer, or else this advice behind a colon.
  func otherwise(_ english: String, zh chinese: String) -> Wording {
    self ?? Wording(": " + english, zh: "：" + chinese)
  }
}
