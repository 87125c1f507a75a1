import Testing
import TierlineSource

@testable import TierlineRuntime

/// A policy with one decision of each kind over a customer of six fields.
private struct Policy {
  let program: Program
  static let record: [Value] = [
    .text(Text("C1")), .text(Text("Acme\u{7}")), number("75"), number("1200000.5"), .missing,
    .list([number("1"), number("2")]),
  ]

  init() throws {
    let builder = EvaluationBuilder()
    _ = builder.field("id", .text, key: true)
    let name = builder.field("name", .text, sensitive: true)
    let overdue = builder.field("overdue_days")
    let money = ValueType.money(try #require(Currency(code: "CNY")))
    let revenue = builder.field("annual_revenue", money)
    let rating = builder.field("rating", optional: true)
    _ = builder.field("scores", .list(of: .number))
    let levels = builder.levels("low", "high")
    let late = builder.compare(overdue, .greater, builder.number("60"))
    let poor = builder.compare(rating, .less, builder.number("3"))
    let high = builder.level("high", levels)
    let low = builder.level("low", levels)
    builder.decide(
      "behaviour", .number,
      .score(
        Score(
          start: builder.number("500"),
          items: [
            .characteristic(
              Bands(
                subject: overdue, label: "逾期", span: .nowhere,
                bands: [
                  builder.band(
                    .comparison(.greater, builder.number("60")), then: builder.number("-80"),
                    because: builder.because("late payer"))
                ],
                otherwise: builder.otherwise(builder.number("60")), unknown: .impossible)),
            .rule(builder.rule("poor", when: poor, then: builder.number("-10"))),
          ], unknown: .value(builder.number("-5"), because: builder.because("not rated")),
          bounds: nil)))
    builder.decide(
      "risk", levels,
      .tier(
        Tier(
          content: .rules(
            [
              builder.rule(
                "delinquent", when: late, then: high,
                because: builder.template(
                  .operand(overdue), .text(" days of "), .operand(name), .text(", "),
                  .operand(revenue), .text(", "), .operand(rating)))
            ], policy: .first, otherwise: builder.otherwise(low), unknown: .impossible))))
    builder.decide(
      "watch", levels,
      .tier(
        Tier(
          content: .rules(
            [builder.rule("poor", when: poor, then: high)], policy: .first,
            otherwise: builder.otherwise(low), unknown: builder.unknown(high)))))
    builder.decide(
      "credit_limit", money,
      .limit(
        Limit(
          start: revenue,
          steps: [
            LimitStep(
              rule: .init(name: "newcomer", condition: late, stops: false), action: .multiply,
              operand: builder.number("0.5"), because: builder.because("new"), span: .nowhere),
            LimitStep(
              rule: nil, action: .cap, operand: builder.number("900000", money), span: .nowhere),
            LimitStep(
              rule: .init(name: "rated", condition: poor, stops: false), action: .set,
              operand: builder.number("1", money), span: .nowhere),
            LimitStep(
              rule: nil, action: .roundDown, operand: builder.number("10000", money),
              span: .nowhere),
          ], unknown: builder.unknown(builder.number("55555", money)))))
    let within = builder.days(3)
    builder.decide(
      "warnings", levels,
      .alerts(
        Alerts(
          rules: [
            AlertRule(
              rule: builder.rule("payment_delay", when: late, then: high),
              owner: builder.because("credit control"), within: within,
              measures: [builder.because("stop shipments"), builder.because("call")]),
            AlertRule(
              rule: builder.rule("quiet", when: builder.not(late), then: high), owner: nil,
              within: nil, measures: []),
            AlertRule(
              rule: builder.rule("rating_poor", when: poor, then: high), owner: nil, within: nil,
              measures: []),
          ], unknown: builder.unknown(low))))
    builder.decide(
      "terms", .text,
      .table(
        Table(
          subjects: [overdue], columns: ["term", "rate"], columnTypes: [.days, .number],
          policy: .first,
          rows: [
            TableRow(
              tests: [[.comparison(.less, builder.number("30"))]],
              outcome: TableOutcome(
                values: [builder.days(90), builder.number("0.5")], span: .nowhere), number: 1),
            TableRow(
              tests: [[.any]],
              outcome: TableOutcome(
                values: [builder.days(1), builder.number("1.50")],
                because: builder.because("prepaid"), span: .nowhere), number: 2),
          ], otherwise: nil, unknown: .impossible, isOptional: false, isMatrix: false)))
    builder.decide("rating_now", .integer, .result(rating))
    program = builder.program()
  }
}

@Suite struct OutputTests {
  private func brief(fields: Bool) throws -> String {
    let policy = try Policy()
    var json = JSONWriter()
    BriefOutput(includesFields: fields).write(
      try policy.program.decided(Policy.record), to: &json)
    return json.text
  }

  @Test func briefIsOneLineOfValues() throws {
    #expect(
      try brief(fields: false) == """
        {"id":"C1","behaviour":415,"risk":"high","watch":"high","credit_limit":50000,\
        "warnings":["payment_delay","rating_poor"],"terms":{"term":"1 day","rate":1.5},\
        "rating_now":null}
        """)
  }

  @Test func fieldsStandBetweenKeysAndDecisions() throws {
    #expect(
      try brief(fields: true).hasPrefix(
        """
        {"id":"C1","overdue_days":75,"annual_revenue":1200000.5,"rating":null,"scores":[1,2],\
        "behaviour":415,
        """))
  }

  @Test func fullSaysWhy() throws {
    let policy = try Policy()
    var json = JSONWriter()
    FullOutput().write(try policy.program.decided(Policy.record), to: &json)
    let expected = [
      #"{"id":"C1","as_of":"2026-01-01","#,
      #""ruleset":{"name":"Test","version":"1","digest":"sha256:00"},"decisions":{"#,
      #""behaviour":{"points":415,"reasons":["#,
      #"{"characteristic":"逾期","points":-80,"lost":140,"because":"late payer"},"#,
      #"{"characteristic":"poor","points":-5,"lost":5,"because":"not rated","#,
      #""unknown":["rating"]}],"unknown":["rating"]},"#,
      #""risk":{"level":"high","rule":"delinquent","#,
      #""because":"75 days of •••, 1,200,000.5 CNY, ?"},"#,
      #""watch":{"level":"high","by":"unknown","unknown":["rating"]},"#,
      #""credit_limit":{"amount":50000,"currency":"CNY","steps":["#,
      #"{"step":"start","amount":1200000.5},"#,
      #"{"rule":"newcomer","action":"multiply by 0.5","amount":600000.25,"because":"new"},"#,
      #"{"rule":"rated","action":"set to 55555","amount":55555,"unknown":["rating"]},"#,
      #"{"step":"round down to 10000","amount":50000}],"unknown":["rating"]},"#,
      #""warnings":[{"rule":"payment_delay","level":"high","owner":"credit control","#,
      #""respond_by":"2026-01-04","do":["stop shipments","call"]},"#,
      #"{"rule":"rating_poor","level":"low","undecided":true,"unknown":["rating"]}],"#,
      #""terms":{"value":{"term":"1 day","rate":1.5},"row":2,"because":"prepaid"},"#,
      #""rating_now":{"value":null}}}"#,
    ].joined()
    #expect(json.text == expected)
  }

  @Test func valuesAsPeopleReadThem() throws {
    let builder = EvaluationBuilder()
    let levels = builder.levels("low", "high")
    let program = builder.program()
    let cny = ValueType.money(try #require(Currency(code: "CNY")))
    let cases: [(Value, ValueType, String)] = [
      (number("1234567.50"), .number, "1,234,567.5"), (number("1200"), cny, "1,200 CNY"),
      (day("2026-01-31"), .date, "2026-01-31"), (.days(30), .days, "30 days"),
      (.days(1), .days, "1 day"), (.months(-1), .months, "-1 month"),
      (.boolean(true), .boolean, "yes"), (.level(1), levels, "high"), (.missing, cny, "?"),
      (.list([.level(0), .level(1)]), .list(of: levels), "[low, high]"),
    ]
    for (value, type, text) in cases { #expect(program.text(of: value, as: type) == text) }
    let steering = program.show(.text(Text("a\u{1B}[2J\u{202E}")), as: .text)
    #expect(!steering.text.english.unicodeScalars.contains { $0.steersTerminal })
    #expect(program.show(.days(3), as: .days).text.chinese == "3 天")
    #expect(program.show(.text(Text("x")), as: .text, isSensitive: true).text.english == "•••")
  }

  @Test func missingNamesGoBackToTheRecord() throws {
    let builder = EvaluationBuilder()
    builder.records.append(RecordType(name: "contact"))
    let phone = builder.add("phone", .text, to: 1, optional: true)
    let a = builder.field("a", optional: true)
    let b = builder.field("b", optional: true)
    let zero = builder.field("zero")
    let contact = builder.field("contact", .record(1))
    let absent = builder.field("absent", .record(1), optional: true)
    let amounts = builder.field("amounts", .list(of: .number))
    let one = builder.number("1")
    let ratio = builder.named("ratio", builder.arithmetic(one, .divide, zero))
    let member = { (base: ExpressionID) in
      builder.node(.member(base, record: 1, field: phone), .text, "contact.phone")
    }
    let present = builder.boolean(true)
    let cases: [(ExpressionID, [String])] = [
      (builder.compare(a, .less, b), ["a", "b"]),
      (builder.and(builder.compare(b, .less, one), present, builder.not(a)), ["b", "a"]),
      (builder.and(builder.boolean(false), builder.compare(a, .less, one)), []),
      (builder.compare(ratio, .less, one), ["zero"]),
      (builder.arithmetic(a, .divide, zero), ["a", "zero"]),
      (builder.choose(present, a, b), ["a"]),
      (builder.choose(builder.compare(b, .less, one), a, a), ["b"]),
      (builder.fallback(a, builder.fallback(b, builder.missing(.integer))), ["a", "b"]),
      (builder.arithmetic(builder.fallback(a, one), .add, b), ["b"]),
      (builder.compare(member(contact), .equal, builder.string("x")), ["contact.phone"]),
      (builder.compare(member(absent), .equal, builder.string("x")), ["absent"]),
      (builder.aggregate(.average, amounts), ["amounts"]),
      (builder.node(.previousField(0), .integer, "previous.a"), ["previous.a"]),
      (builder.call(.power, zero, builder.number("-1")), ["zero"]),
    ]
    let decided = try builder.program().decided([
      .missing, .missing, number("0"), .record([.missing]), .missing, .list([]),
    ])
    for (expression, names) in cases {
      #expect(
        decided.scope.missingFields(in: [expression]) == names, "\(builder.text(expression))")
    }
  }

  @Test func contradictionsPointAtAField() throws {
    let builder = EvaluationBuilder()
    builder.records.append(RecordType(name: "invoice"))
    let due = builder.add("due", .integer, to: 1, path: ["dates", "due"])
    let secret = builder.field("secret", sensitive: true)
    _ = builder.field("invoices", .list(of: .record(1)))
    let zero = builder.number("0")
    builder.records[0].requirements.append(
      Requirement(
        condition: builder.compare(secret, .greater, zero), because: builder.because("odd"),
        span: .nowhere))
    builder.records[1].requirements.append(
      Requirement(
        condition: builder.compare(builder.element(1, due), .less, zero), because: nil,
        span: .nowhere))
    let invoice = { (due: String) in Value.record([number(due)]) }
    let faults = builder.program().faults([
      number("0"), .list([invoice("-1"), invoice("5")]),
    ])
    #expect(faults.map(\.code) == [.recordContradiction, .recordContradiction])
    #expect(faults.map(\.path) == ["secret", "invoices[1].dates.due"])
    #expect(faults.map(\.expected.english) == ["`secret > 0`: odd", "`.due < 0`"])
    #expect(faults.map(\.found) == ["secret = •••", ".due = 5"])
  }
}
