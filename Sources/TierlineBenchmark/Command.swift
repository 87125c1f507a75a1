// A command that is timed as its user would time it: the whole process, from start to end.

import Foundation
import Synchronization

/// One run of a command.
struct Timing {
  /// From start to end, in seconds.
  var wall: Double
  /// Time on processors, in user and system mode, in seconds.
  var cpu: Double
  /// The most memory that was resident, mapped files included, in bytes; on Linux that of this program at
  /// least, whose memory the command had before it began.
  var memory: Int
}

/// A command and its operands.
struct Command {
  var name: String
  var words: [String]

  enum Failure: Error {
    case start(Int32)
    case failed(String, status: Int32)
    case interrupted
  }

  /// Runs it with its output thrown away.
  func run() throws -> Timing {
    let clock = ContinuousClock()
    let start = clock.now
    let usage = try end(begin(Actions()))
    let taken = start.duration(to: clock.now)
    return Timing(
      wall: seconds(taken), cpu: seconds(usage.ru_utime) + seconds(usage.ru_stime),
      memory: memory(usage))
  }

  /// The most memory that was resident while the command read a file, several times over, as its standard
  /// input; in bytes.
  func peakMemory(reading file: URL, times: Int) throws -> Int {
    let pipe = Pipe()
    let child = try begin(
      Actions(
        input: pipe.fileHandleForReading.fileDescriptor,
        without: pipe.fileHandleForWriting.fileDescriptor))
    try pipe.fileHandleForReading.close()
    // A command that ends before it has read all fails below, by its status.
    signal(SIGPIPE, SIG_IGN)
    defer { signal(SIGPIPE, SIG_DFL) }
    var peak = 0
    passes: for _ in 0..<times {
      let source = try FileHandle(forReadingFrom: file)
      defer { try? source.close() }
      while let text = try source.read(upToCount: 1 << 20), !text.isEmpty {
        do { try pipe.fileHandleForWriting.write(contentsOf: text) } catch { break passes }
        peak = max(peak, highWater(of: child))
      }
    }
    try pipe.fileHandleForWriting.close()
    let usage = try end(child)
    return peak > 0 ? peak : memory(usage)
  }

  /// The most memory that was resident in a process since it began, where Linux tells; else 0.
  private func highWater(of process: pid_t) -> Int {
    let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let kibibytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first
    return 1024 * (kibibytes.flatMap { Int($0) } ?? 0)
  }

  /// Starts it.
  private func begin(_ actions: Actions) throws -> pid_t {
    guard !isInterrupted.load(ordering: .relaxed) else { throw Failure.interrupted }
    var actions = actions
    defer { actions.free() }
    var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { unsafe arguments.forEach { unsafe free($0) } }
    var child = pid_t()
    let code = unsafe posix_spawnp(&child, words[0], &actions.actions, nil, &arguments, environ)
    guard code == 0 else { throw Failure.start(code) }
    return child
  }

  /// Waits for its end; gives back what it used.
  private func end(_ child: pid_t) throws -> rusage {
    var status: Int32 = 0
    var usage = rusage()
    while unsafe wait4(child, &status, 0, &usage) < 0, errno == EINTR {}
    guard status == 0 else { throw Failure.failed(words.joined(separator: " "), status: status) }
    return usage
  }

  /// The most memory that was resident; Darwin counts bytes, others kilobytes.
  private func memory(_ usage: rusage) -> Int { usage.ru_maxrss * (isDarwin ? 1 : 1024) }

  private func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }

  private func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
  }

  private var isDarwin: Bool {
    #if canImport(Darwin)
      true
    #else
      false
    #endif
  }
}

/// What is done to a process before it begins.
@safe
private struct Actions {
  #if canImport(Darwin)
    var actions: posix_spawn_file_actions_t?
  #else
    var actions = unsafe posix_spawn_file_actions_t()
  #endif

  /// Its output is thrown away; it reads what `input` says, and does not have `without`.
  init(input: Int32? = nil, without: Int32? = nil) {
    unsafe posix_spawn_file_actions_init(&actions)
    if let input {
      unsafe posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
      unsafe posix_spawn_file_actions_addclose(&actions, input)
    }
    if let without { unsafe posix_spawn_file_actions_addclose(&actions, without) }
    for file in [STDOUT_FILENO, STDERR_FILENO] {
      unsafe posix_spawn_file_actions_addopen(&actions, file, "/dev/null", O_WRONLY, 0)
    }
  }

  mutating func free() { unsafe posix_spawn_file_actions_destroy(&actions) }
}

extension [Double] {
  /// The middle one; 0 of none.
  var median: Double {
    guard !isEmpty else { return 0 }
    return sorted()[count / 2]
  }
}
