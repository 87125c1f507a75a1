// Running mutants: those that some test notices, those that none does, and those that nobody could.
//
// A mutant runs against the cases that reach the place it changes, until one fails. What survives
// in every file is looked at once more: is there a customer at all whom the change would move? If
// one is found, the tests have a hole, and the customer says where. If all customers at hand, and a
// search for one at the changed place, come out the same, the mutant is counted as equivalent.

import Synchronization
import TierlineChecker
import TierlineRuntime
import TierlineSource

extension RunMaterial {
  /// Which mutants the tests of the file notice, by their number; nil for those that were not run,
  /// since all of them together would be too much.
  func killed(by forEach: ForEachIndex, _ progress: @escaping @Sendable (Int) -> Void) -> [Bool?] {
    let groups = self.groups
    let count = groups.first?.mutants.count ?? 0
    // Most changes are noticed early; those that are not may take as many cases as this.
    let casesMax = max(1, effort.looksOfTests * 4 / max(count, 1))
    // Where there are more changes than that, they are taken from the whole length of the text.
    let stride = max(1, count / max(effort.looksOfTests, 1))
    let killed = Mutex([Bool?](repeating: nil, count: count))
    forEach(count) { index in
      guard index % stride == 0 else { return progress(1) }
      let answers = groups.lazy.filter { index < $0.mutants.count }.map {
        isKilled($0.mutants[index], in: $0, casesMax: casesMax)
      }
      var isNoticed: Bool? = false
      for answer in answers {
        guard answer != true else {
          isNoticed = true
          break
        }
        if answer == nil { isNoticed = nil }
      }
      killed.withLock { $0[index] = isNoticed }
      progress(1)
    }
    return killed.withLock { $0 }
  }

  /// Cases that run under the same parameters.
  private struct Group: Sendable {
    var program: Program
    var mutants: [Mutant]
    var cases: [RecordedCase]
    /// For each case, which of `reaches` it reaches.
    var reached: [Set<Int>]
    var reaches: [Reach: Int]
  }

  private var groups: [Group] {
    var programs: [(settings: [TestSetting.Value], cases: [RecordedCase])] = [([], [])]
    for recorded in cases where recorded.isPassed {
      let settings = tests[recorded.test].test.settings.map(\.value)
      if let index = programs.firstIndex(where: { $0.settings == settings }) {
        programs[index].cases.append(recorded)
      } else {
        programs.append((settings, [recorded]))
      }
    }
    return programs.map { settings, all in
      // Customers of snapshots are many, and seldom needed once the tests have had their turn.
      let cases = all.filter { $0.verdict == nil } + all.filter { $0.verdict != nil }
      let program = cases.first.map { tests[$0.test].program } ?? self.program
      return group(settings.isEmpty ? self.program : program, cases)
    }
  }

  private func group(_ program: Program, _ cases: [RecordedCase]) -> Group {
    let mutants = Mutations(Facts(program)).mutants
    var reaches: [Reach: Int] = [:]
    for mutant in mutants where reaches[mutant.reach] == nil {
      reaches[mutant.reach] = reaches.count
    }
    let reached = cases.map { recorded -> Set<Int> in
      let evaluator = tests[recorded.test].evaluator
      let candidate = recorded.candidate
      guard
        case .decided(let decided) = evaluator.decide(
          candidate.record, previous: candidate.previous)
      else { return Set([reaches[.always], reaches[.requirement]].compactMap(\.self)) }
      return Set(reaches.filter { decided.reaches($0.key) }.values)
    }
    return Group(
      program: program, mutants: mutants, cases: cases, reached: reached, reaches: reaches)
  }

  /// Whether some case notices a mutant; nil when there are too many to tell.
  private func isKilled(_ mutant: Mutant, in group: Group, casesMax: Int) -> Bool? {
    var casesLeft = casesMax
    guard let reach = group.reaches[mutant.reach] else { return false }
    let program = mutant.mutated(group.program)
    var evaluators: [CalendarDate?: TracedEvaluator] = [:]
    for (index, recorded) in group.cases.enumerated() where group.reached[index].contains(reach) {
      guard casesLeft > 0 else { return nil }
      casesLeft -= 1
      let test = tests[recorded.test]
      let asOf = recorded.candidate.asOf
      let evaluator = evaluators[asOf] ?? TracedEvaluator(program: program, asOf: asOf)
      evaluators[asOf] = evaluator
      let verdict = evaluator.decide(
        recorded.candidate.record, previous: recorded.candidate.previous)
      if let before = recorded.verdict {
        if !before.isSame(as: verdict) { return true }
        continue
      }
      let run = CaseRun(
        index: recorded.index, record: recorded.candidate.record, verdict: verdict)
      let judgement = Judgement(test: test.test, program: program)
      if !judgement.isMet(by: run, row: test.row(recorded.index)) { return true }
    }
    return false
  }
}

/// Looks for a customer who tells a mutant from the program.
struct Discrimination: Sendable {
  let material: RunMaterial
  /// The customers of the tests, decided.
  let seeds: [Seed]
  private let search: CustomerSearch

  /// Records that may be tried for one mutant: more than a search takes that ends of itself.
  static let looksMax = 20_000

  init(_ material: RunMaterial) {
    self.material = material
    seeds = material.seeds
    search = CustomerSearch(material.program, effortMax: 600, startsMax: 2)
  }

  enum Result {
    /// A customer whom the change moves, and by what.
    case found(Candidate, Tell)
    case none
    case cutShort
  }

  func customer(for mutant: Mutant, looks: Int) -> Result {
    let program = material.program
    guard !mutant.isUnreachable(material.model.facts) else { return .none }
    let telling = Telling(mutant, of: program)
    var looks = looks
    var found = known(telling, &looks)
    if found == nil {
      switch look(for: mutant, telling, &looks) {
      case .found(let candidate): found = candidate
      case .none: return .none
      case .cutShort: return .cutShort
      }
    }
    guard let found, let tell = telling.tell(found) else { return .none }
    let plain = material.plainest(found) { candidate in
      telling.tell(candidate).map { $0.isPlain || !tell.isPlain } ?? false
    }
    return telling.tell(plain).map { .found(plain, $0) } ?? .none
  }

  /// One of the tests' own customers, those whose decisions change first.
  private func known(_ telling: Telling, _ looks: inout Int) -> Candidate? {
    var subtle: Candidate?
    for seed in seeds where looks > 0 {
      looks -= 1
      guard let tell = telling.tell(seed.candidate, seed.verdict) else { continue }
      if tell.isPlain { return seed.candidate }
      subtle = subtle ?? seed.candidate
    }
    return subtle
  }

  private func look(
    for mutant: Mutant, _ telling: Telling, _ looks: inout Int
  ) -> SearchResult {
    let program = material.program
    let goal = SearchGoal(
      places: program.places(readBy: mutant.goal.expressions(in: program)),
      distance: mutant.goal.distance, residual: mutant.goal.residual,
      isMet: { candidate, verdict in telling.tell(candidate, verdict) != nil })
    return search.find(goal, from: seeds, looks: &looks)
  }
}

extension Mutant {
  /// Whether no valid record can feel the change: that is found without looking for one.
  fileprivate func isUnreachable(_ facts: Facts) -> Bool {
    let reachability = Reachability(facts)
    let own: [Assumption] =
      switch goal {
      case .reach, .bands: []
      case .both(let one, let two, _):
        [.truth(one, [.yes, .unknown]), .truth(two, [.yes, .unknown])]
      case .edge(let site, let isAbove): reachability.edge(of: site, isAbove: isAbove)
      }
    return reachability.isUnreachable(reach, own, effortMax: 4_000)
  }
}

extension Mutant.Goal {
  func expressions(in program: Program) -> [ExpressionID] {
    switch self {
    case .reach(let reach): reach.expressions(in: program)
    case .edge(let site, _):
      [site.subject, site.bound] + site.lists.flatMap(\.expressions)
        + site.reach.expressions(in: program)
    case .both(let one, let two, let reach): [one, two] + reach.expressions(in: program)
    case .bands(_, _, let bands, _): [bands.subject]
    }
  }

  func distance(of decided: Decided) -> Double {
    let distance = Distance(decided: decided)
    switch self {
    case .reach(let reach): return distance.to(reach)
    case .both(let one, let two, let reach):
      return distance.to(reach) + distance.to(.yes, of: one) + distance.to(.yes, of: two)
    case .bands(let one, let two, let bands, _):
      return distance.to(true, bands.bands[one].tests, of: bands.subject)
        + distance.to(true, bands.bands[two].tests, of: bands.subject)
    case .edge(let site, let isAbove):
      return distance.to(site.reach) + decided.gap(to: site, isAbove: isAbove)
    }
  }

  func residual(of decided: Decided) -> Double? {
    guard case .edge(let site, let isAbove) = self, site.lists.isEmpty else { return nil }
    return decided.residual(to: site, element: .missing, isAbove: isAbove)
  }
}

extension Reach {
  func expressions(in program: Program) -> [ExpressionID] {
    switch self {
    case .part(let decision, _): program.decisions[decision].expressions
    case .always: program.decisions.flatMap(\.expressions)
    case .requirement: program.records.flatMap { $0.requirements.map(\.condition) }
    }
  }
}
