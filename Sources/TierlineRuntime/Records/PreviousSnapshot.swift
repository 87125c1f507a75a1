// What an earlier run decided, looked up by key: `--previous`.
//
// The snapshot is NDJSON as `eval --fields` writes it: key, fields and decisions under their own
// names. It is read by the reader of records, directed by a program made for it: one whose input
// holds the key, and those fields and decisions that the rules read of `previous`; the rest is
// validated and passed over, which keeps a snapshot of millions of customers small. Everything in
// it is optional. A value that no longer fits its type or domain is missing, and counted.

import TierlineSource

/// The records of an earlier run, by key.
package struct PreviousSnapshot: Sendable {
  /// How many values no longer fit, and are missing.
  package private(set) var unfitCount = 0
  /// Values in the order of `slots`, by key.
  private var records: [[PlainValue]: [Value]] = [:]
  private let slots: [PreviousSlot]
  private let fieldCount: Int
  private let decisionCount: Int

  /// How many records there are.
  package var count: Int { records.count }

  /// Reads a whole snapshot.
  ///
  /// Throws: when the source fails, at text that is no JSON, at a record without its key, and at
  /// the second record of one key.
  package init(
    program: Program, source: @escaping ByteSource
  ) throws(PreviousSnapshotFailure) {
    slots = PreviousSlot.slots(of: program)
    fieldCount = program.input.fields.count
    decisionCount = program.decisions.count
    var reader = RecordReader(
      program: PreviousSlot.program(for: slots, of: program), source: source)
    reader.keepsUnfit = true
    while true {
      let reading: RecordReading?
      do throws(ByteSourceFailure) {
        reading = try reader.next()
      } catch {
        throw .source(error)
      }
      guard let reading else { break }
      try add(reading, keyFields: slots.indices.filter { slots[$0].isKey }, of: program)
    }
    unfitCount = reader.unfitCount
  }

  private mutating func add(
    _ reading: RecordReading, keyFields: [Int], of program: Program
  ) throws(PreviousSnapshotFailure) {
    let values: [Value]
    switch reading.content {
    case .record(let found): values = found
    case .refused(let faults):
      guard let fault = faults.first else { return }
      throw .refused(line: reading.line, fault)
    }
    let key = keyFields.compactMap { PlainValue(values[$0]) }
    let names = keyFields.map { slots[$0].field.name }.joined(separator: ", ")
    guard key.count == keyFields.count else {
      throw .refused(
        line: reading.line,
        RecordFault(
          code: .recordFieldMissing, path: names, expected: Wording("the key", zh: "主键"),
          found: "missing"))
    }
    guard records.updateValue(values, forKey: key) == nil else {
      let isSensitive = keyFields.contains { slots[$0].field.isSensitive }
      let shown = reading.key.map { program.shown($0) }.joined(separator: ", ")
      throw .refused(
        line: reading.line,
        RecordFault(
          code: .previousKeyTwice, path: names,
          expected: Wording("each key once", zh: "每个主键只出现一次"),
          found: isSensitive ? RecordFault.mask : shown))
    }
  }

  /// The record of a key, its values as `RecordReading.key` gives them; nil when there is none.
  package func record(for key: [Value]) -> PreviousRecord? {
    let plain = key.compactMap(PlainValue.init)
    guard plain.count == key.count, let values = records[plain] else { return nil }
    var record = PreviousRecord(
      fields: [Value](repeating: .missing, count: fieldCount),
      decisions: [Value](repeating: .missing, count: decisionCount))
    for (slot, value) in zip(slots, values) {
      switch slot.origin {
      case .field(let index): record.fields[index] = value
      case .decision(let index): record.decisions[index] = value
      }
    }
    return record
  }
}

/// Why a snapshot cannot be used.
package enum PreviousSnapshotFailure: Error, Sendable {
  case source(ByteSourceFailure)
  /// The record on that line: no JSON, no key, or a key that was there before.
  case refused(line: Int, RecordFault)
}

/// A value that is kept of each record.
private struct PreviousSlot: Sendable {
  enum Origin {
    case field(Int)
    case decision(Int)
  }

  var origin: Origin
  /// How it is read.
  var field: Field
  var isKey: Bool { field.isKey }

  /// The key fields, and whatever the rules read of `previous`.
  static func slots(of program: Program) -> [PreviousSlot] {
    var fields = Set(program.input.keyFields)
    var decisions: Set<Int> = []
    for expression in program.expressions {
      switch expression.kind {
      case .previousField(let field): fields.insert(field)
      case .previousDecision(let decision), .previousColumn(let decision, _),
        .previousAlertRaised(let decision, _):
        decisions.insert(decision)
      case .constant, .field, .elementField, .element, .member, .named, .parameter, .decision,
        .column, .alertRaised, .asOf, .negate, .not, .and, .or, .arithmetic, .comparison,
        .inRange, .inMembers, .inList, .inValue, .isMissing, .isPresent, .fallback,
        .conditional, .textTest, .call, .aggregate:
        break
      }
    }
    return fields.sorted().map { index in
      var field = program.input.fields[index]
      if case .stored(var content) = field.content {
        content.path = [field.name]
        content.absence = .missing
        field.content = .stored(content)
      }
      return PreviousSlot(origin: .field(index), field: field)
    } + decisions.sorted().map { PreviousSlot(decision: $0, of: program) }
  }

  /// A decision as brief output writes it, of any value of its type.
  private init(decision index: Int, of program: Program) {
    let decision = program.decisions[index]
    let type: ValueType =
      switch decision.body {
      case .alerts: .list(of: .text)
      // Its record type stands behind the program's own ones, see `program(for:of:)`.
      case .table(let table) where !table.columns.isEmpty:
        .record(program.records.count + index)
      case .score, .tier, .limit, .table, .result: decision.type
      }
    self.init(
      origin: .decision(index),
      field: PreviousSlot.anyValue(named: decision.name, of: type))
  }

  private init(origin: Origin, field: Field) {
    self.origin = origin
    self.field = field
  }

  /// An optional field without a domain.
  private static func anyValue(named name: String, of type: ValueType) -> Field {
    Field(
      name: name, type: type, span: .nowhere,
      content: .stored(
        StoredField(
          path: [name], absence: .missing, domain: .range(ValueRange(lower: nil, upper: nil)))))
  }

  /// A program whose input are the slots.
  static func program(for slots: [PreviousSlot], of program: Program) -> Program {
    var records = program.records
    for record in records.indices {
      for field in records[record].fields.indices {
        guard case .stored(var content) = records[record].fields[field].content else { continue }
        content.path = [records[record].fields[field].name]
        // What is sensitive is not written, so its absence says nothing against the record.
        if records[record].fields[field].isSensitive { content.absence = .missing }
        records[record].fields[field].content = .stored(content)
      }
    }
    records[0] = RecordType(name: program.input.name, fields: slots.map(\.field))
    for decision in program.decisions {
      var columns: [Field] = []
      if case .table(let table) = decision.body {
        columns = zip(table.columns, table.columnTypes).map(anyValue(named:of:))
      }
      records.append(RecordType(name: decision.name, fields: columns))
    }
    return Program(
      name: program.name, version: program.version, levelTypes: program.levelTypes,
      records: records, lists: program.lists)
  }
}
