// Literals: numbers with their multipliers and units, dates, texts, levels.

import TierlineRuntime
import TierlineSource
import TierlineSyntax

extension Checker {
  /// The value of a literal that must be of a type; nil after a finding.
  ///
  /// - Parameters:
  ///   - node: The literal.
  ///   - type: The type it must have.
  ///   - adoptsCurrency: Whether a bare number may stand for an amount: in a domain, a test and a
  ///     typed parameter or list it may, nowhere else.
  /// - Returns: The value.
  func literal(_ node: SyntaxNode, as type: ValueType, adoptsCurrency: Bool) -> Value? {
    guard !node.isError else { return nil }
    if node.kind == .nameExpression {
      guard case .level = type else {
        report(.literalNeeded(describe(type), at: node.span))
        return nil
      }
    }
    let scope = Scope()
    let checked = check(node, in: scope, expecting: type)
    guard !checked.isError else { return nil }
    guard let constant = checked.constant, checked.isLiteral else {
      report(.literalNeeded(describe(type), at: node.span))
      return nil
    }
    guard coerce(checked, to: type, adoptsCurrency: adoptsCurrency).isError == false else {
      return nil
    }
    return constant
  }

  /// Checks `500_000`, `35%`, `50万元`, `30 days`.
  func checkNumber(_ node: SyntaxNode) -> Checked {
    guard let literal = node.numberLiteral else { return failed(node.span) }
    guard let number = Self.number(literal) else {
      report(.numberTooLong(at: node.span))
      return failed(node.span)
    }
    switch literal.unit {
    case nil:
      let type: ValueType = number.isInteger ? .integer : .number
      return constant(.number(number), type, node.span)
    case .currency(let code):
      guard let currency = Currency(code: code.text) else {
        report(.unknownCurrency(code.text, meant: otherUnit(code.text), at: code.span))
        return failed(node.span)
      }
      return constant(.number(number), .money(currency), node.span)
    case .days, .months, .years: return duration(number, literal, node.span)
    }
  }

  private func duration(
    _ number: Decimal, _ literal: NumberLiteralText, _ span: SourceSpan
  ) -> Checked {
    guard let count = number.integer, count.magnitude <= 1_000_000_000 else {
      report(.durationNotWhole(at: span))
      return failed(span)
    }
    switch literal.unit {
    case .days: return constant(.days(count), .days, span)
    case .years: return constant(.months(count * 12), .months, span)
    case .months, .currency, nil: return constant(.months(count), .months, span)
    }
  }

  /// Digits × 10ⁿ, a percentage ÷ 100; nil beyond 38 digits or 18 places.
  private static func number(_ literal: NumberLiteralText) -> Decimal? {
    guard let digits = Decimal(literal.digits) else { return nil }
    guard let scale = power(of: literal.multiplierPower) else { return nil }
    guard let scaled = digits.multiplied(by: scale) else { return nil }
    guard literal.isPercent else { return scaled }
    // A percentage of more than 16 places would be rounded.
    guard scaled.places <= 16 else { return nil }
    return scaled.divided(by: Decimal(100))
  }

  private static func power(of exponent: Int) -> Decimal? {
    var result = 1
    for _ in 0..<min(exponent, 12) { result *= 10 }
    return Decimal(result)
  }

  /// A constant of the program.
  func constant(_ value: Value, _ type: ValueType, _ span: SourceSpan) -> Checked {
    var checked = Checked(id: add(.constant(value), type, span), type: type, span: span)
    checked.constant = value
    checked.isLiteral = true
    checked.isAlwaysPresent = true
    if let ordinal = value.ordinal { checked.range = .point(ordinal) }
    checked.places = 18
    if case .number(let number) = value { checked.places = number.places }
    return checked
  }

  func checkDate(_ node: SyntaxNode) -> Checked {
    guard let parts = node.dateParts,
      let date = CalendarDate(year: parts.year, month: parts.month, day: parts.day)
    else { return failed(node.span) }
    return constant(.date(date), .date, node.span)
  }

  func checkText(_ node: SyntaxNode) -> Checked {
    guard let text = node.textValue else { return failed(node.span) }
    return constant(.text(Text(text)), .text, node.span)
  }

  /// Makes a checked expression one of `type`, or reports why it cannot be.
  func coerce(
    _ checked: Checked, to type: ValueType, adoptsCurrency: Bool = false
  ) -> Checked {
    guard !checked.isError else { return checked }
    var result = checked
    result.type = type
    guard let found = checked.type else {
      // Bare `missing` takes any type.
      expressions[Int(checked.id.index)].type = type
      return result
    }
    if found == type { return result }
    switch (found, type) {
    case (.integer, .number):
      return result
    case (.integer, .money), (.number, .money):
      if adoptsCurrency, checked.isLiteral {
        expressions[Int(checked.id.index)].type = type
        return result
      }
      report(
        .currencyNeeded(
          found: describe(found), expected: describe(type), at: checked.span,
          text: amount(checked, of: type)))
    case (.money(let left), .money(let right)):
      report(.currenciesMix(left.code, right.code, at: checked.span))
    default:
      report(
        .typeMismatch(
          expected: describe(type), found: describe(found), at: checked.span,
          mend: mend(checked, to: type), areLevels: areLevels(found, type)))
    }
    result.isError = true
    return result
  }
}
