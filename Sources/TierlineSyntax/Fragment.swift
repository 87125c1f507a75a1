// Texts that are less than a file: what is typed in a session.

package import TierlineSource

/// What a text stands for; each with an example.
package enum Fragment: Sendable {
  /// `tier risk: low < high { … }`, as in a file. Below the file: declaration*.
  case declarations
  /// `overdue_days + 5`. Below the file: expression.
  case expression
  /// `{ overdue_days: 75 }`. Below the file: recordLiteral, or an error.
  case record
  /// `contact.phone = "1"`. Below the file: nameExpression or memberExpression, then expression
  /// (recordLiteral and listLiteral too).
  case assignment
}

/// Parses a text that is no whole file; as `parse`, it gives a tree for any bytes.
///
/// The children named at `Fragment` are always there; text behind them is reported and stands in
/// an `.error` node.
package func parse(
  _ file: SourceFile, as fragment: Fragment
) -> (tree: SyntaxTree, diagnostics: [Diagnostic]) {
  switch fragment {
  case .declarations: parse(file)
  case .expression: parse(file) { $0.fragment { $0.expression() } }
  case .record:
    parse(file) {
      $0.fragment { parser in
        if parser.at(.leftBrace) {
          parser.recordLiteral()
        } else {
          parser.missingPart(Wording(same: "`{`"))
        }
      }
    }
  case .assignment:
    parse(file) {
      $0.fragment { parser in
        parser.reference()
        parser.expect(.equal, "=")
        parser.testValueOperand()
      }
    }
  }
}

extension Parser {
  /// Reads the parts of a fragment and whatever stands behind them.
  fileprivate mutating func fragment(_ read: (inout Parser) -> Void) {
    let start = Mark(node: 0, token: current)
    read(&self)
    if !isAtEnd {
      stray(Wording("the end of what is typed", zh: "输入到此为止")) { _ in false }
    }
    while !isAtEnd { bump() }
    finish(.file, start)
  }
}
