// An explanation for a terminal: aligned by display width, in colour where there is any.

import TierlineRuntime

/// Draws an explanation.
struct PrettyExplanation {
  let palette: Palette

  /// Texts wider than this do not push the others' values to the right.
  private static let textWidthMax = 56

  func text(_ page: ExplanationPage) -> String {
    let head =
      palette(.strong, page.title.printable) + "  " + palette(.faint, page.subtitle.printable)
    return ([head] + page.sections.map(section)).joined(separator: "\n\n") + "\n"
  }

  private func section(_ section: ExplanationPage.Section) -> String {
    var head = palette(.note, section.name.printable)
    if let value = section.value { head += "  " + palette(.strong, value.printable) }
    if !section.documentation.isEmpty {
      head += "\n  " + palette(.faint, section.documentation.joinedLines.printable)
    }
    let texts = section.lines.map { plain($0) }
    let fitting = zip(section.lines, texts).filter { line, text in
      (!line.amount.isEmpty || !line.asides.isEmpty)
        && DisplayWidth.of(text) <= Self.textWidthMax
    }
    let textWidth = fitting.map { DisplayWidth.of($0.1) }.max() ?? 0
    let amountWidth = section.lines.map { DisplayWidth.of($0.amount) }.max() ?? 0
    let lines = zip(section.lines, texts).map { line, text in
      var result = inked(line)
      let gap = Swift.max(0, textWidth - DisplayWidth.of(text))
      if line.amount.isEmpty, line.asides.isEmpty { return result }
      result += String(repeating: " ", count: gap)
      if amountWidth > 0 {
        result += "  " + palette(.strong, line.amount.printable.paddedLeft(to: amountWidth))
      }
      for aside in line.asides { result += "  " + inked(aside) }
      return result.trimmedEnd
    }
    return ([head] + lines).joined(separator: "\n")
  }

  /// Indent, mark and text without colour.
  private func plain(_ line: ExplanationPage.Line) -> String {
    indent(line) + line.mark.sign + " " + line.text.map(\.text).joined().printable
  }

  private func inked(_ line: ExplanationPage.Line) -> String {
    let text = line.text.map { piece in
      switch piece {
      case .plain(let text), .code(let text): text.printable
      case .strong(let text): palette(.strong, text.printable)
      }
    }.joined()
    switch line.mark {
    case .notReached: return indent(line) + palette(.faint, line.mark.sign) + " " + text
    case .met: return indent(line) + palette(.good, line.mark.sign) + " " + text
    case .unmet: return indent(line) + palette(.error, line.mark.sign) + " " + text
    case .unknown: return indent(line) + palette(.warning, line.mark.sign) + " " + text
    case .none: return indent(line) + "  " + text
    }
  }

  private func inked(_ aside: ExplanationPage.Aside) -> String {
    let text = aside.pieces.map(\.text).joined().printable
    switch aside {
    case .values, .status: return palette(.faint, text)
    case .reason: return text
    case .need: return palette(.warning, text)
    }
  }

  private func indent(_ line: ExplanationPage.Line) -> String {
    String(repeating: " ", count: 2 + 2 * line.depth)
  }
}

extension String {
  /// On one line: runs of blanks and line breaks as one space.
  fileprivate var joinedLines: String {
    split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
