// The lines of source under a finding, with its span underlined.
//
// The underline is placed by display width, so it stays under Chinese text; tabs become spaces and
// what could steer the terminal is written out. A long line shows only the part around the span.

import TierlineRuntime
import TierlineSource

/// Draws pieces of source text for a terminal.
struct SourceExcerpt {
  let palette: Palette
  /// How many columns the line numbers take.
  let gutter: Int

  /// The most characters of a source line that are shown.
  private static let lengthMax = 160

  /// The lines of `span`: one, or the first and the last of several.
  func lines(of span: SourceSpan, in file: SourceFile, ink: Palette.Ink) -> [String] {
    let first = file.lineIndex(of: span.start)
    let last = file.lineIndex(of: span.end > span.start ? span.end - 1 : span.end)
    var lines = [bar] + line(first, of: span, in: file, ink: ink)
    if last > first + 1 { lines.append(palette(.faint, "…".paddedLeft(to: gutter) + " |")) }
    if last > first { lines += line(last, of: span, in: file, ink: ink) }
    return lines
  }

  /// The lines that `edits` would leave behind, marked `+`; empty when they are far apart.
  func preview(of edits: [Edit], in sources: SourceMap) -> [String] {
    guard let first = edits.first, let last = edits.last,
      let file = sources.file(of: first.span), sources.file(of: last.span)?.path == file.path
    else { return [] }
    let firstLine = file.lineIndex(of: first.span.start)
    let lastLine = file.lineIndex(of: last.span.end)
    guard lastLine - firstLine <= 4 else { return [] }
    var text = ""
    var cursor = file.lineSpan(firstLine).start
    for edit in edits {
      guard edit.span.start >= cursor else { return [] }
      text += file.text(of: SourceSpan(start: cursor, end: edit.span.start)) + edit.replacement
      cursor = edit.span.end
    }
    text += file.text(of: SourceSpan(start: cursor, end: file.lineSpan(lastLine).end))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count <= 6, text.count <= Self.lengthMax * 6 else { return [] }
    return [bar]
      + lines.enumerated().map { index, line in
        let number = String(firstLine + 1 + index).paddedLeft(to: gutter)
        return palette(.faint, number) + " " + palette(.good, "+ " + Self.clean(String(line)))
      }
  }

  private var bar: String { palette(.faint, String(repeating: " ", count: gutter) + " |") }

  /// A line of source and the line of its underline.
  private func line(
    _ index: Int, of span: SourceSpan, in file: SourceFile, ink: Palette.Ink
  ) -> [String] {
    let whole = file.lineSpan(index)
    let start = min(max(span.start, whole.start), whole.end)
    let end = min(max(span.end, start), whole.end)
    var before = Self.clean(file.text(of: SourceSpan(start: whole.start, end: start)))
    var marked = Self.clean(file.text(of: SourceSpan(start: start, end: end)))
    var after = Self.clean(file.text(of: SourceSpan(start: end, end: whole.end)))
    // The indent of a later line of the span is not underlined.
    if span.start < whole.start {
      let indent = marked.prefix { $0 == " " }
      before += indent
      marked.removeFirst(indent.count)
    }
    Self.crop(&before, &marked, &after)
    let number = palette(.faint, String(index + 1).paddedLeft(to: gutter) + " |")
    let underline = String(repeating: "^", count: max(1, DisplayWidth.of(marked)))
    let indent = String(repeating: " ", count: DisplayWidth.of(before))
    return [
      number + " " + before + marked + after, bar + " " + indent + palette(ink, underline),
    ]
  }

  /// Safe to show, with tabs as two spaces.
  private static func clean(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: \.steersTerminal) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar == "\t" {
        result += "  "
      } else if !scalar.steersTerminal {
        result.unicodeScalars.append(scalar)
      } else if scalar != "\r" {
        result += scalar.jsonEscape
      }
    }
    return result
  }

  /// Shortens a line that is too long, keeping the start of the marked part in sight.
  private static func crop(_ before: inout String, _ marked: inout String, _ after: inout String) {
    guard before.count + marked.count + after.count > lengthMax else { return }
    if before.count > lengthMax / 2 { before = "…" + before.suffix(lengthMax / 4) }
    let room = lengthMax - before.count
    if marked.count > room {
      marked = marked.prefix(room) + "…"
      after = ""
    } else if after.count > room - marked.count {
      after = after.prefix(room - marked.count) + "…"
    }
  }
}
