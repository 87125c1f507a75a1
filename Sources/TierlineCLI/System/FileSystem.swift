// Reading, listing and resolving files.
//
// All relative paths start at `folder`, so that several runs with folders of their own can live in
// one process, as the tests do. Errors name the path as it was given.

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

import TierlineSource

/// The disk, seen from a working folder.
package struct FileSystem: Sendable {
  /// Where relative paths start; empty for the process's own folder.
  package var folder: String

  package init(folder: String = "") { self.folder = folder }

  /// The largest ruleset, list or snapshot text that is read whole: 256 MiB.
  static let wholeFileMax = 256 << 20

  /// What stands at a path.
  package enum Kind: Sendable { case file, folder, nothing }

  /// The path that the system is given.
  func located(_ path: String) -> String {
    folder.isEmpty || path.hasPrefix("/") ? path : folder + "/" + path
  }

  package func kind(of path: String) -> Kind {
    var status = stat()
    guard unsafe stat(located(path), &status) == 0 else { return .nothing }
    return status.st_mode & S_IFMT == S_IFDIR ? .folder : .file
  }

  /// Opens a file for reading; a folder is refused.
  package func open(_ path: String) throws(FileFailure) -> Descriptor {
    do throws(SystemError) {
      let descriptor = try Descriptor(opening: located(path), flags: O_RDONLY)
      guard try descriptor.status().st_mode & S_IFMT != S_IFDIR else { throw SystemError(EISDIR) }
      return descriptor
    } catch {
      throw FileFailure(.read, path: path, error)
    }
  }

  /// The whole of a file, of at most `limit` bytes.
  package func contents(
    of path: String, limit: Int = FileSystem.wholeFileMax
  ) throws(FileFailure) -> [UInt8] {
    let descriptor = try open(path)
    do throws(SystemError) {
      if let contents = try descriptor.contents(limit: limit) { return contents }
    } catch {
      throw FileFailure(.read, path: path, error)
    }
    let megabytes = limit >> 20
    throw FileFailure(
      .read, Wording(same: "`\(path)`"),
      because: Wording("it is larger than \(megabytes) MiB", zh: "超过 \(megabytes) MiB"))
  }

  /// The names in a folder, sorted by their bytes, without `.` and `..`.
  package func names(in path: String) throws(FileFailure) -> [String] {
    guard let stream = unsafe opendir(located(path)) else {
      throw FileFailure(.read, path: path, .last)
    }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
        unsafe field.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
          unsafe String(cString: $0)
        }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The absolute path without symbolic links; nil when nothing is there.
  package func realPath(_ path: String) -> String? {
    guard let pointer = unsafe realpath(located(path), nil) else { return nil }
    defer { unsafe free(pointer) }
    return unsafe String(cString: pointer)
  }

  /// Whether the path itself, not what it points at, is a symbolic link.
  package func isLink(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(located(path), &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// Whether nothing stands at an absolute path, not even a link to nowhere.
  static func isFree(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) != 0
  }

  /// Makes a folder and those above it; one that exists is fine.
  package func makeFolder(_ path: String) throws(FileFailure) {
    guard kind(of: path) != .folder else { return }
    if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      try makeFolder(String(path[..<slash]))
    }
    guard unsafe mkdir(located(path), 0o777) == 0 || errno == EEXIST else {
      throw FileFailure(.write, path: path, .last)
    }
  }

  /// Adds to the end of a file, which comes to be where there is none.
  ///
  /// For files that others write to as well; whole files of our own go through `OutputFile`.
  func append(_ bytes: [UInt8], to path: String) throws(FileFailure) {
    do throws(SystemError) {
      let file = try Descriptor(opening: located(path), flags: O_WRONLY | O_CREAT | O_APPEND)
      try file.write(bytes)
    } catch {
      throw FileFailure(.write, path: path, error)
    }
  }

  /// Writes a new file; one that exists is left alone and refused.
  package func create(_ path: String, contents: [UInt8]) throws(FileFailure) {
    do throws(SystemError) {
      let file = try Descriptor(opening: located(path), flags: O_WRONLY | O_CREAT | O_EXCL)
      try file.write(contents)
    } catch {
      throw FileFailure(.write, path: path, error)
    }
  }
}

extension Descriptor {
  /// All that can be read; nil beyond `limit` bytes.
  func contents(limit: Int) throws(SystemError) -> [UInt8]? {
    var contents: [UInt8] = []
    while true {
      let chunk = try read()
      if chunk.isEmpty { return contents }
      guard contents.count + chunk.count <= limit else { return nil }
      contents += chunk
    }
  }
}
