// One small change of a program, as a slip of the author's pen would make it.

import TierlineRuntime
import TierlineSource

/// A program with one thing changed.
struct Mutant: Sendable {
  /// What makes the same change in another run the same one.
  struct Identity: Hashable, Sendable {
    var place: SourcePlace
    var change: Wording
  }

  var identity: Identity
  /// Where the change could make a difference at all.
  var reach: Reach
  var goal: Goal
  /// Makes the change; what is added to the program stands behind all else.
  var apply: @Sendable (inout Program) -> Void

  /// Which customers feel the change.
  enum Goal: Sendable {
    case reach(Reach)
    /// Those right at a threshold, on the side that changes.
    case edge(BoundarySite, isAbove: Bool)
    /// Those for which two conditions hold at once.
    case both(ExpressionID, ExpressionID, Reach)
    /// Those for whom two stretches of tests hold at once.
    case bands(Int, Int, of: Bands, Reach)
  }

  /// The changed program.
  func mutated(_ program: Program) -> Program {
    var copy = program
    apply(&copy)
    return copy
  }
}

extension Program {
  /// Adds an expression that stands where another one stood.
  mutating func add(_ kind: Expression.Kind, like id: ExpressionID) -> ExpressionID {
    var expression = self[id]
    expression.kind = kind
    expressions.append(expression)
    return ExpressionID(expressions.count - 1)
  }

  mutating func replace(_ id: ExpressionID, by kind: Expression.Kind) {
    expressions[Int(id.index)].kind = kind
  }
}
