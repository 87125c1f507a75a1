// The modes of the terminal, and that it is always left as it was found.
//
// While a line is edited the terminal hands over every key (no echo, no lines, no signals); while
// an entry is answered keys are kept for later, and Ctrl-C and Ctrl-Z are signals again. Whatever
// ends or stops the program meanwhile goes through a handler that puts the terminal back first, so
// handlers do nothing but what POSIX allows in them: `tcsetattr`, `write`, `raise`, atomic stores.

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

import Synchronization

/// What the terminal does with keys.
enum TerminalMode {
  /// As it was found.
  static let found = 0
  static let editing = 1
  static let answering = 2

  /// Which of them holds.
  private static let current = Atomic<Int>(found)
  /// The terminal's descriptors; -1 while none is held.
  private static let input = Atomic<Int32>(-1)
  private static let output = Atomic<Int32>(-1)
  /// The end of a pipe that wakes whoever waits for keys.
  private static let alarm = Atomic<Int32>(-1)

  /// The terminal's settings by mode.
  ///
  /// Plain memory, because a handler may read it at any moment.
  private nonisolated(unsafe) static let settings = {
    let settings = UnsafeMutablePointer<termios>.allocate(capacity: 3)
    unsafe settings.initialize(repeating: termios(), count: 3)
    return unsafe settings
  }()

  /// What a wake-up was for.
  enum Wake: UInt8 {
    case resized = 1
    /// The program goes on after it was stopped.
    case resumed
    /// Ctrl-C from elsewhere.
    case interrupted
  }

  /// What is switched on while editing (bracketed paste), and what is switched back.
  private static let begin: StaticString = "\u{1B}[?2004h"
  private static let end: StaticString = "\u{1B}[?2004l\u{1B}[?25h"

  /// Whether a session holds the terminal.
  static var isHeld: Bool { input.load(ordering: .relaxed) >= 0 }

  // MARK: Holding

  /// Takes a terminal; false when it is none.
  static func hold(input: Int32, output: Int32, alarm: Int32) -> Bool {
    guard unsafe tcgetattr(input, settings) == 0 else { return false }
    for mode in [editing, answering] {
      unsafe settings[mode] = settings[found]
      unsafe settings[mode].c_iflag &= ~tcflag_t(IXON | ICRNL | INLCR | IGNCR | ISTRIP)
      unsafe settings[mode].c_lflag &= ~tcflag_t(ICANON | ECHO | IEXTEN)
      if mode == editing { unsafe settings[mode].c_lflag &= ~tcflag_t(ISIG) }
      unsafe withUnsafeMutableBytes(of: &settings[mode].c_cc) { keys in
        unsafe keys[Int(VMIN)] = 1
        unsafe keys[Int(VTIME)] = 0
      }
    }
    Self.input.store(input, ordering: .relaxed)
    Self.output.store(output, ordering: .relaxed)
    Self.alarm.store(alarm, ordering: .relaxed)
    watchSignals()
    return true
  }

  /// Gives the terminal back as it was found.
  static func release() {
    enter(found)
    for number in caught { _ = signal(number, SIG_DFL) }
    input.store(-1, ordering: .relaxed)
  }

  /// Switches the terminal; what was typed ahead stays.
  static func enter(_ mode: Int) {
    let before = current.exchange(mode, ordering: .relaxed)
    guard input.load(ordering: .relaxed) >= 0, before != mode else { return }
    if before == editing { write(end) }
    apply(mode)
    if mode == editing { write(begin) }
  }

  private static func apply(_ mode: Int) {
    let input = input.load(ordering: .relaxed)
    while unsafe tcsetattr(input, TCSADRAIN, settings + mode) != 0, errno == EINTR {}
  }

  private static func write(_ text: StaticString) {
    let output = output.load(ordering: .relaxed)
    _ = unsafe systemWrite(output, text.utf8Start, text.utf8CodeUnitCount)
  }

  /// Whether keys come to this program, and not to the shell that put it aside.
  private static var isForeground: Bool {
    tcgetpgrp(input.load(ordering: .relaxed)) == getpgrp()
  }

  // MARK: Signals

  /// Signals that end the program.
  private static let ends = [
    SIGTERM, SIGHUP, SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV,
  ]
  private static let caught = ends + [SIGINT, SIGTSTP, SIGCONT, SIGWINCH]

  private static func watchSignals() {
    catchFaultsOnStackOfTheirOwn()
    for number in ends { handle(number) { TerminalMode.endProgram($0) } }
    handle(SIGINT) { _ in TerminalMode.wake(.interrupted) }
    handle(SIGTSTP) { _ in TerminalMode.stop() }
    handle(SIGCONT) { _ in TerminalMode.resume() }
    handle(SIGWINCH) { _ in TerminalMode.wake(.resized) }
  }

  private static func handle(_ number: Int32, _ handler: @escaping @convention(c) (Int32) -> Void) {
    var action = sigaction()
    #if canImport(Darwin)
      unsafe action.__sigaction_u.__sa_handler = handler
    #else
      unsafe action.__sigaction_handler.sa_handler = handler
    #endif
    action.sa_flags = Int32(SA_ONSTACK)
    _ = unsafe sigaction(number, &action, nil)
  }

  /// A stack that overflows has no room for a handler.
  private static func catchFaultsOnStackOfTheirOwn() {
    let size = 1 << 16
    var stack = unsafe stack_t()
    unsafe stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    unsafe stack.ss_size = numericCast(size)
    _ = unsafe sigaltstack(&stack, nil)
  }

  /// Puts the terminal back, and lets the signal do what it always does.
  static func endProgram(_ number: Int32) {
    if isForeground {
      if current.load(ordering: .relaxed) == editing { write("\r\n") }
      enter(found)
    }
    _ = signal(number, SIG_DFL)
    _ = raise(number)
  }

  /// Stops the program with the terminal put back, and goes on where it was.
  static func stop() {
    let number = errno
    defer { errno = number }
    let mode = current.load(ordering: .relaxed)
    enter(found)
    _ = signal(SIGTSTP, SIG_DFL)
    var mask = sigset_t()
    unsafe sigemptyset(&mask)
    unsafe sigaddset(&mask, SIGTSTP)
    _ = raise(SIGTSTP)
    // Blocked while its handler runs: here is where the program stops.
    _ = unsafe pthread_sigmask(SIG_UNBLOCK, &mask, nil)
    handle(SIGTSTP) { _ in TerminalMode.stop() }
    enter(mode)
    wake(.resumed)
  }

  /// The shell has its own settings: they are ours again.
  private static func resume() {
    let number = errno
    defer { errno = number }
    let mode = current.load(ordering: .relaxed)
    guard mode != found, isForeground else { return }
    apply(mode)
    if mode == editing { write(begin) }
    wake(.resumed)
  }

  private static func wake(_ wake: Wake) {
    write(wake.rawValue, to: alarm.load(ordering: .relaxed))
  }

  /// Writes a byte to a pipe from within a handler.
  static func write(_ byte: UInt8, to pipe: Int32) {
    // What was interrupted may be about to look at it.
    let number = errno
    defer { errno = number }
    var byte = byte
    _ = unsafe systemWrite(pipe, &byte, 1)
  }
}

#if canImport(Darwin)
  private func systemWrite(_ file: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
    unsafe Darwin.write(file, bytes, count)
  }
#else
  private func systemWrite(_ file: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
    unsafe Glibc.write(file, bytes, count)
  }
#endif
