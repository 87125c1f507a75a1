// Where results and messages go: a buffer in front of a descriptor, or of memory in tests.
//
// Writing never throws: the first failure is kept, later bytes are dropped, and whoever ends the
// run looks at `failure`. A reader that has gone away (`tierline eval … | head`) is no failure;
// it only closes the stream, and the loop over records stops early.

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

package import TierlineSource

/// A buffered stream of bytes for one thread.
package final class OutputStream {
  /// Takes bytes; throws what the system says.
  package typealias Sink = ([UInt8]) throws(SystemError) -> Void

  /// `standard output`, or the path of a file in backticks.
  let name: Wording
  /// Whether a person reads along.
  package let isTerminal: Bool
  /// What went wrong first, if anything.
  package private(set) var failure: FileFailure?
  /// Whether the reader has gone.
  package private(set) var isClosed = false

  private var buffer: [UInt8] = []
  private let sink: Sink
  private static let bufferedMax = 1 << 16

  package init(name: Wording, isTerminal: Bool, sink: @escaping Sink) {
    self.name = name
    self.isTerminal = isTerminal
    self.sink = sink
    buffer.reserveCapacity(Self.bufferedMax + 1024)
  }

  /// Whether anything more that is written would be lost.
  package var isBroken: Bool { isClosed || failure != nil }

  package func write(_ text: String) {
    buffer.append(contentsOf: text.utf8)
    flushIfFull()
  }

  package func write(_ bytes: [UInt8]) {
    buffer.append(contentsOf: bytes)
    flushIfFull()
  }

  /// Writes bytes that need not stay.
  package func write(_ bytes: UnsafeRawBufferPointer) {
    unsafe buffer.append(contentsOf: bytes)
    flushIfFull()
  }

  package func writeLine(_ text: String) { write(text + "\n") }

  /// Hands on all that is buffered.
  package func flush() {
    defer { buffer.removeAll(keepingCapacity: true) }
    guard !isBroken, !buffer.isEmpty else { return }
    do throws(SystemError) {
      try sink(buffer)
    } catch {
      if error.number == EPIPE {
        isClosed = true
      } else {
        failure = FileFailure(.write, name, because: error.wording)
      }
    }
  }

  /// A person sees each piece at once; all else goes in large pieces.
  private func flushIfFull() { if isTerminal || buffer.count >= Self.bufferedMax { flush() } }
}

extension OutputStream {
  /// A stream in front of an open descriptor, which it leaves open.
  static func descriptor(_ number: Int32, name: Wording) -> OutputStream {
    let isTerminal = Descriptor(number, isOwned: false).isTerminal
    return OutputStream(name: name, isTerminal: isTerminal) { (bytes) throws(SystemError) in
      try Descriptor(number, isOwned: false).write(bytes)
    }
  }
}
