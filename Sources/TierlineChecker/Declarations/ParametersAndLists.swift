// Parameters with their dated values and replacements, and lists with their files.

import TierlineRuntime
import TierlineSource
import TierlineSyntax

extension Checker {
  // MARK: Parameters

  func resolveParameters() {
    var unknown = files.replacements
    for (index, node) in parameterNodes.enumerated() {
      let name = node.name?.text ?? ""
      let replacement = unknown.removeValue(forKey: name)
      let parameter = readParameter(node, name: name, replacement: replacement)
      // A failed parameter keeps its index; its references are silent.
      parameters.append(
        parameter
          ?? Parameter(name: name, type: .boolean, span: node.name?.span ?? node.span, values: []))
      if parameter == nil { failedParameters.insert(index) }
    }
    let names = parameterNodes.compactMap { $0.name?.text }
    for (name, node) in unknown.sorted(by: { $0.key < $1.key }) {
      report(.unknownParameter(name, at: node.span, near: near(name, among: names)))
    }
  }

  private func readParameter(
    _ node: SyntaxNode, name: String, replacement: SyntaxNode?
  ) -> Parameter? {
    var type: ValueType?
    var stored = StoredField(path: [name], absence: .refused)
    for child in node.children {
      switch child.kind {
      case .domainModifier: stored.domain = type.flatMap { readDomain(child, type: $0) }
      case .placesModifier:
        if let literal = child.child(.numberLiteral), let places = wholeNumber(literal, in: 0...18)
        {
          stored.places = places
        }
      case .namedType, .moneyType, .levelsType, .recordType, .listType:
        type = readType(child, owner: name)
        if type == nil { return nil }
        if let type, !isPlain(type) {
          report(.plainTypeNeeded(describe(type), at: child.span))
          return nil
        }
        if let type { stored.places = places(of: type) }
      default: break
      }
    }
    guard let span = node.name?.span else { return nil }
    if let replacement {
      guard let (value, type) = readReplacement(replacement, name: name, of: node, type, stored)
      else { return nil }
      return Parameter(
        name: name, type: type, documentation: node.documentation, span: span,
        values: [(nil, value)])
    }
    var values: [(from: CalendarDate?, value: Value)] = []
    let dated = node.children(.datedValue)
    for child in dated.isEmpty ? literalNodes(of: node) : dated {
      guard let (from, value, found) = readDatedValue(child, type: type, stored) else { return nil }
      type = type ?? found
      if let last = values.last?.from, let from, from <= last {
        report(.datesDisordered(at: child.span))
      }
      values.append((from, value))
    }
    guard let type, !values.isEmpty else { return nil }
    return Parameter(
      name: name, type: type, documentation: node.documentation, span: span, values: values)
  }

  /// The literal of `parameter p = LITERAL`: its last child.
  private func literalNodes(of node: SyntaxNode) -> [SyntaxNode] {
    Array(node.children).suffix(1)
  }

  private func readDatedValue(
    _ node: SyntaxNode, type: ValueType?, _ stored: StoredField
  ) -> (CalendarDate?, Value, ValueType)? {
    guard node.kind == .datedValue else {
      return parameterValue(node, type: type, stored).map { (nil, $0.0, $0.1) }
    }
    let children = Array(node.children)
    guard children.count == 2, let parts = children[0].dateParts,
      let date = CalendarDate(year: parts.year, month: parts.month, day: parts.day),
      let (value, found) = parameterValue(children[1], type: type, stored)
    else { return nil }
    return (date, value, found)
  }

  private func parameterValue(
    _ node: SyntaxNode, type: ValueType?, _ stored: StoredField
  ) -> (Value, ValueType)? {
    guard !node.isError else { return nil }
    guard let type else {
      guard node.kind != .nameExpression, node.descendants(.nameExpression).isEmpty else {
        report(.literalNeeded(nil, at: node.span))
        return nil
      }
      let checked = check(node, in: Scope())
      guard !checked.isError else { return nil }
      guard let value = checked.constant, checked.isLiteral, let found = checked.type else {
        report(.literalNeeded(nil, at: node.span))
        return nil
      }
      return (value, found)
    }
    guard let value = literal(node, as: type, adoptsCurrency: true) else { return nil }
    if let domain = stored.domain, !contains(domain, value) {
      report(
        .outsideDomain(node.text, at: node.span, domain: describe(domain, type: type), near: nil))
      return nil
    }
    if case .number(let number) = value, number.places > stored.places, isMoneyOrDeclared(type) {
      report(.tooManyPlaces(node.text, places: stored.places, at: node.span))
      return nil
    }
    return (value, type)
  }

  private func isMoneyOrDeclared(_ type: ValueType) -> Bool {
    switch type {
    case .money, .integer, .number: true
    case .boolean, .date, .days, .months, .text, .level, .record, .list: false
    }
  }

  private func readReplacement(
    _ replacement: SyntaxNode, name: String, of node: SyntaxNode, _ type: ValueType?,
    _ stored: StoredField
  ) -> (Value, ValueType)? {
    let expected = type ?? declaredType(of: node)
    if expected == .text {
      // On a command line quotes are a burden: any text will do.
      let text = replacement.tree.file.text(of: replacement.tree.file.span)
      let prefix = "parameter `\(name)` = "
      let raw = String(text.dropFirst(prefix.count))
      if replacement.kind == .parameterDeclaration,
        let literal = Array(replacement.children).last, literal.kind == .textLiteral
      {
        return parameterValue(literal, type: .text, stored)
      }
      return (.text(Text(raw)), .text)
    }
    guard replacement.kind == .parameterDeclaration, let literal = Array(replacement.children).last
    else {
      report(.literalNeeded(expected.map(describe), at: replacement.span))
      return nil
    }
    return parameterValue(literal, type: expected, stored)
  }

  /// The type of an untyped parameter: that of its literal.
  private func declaredType(of node: SyntaxNode) -> ValueType? {
    let first =
      node.child(.datedValue).flatMap { Array($0.children).last } ?? Array(node.children).last
    guard let first else { return nil }
    let checked = check(first, in: Scope())
    return checked.isError ? nil : checked.type
  }

  // MARK: Lists

  func resolveLists() {
    for node in listNodes {
      let name = node.name?.text ?? ""
      let span = node.name?.span ?? node.span
      var list = NamedList(name: name, type: .text, span: span, members: ValueSet([]))
      if let typeNode = node.child(at: 0), !typeNode.isError,
        let type = readType(typeNode, owner: name)
      {
        if isPlain(type) {
          list.type = type
          list.members = ValueSet(readMembers(node, type: type))
        } else {
          report(.plainTypeNeeded(describe(type), at: typeNode.span))
        }
      }
      lists.append(list)
    }
  }

  private func readMembers(_ node: SyntaxNode, type: ValueType) -> [Value] {
    if let literals = node.child(.listLiteral) {
      return literals.children.compactMap { literal($0, as: type, adoptsCurrency: true) }
    }
    guard let source = node.child(.listSource), let path = source.child(.textLiteral) else {
      return []
    }
    return readListFile(source, path: path, type: type)
  }

  private func readListFile(
    _ source: SyntaxNode, path literal: SyntaxNode, type: ValueType
  ) -> [Value] {
    let written = literal.textValue ?? ""
    let index = trees.firstIndex { $0.file.base == literal.tree.file.base } ?? 0
    guard let path = RulesetFiles.resolve(written, from: files.paths[index]) else {
      report(.cannotLoad(path: written, .outside, at: literal.span))
      return []
    }
    switch files.listFiles[path] {
    case .failure(let failure):
      report(.cannotLoad(path: written, failure, at: literal.span))
      return []
    case .success(let bytes):
      return listValues(bytes, source: source, path: literal, type: type)
    case nil: return []
    }
  }

  private func listValues(
    _ bytes: [UInt8], source: SyntaxNode, path: SyntaxNode, type: ValueType
  ) -> [Value] {
    let texts = source.children(.textLiteral)
    let entries: [ListFile.Entry]
    switch ListFile.read(bytes, column: texts.count > 1 ? texts[1].textValue : nil) {
    case .failure(let problem):
      report(.listMalformed(problem.wording, at: texts.count > 1 ? texts[1].span : path.span))
      return []
    case .success(let found): entries = found
    }
    var values: [Value] = []
    for entry in entries {
      if let value = plainValue(entry.text, type: type) {
        values.append(value)
      } else {
        report(
          .listValue(entry.text, line: entry.line, expected: describe(type), at: path.span))
        return []
      }
    }
    return values
  }

  /// A value from plain text, as a list file holds it.
  private func plainValue(_ text: String, type: ValueType) -> Value? {
    switch type {
    case .text: return .text(Text(text))
    case .integer: return Decimal(text).flatMap { $0.isInteger ? .number($0) : nil }
    case .number: return Decimal(text).map { .number($0) }
    case .money(let currency):
      return Decimal(text).flatMap { $0.places <= currency.places ? .number($0) : nil }
    case .date: return CalendarDate(text).map { .date($0) }
    case .boolean:
      switch text {
      case "yes", "true", "是": return .boolean(true)
      case "no", "false", "否": return .boolean(false)
      default: return nil
      }
    case .level(let index):
      return levelTypes[index].names.firstIndex(of: text).map { .level($0) }
    case .days, .months, .record, .list: return nil
    }
  }
}
