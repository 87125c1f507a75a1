// A checked ruleset, ready to be evaluated.
//
// The checker makes a `Program` from syntax trees; nothing here knows a tree. Everything is a flat
// array addressed by index, so that the traced evaluator can walk it and the fast one can lower it
// further. Names, labels and spans are kept, because decisions are explained in the author's words.

package import TierlineSource

/// A whole ruleset as checked.
package struct Program: Sendable {
  package var name: String
  package var version: String
  package var description: String?
  /// SHA-256 of everything that decides: files, lists and parameters, as `sha256:` and hex.
  package var digest: String
  /// The files, for quoting conditions as written.
  package var sources: SourceMap
  package var levelTypes: [LevelType]
  /// All record types; the first is the input.
  package var records: [RecordType]
  package var parameters: [Parameter]
  package var lists: [NamedList]
  /// Named expressions, each after the lets it reads.
  package var lets: [NamedExpression]
  /// In order of declaration, which is the order of output.
  package var decisions: [Decision]
  /// Indices of `lets` and `decisions` such that each stands after all that it reads.
  package var order: [Step]
  package var laws: [Law]
  package var expressions: ContiguousArray<Expression>
  /// Whether a run needs an as-of date: `as_of`, dated parameters or `within` are used.
  package var needsAsOf: Bool
  /// Whether any expression reads `previous`.
  package var usesPrevious: Bool

  /// One thing to compute.
  package enum Step: Hashable, Sendable {
    case named(Int)
    case decision(Int)
  }

  /// The input record type.
  package var input: RecordType { records[0] }

  package subscript(id: ExpressionID) -> Expression { expressions[Int(id.index)] }

  package init(
    name: String, version: String, description: String? = nil, digest: String = "",
    sources: SourceMap = SourceMap(), levelTypes: [LevelType] = [], records: [RecordType],
    parameters: [Parameter] = [], lists: [NamedList] = [], lets: [NamedExpression] = [],
    decisions: [Decision] = [], order: [Step] = [], laws: [Law] = [],
    expressions: ContiguousArray<Expression> = [], needsAsOf: Bool = false,
    usesPrevious: Bool = false
  ) {
    self.name = name
    self.version = version
    self.description = description
    self.digest = digest
    self.sources = sources
    self.levelTypes = levelTypes
    self.records = records
    self.parameters = parameters
    self.lists = lists
    self.lets = lets
    self.decisions = decisions
    self.order = order
    self.laws = laws
    self.expressions = expressions
    self.needsAsOf = needsAsOf
    self.usesPrevious = usesPrevious
  }
}

/// Ordered names, lowest first.
package struct LevelType: Hashable, Sendable {
  /// The name of a `levels` declaration, or of the block whose inline list it is.
  package var name: String
  package var names: [String]

  package init(name: String, names: [String]) {
    self.name = name
    self.names = names
  }
}

/// A parameter: one value, or values by date.
package struct Parameter: Sendable {
  package var name: String
  package var type: ValueType
  package var documentation: String
  package var span: SourceSpan
  /// Ascending by date; a single undated value has no date.
  package var values: [(from: CalendarDate?, value: Value)]

  package init(
    name: String, type: ValueType, documentation: String = "", span: SourceSpan,
    values: [(from: CalendarDate?, value: Value)]
  ) {
    self.name = name
    self.type = type
    self.documentation = documentation
    self.span = span
    self.values = values
  }

  /// The value in force on a date: that of the last `from` not after it; nil before the first.
  package func value(on asOf: CalendarDate?) -> Value? {
    if let first = values.first, first.from == nil { return first.value }
    guard let asOf else { return nil }
    return values.last { $0.from.map { $0 <= asOf } ?? true }?.value
  }
}

/// A list of plain values, from the ruleset or a file.
package struct NamedList: Sendable {
  package var name: String
  package var type: ValueType
  package var span: SourceSpan
  package var members: ValueSet

  package init(name: String, type: ValueType, span: SourceSpan, members: ValueSet) {
    self.name = name
    self.type = type
    self.span = span
    self.members = members
  }
}

/// Plain values to be looked up: all of one type.
package struct ValueSet: Sendable {
  /// As written, duplicates left out.
  package private(set) var values: [Value]
  private var keys: Set<PlainValue>

  package init(_ values: [Value]) {
    self.values = []
    keys = []
    for value in values {
      if let key = PlainValue(value), keys.insert(key).inserted { self.values.append(value) }
    }
  }

  package func contains(_ value: Value) -> Bool {
    PlainValue(value).map(keys.contains) ?? false
  }
}

/// A value that can be compared for equality alone: no list, record, missing or overflow.
package enum PlainValue: Hashable, Sendable {
  case boolean(Bool)
  case number(Decimal)
  case date(CalendarDate)
  case days(Int)
  case months(Int)
  case text(Text)
  case level(Int)

  package init?(_ value: Value) {
    switch value {
    case .boolean(let value): self = .boolean(value)
    case .number(let value): self = .number(value)
    case .date(let value): self = .date(value)
    case .days(let value): self = .days(value)
    case .months(let value): self = .months(value)
    case .text(let value): self = .text(value)
    case .level(let value): self = .level(value)
    case .missing, .overflow, .list, .record: return nil
    }
  }
}

/// A `let`.
package struct NamedExpression: Sendable {
  package var name: String
  package var type: ValueType
  package var documentation: String
  package var span: SourceSpan
  package var expression: ExpressionID

  package init(
    name: String, type: ValueType, documentation: String = "", span: SourceSpan,
    expression: ExpressionID
  ) {
    self.name = name
    self.type = type
    self.documentation = documentation
    self.span = span
    self.expression = expression
  }
}

/// A law: a condition, or a claim about how a decision moves with a field.
package struct Law: Sendable {
  package var name: String
  package var span: SourceSpan
  package var claim: Claim

  package enum Claim: Sendable {
    case always(ExpressionID)
    /// `decision` never moves in `direction` as `field` moves in `cause`, wherever `filter` holds.
    case monotone(
      decision: ExpressionID, direction: Movement, field: ExpressionID, cause: Movement,
      filter: ExpressionID?)
  }

  package enum Movement: Sendable {
    case rises, falls, goesMissing
  }

  package init(name: String, span: SourceSpan, claim: Claim) {
    self.name = name
    self.span = span
    self.claim = claim
  }
}
