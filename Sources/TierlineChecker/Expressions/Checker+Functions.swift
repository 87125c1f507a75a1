// Functions and aggregates.

import TierlineRuntime
import TierlineSource
import TierlineSyntax

extension Checker {
  func checkCall(_ node: SyntaxNode, in scope: Scope, expecting: ValueType?) -> Checked {
    guard
      let (keyword, function) = node.keywords.lazy.compactMap({ keyword in
        Self.function(keyword).map { (keyword, $0) }
      }).first
    else { return failed(node.span) }
    let nodes = Array(node.children)
    let counts = function.argumentCounts
    if nodes.count == 1, function == .min || function == .max,
      let finding = extremeOfField(node, in: scope)
    {
      report(finding)
      return failed(node.span)
    }
    guard counts.contains(nodes.count) else {
      report(
        .argumentCount(
          keyword, expected: counts.lowerBound, upTo: counts.upperBound, found: nodes.count,
          example: function.example, at: node.span))
      return failed(node.span)
    }
    var arguments: [Checked] = []
    for argument in nodes {
      let wish = arguments.first?.type ?? expecting
      arguments.append(check(argument, in: scope, expecting: function.takesAnyOrder ? wish : nil))
    }
    guard !arguments.contains(where: \.isError) else { return failed(node.span) }
    guard let type = resultType(function, &arguments, nodes) else { return failed(node.span) }
    let isSensitive = arguments.contains(where: \.isSensitive) && function != .length
    var checked = Checked(
      id: add(.call(function, arguments.map(\.id)), type, node.span, isSensitive: isSensitive),
      type: type, span: node.span)
    checked.isSensitive = isSensitive
    checked.causes = arguments.reduce([]) { merge($0, $1.causes) }
    checked.implies = arguments.reduce(into: .none) { $0.assume($1.implies) }
    checked.places = type.naturalPlaces
    bound(&checked, function, arguments)
    return checked
  }

  /// `max(invoices.due)`: the field is one of each element.
  private func extremeOfField(_ node: SyntaxNode, in scope: Scope) -> Diagnostic? {
    let argument = operand(node, 0)
    guard argument.kind == .memberExpression else { return nil }
    let list = check(operand(argument, 0), in: scope)
    return list.isError ? nil : fieldOfList(argument, list, aggregate: node)
  }

  /// The function that a keyword names; nil for any other keyword.
  static func function(_ keyword: Keyword) -> Function? {
    switch keyword {
    case .abs: .abs
    case .min: .min
    case .max: .max
    case .power: .power
    case .round: .round
    case .roundUp: .roundUp
    case .roundDown: .roundDown
    case .roundHalfEven: .roundHalfEven
    case .length: .length
    case .upper: .upper
    case .lower: .lower
    case .trim: .trim
    case .daysBetween: .daysBetween
    case .monthsBetween: .monthsBetween
    case .yearsBetween: .yearsBetween
    case .year: .year
    case .month: .month
    case .day: .day
    case .weekday: .weekday
    default: nil
    }
  }

  private func resultType(
    _ function: Function, _ arguments: inout [Checked], _ nodes: [SyntaxNode]
  ) -> ValueType? {
    switch function {
    case .abs:
      guard let type = arguments[0].type else { return unknownType(nodes[0]) }
      switch type {
      case .integer, .number, .money, .days, .months: return type
      case .boolean, .date, .text, .level, .record, .list:
        return mismatch(arguments[0], .number, nodes[0])
      }
    case .min, .max: return extremeType(&arguments, nodes)
    case .power:
      guard let base = numeric(arguments[0], nodes[0]), integer(arguments[1], nodes[1]) else {
        return nil
      }
      if let exponent = arguments[1].constant?.ordinal, base == .integer, !exponent.isNegative {
        return .integer
      }
      return .number
    case .round, .roundUp, .roundDown, .roundHalfEven:
      return roundedType(arguments, nodes)
    case .length, .upper, .lower, .trim:
      arguments[0] = coerce(arguments[0], to: .text)
      guard !arguments[0].isError else { return nil }
      return function == .length ? .integer : .text
    case .daysBetween, .monthsBetween, .yearsBetween, .year, .month, .day, .weekday:
      for index in arguments.indices {
        arguments[index] = coerce(arguments[index], to: .date)
        if arguments[index].isError { return nil }
      }
      return .integer
    }
  }

  private func mismatch(
    _ found: Checked, _ expected: ValueType, _ node: SyntaxNode
  ) -> ValueType? {
    report(
      .typeMismatch(
        expected: describe(expected), found: describeType(of: found), at: node.span,
        mend: mend(found, to: expected)))
    return nil
  }

  private func unknownType(_ node: SyntaxNode) -> ValueType? {
    report(.typeUnknown(at: node.span))
    return nil
  }

  private func numeric(_ argument: Checked, _ node: SyntaxNode) -> ValueType? {
    switch argument.type {
    case .integer: .integer
    case .number: .number
    case .some: mismatch(argument, .number, node)
    case nil: unknownType(node)
    }
  }

  private func integer(_ argument: Checked, _ node: SyntaxNode) -> Bool {
    !coerce(argument, to: .integer).isError
  }

  /// `min` and `max` take any ordered type, all arguments alike.
  private func extremeType(_ arguments: inout [Checked], _ nodes: [SyntaxNode]) -> ValueType? {
    guard var type = arguments.compactMap(\.type).first else { return unknownType(nodes[0]) }
    guard isOrdered(type) else {
      report(.notOrdered(describe(type), at: nodes[0].span))
      return nil
    }
    if type == .integer, arguments.contains(where: { $0.type == .number }) { type = .number }
    for index in arguments.indices {
      arguments[index] = coerce(arguments[index], to: type)
      if arguments[index].isError { return nil }
    }
    return type
  }

  private func roundedType(_ arguments: [Checked], _ nodes: [SyntaxNode]) -> ValueType? {
    guard arguments[1].isLiteral, let places = arguments[1].constant?.ordinal?.integer,
      (0...18).contains(places)
    else {
      report(.wholeNumberNeeded(from: 0, to: 18, at: nodes[1].span))
      return nil
    }
    switch arguments[0].type {
    case .integer: return .integer
    case .number: return places == 0 ? .integer : .number
    case .money(let currency): return .money(currency)
    case .some: return mismatch(arguments[0], .number, nodes[0])
    case nil: return unknownType(nodes[0])
    }
  }

  private func bound(_ checked: inout Checked, _ function: Function, _ arguments: [Checked]) {
    switch function {
    case .abs: checked.range = arguments[0].range.magnitude
    case .min, .max:
      let combine = function == .min ? Interval.minimum : Interval.maximum
      checked.range = arguments.dropFirst().reduce(arguments[0].range) { combine($0, $1.range) }
      checked.places = arguments.map(\.places).max() ?? 18
    case .round, .roundUp, .roundDown, .roundHalfEven:
      guard let places = arguments[1].constant?.ordinal?.integer else { return }
      let mode = function.roundingMode
      checked.range = arguments[0].range.mapMonotone { $0.rounded(toPlaces: places, mode) }
      checked.places = places
    case .power: boundPower(&checked, arguments)
    case .length: checked.range = .closed(.zero, nil)
    case .year: checked.range = .closed(Decimal(1), Decimal(9999))
    case .month: checked.range = .closed(Decimal(1), Decimal(12))
    case .day: checked.range = .closed(Decimal(1), Decimal(31))
    case .weekday: checked.range = .closed(Decimal(1), Decimal(7))
    case .upper, .lower, .trim, .daysBetween, .monthsBetween, .yearsBetween: break
    }
  }

  private func boundPower(_ checked: inout Checked, _ arguments: [Checked]) {
    let exponent = arguments[1].range
    let isNeverNegative = exponent.lower.map { !$0.value.isNegative } ?? false
    let isAlwaysNegative = exponent.upper.map { $0.value.isNegative } ?? false
    let product = arguments[0].range.power(exponent)
    let inverse = Interval.point(.one) / product
    checked.range =
      isNeverNegative ? product : isAlwaysNegative ? inverse : product.hull(inverse)
    guard !isNeverNegative, product.contains(.zero) else { return }
    // 1 ÷ a product that may have been rounded to 0.
    checked.causes = merge(
      checked.causes,
      [Cause(kind: .power, text: sources.text(of: checked.span), span: checked.span)])
  }

  // MARK: Aggregates

  func checkAggregate(_ node: SyntaxNode, in scope: Scope) -> Checked {
    guard
      let (keyword, aggregate) = node.keywords.lazy.compactMap({ keyword in
        Self.aggregate(keyword).map { (keyword, $0) }
      }).first
    else { return failed(node.span) }
    let valueNode = node.child(.aggregateValue)
    let whereNode = node.child(.whereClause)
    guard
      let listNode = node.children.first(where: {
        $0.kind != .aggregateValue && $0.kind != .whereClause
      })
    else { return failed(node.span) }
    if listNode.kind == .memberExpression,
      let finding = fieldOfList(listNode, check(operand(listNode, 0), in: scope), aggregate: node)
    {
      report(finding)
      return failed(node.span)
    }
    let list = check(listNode, in: scope)
    guard !list.isError else { return failed(node.span) }
    guard case .list(let element)? = list.type else {
      report(.listNeeded(describeType(of: list), at: listNode.span))
      return failed(node.span)
    }
    guard
      checkShape(
        aggregate, keyword, list: listNode.text, value: valueNode, filter: whereNode, node)
    else {
      return failed(node.span)
    }
    var inner = scope
    inner.elements.append(
      Scope.Element(
        type: element, base: .element(depth: scope.elements.count + 1), range: list.range,
        places: list.places))
    var filter: Checked?
    if let whereNode {
      let checked = checkCondition(
        operand(whereNode, 0), in: inner, unknown: .mustBeDefinite)
      guard !checked.isError else { return failed(node.span) }
      inner.known.assume(checked.whenTrue)
      filter = checked
    }
    var value: Checked?
    if let valueNode {
      let checked = needPresent(check(operand(valueNode, 0), in: inner), as: .aggregated)
      guard !checked.isError else { return failed(node.span) }
      value = checked
    }
    return makeAggregate(aggregate, list: list, value: value, filter: filter, node)
  }

  /// What to say of `invoices.amount`: the field belongs to the elements; nil for anything else.
  func fieldOfList(
    _ node: SyntaxNode, _ value: Checked, aggregate: SyntaxNode?
  ) -> Diagnostic? {
    guard case .list(of: .record(let record))? = value.type, let name = node.name,
      records[record].fields.contains(where: { $0.name == name.text })
    else { return nil }
    let language = node.tree.language
    let list = operand(node, 0).text
    func spelling(_ keyword: Keyword) -> String { keyword.spelling(language) }
    let over = language == .chinese ? "于" : "for"
    let keyword = aggregate?.keywords.first { Self.aggregate($0) != nil }
    switch keyword {
    case .sum?, .average?, .min?, .max?:
      let inside = ".\(name.text) \(over) \(list)"
      return .fieldOfList(
        name.text, list: list, meant: "\(spelling(keyword ?? .sum))(\(inside))", at: name.span,
        edit: Edit(node.span, inside), isSafe: keyword == .sum)
    default:
      let function = spelling(keyword ?? .any)
      return .fieldOfList(
        name.text, list: list,
        meant: "\(function)(\(list) \(spelling(.where)) .\(name.text) …)", at: name.span, edit: nil)
    }
  }

  static func aggregate(_ keyword: Keyword) -> Aggregate? {
    switch keyword {
    case .count: .count
    case .any: .any
    case .all: .all
    case .none: TierlineRuntime.Aggregate.none
    case .sum: .sum
    case .average: .average
    case .min: .min
    case .max: .max
    default: nil
    }
  }

  /// Whether the parts that this aggregate needs are there, and no others.
  private func checkShape(
    _ aggregate: Aggregate, _ keyword: Keyword, list: String, value: SyntaxNode?,
    filter: SyntaxNode?, _ node: SyntaxNode
  ) -> Bool {
    switch aggregate {
    case .count, .any, .all, .none:
      if let value {
        report(.aggregateValueUnwanted(keyword, at: value.span))
        return false
      }
      if filter == nil, aggregate != .count {
        report(.aggregateNeedsWhere(keyword, list: list, at: node.span))
        return false
      }
    case .sum, .average, .min, .max:
      if value == nil {
        report(.aggregateNeedsValue(keyword, list: list, at: node.span))
        return false
      }
    }
    return true
  }

  private func makeAggregate(
    _ aggregate: Aggregate, list: Checked, value: Checked?, filter: Checked?, _ node: SyntaxNode
  ) -> Checked {
    guard let type = aggregateType(aggregate, value, node) else { return failed(node.span) }
    let isSensitive = value?.isSensitive ?? false
    var checked = Checked(
      id: add(
        .aggregate(aggregate, list: list.id, value: value?.id, filter: filter?.id), type,
        node.span, isSensitive: isSensitive),
      type: type, span: node.span)
    checked.isSensitive = isSensitive
    checked.causes = list.causes
    checked.implies = list.implies
    checked.places = type.naturalPlaces
    switch aggregate {
    case .count: checked.range = .closed(.zero, nil)
    case .any, .all, .none:
      checked.whenTrue = list.implies
      checked.whenFalse = checked.whenTrue
      checked.whenNotTrue = checked.isAlwaysPresent ? checked.whenFalse : .none
    case .sum: break
    case .average, .min, .max:
      if aggregate != .average { checked.range = value?.range ?? .unbounded }
      checked.implies = .none
      checked.causes = merge(
        checked.causes, [Cause(kind: .emptyList, text: node.text, span: node.span)])
    }
    return checked
  }

  private func aggregateType(
    _ aggregate: Aggregate, _ value: Checked?, _ node: SyntaxNode
  ) -> ValueType? {
    switch aggregate {
    case .count: return .integer
    case .any, .all, .none: return .boolean
    case .sum, .average:
      guard let value, let type = value.type else { return nil }
      switch type {
      case .integer: return aggregate == .sum ? .integer : .number
      case .number, .money: return type
      case .days, .months:
        if aggregate == .sum { return type }
        return mismatch(value, .number, node)
      case .boolean, .date, .text, .level, .record, .list:
        report(
          .typeMismatch(expected: describe(.number), found: describe(type), at: value.span))
        return nil
      }
    case .min, .max:
      guard let value, let type = value.type else { return nil }
      guard isOrdered(type) else {
        report(.notOrdered(describe(type), at: value.span))
        return nil
      }
      return type
    }
  }
}

extension Function {
  /// A call as it should look.
  var example: Wording {
    switch self {
    case .abs: Wording("abs(x)", zh: "绝对值(x)")
    case .min: Wording("min(a, b)", zh: "最小(a, b)")
    case .max: Wording("max(a, b)", zh: "最大(a, b)")
    case .power: Wording("power(x, 2)", zh: "乘方(x, 2)")
    case .round: Wording("round(x, 2)", zh: "四舍五入(x, 2)")
    case .roundUp: Wording("round up(x, 2)", zh: "向上取整(x, 2)")
    case .roundDown: Wording("round down(x, 2)", zh: "向下取整(x, 2)")
    case .roundHalfEven: Wording("round half even(x, 2)", zh: "四舍六入(x, 2)")
    case .length: Wording("length(t)", zh: "长度(t)")
    case .upper: Wording("upper(t)", zh: "大写(t)")
    case .lower: Wording("lower(t)", zh: "小写(t)")
    case .trim: Wording("trim(t)", zh: "去空白(t)")
    case .daysBetween: Wording("days between(from, as_of)", zh: "相隔天数(起, 基准日)")
    case .monthsBetween: Wording("months between(from, as_of)", zh: "相隔月数(起, 基准日)")
    case .yearsBetween: Wording("years between(from, as_of)", zh: "相隔年数(起, 基准日)")
    case .year: Wording("year(d)", zh: "年份(d)")
    case .month: Wording("month(d)", zh: "月份(d)")
    case .day: Wording("day(d)", zh: "日(d)")
    case .weekday: Wording("weekday(d)", zh: "星期(d)")
    }
  }

  var argumentCounts: ClosedRange<Int> {
    switch self {
    case .min, .max: 2...Int.max
    case .power, .round, .roundUp, .roundDown, .roundHalfEven, .daysBetween, .monthsBetween,
      .yearsBetween:
      2...2
    case .abs, .length, .upper, .lower, .trim, .year, .month, .day, .weekday: 1...1
    }
  }

  /// Whether later arguments are wished to be of the first one's type.
  var takesAnyOrder: Bool { self == .min || self == .max }

  var roundingMode: RoundingMode {
    switch self {
    case .roundUp: .awayFromZero
    case .roundDown: .towardZero
    case .roundHalfEven: .halfEven
    case .round, .abs, .min, .max, .power, .length, .upper, .lower, .trim, .daysBetween,
      .monthsBetween, .yearsBetween, .year, .month, .day, .weekday:
      .halfAwayFromZero
    }
  }
}
