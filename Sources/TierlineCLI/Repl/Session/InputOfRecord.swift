// An `input` made up from a record that is typed before any is declared, so that an author who begins
// with nothing can begin with a customer.
//
// Each field gets the type that its value has as an expression; the author replaces the declaration
// by typing their own.

import TierlineChecker
import TierlineRuntime
import TierlineSource
import TierlineSyntax

extension ReplSession {
  /// The declaration of an input that a record literal fits; nil where there is an input already, or
  /// the text is no record.
  func inputThatFits(_ literal: String) -> String? {
    let keys = state.trees.flatMap { $0.root.children.compactMap(\.declarationKey) }
    guard !state.ruleset.shelf.isFile, !keys.contains(.input) else { return nil }
    let file = SourceFile(path: "", bytes: Array(literal.utf8), base: 0)
    let (tree, diagnostics) = parse(file, as: .record)
    guard diagnostics.isEmpty, let record = tree.root.child(.recordLiteral),
      let fields = fields(of: record)
    else { return nil }
    return text(Keyword.input.wording) + " " + text(Wording("customer", zh: "客户")) + " " + fields
  }

  /// Takes up an input that was made up, and says so; false after findings.
  mutating func declareInput(_ text: String) -> Bool {
    declare(text)
    guard !answer.hasComplaints else { return false }
    say(Wording("made up from the record: \(text)", zh: "由记录推得：\(text)"))
    return true
  }

  /// `{ overdue_days: integer, … }`; nil where a value has no type to go by.
  private func fields(of record: SyntaxNode) -> String? {
    var fields: [String] = []
    for entry in record.children where entry.kind == .recordEntry {
      guard let name = entry.name?.text, let value = Array(entry.children).first,
        let type = type(of: value)
      else { return nil }
      fields.append("\(LiteralText.name(name)): \(type)")
    }
    // Fields need nothing between them.
    return fields.isEmpty ? nil : "{ " + fields.joined(separator: "  ") + " }"
  }

  private func type(of value: SyntaxNode) -> String? {
    if value.kind == .recordLiteral { return fields(of: value) }
    if value.kind == .listLiteral {
      guard let first = Array(value.children).first, let element = type(of: first) else {
        return nil
      }
      return text(Keyword.listOf.wording) + " " + element
    }
    let question = Question(TypedText(name: "", text: value.text), as: .expression)
    guard case .expression(_, let type?, _)? = state.ruleset.checked(asking: question).answer
    else { return nil }
    return text(program.describe(type))
  }
}
