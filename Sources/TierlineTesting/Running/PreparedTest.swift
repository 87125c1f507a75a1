// A test made ready: the program with its parameters, the record as text, rows as holes in it.

import TierlineChecker
import TierlineRuntime
import TierlineSource

/// Everything that the cases of one test share.
struct PreparedTest: Sendable {
  let test: RulesetTest
  let program: Program
  let evaluator: TracedEvaluator
  let previous: PreviousRecord?
  /// nil unless coverage is measured.
  let coverage: CoverageModel?
  /// nil for a test of snapshots alone.
  let record: JSONTree?
  /// One for each table of the test.
  let tables: [PreparedTable]
  /// Of a test without a record of its own.
  var snapshots: [PreparedSnapshot] = []

  /// The cases in order: each row of each table, or the test itself.
  var caseCount: Int {
    guard record != nil else { return 0 }
    return tables.isEmpty ? 1 : tables.reduce(0) { $0 + $1.rows.count }
  }

  /// The row of a case; nil for a test without tables.
  func row(_ index: Int) -> (table: TestTable, row: TestRow)? {
    var index = index
    for (prepared, table) in zip(tables, test.tables) {
      if index < prepared.rows.count { return (table, prepared.rows[index]) }
      index -= prepared.rows.count
    }
    return nil
  }

  /// Appends the record of a case as one line of NDJSON.
  func write(_ index: Int, to bytes: inout [UInt8]) {
    guard let record else { return }
    var index = index
    for table in tables {
      if index < table.rows.count {
        table.write(index, over: record, in: program, to: &bytes)
        return bytes.append(UInt8(ascii: "\n"))
      }
      index -= table.rows.count
    }
    bytes += record.bytes
    bytes.append(UInt8(ascii: "\n"))
  }
}

/// The rows of a table as texts with holes.
struct PreparedTable: Sendable {
  let columns: [InputColumn]
  let rows: [TestRow]
  /// nil when one column lies within another, so that rows are laid over one by one.
  private let template: JSONTemplate?

  init(_ table: TestTable, over record: JSONTree, in program: Program) {
    columns = table.inputs
    rows = table.rows
    let paths = table.inputs.map { $0.keys(in: program) }
    let isNested = paths.enumerated().contains { index, path in
      paths.enumerated().contains { $0.offset != index && path.starts(with: $0.element) }
    }
    // A record in a cell keeps what the fixture has besides, so it is no plain hole.
    let hasRecords = table.inputs.contains { if case .record = $0.type { true } else { false } }
    guard !isNested, !hasRecords else {
      template = nil
      return
    }
    var tree = record
    for (index, path) in paths.enumerated() { tree.set(.hole(index), at: path) }
    var text = JSONTemplate()
    tree.write(to: &text)
    template = text
  }

  func write(_ row: Int, over record: JSONTree, in program: Program, to bytes: inout [UInt8]) {
    let values = rows[row].inputs
    if let template {
      let texts = zip(values, columns).map {
        JSONTree($0, as: $1.type, over: nil, in: program).bytes
      }
      return template.write(texts, to: &bytes)
    }
    var tree = record
    for (value, column) in zip(values, columns) {
      let keys = column.keys(in: program)
      tree.set(
        JSONTree(value, as: column.type, over: tree.value(at: keys), in: program), at: keys)
    }
    bytes += tree.bytes
  }
}

extension InputColumn {
  /// The keys from the record's object inward.
  func keys(in program: Program) -> [String] {
    path.flatMap { program.records[$0.record].fields[$0.field].path }
  }
}

/// Makes the tests of one file ready; programs and fixtures are shared among them.
struct TestPreparation {
  let entry: String
  let options: CheckOptions
  let ruleset: CheckedRuleset
  var shelf: FixtureShelf
  private var rulesets: [[TestSetting.Value]: Result<CheckedRuleset, TestProblem>] = [:]
  /// Files of earlier runs, as a ruleset under some parameters reads them.
  var earlier: [EarlierFile: PreviousSnapshot] = [:]

  struct EarlierFile: Hashable {
    var path: String
    var settings: [TestSetting.Value]
  }

  init(entry: String, options: CheckOptions, ruleset: CheckedRuleset, load: @escaping FileLoader) {
    self.entry = entry
    self.options = options
    self.ruleset = ruleset
    shelf = FixtureShelf(load: load)
  }

  /// Makes the test with that number ready.
  mutating func prepare(_ index: Int) throws(TestProblem) -> PreparedTest {
    let ruleset = try ruleset(with: ruleset.tests[index].settings)
    // Checked again under other parameters, the test is the same in the words of that program.
    let test = ruleset.tests[index]
    let program = ruleset.program
    var record: JSONTree?
    if let given = test.given {
      let text = try shelf.record(given, of: program)
      // Text that cannot be taken apart is handed on as it is, and refused by the reader.
      var tree = JSONTree(text) ?? .raw(text)
      if !given.fields.isEmpty { tree.lay(given.fields, of: 0, in: program) }
      record = tree
    }
    let previous = try test.previous.map { (given) throws(TestProblem) in
      try self.previous(given, of: program, customer: record, under: test.settings)
    }
    return PreparedTest(
      test: test, program: program,
      evaluator: TracedEvaluator(program: program, asOf: test.asOf), previous: previous ?? nil,
      coverage: ruleset.coverage, record: record,
      tables: record.map { record in
        test.tables.map { PreparedTable($0, over: record, in: program) }
      } ?? [], snapshots: try snapshots(of: test, program))
  }

  private mutating func snapshots(
    of test: RulesetTest, _ program: Program
  ) throws(TestProblem) -> [PreparedSnapshot] {
    var prepared: [PreparedSnapshot] = []
    for expectation in test.expectations {
      guard case .snapshot(let portfolio, let expected) = expectation.kind else { continue }
      var known: PreviousSnapshot?
      if let given = test.previous, given.file != nil {
        known = try snapshot(given, of: program, under: test.settings)
      }
      let before: [UInt8]?
      switch shelf.load(expected.path) {
      case .success(let bytes): before = bytes
      case .failure(.notFound): before = nil
      case .failure(let failure): throw TestProblem(expected, failure)
      }
      prepared.append(
        PreparedSnapshot(
          portfolio: try shelf.bytes(of: portfolio), expected: before, span: expectation.span,
          expectedFile: expected, previous: known))
    }
    return prepared
  }

  /// The ruleset under the parameters that a test sets, checked once for each choice.
  private mutating func ruleset(
    with settings: [TestSetting]
  ) throws(TestProblem) -> CheckedRuleset {
    guard let first = settings.first else { return ruleset }
    let key = settings.map(\.value)
    if let known = rulesets[key] { return try known.get() }
    let others = options.parameters.filter { given in
      !settings.contains { $0.parameter == given.name }
    }
    let result = check(
      entry: entry,
      options: CheckOptions(
        parameters: others + settings.map { (name: $0.parameter, value: $0.text) }),
      load: shelf.load)
    let checked: Result<CheckedRuleset, TestProblem>
    if let program = result.program, result.tests.count == ruleset.tests.count {
      checked = .success(
        CheckedRuleset(
          program: program, tests: result.tests, measuresCoverage: ruleset.coverage != nil))
    } else {
      let finding = result.diagnostics.first { $0.severity == .error }
      checked = .failure(
        TestProblem(
          span: first.span,
          message: finding?.message ?? Wording("the parameter does not fit", zh: "参数不适用")))
    }
    rulesets[key] = checked
    return try checked.get()
  }
}

/// A ruleset without errors and its tests.
struct CheckedRuleset: Sendable {
  let program: Program
  let tests: [RulesetTest]
  /// nil unless coverage is measured.
  let coverage: CoverageModel?

  init(program: Program, tests: [RulesetTest], measuresCoverage: Bool) {
    self.program = program
    self.tests = tests
    coverage = measuresCoverage ? CoverageModel(program) : nil
  }
}

extension TestSetting {
  /// What is set, wherever it is written.
  struct Value: Hashable {
    var parameter: String
    var text: String
  }

  var value: Value { Value(parameter: parameter, text: text) }
}
