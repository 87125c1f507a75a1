// Where rulesets come from: the entry file, the files it uses, folders that are searched.
//
// `use` and `list from` never leave the entry file's folder. The checker has already refused `..`
// in the text of a path; here symbolic links are followed, and one that leads outside is refused.

import TierlineChecker
import TierlineSource

/// Loads the files of one ruleset.
struct RulesetLoader {
  let entry: String
  let session: Session
  /// The folder that nothing may leave, without symbolic links; nil while the entry is not there.
  private let folder: String?

  init(entry: String, session: Session) {
    self.entry = entry
    self.session = session
    let real = session.files.realPath(entry)
    folder = real.flatMap { path in path.lastIndex(of: "/").map { String(path[...$0]) } }
  }

  /// Checks the ruleset.
  ///
  /// That the entry file cannot be read is no finding: it stops the command.
  func checked(_ options: CheckOptions) throws(Stop) -> CheckResult {
    let bytes: [UInt8]
    do throws(FileFailure) { bytes = try session.files.contents(of: entry) } catch {
      throw Stop(error)
    }
    // The checker asks for the entry first, as it was typed.
    var entryIsNext = true
    return check(entry: entry, options: options) { path in
      guard entryIsNext else { return load(path) }
      entryIsNext = false
      return .success(bytes)
    }
  }

  /// The bytes of the entry file or of one that it names; its path begins with the entry's folder.
  func load(_ path: String) -> Result<[UInt8], LoadFailure> {
    guard let real = session.files.realPath(path) else { return .failure(.notFound) }
    guard let folder, real.utf8.starts(with: folder.utf8) else { return .failure(.outside) }
    return contents(of: real)
  }

  private func contents(of path: String) -> Result<[UInt8], LoadFailure> {
    do throws(FileFailure) {
      return .success(try session.files.contents(of: path))
    } catch {
      return .failure(
        error.isNotFound ? .notFound : .unreadable(session.text(error.cause)))
    }
  }
}

/// Finds the `.tier` files of folders.
struct RulesetSearch {
  let files: FileSystem

  /// A path itself, or the `.tier` files in a folder and those below it, sorted; hidden folders and
  /// symbolic links to folders are left out.
  func rulesets(at path: String) throws(FileFailure) -> [String] {
    guard files.kind(of: path) == .folder else { return [path] }
    var found: [String] = []
    var folders = [path]
    while let folder = folders.popLast() {
      var below: [String] = []
      for name in try files.names(in: folder) where !name.hasPrefix(".") {
        let inner = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
        switch files.kind(of: inner) {
        case .folder: if !files.isLink(inner) { below.append(inner) }
        case .file: if name.hasSuffix(".tier") { found.append(inner) }
        case .nothing: break
        }
      }
      folders += below
    }
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
