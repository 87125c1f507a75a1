// The commands of a session: the only place where they are listed, with the help of each.

import TierlineSource

/// A command typed behind a colon.
enum ReplCommandName: String, CaseIterable, Sendable {
  case load, reload, write, show
  case data, customer, next, given, record, set, unset, undo
  case asOf = "as_of"
  case param, previous
  case decide, why, whynot, type, test, save, help, quit

  /// What stands behind it: `FIELD = VALUE`; empty for nothing.
  var usage: String {
    switch self {
    case .load, .write, .data, .previous: "FILE"
    case .show: "[NAME]"
    case .customer: "KEY"
    case .given: "{ FIELD: VALUE, … }"
    case .set: "FIELD = VALUE"
    case .unset: "FIELD"
    case .asOf: "DATE"
    case .param: "NAME = VALUE"
    case .why: "[DECISION]"
    case .whynot: "DECISION LEVEL"
    case .type: "EXPRESSION"
    case .test: "[FILE]"
    case .save: "NAME"
    case .help: "[COMMAND]"
    case .reload, .next, .record, .undo, .decide, .quit: ""
    }
  }

  /// Whether it may go on over several lines while brackets or quotes are open.
  var takesExpression: Bool {
    switch self {
    case .given, .set, .unset, .param, .whynot, .type: true
    case .load, .reload, .write, .show, .data, .customer, .next, .record, .undo, .asOf,
      .previous, .decide, .why, .test, .save, .help, .quit:
      false
    }
  }

  var example: String {
    switch self {
    case .load: ":load rulesets/trade-credit/trade-credit.tier"
    case .reload: ":reload"
    case .write: ":write my-policy.tier"
    case .show: ":show risk"
    case .data: ":data portfolio.ndjson"
    case .customer: ":customer C0034"
    case .next: ":next"
    case .given: ":given { id: \"X1\", overdue_days: 75 }"
    case .record: ":record"
    case .set: ":set overdue_days = 75"
    case .unset: ":unset credit_score"
    case .undo: ":undo"
    case .asOf: ":as_of 2026-01-01"
    case .param: ":param late_after = 45 days"
    case .previous: ":previous last-month.ndjson"
    case .decide: ":decide"
    case .why: ":why credit_limit"
    case .whynot: ":whynot risk low"
    case .type: ":type overdue_days / 30"
    case .test: ":test"
    case .save: ":save \"two months late\""
    case .help: ":help set"
    case .quit: ":quit"
    }
  }

  /// One line.
  var summary: Wording {
    switch self {
    case .load: Wording("takes up a ruleset", zh: "载入规则集")
    case .reload: Wording("reads the files again", zh: "重新读取文件")
    case .write: Wording("writes the ruleset with what was typed", zh: "写出规则集，连同所输入的声明")
    case .show: Wording("shows a declaration, or lists all", zh: "显示一个声明，或列出全部")
    case .data: Wording("opens a file of customers", zh: "打开客户数据文件")
    case .customer: Wording("takes the customer with a key", zh: "按主键取一个客户")
    case .next: Wording("takes the next customer of the file", zh: "取文件中的下一个客户")
    case .given: Wording("takes a record typed here", zh: "直接输入一条记录")
    case .record: Wording("shows the present record", zh: "显示当前记录")
    case .set: Wording("changes a field, and shows what moves", zh: "修改一个字段，并显示哪些决策变动")
    case .unset: Wording("makes a field missing", zh: "使一个字段缺失")
    case .undo: Wording("takes back the last change", zh: "撤销上一次更改")
    case .asOf: Wording("sets the day of the decisions", zh: "设定决策的基准日")
    case .param: Wording("gives a parameter another value", zh: "为参数改用别的值")
    case .previous: Wording("opens the snapshot of an earlier run", zh: "打开此前运行的快照")
    case .decide: Wording("decides for the present record", zh: "对当前记录作出决策")
    case .why: Wording("explains decisions", zh: "解释决策")
    case .whynot: Wording("says what stands in the way", zh: "说明差在哪里")
    case .type: Wording("tells the type of an expression", zh: "给出表达式的类型")
    case .test: Wording("runs the tests of the ruleset", zh: "运行规则集的测试")
    case .save: Wording("saves the record and its decisions as a test", zh: "把记录与决策存为测试")
    case .help: Wording("lists commands, or explains one", zh: "列出命令，或解释一个命令")
    case .quit: Wording("leaves; so does Ctrl-D", zh: "退出；Ctrl-D 亦可")
    }
  }

  /// What else is worth knowing.
  var remark: Wording {
    switch self {
    case .load:
      Wording(
        "The record stays; what was typed before is dropped, and `:undo` brings it back. A ruleset with an error is not taken up.",
        zh: "当前记录保留；此前输入的声明被放下，`:undo` 可恢复。有错误的规则集不会被载入。")
    case .reload:
      Wording(
        "What was typed stays on top of the files. A file with an error leaves all as it was.",
        zh: "所输入的声明仍在文件之上。若文件有错误，一切保持原样。")
    case .write:
      Wording(
        "Typed declarations take the place of their namesakes, the others follow at the end. An existing file is not replaced.",
        zh: "所输入的声明取代同名声明，其余附在末尾。已有的文件不会被覆盖。")
    case .show:
      Wording(
        "The declaration is shown as it stands, be it from a file or typed.",
        zh: "按现状显示声明，无论来自文件还是输入。")
    case .data:
      Wording(
        "The file is indexed by key and not held in memory: records are read as they are asked for. Ctrl-C stops the indexing.",
        zh: "文件按主键建立索引，不载入内存：用到时才读取记录。Ctrl-C 可中止建立索引。")
    case .customer:
      Wording(
        "Several key fields are written with commas between. Tab completes keys.",
        zh: "多个主键字段以逗号分隔。Tab 可补全主键。")
    case .next:
      Wording(
        "Begins with the first record, and goes on behind the present one.",
        zh: "从第一条记录开始，之后接着当前记录往下取。")
    case .given:
      Wording(
        "A record in braces, as a test has it; a bare number takes the currency of its field. What is not named is missing or has its default.",
        zh: "花括号中的记录，写法与测试相同；裸数字采用字段的货币。未写出的字段缺失或取默认值。")
    case .record:
      Wording(
        "Sensitive fields show as •••.", zh: "敏感字段显示为 •••。")
    case .set:
      Wording(
        "Fields within records are written with dots: `:set contact.phone = \"1\"`. The value is a literal; the file is not changed.",
        zh: "记录中的字段以点号书写：`:set contact.phone = \"1\"`。值为字面量；数据文件不会改变。")
    case .unset:
      Wording(
        "A field with a default has its default then; a required one refuses the record.",
        zh: "有默认值的字段取其默认值；必需字段会使记录被拒。")
    case .undo:
      Wording(
        "Everything that changes the session can be taken back, step by step, also `:load` and declarations.",
        zh: "凡改变会话的操作都可逐步撤销，包括 `:load` 与声明。")
    case .asOf:
      Wording("`:as_of today` takes the present day.", zh: "`:as_of today` 采用当天。")
    case .param:
      Wording(
        "As `--set` of the other commands: the value replaces the literal before checking.",
        zh: "与其他命令的 `--set` 相同：在检查前替换字面量。")
    case .previous:
      Wording(
        "What `tierline eval --fields` wrote; `previous.x` reads it by key.",
        zh: "即 `tierline eval --fields` 的输出；`上期.x` 按主键读取。")
    case .decide:
      Wording(
        "One line a decision, with the rule that took it.", zh: "每个决策一行，附作出决策的规则。")
    case .why:
      Wording(
        "Which rule fired and on which values, what held the others back, the points and reasons of a score, the waterfall of a limit. Without a name: all decisions.",
        zh: "哪条规则因哪些值命中，其余规则差在哪里，评分的分值与理由，额度的逐步变化。不写名称则解释全部决策。")
    case .whynot:
      Wording(
        "For a tier or alerts block a level or a rule, for a table a value, for a limit or score a rule. Each thing that stands in the way is named with the value that would change it; a change that alone would do is tried out first.",
        zh: "分级与预警可写等级或规则，决策表写取值，额度与评分写规则。逐一列出障碍以及能改变它的取值；单独改动即可达成的，会先行试算。")
    case .type:
      Wording(
        "Nothing is computed, so no record is needed.", zh: "不作计算，因此无需记录。")
    case .test:
      Wording(
        "Runs the test file beside the ruleset, or the one that is named, as it is on disk.",
        zh: "运行规则集旁的测试文件，或指定的文件，以磁盘上的内容为准。")
    case .save:
      Wording(
        "Appends a test to the test file beside the ruleset (`policy.test.tier`), once it has been run and passes. Sensitive values are left out: a stand-in takes their place.",
        zh: "把测试附在规则集旁的测试文件（`policy.test.tier`）末尾，写入前先运行并确认通过。敏感取值不写出，以占位值代替。")
    case .help:
      Wording(
        "`:help set` explains `:set`, `:help keys` the keys of the editor; a code such as `:help T301` shows its page.",
        zh: "`:help set` 解释 `:set`，`:help keys` 解释编辑按键；`:help T301` 显示该编号的说明页。")
    case .quit:
      Wording(
        "Nothing is written on leaving: `:write` and `:save` keep what is worth keeping.",
        zh: "退出时不写任何文件：请用 `:write` 与 `:save` 保存。")
    }
  }
}
