// All mutants of a program, in the order of its text: thresholds a step up and down, strict and lax
// comparisons, `and` and `or`, conditions negated, levels and points moved, rules dropped, two rules
// swapped, caps dropped.
//
// Changes that cannot matter are not made where that is plain: neighbours that no value can tell
// apart, two bands that no value meets together. The same program text gives the same list, whatever
// its parameters, so that a mutant can be found again under another `set`.

import TierlineRuntime
import TierlineSource

/// Makes the mutants of a program.
struct Mutations {
  let facts: Facts
  private(set) var mutants: [Mutant] = []

  var program: Program { facts.program }

  init(_ facts: Facts) {
    self.facts = facts
    for index in program.decisions.indices { addDecision(index) }
    for expression in program.lets.map(\.expression) { addValue(expression, reach: .always) }
    for record in program.records.indices { addRecord(record) }
  }

  mutating func add(
    _ span: SourceSpan, _ change: Wording, reach: Reach, goal: Mutant.Goal? = nil,
    _ apply: @escaping @Sendable (inout Program) -> Void
  ) {
    mutants.append(
      Mutant(
        identity: Mutant.Identity(
          place: SourcePlace(span, in: program.sources), change: change),
        reach: reach, goal: goal ?? .reach(reach), apply: apply))
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
        requirement.condition, reach: .requirement, lists: [.instances(of: record)])
    }
  }

  // MARK: Conditions

  /// The mutants of a condition and its parts.
  mutating func addCondition(_ id: ExpressionID, reach: Reach, lists: [ListStep] = []) {
    let kind = program[id].kind
    let text = program.text(of: id)
    let span = program[id].span
    switch kind {
    case .and(let parts):
      add(span, Wording("`and` to `or` in `\(text)`", zh: "`\(text)` 中 `且` 改为 `或`"), reach: reach) {
        $0.replace(id, by: .or(parts))
      }
      for part in parts { addCondition(part, reach: reach, lists: lists) }
    case .or(let parts):
      add(span, Wording("`or` to `and` in `\(text)`", zh: "`\(text)` 中 `或` 改为 `且`"), reach: reach) {
        $0.replace(id, by: .and(parts))
      }
      for part in parts { addCondition(part, reach: reach, lists: lists) }
    case .not(let part): addCondition(part, reach: reach, lists: lists)
    case .fallback(let first, let second):
      addCondition(first, reach: reach, lists: lists)
      addCondition(second, reach: reach, lists: lists)
    case .conditional(let condition, let then, let otherwise):
      for part in [condition, then, otherwise] {
        addCondition(part, reach: reach, lists: lists)
      }
    default:
      add(span, Wording("`\(text)` negated", zh: "`\(text)` 取反"), reach: reach) { program in
        let copy = program.add(kind, like: id)
        program.replace(id, by: .not(copy))
      }
      addThresholds(of: id, kind, reach: reach, lists: lists)
      for operand in kind.operands { addValue(operand, reach: reach, lists: lists) }
      addElements(of: id, reach: reach, lists: lists)
    }
  }

  private mutating func addThresholds(
    of id: ExpressionID, _ kind: Expression.Kind, reach: Reach, lists: [ListStep]
  ) {
    switch kind {
    case .comparison(let comparison, let left, let right):
      guard program.isMeasured(program[left].type), let side = comparison.cutSide,
        let mirrored = comparison.mirrored.cutSide
      else {
        addLevelStrictness(of: id, kind, reach: reach)
        return
      }
      let isMirrored = program.isConstant(left) && !program.isConstant(right)
      let site = boundary(
        isMirrored ? right : left, isMirrored ? left : right, isMirrored ? mirrored : side,
        reach: reach, lists: lists)
      addShifts(site, reach: reach)
      addStrictness(comparison, site, span: program[id].span, text: program.text(of: id)) {
        $0.replace(id, by: .comparison(comparison.relaxed, left, right))
      }
    case .inRange(let subject, let range):
      guard program.isMeasured(program[subject].type) else { return }
      addRange(range, subject, span: program[id].span, reach: reach, lists: lists) { changed in
        { $0.replace(id, by: .inRange(subject, changed)) }
      }
    default: break
    }
  }

  /// `risk >= high` to `risk > high`.
  private mutating func addLevelStrictness(
    of id: ExpressionID, _ kind: Expression.Kind, reach: Reach
  ) {
    guard case .comparison(let comparison, let left, let right) = kind,
      comparison.cutSide != nil
    else { return }
    let relaxed = comparison.relaxed
    let text = program.text(of: id)
    add(
      program[id].span,
      Wording(
        "`\(comparison.sign)` to `\(relaxed.sign)` in `\(text)`",
        zh: "`\(text)` 中 `\(comparison.sign)` 改为 `\(relaxed.sign)`"), reach: reach
    ) { $0.replace(id, by: .comparison(relaxed, left, right)) }
  }

  // MARK: Values

  /// The mutants of the conditions inside a value.
  mutating func addValue(_ id: ExpressionID, reach: Reach, lists: [ListStep] = []) {
    let expression = program[id]
    if expression.type == .boolean {
      switch expression.kind {
      case .constant, .field, .elementField, .element, .member, .named, .decision, .column,
        .alertRaised, .previousField, .previousDecision, .previousColumn, .previousAlertRaised,
        .parameter:
        return
      default: return addCondition(id, reach: reach, lists: lists)
      }
    }
    if case .conditional(let condition, let then, let otherwise) = expression.kind {
      addCondition(condition, reach: reach, lists: lists)
      addValue(then, reach: reach, lists: lists)
      return addValue(otherwise, reach: reach, lists: lists)
    }
    for operand in expression.kind.operands { addValue(operand, reach: reach, lists: lists) }
    addElements(of: id, reach: reach, lists: lists)
  }

  private mutating func addElements(of id: ExpressionID, reach: Reach, lists: [ListStep]) {
    guard case .aggregate(_, let list, let value, let filter) = program[id].kind else { return }
    if let filter { addCondition(filter, reach: reach, lists: lists + [.list(list)]) }
    if let value {
      addValue(value, reach: reach, lists: lists + [.list(list, where: filter)])
    }
  }

  /// The mutants of what a rule, band or row gives.
  mutating func addOutcome(_ id: ExpressionID, reach: Reach) {
    guard case .constant(let value) = program[id].kind else {
      return addValue(id, reach: reach)
    }
    let text = program.text(of: id)
    var moved: Value?
    switch (value, program[id].type) {
    case (.level(let level), .level(let type)):
      let count = program.levelTypes[type].names.count
      if count > 1 { moved = .level(level + 1 < count ? level + 1 : level - 1) }
    case (.number(let number), _): moved = number.adding(number.lastDigit).map(Value.number)
    case (.days(let count), _): moved = .days(count + 1)
    case (.months(let count), _): moved = .months(count + 1)
    case (.boolean(let isTrue), _): moved = .boolean(!isTrue)
    default: break
    }
    guard let moved else { return }
    let shown = program.text(of: moved, as: program[id].type)
    add(
      program[id].span, Wording("`\(text)` to `\(shown)`", zh: "`\(text)` 改为 `\(shown)`"),
      reach: reach
    ) { $0.replace(id, by: .constant(moved)) }
  }
}

extension ComparisonOperator {
  /// `<` for `<=` and the other way round.
  var relaxed: ComparisonOperator {
    switch self {
    case .equal: .notEqual
    case .notEqual: .equal
    case .less: .lessOrEqual
    case .lessOrEqual: .less
    case .greater: .greaterOrEqual
    case .greaterOrEqual: .greater
    }
  }
}

extension Decimal {
  /// One in the last digit that is no zero: 10 for 60, 0.01 for 0.35, 1 for 0.
  var lastDigit: Decimal {
    guard !isZero else { return .one }
    if places > 0 { return Decimal.unit(places: places) }
    var unit = Decimal.one
    while let next = unit.multiplied(by: Decimal(10)),
      let multiple = rounded(toMultipleOf: next, .towardZero), multiple == self
    {
      unit = next
    }
    return unit
  }
}
