// Findings as JSON, for editors and scripts: one object with every finding and the two counts.

import TierlineRuntime
import TierlineSource

/// Writes `{"findings":[…],"errors":1,"warnings":0}`.
struct JSONFindings {
  let language: Language

  func bytes(_ findings: Findings) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("findings")
    writer.beginArray()
    for finding in findings.all { write(finding, to: &writer) }
    writer.endArray()
    writer.key("errors")
    writer.integer(findings.errors)
    writer.key("warnings")
    writer.integer(findings.warnings)
    writer.endObject()
    writer.endLine()
    return writer.bytes
  }

  private func write(_ finding: Finding, to writer: inout JSONWriter) {
    let diagnostic = finding.diagnostic
    writer.beginObject()
    writer.member("code", finding.code.rawValue)
    writer.member("severity", finding.severity.rawValue)
    write(finding.place, to: &writer)
    writer.member("message", diagnostic.message[language])
    writer.key("notes")
    writer.beginArray()
    for note in diagnostic.notes {
      writer.beginObject()
      write(finding.place(of: note.span), to: &writer)
      writer.member("message", note.message[language])
      writer.endObject()
    }
    writer.endArray()
    if let help = diagnostic.help { writer.member("help", help[language]) }
    writer.key("fixes")
    writer.beginArray()
    for fix in diagnostic.fixes { write(fix, of: finding, to: &writer) }
    writer.endArray()
    writer.endObject()
  }

  private func write(_ place: Finding.Place, to writer: inout JSONWriter) {
    writer.member("file", place.path)
    writer.member("line", place.start.line)
    writer.member("column", place.start.column)
    writer.member("end_line", place.end.line)
    writer.member("end_column", place.end.column)
  }

  private func write(_ fix: Fix, of finding: Finding, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("title", fix.title[language])
    writer.key("safe")
    writer.boolean(fix.isSafe)
    writer.key("edits")
    writer.beginArray()
    for edit in fix.edits {
      writer.beginObject()
      write(finding.place(of: edit.span), to: &writer)
      writer.member("replacement", edit.replacement)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }
}

extension JSONWriter {
  /// A key with a count behind it.
  mutating func member(_ name: String, _ count: Int) {
    key(name)
    integer(count)
  }
}
