// Where tests are: in the file itself, in `*.test.tier` files below a folder, and for a ruleset also
// in the test files beside it that use it.

import TierlineChecker
import TierlineSource
import TierlineSyntax

/// Finds the files that hold tests.
struct TestSearch {
  let files: FileSystem

  private static let suffix = ".test.tier"

  /// The files to run for a path, sorted, the path itself first when it is a file.
  func testFiles(at path: String) throws(FileFailure) -> [String] {
    switch files.kind(of: path) {
    case .folder:
      let found = try RulesetSearch(files: files).rulesets(at: path).filter {
        $0.hasSuffix(Self.suffix)
      }
      // CI servers know files by their path from the root, which has no `./`.
      return path == "." ? found.map { String($0.dropFirst(2)) } : found
    case .file where !path.hasSuffix(Self.suffix):
      let own = hasTests(try files.contents(of: path), path) ? [path] : []
      return own + (try testFiles(beside: path))
    case .file, .nothing: return [path]
    }
  }

  /// The test files in the folder of a ruleset that use it.
  private func testFiles(beside path: String) throws(FileFailure) -> [String] {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let name = String(path.dropFirst(folder.count))
    var found: [String] = []
    for other in try files.names(in: folder.isEmpty ? "." : folder)
    where other.hasSuffix(Self.suffix) && !other.hasPrefix(".") {
      let text = try files.contents(of: folder + other)
      if usedFiles(text, other).contains(name) { found.append(folder + other) }
    }
    return found
  }

  private func hasTests(_ bytes: [UInt8], _ path: String) -> Bool {
    tree(bytes, path)?.root.child(.testDeclaration) != nil
  }

  private func usedFiles(_ bytes: [UInt8], _ path: String) -> [String] {
    tree(bytes, path)?.root.children(.useDeclaration).compactMap {
      $0.child(.textLiteral)?.textValue
    } ?? []
  }

  private func tree(_ bytes: [UInt8], _ path: String) -> SyntaxTree? {
    var sources = SourceMap()
    return sources.add(path: path, bytes: bytes).map { parse($0).tree }
  }
}
