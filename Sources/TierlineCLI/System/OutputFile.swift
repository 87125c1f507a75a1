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
      stream = OutputStream(owning: descriptor, name: Wording(same: "`\(path)`"))
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

extension OutputStream {
  /// A stream that closes its descriptor when it goes.
  convenience init(owning descriptor: consuming Descriptor, name: Wording) {
    let box = DescriptorBox(descriptor)
    self.init(name: name, isTerminal: false) { (bytes) throws(SystemError) in
      try box.descriptor.write(bytes)
    }
  }
}

/// Lets a closure hold a descriptor, which cannot be copied.
final class DescriptorBox {
  let descriptor: Descriptor

  init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }
}
