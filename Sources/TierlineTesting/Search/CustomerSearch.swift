// Finding a customer that meets a goal.
//
// From the customers that tests already have, the nearest to the goal are changed one place at a
// time, each change kept when it brings the goal nearer (hill climbing over the distance of
// `Distance.swift`). A goal that is a number is also aimed at directly, along the slope of the
// subject. Effort is bounded, and there is no chance in it: the same tests find the same customers.

import TierlineRuntime
import TierlineSource

/// What is looked for.
struct SearchGoal {
  /// The places that may be changed.
  var places: [Place]
  /// How far a decided record is; 0 need not be enough.
  var distance: (Decided) -> Double
  /// How much a number must move; nil where the goal is none.
  var residual: (Decided) -> Double? = { _ in nil }
  /// Whether a candidate is what is looked for.
  var isMet: (Candidate, TracedEvaluator.Verdict) -> Bool
}

/// Looks for customers of one program on one day.
struct CustomerSearch {
  private let program: Program
  private let moves: Moves
  /// Records tried for one goal.
  private let effortMax: Int
  /// Starting points tried for one goal.
  private static let startsMax = 4

  init(_ program: Program, effortMax: Int = 4_000) {
    self.program = program
    self.effortMax = effortMax
    moves = Moves(program: program, interesting: InterestingValues(program))
  }

  /// A customer that meets the goal; nil when none was found.
  func find(_ goal: SearchGoal, from seeds: [Candidate]) -> Candidate? {
    var climb = Climb(program: program, goal: goal)
    var starts: [(candidate: Candidate, distance: Double)] = []
    for seed in seeds {
      switch climb.look(at: seed) {
      case .met: return seed
      case .distance(let distance): starts.append((seed, distance))
      }
    }
    starts.sort { $0.distance < $1.distance }
    for start in starts.prefix(Self.startsMax) {
      var best = start
      while climb.effort < effortMax {
        switch improve(best, goal, &climb) {
        case .met(let candidate): return candidate
        case .nearer(let next): best = next
        case .stuck: break
        }
        if case .stuck = climb.last { break }
      }
      if climb.effort >= effortMax { return nil }
    }
    return nil
  }

  private func improve(
    _ best: (candidate: Candidate, distance: Double), _ goal: SearchGoal, _ climb: inout Climb
  ) -> Step {
    var nearest: (candidate: Candidate, distance: Double)?
    for place in goal.places {
      for candidate in aimed(best.candidate, at: place, goal, &climb)
        + moves.moves(of: best.candidate, at: place)
      {
        guard climb.effort < effortMax else { break }
        switch climb.look(at: candidate) {
        case .met: return climb.ended(.met(candidate))
        case .distance(let distance):
          if distance < (nearest?.distance ?? best.distance) - 1e-12 {
            nearest = (candidate, distance)
          }
        }
      }
    }
    return climb.ended(nearest.map { .nearer($0) } ?? .stuck)
  }

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

  /// What one round of changes came to.
  enum Step {
    case met(Candidate)
    case nearer((candidate: Candidate, distance: Double))
    case stuck
  }
}

/// The effort and the measure of one search.
private struct Climb {
  let program: Program
  let goal: SearchGoal
  var effort = 0
  var last: CustomerSearch.Step = .stuck
  private var evaluators: [CalendarDate?: TracedEvaluator] = [:]

  init(program: Program, goal: SearchGoal) {
    self.program = program
    self.goal = goal
  }

  enum Look {
    case met
    case distance(Double)
  }

  mutating func ended(_ step: CustomerSearch.Step) -> CustomerSearch.Step {
    last = step
    return step
  }

  mutating func look(at candidate: Candidate) -> Look {
    let verdict = decide(candidate)
    if goal.isMet(candidate, verdict) { return .met }
    switch verdict {
    case .decided(let decided): return .distance(goal.distance(decided))
    case .refused: return .distance(1_000)
    }
  }

  mutating func residual(of candidate: Candidate) -> Double? {
    guard case .decided(let decided) = decide(candidate) else { return nil }
    return goal.residual(decided)
  }

  private mutating func decide(_ candidate: Candidate) -> TracedEvaluator.Verdict {
    effort += 1
    let evaluator =
      evaluators[candidate.asOf] ?? TracedEvaluator(program: program, asOf: candidate.asOf)
    evaluators[candidate.asOf] = evaluator
    return evaluator.decide(candidate.record, previous: candidate.previous)
  }
}

extension Program {
  /// The number at a place, and the decimals it may have.
  fileprivate func number(
    at place: Place, of candidate: Candidate
  ) -> (value: Decimal, places: Int)? {
    switch place {
    case .field(let index):
      guard case .number(let number) = candidate.record[index],
        case .stored(let stored) = input.fields[index].content
      else { return nil }
      return (number, input.fields[index].type == .integer ? 0 : min(stored.places, 6))
    case .previousDecision(let index):
      guard case .number(let number)? = candidate.previous?.decisions[index] else { return nil }
      return (number, 2)
    case .nested, .list, .previousField: return nil
    }
  }

  /// A copy with a number at a place; nil where its domain has no room for it.
  fileprivate func setting(
    _ number: Decimal, at place: Place, of candidate: Candidate
  ) -> Candidate? {
    var copy = candidate
    switch place {
    case .field(let index):
      guard case .stored(let stored) = input.fields[index].content,
        accepts(.number(number), in: stored), number.magnitude <= Decimal(1_000_000_000_000_000)
      else { return nil }
      copy.record[index] = .number(number)
    case .previousDecision(let index): copy.previous?.decisions[index] = .number(number)
    case .nested, .list, .previousField: return nil
    }
    return copy
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
