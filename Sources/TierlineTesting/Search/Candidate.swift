// A customer under trial: the record, and what was known of it before.

import TierlineRuntime
import TierlineSource

/// A record with its previous one.
struct Candidate: Sendable {
  var record: [Value]
  var previous: PreviousRecord?
  /// The day it is decided on.
  var asOf: CalendarDate?
}

/// Where a candidate can be changed.
enum Place: Hashable, Sendable {
  /// A field of the input.
  case field(Int)
  /// A field of a nested record.
  case nested(Int, [Int])
  /// The whole list of a field: its elements come, go and change.
  case list(Int)
  case previousField(Int)
  case previousDecision(Int)
}

extension Program {
  /// The places that some expressions read, each once, in the order of declaration.
  func places(readBy roots: [ExpressionID]) -> [Place] {
    var places: Set<Place> = []
    var visited: Set<ExpressionID> = []
    var pending = roots
    while let id = pending.popLast() {
      guard visited.insert(id).inserted else { continue }
      let kind = self[id].kind
      switch kind {
      case .field(let index):
        if case .derived(let expression) = input.fields[index].content {
          pending.append(expression)
        } else {
          places.formUnion(self.places(of: index))
        }
      case .elementField(let record, let field):
        if case .derived(let expression) = records[record].fields[field].content {
          pending.append(expression)
        }
        for index in input.fields.indices where holds(input.fields[index].type, record) {
          places.formUnion(self.places(of: index))
        }
      case .named(let index): pending.append(lets[index].expression)
      case .decision(let index), .column(let index, _), .alertRaised(let index, _):
        pending += decisions[index].expressions
      case .previousField(let index): places.insert(.previousField(index))
      case .previousDecision(let index), .previousColumn(let index, _),
        .previousAlertRaised(let index, _):
        places.insert(.previousDecision(index))
      default: break
      }
      pending += kind.operands + kind.elementOperands
    }
    return places.inOrder
  }

  /// Whether records of a type stand somewhere in a value.
  private func holds(_ type: ValueType, _ record: Int, depth: Int = 4) -> Bool {
    switch type {
    case .record(record): true
    case .record(let other):
      depth > 0 && records[other].fields.contains { holds($0.type, record, depth: depth - 1) }
    case .list(let element): holds(element, record, depth: depth)
    case .boolean, .integer, .number, .money, .date, .days, .months, .text, .level: false
    }
  }

  private func places(of field: Int) -> [Place] {
    switch input.fields[field].type {
    case .list: [.list(field)]
    case .record(let record): nestedPaths(record).map { .nested(field, $0) }
    case .boolean, .integer, .number, .money, .date, .days, .months, .text, .level:
      input.fields[field].isKey ? [] : [.field(field)]
    }
  }

  /// The plain fields inside a record, by path; lists inside are left alone.
  private func nestedPaths(_ record: Int, depth: Int = 0) -> [[Int]] {
    guard depth < 4 else { return [] }
    return records[record].fields.enumerated().flatMap { index, field -> [[Int]] in
      guard case .stored = field.content else { return [] }
      switch field.type {
      case .record(let inner): return nestedPaths(inner, depth: depth + 1).map { [index] + $0 }
      case .list: return []
      default: return [[index]]
      }
    }
  }
}

extension Set<Place> {
  /// In the order of declaration.
  var inOrder: [Place] { sorted { $0.order.lexicographicallyPrecedes($1.order) } }
}

extension Place {
  fileprivate var order: [Int] {
    switch self {
    case .field(let index): [0, index]
    case .nested(let index, let path): [0, index] + path
    case .list(let index): [0, index]
    case .previousField(let index): [1, index]
    case .previousDecision(let index): [2, index]
    }
  }
}

extension [Value] {
  /// The value at the end of a path into nested records.
  func value(along path: some Collection<Int>) -> Value {
    guard let first = path.first, first < count else { return .missing }
    let rest = path.dropFirst()
    guard !rest.isEmpty else { return self[first] }
    if case .record(let inner) = self[first] { return inner.value(along: rest) }
    return .missing
  }

  /// Sets the value at the end of a path; a record that is missing on the way comes to be.
  mutating func set(
    _ value: Value, along path: some Collection<Int>, of record: Int, in program: Program
  ) {
    guard let first = path.first, first < count else { return }
    let rest = path.dropFirst()
    guard !rest.isEmpty else {
      self[first] = value
      return
    }
    guard case .record(let inner) = program.records[record].fields[first].type else { return }
    var values = [Value](
      repeating: .missing, count: program.records[inner].fields.count)
    if case .record(let own) = self[first] { values = own }
    values.set(value, along: rest, of: inner, in: program)
    self[first] = .record(values)
  }
}
