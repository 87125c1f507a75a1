package import TierlineRuntime
package import TierlineSource
package import TierlineSyntax

/// What a check may be told besides the text.
package struct CheckOptions: Sendable {
  /// `--set name=value`: replaces a parameter's literal before checking.
  package var parameters: [(name: String, value: String)]
  /// Texts that join the entry file; a declaration takes the place of its namesake.
  package var additions: [TypedText]
  /// What is to be checked in the scope of the whole ruleset.
  package var question: Question?

  package init(
    parameters: [(name: String, value: String)] = [], additions: [TypedText] = [],
    question: Question? = nil
  ) {
    self.parameters = parameters
    self.additions = additions
    self.question = question
  }
}

/// Why a file could not be had.
package enum LoadFailure: Error, Equatable, Sendable {
  case notFound
  /// It lies outside the folder of the entry file.
  case outside
  /// The system's own reason: a folder, no permission.
  case unreadable(String)
}

/// What a check found.
package struct CheckResult: Sendable {
  /// nil when there is an error among the findings.
  package var program: Program?
  /// In the order of the text, entry file first.
  package var diagnostics: [Diagnostic]
  package var sources: SourceMap
  /// The entry file's tree first; empty when the entry could not be read.
  package var trees: [SyntaxTree]
  /// The tests of the entry file, in order; those at fault are left out.
  package var tests: [RulesetTest] = []
  /// What came of the question; nil when there was none, or a finding on it.
  package var answer: Answer?
}

/// Checks a ruleset and lowers it.
///
/// - Parameters:
///   - entry: The path of the entry file, as it should appear in findings.
///   - options: Parameters to replace.
///   - load: Gives the bytes of a path: the entry as given, any other relative to the entry's
///     folder.
/// - Returns: The program, if nothing is wrong, and every finding. Never throws: a file that cannot
///   be had is a finding (T501–T503).
package func check(
  entry: String, options: CheckOptions = CheckOptions(),
  load: (String) -> Result<[UInt8], LoadFailure>
) -> CheckResult {
  let files = RulesetFiles(entry: entry, options: options, load: load)
  guard !files.trees.isEmpty else {
    return CheckResult(
      program: nil, diagnostics: files.diagnostics, sources: files.sources, trees: [])
  }
  let checker = Checker(files: files)
  let program = checker.run()
  let causes = withoutCascades(
    checker.diagnostics, parsed: files.diagnostics, files.trees)
  let diagnostics = causes.enumerated().sorted {
    ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset)
  }
  return CheckResult(
    program: program, diagnostics: diagnostics.map(\.element), sources: files.sources,
    trees: files.trees, tests: program == nil ? [] : checker.tests,
    answer: program == nil ? nil : checker.answer)
}
