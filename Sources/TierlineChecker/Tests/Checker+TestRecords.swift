// What a test gives: records from files or inline, fields on top of them, the previous record.

import TierlineRuntime
import TierlineSource
import TierlineSyntax

extension Checker {
  /// `given …` or `previous …`; nil after a finding that leaves nothing to run.
  func lowerGiven(_ node: SyntaxNode, isPrevious: Bool) -> GivenRecord? {
    guard let source = node.child(at: 0), !source.isError else {
      return nil
    }
    var given = GivenRecord(file: nil, key: [], fields: [], span: node.span)
    if source.kind == .textLiteral {
      guard let file = testFile(source) else { return nil }
      given.file = file
    } else {
      given.fields = lowerFields(source, of: 0, isPrevious: isPrevious)
    }
    if let key = node.child(.fixtureKey) {
      if given.file == nil { report(.keyNeedsFile(at: key.span)) }
      given.key = lowerKey(key)
    }
    if let with = node.child(.withClause)?.child(.recordLiteral) {
      given.fields += lowerFields(with, of: 0, isPrevious: isPrevious)
    }
    return given
  }

  private func lowerKey(_ node: SyntaxNode) -> [Value] {
    let fields = records[0].keyFields
    let values = Array(node.children)
    guard values.count == fields.count else {
      report(.keyCount(expected: fields.count, found: values.count, at: node.span))
      return []
    }
    return zip(values, fields).compactMap { testLiteral($0, as: records[0].fields[$1].type) }
  }

  // MARK: Fields

  /// The fields of `{ a: 1, b: { c: 2 } }`.
  func lowerFields(
    _ node: SyntaxNode, of record: Int, isPrevious: Bool
  ) -> [GivenField] {
    var seen: [String: SourceSpan] = [:]
    var fields: [GivenField] = []
    for entry in node.children(.recordEntry) {
      guard let name = entry.name, let value = entry.child(at: 0) else {
        continue
      }
      if let first = seen.updateValue(name.span, forKey: name.text) {
        report(.declaredTwice(name.text, at: name.span, first: first))
        continue
      }
      if let field = lowerField(entry, name, value, of: record, isPrevious: isPrevious) {
        fields.append(field)
      }
    }
    return fields
  }

  private func lowerField(
    _ entry: SyntaxNode, _ name: Name, _ value: SyntaxNode, of record: Int, isPrevious: Bool
  ) -> GivenField? {
    if isPrevious, case .decision(let index)? = symbols[name.text]?.symbol {
      guard let given = lowerPreviousDecision(value, index) else { return nil }
      return GivenField(target: .decision(index), value: given, span: entry.span)
    }
    guard let field = storedField(name, of: record),
      let given = lowerGivenValue(value, as: records[record].fields[field].type)
    else { return nil }
    return GivenField(target: .field(field), value: given, span: entry.span)
  }

  /// A field that is read from data; nil after a finding.
  private func storedField(_ name: Name, of record: Int) -> Int? {
    let fields = records[record].fields
    guard let index = fields.firstIndex(where: { $0.name == name.text }) else {
      let stored = fields.filter { if case .stored = $0.content { true } else { false } }
      report(
        .unknownField(
          name.text, of: records[record].name,
          near: near(name.text, among: stored.map(\.name)), at: name.span))
      return nil
    }
    guard case .stored = fields[index].content else {
      report(.derivedGiven(name.text, at: name.span))
      return nil
    }
    return index
  }

  /// A value of a field, its domain left open.
  func lowerGivenValue(_ node: SyntaxNode, as type: ValueType) -> GivenValue? {
    if node.kind == .missingLiteral { return .missing }
    switch type {
    case .record(let record):
      guard node.kind == .recordLiteral else {
        report(
          .typeMismatch(
            expected: Keyword.record.wording, found: Wording(same: node.text), at: node.span))
        return nil
      }
      return .record(record, lowerFields(node, of: record, isPrevious: false))
    case .list(let element):
      guard node.kind == .listLiteral else {
        report(.listNeeded(Wording(same: node.text), at: node.span))
        return nil
      }
      return .list(node.children.compactMap { lowerGivenValue($0, as: element) })
    case .boolean, .integer, .number, .money, .date, .days, .months, .text, .level:
      guard node.kind != .recordLiteral, node.kind != .listLiteral else {
        report(.plainTypeNeeded(Wording(same: node.text), at: node.span))
        return nil
      }
      return testLiteral(node, as: type).map { .plain($0) }
    }
  }

  // MARK: previous

  /// A decision of the previous record: its value, the raised rules, or its columns.
  private func lowerPreviousDecision(_ node: SyntaxNode, _ index: Int) -> GivenValue? {
    if node.kind == .missingLiteral { return .missing }
    if decisionNodes[index].kind == .alertsDeclaration {
      guard node.kind == .listLiteral else {
        report(.rulesNeeded(of: decisionNodes[index].name?.text ?? "", at: node.span))
        return nil
      }
      return .list(
        node.children.compactMap { child in
          guard let name = child.name, alertRule(name, of: index) != nil else { return nil }
          return .plain(.text(Text(name.text)))
        })
    }
    guard let facts = decisionFacts[index] else { return nil }
    return lowerGivenValue(node, as: facts.type)
  }

  // MARK: Paths

  /// The stored fields that `contact.phone` names, from the input inward; nil after a finding.
  func fieldPath(_ node: SyntaxNode) -> [(record: Int, field: Int)]? {
    var names: [Name] = []
    var next = node
    while next.kind == .memberExpression {
      guard let name = next.name, let base = next.child(at: 0) else {
        return nil
      }
      names.append(name)
      next = base
    }
    guard let first = next.name else { return nil }
    names.append(first)
    var path: [(record: Int, field: Int)] = []
    var record = 0
    for (index, name) in names.reversed().enumerated() {
      guard let field = storedField(name, of: record) else { return nil }
      path.append((record, field))
      guard index + 1 < names.count else { break }
      var type = records[record].fields[field].type
      while case .list(let element) = type { type = element }
      guard case .record(let inner) = type else {
        report(.noFields(describe(type), at: name.span))
        return nil
      }
      record = inner
    }
    return path
  }
}
