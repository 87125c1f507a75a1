// What a place of a customer could hold instead: the values that rules look at, their neighbours,
// the ends of its domain, nothing at all.

import TierlineRuntime
import TierlineSource

/// Makes changed copies of a candidate.
struct Moves {
  let program: Program
  let interesting: InterestingValues

  /// Copies of a candidate with one place changed; the likelier ones first.
  func moves(of candidate: Candidate, at place: Place) -> [Candidate] {
    switch place {
    case .field(let index):
      let key = FieldKey(record: 0, field: index)
      return values(for: key, candidate.record[index], candidate).map {
        var copy = candidate
        copy.record[index] = $0
        return copy
      }
    case .nested(let index, let path):
      guard let key = key(of: index, path) else { return [] }
      let full = [index] + path
      return values(for: key, candidate.record.value(along: full), candidate).map {
        var copy = candidate
        copy.record.set($0, along: full, of: 0, in: program)
        return copy
      }
    case .list(let index): return listMoves(of: candidate, index)
    case .previousField(let index):
      let own = candidate.previous?.fields[index] ?? .missing
      let now = candidate.record[index]
      let key = FieldKey(record: 0, field: index)
      return values(for: key, own.isMissingValue ? now : own, candidate, isOptional: true)
        .map { with(candidate) { $0.fields[index] = $1 }($0) }
    case .previousDecision(let index):
      return previousValues(of: index, candidate).map {
        with(candidate) { $0.decisions[index] = $1 }($0)
      }
    }
  }

  private func with(
    _ candidate: Candidate, _ change: @escaping (inout PreviousRecord, Value) -> Void
  ) -> (Value) -> Candidate {
    { value in
      var copy = candidate
      var previous =
        copy.previous
        ?? PreviousRecord(
          fields: [Value](repeating: .missing, count: program.input.fields.count),
          decisions: [Value](repeating: .missing, count: program.decisions.count))
      change(&previous, value)
      copy.previous = previous
      return copy
    }
  }

  private func key(of index: Int, _ path: [Int]) -> FieldKey? {
    var key = FieldKey(record: 0, field: index)
    for step in path {
      guard case .record(let record) = program.records[key.record].fields[key.field].type else {
        return nil
      }
      key = FieldKey(record: record, field: step)
    }
    return key
  }

  // MARK: Plain values

  /// What a field could hold instead of its value, all within its domain.
  func values(
    for key: FieldKey, _ present: Value, _ candidate: Candidate, isOptional: Bool = false
  ) -> [Value] {
    let field = program.records[key.record].fields[key.field]
    guard case .stored(let stored) = field.content else { return [] }
    var values: [Value] = []
    switch stored.absence {
    case .missing: values.append(.missing)
    case .refused, .value: if isOptional { values.append(.missing) }
    }
    if case .members(let members)? = stored.domain {
      values += members.values
    } else if case .list(let index)? = stored.domain {
      values += program.lists[index].members.values.prefix(20)
    } else {
      values += plainValues(of: field.type, stored, present, candidate, key)
    }
    let own = PlainValue(present)
    return values.filter { value in
      if value.isMissingValue { return !present.isMissingValue }
      return PlainValue(value) != own && program.accepts(value, in: stored)
    }
  }

  private func plainValues(
    of type: ValueType, _ stored: StoredField, _ present: Value, _ candidate: Candidate,
    _ key: FieldKey?
  ) -> [Value] {
    switch type {
    case .boolean: return [.boolean(true), .boolean(false)]
    case .level(let index): return program.levelTypes[index].names.indices.map { .level($0) }
    case .text:
      return (key.map { interesting.texts(for: $0) } ?? []).map { .text($0) } + [.text(Text("x"))]
    case .integer, .number, .money: return numbers(stored, type, present, key)
    case .date: return dates(present, candidate, key)
    case .days, .months, .record, .list: return []
    }
  }

  private func numbers(
    _ stored: StoredField, _ type: ValueType, _ present: Value, _ key: FieldKey?
  ) -> [Value] {
    let places = type == .integer ? 0 : min(stored.places, 6)
    let step = Decimal.unit(places: places)
    var found: [Decimal] = []
    let own = key.map { interesting.numbers(for: $0) } ?? []
    var bounds: [Decimal] = []
    if case .range(let range)? = stored.domain {
      bounds = [range.lower, range.upper].compactMap { $0.flatMap { PlainValue($0)?.ordinal } }
    }
    // A number that is not there yet begins at a size that money has, so that a cent is little of it.
    if present.isMissingValue { found += [1_000_000, 10_000, 100].map { Decimal($0) } }
    for number in own + bounds + [.zero, .one] {
      found += [number, number.adding(step), number.subtracting(step)].compactMap(\.self)
    }
    // What a product or a quotient needs is seldom a number that is written somewhere.
    if case .number(let number) = present {
      var leap = step
      while leap < Decimal(1_000_000_000) {
        found += [number.adding(leap), number.subtracting(leap)].compactMap(\.self)
        guard let next = leap.multiplied(by: Decimal(5)) else { break }
        leap = next
      }
      found += [2, 10].flatMap { factor in
        [number.multiplied(by: Decimal(factor)), number.divided(by: Decimal(factor))]
      }.compactMap { $0?.rounded(toPlaces: places, .towardZero) }
    }
    if case .money = type { found += interesting.amounts }
    return found.filter { $0.places <= places }.map { .number($0) }
  }

  private func dates(_ present: Value, _ candidate: Candidate, _ key: FieldKey?) -> [Value] {
    let own = key.map { interesting.dates(for: $0) } ?? []
    var found = own.flatMap { [$0, $0.adding(days: 1), $0.adding(days: -1)] }.compactMap(\.self)
    let anchors = [candidate.asOf].compactMap(\.self) + own.prefix(6)
    let counts = [0] + (key.map { interesting.counts(for: $0) } ?? [])
    for anchor in anchors {
      for count in counts {
        found += [-count - 1, -count, -count + 1, count, count + 1].compactMap {
          anchor.adding(days: $0)
        }
        for months in [count, count * 12] where months > 0 && months < 1_200 {
          guard let date = anchor.adding(months: -months) else { continue }
          found += [date, date.adding(days: 1), date.adding(days: -1)].compactMap(\.self)
        }
      }
    }
    if case .date(let date) = present {
      for leap in [1, 4, 16, 64, 256, 1024, 4096] {
        found += [date.adding(days: leap), date.adding(days: -leap)].compactMap(\.self)
      }
    }
    return found.map { .date($0) }
  }

  // MARK: Lists

  private func listMoves(of candidate: Candidate, _ index: Int) -> [Candidate] {
    guard case .list(let elementType) = program.input.fields[index].type,
      case .stored(let stored) = program.input.fields[index].content
    else { return [] }
    var elements: [Value] = []
    if case .list(let own) = candidate.record[index] { elements = own }
    var lists: [[Value]] = []
    for (position, element) in elements.enumerated() {
      for value in elementMoves(
        element, elementType, stored, candidate, FieldKey(record: 0, field: index))
      {
        var copy = elements
        copy[position] = value
        lists.append(copy)
      }
      var shorter = elements
      shorter.remove(at: position)
      lists.append(shorter)
    }
    if elements.count < 4, let fresh = elements.last ?? plain(elementType, candidate) {
      lists.append(elements + [fresh])
    }
    if elements.count > 1 { lists.append([]) }
    return lists.map {
      var copy = candidate
      copy.record[index] = .list($0)
      return copy
    }
  }

  private func elementMoves(
    _ element: Value, _ type: ValueType, _ stored: StoredField, _ candidate: Candidate,
    _ key: FieldKey
  ) -> [Value] {
    guard case .record(let record) = type, case .record(let own) = element else {
      return plainValues(of: type, stored, element, candidate, key).filter {
        program.accepts($0, in: stored)
      }
    }
    return program.records[record].fields.indices.flatMap { index in
      values(for: FieldKey(record: record, field: index), own[index], candidate).map {
        var copy = own
        copy[index] = $0
        return .record(copy)
      }
    }
  }

  /// An element made from nothing: what must be there, and no more.
  private func plain(_ type: ValueType, _ candidate: Candidate) -> Value? {
    switch type {
    case .boolean: return .boolean(false)
    case .integer, .number, .money: return .number(.one)
    case .date:
      return (candidate.asOf ?? CalendarDate(year: 2000, month: 1, day: 1)).map { .date($0) }
    case .text: return .text(Text("x"))
    case .level: return .level(0)
    case .days: return .days(0)
    case .months: return .months(0)
    case .list: return .list([])
    case .record(let record):
      var values: [Value] = []
      for (index, field) in program.records[record].fields.enumerated() {
        guard case .stored(let stored) = field.content else {
          values.append(.missing)
          continue
        }
        switch stored.absence {
        case .missing: values.append(.missing)
        case .value(let value): values.append(value)
        case .refused:
          guard
            let value = plain(field.type, candidate).flatMap({ value in
              program.accepts(value, in: stored)
                ? value
                : self.values(for: FieldKey(record: record, field: index), value, candidate).first
            })
          else { return nil }
          values.append(value)
        }
      }
      return .record(values)
    }
  }

  // MARK: Previous decisions

  private func previousValues(of index: Int, _ candidate: Candidate) -> [Value] {
    let decision = program.decisions[index]
    let own = candidate.previous?.decisions[index] ?? .missing
    switch decision.body {
    case .alerts(let alerts):
      return [.missing, .list([])]
        + alerts.rules.map { .list([.text(Text($0.rule.name))]) }
    case .score, .limit, .tier, .result, .table:
      let stored = StoredField(path: [], absence: .missing, domain: nil, places: 2)
      return [.missing] + plainValues(of: decision.type, stored, own, candidate, nil)
    }
  }
}
