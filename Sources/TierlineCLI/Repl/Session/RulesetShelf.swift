// The files of the ruleset under work, as they were when they were loaded.
//
// Every expression checks the whole ruleset again, so files are read once and kept; what changes on
// disk meanwhile is noticed by its stamp and taken up by `:reload`, never in between.

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

import TierlineChecker
import TierlineSource

/// The bytes of a ruleset's files; it only grows, so states of a session share one.
final class RulesetShelf {
  /// As the user named it.
  let entry: String
  /// Whether the entry is a file, and not the empty ruleset of a session without one.
  let isFile: Bool
  private let session: Session
  /// What nothing may leave, without symbolic links; nil while the entry is not there.
  private let folder: String?
  private var contents: [String: Result<[UInt8], LoadFailure>] = [:]
  private var stamps: [String: FileStamp] = [:]

  /// What a session without a ruleset begins with.
  static let emptyText = "ruleset \"session\" version \"1\"\n"

  /// - Throws: What the system says when the file cannot be read.
  init(path: String, _ session: Session) throws(FileFailure) {
    entry = path
    isFile = true
    self.session = session
    let bytes = try session.files.contents(of: path)
    let real = session.files.realPath(path)
    folder = real.flatMap { path in path.lastIndex(of: "/").map { String(path[...$0]) } }
    contents[path] = .success(bytes)
    stamps[path] = FileStamp(of: path, in: session.files)
  }

  /// The shelf of a session without a ruleset; paths start at the working folder.
  init(empty session: Session) {
    entry = "session.tier"
    isFile = false
    self.session = session
    folder = session.files.realPath(".").map { $0.hasSuffix("/") ? $0 : $0 + "/" }
    contents[entry] = .success(Array(Self.emptyText.utf8))
  }

  /// The bytes of a file as they were when it was first asked for.
  func load(_ path: String) -> Result<[UInt8], LoadFailure> {
    if let known = contents[path] { return known }
    let result = read(path)
    contents[path] = result
    stamps[path] = FileStamp(of: path, in: session.files)
    return result
  }

  /// The files that are no longer what was read, sorted.
  var changedPaths: [String] {
    stamps.filter { FileStamp(of: $0.key, in: session.files) != $0.value }.keys.sorted()
  }

  private func read(_ path: String) -> Result<[UInt8], LoadFailure> {
    guard let real = session.files.realPath(path) else { return .failure(.notFound) }
    guard let folder, real.utf8.starts(with: folder.utf8) else { return .failure(.outside) }
    do throws(FileFailure) {
      return .success(try session.files.contents(of: real))
    } catch {
      return .failure(error.isNotFound ? .notFound : .unreadable(session.text(error.cause)))
    }
  }
}

/// What tells that a file has been written since.
struct FileStamp: Hashable {
  private let seconds: Int
  private let nanoseconds: Int
  private let size: Int64
  private let number: UInt64

  /// nil when nothing is there.
  init?(of path: String, in files: FileSystem) {
    var status = stat()
    guard unsafe stat(files.located(path), &status) == 0 else { return nil }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    seconds = time.tv_sec
    nanoseconds = time.tv_nsec
    size = Int64(status.st_size)
    number = UInt64(status.st_ino)
  }
}
