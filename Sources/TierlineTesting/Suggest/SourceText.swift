// Values and names as they are written in a test.

import TierlineRuntime
import TierlineSource
import TierlineSyntax

/// Writes parts of tests in one of the two languages.
struct SourceText: Sendable {
  private let program: Program
  private let language: Language

  init(_ program: Program, language: Language) {
    self.program = program
    self.language = language
  }

  /// A keyword in the language of the file.
  func word(_ keyword: Keyword) -> String { keyword.spelling(language) }

  /// A value as a literal; amounts take the currency of their type.
  func text(of value: Value, as type: ValueType) -> String {
    switch value {
    case .missing, .overflow: word(.missing)
    case .boolean(let isTrue): word(isTrue ? .yes : .no)
    case .number(let number): number.description
    case .date(let date): date.description
    case .days(let count): counted(count, "day", "天")
    case .months(let count): counted(count, "month", "个月")
    case .text(let text): quoted(text.string)
    case .level(let level): name(program.levelName(level, of: type))
    case .list(let elements):
      "[\(elements.map { text(of: $0, as: type.elementType) }.joined(separator: ", "))]"
    case .record(let values): record(values, as: type)
    }
  }

  private func counted(_ count: Int, _ unit: String, _ chinese: String) -> String {
    switch language {
    case .english: "\(count) \(unit)\(count == 1 ? "" : "s")"
    case .chinese: "\(count) \(chinese)"
    }
  }

  private func record(_ values: [Value], as type: ValueType) -> String {
    guard case .record(let index) = type else { return "{}" }
    return fields(values, of: index)
  }

  /// The fields of a record that are there.
  func fields(_ values: [Value], of record: Int) -> String {
    let entries = zip(program.records[record].fields, values).compactMap { field, value in
      guard case .stored = field.content, !value.isMissingValue else { return String?.none }
      return "\(fieldName(field.name)): \(text(of: value, as: field.type))"
    }
    return entries.isEmpty ? "{}" : "{ \(entries.joined(separator: ", ")) }"
  }

  /// A name before `:`, where every word is one.
  func fieldName(_ name: String) -> String {
    let isPlain =
      name.unicodeScalars.first.map { $0.properties.isXIDStart || $0 == "_" } == true
      && name.unicodeScalars.allSatisfy { $0.properties.isXIDContinue }
    return isPlain ? name : "`\(name)`"
  }

  /// A name, in backticks where it would be read as something else.
  func name(_ name: String) -> String {
    let isReserved = Keyword.reserved.members.contains { keyword in
      keyword.english == name || keyword.chinese.contains(name)
    }
    return isReserved ? "`\(name)`" : fieldName(name)
  }

  func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\", "{": result += "\\\(scalar)"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20 || scalar.steersTerminal:
        result += "\\u{\(String(scalar.value, radix: 16))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
