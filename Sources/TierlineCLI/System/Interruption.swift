// Ctrl-C while output files are being written.
//
// While `Interruption.whileWatching` runs, the first SIGINT, SIGTERM or SIGHUP sets a flag that the
// loop over records looks at; it then stops, and files that are not whole disappear. A second
// signal ends the program as usual. Elsewhere signals keep their usual meaning.
//
// The flag alone would be overlooked by a read that begins to wait just after the signal, or that
// waits on another thread than the one the signal came to: the handler writes to a pipe, too, and
// whoever waits for input waits for that pipe beside it.

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
  static func forget() {
    signalNumber.store(0, ordering: .relaxed)
    let listener = listener.load(ordering: .relaxed)
    if listener >= 0 { Descriptor(listener, isOwned: false).drain() }
  }

  /// The ends of the pipe that the handler writes to; -1 while nothing is watched.
  private static let listener = Atomic<Int32>(-1)
  private static let alarm = Atomic<Int32>(-1)

  /// Sleeps until there is something to read; false when a signal came, even where both are there.
  ///
  /// Else an input without end or line break could not be stopped. Where nothing is watched, it leaves
  /// the waiting to the read.
  static func waitForInput(_ number: Int32) -> Bool {
    let listener = listener.load(ordering: .relaxed)
    guard listener >= 0 else { return true }
    while true {
      var requests = [
        pollfd(fd: number, events: Int16(POLLIN), revents: 0),
        pollfd(fd: listener, events: Int16(POLLIN), revents: 0),
      ]
      let count = unsafe poll(&requests, 2, -1)
      if count < 0, errno == EINTR { continue }
      // A pipe that was closed meanwhile, by another run in this process, tells of no signal.
      return count < 0 || requests[1].revents == 0 || !isPending
    }
  }

  /// Whether signals are being caught.
  private static let isWatching = Atomic<Bool>(false)

  /// Runs `body` with signals caught; within another such run, as part of that.
  static func whileWatching<Failure>(_ body: () throws(Failure) -> Void) throws(Failure) {
    guard !isWatching.exchange(true, ordering: .relaxed) else { return try body() }
    defer { isWatching.store(false, ordering: .relaxed) }
    signalNumber.store(0, ordering: .relaxed)
    openPipe()
    defer { closePipe() }
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
    // Whoever starts the program may have signals blocked on its thread, and the program has them, too.
    var mask = sigset_t()
    var maskBefore = sigset_t()
    unsafe sigemptyset(&mask)
    for number in watched { unsafe sigaddset(&mask, number) }
    _ = unsafe pthread_sigmask(SIG_UNBLOCK, &mask, &maskBefore)
    defer { _ = unsafe pthread_sigmask(SIG_SETMASK, &maskBefore, nil) }
    try body()
  }

  /// Without a pipe (no descriptor is left) reads end when the signal comes to their own thread.
  private static func openPipe() {
    guard let ends = Descriptor.signalPipe() else { return }
    listener.store(ends.reading, ordering: .relaxed)
    alarm.store(ends.writing, ordering: .relaxed)
  }

  private static func closePipe() {
    for end in [alarm.exchange(-1, ordering: .relaxed), listener.exchange(-1, ordering: .relaxed)]
    where end >= 0 { _ = close(end) }
  }

  /// Called on the signal's own stack: nothing is allowed here but an atomic store and a `write`,
  /// and for the second signal what puts the terminal back.
  private static func note(_ number: Int32) {
    guard signalNumber.exchange(number, ordering: .relaxed) != 0 else {
      TerminalMode.write(0, to: alarm.load(ordering: .relaxed))
      return
    }
    // A session is not lost by pressing Ctrl-C twice; Ctrl-\ ends it.
    if number == keyboard, TerminalMode.isHeld { return }
    TerminalMode.endProgram(number)
  }
}
