// Whether several things can be so at once: conditions of certain truths, tests that are met, a
// value at an edge.
//
// Goals are taken one after another; a disjunction is tried branch by branch, each on its own copy
// of the region. What is not understood is left out, which makes a contradiction harder to find but
// never wrong. Effort is bounded, for one question and for all of them together: past it the answer is
// that all may well be. It is counted in steps, so that the same program gets the same answers anywhere.

import TierlineRuntime
import TierlineSource

/// Something that is assumed.
indirect enum Assumption: Sendable {
  case truth(ExpressionID, Truths)
  case tests([Test], subject: ExpressionID, Truths)
  case row([[Test]], subjects: [ExpressionID], Truths)
  /// Present, and within a range.
  case range(ExpressionID, OrdinalRange)
  case members(ExpressionID, Set<PlainValue>, isIn: Bool)
  /// How far the first stands above the second.
  case difference(ExpressionID, ExpressionID, OrdinalRange)
  case missing(ExpressionID)
  /// The first members of a queue have been passed.
  case behind(Queue, Int)
  /// One of several alternatives.
  case any([[Assumption]])
}

/// Looks for a contradiction among assumptions.
struct Contradiction {
  let facts: Facts
  /// Steps of the question at hand.
  private var effort = 0
  /// Steps left for this question and all to come.
  private(set) var effortLeft: Int
  /// What subjects may be before anything is assumed.
  private var free: [Int32: Possible] = [:]
  private static let effortMax = 4_000
  /// How many choices may hang on each other.
  private static let choicesMax = 200
  /// Choices looked through in one step.
  private static let choicesAStep = 16
  /// Values looked through in one step.
  private static let valuesAStep = 64

  var program: Program { facts.program }

  /// Answers questions with at most `effortMax` steps for all of them together.
  init(_ facts: Facts, effortMax: Int = .max) {
    self.facts = facts
    effortLeft = effortMax
  }

  /// What was assumed so far, for several questions to go on from.
  struct State: Sendable {
    fileprivate var region = Region()
    fileprivate var choices: [[[Assumption]]] = []
    /// Whether the assumptions exclude each other already.
    fileprivate(set) var isImpossible = false
  }

  /// Adds an assumption that leaves its choices open.
  mutating func assume(_ assumption: Assumption, in state: inout State) {
    guard !state.isImpossible else { return }
    effort = 0
    state.isImpossible = !settle([assumption], &state.choices, &state.region)
    spend()
  }

  /// Whether the assumptions exclude each other for certain.
  mutating func isCertain(_ assumptions: [Assumption], after state: State = State()) -> Bool {
    guard !state.isImpossible else { return true }
    effort = 0
    let isPossible = isPossible(assumptions, choices: state.choices, state.region, depth: 0)
    spend()
    return !isPossible
  }

  private mutating func spend() { effortLeft -= min(effort, effortLeft) }

  /// What leaves no choice is taken first; then one choice is made, the smallest.
  private mutating func isPossible(
    _ assumptions: [Assumption], choices: [[[Assumption]]], _ region: Region, depth: Int
  ) -> Bool {
    var choices = choices
    var region = region
    guard depth < Self.choicesMax else { return true }
    guard settle(assumptions, &choices, &region) else { return false }
    effort += choices.count / Self.choicesAStep
    guard effort < Self.effortMax else { return true }
    guard let index = choices.indices.min(by: { choices[$0].count < choices[$1].count }) else {
      return true
    }
    let choice = choices.remove(at: index)
    for alternative in choice
    where isPossible(alternative, choices: choices, region, depth: depth + 1) {
      return true
    }
    return false
  }

  /// Takes what leaves no choice and keeps the choices; no when something has no room.
  private mutating func settle(
    _ assumptions: [Assumption], _ choices: inout [[[Assumption]]], _ region: inout Region
  ) -> Bool {
    var pending = Array(assumptions.reversed())
    effort += assumptions.count / Self.choicesAStep
    while let next = pending.popLast() {
      effort += 1
      guard effort < Self.effortMax else { return true }
      if case .any(let alternatives) = next {
        if alternatives.isEmpty { return false }
        if alternatives.count == 1 {
          pending += alternatives[0]
        } else if !alternatives.contains(where: \.isEmpty) {
          choices.append(alternatives)
        }
        continue
      }
      guard take(next, &pending, &region) else { return false }
    }
    return true
  }

  /// Works one assumption into the region, or takes it apart; no when the region has no room.
  private mutating func take(
    _ assumption: Assumption, _ pending: inout [Assumption], _ region: inout Region
  ) -> Bool {
    switch assumption {
    case .any: break
    case .behind(let queue, let count):
      pending += Reachability(facts).passing(count, of: queue).reversed()
      effort += count / Self.choicesAStep
    case .range(let id, let range):
      return narrow(&region, id) { possible in
        possible.canBeMissing = false
        possible.meet(range)
      }
    case .members(let id, let values, let isIn):
      return narrow(&region, id) { possible in
        if isIn { possible.meet(values) } else { possible.excluded.formUnion(values) }
      }
    case .difference(let left, let right, let range):
      let free = OrdinalRange(lower: nil, upper: nil)
      pending += [.range(left, free), .range(right, free)]
      return narrow(&region, left, right, range)
    case .missing(let id):
      // A field that every record of its type has is missing only with the record.
      if case .member(let base, let record, let field) = program[id].kind,
        !facts.canBeMissing(program.records[record].fields[field])
      {
        pending.append(.missing(base))
      }
      return narrow(&region, id) { $0.canBePresent = false }
    case .truth(let id, let truths):
      if truths != .any { pending += reduced(id, truths, &region) }
    case .tests(let tests, let subject, let truths):
      guard truths != .any else { break }
      pending += way(to: subject, &region)
      pending.append(disjunction(parts(of: tests, subject), truths))
    case .row(let tests, let subjects, let truths):
      guard truths != .any else { break }
      // A row is yes where every cell is: a disjunction seen from the other side.
      let cells = zip(tests, subjects).map { tests, subject -> Part in
        { .tests(tests, subject: subject, $0.negated) }
      }
      pending.append(disjunction(cells, truths.negated))
    }
    return true
  }

  private typealias Part = (Truths) -> Assumption

  private func parts(of tests: [Test], _ subject: ExpressionID) -> [Part] {
    tests.map { test in { self.test(test, subject, $0) } }
  }

  /// What parts must be for one of them to hold, or none, or neither to be known.
  private func disjunction(_ parts: [Part], _ truths: Truths) -> Assumption {
    var alternatives: [[Assumption]] = []
    if truths == .definite {
      // Each known, or one of them enough.
      return .any(parts.map { [$0(.yes)] } + [parts.map { $0(.no) }])
    }
    if truths.contains(.yes) { alternatives += parts.map { [$0(.yes)] } }
    if truths.isSuperset(of: [.no, .unknown]) {
      alternatives.append(parts.map { $0([.no, .unknown]) })
    } else if truths.contains(.no) {
      alternatives.append(parts.map { $0(.no) })
    } else if truths.contains(.unknown) {
      for index in parts.indices {
        alternatives.append(
          parts.indices.map { parts[$0]($0 == index ? .unknown : [.no, .unknown]) })
      }
    }
    return .any(alternatives)
  }

  /// The assumptions that a condition of certain truths comes down to; what is not understood comes
  /// down to none.
  private func reduced(
    _ id: ExpressionID, _ truths: Truths, _ region: inout Region
  ) -> [Assumption] {
    switch program[id].kind {
    case .constant(.boolean(let isTrue)):
      return truths.contains(isTrue ? .yes : .no) ? [] : [.any([])]
    case .constant(.missing): return truths.contains(.unknown) ? [] : [.any([])]
    case .not(let part): return [.truth(part, truths.negated)]
    case .or(let parts):
      return [disjunction(parts.map { part in { .truth(part, $0) } }, truths)]
    case .and(let parts):
      return [
        disjunction(parts.map { part in { .truth(part, $0.negated) } }, truths.negated)
      ]
    case .named(let index): return [.truth(program.lets[index].expression, truths)]
    case .decision(let index):
      guard case .result(let expression) = program.decisions[index].body else { return [] }
      return [.truth(expression, truths)]
    case .conditional(let condition, let then, let otherwise):
      return [
        .any([
          [.truth(condition, .yes), .truth(then, truths)],
          [.truth(condition, .no), .truth(otherwise, truths)],
        ])
      ]
    case .fallback(let first, let second):
      return [
        .any([
          [.truth(first, truths.intersection(.definite))],
          [.truth(first, .unknown), .truth(second, truths)],
        ])
      ]
    case .isMissing(let operand): return [presence(of: operand, truths.negated)]
    case .isPresent(let operand): return [presence(of: operand, truths)]
    case .comparison(let comparison, let left, let right):
      return compared(comparison, left, right, truths, &region)
    case .inRange(let subject, let range):
      return [test(.range(range), subject, truths)]
    case .inMembers(let subject, let members):
      return [test(.members(members, negated: false), subject, truths)]
    case .inList(let subject, let list):
      return [test(.list(list, negated: false), subject, truths)]
    case .alertRaised(let decision, let rule):
      guard case .alerts(let alerts) = program.decisions[decision].body else { return [] }
      let condition = alerts.rules[rule].rule.condition
      switch alerts.unknown {
      case .impossible: return [.truth(condition, truths)]
      case .skip:
        var own = truths.intersection(.definite)
        if own.contains(.no) { own.insert(.unknown) }
        return [.truth(condition, own)]
      case .value:
        var own = truths.intersection(.definite)
        if own.contains(.yes) { own.insert(.unknown) }
        return [.truth(condition, own)]
      }
    default: return opaque(id, truths)
    }
  }

  private func presence(of operand: ExpressionID, _ truths: Truths) -> Assumption {
    var alternatives: [[Assumption]] = []
    if truths.contains(.yes) {
      alternatives.append([.range(operand, OrdinalRange(lower: nil, upper: nil))])
    }
    if truths.contains(.no) { alternatives.append([.missing(operand)]) }
    return .any(alternatives)
  }

  /// A condition of which only its shape is known: it can't be yes in one place and no in another.
  private func opaque(_ id: ExpressionID, _ truths: Truths) -> [Assumption] {
    [
      .any(
        [
          truths.contains(.yes) ? [.range(id, OrdinalRange(lower: .one, upper: .one))] : nil,
          truths.contains(.no) ? [.range(id, OrdinalRange(lower: .zero, upper: .zero))] : nil,
          truths.contains(.unknown) ? [.missing(id)] : nil,
        ].compactMap(\.self))
    ]
  }

  // MARK: Comparisons

  private func compared(
    _ comparison: ComparisonOperator, _ left: ExpressionID, _ right: ExpressionID,
    _ truths: Truths, _ region: inout Region
  ) -> [Assumption] {
    if program.constantValue(of: right) != nil {
      let ways = way(to: left, &region)
      return ways + [test(.comparison(comparison, right), left, truths)]
    }
    if program.constantValue(of: left) != nil {
      let ways = way(to: right, &region)
      return ways + [test(.comparison(comparison.mirrored, left), right, truths)]
    }
    guard program.isMeasured(program[left].type) else { return [] }
    var alternatives: [[Assumption]] = []
    for (truth, comparison) in [(Truths.yes, comparison), (.no, comparison.opposite)]
    where truths.contains(truth) {
      guard let range = OrdinalRange(comparison, .zero) else { return [] }
      alternatives.append([.difference(left, right, range)])
    }
    if truths.contains(.unknown) {
      alternatives += [left, right].filter { facts.canBeMissing($0) }.map { [.missing($0)] }
    }
    return [.any(alternatives)]
  }

  /// How a tier came to its level: by each of its rules in turn, once in a region.
  private func way(to id: ExpressionID, _ region: inout Region) -> [Assumption] {
    guard let index = facts.decision(behind: id),
      case .tier(let tier) = program.decisions[index].body,
      region.settled.insert(index).inserted
    else { return [] }
    let reachability = Reachability(facts)
    var ways: [[Assumption]] = []
    func add(_ outcome: ExpressionID, _ kind: BlockSite.Kind) {
      guard let level = program.constantValue(of: outcome)?.ordinal else {
        return ways.append(reachability.assumptions(for: .part(index, kind)))
      }
      ways.append(
        [.range(id, OrdinalRange(lower: level, upper: level))]
          + reachability.assumptions(for: .part(index, kind)))
    }
    switch tier.content {
    case .rules(let rules, .first, let otherwise, let unknown):
      for (rule, content) in rules.enumerated() { add(content.outcome, .tierRule(rule)) }
      add(otherwise.outcome, .tierOtherwise)
      for outcome in unknown.outcomes { add(outcome, .tierUnknown) }
    case .bands(let bands):
      for (band, content) in bands.bands.enumerated() {
        add(content.outcome, .band(item: nil, band))
      }
      if let otherwise = bands.otherwise { add(otherwise.outcome, .bandOtherwise(item: nil)) }
      for outcome in bands.unknown.outcomes { add(outcome, .bandUnknown(item: nil)) }
    case .rules: return []
    }
    return [.any(ways)]
  }

  /// A test of a subject against constants.
  private func test(_ test: Test, _ subject: ExpressionID, _ truths: Truths) -> Assumption {
    switch test {
    case .any: return truths.contains(.yes) ? .any([[]]) : .any([])
    case .missing: return presence(of: subject, truths.negated)
    case .not(let inner): return self.test(inner, subject, truths.negated)
    case .comparison, .range, .members, .list, .text: break
    }
    var alternatives: [[Assumption]] = []
    let free = OrdinalRange(lower: nil, upper: nil)
    let whole = Assumption.range(subject, free)
    if truths.contains(.unknown), facts.canBeMissing(subject) {
      alternatives.append([.missing(subject)])
    }
    switch test {
    case .comparison(let comparison, let operand):
      guard let bound = program.constantValue(of: operand) else {
        return .any([[]])
      }
      for (truth, comparison) in [(Truths.yes, comparison), (.no, comparison.opposite)]
      where truths.contains(truth) {
        if let ordinal = bound.ordinal, let range = OrdinalRange(comparison, ordinal) {
          alternatives.append([.range(subject, range)])
        } else {
          alternatives.append([whole, .members(subject, [bound], isIn: comparison == .equal)])
        }
      }
    case .range(let ends):
      guard let lower = program.constantValue(of: ends.lower)?.ordinal,
        let upper = program.constantValue(of: ends.upper)?.ordinal
      else { return .any([[]]) }
      var inside = OrdinalRange(lower: lower, upper: upper)
      (inside.includesLower, inside.includesUpper) = (ends.includesLower, ends.includesUpper)
      if truths.contains(.yes) { alternatives.append([.range(subject, inside)]) }
      if truths.contains(.no) {
        var below = OrdinalRange(lower: nil, upper: lower)
        below.includesUpper = !ends.includesLower
        var above = OrdinalRange(lower: upper, upper: nil)
        above.includesLower = !ends.includesUpper
        alternatives += [[.range(subject, below)], [.range(subject, above)]]
      }
    case .members(let members, let negated):
      let values = members.compactMap { program.constantValue(of: $0) }
      guard values.count == members.count else { return .any([[]]) }
      alternatives += membership(of: subject, Set(values), negated, truths, whole)
    case .list(let list, let negated):
      let values = Set(program.lists[list].members.values.compactMap { PlainValue($0) })
      alternatives += membership(of: subject, values, negated, truths, whole)
    case .text: return .any([[]])
    case .any, .missing, .not: break
    }
    return .any(alternatives)
  }

  private func membership(
    of subject: ExpressionID, _ values: Set<PlainValue>, _ negated: Bool, _ truths: Truths,
    _ whole: Assumption
  ) -> [[Assumption]] {
    let own = negated ? truths.negated : truths
    var alternatives: [[Assumption]] = []
    if own.contains(.yes) {
      alternatives.append([whole, .members(subject, values, isIn: true)])
    }
    if own.contains(.no) {
      alternatives.append([whole, .members(subject, values, isIn: false)])
    }
    return alternatives
  }

  /// Narrows what is left of a subject; no when nothing is.
  private mutating func narrow(
    _ region: inout Region, _ id: ExpressionID, _ change: (inout Possible) -> Void
  ) -> Bool {
    let shape = facts.shape(id)
    let key = Subject(shape: shape)
    var possible: Possible
    if let known = region[key] ?? free[shape] {
      possible = known
    } else {
      possible = facts.possible(id)
      free[shape] = possible
    }
    effort += (possible.allowed?.count ?? 0) / Self.valuesAStep
    // The copy in the region would make every change of a large set a copy of it.
    region[key] = nil
    change(&possible)
    let isEmpty = possible.isEmpty
    region[key] = possible
    return !isEmpty
  }

  private func narrow(
    _ region: inout Region, _ left: ExpressionID, _ right: ExpressionID, _ range: OrdinalRange
  ) -> Bool {
    let (one, two) = (facts.shape(left), facts.shape(right))
    let isMirrored = two < one
    let key = Subject(shape: isMirrored ? two : one, above: isMirrored ? one : two)
    var possible = region[key] ?? Possible()
    possible.canBeMissing = false
    possible.meet(isMirrored ? range.mirrored : range)
    region[key] = possible
    return !possible.isEmpty
  }
}
