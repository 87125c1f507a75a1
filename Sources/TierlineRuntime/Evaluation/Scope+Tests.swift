// The tests of bands and cells: `missing` and `-` are definite, any other test of a missing
// subject is unknown, and several tests are joined by Kleene's `or`.

import TierlineSource

extension Scope {
  /// Whether a subject meets any of the tests.
  func truth(of tests: [Test], subject: Value) -> Truth {
    tests.reduce(.no) { $0.or(truth(of: $1, subject: subject)) }
  }

  /// Whether the subjects meet the tests of a row, cell by cell.
  func truth(of row: TableRow, subjects: [Value]) -> Truth {
    zip(row.tests, subjects).reduce(.yes) { $0.and(truth(of: $1.0, subject: $1.1)) }
  }

  func truth(of test: Test, subject: Value) -> Truth {
    switch test {
    case .any: .yes
    case .missing:
      switch subject {
      case .missing: .yes
      case .overflow(let span): .overflow(span)
      case .boolean, .number, .date, .days, .months, .text, .level, .list, .record: .no
      }
    case .comparison(let comparison, let operand):
      subject.compared(comparison, with: value(of: operand))
    case .range(let range):
      subject.isWithin(
        lower: value(of: range.lower), upper: value(of: range.upper),
        includesLower: range.includesLower, includesUpper: range.includesUpper)
    case .members(let members, let negated):
      negating(subject.isAmong(members.map { value(of: $0) }), if: negated)
    case .list(let list, let negated):
      negating(subject.isMember(of: program.lists[list].members), if: negated)
    case .not(let test): truth(of: test, subject: subject).negated
    case .text(let test, let operand): subject.tested(test, value(of: operand))
    }
  }

  private func negating(_ truth: Truth, if negated: Bool) -> Truth {
    negated ? truth.negated : truth
  }
}
