// What is said of rules that never match, are never reached or always match is true of every record.
//
// Small random blocks over a few fields with few values, so that all records can be tried: a rule
// that was reported must keep to it in each of them. `PROPERTY_RULESETS=5000` tries more.

import Support
import Testing
import TierlineChecker
import TierlineRuntime
import TierlineSource

@Test(arguments: 0..<8)
func ruleLogicIsTrue(_ batch: Int) throws {
  var told: [DiagnosticCode: Int] = [:]
  for seed in stride(from: batch, to: rulesetCount / 3, by: 8) {
    var generator = BlockGenerator(seed: UInt64(seed))
    let text = generator.ruleset()
    let result = check(entry: "random.tier") { _ in .success(Array(text.utf8)) }
    guard let program = result.program else {
      let errors = result.diagnostics.filter { $0.severity == .error }
      Issue.record("seed \(seed): \(listing(errors, in: result.sources))\n\(text)")
      return
    }
    let parts = Part.all(of: program, told: result.diagnostics)
    for part in parts { told[part.code, default: 0] += 1 }
    guard !parts.isEmpty else { continue }
    for decided in decide(program, records) {
      for part in parts where part.isContradicted(by: decided.decisions[part.decision]) {
        let finding = listing(
          result.diagnostics.filter { $0.span == part.span }, in: result.sources)
        Issue.record("seed \(seed): \(finding)\n\(text)")
        return
      }
    }
  }
  // The property would hold if nothing were ever said.
  for code in [DiagnosticCode.neverMatches, .alwaysMatches, .shadowed] {
    #expect(told[code, default: 0] > 0, "nothing was said of \(code.rawValue)")
  }
}

/// Whatever the checker takes for present is present: behind any condition, in every record.
@Test(arguments: 0..<8)
func narrowingIsTrue(_ batch: Int) throws {
  var accepted = 0
  for seed in stride(from: batch, to: rulesetCount * 4, by: 8) {
    var generator = BlockGenerator(seed: UInt64(seed))
    let text = generator.narrowed()
    let result = check(entry: "random.tier") { _ in .success(Array(text.utf8)) }
    guard let program = result.program else { continue }
    accepted += 1
    let refused = records.split(separator: "\n").count - decide(program, records).count
    guard refused == 0 else {
      Issue.record("seed \(seed): \(refused) records refused\n\(text)")
      return
    }
  }
  #expect(accepted > 0)
}

/// A rule, band or row of which something was said.
private struct Part {
  var code: DiagnosticCode
  var span: SourceSpan
  var decision: Int
  var item: Item

  enum Item {
    case rule(Int)
    /// A band of the characteristic of a score, by item.
    case band(item: Int, Int)
    case otherwise
    /// The `otherwise` of a characteristic of a score, by item.
    case bandsOtherwise(item: Int)
  }

  static func all(of program: Program, told: [Diagnostic]) -> [Part] {
    var parts: [Part] = []
    for (index, decision) in program.decisions.enumerated() {
      func add(_ item: Item, within span: SourceSpan) {
        for finding in told where span.contains(finding.span) {
          switch finding.code {
          case .neverMatches, .alwaysMatches, .shadowed:
            parts.append(
              Part(code: finding.code, span: finding.span, decision: index, item: item))
          default: continue
          }
        }
      }
      func add(_ bands: Bands, item: Int) {
        for (number, band) in bands.bands.enumerated() {
          add(.band(item: item, number), within: band.span)
        }
        if let otherwise = bands.otherwise {
          add(.bandsOtherwise(item: item), within: otherwise.span)
        }
      }
      switch decision.body {
      case .tier(let tier):
        switch tier.content {
        case .rules(let rules, _, _, _):
          for (number, rule) in rules.enumerated() { add(.rule(number), within: rule.span) }
        case .bands(let bands): add(bands, item: -1)
        }
      case .score(let score):
        for (number, item) in score.items.enumerated() {
          switch item {
          case .characteristic(let bands): add(bands, item: number)
          case .rule(let rule): add(.rule(number), within: rule.span)
          }
        }
      case .limit(let limit):
        for (number, step) in limit.steps.enumerated() { add(.rule(number), within: step.span) }
      case .alerts(let alerts):
        for (number, rule) in alerts.rules.enumerated() {
          add(.rule(number), within: rule.rule.span)
        }
      case .table(let table):
        for (number, row) in table.rows.enumerated() {
          add(.rule(number), within: row.outcome.span)
        }
        if let otherwise = table.otherwise { add(.otherwise, within: otherwise.span) }
      case .result: continue
      }
    }
    return parts
  }

  /// Whether a record shows that what was said is not so.
  func isContradicted(by trace: DecisionTrace) -> Bool {
    let (truth, decides) = outcome(in: trace)
    switch code {
    case .neverMatches: return truth == .yes
    case .shadowed: return decides
    case .alwaysMatches: return truth != nil && truth != .yes
    default: return false
    }
  }

  /// What the part's condition was, if it was asked for, and whether the part decided.
  private func outcome(in trace: DecisionTrace) -> (Truth?, Bool) {
    switch (trace, item) {
    case (.tier(let tier), .rule(let number)), (.tier(let tier), .band(_, let number)):
      (tier.truths[number], tier.origin == .matched(number))
    case (.score(let score), .band(let item, let number)):
      if case .characteristic(let bands) = score.items[item] {
        (bands.truths[number], bands.origin == .matched(number))
      } else {
        (nil, false)
      }
    case (.tier(let tier), .bandsOtherwise): (nil, tier.origin == .otherwise)
    case (.score(let score), .bandsOtherwise(let item)):
      if case .characteristic(let bands) = score.items[item] {
        (nil, bands.origin == .otherwise)
      } else {
        (nil, false)
      }
    case (.score(let score), .rule(let number)):
      if case .rule(let truth, _) = score.items[number] {
        (truth, truth == .yes)
      } else {
        (nil, false)
      }
    case (.limit(let limit), .rule(let number)):
      (limit.steps[number].condition, limit.steps[number].effect == .applied)
    case (.alerts(let alerts), .rule(let number)):
      (alerts.rules[number].truth, alerts.rules[number].truth == .yes)
    case (.table(let table), .rule(let number)):
      (table.truths[number], table.origin == .matched(number))
    case (.table(let table), .otherwise): (nil, table.origin == .otherwise)
    default: (nil, false)
    }
  }
}

/// All records of the generator's input.
private let records: String = {
  var lines: [String] = []
  for x in ["null", "0", "1", "2", "3", "4"] {
    for y in ["0", "0.1", "1", "1.9", "2"] {
      for k in ["null", "\"a\"", "\"b\"", "\"c\""] {
        for b in ["null", "true", "false"] {
          lines.append(
            "{\"id\":\"\(lines.count)\",\"x\":\(x),\"y\":\(y),\"k\":\(k),\"b\":\(b),"
              + "\"d\":\"2026-01-0\(lines.count % 3 + 1)\",\"t\":\"\(["a", "b", "z"][lines.count % 3])\"}"
          )
        }
      }
    }
  }
  return lines.joined(separator: "\n")
}()

private func decide(_ program: Program, _ text: String) -> [Decided] {
  var pending = text.utf8[...]
  var reader = RecordReader(program: program) {
    let chunk = pending.prefix(65_536)
    pending = pending.dropFirst(chunk.count)
    return Array(chunk)
  }
  let evaluator = TracedEvaluator(program: program, asOf: nil)
  var result: [Decided] = []
  while let reading = try? reader.next() {
    guard case .record(let values) = reading.content,
      case .decided(let decided) = evaluator.decide(values)
    else { continue }
    result.append(decided)
  }
  return result
}

/// Random blocks of rules over the fields of `records`.
private struct BlockGenerator {
  private var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func ruleset() -> String {
    var text = heading()
    for number in 0..<4 { text += block("d\(number)") }
    return text
  }

  /// A block whose outcomes and later conditions need what earlier conditions show.
  mutating func narrowed() -> String {
    let needs = pick(["if x > 2 then 1 else 0", "x", "if b then 1 else 0", "x + 1"])
    let condition = "(\(needs)) > 0"
    let unknown = pick(["skip", "skip", "1"])
    var text = heading() + "score s { start 0\n"
    if pick(0...1) == 0 {
      text += "rule a when \(self.condition(2)) then \(needs) if unknown then \(unknown) }\n"
      return text
    }
    text = heading() + "tier s: grade { rule a when \(self.condition(2)) then low\n"
    text += "rule c when (if \(condition) then yes else no) then mid otherwise high\n"
    return text + "if unknown then \(unknown == "1" ? "high" : "skip") }\n"
  }

  private mutating func heading() -> String {
    """
    ruleset "Random" version "1"
    levels grade: low < mid < high
    list named: text = ["a", "z"]
    parameter edge = 2
    input customer {
      id: text key  x: integer in 0..4 optional  y: number in 0..2 places 1
      k: text in ["a", "b", "c"] optional  b: boolean optional
      d: date in 2026-01-01..2026-01-03  t: text
      require y != 1.5 because "no"
    }
    result uses = t in named and edge > 0

    """
  }

  private mutating func pick(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &random)
  }

  private mutating func pick(_ choices: [String]) -> String { choices[pick(0...choices.count - 1)] }

  // MARK: Blocks

  private mutating func block(_ name: String) -> String {
    let unknown = pick(["if unknown then skip", "if unknown then VALUE"])
    func unknownClause(_ value: String) -> String {
      unknown.replacing("VALUE", with: value) + "\n}\n"
    }
    switch pick(0...6) {
    case 0, 1:
      let take = pick(["", "", "", "take highest ", "take lowest "])
      return "tier \(name): grade { \(take)" + rules { $0.pick(["low", "mid", "high"]) }
        + "otherwise low " + unknownClause("mid")
    case 2:
      return "score \(name) { start 0\n" + rules { "\($0.pick(0...9))" } + bands()
        + unknownClause("1")
    case 3:
      return "limit \(name): money CNY { start 5 CNY\n"
        + rules {
          $0.pick(["add 1 CNY", "set to 2 CNY and stop", "multiply by 2 and stop"])
        } + unknownClause("3 CNY")
    case 4: return "alerts \(name): grade {\n" + rules { _ in "high" } + unknownClause("mid")
    default: return table(name)
    }
  }

  private mutating func rules(_ outcome: (inout BlockGenerator) -> String) -> String {
    var text = ""
    for number in 0..<pick(2...6) {
      text += "  rule r\(number) when \(condition(pick(0...3))) then \(outcome(&self))\n"
    }
    return text
  }

  private mutating func bands() -> String {
    let subject = pick(["x", "k", "y", "x + 1", "b", "d", "t"])
    var text = "  for \(subject) {"
    for _ in 0..<pick(1...5) { text += " when \(tests(of: subject)) then \(pick(0...9))" }
    return text + " otherwise 1 if unknown then 2 }\n"
  }

  private mutating func table(_ name: String) -> String {
    let subjects = [pick(["x", "k", "y"]), pick(["x + 1", "b", "d", "t", "k"])]
    var text = "table \(name)(\(subjects.joined(separator: ", "))): integer {\n"
    for _ in 0..<pick(2...6) {
      text += "  | \(tests(of: subjects[0])) | \(tests(of: subjects[1])) || \(pick(0...9)) |\n"
    }
    return text + "  | otherwise || 1 |\n  | if unknown || \(pick(["skip", "2"])) |\n}\n"
  }

  private mutating func tests(of subject: String) -> String {
    var tests = [test(of: subject)]
    if pick(0...3) == 0 { tests.append(test(of: subject)) }
    return tests.joined(separator: ", ")
  }

  private mutating func test(of subject: String) -> String {
    if pick(0...7) == 0 { return pick(["-", "missing"]) }
    switch subject {
    case "b": return pick(["yes", "no"])
    case "k":
      return pick(["\"a\"", "not in [\"b\"]", "\"a\", \"b\"", "in [\"b\", \"c\"]", "!= \"c\""])
    case "t":
      return pick(["\"a\"", "not in [\"b\", \"z\"]", "in named", "starts with \"z\"", "!= \"a\""])
    case "d":
      return pick(["<= 2026-01-02", "2026-01-02", "> 2026-01-02", "2026-01-01..<2026-01-03"])
    default:
      let number = "\(pick(0...2))"
      return pick([
        "< \(number)", ">= \(number)", number, "\(number)..2", "not in \(number)..2", "<= edge",
        "!= \(number)", "in [0, \(number)]",
      ])
    }
  }

  // MARK: Conditions

  private mutating func condition(_ depth: Int) -> String {
    guard depth > 0 else { return leaf() }
    switch pick(0...5) {
    case 0, 1: return "\(condition(depth - 1)) and \(inner(depth - 1))"
    case 2, 3: return "(\(condition(depth - 1)) or \(inner(depth - 1)))"
    case 4: return "not (\(condition(depth - 1)))"
    default: return "((\(condition(depth - 1))) default \(pick(["no", "yes"])))"
    }
  }

  private mutating func inner(_ depth: Int) -> String { "(\(condition(depth)))" }

  private mutating func leaf() -> String {
    let number = "\(pick(0...4))"
    switch pick(0...11) {
    case 0, 1, 2: return "x \(pick(["<", "<=", ">", ">=", "=", "!="])) \(number)"
    case 3: return "x in \(number)..4"
    case 4: return "x not in [0, \(number)]"
    case 5: return pick(["x is missing", "x is present", "k is missing", "y is present"])
    case 6: return "k \(pick(["=", "!="])) \(pick(["\"a\"", "\"b\"", "\"c\""]))"
    case 7: return pick(["b", "b = no", "not b"])
    case 8: return "y \(pick(["<", ">="])) \(pick(["0", "0.1", "1", "2"]))"
    case 9: return "(x default \(number)) > \(pick(["1", "3"]))"
    case 10: return pick(["y > x", "t in named", "x > edge", "t = \"q\"", "d < 2026-01-02"])
    default:
      return pick(["x + 1 > 4", "if b default no then x is missing else y > 1", "yes", "no"])
    }
  }
}
