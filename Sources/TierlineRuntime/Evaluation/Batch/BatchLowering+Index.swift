// Blocks of many rules as a rule index: conditions taken apart into tests of single columns.
//
// A conjunct that compares a narrow column with constants becomes a test of that column; any other is
// lowered to a truth and tested as such. The block's values are looked up by the rule's number, so
// they must be constants of 64 bits.

import TierlineSource

extension BatchLowering {
  /// Blocks with fewer rules are decided rule by rule for all lanes at once.
  static let indexedRulesMin = 48

  /// The number of the rule that takes each lane, as a narrow column.
  ///
  /// It is the count of rules for `otherwise`, one more for `if unknown`.
  mutating func indexed(
    _ conditions: [RuleCondition], unknown: UnknownLanes
  ) throws(BatchUnsupported) -> Int32 {
    var index = RuleIndex(unknown: RuleIndex.Unknown(unknown))
    for condition in conditions {
      switch condition {
      case .expression(let id): try addTests(of: id, to: &index)
      case .row(let row, let subjects):
        for (tests, subject) in zip(row.tests, subjects) {
          if tests.contains(where: { if case .any = $0 { true } else { false } }) { continue }
          try addTests(of: tests, subject, to: &index)
        }
      }
      index.starts.append(Int32(index.tests.count))
    }
    plan.indexes.append(index)
    let result = newNarrow()
    emit(.indexed, result, Int32(plan.indexes.count - 1))
    return result
  }

  /// The condition of a rule or of a table's row.
  enum RuleCondition {
    case expression(ExpressionID)
    case row(TableRow, [BatchOperand])
  }

  /// Narrow constants by the number of the rule; nil where a value is something else.
  mutating func lookedUp(
    _ outcomes: [ExpressionID?], _ rule: Int32, _ type: ValueType
  ) throws(BatchUnsupported) -> BatchOperand? {
    var operands: [BatchOperand] = []
    for outcome in outcomes {
      // No lane comes to an outcome that is not there.
      guard let outcome else {
        operands.append(operands.first ?? .narrow(narrowConstant(0), scale: 0))
        continue
      }
      guard case .constant(let value) = program[outcome].kind, PlainValue(value) != nil else {
        return nil
      }
      operands.append(try lower(outcome))
    }
    var columns: [Int32] = []
    var places = 0
    if case .text = operands.first {
      for case .text(let column) in operands { columns.append(column) }
    } else {
      guard type != .boolean, case .narrow(let aligned, let scale) = try aligned(operands) else {
        return nil
      }
      (columns, places) = (aligned, scale)
    }
    let units = columns.compactMap { unitsOf[$0] }
    guard units.count == operands.count else { return nil }
    plan.lookUps.append(units)
    let result = narrow(.lookUp, rule, Int32(plan.lookUps.count - 1))
    return type == .text ? .text(result) : .narrow(result, scale: places)
  }

  // MARK: Conditions taken apart

  private mutating func addTests(
    of id: ExpressionID, to index: inout RuleIndex
  ) throws(BatchUnsupported) {
    switch program[id].kind {
    case .and(let operands): for operand in operands { try addTests(of: operand, to: &index) }
    case .comparison(let comparison, let left, let right):
      if case .constant(let value) = program[right].kind,
        try addTest(comparison, lower(left), value, to: &index)
      {
        return
      }
      try addTruth(truth(of: id), to: &index)
    case .inMembers(let subject, let members):
      let values = members.compactMap { member -> Value? in
        if case .constant(let value) = program[member].kind { value } else { nil }
      }
      if values.count == members.count,
        try addMembers(lower(subject), values, isNegated: false, to: &index)
      {
        return
      }
      try addTruth(truth(of: id), to: &index)
    case .constant, .field, .elementField, .element, .member, .named, .parameter, .decision,
      .column, .alertRaised, .asOf, .previousField, .previousDecision, .previousColumn,
      .previousAlertRaised, .negate, .not, .or, .arithmetic, .inRange, .inList, .inValue,
      .isMissing, .isPresent, .fallback, .conditional, .textTest, .call, .aggregate:
      try addTruth(truth(of: id), to: &index)
    }
  }

  private mutating func addTests(
    of tests: [Test], _ subject: BatchOperand, to index: inout RuleIndex
  ) throws(BatchUnsupported) {
    if tests.count == 1 {
      switch tests[0] {
      case .comparison(let comparison, let operand):
        if case .constant(let value) = program[operand].kind,
          try addTest(comparison, subject, value, to: &index)
        {
          return
        }
      case .range(let range):
        if case .constant(let lower) = program[range.lower].kind,
          case .constant(let upper) = program[range.upper].kind,
          isNarrow(subject)
        {
          let isLower = try addTest(
            range.includesLower ? .greaterOrEqual : .greater, subject, lower, to: &index)
          let isUpper = try addTest(
            range.includesUpper ? .lessOrEqual : .less, subject, upper, to: &index)
          if isLower, isUpper { return }
        }
      case .any, .missing, .members, .list, .not, .text: break
      }
    }
    try addTruth(any(of: tests, subject), to: &index)
  }

  private func isNarrow(_ operand: BatchOperand) -> Bool {
    if case .narrow = operand { true } else { false }
  }

  private func addTruth(_ truth: Int32, to index: inout RuleIndex) {
    let column = index.column(.truth(truth))
    index.tests.append(RuleIndex.Test(column: column, lower: 1, upper: 1))
  }

  /// A comparison of a narrow column or a text's code with a constant; false for any other.
  private mutating func addTest(
    _ comparison: ComparisonOperator, _ subject: BatchOperand, _ value: Value,
    to index: inout RuleIndex
  ) throws(BatchUnsupported) -> Bool {
    switch subject {
    case .text:
      switch comparison {
      case .equal: return try addMembers(subject, [value], isNegated: false, to: &index)
      case .notEqual: return try addMembers(subject, [value], isNegated: true, to: &index)
      case .less, .lessOrEqual, .greater, .greaterOrEqual: return false
      }
    case .narrow(let column, let scale):
      guard let number = RecordSchema.measure(value) else { return false }
      var units = number
      var isExact = true
      if case .number = value {
        let unit = Int128(powerOfTen(18 - scale))
        let (quotient, rest) = number.quotientAndRemainder(dividingBy: unit)
        units = rest < 0 ? quotient - 1 : quotient
        isExact = rest == 0
      }
      // `floor` ≤ the constant < `floor` + 1
      guard let floor = Int64(exactly: units), floor > .min, floor < .max else { return false }
      var test = RuleIndex.Test(column: index.column(.narrow(column)), lower: .min, upper: .max)
      switch comparison {
      case .less: test.upper = isExact ? floor - 1 : floor
      case .lessOrEqual: test.upper = floor
      case .greater: test.lower = floor + 1
      case .greaterOrEqual: test.lower = isExact ? floor : floor + 1
      case .equal where isExact, .notEqual where isExact:
        (test.lower, test.upper) = (floor, floor)
        test.isNegated = comparison == .notEqual
      case .equal, .notEqual: return false
      }
      index.tests.append(test)
      return true
    case .wide, .truth, .list, .record: return false
    }
  }

  private mutating func addMembers(
    _ subject: BatchOperand, _ values: [Value], isNegated: Bool, to index: inout RuleIndex
  ) throws(BatchUnsupported) -> Bool {
    guard case .text(let column) = subject, let slot = slotOfText[column] else { return false }
    var codes: Set<Int64> = []
    var codeColumn: Int32?
    for value in values {
      guard case .text(let text) = value, let code = code(of: text, inSlotOf: column) else {
        return false
      }
      codes.insert(Int64(code.code))
      codeColumn = code.column
    }
    guard let codeColumn, slot >= 0 else { return false }
    var test = RuleIndex.Test(
      column: index.column(.narrow(codeColumn)), isNegated: isNegated, lower: 0, upper: 0)
    if codes.count == 1, let code = codes.first {
      (test.lower, test.upper) = (code, code)
    } else {
      test.set = Int32(index.sets.firstIndex(of: codes) ?? index.sets.count)
      if Int(test.set) == index.sets.count { index.sets.append(codes) }
    }
    index.tests.append(test)
    return true
  }
}

extension RuleIndex.Unknown {
  fileprivate init(_ lanes: BatchLowering.UnknownLanes) {
    self =
      switch lanes {
      case .left: .left
      case .passed: .passed
      case .taken: .taken
      }
  }
}
