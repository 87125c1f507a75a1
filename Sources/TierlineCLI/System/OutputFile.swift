// A file that appears whole or not at all: written beside its place, then renamed into it.
//
// A path that is no ordinary file (`/dev/stdout`, a named pipe) is written straight away. A
// symbolic link keeps pointing where it points: what it leads to is replaced.

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

import TierlineSource

/// A file under construction; what is not `finish`ed disappears.
final class OutputFile {
  let stream: OutputStream
  private let path: String
  /// Where the bytes are until the end; nil for what is no ordinary file.
  private let temporary: String?
  private let target: String

  /// Opens the place beside `path`.
  init(_ path: String, in files: FileSystem) throws(FileFailure) {
    let located = files.located(path)
    var status = stat()
    let exists = unsafe stat(located, &status) == 0
    let kind = status.st_mode & S_IFMT
    self.path = path
    do throws(SystemError) {
      if exists, kind == S_IFDIR { throw SystemError(EISDIR) }
      let descriptor: Descriptor
      if exists, kind != S_IFREG {
        descriptor = try Descriptor(opening: located, flags: O_WRONLY)
        (target, temporary) = (located, nil)
      } else {
        let target = exists ? files.realPath(path) ?? located : located
        // A name of our own: what already stands there, a link above all, is never written to.
        let names = (0..<100).lazy.map { "\(target).\(getpid()).\($0).partial" }
        let temporary = names.first { FileSystem.isFree($0) } ?? names[0]
        descriptor = try Descriptor(opening: temporary, flags: O_WRONLY | O_CREAT | O_EXCL)
        if exists { _ = fchmod(descriptor.number, status.st_mode & 0o777) }
        (self.target, self.temporary) = (target, temporary)
      }
      let file = WrittenFile(descriptor, isReplacing: exists && kind == S_IFREG)
      stream = OutputStream(name: Wording(same: "`\(path)`"), isTerminal: false) {
        (bytes) throws(SystemError) in try file.write(bytes)
      }
    } catch {
      throw FileFailure(.write, path: path, error)
    }
  }

  deinit { if let temporary, !isFinished { _ = unsafe unlink(temporary) } }

  private var isFinished = false

  /// Puts the file in its place.
  func finish() throws(FileFailure) {
    stream.flush()
    if let failure = stream.failure { throw failure }
    if let temporary, unsafe rename(temporary, target) != 0 {
      throw FileFailure(.write, path: path, .last)
    }
    isFinished = true
  }
}

/// A file that is written from its start to its end, and closed when it goes.
private final class WrittenFile {
  private let descriptor: Descriptor
  /// Whether the file will take another's place.
  private let isReplacing: Bool
  private var written = 0
  /// Where those bytes begin that the system has not been asked to put on the disk.
  private var stored = 0
  private static let storedAtOnce = 1 << 20

  init(_ descriptor: consuming Descriptor, isReplacing: Bool) {
    self.descriptor = descriptor
    self.isReplacing = isReplacing
  }

  func write(_ bytes: [UInt8]) throws(SystemError) {
    try descriptor.write(bytes)
    written += bytes.count
    // Before a file replaces another, file systems put it on the disk, lest a power cut leave neither.
    // All of that would be waited for at the end, when no thread has anything else to do.
    guard isReplacing, written - stored >= Self.storedAtOnce else { return }
    descriptor.beginStoring(from: stored, count: written - stored)
    stored = written
  }
}
