// Blocks of many rules as a rule index: conditions taken apart into tests of single columns.
//
// A conjunct that compares a column with constants becomes a test of that column; any other is
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
          if let test = try test(anyOf: tests, subject, in: &index) {
            index.append(test)
          } else {
            index.append(test(try any(of: tests, subject), in: &index))
          }
        }
      }
      index.endRule()
    }
    plan.indexes.append(RuleTreeBuilder.tree(index))
    let result = newNarrow()
    emit(.indexed, result, Int32(plan.indexes.count - 1))
    return result
  }

  /// The condition of a rule or of a table's row.
  enum RuleCondition {
    case expression(ExpressionID)
    case row(TableRow, [BatchOperand])
  }

  // MARK: Values by rule

  /// Whether all values that there are can be looked up by the rule's number.
  func areLookedUp(_ outcomes: [ExpressionID?]) -> Bool {
    outcomes.allSatisfy { outcome in
      guard let outcome else { return true }
      switch fixed(outcome) {
      case .number(let number): return number.places <= 4 && number.magnitude < Decimal(1 << 40)
      case .date, .days, .months, .text, .level, .boolean: return true
      case .missing, .overflow, .list, .record, nil: return false
      }
    }
  }

  /// Values by the number of the rule that gives them; all can be looked up.
  mutating func lookedUp(
    _ outcomes: [ExpressionID?], _ rule: Int32, _ type: ValueType
  ) throws(BatchUnsupported) -> BatchOperand {
    // No lane comes to an outcome that is not there.
    let values = outcomes.map { $0.flatMap(fixed) }
    let places =
      values.map { value in if case .number(let number)? = value { number.places } else { 0 } }
      .max() ?? 0
    var units: [Int64] = []
    var placeOf: [Text: Int64] = [:]
    for value in values {
      switch value {
      case .number(let number): units.append(number.units(places: places) ?? 0)
      case .boolean(let isTrue): units.append(isTrue ? 1 : 0)
      case .text(let text):
        let place = placeOf[text] ?? plan.place(of: text)
        placeOf[text] = place
        units.append(place)
      case .date, .days, .months, .level, .missing, .overflow, .list, .record, nil:
        units.append(value.flatMap(RecordSchema.measure).flatMap(Int64.init(exactly:)) ?? 0)
      }
    }
    plan.lookUps.append(units)
    let result = narrow(.lookUp, rule, Int32(plan.lookUps.count - 1))
    switch type {
    case .text: return .text(result)
    case .boolean: return .truth(truth(.equalConstant, result, imm: 1))
    case .integer, .number, .money, .date, .days, .months, .level:
      return .narrow(result, scale: places)
    case .record, .list: throw BatchUnsupported()
    }
  }

  /// The value of an expression that is the same for all records.
  private func fixed(_ id: ExpressionID) -> Value? { plan.fixed(id) }

  private func fixed(_ ids: [ExpressionID]) -> [Value]? {
    let values = ids.compactMap(fixed)
    return values.count == ids.count ? values : nil
  }

  // MARK: Conditions taken apart

  private mutating func addTests(
    of id: ExpressionID, to index: inout RuleIndex
  ) throws(BatchUnsupported) {
    if case .and(let operands) = program[id].kind {
      for operand in operands { try addTests(of: operand, to: &index) }
    } else if case .inRange(let subject, let range) = program[id].kind {
      try addTests(of: range, subject, id, to: &index)
    } else if let test = try test(of: id, in: &index) {
      index.append(test)
    } else {
      index.append(test(try truth(of: id), in: &index))
    }
  }

  /// A range, which is two comparisons.
  private mutating func addTests(
    of range: RangeOperand, _ subject: ExpressionID, _ id: ExpressionID,
    to index: inout RuleIndex
  ) throws(BatchUnsupported) {
    if let least = fixed(range.lower), let greatest = fixed(range.upper) {
      let subject = try lower(subject)
      if let above = try test(range.lowerComparison, subject, least, in: &index),
        let below = try test(range.upperComparison, subject, greatest, in: &index)
      {
        index.append(above)
        index.append(below)
        return
      }
    }
    index.append(try test(truth(of: id), in: &index))
  }

  /// The test of one column that a condition is; nil for any other.
  private mutating func test(
    of id: ExpressionID, in index: inout RuleIndex
  ) throws(BatchUnsupported) -> RuleIndex.Test? {
    switch program[id].kind {
    case .not(let operand): return try test(of: operand, in: &index)?.negated
    case .comparison(let comparison, let left, let right):
      if let value = fixed(right) {
        return try test(comparison, lower(left), value, in: &index)
      }
      if let value = fixed(left) {
        return try test(comparison.mirrored, lower(right), value, in: &index)
      }
      return nil
    case .inMembers(let subject, let members):
      guard let values = fixed(members) else { return nil }
      return try test(memberOf: values, lower(subject), in: &index)
    case .inList(let subject, let list):
      return try test(memberOf: program.lists[list].members.values, lower(subject), in: &index)
    case .isMissing(let operand): return try absence(of: lower(operand), in: &index)
    case .isPresent(let operand): return try absence(of: lower(operand), in: &index)?.negated
    case .constant, .field, .elementField, .element, .member, .named, .parameter, .decision,
      .column, .alertRaised, .asOf, .previousField, .previousDecision, .previousColumn,
      .previousAlertRaised, .negate, .and, .or, .arithmetic, .inRange, .inValue, .fallback,
      .conditional, .textTest, .call, .aggregate:
      return nil
    }
  }

  /// Whether a truth is yes.
  private func test(_ truth: Int32, in index: inout RuleIndex) -> RuleIndex.Test {
    RuleIndex.Test(column: index.column(.truth(truth)), lower: 1, upper: 1)
  }

  /// Whether there is no value; nil for a list or a record.
  private func absence(of operand: BatchOperand, in index: inout RuleIndex) -> RuleIndex.Test? {
    let column: Int32
    switch operand {
    case .narrow(let place, _), .text(let place): column = index.column(.narrow(place))
    case .wide(let place): column = index.column(.wide(place))
    case .truth(let truth): column = index.column(.truth(truth))
    case .list, .record: return nil
    }
    return RuleIndex.Test(column: column, lower: 1, upper: 0, absent: .yes)
  }

  /// The tests of a cell, any of them, as one test of a column; nil for any others.
  private mutating func test(
    anyOf tests: [Test], _ subject: BatchOperand, in index: inout RuleIndex
  ) throws(BatchUnsupported) -> RuleIndex.Test? {
    var equal: [Value] = []
    for case .comparison(.equal, let operand) in tests {
      if let value = fixed(operand) { equal.append(value) }
    }
    if equal.count == tests.count { return try test(memberOf: equal, subject, in: &index) }
    guard tests.count == 1, let test = tests.first else { return nil }
    switch test {
    case .comparison(let comparison, let operand):
      guard let value = fixed(operand) else { return nil }
      return try self.test(comparison, subject, value, in: &index)
    case .range(let range):
      guard let lower = fixed(range.lower), let upper = fixed(range.upper),
        var test = try self.test(range.lowerComparison, subject, lower, in: &index),
        let below = try self.test(range.upperComparison, subject, upper, in: &index)
      else { return nil }
      test.upper = below.upper
      return test
    case .missing: return absence(of: subject, in: &index)
    case .members(let members, let isNegated):
      guard let values = fixed(members) else { return nil }
      let test = try self.test(memberOf: values, subject, in: &index)
      return isNegated ? test?.negated : test
    case .list(let list, let isNegated):
      let values = program.lists[list].members.values
      let test = try self.test(memberOf: values, subject, in: &index)
      return isNegated ? test?.negated : test
    case .not(let test): return try self.test(anyOf: [test], subject, in: &index)?.negated
    case .any, .text: return nil
    }
  }

  /// A comparison of a column or a text's code with a constant; nil for any other.
  private mutating func test(
    _ comparison: ComparisonOperator, _ subject: BatchOperand, _ value: Value,
    in index: inout RuleIndex
  ) throws(BatchUnsupported) -> RuleIndex.Test? {
    let column: RuleIndex.Column
    var scale = 18
    switch subject {
    case .text:
      let test = try test(memberOf: [value], subject, in: &index)
      switch comparison {
      case .equal: return test
      case .notEqual: return test?.negated
      case .less, .lessOrEqual, .greater, .greaterOrEqual: return nil
      }
    case .narrow(let place, let narrowScale):
      // A function of a date is better tested by the date.
      guard stairsOf[place] == nil else { return nil }
      (column, scale) = (.narrow(place), narrowScale)
    case .wide(let place): column = .wide(place)
    case .truth, .list, .record: return nil
    }
    guard let number = RecordSchema.measure(value) else { return nil }
    // `floor` ≤ the constant < `floor` + 1
    var (floor, isExact) = (number, true)
    if case .number = value {
      let (quotient, rest) = number.quotientAndRemainder(
        dividingBy: Int128(powerOfTen(18 - scale)))
      (floor, isExact) = (rest < 0 ? quotient - 1 : quotient, rest == 0)
    } else if case .wide = column {
      return nil
    }
    guard Self.isIndexed(floor, column) else { return nil }
    var test = RuleIndex.Test(column: index.column(column))
    switch comparison {
    case .less: test.upper = isExact ? floor - 1 : floor
    case .lessOrEqual: test.upper = floor
    case .greater: test.lower = floor + 1
    case .greaterOrEqual: test.lower = isExact ? floor : floor + 1
    case .equal, .notEqual:
      // No number of these units is a finer one.
      (test.lower, test.upper) = isExact ? (floor, floor) : (1, 0)
      if comparison == .notEqual { return test.negated }
    }
    return test
  }

  /// Whether a column is equal to one of several constants; nil for one that cannot be tested so.
  private mutating func test(
    memberOf values: [Value], _ subject: BatchOperand, in index: inout RuleIndex
  ) throws(BatchUnsupported) -> RuleIndex.Test? {
    var members: Set<Int128> = []
    let column: RuleIndex.Column
    switch subject {
    case .text(let text):
      var codes: Int32?
      for case .text(let member) in values {
        guard let code = code(of: member, inSlotOf: text) else { return nil }
        members.insert(Int128(code.code))
        codes = code.column
      }
      guard let codes else { return nil }
      column = .narrow(codes)
    case .narrow(let place, let scale):
      guard stairsOf[place] == nil else { return nil }
      column = .narrow(place)
      for value in values {
        if case .number(let number) = value {
          if let units = number.units(places: scale) { members.insert(Int128(units)) }
        } else if let count = RecordSchema.measure(value) {
          members.insert(count)
        }
      }
    case .wide(let place):
      column = .wide(place)
      for case .number(let number) in values { members.insert(number.coefficient) }
    case .truth, .list, .record: return nil
    }
    guard members.allSatisfy({ Self.isIndexed($0, column) }) else { return nil }
    var test = RuleIndex.Test(column: index.column(column))
    if members.count == 1, let member = members.first {
      (test.lower, test.upper) = (member, member)
    } else {
      test.set = index.set(members)
    }
    return test
  }

  /// Whether a bound lies well within what a column can hold.
  private static func isIndexed(_ bound: Int128, _ column: RuleIndex.Column) -> Bool {
    switch column {
    case .narrow, .truth: bound.magnitude < 1 << 62
    case .wide: bound.magnitude < 1 << 126
    }
  }
}

extension BatchPlan {
  /// Adds a text to the program's own: the bits of its place.
  mutating func place(of text: Text) -> Int64 {
    let bytes = Array(text.string.utf8)
    let place = TextPlace64(.constant, offset: texts.count, count: bytes.count)
    texts += bytes
    return place.bits
  }
}

extension RangeOperand {
  fileprivate var lowerComparison: ComparisonOperator { includesLower ? .greaterOrEqual : .greater }
  fileprivate var upperComparison: ComparisonOperator { includesUpper ? .lessOrEqual : .less }
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
