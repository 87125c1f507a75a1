// What mutation found, over all files of a run.

import Synchronization
import TierlineChecker
import TierlineRuntime
package import TierlineSource

/// A change that no test notices, and a customer who would.
package struct Survivor: Sendable {
  package var place: SourcePlace
  package var change: Wording
  /// `given "base.json" with { overdue_days: 61 }`.
  package var customer: String
  let found: Found

  /// What a test against it is made of.
  struct Found: Sendable {
    /// The test file that it is for.
    var path: String
    var mutant: Mutant
    var candidate: Candidate
    var tell: Tell
  }
}

/// How many changes the tests notice.
package struct MutationReport: Sendable {
  package var killed: Int
  /// Those that no customer could be found for who tells them apart.
  package var equivalent: Int
  /// By file and line.
  package var survivors: [Survivor]

  /// Of a hundred changes that can be noticed, rounded down: 100 means all.
  package var score: Int {
    let total = killed + survivors.count
    return total == 0 ? 100 : killed * 100 / total
  }
}

extension TestReport {
  /// Whether some tests ran, so that there is something to mutate.
  package var canMutate: Bool { files.contains { $0.material != nil } }

  /// How many mutants there are to run, for progress.
  package var mutantCount: Int {
    files.compactMap(\.material).reduce(0) { $0 + Mutations($1.program).mutants.count }
  }

  /// Mutates the rulesets of all files; the run must have kept its records.
  ///
  /// A mutant of a ruleset that several files test is killed when any of them notices.
  package func mutation(
    forEach: ForEachIndex, progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) -> MutationReport {
    var isKilled: [Mutant.Identity: Bool] = [:]
    var order: [(material: RunMaterial, mutant: Mutant)] = []
    for material in files.compactMap(\.material) {
      let mutants = Mutations(material.program).mutants
      for (mutant, killed) in zip(mutants, material.killed(by: forEach, progress)) {
        if isKilled[mutant.identity] == nil { order.append((material, mutant)) }
        isKilled[mutant.identity] = isKilled[mutant.identity] == true || killed
      }
    }
    let alive = order.filter { isKilled[$0.mutant.identity] != true }
    let survivors = survivors(among: alive, forEach)
    return MutationReport(
      killed: isKilled.values.count { $0 }, equivalent: alive.count - survivors.count,
      survivors: survivors.sorted {
        ($0.place.file, $0.place.line, $0.place.column)
          < ($1.place.file, $1.place.line, $1.place.column)
      })
  }

  private func survivors(
    among alive: [(material: RunMaterial, mutant: Mutant)], _ forEach: ForEachIndex
  ) -> [Survivor] {
    var known: [String: Discrimination] = [:]
    for (material, _) in alive where known[material.path] == nil {
      known[material.path] = Discrimination(material)
    }
    let discriminations = known
    let found = Mutex([Survivor?](repeating: nil, count: alive.count))
    forEach(alive.count) { index in
      let (material, mutant) = alive[index]
      guard let (candidate, tell) = discriminations[material.path]?.customer(for: mutant) else {
        return
      }
      let text = SuggestedTests(material, language: material.language).line(for: candidate)
      let survivor = Survivor(
        place: mutant.identity.place, change: mutant.identity.change, customer: text,
        found: Survivor.Found(
          path: material.path, mutant: mutant, candidate: candidate, tell: tell))
      found.withLock { $0[index] = survivor }
    }
    return found.withLock { $0.compactMap(\.self) }
  }
}
