// Cases of several parts: the entry file first, then parts behind lines that begin with `--- `.
//
// `--- file NAME` is a further file; what other parts mean is their suite's affair.

package import TierlineChecker

extension GoldenCase {
  /// A part behind a line `--- HEAD`.
  package struct Part: Sendable {
    /// What stands behind `--- `: `file lists/a.csv`, `record`.
    package var head: String
    package var text: String
  }

  /// The entry file's text, and the parts in their order.
  package var parts: (entry: String, parts: [Part]) {
    var entry = ""
    var parts: [Part] = []
    // Split at scalars: CRLF is one Character, and belongs to the text.
    for line in input.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .dropLast()
    {
      let line = String(line)
      if line.hasPrefix("--- ") {
        parts.append(Part(head: String(line.dropFirst("--- ".count)), text: ""))
      } else if parts.isEmpty {
        entry += line + "\n"
      } else {
        parts[parts.count - 1].text += line + "\n"
      }
    }
    return (entry, parts)
  }

  /// The text behind `--- HEAD`; nil without such a part.
  package func part(_ head: String) -> String? { parts.parts.first { $0.head == head }?.text }

  /// The entry file's text, and the other files by their path.
  package var files: (entry: String, others: [String: String]) {
    let (entry, parts) = parts
    let files = parts.filter { $0.head.hasPrefix("file ") }.map {
      (String($0.head.dropFirst("file ".count)), $0.text)
    }
    return (entry, Dictionary(files) { $1 })
  }

  /// Checks the entry file; the others are what it can load.
  ///
  /// Cases are text, so U+FFFD in one stands for the byte FF.
  package func check(_ options: CheckOptions = CheckOptions()) -> CheckResult {
    let (entry, others) = files
    return TierlineChecker.check(entry: "case.tier", options: options) { path in
      let text = path == "case.tier" ? entry : others[path]
      let bytes = text.map {
        $0.utf8.split(separator: "\u{FFFD}".utf8, omittingEmptySubsequences: false)
      }?.joined(separator: [0xFF])
      return bytes.map { .success(Array($0)) } ?? .failure(.notFound)
    }
  }
}
