// The files of a ruleset: the entry, what it `use`s, the lists it reads, and `--set` values.
//
// Loading is a closure handed in from outside: nothing here touches a disk. Paths are joined and
// normalised as text; one that leaves the entry's folder is refused before it is asked for. Every
// byte that can change a decision goes into the digest.

import TierlineRuntime
import TierlineSource
import TierlineSyntax

/// Everything that was read for one check.
struct RulesetFiles {
  private(set) var sources = SourceMap()
  private(set) var trees: [SyntaxTree] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// For each tree, its path relative to the entry's folder.
  private(set) var paths: [String] = []
  /// Bytes of list files by path relative to the entry's folder.
  private(set) var listFiles: [String: Result<[UInt8], LoadFailure>] = [:]
  /// Trees of `parameter p = VALUE` for each `--set`, by parameter name.
  private(set) var replacements: [String: SyntaxNode] = [:]
  /// Which trees were typed.
  private(set) var typed = 0..<0
  /// What is asked, as parsed.
  private(set) var question: (tree: SyntaxTree, fragment: Fragment)?
  private(set) var digest = ""

  init(
    entry: String, options: CheckOptions, load: (String) -> Result<[UInt8], LoadFailure>
  ) {
    var hash = SHA256()
    let folder = entry.lastIndex(of: "/").map { String(entry[...$0]) } ?? ""
    let name = String(entry.dropFirst(folder.count))
    switch load(entry) {
    case .failure(let failure):
      _ = sources.add(path: entry, bytes: [])
      diagnostics.append(.cannotLoad(path: entry, failure, at: .nowhere))
      return
    case .success(let bytes):
      add(path: entry, relative: name, bytes: bytes, to: &hash)
    }
    followUses(from: 0, folder: folder, load: load, into: &hash)
    readTyped(options, relative: name, into: &hash)
    followUses(from: typed.lowerBound, folder: folder, load: load, into: &hash)
    readListFiles(load: load, into: &hash)
    readReplacements(options, into: &hash)
    digest = "sha256:" + hash.hexDigest()
  }

  private mutating func add(path: String, relative: String, bytes: [UInt8], to hash: inout SHA256) {
    guard let file = sources.add(path: path, bytes: bytes) else {
      diagnostics.append(
        .cannotLoad(path: path, .unreadable("larger than 4 GiB"), at: .nowhere))
      return
    }
    let parsed = parse(file)
    trees.append(parsed.tree)
    paths.append(relative)
    diagnostics += parsed.diagnostics
    Self.absorb(relative, bytes, into: &hash)
  }

  /// Path, length and bytes, so that no two sets of files read alike.
  private static func absorb(_ path: String, _ bytes: [UInt8], into hash: inout SHA256) {
    hash.update(Array("\(path)\0\(bytes.count)\0".utf8))
    hash.update(bytes)
  }

  private mutating func followUses(
    from first: Int, folder: String, load: (String) -> Result<[UInt8], LoadFailure>,
    into hash: inout SHA256
  ) {
    var next = first
    while next < trees.count {
      let tree = trees[next]
      let from = paths[next]
      next += 1
      for use in tree.root.children(.useDeclaration) {
        guard let literal = use.child(.textLiteral), let text = literal.textValue else { continue }
        guard let path = Self.resolve(text, from: from) else {
          diagnostics.append(.cannotLoad(path: text, .outside, at: literal.span))
          continue
        }
        guard !paths.contains(path) else { continue }
        switch load(folder + path) {
        case .failure(let failure):
          diagnostics.append(.cannotLoad(path: text, failure, at: literal.span))
        case .success(let bytes):
          add(path: folder + path, relative: path, bytes: bytes, to: &hash)
        }
      }
    }
    self.folder = folder
  }

  private var folder = ""

  private mutating func readListFiles(
    load: (String) -> Result<[UInt8], LoadFailure>, into hash: inout SHA256
  ) {
    for (tree, from) in zip(trees, paths) {
      for list in tree.root.children(.listDeclaration) {
        guard let text = list.child(.listSource)?.child(.textLiteral)?.textValue,
          let path = Self.resolve(text, from: from), listFiles[path] == nil
        else { continue }
        let content = load(folder + path)
        listFiles[path] = content
        if case .success(let bytes) = content { Self.absorb(path, bytes, into: &hash) }
      }
    }
  }

  /// Typed declarations count as the entry file's: their paths start at its folder.
  private mutating func readTyped(
    _ options: CheckOptions, relative: String, into hash: inout SHA256
  ) {
    let first = trees.count
    for addition in options.additions {
      add(path: addition.name, relative: relative, bytes: Array(addition.text.utf8), to: &hash)
    }
    typed = first..<trees.count
    guard let asked = options.question,
      let file = sources.add(path: asked.typed.name, bytes: Array(asked.typed.text.utf8))
    else { return }
    let parsed = parse(file, as: asked.fragment)
    diagnostics += parsed.diagnostics
    question = (parsed.tree, asked.fragment)
  }

  private mutating func readReplacements(_ options: CheckOptions, into hash: inout SHA256) {
    for (name, value) in options.parameters {
      let text = "parameter `\(name)` = \(value)"
      guard let file = sources.add(path: "--set \(name)=\(value)", bytes: Array(text.utf8))
      else { continue }
      let parsed = parse(file)
      Self.absorb("--set \(name)", Array(value.utf8), into: &hash)
      if parsed.diagnostics.isEmpty,
        parsed.tree.root.children.reduce(0, { count, _ in count + 1 }) == 1,
        let node = parsed.tree.root.child(.parameterDeclaration)
      {
        replacements[name] = node
      } else {
        replacements[name] = parsed.tree.root
      }
    }
  }

  /// The path relative to the entry's folder that a path written in the file `from` means; nil
  /// where it is absolute or leaves the folder.
  static func resolve(_ path: String, from file: String) -> String? {
    guard !path.isEmpty, !path.hasPrefix("/"), !path.contains("\0") else { return nil }
    var parts = file.split(separator: "/").dropLast().map(String.init)
    for part in path.split(separator: "/") {
      switch part {
      case ".": continue
      case "..":
        guard parts.popLast() != nil else { return nil }
      default: parts.append(String(part))
      }
    }
    return parts.isEmpty ? nil : parts.joined(separator: "/")
  }
}
