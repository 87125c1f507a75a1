// Customers for what no test reaches.
//
// For each point that is not covered a customer is looked for that reaches it. What a customer found
// reaches besides needs no other, so the list grows shorter as it is worked through.

import TierlineChecker
import TierlineRuntime
import TierlineSource

/// A customer that reaches points which no test reaches, or feels changes which none notices.
struct SuggestedCustomer: Sendable {
  /// The first that it was found for, then those that it reaches as well.
  var points: [CoveragePoint] = []
  /// The changes that it tells, and by what.
  var changes: [(identity: Mutant.Identity, tell: Tell)] = []
  var candidate: Candidate
  var verdict: TracedEvaluator.Verdict
}

/// What was found for one test file, and what not.
package struct SuggestionReport: Sendable {
  package var path: String
  /// Ready `test` declarations; empty when there is nothing to suggest.
  package var text: String
  /// How many customers there are in them.
  package var count: Int
  /// Points for which no customer was found.
  package var unreached: [CoveragePoint]
  /// Points for which no customer was looked for to the end: the effort was spent.
  package var unsearched: [CoveragePoint]
}

extension RunMaterial {
  /// What a look for customers came to.
  struct Found {
    var customers: [SuggestedCustomer] = []
    /// Points for which there is none.
    var unreached: [CoveragePoint] = []
    /// Points for which the effort was spent before.
    var unsearched: [CoveragePoint] = []
  }

  /// Looks for customers that reach what is not covered, by points of the model.
  ///
  /// Effort is bounded over all points; each has its share of what is left, and some more where the
  /// others may need less.
  func suggestions(for uncovered: Set<CoveragePoint>) -> Found {
    var open = model.points.indices.filter { uncovered.contains(model.points[$0]) }
    var found = Found()
    let seeds = self.seeds
    var fresh: [Seed] = []
    let search = CustomerSearch(program)
    let requirements = program.records.flatMap { $0.requirements.map(\.condition) }
    var places = DecisionPlaces(program)
    var looksLeft = effort.looks
    while let point = open.first {
      let share = min(looksLeft, max(Self.shareMin, looksLeft / open.count * 4))
      guard let goal = PointGoal(point, in: model) else {
        open.removeFirst()
        continue
      }
      var looks = share
      let result = search.find(
        searchGoal(goal, requirements, &places), from: seeds + fresh.suffix(Self.freshMax),
        looks: &looks)
      looksLeft -= share - looks
      switch result {
      case .none:
        found.unreached.append(model.points[point])
        open.removeFirst()
      case .cutShort:
        found.unsearched.append(model.points[point])
        open.removeFirst()
      case .found(let raw):
        let customer = shrunk(raw, goal)
        let (verdict, counts) = look(at: customer)
        looksLeft = max(0, looksLeft - Self.looksOfWhole)
        let reached = Set(open.filter { counts[$0] > 0 })
        found.customers.append(
          SuggestedCustomer(
            points: reached.sorted().map { model.points[$0] }, candidate: customer,
            verdict: verdict))
        open.removeAll { reached.contains($0) || $0 == point }
        fresh.append(Seed(customer, in: program))
      }
    }
    return found
  }

  /// Looks that each point may take while there are any.
  private static let shareMin = 100
  /// Customers just found that the next point is looked for from, besides those of the tests.
  private static let freshMax = 100
  /// What making a customer plain, and seeing all that it reaches, comes to.
  private static let looksOfWhole = 40

  /// Adds customers for changes that no test notices, unless one that is there notices them.
  func addCustomers(for survivors: [Survivor.Found], to customers: inout [SuggestedCustomer]) {
    for survivor in survivors {
      let telling = Telling(survivor.mutant, of: program)
      let change = survivor.mutant.identity
      let tells = customers.map { telling.tell($0.candidate, $0.verdict) }
      let index = tells.firstIndex { $0?.isPlain == true } ?? tells.firstIndex { $0 != nil }
      if let index, let tell = tells[index] {
        customers[index].changes.append((change, tell))
      } else {
        let seed = Seed(survivor.candidate, in: program)
        customers.append(
          SuggestedCustomer(
            changes: [(change, survivor.tell)], candidate: seed.candidate, verdict: seed.verdict))
      }
    }
  }

  private func shrunk(_ candidate: Candidate, _ goal: PointGoal) -> Candidate {
    let evaluator = TracedEvaluator(program: program, asOf: candidate.asOf)
    return plainest(candidate) { candidate in
      let verdict = evaluator.decide(candidate.record, previous: candidate.previous)
      if case .refused = verdict, !goal.isRequirement { return false }
      return goal.isReached(by: candidate, verdict)
    }
  }

  private func searchGoal(
    _ goal: PointGoal, _ requirements: [ExpressionID], _ places: inout DecisionPlaces
  ) -> SearchGoal {
    let roots = goal.roots(in: program)
    return SearchGoal(
      places: places.places(
        of: goal.decision, roots: roots + (goal.isRequirement ? requirements : [])),
      roots: roots, distance: goal.distance, residual: goal.residual,
      isMet: { candidate, verdict in
        switch verdict {
        case .decided: break
        case .refused: if !goal.isRequirement { return false }
        }
        return goal.isReached(by: candidate, verdict)
      })
  }

  private func look(
    at candidate: Candidate
  ) -> (verdict: TracedEvaluator.Verdict, counts: [Int]) {
    let evaluator = TracedEvaluator(program: program, asOf: candidate.asOf)
    let verdict = evaluator.decide(candidate.record, previous: candidate.previous)
    var observer = CoverageObserver(model)
    switch verdict {
    case .decided(let decided):
      observer.observe(decided, evaluator, record: candidate.record)
    case .refused:
      observer.observeRefused(candidate.record, evaluator, previous: candidate.previous)
    }
    return (verdict, observer.counts)
  }
}

extension [Value] {
  /// How many fields differ.
  func differences(from other: [Value]) -> Int {
    zip(self, other).count { !$0.isSame(as: $1) }
  }
}
