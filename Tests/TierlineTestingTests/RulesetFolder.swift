// The shipped rulesets on disk, for tests.

import Foundation
import Support
import TierlineChecker
import TierlineSource
import TierlineTesting

/// Loads files as the command line does, without its checks on symbolic links.
func loadFromDisk(_ path: String) -> Result<[UInt8], LoadFailure> {
  guard let data = FileManager.default.contents(atPath: path) else { return .failure(.notFound) }
  return .success(Array(data))
}

/// The `*.test.tier` files below `rulesets/`, sorted.
func shippedTestFiles() -> [String] {
  let folder = GoldenCase.testsFolder.deletingLastPathComponent().appending(path: "rulesets").path
  let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
  return names.filter { $0.hasSuffix(".test.tier") }.sorted().map { "\(folder)/\($0)" }
}

extension TestFileReport {
  /// Everything that is wrong, for a failed `#expect`.
  var complaints: [String] {
    let findings = diagnostics.filter { $0.severity == .error }.map { finding in
      let line = sources.file(of: finding.span)?.position(of: finding.span.start).line ?? 0
      return "\(path):\(line): \(finding.code.rawValue) \(finding.message.english)"
    }
    return findings
      + cases.flatMap { report in
        report.failures.flatMap { failure in
          [
            "\(failure.place.file):\(failure.place.line): \(report.name): \(failure.message.english)"
          ]
            + failure.details.map { "    \($0.english)" }
        }
      }
  }
}
