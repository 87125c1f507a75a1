/// Markdown of the pages on a terminal: headings and code stand out, the text stays as it is.
struct MarkdownText {
  let palette: Palette

  func rendered(_ markdown: String) -> String {
    guard palette.isColoured else { return markdown }
    var isCode = false
    return markdown.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      if line.hasPrefix("```") {
        isCode.toggle()
        return palette(.faint, String(line))
      }
      if isCode { return palette(.help, String(line)) }
      return line.hasPrefix("#") ? palette(.strong, String(line)) : String(line)
    }.joined(separator: "\n")
  }
}
