// A program lowered to flat code: what the fast evaluator runs.

import TierlineSource

/// The code of a program, for one as-of date.
struct FastPlan {
  let program: Program
  let asOf: CalendarDate?
  /// All blocks one behind another; the first is the main one, each ends with `.end`.
  var code: [Instruction] = []
  var registerCount = 0
  /// Registers that hold the same value for every record.
  var constants: [(register: Int32, value: Value)] = []
  /// Fields of the input that the code reads.
  var inputs: [(field: Int, register: Int32)] = []
  var previous: [(source: PreviousSource, register: Int32)] = []
  var sets: [ValueSet] = []
  var generics: [GenericOperation] = []
  var aggregates: [AggregateLoop] = []
  var extremes: [ExtremePolicy] = []
  /// Where each decision's value stands.
  var outputs: [Output] = []

  /// Lowers a program; nil where only the traced evaluator can run it.
  static func lowered(_ program: Program, asOf: CalendarDate?) -> FastPlan? {
    FastLowering.lower(program, asOf: asOf)
  }

  /// A value of the previous record.
  enum PreviousSource {
    case field(Int)
    case decision(Int)
    case column(decision: Int, column: Int)
    case alert(decision: Int, rule: Int)
  }

  /// An operation that has no instruction of its own: computed on values, as the traced evaluator
  /// does.
  struct GenericOperation {
    var kind: Kind
    var operands: [Int32]
    var operandTypes: [ValueType]

    enum Kind {
      case expression(ExpressionID)
      /// A pattern test of a cell.
      case like
      /// As-of + within.
      case deadline
    }
  }

  /// A loop over a list.
  struct AggregateLoop {
    var kind: Aggregate
    var list: Int32
    /// Where the element is put before the block runs.
    var element: Int32
    var elementType: ValueType
    /// The first instruction of the block that computes filter and value; −1 for none.
    var block: Int32
    var filter: Int32?
    var value: Int32?
    var valueType: ValueType
    var type: ValueType
  }

  /// A tier that takes the highest or lowest level.
  struct ExtremePolicy {
    var isHighest: Bool
    var conditions: [Int32]
    var levels: [Int32]
    var otherwise: Int32
    /// nil for `skip`; −1 where nothing can be unknown.
    var unknown: Int32?
  }

  /// Registers of one decision.
  enum Output {
    case value(Int32)
    case columns([Int32])
    case alerts(raised: [Int32], levels: [Int32])
  }
}
