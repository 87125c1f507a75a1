// Values as a ruleset writes them: what is printed here reads back as the same value.

import TierlineRuntime
import TierlineSource
import TierlineSyntax

/// Writes values as literals.
struct LiteralText {
  let program: Program

  /// A plain value; nil for what has no literal: lists, records, a level out of range.
  func text(of value: Value, as type: ValueType) -> String? {
    switch value {
    case .missing: return "missing"
    case .boolean(let isTrue): return isTrue ? "yes" : "no"
    case .number(let number):
      guard case .money(let currency) = type else { return number.description }
      return "\(number) \(currency.code)"
    case .date(let date): return date.description
    case .days(let count): return count.magnitude == 1 ? "\(count) day" : "\(count) days"
    case .months(let count): return count.magnitude == 1 ? "\(count) month" : "\(count) months"
    case .text(let text): return Self.quoted(text.string)
    case .level(let level):
      let names = program.levelNames(of: type)
      return names.indices.contains(level) ? Self.name(names[level]) : nil
    case .overflow, .list, .record: return nil
    }
  }

  /// A text in quotes; controls and what would steer a terminal are escaped.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "{": result += "\\{"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "“", "”": result += "\\u{\(String(scalar.value, radix: 16))}"
      default:
        if scalar.steersTerminal {
          result += "\\u{\(String(scalar.value, radix: 16))}"
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }

  /// A name, in backticks where it would not read as one.
  static func name(_ name: String) -> String {
    let file = SourceFile(path: "", bytes: Array(name.utf8), base: 0)
    let tree = parse(file, as: .expression)
    let tokens = tree.tree.tokens.filter { $0.kind != .endOfFile }
    let isPlain =
      tree.diagnostics.isEmpty && tokens.count == 1 && tokens[0].kind == .word
      && tree.tree.root.child(.nameExpression) != nil
    return isPlain ? name : "`\(name)`"
  }
}
