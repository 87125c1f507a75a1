import Testing
import TierlineSource

@testable import TierlineRuntime

/// Fields shared by the tests: 55 days overdue, not sanctioned, no rating, a secret name.
private struct Customer {
  let builder = EvaluationBuilder()
  let overdue, sanctioned, rating, name, levels: ExpressionID
  let risk: ValueType
  static let record: [Value] = [
    number("55"), .boolean(false), .missing, .text(Text("Acme")),
  ]

  init() {
    overdue = builder.field("overdue_days")
    sanctioned = builder.field("sanctioned", .boolean)
    rating = builder.field("rating", optional: true)
    name = builder.field("name", .text, sensitive: true)
    risk = builder.levels("low", "medium", "high")
    levels = builder.level("high", risk)
  }

  func level(_ name: String) -> ExpressionID { builder.level(name, risk) }

  func decided() throws -> Decided { try builder.program().decided(Customer.record) }
}

@Suite struct ExplanationTests {
  @Test func conditionsAreTakenApart() throws {
    let customer = Customer()
    let builder = customer.builder
    let late = builder.compare(customer.overdue, .greater, builder.number("60"))
    let condition = builder.and(
      builder.or(customer.sanctioned, late), builder.not(customer.sanctioned))
    let part = try customer.decided().part(of: condition)
    #expect(part.truth == .no)
    #expect(part.joint == .all)
    #expect(part.parts.map(\.joint) == [.any, .not])
    #expect(part.parts.map(\.isMet) == [false, true])
    #expect(part.parts[0].parts.map(\.text) == ["sanctioned", "overdue_days > 60"])
    let leaf = part.parts[0].parts[1]
    #expect(leaf.readings.map(\.name) == ["overdue_days"])
    #expect(leaf.readings.map(\.value.text.english) == ["55"])
    #expect(leaf.need?.wording.english == "needs overdue_days > 60")
    #expect(part.unmetLeaves.map(\.text) == ["sanctioned", "overdue_days > 60"])
    // Either of the two would do.
    #expect(part.isNear)
  }

  @Test func nearMeansOneLeafAmongMetOnes() throws {
    let customer = Customer()
    let builder = customer.builder
    let yes = builder.not(customer.sanctioned)
    let late = builder.compare(customer.overdue, .greater, builder.number("60"))
    let cases: [(ExpressionID, Bool)] = [
      (late, false), (builder.and(yes, late), true), (builder.and(yes, late, late), false),
      (builder.or(late, late), false), (builder.and(yes, builder.or(late, late)), true),
      (builder.not(builder.and(yes, yes)), false), (builder.not(builder.or(yes, late)), true),
      (yes, false),
    ]
    let decided = try customer.decided()
    for (condition, isNear) in cases {
      #expect(decided.part(of: condition).isNear == isNear, "\(builder.text(condition))")
    }
  }

  @Test func needsFaceTheRecord() throws {
    let customer = Customer()
    let builder = customer.builder
    let sixty = builder.number("60")
    let allowed = builder.parameter("late_after", [(nil, number("30"))])
    let range = RangeOperand(
      lower: sixty, upper: builder.number("90"), includesLower: true, includesUpper: false)
    let cases: [(ExpressionID, String?)] = [
      (builder.compare(sixty, .less, customer.overdue), "overdue_days > 60"),
      (builder.not(builder.compare(customer.overdue, .less, sixty)), "overdue_days >= 60"),
      (builder.compare(customer.overdue, .lessOrEqual, allowed), "overdue_days <= 30"),
      (builder.compare(customer.overdue, .less, customer.rating), nil),
      (builder.compare(customer.overdue, .less, sixty), nil),
      (
        builder.node(.inRange(customer.overdue, range), .boolean, "overdue_days in 60..<90"),
        "overdue_days in 60..<90"
      ),
    ]
    let decided = try customer.decided()
    for (condition, need) in cases {
      var leaf = decided.part(of: condition)
      while let inner = leaf.parts.first { leaf = inner }
      #expect(leaf.need?.text.english == need, "\(builder.text(condition))")
    }
  }

  @Test func letsOpenOneLevel() throws {
    let customer = Customer()
    let builder = customer.builder
    let twice = builder.named(
      "twice", builder.arithmetic(customer.overdue, .multiply, builder.number("2")))
    let late = builder.named("late", builder.compare(twice, .greater, builder.number("100")))
    let later = builder.named("later", builder.and(late, late))
    let decided = try customer.decided()
    let part = decided.part(of: late)
    #expect(part.joint == .named)
    #expect(part.parts[0].text == "twice > 100")
    let reading = try #require(part.parts[0].readings.first)
    #expect(reading.name == "twice")
    #expect(reading.value.text.english == "110")
    #expect(reading.from.map(\.name) == ["overdue_days"])
    #expect(decided.part(of: later).parts[0].parts.map(\.joint) == [.leaf, .leaf])
  }

  @Test func sensitiveValuesNeverShow() throws {
    let customer = Customer()
    let builder = customer.builder
    let same = builder.compare(customer.name, .equal, builder.string("Other"))
    customer.builder.decide(
      "risk", customer.risk,
      .tier(
        Tier(
          content: .rules(
            [builder.rule("same", when: same, then: customer.levels)], policy: .first,
            otherwise: builder.otherwise(customer.level("low")), unknown: .impossible))))
    let decided = try customer.decided()
    var json = JSONWriter()
    ExplanationJSON(program: decided.program).write(decided.explain(0), to: &json)
    #expect(json.text.contains(#""reads":[{"name":"name","value":"•••"}]"#))
    #expect(!json.text.contains("Acme"))
  }

  @Test func tiersTellEveryRule() throws {
    let customer = Customer()
    let builder = customer.builder
    let over = { (days: String) in
      builder.compare(customer.overdue, .greater, builder.number(days))
    }
    let poor = builder.compare(customer.rating, .less, builder.number("3"))
    customer.builder.decide(
      "risk", customer.risk,
      .tier(
        Tier(
          content: .rules(
            [
              builder.rule("late", when: over("60"), then: customer.levels),
              builder.rule("poor", when: poor, then: customer.levels),
              builder.rule("slow", when: over("50"), then: customer.level("medium")),
              builder.rule("never", when: over("90"), then: customer.level("medium")),
            ], policy: .first, otherwise: builder.otherwise(customer.level("low")),
            unknown: .value(customer.level("medium"), because: builder.because("not rated"))))))
    let decided = try customer.decided()
    let explanation = decided.explain(0)
    #expect(explanation.value?.text.english == "medium")
    #expect(explanation.missing == ["rating"])
    guard case .tier(let tier) = explanation.content,
      case .rules(let rules, _, let otherwise) = tier.content
    else {
      throw WrongKind()
    }
    #expect(tier.origin == .unknown([1]))
    #expect(tier.because == "not rated")
    #expect(otherwise.text.english == "low")
    #expect(rules.map(\.standing.isReached) == [true, true, false, false])
    #expect(rules.map(\.standing.isDeciding) == [false, true, false, false])
    #expect(rules.map(\.standing.truth) == [.no, .unknown, .yes, .no])
    #expect(rules[1].condition.missing == ["rating"])
    var json = JSONWriter()
    ExplanationJSON(program: decided.program).write(explanation, to: &json)
    let expected = [
      #"{"decision":"risk","kind":"tier","value":"medium","missing":["rating"],"take":"first","#,
      #""by":"unknown","because":"not rated","rules":["#,
      #"{"rule":"late","outcome":"high","status":"no_match","condition":"#,
      #"{"text":"overdue_days > 60","truth":"no","reads":[{"name":"overdue_days","value":55}],"#,
      #""needs":"overdue_days > 60"}},"#,
      #"{"rule":"poor","outcome":"high","status":"unknown","because":"not rated","condition":"#,
      #"{"text":"rating < 3","truth":"unknown","reads":[{"name":"rating","value":null}],"#,
      #""missing":["rating"],"needs":"rating < 3"}},"#,
      #"{"rule":"slow","outcome":"medium","status":"not_reached","would_be":"yes","condition":"#,
      #"{"text":"overdue_days > 50","truth":"yes","reads":[{"name":"overdue_days","value":55}]}},"#,
      #"{"rule":"never","outcome":"medium","status":"not_reached","would_be":"no","condition":"#,
      #"{"text":"overdue_days > 90","truth":"no","reads":[{"name":"overdue_days","value":55}],"#,
      #""needs":"overdue_days > 90"}}],"otherwise":"low"}"#,
    ].joined()
    #expect(json.text == expected)
  }

  @Test func scoresTellPointsBestAndLost() throws {
    let customer = Customer()
    let builder = customer.builder
    let bands = Bands(
      subject: customer.overdue, label: "Overdue", span: .nowhere,
      bands: [
        builder.band(.comparison(.greater, builder.number("60")), then: builder.number("-80")),
        builder.band(
          .comparison(.greater, builder.number("30")), then: builder.number("-20"),
          because: builder.because("a month late")),
        builder.band(.any, then: builder.number("0")),
      ], otherwise: builder.otherwise(builder.number("40")), unknown: .impossible)
    let bonus = builder.rule(
      "bonus", when: customer.sanctioned, then: builder.number("5"),
      because: builder.because("never said"))
    builder.decide(
      "points", .number,
      .score(
        Score(
          start: builder.number("10"), items: [.characteristic(bands), .rule(bonus)],
          unknown: .impossible, bounds: (.zero, Decimal(100)))))
    guard case .score(let score) = try customer.decided().explain(0).content else {
      throw WrongKind()
    }
    #expect(score.sum.description == "-10")
    #expect(score.points.description == "0")
    #expect(score.items.map(\.name) == ["Overdue", "bonus"])
    #expect(score.items.map(\.best.description) == ["40", "5"])
    #expect(score.items.compactMap(\.lost?.description) == ["60", "5"])
    #expect(score.items.map(\.because) == ["a month late", nil])
    #expect(score.reasons == [0, 1])
    guard case .bands(let explained) = score.items[0].content else { throw WrongKind() }
    #expect(explained.bands.map(\.text) == ["> 60", "> 30", "-"])
    #expect(explained.bands.map(\.standing.truth) == [.no, .yes, .yes])
    #expect(explained.bands.map(\.standing.isReached) == [true, true, false])
    #expect(explained.bands.map(\.standing.isDeciding) == [false, true, false])
    #expect(explained.subject.value.text.english == "55")
  }

  @Test func limitsTellEveryStep() throws {
    let customer = Customer()
    let builder = customer.builder
    let money = ValueType.money(try #require(Currency(code: "CNY")))
    let half = builder.number("0.5")
    let step = { (name: String?, condition: ExpressionID, stops: Bool) in
      LimitStep(
        rule: name.map { .init(name: $0, condition: condition, stops: stops) },
        action: .multiply, operand: half, because: builder.because("halved"), span: .nowhere)
    }
    let poor = builder.compare(customer.rating, .less, builder.number("3"))
    builder.decide(
      "limit", money,
      .limit(
        Limit(
          start: builder.number("1000", money),
          steps: [
            step("sanctioned", customer.sanctioned, false), step("poor", poor, false),
            step("clean", builder.not(customer.sanctioned), true),
            step("later", builder.not(customer.sanctioned), false),
            step(nil, poor, false),
          ], unknown: .skip)))
    let explanation = try customer.decided().explain(0)
    #expect(explanation.value?.text.english == "250 CNY")
    guard case .limit(let limit) = explanation.content else { throw WrongKind() }
    #expect(
      limit.steps.map(\.effect) == [.held, .leftOut, .applied, .notReached, .applied])
    #expect(limit.steps.map(\.after.text.english).last == "250 CNY")
    #expect(limit.steps[1].missing == ["rating"])
    #expect(limit.steps.map(\.because) == [nil, nil, "halved", nil, "halved"])
    #expect(limit.steps[4].actionText.english == "multiply by 0.5")
    #expect(limit.steps[4].actionText.chinese == "乘以 0.5")
    #expect(limit.steps[3].condition?.truth == .yes)
  }

  @Test func alertsTellThoseNotRaised() throws {
    let customer = Customer()
    let builder = customer.builder
    let alert = { (name: String, condition: ExpressionID) in
      AlertRule(
        rule: builder.rule(name, when: condition, then: customer.levels),
        owner: builder.because("credit control"), within: builder.days(2),
        measures: [builder.because("call")])
    }
    builder.decide(
      "warnings", customer.risk,
      .alerts(
        Alerts(
          rules: [
            alert("late", builder.compare(customer.overdue, .greater, builder.number("60"))),
            alert("poor", builder.compare(customer.rating, .less, builder.number("3"))),
          ], unknown: builder.unknown(customer.level("low")))))
    let decided = try customer.decided()
    let explanation = decided.explain(0)
    #expect(explanation.value == nil)
    guard case .alerts(let alerts) = explanation.content else { throw WrongKind() }
    #expect(alerts.map(\.isRaised) == [false, true])
    #expect(alerts.map(\.isUndecided) == [false, true])
    #expect(alerts.map(\.level.text.english) == ["high", "low"])
    #expect(alerts.map(\.respondBy?.description) == [nil, "2026-01-03"])
    #expect(alerts[0].rule.condition.need?.text.english == "overdue_days > 60")
    #expect(alerts[1].missing == ["rating"])
    var json = JSONWriter()
    ExplanationJSON(program: decided.program).write(explanation, to: &json)
    #expect(json.text.hasPrefix(#"{"decision":"warnings","kind":"alerts","missing":["rating"]"#))
  }

  @Test func tablesTellWhichCellFailed() throws {
    let customer = Customer()
    let builder = customer.builder
    let row = { (number: Int, days: String, sanctioned: Bool, value: String) in
      TableRow(
        tests: [
          [.comparison(.greater, builder.number(days)), .missing],
          [.comparison(.equal, builder.boolean(sanctioned))],
        ],
        outcome: TableOutcome(values: [builder.string(value)], span: .nowhere), number: number)
    }
    builder.decide(
      "term", .text,
      .table(
        Table(
          subjects: [customer.overdue, customer.sanctioned], columns: [], columnTypes: [.text],
          policy: .first,
          rows: [row(1, "60", false, "a"), row(2, "30", true, "b"), row(3, "30", false, "c")],
          otherwise: nil, unknown: .impossible, isOptional: false, isMatrix: false)))
    let decided = try customer.decided()
    guard case .table(let table) = decided.explain(0).content else { throw WrongKind() }
    #expect(table.origin == .matched(2))
    #expect(table.subjects.map(\.value.text.english) == ["55", "no"])
    #expect(table.rows[0].cells.map(\.text) == ["> 60, missing", "no"])
    #expect(
      table.rows.map { $0.cells.map(\.truth) } == [[.no, .yes], [.yes, .no], [.yes, .yes]])
    var json = JSONWriter()
    ExplanationJSON(program: decided.program).write(decided.explain(0), to: &json)
    let last = [
      #"{"row":3,"cells":[{"test":"> 30, missing","truth":"yes"},{"test":"no","truth":"yes"}],"#,
      #""value":"c","status":"decided"}]}"#,
    ].joined()
    #expect(json.text.hasSuffix(last))
  }
}
