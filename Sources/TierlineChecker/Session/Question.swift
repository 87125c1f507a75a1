// What a session asks of a ruleset: one expression, or values for its record, checked in the scope of
// everything that is declared.
//
// The question is lowered after all else, so it sees every name, and nothing sees it. Its spans lie
// in the typed text, which has a place of its own in the source map.

package import TierlineRuntime
import TierlineSource
package import TierlineSyntax

/// A text that was typed rather than read from a file.
package struct TypedText: Hashable, Sendable {
  /// What findings call it.
  package var name: String
  package var text: String

  package init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

/// A typed text to be checked.
package struct Question: Hashable, Sendable {
  package var typed: TypedText
  package var fragment: Fragment

  package init(_ typed: TypedText, as fragment: Fragment) {
    self.typed = typed
    self.fragment = fragment
  }
}

/// A question without findings.
package enum Answer: Sendable {
  /// The type is nil for bare `missing`; `causes` tell what can make the value missing.
  case expression(ExpressionID, type: ValueType?, causes: [String])
  /// `{ overdue_days: 75 }`.
  case record([GivenField])
  /// `contact.phone = "1"`: the fields from the input inward, never empty.
  case assignment([(record: Int, field: Int)], GivenValue)
}

extension Checker {
  func resolveQuestion() {
    guard let (tree, fragment) = files.question, !tree.root.children.contains(where: \.isError)
    else { return }
    let parts = Array(tree.root.children)
    switch fragment {
    case .declarations: break
    case .expression:
      let checked = check(parts[0], in: baseScope)
      guard !checked.isError else { return }
      answer = .expression(checked.id, type: checked.type, causes: checked.causes.map(\.text))
    case .record: answer = .record(lowerFields(parts[0], of: 0, isPrevious: false))
    case .assignment:
      guard parts.count > 1, let path = fieldPath(parts[0]), let last = path.last,
        let value = lowerGivenValue(parts[1], as: records[last.record].fields[last.field].type)
      else { return }
      answer = .assignment(path, value)
    }
  }
}
