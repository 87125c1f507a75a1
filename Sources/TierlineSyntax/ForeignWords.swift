// Words that mean a keyword elsewhere: in Excel, in SQL, in other programming languages, in prose.
//
// They are no keywords and take no name from anybody: the parser looks here only where the grammar
// asks for a keyword and another word stands, says what is written here, and reads on as if that
// stood there.

enum ForeignWords {
  /// What goes on with a condition, by word.
  static let operators: [String: Keyword] = [
    "和": .and, "与": .and, "及": .and, "以及": .and, "而且": .and, "同时": .and, "并": .and,
    "还是": .or, "在": .in, "不在": .notIn, "含有": .contains, "包括": .contains,
  ]

  /// What asks of a value whether it is there.
  static let presences: [String: Keyword] = [
    "为空": .isMissing, "是空": .isMissing, "空缺": .isMissing, "不为空": .isPresent,
    "非空": .isPresent, "不缺失": .isPresent, "不存在": .isMissing,
  ]

  /// Comparison signs in words.
  static let signs: [String: TokenKind] = [
    "大于": .greater, "超过": .greater, "高于": .greater, "多于": .greater, "晚于": .greater,
    "小于": .less, "低于": .less, "少于": .less, "不足": .less, "早于": .less,
    "大于等于": .greaterOrEqual, "不小于": .greaterOrEqual, "不少于": .greaterOrEqual,
    "不低于": .greaterOrEqual, "至少": .greaterOrEqual, "小于等于": .lessOrEqual,
    "不大于": .lessOrEqual, "不超过": .lessOrEqual, "不高于": .lessOrEqual, "不多于": .lessOrEqual,
    "至多": .lessOrEqual, "等于": .equal, "为": .equal, "不等于": .notEqual, "不为": .notEqual,
    "equals": .equal, "eq": .equal, "ne": .notEqual, "gt": .greater, "lt": .less,
    "gte": .greaterOrEqual, "lte": .lessOrEqual,
  ]

  /// What stands before a condition.
  static let prefixes: [String: Keyword] = ["不": .not, "不是": .not, "并非": .not]

  /// Words for what the grammar asks for, by keyword; in lower case.
  static let clauses: [(keyword: Keyword, words: [WordKey])] = [
    (.when, ["if", "where", "如果", "若", "假如", "其中"]),
    (.then, ["那么", "就"]),
    (.otherwise, ["else", "default", "other", "others", "否则", "默认", "其他", "其它"]),
    (.else, ["otherwise", "其余", "不然"]),
    (.where, ["when", "if", "当", "如果", "若"]),
    (.because, ["reason", "since", "因为", "由于", "原因"]),
  ]

  /// What authors call a unit that has another name here.
  static let units = [
    "人民币": "CNY", "RMB": "CNY", "rmb": "CNY", "块": "元", "块钱": "元", "圆": "元", "美元": "USD",
    "美金": "USD", "欧元": "EUR", "港币": "HKD", "港元": "HKD", "日元": "JPY", "英镑": "GBP",
    "yuan": "CNY", "dollars": "USD", "euros": "EUR", "日": "天", "月": "个月",
  ]

  /// What is counted: numbers here have no such word.
  static let counters: Set<String> = [
    "分", "点", "次", "笔", "张", "人", "个", "家", "户", "points", "pts", "times",
  ]

  /// Functions that have another name here.
  static let functions: [String: Keyword] = [
    "avg": .average, "mean": .average, "len": .length, "ucase": .upper, "lcase": .lower,
    "maximum": .max, "minimum": .min, "pow": .power, "total": .sum, "roundup": .roundUp,
    "rounddown": .roundDown, "datedif": .daysBetween, "datediff": .daysBetween,
    "countif": .count, "sumif": .sum, "averageif": .average, "求和": .sum, "总和": .sum,
    "总计": .sum, "平均值": .average, "均值": .average, "最大值": .max, "最小值": .min,
    "个数": .count, "数量": .count, "绝对": .abs, "幂": .power, "取绝对值": .abs,
  ]
}

/// The unit or currency that a word from elsewhere stands for: `RMB` is `CNY`.
package func otherUnit(_ word: String) -> String? { ForeignWords.units[word] }

extension TokenKind {
  /// A comparison sign as it is written; nil for any other token.
  var sign: String? {
    switch self {
    case .equal: "="
    case .notEqual: "!="
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    default: nil
    }
  }

  /// What two signs one right after the other are meant to be: `=>` is `>=`.
  func joined(with other: TokenKind) -> TokenKind? {
    switch (self, other) {
    case (.equal, .equal): .equal
    case (.equal, .greater): .greaterOrEqual
    case (.equal, .less): .lessOrEqual
    case (.less, .greater): .notEqual
    case (.notEqual, .equal): .notEqual
    default: nil
    }
  }
}
