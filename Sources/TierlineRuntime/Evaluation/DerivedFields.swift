// The derived fields of records: `let days_late = …` inside a record.
//
// Each is computed once for each record that has it, before anything else is evaluated, and
// stored where the reader left `.missing`. Reading one is then as plain as reading a stored
// field, and a chain of derived fields that each read the last twice costs no more than its
// length. The order comes from what the expressions read, across all record types; it is found
// once a program.

import TierlineSource

/// A field of a record type.
private struct FieldSlot: Hashable {
  var record: Int
  var field: Int
}

/// The order in which the derived fields of a program are computed.
struct DerivedFields: Sendable {
  /// Fields of one record type that are computed together, each after those that it reads.
  struct Run: Sendable {
    var record: Int
    var fields: [(index: Int, expression: ExpressionID)]
  }

  private(set) var runs: [Run] = []

  init(_ program: Program) {
    var order = SlotOrder(program: program)
    for (record, type) in program.records.enumerated() {
      for field in type.fields.indices {
        order.place(FieldSlot(record: record, field: field))
      }
    }
    // A run may only read what earlier runs stored, save through the record's own fields.
    var stored: Set<FieldSlot> = []
    for slot in order.slots {
      guard let expression = program.derived(slot) else { continue }
      let reads = program.reads(of: expression)
      let extendsRun =
        runs.last?.record == slot.record
        && reads.elsewhere.allSatisfy { program.derived($0) == nil || stored.contains($0) }
      if extendsRun {
        runs[runs.count - 1].fields.append((slot.field, expression))
      } else {
        if let run = runs.last {
          stored.formUnion(run.fields.map { FieldSlot(record: run.record, field: $0.index) })
        }
        runs.append(Run(record: slot.record, fields: [(slot.field, expression)]))
      }
    }
  }
}

extension Scope {
  /// Stores the values of all derived fields in the record.
  mutating func complete(_ derived: DerivedFields) {
    for run in derived.runs {
      record = completed(record, record: 0, run)
    }
  }

  /// The fields of a record after one run; recursion goes as deep as the data is nested.
  private func completed(_ values: [Value], record: Int, _ run: DerivedFields.Run) -> [Value] {
    var values = values
    for (index, field) in program.records[record].fields.enumerated()
    where index < values.count && field.type.holdsRecords {
      values[index] = completed(values[index], type: field.type, run)
    }
    guard record == run.record else { return values }
    for field in run.fields where field.index < values.count {
      values[field.index] = value(of: field.expression, element: .record(values))
    }
    return values
  }

  private func completed(_ value: Value, type: ValueType, _ run: DerivedFields.Run) -> Value {
    switch (value, type) {
    case (.record(let values), .record(let record)):
      .record(completed(values, record: record, run))
    case (.list(let elements), .list(let element)):
      .list(elements.map { completed($0, type: element, run) })
    default: value
    }
  }
}

extension ValueType {
  /// Whether values of the type are or contain records.
  var holdsRecords: Bool {
    switch self {
    case .record: true
    case .list(let element): element.holdsRecords
    case .boolean, .integer, .number, .money, .date, .days, .months, .text, .level: false
    }
  }
}

extension Program {
  fileprivate func derived(_ slot: FieldSlot) -> ExpressionID? {
    switch records[slot.record].fields[slot.field].content {
    case .stored: nil
    case .derived(let expression): expression
    }
  }

  /// The fields that an expression reads: of the record that it stands in, and of any other.
  fileprivate func reads(of root: ExpressionID) -> (own: [FieldSlot], elsewhere: [FieldSlot]) {
    var own: [FieldSlot] = []
    var elsewhere: [FieldSlot] = []
    var visits = [(id: root, isOwn: true)]
    while let (id, isOwn) = visits.popLast() {
      let kind = self[id].kind
      switch kind {
      case .field(let field): elsewhere.append(FieldSlot(record: 0, field: field))
      case .member(_, let record, let field):
        elsewhere.append(FieldSlot(record: record, field: field))
      case .elementField(let record, let field):
        let slot = FieldSlot(record: record, field: field)
        if isOwn { own.append(slot) } else { elsewhere.append(slot) }
      case .constant, .element, .named, .parameter, .decision, .column, .alertRaised, .asOf,
        .previousField, .previousDecision, .previousColumn, .previousAlertRaised, .negate, .not,
        .and, .or, .arithmetic, .comparison, .inRange, .inMembers, .inList, .inValue, .isMissing,
        .isPresent, .fallback, .conditional, .textTest, .call, .aggregate:
        break
      }
      visits += kind.operands.map { ($0, isOwn) }
      visits += kind.elementOperands.map { ($0, false) }
    }
    return (own, elsewhere)
  }
}

/// Puts slots in order, each after what it reads: depth first, with its own stack.
private struct SlotOrder {
  let program: Program
  private(set) var slots: [FieldSlot] = []
  private var seen: Set<FieldSlot> = []

  init(program: Program) { self.program = program }

  mutating func place(_ slot: FieldSlot) {
    var path: [(slot: FieldSlot, pending: [FieldSlot])] = []
    enter(slot, &path)
    while let top = path.indices.last {
      if let next = path[top].pending.popLast() {
        enter(next, &path)
      } else {
        slots.append(path.removeLast().slot)
      }
    }
  }

  /// A slot met a second time is placed already, or stands on a cycle that the checker reports.
  private mutating func enter(
    _ slot: FieldSlot, _ path: inout [(slot: FieldSlot, pending: [FieldSlot])]
  ) {
    guard let expression = program.derived(slot), seen.insert(slot).inserted else { return }
    let reads = program.reads(of: expression)
    path.append((slot, reads.own + reads.elsewhere))
  }
}
