// Findings, tokens and trees as plain lines, for golden cases.

package import TierlineSource
package import TierlineSyntax

/// Findings one after another: code, place, message; notes and mends below, indented.
package func listing(
  _ findings: [Diagnostic], in file: SourceFile, _ language: Language = .english
) -> String {
  func place(_ span: SourceSpan) -> String {
    let start = file.position(of: span.start)
    let end = file.position(of: span.end)
    let tail = span.length == 0 ? "" : start.line == end.line ? "-\(end.column)" : "-…"
    return "\(start.line):\(start.column)\(tail)"
  }
  var lines: [String] = []
  for finding in findings {
    lines.append("\(finding.code.rawValue) \(place(finding.span)) \(finding.message[language])")
    for note in finding.notes {
      lines.append("  note \(place(note.span)) \(note.message[language])")
    }
    if let help = finding.help { lines.append("  help \(help[language])") }
    for fix in finding.fixes {
      lines.append("  fix \(fix.title[language])\(fix.isSafe ? " (safe)" : "")")
    }
  }
  return lines.map { $0 + "\n" }.joined()
}

/// Findings of a ruleset of several files: the file's name stands before any place outside the
/// entry.
package func listing(
  _ findings: [Diagnostic], in sources: SourceMap, _ language: Language = .english
) -> String {
  findings.map { finding in
    guard let file = sources.file(of: finding.span) else { return "" }
    let isEntry = file.path == sources.files.first?.path
    return (isEntry ? "" : "\(file.path): ") + listing([finding], in: file, language)
  }.joined()
}

/// One line a token: kind, then the text as a Swift literal.
package func listing(_ tokens: some Sequence<Token>, in file: SourceFile) -> String {
  tokens.map { "\($0.kind) \(file.text(of: $0.span).debugDescription)\n" }.joined()
}

/// One line a node, indented by depth: its kind, then its own tokens.
///
/// A keyword shows as `@keyword`, with its spelling where that is no English one.
package func listing(_ tree: SyntaxTree) -> String {
  var lines = ""
  func write(_ node: SyntaxNode, depth: Int) {
    lines += String(repeating: "  ", count: depth) + "\(node.kind)"
    for token in node.ownTokens {
      let text = tree.file.text(of: token.span)
      if let keyword = token.keyword {
        lines += " @\(keyword)" + (keyword.englishWords.contains(text) ? "" : "(\(text))")
      } else {
        lines += " " + text
      }
    }
    lines += "\n"
    for child in node.children { write(child, depth: depth + 1) }
  }
  write(tree.root, depth: 0)
  return lines
}
