// Which values of one subject a test takes: exactly, missing included.
//
// A subject is a name, or any expression; its values are stretches of an ordered type, some texts,
// or all texts but some. The sets are closed under what conditions are made of, so `and`, `or` and
// `not` of tests of one subject lose nothing. A set that would grow beyond a few dozen parts is
// given up (nil): whoever asks then knows nothing, which is never wrong.

import TierlineRuntime

/// A set of values of one subject.
struct SubjectValues {
  /// Whether the missing value is one of them.
  var takesMissing: Bool
  var present: Present

  enum Present {
    /// Stretches of an ordered type, ascending and apart, on a grid of so many decimals.
    case ordered([Interval], places: Int)
    /// These values alone.
    case only(Set<PlainValue>)
    /// Every value but these.
    case allBut(Set<PlainValue>)
  }

  /// More parts than this are not followed.
  static let partsMax = 64

  /// The missing value alone, beside nothing of the same kind.
  func missingAlone() -> SubjectValues {
    switch present {
    case .ordered(_, let places):
      SubjectValues(takesMissing: true, present: .ordered([], places: places))
    case .only, .allBut: SubjectValues(takesMissing: true, present: .only([]))
    }
  }

  /// The same without the missing value.
  var withoutMissing: SubjectValues { SubjectValues(takesMissing: false, present: present) }

  var isEmpty: Bool {
    guard !takesMissing else { return false }
    switch present {
    case .ordered(let stretches, _): return stretches.isEmpty
    case .only(let values): return values.isEmpty
    case .allBut: return false
    }
  }

  /// How many stretches or values say it.
  var partCount: Int {
    switch present {
    case .ordered(let stretches, _): stretches.count
    case .only(let values), .allBut(let values): values.count
    }
  }

  /// Stretches as a set: on their grid, the empty ones left out.
  static func stretches(_ intervals: [Interval], places: Int) -> Present {
    var stretches: [Interval] = []
    for interval in intervals {
      let stretch = interval.onGrid(places: places)
      if !stretch.isEmpty { stretches.append(stretch) }
    }
    return .ordered(stretches, places: places)
  }

  func intersection(_ other: SubjectValues) -> SubjectValues {
    SubjectValues(
      takesMissing: takesMissing && other.takesMissing,
      present: Self.intersection(present, other.present))
  }

  private static func intersection(_ left: Present, _ right: Present) -> Present {
    switch (left, right) {
    case (.ordered(let one, let places), .ordered(let two, _)):
      // Its ends are ends of either, and so on the grid.
      var both: [Interval] = []
      for first in one {
        for second in two {
          let part = first.intersection(second)
          if !part.isEmpty { both.append(part) }
        }
      }
      return .ordered(both, places: places)
    case (.only(let one), .only(let two)): return .only(one.intersection(two))
    case (.only(let one), .allBut(let two)), (.allBut(let two), .only(let one)):
      return .only(one.subtracting(two))
    case (.allBut(let one), .allBut(let two)): return .allBut(one.union(two))
    // Sets of one subject are of one kind.
    case (.ordered, .only), (.ordered, .allBut), (.only, .ordered), (.allBut, .ordered): return left
    }
  }

  /// What is in this set and not in the other.
  func subtracting(_ other: SubjectValues) -> SubjectValues {
    SubjectValues(
      takesMissing: takesMissing && !other.takesMissing,
      present: Self.intersection(present, Self.complement(other.present)))
  }

  private static func complement(_ values: Present) -> Present {
    switch values {
    case .ordered(let stretches, let places):
      var gaps: [Interval] = []
      var from: Interval.Bound?
      var isOpen = true
      for stretch in stretches {
        if let lower = stretch.lower {
          gaps.append(Interval(lower: from, upper: lower.flipped))
        }
        guard let upper = stretch.upper else {
          isOpen = false
          break
        }
        from = upper.flipped
      }
      if isOpen { gaps.append(Interval(lower: from, upper: nil)) }
      return Self.stretches(gaps, places: places)
    case .only(let values): return .allBut(values)
    case .allBut(let values): return .only(values)
    }
  }

  /// Whether every value of this set is in the other.
  func isSubset(of other: SubjectValues) -> Bool {
    if takesMissing, !other.takesMissing { return false }
    switch (present, other.present) {
    case (.only(let one), .only(let two)): return one.isSubset(of: two)
    case (.only(let one), .allBut(let two)): return one.isDisjoint(with: two)
    case (.ordered(let one, _), .ordered(let two, _))
    where two.count == 1 && !two[0].excludesZero && !one.contains(where: \.excludesZero):
      // Ends lie on the grid, so that one beyond a bound is a value beyond it.
      return one.allSatisfy { $0.isBounded(by: two[0]) }
    case (.ordered, _), (.only, _), (.allBut, _): return subtracting(other).isEmpty
    }
  }

  /// What is in either; nil where it has too many parts.
  func union(_ other: SubjectValues) -> SubjectValues? {
    guard partCount + other.partCount <= Self.partsMax else { return nil }
    let both: Present
    switch (present, other.present) {
    case (.only(let one), .only(let two)): both = .only(one.union(two))
    case (.only, .allBut), (.allBut, .only), (.allBut, .allBut), (.ordered, .ordered):
      both = Self.complement(
        Self.intersection(Self.complement(present), Self.complement(other.present)))
    case (.ordered, .only), (.ordered, .allBut), (.only, .ordered), (.allBut, .ordered): return nil
    }
    return SubjectValues(takesMissing: takesMissing || other.takesMissing, present: both)
  }
}

extension Interval.Bound {
  /// The same end seen from the other side.
  fileprivate var flipped: Interval.Bound {
    Interval.Bound(value: value, isIncluded: !isIncluded)
  }
}
