// A condition taken apart: each part as written, how it stood, and the values it stood on.
//
// `and`, `or` and `not` are taken apart, and a `let` is opened one level. Everything else is a
// leaf, with the values that it read. A part knows which truth the whole wants of it (under `not`
// it is no), so a leaf that stands against the whole can say what it would have needed.

package import TierlineSource

/// A value that was read, under the name it is written by.
package struct Reading: Sendable {
  /// `overdue_days`, `liabilities / assets`.
  package var name: String
  /// The label of an input field that has one.
  package var label: String?
  package var value: ShownValue
  /// For a `let` or a computed value, what it was computed from.
  package var from: [Reading]
}

/// What a leaf would have needed: `overdue_days > 60`.
package struct Need: Sendable {
  /// The comparison that would hold, its bound as values are shown.
  package var text: Wording

  package var wording: Wording {
    Wording("needs \(text.english)", zh: "需要 \(text.chinese)")
  }
}

/// A part of a condition.
package struct ConditionPart: Sendable {
  /// What it is in the program.
  package var expression: ExpressionID
  /// As written, on one line.
  package var text: String
  package var truth: Truth
  /// The truth that the whole condition needs of this part.
  package var isWanted: Bool
  package var joint: Joint
  /// Empty for a leaf; one for `not` and a `let`.
  package var parts: [ConditionPart]
  /// Of a leaf.
  package var readings: [Reading]
  /// Of a leaf that is unknown: the fields behind it.
  package var missing: [String]
  /// Of a leaf that stands against the whole and compares with something fixed.
  package var need: Need?

  package enum Joint: Hashable, Sendable {
    case leaf, all, any, not
    /// A `let`, opened.
    case named
  }

  /// Whether the part stands as the whole needs it.
  package var isMet: Bool { truth == Truth(isWanted) }

  /// The leaves that stand against the whole, in the order written.
  package var unmetLeaves: [ConditionPart] {
    if isMet { return [] }
    return joint == .leaf ? [self] : parts.flatMap(\.unmetLeaves)
  }

  /// Whether changing one leaf alone would turn the condition, others being met already.
  package var isNear: Bool { !isMet && changesNeeded == 1 && hasMetLeaf }

  /// The fewest leaves to change for the part to be met.
  private var changesNeeded: Int {
    if isMet { return 0 }
    switch joint {
    case .leaf: return 1
    case .not, .named: return parts.first?.changesNeeded ?? 1
    case .all, .any:
      let changes = parts.map(\.changesNeeded)
      // A conjunction needs every part to be yes, and one to be no.
      let needsEvery = (joint == .all) == isWanted
      return needsEvery ? changes.reduce(0, +) : changes.min() ?? 1
    }
  }

  private var hasMetLeaf: Bool { joint == .leaf ? isMet : parts.contains(where: \.hasMetLeaf) }
}

extension Decided {
  /// A condition taken apart, as seen by who wants it to be yes or no.
  package func part(of condition: ExpressionID, isWanted: Bool = true) -> ConditionPart {
    part(of: condition, isWanted: isWanted, opensLets: true, depth: 0)
  }

  /// A value with what it was computed from; a `let` is opened one level.
  package func reading(of id: ExpressionID) -> Reading {
    let expression = program[id]
    return Reading(
      name: program.isName(id) ? program.name(of: id) : program.text(of: id),
      label: program.label(of: id), value: shown(id), from: sources(of: expression, id))
  }

  /// A value as shown: of an outcome, an amount.
  func shown(_ id: ExpressionID) -> ShownValue {
    let expression = program[id]
    return program.show(
      value(of: id), as: expression.type, isSensitive: expression.isSensitive)
  }

  private func sources(of expression: Expression, _ id: ExpressionID) -> [Reading] {
    let root: ExpressionID
    if case .named(let index) = expression.kind {
      root = program.lets[index].expression
    } else if program.isName(id) {
      return []
    } else {
      root = id
    }
    return program.namesRead(by: root).map { leaf in
      Reading(
        name: program.isName(leaf) ? program.name(of: leaf) : program.text(of: leaf),
        label: program.label(of: leaf), value: shown(leaf), from: [])
    }
  }

  /// Recursion ends at `depthMax`, below which a part is shown whole.
  private func part(
    of id: ExpressionID, isWanted: Bool, opensLets: Bool, depth: Int
  ) -> ConditionPart {
    let inner = { (child: ExpressionID, isWanted: Bool, opensLets: Bool) in
      part(of: child, isWanted: isWanted, opensLets: opensLets, depth: depth + 1)
    }
    var whole = ConditionPart(
      expression: id, text: program.text(of: id), truth: scope.truth(of: id), isWanted: isWanted,
      joint: .leaf,
      parts: [], readings: [], missing: [])
    let kind = program[id].kind
    if depth < depthMax, case .and(let operands) = kind {
      whole.joint = .all
      whole.parts = operands.map { inner($0, isWanted, opensLets) }
    } else if depth < depthMax, case .or(let operands) = kind {
      whole.joint = .any
      whole.parts = operands.map { inner($0, isWanted, opensLets) }
    } else if depth < depthMax, case .not(let operand) = kind {
      whole.joint = .not
      whole.parts = [inner(operand, !isWanted, opensLets)]
    } else if opensLets, case .named(let index) = kind {
      whole.joint = .named
      whole.parts = [inner(program.lets[index].expression, isWanted, false)]
    } else {
      whole.readings = readings(ofLeaf: id)
      if whole.truth == .unknown { whole.missing = scope.missingFields(in: [id]) }
      if !whole.isMet { whole.need = need(ofLeaf: id, isWanted: isWanted) }
    }
    return whole
  }

  /// The values that a leaf stood on: of its operands, or its own; literals are left out.
  private func readings(ofLeaf id: ExpressionID) -> [Reading] {
    let operands = program[id].kind.operands
    return (operands.isEmpty ? [id] : operands)
      .filter { !program.namesRead(by: $0).isEmpty }
      .map { reading(of: $0) }
  }
}

/// How far conditions are taken apart.
private let depthMax = 16

// MARK: Needs

extension Decided {
  /// What a comparison with something that no record changes would need; nil for other leaves.
  private func need(ofLeaf id: ExpressionID, isWanted: Bool) -> Need? {
    switch program[id].kind {
    case .comparison(let comparison, let left, let right):
      let isLeftFixed = program.isFixed(left)
      guard isLeftFixed != program.isFixed(right) else { return nil }
      let (subject, bound) = isLeftFixed ? (right, left) : (left, right)
      let facing = isLeftFixed ? comparison.mirrored : comparison
      let wanted = isWanted ? facing : facing.opposite
      return need("\(program.text(of: subject)) \(wanted.sign) ", [bound])
    case .inRange(let subject, let range):
      guard program.isFixed(range.lower), program.isFixed(range.upper) else { return nil }
      let dots = "\(range.includesLower ? "" : "<")..\(range.includesUpper ? "" : "<")"
      return need(
        "\(program.text(of: subject)) \(isWanted ? "in" : "not in") ",
        [range.lower, range.upper], separator: dots)
    case .constant, .field, .elementField, .element, .member, .named, .parameter, .decision,
      .column, .alertRaised, .asOf, .previousField, .previousDecision, .previousColumn,
      .previousAlertRaised, .negate, .not, .and, .or, .arithmetic, .inMembers, .inList, .inValue,
      .isMissing, .isPresent, .fallback, .conditional, .textTest, .call, .aggregate:
      return nil
    }
  }

  private func need(
    _ subject: String, _ bounds: [ExpressionID], separator: String = ""
  ) -> Need {
    let texts = bounds.map { shown($0).text }
    return Need(
      text: Wording(
        subject + texts.map(\.english).joined(separator: separator),
        zh: subject + texts.map(\.chinese).joined(separator: separator)))
  }
}

extension ComparisonOperator {
  /// The comparison with its sides exchanged.
  var mirrored: ComparisonOperator {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }

  /// The comparison that holds where this one does not.
  package var opposite: ComparisonOperator {
    switch self {
    case .equal: .notEqual
    case .notEqual: .equal
    case .less: .greaterOrEqual
    case .lessOrEqual: .greater
    case .greater: .lessOrEqual
    case .greaterOrEqual: .less
    }
  }
}

extension Program {
  /// Whether an expression reads nothing that differs between records.
  fileprivate func isFixed(_ id: ExpressionID) -> Bool {
    namesRead(by: id).allSatisfy {
      switch self[$0].kind {
      case .parameter, .asOf: true
      case .constant, .field, .elementField, .element, .member, .named, .decision, .column,
        .alertRaised, .previousField, .previousDecision, .previousColumn, .previousAlertRaised,
        .negate, .not, .and, .or, .arithmetic, .comparison, .inRange, .inMembers, .inList,
        .inValue, .isMissing, .isPresent, .fallback, .conditional, .textTest, .call, .aggregate:
        false
      }
    }
  }

  /// The label of an input field.
  fileprivate func label(of id: ExpressionID) -> String? {
    guard case .field(let field) = self[id].kind else { return nil }
    return input.fields[field].label
  }
}
