// How close two values of an expression can lie: cents, days, the sums of a score.

import TierlineRuntime
import TierlineSource

extension Program {
  /// The grid on which a subject moves against a bound.
  func grid(of subject: ExpressionID, and bound: ExpressionID) -> Grid {
    if isConstant(bound), let values = attainableValues(of: subject) { return .values(values) }
    if isConstant(bound), let multiple = multiple(of: subject) { return .step(multiple) }
    guard let one = places(of: subject), let two = places(of: bound) else { return .dense }
    let places = max(one, two)
    // Beyond a micro-unit nobody means the smallest step.
    guard places <= 9 else { return .dense }
    return .step(Decimal.unit(places: places))
  }

  /// The most decimals that an expression can have; nil for quotients and the like.
  func places(of id: ExpressionID) -> Int? {
    let expression = self[id]
    switch expression.type {
    case .integer, .date, .days, .months, .level: return 0
    case .number, .money: break
    case .boolean, .text, .record, .list: return nil
    }
    let kind = expression.kind
    switch kind {
    case .constant(.number(let number)): return number.places
    case .field(let index): return places(of: input.fields[index])
    case .previousField(let index): return places(of: input.fields[index])
    case .elementField(let record, let field), .member(_, let record, let field):
      return places(of: records[record].fields[field])
    case .named(let index): return places(of: lets[index].expression)
    case .parameter(let index):
      return parameters[index].values.map {
        if case .number(let number) = $0.value { number.places } else { 0 }
      }.max()
    case .decision(let index), .previousDecision(let index): return places(of: decisions[index])
    case .negate(let operand): return places(of: operand)
    case .arithmetic(.add, let left, let right), .arithmetic(.subtract, let left, let right),
      .fallback(let left, let right), .conditional(_, let left, let right):
      return most(left, right)
    case .arithmetic(.multiply, let left, let right):
      guard let one = places(of: left), let two = places(of: right) else { return nil }
      return one + two
    case .aggregate(let aggregate, let list, let value, _):
      switch aggregate {
      case .sum, .min, .max: return value.flatMap { places(of: $0) } ?? places(ofElement: list)
      case .average: return nil
      case .count, .any, .all, .none: return 0
      }
    case .call(let function, let arguments): return places(of: function, arguments)
    default: return nil
    }
  }

  private func most(_ left: ExpressionID, _ right: ExpressionID) -> Int? {
    guard let one = places(of: left), let two = places(of: right) else { return nil }
    return max(one, two)
  }

  private func places(ofElement list: ExpressionID) -> Int? {
    guard case .field(let index) = self[list].kind else { return nil }
    return places(of: input.fields[index])
  }

  private func places(of field: Field) -> Int? {
    switch field.content {
    case .derived(let expression): return places(of: expression)
    case .stored(let stored): return stored.places
    }
  }

  private func places(of decision: Decision) -> Int? {
    switch decision.body {
    case .score(let score): return places(of: score)
    case .result(let expression): return places(of: expression)
    case .limit, .table, .tier, .alerts: return nil
    }
  }

  private func places(of score: Score) -> Int? {
    var outcomes = [score.start]
    for item in score.items {
      switch item {
      case .characteristic(let bands): outcomes += bands.outcomes
      case .rule(let rule): outcomes.append(rule.outcome)
      }
    }
    outcomes += score.unknown.outcomes
    return outcomes.reduce(Int?.some(0)) { most, id in
      guard let most, let places = places(of: id) else { return nil }
      return max(most, places)
    }
  }

  private func places(of function: Function, _ arguments: [ExpressionID]) -> Int? {
    switch function {
    case .abs, .min, .max:
      return arguments.reduce(Int?.some(0)) { most, id in
        guard let most, let places = places(of: id) else { return nil }
        return max(most, places)
      }
    case .round, .roundUp, .roundDown, .roundHalfEven:
      guard arguments.count == 2, case .number(let number)? = constantValue(of: arguments[1]) else {
        return nil
      }
      return number.integer
    case .power, .length, .upper, .lower, .trim, .daysBetween, .monthsBetween, .yearsBetween,
      .year, .month, .day, .weekday:
      return nil
    }
  }

  /// The multiple that a limit ends by being rounded to.
  private func multiple(of id: ExpressionID) -> Decimal? {
    guard case .decision(let index) = self[id].kind,
      case .limit(let limit) = decisions[index].body, let last = limit.steps.last,
      last.rule == nil
    else { return nil }
    switch last.action {
    case .roundDown, .roundUp, .roundNearest, .roundHalfEven: return number(last.operand)
    case .set, .add, .subtract, .multiply, .cap, .floor: return nil
    }
  }

  // MARK: Scores

  /// The points that a score can come to, ascending; nil when they are too many or computed.
  func attainableValues(of id: ExpressionID) -> [Decimal]? {
    switch self[id].kind {
    case .named(let index): return attainableValues(of: lets[index].expression)
    case .decision(let index):
      guard case .score(let score) = decisions[index].body else { return nil }
      return attainableSums(of: score)
    case .field(let index):
      // A closed set of numbers is a grid of its own.
      guard case .stored(let stored) = input.fields[index].content,
        case .members(let members)? = stored.domain
      else { return nil }
      let values = members.values.compactMap { PlainValue($0)?.ordinal }
      return values.count == members.values.count && !values.isEmpty ? values.sorted() : nil
    default: return nil
    }
  }

  private static let sumsMax = 20_000

  private func attainableSums(of score: Score) -> [Decimal]? {
    guard let start = number(score.start) else { return nil }
    var sums: Set<Decimal> = [start]
    for item in score.items {
      guard let points = possiblePoints(of: item, score.unknown) else { return nil }
      var next: Set<Decimal> = []
      for sum in sums {
        for point in points {
          guard let value = sum.adding(point) else { return nil }
          next.insert(value)
        }
      }
      guard next.count <= Self.sumsMax else { return nil }
      sums = next
    }
    if let bounds = score.bounds {
      sums = Set(sums.map { min(max($0, bounds.lower), bounds.upper) })
    }
    return sums.sorted()
  }

  private func possiblePoints(of item: Score.Item, _ unknown: UnknownOutcome) -> Set<Decimal>? {
    let outcomes: [ExpressionID]
    var points: Set<Decimal> = []
    switch item {
    case .characteristic(let bands): outcomes = bands.outcomes
    case .rule(let rule):
      outcomes = [rule.outcome] + unknown.outcomes
      points.insert(.zero)
    }
    for outcome in outcomes {
      guard let number = number(outcome) else { return nil }
      points.insert(number)
    }
    return points
  }

  private func number(_ id: ExpressionID) -> Decimal? {
    if case .number(let number)? = constantValue(of: id) { number } else { nil }
  }

  // MARK: Sides

  /// Whether a subject can stand right below a threshold, and right above it.
  func sides(of site: BoundarySite) -> (low: Bool, high: Bool) {
    guard let bound = constantValue(of: site.bound)?.ordinal else { return (true, true) }
    switch site.grid {
    case .values(let values):
      let (low, high) = site.side.neighbours(of: bound, among: values)
      // Never crossed, a threshold has no edge.
      return low == nil || high == nil ? (false, false) : (true, true)
    case .dense: return (true, true)
    case .step(let step):
      guard let range = domainRange(of: site.subject),
        let (low, high) = site.side.neighbours(of: bound, step: step)
      else { return (true, true) }
      return (range.contains(low), range.contains(high))
    }
  }
}

extension Program {
  /// What a side of a threshold is called: by its value where that is always the same.
  func wording(of site: BoundarySite, _ text: String, isAbove: Bool) -> Wording {
    let side =
      isAbove ? Wording("right above", zh: "紧上方") : Wording("right below", zh: "紧下方")
    let bound = constantValue(of: site.bound)?.ordinal
    var value: Decimal?
    if let bound {
      switch site.grid {
      case .step(let step):
        let sides = site.side.neighbours(of: bound, step: step)
        value = isAbove ? sides?.high : sides?.low
      case .values(let values):
        let sides = site.side.neighbours(of: bound, among: values)
        value = isAbove ? sides.high : sides.low
      case .dense: break
      }
    }
    guard let value, let shown = shown(value, as: self[site.subject].type) else {
      return Wording(
        "`\(text)` was never tried from \(side.english)", zh: "`\(text)` 从未在\(side.chinese)试过")
    }
    return Wording("`\(text)` was never tried at \(shown)", zh: "`\(text)` 从未在 \(shown) 处试过")
  }

  /// An ordinal as a value of a type.
  private func shown(_ ordinal: Decimal, as type: ValueType) -> String? {
    switch type {
    case .integer, .number, .money: text(of: .number(ordinal), as: type)
    case .date:
      ordinal.integer.flatMap { CalendarDate(dayNumber: $0) }.map { $0.description }
    case .days: ordinal.integer.map { text(of: .days($0), as: type) }
    case .months: ordinal.integer.map { text(of: .months($0), as: type) }
    case .boolean, .text, .level, .record, .list: nil
    }
  }
}

extension CutSide {
  /// The values on both sides of a cut at `bound`.
  func neighbours(of bound: Decimal, step: Decimal) -> (low: Decimal, high: Decimal)? {
    switch self {
    case .below: bound.subtracting(step).map { ($0, bound) }
    case .above: bound.adding(step).map { (bound, $0) }
    }
  }

  /// The nearest of some values on both sides of a cut at `bound`.
  func neighbours(of bound: Decimal, among values: [Decimal]) -> (low: Decimal?, high: Decimal?) {
    (values.last { !isAbove($0, bound) }, values.first { isAbove($0, bound) })
  }

  /// Whether a value lies above the cut.
  func isAbove(_ value: Decimal, _ bound: Decimal) -> Bool {
    switch self {
    case .below: value >= bound
    case .above: value > bound
    }
  }
}

extension Bands {
  /// The points or levels that the bands can give.
  var outcomes: [ExpressionID] {
    bands.map(\.outcome) + [otherwise?.outcome].compactMap(\.self) + unknown.outcomes
  }
}

extension UnknownOutcome {
  var outcomes: [ExpressionID] {
    switch self {
    case .impossible, .skip: []
    case .value(let id, _): [id]
    }
  }
}

extension Decimal {
  /// One unit in that decimal place: 0.01 for 2.
  static func unit(places: Int) -> Decimal {
    var coefficient: Int128 = 1
    for _ in 0..<max(0, 18 - places) { coefficient *= 10 }
    return Decimal(coefficient: coefficient) ?? .one
  }
}
