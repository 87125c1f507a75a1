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
}

extension RunMaterial {
  /// Looks for customers that reach what is not covered, by points of the model.
  func suggestions(
    for uncovered: Set<CoveragePoint>
  ) -> (customers: [SuggestedCustomer], unreached: [CoveragePoint]) {
    var open = model.points.indices.filter { uncovered.contains(model.points[$0]) }
    var customers: [SuggestedCustomer] = []
    var unreached: [CoveragePoint] = []
    var seeds = self.seeds
    let search = CustomerSearch(program)
    let requirements = program.records.flatMap { $0.requirements.map(\.condition) }
    while let point = open.first {
      guard let goal = PointGoal(point, in: model),
        let raw = search.find(searchGoal(goal, requirements), from: seeds)
      else {
        unreached.append(model.points[point])
        open.removeFirst()
        continue
      }
      let found = shrunk(raw, goal)
      let (verdict, counts) = look(at: found)
      let reached = open.filter { counts[$0] > 0 }
      customers.append(
        SuggestedCustomer(
          points: reached.map { model.points[$0] }, candidate: found, verdict: verdict))
      open.removeAll { reached.contains($0) || $0 == point }
      seeds.append(Seed(found, in: program))
    }
    return (customers, unreached)
  }

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

  private func searchGoal(_ goal: PointGoal, _ requirements: [ExpressionID]) -> SearchGoal {
    let roots = goal.expressions(in: program) + (goal.isRequirement ? requirements : [])
    return SearchGoal(
      places: program.places(readBy: roots), distance: goal.distance, residual: goal.residual,
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
