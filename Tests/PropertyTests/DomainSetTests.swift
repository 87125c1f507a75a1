// Fields whose domain is a set of numbers, dates or levels, read into columns, give the traced evaluator's
// bytes and refusals.

import Support
import Testing
import TierlineChecker
import TierlineRuntime
import TierlineSource

private let ruleset = """
  ruleset "Sets" version "1"
  levels grade: low < mid < high
  list month_days: integer = [28, 1, 15]
  input customer {
    id: text key
    term: integer in [12, 3, 6] optional
    rate: number in [0.5, 1.25, 2] optional
    share: number places 2 in [0.5, 1.25, -2] default 0.5
    fee: money CNY in [0 CNY, 99.50 CNY, 1_000_000 CNY] optional
    since: date in [2026-01-01, 2026-06-30] optional
    band: grade in [low, high] optional
    day: integer in month_days optional
    unread: integer in [7]
    rows: list of { n: integer in [1, 2, 30]  band: grade in [mid] optional } default []
  }
  result its_term: integer optional = term
  result its_rate: number optional = rate
  result its_share = share
  result its_fee: money CNY optional = fee
  result its_since: date optional = since
  result its_band: grade optional = band
  result its_day: integer optional = day
  result sum_of_rows = sum(.n for rows)
  result rows_with_bands = count(rows where .band is present)
  """

/// What the values of each field are drawn from: all that it may be, several ways of writing each, and others.
private let values: [(key: String, of: [String])] = [
  ("term", ["3", "6", "12", "12", "3.0", "\"6\"", "1.2e1", "null", "4", "-3", "true", "\"x\""]),
  ("rate", ["0.5", "1.25", "2", "2.00", "\"0.50\"", "5e-1", "null", "0.51", "[2]"]),
  ("share", ["0.5", "1.25", "-2", "-2.0", "null", "0.50", "2", "0.501"]),
  ("fee", ["0", "-0", "99.50", "99.5", "1000000", "1e6", "null", "99.51", "99.505"]),
  (
    "since",
    [
      #""2026-01-01""#, #""2026-06-30""#, #""2026-06-30T23:00:00Z""#, "null", #""2026-01-02""#,
      #""2026-02-30""#, "20260101",
    ]
  ),
  ("band", [#""low""#, #""high""#, #""\u006cow""#, "null", #""mid""#, #""lowest""#, "1"]),
  ("day", ["1", "15", "28", "null", "2", "\"15\""]),
  ("unread", ["7", "7", "7", "7", "7", "7.0", "\"7\"", "8"]),
]

@Test(arguments: [false, true], 0..<4 as Range<UInt64>)
func setsOfValues(isShuffled: Bool, seed: UInt64) throws {
  let result = check(entry: "sets.tier") { _ in .success(Array(ruleset.utf8)) }
  let program = try #require(
    result.program, "\(listing(result.diagnostics, in: result.sources))")
  var random = SeededGenerator(seed: seed)
  func object(_ members: [String]) -> String {
    let ordered = isShuffled ? members.shuffled(using: &random) : members
    return "{\(ordered.joined(separator: ","))}"
  }
  let lines = (0..<500).map { index in
    var members = [#""id":"\#(index)""#]
    for (key, all) in values where Int.random(in: 0..<8, using: &random) > 0 {
      // Mostly what the field may be, so that most records are whole.
      let known = all.prefix(Int.random(in: 0..<12, using: &random) > 0 ? 2 : all.count)
      members.append("\"\(key)\":\(known.randomElement(using: &random) ?? "")")
    }
    let rows = (0..<Int.random(in: 0...3, using: &random)).map { _ in
      let n = ["1", "2", "30", "30", "2", "1", "3"].randomElement(using: &random) ?? ""
      let band = [#""mid""#, #""mid""#, "null", #""mid""#, #""low""#].randomElement(using: &random)
      return object(["\"n\":\(n)", "\"band\":\(band ?? "")"])
    }
    members.append("\"rows\":[\(rows.joined(separator: ","))]")
    return object(members) + "\n"
  }
  for notation in [DecisionNotation.brief, .full] {
    let input = Array(lines.joined().utf8)
    let slow = try traced(program, nil, input, true, notation)
    #expect(try slow == inBlocks(program, nil, input, true, notation))
    // Decided and refused ones are both there.
    #expect(slow.filter { $0.hasPrefix("{") }.count > 50)
    #expect(slow.filter { !$0.hasPrefix("{") }.count > 50)
  }
}
