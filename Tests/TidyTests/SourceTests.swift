// Facts about the sources: no file that nobody can read in one go, and nothing that crashes.

import Testing
import TierlineSource

@Suite("Sources")
struct SourceTests {
  @Test("no file is over 600 lines", arguments: ["Sources", "Tests"])
  func fileLength(folder: String) throws {
    for file in RepositoryFiles.files(below: folder, endingIn: [".swift", ".c", ".h"]) {
      let lines = try RepositoryFiles.text(of: file).split(
        separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count <= 600, "\(file) has \(lines.count) lines")
    }
  }

  /// Words that stand for a crash or for something unfinished.
  private static let forbidden = [
    "try!", "as!", "fatalError", "preconditionFailure", "assertionFailure", "TODO", "FIXME",
  ]

  @Test("nothing in the sources crashes on purpose or is left undone")
  func nothingForbidden() throws {
    for file in RepositoryFiles.files(below: "Sources", endingIn: [".swift", ".c", ".h"]) {
      let text = try RepositoryFiles.text(of: file)
      for word in Self.forbidden {
        #expect(!text.contains(word), "\(file) has `\(word)`")
      }
    }
  }

  @Test("a place in the text takes 8 bytes")
  func spanIsSmall() {
    #expect(MemoryLayout<SourceSpan>.stride == 8)
  }

  @Test("every code has its page in both languages", arguments: DiagnosticCode.allCases)
  func pages(code: DiagnosticCode) {
    for language in Language.allCases {
      let page = code.page(in: language)
      #expect(page.hasPrefix("# \(code.rawValue): "))
      #expect(page.split(separator: "\n").count > 3, "the page of \(code.rawValue) is a stub")
    }
    #expect(code.page(in: .english) != code.page(in: .chinese))
  }
}
