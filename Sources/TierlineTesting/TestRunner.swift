// The harness: the tests of one file, run and reported.
//
// Reading order: `check` has lowered the tests (TierlineChecker/Tests); `PreparedTest` makes each
// one ready, `CaseRunner` reads and decides its records, `Judgement` compares. Coverage, mutation
// and suggestions look at the same runs. Everything here is pure: files come in through a closure,
// threads through another, and what is to be written goes out as data.

import TierlineChecker
import TierlineRuntime
package import TierlineSource

/// Does something for each index below a count, in any order and in parallel if it likes.
package typealias ForEachIndex = (Int, @Sendable (Int) -> Void) -> Void

/// What a run of tests is asked for.
package struct TestOptions: Sendable {
  /// Only tests whose name contains this, whatever its case.
  package var filter: String?
  /// `--set`.
  package var parameters: [(name: String, value: String)]
  package var measuresCoverage: Bool
  /// Whether mutation or suggestions are to follow; coverage is measured then too.
  package var keepsRecords: Bool
  /// Whether snapshots are made anew instead of compared.
  package var updatesSnapshots: Bool

  package init(
    filter: String? = nil, parameters: [(name: String, value: String)] = [],
    measuresCoverage: Bool = false, keepsRecords: Bool = false, updatesSnapshots: Bool = false
  ) {
    self.filter = filter
    self.parameters = parameters
    self.measuresCoverage = measuresCoverage
    self.keepsRecords = keepsRecords
    self.updatesSnapshots = updatesSnapshots
  }
}

/// What came of the tests of one file.
package struct TestFileReport: Sendable {
  package var path: String
  /// Of the check; when one is an error nothing was run.
  package var diagnostics: [Diagnostic]
  package var sources: SourceMap
  /// In the order of the file, rows in theirs.
  package var cases: [CaseReport]
  /// nil unless it was asked for and something could be run.
  package var coverage: CoverageReport?
  /// The snapshots to be written; empty unless they are made anew.
  package var updates: [SnapshotUpdate] = []
  /// What mutation and suggestions go on from; nil unless it was asked for.
  var material: RunMaterial?

  /// Whether the ruleset or its tests are at fault, so that nothing could be run.
  package var isBroken: Bool { diagnostics.contains { $0.severity == .error } }
}

/// Runs the tests of files.
package struct TestRunner {
  private let options: TestOptions
  private let load: FileLoader
  private let forEach: ForEachIndex

  package init(
    options: TestOptions, load: @escaping FileLoader,
    forEach: @escaping ForEachIndex = { count, body in (0..<count).forEach(body) }
  ) {
    self.options = options
    self.load = load
    self.forEach = forEach
  }

  /// Runs the tests of a file; `progress` hears how many cases are done.
  package func run(
    _ path: String, progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) -> TestFileReport {
    let checkOptions = CheckOptions(parameters: options.parameters)
    let result = check(entry: path, options: checkOptions, load: load)
    var report = TestFileReport(
      path: path, diagnostics: result.diagnostics, sources: result.sources, cases: [])
    guard let program = result.program else { return report }
    var preparation = TestPreparation(
      entry: path, options: checkOptions,
      ruleset: CheckedRuleset(
        program: program, tests: result.tests,
        measuresCoverage: options.measuresCoverage || options.keepsRecords),
      load: load)
    var plan = RunPlan(
      keepsRecords: options.keepsRecords, updates: options.updatesSnapshots)
    for (index, test) in result.tests.enumerated() where isChosen(test) {
      do throws(TestProblem) {
        plan.add(try preparation.prepare(index))
      } catch {
        plan.add(broken(test, error, result.sources))
      }
    }
    let run = plan.run(forEach, progress)
    report.cases = run.reports
    report.updates = run.updates
    if let model = preparation.ruleset.coverage {
      var coverage = CoverageReport()
      let none = [Int](repeating: 0, count: model.points.count)
      let counts = run.counts.isEmpty ? none : run.counts
      coverage.merge(model.points, counts)
      let unreached = counts.indices.filter { counts[$0] == 0 }
      let found = Reachability(model.facts).unreachable(among: unreached, of: model)
      coverage.exclude(found.unreachable.map { model.points[$0] })
      coverage.leaveUnsearched(found.unsearched.map { model.points[$0] })
      report.coverage = coverage
      if options.keepsRecords {
        report.material = RunMaterial(
          program: program, model: model, path: path, tests: plan.tests, cases: run.recorded,
          bases: preparation.bases(of: plan.tests, sources: result.sources))
      }
    }
    return report
  }

  private func isChosen(_ test: RulesetTest) -> Bool {
    guard let filter = options.filter else { return true }
    return test.name.lowercased().contains(filter.lowercased())
  }

  private func broken(
    _ test: RulesetTest, _ problem: TestProblem, _ sources: SourceMap
  ) -> CaseReport {
    CaseReport(
      name: test.name, row: nil, place: SourcePlace(test.nameSpan, in: sources),
      outcome: .broken(
        TestFailure(place: SourcePlace(problem.span, in: sources), message: problem.message)))
  }
}
