// Which expressions can be missing, and which conditions ask for themselves whether data is there.

import TierlineRuntime
import TierlineSource

extension Facts {
  /// Whether an expression can be missing, from what is known of its parts.
  func isEverMissing(_ id: ExpressionID) -> Bool {
    let kind = program[id].kind
    switch kind {
    case .constant(let value): return value.isMissingValue
    case .field(let index): return canBeMissing(program.input.fields[index])
    case .elementField(let record, let field):
      return canBeMissing(program.records[record].fields[field])
    case .member(let base, let record, let field):
      return canBeMissing(base) || canBeMissing(program.records[record].fields[field])
    case .named(let index): return canBeMissing(program.lets[index].expression)
    case .previousField, .previousDecision, .previousColumn, .previousAlertRaised: return true
    case .decision(let index), .column(let index, _):
      switch program.decisions[index].body {
      case .table(let table): return table.isOptional
      case .result(let expression): return canBeMissing(expression)
      case .score, .tier, .limit, .alerts: return false
      }
    case .parameter, .asOf, .element, .alertRaised, .isMissing, .isPresent: return false
    case .fallback(let first, let second): return canBeMissing(first) && canBeMissing(second)
    case .arithmetic(.divide, let dividend, let divisor):
      return canBeMissing(dividend) || canBeMissing(divisor) || canBeZero(divisor)
    case .aggregate(let aggregate, _, _, _):
      switch aggregate {
      case .average, .min, .max: return true
      case .count, .any, .all, .none, .sum: return false
      }
    case .conditional(_, let then, let otherwise):
      return canBeMissing(then) || canBeMissing(otherwise)
    case .call(.power, let arguments):
      // A negative power of zero has no value.
      guard arguments.count == 2,
        case .number(let exponent)? = program.constantValue(of: arguments[1]),
        !exponent.isNegative
      else { return true }
      return canBeMissing(arguments[0])
    case .negate, .not, .and, .or, .arithmetic, .comparison, .inRange, .inMembers, .inList,
      .inValue, .textTest, .call:
      return kind.operands.contains { canBeMissing($0) }
    }
  }

  /// Whether a field can be missing in a record that is accepted.
  func canBeMissing(_ field: Field) -> Bool {
    switch field.content {
    case .derived(let expression): return canBeMissing(expression)
    case .stored(let stored):
      switch stored.absence {
      case .missing: return true
      case .refused, .value: return false
      }
    }
  }

  private func canBeZero(_ id: ExpressionID) -> Bool {
    switch program[id].kind {
    case .constant(.number(let number)): return number.isZero
    case .parameter(let index):
      return program.parameters[index].values.contains {
        if case .number(let number) = $0.value { number.isZero } else { false }
      }
    default:
      guard let range = domainRange(of: id) else { return true }
      return range.contains(.zero)
    }
  }

  /// A name that can be missing.
  enum Leaf: Hashable, Sendable {
    case field(Int)
    case previousField(Int)
    case previousDecision(Int)
    case named(Int)
    case other(ExpressionID)
  }

  private func leaf(_ id: ExpressionID) -> Leaf? {
    switch program[id].kind {
    case .field(let index): .field(index)
    case .previousField(let index): .previousField(index)
    case .previousDecision(let index): .previousDecision(index)
    case .named(let index): .named(index)
    default: nil
    }
  }

  /// The names that can make an expression missing.
  func missingLeaves(of root: ExpressionID) -> Set<Leaf> {
    var found: Set<Leaf> = []
    var pending = [root]
    while let id = pending.popLast() {
      guard canBeMissing(id) else { continue }
      let operands = program[id].kind.operands
      if let leaf = leaf(id) {
        found.insert(leaf)
      } else if operands.isEmpty {
        found.insert(.other(id))
      } else {
        pending += operands
      }
    }
    return found
  }

  /// The names whose presence a condition asks for, anywhere in it.
  func presenceAsked(in root: ExpressionID) -> Set<Leaf> {
    var found: Set<Leaf> = []
    var pending = [root]
    while let id = pending.popLast() {
      switch program[id].kind {
      case .isMissing(let operand), .isPresent(let operand):
        if let leaf = leaf(operand) { found.insert(leaf) }
      case .and(let parts), .or(let parts): pending += parts
      case .not(let part): pending.append(part)
      default: break
      }
    }
    return found
  }

  /// The names whose absence alone makes a condition yes.
  func missingAsked(in root: ExpressionID) -> Set<Leaf> {
    var found: Set<Leaf> = []
    var pending = [root]
    while let id = pending.popLast() {
      switch program[id].kind {
      case .isMissing(let operand): if let leaf = leaf(operand) { found.insert(leaf) }
      case .or(let parts): pending += parts
      default: break
      }
    }
    return found
  }
}
