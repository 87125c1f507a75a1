// What a test could notice of a change: the values of decisions and lets, the alerts, what decided,
// the reasons, what was unknown, a refusal. Two outcomes that differ in nothing that an expectation
// can be about (the amount between two steps of a limit, the points that another customer would
// have lost) are the same to every test, and a change that moves no more than that is equivalent.

import TierlineChecker
import TierlineRuntime
import TierlineSource

/// An expectation that holds for a program and fails for the changed one.
enum Tell: Sendable {
  /// One is refused, the other decided.
  case refusal
  /// The value of a decision, or which alerts are raised.
  case value(decision: Int)
  case attribution(decision: Int, Attribution)
  case reason(decision: Int, String)
  case alertLevel(decision: Int, rule: Int)
  case unknown(decision: Int, field: String)
  /// The value of a let.
  case named(Int)

  /// Whether the decisions alone show it, so that a row of a table can.
  var isPlain: Bool {
    switch self {
    case .refusal, .value: true
    case .attribution, .reason, .alertLevel, .unknown, .named: false
    }
  }
}

/// Compares what two programs make of a customer.
struct Telling {
  let program: Program
  let changed: Program
  /// Where the change could make a difference at all.
  let reach: Reach

  init(_ mutant: Mutant, of program: Program) {
    self.program = program
    changed = mutant.mutated(program)
    reach = mutant.reach
  }

  /// What a test would notice with a customer; nil when nothing.
  func tell(_ candidate: Candidate) -> Tell? {
    let evaluator = TracedEvaluator(program: program, asOf: candidate.asOf)
    return tell(
      candidate, evaluator.decide(candidate.record, previous: candidate.previous))
  }

  /// The same, the program's own verdict being at hand.
  func tell(_ candidate: Candidate, _ verdict: TracedEvaluator.Verdict) -> Tell? {
    switch verdict {
    case .decided(let decided): guard decided.reaches(reach) else { return nil }
    case .refused: guard reach.isReachedByRefused else { return nil }
    }
    let evaluator = TracedEvaluator(program: changed, asOf: candidate.asOf)
    let other = evaluator.decide(candidate.record, previous: candidate.previous)
    switch (verdict, other) {
    case (.refused, .refused): return nil
    case (.refused, .decided), (.decided, .refused): return .refusal
    case (.decided(let one), .decided(let two)): return one.tell(from: two)
    }
  }
}

extension Reach {
  /// Whether a record that is refused may feel a change there.
  var isReachedByRefused: Bool {
    switch self {
    case .always, .requirement: true
    case .part: false
    }
  }
}

extension Decided {
  func reaches(_ reach: Reach) -> Bool {
    switch reach {
    case .always, .requirement: true
    case .part(let decision, let kind): reached(kind, of: decision)
    }
  }

  /// What tells these decisions from others, the plainest first.
  func tell(from other: Decided) -> Tell? {
    for index in decisions.indices where !isSameValue(index, other) {
      return .value(decision: index)
    }
    for index in decisions.indices {
      if let tell = subtleTell(index, other) { return tell }
    }
    for (index, (one, two)) in zip(lets, other.lets).enumerated()
    where !one.isSame(as: two) && program.lets[index].isExpectable(in: program) {
      return .named(index)
    }
    return nil
  }

  fileprivate func isSameValue(_ index: Int, _ other: Decided) -> Bool {
    switch (decisions[index], other.decisions[index]) {
    case (.alerts(let one), .alerts(let two)):
      zip(one.rules, two.rules).allSatisfy { ($0.raised == nil) == ($1.raised == nil) }
    case (let one, let two): one.value.isSame(as: two.value)
    }
  }

  private func subtleTell(_ index: Int, _ other: Decided) -> Tell? {
    if case .alerts(let one) = decisions[index], case .alerts(let two) = other.decisions[index] {
      for (rule, (own, its)) in zip(one.rules, two.rules).enumerated()
      where own.raised?.level != its.raised?.level {
        return .alertLevel(decision: index, rule: rule)
      }
      // Of an alerts block no more can be expected.
      return nil
    }
    let found = other.attributions(of: index)
    if !program.isResult(index) {
      for own in attributions(of: index) where !found.contains(where: { $0.isSame(as: own) }) {
        return .attribution(decision: index, own)
      }
    }
    let reasons = other.reasons(of: index).map { Text($0) }
    for own in self.reasons(of: index) where !reasons.contains(where: { $0.contains(Text(own)) }) {
      return .reason(decision: index, own)
    }
    if attributions(of: index).contains(.unknown) {
      let missing = other.unknownFields(of: index)
      for field in unknownFields(of: index) where !missing.contains(field) {
        return .unknown(decision: index, field: field)
      }
    }
    return nil
  }
}

extension TracedEvaluator.Verdict {
  /// Whether brief output is the same.
  func isSame(as other: TracedEvaluator.Verdict) -> Bool {
    switch (self, other) {
    case (.refused, .refused): true
    case (.refused, .decided), (.decided, .refused): false
    case (.decided(let one), .decided(let two)):
      one.decisions.indices.allSatisfy { one.isSameValue($0, two) }
    }
  }
}

extension NamedExpression {
  /// Whether a test can say what its value should be.
  fileprivate func isExpectable(in program: Program) -> Bool {
    switch program[expression].type {
    case .boolean, .integer, .number, .money, .date, .days, .months, .text, .level: true
    case .record, .list: false
    }
  }
}
