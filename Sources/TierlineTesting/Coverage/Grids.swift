// Which values lie beside a threshold: the next on a lattice, the sums that a score can come to.

import TierlineRuntime
import TierlineSource

extension Facts {
  /// The values that a subject can have beside a bound.
  func grid(of subject: ExpressionID, and bound: ExpressionID) -> Grid {
    if program.isConstant(bound), let values = attainableValues(of: subject) {
      return .values(values)
    }
    return lattice(of: subject).map(Grid.lattice) ?? .dense
  }

  /// The values that an expression can have at all, ascending; nil when they are too many or
  /// computed.
  func attainableValues(of id: ExpressionID) -> [Decimal]? {
    switch program[resolved[Int(id.index)]].kind {
    case .decision(let index): return sums[index]
    case .field(let index):
      // A closed set of numbers is a grid of its own.
      guard case .stored(let stored) = program.input.fields[index].content,
        case .members(let members)? = stored.domain
      else { return nil }
      let values = members.values.compactMap { PlainValue($0)?.ordinal }
      return values.count == members.values.count && !values.isEmpty ? values.sorted() : nil
    default: return nil
    }
  }

  // MARK: Sides

  /// Whether a subject can stand right below a threshold, and right above it.
  func sides(of site: BoundarySite) -> (low: Bool, high: Bool) {
    guard let bound = program.constantValue(of: site.bound)?.ordinal else { return (true, true) }
    let (low, high) = site.neighbours(of: bound)
    switch site.grid {
    case .values:
      // Never crossed, a threshold has no edge.
      return low == nil || high == nil ? (false, false) : (true, true)
    case .dense: return (true, true)
    case .lattice:
      guard let range = domainRange(of: site.subject), let low, let high else {
        return (true, true)
      }
      return (range.contains(low), range.contains(high))
    }
  }
}

// MARK: - Scores

extension Program {
  private static let sumsMax = 20_000

  /// Sums formed in all before giving up.
  private static let sumEffortMax = 2_000_000

  /// The points that a score can come to, ascending; nil when they are too many or computed.
  func attainableSums(of decision: Decision) -> [Decimal]? {
    guard case .score(let score) = decision.body else { return nil }
    return attainableSums(of: score)
  }

  private func attainableSums(of score: Score) -> [Decimal]? {
    var effort = 0
    guard let start = number(score.start) else { return nil }
    var sums: Set<Decimal> = [start]
    for item in score.items {
      guard let points = possiblePoints(of: item, score.unknown) else { return nil }
      effort += sums.count * points.count
      guard effort <= Self.sumEffortMax else { return nil }
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
}

extension Program {
  /// What a side of a threshold is called: by its value where that is always the same.
  func wording(of site: BoundarySite, _ text: String, isAbove: Bool) -> Wording {
    let side =
      isAbove ? Wording("right above", zh: "紧上方") : Wording("right below", zh: "紧下方")
    let sides = constantValue(of: site.bound)?.ordinal.map { site.neighbours(of: $0) }
    let value = isAbove ? sides?.high : sides?.low
    guard let value = value ?? nil, let shown = shown(value, as: self[site.subject].type) else {
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

extension BoundarySite {
  /// The values that a subject can have nearest to a cut at `bound`; nil where there is no nearest.
  func neighbours(of bound: Decimal) -> (low: Decimal?, high: Decimal?) {
    switch grid {
    case .values(let values): return side.neighbours(of: bound, among: values)
    case .lattice(let lattice):
      let sides = lattice.neighbours(of: bound, side)
      return (sides?.low, sides?.high)
    case .dense: return (nil, nil)
    }
  }
}

extension CutSide {
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
