import Foundation
import Testing
import TierlineSource

@testable import TierlineRuntime

/// The value of one expression, built over optional integer fields `a` = 7, `b` = 2, `z` = 0 and
/// `m`, which is missing.
private func evaluate(
  _ build: (EvaluationBuilder, _ a: ExpressionID, _ b: ExpressionID, _ m: ExpressionID) ->
    ExpressionID
) throws -> String {
  let builder = EvaluationBuilder()
  let a = builder.field("a")
  let b = builder.field("b")
  let m = builder.field("m", optional: true)
  let expression = build(builder, a, b, m)
  let decided = try builder.program().decided([number("7"), number("2"), .missing])
  return spell(decided.value(of: expression))
}

@Suite struct EvaluationExpressionTests {
  @Test func arithmeticFollowsTheOperands() throws {
    let at = SourceSpan.nowhere
    let date = day("2026-01-31")
    #expect(spell(number("7").applying(.divide, number("2"), at: at)) == "3.5")
    #expect(spell(date.applying(.add, .months(1), at: at)) == "2026-02-28")
    #expect(spell(date.applying(.subtract, .days(31), at: at)) == "2025-12-31")
    #expect(spell(date.applying(.subtract, day("2026-01-01"), at: at)) == "30d")
    #expect(spell(Value.days(30).applying(.divide, .days(4), at: at)) == "7.5")
    #expect(spell(number("3").applying(.multiply, .months(6), at: at)) == "18m")
    #expect(spell(Value.days(5).applying(.subtract, .days(7), at: at)) == "-2d")
    #expect(spell(number("1").applying(.divide, number("0"), at: at)) == "missing")
    #expect(spell(Value.days(1).applying(.divide, .days(0), at: at)) == "missing")
  }

  @Test func overflowIsReportedNeverWrapped() {
    let at = SourceSpan.nowhere
    let cases: [(Value, ArithmeticOperator, Value)] = [
      (number("99999999999999999999"), .add, number("1")),
      (number("99999999999999999999"), .multiply, number("2")),
      (number("99999999999999999999"), .divide, number("0.1")),
      (day("9999-12-31"), .add, .days(1)),
      (day("0001-01-01"), .subtract, .months(1)),
      (day("2026-01-01"), .subtract, .days(.min)),
      (day("2026-01-01"), .add, .months(.max)),
      (.days(.max), .add, .days(1)),
      (.months(.min), .subtract, .months(1)),
      (number("99999999999999999999"), .multiply, .days(1)),
      (number("4"), .multiply, .days(.max / 2)),
    ]
    for (left, operation, right) in cases {
      #expect(
        spell(left.applying(operation, right, at: at)) == "overflow",
        "\(spell(left)) \(operation) \(spell(right))")
    }
    #expect(spell(Value.days(.min).negated(at: at)) == "overflow")
    #expect(spell(Function.abs([.months(.min)], at: at)) == "overflow")
  }

  @Test func missingSpreadsAndComparisonsAreUnknown() throws {
    #expect(try evaluate { $0.arithmetic($1, .add, $3) } == "missing")
    #expect(try evaluate { $0.compare($3, .greater, $1) } == "missing")
    #expect(try evaluate { $0.fallback($0.arithmetic($1, .add, $3), $2) } == "2")
    #expect(try evaluate { $0.call(.max, $1, $3) } == "missing")
    #expect(try evaluate { b, _, _, m in b.node(.isMissing(m), .boolean, "m is missing") } == "yes")
    #expect(
      try evaluate { b, a, _, _ in b.node(.isPresent(a), .boolean, "a is present") } == "yes")
    #expect(try evaluate { $0.choose($0.compare($3, .less, $1), $1, $2) } == "missing")
  }

  @Test func nothingSettlesOverflow() throws {
    #expect(try evaluate { b, _, c, _ in b.fallback(b.overflowing(), c) } == "overflow")
    #expect(
      try evaluate { b, _, _, m in b.arithmetic(m, .add, b.overflowing()) } == "overflow")
    #expect(
      try evaluate { b, _, _, _ in
        b.node(.isMissing(b.overflowing()), .boolean, "… is missing")
      } == "overflow")
    #expect(
      try evaluate { b, a, _, _ in b.choose(b.boolean(false), b.overflowing(), a) } == "7")
    #expect(
      try evaluate { b, a, _, _ in
        b.or(b.compare(a, .equal, a), b.compare(b.overflowing(), .less, a))
      } == "yes")
  }

  @Test func membershipIsKleenesOr() throws {
    func inMembers(_ subject: ExpressionID, _ members: [ExpressionID]) -> ExpressionKind {
      .inMembers(subject, members)
    }
    #expect(
      try evaluate { b, a, c, m in b.node(inMembers(a, [m, a]), .boolean, "a in [m, a]") } == "yes")
    #expect(
      try evaluate { b, a, c, m in b.node(inMembers(a, [m, c]), .boolean, "a in [m, b]") }
        == "missing")
    #expect(
      try evaluate { b, a, c, m in b.node(inMembers(m, []), .boolean, "m in []") } == "missing")
    #expect(
      try evaluate { b, a, c, m in
        // 7 < 2 is settled whatever the upper end is.
        b.node(
          .inRange(
            c, RangeOperand(lower: a, upper: m, includesLower: true, includesUpper: true)),
          .boolean, "b in a..m")
      } == "no")
  }

  @Test func functions() throws {
    #expect(
      try evaluate { b, _, _, _ in b.call(.round, b.number("2.345"), b.number("2")) } == "2.35")
    #expect(
      try evaluate { b, _, _, _ in b.call(.roundHalfEven, b.number("2.345"), b.number("2")) }
        == "2.34")
    #expect(
      try evaluate { b, _, _, _ in b.call(.roundUp, b.number("-2.341"), b.number("2")) } == "-2.35")
    #expect(try evaluate { b, x, y, _ in b.call(.power, y, x) } == "128")
    #expect(
      try evaluate { b, _, _, _ in b.call(.power, b.number("0"), b.number("-1")) } == "missing")
    #expect(try evaluate { b, a, _, _ in b.call(.abs, b.node(.negate(a), .integer, "-a")) } == "7")
    #expect(try evaluate { b, _, _, _ in b.call(.length, b.string("客户🙂")) } == "3")
    #expect(try evaluate { b, _, _, _ in b.call(.lower, b.string("ÄB"), as: .text) } == "\"Äb\"")
  }

  @Test func aggregatesOfNothing() throws {
    let builder = EvaluationBuilder()
    let list = builder.field("amounts", .list(of: .number))
    let it = builder.node(.element, .number, "it")
    let filter = builder.compare(it, .greater, builder.number("0"))
    let expected: [(Aggregate, String)] = [
      (.count, "0"), (.sum, "0"), (.any, "no"), (.all, "yes"), (.none, "yes"),
      (.average, "missing"), (.min, "missing"), (.max, "missing"),
    ]
    let expressions = expected.map {
      builder.aggregate($0.0, list, value: $0.0 == .count ? nil : it, where: filter)
    }
    let days = builder.aggregate(.sum, list, value: it, as: .days)
    let program = builder.program()
    let empty = try program.decided([.list([])])
    #expect(expressions.map { spell(empty.value(of: $0)) } == expected.map(\.1))
    #expect(spell(empty.value(of: days)) == "0d")
    let full = try program.decided([.list([number("-1"), number("2"), number("4")])])
    #expect(
      expressions.map { spell(full.value(of: $0)) }
        == ["2", "6", "yes", "no", "no", "3", "2", "4"])
  }

  @Test func aSumIsExactInAnyOrder() throws {
    let large = number("99999999999999999999")
    let builder = EvaluationBuilder()
    let list = builder.field("amounts", .list(of: .number))
    let it = builder.node(.element, .number, "it")
    let sum = builder.aggregate(.sum, list, value: it)
    let average = builder.aggregate(.average, list, value: it)
    let program = builder.program()
    let negative = large.negated(at: .nowhere)
    let back = try program.decided([.list([large, large, negative, number("-0.5")])])
    #expect(spell(back.value(of: sum)) == "99999999999999999998.5")
    let beyond = try program.decided([.list([large, large])])
    #expect(spell(beyond.value(of: sum)) == "overflow")
    #expect(spell(beyond.value(of: average)) == "99999999999999999999")
  }

  @Test func anAverageRoundsOnceHalfEven() {
    func average(_ texts: String...) -> String? {
      var sum = ExactSum()
      for text in texts { Decimal(text).map { sum.add($0) } }
      return sum.average?.description
    }
    #expect(average("0.000000000000000001", "0") == "0")
    #expect(average("0.000000000000000001", "0.000000000000000002") == "0.000000000000000002")
    #expect(average("-0.000000000000000001", "-0.000000000000000002") == "-0.000000000000000002")
    #expect(average("1", "1", "0") == "0.666666666666666667")
    #expect(average("-1", "0", "0") == "-0.333333333333333333")
    #expect(average("-3", "1") == "-1")
    #expect(average() == nil)
  }

  @Test func longChainsNeedNoStack() async throws {
    let builder = EvaluationBuilder()
    let a = builder.field("a")
    let m = builder.field("m", optional: true)
    var sum = a
    var defaults = m
    var nested = a
    var ladder = a
    for _ in 0..<5_000 {
      sum = builder.node(.arithmetic(.add, sum, a), .number, "+")
      defaults = builder.node(.fallback(defaults, m), .number, "default")
      nested = builder.node(.arithmetic(.subtract, a, nested), .number, "-")
      ladder = builder.node(
        .conditional(
          builder.compare(a, .less, m), then: a, else: ladder), .number, "if")
    }
    let expressions = [sum, defaults, nested, ladder]
    let decided = try builder.program().decided([number("1"), .missing])
    let results = await withCheckedContinuation { continuation in
      let thread = Thread {
        continuation.resume(
          returning: expressions.map { spell(decided.value(of: $0)) }
            + decided.scope.missingFields(in: expressions))
      }
      thread.stackSize = 512 << 10
      thread.start()
    }
    #expect(results == ["5001", "missing", "1", "missing", "m"])
  }

  @Test func derivedFieldsAreStoredInOrder() throws {
    let builder = EvaluationBuilder()
    builder.records.append(RecordType(name: "invoice"))
    let amount = builder.add("amount", .number, to: 1)
    let twice = builder.element(1, amount)
    // Each reads the last twice: without storing, the hundredth would take 2¹⁰⁰ steps.
    var last = builder.derive(
      "d0", in: 1, .number, as: builder.arithmetic(twice, .add, twice))
    for index in 1..<60 {
      let before = builder.element(1, last)
      last = builder.derive(
        "d\(index)", in: 1, .number,
        as: builder.arithmetic(
          builder.arithmetic(before, .add, before), .subtract, before))
    }
    let list = builder.field("invoices", .list(of: .record(1)))
    let total = builder.aggregate(.sum, list, value: builder.element(1, last))
    let share = builder.derive(
      "share", in: 1, .number,
      as: builder.arithmetic(builder.element(1, last), .divide, total))
    let shares = builder.aggregate(.max, list, value: builder.element(1, share))
    let invoice = { (amount: String) -> Value in
      .record([number(amount)] + Array(repeating: .missing, count: 61))
    }
    let decided = try builder.program().decided([.list([invoice("1"), invoice("3")])])
    #expect(spell(decided.value(of: total)) == "8")
    #expect(spell(decided.value(of: shares)) == "0.75")
  }
}
