// Findings: what the lexer, parser and checker say.
//
// A finding has a code; the code gives the severity. Each code has one factory beside the part
// that reports it (`Diagnostic+Names.swift`, …), which takes plain text and spans, so that wording
// lives in one place. Rendering belongs to the command line.

/// How bad a finding is.
package enum Severity: String, Sendable {
  case error
  case warning
}

/// A place with what is said about it.
package struct Label: Hashable, Sendable {
  package var span: SourceSpan
  package var message: Wording

  package init(_ span: SourceSpan, _ message: Wording) {
    self.span = span
    self.message = message
  }
}

/// A change of text: `span` is replaced by `replacement`.
package struct Edit: Hashable, Sendable {
  package var span: SourceSpan
  package var replacement: String

  package init(_ span: SourceSpan, _ replacement: String) {
    self.span = span
    self.replacement = replacement
  }
}

/// A mend that an editor can apply.
package struct Fix: Hashable, Sendable {
  package var title: Wording
  /// Non-overlapping, in ascending order of span.
  package var edits: [Edit]
  /// Whether applying it can't change what the author meant.
  package var isSafe: Bool

  package init(_ title: Wording, edits: [Edit], isSafe: Bool = false) {
    self.title = title
    self.edits = edits
    self.isSafe = isSafe
  }
}

/// One finding: a cause, its place, and where one is known a mend.
package struct Diagnostic: Hashable, Sendable {
  package var code: DiagnosticCode
  /// One line, lower case, no full stop, names in backticks.
  package var message: Wording
  package var span: SourceSpan
  /// Other places that matter, in the order they should be read.
  package var notes: [Label]
  /// Advice that is no edit.
  package var help: Wording?
  package var fixes: [Fix]

  package init(
    _ code: DiagnosticCode, _ message: Wording, at span: SourceSpan, notes: [Label] = [],
    help: Wording? = nil, fixes: [Fix] = []
  ) {
    self.code = code
    self.message = message
    self.span = span
    self.notes = notes
    self.help = help
    self.fixes = fixes
  }

  package var severity: Severity { code.severity }
}
