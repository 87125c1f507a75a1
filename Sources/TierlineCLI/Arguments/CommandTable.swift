// The table of commands and options: the only place where they are listed.

import TierlineSource

/// The commands, in the order in which help lists them.
enum CommandName: String, CaseIterable, Sendable {
  case check, eval, explain, test, repl
  case initialize = "init"
  case help, completions
}

/// The options of all commands.
enum OptionName: String, CaseIterable, Sendable {
  case format, strict, set, detail
  case asOf = "as-of"
  case previous, fields, output, rejects, jobs, quiet, key, decision, data, echo
  case filter, summary
  case failOnEmpty = "fail-on-empty"
  case coverage
  case coverageMin = "coverage-min"
  case coverageLCOV = "coverage-lcov"
  case suggest, mutate, update
  case lang, color, help, version
}

/// How `check` writes findings.
enum FindingFormat: String, CaseIterable { case pretty, json, sarif, github }

/// How `eval` writes decisions.
enum DecisionFormat: String, CaseIterable { case ndjson, json, csv, table }

/// How much `eval` writes of each decision.
enum Detail: String, CaseIterable { case brief, full }

/// How `explain` writes.
enum ExplanationFormat: String, CaseIterable { case pretty, markdown, json }

/// How `test` writes what came of the tests.
enum TestFormat: String, CaseIterable { case pretty, junit, tap, json, github }

/// When to use colour.
enum ColorChoice: String, CaseIterable { case auto, always, never }

/// The shells that completions exist for.
enum Shell: String, CaseIterable { case bash, zsh, fish }

private func words<Choice: CaseIterable & RawRepresentable<String>>(_: Choice.Type) -> [String] {
  Choice.allCases.map(\.rawValue)
}

extension Option {
  /// Those that every command has.
  static let common: [Option] = [
    Option(
      name: .lang, shape: .choice(words(Language.self)),
      summary: Wording(
        "language of messages; else that of LC_ALL, LC_MESSAGES or LANG",
        zh: "提示语言；默认取自 LC_ALL、LC_MESSAGES 或 LANG")),
    Option(
      name: .color, shape: .choice(words(ColorChoice.self)),
      summary: Wording(
        "colour; auto means on a terminal and not under NO_COLOR",
        zh: "颜色；auto 指仅在终端且未设 NO_COLOR 时")),
    Option(
      name: .help, letter: "h", shape: .flag,
      summary: Wording("show this help", zh: "显示本帮助")),
  ]

  fileprivate static let set = Option(
    name: .set, shape: .value("NAME=VALUE", example: "late_after=\"45 days\"", .nothing),
    summary: Wording(
      "give a parameter another value; as often as needed", zh: "为参数改用别的值；可多次给出"),
    repeats: true)

  fileprivate static let asOf = Option(
    name: .asOf, shape: .value("DATE", example: "2026-01-01", .words(["today"])),
    summary: Wording(
      "the day on which the policy is applied, or `today`", zh: "政策适用的基准日，或 `today`"))

  fileprivate static let previous = Option(
    name: .previous, shape: .value("FILE", example: "last-month.ndjson", .files),
    summary: Wording(
      "what an earlier run with --fields wrote, for `previous`", zh: "此前以 --fields 输出的快照，供“上期”使用"))

  fileprivate static let jobs = Option(
    name: .jobs, letter: "j", shape: .value("N", example: "4", .nothing),
    summary: Wording("the most threads to use; never changes the output", zh: "线程数上限；不影响输出"))

  fileprivate static func format<Choice: CaseIterable & RawRepresentable<String>>(
    _ type: Choice.Type, _ summary: Wording
  ) -> Option {
    Option(name: .format, letter: "f", shape: .choice(words(type)), summary: summary)
  }
}

extension Command {
  static let all: [Command] = CommandName.allCases.map(named)

  static func named(_ name: CommandName) -> Command {
    switch name {
    case .check: check
    case .eval: eval
    case .explain: explain
    case .test: test
    case .repl: repl
    case .initialize: initialize
    case .help: help
    case .completions: completions
    }
  }

  private static let check = Command(
    name: .check,
    summary: Wording("finds what is wrong in rulesets", zh: "检查规则集中的问题"),
    operands: [
      Operand(
        placeholder: "PATH",
        summary: Wording(
          "a ruleset or test file, or a folder searched for *.tier",
          zh: "规则集或测试文件，或在其中查找 *.tier 的文件夹"), repeats: true)
    ],
    options: [
      .format(FindingFormat.self, Wording("how findings are written", zh: "结果的输出格式")),
      Option(
        name: .strict, shape: .flag,
        summary: Wording("warnings fail too", zh: "有警告也算不通过")),
      .set,
    ],
    examples: [
      Example(
        line: "tierline check rulesets/trade-credit",
        effect: Wording("checks every *.tier file in the folder", zh: "检查文件夹中的所有 *.tier 文件")),
      Example(
        line: "tierline check --format sarif --strict policy.tier > findings.sarif",
        effect: Wording("for code scanning in CI", zh: "供 CI 的代码扫描使用")),
    ])

  private static let eval = Command(
    name: .eval,
    summary: Wording("decides for every record", zh: "对每条记录作出决策"),
    operands: [
      Operand(placeholder: "RULESET", summary: Wording("the ruleset", zh: "规则集")),
      Operand(
        placeholder: "DATA",
        summary: Wording(
          "files of JSON records; `-` or none reads standard input",
          zh: "JSON 记录文件；`-` 或不给则读标准输入"), isOptional: true, repeats: true),
    ],
    options: [
      .format(DecisionFormat.self, Wording("how decisions are written", zh: "决策的输出格式")),
      Option(
        name: .detail, shape: .choice(words(Detail.self)),
        summary: Wording("brief values, or values with their reasons", zh: "只要结果，还是连同理由")),
      .asOf, .set, .previous,
      Option(
        name: .fields, shape: .flag,
        summary: Wording(
          "write the input fields too, sensitive ones left out: the snapshot for a later --previous",
          zh: "同时写出输入字段（敏感字段除外）：供以后 --previous 使用的快照")),
      Option(
        name: .output, letter: "o",
        shape: .value("FILE", example: "decisions.ndjson", .files),
        summary: Wording(
          "write to a file, which appears whole or not at all; `-` is standard output",
          zh: "写入文件；文件要么完整要么不出现；`-` 为标准输出")),
      Option(
        name: .rejects, shape: .value("FILE", example: "rejects.ndjson", .files),
        summary: Wording(
          "write refused records as NDJSON to a file, or `-`", zh: "把被拒的记录以 NDJSON 写入文件或 `-`")),
      .jobs,
      Option(
        name: .quiet, letter: "q", shape: .flag,
        summary: Wording("no summary and no progress", zh: "不显示汇总与进度")),
    ],
    examples: [
      Example(
        line: "tierline eval policy.tier portfolio.ndjson --as-of 2026-01-01",
        effect: Wording("one line of JSON a customer", zh: "每个客户输出一行 JSON")),
      Example(
        line: "tierline eval policy.tier --as-of today --format table < portfolio.ndjson",
        effect: Wording("a table to look at", zh: "便于浏览的表格")),
    ],
    remarks: [
      Wording(
        "Exits with 3 when some records were refused: they go to standard error or --rejects.",
        zh: "若有记录被拒则以 3 退出；被拒记录写到标准错误或 --rejects。")
    ])

  private static let explain = Command(
    name: .explain,
    summary: Wording("says why one customer got its decisions", zh: "说明一个客户为何得到这些决策"),
    operands: [
      Operand(placeholder: "RULESET", summary: Wording("the ruleset", zh: "规则集")),
      Operand(
        placeholder: "DATA",
        summary: Wording("a file of JSON records, or `-`", zh: "JSON 记录文件，或 `-`")),
    ],
    options: [
      Option(
        name: .key, letter: "k", shape: .value("KEY", example: "C1", .nothing),
        summary: Wording(
          "the customer's key; several key fields with commas between",
          zh: "客户主键；多个主键字段以逗号分隔")),
      Option(
        name: .decision, letter: "d", shape: .value("NAME", example: "risk", .nothing),
        summary: Wording("only this decision; as often as needed", zh: "只说明该决策；可多次给出"),
        repeats: true),
      .format(
        ExplanationFormat.self, Wording("how the explanation is written", zh: "说明的输出格式")),
      .asOf, .set, .previous,
    ],
    examples: [
      Example(
        line: "tierline explain policy.tier portfolio.ndjson --key C1 --as-of 2026-01-01",
        effect: Wording(
          "which rules fired on which values, and what held the others back",
          zh: "哪些规则因哪些值命中，其余规则差在哪里"))
    ])

  private static let test = Command(
    name: .test,
    summary: Wording("runs the tests of rulesets", zh: "运行规则集的测试"),
    operands: [
      Operand(
        placeholder: "PATH",
        summary: Wording(
          "a test file, a ruleset, or a folder searched for *.test.tier; else the present folder",
          zh: "测试文件、规则集，或在其中查找 *.test.tier 的文件夹；默认当前文件夹"),
        isOptional: true, repeats: true)
    ],
    options: [
      .format(TestFormat.self, Wording("how the results are written", zh: "结果的输出格式")),
      Option(
        name: .filter, shape: .value("TEXT", example: "delinquent", .nothing),
        summary: Wording("only tests whose name contains this", zh: "只运行名称含有该文字的测试")),
      Option(
        name: .failOnEmpty, shape: .flag,
        summary: Wording("fail when there are no tests", zh: "没有测试也算不通过")),
      Option(
        name: .summary, shape: .value("FILE", example: "summary.md", .files),
        summary: Wording(
          "write a summary in Markdown to a file; github adds it to $GITHUB_STEP_SUMMARY by itself",
          zh: "把 Markdown 汇总写入文件；github 格式自动追加到 $GITHUB_STEP_SUMMARY")),
      Option(
        name: .coverage, shape: .flag,
        summary: Wording(
          "say which rules, conditions and boundaries no test reaches", zh: "指出没有测试触及的规则、条件与边界")),
      Option(
        name: .coverageMin, shape: .value("PERCENT", example: "90", .nothing),
        summary: Wording("fail below this coverage of any kind", zh: "任一类覆盖率低于此值即不通过")),
      Option(
        name: .coverageLCOV, shape: .value("FILE", example: "coverage.info", .files),
        summary: Wording("write coverage as an lcov tracefile", zh: "把覆盖率写成 lcov 文件")),
      Option(
        name: .suggest, shape: .flag,
        summary: Wording(
          "write tests for what none reaches, with the decisions of today to be confirmed",
          zh: "为未触及之处写出测试，决策取当前值，待作者确认")),
      Option(
        name: .mutate, shape: .flag,
        summary: Wording(
          "change the rules one thing at a time and list the changes that no test notices",
          zh: "逐一改动规则，列出没有测试发现的改动")),
      Option(
        name: .update, shape: .flag,
        summary: Wording(
          "rewrite the snapshots that no longer match, and say what moved",
          zh: "改写不再相符的快照，并列出变动")),
      .set, .jobs,
    ],
    examples: [
      Example(
        line: "tierline test rulesets",
        effect: Wording("runs all tests below the folder", zh: "运行文件夹下的全部测试")),
      Example(
        line: "tierline test --format junit policy.tier > tests.xml",
        effect: Wording("for the test report of a CI server", zh: "供 CI 服务器的测试报告使用")),
    ])

  private static let repl = Command(
    name: .repl,
    summary: Wording(
      "tries rules and records in a session", zh: "在交互会话中试用规则与记录"),
    operands: [
      Operand(
        placeholder: "RULESET",
        summary: Wording("a ruleset; without it the session begins empty", zh: "规则集；不给则从空白开始"),
        isOptional: true)
    ],
    options: [
      Option(
        name: .data, shape: .value("FILE", example: "portfolio.ndjson", .files),
        summary: Wording("customers to take by key", zh: "可按主键选取的客户数据")),
      Option(
        name: .echo, shape: .flag,
        summary: Wording(
          "a script's entries are repeated before their answers", zh: "脚本中的输入在回答之前重复显示")),
      .asOf, .set, .previous,
    ],
    examples: [
      Example(
        line: "tierline repl policy.tier --data portfolio.ndjson --as-of 2026-01-01",
        effect: Wording(
          "then `:customer C1`, `:set overdue_days = 75`",
          zh: "然后 `:customer C1`、`:set overdue_days = 75`")),
      Example(
        line: "tierline repl policy.tier < script.txt",
        effect: Wording("the same answers without a terminal", zh: "无终端时给出相同的回答")),
    ],
    remarks: [
      Wording(
        "`:help` lists what can be typed. A script exits with 1 when an entry had a finding.",
        zh: "`:help` 列出可输入的内容。脚本中若有输入出错则以 1 退出。"),
      Wording(
        "At a terminal entries are remembered in $XDG_STATE_HOME/tierline/history (or below ~/.local/state), save those that begin with a blank or name a sensitive field.",
        zh: "在终端中，输入记入 $XDG_STATE_HOME/tierline/history（默认在 ~/.local/state 下）；以空格开头或涉及敏感字段的不记。"),
    ])

  private static let initialize = Command(
    name: .initialize,
    summary: Wording("writes a small ruleset with tests to start from", zh: "写出一套可供起步的小规则集与测试"),
    operands: [
      Operand(
        placeholder: "DIR",
        summary: Wording("a folder; files in it are never replaced", zh: "文件夹；其中已有的文件不会被覆盖"),
        completion: .folders)
    ],
    options: [],
    examples: [
      Example(
        line: "tierline init my-policy",
        effect: Wording("a policy, its tests and a few customers", zh: "一份政策、它的测试和几个客户"))
    ])

  private static let help = Command(
    name: .help,
    summary: Wording(
      "explains a command or a finding, such as T301", zh: "解释一个命令或一条检查结果，如 T301"),
    operands: [
      Operand(
        placeholder: "TOPIC",
        summary: Wording("a command, or the code of a finding", zh: "命令，或检查结果的编号"),
        isOptional: true,
        completion: .words(
          CommandName.allCases.map(\.rawValue) + DiagnosticCode.allCases.map(\.rawValue)))
    ],
    options: [],
    examples: [
      Example(
        line: "tierline help T301",
        effect: Wording(
          "what the finding means, with a wrong and a right example", zh: "该结果的含义，附错误与正确示例"))
    ])

  private static let completions = Command(
    name: .completions,
    summary: Wording("prints completions for a shell", zh: "输出 shell 的补全脚本"),
    operands: [
      Operand(
        placeholder: "SHELL", summary: Wording("bash, zsh or fish", zh: "bash、zsh 或 fish"),
        completion: .words(words(Shell.self)))
    ],
    options: [],
    examples: [
      Example(
        line: "source <(tierline completions bash)",
        effect: Wording("completes in the present shell", zh: "在当前 shell 中启用补全"))
    ])
}
