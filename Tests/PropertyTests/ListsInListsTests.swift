// Lists in the elements of lists, and in nested records, read into columns and folded level by level, give
// the traced evaluator's bytes and refusals.

import Support
import Testing
import TierlineChecker
import TierlineRuntime
import TierlineSource

private let ruleset = """
  ruleset "Lists" version "1"
  input customer {
    id: text key
    edge: number in 0..9 optional
    visits: list of visit default []
    box: { items: list of integer in -9..9 default []  name: text optional } optional
    grid: list of list of integer in -9..9 default []
  }
  record visit {
    let total = sum(.amount for .lines)
    n: integer in 0..99
    lines: list of line default []
    notes: list of text optional
  }
  record line {
    amount: number places 2 in -99..99
    kind: text in ["a", "b", "c"] default "c"
    ok: boolean optional
    tags: list of text default []
  }
  result sum_of_sums = sum(sum(.amount for .lines) for visits)
  result any_of_any = any(visits where any(.lines where .amount > 5))
  result count_of_counts = count(visits where count(.lines where .kind = "a") > 1)
  result most: number optional = max(.total for visits)
  result beyond_edge =
    sum(sum(.amount for .lines where (.amount > edge) default no) for visits)
  result all_of_all = all(visits where all(.lines where .ok default no))
  result three_deep = sum(sum(count(.tags) for .lines) for visits)
  result in_box: integer optional = count(box.items)
  result notes = sum(count(.notes) default 0 for visits)
  result least: number optional =
    min((average(.amount for .lines) default 0) + .n for visits)
  result in_grid = sum(sum(it for it) for grid)
  result odd = any(visits where .notes is missing or count(.lines) > 2)
  tier grade: low < high {
    rule many when count(visits where .total > 10) > 1 then high because "{sum_of_sums} of {id}"
    otherwise low
  }
  """

/// Records of customers, some of which the schema refuses.
private struct Customers {
  private var random: SeededGenerator
  private let isShuffled: Bool

  init(seed: UInt64, isShuffled: Bool) {
    random = SeededGenerator(seed: seed)
    self.isShuffled = isShuffled
  }

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 1...100, using: &random) <= percent
  }

  private mutating func number(_ range: ClosedRange<Int>) -> String {
    "\(Int.random(in: range, using: &random))"
  }

  private mutating func object(_ members: [(key: String, value: String)]) -> String {
    let ordered = isShuffled ? members.shuffled(using: &random) : members
    return "{\(ordered.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ","))}"
  }

  /// Few elements, and now and then more than fit into two words.
  private mutating func list(
    most: Int, _ element: (inout Customers) -> String
  ) -> String {
    let count = Int.random(in: 0...(chance(3) ? most * 40 : most), using: &random)
    return "[\((0..<count).map { _ in element(&self) }.joined(separator: ","))]"
  }

  private mutating func line() -> String {
    var members = [(key: "amount", value: chance(50) ? number(-9...9) : number(-9...9) + ".25")]
    if chance(1) { members[0].value = chance(50) ? "100" : "null" }
    if chance(70) { members.append(("kind", chance(99) ? #""a""# : #""z""#)) }
    if chance(80) { members.append(("ok", chance(80) ? "true" : "null")) }
    if chance(60) { members.append(("tags", list(most: 2) { _ in #""t\u00e9""# })) }
    return object(members)
  }

  private mutating func visit() -> String {
    var members = [(key: "n", value: chance(99) ? number(0...99) : "-1")]
    if chance(80) { members.append(("lines", list(most: 3) { $0.line() })) }
    if chance(60) {
      members.append(("notes", chance(90) ? list(most: 2) { _ in #""note""# } : "null"))
    }
    return object(members)
  }

  mutating func record(_ index: Int) -> String {
    var members = [(key: "id", value: "\"\(index)\"")]
    if chance(70) { members.append(("edge", number(0...9))) }
    if chance(90) { members.append(("visits", list(most: 4) { $0.visit() })) }
    if chance(60) {
      let items = chance(80) ? [(key: "items", value: list(most: 4) { $0.number(-9...9) })] : []
      members.append(("box", object(items + [("name", #""x""#)])))
    }
    if chance(70) {
      members.append(("grid", list(most: 3) { $0.list(most: 3) { $0.number(-9...9) } }))
    }
    if chance(2) { members.append(("grid", "[[1],2]")) }
    return object(members)
  }
}

@Test(arguments: [false, true], 0..<3 as Range<UInt64>)
func listsInLists(isShuffled: Bool, seed: UInt64) throws {
  let result = check(entry: "lists.tier") { _ in .success(Array(ruleset.utf8)) }
  let program = try #require(
    result.program, "\(listing(result.diagnostics, in: result.sources))")
  var customers = Customers(seed: seed, isShuffled: isShuffled)
  let input = Array((0..<300).map { customers.record($0) + "\n" }.joined().utf8)
  for (notation, includesFields) in [
    (DecisionNotation.brief, false), (.brief, true), (.full, false), (.csv, true),
  ] {
    let slow = try traced(program, nil, input, includesFields, notation)
    #expect(try slow == inBlocks(program, nil, input, includesFields, notation))
  }
  // Decided and refused ones are both there.
  let brief = try traced(program, nil, input)
  #expect(brief.filter { $0.hasPrefix("{") }.count > 50)
  #expect(brief.filter { !$0.hasPrefix("{") }.count > 20)
}

/// Records that hold lists of records that hold lists, each twice: too many places to be columns.
@Test(arguments: [3, 7, 25])
func listsMultiply(levels: Int) throws {
  let records = (0..<levels).map {
    "record r\($0) { n: integer  one: list of r\($0 + 1) default []  two: list of r\($0 + 1) default [] }\n"
  }
  let text =
    "ruleset \"Many\" version \"1\"\ninput c { id: text key  top: list of r0 default [] }\n"
    + records.joined() + "record r\(levels) { n: integer }\nresult all = sum(.n for top)\n"
  let program = try #require(
    check(entry: "many.tier") { _ in .success(Array(text.utf8)) }.program)
  let input = Array(
    #"{"id":"A","top":[{"n":1,"one":[{"n":2},{"n":3,"two":[{"n":4}]}]},{"n":5}]}"#.utf8)
  let slow = try traced(program, nil, input)
  #expect(try slow == inBlocks(program, nil, input, isForBlocks: levels == 3))
}

/// What is not declared counts among the levels of a record wherever it lies.
@Test(arguments: 110..<130)
func levelsAreCounted(levels: Int) throws {
  let program = try #require(
    check(entry: "lists.tier") { _ in .success(Array(ruleset.utf8)) }.program)
  let deep =
    String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
  let records = [
    #"{"id":"A","other":\#(deep)}"#, #"{"id":"B","visits":[{"n":1,"other":\#(deep)}]}"#,
    #"{"id":"C","visits":[{"n":1,"lines":[{"amount":1,"other":\#(deep)}]}]}"#,
  ]
  for record in records {
    let input = Array(record.utf8)
    #expect(try traced(program, nil, input) == inBlocks(program, nil, input))
  }
}

/// Objects on the way to a field are levels, too.
@Test(arguments: [100, 127, 128, 129, 140])
func pathsAreLevels(steps: Int) throws {
  let path = Array(repeating: "a", count: steps).joined(separator: ".")
  let text = """
    ruleset "Paths" version "1"
    input c { id: text key  deep: integer optional from "\(path)" }
    result found: integer optional = deep
    """
  let program = try #require(
    check(entry: "paths.tier") { _ in .success(Array(text.utf8)) }.program)
  for value in ["7", "null", "[]", "{}", #""x""#] {
    let inner = String(repeating: #"{"a":"#, count: steps - 1) + value
    let record =
      #"{"id":"A","a":"# + inner + String(repeating: "}", count: steps - 1) + #","other":[[]]}"#
    let input = Array(record.utf8)
    let slow = try traced(program, nil, input)
    #expect(try slow == inBlocks(program, nil, input, isForBlocks: steps <= 128))
  }
}
