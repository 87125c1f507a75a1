// All that a command may touch of the world around it.
//
// Commands get an `Environment` and nothing else: tests hand in their own, with streams in memory,
// a folder of their own and a fixed day, and run whole command lines inside the test process.

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

package import TierlineRuntime
import TierlineSource

/// The streams, files, variables and clock of one run.
package struct Environment {
  /// The value of an environment variable; nil when it is not set.
  package var variable: (String) -> String?
  package var files: FileSystem
  /// The next bytes of standard input; none at the end.
  package var readInput: () throws(SystemError) -> [UInt8]
  /// Whether standard input is typed by a person.
  package var inputIsTerminal: Bool
  /// Where lines can be edited; nil where the terminal is none or cannot move its cursor.
  package var terminal: TerminalPorts?
  package var output: OutputStream
  package var errors: OutputStream
  /// The present day where the user is; only `--as-of today` asks for it.
  package var today: () -> CalendarDate?

  package init(
    variable: @escaping (String) -> String?, files: FileSystem,
    readInput: @escaping () throws(SystemError) -> [UInt8], inputIsTerminal: Bool = false,
    terminal: TerminalPorts? = nil, output: OutputStream, errors: OutputStream,
    today: @escaping () -> CalendarDate?
  ) {
    self.variable = variable
    self.files = files
    self.readInput = readInput
    self.inputIsTerminal = inputIsTerminal
    self.terminal = terminal
    self.output = output
    self.errors = errors
    self.today = today
  }

  /// That of the process.
  static func process() -> Environment {
    let variable = { (name: String) in unsafe getenv(name).map { unsafe String(cString: $0) } }
    return Environment(
      variable: variable,
      files: FileSystem(),
      readInput: { () throws(SystemError) in try Descriptor(STDIN_FILENO, isOwned: false).read() },
      inputIsTerminal: Descriptor(STDIN_FILENO, isOwned: false).isTerminal,
      terminal: .process(variable),
      output: .descriptor(STDOUT_FILENO, name: Wording("standard output", zh: "标准输出")),
      errors: .descriptor(STDERR_FILENO, name: Wording("standard error", zh: "标准错误")),
      today: localDay)
  }

  private static func localDay() -> CalendarDate? {
    var now = time(nil)
    var parts = unsafe tm()
    guard unsafe localtime_r(&now, &parts) != nil else { return nil }
    return unsafe CalendarDate(
      year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
  }
}
