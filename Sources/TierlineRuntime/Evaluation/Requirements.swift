// `require`: what a record must meet before anything is decided for it.
//
// Requirements stand in the input and in any record below it. One that is not yes refuses the
// record; the checker has shown that none can be unknown, and one that is all the same counts as
// failed. The fault points at the first field that the condition reads.

import TierlineSource

extension Scope {
  /// A fault for each requirement that is not met; empty for a record that holds together.
  func failedRequirements() -> [RecordFault] {
    var faults: [RecordFault] = []
    guard program.records.contains(where: { !$0.requirements.isEmpty }) else { return faults }
    check(record, record: 0, path: "", &faults)
    return faults
  }

  /// Recursion goes as deep as the data is nested.
  private func check(
    _ values: [Value], record: Int, path: String, _ faults: inout [RecordFault]
  ) {
    let type = program.records[record]
    for requirement in type.requirements {
      let truth = truth(of: requirement.condition, element: .record(values))
      switch truth {
      case .yes: continue
      case .no, .unknown:
        faults.append(contradiction(requirement, in: .record(values), path: path))
      case .overflow(let span):
        faults.append(
          fault(Refusal(reason: .overflow, span: span), path: path.isEmpty ? "require" : path))
      }
    }
    for (index, field) in type.fields.enumerated() where field.type.holdsRecords {
      guard case .stored(let stored) = field.content else { continue }
      let fieldPath = path.appending(keys: stored.path)
      check(values.value(at: index), type: field.type, path: fieldPath, &faults)
    }
  }

  private func check(
    _ value: Value, type: ValueType, path: String, _ faults: inout [RecordFault]
  ) {
    switch (value, type) {
    case (.record(let values), .record(let record)):
      check(values, record: record, path: path, &faults)
    case (.list(let elements), .list(let element)):
      for (index, value) in elements.enumerated() {
        check(value, type: element, path: "\(path)[\(index)]", &faults)
      }
    default: break
    }
  }
}
