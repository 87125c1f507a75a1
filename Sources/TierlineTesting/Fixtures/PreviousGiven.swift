// The previous record of a test: fields and decisions by their names.

import TierlineChecker
import TierlineRuntime
import TierlineSource

extension TestPreparation {
  /// The previous record; nil when the file has none for this customer.
  mutating func previous(
    _ given: GivenRecord, of program: Program, customer: JSONTree?
  ) throws(TestProblem) -> PreviousRecord? {
    var record = PreviousRecord(
      fields: [Value](repeating: .missing, count: program.input.fields.count),
      decisions: [Value](repeating: .missing, count: program.decisions.count))
    for field in given.fields {
      switch field.target {
      case .field(let index):
        record.fields[index] = field.value.value(over: record.fields[index], in: program)
      case .decision(let index):
        record.decisions[index] = field.value.value(over: record.decisions[index], in: program)
      }
    }
    return record
  }
}

extension GivenValue {
  /// The value itself; a record keeps what `present` has besides.
  func value(over present: Value, in program: Program) -> Value {
    switch self {
    case .missing: return .missing
    case .plain(let value): return value
    case .list(let elements): return .list(elements.map { $0.value(over: .missing, in: program) })
    case .record(let record, let fields):
      var values = [Value](repeating: .missing, count: program.records[record].fields.count)
      if case .record(let own) = present, own.count == values.count { values = own }
      for field in fields {
        guard case .field(let index) = field.target else { continue }
        values[index] = field.value.value(over: values[index], in: program)
      }
      return .record(values)
    }
  }
}
