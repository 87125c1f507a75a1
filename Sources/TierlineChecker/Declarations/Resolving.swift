// Requirements, lets, derived fields, results and laws: declarations that are one expression.

import TierlineRuntime
import TierlineSource
import TierlineSyntax

/// Why a value must be present; the finding says it.
enum NeededPlace {
  case start, points, level, amount, cell, result, aggregated, within, multiple, threshold
}

extension Checker {
  var baseScope: Scope { Scope(known: baseFacts) }

  /// Reports a value that can be missing where one is needed; says it once.
  func needPresent(_ checked: Checked, as place: NeededPlace) -> Checked {
    guard !checked.isError, checked.canBeMissing else { return checked }
    report(
      .valueMissing(
        causes: checked.causes, place: place, at: checked.span, text: operandText(checked)))
    var result = checked
    result.causes = []
    return result
  }

  /// The text of an expression as it can stand before `default`.
  private func operandText(_ checked: Checked) -> String {
    let text = sources.text(of: checked.span)
    switch expressions[Int(checked.id.index)].kind {
    case .conditional, .and, .or, .not, .comparison: return "(\(text))"
    default: return text
    }
  }

  // MARK: Requirements

  /// Reads every `require`; those of the input give facts that hold everywhere.
  func resolveRequirements() {
    for index in records.indices {
      var scope = baseScope
      scope.reach = .record
      if index > 0 {
        scope.elements = [Scope.Element(type: .record(index), base: .element(depth: 1))]
      }
      for node in recordNodes[index].children(.require) {
        guard recordNodes[index].kind != .file else { continue }
        let condition = checkCondition(operand(node, 0), in: scope, unknown: .mustBeDefinite)
        guard !condition.isError else { continue }
        scope.known.assume(condition.whenTrue)
        if index == 0 {
          baseFacts = scope.known
          if isTunable(condition.id) {
            hasTunableRequirement = true
          } else {
            fixedFacts.assume(condition.whenTrue)
          }
        }
        records[index].requirements.append(
          Requirement(
            condition: condition.id, because: reason(node, in: scope), span: node.span))
      }
      resolveDerivedFields(record: index)
    }
  }

  private func resolveDerivedFields(record: Int) {
    for (field, value) in records[record].fields.enumerated() {
      if case .derived = value.content {
        _ = resolveDerived(DerivedKey(record: record, field: field))
      }
    }
  }

  // MARK: Derived fields

  /// What is known of a derived field; nil after a finding.
  func resolveDerived(_ key: DerivedKey) -> NameFacts? {
    switch derivedStates[key] ?? .waiting {
    case .done: return derivedFacts[key]
    case .running:
      reportDerivedCycle(key)
      return nil
    case .waiting: break
    }
    guard derivedDepth < Self.derivedDepthMax else {
      report(.declarationsTooDeep(at: records[key.record].fields[key.field].span))
      derivedStates[key] = .done
      return nil
    }
    derivedDepth += 1
    derivedStates[key] = .running
    defer {
      derivedDepth -= 1
      derivedStates[key] = .done
    }
    let name = records[key.record].fields[key.field].name
    guard
      let node = recordNodes[key.record].children(.letDeclaration).first(where: {
        $0.name?.text == name
      })
    else { return nil }
    var scope = baseScope
    scope.reach = .record
    if key.record > 0 {
      scope.elements = [Scope.Element(type: .record(key.record), base: .element(depth: 1))]
    }
    guard let checked = checkNamed(node, in: scope), let type = checked.type else { return nil }
    let facts = NameFacts(
      type: type, causes: checked.causes, range: checked.range, places: checked.places,
      isSensitive: checked.isSensitive)
    derivedFacts[key] = facts
    records[key.record].fields[key.field].type = type
    records[key.record].fields[key.field].isSensitive = checked.isSensitive
    records[key.record].fields[key.field].content = .derived(checked.id)
    return facts
  }

  private func reportDerivedCycle(_ key: DerivedKey) {
    let field = records[key.record].fields[key.field]
    report(.cycle([field.name, field.name], at: field.span, notes: []))
    derivedStates[key] = .done
  }

  // MARK: Lets

  func resolveLet(_ index: Int) {
    guard letStates[index] == .waiting else { return }
    letStates[index] = .running
    defer { letStates[index] = .done }
    let node = letNodes[index]
    guard let name = node.name, let checked = checkNamed(node, in: baseScope),
      let type = checked.type
    else { return }
    letFacts[index] = NameFacts(
      type: type, causes: checked.causes, range: checked.range, places: checked.places,
      values: checked.values, isSensitive: checked.isSensitive)
    lets[index] = NamedExpression(
      name: name.text, type: type, documentation: node.documentation, span: name.span,
      expression: checked.id)
    order.append(.named(index))
  }

  /// The expression of `let name: type = E`; nil after a finding.
  private func checkNamed(_ node: SyntaxNode, in scope: Scope) -> Checked? {
    let children = Array(node.children)
    guard let expression = children.last else { return nil }
    var type: ValueType?
    if children.count > 1 {
      guard let declared = readType(children[0], owner: node.name?.text ?? "") else { return nil }
      type = declared
    }
    var checked = check(expression, in: scope, expecting: type)
    guard !checked.isError else { return nil }
    if let type {
      checked = coerce(checked, to: type)
    } else if checked.type == nil {
      report(.typeUnknown(at: expression.span))
      return nil
    }
    return checked.isError ? nil : checked
  }

  // MARK: Results

  func lowerResult(_ node: SyntaxNode, index: Int) -> (Decision.Body, NameFacts)? {
    let children = Array(node.children)
    guard let expression = children.last else { return nil }
    var type: ValueType?
    if children.count > 1, children[0].kind != .optionalModifier {
      guard let declared = readType(children[0], owner: node.name?.text ?? "") else { return nil }
      type = declared
    }
    var checked = check(expression, in: baseScope, expecting: type)
    guard !checked.isError else { return nil }
    if let type { checked = coerce(checked, to: type) }
    guard !checked.isError else { return nil }
    guard let found = checked.type else {
      report(.typeUnknown(at: expression.span))
      return nil
    }
    guard isPlain(found) else {
      report(.plainTypeNeeded(describe(found), at: expression.span))
      return nil
    }
    if checked.isSensitive, found == .text || found == .date || checked.path != nil {
      report(.sensitiveResult(at: expression.span))
      return nil
    }
    var facts = NameFacts(
      type: found, range: checked.range, places: checked.places, values: checked.values)
    if node.child(.optionalModifier) != nil {
      facts.causes = [
        Cause(
          kind: .name(.decision(index)), text: node.name?.text ?? "",
          span: node.name?.span ?? node.span)
      ]
    } else {
      checked = needPresent(checked, as: .result)
    }
    return (.result(checked.id), facts)
  }

  // MARK: Laws

  func resolveLaws() {
    var names: [String: SourceSpan] = [:]
    for node in lawNodes {
      guard let name = node.name else { continue }
      if let first = names[name.text] {
        report(.declaredTwice(name.text, at: name.span, first: first))
        continue
      }
      names[name.text] = name.span
      let claim = node.kind == .lawDeclaration ? conditionClaim(node) : monotoneClaim(node)
      if let claim { laws.append(Law(name: name.text, span: node.span, claim: claim)) }
    }
  }

  private func conditionClaim(_ node: SyntaxNode) -> Law.Claim? {
    let condition = checkCondition(operand(node, 0), in: baseScope, unknown: .mustBeDefinite)
    return condition.isError ? nil : .always(condition.id)
  }

  private func monotoneClaim(_ node: SyntaxNode) -> Law.Claim? {
    let decision = check(operand(node, 0), in: baseScope)
    let field = check(operand(node, 1), in: baseScope)
    guard !decision.isError, !field.isError else { return nil }
    guard let type = decision.type, isOrdered(type) else {
      report(.notOrdered(describeType(of: decision), at: decision.span))
      return nil
    }
    guard case .field(let index)? = field.path else {
      report(.lawNeedsField(at: field.span))
      return nil
    }
    let goesMissing = node.has(.goesMissing)
    if goesMissing, case .stored(let stored) = records[0].fields[index].content {
      switch stored.absence {
      case .missing: break
      case .refused, .value:
        report(.lawFieldNeverMissing(records[0].fields[index].name, at: field.span))
        return nil
      }
    }
    guard let fieldType = field.type, goesMissing || isOrdered(fieldType) else {
      report(.notOrdered(describeType(of: field), at: field.span))
      return nil
    }
    var filter: Checked?
    if node.children.reduce(0, { count, _ in count + 1 }) > 2 {
      let checked = checkCondition(operand(node, 2), in: baseScope, unknown: .mustBeDefinite)
      guard !checked.isError else { return nil }
      filter = checked
    }
    return .monotone(
      decision: decision.id, direction: node.has(.neverRises) ? .rises : .falls, field: field.id,
      cause: goesMissing ? .goesMissing : node.has(.rises) ? .rises : .falls, filter: filter?.id)
  }

  // MARK: Unused

  /// Warns of declarations of the entry file that nothing uses, and that are sound.
  func reportUnused() {
    let entry = trees[0].file.span
    for node in trees[0].root.descendants(.testDeclaration) { markUsed(in: node) }
    if diagnostics.contains(where: { $0.severity == .error }) {
      // What an error kept from being read counts as used: it may well be, once that is mended.
      for node in letNodes + decisionNodes + lawNodes + recordNodes { markUsed(in: node) }
    }
    for (_, declared) in symbols where entry.contains(declared.name.span) {
      let kind: Wording
      switch declared.symbol {
      case .named(let index) where letFacts[index] == nil: continue
      case .parameter(let index) where failedParameters.contains(index): continue
      case .named: kind = Wording("let", zh: "定义")
      case .parameter: kind = Wording("parameter", zh: "参数")
      case .list: kind = Wording("list", zh: "名单")
      case .field, .decision, .broken: continue
      }
      if !used.contains(.symbol(declared.symbol)) {
        report(.unused(kind, declared.name.text, at: declared.name.span))
      }
    }
    for (name, levels) in levelTypesByName
    where entry.contains(levels.span) && !used.contains(.levels(levels.index)) {
      report(.unused(Wording("levels", zh: "等级"), name, at: levels.span))
    }
    for (name, record) in recordsByName
    where entry.contains(record.span) && !used.contains(.record(record.index)) {
      report(.unused(Wording("record", zh: "记录"), name, at: record.span))
    }
  }

  /// Counts whatever a node names as used.
  private func markUsed(in node: SyntaxNode) {
    for name in node.referredNames {
      if let declared = symbols[name] { used.insert(.symbol(declared.symbol)) }
    }
  }
}
