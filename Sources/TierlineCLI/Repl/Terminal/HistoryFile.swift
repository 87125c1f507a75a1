// The history of all sessions, in `$XDG_STATE_HOME/tierline/history`.
//
// One entry a line, `\` and line breaks escaped; the file is its owner's alone. Sessions that run
// side by side append to it under a lock. A session that finds it grown to twice its bound puts a
// new file in its place, which whoever waits for the lock of the old one notices by its number, and
// takes the new one instead.

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

import TierlineSource

/// Where entries are remembered beyond a session.
struct HistoryFile {
  /// Absolute.
  let path: String

  /// An entry that is longer is for this session alone.
  private static let entryMax = 64 << 10
  /// Of a file that has grown beyond all bounds its end is read.
  private static let fileMax = 4 << 20

  /// The file of the user; nil where there is no home to keep it in.
  init?(_ variable: (String) -> String?) {
    // Paths that are not absolute are to be left alone, says the specification.
    if let state = variable("XDG_STATE_HOME"), state.hasPrefix("/") {
      path = state + "/tierline/history"
    } else if let home = variable("HOME"), home.hasPrefix("/") {
      path = home + "/.local/state/tierline/history"
    } else {
      return nil
    }
  }

  init(path: String) { self.path = path }

  /// The newest entries, the newest last; none when there is no file yet.
  ///
  /// A file that has grown too long is cut, where it may be written.
  func entries() throws(FileFailure) -> [String] {
    do throws(SystemError) {
      let file = try Descriptor(opening: path, flags: O_RDONLY)
      _ = flock(file.number, LOCK_SH)
      let (entries, isLong) = try newest(of: file)
      _ = flock(file.number, LOCK_UN)
      if isLong { try? trim() }
      return entries
    } catch {
      if error.number == ENOENT { return [] }
      throw FileFailure(.read, path: path, error)
    }
  }

  /// Appends an entry.
  func append(_ entry: String) throws(FileFailure) {
    guard entry.utf8.count <= Self.entryMax else { return }
    do throws(SystemError) {
      try makeFolder()
      let file = try locked()
      var line = Array(Self.line(entry).utf8)
      // What an earlier write left unfinished ends here.
      if try !endsInLineBreak(file) { line.insert(0x0A, at: 0) }
      try file.write(line)
    } catch {
      throw FileFailure(.write, path: path, error)
    }
  }

  // MARK: Lines

  static func line(_ entry: String) -> String {
    var line = ""
    for scalar in entry.unicodeScalars {
      switch scalar {
      case "\\": line += "\\\\"
      case "\n": line += "\\n"
      case "\r": line += "\\r"
      default: line.unicodeScalars.append(scalar)
      }
    }
    return line + "\n"
  }

  static func entries(of bytes: [UInt8]) -> [String] {
    bytes.split(separator: 0x0A).map { line in
      var entry = String.UnicodeScalarView()
      var isEscaped = false
      for scalar in String(decoding: line, as: UTF8.self).unicodeScalars {
        if isEscaped {
          entry.append(scalar == "n" ? "\n" : scalar == "r" ? "\r" : scalar)
          isEscaped = false
        } else if scalar == "\\" {
          isEscaped = true
        } else {
          entry.append(scalar)
        }
      }
      return String(entry)
    }
  }

  // MARK: The file

  private func makeFolder() throws(SystemError) {
    var place = path.startIndex
    while let slash = path[path.index(after: place)...].firstIndex(of: "/") {
      guard unsafe mkdir(String(path[..<slash]), 0o700) == 0 || errno == EEXIST || errno == EISDIR
      else {
        let error = SystemError.last
        // A folder above that exists may forbid even to ask.
        if error.number != EACCES && error.number != EROFS { throw error }
        place = slash
        continue
      }
      place = slash
    }
  }

  /// The file, open for appending and locked against other sessions.
  private func locked() throws(SystemError) -> Descriptor {
    while true {
      let file = try Descriptor(opening: path, flags: O_RDWR | O_CREAT | O_APPEND, mode: 0o600)
      while flock(file.number, LOCK_EX) != 0 {
        guard errno == EINTR else { throw SystemError.last }
      }
      var present = stat()
      let opened = try file.status()
      // While waiting for the lock another file may have taken its place.
      if unsafe stat(path, &present) == 0, present.st_ino == opened.st_ino,
        present.st_dev == opened.st_dev
      {
        _ = fchmod(file.number, 0o600)
        return file
      }
    }
  }

  private func endsInLineBreak(_ file: borrowing Descriptor) throws(SystemError) -> Bool {
    let size = try file.status().st_size
    guard size > 0 else { return true }
    var last: UInt8 = 0
    return unsafe pread(file.number, &last, 1, size - 1) != 1 || last == 0x0A
  }

  /// The newest entries of an open file, and whether it holds far more.
  private func newest(
    of file: borrowing Descriptor
  ) throws(SystemError) -> (entries: [String], isLong: Bool) {
    let size = Int(try file.status().st_size)
    guard lseek(file.number, off_t(max(0, size - Self.fileMax)), SEEK_SET) >= 0,
      let bytes = try file.contents(limit: 2 * Self.fileMax)
    else { throw .last }
    let entries = Self.entries(of: bytes)
    return (
      Array(entries.suffix(History.entriesMax)),
      size > Self.fileMax || entries.count > 2 * History.entriesMax
    )
  }

  /// Puts a file of the newest entries in the place of one that has grown too long.
  private func trim() throws(SystemError) {
    let file = try locked()
    let (entries, isLong) = try newest(of: file)
    guard isLong else { return }
    let beside = path + ".\(getpid()).partial"
    let new = try Descriptor(opening: beside, flags: O_WRONLY | O_CREAT | O_TRUNC, mode: 0o600)
    try new.write(Array(entries.map(Self.line).joined().utf8))
    guard unsafe rename(beside, path) == 0 else { throw .last }
  }
}
