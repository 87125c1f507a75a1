// A command that is timed as its user would time it: the whole process, from start to end.

import Foundation

/// One run of a command.
struct Timing {
  /// From start to end, in seconds.
  var wall: Double
  /// Time on processors, in user and system mode, in seconds.
  var cpu: Double
  /// The most memory that was resident, mapped files included, in bytes.
  var memory: Int
}

/// A command and its operands.
struct Command {
  var name: String
  var words: [String]

  enum Failure: Error {
    case start(Int32)
    case failed(String, status: Int32)
  }

  /// Runs it with its output thrown away.
  func run() throws -> Timing {
    var actions = Actions()
    defer { actions.free() }
    var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { unsafe arguments.forEach { unsafe free($0) } }
    var child = pid_t()
    let clock = ContinuousClock()
    let start = clock.now
    let code = unsafe posix_spawnp(&child, words[0], &actions.actions, nil, &arguments, environ)
    guard code == 0 else { throw Failure.start(code) }
    var status: Int32 = 0
    var usage = rusage()
    while unsafe wait4(child, &status, 0, &usage) < 0, errno == EINTR {}
    let taken = start.duration(to: clock.now)
    guard status == 0 else { throw Failure.failed(words.joined(separator: " "), status: status) }
    return Timing(
      wall: seconds(taken), cpu: seconds(usage.ru_utime) + seconds(usage.ru_stime),
      // Darwin counts bytes, others kilobytes.
      memory: usage.ru_maxrss * (isDarwin ? 1 : 1024))
  }

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

  init() {
    unsafe posix_spawn_file_actions_init(&actions)
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
