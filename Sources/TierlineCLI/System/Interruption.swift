// Ctrl-C while output files are being written.
//
// While `Interruption.whileWatching` runs, the first SIGINT, SIGTERM or SIGHUP sets a flag that the
// loop over records looks at; it then stops, and files that are not whole disappear. A second
// signal ends the program as usual. Elsewhere signals keep their usual meaning.

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

import Synchronization

/// Whether the user has asked the program to stop.
enum Interruption {
  /// The number of the pending signal; 0 when none.
  private static let signalNumber = Atomic<Int32>(0)

  private static let watched = [SIGINT, SIGTERM, SIGHUP]

  static var isPending: Bool { pendingSignal != 0 }

  /// The signal that was caught; 0 when none.
  static var pendingSignal: Int32 { signalNumber.load(ordering: .relaxed) }

  /// The number of Ctrl-C.
  static let keyboard = SIGINT

  /// Goes on as if nothing had been asked: for work of a session that alone was stopped.
  static func forget() { signalNumber.store(0, ordering: .relaxed) }

  /// Whether signals are being caught.
  private static let isWatching = Atomic<Bool>(false)

  /// Runs `body` with signals caught; within another such run, as part of that.
  static func whileWatching<Failure>(_ body: () throws(Failure) -> Void) throws(Failure) {
    guard !isWatching.exchange(true, ordering: .relaxed) else { return try body() }
    defer { isWatching.store(false, ordering: .relaxed) }
    signalNumber.store(0, ordering: .relaxed)
    var before: [sigaction] = []
    for number in watched {
      var action = sigaction()
      var old = sigaction()
      let handler: @convention(c) (Int32) -> Void = { Interruption.note($0) }
      #if canImport(Darwin)
        unsafe action.__sigaction_u.__sa_handler = handler
      #else
        unsafe action.__sigaction_handler.sa_handler = handler
      #endif
      // No SA_RESTART: a read that waits must end.
      _ = unsafe sigaction(number, &action, &old)
      before.append(old)
    }
    defer {
      for (index, number) in watched.enumerated() {
        _ = unsafe sigaction(number, &before[index], nil)
      }
    }
    try body()
  }

  /// Called on the signal's own stack: nothing but an atomic store is allowed here, and for the
  /// second signal what puts the terminal back.
  private static func note(_ number: Int32) {
    guard signalNumber.exchange(number, ordering: .relaxed) != 0 else { return }
    // A session is not lost by pressing Ctrl-C twice; Ctrl-\ ends it.
    if number == keyboard, TerminalMode.isHeld { return }
    TerminalMode.endProgram(number)
  }
}
