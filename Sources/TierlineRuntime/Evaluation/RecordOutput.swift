// What both outputs share: how a value is written as JSON, and the keys and fields of a record.

import TierlineSource

extension JSONWriter {
  /// Writes a value; missing is null.
  ///
  /// Amounts and numbers in plain digits, levels by name, durations as `30 days`, ISO dates;
  /// records as objects of their stored fields, sensitive ones left out.
  package mutating func value(_ value: Value, as type: ValueType, in program: Program) {
    switch value {
    case .missing, .overflow: null()
    case .boolean(let isTrue): boolean(isTrue)
    case .number(let number): self.number(number)
    case .date(let date): self.date(date)
    case .text(let text): string(text.string)
    case .days, .months, .level: string(program.text(of: value, as: type))
    case .list(let elements):
      beginArray()
      for element in elements { self.value(element, as: type.element, in: program) }
      endArray()
    case .record(let values):
      beginObject()
      if case .record(let record) = type {
        for (field, value) in zip(program.records[record].fields, values) {
          self.field(field, value, in: program)
        }
      }
      endObject()
    }
  }

  /// The key fields under their own names; a sensitive one is masked.
  mutating func keys(of record: [Value], in program: Program) {
    for (index, field) in program.input.fields.enumerated() where field.isKey {
      key(field.name)
      if field.isSensitive {
        string(RecordFault.mask)
      } else {
        value(record.value(at: index), as: field.type, in: program)
      }
    }
  }

  /// The other stored fields, as declared; sensitive ones are left out.
  mutating func fields(of record: [Value], in program: Program) {
    for (field, value) in zip(program.input.fields, record) where !field.isKey {
      self.field(field, value, in: program)
    }
  }

  private mutating func field(_ field: Field, _ value: Value, in program: Program) {
    guard !field.isSensitive, case .stored = field.content else { return }
    key(field.name)
    self.value(value, as: field.type, in: program)
  }

  /// The value of a table: plain, or an object by column.
  mutating func value(_ trace: TableTrace, of table: Table, in program: Program) {
    guard !table.columns.isEmpty else {
      return value(trace.value, as: table.columnTypes.first ?? .text, in: program)
    }
    beginObject()
    for (index, column) in table.columns.enumerated() {
      key(column)
      value(trace.values.value(at: index), as: table.columnTypes[index], in: program)
    }
    endObject()
  }

  mutating func strings(_ strings: [String]) {
    beginArray()
    for text in strings { string(text) }
    endArray()
  }
}
