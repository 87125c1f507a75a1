// The findings of several rulesets put together.
//
// Rulesets share files, and a test file uses the policy it tests, so the same finding comes up
// again and again: it counts once. A declaration of a shared file is unused only if none of the
// rulesets that bring the file in uses it.

import TierlineChecker
import TierlineSource

/// Collects what each ruleset's check found.
struct GatheredFindings {
  let files: FileSystem
  private var all: [(finding: Finding, identity: Identity)] = []
  /// How many rulesets reported a finding.
  private var reports: [Identity: Int] = [:]
  /// How many rulesets bring a file in, by its real path.
  private var uses: [String: Int] = [:]
  private var filesChecked = 0

  init(files: FileSystem) { self.files = files }

  /// What makes two findings the same one.
  private struct Identity: Hashable {
    let code: DiagnosticCode
    let message: Wording
    let file: String
    let start: SourcePosition
    let end: SourcePosition
  }

  mutating func add(_ result: CheckResult) {
    filesChecked += 1
    for file in result.sources.files { uses[realPath(file.path), default: 0] += 1 }
    var own: Set<Identity> = []
    for diagnostic in result.diagnostics {
      let finding = Finding(diagnostic: diagnostic, sources: result.sources)
      let identity = Identity(
        code: finding.code, message: diagnostic.message, file: realPath(finding.place.path),
        start: finding.place.start, end: finding.place.end)
      guard own.insert(identity).inserted else { continue }
      reports[identity, default: 0] += 1
      if reports[identity] == 1 { all.append((finding, identity)) }
    }
  }

  /// In the order in which they came up.
  var findings: Findings {
    let lasting = all.filter { _, identity in
      identity.code != .unused || reports[identity] == uses[identity.file]
    }
    return Findings(all: lasting.map(\.finding), filesChecked: filesChecked)
  }

  private func realPath(_ path: String) -> String { files.realPath(path) ?? path }
}
