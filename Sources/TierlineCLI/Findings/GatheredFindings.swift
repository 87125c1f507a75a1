// The findings of several rulesets put together.
//
// Rulesets share files, and a test file uses the policy it tests, so the same finding comes up
// again and again: it counts once. A declaration of a shared file is unused only if none of the
// rulesets that bring the file in uses it. A file without a header that another one brings in is a
// part of it: what it says may rest on the whole, so it is not looked at by itself, unless its
// path was given.

import TierlineChecker
import TierlineSource
import TierlineSyntax

/// Collects what each ruleset's check found.
struct GatheredFindings {
  let files: FileSystem
  private var all: [(finding: Finding, identity: Identity)] = []
  /// How many rulesets reported a finding.
  private var reports: [Identity: Int] = [:]
  /// How many rulesets bring a file in, by its real path.
  private var uses: [String: Int] = [:]
  private var filesChecked = 0
  /// Files that are no ruleset of their own, should another one bring them in.
  private var parts: [(path: String, result: CheckResult)] = []

  init(files: FileSystem) { self.files = files }

  /// What makes two findings the same one.
  private struct Identity: Hashable {
    let code: DiagnosticCode
    let message: Wording
    let file: String
    let start: SourcePosition
    let end: SourcePosition
  }

  /// Adds what was found in a file that was named by its path, or met in a folder.
  mutating func add(_ result: CheckResult, wasNamed: Bool) {
    filesChecked += 1
    if !wasNamed, result.mayBePart, let file = result.sources.files.first {
      parts.append((realPath(file.path), result))
    } else {
      add(result)
    }
  }

  private mutating func add(_ result: CheckResult) {
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
    var whole = self
    let broughtIn = Set(
      parts.flatMap { $0.result.sources.files.dropFirst() }.map { realPath($0.path) })
    for part in parts where whole.uses[part.path] == nil && !broughtIn.contains(part.path) {
      whole.add(part.result)
    }
    // Parts that only bring each other in.
    for part in parts where whole.uses[part.path] == nil { whole.add(part.result) }
    return whole.lastingFindings
  }

  private var lastingFindings: Findings {
    let lasting = all.filter { _, identity in
      identity.code != .unused || reports[identity] == uses[identity.file]
    }
    return Findings(all: lasting.map(\.finding), filesChecked: filesChecked)
  }

  private func realPath(_ path: String) -> String { files.realPath(path) ?? path }
}

extension CheckResult {
  /// Whether the entry file neither begins as a ruleset does nor holds tests.
  fileprivate var mayBePart: Bool {
    guard let root = trees.first?.root else { return false }
    return root.child(.rulesetHeader) == nil && root.child(.testDeclaration) == nil
  }
}
