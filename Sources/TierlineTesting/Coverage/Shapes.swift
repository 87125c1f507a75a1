// What an expression is whatever it is called, and what is known of its values beforehand.

import TierlineRuntime
import TierlineSource

/// What an expression is made of, its parts by their numbers.
struct Shape: Hashable {
  var word: String
  var parts: [Int32] = []
}

/// Gives the same number to the same shape.
struct ShapeRegister {
  private var numbers: [Shape: Int32] = [:]

  mutating func number(of shape: ShapeOrSame) -> Int32 {
    switch shape {
    case .same(let number): return number
    case .own(let shape):
      let next = Int32(numbers.count)
      if let known = numbers[shape] { return known }
      numbers[shape] = next
      return next
    }
  }
}

/// A shape of its own, or that of what a name stands for.
enum ShapeOrSame {
  case own(Shape)
  case same(Int32)
}

extension Facts {
  /// The shape of an expression, from those of its parts.
  func shape(of id: ExpressionID) -> ShapeOrSame {
    func own(_ word: String, _ parts: [ExpressionID] = []) -> ShapeOrSame {
      .own(Shape(word: word, parts: parts.map { shape($0) }))
    }
    let kind = program[id].kind
    switch kind {
    case .constant(let value): return own("=\(value)")
    case .named(let index): return .same(shape(program.lets[index].expression))
    case .field(let index):
      if case .derived(let expression) = program.input.fields[index].content {
        return .same(shape(expression))
      }
      return own("f0.\(index)")
    case .elementField(let record, let field): return own("f\(record).\(field)")
    case .element: return own("it")
    case .member(let base, let record, let field): return own("m\(record).\(field)", [base])
    case .parameter(let index): return own("p\(index)")
    case .decision(let index):
      if case .result(let expression) = program.decisions[index].body {
        return .same(shape(expression))
      }
      return own("d\(index)")
    case .column(let decision, let column): return own("d\(decision).\(column)")
    case .alertRaised(let decision, let rule): return own("a\(decision).\(rule)")
    case .asOf: return own("asOf")
    case .previousField(let index): return own("pf\(index)")
    case .previousDecision(let index): return own("pd\(index)")
    case .previousColumn(let decision, let column): return own("pd\(decision).\(column)")
    case .previousAlertRaised(let decision, let rule): return own("pa\(decision).\(rule)")
    case .negate, .not, .and, .or, .comparison, .inRange, .inMembers, .inList, .inValue,
      .isMissing, .isPresent, .fallback, .conditional, .textTest, .arithmetic, .call, .aggregate:
      return own(kind.word, kind.operands + kind.elementOperands)
    }
  }

  /// Everything that an expression may be in some valid record.
  func possible(_ id: ExpressionID) -> Possible {
    var possible = Possible()
    possible.canBeMissing = canBeMissing(id)
    possible.range = bounds(of: id)
    possible.lattice = lattice(of: id)
    if let values = attainableValues(of: id), case .number = program[id].type.numberKind {
      possible.allowed = Set(values.map { .number($0) })
    } else if let values = closedSet(of: id) {
      possible.allowed = values
    }
    return possible
  }

  private func closedSet(of id: ExpressionID) -> Set<PlainValue>? {
    switch program[resolved[Int(id.index)]].kind {
    case .field(let index):
      guard case .stored(let stored) = program.input.fields[index].content else { return nil }
      return program.closedSet(of: stored)
    case .elementField(let record, let field), .member(_, let record, let field):
      guard case .stored(let stored) = program.records[record].fields[field].content else {
        return nil
      }
      return program.closedSet(of: stored)
    default: return nil
    }
  }
}

extension Program {
  fileprivate func closedSet(of stored: StoredField) -> Set<PlainValue>? {
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
