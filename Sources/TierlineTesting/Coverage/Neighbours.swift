// Records that differ from a given one by the smallest step of one field.
//
// A subject without a grid of its own, such as a quotient, is on the edge of a threshold when the
// smallest change of one number or date that it is computed from takes it across. Those inside lists
// count: a share of late invoices is on the edge when one of them was paid on the last good day.

import TierlineRuntime
import TierlineSource

extension TracedEvaluator {
  /// Whether a neighbour of a record stands on the other side of a threshold.
  ///
  /// Of a threshold inside a list, whether one of the elements does.
  func crosses(
    _ site: BoundarySite, _ record: [Value], _ decided: Decided, isAbove: Bool
  ) -> Bool {
    let sides = decided.sides(of: site)
    for neighbour in program.neighbours(of: record, in: program.fieldsRead(at: site)) {
      guard case .decided(let other) = decide(neighbour, previous: decided.previous) else {
        continue
      }
      let others = other.sides(of: site)
      // Where another number of elements is asked nobody can say which one moved.
      guard others.count == sides.count else { continue }
      if zip(sides, others).contains(where: { $0 == isAbove && $1 == !isAbove }) { return true }
    }
    return false
  }
}

extension Decided {
  /// On which side of a threshold each of the elements stands that are asked; nil where missing.
  fileprivate func sides(of site: BoundarySite) -> [Bool?] {
    elements(along: site.lists[...]).map { edge(of: site, element: $0)?.isAbove }
  }
}

extension Program {
  /// The input fields that a threshold's subject is computed from, its lists among them.
  fileprivate func fieldsRead(at site: BoundarySite) -> [Int] {
    var fields = Set(fieldsRead(by: site.subject))
    for step in site.lists {
      switch step {
      case .list(let list, _): fields.formUnion(fieldsRead(by: list))
      case .instances: fields.formUnion(input.fields.indices)
      }
    }
    return fields.sorted()
  }
}

extension Program {
  /// A record with one of some fields a step lower or higher, wherever its domain allows.
  func neighbours(of record: [Value], in fields: [Int]) -> [[Value]] {
    neighbours(of: record, as: input, in: fields)
  }

  private func neighbours(of record: [Value], as type: RecordType, in fields: [Int]) -> [[Value]] {
    fields.flatMap { field -> [[Value]] in
      guard case .stored(let stored) = type.fields[field].content else { return [] }
      return neighbours(of: record[field], type.fields[field].type, stored).map { value in
        var neighbour = record
        neighbour[field] = value
        return neighbour
      }
    }
  }

  /// Elements looked at in one list: enough for any fixture, and a bound on the time.
  private static let elementsMax = 50

  private func neighbours(of value: Value, _ type: ValueType, _ stored: StoredField) -> [Value] {
    let values: [Value]
    switch (value, type) {
    case (.number(let number), _):
      let places = type == .integer ? 0 : min(stored.places, 9)
      let step = Decimal.unit(places: places)
      values = [number.subtracting(step), number.adding(step)].compactMap { $0.map(Value.number) }
    case (.date(let date), _):
      values = [date.adding(days: -1), date.adding(days: 1)].compactMap { $0.map(Value.date) }
    case (.record(let fields), .record(let index)):
      let type = records[index]
      return neighbours(of: fields, as: type, in: Array(type.fields.indices)).map(Value.record)
    case (.list(let elements), .list(let element)):
      return elements.indices.prefix(Self.elementsMax).flatMap { index in
        neighbours(of: elements[index], element, stored).map { value in
          var changed = elements
          changed[index] = value
          return .list(changed)
        }
      }
    case (.missing, _), (.overflow, _), (.boolean, _), (.days, _), (.months, _), (.text, _),
      (.level, _), (.list, _), (.record, _):
      values = []
    }
    return values.filter { accepts($0, in: stored) }
  }

  /// Whether an expression is computed from a list of the input.
  func readsList(_ root: ExpressionID) -> Bool {
    fieldsRead(by: root).contains { field in
      if case .list = input.fields[field].type { true } else { false }
    }
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
