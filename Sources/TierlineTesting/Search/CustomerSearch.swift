// Finding a customer that meets a goal.
//
// From the customers that tests already have, the nearest to the goal are changed one place at a
// time, the best change of each place kept when it brings the goal nearer (hill climbing over the
// distance of `Distance.swift`). A goal that is a number is also aimed at directly, along the slope
// of the subject. Where nothing is nearer, a customer of whom more is known is preferred: rules about
// what is missing are few. Effort is bounded, and there is no chance in it: the same tests find the
// same customers.

import TierlineRuntime
import TierlineSource

/// What is looked for.
struct SearchGoal {
  /// The places that may be changed.
  var places: [Place]
  /// What the goal itself is about: the constants there are tried before all others.
  var roots: [ExpressionID] = []
  /// How far a decided record is; 0 need not be enough.
  var distance: (Decided) -> Double
  /// How much a number must move; nil where the goal is none.
  var residual: (Decided) -> Double? = { _ in nil }
  /// Whether a candidate is what is looked for.
  var isMet: (Candidate, TracedEvaluator.Verdict) -> Bool
}

/// A customer to start from, and what was decided.
struct Seed: Sendable {
  var candidate: Candidate
  var verdict: TracedEvaluator.Verdict

  init(_ candidate: Candidate, _ verdict: TracedEvaluator.Verdict) {
    self.candidate = candidate
    self.verdict = verdict
  }

  init(_ candidate: Candidate, in program: Program) {
    let evaluator = TracedEvaluator(program: program, asOf: candidate.asOf)
    self.candidate = candidate
    verdict = evaluator.decide(candidate.record, previous: candidate.previous)
  }
}

/// What a search came to.
enum SearchResult {
  case found(Candidate)
  /// Nowhere near the places that were tried.
  case none
  /// The records that could be tried were used up before.
  case cutShort
}

/// Looks for customers of one program on one day.
struct CustomerSearch: Sendable {
  private let program: Program
  private let moves: Moves
  /// Records tried from one starting point.
  private let effortMax: Int
  /// Starting points tried for one goal.
  private let startsMax: Int

  init(_ program: Program, effortMax: Int = 3_000, startsMax: Int = 3) {
    self.program = program
    self.effortMax = effortMax
    self.startsMax = startsMax
    moves = Moves(program: program, interesting: InterestingValues(program))
  }

  /// Looks for a customer that meets the goal.
  ///
  /// At most `looks` records are tried; what is left of them stands there afterwards.
  func find(_ goal: SearchGoal, from seeds: [Seed], looks: inout Int) -> SearchResult {
    var climb = Climb(program: program, goal: goal, looksLeft: looks)
    defer { looks = climb.looksLeft }
    var starts: [Spot] = []
    for seed in seeds {
      guard climb.take() else { break }
      switch climb.look(at: seed.candidate, seed.verdict) {
      case .met: return .found(seed.candidate)
      case .distance(let distance):
        starts.append(Spot(candidate: seed.candidate, distance: distance))
      }
    }
    starts.sort { $0.distance < $1.distance }
    let own = Moves(program: program, interesting: InterestingValues(program, about: goal.roots))
    if let start = starts.first, case .met(let candidate) = improve(start, goal, own, &climb) {
      return .found(candidate)
    }
    for start in starts.prefix(startsMax) {
      var best = start
      climb.effort = 0
      rounds: while climb.effort < effortMax {
        switch improve(best, goal, moves, &climb) {
        case .met(let candidate): return .found(candidate)
        case .nearer(let next): best = next
        case .stuck:
          // No single change helps: two or three at once that make up for each other may.
          switch combine(best, goal, &climb) {
          case .met(let candidate): return .found(candidate)
          case .nearer(let next): best = next
          case .stuck: break rounds
          }
        }
      }
    }
    return climb.isCutShort ? .cutShort : .none
  }

  /// A customer under way.
  private struct Spot {
    var candidate: Candidate
    var distance: Double
  }

  /// What one round of changes came to.
  private enum Step {
    case met(Candidate)
    case nearer(Spot)
    case stuck
  }

  /// Changes each place once, to what brings the goal nearest.
  private func improve(
    _ start: Spot, _ goal: SearchGoal, _ moves: Moves, _ climb: inout Climb
  ) -> Step {
    var best = start
    for place in goal.places {
      var nearest = best
      for candidate in aimed(best.candidate, at: place, goal, &climb)
        + moves.moves(of: best.candidate, at: place)
      {
        guard climb.effort < effortMax, !climb.isCutShort else { return .stuck }
        switch climb.look(at: candidate) {
        case .met: return .met(candidate)
        case .distance(let distance):
          if distance < nearest.distance - 1e-12 {
            nearest = Spot(candidate: candidate, distance: distance)
          }
        }
      }
      best = nearest
    }
    return best.distance < start.distance ? .nearer(best) : .stuck
  }

  /// Changes several places at once, by what each alone does to the residual.
  private func combine(_ start: Spot, _ goal: SearchGoal, _ climb: inout Climb) -> Step {
    guard let residual = climb.residual(of: start.candidate), residual != 0 else { return .stuck }
    var shifts: [[Shift]] = []
    for place in goal.places {
      var own: [Shift] = []
      for candidate in moves.moves(of: start.candidate, at: place) {
        guard climb.effort < effortMax * 2, !climb.isCutShort else { return .stuck }
        guard let moved = climb.residual(of: candidate), moved != residual else { continue }
        let shift = Shift(place: place, candidate: candidate, change: moved - residual)
        if !own.contains(where: { $0.isSame(as: shift) }) { own.append(shift) }
      }
      if !own.isEmpty { shifts.append(own) }
    }
    var trials = Self.combinationsMax
    for group in Shift.combinations(of: shifts, making: -residual) {
      trials -= 1
      guard trials > 0, !climb.isCutShort else { break }
      var candidate = start.candidate
      for shift in group { candidate.take(shift.place, from: shift.candidate, in: program) }
      switch climb.look(at: candidate) {
      case .met: return .met(candidate)
      case .distance(let distance):
        if distance < start.distance - 1e-12 {
          return .nearer(Spot(candidate: candidate, distance: distance))
        }
      }
    }
    return .stuck
  }

  /// Combinations tried before giving up.
  private static let combinationsMax = 200

  /// Candidates where a number of the record should make up for the residual.
  private func aimed(
    _ candidate: Candidate, at place: Place, _ goal: SearchGoal, _ climb: inout Climb
  ) -> [Candidate] {
    guard let number = program.number(at: place, of: candidate),
      let residual = climb.residual(of: candidate)
    else { return [] }
    var found: [Candidate] = []
    for probe in [Decimal(1), Decimal(100), Decimal(10_000), Decimal(1_000_000)] {
      guard let moved = number.value.adding(probe),
        let shifted = program.setting(moved, at: place, of: candidate),
        let other = climb.residual(of: shifted), other != residual
      else { continue }
      let slope = (other - residual) / probe.approximation
      guard
        let target = Decimal(
          nearest: number.value.approximation - residual / slope,
          places: number.places)
      else { continue }
      let step = Decimal.unit(places: number.places)
      for value in [target, target.adding(step), target.subtracting(step)] {
        if let value, let aimed = program.setting(value, at: place, of: candidate) {
          found.append(aimed)
        }
      }
    }
    return found
  }
}

/// What a change of one place does to a residual.
private struct Shift {
  var place: Place
  var candidate: Candidate
  var change: Double

  func isSame(as other: Shift) -> Bool { abs(change - other.change) < 1e-9 }

  /// Pairs, then triples, of different places whose changes come to a total.
  static func combinations(of shifts: [[Shift]], making total: Double) -> [[Shift]] {
    var pairs: [[Shift]] = []
    var triples: [[Shift]] = []
    for (first, ones) in shifts.enumerated() {
      for (second, twos) in shifts.enumerated().dropFirst(first + 1) {
        for one in ones {
          for two in twos {
            let rest = total - one.change - two.change
            if abs(rest) < 1e-9 { pairs.append([one, two]) }
            guard triples.count < 500 else { continue }
            for threes in shifts.dropFirst(second + 1) {
              for three in threes where abs(rest - three.change) < 1e-9 {
                triples.append([one, two, three])
              }
            }
          }
        }
      }
    }
    return pairs + triples
  }
}

/// The effort and the measure of one search.
private struct Climb {
  let program: Program
  let goal: SearchGoal
  var effort = 0
  /// Records that may still be tried, whatever the starting point.
  private(set) var looksLeft: Int
  /// Whether one more was wanted than there were.
  private(set) var isCutShort = false
  private var evaluators: [CalendarDate?: TracedEvaluator] = [:]

  init(program: Program, goal: SearchGoal, looksLeft: Int) {
    self.program = program
    self.goal = goal
    self.looksLeft = looksLeft
  }

  /// Uses up a look; no when there is none left.
  mutating func take() -> Bool {
    guard looksLeft > 0 else {
      isCutShort = true
      return false
    }
    looksLeft -= 1
    return true
  }

  enum Look {
    case met
    case distance(Double)
  }

  mutating func look(at candidate: Candidate) -> Look {
    look(at: candidate, decide(candidate))
  }

  func look(at candidate: Candidate, _ verdict: TracedEvaluator.Verdict) -> Look {
    if goal.isMet(candidate, verdict) { return .met }
    switch verdict {
    case .decided(let decided):
      let unknown = goal.places.count { candidate.isMissing($0) }
      return .distance(goal.distance(decided) + Double(unknown) * 1e-9)
    case .refused: return .distance(1_000)
    }
  }

  mutating func residual(of candidate: Candidate) -> Double? {
    guard case .decided(let decided) = decide(candidate) else { return nil }
    return goal.residual(decided)
  }

  private mutating func decide(_ candidate: Candidate) -> TracedEvaluator.Verdict {
    effort += 1
    _ = take()
    let evaluator =
      evaluators[candidate.asOf] ?? TracedEvaluator(program: program, asOf: candidate.asOf)
    evaluators[candidate.asOf] = evaluator
    return evaluator.decide(candidate.record, previous: candidate.previous)
  }
}

extension Candidate {
  /// Takes over what another has at a place.
  fileprivate mutating func take(_ place: Place, from other: Candidate, in program: Program) {
    switch place {
    case .field(let index), .list(let index): record[index] = other.record[index]
    case .nested(let index, let path):
      let full = [index] + path
      record.set(other.record.value(along: full), along: full, of: 0, in: program)
    case .previousField(let index):
      if let value = other.previous?.fields[index] { previous?.fields[index] = value }
    case .previousDecision(let index):
      if let value = other.previous?.decisions[index] { previous?.decisions[index] = value }
    }
  }

  /// Whether nothing is known at a place.
  fileprivate func isMissing(_ place: Place) -> Bool {
    switch place {
    case .field(let index): record[index].isMissingValue
    case .nested(let index, let path): record.value(along: [index] + path).isMissingValue
    case .list(let index):
      if case .list(let elements) = record[index] { elements.isEmpty } else { true }
    case .previousField(let index): previous?.fields[index].isMissingValue ?? true
    case .previousDecision(let index): previous?.decisions[index].isMissingValue ?? true
    }
  }
}

extension Program {
  /// The number at a place, and the decimals it may have.
  fileprivate func number(
    at place: Place, of candidate: Candidate
  ) -> (value: Decimal, places: Int)? {
    switch place {
    case .field(let index): return number(candidate.record[index], 0, [index])
    case .nested(let index, let path):
      return number(candidate.record.value(along: [index] + path), 0, [index] + path)
    case .previousField(let index):
      guard let previous = candidate.previous else { return nil }
      return number(previous.fields[index], 0, [index])
    case .previousDecision(let index):
      guard case .number(let number)? = candidate.previous?.decisions[index] else { return nil }
      return (number, 2)
    case .list: return nil
    }
  }

  private func number(
    _ value: Value, _ record: Int, _ path: [Int]
  ) -> (value: Decimal, places: Int)? {
    guard case .number(let number) = value, let (stored, type) = stored(record, path) else {
      return nil
    }
    return (number, type == .integer ? 0 : min(stored.places, 6))
  }

  /// The field at the end of a path into nested records.
  private func stored(_ record: Int, _ path: [Int]) -> (StoredField, ValueType)? {
    guard let first = path.first else { return nil }
    let field = records[record].fields[first]
    guard path.count > 1 else {
      guard case .stored(let stored) = field.content else { return nil }
      return (stored, field.type)
    }
    guard case .record(let inner) = field.type else { return nil }
    return stored(inner, Array(path.dropFirst()))
  }

  /// A copy with a number at a place; nil where its domain has no room for it.
  fileprivate func setting(
    _ number: Decimal, at place: Place, of candidate: Candidate
  ) -> Candidate? {
    var copy = candidate
    switch place {
    case .field(let index):
      guard isFit(number, [index]) else { return nil }
      copy.record[index] = .number(number)
    case .nested(let index, let path):
      guard isFit(number, [index] + path) else { return nil }
      copy.record.set(.number(number), along: [index] + path, of: 0, in: self)
    case .previousField(let index):
      guard isFit(number, [index]) else { return nil }
      copy.previous?.fields[index] = .number(number)
    case .previousDecision(let index): copy.previous?.decisions[index] = .number(number)
    case .list: return nil
    }
    return copy
  }

  private func isFit(_ number: Decimal, _ path: [Int]) -> Bool {
    guard let (stored, _) = stored(0, path) else { return false }
    return accepts(.number(number), in: stored)
      && number.magnitude <= Decimal(1_000_000_000_000_000)
  }
}

extension Decimal {
  /// The decimal nearest to a number; nil when it is none or too large.
  init?(nearest number: Double, places: Int) {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let units = (number * scale).rounded()
    guard units.isFinite, units.magnitude < 1e18,
      let value = Decimal(Int(units)).multiplied(by: Decimal.unit(places: places))
    else { return nil }
    self = value
  }
}
