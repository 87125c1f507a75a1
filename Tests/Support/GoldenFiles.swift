// Cases of several files: the entry first, then each behind a line `--- file NAME`.

package import TierlineChecker

extension GoldenCase {
  /// The entry file's text, and the other files by their path.
  package var files: (entry: String, others: [String: String]) {
    var entry = ""
    var others: [String: String] = [:]
    var name: String?
    for line in input.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if line.hasPrefix("--- file ") {
        name = String(line.dropFirst("--- file ".count))
        others[name ?? ""] = ""
      } else if let name {
        others[name, default: ""] += line + "\n"
      } else {
        entry += line + "\n"
      }
    }
    return (entry, others)
  }

  /// Checks the entry file; the others are what it can load.
  package func check(_ options: CheckOptions = CheckOptions()) -> CheckResult {
    let (entry, others) = files
    return TierlineChecker.check(entry: "case.tier", options: options) { path in
      let text = path == "case.tier" ? entry : others[path]
      return text.map { .success(Array($0.utf8)) } ?? .failure(.notFound)
    }
  }
}
