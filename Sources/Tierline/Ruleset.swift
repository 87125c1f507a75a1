// The public door: a ruleset is text that is checked once, and then decides any number of records.
//
// Nothing here touches a disk or a clock. Files that a ruleset uses are asked for by a closure, the
// as-of date is handed in, records are JSON text, decisions come back as values and as JSON.

import TierlineChecker
package import TierlineRuntime
import TierlineSource

/// A checked ruleset, ready to decide.
///
/// A `Ruleset` is a value without mutable state: make it once and use it from any thread.
public struct Ruleset: Sendable {
  package let program: Program

  /// What the check found that does not stop the ruleset, in the order of the text.
  public let warnings: [Finding]

  /// Checks a ruleset that stands in one text.
  ///
  /// - Parameters:
  ///   - text: The ruleset. It may `use` no files and read no list files.
  ///   - parameters: Values that replace those of parameters, as `--set` does: `"late_after"` to
  ///     `"45 days"`.
  /// - Throws: `RulesetError` with every finding, when one of them is an error.
  public init(_ text: String, parameters: [String: String] = [:]) throws(RulesetError) {
    try self.init(entry: "ruleset.tier", parameters: parameters) { path in
      path == "ruleset.tier" ? text : nil
    }
  }

  /// Checks a ruleset of several files.
  ///
  /// - Parameters:
  ///   - entry: The path of the main file, as it should stand in findings.
  ///   - parameters: Values that replace those of parameters.
  ///   - load: Gives the text of a file, or nil when there is none. It is asked for `entry` first,
  ///     then for files in the folder of `entry` and below it.
  /// - Throws: `RulesetError` with every finding, when one of them is an error.
  public init(
    entry: String, parameters: [String: String] = [:], load: (_ path: String) -> String?
  ) throws(RulesetError) {
    // In the order of names, so that the same parameters give the same findings.
    let replaced = parameters.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    let options = CheckOptions(parameters: replaced.map { (name: $0.key, value: $0.value) })
    let result = check(entry: entry, options: options) { path in
      load(path).map { .success(Array($0.utf8)) } ?? .failure(.notFound)
    }
    let findings = result.diagnostics.map { Finding($0, in: result.sources) }
    guard let program = result.program else { throw RulesetError(findings: findings) }
    self.program = program
    warnings = findings
  }

  /// The name behind `ruleset`.
  public var name: String { program.name }

  /// The text behind `version`.
  public var version: String { program.version }

  /// `sha256:` and hex over everything that can change a decision: files, lists, parameters.
  public var digest: String { program.digest }

  /// Whether `evaluate` needs an as-of date.
  public var needsAsOf: Bool { program.needsAsOf }

  /// The names of the decisions, in order of declaration.
  public var decisionNames: [String] { program.decisions.map(\.name) }

  /// Decides for one record.
  ///
  /// - Parameters:
  ///   - record: One JSON object.
  ///   - asOf: The day on which the policy is applied, `2026-01-31`.
  /// - Returns: What was decided.
  /// - Throws: `EvaluationError`: a wrong or missing date, or a record that is refused.
  public func evaluate(
    _ record: String, asOf: String? = nil
  ) throws(EvaluationError) -> Decisions {
    var decided: Decisions?
    try evaluate(records: record, asOf: asOf) { result throws(EvaluationError) in
      guard decided == nil else { throw EvaluationError.notOneRecord }
      switch result {
      case .success(let decisions): decided = decisions
      case .failure(let refusal): throw EvaluationError.refused(refusal)
      }
    }
    guard let decided else { throw EvaluationError.notOneRecord }
    return decided
  }

  /// Decides for each of several records.
  ///
  /// - Parameters:
  ///   - records: JSON objects, one after another or in an array.
  ///   - asOf: The day on which the policy is applied, `2026-01-31`.
  ///   - body: Gets the decisions of each record in turn, or why it is refused.
  /// - Throws: `EvaluationError` for a wrong or missing date, and what `body` throws.
  public func evaluate(
    records: String, asOf: String? = nil,
    body: (Result<Decisions, Refusal>) throws(EvaluationError) -> Void
  ) throws(EvaluationError) {
    let evaluator = TracedEvaluator(program: program, asOf: try date(asOf))
    var rest: [UInt8]? = Array(records.utf8)
    var reader = RecordReader(program: program) { () throws(ByteSourceFailure) in
      defer { rest = nil }
      return rest ?? []
    }
    // A source in memory has nothing to fail at.
    while let reading = try? reader.next() {
      switch reading.content {
      case .refused(let faults): try body(.failure(Refusal(faults, line: reading.line)))
      case .record(let record):
        switch evaluator.decide(record) {
        case .refused(let faults): try body(.failure(Refusal(faults, line: reading.line)))
        case .decided(let decided): try body(.success(Decisions(decided)))
        }
      }
    }
  }

  private func date(_ text: String?) throws(EvaluationError) -> CalendarDate? {
    let date = text.flatMap { CalendarDate($0) }
    if let text, date == nil { throw .noSuchDate(text) }
    switch program.problem(on: date) {
    case nil: return date
    case .needed: throw .dateNeeded
    case .tooEarly(let parameter, let first):
      throw .dateTooEarly(parameter: parameter, first: first.description)
    }
  }
}
