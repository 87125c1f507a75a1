// Objects whose keys come in an order of their own, read into columns, give the traced evaluator's bytes.
//
// Keys are made to be taken for each other: with the same length, first and last eight bytes; as beginnings
// of one another; longer than what is compared at once. Some are not declared, some stand twice, some have
// a container or nothing for a value, and some bytes are lost.

import Support
import Testing
import TierlineChecker
import TierlineRuntime
import TierlineSource

private let longKey = String(repeating: "long", count: 12)

/// Each field, given out again.
private let results = [
  ("a", "integer"), ("ab", "integer"), ("abcdefg", "integer"), ("abcdefgh", "integer"),
  ("abcdefgh1abcdefgh", "integer"), ("abcdefgh2abcdefgh", "integer"),
  ("abcdefgh3abcdefgh", "integer"), ("\(longKey)1\(longKey)", "integer"),
  ("\(longKey)2\(longKey)", "integer"), ("since", "date"), ("name", "text"), ("active", "boolean"),
  ("deep", "integer"), ("flat", "integer"), ("odd", "text"),
].map { "result its_\($0.0): \($0.1) optional = \($0.0)" }.joined(separator: "\n")

private let ruleset = """
  ruleset "Keys" version "1"
  input customer {
    id: text key
    a: integer optional
    ab: integer optional
    abcdefg: integer optional
    abcdefgh: integer optional
    abcdefgh1abcdefgh: integer optional
    abcdefgh2abcdefgh: integer optional
    abcdefgh3abcdefgh: integer
    \(longKey)1\(longKey): integer optional
    \(longKey)2\(longKey): integer default 7
    since: date optional
    name: text optional
    active: boolean optional
    deep: integer optional from "in.deep.value"
    flat: integer optional from "in.value"
    odd: text optional from "z\\":\\"z\\",\\"z"
    parts: list of part default []
    mark: text default ""
  }
  record part { one: integer  two: integer optional }
  \(results)
  let parts_sum = sum(.one + (.two default 0) for parts)
  tier grade: low < high {
    rule more when parts_sum > 3 then high
    rule marked when mark in ["a", "é", "a\\"", "ab", "\(longKey)"] then high
    otherwise low
  }
  """

private func program() throws -> Program {
  let result = check(entry: "keys.tier") { _ in .success(Array(ruleset.utf8)) }
  let errors = result.diagnostics.filter { $0.severity == .error }
  return try #require(result.program, "\(listing(errors, in: result.sources))")
}

@Test(arguments: 0..<4)
func keysInAnyOrder(_ seed: Int) throws {
  let program = try program()
  var maker = KeyedRecords(seed: UInt64(seed) + 5)
  let input = Array((0..<600).map { maker.record($0) + "\n" }.joined().utf8)
  let slow = try traced(program, nil, input)
  let quick = try inBlocks(program, nil, input)
  #expect(slow == quick)
  // Decided and refused ones are both there.
  #expect(slow.filter { $0.hasPrefix("{") }.count > 100)
  #expect(slow.filter { !$0.hasPrefix("{") }.count > 50)
}

/// Behind a broken record the text is read in stretches, which end anywhere: here at each byte in turn.
@Test(arguments: [true, false])
func textsBreakOffAnywhere(isShuffled: Bool) throws {
  let program = try program()
  var maker = KeyedRecords(seed: 9, isShuffled: isShuffled)
  let records = (0..<20).map { maker.record($0) + "\n" }
  #expect(records.joined().utf8.count > 1 << 12)
  let start = #"{"id" "broken"}"# + "\n" + records[0]
  for shift in 0..<900 {
    let blanks = String(repeating: " ", count: shift)
    let input = Array((start + blanks + records.dropFirst().joined()).utf8)
    #expect(try traced(program, nil, input) == inBlocks(program, nil, input))
  }
}

/// What stands between the members of an object, and behind their values, in the order that the object
/// before it had and in another.
@Test(arguments: [
  #","two":2,"one":1"#, #","one":1"#, ",", #""two":2,,"one":1"#, #""two":2 "one":1"#,
  #""two":2,"one":1,"#, #""two":2,"#, #""two":2x,"one":1"#, #""two":2 3,"one":1"#,
  #""two":2],"one":1"#, #""two":2","one":1"#, #""two":2e,"one":1"#, #""two":2.,"one":1"#,
  #""two":nullx,"one":1"#, #""two":null 1,"one":1"#, #""two":2,"one":1x"#, #""two":2,"one":1]"#,
])
func membersAreApart(members: String) throws {
  let program = try program()
  func record(_ parts: String) -> String {
    #"{"id":"1","abcdefgh3abcdefgh":1,"parts":[\#(parts)]}"# + "\n"
  }
  let before = record(#"{"two":2,"one":1}"#) + record(#"{"two":2,"one":1},{"two":2,"one":1}"#)
  for text in [members, #""other":0,"# + members, members + #","other":0"#] {
    let input = Array((before + record("{\(text)}") + before).utf8)
    let slow = try traced(program, nil, input)
    #expect(try slow == inBlocks(program, nil, input))
    #expect(slow.contains { !$0.hasPrefix("{") })
  }
}

/// An order that is learnt has no key twice, in however many objects in a row one stands twice.
@Test(arguments: [#""one":1,"one":2"#, #""one":1,"two":2,"one":1"#, #""other":1,"one":1,"one":1"#])
func keysStandOnce(members: String) throws {
  let program = try program()
  func record(_ part: String) -> String {
    #"{"id":"1","abcdefgh3abcdefgh":1,"parts":[\#(part)]}"# + "\n"
  }
  let twice = String(repeating: record("{\(members)}"), count: 3)
  for before in ["", record(#"{"one":1}"#), record(#"{"two":2,"one":1}"#)] {
    let input = Array((before + twice).utf8)
    let slow = try traced(program, nil, input)
    #expect(try slow == inBlocks(program, nil, input))
    #expect(slow.filter { !$0.hasPrefix("{") }.count == 3)
  }
}

/// A declared key with quotes within is written as no text that looks like it: these are three strings.
@Test(arguments: [#""z":"z","z":"z""#, #""z": "z", "z": "z""#, #""z\":\"z\",\"z":"z""#])
func keysWithQuotes(members: String) throws {
  let program = try program()
  // The second to leave an order is the first that is not learnt.
  let records = ["", #""since":"2024-01-01","#, members + ",", #""x":1,"# + members + ","].map {
    #"{\#($0)"id":"1","abcdefgh3abcdefgh":1}"# + "\n"
  }
  let input = Array(records.joined().utf8)
  let slow = try traced(program, nil, input)
  #expect(try slow == inBlocks(program, nil, input))
  #expect(slow.filter { $0.hasPrefix("{") }.count == 4)
}

/// Makes records of the ruleset above.
private struct KeyedRecords {
  private var random: SeededGenerator
  private let isShuffled: Bool

  init(seed: UInt64, isShuffled: Bool = true) {
    random = SeededGenerator(seed: seed)
    self.isShuffled = isShuffled
  }

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 1...100, using: &random) <= percent
  }

  private mutating func number() -> String { "\(Int.random(in: 0...9, using: &random))" }

  private mutating func object(_ members: [(String, String)]) -> String {
    // As most files have them, or as few do.
    let isSpaced = chance(30)
    let colon = chance(5) ? " : " : isSpaced ? ": " : ":"
    let comma = chance(5) ? " , " : isSpaced ? ", " : ","
    let ordered = isShuffled ? members.shuffled(using: &random) : members
    let texts = ordered.map { "\"\($0.0)\"\(colon)\($0.1)" }
    return "{\(texts.joined(separator: comma))}"
  }

  private mutating func part() -> String {
    var members = [("one", number()), ("stray", "[{}]")]
    if chance(60) { members.append(("two", number())) }
    return object(members)
  }

  mutating func record(_ index: Int) -> String {
    var members: [(String, String)] = [("id", "\"\(index)\"")]
    for key in ["a", "ab", "abcdefg", "abcdefgh", "\(longKey)1\(longKey)", "\(longKey)2\(longKey)"]
    where chance(80) {
      members.append((key, chance(10) ? "null" : number()))
    }
    for digit in 1...3 where chance(digit == 3 ? 97 : 70) {
      members.append(("abcdefgh\(digit)abcdefgh", number()))
    }
    members.append(("since", "\"2024-0\(Int.random(in: 1...9, using: &random))-15\""))
    members.append(("name", chance(30) ? #""a\"b\u00e9""# : "\"plain\""))
    if chance(80) { members.append(("active", chance(50) ? "true" : "false")) }
    let marks = [
      #""""#, #""a""#, #""\u0061""#, #""\u00e9""#, #""a\"""#, #""a\"x""#, #""a\u0062""#, #""c""#,
      "\"\(longKey)\"", "\"\(longKey)\\u0061\"",
    ]
    members.append(("mark", marks.randomElement(using: &random) ?? "null"))
    let deep = object([("value", number()), ("valu", "{}")])
    members.append(("in", object([("deep", deep), ("value", number()), ("val", "1e5")])))
    let partCount = chance(10) ? 40 : Int.random(in: 0...3, using: &random)
    let parts = (0..<partCount).map { _ in part() }
    members.append(("parts", "[\(parts.joined(separator: ","))]"))
    let strayCount = chance(5) ? 80 : Int.random(in: 0...4, using: &random)
    for stray in 0..<strayCount {
      let value = ["1", "-0.5e3", "\"t\"", "{}", "[]", "[{\"a\":1}]", "null", #""\n""#]
        .randomElement(using: &random)
      members.append(("stray\(stray)", value ?? "1"))
    }
    if chance(3) { members.append(("abcdefgh4abcdefgh", "true")) }
    if chance(3), let twice = members.randomElement(using: &random) { members.append(twice) }
    if chance(8) {
      let place = Int.random(in: 0..<members.count, using: &random)
      members[place].1 =
        [
          "{}", "[]", "", "tru", "01", "\"\\x\"", ",", "}", "]", "1 2", "1\"x\"", "\"x\"1", "1}",
          "1e",
          "falsey", "\"2024-02-30\"", " 1 ", "9999999999999999999",
        ].randomElement(using: &random) ?? ""
    }
    var text = Array(object(members).utf8)
    if chance(8) { text.remove(at: Int.random(in: 1..<text.count - 1, using: &random)) }
    return String(decoding: text, as: UTF8.self)
  }
}
