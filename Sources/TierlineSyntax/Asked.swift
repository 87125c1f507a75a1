// The names, in messages, of what the grammar asks for.

import TierlineSource

enum Asked {
  static let value = Wording("a value", zh: "值")
  static let name = Wording("a name", zh: "名称")
  static let text = Wording("a text in quotes", zh: "带引号的文本")
  static let fieldName = Wording("a field's name", zh: "字段名称")
  static let ruleName = Wording("a name for the rule", zh: "规则的名称")
  static let level = Wording("a level's name", zh: "等级名称")
  static let type = Wording(
    "a type such as `text`, `integer` or `money CNY`", zh: "类型，例如 `文本`、`整数` 或 `金额 CNY`")
  static let levels = Wording(
    "levels such as `low < high`", zh: "等级，例如 `低 < 高`")
  static let currency = Wording("a currency code such as `CNY`", zh: "货币代码，例如 `CNY`")
  static let date = Wording("a date such as `2026-01-31`", zh: "日期，例如 `2026-01-31`")
  static let number = Wording("a number", zh: "数值")
  static let test = Wording(
    "a test such as `< 5`, `1..5`, `\"a\"`, `missing` or `-`",
    zh: "条件，例如 `< 5`、`1..5`、`\"a\"`、`缺失` 或 `-`")
  static let fileOrFields = Wording(
    "a file's name in quotes or fields in braces", zh: "带引号的文件名，或花括号内的字段")
  static let listOrFile = Wording(
    "`= [ … ]` or `from \"file.csv\"`", zh: "`= [ … ]` 或 `取自 \"file.csv\"`")
  static let member = Wording(
    "a field `name: type`, `let` or `require`", zh: "字段 `名称: 类型`、`定义` 或 `要求`")
  static let declaration = Wording(
    "a declaration such as `input`, `tier`, `limit` or `alerts`",
    zh: "声明，例如 `输入`、`分级`、`额度` 或 `预警`")
  static let clause = Wording(
    "a rule or another clause of this block", zh: "规则或此块的其他子句")
  static let band = Wording(
    "`when`, `otherwise` or `if unknown`", zh: "`当`、`其余` 或 `若未知`")
  static let row = Wording("a row that begins with `|`", zh: "以 `|` 开头的行")
  static let action = Wording(
    "an action such as `set to`, `add` or `cap at`", zh: "动作，例如 `设为`、`增加` 或 `上限`")
  static let rounding = Wording(
    "`round down to`, `round up to` or `round nearest to`",
    zh: "`向下取整到`、`向上取整到` 或 `四舍五入到`")
  static let testItem = Wording(
    "`as of`, `given`, `previous`, `set`, `expect` or a table row",
    zh: "`截至`、`假设`、`上期`、`设`、`期望` 或表格行")
  static let expectation = Wording(
    "`=` or another comparison, `include`, `exclude` or `unknown`",
    zh: "`=` 或其他比较、`包括`、`不包括` 或 `未知`")
  static let direction = Wording(
    "`rises`, `falls` or `goes missing`", zh: "`升`、`降` 或 `缺失`")
  static let oneLine = Wording(
    "a row stands on one line", zh: "一行须写在同一行内，不可折行")
}
