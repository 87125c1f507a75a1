// The checker: from syntax trees to a `Program`, or to findings that say why there is none.
//
// It works in this order: declarations are collected by name; types, records, parameters and lists
// are read; requirements give the facts that hold everywhere; then lets and decisions are checked,
// each after those it reads (`Dependencies.swift` finds the order and the cycles); at last laws, and
// what nothing uses. Checking an expression gives a `Checked`: its lowered form in the program's
// arena, its type, what can make it missing, its range, and the facts that follow from it. What has
// been reported once is marked as an error and never spoken of again, so one cause gives one
// finding.

import TierlineRuntime
import TierlineSource
import TierlineSyntax

/// The state of one check.
///
/// Each concern is an extension in a file of its own.
final class Checker {
  let sources: SourceMap
  /// The entry file's tree first, then those it uses, in the order they were met.
  let trees: [SyntaxTree]
  let files: RulesetFiles
  private(set) var diagnostics: [Diagnostic] = []
  private var reported: Set<ReportedPlace> = []

  // MARK: What becomes the program

  var header: Header?
  var expressions: ContiguousArray<Expression> = []
  var levelTypes: [LevelType] = []
  var records: [RecordType] = []
  var parameters: [Parameter] = []
  var lists: [NamedList] = []
  var lets: [NamedExpression] = []
  var decisions: [Decision] = []
  var laws: [Law] = []
  var tests: [RulesetTest] = []
  var answer: Answer?
  var order: [Program.Step] = []
  var needsAsOf = false
  var usesPrevious = false

  // MARK: What is declared

  var symbols: [String: Declared] = [:]
  var levelTypesByName: [String: (index: Int, span: SourceSpan)] = [:]
  var recordsByName: [String: (index: Int, span: SourceSpan)] = [:]
  var recordNodes: [SyntaxNode] = []
  var recordStates: [ResolutionState] = []
  var parameterNodes: [SyntaxNode] = []
  var listNodes: [SyntaxNode] = []
  var letNodes: [SyntaxNode] = []
  var decisionNodes: [SyntaxNode] = []
  var lawNodes: [SyntaxNode] = []
  var inputNode: SyntaxNode?
  var used: Set<Usage> = []

  // MARK: What is known

  /// Facts that hold for every valid record, from `require`s of the input.
  var baseFacts = Facts()
  /// Those of `baseFacts` in which no parameter takes part.
  var fixedFacts = Facts()
  /// Whether a parameter takes part in a requirement of the input.
  var hasTunableRequirement = false
  /// Whether a parameter takes part in a let, a result or a derived field, once found.
  var tunable: [Path: Bool] = [:]
  /// What the subjects of conditions can be, for `Logic/`.
  var universes: [Subject: SubjectValues] = [:]
  /// Literals outside their domains, as reported: what follows from one is not.
  var outsideDomains: [SourceSpan] = []
  /// Where the names of each level type stand.
  var levelSpans: [[SourceSpan]] = []
  var brokenFields: Set<BrokenField> = []
  var letFacts: [NameFacts?] = []
  var letStates: [ResolutionState] = []
  var decisionFacts: [NameFacts?] = []
  var decisionStates: [ResolutionState] = []
  var derivedFacts: [DerivedKey: NameFacts] = [:]
  var derivedStates: [DerivedKey: ResolutionState] = [:]
  var derivedDepth = 0
  static let derivedDepthMax = 64
  /// How many near names were looked for.
  var nearSearches = 0
  static let nearSearchesMax = 50
  /// Parameters after a finding: their references are silent.
  var failedParameters: Set<Int> = []
  /// The declared types of decisions, by index; `.some(nil)` after a finding.
  var declaredTypes: [Int: ValueType?] = [:]
  var scoreBoundsRead: [SourceSpan: (lower: Decimal, upper: Decimal)] = [:]
  /// The records whose fields are the columns of a table: nothing is read into them.
  var columnRecords: Set<Int> = []
  /// The columns of each table of several outputs.
  var tableColumns: [Int: [(name: String, type: ValueType)]] = [:]

  init(files: RulesetFiles) {
    self.files = files
    sources = files.sources
    trees = files.trees
    diagnostics = files.diagnostics
    reported = Set(diagnostics.map(ReportedPlace.init))
  }

  /// Runs every phase; the program is nil when any finding is an error.
  func run() -> Program? {
    collect()
    resolveRecords()
    resolveParameters()
    resolveLists()
    resolveRequirements()
    resolveInOrder()
    reportLevelsNeverGiven()
    resolveLaws()
    resolveTests()
    resolveQuestion()
    reportUnused()
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return nil }
    return Program(
      name: header?.name ?? "", version: header?.version ?? "", description: header?.description,
      digest: files.digest, sources: sources, levelTypes: levelTypes, records: records,
      parameters: parameters, lists: lists, lets: lets, decisions: decisions, order: order,
      laws: laws, expressions: expressions, needsAsOf: needsAsOf, usesPrevious: usesPrevious)
  }

  /// Keeps a finding, unless its like is kept of that place: one cause, one finding.
  func report(_ diagnostic: Diagnostic) {
    if reported.insert(ReportedPlace(diagnostic)).inserted { diagnostics.append(diagnostic) }
  }

  /// Whether a finding of that code is kept of a place that begins there.
  func hasReported(_ code: DiagnosticCode, at span: SourceSpan) -> Bool {
    reported.contains(ReportedPlace(code: code, start: span.start))
  }

  /// Takes the last finding back if it lies there, where another says it better.
  func retractLast(within span: SourceSpan) {
    guard let last = diagnostics.last, span.contains(last.span) else { return }
    diagnostics.removeLast()
    reported.remove(ReportedPlace(last))
  }

  /// Appends an expression to the program.
  func add(
    _ kind: Expression.Kind, _ type: ValueType, _ span: SourceSpan, isSensitive: Bool = false
  ) -> ExpressionID {
    expressions.append(
      Expression(kind: kind, type: type, span: span, isSensitive: isSensitive))
    return ExpressionID(expressions.count - 1)
  }

  /// The result for text that was already reported.
  func failed(_ span: SourceSpan) -> Checked {
    Checked(
      id: add(.constant(.missing), .boolean, span), type: nil, span: span, isError: true)
  }
}

/// Where a finding begins, and what it is.
private struct ReportedPlace: Hashable {
  var code: DiagnosticCode
  var start: UInt32

  init(code: DiagnosticCode, start: UInt32) {
    self.code = code
    self.start = start
  }

  init(_ diagnostic: Diagnostic) {
    self.init(code: diagnostic.code, start: diagnostic.span.start)
  }
}

/// `ruleset "…" version "…"`.
struct Header {
  var name: String
  var version: String
  var description: String?
}

/// Something with a name that rules can use.
enum Symbol: Hashable {
  case field(Int)
  case named(Int)
  case parameter(Int)
  case list(Int)
  case decision(Int)
  /// Something whose declaration was reported: its uses are silent.
  case broken
}

/// A symbol and where its name stands.
struct Declared {
  var symbol: Symbol
  var name: Name
}

/// What counts as used.
enum Usage: Hashable {
  case symbol(Symbol)
  case levels(Int)
  case record(Int)
}

enum ResolutionState {
  case waiting, running, done
}

/// A derived field of a record.
struct DerivedKey: Hashable {
  var record: Int
  var field: Int
}

/// A field of a record whose declaration was reported: its uses are silent.
struct BrokenField: Hashable {
  var record: Int
  var name: String
}

/// What is known of a named value: a let, a decision, a derived field.
struct NameFacts {
  var type: ValueType
  var causes: [Cause] = []
  var range = Interval.unbounded
  var places = 18
  var values: [PlainValue]?
  var isSensitive = false
}

/// Where an expression stands: what is known there, and which elements are in sight.
struct Scope {
  var known = Facts()
  /// Outermost first.
  var elements: [Element] = []
  /// What may be read here.
  var reach = Reach.everything

  struct Element {
    var type: ValueType
    /// How its fields are named as paths.
    var base: ElementBase
    /// The bounds and decimals of a plain value.
    var range = Interval.unbounded
    var places = 18
  }

  /// How much of the ruleset an expression may read.
  enum Reach {
    case everything
    /// A `require` or a derived field, settled before any let: fields, parameters, lists.
    case record
  }

  func assuming(_ facts: Facts) -> Scope {
    var result = self
    result.known.assume(facts)
    return result
  }
}
