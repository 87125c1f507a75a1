// What stands between a decision and another value of it.
//
// A way leads to the value over one rule, band or row, or over what remains when none matches. On it
// stand hurdles: parts of the conditions that would have to turn, of the way's own rule and of the
// rules that come before it and win. Each names its values and what it would need.

import TierlineRuntime
import TierlineSource

/// Looks for the ways to a value.
struct WhyNot {
  let decided: Decided
  let decision: Int

  private var program: Program { decided.program }
  private var type: ValueType { program.decisions[decision].type }

  /// What is asked for.
  enum Aim {
    case value(Value)
    /// A rule by its place in the block.
    case rule(Int)
  }

  /// One way.
  struct Way {
    var title: Wording
    var hurdles: [Hurdle]
  }

  /// One part of a condition that would have to turn.
  struct Hurdle {
    /// The rule that it belongs to.
    var rule: String
    /// As written.
    var text: String
    /// The values that it stands on.
    var values: [Wording]
    /// What it would need; empty where that cannot be said in a comparison.
    var need: Wording
    /// The part, and the truth that it would need; nil for a test of a band or cell.
    var part: (expression: ExpressionID, isWanted: Bool)?
  }

  /// The rule of a name, if the block has one.
  func rule(named name: String) -> Aim? {
    ruleNames.firstIndex(of: name).map { .rule($0) }
  }

  /// Whether the decision is what is asked for.
  func isReached(_ aim: Aim) -> Bool { Self.isReached(aim, by: decided.decisions[decision]) }

  static func isReached(_ aim: Aim, by trace: DecisionTrace) -> Bool {
    switch (aim, trace) {
    case (.value(let value), .alerts(let alerts)):
      guard case .level(let level) = value else { return false }
      return alerts.rules.contains { $0.raised?.level == level }
    case (.value(let value), _): return PlainValue(value) == PlainValue(trace.value)
    case (.rule(let rule), .tier(let tier)): return tier.origin == .matched(rule)
    case (.rule(let rule), .alerts): return trace.isRaised(rule: rule) == true
    case (.rule(let rule), .limit(let limit)):
      return limit.steps.indices.contains(rule) && limit.steps[rule].condition == .yes
    case (.rule(let rule), .score(let score)):
      guard score.items.indices.contains(rule), case .rule(let truth, _) = score.items[rule] else {
        return false
      }
      return truth == .yes
    case (.rule, .table), (.rule, .result): return false
    }
  }

  /// The names of the block's rules, steps or items by index; empty for what has none.
  var ruleNames: [String] {
    switch program.decisions[decision].body {
    case .tier(let tier):
      guard case .rules(let rules, _, _, _) = tier.content else { return [] }
      return rules.map(\.name)
    case .alerts(let alerts): return alerts.rules.map(\.rule.name)
    case .limit(let limit): return limit.steps.map { $0.rule?.name ?? "" }
    case .score(let score):
      return score.items.map { if case .rule(let rule) = $0 { rule.name } else { "" } }
    case .table, .result: return []
    }
  }

  // MARK: Ways

  /// The ways to an aim, those with the fewest hurdles first.
  func ways(to aim: Aim) -> [Way] {
    let found: [Way]
    switch (program.decisions[decision].body, decided.explain(decision).content) {
    case (.tier(let tier), .tier(let explained)): found = ways(to: aim, tier, explained)
    case (.alerts(let alerts), _):
      found = alerts.rules.enumerated().compactMap { index, alert in
        guard isAim(aim, index, alert.rule.outcome) else { return nil }
        return Way(
          title: Self.over(alert.rule.name), hurdles: hurdles(alert.rule, isWanted: true))
      }
    case (.table, .table(let table)): found = ways(to: aim, table)
    case (.limit(let limit), _):
      guard case .rule(let index) = aim, limit.steps.indices.contains(index),
        let rule = limit.steps[index].rule
      else { return [] }
      found = [
        Way(
          title: Self.over(rule.name),
          hurdles: stops(before: index, limit)
            + hurdles(of: rule.condition, rule: rule.name, isWanted: true))
      ]
    case (.score(let score), _):
      guard case .rule(let index) = aim, score.items.indices.contains(index),
        case .rule(let rule) = score.items[index]
      else { return [] }
      found = [Way(title: Self.over(rule.name), hurdles: hurdles(rule, isWanted: true))]
    case (.result(let expression), _):
      guard case .value(.boolean(let isWanted)) = aim else { return [] }
      let name = program.decisions[decision].name
      found = [
        Way(
          title: Wording("what it would take:", zh: "需要："),
          hurdles: hurdles(of: expression, rule: name, isWanted: isWanted))
      ]
    default: found = []
    }
    return found.filter { !$0.hurdles.isEmpty }.enumerated().sorted {
      ($0.element.hurdles.count, $0.offset) < ($1.element.hurdles.count, $1.offset)
    }.map(\.element)
  }

  private static func over(_ rule: String) -> Wording {
    Wording("over \(rule):", zh: "经由 \(rule)：")
  }

  private func isAim(_ aim: Aim, _ index: Int, _ outcome: ExpressionID) -> Bool {
    switch aim {
    case .rule(let rule): rule == index
    case .value(let value): PlainValue(decided.value(of: outcome)) == PlainValue(value)
    }
  }

  // MARK: Tiers

  private func ways(to aim: Aim, _ tier: Tier, _ explained: TierExplanation) -> [Way] {
    switch tier.content {
    case .rules(let rules, let policy, let otherwise, _):
      var ways = rules.enumerated().compactMap { index, rule -> Way? in
        guard isAim(aim, index, rule.outcome) else { return nil }
        let blockers = blockers(of: index, rules, policy)
        return Way(
          title: Self.over(rule.name),
          hurdles: hurdles(rule, isWanted: true)
            + blockers.flatMap { hurdles($0, isWanted: false) })
      }
      if case .value(let value) = aim,
        PlainValue(decided.value(of: otherwise.outcome)) == PlainValue(value)
      {
        ways.append(
          Way(
            title: Wording("over otherwise, when no rule matches:", zh: "经由其余（无规则命中时）："),
            hurdles: blockers(of: nil, rules, policy).flatMap { hurdles($0, isWanted: false) }))
      }
      return ways
    case .bands:
      guard case .bands(let bands) = explained.content, case .value(let value) = aim else {
        return []
      }
      return bands.bands.compactMap { band in
        guard PlainValue(band.outcome.value) == PlainValue(value) else { return nil }
        return Way(
          title: Wording(same: ""), hurdles: [hurdle(bands.subject, needs: band.text, rule: "")])
      }
    }
  }

  /// The rules that match, or may, and win against the rule at an index; nil stands for `otherwise`.
  private func blockers(of index: Int?, _ rules: [Rule], _ policy: HitPolicy) -> [Rule] {
    let own = index.flatMap { level(rules[$0].outcome) }
    return rules.enumerated().filter { other, rule in
      guard other != index, decided.part(of: rule.condition).truth != .no else { return false }
      guard let index else { return true }
      let theirs = level(rule.outcome)
      switch policy {
      case .first: return other < index
      case .highest: return (theirs ?? 0) > (own ?? 0)
      case .lowest: return (theirs ?? 0) < (own ?? 0)
      case .only: return theirs != own
      }
    }.map(\.element)
  }

  private func level(_ outcome: ExpressionID) -> Int? {
    if case .level(let level) = decided.value(of: outcome) { level } else { nil }
  }

  /// Earlier steps of a limit whose `and stop` keeps later rules from being reached.
  private func stops(before index: Int, _ limit: Limit) -> [Hurdle] {
    limit.steps[..<index].flatMap { step -> [Hurdle] in
      guard let rule = step.rule, rule.stops,
        decided.part(of: rule.condition).truth != .no
      else { return [] }
      return hurdles(of: rule.condition, rule: rule.name, isWanted: false)
    }
  }

  // MARK: Hurdles

  private func hurdles(_ rule: Rule, isWanted: Bool) -> [Hurdle] {
    hurdles(of: rule.condition, rule: rule.name, isWanted: isWanted)
  }

  /// The leaves of a condition that stand against the truth that is wanted.
  private func hurdles(
    of condition: ExpressionID, rule: String, isWanted: Bool
  ) -> [Hurdle] {
    decided.part(of: condition, isWanted: isWanted).unmetLeaves.map { leaf in
      var values = leaf.readings.filter { !($0.isMissing && !leaf.missing.isEmpty) }
        .map(\.assignment).filter { $0.english != leaf.text }
      if !leaf.missing.isEmpty {
        let names = leaf.missing.joined(separator: ", ")
        values.append(Wording("missing: \(names)", zh: "缺失：\(names)"))
      }
      return Hurdle(
        rule: rule, text: leaf.text, values: values, need: leaf.need?.wording ?? turn(leaf),
        part: (leaf.expression, leaf.isWanted))
    }
  }

  /// What a leaf that compares with nothing fixed would have to be.
  private func turn(_ leaf: ConditionPart) -> Wording {
    let truth =
      leaf.isWanted ? Wording("needs yes", zh: "需要为是") : Wording("needs no", zh: "需要为否")
    switch program[leaf.expression].kind {
    case .inMembers(_, let members):
      return membership(members.map { decided.reading(of: $0).value.text }, leaf)
    case .inList(let subject, let list):
      let type = program[subject].type
      return membership(
        program.lists[list].members.values.map { program.show($0, as: type).text }, leaf)
    case .isMissing:
      return leaf.isWanted
        ? Wording("needs it missing", zh: "需要缺失") : Wording("needs a value", zh: "需要有值")
    case .isPresent:
      return leaf.isWanted
        ? Wording("needs a value", zh: "需要有值") : Wording("needs it missing", zh: "需要缺失")
    case .comparison(let comparison, let left, let right):
      // Both sides move: the one on the right is taken as it stands.
      let other = decided.reading(of: right).value
      if case .missing = other.value { return truth }
      let sign = (leaf.isWanted ? comparison : comparison.opposite).sign
      let (subject, bound) = (program.text(of: left), program.text(of: right))
      return Wording(
        "needs \(subject) \(sign) \(other.text.english) (\(bound))",
        zh: "需要 \(subject) \(sign) \(other.text.chinese)（\(bound)）")
    case .constant, .field, .elementField, .element, .member, .named, .parameter, .decision,
      .column, .alertRaised, .asOf, .previousField, .previousDecision, .previousColumn,
      .previousAlertRaised, .negate, .not, .and, .or, .arithmetic, .inRange, .inValue,
      .fallback, .conditional, .textTest, .call, .aggregate:
      return truth
    }
  }

  private static let membersMax = 6

  /// `needs one of "pledge", "mortgage"`.
  private func membership(_ members: [Wording], _ leaf: ConditionPart) -> Wording {
    let rest = members.count > Self.membersMax ? ", …" : ""
    let shown = members.prefix(Self.membersMax)
    let english = shown.map(\.english).joined(separator: ", ") + rest
    let chinese = shown.map(\.chinese).joined(separator: "、") + (rest.isEmpty ? "" : "…")
    if leaf.isWanted, members.count == 1 {
      return Wording("needs \(english)", zh: "需要是 \(chinese)")
    }
    return leaf.isWanted
      ? Wording("needs one of \(english)", zh: "需要是 \(chinese) 之一")
      : Wording("needs none of \(english)", zh: "需要不是 \(chinese) 之一")
  }

  private func hurdle(_ subject: Reading, needs test: String, rule: String) -> Hurdle {
    Hurdle(
      rule: rule, text: subject.name, values: [subject.value.text],
      need: Wording("needs \(test)", zh: "需要 \(test)"))
  }

  /// What would have to turn for another decision to come out otherwise: its deciding rule.
  func hurdles(against other: Int) -> [Hurdle] {
    guard case .tier(let tier) = program.decisions[other].body,
      case .rules(let rules, _, _, _) = tier.content,
      case .tier(let trace) = decided.decisions[other], case .matched(let index) = trace.origin,
      rules.indices.contains(index)
    else { return [] }
    return hurdles(rules[index], isWanted: false)
  }

  // MARK: Tables

  private func ways(to aim: Aim, _ table: TableExplanation) -> [Way] {
    guard case .value(let value) = aim else { return [] }
    return table.rows.compactMap { row -> Way? in
      guard let first = row.values.first, row.values.count == 1,
        PlainValue(first.value) == PlainValue(value)
      else { return nil }
      let unmet = zip(row.cells, table.subjects).filter { $0.0.truth != .yes }
      let place =
        row.column.map {
          Wording("over row \(row.number), column \($0):", zh: "经由第 \(row.number) 行第 \($0) 列：")
        } ?? Wording("over row \(row.number):", zh: "经由第 \(row.number) 行：")
      return Way(
        title: place, hurdles: unmet.map { hurdle($0.1, needs: $0.0.text, rule: "") })
    }
  }
}

extension Reading {
  fileprivate var isMissing: Bool { if case .missing = value.value { true } else { false } }

  /// `overdue_days = 75`.
  var assignment: Wording {
    Wording("\(name) = \(value.text.english)", zh: "\(name) = \(value.text.chinese)")
  }
}
