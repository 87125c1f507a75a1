// Which entries are not for a file that outlives the session.

import TierlineRuntime
import TierlineSource
import TierlineSyntax

extension ReplSession {
  /// Whether an entry may hold the value of a sensitive field: it names one.
  func isPrivate(_ entry: String) -> Bool {
    switch ReplEntry(entry) {
    case .nothing, .declarations: return false
    case .command(let word, let rest):
      switch ReplCommandName(rawValue: word) {
      case .given, .set, .type, .whynot: return namesSensitive(rest)
      case .load, .reload, .write, .show, .data, .customer, .next, .record, .unset, .undo, .asOf,
        .param,
        .previous, .decide, .why, .test, .save, .help, .quit, nil:
        return false
      }
    case .expression: return namesSensitive(entry)
    }
  }

  private func namesSensitive(_ text: String) -> Bool {
    let names = Set(
      program.records.flatMap { $0.fields.filter(\.isSensitive).map(\.name) })
    guard !names.isEmpty else { return false }
    let file = SourceFile(path: "", bytes: Array(text.utf8), base: 0)
    return parse(file, as: .expression).tree.tokens.contains { token in
      let word = file.text(of: token.span)
      return names.contains(word.hasPrefix("`") ? String(word.dropFirst().dropLast()) : word)
    }
  }
}
