// Names: fields, lets, parameters, decisions, levels; elements; members; `previous`.

import TierlineRuntime
import TierlineSource
import TierlineSyntax

extension Checker {
  func checkName(_ node: SyntaxNode, in scope: Scope, expecting: ValueType?) -> Checked {
    guard let name = node.name else { return failed(node.span) }
    if case .level(let type)? = expecting,
      let index = levelTypes[type].names.firstIndex(of: name.text)
    {
      return constant(.level(index), .level(type), node.span)
    }
    guard let declared = symbols[name.text] else {
      reportUnknown(name, expecting: expecting, in: scope)
      return failed(node.span)
    }
    return check(declared.symbol, name: name, in: scope)
  }

  private func check(_ symbol: Symbol, name: Name, in scope: Scope) -> Checked {
    used.insert(.symbol(symbol))
    switch symbol {
    case .field(let index): return checkField(index, name: name, in: scope)
    case .parameter(let index): return checkParameter(index, span: name.span)
    case .named(let index):
      guard scope.reach == .everything else {
        report(.outOfReach(name.text, at: name.span))
        return failed(name.span)
      }
      guard !isOpen(letStates[index], name) else { return failed(name.span) }
      resolveLet(index)
      guard let facts = letFacts[index] else { return failed(name.span) }
      return reference(.named(index), facts, path: .named(index), name: name, in: scope)
    case .decision(let index):
      guard scope.reach == .everything else {
        report(.outOfReach(name.text, at: name.span))
        return failed(name.span)
      }
      return checkDecision(index, name: name, in: scope)
    case .broken: return failed(name.span)
    case .list:
      report(.listAsValue(name.text, at: name.span))
      return failed(name.span)
    }
  }

  private func checkField(_ index: Int, name: Name, in scope: Scope) -> Checked {
    let field = records[0].fields[index]
    if case .derived = field.content {
      guard let facts = resolveDerived(DerivedKey(record: 0, field: index)) else {
        return failed(name.span)
      }
      return reference(.field(index), facts, path: .field(index), name: name, in: scope)
    }
    return storedReference(.field(index), field, path: .field(index), name: name, in: scope)
  }

  /// A reference to a field that is read from the record.
  func storedReference(
    _ kind: Expression.Kind, _ field: Field, path: Path, name: Name, in scope: Scope,
    alwaysOptional: Bool = false
  ) -> Checked {
    var facts = NameFacts(type: field.type, isSensitive: field.isSensitive)
    facts.places = field.type.innermost.naturalPlaces
    if case .stored(let stored) = field.content {
      switch stored.absence {
      case .missing: facts.causes = [Cause(kind: .name(path), text: name.text, span: field.span)]
      case .refused, .value: break
      }
      switch stored.domain ?? Self.naturalDomain(of: field.type.innermost) {
      case .range(let range): facts.range = interval(of: range)
      case .members(let members) where isPlain(field.type):
        facts.values = members.values.compactMap(PlainValue.init)
      case .members, .list, nil: break
      }
      switch field.type.innermost {
      case .number, .money, .integer: facts.places = stored.places
      case .boolean, .date, .days, .months, .text, .level, .record, .list: break
      }
    }
    if alwaysOptional {
      facts.causes = [Cause(kind: .name(path), text: name.text, span: name.span)]
    }
    return reference(kind, facts, path: path, name: name, in: scope)
  }

  /// A reference to anything with a name: settles its causes and bounds by what is known here.
  func reference(
    _ kind: Expression.Kind, _ facts: NameFacts, path: Path, name: Name, in scope: Scope
  ) -> Checked {
    var checked = Checked(
      id: add(kind, facts.type, name.span, isSensitive: facts.isSensitive), type: facts.type,
      span: name.span)
    checked.isSensitive = facts.isSensitive
    checked.path = path
    checked.implies = Facts(present: path)
    checked.places = facts.places
    checked.values = facts.values
    checked.range = facts.range.intersection(facts.type.naturalRange)
    if let known = scope.known.range(of: path) {
      checked.range = checked.range.intersection(known).onGrid(places: facts.places)
    }
    if !scope.known.isPresent(path) {
      checked.causes = facts.causes.compactMap { cause in
        if cause.isSettled(by: scope.known) { return nil }
        var cause = cause
        if case .name(let own) = cause.kind, own == path { return cause }
        cause.via.append(path)
        return cause
      }
    }
    checked.isAlwaysPresent =
      baseFacts.isPresent(path)
      || facts.causes.allSatisfy { $0.isSettled(by: baseFacts) }
    let isFixed = !isTunable(checked.id)
    checked.bounds = Checked.Bounds(
      range: (isFixed ? facts.range : .unbounded).intersection(facts.type.naturalRange)
        .intersection(fixedFacts.range(of: path) ?? .unbounded),
      places: facts.places, values: facts.values,
      mayBeMissing: !isFixed || !checked.isAlwaysPresent)
    if facts.type == .boolean {
      checked.truths = truthsOfName(checked)
      checked.whenTrue = checked.implies
      checked.whenTrue.know(path, values: [.boolean(true)])
      checked.whenFalse = checked.implies
      checked.whenFalse.know(path, values: [.boolean(false)])
      checked.whenNotTrue = checked.isAlwaysPresent ? checked.whenFalse : .none
    }
    return checked
  }

  private func checkParameter(_ index: Int, span: SourceSpan) -> Checked {
    // Parameters are resolved first: one that is not there yet is named by another's value.
    guard parameters.indices.contains(index) else {
      report(.literalNeeded(nil, at: span))
      return failed(span)
    }
    let parameter = parameters[index]
    guard !failedParameters.contains(index) else { return failed(span) }
    if parameter.values.first?.from != nil { needsAsOf = true }
    var checked = Checked(
      id: add(.parameter(index), parameter.type, span), type: parameter.type, span: span)
    checked.isAlwaysPresent = true
    let ordinals = parameter.values.compactMap { $0.value.ordinal }
    if let first = ordinals.first {
      checked.range = ordinals.dropFirst().reduce(.point(first)) { $0.hull(.point($1)) }
    }
    checked.places = parameter.type.naturalPlaces
    if parameter.values.count == 1, parameter.values[0].from == nil {
      checked.constant = parameter.values[0].value
    }
    return checked
  }

  private func checkDecision(_ index: Int, name: Name, in scope: Scope) -> Checked {
    switch decisionNodes[index].kind {
    case .alertsDeclaration:
      report(.alertsAsValue(name.text, at: name.span))
      return failed(name.span)
    default: break
    }
    guard !isOpen(decisionStates[index], name) else { return failed(name.span) }
    resolveDecision(index)
    guard let facts = decisionFacts[index] else { return failed(name.span) }
    if tableColumns[index] != nil {
      report(.tableNeedsColumn(name.text, columns: columnNames(index), at: name.span))
      return failed(name.span)
    }
    return reference(.decision(index), facts, path: .decision(index), name: name, in: scope)
  }

  /// Whether a declaration is read while it is being checked: a cycle that the order did not show.
  private func isOpen(_ state: ResolutionState, _ name: Name) -> Bool {
    guard state == .running else { return false }
    report(.cycle([name.text, name.text], at: name.span, notes: []))
    return true
  }

  func columnNames(_ index: Int) -> [String] { tableColumns[index]?.map(\.name) ?? [] }

  // MARK: Unknown names

  private func reportUnknown(_ name: Name, expecting: ValueType?, in scope: Scope) {
    if case .record(let record)? = scope.elements.last?.type,
      records[record].fields.contains(where: { $0.name == name.text })
    {
      report(.fieldNeedsDot(name.text, of: records[record].name, at: name.span))
      return
    }
    if case .level(let type)? = expecting {
      let known = levelTypes[type].names
      let contained = known.filter { name.text.contains($0) }
      let near = near(name.text, among: known) ?? (contained.count == 1 ? contained[0] : nil)
      report(.unknownLevel(name.text, known: known, near: near, at: name.span))
      return
    }
    if let value = ForeignValue(name.text) {
      let meant = value.keyword.spelling(language(at: name.span))
      report(.valueElsewhere(name.text, meant: meant, at: name.span))
      return
    }
    if let split = splitKeyword(name.text) {
      report(.wordsRunTogether(name.text, split: split, at: name.span))
      return
    }
    if expecting == nil, let levels = levelTypes.first(where: { $0.names.contains(name.text) }) {
      let isNamed = levelTypesByName[levels.name] != nil
      report(.levelOfNoType(name.text, of: isNamed ? levels.name : nil, at: name.span))
      return
    }
    let near = near(name.text, among: namesInReach)
    if near == nil, expecting == .text {
      report(.textNeedsQuotes(name.text, at: name.span, isSafe: false))
    } else {
      report(.unknownName(name.text, near: near, at: name.span))
    }
  }

  // MARK: Elements

  func checkElement(_ node: SyntaxNode, in scope: Scope) -> Checked {
    guard let element = scope.elements.last else {
      report(.noElement("it", at: node.span))
      return failed(node.span)
    }
    if case .record = element.type {
      report(.elementIsRecord(at: node.span))
      return failed(node.span)
    }
    var checked = Checked(
      id: add(.element, element.type, node.span), type: element.type, span: node.span)
    checked.range = element.range.intersection(element.type.naturalRange)
    checked.places = element.places
    checked.path = .element(depth: scope.elements.count)
    if let path = checked.path, let known = scope.known.range(of: path) {
      checked.range = checked.range.intersection(known).onGrid(places: checked.places)
    }
    return checked
  }

  func checkElementField(_ node: SyntaxNode, in scope: Scope) -> Checked {
    guard let name = node.name else { return failed(node.span) }
    guard let element = scope.elements.last else {
      report(.noElement(".\(name.text)", at: node.span))
      return failed(node.span)
    }
    guard case .record(let record) = element.type else {
      report(.elementHasNoFields(describe(element.type), at: node.span))
      return failed(node.span)
    }
    return checkField(name, ofRecord: record, base: element.base, span: node.span, in: scope) {
      .elementField(record: record, field: $0)
    }
  }

  /// A field of a record value, stored or derived.
  private func checkField(
    _ name: Name, ofRecord record: Int, base: ElementBase, span: SourceSpan, in scope: Scope,
    kind: (Int) -> Expression.Kind
  ) -> Checked {
    guard let index = records[record].fields.firstIndex(where: { $0.name == name.text }) else {
      let known = records[record].fields.map(\.name)
      if brokenFields.contains(BrokenField(record: record, name: name.text)) { return failed(span) }
      report(
        .unknownField(
          name.text, of: records[record].name, near: near(name.text, among: known),
          at: name.span))
      return failed(span)
    }
    let path = base.field(index)
    let field = records[record].fields[index]
    let shown = Name(sources.text(of: span), span)
    guard case .derived = field.content else {
      return storedReference(kind(index), field, path: path, name: shown, in: scope)
    }
    guard var facts = resolveDerived(DerivedKey(record: record, field: index)) else {
      return failed(span)
    }
    facts.causes = facts.causes.map { rebase($0, onto: base) }
    return reference(kind(index), facts, path: path, name: shown, in: scope)
  }

  private func rebase(_ cause: Cause, onto base: ElementBase) -> Cause {
    var result = cause
    switch cause.kind {
    case .name(let path): result.kind = .name(path.rebased(onto: base))
    case .divisor(let path): result.kind = .divisor(path?.rebased(onto: base))
    case .emptyList, .literal, .power: break
    }
    result.via = cause.via.map { $0.rebased(onto: base) }
    return result
  }

  // MARK: Members

  func checkMember(_ node: SyntaxNode, in scope: Scope) -> Checked {
    let base = operand(node, 0)
    guard let name = node.name, !base.isError else { return failed(node.span) }
    if let special = checkDecisionMember(node, base: base, member: name, in: scope) {
      return special
    }
    let value = check(base, in: scope)
    guard !value.isError else { return failed(node.span) }
    guard case .record(let record)? = value.type else {
      if let finding = fieldOfList(node, value, aggregate: nil) {
        report(finding)
      } else {
        report(
          .noFields(describeType(of: value), at: node.span, meant: aggregateMeant(node, value)))
      }
      return failed(node.span)
    }
    let path = value.path ?? .named(-1)
    var checked = checkField(
      name, ofRecord: record, base: .member(of: path), span: node.span, in: scope
    ) {
      .member(value.id, record: record, field: $0)
    }
    checked.causes = merge(value.causes, checked.causes)
    checked.implies.assume(value.implies)
    if value.canBeMissing || !value.isAlwaysPresent {
      checked.bounds?.mayBeMissing = true
      checked.isAlwaysPresent = false
    }
    if value.path == nil {
      checked.path = nil
      checked.bounds = nil
    }
    if value.isSensitive {
      checked.isSensitive = true
      expressions[Int(checked.id.index)].isSensitive = true
    }
    return checked
  }

  /// `invoices.count` as `count(invoices)`.
  private func aggregateMeant(_ node: SyntaxNode, _ value: Checked) -> String? {
    guard case .list? = value.type, let name = node.name,
      Keyword.count.spellings.contains(name.text) || ["length", "size"].contains(name.text)
    else { return nil }
    return "\(Keyword.count.spelling(node.tree.language))(\(operand(node, 0).text))"
  }

  /// `warnings.payment_delay`, `approval.status`, and both behind `previous`.
  private func checkDecisionMember(
    _ node: SyntaxNode, base: SyntaxNode, member: Name, in scope: Scope
  ) -> Checked? {
    let isPrevious = base.kind == .previousExpression
    guard isPrevious || base.kind == .nameExpression, let name = base.name,
      case .decision(let index)? = symbols[name.text]?.symbol
    else { return nil }
    let isAlerts = decisionNodes[index].kind == .alertsDeclaration
    if !isAlerts && tableColumns[index] == nil && !isMultiColumn(decisionNodes[index]) {
      return nil
    }
    used.insert(.symbol(.decision(index)))
    guard scope.reach == .everything else {
      report(.outOfReach(name.text, at: name.span))
      return failed(node.span)
    }
    if isPrevious { usesPrevious = true }
    return isAlerts
      ? checkAlert(index, member, node, isPrevious: isPrevious, in: scope)
      : checkColumn(index, member, node, isPrevious: isPrevious, in: scope)
  }

  private func isMultiColumn(_ node: SyntaxNode) -> Bool {
    node.kind == .tableDeclaration && node.child(.recordType) != nil
  }

  private func checkAlert(
    _ index: Int, _ member: Name, _ node: SyntaxNode, isPrevious: Bool, in scope: Scope
  ) -> Checked {
    if !isPrevious {
      guard !isOpen(decisionStates[index], member) else { return failed(node.span) }
      resolveDecision(index)
    }
    let rules = ruleNames(index)
    guard let rule = rules.firstIndex(of: member.text) else {
      report(
        .unknownRule(
          member.text, of: decisionNodes[index].name?.text ?? "",
          near: near(member.text, among: rules), at: member.span))
      return failed(node.span)
    }
    let shown = Name(sources.text(of: node.span), node.span)
    var facts = NameFacts(type: .boolean)
    guard isPrevious else {
      return reference(
        .alertRaised(decision: index, rule: rule), facts, path: .column(index, rule), name: shown,
        in: scope)
    }
    let path = Path.previousAlert(index, rule)
    facts.causes = [Cause(kind: .name(path), text: shown.text, span: node.span)]
    return reference(
      .previousAlertRaised(decision: index, rule: rule), facts, path: path, name: shown, in: scope)
  }

  private func ruleNames(_ index: Int) -> [String] {
    decisionNodes[index].child(.block)?.children(.rule).compactMap { $0.name?.text } ?? []
  }

  private func checkColumn(
    _ index: Int, _ member: Name, _ node: SyntaxNode, isPrevious: Bool, in scope: Scope
  ) -> Checked {
    if isPrevious {
      readColumns(index)
    } else {
      guard !isOpen(decisionStates[index], member) else { return failed(node.span) }
      resolveDecision(index)
    }
    guard let columns = tableColumns[index] else { return failed(node.span) }
    guard let column = columns.firstIndex(where: { $0.name == member.text }) else {
      let known = columns.map(\.name)
      report(
        .unknownField(
          member.text, of: decisionNodes[index].name?.text ?? "",
          near: near(member.text, among: known), at: member.span))
      return failed(node.span)
    }
    let shown = Name(sources.text(of: node.span), node.span)
    var facts = NameFacts(type: columns[column].type)
    facts.places = facts.type.naturalPlaces
    let path = isPrevious ? Path.previousColumn(index, column) : .column(index, column)
    if isPrevious || decisionNodes[index].child(.optionalModifier) != nil {
      facts.causes = [Cause(kind: .name(path), text: shown.text, span: node.span)]
    }
    return reference(
      isPrevious
        ? .previousColumn(decision: index, column: column)
        : .column(decision: index, column: column),
      facts, path: path, name: shown, in: scope)
  }

  // MARK: previous

  func checkPrevious(_ node: SyntaxNode, in scope: Scope) -> Checked {
    guard let name = node.name else { return failed(node.span) }
    guard scope.reach == .everything else {
      report(.outOfReach(node.text, at: node.span))
      return failed(node.span)
    }
    usesPrevious = true
    let shown = Name(node.text, node.span)
    switch symbols[name.text]?.symbol {
    case .field(let index):
      used.insert(.symbol(.field(index)))
      return storedReference(
        .previousField(index), records[0].fields[index], path: .previousField(index), name: shown,
        in: scope, alwaysOptional: true)
    case .decision(let index):
      used.insert(.symbol(.decision(index)))
      return checkPreviousDecision(index, name: name, shown: shown, in: scope)
    case .broken: return failed(node.span)
    case .named, .parameter, .list:
      report(.notInPrevious(name.text, at: name.span))
      return failed(node.span)
    case nil:
      let known = symbols.filter { entry in
        switch entry.value.symbol {
        case .field, .decision: true
        case .named, .parameter, .list, .broken: false
        }
      }
      report(
        .unknownName(
          name.text, near: near(name.text, among: known.keys.sorted()), at: name.span))
      return failed(node.span)
    }
  }

  private func checkPreviousDecision(
    _ index: Int, name: Name, shown: Name, in scope: Scope
  ) -> Checked {
    if decisionNodes[index].kind == .alertsDeclaration {
      report(.alertsAsValue(name.text, at: name.span))
      return failed(shown.span)
    }
    // Its own body is not looked into: reading the previous value is no cycle.
    guard var facts = declaredFacts(index) else { return failed(shown.span) }
    facts.causes = [
      Cause(kind: .name(.previousDecision(index)), text: shown.text, span: shown.span)
    ]
    return reference(
      .previousDecision(index), facts, path: .previousDecision(index), name: shown, in: scope)
  }
}
