// Values as people read them.
//
// A value alone does not tell its currency or its levels' names, so the text needs the type of
// the expression. Sensitive values show as `•••` wherever they would be read.

package import TierlineSource

/// A value with what is needed to show it.
package struct ShownValue: Sendable {
  package var value: Value
  package var type: ValueType
  /// Whether it must not be shown.
  package var isSensitive: Bool
  /// As shown in an explanation: text in quotes and without controls.
  package var text: Wording
}

extension Program {
  /// A value as an explanation shows it.
  package func show(_ value: Value, as type: ValueType, isSensitive: Bool = false) -> ShownValue {
    ShownValue(
      value: isSensitive ? .missing : value, type: type, isSensitive: isSensitive,
      text: isSensitive ? Wording(same: RecordFault.mask) : explained(value, as: type))
  }

  /// A value as a reason shows it: `1,200 CNY`, `30 days`, `yes`, `high`; a missing one is `?`.
  package func text(of value: Value, as type: ValueType) -> String {
    switch value {
    case .missing, .overflow: "?"
    case .boolean(let isTrue): isTrue ? "yes" : "no"
    case .number(let number): amount(number, as: type)
    case .date(let date): date.description
    case .days(let count): count.magnitude == 1 ? "\(count) day" : "\(count) days"
    case .months(let count): count.magnitude == 1 ? "\(count) month" : "\(count) months"
    case .text(let text): text.string
    case .level(let level): levelName(level, of: type)
    case .list(let elements):
      "[\(elements.map { text(of: $0, as: type.element) }.joined(separator: ", "))]"
    case .record: "{…}"
    }
  }

  /// The name of a level; the index itself for a type that is none.
  package func levelName(_ level: Int, of type: ValueType) -> String {
    guard case .level(let index) = type, levelTypes[index].names.indices.contains(level)
    else { return "\(level)" }
    return levelTypes[index].names[level]
  }

  private func amount(_ number: Decimal, as type: ValueType) -> String {
    guard case .money(let currency) = type else { return number.grouped }
    return "\(number.grouped) \(currency.code)"
  }

  private func explained(_ value: Value, as type: ValueType) -> Wording {
    switch value {
    case .missing: Wording("missing", zh: "缺失")
    case .overflow: Wording("overflow", zh: "溢出")
    case .boolean(let isTrue): isTrue ? Wording("yes", zh: "是") : Wording("no", zh: "否")
    case .days(let count): Wording(text(of: value, as: type), zh: "\(count) 天")
    case .months(let count): Wording(text(of: value, as: type), zh: "\(count) 个月")
    case .text(let text): Wording(same: quoted(text.string))
    case .list(let elements): explained(elements, as: type.element)
    case .number, .date, .level, .record: Wording(same: text(of: value, as: type).printable)
    }
  }

  /// The first few elements of a list.
  private func explained(_ elements: [Value], as type: ValueType) -> Wording {
    let shown = elements.prefix(listElementsShownMax).map { explained($0, as: type) }
    let rest = elements.count > listElementsShownMax ? ", …" : ""
    return Wording(
      "[\(shown.map(\.english).joined(separator: ", "))\(rest)]",
      zh: "[\(shown.map(\.chinese).joined(separator: ", "))\(rest)]")
  }

  private func quoted(_ text: String) -> String {
    "\"\(text.cut(toScalars: textScalarsShownMax).printable)\""
  }
}

/// Longer lists and texts are cut in explanations.
private let listElementsShownMax = 5
private let textScalarsShownMax = 60

extension ValueType {
  /// The type of a list's elements; of anything else itself.
  var element: ValueType {
    if case .list(let element) = self { element } else { self }
  }
}
