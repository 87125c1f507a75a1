// Findings as workflow commands of GitHub Actions, which shows them beside the changed lines.
// Source: docs.github.com, "Workflow commands for GitHub Actions".

import TierlineSource

/// Writes one `::error …::message` a finding.
struct GitHubFindings {
  let language: Language

  func text(_ findings: Findings) -> String { findings.all.map(line).joined() }

  private func line(_ finding: Finding) -> String {
    let place = finding.place
    var properties = [
      ("file", place.path), ("line", "\(place.start.line)"), ("endLine", "\(place.end.line)"),
      ("col", "\(place.start.column)"),
    ]
    // GitHub counts the last column in, and wants none over several lines.
    if place.end.line == place.start.line {
      properties.append(("endColumn", "\(max(place.start.column, place.end.column - 1))"))
    }
    properties.append(("title", finding.code.rawValue))
    let list = properties.map { "\($0)=\(Self.property($1))" }.joined(separator: ",")
    var message = finding.diagnostic.message[language]
    if let help = finding.diagnostic.help { message += "\n" + help[language] }
    return "::\(finding.severity.rawValue) \(list)::\(Self.data(message))\n"
  }

  private static func data(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }

  private static func property(_ text: String) -> String {
    data(text).unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case ":": result += "%3A"
      case ",": result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}
