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
      guard let element = node.children.first(where: { _ in true }) else { return nil }
      return readType(element, owner: owner).map { .list(of: $0) }
    case .namedType: return readNamedType(node)
    default: return nil
    }
  }

  private func readMoney(_ node: SyntaxNode) -> ValueType? {
    guard let code = node.name else { return nil }
    guard let currency = Currency(code: code.text) else {
      report(.unknownCurrency(code.text, at: code.span))
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
      .unknownType(name.text, at: name.span, near: nearest(to: name.text, among: known.sorted())))
    return nil
  }

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
  func describe(_ type: ValueType) -> String {
    switch type {
    case .boolean: "boolean"
    case .integer: "integer"
    case .number: "number"
    case .money(let currency): "money \(currency.code)"
    case .date: "date"
    case .days: "days"
    case .months: "months"
    case .text: "text"
    case .level(let index): levelTypes[index].names.joined(separator: " < ")
    case .record(let index): records[index].name
    case .list(let element): "list of \(describe(element))"
    }
  }

  /// Whether values of a type have an order.
  func isOrdered(_ type: ValueType) -> Bool {
    switch type {
    case .integer, .number, .money, .date, .days, .months, .level: true
    case .boolean, .text, .record, .list: false
    }
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
