// How far a long run has come, on a terminal: one line that rewrites itself and goes away.

import TierlineRuntime
import TierlineSource

/// Shows a count of records on standard error while a run takes long.
struct Progress {
  private let errors: OutputStream?
  private let language: Language
  /// What is counted.
  private let unit: Wording
  private let clock = ContinuousClock()
  private var nextLook: ContinuousClock.Instant
  private var isShown = false

  /// Silent unless standard error is a terminal and `isWanted`.
  init(
    _ session: Session, isWanted: Bool, of unit: Wording = Wording("records", zh: "条记录")
  ) {
    self.unit = unit
    errors = isWanted && session.environment.errors.isTerminal ? session.environment.errors : nil
    language = session.language
    nextLook = clock.now.advanced(by: .milliseconds(500))
  }

  /// Shows the count when it is time to; asking the clock costs more than many a record.
  mutating func update(_ done: Int) {
    guard let errors, clock.now >= nextLook else { return }
    nextLook = clock.now.advanced(by: .milliseconds(100))
    let count = Decimal(done).grouped
    let line = Wording("\(count) \(unit.english) …", zh: "\(count) \(unit.chinese)……")
    errors.write("\r\u{1B}[K" + line[language])
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
