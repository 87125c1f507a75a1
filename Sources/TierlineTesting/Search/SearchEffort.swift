// How much may be spent on looking for customers, for all goals of a program together.
//
// Effort is counted in records tried, never in time, so that the same tests give the same answers on
// any machine. A record of a large program costs more than one of a small, so there are fewer of
// them. Where the effort ends a search, the reports say so.

import TierlineRuntime
import TierlineSource

/// The effort that a program's size allows.
struct SearchEffort {
  /// Expressions evaluated in all: some ten seconds.
  private static let evaluationsMax = 200_000_000
  /// What trying a record costs besides: the trace, the copy.
  private static let evaluationsOfRecord = 100

  private let evaluations: Int

  init(_ program: Program) {
    evaluations = program.expressions.count + program.decisions.count * 4 + Self.evaluationsOfRecord
  }

  /// Records that may be tried.
  var looks: Int { Self.evaluationsMax / evaluations }

  /// Records of tests that may be decided by changed programs.
  var looksOfTests: Int { looks * 3 }

  /// Records that may be tried for each of some goals, and for how many of the goals.
  func shares(of goals: Int, least: Int, most: Int) -> (looks: Int, goals: Int) {
    guard goals > 0 else { return (most, 0) }
    let looks = min(most, max(least, self.looks / goals))
    return (looks, min(goals, self.looks / looks))
  }
}

/// The places that decisions read, each worked out once.
struct DecisionPlaces: Sendable {
  private let program: Program
  private var known: [Int: [Place]] = [:]

  init(_ program: Program) { self.program = program }

  /// The places that a decision and some expressions read, in the order of declaration.
  mutating func places(of decision: Int?, roots: [ExpressionID]) -> [Place] {
    var places = Set(program.places(readBy: roots))
    if let decision {
      let own = known[decision] ?? program.places(readBy: program.decisions[decision].expressions)
      known[decision] = own
      places.formUnion(own)
    }
    return places.inOrder
  }
}
