// Open files as the system knows them: numbers that are read, written and closed.
//
// Every call that a signal may cut short is taken up again (`EINTR`), save a read while an
// interruption is pending: that one ends, so that Ctrl-C also works while waiting for input.

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// An open file; closed when it goes.
package struct Descriptor: ~Copyable, Sendable {
  let number: Int32
  private let isOwned: Bool

  /// Takes over an open descriptor; it is closed at the end when `isOwned`.
  init(_ number: Int32, isOwned: Bool) {
    self.number = number
    self.isOwned = isOwned
  }

  /// Opens a file.
  init(opening path: String, flags: Int32, mode: mode_t = 0o666) throws(SystemError) {
    guard !path.utf8.contains(0) else { throw SystemError(EINVAL) }
    while true {
      let number = unsafe open(path, flags | O_CLOEXEC, mode)
      if number >= 0 {
        self.init(number, isOwned: true)
        return
      }
      guard errno == EINTR else { throw SystemError.last }
    }
  }

  deinit { if isOwned { _ = close(number) } }

  /// Makes a pipe for signal handlers, neither end of which blocks; nil where the system has none.
  static func signalPipe() -> (reading: Int32, writing: Int32)? {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return nil }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    return (ends[0], ends[1])
  }

  /// Fills memory with the next bytes; gives back how many, 0 at the end or after Ctrl-C.
  func read(into memory: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
    while true {
      guard Interruption.waitForInput(number) else { return 0 }
      let got = unsafe Self.read(number, memory.baseAddress, memory.count)
      if got >= 0 { return got }
      switch errno {
      case EINTR: break
      case EAGAIN: waitUntilReady(POLLIN)
      default: throw SystemError.last
      }
      if Interruption.isPending { return 0 }
    }
  }

  /// The next bytes, at most 64 KiB; none at the end or after Ctrl-C.
  func read() throws(SystemError) -> [UInt8] {
    while true {
      guard Interruption.waitForInput(number) else { return [] }
      var failure: Int32 = 0
      let chunk = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
        let got = unsafe Self.read(number, buffer.baseAddress, buffer.count)
        if got < 0 { failure = errno }
        count = max(0, got)
      }
      switch failure {
      case 0: return chunk
      case EINTR: break
      case EAGAIN: waitUntilReady(POLLIN)
      default: throw SystemError(failure)
      }
      if Interruption.isPending { return [] }
    }
  }

  /// Throws away what is there to read, without waiting.
  ///
  /// For descriptors that are set not to block.
  func drain() {
    var chunk: UInt64 = 0
    while unsafe Self.read(number, &chunk, 8) > 0 {}
  }

  #if canImport(Darwin)
    private static let read = unsafe Darwin.read
    private static let write = unsafe Darwin.write
  #else
    private static let read = unsafe Glibc.read
    private static let write = unsafe Glibc.write
  #endif

  /// Writes all of `bytes`.
  func write(_ bytes: [UInt8]) throws(SystemError) {
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[done...])
        return unsafe Self.write(number, rest.baseAddress, rest.count)
      }
      if count >= 0 {
        done += count
      } else if errno == EAGAIN {
        waitUntilReady(POLLOUT)
      } else if errno != EINTR {
        throw SystemError.last
      }
    }
  }

  /// Asks the system to put bytes that have been written on the disk, without waiting for that.
  func beginStoring(from offset: Int, count: Int) {
    #if !canImport(Darwin)
      _ = posix_fadvise(number, off_t(offset), off_t(count), POSIX_FADV_DONTNEED)
    #endif
  }

  /// Sleeps until a descriptor that is set not to block can be used again.
  private func waitUntilReady(_ event: Int32) {
    var request = pollfd(fd: number, events: Int16(event), revents: 0)
    _ = unsafe poll(&request, 1, -1)
  }

  /// Whether a person sits at the other end.
  var isTerminal: Bool { isatty(number) == 1 }

  /// What the system tells of the file.
  func status() throws(SystemError) -> stat {
    var result = stat()
    guard unsafe fstat(number, &result) == 0 else { throw SystemError.last }
    return result
  }
}

/// Lets a closure hold a descriptor, which cannot be copied.
final class DescriptorBox {
  let descriptor: Descriptor

  init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }
}
