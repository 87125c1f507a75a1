// Findings for people: the message, the place, the source under it, notes, advice and mends.

import TierlineRuntime
import TierlineSource

/// Writes findings to be read on a terminal.
struct PrettyFindings {
  let language: Language
  let palette: Palette

  /// All findings and how many there are, ending in a line break.
  func text(_ findings: Findings) -> String {
    (findings.all.map(text) + [summary(of: findings)]).joined(separator: "\n\n") + "\n"
  }

  /// One finding, without a line break at the end.
  func text(_ finding: Finding) -> String {
    let diagnostic = finding.diagnostic
    let excerpt = SourceExcerpt(palette: palette, gutter: gutter(of: finding))
    let mark = "\(finding.severity.word[language])[\(finding.code.rawValue)]"
    var lines = [
      palette(finding.severity.ink, mark) + colon + palette(.strong, safe(diagnostic.message))
    ]
    lines += place(of: diagnostic.span, finding, excerpt, ink: finding.severity.ink)
    for note in diagnostic.notes {
      lines.append(heading(.note, Wording("note", zh: "说明"), note.message))
      lines += place(of: note.span, finding, excerpt, ink: .note)
    }
    if let help = diagnostic.help {
      lines.append(heading(.help, Wording("help", zh: "建议"), help))
    }
    for fix in diagnostic.fixes {
      lines.append(heading(.help, Wording("fix", zh: "修改"), fix.title))
      lines += excerpt.preview(of: fix.edits, in: finding.sources)
    }
    return lines.joined(separator: "\n")
  }

  /// The last line: `2 errors, 1 warning`.
  private func summary(of findings: Findings) -> String {
    let files = findings.filesChecked
    guard !findings.all.isEmpty else {
      let clean = Wording(
        "no findings in \(files) \(files == 1 ? "file" : "files")", zh: "已检查 \(files) 个文件，没有问题")
      return palette(.good, clean[language])
    }
    let (errors, warnings) = (findings.errors, findings.warnings)
    let counts = Wording(
      "\(errors) \(errors == 1 ? "error" : "errors"), "
        + "\(warnings) \(warnings == 1 ? "warning" : "warnings")",
      zh: "\(errors) 个错误，\(warnings) 个警告")
    return palette(.strong, counts[language])
  }

  private func heading(_ ink: Palette.Ink, _ word: Wording, _ message: Wording) -> String {
    palette(ink, word[language]) + colon + safe(message)
  }

  private var colon: String { Wording(": ", zh: "：")[language] }

  private func safe(_ wording: Wording) -> String { wording[language].printable }

  /// `--> a.tier:3:8` and the source under it.
  private func place(
    of span: SourceSpan, _ finding: Finding, _ excerpt: SourceExcerpt, ink: Palette.Ink
  ) -> [String] {
    guard let file = finding.sources.file(of: span) else { return [] }
    let arrow = String(repeating: " ", count: excerpt.gutter) + "--> "
    return [palette(.faint, arrow) + finding.place(of: span).text.printable]
      + excerpt.lines(of: span, in: file, ink: ink)
  }

  /// The width of the widest line number that the finding shows.
  private func gutter(of finding: Finding) -> Int {
    let spans =
      [finding.diagnostic.span] + finding.diagnostic.notes.map(\.span)
      + finding.diagnostic.fixes.flatMap { $0.edits.map(\.span) }
    return spans.map { String(finding.place(of: $0).end.line).count }.max() ?? 1
  }
}
