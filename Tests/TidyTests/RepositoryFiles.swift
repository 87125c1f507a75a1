import Foundation

/// The repository that these tests belong to.
enum RepositoryFiles {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The Swift files below a folder, as paths from the root, sorted.
  static func swiftFiles(below folder: String) -> [String] {
    files(below: folder, endingIn: [".swift"])
  }

  /// The files below a folder with one of these endings, as paths from the root, sorted.
  static func files(below folder: String, endingIn endings: [String]) -> [String] {
    let base = root.appending(path: folder)
    guard let walker = FileManager.default.enumerator(atPath: base.path(percentEncoded: false))
    else { return [] }
    return walker.compactMap { $0 as? String }
      .filter { path in endings.contains { path.hasSuffix($0) } }
      .map { "\(folder)/\($0)" }.sorted()
  }

  static func text(of path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The modules that a file imports.
  static func imports(of path: String) throws -> [String] {
    try text(of: path).split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard let position = words.firstIndex(of: "import"), position <= 1 else { return nil }
      return words.last.map { $0.split(separator: ".").first.map(String.init) ?? "" }
    }
  }
}
