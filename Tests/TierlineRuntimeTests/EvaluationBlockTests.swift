import Testing
import TierlineSource

@testable import TierlineRuntime

/// A condition of a wanted truth, over no data.
extension EvaluationBuilder {
  func condition(_ truth: String) -> ExpressionID {
    switch truth {
    case "yes": boolean(true)
    case "no": boolean(false)
    case "overflow": compare(overflowing(), .greater, number("0"))
    default: missing(.boolean)
    }
  }
}

/// What a tier of `low < medium < high < top` gives for rules of these truths and levels.
private func tier(
  _ policy: HitPolicy, _ rules: [(String, String)], otherwise: String = "low",
  unknown: String? = "high"
) -> String {
  let builder = EvaluationBuilder()
  let levels = builder.levels("low", "medium", "high", "top")
  let declared = rules.enumerated().map { index, rule in
    builder.rule(
      "r\(index)", when: builder.condition(rule.0), then: builder.level(rule.1, levels))
  }
  builder.decide(
    "risk", levels,
    .tier(
      Tier(
        content: .rules(
          declared, policy: policy, otherwise: builder.otherwise(builder.level(otherwise, levels)),
          unknown: unknown == "skip"
            ? .skip : unknown.map { builder.unknown(builder.level($0, levels)) } ?? .impossible))))
  let program = builder.program()
  guard let decided = try? program.decided([]), case .tier(let trace) = decided.decisions[0] else {
    return "refused \(program.faults([]).map(\.code.rawValue).joined(separator: " "))"
  }
  let origin =
    switch trace.origin {
    case .matched(let index): "r\(index)"
    case .otherwise: "otherwise"
    case .unknown(let indices): "unknown \(indices.map { "r\($0)" }.joined(separator: " "))"
    }
  return "\(program.levelName(trace.level, of: levels)) by \(origin)"
}

@Suite struct EvaluationTierTests {
  @Test func takeFirst() {
    #expect(tier(.first, [("no", "high"), ("yes", "medium")]) == "medium by r1")
    #expect(tier(.first, [("no", "high")]) == "low by otherwise")
    #expect(tier(.first, [("unknown", "medium"), ("yes", "top")]) == "high by unknown r0")
    #expect(tier(.first, [("yes", "top"), ("unknown", "medium")]) == "top by r0")
    #expect(
      tier(.first, [("unknown", "top"), ("yes", "medium")], unknown: "skip") == "medium by r1")
    #expect(tier(.first, [("yes", "top"), ("overflow", "medium")]) == "top by r0")
    #expect(tier(.first, [("overflow", "medium"), ("yes", "top")]) == "refused R109")
    #expect(tier(.first, [("unknown", "top")], unknown: nil) == "refused R109")
  }

  @Test func takeOnly() {
    #expect(tier(.only, [("unknown", "medium"), ("yes", "top")]) == "top by r1")
    #expect(tier(.only, [("overflow", "medium"), ("yes", "top")]) == "top by r1")
    #expect(tier(.only, [("overflow", "medium"), ("unknown", "top")]) == "refused R109")
    #expect(
      tier(.only, [("unknown", "medium"), ("no", "top"), ("unknown", "low")])
        == "high by unknown r0 r2")
    #expect(tier(.only, [("unknown", "top")], unknown: "skip") == "low by otherwise")
  }

  @Test func takeHighest() {
    #expect(tier(.highest, [("yes", "medium"), ("yes", "high")]) == "high by r1")
    #expect(tier(.highest, [("yes", "high"), ("yes", "high")]) == "high by r0")
    // An unknown rule above the base gives the higher of the base and the `if unknown` level.
    #expect(tier(.highest, [("yes", "medium"), ("unknown", "top")]) == "high by unknown r1")
    #expect(
      tier(.highest, [("yes", "high"), ("unknown", "top")], unknown: "medium") == "high by r0")
    #expect(tier(.highest, [("yes", "high"), ("unknown", "medium")]) == "high by r0")
    #expect(tier(.highest, [("yes", "high"), ("overflow", "medium")]) == "high by r0")
    #expect(tier(.highest, [("yes", "medium"), ("overflow", "high")]) == "refused R109")
    #expect(
      tier(.highest, [("unknown", "medium")], otherwise: "medium") == "medium by otherwise")
    // A rule that is yes is the base even when `otherwise` stands higher.
    #expect(tier(.highest, [("yes", "low")], otherwise: "top") == "low by r0")
  }

  @Test func takeLowest() {
    #expect(
      tier(.lowest, [("yes", "high"), ("yes", "medium")], otherwise: "top") == "medium by r1")
    #expect(
      tier(.lowest, [("yes", "top"), ("unknown", "low")], otherwise: "top")
        == "high by unknown r1")
    #expect(
      tier(.lowest, [("yes", "medium"), ("overflow", "high")], otherwise: "top")
        == "medium by r0")
  }

  @Test func refusalNamesTheExpressionOnce() throws {
    let builder = EvaluationBuilder()
    let total = builder.overflowing()
    let first = builder.decide("total", .number, .result(total))
    let read = builder.node(.decision(first), .number, "total")
    builder.decide("double", .number, .result(builder.arithmetic(read, .add, read)))
    _ = builder.named("unused", builder.overflowing())
    let faults = builder.program().faults([])
    #expect(faults.map(\.code) == [.recordOverflow])
    #expect(faults[0].path == "total")
    #expect(faults[0].expected.english.contains("`\(builder.text(total))`"))
  }

  @Test func anUnusedOverflowDoesNoHarm() throws {
    let builder = EvaluationBuilder()
    _ = builder.named("unused", builder.overflowing())
    builder.decide("answer", .number, .result(builder.number("42")))
    #expect(spell(try builder.program().decided([]).decisions[0].value) == "42")
  }
}

@Suite struct EvaluationScoreTests {
  /// `for x { when missing… }` with bands of points over an optional field.
  private func score(
    x: Value, tests: [(CellTest, String)], otherwise: String?, unknown: UnknownOutcome,
    builder: EvaluationBuilder, subject: ExpressionID
  ) throws -> ScoreTrace {
    let bands = tests.map { builder.band($0.0, then: builder.number($0.1)) }
    builder.decide(
      "behaviour", .number,
      .score(
        Score(
          start: builder.number("500"),
          items: [
            .characteristic(
              Bands(
                subject: subject, span: builder.write("for x"), bands: bands,
                otherwise: otherwise.map { builder.otherwise(builder.number($0)) },
                unknown: unknown))
          ], unknown: .impossible, bounds: nil)))
    let decided = try builder.program().decided([x])
    guard case .score(let trace) = decided.decisions[0] else {
      throw WrongKind()
    }
    return trace
  }

  @Test func missingIsDefiniteOnlyWhereTested() throws {
    func points(_ x: Value, unknown: String?, missingFirst: Bool) throws -> String {
      let builder = EvaluationBuilder()
      let subject = builder.field("x", optional: true)
      let below = CellTest.comparison(.less, builder.number("550"))
      let tests: [(CellTest, String)] =
        missingFirst ? [(.missing, "-40"), (below, "-80")] : [(below, "-80"), (.missing, "-40")]
      return try score(
        x: x, tests: tests, otherwise: "60",
        unknown: unknown.map { builder.unknown(builder.number($0)) } ?? .skip, builder: builder,
        subject: subject
      ).points.description
    }
    #expect(try points(.missing, unknown: "-1", missingFirst: true) == "460")
    #expect(try points(.missing, unknown: "-1", missingFirst: false) == "499")
    #expect(try points(.missing, unknown: nil, missingFirst: false) == "460")
    #expect(try points(number("549"), unknown: "-1", missingFirst: false) == "420")
    #expect(try points(number("550"), unknown: "-1", missingFirst: true) == "560")
  }

  @Test func reasonsAreLossesLargestFirst() throws {
    let builder = EvaluationBuilder()
    let x = builder.field("x")
    let m = builder.field("m", optional: true)
    let number = { (text: String) in builder.number(text) }
    func bands(_ subject: ExpressionID, _ points: [(CellTest, String)], _ otherwise: String)
      -> Bands
    {
      Bands(
        subject: subject, span: builder.write("for \(builder.text(subject))"),
        bands: points.map { builder.band($0.0, then: number($0.1)) },
        otherwise: builder.otherwise(number(otherwise)), unknown: .skip)
    }
    let small = CellTest.comparison(.less, number("10"))
    let score = Score(
      start: number("100"),
      items: [
        .characteristic(bands(x, [(small, "-20")], "10")),
        .rule(builder.rule("bonus", when: builder.boolean(false), then: number("30"))),
        .rule(builder.rule("malus", when: builder.boolean(true), then: number("-50"))),
        .rule(builder.rule("quiet", when: builder.boolean(false), then: number("-50"))),
        .rule(
          builder.rule("dim", when: builder.compare(m, .less, x), then: number("-30"))),
        .characteristic(bands(m, [(.missing, "5")], "5")),
      ], unknown: builder.unknown(number("-7")), bounds: (Decimal(50), Decimal(200)))
    builder.decide("s", .number, .score(score))
    let decided = try builder.program().decided([.number(Decimal(3)), .missing])
    guard case .score(let trace) = decided.decisions[0] else { throw WrongKind() }
    #expect(trace.items.map(\.points.description) == ["-20", "0", "-50", "0", "-7", "5"])
    #expect(trace.sum.description == "28")
    #expect(trace.points.description == "50")
    let reasons = decided.reasons(of: score, trace)
    #expect(reasons.map(\.item) == [2, 0, 1, 4])
    #expect(reasons.compactMap(\.lost?.description) == ["50", "30", "30", "7"])
  }
}

@Suite struct EvaluationLimitTests {
  /// One step: a rule's truth (nil for a plain step), whether it stops, the action, the operand.
  private typealias Step = (String?, Bool, LimitStep.Action, String?)

  private func limit(
    start: String? = "1000", _ steps: [Step], unknown: String? = "50"
  ) throws -> LimitTrace {
    let builder = EvaluationBuilder()
    func amount(_ text: String?) -> ExpressionID {
      text.map { $0 == "overflow" ? builder.overflowing() : builder.number($0) }
        ?? builder.missing(.number)
    }
    let declared = steps.enumerated().map { index, step in
      LimitStep(
        rule: step.0.map {
          .init(name: "r\(index)", condition: builder.condition($0), stops: step.1)
        }, action: step.2, operand: amount(step.3), span: builder.write("step \(index)"))
    }
    builder.decide(
      "limit", .number,
      .limit(
        Limit(
          start: amount(start), steps: declared,
          unknown: unknown == "skip"
            ? .skip : unknown.map { builder.unknown(builder.number($0)) } ?? .impossible)))
    let decided = try builder.program().decided([])
    guard case .limit(let trace) = decided.decisions[0] else { throw WrongKind() }
    return trace
  }

  @Test func actionsFromTopToBottom() throws {
    let trace = try limit([
      (nil, false, .multiply, "0.5"), (nil, false, .add, "44"), (nil, false, .subtract, "1"),
      (nil, false, .cap, "10000"), (nil, false, .floor, "600"), (nil, false, .roundDown, "70"),
      (nil, false, .roundUp, "100"), (nil, false, .set, "25"), (nil, false, .roundNearest, "10"),
      (nil, false, .set, "25"), (nil, false, .roundHalfEven, "10"),
    ])
    #expect(
      trace.steps.map(\.after.description)
        == ["500", "544", "543", "543", "600", "560", "600", "25", "30", "25", "20"])
    #expect(trace.amount.description == "20")
  }

  @Test func stopSkipsLaterRulesOnly() throws {
    let trace = try limit([
      ("no", true, .set, "7"), ("yes", true, .set, "0"), ("yes", false, .add, "500"),
      (nil, false, .floor, "10"),
    ])
    #expect(trace.steps.map(\.effect) == [.held, .applied, .notReached, .applied])
    #expect(trace.amount.description == "10")
  }

  @Test func unknownSetsItsAmountAndStops() throws {
    let condition = try limit([
      ("unknown", false, .set, "7"), ("yes", false, .add, "500"), (nil, false, .cap, "40"),
    ])
    #expect(condition.steps.map(\.effect) == [.unknown, .notReached, .applied])
    #expect(condition.amount.description == "40")
    let amount = try limit([(nil, false, .cap, nil), ("yes", false, .add, "500")])
    #expect(amount.steps.map(\.effect) == [.unknown, .notReached])
    #expect(amount.amount.description == "50")
    let start = try limit(start: nil, [("yes", false, .add, "500"), (nil, false, .add, "1")])
    #expect(start.isStartUnknown)
    #expect(start.steps.map(\.effect) == [.notReached, .applied])
    #expect(start.amount.description == "51")
  }

  @Test func skipLeavesTheStepOut() throws {
    let trace = try limit(
      [("unknown", true, .set, "7"), (nil, false, .cap, nil), ("yes", false, .add, "500")],
      unknown: "skip")
    #expect(trace.steps.map(\.effect) == [.leftOut, .leftOut, .applied])
    #expect(trace.amount.description == "1500")
  }

  @Test func overflowRefusesWhereItIsNeeded() throws {
    #expect(throws: NotDecided.self) { try limit([("overflow", false, .set, "7")]) }
    #expect(throws: NotDecided.self) { try limit([("yes", false, .add, "overflow")]) }
    #expect(throws: NotDecided.self) {
      try limit([(nil, false, .multiply, "99999999999999999999")])
    }
    #expect(throws: NotDecided.self) { try limit(start: "overflow", []) }
    #expect(throws: NotDecided.self) { try limit(start: nil, [], unknown: "skip") }
    #expect(throws: NotDecided.self) { try limit([(nil, false, .roundUp, "0")]) }
    let harmless = try limit([
      ("no", false, .add, "overflow"), ("yes", true, .add, "1"), ("overflow", false, .add, "1"),
    ])
    #expect(harmless.amount.description == "1001")
  }
}

@Suite struct EvaluationAlertsTests {
  private func alerts(
    _ rules: [String], unknown: String?, within: Value = .days(3), asOf: String = "2026-01-01"
  ) throws -> [String] {
    let builder = EvaluationBuilder()
    let levels = builder.levels("blue", "red")
    let declared = rules.enumerated().map { index, truth in
      AlertRule(
        rule: builder.rule(
          "r\(index)", when: builder.condition(truth), then: builder.level("red", levels)),
        owner: nil, within: builder.node(.constant(within), .days, "within"), measures: [])
    }
    builder.decide(
      "warnings", levels,
      .alerts(
        Alerts(
          rules: declared,
          unknown: unknown == "skip"
            ? .skip : unknown.map { builder.unknown(builder.level($0, levels)) } ?? .impossible)))
    let raised = (0..<rules.count).map {
      builder.node(.alertRaised(decision: 0, rule: $0), .boolean, "warnings.r\($0)")
    }
    let decided = try builder.program().decided([], asOf: asOf)
    guard case .alerts(let trace) = decided.decisions[0] else { throw WrongKind() }
    return zip(trace.rules, raised).map { rule, reading in
      #expect(spell(decided.value(of: reading)) == (rule.raised == nil ? "no" : "yes"))
      return rule.raised.map {
        "\($0.level)\($0.isUndecided ? "?" : "") \($0.respondBy?.description ?? "")"
      } ?? "-"
    }
  }

  @Test func everyMatchIsRaisedAndEveryUnknownUndecided() throws {
    #expect(
      try alerts(["yes", "no", "unknown", "yes"], unknown: "blue")
        == ["1 2026-01-04", "-", "0? 2026-01-04", "1 2026-01-04"])
    #expect(try alerts(["unknown", "yes"], unknown: "skip") == ["-", "1 2026-01-04"])
    #expect(throws: NotDecided.self) { try alerts(["yes", "overflow"], unknown: "skip") }
  }

  @Test func deadlinesKeepTheCalendar() throws {
    #expect(
      try alerts(["yes"], unknown: nil, within: .months(1), asOf: "2026-01-31")
        == ["1 2026-02-28"])
    #expect(throws: NotDecided.self) {
      try alerts(["yes"], unknown: nil, asOf: "9999-12-30")
    }
    #expect(try alerts(["no"], unknown: nil, asOf: "9999-12-30") == ["-"])
  }
}

@Suite struct EvaluationTableTests {
  /// A table over optional integers `x`, `y`; a cell of nil is `-`, a number is `= n`.
  private func table(
    _ rows: [([Int?], String)], x: Int?, y: Int?, otherwise: String? = "other",
    unknown: String? = nil, policy: HitPolicy = .first, optional: Bool = false
  ) -> String {
    let builder = EvaluationBuilder()
    let subjects = [
      builder.field("x", optional: true), builder.field("y", optional: true),
    ]
    func outcome(_ text: String) -> TableOutcome {
      TableOutcome(
        values: [text == "missing" ? builder.missing(.text) : builder.string(text)],
        span: builder.write(text))
    }
    let declared = rows.enumerated().map { index, row in
      TableRow(
        tests: row.0.map { cell in
          [cell.map { .comparison(.equal, builder.number("\($0)")) } ?? CellTest.any]
        }, outcome: outcome(row.1), number: index + 1)
    }
    builder.decide(
      "term", .text,
      .table(
        Table(
          subjects: subjects, columns: [], columnTypes: [.text], policy: policy, rows: declared,
          otherwise: otherwise.map(outcome),
          unknown: unknown == "skip"
            ? .skip : unknown.map { .outcome(outcome($0)) } ?? .impossible,
          isOptional: optional, isMatrix: false)))
    let record = [x, y].map { $0.map { Value.number(Decimal($0)) } ?? .missing }
    guard let decided = try? builder.program().decided(record) else { return "refused" }
    return spell(decided.decisions[0].value)
  }

  @Test func theFirstRowThatIsNotNoDecides() {
    let rows: [([Int?], String)] = [([1, nil], "a"), ([nil, 2], "b"), ([1, 3], "c")]
    #expect(table(rows, x: 1, y: 9) == "\"a\"")
    #expect(table(rows, x: 5, y: 2) == "\"b\"")
    #expect(table(rows, x: 5, y: 5) == "\"other\"")
    #expect(table(rows, x: nil, y: 2, unknown: "u") == "\"u\"")
    // `- | = 2` is definite for a missing x.
    #expect(table(rows, x: nil, y: 2, unknown: "skip") == "\"b\"")
    #expect(table([([1, 2], "a")], x: nil, y: 3) == "\"other\"")
    #expect(table([([1, 2], "a")], x: nil, y: 2) == "refused")
  }

  @Test func takeOnlyPrefersAYes() {
    let rows: [([Int?], String)] = [([1, nil], "a"), ([nil, 2], "b")]
    #expect(table(rows, x: nil, y: 2, unknown: "u", policy: .only) == "\"b\"")
    #expect(table(rows, x: nil, y: 3, unknown: "u", policy: .only) == "\"u\"")
  }

  @Test func optionalCellsMayBeMissing() {
    #expect(table([([nil, nil], "missing")], x: 1, y: 1, optional: true) == "missing")
    #expect(table([([nil, nil], "missing")], x: 1, y: 1) == "refused")
    #expect(table([([7, nil], "a")], x: 1, y: 1, otherwise: nil) == "refused")
  }
}
