// A program lowered to code over batches: what the batch evaluator runs and the column reader fills.

import TierlineSource

/// Where the value of an expression stands in a batch.
enum BatchOperand: Hashable, Sendable {
  /// A number in units of 10^−scale, a day number, a count of days or months, a level's index.
  case narrow(Int32, scale: Int)
  /// A `Decimal`'s coefficient.
  case wide(Int32)
  case truth(Int32)
  /// A `TextPlace64` in a narrow column.
  case text(Int32)
  case list(Int32)
  /// A nested record: the slot that says whether it is there.
  case record(Int32)
}

/// What is written of a field: a value, or one that has values inside.
indirect enum BatchShape: Sendable {
  case value(BatchOperand, ValueType)
  /// The truth says whether the record is there.
  case record(presence: Int32, [(name: String, shape: BatchShape)])
  case list(Int32, element: BatchShape)
}

/// A field as the reader finds it: the steps of fields from the input's record, or from a list's
/// element.
struct FieldPath: Hashable, Sendable {
  /// −1 for the input's own record.
  var list: Int32
  /// Field indices from the outermost record in; empty for a plain element.
  var steps: [Int]
}

/// What the reader fills in for one field.
struct BatchSlot: Sendable {
  var path: FieldPath
  var type: ValueType
  var value: BatchOperand
  /// The column of a text's code in `dictionary`, where rules compare it with constants.
  var code: Int32?
  /// Texts that rules compare the field with; their index is the code, any other text has −1.
  var dictionary: [Text] = []
  var codes: [Text: Int] = [:]

  /// The column of codes of a text; an optional record's `code` is the truth of its being there.
  var codeColumn: Int32? {
    if case .text = value { code } else { nil }
  }

  /// The code of a value; −1 for a text that no rule knows.
  func code(of value: Value) -> Int64 {
    guard case .text(let text) = value, let code = codes[text] else { return -1 }
    return Int64(code)
  }
}

/// The code of a program, for one as-of date.
struct BatchPlan: Sendable {
  let program: Program
  let asOf: CalendarDate?
  /// The main code, then the blocks of loops.
  var code: [BatchInstruction] = []
  /// How much of `code` is the main code.
  var mainCount = 0
  var narrowCount = 0
  var wideCount = 0
  /// The first three are the same in every lane.
  var truthCount = 3

  static let (yes, no, unknown): (Int32, Int32, Int32) = (0, 1, 2)

  // MARK: What stands in columns before a batch

  var narrowConstants: [(column: Int32, value: Int64)] = []
  var wideConstants: [(column: Int32, value: Int128)] = []
  /// Operands of wide comparisons.
  var wideNumbers: [Int128] = []
  /// Texts of the program, one behind another.
  var texts: [UInt8] = []
  var slots: [BatchSlot] = []
  var lists: [BatchList] = []
  var previous: [(source: PreviousSource, type: ValueType, operand: BatchOperand)] = []

  // MARK: What instructions refer to

  var numberSets: [Set<Int64>] = []
  var wideSets: [Set<Int128>] = []
  var textSets: [Set<Text>] = []
  var bitSets: [[UInt64]] = []
  var generics: [GenericOperation] = []
  var loops: [BatchLoop] = []
  var extremes: [ExtremePolicy] = []
  var indexes: [RuleTree] = []
  /// Values by the number of the rule that gives them.
  var lookUps: [[Int64]] = []
  /// Where each decision's value stands.
  var outputs: [Output] = []
  var includesFields = false
  var notation = DecisionNotation.brief
  /// Whether full output is written, with the reasons of each decision.
  var keepsReasons: Bool { notation == .full }
  var reasons: [BatchReasons] = []
  /// Where the operands of templates stand.
  var holes: [ExpressionID: BatchOperand] = [:]
  /// The key fields, and the others where they are written.
  var fields: [(index: Int, shape: BatchShape)] = []

  /// Whether a field is written.
  func writes(_ field: Field) -> Bool {
    guard case .stored = field.content else { return field.isKey }
    return field.isKey || includesFields && !field.isSensitive
  }

  /// The value of an expression that is the same for all records.
  func fixed(_ id: ExpressionID) -> Value? {
    switch program[id].kind {
    case .constant(let value): return value
    case .parameter(let index): return program.parameters[index].value(on: asOf)
    case .asOf: return asOf.map(Value.date)
    case .field, .elementField, .element, .member, .named, .decision, .column, .alertRaised,
      .previousField, .previousDecision, .previousColumn, .previousAlertRaised, .negate, .not,
      .and, .or, .arithmetic, .comparison, .inRange, .inMembers, .inList, .inValue, .isMissing,
      .isPresent, .fallback, .conditional, .textTest, .call, .aggregate:
      return nil
    }
  }

  /// A value of the previous record.
  enum PreviousSource: Hashable, Sendable {
    case field(Int)
    case decision(Int)
    case column(decision: Int, column: Int)
    case alert(decision: Int, rule: Int)
  }

  /// An operation that has no instruction of its own: computed on values, as the traced evaluator
  /// does.
  struct GenericOperation: Sendable {
    var expression: ExpressionID
    var operands: [BatchOperand]
    var operandTypes: [ValueType]
    var result: BatchOperand
  }

  /// A tier that takes the highest or lowest level.
  struct ExtremePolicy: Sendable {
    var isHighest: Bool
    /// Truths.
    var conditions: [Int32]
    /// Narrow columns.
    var levels: [Int32]
    var otherwise: Int32
    var unknown: Unknown
    /// Whether lanes that `if unknown` decides are left.
    var leavesUnknown = false

    enum Unknown: Sendable {
      case impossible
      case skip
      case level(Int32)
    }
  }

  /// Where a decision's value stands.
  enum Output: Sendable {
    case value(BatchOperand)
    case columns([BatchOperand])
    /// For each rule the truth of its being raised, and its level.
    case alerts(raised: [Int32], levels: [Int32])
  }
}

/// A list of the input whose elements stand in columns of their own.
struct BatchList: Sendable {
  var path: FieldPath
  var element: ValueType
  /// The truth that says whether the list is there.
  var presence: Int32

  /// More lists than this are not read into columns: records in records have ever more of them.
  static let countMax = 128
}

/// A loop over the elements of a list, 64 at a time.
struct BatchLoop: Sendable {
  var list: Int32
  /// The instructions that compute filters and values of 64 elements.
  var start = 0
  var count = 0
  var folds: [Fold] = []

  /// One aggregate of the loop.
  struct Fold: Sendable {
    var kind: Aggregate
    /// A truth of the element; nil for all of them.
    var filter: Int32?
    /// nil for `count`, `any`, `all` and `none`.
    var value: BatchOperand?
    var result: BatchOperand
  }
}

/// A text in 64 bits: where it lies and how long it is.
struct TextPlace64 {
  var bits: Int64

  enum Space: Int64 {
    /// The block of input being read.
    case input = 0
    /// Texts made for this batch: unescaped, or computed.
    case made = 1
    /// The program's own texts.
    case constant = 2
  }

  /// A place of so many bytes: the offset is below 2³⁴, the count below 2²⁸.
  @inline(__always)
  init(_ space: Space, offset: Int, count: Int) {
    bits = space.rawValue << 62 | Int64(offset) << 28 | Int64(count)
  }

  @inline(__always)
  init(bits: Int64) { self.bits = bits }

  @inline(__always)
  var space: Int { Int(bits >> 62 & 3) }
  @inline(__always)
  var offset: Int { Int(bits >> 28 & 0x3_FFFF_FFFF) }
  @inline(__always)
  var count: Int { Int(bits & 0xFFF_FFFF) }
}
