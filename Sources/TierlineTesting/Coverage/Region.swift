// What is assumed of the values of some subjects at once: a stretch, a set, present or missing.
//
// A subject is an expression by its shape, so that `overdue_days > 30` and `x <= 30`, x being a let
// for `overdue_days`, speak of the same one. Two subjects are taken to move freely of each other; a
// region that looks possible may be empty all the same, one that is found empty is.

import TierlineRuntime
import TierlineSource

/// Truths that a condition may have.
struct Truths: OptionSet, Hashable, Sendable {
  let rawValue: UInt8

  static let yes = Truths(rawValue: 1)
  static let no = Truths(rawValue: 2)
  static let unknown = Truths(rawValue: 4)
  static let definite: Truths = [.yes, .no]
  static let any: Truths = [.yes, .no, .unknown]

  var negated: Truths {
    var result = intersection(.unknown)
    if contains(.yes) { result.insert(.no) }
    if contains(.no) { result.insert(.yes) }
    return result
  }
}

/// What is left of one subject.
struct Possible: Sendable {
  var canBeMissing = true
  var canBePresent = true
  var range = OrdinalRange(lower: nil, upper: nil)
  /// nil for values that are too many to name.
  var allowed: Set<PlainValue>?
  var excluded: Set<PlainValue> = []
  /// nil where values lie as close as you like.
  var lattice: Lattice?

  /// Whether no value is left.
  var isEmpty: Bool { !canBeMissing && !hasValue }

  private var hasValue: Bool {
    guard canBePresent else { return false }
    if let allowed {
      return allowed.contains { value in
        !excluded.contains(value) && (value.ordinal.map(range.contains) ?? true)
      }
    }
    guard let lower = range.lower, let upper = range.upper else { return true }
    guard lower <= upper else { return false }
    if lower == upper {
      return range.includesLower && range.includesUpper && !isExcluded(lower)
        && lattice?.contains(lower) != false
    }
    // Between two neighbours of a lattice there is nothing.
    guard let lattice,
      let first = lattice.neighbours(of: lower, range.includesLower ? .below : .above)?.high,
      let last = lattice.neighbours(of: upper, range.includesUpper ? .above : .below)?.low
    else { return true }
    return first <= last && !(first == last && isExcluded(first))
  }

  private func isExcluded(_ ordinal: Decimal) -> Bool {
    excluded.contains { $0.ordinal == ordinal }
  }

  mutating func meet(_ other: OrdinalRange) { range = range.intersection(other) }

  mutating func meet(_ values: Set<PlainValue>) {
    allowed = allowed?.intersection(values) ?? values
  }
}

/// What assumptions are about: an expression by its shape, or how far one stands above another.
struct Subject: Hashable, Sendable {
  var shape: Int32
  var above: Int32?
}

/// Assumptions about several subjects.
struct Region: Sendable {
  private(set) var subjects: [Subject: Possible] = [:]
  /// Decisions whose way to their value was assumed already.
  var settled: Set<Int> = []

  subscript(key: Subject) -> Possible? {
    get { subjects[key] }
    set { subjects[key] = newValue }
  }
}

extension OrdinalRange {
  /// The values in both; ends that lie in one alone are out.
  func intersection(_ other: OrdinalRange) -> OrdinalRange {
    var result = self
    if let own = lower, let its = other.lower {
      if its > own {
        (result.lower, result.includesLower) = (its, other.includesLower)
      } else if its == own {
        result.includesLower = includesLower && other.includesLower
      }
    } else if other.lower != nil {
      (result.lower, result.includesLower) = (other.lower, other.includesLower)
    }
    if let own = upper, let its = other.upper {
      if its < own {
        (result.upper, result.includesUpper) = (its, other.includesUpper)
      } else if its == own {
        result.includesUpper = includesUpper && other.includesUpper
      }
    } else if other.upper != nil {
      (result.upper, result.includesUpper) = (other.upper, other.includesUpper)
    }
    return result
  }

  /// The same below zero as above it.
  var mirrored: OrdinalRange {
    var result = OrdinalRange(lower: upper?.negated, upper: lower?.negated)
    (result.includesLower, result.includesUpper) = (includesUpper, includesLower)
    return result
  }

  /// The values that stand in a comparison with a bound; nil for `!=`.
  init?(_ comparison: ComparisonOperator, _ bound: Decimal) {
    self.init(lower: nil, upper: nil)
    switch comparison {
    case .equal: (lower, upper) = (bound, bound)
    case .notEqual: return nil
    case .less: (upper, includesUpper) = (bound, false)
    case .lessOrEqual: upper = bound
    case .greater: (lower, includesLower) = (bound, false)
    case .greaterOrEqual: lower = bound
    }
  }
}
