// The code that a program is lowered to, for 64 records at a time.
//
// A batch is 64 records, one in each lane. A *column* holds the value of one expression in every
// lane; which lanes have one at all is a word of 64 bits, its `present` word. A *truth* is two words:
// the lanes where a condition is yes, and those where it is no; in the rest it is unknown. `and` and
// `or` of 64 records are then two machine instructions, and Kleene's logic falls out of them.
//
// Numbers stand in 64 bits at a scale that is known when code is made (*narrow*: an amount in cents),
// or in 128 bits at 18 places, as `Decimal` has them (*wide*). Code has no jumps: every instruction
// runs for all lanes, and blocks of rules choose lanes by masks. Where a lane comes upon something
// rare (a result beyond its bits, a needed value that is not there) the instruction leaves the lane to
// the traced evaluator by a bit in `left`, which decides the record again from its text.

/// What an instruction does with its operands `a`, `b`, `c`, `d` and `imm`.
///
/// `n` columns are narrow, `w` wide, `t` truths; the letter before the equals sign is what is written.
enum BatchOpcode: UInt8 {
  // MARK: Truths

  /// ta = tb and tc
  case and
  case or
  /// ta = not tb
  case not
  /// ta = tb = tc, of booleans.
  case truthEqual
  /// ta = tb default tc
  case truthDefault
  /// ta = if tb then tc else td
  case truthSelect
  /// ta = whether tb is missing
  case truthIsMissing
  /// ta = whether the column b (imm: narrow 0, wide 1) is missing
  case isMissing

  // MARK: Comparisons

  /// ta = nb < nc
  case less, lessOrEqual, equal
  /// ta = nb < imm
  case lessConstant, lessOrEqualConstant, equalConstant
  /// ta = nb > imm
  case greaterConstant, greaterOrEqualConstant
  /// ta = wb < wc
  case lessWide, lessOrEqualWide, equalWide
  /// ta = wb < wide constant c
  case lessWideConstant, lessOrEqualWideConstant, equalWideConstant
  case greaterWideConstant, greaterOrEqualWideConstant
  /// ta = whether nb is in the set of numbers c
  case inSet
  /// ta = whether wb is in the set of wide numbers c
  case inWideSet
  /// ta = whether the code nb is one of the bits of c; imm bits in all
  case codeIn
  /// ta = xb = xc, of texts
  case textEqual
  /// ta = whether text b contains, starts with, ends with text c
  case textContains, textStartsWith, textEndsWith
  /// ta = whether text b is in the set of texts c
  case textInSet

  // MARK: Narrow numbers

  /// na = nb + nc
  case add, subtract, multiply
  /// na = nb × imm, exactly; also how scales are raised
  case multiplyConstant
  /// na = least, greatest of nb and nc
  case minimum, maximum
  case negate, absolute
  /// na = nb ÷ imm, rounded to whole units by mode c
  case roundedQuotient
  /// na = nb rounded to a multiple of imm by mode c
  case roundMultiple
  /// Leaves lanes whose nb lies outside the calendar.
  case requireDay
  /// na = nb default nc
  case fallback
  /// na = if tb then nc else nd
  case select
  /// na = what the date function imm makes of nb and nc
  case dateFunction

  // MARK: Wide numbers

  /// wa = nb × 10^imm
  case widen
  /// na = wb ÷ 10^imm, which must be exact
  case narrowed
  case addWide, subtractWide, multiplyWide, divideWide
  /// wa = nb ÷ nc at 18 places; imm is the scale of c less that of b
  case divide
  case minimumWide, maximumWide, negateWide, absoluteWide
  /// wa = wb rounded to a multiple of wide constant c by mode imm
  case roundWide
  case fallbackWide, selectWide

  // MARK: Blocks

  /// ma = all lanes
  case all
  /// ma = mb and tc; of mb the lanes are left in which c is no; unknown lanes join md, go on (d = −1)
  /// or are left (d = −2)
  case claim
  /// Leaves the lanes where ta is not yes.
  case leaveUnless
  /// Leaves the lanes of mask a.
  case leave
  /// Leaves the lanes of mask a that column b (imm: narrow 0, wide 1, truth 2) does not have.
  case leaveAbsent
  /// na takes imm in the lanes of mask b
  case blendConstant
  /// Column a (imm: narrow 0, wide 1) has no value in any lane.
  case blendNothing
  /// na takes nc in the lanes of mask b
  case blend
  case blendWide
  /// ta takes tc in the lanes of mask b
  case blendTruth
  /// na grows by imm in the lanes of mask b
  case addWhere
  /// ta = yes in mask b, else no
  case truthOfMask
  /// ma = mb and mc, mb and not mc, mb or mc
  case maskAnd, maskAndNot, maskOr
  /// ma = lanes where tb is yes, no, unknown
  case maskYes, maskUnknown
  /// ma = lanes of mask b that column c (imm: narrow 0, wide 1) has
  case maskPresent
  /// na = the number of the rule of rule index b that takes each lane
  case indexed
  /// na = the value of table c at nb
  case lookUp
  /// Level a = extreme policy b
  case extreme

  // MARK: Elsewhere

  /// a = generic operation b, lane by lane
  case generic
  /// a = aggregate b
  case aggregate
  /// na, wa, ta = the value of the element's record: from the lanes of all records
  case gather, gatherWide, gatherTruth
}

/// One step of code.
struct BatchInstruction {
  var opcode: BatchOpcode
  var a: Int32 = 0
  var b: Int32 = 0
  var c: Int32 = 0
  var d: Int32 = 0
  var imm: Int64 = 0
}
