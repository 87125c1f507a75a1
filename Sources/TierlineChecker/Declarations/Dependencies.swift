// The order of lets and decisions, and their cycles.
//
// What a declaration reads is taken from the names in its text, before types are known; a bare name
// that is also a level is left out, as it may be either. An iterative depth-first walk gives an order in which
// each comes after what it reads, so the checks that follow nest no deeper than a few calls even in
// a chain of 100,000 lets; where the walk comes back to a declaration still open, that is a cycle.
// The few names left out are resolved when they are met.

import TierlineRuntime
import TierlineSource
import TierlineSyntax

extension Checker {
  func resolveInOrder() {
    let graph = DependencyGraph(checker: self)
    for symbol in graph.order(report: { self.reportCycle($0) }) {
      switch symbol {
      case .named(let index): resolveLet(index)
      case .decision(let index): resolveDecision(index)
      case .field, .parameter, .list, .broken: break
      }
    }
  }

  /// Marks every member as done and unknown, so that nothing more is said of it.
  private func reportCycle(_ cycle: [Symbol]) {
    for symbol in cycle {
      used.insert(.symbol(symbol))
      switch symbol {
      case .named(let index): letStates[index] = .done
      case .decision(let index): decisionStates[index] = .done
      case .field, .parameter, .list, .broken: break
      }
    }
    let names = cycle.compactMap { declaredName(of: $0) }
    guard let first = names.first else { return }
    report(
      .cycle(
        names.map(\.text) + [first.text], at: first.span,
        notes: names.dropFirst().map { ($0.text, $0.span) }))
  }

  func declaredName(of symbol: Symbol) -> Name? {
    switch symbol {
    case .named(let index): letNodes[index].name
    case .decision(let index): decisionNodes[index].name
    case .parameter(let index): parameterNodes[index].name
    case .list(let index): listNodes[index].name
    case .field, .broken: nil
    }
  }
}

/// Which lets and decisions each one names.
struct DependencyGraph {
  /// The lets, then the decisions.
  private var vertices: [Symbol] = []
  private var edges: [[Int]] = []

  init(checker: Checker) {
    let levels = Set(checker.trees.flatMap { Self.levelNames(of: $0) })
    var nodes: [SyntaxNode] = []
    for (index, node) in checker.letNodes.enumerated() {
      vertices.append(.named(index))
      nodes.append(node)
    }
    for (index, node) in checker.decisionNodes.enumerated() {
      vertices.append(.decision(index))
      nodes.append(node)
    }
    let lets = checker.letNodes.count
    edges = nodes.map { node in
      var targets: [Int] = []
      var seen: Set<Int> = []
      for name in node.referredNames where !levels.contains(name) {
        let target: Int
        switch checker.symbols[name]?.symbol {
        case .named(let index): target = index
        case .decision(let index): target = lets + index
        case .field, .parameter, .list, .broken, nil: continue
        }
        if seen.insert(target).inserted { targets.append(target) }
      }
      return targets
    }
  }

  private static func levelNames(of tree: SyntaxTree) -> [String] {
    tree.root.descendants(.levelNames).flatMap { $0.names.map(\.text) }
  }

  /// Every vertex after those it names; cycles go to `report`, each once.
  func order(report: ([Symbol]) -> Void) -> [Symbol] {
    enum Color { case white, grey, black }
    var colors = [Color](repeating: .white, count: vertices.count)
    var inCycle = [Bool](repeating: false, count: vertices.count)
    var result: [Symbol] = []
    for start in vertices.indices where colors[start] == .white {
      var stack: [(vertex: Int, next: Int)] = [(start, 0)]
      colors[start] = .grey
      while let top = stack.last {
        guard top.next < edges[top.vertex].count else {
          colors[top.vertex] = .black
          result.append(vertices[top.vertex])
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        let target = edges[top.vertex][top.next]
        switch colors[target] {
        case .white:
          colors[target] = .grey
          stack.append((target, 0))
        case .grey:
          guard let from = stack.lastIndex(where: { $0.vertex == target }) else { continue }
          let cycle = stack[from...].map(\.vertex)
          // Of cycles that share a member one is told; mending it shows the next.
          guard !cycle.contains(where: { inCycle[$0] }) else { continue }
          for vertex in cycle { inCycle[vertex] = true }
          report(cycle.map { vertices[$0] })
        case .black: continue
        }
      }
    }
    return result
  }
}

extension SyntaxNode {
  /// The names of all expressions below that read a name.
  var referredNames: [String] { descendants(.nameExpression).compactMap { $0.name?.text } }
}
