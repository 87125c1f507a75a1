// `require` in the input and in the records below it: a lane in which one is not met is left, and the
// traced evaluator says which.

import TierlineSource

extension BatchLowering {
  /// Lowers the requirements of the input and of all records below it.
  mutating func lowerRequirements() throws(BatchUnsupported) {
    try lowerRequirements(of: 0, at: FieldPath(list: -1, steps: []), absent: nil)
  }

  /// Those of a record at a path, which is not there where `absent` is yes.
  private mutating func lowerRequirements(
    of record: Int, at path: FieldPath, absent: Int32?
  ) throws(BatchUnsupported) {
    guard path.steps.count < ReadPlanBuilder.depthMax else { throw BatchUnsupported() }
    let outer = dotted
    dotted = path
    defer { dotted = outer }
    for requirement in program.records[record].requirements {
      let isMet = try truth(of: requirement.condition)
      emit(.leaveUnless, absent.map { truth(.or, $0, isMet) } ?? isMet)
    }
    for (index, field) in program.records[record].fields.enumerated() {
      guard case .stored(let stored) = field.content else { continue }
      var inner = path
      inner.steps.append(index)
      switch field.type {
      case .record(let type) where holdsRequirements(type):
        var isAbsent = absent
        if case .missing = stored.absence {
          let isMissing = try isMissing(lowerSlot(inner))
          isAbsent = absent.map { truth(.or, $0, isMissing) } ?? isMissing
        }
        try lowerRequirements(of: type, at: inner, absent: isAbsent)
      case .list(.record(let type)) where holdsRequirements(type):
        guard case .list(let list) = try lowerSlot(inner) else { throw BatchUnsupported() }
        let areMet = try requirements(ofElements: type, list)
        emit(.leaveUnless, truth(.or, try isMissing(.list(list)), areMet))
      case .boolean, .integer, .number, .money, .date, .days, .months, .text, .level, .record,
        .list:
        break
      }
    }
  }

  /// Whether all elements of a list meet what their record requires.
  private mutating func requirements(
    ofElements record: Int, _ list: Int32
  ) throws(BatchUnsupported) -> Int32 {
    // Records further in would need their presence element by element.
    guard program.records[record].fields.allSatisfy({ !$0.type.holdsRecords }) else {
      throw BatchUnsupported()
    }
    let areMet = newTruth()
    let conditions = program.records[record].requirements.map(\.condition)
    try loop(over: list, isPure: conditions.allSatisfy { readsElementsAlone($0) }) {
      (lowering, loop) throws(BatchUnsupported) in
      var isMet = BatchPlan.yes
      for condition in conditions {
        isMet = lowering.truth(.and, isMet, try lowering.truth(of: condition))
      }
      lowering.plan.loops[loop].folds.append(
        BatchLoop.Fold(kind: .all, filter: isMet, value: nil, result: .truth(areMet)))
    }
    return areMet
  }

  private func holdsRequirements(_ record: Int, depth: Int = 0) -> Bool {
    let type = program.records[record]
    return !type.requirements.isEmpty || depth >= 16
      || type.fields.contains { field in
        switch field.type {
        case .record(let inner), .list(.record(let inner)):
          holdsRequirements(inner, depth: depth + 1)
        case .boolean, .integer, .number, .money, .date, .days, .months, .text, .level, .list:
          false
        }
      }
  }
}
