import TierlineRuntime

/// The classes of a subject's values, given the tests made of it.
struct CoverageSubject {
  var atoms: [CoverageAtom]
  var type: ValueType

  init(_ checked: Checked, type: ValueType, levelCount: Int, tests: [CoverageTest]) {
    self.type = type
    atoms = checked.canBeMissing ? [.missing] : []
    switch type {
    case .boolean:
      atoms += [.value(.boolean(false)), .value(.boolean(true))]
    case .text:
      atoms += Self.texts(checked, tests)
    case .level:
      atoms += (0..<levelCount).map { .ordinal(Decimal($0)) }
    case .integer, .number, .money, .date, .days, .months:
      atoms += Self.ordinals(checked, type: type, tests)
    case .record, .list: break
    }
  }

  private static func texts(_ checked: Checked, _ tests: [CoverageTest]) -> [CoverageAtom] {
    if let values = checked.values { return values.map { .value($0) } }
    var seen: Set<PlainValue> = []
    let named = tests.flatMap(\.constants).compactMap(PlainValue.init).filter {
      seen.insert($0).inserted
    }
    let lists = tests.reduce(into: Set<Int>()) { $0.formUnion($1.lists) }
    return named.map { .value($0) } + lists.sorted().map { .otherText(list: $0) }
      + [.otherText(list: nil)]
  }

  /// Each threshold, and one value of each stretch between two.
  private static func ordinals(
    _ checked: Checked, type: ValueType, _ tests: [CoverageTest]
  ) -> [CoverageAtom] {
    if let values = checked.values {
      return values.compactMap { $0.value.ordinal }.sorted().map { .ordinal($0) }
    }
    let places = checked.places
    let space = checked.range.onGrid(places: places)
    guard !space.isEmpty else { return [] }
    let thresholds = Set(tests.flatMap(\.constants).compactMap(\.ordinal)).sorted()
    var atoms: [CoverageAtom] = []
    var previous: Decimal?
    for threshold in thresholds {
      if let between = value(between: previous, and: threshold, in: space, places: places) {
        atoms.append(.ordinal(between))
      }
      if space.contains(threshold), threshold.places <= places { atoms.append(.ordinal(threshold)) }
      previous = threshold
    }
    if let last = value(between: previous, and: nil, in: space, places: places) {
      atoms.append(.ordinal(last))
    }
    return atoms
  }

  /// A value strictly between two thresholds, the roundest there is; nil where there is none.
  private static func value(
    between lower: Decimal?, and upper: Decimal?, in space: Interval, places: Int
  ) -> Decimal? {
    let open = Interval(
      lower: lower.map { .init(value: $0, isIncluded: false) },
      upper: upper.map { .init(value: $0, isIncluded: false) })
    let stretch = space.intersection(open)
    if stretch.isEmpty { return nil }
    guard let from = stretch.lower else {
      let highest = stretch.upper?.value ?? .one
      return stretch.contains(highest) ? highest : highest.subtracting(.one)
    }
    // A zero that is left out may stand at the end of the stretch.
    if stretch.contains(from.value) { return from.value }
    for digits in 0...places {
      guard let step = Decimal.unit(places: digits),
        let rounded = from.value.rounded(toPlaces: digits, .up)
      else { return nil }
      let candidate = rounded > from.value ? rounded : rounded.adding(step)
      if let candidate, stretch.contains(candidate) { return candidate }
    }
    return nil
  }

  /// The value that an atom stands for; nil for missing and for texts that nothing names.
  func value(of atom: CoverageAtom) -> Value? {
    switch atom {
    case .missing, .otherText: nil
    case .value(let plain): plain.value
    case .ordinal(let ordinal):
      switch type {
      case .date: ordinal.integer.flatMap { CalendarDate(dayNumber: $0) }.map { .date($0) }
      case .days: ordinal.integer.map { .days($0) }
      case .months: ordinal.integer.map { .months($0) }
      case .level: ordinal.integer.map { .level($0) }
      case .boolean, .integer, .number, .money, .text, .record, .list: .number(ordinal)
      }
    }
  }
}
