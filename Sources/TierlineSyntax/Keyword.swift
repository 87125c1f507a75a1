// The keywords of the language in both spellings (LANGUAGE.md, section 11).
//
// A keyword is a phrase of one to four words in English and one word in Chinese. The lexer tags
// each word with its `Vocabulary` entry; the parser matches phrases of entries. No word is taken
// from authors: whether a word is a keyword is the grammar's question, save `reserved`.

/// A keyword: what the grammar asks for, in whichever language it is spelt.
package enum Keyword: UInt8, CaseIterable, Sendable {
  case ruleset, version, description, use, input, record, key, optional
  case `default`, from, column, places, label, sensitive, require, because, parameter
  case list, listOf, `let`, result, levels, score, start, `for`, when, then, otherwise
  case ifUnknown, skip, tier, rule, takeFirst, takeHighest, takeLowest, takeOnly
  case limit, setTo, add, subtract, multiplyBy, capAt, floorAt
  case roundDownTo, roundUpTo, roundNearestTo, roundHalfEvenTo
  case andStop, alerts, owner, within, `do`, table, matrix, `if`, `else`, law
  case neverRises, neverFalls, `as`, rises, falls, goesMissing, `where`
  case and, or, not, `in`, notIn, `is`, isMissing, isPresent, missing, present, yes, no, it
  case startsWith, endsWith, contains, like
  case count, sum, average, min, max, any, all, none
  case length, abs, power, round, roundUp, roundDown, roundHalfEven
  case upper, lower, trim, year, month, day, weekday, daysBetween, monthsBetween, yearsBetween
  case previous, asOf, asOfDate, days, months, years
  case text, number, integer, money, date, boolean
  case test, given, with, expect, by, at, include, exclude, rejected, unknown, becauseOf
  case set, decisionsOf, match

  /// The English phrase.
  package var english: String {
    switch self {
    case .ruleset: "ruleset"
    case .version: "version"
    case .description: "description"
    case .use: "use"
    case .input: "input"
    case .record: "record"
    case .key: "key"
    case .optional: "optional"
    case .default: "default"
    case .from: "from"
    case .column: "column"
    case .places: "places"
    case .label: "label"
    case .sensitive: "sensitive"
    case .require: "require"
    case .because: "because"
    case .parameter: "parameter"
    case .list: "list"
    case .listOf: "list of"
    case .let: "let"
    case .result: "result"
    case .levels: "levels"
    case .score: "score"
    case .start: "start"
    case .for: "for"
    case .when: "when"
    case .then: "then"
    case .otherwise: "otherwise"
    case .ifUnknown: "if unknown"
    case .skip: "skip"
    case .tier: "tier"
    case .rule: "rule"
    case .takeFirst: "take first"
    case .takeHighest: "take highest"
    case .takeLowest: "take lowest"
    case .takeOnly: "take only"
    case .limit: "limit"
    case .setTo: "set to"
    case .add: "add"
    case .subtract: "subtract"
    case .multiplyBy: "multiply by"
    case .capAt: "cap at"
    case .floorAt: "floor at"
    case .roundDownTo: "round down to"
    case .roundUpTo: "round up to"
    case .roundNearestTo: "round nearest to"
    case .roundHalfEvenTo: "round half even to"
    case .andStop: "and stop"
    case .alerts: "alerts"
    case .owner: "owner"
    case .within: "within"
    case .do: "do"
    case .table: "table"
    case .matrix: "matrix"
    case .if: "if"
    case .else: "else"
    case .law: "law"
    case .neverRises: "never rises"
    case .neverFalls: "never falls"
    case .as: "as"
    case .rises: "rises"
    case .falls: "falls"
    case .goesMissing: "goes missing"
    case .where: "where"
    case .and: "and"
    case .or: "or"
    case .not: "not"
    case .in: "in"
    case .notIn: "not in"
    case .is: "is"
    case .isMissing: "is missing"
    case .isPresent: "is present"
    case .missing: "missing"
    case .present: "present"
    case .yes: "yes"
    case .no: "no"
    case .it: "it"
    case .startsWith: "starts with"
    case .endsWith: "ends with"
    case .contains: "contains"
    case .like: "like"
    case .count: "count"
    case .sum: "sum"
    case .average: "average"
    case .min: "min"
    case .max: "max"
    case .any: "any"
    case .all: "all"
    case .none: "none"
    case .length: "length"
    case .abs: "abs"
    case .power: "power"
    case .round: "round"
    case .roundUp: "round up"
    case .roundDown: "round down"
    case .roundHalfEven: "round half even"
    case .upper: "upper"
    case .lower: "lower"
    case .trim: "trim"
    case .year: "year"
    case .month: "month"
    case .day: "day"
    case .weekday: "weekday"
    case .daysBetween: "days between"
    case .monthsBetween: "months between"
    case .yearsBetween: "years between"
    case .previous: "previous"
    case .asOf: "as of"
    case .asOfDate: "as_of"
    case .days: "days"
    case .months: "months"
    case .years: "years"
    case .text: "text"
    case .number: "number"
    case .integer: "integer"
    case .money: "money"
    case .date: "date"
    case .boolean: "boolean"
    case .test: "test"
    case .given: "given"
    case .with: "with"
    case .expect: "expect"
    case .by: "by"
    case .at: "at"
    case .include: "include"
    case .exclude: "exclude"
    case .rejected: "rejected"
    case .unknown: "unknown"
    case .becauseOf: "because of"
    case .set: "set"
    case .decisionsOf: "decisions of"
    case .match: "match"
    }
  }

  /// The Chinese spellings, the canonical one first.
  package var chinese: [String] {
    switch self {
    case .ruleset: ["规则集"]
    case .version: ["版本"]
    case .description: ["说明"]
    case .use: ["引用"]
    case .input: ["输入"]
    case .record: ["记录"]
    case .key: ["主键"]
    case .optional: ["可选"]
    case .default: ["默认"]
    case .from: ["取自", "自"]
    case .column: ["列"]
    case .places: ["小数位"]
    case .label: ["显示名"]
    case .sensitive: ["敏感"]
    case .require: ["要求"]
    case .because: ["理由"]
    case .parameter: ["参数"]
    case .list: ["名单"]
    case .listOf: ["列表"]
    case .let: ["定义"]
    case .result: ["结果"]
    case .levels: ["等级"]
    case .score: ["评分"]
    case .start: ["起始"]
    case .for: ["按", "于"]
    case .when: ["当"]
    case .then: ["则"]
    case .otherwise: ["其余"]
    case .ifUnknown: ["若未知"]
    case .skip: ["略过"]
    case .tier: ["分级"]
    case .rule: ["规则"]
    case .takeFirst: ["取首个"]
    case .takeHighest: ["取最高"]
    case .takeLowest: ["取最低"]
    case .takeOnly: ["取唯一"]
    case .limit: ["额度"]
    case .setTo: ["设为"]
    case .add: ["增加"]
    case .subtract: ["减少"]
    case .multiplyBy: ["乘以"]
    case .capAt: ["上限"]
    case .floorAt: ["下限"]
    case .roundDownTo: ["向下取整到"]
    case .roundUpTo: ["向上取整到"]
    case .roundNearestTo: ["四舍五入到"]
    case .roundHalfEvenTo: ["四舍六入到", "四舍六入"]
    case .andStop: ["并停止"]
    case .alerts: ["预警"]
    case .owner: ["责任人"]
    case .within: ["时限"]
    case .do: ["措施"]
    case .table: ["决策表"]
    case .matrix: ["矩阵"]
    case .if: ["如果"]
    case .else: ["否则"]
    case .law: ["准则"]
    case .neverRises: ["不升"]
    case .neverFalls: ["不降"]
    case .as: ["随"]
    case .rises: ["升"]
    case .falls: ["降"]
    case .goesMissing: ["缺失"]
    case .where: ["其中"]
    case .and: ["且", "并且"]
    case .or: ["或", "或者"]
    case .not: ["非"]
    case .in: ["属于"]
    case .notIn: ["不属于"]
    case .is: []
    case .isMissing: ["缺失"]
    case .isPresent: ["存在"]
    case .missing: ["缺失"]
    case .present: ["存在"]
    case .yes: ["是"]
    case .no: ["否"]
    case .it: ["本项"]
    case .startsWith: ["开头为"]
    case .endsWith: ["结尾为"]
    case .contains: ["包含"]
    case .like: ["形如"]
    case .count: ["计数"]
    case .sum: ["合计"]
    case .average: ["平均"]
    case .min: ["最小"]
    case .max: ["最大"]
    case .any: ["任一"]
    case .all: ["全部"]
    case .none: ["没有"]
    case .length: ["长度"]
    case .abs: ["绝对值"]
    case .power: ["乘方"]
    case .round: ["四舍五入"]
    case .roundUp: ["向上取整"]
    case .roundDown: ["向下取整"]
    case .roundHalfEven: ["四舍六入"]
    case .upper: ["大写"]
    case .lower: ["小写"]
    case .trim: ["去空白"]
    case .year: ["年份"]
    case .month: ["月份"]
    case .day: ["日"]
    case .weekday: ["星期"]
    case .daysBetween: ["相隔天数"]
    case .monthsBetween: ["相隔月数"]
    case .yearsBetween: ["相隔年数"]
    case .previous: ["上期"]
    case .asOf: ["截至"]
    case .asOfDate: ["基准日"]
    case .days: ["天"]
    case .months: ["个月"]
    case .years: ["年"]
    case .text: ["文本"]
    case .number: ["数值"]
    case .integer: ["整数"]
    case .money: ["金额"]
    case .date: ["日期"]
    case .boolean: ["布尔"]
    case .test: ["测试"]
    case .given: ["假设"]
    case .with: ["改为"]
    case .expect: ["期望"]
    case .by: ["依据"]
    case .at: ["于"]
    case .include: ["包括"]
    case .exclude: ["不包括"]
    case .rejected: ["被拒"]
    case .unknown: ["未知"]
    case .becauseOf: ["因为缺"]
    case .set: ["设"]
    case .decisionsOf: ["决策于"]
    case .match: ["符合"]
    }
  }

  /// The words of the English phrase.
  package var englishWords: [String] { english.split(separator: " ").map(String.init) }

  /// The keywords that, in an expression, need backticks to be names: in either language.
  package static let reserved: EnumSet<Keyword> = [
    .if, .then, .else, .and, .or, .not, .in, .is, .yes, .no, .when, .because, .previous,
    .asOfDate, .missing, .it,
  ]
}
