// Making a customer that was found as plain as possible: whatever can be as it was in a fixture
// goes back to that, and numbers lose the digits that nothing depends on.

import TierlineRuntime
import TierlineSource

/// Simplifies customers while they keep meeting a goal.
struct Shrinking {
  let program: Program
  let isMet: (Candidate) -> Bool

  /// The plainest customer on the way back to `base`.
  func shrunk(_ candidate: Candidate, to base: [Value]) -> Candidate {
    var best = candidate
    if best.previous != nil {
      var copy = best
      copy.previous = nil
      if isMet(copy) { best = copy }
    }
    for index in program.input.fields.indices
    where index < base.count && !best.record[index].isSame(as: base[index]) {
      var copy = best
      copy.record[index] = base[index]
      if isMet(copy) { best = copy }
    }
    for index in program.input.fields.indices
    where index < base.count && !best.record[index].isSame(as: base[index]) {
      best = rounded(best, field: index)
    }
    return shrunkPrevious(best)
  }

  /// The number of a field with as few digits as will do.
  private func rounded(_ candidate: Candidate, field: Int) -> Candidate {
    guard case .number(let number) = candidate.record[field],
      case .stored(let stored) = program.input.fields[field].content
    else { return candidate }
    for value in number.plainer where program.accepts(.number(value), in: stored) {
      var copy = candidate
      copy.record[field] = .number(value)
      if isMet(copy) { return copy }
    }
    return candidate
  }

  private func shrunkPrevious(_ candidate: Candidate) -> Candidate {
    guard let previous = candidate.previous else { return candidate }
    var best = candidate
    for (index, value) in previous.decisions.enumerated() {
      guard case .number(let number) = value else { continue }
      for plainer in number.plainer {
        var copy = best
        copy.previous?.decisions[index] = .number(plainer)
        if isMet(copy) {
          best = copy
          break
        }
      }
    }
    return best
  }
}

extension Decimal {
  /// Nearby numbers of fewer digits, the plainest first: for 27,262,581.76 first 30,000,000.
  fileprivate var plainer: [Decimal] {
    var results: [Decimal] = []
    var unit = Decimal(1_000_000_000_000)
    let smallest = Decimal.unit(places: 2)
    // Plainer is not larger: 1,000,000 is no stand-in for 536.
    let most = magnitude.multiplied(by: Decimal(2)) ?? magnitude
    while unit > smallest {
      for mode in [RoundingMode.halfAwayFromZero, .towardZero, .awayFromZero] {
        if let value = rounded(toMultipleOf: unit, mode), value != self, !results.contains(value),
          !value.isZero || isZero, value.magnitude <= most
        {
          results.append(value)
        }
      }
      guard let next = unit.divided(by: Decimal(10)) else { break }
      unit = next
    }
    return results
  }
}
