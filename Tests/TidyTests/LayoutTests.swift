// Facts about the layout that a reader relies on: who may import whom, and what stands where.

import Foundation
import Testing

@Suite("Layout")
struct LayoutTests {
  /// A target may import those on its right, and nothing else of the project.
  private static let mayImport: [String: Set<String>] = [
    "TierlineSource": [],
    "TierlineSyntax": ["TierlineSource"],
    "TierlineRuntime": ["TierlineSource", "TierlineBytes"],
    "TierlineChecker": ["TierlineSyntax", "TierlineRuntime", "TierlineSource"],
    "TierlineFormatter": ["TierlineSyntax", "TierlineSource"],
    "Tierline": ["TierlineChecker", "TierlineRuntime", "TierlineSyntax", "TierlineSource"],
    "TierlineTesting": [
      "Tierline", "TierlineChecker", "TierlineRuntime", "TierlineSyntax", "TierlineSource",
    ],
    "TierlineCLI": [
      "TierlineTesting", "Tierline", "TierlineFormatter", "TierlineChecker", "TierlineRuntime",
      "TierlineSyntax", "TierlineSource", "TierlineThreads",
    ],
    "tierline": ["TierlineCLI"],
    "TierlineBenchmark": [],
  ]

  /// The targets in C, which import nothing, and the headers that they may include beside their own.
  private static let inC: [String: Set<String>] = [
    "TierlineBytes": [
      "<arm_neon.h>", "<emmintrin.h>", "<immintrin.h>", "<stdatomic.h>", "<stdbool.h>",
      "<stddef.h>", "<stdint.h>", "<string.h>",
    ],
    "TierlineThreads": ["<pthread.h>", "<sched.h>", "<stdbool.h>", "<stddef.h>"],
  ]

  /// What beside the project a target may use; Foundation would cost start-up time.
  private static let systemModules: Set<String> = ["Glibc", "Darwin", "Synchronization"]

  @Test("every target imports only what lies below it", arguments: mayImport.keys.sorted())
  func importDirection(target: String) throws {
    let files = RepositoryFiles.swiftFiles(below: "Sources/\(target)")
    #expect(!files.isEmpty)
    let allowed = try #require(Self.mayImport[target])
    for file in files {
      for module in try RepositoryFiles.imports(of: file) {
        let isAllowed =
          allowed.contains(module)
          || (target == "TierlineBenchmark" && ["Foundation", "Synchronization"].contains(module))
          || (["TierlineCLI", "TierlineRuntime", "TierlineTesting"].contains(target)
            && Self.systemModules.contains(module))
        #expect(isAllowed, "\(file) imports \(module)")
      }
    }
  }

  @Test("the table of imports names every target")
  func everyTargetIsKnown() throws {
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: RepositoryFiles.root.appending(path: "Sources").path(percentEncoded: false))
    let known = Set(Self.mayImport.keys).union(Self.inC.keys)
    #expect(Set(folders.filter { !$0.hasPrefix(".") }) == known)
  }

  @Test("the C includes its own headers and those named here", arguments: inC.keys.sorted())
  func includes(target: String) throws {
    let files = RepositoryFiles.files(below: "Sources/\(target)", endingIn: [".c", ".h"])
    #expect(!files.isEmpty)
    let own = Set(files.compactMap { $0.split(separator: "/").last.map { "\"\($0)\"" } })
    let known = try #require(Self.inC[target])
    for file in files {
      for line in try RepositoryFiles.text(of: file).split(separator: "\n")
      where line.hasPrefix("#include ") {
        let name = String(line.dropFirst("#include ".count))
        #expect(own.contains(name) || known.contains(name), "\(file) includes \(name)")
      }
    }
  }

  @Test("the top level has nothing but what belongs there")
  func topLevel() throws {
    let known: Set = ["Package.swift", "Sources", "Tests", "rulesets", "grammar", "README.md"]
    let entries = try FileManager.default.contentsOfDirectory(
      atPath: RepositoryFiles.root.path(percentEncoded: false))
    let odd = entries.filter { !$0.hasPrefix(".") && !known.contains($0) }
    #expect(odd.isEmpty, "\(odd)")
  }

  @Test("the program's own file is under 20 lines")
  func mainIsShort() throws {
    let lines = try RepositoryFiles.text(of: "Sources/tierline/Tierline.swift")
      .split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count < 20)
  }
}
