// The terminal that a person sits at: keys come from it, frames go to it.

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The two descriptors of a terminal that can move its cursor.
package struct TerminalPorts: Sendable {
  let input: Int32
  let output: Int32

  /// Those of the process; nil when either is no terminal, or one that knows no sequences.
  static func process(_ variable: (String) -> String?) -> TerminalPorts? {
    let kind = variable("TERM") ?? ""
    guard kind != "", kind != "dumb", isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
      return nil
    }
    return TerminalPorts(input: STDIN_FILENO, output: STDOUT_FILENO)
  }
}

/// A terminal held for a session; given back when it goes.
struct Terminal: ~Copyable {
  private let ports: TerminalPorts
  /// The pipe that signals write to.
  private let wakes: Descriptor
  private let alarm: Descriptor
  private var decoder = KeyDecoder()

  /// What came while waiting.
  enum Arrival {
    case keys([Key])
    case woken([TerminalMode.Wake])
    /// Nothing, for as long as was waited.
    case silence
    /// The terminal has gone.
    case end
  }

  /// How long half a sequence may take before it counts as keys of their own, and how long to wait
  /// for a key before looking around, in milliseconds.
  private static let sequenceMs: Int32 = 60
  private static let silenceMs: Int32 = 1000

  private init(
    _ ports: TerminalPorts, wakes: consuming Descriptor, alarm: consuming Descriptor
  ) {
    self.ports = ports
    self.wakes = wakes
    self.alarm = alarm
  }

  /// Takes a terminal; nil when it cannot be held.
  static func hold(_ ports: TerminalPorts) -> Terminal? {
    guard let ends = Descriptor.signalPipe() else { return nil }
    let wakes = Descriptor(ends.reading, isOwned: true)
    let alarm = Descriptor(ends.writing, isOwned: true)
    guard TerminalMode.hold(input: ports.input, output: ports.output, alarm: ends.writing) else {
      return nil
    }
    return Terminal(ports, wakes: wakes, alarm: alarm)
  }

  deinit { TerminalMode.release() }

  var size: Frame.Size {
    var window = winsize()
    _ = unsafe ioctl(ports.output, UInt(TIOCGWINSZ), &window)
    return Frame.Size(columns: Int(window.ws_col), rows: Int(window.ws_row))
  }

  /// Waits for keys, a signal, or a while.
  mutating func next() -> Arrival {
    while true {
      let isWaiting = decoder.isWaiting
      var requests = [
        pollfd(fd: ports.input, events: Int16(POLLIN), revents: 0),
        pollfd(fd: wakes.number, events: Int16(POLLIN), revents: 0),
      ]
      let count = unsafe poll(&requests, 2, isWaiting ? Self.sequenceMs : Self.silenceMs)
      if count < 0 {
        if errno == EINTR { continue }
        return .end
      }
      if requests[1].revents != 0 {
        let bytes = (try? wakes.read()) ?? []
        return .woken(bytes.compactMap(TerminalMode.Wake.init))
      }
      if requests[0].revents != 0 {
        guard let bytes = try? Descriptor(ports.input, isOwned: false).read(), !bytes.isEmpty
        else { return .end }
        let keys = decoder.decode(bytes)
        if !keys.isEmpty { return .keys(keys) }
        continue
      }
      guard isWaiting else { return .silence }
      return .keys(decoder.flush())
    }
  }
}
