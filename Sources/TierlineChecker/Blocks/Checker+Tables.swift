// Tables and matrices. A matrix is lowered to a table of one row a cell.

import TierlineRuntime
import TierlineSource
import TierlineSyntax

extension Checker {

  private static let rowName = Wording("this row", zh: "该行")
  private static let columnName = Wording("this column", zh: "该列")

  /// Reads a table's columns: for a record type one for each field, else none.
  func readColumns(_ index: Int) {
    guard tableColumns[index] == nil, let type = declaredType(index),
      case .record(let record) = type
    else { return }
    tableColumns[index] = records[record].fields.map { ($0.name, $0.type) }
  }

  func lowerTable(_ node: SyntaxNode, index: Int) -> (Decision.Body, NameFacts)? {
    guard let type = declaredType(index), let body = node.child(.tableBody),
      let subjects = lowerSubjects(node)
    else { return nil }
    readColumns(index)
    let columns = tableColumns[index]
    let types = columns?.map(\.type) ?? [type]
    guard types.allSatisfy(isPlain) else {
      report(.plainTypeNeeded(describe(type), at: operand(node, 1).span))
      return nil
    }
    let isOptional = node.child(.optionalModifier) != nil
    let policy = policy(body)
    let context = TableContext(
      subjects: subjects, types: types, isOptional: isOptional, policy: policy)
    let unknown = tableUnknown(body, context)
    let (rows, isWhole, isLiteral) = lowerRows(body, context, unknown)
    let otherwise = body.child(.otherwiseRow).flatMap { lowerOutcome($0, context, in: baseScope) }
    if isWhole {
      let coverage = rows.map(\.coverage)
      checkCoverage(
        coverage, subjects: subjects, otherwise: body.child(.otherwiseRow),
        settling: settling(unknown), at: node, block: body,
        isLiteral: policy == .first && isLiteral, name: Self.rowName)
      if policy == .only { checkRowOverlap(rows, subjects: subjects) }
    }
    let table = Table(
      subjects: subjects.map(\.id), columns: columns?.map(\.name) ?? [], columnTypes: types,
      policy: policy, rows: rows.map(\.row), otherwise: otherwise, unknown: unknown,
      isOptional: isOptional, isMatrix: false)
    return (.table(table), tableFacts(type, index: index, isOptional: isOptional))
  }

  private func tableFacts(_ type: ValueType, index: Int, isOptional: Bool) -> NameFacts {
    var facts = NameFacts(type: type, places: type.naturalPlaces)
    if isOptional, let name = decisionNodes[index].name {
      facts.causes = [Cause(kind: .name(.decision(index)), text: name.text, span: name.span)]
    }
    return facts
  }

  /// What every row of a table shares.
  struct TableContext {
    var subjects: [Checked]
    var types: [ValueType]
    var isOptional: Bool
    var policy: HitPolicy
  }

  private struct LoweredRow {
    var row: TableRow
    var coverage: CoverageRow
    var values: [Checked]
  }

  private func lowerSubjects(_ node: SyntaxNode) -> [Checked]? {
    guard let list = node.child(.subjects) else { return nil }
    var subjects: [Checked] = []
    for child in list.children {
      let checked = boundedSubject(child, in: baseScope)
      guard !checked.isError else { return nil }
      guard let type = checked.type, isPlain(type) else {
        report(.plainTypeNeeded(describeType(of: checked), at: child.span))
        return nil
      }
      subjects.append(checked)
    }
    return subjects.isEmpty ? nil : subjects
  }

  private func settling(_ unknown: TableUnknown) -> UnknownSettling {
    switch unknown {
    case .impossible: .unsettled
    case .skip: .skip
    case .outcome: .value
    }
  }

  private func tableUnknown(_ body: SyntaxNode, _ context: TableContext) -> TableUnknown {
    guard let node = body.child(.unknownRow) else { return .impossible }
    if node.has(.skip) { return .skip }
    return lowerOutcome(node, context, in: baseScope).map { .outcome($0) } ?? .skip
  }

  /// The values right of `||`; nil after a finding.
  private func lowerOutcome(
    _ node: SyntaxNode, _ context: TableContext, in scope: Scope
  ) -> TableOutcome? {
    checkedOutcome(node, context, in: scope)?.outcome
  }

  /// Reports a row's width, unless the parser found something in it: that may be the very cell.
  private func reportWidth(_ finding: Diagnostic) {
    let row = finding.span
    let isBroken = files.diagnostics.contains {
      row.start <= $0.span.start && $0.span.start <= row.end
    }
    if !isBroken { report(finding) }
  }

  private func checkedOutcome(
    _ node: SyntaxNode, _ context: TableContext, in scope: Scope
  ) -> (outcome: TableOutcome, values: [Checked])? {
    let cells = node.children(.outcomeCell)
    guard cells.count == context.types.count else {
      reportWidth(
        .rowWidth(expected: context.types.count, found: cells.count, isOutcome: true, at: node.span)
      )
      return nil
    }
    var values: [Checked] = []
    for (cell, type) in zip(cells, context.types) {
      guard let expression = cell.child(at: 0) else {
        report(.emptyCell(at: cell.span))
        return nil
      }
      var value = coerce(check(expression, in: scope, expecting: type), to: type)
      guard !value.isError else { return nil }
      if !context.isOptional { value = needPresent(value, as: .cell) }
      values.append(value)
    }
    let outcome = TableOutcome(
      values: values.map(\.id), because: reason(node, in: scope), span: node.span)
    return (outcome, values)
  }

  private func lowerRows(
    _ body: SyntaxNode, _ context: TableContext, _ unknown: TableUnknown
  ) -> (rows: [LoweredRow], isWhole: Bool, isLiteral: Bool) {
    var scope = baseScope
    var earlier = EarlierRules()
    var isLiteral = context.subjects.allSatisfy(isFixedSubject)
    let nodes = body.children(.row)
    var rows: [LoweredRow] = []
    var isWhole = true
    var texts: [TokenText: SourceSpan] = [:]
    for (number, node) in nodes.enumerated() {
      guard let tests = rowTests(node, context, in: scope) else {
        isWhole = false
        continue
      }
      let text = TokenText(of: node.children(.cell))
      if let first = texts[text] {
        report(.duplicateRule(at: node.span, first: first))
      } else {
        texts[text] = node.span
      }
      isLiteral = isLiteral && tests.allSatisfy { $0.allSatisfy(\.isLiteral) }
      judge(
        Array(zip(tests, node.children(.cell).map(\.span))), context.subjects,
        name: Self.rowName, at: node.span, after: &earlier, ends: context.policy == .first,
        isLast: number == nodes.count - 1)
      let known = tests.map { facts(of: $0) }
      let inner = scope.assuming(known.reduce(.none) { $0.and($1.whenTrue) })
      guard let (outcome, values) = checkedOutcome(node, context, in: inner) else {
        isWhole = false
        continue
      }
      rows.append(
        LoweredRow(
          row: TableRow(
            tests: tests.map { $0.map(\.test) }, outcome: outcome, number: number + 1),
          coverage: CoverageRow(cells: tests.map { $0.map(\.coverage) }, span: node.span),
          values: values))
      if context.policy == .first, case .impossible = unknown {
        narrowBehind(known, tests, &scope)
      }
    }
    return (rows, isWhole, isLiteral && !earlier.isTold)
  }

  /// A row that tests one subject alone tells, once passed, that its test did not hold.
  private func narrowBehind(
    _ known: [(whenTrue: Facts, whenFalse: Facts)], _ tests: [[CheckedTest]], _ scope: inout Scope
  ) {
    let tested = tests.indices.filter { index in
      !tests[index].contains { if case .any = $0.test { true } else { false } }
    }
    guard tested.count == 1 else { return }
    scope.known.assume(known[tested[0]].whenFalse)
  }

  private func rowTests(
    _ node: SyntaxNode, _ context: TableContext, in scope: Scope
  ) -> [[CheckedTest]]? {
    let cells = node.children(.cell)
    guard cells.count == context.subjects.count else {
      reportWidth(
        .rowWidth(
          expected: context.subjects.count, found: cells.count, isOutcome: false, at: node.span))
      return nil
    }
    var result: [[CheckedTest]] = []
    for (cell, subject) in zip(cells, context.subjects) {
      guard let tests = cell.child(.tests) else {
        if !cell.children.contains(where: \.isError) { report(.emptyCell(at: cell.span)) }
        return nil
      }
      guard let checked = checkTests(tests, subject: subject, in: scope) else { return nil }
      result.append(checked)
    }
    return result
  }

  private func checkRowOverlap(_ rows: [LoweredRow], subjects: [Checked]) {
    for (index, later) in rows.enumerated() {
      for earlier in rows[..<index] where !haveSameValues(earlier, later) {
        guard
          overlap(earlier.coverage, later.coverage, subjects: subjects)
        else { continue }
        report(
          .rowOverlap(at: later.coverage.span, first: earlier.coverage.span))
        break
      }
    }
  }

  private func haveSameValues(_ left: LoweredRow, _ right: LoweredRow) -> Bool {
    zip(left.values, right.values).allSatisfy { haveSameValue($0, $1) }
  }

  // MARK: Matrices

  func lowerMatrix(_ node: SyntaxNode, index: Int) -> (Decision.Body, NameFacts)? {
    guard let type = declaredType(index), let body = node.child(.tableBody),
      let subjects = lowerSubjects(node)
    else { return nil }
    guard subjects.count == 2 else {
      report(.matrixSubjects(found: subjects.count, at: node.child(.subjects)?.span ?? node.span))
      return nil
    }
    guard isPlain(type) else {
      report(.plainTypeNeeded(describe(type), at: operand(node, 1).span))
      return nil
    }
    let context = TableContext(subjects: subjects, types: [type], isOptional: false, policy: .first)
    let unknown = tableUnknown(body, context)
    let (rows, isWhole, isLiteral) = matrixRows(body, context)
    let otherwise = body.child(.otherwiseRow).flatMap { lowerOutcome($0, context, in: baseScope) }
    if isWhole {
      checkCoverage(
        rows.map(\.coverage), subjects: subjects, otherwise: body.child(.otherwiseRow),
        settling: settling(unknown), at: node, block: body, isLiteral: isLiteral)
    }
    let table = Table(
      subjects: subjects.map(\.id), columns: [], columnTypes: [type], policy: .first,
      rows: rows.map(\.row), otherwise: otherwise, unknown: unknown, isOptional: false,
      isMatrix: true)
    return (.table(table), NameFacts(type: type, places: type.naturalPlaces))
  }

  private func matrixRows(
    _ body: SyntaxNode, _ context: TableContext
  ) -> (rows: [LoweredRow], isWhole: Bool, isLiteral: Bool) {
    let nodes = body.children(.row)
    guard let headerNode = nodes.first,
      let header = matrixHeader(headerNode, subject: context.subjects[1])
    else { return ([], false, false) }
    var isLiteral =
      context.subjects.allSatisfy(isFixedSubject)
      && header.allSatisfy { $0.allSatisfy(\.isLiteral) }
    var rows: [LoweredRow] = []
    var isWhole = true
    var earlier = EarlierRules()
    for (number, node) in nodes.dropFirst().enumerated() {
      guard
        let lowered = matrixRow(
          node, number: number + 1, header, context, isLast: number == nodes.count - 2,
          isLiteral: &isLiteral, &earlier)
      else {
        isWhole = false
        continue
      }
      rows += lowered
    }
    return (rows, isWhole, isLiteral)
  }

  private func matrixHeader(_ node: SyntaxNode, subject: Checked) -> [[CheckedTest]]? {
    var result: [[CheckedTest]] = []
    var earlier = EarlierRules()
    let cells = node.children(.outcomeCell)
    for cell in cells {
      guard let tests = cell.child(.tests) else {
        if !cell.children.contains(where: \.isError) { report(.emptyCell(at: cell.span)) }
        return nil
      }
      guard let checked = checkTests(tests, subject: subject, in: baseScope) else { return nil }
      judge(
        [(checked, tests.span)], [subject], name: Self.columnName, at: tests.span,
        after: &earlier, isLast: cell.id == cells.last?.id)
      result.append(checked)
    }
    let isBlank = node.children(.cell).allSatisfy { $0.child(.tests) == nil }
    guard !result.isEmpty, isBlank else {
      report(.matrixHeader(at: node.span))
      return nil
    }
    return result
  }

  private func matrixRow(
    _ node: SyntaxNode, number: Int, _ header: [[CheckedTest]], _ context: TableContext,
    isLast: Bool, isLiteral: inout Bool, _ earlier: inout EarlierRules
  ) -> [LoweredRow]? {
    var first = context
    first.subjects = [context.subjects[0]]
    guard let tests = rowTests(node, first, in: baseScope)?.first else { return nil }
    let cells = node.children(.outcomeCell)
    guard cells.count == header.count else {
      reportWidth(
        .rowWidth(expected: header.count, found: cells.count, isOutcome: true, at: node.span))
      return nil
    }
    isLiteral = isLiteral && tests.allSatisfy(\.isLiteral)
    let place = node.child(.cell)?.span ?? node.span
    judge(
      [(tests, place)], [context.subjects[0]], name: Self.rowName, at: place, after: &earlier,
      isLast: isLast)
    let known = facts(of: tests).whenTrue
    var rows: [LoweredRow] = []
    for (column, cell) in cells.enumerated() {
      guard let expression = cell.child(at: 0) else {
        report(.emptyCell(at: cell.span))
        return nil
      }
      let scope = baseScope.assuming(known.and(facts(of: header[column]).whenTrue))
      let value = outcome(expression, type: context.types[0], place: .cell, in: scope)
      guard !value.isError else { return nil }
      let because = column == 0 ? reason(node, in: scope) : rows.first?.row.outcome.because
      rows.append(
        LoweredRow(
          row: TableRow(
            tests: [tests.map(\.test), header[column].map(\.test)],
            outcome: TableOutcome(values: [value.id], because: because, span: cell.span),
            number: number, column: column + 1),
          coverage: CoverageRow(
            cells: [tests.map(\.coverage), header[column].map(\.coverage)], span: cell.span),
          values: [value]))
    }
    return rows
  }
}
