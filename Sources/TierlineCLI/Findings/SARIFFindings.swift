// Findings as SARIF 2.1.0 (OASIS Standard, 27 March 2020), which code scanning services read.
//
// One run; `rules` holds each code that was found, with its page as help. Columns count Unicode
// code points, which `columnKind` says. Mends become `fixes` with replacements.

import TierlineRuntime
import TierlineSource

/// Writes one SARIF log.
struct SARIFFindings {
  let language: Language

  func bytes(_ findings: Findings) -> [UInt8] {
    let found = Set(findings.all.map(\.code))
    let rules = DiagnosticCode.allCases.filter(found.contains)
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
    writer.member("version", "2.1.0")
    writer.key("runs")
    writer.beginArray()
    writer.beginObject()
    writer.object("tool") { $0.object("driver") { write(rules, to: &$0) } }
    writer.member("language", language == .chinese ? "zh-CN" : "en-US")
    writer.member("columnKind", "unicodeCodePoints")
    writer.key("results")
    writer.beginArray()
    for finding in findings.all {
      write(finding, ruleIndex: rules.firstIndex(of: finding.code) ?? 0, to: &writer)
    }
    writer.endArray()
    writer.endObject()
    writer.endArray()
    writer.endObject()
    writer.endLine()
    return writer.bytes
  }

  private func write(_ rules: [DiagnosticCode], to writer: inout JSONWriter) {
    writer.member("name", "tierline")
    writer.member("version", tierlineVersion)
    writer.key("rules")
    writer.beginArray()
    for code in rules {
      let page = code.page(in: language)
      writer.beginObject()
      writer.member("id", code.rawValue)
      writer.member("name", "\(code)")
      writer.object("shortDescription") { $0.member("text", code.title(in: language)) }
      writer.object("help") {
        $0.member("text", page)
        $0.member("markdown", page)
      }
      writer.object("defaultConfiguration") { $0.member("level", code.severity.rawValue) }
      writer.endObject()
    }
    writer.endArray()
  }

  private func write(_ finding: Finding, ruleIndex: Int, to writer: inout JSONWriter) {
    let diagnostic = finding.diagnostic
    var message = diagnostic.message[language]
    if let help = diagnostic.help { message += "\n" + help[language] }
    writer.beginObject()
    writer.member("ruleId", finding.code.rawValue)
    writer.member("ruleIndex", ruleIndex)
    writer.member("level", finding.severity.rawValue)
    writer.object("message") { $0.member("text", message) }
    writer.key("locations")
    writer.beginArray()
    writer.beginObject()
    write(finding.place, to: &writer)
    writer.endObject()
    writer.endArray()
    if !diagnostic.notes.isEmpty {
      writer.key("relatedLocations")
      writer.beginArray()
      for note in diagnostic.notes {
        writer.beginObject()
        write(finding.place(of: note.span), to: &writer)
        writer.object("message") { $0.member("text", note.message[language]) }
        writer.endObject()
      }
      writer.endArray()
    }
    if !diagnostic.fixes.isEmpty {
      writer.key("fixes")
      writer.beginArray()
      for fix in diagnostic.fixes { write(fix, of: finding, to: &writer) }
      writer.endArray()
    }
    writer.endObject()
  }

  private func write(_ place: Finding.Place, to writer: inout JSONWriter) {
    writer.object("physicalLocation") {
      write(path: place.path, to: &$0)
      write(region: place, named: "region", to: &$0)
    }
  }

  private func write(path: String, to writer: inout JSONWriter) {
    writer.object("artifactLocation") { $0.member("uri", Self.reference(path)) }
  }

  private func write(region place: Finding.Place, named name: String, to writer: inout JSONWriter) {
    writer.object(name) {
      $0.member("startLine", place.start.line)
      $0.member("startColumn", place.start.column)
      $0.member("endLine", place.end.line)
      $0.member("endColumn", place.end.column)
    }
  }

  private func write(_ fix: Fix, of finding: Finding, to writer: inout JSONWriter) {
    var paths: [String] = []
    for path in fix.edits.map({ finding.place(of: $0.span).path }) where !paths.contains(path) {
      paths.append(path)
    }
    writer.beginObject()
    writer.object("description") { $0.member("text", fix.title[language]) }
    writer.key("artifactChanges")
    writer.beginArray()
    for path in paths {
      writer.beginObject()
      write(path: path, to: &writer)
      writer.key("replacements")
      writer.beginArray()
      for edit in fix.edits {
        let place = finding.place(of: edit.span)
        guard place.path == path else { continue }
        writer.beginObject()
        write(region: place, named: "deletedRegion", to: &writer)
        writer.object("insertedContent") { $0.member("text", edit.replacement) }
        writer.endObject()
      }
      writer.endArray()
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }

  /// A path as a URI reference (RFC 3986): unreserved characters and slashes stand, the rest is
  /// percent-encoded.
  private static func reference(_ path: String) -> String {
    let hexDigits = Array("0123456789ABCDEF")
    var result = path.hasPrefix("/") ? "file://" : ""
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        result += "%"
        result.append(hexDigits[Int(byte >> 4)])
        result.append(hexDigits[Int(byte & 15)])
      }
    }
    return result
  }
}

extension JSONWriter {
  /// A key whose value is an object.
  mutating func object(_ key: String, _ body: (inout JSONWriter) -> Void) {
    self.key(key)
    beginObject()
    body(&self)
    endObject()
  }
}
