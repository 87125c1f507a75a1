// Where the points of a model are to be seen.

import TierlineRuntime
import TierlineSource

/// A part of a decision that a trace tells about.
struct BlockSite: Sendable {
  var decision: Int
  var kind: Kind
  var point: Int

  enum Kind: Hashable, Sendable {
    case tierRule(Int)
    /// The rule's condition was asked, whatever it gave.
    case tierReached(Int)
    case tierOtherwise, tierUnknown
    /// `item` of a score; nil in a tier by bands.
    case band(item: Int?, Int)
    case bandOtherwise(item: Int?)
    case bandUnknown(item: Int?)
    case scoreRule(Int)
    case scoreUnknown
    case stepApplied(Int)
    case stepReached(Int)
    /// A plain step that made a difference.
    case stepChanged(Int)
    case limitUnknown
    case alert(Int)
    case alertsUnknown
    case row(Int)
    case tableOtherwise, tableUnknown
  }
}

/// When an expression counts as looked at.
enum Reach: Hashable, Sendable {
  case always
  /// Where that part of a decision was reached.
  case part(Int, BlockSite.Kind)
  /// Also for records that a `require` refuses.
  case requirement
}

/// A step into the elements that a condition is asked for.
enum ListStep: Sendable {
  /// Each element of a list, or of those that a filter lets through.
  case list(ExpressionID, where: ExpressionID? = nil)
  /// Each record of a type in the data.
  case instances(of: Int)
}

/// An atomic condition, or one of several tests of a band or cell.
struct ConditionSite: Sendable {
  enum Content: Sendable {
    case condition(ExpressionID)
    case test(Test, subject: ExpressionID)
  }

  var content: Content
  var lists: [ListStep]
  var reach: Reach
  /// Points; nil where it can't be so.
  var yes: Int?
  var no: Int?
  var unknown: Int?
}

/// Whether the bound itself lies above the cut or below it.
enum CutSide: Hashable, Sendable {
  /// `< 5`, `>= 5`: between the value before 5 and 5.
  case below
  /// `<= 5`, `> 5`: between 5 and the value behind it.
  case above
}

extension ComparisonOperator {
  /// Where an ordering comparison cuts; nil for equality.
  var cutSide: CutSide? {
    switch self {
    case .less, .greaterOrEqual: .below
    case .lessOrEqual, .greater: .above
    case .equal, .notEqual: nil
    }
  }

  /// The comparison with its sides exchanged.
  var mirrored: ComparisonOperator {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }
}

/// A threshold: a subject against a bound.
struct BoundarySite: Sendable {
  var subject: ExpressionID
  var bound: ExpressionID
  var side: CutSide
  var grid: Grid
  var lists: [ListStep]
  var reach: Reach
  /// Points; nil for a side that no value can be on.
  var low: Int?
  var high: Int?
}

extension BoundarySite {
  /// Whether no value of the subject is the next to another.
  var isDense: Bool {
    switch grid {
    case .dense: true
    case .lattice, .values: false
    }
  }
}

/// Which values a subject can have beside each other.
enum Grid: Sendable {
  /// A step apart: cents, days, points.
  case lattice(Lattice)
  /// Only these, ascending: the sums that a score can come to.
  case values([Decimal])
  /// No smallest step: quotients.
  case dense
}

/// The thresholds of one subject that count already.
struct CutRegister {
  private var known: Set<Key> = []

  private struct Key: Hashable {
    var subject: ExpressionID
    var value: PlainValue
    var side: CutSide
  }

  mutating func insert(_ subject: ExpressionID, _ value: PlainValue, _ side: CutSide) -> Bool {
    known.insert(Key(subject: subject, value: value, side: side)).inserted
  }
}

/// When the third truth of an atom has to be shown.
enum UnknownNeed: Sendable {
  case never
  /// Wherever it can be missing.
  case whereMissing
  /// Unless the whole condition asks itself whether the data is there: for these names it does.
  case unlessAsked(Set<Facts.Leaf>, in: ExpressionID)
}
