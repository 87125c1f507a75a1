// The program at a terminal of its own, as a person has it: keys go in, a screen comes out.
//
// There are no pauses. A test types, and waits until it sees what it expects, however long that
// takes on a busy machine; only after many minutes does it give up, so that a program that hangs
// does not hang the tests for ever.

import Foundation
package import Testing

#if canImport(Darwin)
  package import Darwin
#else
  package import Glibc
#endif

/// The program `tierline` that was built with the tests.
package enum BuiltProgram {
  package static let path = URL(filePath: CommandLine.arguments[0])
    .deletingLastPathComponent().appending(path: "tierline").path(percentEncoded: false)
}

/// A process with a pseudo-terminal as its controlling terminal.
package final class PseudoTerminal {
  package private(set) var screen: Screen
  private let master: Int32
  /// Held open so that the terminal's settings outlive the process.
  private let slave: Int32
  package let process: pid_t
  private var status: Int32?

  /// What went wrong with the terminal itself.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// Starts a program, named by the first argument, with `TERM` and a locale unless it is given
  /// others.
  package init(
    _ arguments: [String], in folder: String, variables: [String: String] = [:],
    columns: Int = 80, height: Int = 24
  ) throws {
    screen = Screen(columns: columns, height: height)
    let name: String
    (master, name) = try Self.open()
    slave = openFile(name, O_RDWR | O_NOCTTY | O_CLOEXEC)
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
    var environment = ["TERM": "xterm", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"]
    environment.merge(variables) { $1 }
    Self.resize(master, columns, height)
    process = try Self.spawn(arguments, in: folder, environment, terminal: name)
  }

  deinit {
    if status == nil {
      kill(process, SIGKILL)
      var ignored: Int32 = 0
      _ = unsafe waitpid(process, &ignored, 0)
    }
    if !isClosed { close(master) }
    close(slave)
  }

  /// A new pseudo-terminal, and the name of the end that the program gets.
  private static func open() throws -> (master: Int32, name: String) {
    let failure = { Failure(description: "no pseudo-terminal: error \(errno)") }
    let master = openFile("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard master >= 0 else { throw failure() }
    #if canImport(Darwin)
      guard grantpt(master) == 0, unlockpt(master) == 0, let name = unsafe ptsname(master) else {
        throw failure()
      }
      return (master, unsafe String(cString: name))
    #else
      // `unlockpt` and `ptsname`, which the C library shows to X/Open programs alone.
      var isLocked: Int32 = 0
      var number: UInt32 = 0
      guard unsafe ioctl(master, 0x4004_5431, &isLocked) == 0,
        unsafe ioctl(master, 0x8004_5430, &number) == 0
      else { throw failure() }
      return (master, "/dev/pts/\(number)")
    #endif
  }

  private static func spawn(
    _ arguments: [String], in folder: String, _ environment: [String: String], terminal: String
  ) throws -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = unsafe posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    defer {
      unsafe posix_spawn_file_actions_destroy(&actions)
      unsafe posix_spawnattr_destroy(&attributes)
    }
    // The first terminal that the leader of a session opens is its controlling terminal.
    unsafe posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, 0, 1)
    unsafe posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var none = sigset_t()
    var all = sigset_t()
    unsafe sigemptyset(&none)
    unsafe sigfillset(&all)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setsigdefault(&attributes, &all)
    #if canImport(Darwin)
      let ownSession = Int32(POSIX_SPAWN_SETSID)
    #else
      // The C library shows its name to GNU programs alone.
      let ownSession: Int32 = 0x80
    #endif
    unsafe posix_spawnattr_setflags(
      &attributes,
      Int16(Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF) | ownSession))
    let line = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder] + arguments
    var pointers = unsafe line.map { unsafe strdup($0) } + [nil]
    var settings = unsafe environment.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
    defer {
      unsafe pointers.forEach { unsafe free($0) }
      unsafe settings.forEach { unsafe free($0) }
    }
    var process: pid_t = 0
    let failure = unsafe posix_spawn(
      &process, line[0], &actions, &attributes, &pointers, &settings)
    guard failure == 0 else { throw Failure(description: "\(arguments[0]): error \(failure)") }
    return process
  }

  // MARK: Typing

  /// Sends bytes as the keyboard would.
  package func type(_ text: String) throws {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = unsafe bytes.withUnsafeBytes { unsafe write(master, $0.baseAddress, $0.count) }
      if count > 0 {
        bytes = bytes.dropFirst(count)
      } else if errno != EAGAIN, errno != EINTR {
        throw Failure(description: "cannot type: error \(errno)")
      }
      read()
    }
  }

  /// Sends a paste as terminals do that have been asked to mark it.
  package func paste(_ text: String) throws {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    try type("\u{1B}[200~" + lines.joined(separator: "\r") + "\u{1B}[201~")
  }

  // MARK: Looking

  /// How long something may take before the program counts as hung.
  private static let waitMax: TimeInterval = 600

  /// Waits until the screen is as expected.
  package func wait(
    for expected: String, sourceLocation: SourceLocation = #_sourceLocation,
    until isSeen: (Screen) -> Bool
  ) throws {
    let start = Date()
    while true {
      read()
      if isSeen(screen) { return }
      if Date().timeIntervalSince(start) > Self.waitMax {
        Issue.record(
          "never seen: \(expected)\n\(screen.text)", sourceLocation: sourceLocation)
        throw Failure(description: "hung")
      }
    }
  }

  /// Waits until a text stands anywhere on the screen or above it.
  package func see(
    _ text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try wait(for: text, sourceLocation: sourceLocation) { $0.text.contains(text) }
  }

  /// Waits until the row of the cursor reads so, with `|` for the cursor.
  package func seeLine(
    _ line: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try wait(for: line, sourceLocation: sourceLocation) { screen in
      screen.cursorLine.before + "|" + screen.cursorLine.behind == line
    }
  }

  /// Takes what has come, waiting for a moment.
  ///
  /// - Returns: Whether something has.
  @discardableResult
  private func read() -> Bool {
    guard !isClosed else {
      usleep(20_000)
      return false
    }
    var request = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&request, 1, 20) > 0 else { return false }
    var bytes = [UInt8](repeating: 0, count: 1 << 14)
    let count = unsafe systemRead(master, &bytes, bytes.count)
    guard count > 0 else { return false }
    screen.write(Array(bytes.prefix(count)))
    return true
  }

  // MARK: What else can happen to a terminal

  package func resize(columns: Int, height: Int) {
    read()
    screen.resize(columns: columns, height: height)
    Self.resize(master, columns, height)
  }

  private static func resize(_ terminal: Int32, _ columns: Int, _ height: Int) {
    var size = winsize(
      ws_row: UInt16(height), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = unsafe ioctl(terminal, UInt(TIOCSWINSZ), &size)
  }

  package func signal(_ number: Int32) { kill(process, number) }

  /// Takes the terminal away, as closing its window does, and waits for the end of the process.
  package func hangUp() throws -> Ending {
    close(master)
    isClosed = true
    return try end()
  }

  private var isClosed = false

  /// Whether the terminal echoes and hands over whole lines, as a shell leaves it.
  package var isAsFound: Bool {
    var settings = termios()
    guard unsafe tcgetattr(slave, &settings) == 0 else { return false }
    let wanted = tcflag_t(ECHO | ICANON | ISIG | IEXTEN)
    return settings.c_lflag & wanted == wanted && settings.c_iflag & tcflag_t(ICRNL) != 0
  }

  /// Whether Ctrl-C is a signal, though no echo is made: the program works on an answer.
  package var takesSignals: Bool {
    var settings = termios()
    guard unsafe tcgetattr(slave, &settings) == 0 else { return false }
    return settings.c_lflag & tcflag_t(ISIG) != 0 && settings.c_lflag & tcflag_t(ECHO) == 0
  }

  /// How a process ended.
  package enum Ending: Equatable {
    case exit(Int32)
    case signal(Int32)
  }

  /// Waits for the end of the process, reading along.
  package func end() throws -> Ending {
    try wait(for: "the end of the process") { _ in
      var status: Int32 = 0
      guard self.status == nil, unsafe waitpid(process, &status, WNOHANG) == process else {
        return self.status != nil
      }
      self.status = status
      return true
    }
    while read() {}
    let status = status ?? 0
    let signal = status & 0x7F
    return signal == 0 ? .exit(status >> 8 & 0xFF) : .signal(signal)
  }
}

#if canImport(Darwin)
  private func systemRead(_ file: Int32, _ bytes: UnsafeMutableRawPointer, _ count: Int) -> Int {
    unsafe Darwin.read(file, bytes, count)
  }
#else
  private func systemRead(_ file: Int32, _ bytes: UnsafeMutableRawPointer, _ count: Int) -> Int {
    unsafe Glibc.read(file, bytes, count)
  }
#endif

/// `open`, whose name a member of the class above has too.
private func openFile(_ path: String, _ flags: Int32) -> Int32 { unsafe open(path, flags) }
