// What an expression is whatever it is called, and what is known of its values beforehand.

import TierlineRuntime
import TierlineSource

extension Program {
  /// The same text for expressions that are always worth the same; nil for one too large to name.
  func shape(of id: ExpressionID, depth: Int) -> String? {
    guard depth > 0 else { return nil }
    func shapes(_ ids: [ExpressionID]) -> String? {
      var result: [String] = []
      for id in ids {
        guard let shape = shape(of: id, depth: depth - 1) else { return nil }
        result.append(shape)
      }
      return result.joined(separator: ",")
    }
    let kind = self[id].kind
    switch kind {
    case .constant(let value): return "=\(value)"
    case .named(let index): return shape(of: lets[index].expression, depth: depth - 1)
    case .field(let index):
      if case .derived(let expression) = input.fields[index].content {
        return shape(of: expression, depth: depth - 1)
      }
      return "f0.\(index)"
    case .elementField(let record, let field): return "f\(record).\(field)"
    case .element: return "it"
    case .member(let base, let record, let field):
      return shape(of: base, depth: depth - 1).map { "\($0).\(record).\(field)" }
    case .parameter(let index): return "p\(index)"
    case .decision(let index):
      if case .result(let expression) = decisions[index].body {
        return shape(of: expression, depth: depth - 1)
      }
      return "d\(index)"
    case .column(let decision, let column): return "d\(decision).\(column)"
    case .alertRaised(let decision, let rule): return "a\(decision).\(rule)"
    case .asOf: return "asOf"
    case .previousField(let index): return "pf\(index)"
    case .previousDecision(let index): return "pd\(index)"
    case .previousColumn(let decision, let column): return "pd\(decision).\(column)"
    case .previousAlertRaised(let decision, let rule): return "pa\(decision).\(rule)"
    case .negate, .not, .and, .or, .comparison, .inRange, .inMembers, .inList, .inValue,
      .isMissing, .isPresent, .fallback, .conditional, .textTest, .arithmetic, .call, .aggregate:
      guard let operands = shapes(kind.operands), let elements = shapes(kind.elementOperands)
      else { return nil }
      return "\(kind.word)(\(operands);\(elements))"
    }
  }

  /// The decision that an expression is the value of.
  func decision(behind id: ExpressionID) -> Int? {
    switch self[id].kind {
    case .decision(let index):
      if case .result(let expression) = decisions[index].body {
        decision(behind: expression)
      } else {
        index
      }
    case .named(let index): decision(behind: lets[index].expression)
    default: nil
    }
  }

  /// Everything that an expression may be in some valid record.
  func possible(_ id: ExpressionID) -> Possible {
    var possible = Possible()
    possible.canBeMissing = canBeMissing(id)
    possible.range = bounds(of: id)
    possible.lattice = lattice(of: id)
    if let values = attainableValues(of: id), case .number = self[id].type.numberKind {
      possible.allowed = Set(values.map { .number($0) })
    } else if let values = closedSet(of: id) {
      possible.allowed = values
    }
    return possible
  }

  private func closedSet(of id: ExpressionID) -> Set<PlainValue>? {
    switch self[id].kind {
    case .field(let index):
      guard case .stored(let stored) = input.fields[index].content else { return nil }
      return closedSet(of: stored)
    case .elementField(let record, let field), .member(_, let record, let field):
      guard case .stored(let stored) = records[record].fields[field].content else { return nil }
      return closedSet(of: stored)
    case .named(let index): return closedSet(of: lets[index].expression)
    default: return nil
    }
  }

  private func closedSet(of stored: StoredField) -> Set<PlainValue>? {
    switch stored.domain {
    case .members(let members): Set(members.values.compactMap { PlainValue($0) })
    case .list(let list): Set(lists[list].members.values.compactMap { PlainValue($0) })
    case .range, nil: nil
    }
  }
}

extension ValueType {
  /// Whether values are plain numbers, whose sums a score can name.
  fileprivate enum NumberKind { case number, other }

  fileprivate var numberKind: NumberKind {
    switch self {
    case .integer, .number, .money: .number
    case .boolean, .date, .days, .months, .text, .level, .record, .list: .other
    }
  }
}

extension Expression.Kind {
  /// What tells expressions of the same operands apart.
  fileprivate var word: String {
    switch self {
    case .arithmetic(let sign, _, _): "\(sign)"
    case .comparison(let sign, _, _): "\(sign)"
    case .textTest(let test, _, _): "\(test)"
    case .call(let function, _): "\(function)"
    case .aggregate(let aggregate, _, let value, let filter):
      "\(aggregate)\(value == nil ? "" : "v")\(filter == nil ? "" : "w")"
    case .inRange(_, let range): "in\(range.includesLower)\(range.includesUpper)"
    case .inList(_, let list): "list\(list)"
    case .negate: "-"
    case .not: "not"
    case .and: "and"
    case .or: "or"
    case .inMembers: "members"
    case .inValue: "value"
    case .isMissing: "missing"
    case .isPresent: "present"
    case .fallback: "default"
    case .conditional: "if"
    case .constant, .field, .elementField, .element, .member, .named, .parameter, .decision,
      .column, .alertRaised, .asOf, .previousField, .previousDecision, .previousColumn,
      .previousAlertRaised:
      ""
    }
  }
}
