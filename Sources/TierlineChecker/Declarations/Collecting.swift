// The first phase: every declaration gets its index and its name, before any is looked into.

import TierlineRuntime
import TierlineSource
import TierlineSyntax

extension Checker {
  func collect() {
    // The input is always record 0, whether declared or not.
    records.append(RecordType(name: "input"))
    recordNodes.append(trees[0].root)
    recordStates.append(.done)
    var typed = Replacements(trees[files.typed])
    for (index, tree) in trees.enumerated() where !files.typed.contains(index) {
      for declaration in tree.root.children {
        for node in typed.take(declaration) { collect(node, isEntry: index == 0) }
      }
    }
    for node in typed.rest() { collect(node, isEntry: true) }
    checkHeader()
    reserveNames()
  }

  /// Lets and decisions keep the index of their declaration, whatever the order of checking.
  private func reserveNames() {
    let nothing = add(.constant(.missing), .boolean, .nowhere)
    lets = letNodes.map { _ in
      NamedExpression(name: "", type: .boolean, span: .nowhere, expression: nothing)
    }
    decisions = decisionNodes.map { _ in
      Decision(name: "", span: .nowhere, type: .boolean, body: .result(nothing))
    }
  }

  private func collect(_ node: SyntaxNode, isEntry: Bool) {
    switch node.kind {
    case .rulesetHeader: collectHeader(node, isEntry: isEntry)
    case .inputDeclaration: collectInput(node)
    case .recordDeclaration:
      guard let name = node.name else { return }
      declareType(name, in: \.recordsByName, index: records.count)
      records.append(RecordType(name: name.text))
      recordNodes.append(node)
      recordStates.append(.waiting)
    case .levelsDeclaration:
      guard let name = node.name, let names = node.child(.levelNames) else { return }
      let index = addLevelType(name: name.text, names: names)
      declareType(name, in: \.levelTypesByName, index: index)
    case .parameterDeclaration:
      declare(node.name, .parameter(parameterNodes.count))
      parameterNodes.append(node)
    case .listDeclaration:
      declare(node.name, .list(listNodes.count))
      listNodes.append(node)
    case .letDeclaration:
      declare(node.name, .named(letNodes.count))
      letNodes.append(node)
      letStates.append(.waiting)
      letFacts.append(nil)
    case .resultDeclaration, .scoreDeclaration, .tierDeclaration, .limitDeclaration,
      .alertsDeclaration, .tableDeclaration, .matrixDeclaration:
      declare(node.name, .decision(decisionNodes.count))
      decisionNodes.append(node)
      decisionStates.append(.waiting)
      decisionFacts.append(nil)
    case .lawDeclaration, .monotoneLawDeclaration: lawNodes.append(node)
    default: break
    }
  }

  private func collectHeader(_ node: SyntaxNode, isEntry: Bool) {
    let texts = node.children(.textLiteral).map { $0.textValue ?? "" }
    guard texts.count >= 2 else { return }
    if header == nil || isEntry {
      header = Header(
        name: texts[0], version: texts[1], description: texts.count > 2 ? texts[2] : nil)
    }
  }

  private func checkHeader() {
    let root = trees[0].root
    let headers = root.children(.rulesetHeader).count
    let needsOne = root.children.contains { node in
      switch node.kind {
      case .inputDeclaration, .resultDeclaration, .scoreDeclaration, .tierDeclaration,
        .limitDeclaration, .alertsDeclaration, .tableDeclaration, .matrixDeclaration:
        true
      default: false
      }
    }
    let isBlank = root.children.allSatisfy { _ in false }
    if headers == 0, needsOne || isBlank, !trees[0].root.children.contains(where: { $0.isError }) {
      report(
        .headerMissing(
          at: SourceSpan(start: root.span.start, end: root.span.start), in: trees[0].language))
    }
    if headers > 0 { checkInput() }
  }

  /// A ruleset that decides something reads records; what does not parse may be its input.
  private func checkInput() {
    let isSound = trees.allSatisfy { !$0.root.children.contains(where: \.isError) }
    guard inputNode == nil, isSound, let decision = decisionNodes.first else { return }
    let header = trees[0].root.child(.rulesetHeader)?.span ?? .nowhere
    report(
      .inputMissing(
        at: decision.name?.span ?? decision.span, behind: header, in: trees[0].language))
  }

  private func collectInput(_ node: SyntaxNode) {
    if let first = inputNode {
      report(.inputTwice(at: node.name?.span ?? node.span, first: first.name?.span ?? first.span))
      for field in node.children(.field) { declareBroken(field.name) }
      return
    }
    inputNode = node
    records[0].name = node.name?.text ?? "input"
    recordNodes[0] = node
    recordStates[0] = .waiting
  }

  /// Declares a name among the values; the first of two namesakes stays.
  func declare(_ name: Name?, _ symbol: Symbol) {
    guard let name else { return }
    if let first = symbols[name.text] {
      report(.declaredTwice(name.text, at: name.span, first: first.name.span))
    } else {
      symbols[name.text] = Declared(symbol: symbol, name: name)
    }
  }

  /// Declares a name whose uses are to be silent; a sound namesake stays.
  private func declareBroken(_ name: Name?) {
    guard let name, symbols[name.text] == nil else { return }
    symbols[name.text] = Declared(symbol: .broken, name: name)
  }

  private func declareType(
    _ name: Name,
    in table: ReferenceWritableKeyPath<Checker, [String: (index: Int, span: SourceSpan)]>,
    index: Int
  ) {
    if let first = levelTypesByName[name.text] ?? recordsByName[name.text] {
      report(.declaredTwice(name.text, at: name.span, first: first.span))
    } else {
      self[keyPath: table][name.text] = (index, name.span)
    }
  }

  /// Adds a level type; a name given twice in it is reported.
  func addLevelType(name: String, names node: SyntaxNode) -> Int {
    var seen: [String: SourceSpan] = [:]
    var names: [String] = []
    var spans: [SourceSpan] = []
    for level in node.names {
      if let first = seen[level.text] {
        report(.declaredTwice(level.text, at: level.span, first: first))
      } else {
        seen[level.text] = level.span
        names.append(level.text)
        spans.append(level.span)
      }
    }
    levelTypes.append(LevelType(name: name, names: names))
    levelSpans.append(spans)
    return levelTypes.count - 1
  }
}
