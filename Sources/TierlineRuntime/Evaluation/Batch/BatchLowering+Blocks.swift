// Blocks of rules: masks say which lanes are still to be decided, and which rule takes which.

import TierlineSource

extension BatchLowering {
  mutating func lowerDecision(_ index: Int) throws(BatchUnsupported) {
    switch program.decisions[index].body {
    case .result(let expression): plan.outputs[index] = .value(try lower(expression))
    case .score(let score): plan.outputs[index] = .value(try lowerScore(score, index))
    case .tier(let tier): plan.outputs[index] = .value(try lowerTier(tier, index))
    case .limit(let limit): plan.outputs[index] = .value(try lowerLimit(limit, index))
    case .alerts(let alerts): plan.outputs[index] = try lowerAlerts(alerts, index)
    case .table(let table): plan.outputs[index] = try lowerTable(table, index)
    }
  }

  // MARK: Which candidate takes a lane

  /// What becomes of lanes where a candidate is unknown.
  enum UnknownLanes {
    case left, passed, taken

    init(_ outcome: UnknownOutcome) {
      self =
        switch outcome {
        case .impossible: .left
        case .skip: .passed
        case .value: .taken
        }
    }

    init(_ outcome: TableUnknown) {
      self =
        switch outcome {
        case .impossible: .left
        case .skip: .passed
        case .outcome: .taken
        }
    }
  }

  /// The first candidate that isn't no takes a lane.
  mutating func firstMatch(_ candidates: [Int32], unknown: UnknownLanes) -> BatchClaims {
    let rest = newTruth()
    emit(.all, rest)
    var claims = BatchClaims(taken: [], otherwise: rest, unknown: nil)
    var leads: Int32 = -2
    switch unknown {
    case .left: break
    case .passed: leads = -1
    case .taken:
      let mask = newTruth()
      emit(.maskAndNot, mask, rest, rest)
      claims.unknown = mask
      leads = mask
    }
    for candidate in candidates {
      let mask = newTruth()
      emit(.claim, mask, rest, candidate, leads)
      claims.taken.append(mask)
    }
    leaveUnknown(of: claims)
    return claims
  }

  /// A yes takes a lane, the first as written; failing that, any unknown leads to `if unknown`.
  private mutating func onlyMatch(_ candidates: [Int32], unknown: UnknownLanes) -> BatchClaims {
    var claims = firstMatch(candidates, unknown: .passed)
    let undecided = newTruth()
    emit(.maskAndNot, undecided, claims.otherwise, claims.otherwise)
    for candidate in candidates {
      let mask = newTruth()
      emit(.maskUnknown, mask, candidate)
      emit(.maskOr, undecided, undecided, mask)
    }
    let open = newTruth()
    emit(.maskAnd, open, undecided, claims.otherwise)
    switch unknown {
    case .passed: break
    case .left: emit(.leave, open)
    case .taken:
      let otherwise = newTruth()
      emit(.maskAndNot, otherwise, claims.otherwise, open)
      claims.otherwise = otherwise
      claims.unknown = open
    }
    leaveUnknown(of: claims)
    return claims
  }

  /// Which fields were missing is for the traced evaluator to say.
  private mutating func leaveUnknown(of claims: BatchClaims) {
    if plan.keepsReasons, let mask = claims.unknown { emit(.leave, mask) }
  }

  // MARK: Values by mask

  /// A value and the lanes that take it.
  struct Choice {
    var mask: Int32
    var value: BatchOperand
    /// Whether a lane without a value is left.
    var isNeeded = true
  }

  /// One operand of the values that lanes choose.
  mutating func blended(_ choices: [Choice]) throws(BatchUnsupported) -> BatchOperand {
    guard let first = choices.first else { throw BatchUnsupported() }
    for choice in choices where choice.isNeeded { try need(choice.value, in: choice.mask) }
    switch first.value {
    case .truth:
      let result = newTruth()
      emit(.maskAndNot, result, BatchPlan.yes, BatchPlan.yes)
      for choice in choices {
        guard case .truth(let truth) = choice.value else { throw BatchUnsupported() }
        emit(.blendTruth, result, choice.mask, truth)
      }
      return .truth(result)
    case .text:
      let result = newNarrow()
      emit(.blendNothing, result)
      for choice in choices {
        guard case .text(let column) = choice.value else { throw BatchUnsupported() }
        emit(.blend, result, choice.mask, column)
      }
      return .text(result)
    case .narrow, .wide: break
    case .list, .record: throw BatchUnsupported()
    }
    switch try aligned(choices.map(\.value)) {
    case .narrow(let columns, let scale):
      let result = newNarrow()
      emit(.blendNothing, result)
      for (choice, column) in zip(choices, columns) {
        if let units = unitsOf[column] {
          emit(.blendConstant, result, choice.mask, 0, 0, units)
        } else {
          emit(.blend, result, choice.mask, column)
        }
      }
      return .narrow(result, scale: scale)
    case .wide(let columns):
      let result = newWide()
      emit(.blendNothing, result, 0, 0, 0, 1)
      for (choice, column) in zip(choices, columns) {
        emit(.blendWide, result, choice.mask, column)
      }
      return .wide(result)
    }
  }

  /// Leaves lanes of a mask that have no value.
  private mutating func need(_ value: BatchOperand, in mask: Int32) throws(BatchUnsupported) {
    switch value {
    case .narrow(let column, _), .text(let column):
      if unitsOf[column] == nil, textOf[column] == nil { emit(.leaveAbsent, mask, column) }
    case .wide(let column):
      if coefficientOf[column] == nil { emit(.leaveAbsent, mask, column, 0, 0, 1) }
    case .truth(let truth): emit(.leaveAbsent, mask, truth, 0, 0, 2)
    case .list, .record: throw BatchUnsupported()
    }
  }

  // MARK: Bands and tests

  /// The values of bands, by lanes.
  private mutating func choices(
    of bands: Bands
  ) throws(BatchUnsupported) -> (choices: [Choice], claims: BatchClaims) {
    let subject = try lower(bands.subject)
    var truths: [Int32] = []
    for band in bands.bands { truths.append(try any(of: band.tests, subject)) }
    let claims = firstMatch(truths, unknown: UnknownLanes(bands.unknown))
    var choices: [Choice] = []
    for (band, mask) in zip(bands.bands, claims.taken) {
      choices.append(Choice(mask: mask, value: try lower(band.outcome)))
    }
    if let otherwise = bands.otherwise {
      choices.append(Choice(mask: claims.otherwise, value: try lower(otherwise.outcome)))
    } else {
      emit(.leave, claims.otherwise)
    }
    if let mask = claims.unknown, case .value(let value, _) = bands.unknown {
      choices.append(Choice(mask: mask, value: try lower(value)))
    }
    return (choices, claims)
  }

  /// Whether a subject meets any of the tests.
  mutating func any(
    of tests: [Test], _ subject: BatchOperand
  ) throws(BatchUnsupported) -> Int32 {
    if let codes = try codes(of: tests, subject) { return codes }
    var result: Int32?
    for test in tests {
      let next = try lower(test, subject)
      result = result.map { truth(.or, $0, next) } ?? next
    }
    return result ?? BatchPlan.no
  }

  /// Several tests for equality with a constant, as one.
  private mutating func codes(
    of tests: [Test], _ subject: BatchOperand
  ) throws(BatchUnsupported) -> Int32? {
    guard tests.count > 2 else { return nil }
    var values: [Value] = []
    for test in tests {
      guard case .comparison(.equal, let id) = test, case .constant(let value) = program[id].kind
      else { return nil }
      values.append(value)
    }
    return try isMember(subject, ValueSet(values))
  }

  private mutating func lower(
    _ test: Test, _ subject: BatchOperand
  ) throws(BatchUnsupported) -> Int32 {
    switch test {
    case .any: return BatchPlan.yes
    case .missing: return try isMissing(subject)
    case .comparison(let comparison, let operand):
      return try compared(comparison, subject, lower(operand))
    case .range(let range): return try within(subject, range)
    case .members(let members, let negated):
      let isAmong = try among(subject, members)
      return negated ? truth(.not, isAmong) : isAmong
    case .list(let list, let negated):
      let isMember = try isMember(subject, program.lists[list].members)
      return negated ? truth(.not, isMember) : isMember
    case .not(let test): return truth(.not, try lower(test, subject))
    case .text(let test, let operand): return try textTest(test, subject, lower(operand))
    }
  }

  // MARK: Tiers

  private mutating func lowerTier(
    _ tier: Tier, _ index: Int
  ) throws(BatchUnsupported) -> BatchOperand {
    switch tier.content {
    case .bands(let bands):
      let (choices, claims) = try choices(of: bands)
      plan.reasons[index] = .claims(claims)
      return try blended(choices)
    case .rules(let rules, let policy, let otherwise, let unknown):
      if policy == .first, rules.count >= Self.indexedRulesMin,
        hasPlainReasons(index), let level = try indexed(rules, otherwise, unknown, index)
      {
        return level
      }
      var conditions: [Int32] = []
      for rule in rules { conditions.append(try truth(of: rule.condition)) }
      switch policy {
      case .highest, .lowest:
        return try extreme(
          rules, conditions, isHighest: policy == .highest, otherwise, unknown, index)
      case .first, .only:
        let lanes = UnknownLanes(unknown)
        let claims =
          policy == .first
          ? firstMatch(conditions, unknown: lanes) : onlyMatch(conditions, unknown: lanes)
        plan.reasons[index] = .claims(claims)
        var choices: [Choice] = []
        for (rule, mask) in zip(rules, claims.taken) {
          choices.append(Choice(mask: mask, value: try lower(rule.outcome)))
        }
        choices.append(Choice(mask: claims.otherwise, value: try lower(otherwise.outcome)))
        if let mask = claims.unknown, case .value(let value, _) = unknown {
          choices.append(Choice(mask: mask, value: try lower(value)))
        }
        return try blended(choices)
      }
    }
  }

  /// A tier of many rules with constant levels; nil for any other.
  private mutating func indexed(
    _ rules: [Rule], _ otherwise: Otherwise, _ unknown: UnknownOutcome, _ index: Int
  ) throws(BatchUnsupported) -> BatchOperand? {
    var outcomes: [ExpressionID?] = rules.map(\.outcome) + [otherwise.outcome]
    if case .value(let value, _) = unknown { outcomes.append(value) } else { outcomes.append(nil) }
    guard areLookedUp(outcomes) else { return nil }
    let rule = try indexed(
      rules.map { .expression($0.condition) }, unknown: UnknownLanes(unknown))
    noteNumber(rule, of: index, count: rules.count)
    return try lookedUp(outcomes, rule, program[otherwise.outcome].type)
  }

  /// A table of many rows with constant values; nil for any other.
  private mutating func indexed(
    _ table: Table, _ subjects: [BatchOperand], _ index: Int
  ) throws(BatchUnsupported) -> [BatchOperand]? {
    guard table.policy == .first, table.rows.count >= Self.indexedRulesMin, !table.isOptional,
      hasPlainReasons(index)
    else { return nil }
    var outcomes: [TableOutcome?] = table.rows.map(\.outcome) + [table.otherwise]
    if case .outcome(let outcome) = table.unknown {
      outcomes.append(outcome)
    } else {
      outcomes.append(nil)
    }
    let columns = table.columnTypes.indices.map { column in
      outcomes.map { $0?.values[column] }
    }
    guard columns.allSatisfy({ areLookedUp($0) }) else { return nil }
    let rule = try indexed(
      table.rows.map { .row($0, subjects) }, unknown: UnknownLanes(table.unknown))
    noteNumber(rule, of: index, count: table.rows.count)
    if table.otherwise == nil {
      emit(
        .leaveUnless,
        truth(.lessConstant, rule, imm: Int64(table.rows.count)))
    }
    var values: [BatchOperand] = []
    for (column, type) in zip(columns, table.columnTypes) {
      values.append(try lookedUp(column, rule, type))
    }
    return values
  }

  /// Notes where the number of the rule stands that takes each lane.
  private mutating func noteNumber(_ rule: Int32, of index: Int, count: Int) {
    plan.reasons[index] = .numbered(rule)
    if plan.keepsReasons {
      emit(.leaveUnless, truth(.lessOrEqualConstant, rule, imm: Int64(count)))
    }
  }

  private mutating func extreme(
    _ rules: [Rule], _ conditions: [Int32], isHighest: Bool, _ otherwise: Otherwise,
    _ unknown: UnknownOutcome, _ index: Int
  ) throws(BatchUnsupported) -> BatchOperand {
    var levels: [Int32] = []
    for rule in rules { levels.append(try count(lower(rule.outcome))) }
    let leads: BatchPlan.ExtremePolicy.Unknown =
      switch unknown {
      case .impossible: .impossible
      case .skip: .skip
      case .value(let value, _): .level(try count(lower(value)))
      }
    plan.extremes.append(
      BatchPlan.ExtremePolicy(
        isHighest: isHighest, conditions: conditions, levels: levels,
        otherwise: try count(lower(otherwise.outcome)), unknown: leads,
        leavesUnknown: plan.keepsReasons))
    let level = narrow(.extreme, Int32(plan.extremes.count - 1))
    if plan.keepsReasons {
      plan.reasons[index] = .claims(extremeClaims(conditions, levels, level))
    }
    return .narrow(level, scale: 0)
  }

  // MARK: Scores

  private mutating func lowerScore(
    _ score: Score, _ index: Int
  ) throws(BatchUnsupported) -> BatchOperand {
    var parts: [[Choice]] = []
    var reasons: [BatchClaims] = []
    for item in score.items {
      switch item {
      case .characteristic(let bands):
        let (choices, claims) = try choices(of: bands)
        parts.append(choices)
        reasons.append(claims)
      case .rule(let rule):
        let claims = firstMatch(
          [try truth(of: rule.condition)], unknown: UnknownLanes(score.unknown))
        var choices = [Choice(mask: claims.taken[0], value: try lower(rule.outcome))]
        if let mask = claims.unknown, case .value(let value, _) = score.unknown {
          choices.append(Choice(mask: mask, value: try lower(value)))
        }
        choices.append(
          Choice(mask: claims.otherwise, value: .narrow(narrowConstant(0), scale: 0)))
        parts.append(choices)
        reasons.append(claims)
      }
    }
    plan.reasons[index] = .score(reasons)
    if plan.keepsReasons {
      guard zip(score.items, reasons).allSatisfy({ plan.losses(of: $0, $1) != nil }) else {
        throw BatchUnsupported()
      }
    }
    let start = try lower(score.start)
    try need(start, in: BatchPlan.yes)
    let sum = try added(start, parts)
    guard let bounds = score.bounds else { return sum }
    let raised = try extreme([sum, constant(.number(bounds.lower), .number)], greatest: true)
    return try extreme([raised, constant(.number(bounds.upper), .number)], greatest: false)
  }

  /// A start and the points of each part; constant points of one scale are added in place.
  private mutating func added(
    _ start: BatchOperand, _ parts: [[Choice]]
  ) throws(BatchUnsupported) -> BatchOperand {
    let isPlain = parts.allSatisfy { part in
      part.allSatisfy { choice in
        guard case .narrow(let column, 0) = choice.value, let units = unitsOf[column] else {
          return false
        }
        return units.magnitude < 1 << 40
      }
    }
    if isPlain, parts.count < 1 << 16, case .narrow(let column, 0) = start,
      let units = unitsOf[column], units.magnitude < 1 << 60
    {
      let sum = newNarrow()
      emit(.blendNothing, sum)
      emit(.blendConstant, sum, BatchPlan.yes, 0, 0, units)
      for choice in parts.joined() {
        guard case .narrow(let column, _) = choice.value, let units = unitsOf[column], units != 0
        else { continue }
        emit(.addWhere, sum, choice.mask, 0, 0, units)
      }
      return .narrow(sum, scale: 0)
    }
    var sum = start
    for part in parts {
      let points = try blended(part)
      switch try aligned([sum, points]) {
      case .narrow(let columns, let scale):
        sum = .narrow(narrow(.add, columns[0], columns[1]), scale: scale)
      case .wide(let columns): sum = .wide(wide(.addWide, columns[0], columns[1]))
      }
    }
    return sum
  }

  // MARK: Alerts

  private mutating func lowerAlerts(
    _ alerts: Alerts, _ index: Int
  ) throws(BatchUnsupported) -> BatchPlan.Output {
    var raised: [Int32] = []
    var levels: [Int32] = []
    for alert in alerts.rules {
      let condition = try truth(of: alert.rule.condition)
      let claims = firstMatch([condition], unknown: UnknownLanes(alerts.unknown))
      var choices = [Choice(mask: claims.taken[0], value: try lower(alert.rule.outcome))]
      let mask = newTruth()
      if let undecided = claims.unknown, case .value(let level, _) = alerts.unknown {
        choices.append(Choice(mask: undecided, value: try lower(level)))
        emit(.maskOr, mask, claims.taken[0], undecided)
      } else {
        emit(.maskOr, mask, claims.taken[0], claims.taken[0])
      }
      let isRaised = newTruth()
      emit(.truthOfMask, isRaised, mask)
      raised.append(isRaised)
      if choices.count == 1, case .narrow(let column, 0) = choices[0].value {
        try need(choices[0].value, in: choices[0].mask)
        levels.append(column)
      } else {
        levels.append(try count(blended(choices)))
      }
      try checkDeadline(of: alert, in: mask)
    }
    plan.reasons[index] = .alerts
    return .alerts(raised: raised, levels: levels)
  }

  /// The deadline is not written in brief, but one beyond the calendar refuses the record.
  private mutating func checkDeadline(
    of alert: AlertRule, in mask: Int32
  ) throws(BatchUnsupported) {
    guard let within = alert.within, let asOf = plan.asOf else { return }
    guard case .constant(let duration) = program[within].kind else { throw BatchUnsupported() }
    if case .date = Value.date(asOf).applying(.add, duration, at: .nowhere) { return }
    emit(.leave, mask)
  }

  // MARK: Tables

  private mutating func lowerTable(
    _ table: Table, _ index: Int
  ) throws(BatchUnsupported) -> BatchPlan.Output {
    var subjects: [BatchOperand] = []
    for subject in table.subjects { subjects.append(try lower(subject)) }
    if let columns = try indexed(table, subjects, index) {
      return table.columns.isEmpty ? .value(columns[0]) : .columns(columns)
    }
    var rows: [Int32] = []
    for row in table.rows { rows.append(try all(of: row, subjects)) }
    let lanes = UnknownLanes(table.unknown)
    let claims =
      table.policy == .only
      ? onlyMatch(rows, unknown: lanes) : firstMatch(rows, unknown: lanes)
    plan.reasons[index] = .claims(claims)
    var outcomes = zip(table.rows, claims.taken).map { ($0.outcome, $1) }
    if let otherwise = table.otherwise {
      outcomes.append((otherwise, claims.otherwise))
    } else {
      emit(.leave, claims.otherwise)
    }
    if let mask = claims.unknown, case .outcome(let outcome) = table.unknown {
      outcomes.append((outcome, mask))
    }
    var columns: [BatchOperand] = []
    for column in table.columnTypes.indices {
      var choices: [Choice] = []
      for (outcome, mask) in outcomes {
        choices.append(
          Choice(
            mask: mask, value: try lower(outcome.values[column]), isNeeded: !table.isOptional))
      }
      columns.append(try blended(choices))
    }
    guard table.columns.isEmpty else { return .columns(columns) }
    guard let first = columns.first else { throw BatchUnsupported() }
    return .value(first)
  }

  /// Whether the subjects meet the tests of a row; cells that test nothing are left out.
  private mutating func all(
    of row: TableRow, _ subjects: [BatchOperand]
  ) throws(BatchUnsupported) -> Int32 {
    var result: Int32?
    for (tests, subject) in zip(row.tests, subjects) {
      if tests.contains(where: { if case .any = $0 { true } else { false } }) { continue }
      let next = try any(of: tests, subject)
      result = result.map { truth(.and, $0, next) } ?? next
    }
    return result ?? BatchPlan.yes
  }
}
