// An aggregate over elements one at a time, equal to `Scope.aggregate` over all at once.

import TierlineSource

/// What has been folded so far.
struct AggregateFold {
  private let kind: Aggregate
  private let type: ValueType
  private var truth: Truth
  /// The worst absence among filters, then among values.
  private var filterAbsence: Register.State = .present
  private var valueAbsence: Register.State = .present
  private var count = 0
  private var sum = ExactSum()
  private var duration: Int128 = 0
  private var best: Value?

  init(_ kind: Aggregate, type: ValueType) {
    self.kind = kind
    self.type = type
    truth = kind == .all ? .yes : .no
  }

  /// Adds an element by its filter's truth and its value; nil for an aggregate without one.
  mutating func add(filter: Register?, value: Value?) {
    switch kind {
    case .any, .none: truth = truth.or(Truth(filter))
    case .all: truth = truth.and(Truth(filter))
    case .count, .sum, .average, .min, .max: select(filter, value)
    }
  }

  private mutating func select(_ filter: Register?, _ value: Value?) {
    if let filter {
      guard filter.state == .present else {
        filterAbsence = filterAbsence.joined(filter.state)
        return
      }
      if filter.bits == 0 { return }
    }
    count += 1
    guard let value else { return }
    switch value {
    case .missing: valueAbsence = valueAbsence.joined(.missing)
    case .overflow: valueAbsence = valueAbsence.joined(.overflow)
    case .boolean, .number, .date, .days, .months, .text, .level, .list, .record: take(value)
    }
  }

  private mutating func take(_ value: Value) {
    switch kind {
    case .sum, .average:
      switch value {
      case .number(let number): sum.add(number)
      case .days(let count), .months(let count): duration += Int128(count)
      case .missing, .overflow, .boolean, .date, .text, .level, .list, .record: break
      }
    case .min, .max:
      if let best, value.compared(kind == .max ? .greater : .less, with: best) != .yes { return }
      best = value
    case .count, .any, .all, .none: break
    }
  }

  /// The aggregate's value.
  var result: Value {
    switch kind {
    case .any, .all: return truth.value
    case .none: return truth.negated.value
    case .count, .sum, .average, .min, .max: break
    }
    for absence in [filterAbsence, kind == .count ? .present : valueAbsence] {
      switch absence {
      case .present: continue
      case .missing: return .missing
      case .overflow: return .overflow(.nowhere)
      }
    }
    switch kind {
    case .count: return .number(Decimal(count))
    case .min, .max: return best ?? .missing
    case .sum where type == .days:
      return Int(exactly: duration).map { .days($0) } ?? .overflow(.nowhere)
    case .sum where type == .months:
      return Int(exactly: duration).map { .months($0) } ?? .overflow(.nowhere)
    case .average where sum.count == 0: return .missing
    case .sum, .average:
      let number = kind == .sum ? sum.total : sum.average
      return number.map { .number($0) } ?? .overflow(.nowhere)
    case .any, .all, .none: return .missing
    }
  }
}

extension Truth {
  /// The truth in a register; no filter at all holds for every element.
  fileprivate init(_ register: Register?) {
    guard let register else {
      self = .yes
      return
    }
    switch register.state {
    case .present: self = register.bits != 0 ? .yes : .no
    case .missing: self = .unknown
    case .overflow: self = .overflow(.nowhere)
    }
  }
}
