// The parts of a policy in the author's words: tests, actions, characteristics.

package import TierlineSource

extension Program {
  /// The source text of an expression, on one line.
  package func text(of id: ExpressionID) -> String {
    sources.text(of: self[id].span).joinedLines
  }

  /// The tests of a band or cell as written: `> 60, missing`.
  package func text(of tests: [Test]) -> String {
    tests.map { text(of: $0) }.joined(separator: ", ")
  }

  /// What a characteristic is called: its label, or else its subject as written.
  package func name(of bands: Bands) -> String { bands.label ?? text(of: bands.subject) }

  /// What an item of a score is called.
  package func name(of item: Score.Item) -> String {
    switch item {
    case .characteristic(let bands): name(of: bands)
    case .rule(let rule): rule.name
    }
  }

  private func text(of test: Test) -> String {
    switch test {
    case .any: "-"
    case .missing: "missing"
    case .comparison(.equal, let operand): text(of: operand)
    case .comparison(let comparison, let operand): "\(comparison.sign) \(text(of: operand))"
    case .range(let range): text(of: range)
    case .members(let members, let negated):
      "\(negated ? "not in" : "in") [\(members.map { text(of: $0) }.joined(separator: ", "))]"
    case .list(let list, let negated): "\(negated ? "not in" : "in") \(lists[list].name)"
    case .not(let test): "not in \(text(of: test))"
    case .text(let test, let operand): "\(test.words) \(text(of: operand))"
    }
  }

  private func text(of range: RangeOperand) -> String {
    let dots = "\(range.includesLower ? "" : "<")..\(range.includesUpper ? "" : "<")"
    // `a<..b` leaves the lower end out, `a..<b` the upper, `a<..<b` both.
    return "\(text(of: range.lower))\(dots)\(text(of: range.upper))"
  }
}

extension ComparisonOperator {
  /// As written in ASCII.
  package var sign: String {
    switch self {
    case .equal: "="
    case .notEqual: "!="
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    }
  }
}

extension TextOperator {
  /// As written in English.
  package var words: String {
    switch self {
    case .startsWith: "starts with"
    case .endsWith: "ends with"
    case .contains: "contains"
    case .like: "like"
    }
  }
}

extension LimitStep.Action {
  /// As written: `multiply by`, `round down to`.
  package var words: Wording {
    switch self {
    case .set: Wording("set to", zh: "设为")
    case .add: Wording("add", zh: "增加")
    case .subtract: Wording("subtract", zh: "减少")
    case .multiply: Wording("multiply by", zh: "乘以")
    case .cap: Wording("cap at", zh: "上限")
    case .floor: Wording("floor at", zh: "下限")
    case .roundDown: Wording("round down to", zh: "向下取整到")
    case .roundUp: Wording("round up to", zh: "向上取整到")
    case .roundNearest: Wording("round nearest to", zh: "四舍五入到")
    case .roundHalfEven: Wording("round half even to", zh: "四舍六入到")
    }
  }
}
