// Thresholds: a step up, a step down, strict for lax.

import TierlineRuntime
import TierlineSource

extension Mutations {
  func boundary(
    _ subject: ExpressionID, _ bound: ExpressionID, _ side: CutSide, reach: Reach,
    lists: [ListStep] = []
  ) -> BoundarySite {
    BoundarySite(
      subject: subject, bound: bound, side: side, grid: facts.grid(of: subject, and: bound),
      lists: lists, reach: reach, low: nil, high: nil)
  }

  /// The bound a step higher and a step lower.
  mutating func addShifts(_ site: BoundarySite, reach: Reach) {
    guard let shifts = facts.shifts(of: site) else { return }
    let text = program.text(of: site.bound)
    for (shift, isUp) in [(shifts.up, true), (shifts.down, false)] {
      guard let shift else { continue }
      let bound = site.bound
      let kind = program[bound].kind
      let type = program[bound].type
      var shown = isUp ? "\(text) + \(shift)" : "\(text) - \(shift)"
      var moved: Value?
      if case .constant(let value) = kind { moved = value.moved(by: isUp ? shift : shift.negated) }
      if let moved { shown = program.text(of: moved, as: type) }
      add(
        program[bound].span,
        Wording(
          "`\(text)` to `\(shown)` for `\(program.text(of: site.subject))`",
          zh: "`\(program.text(of: site.subject))` 的 `\(text)` 改为 `\(shown)`"), reach: reach,
        goal: .edge(site, isAbove: isUp)
      ) { [moved] program in
        if let moved { return program.replace(bound, by: .constant(moved)) }
        let copy = program.add(kind, like: bound)
        let step = program.add(.constant(type.difference(shift)), like: bound)
        program.expressions[Int(step.index)].type = type.differenceType
        program.replace(bound, by: .arithmetic(isUp ? .add : .subtract, copy, step))
      }
    }
  }

  /// `<` to `<=`: the bound itself changes sides.
  mutating func addStrictness(
    _ comparison: ComparisonOperator, _ site: BoundarySite, span: SourceSpan, text: String,
    _ apply: @escaping @Sendable (inout Program) -> Void
  ) {
    if let bound = program.constantValue(of: site.bound)?.ordinal {
      // Where no subject ever stands on the bound, nothing changes.
      switch site.grid {
      case .values(let values): guard values.contains(bound) else { return }
      case .lattice(let lattice): guard lattice.contains(bound) else { return }
      case .dense: break
      }
    }
    let relaxed = comparison.relaxed
    add(
      span,
      Wording(
        "`\(comparison.sign)` to `\(relaxed.sign)` in `\(text)`",
        zh: "`\(text)` 中 `\(comparison.sign)` 改为 `\(relaxed.sign)`"), reach: site.reach,
      goal: .edge(site, isAbove: site.side == .below), apply)
  }

  /// Both ends of a range: shifted, and in or out.
  mutating func addRange(
    _ range: RangeOperand, _ subject: ExpressionID, span: SourceSpan, reach: Reach,
    lists: [ListStep] = [], _ apply: (RangeOperand) -> @Sendable (inout Program) -> Void
  ) {
    let lower = boundary(
      subject, range.lower, range.includesLower ? .below : .above, reach: reach, lists: lists)
    let upper = boundary(
      subject, range.upper, range.includesUpper ? .above : .below, reach: reach, lists: lists)
    addShifts(lower, reach: reach)
    addShifts(upper, reach: reach)
    let text = "\(program.text(of: range.lower))..\(program.text(of: range.upper))"
    var changed = range
    changed.includesLower.toggle()
    add(
      span,
      Wording("the lower end of `\(text)` in or out", zh: "`\(text)` 的下端改为相反的开闭"),
      reach: reach, goal: .edge(lower, isAbove: range.includesLower), apply(changed))
    changed = range
    changed.includesUpper.toggle()
    add(
      span,
      Wording("the upper end of `\(text)` in or out", zh: "`\(text)` 的上端改为相反的开闭"),
      reach: reach, goal: .edge(upper, isAbove: !range.includesUpper), apply(changed))
  }
}

extension Facts {
  /// How far a bound moves to let exactly one value change sides; nil where none would.
  func shifts(of site: BoundarySite) -> (up: Decimal?, down: Decimal?)? {
    switch site.grid {
    case .lattice(let lattice):
      let step = lattice.step
      guard let range = domainRange(of: site.subject),
        let bound = program.constantValue(of: site.bound)?.ordinal,
        let sides = lattice.neighbours(of: bound, site.side)
      else { return (step, step) }
      // A value outside the domain changes sides unseen.
      return (range.contains(sides.high) ? step : nil, range.contains(sides.low) ? step : nil)
    case .values(let values):
      guard let bound = program.constantValue(of: site.bound)?.ordinal else { return nil }
      let (low, high) = site.side.neighbours(of: bound, among: values)
      let unit = Decimal.unit(places: max(bound.places, 0))
      // A lax bound is met by the value itself, a strict one only from beyond it.
      let up = high.flatMap { $0.subtracting(bound) }.flatMap {
        site.side == .below ? $0.adding(unit) : $0
      }
      let down = low.flatMap { bound.subtracting($0) }.flatMap {
        site.side == .below ? $0 : $0.adding(unit)
      }
      return (up, down)
    case .dense:
      guard let bound = program.constantValue(of: site.bound)?.ordinal else { return nil }
      let unit = Decimal.unit(places: max(bound.places, 2))
      return (unit, unit)
    }
  }
}

extension Value {
  /// The value moved along its order; nil where there is none.
  func moved(by distance: Decimal) -> Value? {
    switch self {
    case .number(let number): number.adding(distance).map(Value.number)
    case .date(let date):
      distance.integer.flatMap { date.adding(days: $0) }.map(Value.date)
    case .days(let count): distance.integer.map { .days(count + $0) }
    case .months(let count): distance.integer.map { .months(count + $0) }
    case .missing, .overflow, .boolean, .text, .level, .list, .record: nil
    }
  }
}

extension ValueType {
  /// What is added to a value of the type to move it.
  fileprivate func difference(_ distance: Decimal) -> Value {
    switch self {
    case .date, .days: .days(distance.integer ?? 1)
    case .months: .months(distance.integer ?? 1)
    case .boolean, .integer, .number, .money, .text, .level, .record, .list: .number(distance)
    }
  }

  fileprivate var differenceType: ValueType {
    switch self {
    case .date: .days
    case .boolean, .integer, .number, .money, .days, .months, .text, .level, .record, .list: self
    }
  }
}
