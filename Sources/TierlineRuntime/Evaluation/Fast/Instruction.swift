// The flat code that a program is lowered to: registers and instructions of plain bits.
//
// A register holds a number (as `Decimal` counts it), a date, a duration, a level or a yes/no in 128
// bits, and whether there is a value at all. Texts, lists and records stand in side arrays under the
// register's index. Instructions have no payload but register indices and jump targets, so running
// them touches no reference count and allocates nothing.

/// The value of an expression while code runs.
struct Register {
  /// A decimal's coefficient, a day number, a count, a level's index, or 0 and 1 for no and yes.
  var bits: Int128 = 0
  var state = State.missing

  enum State: UInt8 {
    case present = 0
    case missing = 1
    case overflow = 2

    /// What a strict operation of two operands gives: overflow before missing.
    @inline(__always)
    func joined(_ other: State) -> State {
      let union = rawValue | other.rawValue
      return union == 0 ? .present : union & 2 != 0 ? .overflow : .missing
    }
  }

  @inline(__always)
  init(_ bits: Int128) {
    self.bits = bits
    state = .present
  }

  @inline(__always)
  init(_ isTrue: Bool) {
    bits = isTrue ? 1 : 0
    state = .present
  }

  @inline(__always)
  init(state: State) { self.state = state }

  @inline(__always)
  var isYes: Bool { state == .present && bits != 0 }
  @inline(__always)
  var isNo: Bool { state == .present && bits == 0 }
}

/// What an instruction does with its operands `a`, `b`, `c` and `d`.
enum Opcode: UInt8 {
  // Values: a is written.

  /// a = b; d is 1 where a side value moves too.
  case move
  /// a = b + c, of numbers.
  case add
  case subtract
  case multiply
  /// a = b ÷ c; missing for a divisor of 0.
  case divide
  /// The lesser of two present numbers.
  case minimum
  case maximum
  /// a = b rounded to a multiple of c.
  case roundDown, roundUp, roundNearest, roundHalfEven
  /// a = c − b in days, as a number: `days between(b, c)`.
  case daysBetween
  /// a = b < c and so on, of any ordered values.
  case less, lessOrEqual, equal, notEqual
  /// a = b = c, of texts.
  case textEqual, textNotEqual
  /// a = whether text b `contains`, `starts with`, `ends with` text c.
  case textContains, textStartsWith, textEndsWith
  /// a = whether b is in the set c; d is the kind of value.
  case isMember
  case and, or, not
  /// a = whether b is missing.
  case isMissing
  /// a = b, or c where b is missing; d is 1 where a side value moves too.
  case fallback
  /// a = c or d, by the truth of b.
  case select
  /// The same for texts, lists and records.
  case selectObject
  /// a = field c of the record b.
  case member
  /// a = the value of generic operation b.
  case generic
  /// a = aggregate b.
  case aggregate
  /// a = the level that extreme policy b comes to.
  case extreme

  // Control: targets are instruction indices.

  /// Go on at a.
  case jump
  /// a is a truth: no goes on at b, unknown at c, yes falls through, overflow refuses.
  case branch
  /// Where a is yes, go on at b.
  case branchYes
  /// Where a is missing, go on at b; overflow refuses.
  case branchMissing
  /// Refuses unless a is present.
  case require
  /// Refuses where a is an overflow.
  case settle
  /// Hands the record to the traced evaluator, which says why it is refused.
  case refuse
  /// Ends a block.
  case end
}

/// One step of code.
struct Instruction {
  var opcode: Opcode
  var a: Int32 = 0
  var b: Int32 = 0
  var c: Int32 = 0
  var d: Int32 = 0
}
