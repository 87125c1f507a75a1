// Golden cases: one file is one case.
//
// `Tests/Golden/<suite>/<topic>/<case>.tier` holds a comment that says why, the input, the line
// `--- expect` and the expectation. A suite is one parameterised test; a new case is a new file.
// `UPDATE_GOLDEN=1 swift test --filter GoldenTests` rewrites what is expected; `git diff` is the
// review. In CI nothing is rewritten.

package import Foundation

/// A golden case, as found on disk.
package struct GoldenCase: Sendable, CustomStringConvertible {
  /// `<suite>/<topic>/<case>`.
  package let name: String
  package let path: String
  /// The text above the divider, the comment included: line numbers are those of the file.
  package let input: String
  /// What stands behind the divider; nil when there is no divider.
  package let expectation: String?

  package var description: String { name }

  /// The leading comment lines without their marks: why the case is there.
  package var comment: String {
    commentLines.map { $0.drop { $0 == "#" || $0 == " " } }.joined(separator: "\n")
  }

  /// The input without its leading comment, for inputs that are no rulesets.
  package var body: String {
    let lines = input.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.dropFirst(commentLines.count).joined(separator: "\n")
  }

  private var commentLines: [Substring] {
    Array(
      input.split(separator: "\n", omittingEmptySubsequences: false).prefix { $0.hasPrefix("#") })
  }

  /// `Tests/`, wherever the checkout lies.
  package static let testsFolder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()

  private static let divider = "--- expect\n"

  /// All cases of a suite, sorted by name; a suite without cases holds one that fails.
  package static func all(in suite: String) -> [GoldenCase] {
    let folder = testsFolder.appending(path: "Golden/\(suite)")
    let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    let cases = (files ?? []).filter { $0.hasSuffix(".tier") }.sorted().map { file in
      GoldenCase(suite: suite, file: file, url: folder.appending(path: file))
    }
    guard cases.isEmpty else { return cases }
    return [GoldenCase(suite: suite, file: "(no cases).tier", url: folder)]
  }

  private init(suite: String, file: String, url: URL) {
    name = "\(suite)/\(file.dropLast(".tier".count))"
    path = url.path
    let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    // CRLF is one Character: the divider is looked for among bytes.
    let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    guard let index = lines.firstIndex(where: { $0.elementsEqual("--- expect".utf8) }) else {
      input = text
      expectation = nil
      return
    }
    input = lines[..<index].map { String(decoding: $0, as: UTF8.self) + "\n" }.joined()
    expectation = lines[(index + 1)...].map { String(decoding: $0, as: UTF8.self) }
      .joined(separator: "\n")
  }

  /// Compares with what is expected, or rewrites it under `UPDATE_GOLDEN=1`.
  ///
  /// - Throws: `GoldenFailure` when the two differ, when nothing is expected, or when CI would
  ///   rewrite.
  package func verify(_ actual: String) throws {
    let actual = actual.isEmpty || actual.hasSuffix("\n") ? actual : actual + "\n"
    let environment = ProcessInfo.processInfo.environment
    if environment["UPDATE_GOLDEN"] == "1" {
      guard environment["CI"] != "true" else {
        throw GoldenFailure(text: "\(path): golden cases are not rewritten in CI")
      }
      guard actual != expectation else { return }
      try (input + Self.divider + actual).write(toFile: path, atomically: true, encoding: .utf8)
      return
    }
    guard let expectation else {
      throw GoldenFailure(text: "\(path): has no `--- expect`; this is what came out:\n\(actual)")
    }
    guard actual == expectation else {
      throw GoldenFailure(text: "\(path)\n--- expected\n\(expectation)--- actual\n\(actual)")
    }
  }
}

/// Why a golden case fails, for people.
package struct GoldenFailure: Error, CustomStringConvertible {
  package let text: String
  package var description: String { text }
}
