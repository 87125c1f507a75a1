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
  /// Which mutants the tests of the file notice, by their number.
  func killed(by forEach: ForEachIndex, _ progress: @escaping @Sendable (Int) -> Void) -> [Bool] {
    let groups = self.groups
    let count = groups.first?.mutants.count ?? 0
    let killed = Mutex([Bool](repeating: false, count: count))
    forEach(count) { index in
      let isNoticed = groups.contains { group in
        index < group.mutants.count && isKilled(group.mutants[index], in: group)
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
    return programs.map { settings, cases in
      let program = cases.first.map { tests[$0.test].program } ?? self.program
      return group(settings.isEmpty ? self.program : program, cases)
    }
  }

  private func group(_ program: Program, _ cases: [RecordedCase]) -> Group {
    let mutants = Mutations(program).mutants
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

  private func isKilled(_ mutant: Mutant, in group: Group) -> Bool {
    guard let reach = group.reaches[mutant.reach] else { return false }
    let program = mutant.mutated(group.program)
    var evaluators: [CalendarDate?: TracedEvaluator] = [:]
    for (index, recorded) in group.cases.enumerated() where group.reached[index].contains(reach) {
      let test = tests[recorded.test]
      let asOf = recorded.candidate.asOf
      let evaluator = evaluators[asOf] ?? TracedEvaluator(program: program, asOf: asOf)
      evaluators[asOf] = evaluator
      let run = CaseRun(
        index: recorded.index, record: recorded.candidate.record,
        verdict: evaluator.decide(
          recorded.candidate.record, previous: recorded.candidate.previous))
      let judgement = Judgement(test: test.test, program: program)
      if !judgement.isMet(by: run, row: test.row(recorded.index)) { return true }
    }
    return false
  }
}

extension Decided {
  fileprivate func reaches(_ reach: Reach) -> Bool {
    switch reach {
    case .always, .requirement: true
    case .part(let decision, let kind): reached(kind, of: decision)
    }
  }
}

/// Looks for customers who tell a mutant from the program.
struct Discrimination {
  let material: RunMaterial
  /// Customers that told others apart, tried first.
  var known: [Candidate] = []

  private var program: Program { material.program }

  init(_ material: RunMaterial) { self.material = material }

  /// A customer whom the change moves; nil when none was found.
  mutating func customer(for mutant: Mutant) -> Candidate? {
    let changed = mutant.mutated(program)
    let telling = Telling(program: program, changed: changed)
    for candidate in known + material.seeds where telling.tells(candidate) { return candidate }
    let roots = mutant.goal.expressions(in: program)
    let goal = SearchGoal(
      places: program.places(readBy: roots), distance: mutant.goal.distance,
      residual: mutant.goal.residual,
      isMet: { candidate, verdict in telling.tells(candidate, verdict) })
    guard let found = CustomerSearch(program, effortMax: 1_500).find(goal, from: material.seeds)
    else { return nil }
    let plain = shrunk(found, telling)
    known.append(plain)
    return plain
  }

  private func shrunk(_ candidate: Candidate, _ telling: Telling) -> Candidate {
    let targets =
      material.bases.isEmpty
      ? material.seeds.prefix(1).map(\.record) : material.bases.map(\.record)
    let nearest = targets.min {
      $0.differences(from: candidate.record) < $1.differences(from: candidate.record)
    }
    guard let nearest else { return candidate }
    return Shrinking(program: program) { telling.tells($0) }.shrunk(candidate, to: nearest)
  }
}

/// Compares what two programs make of a customer, reasons included.
struct Telling {
  let program: Program
  let changed: Program

  func tells(_ candidate: Candidate) -> Bool {
    let evaluator = TracedEvaluator(program: program, asOf: candidate.asOf)
    return tells(
      candidate, evaluator.decide(candidate.record, previous: candidate.previous))
  }

  func tells(_ candidate: Candidate, _ verdict: TracedEvaluator.Verdict) -> Bool {
    let evaluator = TracedEvaluator(program: changed, asOf: candidate.asOf)
    let other = evaluator.decide(candidate.record, previous: candidate.previous)
    switch (verdict, other) {
    case (.refused, .refused): return false
    case (.refused, .decided), (.decided, .refused): return true
    case (.decided(let one), .decided(let two)): return text(one) != text(two)
    }
  }

  private func text(_ decided: Decided) -> [UInt8] {
    var json = JSONWriter()
    FullOutput().write(decided, to: &json)
    return json.bytes
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
