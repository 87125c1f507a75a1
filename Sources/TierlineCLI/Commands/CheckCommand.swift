// `tierline check PATH…`

import TierlineChecker
import TierlineSource

/// Checks rulesets and writes what is wrong.
struct CheckCommand {
  private let invocation: Invocation
  private let session: Session

  init(_ invocation: Invocation, _ session: Session) {
    self.invocation = invocation
    self.session = session
  }

  func run() throws(Stop) -> ExitCode {
    let options = CheckOptions(parameters: try invocation.parameters())
    var gathered = GatheredFindings(files: session.files)
    for path in try paths() {
      let loader = RulesetLoader(entry: path, session: session)
      gathered.add(try loader.checked(options), wasNamed: invocation.operands.contains(path))
    }
    let findings = gathered.findings
    write(findings)
    let isStrict = invocation.has(.strict)
    return findings.errors > 0 || (isStrict && findings.warnings > 0) ? .fault : .success
  }

  private func paths() throws(Stop) -> [String] {
    let search = RulesetSearch(files: session.files)
    var paths: [String] = []
    for operand in invocation.operands {
      do throws(FileFailure) {
        let found = try search.rulesets(at: operand)
        guard !found.isEmpty else {
          throw FileFailure(
            .read, Wording(same: "`\(operand)`"),
            because: Wording("no *.tier file below this folder", zh: "该文件夹下没有 *.tier 文件"))
        }
        for path in found where !paths.contains(path) { paths.append(path) }
      } catch {
        throw Stop(error)
      }
    }
    return paths
  }

  private func write(_ findings: Findings) {
    let language = session.language
    switch invocation.choice(.format, default: FindingFormat.pretty) {
    case .pretty:
      session.output.write(
        PrettyFindings(language: language, palette: session.palette).text(findings))
    case .json: session.output.write(JSONFindings(language: language).bytes(findings))
    case .sarif: session.output.write(SARIFFindings(language: language).bytes(findings))
    case .github: session.output.write(GitHubFindings(language: language).text(findings))
    }
  }
}

extension Invocation {
  /// What `--set` gives.
  func parameters() throws(Stop) -> [(name: String, value: String)] {
    var parameters: [(name: String, value: String)] = []
    for text in values[.set] ?? [] {
      guard let sign = text.firstIndex(of: "="), sign > text.startIndex else {
        throw UsageMessage.assignmentMalformed(text)
      }
      parameters.append((String(text[..<sign]), String(text[text.index(after: sign)...])))
    }
    return parameters
  }
}
