import TierlineSource

/// What JSON would have needed where it breaks.
enum JSONExpectation: Hashable {
  /// `{"a":}`
  case value
  /// `{"a":1},` between records: an object was due.
  case record
  /// `{a:1}`
  case key
  /// `{"a" 1}`
  case colon
  /// `{"a":1 "b":2}`
  case commaOrBrace
  /// `[1 2]`
  case commaOrBracket
  /// `-`, `1.`, `1e`
  case digit
  /// `01`, `1.2.3`
  case endOfNumber
  /// `"\q"`
  case escape
  /// `"\u12G4"`
  case hexadecimal
  /// `"\ud800"`
  case pairedSurrogate
  /// A byte that is not UTF-8.
  case utf8
  /// A line break or another control character within a string.
  case noControl

  /// As a message says it, behind `expected`.
  var wording: Wording {
    switch self {
    case .value: Wording("a JSON value", zh: "JSON 值")
    case .record: Wording("a record", zh: "记录")
    case .key: Wording("a key in quotes", zh: "带引号的键")
    case .colon: Wording("`:` after the key", zh: "键后的 `:`")
    case .commaOrBrace: Wording("`,` or `}`", zh: "`,` 或 `}`")
    case .commaOrBracket: Wording("`,` or `]`", zh: "`,` 或 `]`")
    case .digit: Wording("a digit", zh: "数字")
    case .endOfNumber: Wording("the number to end", zh: "数值在此结束")
    case .escape: Wording("an escape of JSON", zh: "JSON 转义")
    case .hexadecimal: Wording("four hexadecimal digits", zh: "四位十六进制数字")
    case .pairedSurrogate: Wording("a pair of surrogates", zh: "成对的代理码")
    case .utf8: Wording("UTF-8", zh: "UTF-8 编码")
    case .noControl:
      Wording("the text to end, or an escape", zh: "文本在此结束，或使用转义")
    }
  }
}
