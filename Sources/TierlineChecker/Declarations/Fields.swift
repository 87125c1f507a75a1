// Records: their fields with modifiers, their derived fields, and their requirements.

import TierlineRuntime
import TierlineSource
import TierlineSyntax

extension Checker {
  func resolveRecords() {
    for index in recordNodes.indices where recordStates[index] == .waiting { resolveRecord(index) }
    for (index, field) in records[0].fields.enumerated() {
      if let name = fieldName(record: 0, field.name) { declare(name, .field(index)) }
    }
  }

  private func fieldName(record: Int, _ text: String) -> Name? {
    recordNodes[record].children.lazy
      .filter { $0.kind == .field || $0.kind == .letDeclaration }
      .compactMap(\.name).first { $0.text == text }
  }

  /// Reads the fields of one record.
  ///
  /// Derived fields get their types when they are first read.
  func resolveRecord(_ index: Int) {
    recordStates[index] = .running
    defer { recordStates[index] = .done }
    let node = recordNodes[index]
    var names: [String: SourceSpan] = [:]
    var fields: [Field] = []
    for child in node.children {
      guard child.kind == .field || child.kind == .letDeclaration, let name = child.name else {
        continue
      }
      if let first = names[name.text] {
        report(.declaredTwice(name.text, at: name.span, first: first))
        continue
      }
      names[name.text] = name.span
      if child.kind == .letDeclaration {
        // A placeholder until `derived(_:)` has checked it.
        fields.append(
          Field(
            name: name.text, type: .boolean, documentation: child.documentation, span: name.span,
            content: .derived(ExpressionID(0))))
      } else if let field = readField(child, name: name, record: index) {
        fields.append(field)
      } else if index == 0 {
        declare(name, .broken)
      } else {
        brokenFields.insert(BrokenField(record: index, name: name.text))
      }
      records[index].fields = fields
    }
    records[index].fields = fields
    // A typed input needs no key: its records are given one by one.
    if index == 0, inputNode != nil, !fields.contains(where: \.isKey), !isTyped(node) {
      report(.keyMissing(at: node.name?.span ?? node.span))
    }
  }

  private func readField(_ node: SyntaxNode, name: Name, record: Int) -> Field? {
    guard let typeNode = node.child(at: 0), !typeNode.isError,
      let type = readFieldType(typeNode, owner: name.text, record: record)
    else { return nil }
    var field = Field(
      name: name.text, type: type, documentation: node.documentation, span: name.span,
      content: .stored(StoredField(path: [name.text], absence: .refused)))
    var stored = StoredField(path: [name.text], absence: .refused)
    stored.places = places(of: type.innermost)
    var seen: [NodeKind: SourceSpan] = [:]
    for modifier in node.children.dropFirst() {
      if let first = seen[modifier.kind] {
        report(.repeatedModifier(at: modifier.span, first: first))
        continue
      }
      seen[modifier.kind] = modifier.span
      read(modifier, into: &field, &stored, record: record)
    }
    checkTogether(field, stored, seen)
    if let node = node.child(.defaultModifier),
      let literal = node.child(at: 0)
    {
      if let value = readDefault(literal, type: type, stored: stored) {
        stored.absence = .value(value)
      }
    }
    field.content = .stored(stored)
    return field
  }

  /// A field's type; a record that would hold itself is a cycle.
  private func readFieldType(_ node: SyntaxNode, owner: String, record: Int) -> ValueType? {
    guard let type = readType(node, owner: owner) else { return nil }
    switch type.innermost {
    case .record(let index):
      if recordStates[index] == .running {
        report(.cycle([records[index].name, records[index].name], at: node.span, notes: []))
        return nil
      }
      if recordStates[index] == .waiting { resolveRecord(index) }
    case .days, .months:
      guard !columnRecords.contains(record) else { break }
      report(.durationField(at: node.span))
      return nil
    case .boolean, .integer, .number, .money, .date, .text, .level, .list: break
    }
    return type
  }

  /// The most decimals of a type when a field says nothing.
  func places(of type: ValueType) -> Int {
    switch type {
    case .integer: 0
    case .money(let currency): currency.places
    case .boolean, .number, .date, .days, .months, .text, .level, .record, .list: 18
    }
  }

  private func read(
    _ modifier: SyntaxNode, into field: inout Field, _ stored: inout StoredField, record: Int
  ) {
    switch modifier.kind {
    case .keyModifier:
      if record > 0 { report(.keyOutsideInput(field.name, at: modifier.span)) }
      field.isKey = record == 0
    case .optionalModifier: stored.absence = .missing
    case .sensitiveModifier: field.isSensitive = true
    case .labelModifier: field.label = modifier.child(.textLiteral)?.textValue
    case .fromModifier: readPath(modifier, into: &stored)
    case .placesModifier:
      guard let literal = modifier.child(.numberLiteral) else { return }
      if let places = wholeNumber(literal, in: 0...18) { stored.places = places }
    case .domainModifier: stored.domain = readDomain(modifier, type: field.type.innermost)
    case .defaultModifier: break
    default: break
    }
  }

  private func readPath(_ modifier: SyntaxNode, into stored: inout StoredField) {
    if let list = modifier.child(.listLiteral) {
      // Keys as written: a list is for keys that hold dots.
      stored.path = list.children(.textLiteral).compactMap(\.textValue)
    } else if let text = modifier.child(.textLiteral)?.textValue {
      stored.path = Self.pathKeys(text)
    }
    if stored.path.isEmpty { stored.path = [""] }
  }

  private static func pathKeys(_ text: String) -> [String] {
    text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
  }

  private func checkTogether(
    _ field: Field, _ stored: StoredField, _ seen: [NodeKind: SourceSpan]
  ) {
    if let key = seen[.keyModifier] {
      if let other = seen[.optionalModifier] ?? seen[.defaultModifier] {
        report(.keyNeedsValue(field.name, at: other))
      }
      if let sensitive = seen[.sensitiveModifier] {
        report(.keySensitive(field.name, at: sensitive))
      }
      if field.type != .text && field.type != .integer {
        report(.keyType(field.name, at: key))
      }
    }
    if let optional = seen[.optionalModifier], seen[.defaultModifier] != nil {
      report(.optionalWithDefault(field.name, at: optional))
    }
    if let places = seen[.placesModifier] {
      switch field.type.innermost {
      case .number, .money, .integer: break
      case .boolean, .date, .days, .months, .text, .level, .record, .list:
        report(.modifierForNumbers(.places, at: places))
      }
    }
  }

  private func readDefault(
    _ node: SyntaxNode, type: ValueType, stored: StoredField
  ) -> Value? {
    if case .list = type, node.kind == .listLiteral {
      guard node.children.allSatisfy({ _ in false }) else {
        report(.defaultOfList(at: node.span))
        return nil
      }
      return .list([])
    }
    guard let value = literal(node, as: type, adoptsCurrency: false) else { return nil }
    if let domain = stored.domain ?? Self.naturalDomain(of: type),
      !self.contains(domain, value)
    {
      report(
        .outsideDomain(node.text, at: node.span, domain: describe(domain, type: type), near: nil))
    } else if case .number(let number) = value, number.places > stored.places {
      report(.tooManyPlaces(node.text, places: stored.places, at: node.span))
    }
    return value
  }

  /// ±10¹⁵ for numbers without a domain (LANGUAGE.md, section 3).
  static func naturalDomain(of type: ValueType) -> Domain? {
    switch type {
    case .integer, .number, .money:
      .range(
        ValueRange(
          lower: .number(Decimal(-1_000_000_000_000_000)),
          upper: .number(Decimal(1_000_000_000_000_000))))
    case .boolean, .date, .days, .months, .text, .level, .record, .list: nil
    }
  }

  /// A whole number from a literal within bounds, or nil after a finding.
  func wholeNumber(_ node: SyntaxNode, in bounds: ClosedRange<Int>) -> Int? {
    if let literal = node.numberLiteral, literal.unit == nil, !literal.isPercent,
      let value = Decimal(literal.digits)?.integer, bounds.contains(value)
    {
      return value
    }
    report(.wholeNumberNeeded(from: bounds.lowerBound, to: bounds.upperBound, at: node.span))
    return nil
  }
}
