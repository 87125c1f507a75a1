// What generated rulesets are made of: types, fields, names and expressions.

/// The types that are generated.
enum GeneratedType: Equatable {
  case integer, number, money, boolean, text, date, level

  var text: String {
    switch self {
    case .integer: "integer"
    case .number: "number"
    case .money: "money CNY"
    case .boolean: "boolean"
    case .text: "text"
    case .date: "date"
    case .level: "grade"
    }
  }

  /// The domain that a field of the type has.
  var domain: String? {
    switch self {
    case .integer: "-100..100"
    case .money: ">= 0"
    case .number, .boolean, .text, .date, .level: nil
    }
  }
}

/// A field of the generated input.
struct GeneratedField {
  enum Kind {
    case key, list
    case plain(GeneratedType)
  }

  enum Absence {
    case required, optional, defaulted
  }

  var name: String
  var kind: Kind
  var absence = Absence.required

  var generatedName: GeneratedName? {
    guard case .plain(let type) = kind else { return nil }
    return GeneratedName(text: name, type: type, mayBeMissing: absence == .optional)
  }
}

/// A name that generated expressions may read.
struct GeneratedName {
  var text: String
  var type: GeneratedType
  var mayBeMissing: Bool
}

/// A generated expression.
struct GeneratedExpression {
  var text: String
  var mayBeMissing: Bool
  /// Whether it binds so tightly that it needs no parentheses anywhere.
  var isTight: Bool

  init(_ text: String, mayBeMissing: Bool, isTight: Bool = true) {
    self.text = text
    self.mayBeMissing = mayBeMissing
    self.isTight = isTight
  }

  var parenthesised: String { isTight ? text : "(\(text))" }
  /// As it may stand where the grammar asks for an operand.
  var operand: String { parenthesised }
}
