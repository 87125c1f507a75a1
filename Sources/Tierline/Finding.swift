package import TierlineSource

/// Something that is wrong, or doubtful, in a ruleset.
public struct Finding: Hashable, Sendable {
  /// Whether the finding stops the ruleset.
  public enum Severity: String, Hashable, Sendable {
    case error
    case warning
  }

  /// The code, such as `T301`; `tierline help T301` explains it.
  public let code: String
  /// Whether the finding stops the ruleset.
  public let severity: Severity
  /// One line, in English.
  public let message: String
  /// The same line in Chinese.
  public let messageChinese: String
  /// The file, as it was asked for.
  public let file: String
  /// From 1.
  public let line: Int
  /// From 1, in Unicode scalars.
  public let column: Int
  /// The line of the end, from 1.
  public let endLine: Int
  /// Behind the last character, from 1, in Unicode scalars.
  public let endColumn: Int
  /// Advice, in English; nil when there is none.
  public let help: String?

  package init(_ diagnostic: Diagnostic, in sources: SourceMap) {
    let file = sources.file(of: diagnostic.span)
    let start = file?.position(of: diagnostic.span.start)
    let end = file?.position(of: diagnostic.span.end)
    code = diagnostic.code.rawValue
    switch diagnostic.severity {
    case .error: severity = .error
    case .warning: severity = .warning
    }
    message = diagnostic.message[.english]
    messageChinese = diagnostic.message[.chinese]
    self.file = file?.path ?? ""
    line = start?.line ?? 1
    column = start?.column ?? 1
    endLine = end?.line ?? 1
    endColumn = end?.column ?? 1
    help = diagnostic.help?[.english]
  }
}

extension Finding: CustomStringConvertible {
  /// As a compiler writes it: `a.tier:3:8: error: … [T301]`.
  public var description: String {
    "\(file):\(line):\(column): \(severity.rawValue): \(message) [\(code)]"
  }
}

/// A ruleset that is at fault.
public struct RulesetError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Every finding, warnings too, in the order of the text; at least one is an error.
  public let findings: [Finding]

  /// The findings, a line each.
  public var description: String { findings.map(\.description).joined(separator: "\n") }
}
