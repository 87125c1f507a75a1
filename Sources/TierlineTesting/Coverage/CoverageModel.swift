// What there is to cover in a program, and where each point is to be seen.
//
// A model is built once a program and holds two things: the points, and what to look at for each
// decided record. Rules, bands and rows are read off the traces; conditions are evaluated again,
// atom by atom, where the rule that holds them was reached. Programs that differ in the value of a
// parameter have models of the same shape, so that their counts add up.

import TierlineRuntime
import TierlineSource

/// The points of a program, and how they are seen.
struct CoverageModel: Sendable {
  let facts: Facts
  private(set) var points: [CoveragePoint] = []
  private(set) var blocks: [BlockSite] = []
  private(set) var conditions: [ConditionSite] = []
  private(set) var boundaries: [BoundarySite] = []

  var program: Program { facts.program }

  init(_ program: Program) {
    facts = Facts(program)
    for index in program.decisions.indices { addDecision(index) }
    for expression in program.lets.map(\.expression) { addValue(expression, reach: .always) }
    for record in program.records.indices { addRecord(record) }
  }

  /// The same points, with nothing but one of them to look for.
  func only(_ point: Int) -> CoverageModel {
    var copy = self
    copy.blocks = blocks.filter { $0.point == point }
    copy.conditions = conditions.filter { [$0.yes, $0.no, $0.unknown].contains(point) }
    copy.boundaries = boundaries.filter { [$0.low, $0.high].contains(point) }
    return copy
  }

  mutating func addPoint(
    _ category: CoveragePoint.Category, _ span: SourceSpan, _ text: Wording
  ) -> Int {
    points.append(
      CoveragePoint(
        category: category, place: SourcePlace(span, in: program.sources), text: text))
    return points.count - 1
  }

  // MARK: Decisions

  private mutating func addDecision(_ index: Int) {
    let decision = program.decisions[index]
    switch decision.body {
    case .score(let score): addScore(score, index)
    case .tier(let tier): addTier(tier, index)
    case .limit(let limit): addLimit(limit, index)
    case .alerts(let alerts):
      for (rule, alert) in alerts.rules.enumerated() {
        let site = BlockSite.Kind.alert(rule)
        addRule(alert.rule.name, alert.rule.span, site, index)
        addCondition(
          alert.rule.condition, reach: .always, unknown: need(alerts.unknown, alert.rule.condition))
        addValue(alert.rule.outcome, reach: .part(index, site))
      }
      addUnknown(alerts.unknown, .alertsUnknown, index, decision.span)
    case .table(let table): addTable(table, index)
    case .result(let expression): addValue(expression, reach: .always)
    }
  }

  private mutating func addRule(
    _ name: String, _ span: SourceSpan, _ kind: BlockSite.Kind, _ decision: Int
  ) {
    let point = addPoint(
      .rules, span, Wording("rule `\(name)` never applied", zh: "规则 `\(name)` 从未生效"))
    blocks.append(BlockSite(decision: decision, kind: kind, point: point))
  }

  private mutating func addUnknown(
    _ unknown: UnknownOutcome, _ kind: BlockSite.Kind, _ decision: Int, _ span: SourceSpan
  ) {
    guard case .value(let outcome, _) = unknown else { return }
    let point = addPoint(
      .rules, program[outcome].span,
      Wording("`if unknown` never applied", zh: "`若未知` 从未生效"))
    blocks.append(BlockSite(decision: decision, kind: kind, point: point))
  }

  private mutating func addOtherwise(_ span: SourceSpan, _ kind: BlockSite.Kind, _ decision: Int) {
    let point = addPoint(
      .rules, span, Wording("`otherwise` never applied", zh: "`其余` 从未生效"))
    blocks.append(BlockSite(decision: decision, kind: kind, point: point))
  }

  private mutating func addScore(_ score: Score, _ index: Int) {
    addValue(score.start, reach: .always)
    for (item, content) in score.items.enumerated() {
      switch content {
      case .characteristic(let bands): addBands(bands, item: item, index)
      case .rule(let rule):
        addRule(rule.name, rule.span, .scoreRule(item), index)
        addCondition(
          rule.condition, reach: .always, unknown: need(score.unknown, rule.condition))
        addValue(rule.outcome, reach: .part(index, .scoreRule(item)))
      }
    }
    addUnknown(score.unknown, .scoreUnknown, index, program.decisions[index].span)
  }

  private mutating func addTier(_ tier: Tier, _ index: Int) {
    switch tier.content {
    case .bands(let bands): addBands(bands, item: nil, index)
    case .rules(let rules, let policy, let otherwise, let unknown):
      var settled: Set<Facts.Leaf> = []
      for (rule, content) in rules.enumerated() {
        addRule(content.name, content.span, .tierRule(rule), index)
        // Behind a rule that asks whether a field is missing, that field is there.
        let canLead = policy != .first || !isSettled(content.condition, by: settled)
        addCondition(
          content.condition, reach: .part(index, .tierReached(rule)),
          unknown: canLead ? need(unknown, content.condition) : .never)
        addValue(content.outcome, reach: .part(index, .tierRule(rule)))
        settled.formUnion(facts.missingAsked(in: content.condition))
      }
      addOtherwise(otherwise.span, .tierOtherwise, index)
      addValue(otherwise.outcome, reach: .part(index, .tierOtherwise))
      addUnknown(unknown, .tierUnknown, index, program.decisions[index].span)
    }
  }

  /// Whether earlier rules of a first-match block ask for all the data that a condition needs.
  private func isSettled(_ condition: ExpressionID, by asked: Set<Facts.Leaf>) -> Bool {
    guard !asked.isEmpty else { return false }
    let needed = facts.missingLeaves(of: condition)
    return !needed.isEmpty && asked.isSuperset(of: needed)
  }

  private mutating func addLimit(_ limit: Limit, _ index: Int) {
    addValue(limit.start, reach: .always)
    for (step, content) in limit.steps.enumerated() {
      if let rule = content.rule {
        addRule(rule.name, content.span, .stepApplied(step), index)
        addCondition(
          rule.condition, reach: .part(index, .stepReached(step)),
          unknown: need(limit.unknown, rule.condition))
      } else {
        let text = program.sources.text(of: content.span)
        let point = addPoint(
          .rules, content.span,
          Wording("`\(text)` never changed the amount", zh: "`\(text)` 从未改变金额"))
        blocks.append(BlockSite(decision: index, kind: .stepChanged(step), point: point))
      }
      addValue(content.operand, reach: .part(index, .stepApplied(step)))
    }
    addUnknown(limit.unknown, .limitUnknown, index, program.decisions[index].span)
  }

  // MARK: Bands and tables

  private mutating func addBands(_ bands: Bands, item: Int?, _ decision: Int) {
    addValue(bands.subject, reach: .always)
    var cuts = CutRegister()
    for (index, band) in bands.bands.enumerated() {
      let text = program.text(of: band.tests)
      let point = addPoint(
        .rules, band.span, Wording("band `\(text)` never applied", zh: "档 `\(text)` 从未生效"))
      blocks.append(
        BlockSite(decision: decision, kind: .band(item: item, index), point: point))
      addTests(
        band.tests, subject: bands.subject, span: band.span,
        reach: .part(decision, .band(item: item, index)), &cuts)
    }
    if let otherwise = bands.otherwise {
      addOtherwise(otherwise.span, .bandOtherwise(item: item), decision)
    }
    addUnknown(bands.unknown, .bandUnknown(item: item), decision, bands.span)
  }

  private mutating func addTable(_ table: Table, _ decision: Int) {
    for subject in table.subjects { addValue(subject, reach: .always) }
    var cuts = [CutRegister](repeating: CutRegister(), count: table.subjects.count)
    for (index, row) in table.rows.enumerated() {
      let cell = row.column.map { " \($0)" }
      let point = addPoint(
        .rules, row.outcome.span,
        cell.map { cell in
          Wording(
            "row \(row.number), column\(cell) never applied",
            zh: "第 \(row.number) 行第\(cell) 列从未生效")
        } ?? Wording("row \(row.number) never applied", zh: "第 \(row.number) 行从未生效"))
      blocks.append(BlockSite(decision: decision, kind: .row(index), point: point))
      for (column, tests) in row.tests.enumerated() {
        addTests(
          tests, subject: table.subjects[column], span: row.outcome.span,
          reach: .part(decision, .row(index)), &cuts[column])
      }
      for value in row.outcome.values { addValue(value, reach: .part(decision, .row(index))) }
    }
    if let otherwise = table.otherwise {
      addOtherwise(otherwise.span, .tableOtherwise, decision)
    }
    if case .outcome(let outcome) = table.unknown {
      let point = addPoint(
        .rules, outcome.span, Wording("`if unknown` never applied", zh: "`若未知` 从未生效"))
      blocks.append(BlockSite(decision: decision, kind: .tableUnknown, point: point))
    }
  }

  /// Alternatives of one band or cell are told apart; thresholds count once a subject.
  private mutating func addTests(
    _ tests: [Test], subject: ExpressionID, span: SourceSpan, reach: Reach,
    _ cuts: inout CutRegister
  ) {
    if tests.count > 1 {
      for test in tests {
        let text = program.text(of: [test])
        let point = addPoint(
          .conditions, span, Wording("`\(text)` was never met", zh: "`\(text)` 从未满足"))
        conditions.append(
          ConditionSite(
            content: .test(test, subject: subject), lists: [], reach: reach, yes: point, no: nil,
            unknown: nil))
      }
    }
    for test in tests { addCuts(of: test, subject: subject, &cuts) }
  }

  private mutating func addCuts(
    of test: Test, subject: ExpressionID, _ cuts: inout CutRegister
  ) {
    switch test {
    case .comparison(let comparison, let bound):
      guard let side = comparison.cutSide else { return }
      addBoundary(
        subject, bound, side, text: "\(program.text(of: subject)) \(program.text(of: [test]))",
        lists: [], reach: .always, &cuts)
    case .range(let range):
      addCuts(
        of: range, subject, text: "\(program.text(of: subject)) \(program.text(of: [test]))",
        lists: [], reach: .always, &cuts)
    case .not(let test): addCuts(of: test, subject: subject, &cuts)
    case .any, .missing, .members, .list, .text: break
    }
  }

  private mutating func addCuts(
    of range: RangeOperand, _ subject: ExpressionID, text: String, lists: [ListStep],
    reach: Reach, _ cuts: inout CutRegister
  ) {
    addBoundary(
      subject, range.lower, range.includesLower ? .below : .above, text: text, lists: lists,
      reach: reach, &cuts)
    addBoundary(
      subject, range.upper, range.includesUpper ? .above : .below, text: text, lists: lists,
      reach: reach, &cuts)
  }

  // MARK: Conditions

  /// A condition taken apart into its atoms.
  private mutating func addCondition(
    _ id: ExpressionID, reach: Reach, unknown: UnknownNeed, lists: [ListStep] = []
  ) {
    let kind = program[id].kind
    switch kind {
    case .and(let parts), .or(let parts):
      for part in parts { addCondition(part, reach: reach, unknown: unknown, lists: lists) }
    case .not(let part): addCondition(part, reach: reach, unknown: unknown, lists: lists)
    case .fallback(let part, let other):
      addCondition(part, reach: reach, unknown: .whereMissing, lists: lists)
      addValue(other, reach: reach, lists: lists)
    case .conditional(let condition, let then, let otherwise):
      for part in [condition, then, otherwise] {
        addCondition(part, reach: reach, unknown: unknown, lists: lists)
      }
    case .constant: break
    default:
      addAtom(id, reach: reach, unknown: unknown, lists: lists)
      addThresholds(of: id, reach: reach, lists: lists)
      for operand in kind.operands { addValue(operand, reach: reach, lists: lists) }
      addElements(of: id, reach: reach, lists: lists)
    }
  }

  private mutating func addAtom(
    _ id: ExpressionID, reach: Reach, unknown: UnknownNeed, lists: [ListStep]
  ) {
    let text = program.text(of: id)
    let span = program[id].span
    let possible = facts.possibleTruths(of: id)
    var site = ConditionSite(
      content: .condition(id), lists: lists, reach: reach, yes: nil, no: nil, unknown: nil)
    if possible.yes {
      site.yes = addPoint(
        .conditions, span, Wording("`\(text)` was never yes", zh: "`\(text)` 从未为是"))
    }
    if possible.no {
      site.no = addPoint(
        .conditions, span, Wording("`\(text)` was never no", zh: "`\(text)` 从未为否"))
    }
    let isNeeded =
      switch unknown {
      case .never: false
      case .whereMissing: true
      case .unlessAsked(let asked, let whole): !isGuarded(id, by: asked, in: whole)
      }
    if isNeeded, facts.canBeMissing(id) {
      site.unknown = addPoint(
        .conditions, span, Wording("`\(text)` was never unknown", zh: "`\(text)` 从未为未知"))
    }
    conditions.append(site)
  }

  /// Whether a condition itself asks for the data that an atom of it needs.
  private func isGuarded(
    _ atom: ExpressionID, by asked: Set<Facts.Leaf>, in whole: ExpressionID
  ) -> Bool {
    guard atom != whole, !asked.isEmpty else { return false }
    let needed = facts.missingLeaves(of: atom)
    return !needed.isEmpty && asked.isSuperset(of: needed)
  }

  /// What a block asks of the condition of a rule.
  private func need(_ unknown: UnknownOutcome, _ condition: ExpressionID) -> UnknownNeed {
    switch unknown {
    case .impossible: .never
    case .skip, .value: .unlessAsked(facts.presenceAsked(in: condition), in: condition)
    }
  }

  private mutating func addThresholds(
    of id: ExpressionID, reach: Reach, lists: [ListStep]
  ) {
    var cuts = CutRegister()
    let text = program.text(of: id)
    switch program[id].kind {
    case .comparison(let comparison, let left, let right):
      guard let side = comparison.cutSide else { return }
      // The side that differs less between records is the bound.
      if program.isConstant(left), !program.isConstant(right) {
        guard let mirrored = comparison.mirrored.cutSide else { return }
        addBoundary(right, left, mirrored, text: text, lists: lists, reach: reach, &cuts)
      } else {
        addBoundary(left, right, side, text: text, lists: lists, reach: reach, &cuts)
      }
    case .inRange(let subject, let range):
      addCuts(of: range, subject, text: text, lists: lists, reach: reach, &cuts)
    default: break
    }
  }

  /// Two points for a threshold, unless the same one counts already or a side can't be had.
  private mutating func addBoundary(
    _ subject: ExpressionID, _ bound: ExpressionID, _ side: CutSide, text: String,
    lists: [ListStep], reach: Reach, _ cuts: inout CutRegister
  ) {
    guard program.isMeasured(program[subject].type) else { return }
    if let value = program.constantValue(of: bound) {
      guard cuts.insert(subject, value, side) else { return }
    }
    var site = BoundarySite(
      subject: subject, bound: bound, side: side, grid: facts.grid(of: subject, and: bound),
      lists: lists, reach: reach, low: nil, high: nil)
    let span = program[bound].span
    let sides = facts.sides(of: site)
    if sides.low {
      site.low = addPoint(.boundaries, span, program.wording(of: site, text, isAbove: false))
    }
    if sides.high {
      site.high = addPoint(.boundaries, span, program.wording(of: site, text, isAbove: true))
    }
    boundaries.append(site)
  }

  // MARK: Values

  /// The conditions inside a value: of its `if`s and of the lists it runs over.
  private mutating func addValue(_ id: ExpressionID, reach: Reach, lists: [ListStep] = []) {
    let expression = program[id]
    if expression.type == .boolean, !expression.kind.isBooleanName {
      let unknown: UnknownNeed =
        facts.canBeMissing(id) ? .unlessAsked(facts.presenceAsked(in: id), in: id) : .never
      return addCondition(id, reach: reach, unknown: unknown, lists: lists)
    }
    if case .conditional(let condition, let then, let otherwise) = expression.kind {
      addCondition(condition, reach: reach, unknown: .never, lists: lists)
      addValue(then, reach: reach, lists: lists)
      return addValue(otherwise, reach: reach, lists: lists)
    }
    for operand in expression.kind.operands { addValue(operand, reach: reach, lists: lists) }
    addElements(of: id, reach: reach, lists: lists)
  }

  private mutating func addElements(of id: ExpressionID, reach: Reach, lists: [ListStep]) {
    guard case .aggregate(_, let list, let value, let filter) = program[id].kind else { return }
    if let filter {
      addCondition(filter, reach: reach, unknown: .never, lists: lists + [.list(list)])
    }
    if let value {
      addValue(value, reach: reach, lists: lists + [.list(list, where: filter)])
    }
  }

  private mutating func addRecord(_ record: Int) {
    let type = program.records[record]
    for field in type.fields {
      if case .derived(let expression) = field.content {
        addValue(expression, reach: .always, lists: [.instances(of: record)])
      }
    }
    for requirement in type.requirements {
      addCondition(
        requirement.condition, reach: .requirement, unknown: .never,
        lists: [.instances(of: record)])
    }
  }
}

extension Expression.Kind {
  /// Whether it is a name: its parts, if any, are looked at where it is declared.
  fileprivate var isBooleanName: Bool {
    switch self {
    case .constant, .field, .elementField, .element, .member, .named, .parameter, .decision,
      .column, .alertRaised, .previousField, .previousDecision, .previousColumn,
      .previousAlertRaised:
      true
    case .asOf, .negate, .not, .and, .or, .arithmetic, .comparison, .inRange, .inMembers, .inList,
      .inValue, .isMissing, .isPresent, .fallback, .conditional, .textTest, .call, .aggregate:
      false
    }
  }
}
