import TierlineRuntime
import TierlineSource
import TierlineSyntax

extension Checker {
  /// Reads `in …` of a field or parameter; nil after a finding.
  func readDomain(_ modifier: SyntaxNode, type: ValueType) -> Domain? {
    guard let test = modifier.child(at: 0), !test.isError else {
      return nil
    }
    switch test.kind {
    case .rangeTest: return rangeDomain(test, type: type)
    case .comparisonTest: return comparisonDomain(test, type: type)
    case .membershipTest: return memberDomain(test, type: type)
    default:
      report(.domainMalformed(at: test.span))
      return nil
    }
  }

  private func rangeDomain(_ test: SyntaxNode, type: ValueType) -> Domain? {
    let ends = Array(test.children)
    guard ends.count == 2, requireOrder(type, at: test.span),
      let lower = literal(ends[0], as: type, adoptsCurrency: true),
      let upper = literal(ends[1], as: type, adoptsCurrency: true)
    else { return nil }
    let kind = test.operatorToken?.kind
    let range = ValueRange(
      lower: lower, upper: upper,
      includesLower: kind == .range || kind == .rangeBelow,
      includesUpper: kind == .range || kind == .rangeAbove)
    if interval(of: range).isEmpty {
      report(.domainEmpty(at: test.span))
      return nil
    }
    return .range(range)
  }

  private func comparisonDomain(_ test: SyntaxNode, type: ValueType) -> Domain? {
    guard requireOrder(type, at: test.span), let node = test.child(at: 0),
      let value = literal(node, as: type, adoptsCurrency: true),
      let comparison = test.operatorToken.flatMap({ Self.comparison($0.kind) })
    else { return nil }
    switch comparison {
    case .less: return .range(ValueRange(lower: nil, upper: value, includesUpper: false))
    case .lessOrEqual: return .range(ValueRange(lower: nil, upper: value))
    case .greater: return .range(ValueRange(lower: value, upper: nil, includesLower: false))
    case .greaterOrEqual: return .range(ValueRange(lower: value, upper: nil))
    case .equal: return .members(ValueSet([value]))
    case .notEqual:
      report(.domainMalformed(at: test.span))
      return nil
    }
  }

  private func memberDomain(_ test: SyntaxNode, type: ValueType) -> Domain? {
    guard let content = test.child(at: 0) else { return nil }
    switch content.kind {
    case .rangeTest: return rangeDomain(content, type: type)
    case .comparisonTest: return comparisonDomain(content, type: type)
    case .listLiteral:
      let members = content.children.map { literal($0, as: type, adoptsCurrency: true) }
      guard !members.isEmpty else {
        report(.domainEmpty(at: content.span))
        return nil
      }
      return .members(ValueSet(members.compactMap { $0 }))
    case .nameExpression:
      guard let name = content.name else { return nil }
      guard case .list(let index)? = symbols[name.text]?.symbol else {
        report(.notAList(name.text, at: name.span))
        return nil
      }
      used.insert(.symbol(.list(index)))
      // The list itself is read later; its declared type is what must fit.
      if let typeNode = listNodes[index].child(at: 0),
        let listType = readType(typeNode, owner: name.text), listType != type
      {
        report(.typeMismatch(expected: describe(type), found: describe(listType), at: name.span))
        return nil
      }
      return .list(index)
    default:
      report(.domainMalformed(at: test.span))
      return nil
    }
  }

  private func requireOrder(_ type: ValueType, at span: SourceSpan) -> Bool {
    if isOrdered(type) { return true }
    report(.domainNeedsOrder(describe(type), at: span))
    return false
  }

  static func comparison(_ kind: TokenKind) -> ComparisonOperator? {
    switch kind {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    default: nil
    }
  }

  func interval(of range: ValueRange) -> Interval {
    Interval(
      lower: range.lower?.ordinal.map { .init(value: $0, isIncluded: range.includesLower) },
      upper: range.upper?.ordinal.map { .init(value: $0, isIncluded: range.includesUpper) })
  }

  /// Whether a value lies in a domain; true for a list whose members are not read yet.
  func contains(_ domain: Domain, _ value: Value) -> Bool {
    switch domain {
    case .range(let range): value.ordinal.map { interval(of: range).contains($0) } ?? true
    case .members(let members): members.contains(value)
    case .list(let index): index < lists.count ? lists[index].members.contains(value) : true
    }
  }

  /// A domain as an author would write it.
  func describe(_ domain: Domain, type: ValueType) -> String {
    switch domain {
    case .members(let members):
      return "[" + members.values.map { describe($0, type: type) }.joined(separator: ", ") + "]"
    case .list(let index): return listNodes[index].name?.text ?? "?"
    case .range(let range):
      guard let lower = range.lower else {
        return (range.includesUpper ? "<= " : "< ")
          + (range.upper.map { describe($0, type: type) } ?? "")
      }
      guard let upper = range.upper else {
        return (range.includesLower ? ">= " : "> ") + describe(lower, type: type)
      }
      let dots = (range.includesLower ? "" : "<") + ".." + (range.includesUpper ? "" : "<")
      return describe(lower, type: type) + dots + describe(upper, type: type)
    }
  }

  /// A value as an author would write it.
  func describe(_ value: Value, type: ValueType) -> String {
    switch value {
    case .missing: return "missing"
    case .overflow: return "?"
    case .boolean(let value): return value ? "yes" : "no"
    case .number(let number):
      if case .money(let currency) = type { return "\(number) \(currency.code)" }
      return number.description
    case .date(let date): return date.description
    case .days(let count): return count == 1 ? "1 day" : "\(count) days"
    case .months(let count): return count == 1 ? "1 month" : "\(count) months"
    case .text(let text): return "\"\(text.string)\""
    case .level(let index):
      guard case .level(let levels) = type, index < levelTypes[levels].names.count else {
        return "?"
      }
      return levelTypes[levels].names[index]
    case .list, .record: return "[…]"
    }
  }
}
