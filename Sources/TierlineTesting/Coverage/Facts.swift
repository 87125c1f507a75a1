// What can be said of every expression of a program without running it: whether it can be missing,
// between which values it lies, how far apart these are, which others are always worth the same.
//
// All of it is found once, in one walk over the program that takes each expression after those it is
// computed from. Lets may read each other many thousands deep and twice over, so the walk keeps its
// own stack and nothing is ever worked out again. What each fact means and how it follows stands in
// `Missing.swift`, `Bounds.swift`, `Lattice.swift` and `Shapes.swift`. Where nothing is known the
// answer is the one that asks for less, so that nobody is asked for a test that can't be written.

import TierlineRuntime
import TierlineSource

/// What is known of the expressions and decisions of a program.
struct Facts: Sendable {
  let program: Program
  /// By expression.
  var missing: [Bool]
  var ranges: [OrdinalRange]
  var lattices: [Lattice?]
  /// Equal numbers for expressions that are always worth the same.
  var shapes: [Int32]
  /// What a name stands for in the end, through lets.
  var resolved: [ExpressionID]
  /// The same, through lets and results.
  var behind: [ExpressionID]
  /// By decision.
  var decisionRanges: [OrdinalRange]
  var decisionLattices: [Lattice?]
  /// Of a limit: the amounts before each of its steps, and behind the last.
  var amounts: [[OrdinalRange]]
  /// Of a score: the points that it can come to, ascending; nil when they are too many or computed.
  var sums: [[Decimal]?]

  init(_ program: Program) {
    self.program = program
    let count = program.expressions.count
    let decisions = program.decisions.count
    missing = [Bool](repeating: true, count: count)
    ranges = [OrdinalRange](repeating: .free, count: count)
    lattices = [Lattice?](repeating: nil, count: count)
    shapes = [Int32](repeating: -1, count: count)
    resolved = (0..<count).map { ExpressionID($0) }
    behind = resolved
    decisionRanges = [OrdinalRange](repeating: .free, count: decisions)
    decisionLattices = [Lattice?](repeating: nil, count: decisions)
    amounts = [[OrdinalRange]](repeating: [], count: decisions)
    sums = program.decisions.map { program.attainableSums(of: $0) }
    var register = ShapeRegister()
    for node in Self.order(of: program) {
      switch node {
      case .expression(let id): learn(id, &register)
      case .decision(let index): learn(decision: index)
      }
    }
  }

  /// An expression or a whole decision.
  private enum Node {
    case expression(ExpressionID)
    case decision(Int)
  }

  private mutating func learn(_ id: ExpressionID, _ register: inout ShapeRegister) {
    let place = Int(id.index)
    switch program[id].kind {
    case .named(let index):
      let value = Int(program.lets[index].expression.index)
      (resolved[place], behind[place]) = (resolved[value], behind[value])
    case .decision(let index):
      if case .result(let expression) = program.decisions[index].body {
        behind[place] = behind[Int(expression.index)]
      }
    default: break
    }
    missing[place] = isEverMissing(id)
    ranges[place] = range(of: id)
    lattices[place] = lattice(from: id)
    shapes[place] = register.number(of: shape(of: id))
  }

  private mutating func learn(decision index: Int) {
    switch program.decisions[index].body {
    case .result(let expression):
      decisionRanges[index] = ranges[Int(expression.index)]
      decisionLattices[index] = lattices[Int(expression.index)]
    case .limit(let limit):
      amounts[index] = amounts(of: limit)
      decisionRanges[index] = amounts[index].last ?? .free
      decisionLattices[index] = lattice(of: limit)
    case .score(let score): decisionLattices[index] = lattice(of: score)
    case .tier, .alerts, .table: break
    }
  }

  // MARK: Order

  /// Every expression and decision, each after all that it is computed from.
  ///
  /// Only `previous` makes circles; where one closes, what is not known yet stays unknown.
  private static func order(of program: Program) -> [Node] {
    let count = program.expressions.count
    var isSeen = [Bool](repeating: false, count: count + program.decisions.count)
    var order: [Node] = []
    order.reserveCapacity(isSeen.count)
    var pending: [(node: Node, isDone: Bool)] = []
    let roots =
      program.expressions.indices.map { Node.expression(ExpressionID($0)) }
      + program.decisions.indices.map { Node.decision($0) }
    for root in roots {
      pending.append((root, false))
      while let (node, isDone) = pending.popLast() {
        guard !isDone else {
          order.append(node)
          continue
        }
        let place =
          switch node {
          case .expression(let id): Int(id.index)
          case .decision(let index): count + index
          }
        guard !isSeen[place] else { continue }
        isSeen[place] = true
        pending.append((node, true))
        for source in sources(of: node, in: program).reversed() { pending.append((source, false)) }
      }
    }
    return order
  }

  /// What the value of a node is computed from.
  private static func sources(of node: Node, in program: Program) -> [Node] {
    switch node {
    case .decision(let index): program.decisions[index].parts.map(Node.expression)
    case .expression(let id):
      sources(of: program[id].kind, in: program)
    }
  }

  private static func sources(of kind: Expression.Kind, in program: Program) -> [Node] {
    let operands = (kind.operands + kind.elementOperands).map(Node.expression)
    switch kind {
    case .named(let index): return [.expression(program.lets[index].expression)]
    case .field(let index): return derived(program.input.fields[index])
    case .elementField(let record, let field), .member(_, let record, let field):
      return operands + derived(program.records[record].fields[field])
    case .decision(let index), .previousDecision(let index): return [.decision(index)]
    case .constant, .element, .parameter, .column, .alertRaised, .asOf, .previousField,
      .previousColumn, .previousAlertRaised, .negate, .not, .and, .or, .arithmetic, .comparison,
      .inRange, .inMembers, .inList, .inValue, .isMissing, .isPresent, .fallback, .conditional,
      .textTest, .call, .aggregate:
      return operands
    }
  }

  private static func derived(_ field: Field) -> [Node] {
    if case .derived(let expression) = field.content { [.expression(expression)] } else { [] }
  }
}

extension Decision {
  /// What the values of the decision are made of, as far as they are looked into.
  fileprivate var parts: [ExpressionID] {
    switch body {
    case .result(let expression): [expression]
    case .score, .limit: expressions
    case .tier, .alerts, .table: []
    }
  }
}

extension Facts {
  /// Whether an expression can be missing for some record.
  func canBeMissing(_ id: ExpressionID) -> Bool { missing[Int(id.index)] }

  /// Bounds that hold for every valid record; none where nothing is known.
  func bounds(of id: ExpressionID) -> OrdinalRange { ranges[Int(id.index)] }

  /// The lattice of an expression; nil for quotients and the like, and where it is finer than anyone
  /// means.
  func lattice(of id: ExpressionID) -> Lattice? {
    guard let lattice = lattices[Int(id.index)], !lattice.step.isZero,
      lattice.step >= Decimal.unit(places: 9)
    else { return nil }
    return lattice
  }

  /// The same number for expressions that are always worth the same.
  func shape(_ id: ExpressionID) -> Int32 { shapes[Int(id.index)] }

  /// The decision that an expression is the value of.
  func decision(behind id: ExpressionID) -> Int? {
    if case .decision(let index) = program[behind[Int(id.index)]].kind { index } else { nil }
  }
}
