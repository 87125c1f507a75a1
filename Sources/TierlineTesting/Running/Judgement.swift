// Whether a record was decided as its test expects, and in what words it was not.

import TierlineChecker
import TierlineRuntime
import TierlineSource

/// Judges the cases of one test.
struct Judgement {
  let test: RulesetTest
  let program: Program

  /// What was not met, in the order written; empty when the case passes.
  func failures(of run: CaseRun, row: (table: TestTable, row: TestRow)?) -> [TestFailure] {
    switch run.verdict {
    case .refused(let faults): refused(faults, row: row?.row)
    case .decided(let decided):
      test.expectations.compactMap { failure($0, decided) } + rowFailures(row, decided)
    }
  }

  /// Whether nothing is left unmet, without the words for it.
  func isMet(by run: CaseRun, row: (table: TestTable, row: TestRow)?) -> Bool {
    switch run.verdict {
    case .refused(let faults): return refused(faults, row: row?.row).isEmpty
    case .decided(let decided):
      guard test.expectations.allSatisfy({ isMet($0, decided) }) else { return false }
      guard let (table, row) = row else { return true }
      return zip(table.expected, row.expected).allSatisfy { isMet($0, $1, decided) }
    }
  }

  func place(_ span: SourceSpan) -> SourcePlace { SourcePlace(span, in: program.sources) }

  // MARK: Refused records

  private func refused(_ faults: [RecordFault], row: TestRow?) -> [TestFailure] {
    let rejections = test.expectations.filter { $0.rejection != nil }
    let found = faults.map { fault in
      let at = fault.path.isEmpty ? "" : " `\(fault.path)`"
      let message = fault.message
      return Wording(
        "\(fault.code.rawValue)\(at): \(message.english)",
        zh: "\(fault.code.rawValue)\(at)：\(message.chinese)")
    }
    guard !rejections.isEmpty else {
      return [
        TestFailure(
          place: place(row?.span ?? test.expectations.first?.span ?? test.nameSpan),
          message: Wording("the record is refused", zh: "记录被拒"), details: found)
      ]
    }
    return rejections.compactMap { expectation in
      guard case .some(.some(let field)) = expectation.rejection,
        !faults.contains(where: { field.holds($0.path) })
      else { return nil }
      let paths = faults.map { $0.path.isEmpty ? "—" : "`\($0.path)`" }.joined(separator: ", ")
      return TestFailure(
        place: place(expectation.span),
        message: Wording(
          "expected the record to be refused at `\(field.name)`, it is refused at \(paths)",
          zh: "应在 `\(field.name)` 处被拒，实际在 \(paths) 处被拒"), details: found)
    }
  }

  // MARK: Expectations

  private func isMet(_ expectation: Expectation, _ decided: Decided) -> Bool {
    switch expectation.kind {
    // Compared by itself, for all its customers at once.
    case .snapshot: true
    case .rejected: false
    case .alerts(let decision, let claim): unmet(claim, of: decision, decided) == nil
    case .unknown(let subject, let fields): unmetUnknown(subject, fields, decided) == nil
    case .value(let claim):
      holds(claim.test, decided.value(of: claim.subject.expression), decided)
        && unmetAttribution(claim, decided) == nil && unmetReason(claim, decided) == nil
    }
  }

  private func failure(_ expectation: Expectation, _ decided: Decided) -> TestFailure? {
    let place = place(expectation.span)
    switch expectation.kind {
    case .snapshot: return nil
    case .rejected(let field):
      let at = field.map { " at `\($0.name)`" } ?? ""
      return TestFailure(
        place: place,
        message: Wording(
          "expected the record to be refused\(at), it is decided",
          zh: "记录应\(field.map { "在 `\($0.name)` 处" } ?? "")被拒，实际已作出决定"))
    case .alerts(let decision, let claim):
      return unmet(claim, of: decision, decided).map {
        TestFailure(
          place: place, message: $0,
          details: FailureExplanation(decided).alerts(decision, claim))
      }
    case .unknown(let subject, let fields):
      return unmetUnknown(subject, fields, decided).map {
        TestFailure(
          place: place, message: $0,
          details: FailureExplanation(decided).lines(of: subject, expected: nil, by: .unknown))
      }
    case .value(let claim):
      return failure(claim, decided).map {
        TestFailure(
          place: place, message: $0,
          details: FailureExplanation(decided).lines(
            of: claim.subject, expected: claim.test, by: claim.attribution))
      }
    }
  }

  private func failure(_ claim: ValueClaim, _ decided: Decided) -> Wording? {
    let value = decided.value(of: claim.subject.expression)
    guard holds(claim.test, value, decided) else {
      let found = shown(value, claim.subject)
      return Wording(
        "expected \(claim.subject.name) \(claim.text), found \(found.english)",
        zh: "\(claim.subject.name) 应 \(claim.text)，实为 \(found.chinese)")
    }
    return unmetAttribution(claim, decided) ?? unmetReason(claim, decided)
  }

  /// Whether a value is as expected.
  private func holds(_ expected: ExpectedValue, _ value: Value, _ decided: Decided) -> Bool {
    switch expected {
    case .missing: value.isMissingValue
    case .present: !value.isMissingValue
    case .equal(let wanted):
      PlainValue(value).map { $0 == PlainValue(wanted) } ?? false
    case .test(let test): decided.truth(of: test, subject: value) == .yes
    }
  }

  private func shown(_ value: Value, _ subject: TestSubject) -> Wording {
    program.show(value, as: subject.type, isSensitive: subject.isSensitive).text
  }

  // MARK: Snapshots

  func failure(
    _ snapshot: PreparedSnapshot, _ difference: SnapshotDifference, isSound: Bool
  ) -> TestFailure {
    let name = snapshot.expectedFile.written.printable
    guard snapshot.expected != nil else {
      return TestFailure(
        place: place(snapshot.expectedFile.span),
        message: Wording("there is no file `\(name)`", zh: "找不到文件 `\(name)`"),
        details: [
          Wording("`tierline test --update` writes it", zh: "`tierline test --update` 会写出它")
        ])
    }
    guard isSound else {
      return TestFailure(
        place: place(snapshot.expectedFile.span),
        message: Wording("`\(name)` holds no decisions", zh: "`\(name)` 中没有决策"),
        details: [
          Wording(
            "it should be NDJSON as `tierline eval` writes it", zh: "应为 `tierline eval` 写出的 NDJSON")
        ])
    }
    return TestFailure(
      place: place(snapshot.span),
      message: Wording(
        "\(difference.message.english), not as in `\(name)`",
        zh: "\(difference.message.chinese)，与 `\(name)` 不符"),
      details: difference.details(of: program))
  }

  // MARK: by, because

  private func unmetAttribution(_ claim: ValueClaim, _ decided: Decided) -> Wording? {
    guard let wanted = claim.attribution, let decision = claim.subject.decision else { return nil }
    let found = decided.attributions(of: decision)
    guard !found.contains(where: { $0.isSame(as: wanted) }) else { return nil }
    let name = claim.subject.name
    let actual = found.map(\.wording)
    return Wording(
      "expected \(name) by \(wanted.wording.english), found it by "
        + (actual.isEmpty ? "no rule" : actual.map(\.english).joined(separator: ", ")),
      zh: "\(name) 应依据 \(wanted.wording.chinese)，实为"
        + (actual.isEmpty ? "没有规则" : actual.map(\.chinese).joined(separator: "、")))
  }

  private func unmetReason(_ claim: ValueClaim, _ decided: Decided) -> Wording? {
    guard let wanted = claim.because, let decision = claim.subject.decision else { return nil }
    let reasons = decided.reasons(of: decision)
    guard !reasons.contains(where: { Text($0).contains(Text(wanted)) }) else { return nil }
    let found = reasons.map { "\"\($0.printable)\"" }.joined(separator: ", ")
    let name = claim.subject.name
    return Wording(
      "expected a reason of \(name) that contains \"\(wanted.printable)\", found "
        + (found.isEmpty ? "none" : found),
      zh: "\(name) 的理由应含 \"\(wanted.printable)\"，实为" + (found.isEmpty ? "没有理由" : found))
  }

  private func unmetUnknown(
    _ subject: TestSubject, _ fields: [String], _ decided: Decided
  ) -> Wording? {
    let missing: [String]
    let isUnknown: Bool
    if let decision = subject.decision, !program.isResult(decision) {
      missing = decided.unknownFields(of: decision)
      isUnknown = decided.attributions(of: decision).contains(.unknown)
    } else {
      isUnknown = decided.value(of: subject.expression).isMissingValue
      missing = isUnknown ? decided.missingFields(in: subject.expression) : []
    }
    guard isUnknown else {
      return Wording(
        "expected \(subject.name) to be unknown, it is known",
        zh: "\(subject.name) 应为未知，实际已知")
    }
    let unmet = fields.filter { !missing.contains($0) }
    guard !unmet.isEmpty else { return nil }
    let found = missing.joined(separator: ", ")
    let wanted = unmet.joined(separator: ", ")
    return Wording(
      "expected \(subject.name) to be unknown because of \(wanted), it is because of \(found)",
      zh: "\(subject.name) 应因缺 \(wanted) 而未知，实际因缺 \(found)")
  }

  // MARK: Alerts

  private func unmet(_ claim: AlertClaim, of decision: Int, _ decided: Decided) -> Wording? {
    guard case .alerts(let alerts) = program.decisions[decision].body,
      case .alerts(let trace) = decided.decisions[decision]
    else { return nil }
    let name = program.decisions[decision].name
    let type = program.decisions[decision].type
    let rule = { (index: Int) in alerts.rules[index].rule.name }
    switch claim {
    case .includes(let index, let level):
      guard let raised = trace.rules[index].raised else {
        return Wording(
          "expected \(name) to include \(rule(index)), it is not raised",
          zh: "\(name) 应包括 \(rule(index))，实际未触发")
      }
      guard let level, level != raised.level else { return nil }
      let wanted = program.levelName(level, of: type)
      let found = program.levelName(raised.level, of: type)
      return Wording(
        "expected \(rule(index)) at \(wanted), found it at \(found)",
        zh: "\(rule(index)) 应为 \(wanted)，实为 \(found)")
    case .excludes(let index):
      guard let raised = trace.rules[index].raised else { return nil }
      let found = program.levelName(raised.level, of: type)
      return Wording(
        "expected \(name) to exclude \(rule(index)), it is raised at \(found)",
        zh: "\(name) 不应包括 \(rule(index))，实际以 \(found) 触发")
    case .exactly(let wanted):
      let found = trace.rules.indices.filter { trace.rules[$0].raised != nil }
      guard Set(found) != Set(wanted) else { return nil }
      let list = { (rules: [Int]) in "[\(rules.map(rule).joined(separator: ", "))]" }
      return Wording(
        "expected \(name) = \(list(wanted)), found \(list(found))",
        zh: "\(name) 应为 \(list(wanted))，实为 \(list(found))")
    }
  }

  // MARK: Rows

  private func isMet(
    _ column: ExpectedColumn, _ cell: ExpectedCell, _ decided: Decided
  ) -> Bool {
    switch (column, cell) {
    case (.value(let subject), .value(let expected)):
      holds(expected, decided.value(of: subject.expression), decided)
    case (.alerts(let decision), .alerts(let rules)):
      unmet(.exactly(rules), of: decision, decided) == nil
    case (.value, .alerts), (.alerts, .value): true
    }
  }

  private func rowFailures(
    _ row: (table: TestTable, row: TestRow)?, _ decided: Decided
  ) -> [TestFailure] {
    guard let (table, row) = row else { return [] }
    var failures: [TestFailure] = []
    for (index, (column, cell)) in zip(table.expected, row.expected).enumerated()
    where !isMet(column, cell, decided) {
      let place = place(index < row.cellSpans.count ? row.cellSpans[index] : row.span)
      let explanation = FailureExplanation(decided)
      switch (column, cell) {
      case (.alerts(let decision), .alerts(let rules)):
        guard let message = unmet(.exactly(rules), of: decision, decided) else { continue }
        failures.append(
          TestFailure(
            place: place, message: message, details: explanation.alerts(decision, .exactly(rules))))
      case (.value(let subject), .value(let expected)):
        failures.append(
          TestFailure(
            place: place, message: message(expected, subject, decided),
            details: explanation.lines(of: subject, expected: expected, by: nil)))
      case (.value, .alerts), (.alerts, .value): continue
      }
    }
    return failures
  }

  private func message(
    _ expected: ExpectedValue, _ subject: TestSubject, _ decided: Decided
  ) -> Wording {
    let found = shown(decided.value(of: subject.expression), subject)
    var wanted = Wording("missing", zh: "缺失")
    if case .equal(let value) = expected { wanted = shown(value, subject) }
    return Wording(
      "expected \(subject.name) = \(wanted.english), found \(found.english)",
      zh: "\(subject.name) 应为 \(wanted.chinese)，实为 \(found.chinese)")
  }
}

extension Expectation {
  /// The field of a `rejected`; nil for other expectations.
  var rejection: FieldPath?? {
    switch kind {
    case .rejected(let field): .some(field)
    case .value, .alerts, .unknown, .snapshot: nil
    }
  }
}

extension FieldPath {
  /// Whether a fault's path lies at the field or inside it; elements of lists count alike.
  func holds(_ path: String) -> Bool {
    var plain = ""
    var depth = 0
    for character in path {
      if character == "[" { depth += 1 }
      if depth == 0 { plain.append(character) }
      if character == "]" { depth -= 1 }
    }
    return plain == self.path || plain.hasPrefix(self.path + ".")
  }
}

extension Value {
  var isMissingValue: Bool { if case .missing = self { true } else { false } }
}

extension Program {
  func isResult(_ decision: Int) -> Bool {
    if case .result = decisions[decision].body { true } else { false }
  }
}
