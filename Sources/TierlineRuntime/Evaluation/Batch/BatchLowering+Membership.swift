// Texts and sets: equality by code where a field is compared with the program's own texts.
//
// The reader looks each text of a field up among all texts that rules compare it with, once, and
// writes its code. Equality and membership of that field are then tests of small numbers.

import TierlineSource

extension BatchLowering {
  // MARK: Texts

  mutating func textEqual(_ left: Int32, _ right: Int32) throws(BatchUnsupported) -> Int32 {
    if let text = textOf[right], let code = code(of: text, inSlotOf: left) {
      return truth(.equalConstant, code.column, imm: Int64(code.code))
    }
    if let text = textOf[left], let code = code(of: text, inSlotOf: right) {
      return truth(.equalConstant, code.column, imm: Int64(code.code))
    }
    return truth(.textEqual, left, right)
  }

  /// The code of a text in the dictionary of a field, and the column where the reader writes codes.
  mutating func code(
    of text: Text, inSlotOf column: Int32
  ) -> (column: Int32, code: Int)? {
    guard let slot = slotOfText[column] else { return nil }
    let index = Int(slot)
    let codes: Int32
    if let known = plan.slots[index].code {
      codes = known
    } else {
      codes = newNarrow()
      plan.slots[index].code = codes
    }
    return (codes, plan.slots[index].code(of: text))
  }

  mutating func textTest(
    _ test: TextOperator, _ text: ExpressionID, _ part: ExpressionID, _ id: ExpressionID
  ) throws(BatchUnsupported) -> BatchOperand {
    guard test != .like else { return try generic(id) }
    return .truth(try textTest(test, lower(text), lower(part)))
  }

  /// `starts with`, `ends with`, `contains`.
  mutating func textTest(
    _ test: TextOperator, _ text: BatchOperand, _ part: BatchOperand
  ) throws(BatchUnsupported) -> Int32 {
    guard case .text(let text) = text, case .text(let part) = part else {
      throw BatchUnsupported()
    }
    switch test {
    case .startsWith: return truth(.textStartsWith, text, part)
    case .endsWith: return truth(.textEndsWith, text, part)
    case .contains: return truth(.textContains, text, part)
    case .like: throw BatchUnsupported()
    }
  }

  // MARK: Ranges and sets

  mutating func within(
    _ subject: BatchOperand, _ range: RangeOperand
  ) throws(BatchUnsupported) -> Int32 {
    let lower = try compared(
      range.includesLower ? .greaterOrEqual : .greater, subject, lower(range.lower))
    let upper = try compared(
      range.includesUpper ? .lessOrEqual : .less, subject, self.lower(range.upper))
    return truth(.and, lower, upper)
  }

  /// Equal to any of the members; constant ones are looked up at once.
  mutating func among(
    _ subject: BatchOperand, _ members: [ExpressionID]
  ) throws(BatchUnsupported) -> Int32 {
    let constants = members.compactMap { id -> Value? in
      guard case .constant(let value) = program[id].kind, PlainValue(value) != nil else {
        return nil
      }
      return value
    }
    if constants.count == members.count, constants.count > 2 || isText(subject) {
      return try isMember(subject, ValueSet(constants))
    }
    var result: Int32?
    for member in members {
      let equal = try compared(.equal, subject, lower(member))
      result = result.map { truth(.or, $0, equal) } ?? equal
    }
    return result ?? BatchPlan.no
  }

  private func isText(_ operand: BatchOperand) -> Bool {
    if case .text = operand { true } else { false }
  }

  mutating func isMember(
    _ subject: BatchOperand, _ set: ValueSet
  ) throws(BatchUnsupported) -> Int32 {
    switch subject {
    case .text(let column):
      let texts = set.values.compactMap { value -> Text? in
        if case .text(let text) = value { text } else { nil }
      }
      return isMember(column, texts)
    case .narrow(let column, let scale):
      // A number that has no whole count of units is equal to none of the field's.
      let units = set.values.compactMap { value -> Int64? in
        if case .number(let number) = value { return number.units(places: scale) }
        return RecordSchema.measure(value).flatMap(Int64.init(exactly:))
      }
      // Small counts (levels above all) are bits, as codes of texts are.
      if units.allSatisfy({ (0..<1024) ~= $0 }) { return isAmong(units.map(Int.init), column) }
      plan.numberSets.append(Set(units))
      return truth(.inSet, column, Int32(plan.numberSets.count - 1))
    case .wide(let column):
      plan.wideSets.append(Set(set.values.compactMap(RecordSchema.measure)))
      return truth(.inWideSet, column, Int32(plan.wideSets.count - 1))
    case .truth(let condition):
      var result: Int32?
      for case .boolean(let isTrue) in set.values {
        let equal = truth(.truthEqual, condition, isTrue ? BatchPlan.yes : BatchPlan.no)
        result = result.map { truth(.or, $0, equal) } ?? equal
      }
      return result ?? truth(.and, condition, truth(.not, condition))
    case .list, .record: throw BatchUnsupported()
    }
  }

  private mutating func isMember(_ column: Int32, _ texts: [Text]) -> Int32 {
    guard let first = texts.first, let code = code(of: first, inSlotOf: column) else {
      plan.textSets.append(Set(texts))
      return truth(.textInSet, column, Int32(plan.textSets.count - 1))
    }
    guard texts.count > 1 else {
      return truth(.equalConstant, code.column, imm: Int64(code.code))
    }
    return isAmong(
      texts.compactMap { self.code(of: $0, inSlotOf: column)?.code }, code.column)
  }

  /// Whether a column holds one of a few small numbers.
  private mutating func isAmong(_ codes: [Int], _ column: Int32) -> Int32 {
    var bits = [UInt64](repeating: 0, count: (codes.max() ?? 0) / 64 + 1)
    for code in codes { bits[code >> 6] |= 1 << UInt64(code & 63) }
    let index = plan.bitSets.firstIndex(of: bits) ?? plan.bitSets.count
    if index == plan.bitSets.count { plan.bitSets.append(bits) }
    return truth(.codeIn, column, Int32(index), imm: Int64(bits.count * 64))
  }

  /// `x in list_field`: equal to any element.
  mutating func isElement(
    _ value: ExpressionID, of list: ExpressionID
  ) throws(BatchUnsupported) -> Int32 {
    guard element == nil, case .list(let index) = try lower(list) else { throw BatchUnsupported() }
    let sought = try lower(value)
    let result = newTruth()
    try loop(over: index, isPure: false) { (lowering, loop) throws(BatchUnsupported) in
      let element = try lowering.lowerSlot(FieldPath(list: index, steps: []))
      let equal = try lowering.compared(.equal, element, lowering.outer(sought))
      lowering.plan.loops[loop].folds.append(
        BatchLoop.Fold(kind: .any, filter: equal, value: nil, result: .truth(result)))
    }
    // Missing is equal to no element, not even of an empty list.
    let isAbsent = try isMissing(sought)
    return truth(.truthSelect, isAbsent, BatchPlan.unknown, result)
  }
}

extension BatchSlot {
  /// The code of a text, which joins the dictionary.
  mutating func code(of text: Text) -> Int {
    if let known = codes[text] { return known }
    codes[text] = dictionary.count
    dictionary.append(text)
    return dictionary.count - 1
  }
}
