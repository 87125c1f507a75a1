// Points that no valid record can reach: a rule behind others that take all it asks for, an
// `otherwise` behind rules that cover everything, a side of a threshold that an earlier rule has
// cut off.
//
// What must hold for a point to be reached is written down as assumptions, and these are searched
// for a contradiction. A point is left out of the count only where one is found, so that nobody is
// excused from a test that could be written.

import TierlineRuntime
import TierlineSource

/// Tells which points of a program cannot be reached.
struct Reachability {
  let facts: Facts
  var program: Program { facts.program }

  init(_ facts: Facts) { self.facts = facts }

  /// What the search for unreachable points came to.
  struct Found {
    /// Those that no valid record reaches.
    var unreachable: Set<Int> = []
    /// Those that were not asked about any more, since the effort was spent.
    var unsearched: Set<Int> = []
  }

  /// Steps for all points of a program: a few seconds.
  private static let effortMax = 6_000_000

  /// Looks for those of some points that no valid record reaches.
  ///
  /// The points ascend, so that those of one block follow each other.
  func unreachable(among points: some Sequence<Int>, of model: CoverageModel) -> Found {
    let questions = questions(of: model)
    var contradiction = Contradiction(facts, effortMax: Self.effortMax)
    var path = ReachPath(self)
    var found = Found()
    for point in points {
      guard let question = questions[point] else { continue }
      guard contradiction.effortLeft > 0 else {
        found.unsearched.insert(point)
        continue
      }
      let state = path.state(at: question.reach, &contradiction)
      if contradiction.isCertain(own(of: question), after: state) {
        found.unreachable.insert(point)
      }
    }
    return found
  }

  /// What has to hold for a point.
  private struct Question {
    var reach: Reach
    var content: Content

    enum Content {
      case reached
      case condition(ConditionSite, Truths)
      case edge(BoundarySite, isAbove: Bool)
    }
  }

  private func questions(of model: CoverageModel) -> [Int: Question] {
    var questions: [Int: Question] = [:]
    for block in model.blocks {
      questions[block.point] = Question(
        reach: .part(block.decision, block.kind), content: .reached)
    }
    for site in model.conditions {
      for (point, truths) in [(site.yes, Truths.yes), (site.no, .no), (site.unknown, .unknown)] {
        if let point {
          questions[point] = Question(reach: site.reach, content: .condition(site, truths))
        }
      }
    }
    for site in model.boundaries {
      for (point, isAbove) in [(site.low, false), (site.high, true)] {
        if let point {
          questions[point] = Question(reach: site.reach, content: .edge(site, isAbove: isAbove))
        }
      }
    }
    return questions
  }

  /// What has to hold besides its part of the decision being reached.
  private func own(of question: Question) -> [Assumption] {
    switch question.content {
    case .reached: return []
    case .condition(let site, let truths):
      switch site.content {
      case .condition(let id): return filters(site.lists) + [.truth(id, truths)]
      case .test(let test, let subject):
        return filters(site.lists) + [.tests([test], subject: subject, truths)]
      }
    case .edge(let site, let isAbove):
      return filters(site.lists) + edge(of: site, isAbove: isAbove)
    }
  }

  /// A subject right at a threshold.
  func edge(of site: BoundarySite, isAbove: Bool) -> [Assumption] {
    guard let bound = program.constantValue(of: site.bound)?.ordinal else {
      return [
        .difference(site.subject, site.bound, site.side.range(of: .zero, isAbove: isAbove))
      ]
    }
    let values = site.neighbours(of: bound)
    guard let value = isAbove ? values.high : values.low else {
      return [.range(site.subject, site.side.range(of: bound, isAbove: isAbove))]
    }
    return [.range(site.subject, OrdinalRange(lower: value, upper: value))]
  }

  /// Whether no valid record reaches a part of a decision and meets some assumptions as well.
  ///
  /// No more than `effortMax` steps are spent on it.
  func isUnreachable(_ reach: Reach, _ others: [Assumption], effortMax: Int) -> Bool {
    var contradiction = Contradiction(facts, effortMax: effortMax)
    return contradiction.isCertain(valid(reach) + assumptions(for: reach) + others)
  }

  /// What the elements of one list have in common; several lists at once are left alone, since
  /// their elements go by the same names.
  private func filters(_ lists: [ListStep]) -> [Assumption] {
    guard lists.count == 1, case .list(_, let filter?) = lists[0] else { return [] }
    return [.truth(filter, .yes)]
  }

  /// What every record that is decided has in common.
  func valid(_ reach: Reach) -> [Assumption] {
    switch reach {
    case .requirement: []
    case .always, .part: program.input.requirements.map { .truth($0.condition, .yes) }
    }
  }
}

/// What is assumed where a part of a decision is reached, each step of the way taken once.
///
/// A rule stands behind all rules before it. Points come in the order of the text, so what was found
/// for one rule is where the next one goes on from.
private struct ReachPath {
  private let reachability: Reachability
  private var base: Contradiction.State?
  /// Where the way stands, and how far along its queue.
  private var queue: Queue?
  private var passed = 0
  private var under: Contradiction.State
  /// The last answer.
  private var last: (reach: Reach, state: Contradiction.State)?

  init(_ reachability: Reachability) {
    self.reachability = reachability
    under = Contradiction.State()
  }

  mutating func state(
    at reach: Reach, _ contradiction: inout Contradiction
  ) -> Contradiction.State {
    if let last, last.reach == reach { return last.state }
    last = nil
    let state = found(reach, &contradiction)
    last = (reach, state)
    return state
  }

  private mutating func found(
    _ reach: Reach, _ contradiction: inout Contradiction
  ) -> Contradiction.State {
    switch reach {
    case .requirement: return Contradiction.State()
    case .always: return base(&contradiction)
    case .part:
      let way = reachability.way(to: reach)
      var state: Contradiction.State
      if let own = way.queue {
        if own != queue || way.passed < passed {
          (queue, passed, under) = (own, 0, base(&contradiction))
        }
        while passed < way.passed {
          if let assumption = reachability.passing(passed, of: own) {
            contradiction.assume(assumption, in: &under)
          }
          passed += 1
        }
        state = under
      } else {
        state = base(&contradiction)
      }
      for assumption in way.own { contradiction.assume(assumption, in: &state) }
      return state
    }
  }

  private mutating func base(_ contradiction: inout Contradiction) -> Contradiction.State {
    if let base { return base }
    var state = Contradiction.State()
    for assumption in reachability.valid(.always) {
      contradiction.assume(assumption, in: &state)
    }
    base = state
    return state
  }
}

extension CutSide {
  /// The values on one side of a cut.
  fileprivate func range(of bound: Decimal, isAbove: Bool) -> OrdinalRange {
    var range = OrdinalRange(lower: isAbove ? bound : nil, upper: isAbove ? nil : bound)
    switch self {
    case .below: range.includesUpper = false
    case .above: range.includesLower = false
    }
    return range
  }
}
