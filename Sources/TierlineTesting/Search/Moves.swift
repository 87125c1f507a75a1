// What a place of a customer could hold instead: the values that rules look at, their neighbours,
// the ends of its domain, nothing at all.

import TierlineRuntime
import TierlineSource

/// The values that a program compares with, by kind.
struct InterestingValues: Sendable {
  private(set) var numbers: [Decimal] = []
  private(set) var texts: [Text] = []
  private(set) var dates: [CalendarDate] = []
  /// Differences of days that rules ask for.
  private(set) var days: [Int] = [0, 1, 30, 31, 365, 366, 730, 731]

  init(_ program: Program) {
    var numbers: Set<Decimal> = [.zero, .one]
    var texts: Set<Text> = []
    var dates: Set<CalendarDate> = []
    var days = Set(self.days)
    func add(_ value: Value) {
      switch value {
      case .number(let number):
        numbers.insert(number)
        if let count = number.integer, count.magnitude < 40_000 { days.insert(count) }
      case .text(let text): texts.insert(text)
      case .date(let date): dates.insert(date)
      case .days(let count): days.insert(count)
      case .months(let count) where count.magnitude < 1_200: days.insert(count * 30)
      case .missing, .overflow, .boolean, .months, .level, .list, .record: break
      }
    }
    for expression in program.expressions {
      if case .constant(let value) = expression.kind { add(value) }
    }
    for parameter in program.parameters { for value in parameter.values { add(value.value) } }
    for list in program.lists { for value in list.members.values.prefix(3) { add(value) } }
    self.numbers = numbers.sorted()
    self.texts = texts.sorted { $0.string < $1.string }
    self.dates = dates.sorted()
    self.days = days.sorted()
  }
}

/// Makes changed copies of a candidate.
struct Moves {
  let program: Program
  let interesting: InterestingValues

  /// Copies of a candidate with one place changed; the likelier ones first.
  func moves(of candidate: Candidate, at place: Place) -> [Candidate] {
    switch place {
    case .field(let index):
      return values(for: program.input.fields[index], candidate.record[index], candidate).map {
        var copy = candidate
        copy.record[index] = $0
        return copy
      }
    case .nested(let index, let path):
      guard let field = field(of: index, path) else { return [] }
      let full = [index] + path
      return values(for: field, candidate.record.value(along: full), candidate).map {
        var copy = candidate
        copy.record.set($0, along: full, of: 0, in: program)
        return copy
      }
    case .list(let index): return listMoves(of: candidate, index)
    case .previousField(let index):
      let own = candidate.previous?.fields[index] ?? .missing
      let now = candidate.record[index]
      return values(for: program.input.fields[index], own.isMissingValue ? now : own, candidate)
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

  private func field(of index: Int, _ path: [Int]) -> Field? {
    var field = program.input.fields[index]
    for step in path {
      guard case .record(let record) = field.type else { return nil }
      field = program.records[record].fields[step]
    }
    return field
  }

  // MARK: Plain values

  /// What a field could hold instead of its value, all within its domain.
  func values(for field: Field, _ present: Value, _ candidate: Candidate) -> [Value] {
    guard case .stored(let stored) = field.content else { return [] }
    var values: [Value] = []
    switch stored.absence {
    case .missing: values.append(.missing)
    case .refused, .value: break
    }
    if case .members(let members)? = stored.domain {
      values += members.values
    } else if case .list(let index)? = stored.domain {
      values += program.lists[index].members.values.prefix(20)
    } else {
      values += plainValues(of: field.type, stored, present, candidate)
    }
    let own = PlainValue(present)
    return values.filter { value in
      if value.isMissingValue { return !present.isMissingValue }
      return PlainValue(value) != own && program.accepts(value, in: stored)
    }
  }

  private func plainValues(
    of type: ValueType, _ stored: StoredField, _ present: Value, _ candidate: Candidate
  ) -> [Value] {
    switch type {
    case .boolean: return [.boolean(true), .boolean(false)]
    case .level(let index): return program.levelTypes[index].names.indices.map { .level($0) }
    case .text: return interesting.texts.map { .text($0) } + [.text(Text("x"))]
    case .integer, .number, .money: return numbers(stored, type, present)
    case .date: return dates(present, candidate)
    case .days, .months, .record, .list: return []
    }
  }

  private func numbers(_ stored: StoredField, _ type: ValueType, _ present: Value) -> [Value] {
    let places = type == .integer ? 0 : min(stored.places, 6)
    let step = Decimal.unit(places: places)
    var found: [Decimal] = []
    if case .number(let number) = present {
      var leap = step
      for _ in 0..<40 {
        found += [number.adding(leap), number.subtracting(leap)].compactMap(\.self)
        guard let next = leap.multiplied(by: Decimal(4)), next < Decimal(1_000_000_000) else {
          break
        }
        leap = next
      }
    }
    for number in interesting.numbers {
      found += [number, number.adding(step), number.subtracting(step)].compactMap(\.self)
    }
    if case .range(let range)? = stored.domain {
      found += [range.lower, range.upper].compactMap { $0.flatMap { PlainValue($0)?.ordinal } }
    }
    return found.filter { $0.places <= places }.map { .number($0) }
  }

  private func dates(_ present: Value, _ candidate: Candidate) -> [Value] {
    var found = interesting.dates
    var anchors = interesting.dates
    if let asOf = candidate.asOf { anchors.append(asOf) }
    if case .date(let date) = present {
      for leap in [1, 4, 16, 64, 256, 1024, 4096] {
        found += [date.adding(days: leap), date.adding(days: -leap)].compactMap(\.self)
      }
    }
    for anchor in anchors {
      for count in interesting.days {
        found += [-count - 1, -count, -count + 1, count].compactMap { anchor.adding(days: $0) }
      }
      for years in 1...12 {
        found += [anchor.adding(months: -12 * years)].compactMap(\.self).flatMap { date in
          [date, date.adding(days: 1)].compactMap(\.self)
        }
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
      for value in elementMoves(element, elementType, stored, candidate) {
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
    _ element: Value, _ type: ValueType, _ stored: StoredField, _ candidate: Candidate
  ) -> [Value] {
    guard case .record(let record) = type, case .record(let own) = element else {
      return plainValues(of: type, stored, element, candidate).filter {
        program.accepts($0, in: stored)
      }
    }
    return program.records[record].fields.enumerated().flatMap { index, field in
      values(for: field, own[index], candidate).map {
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
    case .date: return (candidate.asOf ?? interesting.dates.first).map { .date($0) }
    case .text: return .text(Text("x"))
    case .level: return .level(0)
    case .days: return .days(0)
    case .months: return .months(0)
    case .list: return .list([])
    case .record(let record):
      var values: [Value] = []
      for field in program.records[record].fields {
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
                ? value : self.values(for: field, value, candidate).first
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
      return [.missing] + plainValues(of: decision.type, stored, own, candidate)
    }
  }
}
