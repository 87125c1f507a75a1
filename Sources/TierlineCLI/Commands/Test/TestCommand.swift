// `tierline test [PATH…]`

import Synchronization
import TierlineChecker
import TierlineRuntime
import TierlineSource
import TierlineTesting

/// Runs the tests of rulesets.
struct TestCommand {
  private let invocation: Invocation
  private let session: Session

  init(_ invocation: Invocation, _ session: Session) {
    self.invocation = invocation
    self.session = session
  }

  func run() throws(Stop) -> ExitCode {
    let options = try testOptions()
    let threads = try invocation.jobs() ?? ParallelLoop.processorCount
    let minimum = try coverageMinimum()
    let paths = try self.paths()
    var report = TestReport(files: [])
    for path in paths {
      report.files.append(runFile(path, options, threads: threads))
    }
    if invocation.has(.mutate), report.canMutate {
      report.mutation = mutate(report, threads: threads)
    }
    if invocation.has(.suggest) {
      writeSuggestions(report)
    } else {
      write(report)
    }
    try writeFiles(report)
    let hasUpdated = try SnapshotWriting(session: session).write(report.files.flatMap(\.updates))
    guard report.caseCount > 0 || !report.isPassed else { return nothingFound() }
    guard report.isPassed, isCovered(report, minimum) else { return .fault }
    return hasUpdated ? .updated : .success
  }

  private func runFile(
    _ path: String, _ options: TestOptions, threads: Int
  ) -> TestFileReport {
    let done = Mutex(0)
    var progress = Progress(
      session, isWanted: true, of: Wording("tests", zh: "项测试"))
    let runner = TestRunner(
      options: options, load: RulesetLoader(entry: path, session: session).load
    ) { count, body in
      ParallelLoop.run(
        count, threads: threads, look: { progress.update(done.withLock { $0 }) }, body)
    }
    let report = runner.run(path) { count in done.withLock { $0 += count } }
    progress.clear()
    return report
  }

  private func mutate(_ report: TestReport, threads: Int) -> MutationReport {
    let done = Mutex(0)
    var progress = Progress(
      session, isWanted: true, of: Wording("changes of the rules", zh: "处规则改动"))
    defer { progress.clear() }
    return report.mutation(
      forEach: { count, body in
        ParallelLoop.run(
          count, threads: threads, look: { progress.update(done.withLock { $0 }) }, body)
      }, progress: { count in done.withLock { $0 += count } })
  }

  // MARK: What is asked for

  private func testOptions() throws(Stop) -> TestOptions {
    TestOptions(
      filter: invocation.value(.filter), parameters: try invocation.parameters(),
      measuresCoverage: invocation.has(.coverage) || invocation.has(.coverageMin)
        || invocation.has(.coverageLCOV),
      keepsRecords: invocation.has(.suggest) || invocation.has(.mutate),
      updatesSnapshots: invocation.has(.update))
  }

  private func coverageMinimum() throws(Stop) -> Int? {
    guard let text = invocation.value(.coverageMin) else { return nil }
    if let percent = Int(text), (0...100).contains(percent) { return percent }
    throw .usage(
      Wording(
        "`--coverage-min` cannot be `\(text)`: write a whole number up to 100, as in `--coverage-min 90`",
        zh: "`--coverage-min` 不能是 `\(text)`：请写 0 到 100 的整数，如 `--coverage-min 90`"))
  }

  /// Whether every kind of coverage is at least the minimum; says so where one is not.
  private func isCovered(_ report: TestReport, _ minimum: Int?) -> Bool {
    guard let minimum, let coverage = report.coverage else { return true }
    let below = CoveragePoint.Category.allCases.filter {
      coverage.share(of: $0).percent < minimum
    }
    for category in below {
      let percent = coverage.share(of: category).percent
      let name = category.wording
      session.complain(
        Wording(
          "\(name.english) are covered to \(percent)%, \(minimum)% are asked for",
          zh: "\(name.chinese)覆盖率为 \(percent)%，要求 \(minimum)%"))
    }
    return below.isEmpty
  }

  private func paths() throws(Stop) -> [String] {
    let search = TestSearch(files: session.files)
    var paths: [String] = []
    for operand in invocation.operands.isEmpty ? ["."] : invocation.operands {
      do throws(FileFailure) {
        for path in try search.testFiles(at: operand) where !paths.contains(path) {
          // A path that is not there stops the command; what cannot be read is found when it runs.
          if session.files.kind(of: path) == .nothing { _ = try session.files.open(path) }
          paths.append(path)
        }
      } catch {
        throw Stop(error)
      }
    }
    return paths
  }

  private func nothingFound() -> ExitCode {
    session.complain(
      invocation.has(.filter)
        ? Wording("no test has such a name", zh: "没有名称相符的测试")
        : Wording(
          "no tests: write them in a file such as policy.test.tier",
          zh: "没有测试：请写在 policy.test.tier 这样的文件中"))
    return invocation.has(.failOnEmpty) ? .fault : .success
  }

  // MARK: What is written

  private func write(_ report: TestReport) {
    let language = session.language
    let text =
      switch invocation.choice(.format, default: TestFormat.pretty) {
      case .pretty:
        PrettyTests(language: language, isColoured: session.palette.isColoured).text(report)
          + (coverage(of: report).map { "\n" + CoverageText(language: language).text($0) } ?? "")
          + (report.mutation.map { "\n" + MutationText(language: language).text($0) } ?? "")
      case .junit:
        JUnitTests(language: language, timestamp: "\(timestamp)T00:00:00").text(report)
      case .tap: TAPTests(language: language).text(report)
      case .json:
        JSONTests(language: language).text(report, coverage: coverage(of: report))
      case .github: GitHubTests(language: language).text(report)
      }
    session.output.write(text)
  }

  /// Ready tests on standard output, to be put into a file; how the run went beside them.
  private func writeSuggestions(_ report: TestReport) {
    let language = session.language
    let pretty = PrettyTests(language: language, isColoured: session.errorPalette.isColoured)
    session.environment.errors.write(report.isPassed ? pretty.summary(report) : pretty.text(report))
    for suggestion in report.suggestions() {
      let head = Wording(
        "\(suggestion.path): \(suggestion.count) customers for what no test reaches",
        zh: "\(suggestion.path)：\(suggestion.count) 个客户，补足未触及之处")
      session.environment.errors.writeLine(session.text(head))
      for point in suggestion.unreached {
        let line = Wording(
          "no customer found: \(point.text.english)", zh: "未找到客户：\(point.text.chinese)")
        session.environment.errors.writeLine(
          "\(point.place.text): " + session.text(line).printable)
      }
      if !suggestion.unsearched.isEmpty {
        let count = suggestion.unsearched.count
        let line = Wording(
          "the search ended before \(count) more were looked for to the end",
          zh: "搜索到此为止，另有 \(count) 处未查完")
        session.environment.errors.writeLine("\(suggestion.path): " + session.text(line))
      }
      session.output.write(suggestion.text)
    }
  }

  /// Coverage where it was asked for; mutation and suggestions measure it for themselves.
  private func coverage(of report: TestReport) -> CoverageReport? {
    let isAsked =
      invocation.has(.coverage) || invocation.has(.coverageMin) || invocation.has(.coverageLCOV)
    return isAsked ? report.coverage : nil
  }

  private var timestamp: String { session.environment.today()?.description ?? "1970-01-01" }

  private func writeFiles(_ report: TestReport) throws(Stop) {
    let summary = { MarkdownTests(language: session.language).text(report) }
    try write(.summary, summary)
    if invocation.choice(.format, default: TestFormat.pretty) == .github, !invocation.has(.summary)
    {
      try appendStepSummary(summary)
    }
    try write(.coverageLCOV) { LCOVText().text(report.coverage ?? CoverageReport()) }
  }

  /// Adds the summary to the page of the step, which GitHub collects in a file.
  private func appendStepSummary(_ text: () -> String) throws(Stop) {
    guard let path = session.environment.variable("GITHUB_STEP_SUMMARY"), !path.isEmpty else {
      return
    }
    do throws(FileFailure) {
      try session.files.append(Array(text().utf8), to: path)
    } catch {
      throw Stop(error)
    }
  }

  /// Writes a file that an option names.
  private func write(_ option: OptionName, _ text: () -> String) throws(Stop) {
    guard let path = invocation.value(option) else { return }
    do throws(FileFailure) {
      let file = try OutputFile(path, in: session.files)
      file.stream.write(text())
      try file.finish()
    } catch {
      throw Stop(error)
    }
  }
}

extension Invocation {
  /// What `--jobs` says; nil when it is not given.
  func jobs() throws(Stop) -> Int? {
    guard let text = value(.jobs) else { return nil }
    if let jobs = Int(text), jobs >= 1 { return jobs }
    throw .usage(
      Wording(
        "`--jobs` cannot be `\(text)`: write a whole number from 1, as in `--jobs 4`",
        zh: "`--jobs` 不能是 `\(text)`：请写 1 以上的整数，如 `--jobs 4`"))
  }
}
