// An explanation as Markdown, for a file, a ticket or a mail.
//
// Whatever comes from a record or a policy is escaped: it must not become markup or HTML.

import TierlineRuntime

/// Writes an explanation with headings and nested lists.
struct MarkdownExplanation {
  func text(_ page: ExplanationPage) -> String {
    let head = "# \(escaped(page.title))\n\n\(escaped(page.subtitle))"
    return ([head] + page.sections.map(section)).joined(separator: "\n\n") + "\n"
  }

  private func section(_ section: ExplanationPage.Section) -> String {
    let value = section.value.map { ": " + escaped($0) } ?? ""
    var parts = ["## \(escaped(section.name))\(value)"]
    if !section.documentation.isEmpty { parts.append(escaped(section.documentation)) }
    if !section.lines.isEmpty { parts.append(section.lines.map(line).joined(separator: "\n")) }
    return parts.joined(separator: "\n\n")
  }

  private func line(_ line: ExplanationPage.Line) -> String {
    let mark = line.mark.sign == " " ? "" : line.mark.sign + " "
    let amount = line.amount.isEmpty ? [] : ["**\(escaped(line.amount))**"]
    let said =
      [line.text.map(markup).joined()] + amount
      + line.asides.map { $0.pieces.map(markup).joined() }
    return String(repeating: "  ", count: line.depth) + "- " + mark + said.joined(separator: " — ")
  }

  private func markup(_ piece: ExplanationPage.Piece) -> String {
    switch piece {
    case .plain(let text): escaped(text)
    case .strong(let text): "**\(escaped(text))**"
    case .code(let text): code(text)
    }
  }

  /// A code span; its fence is longer than any run of backticks inside (CommonMark 6.1).
  private func code(_ text: String) -> String {
    let safe = text.printable
    var run = 0
    var longest = 0
    for character in safe {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    let space = longest > 0 ? " " : ""
    return fence + space + safe + space + fence
  }

  private func escaped(_ text: String) -> String {
    var result = ""
    for character in text.printable {
      if "\\`*_{}[]<>#|&~".contains(character) { result += "\\" }
      result.append(character)
    }
    return result
  }
}
