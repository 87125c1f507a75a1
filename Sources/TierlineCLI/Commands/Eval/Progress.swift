// How far a long run has come, on a terminal: one line that rewrites itself and goes away.

import TierlineRuntime
import TierlineSource

/// Shows a count of records on standard error while a run takes long.
struct Progress {
  private let errors: OutputStream?
  private let language: Language
  private let clock = ContinuousClock()
  private var nextLook: ContinuousClock.Instant
  private var isShown = false

  /// Silent unless standard error is a terminal and `isWanted`.
  init(_ session: Session, isWanted: Bool) {
    errors = isWanted && session.environment.errors.isTerminal ? session.environment.errors : nil
    language = session.language
    nextLook = clock.now.advanced(by: .milliseconds(500))
  }

  /// Shows the count when it is time to; asking the clock costs more than many a record.
  mutating func update(_ records: Int) {
    guard let errors, clock.now >= nextLook else { return }
    nextLook = clock.now.advanced(by: .milliseconds(100))
    let count = Decimal(records).grouped
    errors.write("\r\u{1B}[K" + Wording("\(count) records …", zh: "\(count) 条记录……")[language])
    errors.flush()
    isShown = true
  }

  /// Takes the line away, so that something else can be written.
  mutating func clear() {
    guard isShown else { return }
    errors?.write("\r\u{1B}[K")
    isShown = false
  }
}
