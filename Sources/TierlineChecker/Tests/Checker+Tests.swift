// The tests of the entry file (LANGUAGE.md, section 9): names and types are checked as everywhere
// else, so that a misspelt rule is found before anything runs.
//
// Tests are lowered after all else, whatever was found before: a name whose declaration is at fault
// is passed over in silence. Literals leave no trace in the program; what an expectation compares
// with stays in its arena.

import TierlineRuntime
import TierlineSource
import TierlineSyntax

extension Checker {
  func resolveTests() {
    // What tests look at says nothing about what a run needs.
    let (neededAsOf, usedPrevious) = (needsAsOf, usesPrevious)
    var names: [String: SourceSpan] = [:]
    for node in trees[0].root.children(.testDeclaration) {
      guard let title = node.child(.textLiteral), let name = title.textValue else { continue }
      if let first = names.updateValue(title.span, forKey: name) {
        report(.declaredTwice(name, at: title.span, first: first))
      }
      tests.append(lowerTest(node, name: name, title: title, needsAsOf: neededAsOf))
    }
    (needsAsOf, usesPrevious) = (neededAsOf, usedPrevious)
  }

  private func lowerTest(
    _ node: SyntaxNode, name: String, title: SyntaxNode, needsAsOf: Bool
  ) -> RulesetTest {
    var test = RulesetTest(name: name, span: node.span, nameSpan: title.span)
    var firsts: [NodeKind: SourceSpan] = [:]
    for child in node.children {
      switch child.kind {
      case .asOfClause:
        if isFirst(child, &firsts) { test.asOf = date(child) }
      case .givenClause:
        if isFirst(child, &firsts) { test.given = lowerGiven(child, isPrevious: false) }
      case .previousClause:
        if isFirst(child, &firsts) { test.previous = lowerGiven(child, isPrevious: true) }
      case .setClause:
        if let setting = lowerSetting(child) { test.settings.append(setting) }
      case .expectClause:
        test.expectations += lowerOutputs(child) ?? [lowerExpectation(child)].compactMap(\.self)
      case .testTable:
        if let table = lowerTable(child) { test.tables.append(table) }
      default: break
      }
    }
    checkParts(of: test, node, title, firsts, needsAsOf: needsAsOf)
    return test
  }

  /// Whether a clause stands for the first time; the second is reported.
  private func isFirst(_ node: SyntaxNode, _ firsts: inout [NodeKind: SourceSpan]) -> Bool {
    if let first = firsts[node.kind] {
      report(.repeatedInTest(at: node.span, first: first))
      return false
    }
    firsts[node.kind] = node.span
    return true
  }

  private func date(_ clause: SyntaxNode) -> CalendarDate? {
    clause.child(.dateLiteral)?.dateParts.flatMap {
      CalendarDate(year: $0.year, month: $0.month, day: $0.day)
    }
  }

  private func checkParts(
    of test: RulesetTest, _ node: SyntaxNode, _ title: SyntaxNode,
    _ clauses: [NodeKind: SourceSpan], needsAsOf: Bool
  ) {
    let expectations = node.children(.expectClause)
    let snapshots = expectations.filter { $0.child(.snapshotExpectation) != nil }
    if expectations.isEmpty, node.child(.testTable) == nil {
      report(.testExpectsNothing(at: title.span))
    }
    let looksAtRecord = snapshots.count < expectations.count || node.child(.testTable) != nil
    if clauses[.givenClause] == nil, looksAtRecord {
      report(.testNeedsGiven(at: title.span))
    } else if let given = clauses[.givenClause], !snapshots.isEmpty {
      report(.snapshotWithRecord(at: given))
    }
    if needsAsOf, clauses[.asOfClause] == nil {
      report(.testNeedsDate(at: title.span))
    }
  }

  // MARK: set

  private func lowerSetting(_ node: SyntaxNode) -> TestSetting? {
    guard let name = node.name, let literal = node.child(at: 0) else {
      return nil
    }
    guard case .parameter(let index)? = symbols[name.text]?.symbol else {
      let known = parameters.map(\.name)
      report(
        .unknownParameter(name.text, at: name.span, near: near(name.text, among: known)))
      return nil
    }
    used.insert(.symbol(.parameter(index)))
    guard !failedParameters.contains(index),
      testLiteral(literal, as: parameters[index].type) != nil
    else { return nil }
    return TestSetting(parameter: name.text, text: literal.text, span: node.span)
  }

  // MARK: Values

  /// The value of a literal, a bare number taking the currency; nil after a finding.
  func testLiteral(_ node: SyntaxNode, as type: ValueType) -> Value? {
    withoutTrace { literal(node, as: type, adoptsCurrency: true) }
  }

  /// Does something and takes back what it added to the program.
  func withoutTrace<Result>(_ body: () -> Result) -> Result {
    let count = expressions.count
    defer { expressions.removeLast(expressions.count - count) }
    return body()
  }

  /// A file named in the entry file; nil after a finding.
  func testFile(_ literal: SyntaxNode) -> TestFile? {
    guard let written = literal.textValue else { return nil }
    guard let path = RulesetFiles.resolve(written, from: files.paths[0]) else {
      report(.cannotLoad(path: written, .outside, at: literal.span))
      return nil
    }
    let entry = trees[0].file.path
    let folder = entry.lastIndex(of: "/").map { String(entry[...$0]) } ?? ""
    return TestFile(written: written, path: folder + path, span: literal.span)
  }

  // MARK: Tables

  private func lowerTable(_ node: SyntaxNode) -> TestTable? {
    guard let header = node.child(.testHeader),
      let bar = header.ownTokens.first(where: { $0.kind == .doubleBar })
    else { return nil }
    let names = Array(header.children)
    let inputs = names.prefix { $0.span.start < bar.span.start }.map { lowerInput($0) }
    let expected = names.dropFirst(inputs.count).map { lowerExpectedColumn($0) }
    var table = TestTable(
      inputs: inputs.compactMap(\.self), expected: expected.compactMap(\.self), rows: [])
    for row in node.children(.testRow) {
      let cells = Array(row.children)
      guard let bar = row.ownTokens.first(where: { $0.kind == .doubleBar }) else { continue }
      let left = cells.prefix { $0.span.start < bar.span.start }
      let right = cells.dropFirst(left.count)
      guard hasWidth(row, left.count, inputs.count, isOutcome: false),
        hasWidth(row, right.count, expected.count, isOutcome: true)
      else { continue }
      let given = zip(left, inputs).map { cell, input in input.flatMap { lowerCell(cell, $0) } }
      let wanted = zip(right, expected).map { cell, column in
        column.flatMap { lowerCell(cell, $0) }
      }
      table.rows.append(
        TestRow(
          inputs: given.compactMap(\.self), expected: wanted.compactMap(\.self), span: row.span,
          cellSpans: right.map(\.span)))
    }
    return table
  }

  private func hasWidth(
    _ row: SyntaxNode, _ found: Int, _ expected: Int, isOutcome: Bool
  ) -> Bool {
    if found == expected { return true }
    report(.rowWidth(expected: expected, found: found, isOutcome: isOutcome, at: row.span))
    return false
  }

  private func lowerInput(_ node: SyntaxNode) -> InputColumn? {
    guard let path = fieldPath(node) else { return nil }
    guard let last = path.last else { return nil }
    return InputColumn(
      name: node.text, path: path, type: records[last.record].fields[last.field].type)
  }

  private func lowerExpectedColumn(_ node: SyntaxNode) -> ExpectedColumn? {
    if let index = alertsBlock(node) { return .alerts(decision: index) }
    return lowerSubject(node).map { .value($0) }
  }

  private func lowerCell(_ cell: SyntaxNode, _ column: InputColumn) -> GivenValue? {
    guard let value = cell.child(at: 0) else { return nil }
    return lowerGivenValue(value, as: column.type)
  }

  private func lowerCell(_ cell: SyntaxNode, _ column: ExpectedColumn) -> ExpectedCell? {
    guard let node = cell.child(at: 0), !node.isError else { return nil }
    switch column {
    case .alerts(let decision): return lowerRuleList(node, of: decision).map { .alerts($0) }
    case .value(let subject):
      if node.kind == .missingLiteral { return .value(.missing) }
      return withoutTrace {
        let literal = check(
          node, in: Scope(), expecting: subject.type)
        guard !literal.isError else { return nil }
        guard let constant = literal.constant, literal.isLiteral else {
          report(.literalNeeded(describe(subject.type), at: node.span))
          return nil
        }
        guard !isBeyondDomain(literal, subject) else { return nil }
        let coerced = coerce(literal, to: subject.type, adoptsCurrency: true)
        return coerced.isError ? nil : .value(.equal(constant))
      }
    }
  }

  /// `[payment_delay, score_drop]` in a column of an alerts block.
  private func lowerRuleList(_ node: SyntaxNode, of decision: Int) -> [Int]? {
    guard node.kind == .listLiteral else {
      let name = decisionNodes[decision].name?.text ?? ""
      report(.rulesNeeded(of: name, at: node.span))
      return nil
    }
    return node.children.map { child in
      child.name.flatMap { alertRule($0, of: decision) }
    }.reduce(into: [Int]?.some([])) { rules, rule in
      if let rule { rules?.append(rule) } else { rules = nil }
    }
  }
}
