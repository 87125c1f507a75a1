import Testing
import TierlineSource

@testable import TierlineRuntime

@Suite struct EvaluationTruthTests {
  private static let here = SourceSpan(start: 1, end: 2)
  private static let all: [Truth] = [.no, .yes, .unknown, .overflow(here)]

  /// Rows and columns: no, yes, unknown, overflow.
  @Test func conjunction() {
    let (no, yes, unknown, overflow) = (Self.all[0], Self.all[1], Self.all[2], Self.all[3])
    let table: [[Truth]] = [
      [no, no, no, no],
      [no, yes, unknown, overflow],
      [no, unknown, unknown, overflow],
      [no, overflow, overflow, overflow],
    ]
    #expect(Self.all.map { left in Self.all.map { left.and($0) } } == table)
  }

  @Test func disjunction() {
    let (no, yes, unknown, overflow) = (Self.all[0], Self.all[1], Self.all[2], Self.all[3])
    let table: [[Truth]] = [
      [no, yes, unknown, overflow],
      [yes, yes, yes, yes],
      [unknown, yes, unknown, overflow],
      [overflow, yes, overflow, overflow],
    ]
    #expect(Self.all.map { left in Self.all.map { left.or($0) } } == table)
  }

  @Test func negation() {
    #expect(Self.all.map(\.negated) == [.yes, .no, .unknown, .overflow(Self.here)])
  }

  @Test func theLeftOverflowIsNamed() {
    let there = Truth.overflow(SourceSpan(start: 5, end: 6))
    #expect(Truth.overflow(Self.here).and(there) == .overflow(Self.here))
    #expect(there.or(.overflow(Self.here)) == there)
  }

  @Test func valuesAndTruthsAgree() {
    for truth in Self.all { #expect(Truth(truth.value) == truth) }
  }
}
