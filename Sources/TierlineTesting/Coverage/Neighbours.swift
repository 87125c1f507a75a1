// Records that differ from a given one by the smallest step of one field.
//
// A subject without a grid of its own, such as a quotient, is on the edge of a threshold when the
// smallest change of one number that it is computed from takes it across.

import TierlineRuntime
import TierlineSource

extension TracedEvaluator {
  /// Whether a neighbour of a record stands on the other side of a threshold.
  func crosses(
    _ site: BoundarySite, _ record: [Value], _ decided: Decided, isAbove: Bool
  ) -> Bool {
    for neighbour in program.neighbours(of: record, in: program.fieldsRead(by: site.subject)) {
      guard case .decided(let other) = decide(neighbour, previous: decided.previous),
        let edge = other.edge(of: site)
      else { continue }
      if edge.isAbove != isAbove { return true }
    }
    return false
  }
}

extension Program {
  /// A record with one of some fields a step lower or higher, wherever its domain allows.
  func neighbours(of record: [Value], in fields: [Int]) -> [[Value]] {
    fields.flatMap { field in
      neighbours(of: record[field], in: field).map { value in
        var neighbour = record
        neighbour[field] = value
        return neighbour
      }
    }
  }

  private func neighbours(of value: Value, in field: Int) -> [Value] {
    let description = input.fields[field]
    guard case .stored(let stored) = description.content else { return [] }
    let values: [Value]
    switch value {
    case .number(let number):
      let places = description.type == .integer ? 0 : min(stored.places, 9)
      let step = Decimal.unit(places: places)
      values = [number.subtracting(step), number.adding(step)].compactMap { $0.map(Value.number) }
    case .date(let date):
      values = [date.adding(days: -1), date.adding(days: 1)].compactMap { $0.map(Value.date) }
    case .missing, .overflow, .boolean, .days, .months, .text, .level, .list, .record: values = []
    }
    return values.filter { accepts($0, in: stored) }
  }

  /// Whether a value lies in the domain of a field.
  func accepts(_ value: Value, in stored: StoredField) -> Bool {
    switch stored.domain {
    case nil: return true
    case .members(let members): return members.contains(value)
    case .list(let index): return lists[index].members.contains(value)
    case .range(let range):
      guard let ordinal = PlainValue(value)?.ordinal else { return true }
      if let lower = range.lower.flatMap({ PlainValue($0)?.ordinal }) {
        guard range.includesLower ? ordinal >= lower : ordinal > lower else { return false }
      }
      if let upper = range.upper.flatMap({ PlainValue($0)?.ordinal }) {
        guard range.includesUpper ? ordinal <= upper : ordinal < upper else { return false }
      }
      return true
    }
  }

  /// The input fields that an expression is computed from, through lets and decisions.
  func fieldsRead(by root: ExpressionID) -> [Int] {
    var fields: Set<Int> = []
    var visited: Set<ExpressionID> = []
    var pending = [root]
    while let id = pending.popLast() {
      guard visited.insert(id).inserted else { continue }
      let kind = self[id].kind
      switch kind {
      case .field(let index):
        if case .derived(let expression) = input.fields[index].content {
          pending.append(expression)
        } else {
          fields.insert(index)
        }
      case .named(let index): pending.append(lets[index].expression)
      case .decision(let index), .column(let index, _), .alertRaised(let index, _):
        pending += decisions[index].expressions
      default: break
      }
      pending += kind.operands + kind.elementOperands
    }
    return fields.sorted()
  }
}
