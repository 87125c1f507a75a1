// Decisions: which block it is, what is known of its value, and what all blocks share.

import TierlineRuntime
import TierlineSource
import TierlineSyntax

extension Checker {
  func resolveDecision(_ index: Int) {
    guard decisionStates[index] == .waiting else { return }
    decisionStates[index] = .running
    defer { decisionStates[index] = .done }
    let node = decisionNodes[index]
    guard let name = node.name, let (body, facts) = lowerBody(node, index: index) else { return }
    decisionFacts[index] = facts
    decisions[index] = Decision(
      name: name.text, documentation: node.documentation, span: name.span, type: facts.type,
      body: body)
    order.append(.decision(index))
  }

  private func lowerBody(_ node: SyntaxNode, index: Int) -> (Decision.Body, NameFacts)? {
    switch node.kind {
    case .resultDeclaration: lowerResult(node, index: index)
    case .scoreDeclaration: lowerScore(node)
    case .tierDeclaration: lowerTier(node, index: index)
    case .limitDeclaration: lowerLimit(node, index: index)
    case .alertsDeclaration: lowerAlerts(node, index: index)
    case .tableDeclaration: lowerTable(node, index: index)
    case .matrixDeclaration: lowerMatrix(node, index: index)
    default: nil
    }
  }

  /// The declared type of a tier, limit, alerts block, table or matrix, read once.
  func declaredType(_ index: Int) -> ValueType? {
    if let known = declaredTypes[index] { return known }
    let node = decisionNodes[index]
    guard
      let typeNode = node.children.first(where: { child in
        switch child.kind {
        case .namedType, .moneyType, .levelsType, .levelNames, .recordType, .listType: true
        default: false
        }
      })
    else { return nil }
    if typeNode.kind == .recordType { columnRecords.insert(records.count) }
    let type = readType(typeNode, owner: node.name?.text ?? "")
    declaredTypes[index] = .some(type)
    return type
  }

  /// What is known of a decision from its head alone: for `previous`, which must not need its body.
  func declaredFacts(_ index: Int) -> NameFacts? {
    let node = decisionNodes[index]
    switch node.kind {
    case .scoreDeclaration:
      var facts = NameFacts(type: .number)
      if let bounds = scoreBounds(node) { facts.range = .closed(bounds.lower, bounds.upper) }
      return facts
    case .resultDeclaration:
      if let type = declaredTypes[index] ?? nil { return NameFacts(type: type) }
      let children = Array(node.children)
      if children.count > 1, children[0].kind != .optionalModifier {
        return declaredType(index).map { NameFacts(type: $0) }
      }
      // An inferred type needs the body; a result that reads its own previous value must state it.
      if decisionStates[index] == .running {
        report(.resultNeedsType(node.name?.text ?? "", at: node.name?.span ?? node.span))
        return nil
      }
      resolveDecision(index)
      return decisionFacts[index].map { NameFacts(type: $0.type) }
    default:
      return declaredType(index).map { NameFacts(type: $0, places: $0.naturalPlaces) }
    }
  }

  // MARK: Clauses

  /// `because "…"` of a node, if it has one.
  func reason(_ node: SyntaxNode, in scope: Scope) -> Template? {
    guard let because = node.child(.because) else { return nil }
    return template(operand(because, 0), in: scope)
  }

  /// Text with operands; each may be missing (it prints as `?`).
  func template(_ node: SyntaxNode, in scope: Scope) -> Template? {
    var parts: [Template.Part] = []
    for part in node.templateParts {
      switch part {
      case .text(let text): parts.append(.text(text))
      case .operand(let expression):
        let checked = check(expression, in: scope)
        guard !checked.isError else { continue }
        guard let type = checked.type, isPlain(type) else {
          report(.plainTypeNeeded(describeType(of: checked), at: expression.span))
          continue
        }
        if checked.isSensitive { report(.sensitiveInText(expression.text, at: expression.span)) }
        parts.append(.operand(checked.id))
      }
    }
    return parts.isEmpty ? nil : Template(parts: parts, span: node.span)
  }

  /// Reads `if unknown then …` of a block: its value coerced to `type` and present.
  func unknownOutcome(
    _ block: SyntaxNode, type: ValueType, in scope: Scope
  ) -> UnknownOutcome {
    let clauses = block.children(.unknownClause)
    guard let clause = clauses.first else { return .impossible }
    if clause.has(.skip) { return .skip }
    let value = coerce(check(operand(clause, 0), in: scope, expecting: type), to: type)
    guard !value.isError else { return .skip }
    if value.canBeMissing {
      report(.unknownOutcomeMissing(causes: value.causes, at: value.span))
    }
    return .value(value.id, because: reason(clause, in: scope))
  }

  /// How a block with that `if unknown` treats a condition that can be unknown.
  func unknownPlace(_ outcome: UnknownOutcome, block: SyntaxNode) -> UnknownPlace {
    switch outcome {
    case .impossible: .unsettled(block: block)
    case .skip, .value: .settled
    }
  }

  /// What is known after a rule of a first-match block did not take the record.
  func factsBehind(_ condition: Checked, _ unknown: UnknownOutcome) -> Facts {
    switch unknown {
    case .skip: condition.causes.isEmpty ? condition.whenFalse : condition.whenNotTrue
    case .impossible, .value: condition.whenFalse
    }
  }

  /// Checks that rule names differ, and warns of a rule that repeats an earlier one where that is
  /// in vain; steps of a limit and alerts may well share a condition.
  func checkRuleNames(_ rules: [SyntaxNode], mayRepeat: Bool = false) {
    var names: [String: SourceSpan] = [:]
    var conditions: [TokenText: SourceSpan] = [:]
    for rule in rules {
      if let name = rule.name {
        if let first = names[name.text] {
          report(.declaredTwice(name.text, at: name.span, first: first))
        } else {
          names[name.text] = name.span
        }
      }
      let condition = operand(rule, 0)
      guard !condition.isError, !mayRepeat else { continue }
      let text = TokenText(of: condition)
      if let first = conditions[text] {
        report(.duplicateRule(at: condition.span, first: first))
      } else {
        conditions[text] = condition.span
      }
    }
  }
}

/// The tokens of nodes: equal for texts that differ in layout and comments alone.
struct TokenText: Hashable {
  private var bytes: [UInt8] = []

  init(of nodes: SyntaxNode...) { self.init(of: nodes) }

  init(of nodes: [SyntaxNode]) {
    for node in nodes {
      for token in node.significantTokens {
        bytes += node.tree.file.bytes(of: token.span)
        bytes.append(UInt8(ascii: " "))
      }
      bytes.append(UInt8(ascii: "|"))
    }
  }

  func hash(into hasher: inout Hasher) {
    unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
  }
}
