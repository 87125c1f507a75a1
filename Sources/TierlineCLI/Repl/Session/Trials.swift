// Changes of the record that are tried out: would this alone bring the decision there?
//
// For each hurdle that compares an input field with something fixed, a value beside the bound is
// laid over the record, which is then read and decided as any record is. Only what has been seen to
// work is offered.

import TierlineChecker
import TierlineRuntime
import TierlineSource

/// Tries changes of the present record.
struct Trials {
  let session: ReplSession
  let decided: Decided
  let decision: Int

  private var program: Program { decided.program }

  /// A field with another value.
  struct Change {
    var field: Int
    var value: GivenValue
    /// As `:set` takes it.
    var text: String
  }

  /// Sets of changes that lead to the aim: single ones if there are any, else one of several.
  func enough(for aim: WhyNot.Aim, _ ways: [WhyNot.Way]) -> [[Change]] {
    var single: [[Change]] = []
    var seen: Set<String> = []
    for hurdle in ways.flatMap(\.hurdles).flatMap({ [$0] + behind($0) }) {
      for change in changes(for: hurdle) where !seen.contains(change.text) {
        seen.insert(change.text)
        guard leads([change], to: aim) else { continue }
        single.append([change])
        break
      }
    }
    if !single.isEmpty { return Array(single.prefix(3)) }
    for way in ways {
      let together = way.hurdles.compactMap { hurdle in
        changes(for: hurdle).first { self.turns(hurdle, by: $0) }
      }
      guard together.count > 1, together.count == way.hurdles.count else { continue }
      if leads(together, to: aim) { return [together] }
    }
    return []
  }

  /// A hurdle that stands on another decision leads to what that one stands on.
  private func behind(_ hurdle: WhyNot.Hurdle) -> [WhyNot.Hurdle] {
    guard let part = hurdle.part, case .comparison(_, let left, _) = program[part.expression].kind,
      case .decision(let other) = program[left].kind
    else { return [] }
    return WhyNot(decided: decided, decision: decision).hurdles(against: other)
  }

  private func leads(_ changes: [Change], to aim: WhyNot.Aim) -> Bool {
    outcome(of: changes).map { WhyNot.isReached(aim, by: $0.decisions[decision]) } ?? false
  }

  /// Whether a change turns a hurdle by itself.
  private func turns(_ hurdle: WhyNot.Hurdle, by change: Change) -> Bool {
    guard let part = hurdle.part, let decided = outcome(of: [change]) else { return false }
    return decided.part(of: part.expression).truth == Truth(part.isWanted)
  }

  private func outcome(of changes: [Change]) -> Decided? {
    var state = session.state
    guard var record = state.record else { return nil }
    for change in changes {
      record.assign(change.value, at: [(record: 0, field: change.field)], in: program)
    }
    state.record = record
    return state.outcome.decided
  }

  // MARK: Candidates

  /// Values that may turn a hurdle, the nearest first; none where it stands on no field alone.
  private func changes(for hurdle: WhyNot.Hurdle) -> [Change] {
    guard let part = hurdle.part else { return [] }
    let wants = part.isWanted
    switch program[part.expression].kind {
    case .field(let field):
      return [change(field, .boolean(wants))].compactMap(\.self)
    case .isMissing(let subject):
      return wants ? field(subject).map { missing($0) } ?? [] : []
    case .isPresent(let subject):
      return wants ? [] : field(subject).map { missing($0) } ?? []
    case .comparison(_, let left, let right):
      if let field = field(left) { return changes(field, beside: [right]) }
      if let field = field(right) { return changes(field, beside: [left]) }
      return []
    case .inRange(let subject, let range):
      guard let field = field(subject) else { return [] }
      return changes(field, beside: [range.lower, range.upper])
    case .inMembers(let subject, let members):
      guard let field = field(subject) else { return [] }
      return changes(field, beside: wants ? members : [])
    case .inList(let subject, let list):
      guard let field = field(subject) else { return [] }
      let members = wants ? program.lists[list].members.values : []
      return (members + others(of: field)).prefix(Self.candidatesMax).compactMap {
        change(field, $0)
      }
    case .constant, .elementField, .element, .member, .named, .parameter, .decision, .column,
      .alertRaised, .asOf, .previousField, .previousDecision, .previousColumn,
      .previousAlertRaised, .negate, .not, .and, .or, .arithmetic, .inValue, .fallback,
      .conditional, .textTest, .call, .aggregate:
      return []
    }
  }

  private static let candidatesMax = 20

  /// The input field that an expression is; sensitive ones are left alone.
  private func field(_ id: ExpressionID) -> Int? {
    guard case .field(let index) = program[id].kind,
      case .stored = program.input.fields[index].content, !program.input.fields[index].isSensitive
    else { return nil }
    return index
  }

  private func missing(_ field: Int) -> [Change] {
    [Change(field: field, value: .missing, text: "\(program.input.fields[field].name) = missing")]
  }

  private func change(_ field: Int, _ value: Value) -> Change? {
    let description = program.input.fields[field]
    guard !description.isSensitive,
      let literal = LiteralText(program: program).text(of: value, as: description.type)
    else { return nil }
    return Change(
      field: field, value: .plain(value),
      text: "\(LiteralText.name(description.name)) = \(literal)")
  }

  /// The bounds themselves and what lies directly beside them, then the field's other values.
  private func changes(_ field: Int, beside bounds: [ExpressionID]) -> [Change] {
    var values: [Value] = []
    for bound in bounds {
      let value = decided.value(of: bound)
      values.append(value)
      values += neighbours(of: value, of: field)
    }
    return (values + others(of: field)).prefix(Self.candidatesMax).compactMap {
      change(field, $0)
    }
  }

  /// One unit of the field's own below and above.
  private func neighbours(of value: Value, of field: Int) -> [Value] {
    switch value {
    case .number(let number):
      guard case .stored(let stored) = program.input.fields[field].content,
        let unit = Decimal("0." + String(repeating: "0", count: max(0, stored.places - 1)) + "1")
      else { return [] }
      let step = stored.places == 0 ? Decimal.one : unit
      return [number.subtracting(step), number.adding(step)].compactMap {
        $0.map { .number($0) }
      }
    case .date(let date):
      return [date.adding(days: -1), date.adding(days: 1)].compactMap { $0.map { .date($0) } }
    case .level(let level): return [.level(level - 1), .level(level + 1)]
    case .missing, .overflow, .boolean, .days, .months, .text, .list, .record: return []
    }
  }

  /// All values of a field that has few.
  private func others(of field: Int) -> [Value] {
    let description = program.input.fields[field]
    if case .stored(let stored) = description.content, case .members(let set) = stored.domain {
      return set.values
    }
    switch description.type {
    case .boolean: return [.boolean(true), .boolean(false)]
    case .level: return program.levelNames(of: description.type).indices.map { .level($0) }
    case .integer, .number, .money, .date, .days, .months, .text, .record, .list: return []
    }
  }
}
