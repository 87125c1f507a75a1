// Looking at decided records: which points of the model they reach.

import TierlineRuntime
import TierlineSource

/// Counts what records reach.
struct CoverageObserver: Sendable {
  let model: CoverageModel
  private(set) var counts: [Int]

  init(_ model: CoverageModel) {
    self.model = model
    counts = [Int](repeating: 0, count: model.points.count)
  }

  mutating func merge(_ other: [Int]) {
    for (index, count) in other.enumerated() where index < counts.count {
      counts[index] += count
    }
  }

  /// Looks at a record that was decided.
  mutating func observe(_ decided: Decided, _ evaluator: TracedEvaluator, record: [Value]) {
    for block in model.blocks where decided.reached(block.kind, of: block.decision) {
      counts[block.point] += 1
    }
    observeConditions(of: decided, refused: false)
    observeBoundaries(of: decided, refused: false, evaluator, record)
  }

  /// Looks at a record that was read but refused: at its requirements alone.
  mutating func observeRefused(
    _ record: [Value], _ evaluator: TracedEvaluator, previous: PreviousRecord?
  ) {
    let decided = evaluator.undecided(record, previous: previous)
    observeConditions(of: decided, refused: true)
    observeBoundaries(of: decided, refused: true, evaluator, record)
  }

  private func isReached(_ reach: Reach, _ decided: Decided, refused: Bool) -> Bool {
    switch reach {
    case .requirement: true
    case .always: !refused
    case .part(let decision, let kind): !refused && decided.reached(kind, of: decision)
    }
  }

  private mutating func observeConditions(of decided: Decided, refused: Bool) {
    for site in model.conditions where isReached(site.reach, decided, refused: refused) {
      for element in decided.elements(along: site.lists[...]) {
        let truth: Truth
        switch site.content {
        case .condition(let id): truth = decided.truth(of: id, element: element)
        case .test(let test, let subject):
          truth = decided.truth(of: test, subject: decided.value(of: subject, element: element))
        }
        let point: Int? =
          switch truth {
          case .yes: site.yes
          case .no: site.no
          case .unknown: site.unknown
          case .overflow: nil
          }
        if let point { counts[point] += 1 }
      }
    }
  }

  private mutating func observeBoundaries(
    of decided: Decided, refused: Bool, _ evaluator: TracedEvaluator, _ record: [Value]
  ) {
    for site in model.boundaries where isReached(site.reach, decided, refused: refused) {
      for element in decided.elements(along: site.lists[...]) {
        guard let edge = decided.edge(of: site, element: element) else { continue }
        let point = edge.isAbove ? site.high : site.low
        guard let point else { continue }
        if edge.isAtEdge {
          counts[point] += 1
        } else if case .dense = site.grid, counts[point] == 0,
          edge.isNear(by: 0.01) || model.program.readsList(site.subject),
          evaluator.crosses(site, record, decided, isAbove: edge.isAbove)
        {
          counts[point] += 1
        }
      }
    }
  }
}

/// Where a subject stands at a threshold.
struct Edge {
  var subject: Decimal
  var bound: Decimal
  var isAbove: Bool
  /// Whether no value lies between it and the cut.
  var isAtEdge: Bool

  /// Whether it lies within a share of the bound; a cheap sieve before neighbours are tried.
  func isNear(by share: Double) -> Bool {
    guard let distance = subject.subtracting(bound)?.magnitude,
      let scale = Decimal(10_000).multiplied(by: distance)
    else { return false }
    return scale <= max(bound.magnitude, .one).multiplied(by: Decimal(Int(share * 10_000)))
      ?? .greatest
  }
}

extension Decided {
  /// The elements that a condition is asked for; one missing element for a plain condition.
  func elements(along steps: ArraySlice<ListStep>, element: Value = .missing) -> [Value] {
    guard let step = steps.first else { return [element] }
    let rest = steps.dropFirst()
    switch step {
    case .list(let list, let filter):
      guard case .list(let values) = value(of: list, element: element) else { return [] }
      return values.filter { value in
        filter.map { truth(of: $0, element: value) == .yes } ?? true
      }.flatMap { elements(along: rest, element: $0) }
    case .instances(let record):
      return instances(of: record).flatMap { elements(along: rest, element: $0) }
    }
  }

  /// Every record of a type in the data, the input itself for the first type.
  private func instances(of record: Int) -> [Value] {
    var found: [Value] = []
    var pending: [(value: Value, type: ValueType)] = [(.record(self.record), .record(0))]
    while let (value, type) = pending.popLast() {
      switch (value, type) {
      case (.record(let values), .record(let index)):
        if index == record { found.append(value) }
        for (field, value) in zip(program.records[index].fields, values) {
          guard case .stored = field.content else { continue }
          pending.append((value, field.type))
        }
      case (.list(let values), .list(let element)):
        for value in values { pending.append((value, element)) }
      default: break
      }
    }
    return found
  }

  /// Where a subject stands at a threshold; nil when either is missing.
  func edge(of site: BoundarySite, element: Value = .missing) -> Edge? {
    guard let subject = PlainValue(value(of: site.subject, element: element))?.ordinal,
      let bound = PlainValue(value(of: site.bound, element: element))?.ordinal
    else { return nil }
    let isAbove = site.side.isAbove(subject, bound)
    let sides = site.neighbours(of: bound)
    let neighbour = site.isDense ? bound : isAbove ? sides.high : sides.low
    return Edge(
      subject: subject, bound: bound, isAbove: isAbove, isAtEdge: subject == neighbour)
  }

  /// Whether a part of a decision was reached.
  func reached(_ kind: BlockSite.Kind, of index: Int) -> Bool {
    switch (kind, decisions[index]) {
    case (.tierRule(let rule), .tier(let trace)):
      // Under `take highest` every rule that is yes counts, whichever level won.
      return trace.truths[rule] == .yes
    case (.tierReached(let rule), .tier(let trace)): return trace.truths[rule] != nil
    case (.tierOtherwise, .tier(let trace)): return trace.origin == .otherwise
    case (.tierUnknown, .tier(let trace)): return trace.origin.isUnknown
    case (.band(nil, let band), .tier(let trace)): return trace.origin == .matched(band)
    case (.bandOtherwise(nil), .tier(let trace)): return trace.origin == .otherwise
    case (.bandUnknown(nil), .tier(let trace)): return trace.origin.isUnknown
    case (.band(let item?, let band), .score(let trace)):
      return trace.origin(of: item) == .matched(band)
    case (.bandOtherwise(let item?), .score(let trace)):
      return trace.origin(of: item) == .otherwise
    case (.bandUnknown(let item?), .score(let trace)):
      return trace.origin(of: item)?.isUnknown == true
    case (.scoreRule(let item), .score(let trace)):
      if case .rule(.yes, _) = trace.items[item] { return true } else { return false }
    case (.scoreUnknown, .score(let trace)):
      return trace.items.contains { if case .rule(.unknown, _) = $0 { true } else { false } }
    case (.stepApplied(let step), .limit(let trace)):
      return trace.steps[step].effect == .applied
    case (.stepReached(let step), .limit(let trace)):
      return trace.steps[step].effect != .notReached
    case (.stepChanged(let step), .limit(let trace)):
      return trace.steps[step].effect == .applied
        && trace.steps[step].before != trace.steps[step].after
    case (.limitUnknown, .limit(let trace)):
      return trace.isStartUnknown || trace.steps.contains { $0.effect == .unknown }
    case (.alert(let rule), .alerts(let trace)): return trace.rules[rule].truth == .yes
    case (.alertsUnknown, .alerts(let trace)):
      return trace.rules.contains { $0.raised?.isUndecided == true }
    case (.row(let row), .table(let trace)): return trace.origin == .matched(row)
    case (.tableOtherwise, .table(let trace)): return trace.origin == .otherwise
    case (.tableUnknown, .table(let trace)): return trace.origin.isUnknown
    default: return false
    }
  }
}

extension Origin {
  var isUnknown: Bool {
    switch self {
    case .unknown: true
    case .matched, .otherwise: false
    }
  }
}

extension ScoreTrace {
  /// Which band of an item gave its points; nil for a rule.
  func origin(of item: Int) -> Origin? {
    if case .characteristic(let bands) = items[item] { bands.origin } else { nil }
  }
}
