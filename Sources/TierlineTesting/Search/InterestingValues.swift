// The values that rules compare a field with, for each field its own.
//
// A search that tries every constant of a policy at every field spends its effort on nothing: what
// matters to a field are the constants on the other side of the comparisons and tests that read it,
// through lets and derived fields. What is compared with a whole decision is left to the search.

import TierlineRuntime
import TierlineSource

/// A field of a record type, the input's being those of the first.
struct FieldKey: Hashable, Sendable {
  var record: Int
  var field: Int
}

/// The values that a program compares each field with.
struct InterestingValues: Sendable {
  private var numbers: [FieldKey: Set<Decimal>] = [:]
  private var texts: [FieldKey: Set<Text>] = [:]
  private var dates: [FieldKey: Set<CalendarDate>] = [:]
  private var sums: [Decimal] = []

  init(_ program: Program) {
    for expression in program.expressions.indices {
      let id = ExpressionID(expression)
      switch program[id].kind {
      case .comparison(_, let left, let right), .textTest(_, let left, let right):
        pair([left, right], in: program)
      case .inRange(let subject, let range):
        pair([subject, range.lower, range.upper], in: program)
      case .inMembers(let subject, let members): pair([subject] + members, in: program)
      case .inList(let subject, let list): pair([subject], list: list, in: program)
      case .fallback(let first, let second): pair([first, second], in: program)
      default: break
      }
    }
    for decision in program.decisions { addTests(of: decision, in: program) }
    var amounts: Set<Decimal> = []
    for decision in program.decisions {
      guard case .limit(let limit) = decision.body else { continue }
      for step in limit.steps {
        if case .number(let number)? = program.constantValue(of: step.operand) {
          amounts.insert(number)
        }
      }
    }
    sums = amounts.sorted()
  }

  /// Only what stands in some expressions.
  init(_ program: Program, about roots: [ExpressionID]) { pair(roots, in: program) }

  func numbers(for key: FieldKey) -> [Decimal] { (numbers[key] ?? []).sorted() }

  /// The amounts that limits set, add and cap at: what money is steered towards.
  var amounts: [Decimal] { sums }

  func texts(for key: FieldKey) -> [Text] {
    (texts[key] ?? []).sorted { $0.string < $1.string }
  }

  func dates(for key: FieldKey) -> [CalendarDate] { (dates[key] ?? []).sorted() }

  /// Counts of days, months or years that a date is asked for.
  func counts(for key: FieldKey) -> [Int] {
    numbers(for: key).compactMap(\.integer).filter { (0..<40_000).contains($0) }
  }

  // MARK: Collecting

  private mutating func addTests(of decision: Decision, in program: Program) {
    switch decision.body {
    case .score(let score):
      for item in score.items {
        if case .characteristic(let bands) = item { add(bands, in: program) }
      }
    case .tier(let tier):
      if case .bands(let bands) = tier.content { add(bands, in: program) }
    case .table(let table):
      for row in table.rows {
        for (tests, subject) in zip(row.tests, table.subjects) { add(tests, subject, program) }
      }
    case .limit, .alerts, .result: break
    }
  }

  private mutating func add(_ bands: Bands, in program: Program) {
    for band in bands.bands { add(band.tests, bands.subject, program) }
  }

  private mutating func add(_ tests: [Test], _ subject: ExpressionID, _ program: Program) {
    for test in tests {
      pair([subject] + test.bounds, in: program)
      if case .list(let list, _) = test { pair([subject], list: list, in: program) }
    }
  }

  /// Whatever constants stand in some expressions are of interest to the fields in them.
  private mutating func pair(_ roots: [ExpressionID], list: Int? = nil, in program: Program) {
    let (keys, constants) = program.leaves(of: roots)
    guard !keys.isEmpty else { return }
    var values = constants
    if let list { values += program.lists[list].members.values.prefix(3) }
    for value in values {
      for key in keys { insert(value, key) }
    }
  }

  private mutating func insert(_ value: Value, _ key: FieldKey) {
    switch value {
    case .number(let number): numbers[key, default: []].insert(number)
    case .text(let text): texts[key, default: []].insert(text.plainMatch)
    case .date(let date): dates[key, default: []].insert(date)
    case .days(let count), .months(let count):
      numbers[key, default: []].insert(Decimal(count))
    case .missing, .overflow, .boolean, .level, .list, .record: break
    }
  }
}

extension Program {
  /// The fields that some expressions read and the constants in them; of decisions only results are
  /// followed.
  fileprivate func leaves(of roots: [ExpressionID]) -> (keys: Set<FieldKey>, constants: [Value]) {
    var keys: Set<FieldKey> = []
    var constants: [Value] = []
    var visited: Set<ExpressionID> = []
    var pending = roots
    while let id = pending.popLast() {
      guard visited.insert(id).inserted else { continue }
      let kind = self[id].kind
      var key: FieldKey?
      switch kind {
      case .constant(let value): constants.append(value)
      case .parameter(let index): constants += parameters[index].values.map(\.value)
      case .field(let field), .previousField(let field): key = FieldKey(record: 0, field: field)
      case .elementField(let record, let field), .member(_, let record, let field):
        key = FieldKey(record: record, field: field)
      case .named(let index): pending.append(lets[index].expression)
      case .decision(let index):
        if case .result(let expression) = decisions[index].body { pending.append(expression) }
      default: break
      }
      if let key {
        if case .derived(let expression) = records[key.record].fields[key.field].content {
          pending.append(expression)
        } else {
          keys.insert(key)
        }
      }
      pending += kind.operands + kind.elementOperands
    }
    return (keys, constants)
  }
}

extension Text {
  /// A text that a `like` pattern matches; any other text is itself.
  fileprivate var plainMatch: Text {
    guard string.contains("*") || string.contains("?") else { return self }
    var result = ""
    var isEscaped = false
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\\" where !isEscaped: isEscaped = true
      case "*" where !isEscaped: break
      case "?" where !isEscaped: result += "x"
      default:
        result.unicodeScalars.append(scalar)
        isEscaped = false
      }
    }
    return Text(result)
  }
}
