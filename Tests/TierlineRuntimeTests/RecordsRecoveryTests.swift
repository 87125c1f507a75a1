import Testing
import TierlineSource

@testable import TierlineRuntime

/// Reads `text`, in which `(1)` stands for a sound record of that id, and tells what came: ids of
/// sound records, `!` and the code for refused ones.
private func outcomes(_ text: String) throws -> String {
  var text = text
  for id in 1...9 { text = text.replacing("(\(id))", with: #"{"id":"\#(id)","revenue":1}"#) }
  var seen: Set<String> = []
  for chunk in [1, 2, 3, 7, 64, 4096] {
    let readings = try readAll(text, chunk: chunk)
    let outcome = readings.map { reading in
      switch reading.content {
      case .record(let values): values[0].plain.trimmingQuotes
      case .refused(let faults): "!" + (faults.first?.code.rawValue.dropFirst() ?? "")
      }
    }
    seen.insert(outcome.joined(separator: " "))
  }
  return seen.sorted().joined(separator: " OR ")
}

extension String {
  fileprivate var trimmingQuotes: String { String(dropFirst().dropLast()) }
}

@Suite struct RecordsRecoveryTests {
  @Test(arguments: [
    // Lines.
    ("(1)\n{bad}\n(2)", "1 !107 2"),
    ("(1)\n{\"id\":\"x\n(2)", "1 !107 2"),
    ("(1)\n{\"id\":\n(2)\n(3)", "1 !107 2 3"),
    ("(1)\n{\"id\":\"x\",\"balance\":{\"a\":\n(2)\n(3)", "1 !107 2 3"),
    ("garbage\nmore\n(1)", "!107 !107 1"),
    ("(1)}\n(2)", "1 !107 2"),
    ("(1),\n(2)", "1 !107 2"),
    ("\u{0}\u{0}\n(1)", "!107 1"),
    ("{bad} (1)\n(2)", "!107 2"),
    ("(1)\n  {bad}\n  (2)", "1 !107 2"),
    // Objects over several lines.
    ("{\n  \"id\": bad,\n  \"x\": [\n    {\n    }\n  ]\n}\n(2)", "!107 2"),
    ("{ \"id\": bad,\n  \"x\": 1\n}\n(2)", "!107 2"),
    ("{\n\"id\": \"1\",\n(2)\n(3)", "!107 2 3"),
    ("{\"id\": \"1\"", "!107"),
    ("{", "!107"),
    // Values that are no objects.
    ("42\n\"x\"\nnull true\n-0.5e1\n(1)", "!108 !108 !108 !108 !108 1"),
    ("42", "!108"), ("tru", "!107"), ("1.", "!107"), ("01\n(1)", "!107 1"), ("-", "!107"),
    ("nullnull\n(1)", "!107 1"), ("\"abc", "!107"),
    // Arrays.
    ("[(1),{bad},(2)]\n(3)", "1 !107 2 3"),
    ("[(1), 42, [(2)], \"x\", (3)]", "1 !108 !108 !108 3"),
    ("[(1) (2), (3)]", "1 !107 2 3"), ("[(1) : 4, (2)]", "1 !107"),
    ("[(1),]", "1 !107"), ("[,(1)]", "!107 1"), ("[(1),,(2)]", "1 !107 2"),
    ("[NaN,(1)]", "!107 1"), ("[(1)", "1 !107"), ("[(1),", "1 !107"), ("[", "!107"),
    ("[(1),{\"id\":", "1 !107"),
    ("[\n  (1),\n  {\"id\": \"x,\n  (2)\n]\n(3)", "1 !107 2 3"),
    ("[\n  (1),\n  {\n    \"a\": [\n      {\n  (2)\n]", "1 !107 2"),
    ("[(1)]]\n(2)", "1 !107 2"),
    ("[[[[[", "!107"),
    // A bracket too many at the head of a line.
    ("(1)\n[(2)\n(3)\n(4)", "1 2 !107 3 4"),
    ("(1)\n[\"id\":\"x\",\"y\":1}\n(3)\n(4)", "1 !108 !107 3 4"),
    ("[\n(1)\n(2)\n(3)\n]\n(4)", "1 !107 2 3 4"),
  ])
  func oneFaultCostsOneRecord(text: String, expected: String) throws {
    #expect(try outcomes(text) == expected)
  }

  @Test func breaksNameTheirPlace() throws {
    let reading = try #require(try readAll("\n  {\"客\": 1,\n \"户\": q}").first)
    #expect(reading.line == 2)
    #expect(
      reading.faults == [
        RecordFault(
          code: .recordMalformed, place: "3:7",
          expected: Wording("a JSON value", zh: "JSON 值"), found: "q")
      ])
    let unclosed = try #require(try readAll("\n[{\"id\":\"1\",\"revenue\":1}\n\n").last)
    #expect(unclosed.line == 2)
    #expect(unclosed.faults.first?.found == "missing")
  }

  @Test(arguments: [
    (#"{"a":"\ud800"}"#, #"\ud800"#), (#"{"a":"\q\""#, #"\q"#), (#"{"a":"\ud8"#, "missing"),
    ("{\"a\":\"\u{1}\"}", #"\u0001"#), (#"{"a":客}"#, "客"), (#"{"a":\""#, #"\"#),
    (#"{"a""#, "missing"),
  ])
  func breaksShowWhatStandsThere(text: String, found: String) throws {
    for chunk in [1, 4096] {
      #expect(try readAll(text, chunk: chunk).first?.faults.map(\.found) == [found])
    }
  }

  @Test func deepBracketsAreRefused() throws {
    let deep = String(repeating: "[", count: 100_000)
    #expect(try readAll(deep).map { $0.faults.first?.code } == [.recordTooLarge])
    #expect(
      try readAll(#"{"a":"# + deep + "\n" + #"{"id":"1","revenue":1}"#).map {
        $0.faults.first?.code
      } == [.recordTooLarge, nil])
    let deepest = String(repeating: "[", count: 127) + String(repeating: "]", count: 127)
    #expect(try readAll(#"{"id":"1","revenue":1,"a":\#(deepest)}"#).first?.faults == [])
    #expect(
      try readAll(#"[{"a":[\#(deepest)]},{"id":"1","revenue":1}]"#).map { $0.faults.first?.code }
        == [.recordTooLarge, nil])
  }

  @Test(arguments: [1, 7, 1000])
  func longRecordsAreRefused(chunk: Int) throws {
    let limits = RecordLimits(bytes: 1000)
    let space = String(repeating: " ", count: limits.bytes)
    let next = #"{"id":"1","revenue":1}"#
    for text in ["{\(space)}\n\(next)", "{\n\(space)}\n\(next)", "{\"a\":\"\(space)\"}\n\(next)"] {
      let readings = try readAll(text, chunk: chunk, limits: limits)
      #expect(readings.map { $0.faults.first?.code } == [.recordTooLarge, nil])
    }
    let rest = String(repeating: " ", count: limits.bytes - next.utf8.count)
    let longest = "{\(rest)\(next.dropFirst())\(next)"
    #expect(try readAll(longest, chunk: chunk, limits: limits).map(\.faults.count) == [0, 0])
  }

  @Test func manyValuesAreRefused() throws {
    let limits = RecordLimits(values: 100)
    let marks = String(repeating: "1,", count: 100)
    let text = #"{"id":"1","revenue":1,"marks":[\#(marks)1]}"# + "\n" + #"{"id":"2","revenue":1}"#
    let readings = try readAll(text, limits: limits)
    #expect(readings.map { $0.faults.map(\.code) } == [[.recordTooLarge], []])
  }

  @Test func manyFaultsAreListedInPart() throws {
    let marks = Array(repeating: "9", count: 1000).joined(separator: ",")
    let readings = try readAll(#"{"id":"1","revenue":1,"marks":[\#(marks)]}"#)
    #expect(readings.map(\.faults.count) == [100])
  }
}
