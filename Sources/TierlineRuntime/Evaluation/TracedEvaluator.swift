// The traced evaluator: slow and obvious, it defines what a ruleset means.
//
// For each record: derived fields are stored, requirements are checked, then lets and decisions
// are evaluated in the program's order, each once. A decision that can't be made (it needs a
// value lost to overflow) refuses the record; the others are still tried, so that one report
// names every cause. Blocks are decided in `Scope+Scores.swift`, `+Tiers`, `+Limits`, `+Alerts`;
// expressions in `Scope.swift`. How the choice fell is kept as a `DecisionTrace`; its words are
// made by the outputs and by `Explanation`.

import TierlineSource

/// Decides records, one at a time.
package struct TracedEvaluator: Sendable {
  package let program: Program
  /// nil only where the program needs no date.
  package let asOf: CalendarDate?
  private let derived: DerivedFields

  package init(program: Program, asOf: CalendarDate?) {
    self.program = program
    self.asOf = asOf
    derived = DerivedFields(program)
  }

  /// What became of a record.
  package enum Verdict: Sendable {
    case decided(Decided)
    /// Never empty: failed requirements, or the values that decisions lost to overflow.
    case refused([RecordFault])
  }

  /// Decides a record: the values of the input's fields in their order, derived ones `.missing`.
  package func decide(_ record: [Value], previous: PreviousRecord? = nil) -> Verdict {
    var scope = Scope(program: program, asOf: asOf, record: record, previous: previous)
    scope.complete(derived)
    let contradictions = scope.failedRequirements()
    guard contradictions.isEmpty else { return .refused(contradictions) }
    var faults: [RecordFault] = []
    var named: Set<SourceSpan> = []
    for step in program.order {
      switch step {
      case .named(let index):
        scope.lets[index] = scope.value(of: program.lets[index].expression)
      case .decision(let index):
        do throws(Refusal) {
          scope.decisions[index] = .decided(try scope.decide(program.decisions[index]))
        } catch {
          scope.decisions[index] = .refused(error.span)
          // A decision refused for another's sake adds nothing to the report.
          if named.insert(error.span).inserted {
            faults.append(scope.fault(error, decision: program.decisions[index]))
          }
        }
      }
    }
    return faults.isEmpty ? .decided(Decided(scope)) : .refused(faults)
  }
}

extension TracedEvaluator {
  /// A record as its requirements see it: derived fields are there, nothing is decided.
  ///
  /// For asking how a condition stands on a record that is refused; its decisions are missing.
  package func undecided(_ record: [Value], previous: PreviousRecord? = nil) -> Decided {
    var scope = Scope(program: program, asOf: asOf, record: record, previous: previous)
    scope.complete(derived)
    return Decided(scope)
  }
}

extension Scope {
  fileprivate func decide(_ decision: Decision) throws(Refusal) -> DecisionTrace {
    switch decision.body {
    case .score(let score): .score(try self.score(score))
    case .tier(let tier): .tier(try self.tier(tier))
    case .limit(let limit): .limit(try self.limit(limit))
    case .alerts(let alerts): .alerts(try self.alerts(alerts))
    case .table(let table): .table(try self.table(table))
    case .result(let expression): .result(try settled(expression))
    }
  }
}

/// A record with all that was decided for it.
package struct Decided: Sendable {
  let scope: Scope
  /// In order of declaration.
  package let decisions: [DecisionTrace]

  fileprivate init(_ scope: Scope) {
    self.scope = scope
    decisions = scope.decisions.map {
      switch $0 {
      case .decided(let trace): trace
      // A program's order has every decision, so none is left over.
      case .pending, .refused: .result(.missing)
      }
    }
  }

  package var program: Program { scope.program }
  package var asOf: CalendarDate? { scope.asOf }
  package var previous: PreviousRecord? { scope.previous }
  /// The input's fields, derived ones included.
  package var record: [Value] { scope.record }
  /// The values of `Program.lets`.
  package var lets: [Value] { scope.lets }

  /// The value of any of the program's expressions on this record.
  package func value(of id: ExpressionID) -> Value { scope.value(of: id) }
}
