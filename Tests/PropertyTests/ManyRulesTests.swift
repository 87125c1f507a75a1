// Blocks of hundreds of rules, which go through the rule index, give the traced evaluator's bytes.
//
// Conditions are made to be taken apart in every way that the index knows: equality and membership of
// texts, bounds of integers, amounts, finer numbers, dates, ages and levels, presence, negation, and
// parts that are no test of one column. Values are few, so that rules meet, cut each other off, and miss.

import Support
import Testing
import TierlineChecker
import TierlineRuntime
import TierlineSource

@Test(arguments: 0..<16)
func manyRulesEqualTraced(_ seed: Int) throws {
  var generator = ManyRules(seed: UInt64(seed) + 77)
  let text = generator.ruleset(isTable: seed % 4 == 3)
  let result = check(entry: "many.tier") { _ in .success(Array(text.utf8)) }
  let errors = result.diagnostics.filter { $0.severity == .error }
  let program = try #require(result.program, "seed \(seed) \(listing(errors, in: result.sources))")
  let asOf = CalendarDate(year: 2026, month: 1, day: 1)
  let records = (0..<200).map { generator.record($0) }
  let input = Array(records.map { $0 + "\n" }.joined().utf8)
  for notation in [DecisionNotation.brief, .full, .csv] {
    let slow = try traced(program, asOf, input, false, notation)
    let quick = try inBlocks(program, asOf, input, false, notation)
    let different = zip(slow, quick).first { $0 != $1 }
    #expect(slow.count == quick.count, "seed \(seed)")
    #expect(different?.0 == different?.1, "seed \(seed)")
    // Rules, not `otherwise`, decide many of them.
    #expect(Set(slow.map { $0.drop { $0 != "," } }).count > 3, "seed \(seed)")
  }
}

/// One ruleset of many rules, and records for it.
private struct ManyRules {
  private var random: SeededGenerator
  /// Whether fields can be missing.
  private let isOptional: Bool
  private let unknown: String
  private let ruleCount: Int
  /// How many texts a field has.
  private let textCount: Int

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    isOptional = seed % 3 != 0
    unknown = ["skip", "l5", "skip"][Int(seed) % 3]
    ruleCount = Int.random(in: 60...500, using: &random)
    textCount = [3, 24][Int(seed / 2) % 2]
  }

  private mutating func pick(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &random)
  }

  private mutating func chance(_ percent: Int) -> Bool { pick(1...100) <= percent }

  private mutating func word() -> String { "\"t\(pick(0...textCount))\"" }

  private mutating func comparison() -> String { ["<", "<=", ">", ">=", "=", "!="][pick(0...5)] }

  private mutating func level() -> String { "l\(pick(0...5))" }

  mutating func ruleset(isTable: Bool) -> String {
    let absence = isOptional ? " optional" : ""
    let fields = [
      "kind: text", "place: text", "days: integer", "sum: money CNY", "ratio: number",
      "since: date", "rank: grade", "flag: boolean",
    ]
    var text = """
      ruleset "Many" version "1"
      levels grade: g0 < g1 < g2 < g3
      parameter edge = 7
      list known: text = ["t1", "t2", "t9"]
      input customer {
        id: text key
        \(fields.map { $0 + absence }.joined(separator: "\n  "))
      }
      result shown = 3 > edge or "t1" in known

      """
    if isTable {
      text += "table level(kind, place, days, sum, ratio): integer {\n"
      for row in 0..<ruleCount { text += "  | \(cells()) || \(row % 97) |\n" }
      text += "  | otherwise || -1 |\n"
      return text + (isOptional ? "  | if unknown || -2 |\n}\n" : "}\n")
    }
    text += "tier level: l0 < l1 < l2 < l3 < l4 < l5 {\n"
    for rule in 0..<ruleCount {
      let parts = (0..<pick(3...5)).map { _ in condition() }
      text += "  rule r\(rule) when \(parts.joined(separator: " and ")) then \(level())\n"
    }
    text += "  otherwise l5\n"
    return text + (isOptional ? "  if unknown then \(unknown)\n}\n" : "}\n")
  }

  private mutating func condition() -> String {
    switch pick(0...16) {
    case 0, 1, 2: "kind = \(word())"
    case 3, 4: "place in [\(word()), \(word()), \(word())]"
    case 5: "days \(comparison()) \(pick(-20...20))"
    case 6: "days in \(pick(-20...0))..\(pick(1...20))"
    case 7: "sum \(comparison()) \(pick(0...90)).\(pick(0...9))5 CNY"
    case 8: "ratio \(comparison()) 0.\(pick(1...9))0\(pick(1...9))"
    case 9: "years between(since, as_of) \(["<", ">="][pick(0...1)]) \(pick(0...9))"
    case 10: "since \(["<", ">"][pick(0...1)]) 20\(pick(10...25))-06-15"
    case 11: "rank \(["<=", ">", "=", "!="][pick(0...3)]) g\(pick(1...2))"
    case 12: chance(50) ? "flag" : "not flag"
    case 13: isOptional ? "days is \(chance(80) ? "present" : "missing")" : "days != \(pick(0...9))"
    case 14: "kind \(chance(50) ? "not in" : "in") known"
    case 15: "not (place = \(word()))"
    default: "(days > edge or kind = \(word()))"
    }
  }

  /// The cells of a row of the table.
  private mutating func cells() -> String {
    let any = { (cell: String, isAny: Bool) in isAny ? "-" : cell }
    let cells = [
      any("\(word()), \(word())", chance(40)),
      any(chance(70) ? word() : "not in [\(word()), \(word())]", chance(30)),
      any(chance(50) ? "\(pick(-20...0))..\(pick(1...20))" : ">= \(pick(-20...20))", chance(30)),
      any(isOptional && chance(20) ? "missing" : "< \(pick(0...90)).5", chance(40)),
      any(chance(50) ? "> 0.\(pick(1...9))" : "0.1, 0.5, 0.9", chance(60)),
    ]
    return cells.joined(separator: " | ")
  }

  mutating func record(_ index: Int) -> String {
    let values = [
      "\"kind\":\(word())", "\"place\":\(word())", "\"days\":\(pick(-22...22))",
      "\"sum\":\(pick(0...95)).\(pick(0...9))5",
      "\"ratio\":\(chance(30) ? "0.5" : "0.\(pick(0...9))0\(pick(0...9))")",
      "\"since\":\"20\(pick(10...26))-0\(pick(1...9))-1\(pick(0...9))\"",
      "\"rank\":\"g\(pick(0...3))\"", "\"flag\":\(chance(50))",
    ]
    let present = values.filter { _ in !isOptional || chance(85) }
    return "{\"id\":\"C\(index)\",\(present.joined(separator: ","))}"
  }
}
