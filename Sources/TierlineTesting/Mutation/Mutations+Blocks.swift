// Blocks: rules, bands and rows dropped or swapped, what they give moved, caps and stops dropped.

import TierlineRuntime
import TierlineSource

extension Mutations {
  mutating func addDecision(_ index: Int) {
    switch program.decisions[index].body {
    case .score(let score): addScore(score, index)
    case .tier(let tier): addTier(tier, index)
    case .limit(let limit): addLimit(limit, index)
    case .alerts(let alerts): addAlerts(alerts, index)
    case .table(let table): addTable(table, index)
    case .result(let expression): addValue(expression, reach: .always)
    }
  }

  private mutating func addDrop(
    _ name: String, _ condition: ExpressionID, _ span: SourceSpan, reach: Reach
  ) {
    add(span, Wording("rule `\(name)` dropped", zh: "删去规则 `\(name)`"), reach: reach) {
      $0.replace(condition, by: .constant(.boolean(false)))
    }
  }

  private mutating func addUnknown(_ unknown: UnknownOutcome, reach: Reach) {
    for outcome in unknown.outcomes { addOutcome(outcome, reach: reach) }
  }

  // MARK: Scores and bands

  private mutating func addScore(_ score: Score, _ index: Int) {
    addOutcome(score.start, reach: .always)
    for (item, content) in score.items.enumerated() {
      switch content {
      case .characteristic(let bands):
        addBands(bands, item: item, index) { changed in
          { program in
            guard case .score(var score) = program.decisions[index].body else { return }
            score.items[item] = .characteristic(changed)
            program.decisions[index].body = .score(score)
          }
        }
      case .rule(let rule):
        let reach = Reach.part(index, .scoreRule(item))
        addCondition(rule.condition, reach: .always)
        addDrop(rule.name, rule.condition, rule.span, reach: reach)
        addOutcome(rule.outcome, reach: reach)
      }
    }
    addUnknown(score.unknown, reach: .part(index, .scoreUnknown))
  }

  /// A change of bands as a change of the program.
  typealias BandsChange = (Bands) -> @Sendable (inout Program) -> Void

  private mutating func addBands(
    _ bands: Bands, item: Int?, _ decision: Int, _ apply: BandsChange
  ) {
    addValue(bands.subject, reach: .always)
    for (index, band) in bands.bands.enumerated() {
      let reach = Reach.part(decision, .band(item: item, index))
      let text = program.text(of: band.tests)
      for (position, test) in band.tests.enumerated() {
        addTest(test, subject: bands.subject, span: band.span) { changed in
          var copy = bands
          copy.bands[index].tests[position] = changed
          return apply(copy)
        }
      }
      addOutcome(band.outcome, reach: reach)
      var shorter = bands
      shorter.bands.remove(at: index)
      add(
        band.span, Wording("band `\(text)` dropped", zh: "删去档 `\(text)`"), reach: reach,
        apply(shorter))
      addBandSwap(bands, index, decision, apply)
    }
    if let otherwise = bands.otherwise {
      addOutcome(otherwise.outcome, reach: .part(decision, .bandOtherwise(item: item)))
    }
    addUnknown(bands.unknown, reach: .part(decision, .bandUnknown(item: item)))
  }

  private mutating func addBandSwap(
    _ bands: Bands, _ index: Int, _ decision: Int, _ apply: BandsChange
  ) {
    let next = index + 1
    guard next < bands.bands.count,
      program.canMeet(bands.bands[index].tests, bands.bands[next].tests),
      !program.isSame(bands.bands[index].outcome, bands.bands[next].outcome)
    else { return }
    var swapped = bands
    swapped.bands.swapAt(index, next)
    let first = program.text(of: bands.bands[index].tests)
    let second = program.text(of: bands.bands[next].tests)
    add(
      bands.bands[next].span,
      Wording("bands `\(first)` and `\(second)` swapped", zh: "档 `\(first)` 与 `\(second)` 对调"),
      reach: .always, goal: .bands(index, next, of: bands, .always), apply(swapped))
  }

  /// The thresholds of one test of a band or cell.
  private mutating func addTest(
    _ test: Test, subject: ExpressionID, span: SourceSpan,
    _ apply: (Test) -> @Sendable (inout Program) -> Void
  ) {
    switch test {
    case .comparison(let comparison, let bound):
      guard program.isMeasured(program[subject].type), let side = comparison.cutSide else {
        return
      }
      let site = boundary(subject, bound, side, reach: .always)
      addShifts(site, reach: .always)
      addStrictness(
        comparison, site, span: span,
        text: "\(program.text(of: subject)) \(program.text(of: [test]))",
        apply(.comparison(comparison.relaxed, bound)))
    case .range(let range):
      guard program.isMeasured(program[subject].type) else { return }
      addRange(range, subject, span: span, reach: .always) { apply(.range($0)) }
    case .not(let inner): addTest(inner, subject: subject, span: span) { apply(.not($0)) }
    case .any, .missing, .members, .list, .text: break
    }
  }

  // MARK: Tiers

  private mutating func addTier(_ tier: Tier, _ index: Int) {
    switch tier.content {
    case .bands(let bands):
      addBands(bands, item: nil, index) { changed in
        { $0.decisions[index].body = .tier(Tier(content: .bands(changed))) }
      }
    case .rules(let rules, let policy, let otherwise, let unknown):
      for (position, rule) in rules.enumerated() {
        let reach = Reach.part(index, .tierRule(position))
        addCondition(rule.condition, reach: .part(index, .tierReached(position)))
        addDrop(rule.name, rule.condition, rule.span, reach: reach)
        addOutcome(rule.outcome, reach: reach)
        if policy == .first { addRuleSwap(rules, position, index) }
      }
      addOutcome(otherwise.outcome, reach: .part(index, .tierOtherwise))
      addUnknown(unknown, reach: .part(index, .tierUnknown))
    }
  }

  private mutating func addRuleSwap(_ rules: [Rule], _ index: Int, _ decision: Int) {
    let next = index + 1
    guard next < rules.count else { return }
    let (first, second) = (rules[index], rules[next])
    add(
      second.span,
      Wording(
        "rules `\(first.name)` and `\(second.name)` swapped",
        zh: "规则 `\(first.name)` 与 `\(second.name)` 对调"),
      reach: .part(decision, .tierReached(index)),
      goal: .both(first.condition, second.condition, .part(decision, .tierReached(index)))
    ) { program in
      guard case .tier(let tier) = program.decisions[decision].body,
        case .rules(var rules, let policy, let otherwise, let unknown) = tier.content
      else { return }
      rules.swapAt(index, next)
      program.decisions[decision].body = .tier(
        Tier(
          content: .rules(rules, policy: policy, otherwise: otherwise, unknown: unknown)))
    }
  }

  // MARK: Limits

  private mutating func addLimit(_ limit: Limit, _ index: Int) {
    addOutcome(limit.start, reach: .always)
    for (position, step) in limit.steps.enumerated() {
      let reach = Reach.part(index, .stepApplied(position))
      if let rule = step.rule {
        addCondition(rule.condition, reach: .part(index, .stepReached(position)))
        addDrop(rule.name, rule.condition, step.span, reach: reach)
        if rule.stops {
          addStep(
            limit, position, index,
            Wording("`and stop` of `\(rule.name)` dropped", zh: "删去 `\(rule.name)` 的 `并停止`"),
            reach
          ) { $0.rule?.stops = false }
        }
      } else {
        let text = program.sources.text(of: step.span)
        addNeverStep(
          limit, position, index, Wording("`\(text)` dropped", zh: "删去 `\(text)`"), reach)
      }
      addOutcome(step.operand, reach: reach)
    }
    addUnknown(limit.unknown, reach: .part(index, .limitUnknown))
  }

  private mutating func addStep(
    _ limit: Limit, _ position: Int, _ decision: Int, _ change: Wording, _ reach: Reach,
    _ edit: @escaping @Sendable (inout LimitStep) -> Void
  ) {
    add(limit.steps[position].span, change, reach: reach) { program in
      guard case .limit(var limit) = program.decisions[decision].body else { return }
      edit(&limit.steps[position])
      program.decisions[decision].body = .limit(limit)
    }
  }

  /// A plain step that is never carried out; the steps behind it keep their numbers.
  private mutating func addNeverStep(
    _ limit: Limit, _ position: Int, _ decision: Int, _ change: Wording, _ reach: Reach
  ) {
    add(limit.steps[position].span, change, reach: reach) { program in
      guard case .limit(var limit) = program.decisions[decision].body else { return }
      let operand = limit.steps[position].operand
      let never = program.add(.constant(.boolean(false)), like: operand)
      program.expressions[Int(never.index)].type = .boolean
      limit.steps[position].rule = LimitStep.Condition(name: "", condition: never, stops: false)
      program.decisions[decision].body = .limit(limit)
    }
  }

  // MARK: Alerts

  private mutating func addAlerts(_ alerts: Alerts, _ index: Int) {
    for (position, alert) in alerts.rules.enumerated() {
      let reach = Reach.part(index, .alert(position))
      addCondition(alert.rule.condition, reach: .always)
      addDrop(alert.rule.name, alert.rule.condition, alert.rule.span, reach: reach)
      addOutcome(alert.rule.outcome, reach: reach)
    }
    addUnknown(alerts.unknown, reach: .part(index, .alertsUnknown))
  }

  // MARK: Tables

  private mutating func addTable(_ table: Table, _ index: Int) {
    for subject in table.subjects { addValue(subject, reach: .always) }
    // The tests of a matrix stand in several of its rows but once in its text.
    var seen: Set<ExpressionID> = []
    for (position, row) in table.rows.enumerated() {
      let reach = Reach.part(index, .row(position))
      for (column, tests) in row.tests.enumerated() {
        for (alternative, test) in tests.enumerated()
        where test.bounds.allSatisfy({ seen.insert($0).inserted }) {
          addTest(test, subject: table.subjects[column], span: row.outcome.span) { changed in
            table.changing(test.bounds, column, alternative, to: changed, decision: index)
          }
        }
      }
      for value in row.outcome.values { addOutcome(value, reach: reach) }
      if !table.isMatrix { addRowChanges(table, position, index, reach) }
    }
    for outcome in [table.otherwise?.values].compactMap(\.self).joined() {
      addOutcome(outcome, reach: .part(index, .tableOtherwise))
    }
    for outcome in table.unknown.outcomes {
      addOutcome(outcome, reach: .part(index, .tableUnknown))
    }
  }

  private mutating func addRowChanges(
    _ table: Table, _ position: Int, _ decision: Int, _ reach: Reach
  ) {
    let row = table.rows[position]
    var shorter = table
    shorter.rows.remove(at: position)
    add(
      row.outcome.span, Wording("row \(row.number) dropped", zh: "删去第 \(row.number) 行"),
      reach: reach
    ) { [shorter] in $0.decisions[decision].body = .table(shorter) }
    let next = position + 1
    guard next < table.rows.count, table.policy == .first,
      zip(row.tests, table.rows[next].tests).allSatisfy({ program.canMeet($0, $1) }),
      !zip(row.outcome.values, table.rows[next].outcome.values).allSatisfy({
        program.isSame($0, $1)
      })
    else { return }
    var swapped = table
    swapped.rows.swapAt(position, next)
    add(
      table.rows[next].outcome.span,
      Wording(
        "rows \(row.number) and \(row.number + 1) swapped",
        zh: "第 \(row.number) 行与第 \(row.number + 1) 行对调"), reach: .always
    ) { [swapped] in $0.decisions[decision].body = .table(swapped) }
  }
}

extension Table {
  /// A change of one test wherever a matrix repeats it.
  fileprivate func changing(
    _ bounds: [ExpressionID], _ column: Int, _ alternative: Int, to changed: Test, decision: Int
  ) -> @Sendable (inout Program) -> Void {
    var copy = self
    for index in rows.indices
    where alternative < rows[index].tests[column].count
      && rows[index].tests[column][alternative].bounds == bounds
    {
      copy.rows[index].tests[column][alternative] = changed
    }
    return { [copy] in $0.decisions[decision].body = .table(copy) }
  }
}

extension Program {
  /// Whether two outcomes are the same value.
  func isSame(_ left: ExpressionID, _ right: ExpressionID) -> Bool {
    guard let one = constantValue(of: left), let two = constantValue(of: right) else {
      return false
    }
    return one == two
  }

  /// Whether some value may meet both of two lists of tests; yes where that is not plain.
  func canMeet(_ left: [Test], _ right: [Test]) -> Bool {
    left.contains { one in right.contains { canMeet(one, $0) } }
  }

  private func canMeet(_ left: Test, _ right: Test) -> Bool {
    switch (left, right) {
    case (.missing, .any), (.any, _), (_, .any), (.missing, .missing): return true
    case (.missing, _), (_, .missing): return false
    default: break
    }
    if let one = members(left), let two = members(right) { return !one.isDisjoint(with: two) }
    guard let one = stretch(left), let two = stretch(right) else { return true }
    if let lower = two.lower, let upper = one.upper {
      if lower > upper || (lower == upper && !(one.includesUpper && two.includesLower)) {
        return false
      }
    }
    if let lower = one.lower, let upper = two.upper {
      if lower > upper || (lower == upper && !(two.includesUpper && one.includesLower)) {
        return false
      }
    }
    return true
  }

  private func members(_ test: Test) -> Set<PlainValue>? {
    switch test {
    case .comparison(.equal, let id): return constantValue(of: id).map { [$0] }
    case .members(let ids, negated: false):
      let values = ids.compactMap { constantValue(of: $0) }
      return values.count == ids.count ? Set(values) : nil
    default: return nil
    }
  }

  private func stretch(_ test: Test) -> OrdinalRange? {
    switch test {
    case .comparison(let comparison, let id):
      guard let bound = constantValue(of: id)?.ordinal else { return nil }
      var range = OrdinalRange(lower: nil, upper: nil)
      switch comparison {
      case .equal: range = OrdinalRange(lower: bound, upper: bound)
      case .less, .lessOrEqual:
        range.upper = bound
        range.includesUpper = comparison == .lessOrEqual
      case .greater, .greaterOrEqual:
        range.lower = bound
        range.includesLower = comparison == .greaterOrEqual
      case .notEqual: return nil
      }
      return range
    case .range(let ends):
      guard let lower = constantValue(of: ends.lower)?.ordinal,
        let upper = constantValue(of: ends.upper)?.ordinal
      else { return nil }
      var range = OrdinalRange(lower: lower, upper: upper)
      range.includesLower = ends.includesLower
      range.includesUpper = ends.includesUpper
      return range
    default: return nil
    }
  }
}
