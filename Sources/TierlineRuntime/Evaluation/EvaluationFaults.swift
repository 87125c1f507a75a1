// Faults that evaluation finds in a record: failed requirements and overflows.

import TierlineSource

extension Scope {
  /// R109: a decision needs a value that went beyond 38 digits or the calendar.
  func fault(_ refusal: Refusal, decision: Decision) -> RecordFault {
    fault(refusal, path: decision.name)
  }

  /// A value that is needed at `path` and that there is none of; the expression stands as found.
  func fault(_ refusal: Refusal, path: String) -> RecordFault {
    let expression = program.sources.text(of: refusal.span).joinedLines
    return switch refusal.reason {
    case .overflow:
      RecordFault(
        code: .recordOverflow, path: path,
        expected: Wording(
          "`\(expression)` within 38 digits and the calendar",
          zh: "`\(expression)` 不超过 38 位数字和日历范围"),
        found: "overflow")
    case .absent:
      RecordFault(
        code: .recordOverflow, path: path,
        expected: Wording(
          "a value of `\(expression)`, which `check` found never missing",
          zh: "`\(expression)` 的值,检查时认定其不会缺失"),
        found: "missing")
    }
  }

  /// R106: a requirement that the record does not meet, at the first field that it reads.
  func contradiction(
    _ requirement: Requirement, in element: Value, path: String
  ) -> RecordFault {
    let condition = program.sources.text(of: program[requirement.condition].span).joinedLines
    let reads = program.namesRead(by: requirement.condition, keepsAggregates: false)
    let reason = requirement.because.map { ": \(text(of: $0, element: element))" } ?? ""
    return RecordFault(
      code: .recordContradiction,
      path: reads.lazy.compactMap { program.path(ofField: $0, at: path) }.first ?? path,
      expected: Wording(same: "`\(condition)`\(reason)"),
      found: reads.map { found($0, element: element) }.joined(separator: ", "))
  }

  private func found(_ leaf: ExpressionID, element: Value) -> String {
    let expression = program[leaf]
    let value = value(of: leaf, element: element)
    let shown = program.show(value, as: expression.type, isSensitive: expression.isSensitive)
    return "\(program.name(of: leaf)) = \(shown.text.english)"
  }

  /// A template in the scope of a record.
  func text(of template: Template, element: Value = .missing) -> String {
    template.parts.map { part in
      switch part {
      case .text(let text): return text
      case .operand(let id):
        let expression = program[id]
        if expression.isSensitive { return RecordFault.mask }
        return program.text(of: value(of: id, element: element), as: expression.type)
      }
    }.joined()
  }
}

extension Decided {
  /// The text of a template; a missing operand shows as `?`, a sensitive one as `•••`.
  package func text(of template: Template) -> String { scope.text(of: template) }
}

// MARK: Where and what

extension Program {
  /// What an expression reads by name, left to right, each name once; literals are left out.
  ///
  /// An aggregate counts as a name of its own when it is kept whole, else its list does.
  func namesRead(by root: ExpressionID, keepsAggregates: Bool = true) -> [ExpressionID] {
    var leaves: [ExpressionID] = []
    var names: Set<String> = []
    var visits = [root]
    while let id = visits.popLast() {
      let kind = self[id].kind
      if isName(id) {
        if names.insert(name(of: id)).inserted { leaves.append(id) }
      } else if keepsAggregates, case .aggregate = kind {
        if names.insert(text(of: id)).inserted { leaves.append(id) }
      } else {
        visits += kind.operands.reversed()
      }
    }
    return leaves
  }

  /// Whether an expression is a name rather than a literal or something computed.
  func isName(_ id: ExpressionID) -> Bool {
    switch self[id].kind {
    case .field, .elementField, .element, .member, .named, .parameter, .decision, .column,
      .alertRaised, .asOf, .previousField, .previousDecision, .previousColumn,
      .previousAlertRaised:
      true
    case .constant, .negate, .not, .and, .or, .arithmetic, .comparison, .inRange, .inMembers,
      .inList, .inValue, .isMissing, .isPresent, .fallback, .conditional, .textTest, .call,
      .aggregate:
      false
    }
  }

  /// The JSON path of a field that is read in a record standing at `path`; nil for anything that
  /// is not stored.
  fileprivate func path(ofField leaf: ExpressionID, at path: String) -> String? {
    var inner: [String] = []
    var current = leaf
    while case .member(let base, let record, let field) = self[current].kind {
      guard case .stored(let stored) = records[record].fields[field].content else { return nil }
      inner = stored.path + inner
      current = base
    }
    switch self[current].kind {
    case .field(let field):
      guard case .stored(let stored) = input.fields[field].content else { return nil }
      return "".appending(keys: stored.path + inner)
    case .elementField(let record, let field):
      guard case .stored(let stored) = records[record].fields[field].content else { return nil }
      return path.appending(keys: stored.path + inner)
    case .constant, .element, .member, .named, .parameter, .decision, .column, .alertRaised,
      .asOf, .previousField, .previousDecision, .previousColumn, .previousAlertRaised, .negate,
      .not, .and, .or, .arithmetic, .comparison, .inRange, .inMembers, .inList, .inValue,
      .isMissing, .isPresent, .fallback, .conditional, .textTest, .call, .aggregate:
      return nil
    }
  }
}

extension String {
  /// A path with keys behind it: `balance` and `total_assets` as `balance.total_assets`.
  func appending(keys: [String]) -> String {
    (isEmpty ? keys : [self] + keys).joined(separator: ".")
  }

  /// Source text on one line: runs of blanks and line breaks as one space.
  var joinedLines: String {
    split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
