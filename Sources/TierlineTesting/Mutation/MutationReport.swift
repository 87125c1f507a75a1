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
  /// Those that no test notices, while the effort was spent before it was known whether any customer
  /// could: they count as survivors.
  package var unsearched: Int
  /// Those that were not run against all of the tests, since that would be too many runs; they do
  /// not count.
  package var untried: Int
  /// By file and line.
  package var survivors: [Survivor]

  /// Changes that can be noticed, as far as is known.
  package var total: Int { killed + survivors.count + unsearched }

  /// Of a hundred changes that can be noticed, rounded down: 100 means all.
  package var score: Int { total == 0 ? 100 : killed * 100 / total }
}

extension TestReport {
  /// Whether some tests ran, so that there is something to mutate.
  package var canMutate: Bool { files.contains { $0.material != nil } }

  /// How many mutants there are to run, for progress.
  package var mutantCount: Int {
    files.compactMap(\.material).reduce(0) { $0 + Mutations($1.model.facts).mutants.count }
  }

  /// Mutates the rulesets of all files; the run must have kept its records.
  ///
  /// A mutant of a ruleset that several files test is killed when any of them notices.
  package func mutation(
    forEach: ForEachIndex, progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) -> MutationReport {
    // nothing for a mutant that no file had the effort to run.
    var isKilled: [Mutant.Identity: Bool] = [:]
    var isNew: Set<Mutant.Identity> = []
    var order: [(material: RunMaterial, mutant: Mutant)] = []
    for material in files.compactMap(\.material) {
      let mutants = Mutations(material.model.facts).mutants
      for (mutant, killed) in zip(mutants, material.killed(by: forEach, progress)) {
        if isNew.insert(mutant.identity).inserted { order.append((material, mutant)) }
        guard let killed else { continue }
        isKilled[mutant.identity] = isKilled[mutant.identity] == true || killed
      }
    }
    let alive = order.filter { isKilled[$0.mutant.identity] == false }
    let looked = look(for: alive, forEach)
    let survivors = looked.compactMap(\.survivor)
    let unsearched = looked.count { $0.isCutShort }
    return MutationReport(
      killed: isKilled.values.count { $0 },
      equivalent: alive.count - survivors.count - unsearched, unsearched: unsearched,
      untried: order.count - isKilled.count,
      survivors: survivors.sorted {
        ($0.place.file, $0.place.line, $0.place.column)
          < ($1.place.file, $1.place.line, $1.place.column)
      })
  }

  /// What a look for a customer came to who tells a change.
  private struct Looked: Sendable {
    var survivor: Survivor?
    var isCutShort = false
  }

  /// Looks for customers who tell changes that no test notices, within the effort for all of them.
  private func look(
    for alive: [(material: RunMaterial, mutant: Mutant)], _ forEach: ForEachIndex
  ) -> [Looked] {
    var discriminations: [String: Discrimination] = [:]
    var shares: [String: (looks: Int, goals: Int)] = [:]
    // Which of its file's changes each is.
    var numbers: [Int] = []
    var counts: [String: Int] = [:]
    for (material, _) in alive {
      let path = material.path
      if discriminations[path] == nil { discriminations[path] = Discrimination(material) }
      numbers.append(counts[path] ?? 0)
      counts[path, default: 0] += 1
    }
    for (material, _) in alive where shares[material.path] == nil {
      shares[material.path] = material.effort.shares(
        of: counts[material.path] ?? 0, least: 100, most: Discrimination.looksMax)
    }
    let (known, given) = (discriminations, shares)
    let found = Mutex([Looked](repeating: Looked(), count: alive.count))
    let places = numbers
    forEach(alive.count) { index in
      let (material, mutant) = alive[index]
      guard let share = given[material.path], let discrimination = known[material.path] else {
        return
      }
      var looked = Looked(isCutShort: places[index] >= share.goals)
      if !looked.isCutShort {
        switch discrimination.customer(for: mutant, looks: share.looks) {
        case .none: break
        case .cutShort: looked.isCutShort = true
        case .found(let candidate, let tell):
          let text = SuggestedTests(material, language: material.language).line(for: candidate)
          looked.survivor = Survivor(
            place: mutant.identity.place, change: mutant.identity.change, customer: text,
            found: Survivor.Found(
              path: material.path, mutant: mutant, candidate: candidate, tell: tell))
        }
      }
      found.withLock { $0[index] = looked }
    }
    return found.withLock { $0 }
  }
}
