// What moved between two runs over a portfolio: for each decision how many customers went from what
// to what, and the first of these customers by their keys.

import TierlineRuntime
import TierlineSource

/// The customers and decisions that moved.
struct SnapshotDifference: Sendable {
  /// Whether there was nothing to compare with.
  let isNew: Bool
  /// Customers read.
  var count = 0
  /// By decision, in the order of the program.
  private var moves: [Int: [Named: Int]] = [:]
  private var customers: [(key: String, changes: [Change])] = []
  private var movedCount = 0
  private var standing: [Standing: Int] = [:]

  init(isNew: Bool) { self.isNew = isNew }

  var isEmpty: Bool { !isNew && movedCount == 0 }

  /// How one decision went.
  private enum Move: Hashable {
    case value(from: String, to: String)
    case higher, lower
    case appeared, vanished
    case raised(String), cleared(String)
  }

  /// A move of a decision, or of one column of a table.
  private struct Named: Hashable {
    var name: String
    var move: Move
  }

  private enum Standing: Hashable { case refused, accepted, gone }

  /// What happened to one decision of a customer.
  private struct Change: Sendable {
    var decision: String
    var from: String
    var to: String
  }

  private static let customersShownMax = 10
  private static let movesShownMax = 12

  // MARK: Comparing

  /// Compares a customer's lines; nil is refused, or not there.
  mutating func compare(
    _ key: CustomerKey, _ before: JSONTree?, _ after: JSONTree?, in program: Program
  ) {
    switch (before, after) {
    case (nil, nil): break
    case (nil, .some): stand(.accepted, key)
    case (.some, nil): stand(.refused, key)
    case (let before?, let after?): compareDecisions(key, before, after, in: program)
    }
  }

  /// A customer of whom only the earlier run knew.
  mutating func gone(_ key: CustomerKey) { stand(.gone, key) }

  private mutating func stand(_ standing: Standing, _ key: CustomerKey) {
    self.standing[standing, default: 0] += 1
    movedCount += 1
    guard !isNew, customers.count < Self.customersShownMax else { return }
    let (from, to) =
      switch standing {
      case .refused: ("decided", "refused")
      case .accepted: ("—", "decided")
      case .gone: ("decided", "—")
      }
    customers.append((key.text, [Change(decision: "", from: from, to: to)]))
  }

  private mutating func compareDecisions(
    _ key: CustomerKey, _ before: JSONTree, _ after: JSONTree, in program: Program
  ) {
    var changes: [Change] = []
    for (index, decision) in program.decisions.enumerated() {
      let (old, new) = (before[decision.name], after[decision.name])
      if case .alerts = decision.body {
        let (old, new) = (old?.texts ?? [], new?.texts ?? [])
        guard Set(old) != Set(new) else { continue }
        for rule in new where !old.contains(rule) { add(.raised(rule), index, decision.name) }
        for rule in old where !new.contains(rule) { add(.cleared(rule), index, decision.name) }
        changes.append(
          Change(
            decision: decision.name, from: "[\(old.joined(separator: ", "))]",
            to: "[\(new.joined(separator: ", "))]"))
        continue
      }
      for (name, old, new) in parts(decision.name, old, new) {
        let (from, to) = (shown(old), shown(new))
        guard from != to else { continue }
        add(move(from, to), index, name)
        changes.append(Change(decision: name, from: from, to: to))
      }
    }
    guard !changes.isEmpty else { return }
    movedCount += 1
    if customers.count < Self.customersShownMax { customers.append((key.text, changes)) }
  }

  private mutating func add(_ move: Move, _ decision: Int, _ name: String) {
    moves[decision, default: [:]][Named(name: name, move: move), default: 0] += 1
  }

  /// A decision, or each column of a table that has several.
  private func parts(
    _ name: String, _ old: JSONTree?, _ new: JSONTree?
  ) -> [(name: String, old: JSONTree?, new: JSONTree?)] {
    guard case .object(let members)? = new, case .object? = old else { return [(name, old, new)] }
    return members.map { ("\(name).\($0.key)", old?[$0.key], $0.value) }
  }

  private func move(_ from: String, _ to: String) -> Move {
    switch (Decimal(from), Decimal(to)) {
    case (let one?, let two?): one < two ? .higher : .lower
    case (.some, nil) where to == "null": .vanished
    case (nil, .some) where from == "null": .appeared
    case (_, _): .value(from: from, to: to)
    }
  }

  /// A value of a line; objects of tables member by member.
  private func shown(_ value: JSONTree?) -> String {
    switch value {
    case nil: "—"
    case .hole: ""
    case .object(let members):
      "{ \(members.map { "\($0.key): \(shown($0.value))" }.joined(separator: ", ")) }"
    case .raw(let bytes): value?.plainText ?? String(decoding: bytes, as: UTF8.self)
    }
  }

  // MARK: Words

  var message: Wording {
    if isNew {
      return Wording("\(count) customers, written for the first time", zh: "\(count) 个客户，首次写出")
    }
    return Wording(
      "\(movedCount) of \(count) customers moved", zh: "\(count) 个客户中有 \(movedCount) 个变动")
  }

  /// The counts from → to, then the first customers.
  func details(of program: Program) -> [Wording] {
    guard !isNew else { return [] }
    var lines = standingLines
    for (index, decision) in program.decisions.enumerated() {
      guard let moves = moves[index] else { continue }
      let sorted = moves.map { (name: $0.key.name, text: text($0.key.move), count: $0.value) }
        .sorted {
          ($1.count, $0.name, $0.text.english) < ($0.count, $1.name, $1.text.english)
        }
      for move in sorted.prefix(Self.movesShownMax) {
        lines.append(
          Wording(
            "\(move.name): \(move.text.english), \(customers(move.count).english)",
            zh: "\(move.name)：\(move.text.chinese)，\(customers(move.count).chinese)"))
      }
      if sorted.count > Self.movesShownMax {
        let rest = sorted.count - Self.movesShownMax
        lines.append(
          Wording(
            "\(decision.name): \(rest) more kinds of move", zh: "\(decision.name)：另有 \(rest) 种变动"))
      }
    }
    for customer in customers {
      let changes = customer.changes.map { change in
        let name = change.decision.isEmpty ? "" : "\(change.decision) "
        return "\(name)\(change.from.printable) → \(change.to.printable)"
      }
      lines.append(Wording(same: "  \(customer.key.printable)  \(changes.joined(separator: ", "))"))
    }
    if movedCount > customers.count {
      let rest = movedCount - customers.count
      lines.append(Wording("  and \(rest) more", zh: "  另有 \(rest) 个"))
    }
    return lines
  }

  private var standingLines: [Wording] {
    [
      standing[.refused].map {
        Wording(
          "decided → refused, \(customers($0).english)", zh: "已决定 → 被拒，\(customers($0).chinese)")
      },
      standing[.accepted].map {
        Wording(
          "not there before → decided, \(customers($0).english)",
          zh: "原先没有 → 已决定，\(customers($0).chinese)")
      },
      standing[.gone].map {
        Wording(
          "no longer in the portfolio, \(customers($0).english)",
          zh: "已不在组合中，\(customers($0).chinese)")
      },
    ].compactMap(\.self)
  }

  private func customers(_ count: Int) -> Wording {
    Wording("\(count) customer\(count == 1 ? "" : "s")", zh: "\(count) 个客户")
  }

  private func text(_ move: Move) -> Wording {
    switch move {
    case .value(let from, let to): Wording(same: "\(from.printable) → \(to.printable)")
    case .higher: Wording("higher", zh: "上升")
    case .lower: Wording("lower", zh: "下降")
    case .appeared: Wording("missing → known", zh: "缺失 → 已知")
    case .vanished: Wording("known → missing", zh: "已知 → 缺失")
    case .raised(let rule): Wording("\(rule) raised", zh: "\(rule) 新触发")
    case .cleared(let rule): Wording("\(rule) no longer raised", zh: "\(rule) 不再触发")
    }
  }
}
