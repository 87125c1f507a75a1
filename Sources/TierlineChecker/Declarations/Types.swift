import TierlineRuntime
import TierlineSource
import TierlineSyntax

extension Checker {
  /// Reads a type; nil after a finding.
  ///
  /// `owner` names inline levels and records.
  func readType(_ node: SyntaxNode, owner: String) -> ValueType? {
    switch node.kind {
    case .moneyType: return readMoney(node)
    case .levelsType, .levelNames:
      let names = node.kind == .levelNames ? node : node.child(.levelNames)
      return names.map { .level(addLevelType(name: owner, names: $0)) }
    case .recordType: return readInlineRecord(node, owner: owner)
    case .listType:
      guard let element = node.child(at: 0) else { return nil }
      return readType(element, owner: owner).map { .list(of: $0) }
    case .namedType: return readNamedType(node)
    default: return nil
    }
  }

  private func readMoney(_ node: SyntaxNode) -> ValueType? {
    guard let code = node.name else { return nil }
    guard let currency = Currency(code: code.text) else {
      report(.unknownCurrency(code.text, meant: otherUnit(code.text), at: code.span))
      return nil
    }
    return .money(currency)
  }

  private func readNamedType(_ node: SyntaxNode) -> ValueType? {
    for keyword in node.keywords {
      if let type = Self.builtInType(keyword) { return type }
    }
    guard let name = node.name else { return nil }
    if let levels = levelTypesByName[name.text] {
      used.insert(.levels(levels.index))
      return .level(levels.index)
    }
    if let record = recordsByName[name.text] {
      used.insert(.record(record.index))
      return .record(record.index)
    }
    let known =
      Array(levelTypesByName.keys) + Array(recordsByName.keys)
      + ["boolean", "integer", "number", "money", "date", "text", "days", "months", "list"]
    report(
      .unknownType(
        name.text, at: name.span,
        near: moneyMeant(name)
          ?? Self.otherTypes[name.text.lowercased()]?.spelling(language(at: name.span))
          ?? near(name.text, among: known.sorted())))
    return nil
  }

  /// `CNY`, `人民币` as `money CNY`.
  private func moneyMeant(_ name: Name) -> String? {
    let isYuan = ["RMB", "rmb", "人民币", "元", "cny"].contains(name.text)
    guard isYuan || Currency(code: name.text) != nil else { return nil }
    return "\(Keyword.money.spelling(language(at: name.span))) \(isYuan ? "CNY" : name.text)"
  }

  /// What other languages and databases call the types.
  private static let otherTypes: [String: Keyword] = [
    "string": .text, "str": .text, "varchar": .text, "char": .text, "字符串": .text, "文字": .text,
    "int": .integer, "long": .integer, "整型": .integer, "decimal": .number, "float": .number,
    "double": .number, "numeric": .number, "real": .number, "数字": .number, "小数": .number,
    "数": .number, "bool": .boolean, "布尔值": .boolean, "是否": .boolean, "datetime": .date,
    "timestamp": .date, "时间": .date, "array": .listOf, "数组": .listOf,
  ]

  private static func builtInType(_ keyword: Keyword) -> ValueType? {
    switch keyword {
    case .boolean: .boolean
    case .integer: .integer
    case .number: .number
    case .date: .date
    case .text: .text
    case .days: .days
    case .months: .months
    default: nil
    }
  }

  private func readInlineRecord(_ node: SyntaxNode, owner: String) -> ValueType {
    let index = records.count
    records.append(RecordType(name: owner))
    recordNodes.append(node)
    recordStates.append(.waiting)
    resolveRecord(index)
    return .record(index)
  }

  /// The type's name as an author writes it.
  func describe(_ type: ValueType) -> Wording {
    switch type {
    case .boolean: return Keyword.boolean.wording
    case .integer: return Keyword.integer.wording
    case .number: return Keyword.number.wording
    case .money(let currency):
      let money = Keyword.money.wording
      return Wording("\(money.english) \(currency.code)", zh: "\(money.chinese) \(currency.code)")
    case .date: return Keyword.date.wording
    case .days: return Keyword.days.wording
    case .months: return Keyword.months.wording
    case .text: return Keyword.text.wording
    case .level(let index):
      return Wording(same: levelTypes[index].names.joined(separator: " < "))
    case .record(let index): return Wording(same: records[index].name)
    case .list(let element):
      let (list, inner) = (Keyword.listOf.wording, describe(element))
      return Wording("\(list.english) \(inner.english)", zh: "\(list.chinese) \(inner.chinese)")
    }
  }

  /// The type of a checked expression as an author writes it; `missing` has none.
  func describeType(of checked: Checked) -> Wording {
    checked.type.map(describe) ?? Keyword.missing.wording
  }

  /// Whether values of a type have an order.
  func isOrdered(_ type: ValueType) -> Bool {
    switch type {
    case .integer, .number, .money, .date, .days, .months, .level: true
    case .boolean, .text, .record, .list: false
    }
  }

  /// Whether both are level types.
  func areLevels(_ first: ValueType, _ second: ValueType) -> Bool {
    if case .level = first, case .level = second { true } else { false }
  }

  /// Whether a type is a plain value: no record and no list.
  func isPlain(_ type: ValueType) -> Bool {
    switch type {
    case .boolean, .integer, .number, .money, .date, .days, .months, .text, .level: true
    case .record, .list: false
    }
  }
}

extension Value {
  /// An ordered value as a number: dates by day, durations by count, levels by index.
  var ordinal: Decimal? {
    switch self {
    case .number(let number): number
    case .date(let date): Decimal(Int(date.dayNumber))
    case .days(let count), .months(let count), .level(let count): Decimal(count)
    case .missing, .overflow, .boolean, .text, .list, .record: nil
    }
  }
}

extension ValueType {
  /// The type of what lists of it hold in the end; itself for anything but a list.
  var innermost: ValueType {
    if case .list(let element) = self { element.innermost } else { self }
  }

  /// The bounds that every value of the type keeps.
  var naturalRange: Interval {
    switch self {
    case .date: .closed(Decimal(0), Decimal(3_652_058))
    case .boolean, .integer, .number, .money, .days, .months, .text, .level, .record, .list:
      .unbounded
    }
  }

  /// The decimals that values of the type can have without more being known.
  var naturalPlaces: Int {
    switch self {
    case .integer, .date, .days, .months, .level: 0
    case .boolean, .number, .money, .text, .record, .list: 18
    }
  }
}
