// A finding with its places resolved, ready to be written in any format.

import TierlineSource

/// A diagnostic beside the files that it speaks of.
struct Finding {
  let diagnostic: Diagnostic
  let sources: SourceMap

  var code: DiagnosticCode { diagnostic.code }
  var severity: Severity { diagnostic.severity }

  /// The place of the finding itself.
  var place: Place { place(of: diagnostic.span) }

  func place(of span: SourceSpan) -> Place {
    guard let file = sources.file(of: span) else {
      return Place(path: "", start: .init(line: 1, column: 1), end: .init(line: 1, column: 1))
    }
    return Place(
      path: file.path, start: file.position(of: span.start), end: file.position(of: span.end))
  }

  /// Where a span stands, as an editor counts.
  struct Place: Hashable {
    let path: String
    let start: SourcePosition
    /// Behind the last character.
    let end: SourcePosition

    /// As editors take it: `a.tier:3:8`.
    var text: String { "\(path):\(start.line):\(start.column)" }
  }
}

/// All that one run of `check` found.
struct Findings {
  var all: [Finding] = []
  var filesChecked = 0

  var errors: Int { all.count { $0.severity == .error } }
  var warnings: Int { all.count { $0.severity == .warning } }
}

extension Severity {
  var word: Wording {
    switch self {
    case .error: Wording("error", zh: "错误")
    case .warning: Wording("warning", zh: "警告")
    }
  }

  var ink: Palette.Ink {
    switch self {
    case .error: .error
    case .warning: .warning
    }
  }
}
