// The regions of conditions: what each kind of test says of its subject.

import TierlineRuntime
import TierlineSource

extension Checker {
  /// Texts longer than this are not compared.
  private static let subjectLengthMax: UInt32 = 400

  /// What a box calls a value.
  func subject(_ checked: Checked) -> Subject {
    if let path = checked.path { return .path(path) }
    guard checked.span.length <= Self.subjectLengthMax else { return .expression(checked.id) }
    return .text(sources.text(of: checked.span), checked.type ?? .boolean)
  }

  /// A condition of which nothing but its own yes and no is known.
  func opaque(_ checked: Checked) -> Truths {
    guard checked.span.length <= Self.subjectLengthMax else {
      return .opaque(.expression(checked.id))
    }
    return .opaque(.text(sources.text(of: checked.span), .boolean))
  }

  /// The values that a subject can have, whatever holds where it stands.
  func universe(of checked: Checked) -> SubjectValues {
    let present: SubjectValues.Present
    switch checked.type {
    case .boolean: present = .only([.boolean(false), .boolean(true)])
    case .level(let levels):
      let top = Decimal(levelTypes[levels].names.count - 1)
      present = SubjectValues.stretches([.closed(.zero, top)], places: 0)
    case .integer, .number, .money, .date, .days, .months:
      present = orderedUniverse(of: checked)
    case .text, .record, .list, nil:
      present = checked.bounds?.values.map { .only(Set($0)) } ?? .allBut([])
    }
    return SubjectValues(
      takesMissing: checked.bounds?.mayBeMissing ?? true, present: present)
  }

  private func orderedUniverse(of checked: Checked) -> SubjectValues.Present {
    guard let bounds = checked.bounds else {
      return SubjectValues.stretches([.unbounded], places: 18)
    }
    let places = bounds.places
    guard let values = bounds.values, values.count <= SubjectValues.partsMax else {
      return SubjectValues.stretches([bounds.range], places: places)
    }
    let points = values.compactMap { $0.value.ordinal }.sorted()
    return SubjectValues.stretches(points.map { .point($0) }, places: places)
  }

  /// The set of a comparison with a literal; nil with anything else.
  func values(
    _ comparison: ComparisonOperator, _ literal: Checked, of subject: Checked
  ) -> SubjectValues? {
    guard literal.isLiteral, let constant = literal.constant else { return nil }
    return values(comparison, constant, of: subject)
  }

  private func values(
    _ comparison: ComparisonOperator, _ constant: Value, of subject: Checked
  ) -> SubjectValues? {
    let all = universe(of: subject).withoutMissing
    let taken: SubjectValues.Present
    if case .ordered(_, let places) = all.present {
      guard let ordinal = constant.ordinal else { return nil }
      if comparison == .notEqual {
        return values(.equal, constant, of: subject).map { all.subtracting($0) }
      }
      guard let interval = Interval.satisfying(comparison, ordinal) else { return nil }
      taken = SubjectValues.stretches([interval], places: places)
    } else {
      guard let plain = PlainValue(constant) else { return nil }
      switch comparison {
      case .equal: taken = .only([plain])
      case .notEqual: taken = .allBut([plain])
      case .less, .lessOrEqual, .greater, .greaterOrEqual: return nil
      }
    }
    return all.intersection(SubjectValues(takesMissing: false, present: taken))
  }

  /// The set of a range with literal ends; nil with others.
  func values(
    _ range: RangeOperand, _ lower: Checked, _ upper: Checked, of subject: Checked
  ) -> SubjectValues? {
    let first = values(range.includesLower ? .greaterOrEqual : .greater, lower, of: subject)
    let second = values(range.includesUpper ? .lessOrEqual : .less, upper, of: subject)
    guard let first, let second else { return nil }
    return first.intersection(second)
  }

  /// The set of some literal members; nil with others.
  func values(members: [Checked], of subject: Checked) -> SubjectValues? {
    var result: SubjectValues?
    for member in members {
      guard let one = values(.equal, member, of: subject) else { return nil }
      guard let known = result else {
        result = one
        continue
      }
      guard let both = known.union(one) else { return nil }
      result = both
    }
    return result
  }

  /// The regions of a test of one subject: yes where it has one of the values, no where it has
  /// another, unknown where it is missing.
  func truths(_ values: SubjectValues?, of subject: Checked, test: Checked) -> Truths {
    guard let values else { return opaque(test) }
    let name = self.subject(subject)
    universes[name] = universes[name] ?? universe(of: subject)
    let others = universe(of: subject).withoutMissing.subtracting(values)
    return Truths(
      yes: Region([Box(name, values)]), no: Region([Box(name, others)]),
      neverYes: values.isEmpty ? test.span : nil)
  }

  /// The regions of `is missing`.
  func truthsOfMissing(_ subject: Checked, test: Checked) -> Truths {
    let name = self.subject(subject)
    let all = universe(of: subject)
    universes[name] = universes[name] ?? all
    let missing = all.takesMissing ? [Box(name, all.missingAlone())] : []
    return Truths(
      yes: Region(missing), no: Region([Box(name, all.withoutMissing)]),
      neverYes: all.takesMissing ? nil : test.span)
  }

  /// The regions of `and` or `or` over parts; of the whole alone where they are too many.
  func truths(_ parts: [Checked], joined: (Truths, Truths) -> Truths?, whole: Checked) -> Truths {
    guard var result = parts.first.map(truths) else { return opaque(whole) }
    for part in parts.dropFirst() {
      guard let next = joined(result, truths(part)) else { return opaque(whole) }
      result = next
    }
    if result.yes.isEmpty, result.neverYes == nil { result.neverYes = whole.span }
    return result
  }

  /// The regions of a checked condition.
  func truths(_ condition: Checked) -> Truths {
    if condition.isLiteral, case .boolean(let value)? = condition.constant {
      return .constant(value)
    }
    return condition.truths ?? opaque(condition)
  }
}

extension Checker {
  /// The regions of a name that is itself a yes or no.
  func truthsOfName(_ name: Checked) -> Truths {
    let yes = SubjectValues(takesMissing: false, present: .only([.boolean(true)]))
    return truths(yes, of: name, test: name)
  }

  /// The regions of `c default no`: yes where `c` is, no wherever it is no itself.
  func truths(_ value: Checked, default fallback: Checked, whole: Checked) -> Truths? {
    guard fallback.isLiteral, case .boolean(let settled)? = fallback.constant else { return nil }
    let (inner, unsettled) = (truths(value), opaque(whole))
    return settled
      ? Truths(yes: unsettled.yes, no: inner.no)
      : Truths(yes: inner.yes, no: unsettled.no, neverYes: inner.neverYes)
  }
}
