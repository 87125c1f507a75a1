// Aggregates: loops over the elements of a list, 64 at a time, whatever record they belong to.
//
// What an aggregate's filter and value read of elements and constants alone joins one loop a list,
// so that four aggregates over the same invoices walk them once and share what they have in common.
// One that reads the record as well has a loop of its own, at its place in the code. An aggregate over a
// list of the element has its loop within the code of that element's: it runs over the elements that
// belong to the 64 under way, and what it comes to is a column of these.

import TierlineSource

extension BatchLowering {
  mutating func lowerAggregate(
    _ kind: Aggregate, _ list: ExpressionID, _ value: ExpressionID?, _ filter: ExpressionID?,
    _ expression: Expression
  ) throws(BatchUnsupported) -> BatchOperand {
    // Within an element: a list of that element.
    guard case .list(let index) = try lower(list),
      plan.lists[Int(index)].path.list == element ?? -1
    else { throw BatchUnsupported() }
    let isPure = [value, filter].compactMap(\.self).allSatisfy { readsElementsAlone($0) }
    var result = BatchOperand.truth(BatchPlan.unknown)
    try loop(over: index, isPure: isPure) { (lowering, loop) throws(BatchUnsupported) in
      var condition: Int32?
      if let filter { condition = try lowering.truth(of: filter) }
      var folded: BatchOperand?
      switch (kind, value) {
      case (.count, _), (.any, _), (.all, _), (.none, _): break
      case (_, let value?): folded = try lowering.lower(value)
      case (_, nil): folded = try lowering.lowerSlot(FieldPath(list: index, steps: []))
      }
      result = try lowering.result(of: kind, folded)
      lowering.plan.loops[loop].folds.append(
        BatchLoop.Fold(kind: kind, filter: condition, value: folded, result: result))
    }
    return result
  }

  /// Where the result of an aggregate goes.
  private mutating func result(
    of kind: Aggregate, _ value: BatchOperand?
  ) throws(BatchUnsupported) -> BatchOperand {
    switch (kind, value) {
    case (.any, _), (.all, _), (.none, _): return .truth(newTruth())
    case (.count, _): return .narrow(newNarrow(), scale: 0)
    case (.average, .narrow), (.average, .wide), (.sum, .wide), (.min, .wide), (.max, .wide):
      return .wide(newWide())
    case (.sum, .narrow(_, let scale)), (.min, .narrow(_, let scale)),
      (.max, .narrow(_, let scale)):
      return .narrow(newNarrow(), scale: scale)
    case (_, .truth), (_, .text), (_, .list), (_, .record), (_, nil): throw BatchUnsupported()
    }
  }

  /// Lowers into a loop over a list: the pure one that is there already, or a new one.
  mutating func loop(
    over list: Int32, isPure: Bool,
    _ body: (inout BatchLowering, Int) throws(BatchUnsupported) -> Void
  ) throws(BatchUnsupported) {
    let outer = (code: code, known: known, dotted: dotted, element: element, pureLoops: pureLoops)
    var loop = plan.loops.count
    if isPure, let pure = pureLoops[list] {
      loop = pure.loop
      (code, known) = (blocks[loop], pure.known)
      derivedOf.merge(pure.derived) { _, new in new }
    } else {
      plan.loops.append(BatchLoop(list: list))
      blocks.append([])
      (code, known) = ([], [:])
    }
    // A loop over a list of the element stands in this loop's code and is nothing to another.
    pureLoops = [:]
    let isNew = blocks[loop].isEmpty && plan.loops[loop].folds.isEmpty
    element = list
    dotted = FieldPath(list: list, steps: [])
    defer { element = outer.element }
    try body(&self, loop)
    blocks[loop] = code
    // Derived fields of elements stand in this loop's columns and are nothing to another loop.
    let derived = derivedOf.filter { $0.key.list == list }
    pureLoops = outer.pureLoops
    if isPure { pureLoops[list] = PureLoop(loop: loop, known: known, derived: derived) }
    derivedOf = derivedOf.filter { $0.key.list != list }
    (code, known, dotted) = (outer.code, outer.known, outer.dotted)
    if isNew { emit(.aggregate, 0, Int32(loop)) }
  }

  /// Whether an expression reads nothing of the record around the elements.
  func readsElementsAlone(_ root: ExpressionID) -> Bool {
    var visits = [root]
    while let id = visits.popLast() {
      let kind = program[id].kind
      switch kind {
      case .field, .named, .decision, .column, .alertRaised, .previousField, .previousDecision,
        .previousColumn, .previousAlertRaised, .aggregate:
        return false
      case .elementField(let record, let field):
        if case .derived(let expression) = program.records[record].fields[field].content {
          visits.append(expression)
        }
      case .constant, .parameter, .asOf, .element, .member, .negate, .not, .and, .or, .arithmetic,
        .comparison, .inRange, .inMembers, .inList, .inValue, .isMissing, .isPresent, .fallback,
        .conditional, .textTest, .call:
        break
      }
      visits += kind.operands
    }
    return true
  }
}
