// Arithmetic and comparison: choosing narrow or wide, bringing scales together.
//
// Two narrow numbers are brought to the finer of their scales. A product of more than nine places, a
// quotient, and whatever meets a wide number is wide. Days, durations and levels are narrow numbers
// of scale 0. A comparison with a constant is turned into one of whole units, which is exact:
// x < 0.005 of an x in cents is x < 1 cent.

import TierlineSource

extension BatchLowering {
  /// The most places of a narrow number that is computed.
  static let narrowPlacesMax = 9

  // MARK: Scales

  mutating func wide(_ operand: BatchOperand) throws(BatchUnsupported) -> Int32 {
    switch operand {
    case .wide(let column): return column
    case .narrow(let column, let scale):
      if let units = unitsOf[column] {
        return wideConstant(Int128(units) * Int128(powerOfTen(18 - scale)))
      }
      return wide(.widen, column, imm: Int64(18 - scale))
    case .truth, .text, .list, .record: throw BatchUnsupported()
    }
  }

  /// A narrow number in finer units.
  mutating func rescaled(_ column: Int32, from scale: Int, to finer: Int) -> Int32 {
    guard scale < finer else { return column }
    let factor = Int64(powerOfTen(finer - scale))
    if let units = unitsOf[column] {
      let (product, overflow) = units.multipliedReportingOverflow(by: factor)
      if !overflow { return narrowConstant(product) }
    }
    return narrow(.multiplyConstant, column, imm: factor)
  }

  /// Numbers brought to one form.
  enum Aligned {
    case narrow([Int32], scale: Int)
    case wide([Int32])
  }

  mutating func aligned(_ operands: [BatchOperand]) throws(BatchUnsupported) -> Aligned {
    var finest = 0
    var isWide = false
    for operand in operands {
      switch operand {
      case .narrow(_, let scale): finest = max(finest, scale)
      case .wide: isWide = true
      case .truth, .text, .list, .record: throw BatchUnsupported()
      }
    }
    var columns: [Int32] = []
    for operand in operands {
      if case .narrow(let column, let scale) = operand, !isWide {
        columns.append(rescaled(column, from: scale, to: finest))
      } else {
        columns.append(try wide(operand))
      }
    }
    return isWide ? .wide(columns) : .narrow(columns, scale: finest)
  }

  /// A count: of days, months, or an index.
  mutating func count(_ operand: BatchOperand) throws(BatchUnsupported) -> Int32 {
    switch operand {
    case .narrow(let column, 0): return column
    case .narrow(let column, let scale):
      return narrow(.narrowed, try wide(.narrow(column, scale: scale)), imm: 18)
    case .wide(let column): return narrow(.narrowed, column, imm: 18)
    case .truth, .text, .list, .record: throw BatchUnsupported()
    }
  }

  // MARK: Arithmetic

  mutating func arithmetic(
    _ operation: ArithmeticOperator, _ left: ExpressionID, _ right: ExpressionID,
    _ id: ExpressionID
  ) throws(BatchUnsupported) -> BatchOperand {
    let (one, two) = (try lower(left), try lower(right))
    let types = (program[left].type, program[right].type)
    switch (operation, types.0, types.1) {
    case (.add, .date, .days), (.subtract, .date, .days):
      return .narrow(
        day(narrow(operation == .add ? .add : .subtract, try count(one), try count(two))), scale: 0)
    case (_, .date, .months), (.add, _, .date): return try generic(id)
    case (.add, _, _): return try sum(.add, .addWide, one, two)
    case (.subtract, _, _): return try sum(.subtract, .subtractWide, one, two)
    case (.multiply, .days, _), (.multiply, .months, _), (.multiply, _, .days),
      (.multiply, _, .months):
      return .narrow(narrow(.multiply, try count(one), try count(two)), scale: 0)
    case (.multiply, _, _): return try product(one, two)
    case (.divide, _, _): return .wide(try quotient(one, two))
    }
  }

  /// Leaves lanes whose day lies outside the calendar.
  private mutating func day(_ column: Int32) -> Int32 {
    emit(.requireDay, column)
    return column
  }

  private mutating func sum(
    _ narrowly: BatchOpcode, _ widely: BatchOpcode, _ left: BatchOperand, _ right: BatchOperand
  ) throws(BatchUnsupported) -> BatchOperand {
    switch try aligned([left, right]) {
    case .narrow(let columns, let scale):
      return .narrow(narrow(narrowly, columns[0], columns[1]), scale: scale)
    case .wide(let columns): return .wide(wide(widely, columns[0], columns[1]))
    }
  }

  mutating func product(
    _ left: BatchOperand, _ right: BatchOperand
  ) throws(BatchUnsupported) -> BatchOperand {
    if case .narrow(let one, let scale) = left, case .narrow(let two, let other) = right,
      scale + other <= Self.narrowPlacesMax
    {
      if let units = unitsOf[two] {
        return .narrow(narrow(.multiplyConstant, one, imm: units), scale: scale + other)
      }
      if let units = unitsOf[one] {
        return .narrow(narrow(.multiplyConstant, two, imm: units), scale: scale + other)
      }
      return .narrow(narrow(.multiply, one, two), scale: scale + other)
    }
    return .wide(wide(.multiplyWide, try wide(left), try wide(right)))
  }

  private mutating func quotient(
    _ left: BatchOperand, _ right: BatchOperand
  ) throws(BatchUnsupported) -> Int32 {
    if case .narrow(let one, let scale) = left, case .narrow(let two, let other) = right {
      // Scales are brought together, so that one form of division will do.
      let finest = max(scale, other)
      return wide(
        .divide, rescaled(one, from: scale, to: finest), rescaled(two, from: other, to: finest))
    }
    return wide(.divideWide, try wide(left), try wide(right))
  }

  mutating func extreme(
    _ operands: [BatchOperand], greatest: Bool
  ) throws(BatchUnsupported) -> BatchOperand {
    guard !operands.isEmpty else { throw BatchUnsupported() }
    switch try aligned(operands) {
    case .narrow(let columns, let scale):
      var result = columns[0]
      for column in columns.dropFirst() {
        result = narrow(greatest ? .maximum : .minimum, result, column)
      }
      return .narrow(result, scale: scale)
    case .wide(let columns):
      var result = columns[0]
      for column in columns.dropFirst() {
        result = wide(greatest ? .maximumWide : .minimumWide, result, column)
      }
      return .wide(result)
    }
  }

  mutating func changedSign(
    _ operand: BatchOperand, _ narrowly: BatchOpcode, _ widely: BatchOpcode
  ) throws(BatchUnsupported) -> BatchOperand {
    switch operand {
    case .narrow(let column, let scale): return .narrow(narrow(narrowly, column), scale: scale)
    case .wide(let column): return .wide(wide(widely, column))
    case .truth, .text, .list, .record: throw BatchUnsupported()
    }
  }

  /// A number rounded to `places` decimals.
  mutating func rounded(
    _ operand: BatchOperand, places: Int, _ mode: RoundingMode
  ) throws(BatchUnsupported) -> BatchOperand {
    switch operand {
    case .narrow(_, let scale) where scale <= places: return operand
    case .narrow(let column, let scale):
      return .narrow(
        narrow(
          .roundedQuotient, column, mode.operand, imm: Int64(powerOfTen(scale - places))),
        scale: places)
    case .wide(let column):
      guard places < 18 else { return operand }
      return .wide(
        wide(
          .roundWide, column, wideNumber(Int128(powerOfTen(18 - places))),
          imm: Int64(mode.operand)))
    case .truth, .text, .list, .record: throw BatchUnsupported()
    }
  }

  mutating func wideNumber(_ number: Int128) -> Int32 {
    if let index = plan.wideNumbers.firstIndex(of: number) { return Int32(index) }
    plan.wideNumbers.append(number)
    return Int32(plan.wideNumbers.count - 1)
  }

  // MARK: Comparisons

  mutating func compared(
    _ comparison: ComparisonOperator, _ left: BatchOperand, _ right: BatchOperand
  ) throws(BatchUnsupported) -> Int32 {
    switch (left, right) {
    case (.truth(let one), .truth(let two)):
      let isEqual = truth(.truthEqual, one, two)
      return comparison == .equal ? isEqual : truth(.not, isEqual)
    case (.text(let one), .text(let two)):
      let isEqual = try textEqual(one, two)
      return comparison == .equal ? isEqual : truth(.not, isEqual)
    default: break
    }
    if constantCoefficient(left) != nil, constantCoefficient(right) == nil {
      return try compared(comparison.mirrored, right, left)
    }
    if let number = constantCoefficient(right) {
      return try compared(comparison, left, with: number)
    }
    switch (comparison, try aligned([left, right])) {
    case (.less, .narrow(let columns, _)): return truth(.less, columns[0], columns[1])
    case (.lessOrEqual, .narrow(let columns, _)):
      return truth(.lessOrEqual, columns[0], columns[1])
    case (.greater, .narrow(let columns, _)): return truth(.less, columns[1], columns[0])
    case (.greaterOrEqual, .narrow(let columns, _)):
      return truth(.lessOrEqual, columns[1], columns[0])
    case (.equal, .narrow(let columns, _)): return truth(.equal, columns[0], columns[1])
    case (.notEqual, .narrow(let columns, _)):
      return truth(.not, truth(.equal, columns[0], columns[1]))
    case (.less, .wide(let columns)): return truth(.lessWide, columns[0], columns[1])
    case (.lessOrEqual, .wide(let columns)): return truth(.lessOrEqualWide, columns[0], columns[1])
    case (.greater, .wide(let columns)): return truth(.lessWide, columns[1], columns[0])
    case (.greaterOrEqual, .wide(let columns)):
      return truth(.lessOrEqualWide, columns[1], columns[0])
    case (.equal, .wide(let columns)): return truth(.equalWide, columns[0], columns[1])
    case (.notEqual, .wide(let columns)):
      return truth(.not, truth(.equalWide, columns[0], columns[1]))
    }
  }

  /// A comparison with the same number in every lane.
  private mutating func compared(
    _ comparison: ComparisonOperator, _ left: BatchOperand, with number: Int128
  ) throws(BatchUnsupported) -> Int32 {
    guard case .narrow(let column, let scale) = left else {
      let column = try wide(left)
      let number = wideNumber(number)
      switch comparison {
      case .less: return truth(.lessWideConstant, column, number)
      case .lessOrEqual: return truth(.lessOrEqualWideConstant, column, number)
      case .greater: return truth(.greaterWideConstant, column, number)
      case .greaterOrEqual: return truth(.greaterOrEqualWideConstant, column, number)
      case .equal: return truth(.equalWideConstant, column, number)
      case .notEqual: return truth(.not, truth(.equalWideConstant, column, number))
      }
    }
    let unit = Int128(powerOfTen(18 - scale))
    let (quotient, rest) = number.quotientAndRemainder(dividingBy: unit)
    // `floor` ≤ number ÷ unit < `floor` + 1
    let floor = rest < 0 ? quotient - 1 : quotient
    let ceiling = rest > 0 ? quotient + 1 : quotient
    if let day = try comparedDay(comparison, column, rest == 0 ? Int(exactly: floor) : nil) {
      return day
    }
    guard let below = Int64(exactly: floor), let above = Int64(exactly: ceiling) else {
      return try compared(comparison, .wide(try wide(left)), with: number)
    }
    switch comparison {
    case .less: return truth(.lessConstant, column, imm: above)
    case .lessOrEqual: return truth(.lessOrEqualConstant, column, imm: below)
    case .greater: return truth(.greaterConstant, column, imm: below)
    case .greaterOrEqual: return truth(.greaterOrEqualConstant, column, imm: above)
    case .equal:
      if rest == 0 { return truth(.equalConstant, column, imm: below) }
      // No number of these units: no wherever there is a number at all.
      return truth(
        .and, truth(.lessConstant, column, imm: above),
        truth(.greaterConstant, column, imm: below))
    case .notEqual: return truth(.not, try compared(.equal, left, with: number))
    }
  }
}

extension RoundingMode {
  /// The mode as an operand of an instruction.
  var operand: Int32 {
    switch self {
    case .towardZero: 0
    case .awayFromZero: 1
    case .halfAwayFromZero: 2
    case .halfEven: 3
    }
  }

  init(operand: Int32) {
    switch operand {
    case 0: self = .towardZero
    case 1: self = .awayFromZero
    case 2: self = .halfAwayFromZero
    default: self = .halfEven
    }
  }
}
