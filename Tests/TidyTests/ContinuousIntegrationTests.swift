import Foundation
import Testing

@Suite("Continuous integration")
struct ContinuousIntegrationTests {
  @Test("the script can be run and checks what it should")
  func script() throws {
    let path = RepositoryFiles.root.appending(path: ".ci/run").path(percentEncoded: false)
    #expect(FileManager.default.isExecutableFile(atPath: path))
    let text = try RepositoryFiles.text(of: ".ci/run")
    for piece in [
      "set -euo pipefail", "swift format lint --strict", "-warnings-as-errors",
      "--explicit-target-dependency-import-check error", "swift test",
      "swift run -c release tierline eval",
    ] {
      #expect(text.contains(piece), "\(piece)")
    }
  }
}
