// Why a record was decided otherwise than a test expects: what decided, on which values, and what
// held back the rules that would have given the expected value.

import TierlineChecker
import TierlineRuntime
import TierlineSource

/// Explains one decision of one record, a line each.
struct FailureExplanation {
  private let decided: Decided

  init(_ decided: Decided) { self.decided = decided }

  private var program: Program { decided.program }

  /// What led to a value, and what stood against the expected one.
  func lines(
    of subject: TestSubject, expected: ExpectedValue?, by attribution: Attribution?
  ) -> [Wording] {
    guard let index = subject.decision else {
      return reading(decided.reading(of: subject.expression))
    }
    let explanation = decided.explain(index)
    let wanted = { (value: ShownValue) in
      guard case .equal(let expected)? = expected.flatMap(self.plain) else { return false }
      return PlainValue(value.value) == PlainValue(expected)
    }
    var lines: [Wording]
    switch explanation.content {
    case .tier(let tier): lines = self.tier(tier, wanted, attribution)
    case .score(let score): lines = self.score(score)
    case .limit(let limit): lines = self.limit(limit)
    case .table(let table): lines = self.table(table)
    case .result(let reading): lines = self.reading(reading)
    case .alerts(let alerts): lines = alerts.flatMap { rule($0.rule) }
    }
    if !explanation.missing.isEmpty, case .result = explanation.content {
      // Told by the reading itself.
    } else if !explanation.missing.isEmpty {
      let fields = explanation.missing.joined(separator: ", ")
      lines.append(Wording("missing: \(fields)", zh: "缺失：\(fields)"))
    }
    return lines
  }

  /// How the alerts that a claim names stood.
  func alerts(_ decision: Int, _ claim: AlertClaim) -> [Wording] {
    guard case .alerts(let alerts) = decided.explain(decision).content else { return [] }
    let named: Set<Int>
    switch claim {
    case .includes(let rule, _), .excludes(let rule): named = [rule]
    case .exactly(let rules):
      named = Set(rules).symmetricDifference(alerts.indices.filter { alerts[$0].isRaised })
    }
    return alerts.indices.filter(named.contains).flatMap { rule(alerts[$0].rule) }
  }

  /// The value that an expectation asks for, where it asks for one.
  private func plain(_ expected: ExpectedValue) -> ExpectedValue? {
    switch expected {
    case .test(.comparison(.equal, let operand)): .equal(decided.value(of: operand))
    case .equal, .missing, .present, .test: expected
    }
  }

  // MARK: Tiers

  private func tier(
    _ tier: TierExplanation, _ wanted: (ShownValue) -> Bool, _ attribution: Attribution?
  ) -> [Wording] {
    switch tier.content {
    case .bands(let bands): return self.bands(bands)
    case .rules(let rules, _, _):
      var lines: [Wording] = []
      switch tier.origin {
      case .otherwise: lines.append(Wording("no rule matched: `otherwise`", zh: "没有规则成立：`其余`"))
      case .unknown(let indices):
        let names = indices.map { "`\(rules[$0].name)`" }.joined(separator: ", ")
        lines.append(
          Wording("by `if unknown`: \(names) cannot be decided", zh: "`若未知`：\(names) 无法判断"))
        lines += indices.flatMap { rule(rules[$0]) }
      case .matched(let index): lines += rule(rules[index], isDeciding: true)
      }
      for (index, candidate) in rules.enumerated() where !candidate.standing.isDeciding {
        var isNamed = false
        if case .rule(index, _)? = attribution { isNamed = true }
        if isNamed || wanted(candidate.outcome) { lines += rule(candidate) }
      }
      return lines
    }
  }

  /// A rule, how it stood, and the parts of its condition that tell why.
  private func rule(_ rule: RuleExplanation, isDeciding: Bool = false) -> [Wording] {
    let name = "`\(rule.name)`"
    let head: Wording
    switch rule.standing.truth {
    case .yes where isDeciding: head = Wording("rule \(name) decided it", zh: "由规则 \(name) 决定")
    case .yes where !rule.standing.isReached:
      head = Wording(
        "rule \(name) would match, but an earlier rule decided", zh: "规则 \(name) 会成立，但更早的规则已作出决定")
    case .yes: head = Wording("rule \(name) matched", zh: "规则 \(name) 成立")
    case .no: head = Wording("rule \(name) did not match", zh: "规则 \(name) 不成立")
    case .unknown: head = Wording("rule \(name) is unknown", zh: "规则 \(name) 未知")
    case .overflow: head = Wording("rule \(name) overflows", zh: "规则 \(name) 溢出")
    }
    let isMet = rule.standing.truth == .yes
    let leaves = isMet ? rule.condition.metLeaves : rule.condition.unmetLeaves
    return [head] + leaves.map { part($0) }
  }

  /// A leaf and its values: `overdue_days > 60 is no: overdue_days = 60`.
  private func part(_ part: ConditionPart) -> Wording {
    let truth: Wording =
      switch part.truth {
      case .yes: Wording("yes", zh: "是")
      case .no: Wording("no", zh: "否")
      case .unknown: Wording("unknown", zh: "未知")
      case .overflow: Wording("overflow", zh: "溢出")
      }
    let readings = part.readings.map { one($0) }
    guard !readings.isEmpty else {
      return Wording(
        "  \(part.text) is \(truth.english)", zh: "  \(part.text) 为\(truth.chinese)")
    }
    return Wording(
      "  \(part.text) is \(truth.english): \(readings.map(\.english).joined(separator: ", "))",
      zh: "  \(part.text) 为\(truth.chinese)：\(readings.map(\.chinese).joined(separator: "，"))")
  }

  /// A name and its value: `debt_ratio = 0.45 (liabilities = 5 CNY, assets = 9 CNY)`.
  private func one(_ reading: Reading) -> Wording {
    let value = reading.value.text
    guard !reading.from.isEmpty else {
      return Wording(
        "\(reading.name) = \(value.english)", zh: "\(reading.name) = \(value.chinese)")
    }
    let from = reading.from.map { one($0) }
    return Wording(
      "\(reading.name) = \(value.english) (\(from.map(\.english).joined(separator: ", ")))",
      zh: "\(reading.name) = \(value.chinese)（\(from.map(\.chinese).joined(separator: "，"))）")
  }

  private func reading(_ reading: Reading) -> [Wording] { [one(reading)] }

  // MARK: Bands, tables

  private func bands(_ bands: BandsExplanation) -> [Wording] {
    let subject = one(bands.subject)
    let place: Wording
    if let index = bands.bands.firstIndex(where: { $0.standing.isDeciding }) {
      let text = bands.bands[index].text
      place = Wording("band \(text)", zh: "档 \(text)")
    } else {
      place = Wording(same: "otherwise")
    }
    let value = bands.value.text
    return [
      Wording(
        "\(bands.name): \(value.english), \(place.english) of \(subject.english)",
        zh: "\(bands.name)：\(value.chinese)，\(place.chinese)，\(subject.chinese)")
    ]
  }

  private func table(_ table: TableExplanation) -> [Wording] {
    let subjects = table.subjects.map { one($0) }
    let row: Wording
    switch table.origin {
    case .matched(let index):
      let matched = table.rows[index]
      let cells = matched.cells.map(\.text).joined(separator: " | ")
      let column = matched.column.map { ", column \($0)" } ?? ""
      let chineseColumn = matched.column.map { "第 \($0) 列" } ?? ""
      row = Wording(
        "row \(matched.number)\(column) matched: | \(cells) |",
        zh: "第 \(matched.number) 行\(chineseColumn)成立：| \(cells) |")
    case .otherwise: row = Wording("no row matched: `otherwise`", zh: "没有行成立：`其余`")
    case .unknown(let rows):
      let numbers = rows.map { "\(table.rows[$0].number)" }.joined(separator: ", ")
      row = Wording("row \(numbers) cannot be decided", zh: "第 \(numbers) 行无法判断")
    }
    return [
      row,
      Wording(
        "  " + subjects.map(\.english).joined(separator: ", "),
        zh: "  " + subjects.map(\.chinese).joined(separator: "，")),
    ]
  }

  // MARK: Scores, limits

  private func score(_ score: ScoreExplanation) -> [Wording] {
    var lines = [
      Wording("start \(score.start.text.english)", zh: "起始 \(score.start.text.chinese)")
    ]
    for item in score.items {
      let points = item.points.isNegative ? "\(item.points)" : "+\(item.points)"
      switch item.content {
      case .bands(let bands):
        let subject = one(bands.subject)
        lines.append(
          Wording(
            "  \(points) \(item.name): \(subject.english)",
            zh: "  \(points) \(item.name)：\(subject.chinese)"))
      case .rule(let rule) where rule.standing.truth != .no:
        lines.append(Wording(same: "  \(points) \(item.name)"))
      case .rule: break
      }
    }
    if score.sum != score.points {
      lines.append(
        Wording("sum \(score.sum), kept within bounds", zh: "合计 \(score.sum)，限制在范围之内"))
    }
    return lines
  }

  private func limit(_ limit: LimitExplanation) -> [Wording] {
    var lines = [
      Wording(
        "start \(limit.startAmount.text.english)", zh: "起始 \(limit.startAmount.text.chinese)")
    ]
    for step in limit.steps {
      let action = step.actionText
      let name = step.rule.map { "`\($0)` " } ?? ""
      switch step.effect {
      case .applied, .unknown:
        guard PlainValue(step.before.value) != PlainValue(step.after.value) || step.rule != nil
        else { continue }
        lines.append(
          Wording(
            "  \(name)\(action.english): \(step.after.text.english)",
            zh: "  \(name)\(action.chinese)：\(step.after.text.chinese)"))
      case .held:
        for leaf in step.condition?.unmetLeaves ?? [] {
          let part = part(leaf)
          lines.append(
            Wording(
              "  \(name)did not apply:\(part.english.dropFirst())",
              zh: "  \(name)不适用：\(part.chinese.dropFirst(2))"))
        }
      case .notReached, .leftOut: break
      }
    }
    return lines
  }
}

extension ConditionPart {
  /// The leaves that made the whole what it needs to be, in the order written.
  var metLeaves: [ConditionPart] {
    if joint == .leaf { return isMet ? [self] : [] }
    return isMet ? parts.flatMap(\.metLeaves) : []
  }
}
