import TierlineSource
import Testing

@testable import TierlineRuntime

@Suite struct RecordsOutputTests {
  @Test func writesCompactJSON() throws {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("id")
    writer.string("客\"\\\n\r\t\u{1B}\u{7F}\u{85}\u{2028}\u{202E}é👍")
    writer.key("amount")
    writer.number(try #require(Decimal("-1000000.50")))
    writer.key("list")
    writer.beginArray()
    writer.integer(Int.min)
    writer.boolean(true)
    writer.null()
    writer.beginObject()
    writer.endObject()
    writer.beginArray()
    writer.endArray()
    writer.endArray()
    writer.key("day")
    writer.date(try #require(CalendarDate("0026-01-31")))
    writer.endObject()
    writer.endLine()
    writer.beginArray()
    writer.endArray()
    #expect(
      writer.text == #"""
        {"id":"客\"\\\n\r\t\u001b\u007f\u0085\u2028\u202eé👍","amount":-1000000.5,"list":[-9223372036854775808,true,null,{},[]],"day":"0026-01-31"}
        []
        """#)
    writer.removeAll()
    writer.null()
    #expect(writer.text == "null")
  }

  /// What the writer writes, the reader reads.
  @Test func textRoundTrips() throws {
    var random = SeededGenerator(seed: 13)
    for _ in 0..<500 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...20, using: &random) {
        let limit: UInt32 = [0x30, 0x80, 0x2100, 0x11_0000].randomElement(using: &random) ?? 0x80
        text.append(Unicode.Scalar(UInt32.random(in: 0..<limit, using: &random)) ?? "\u{D7FF}")
      }
      var writer = JSONWriter()
      writer.beginObject()
      writer.key("id")
      writer.string(String(text))
      writer.key("revenue")
      writer.integer(1)
      writer.endObject()
      let reading = try #require(try readAll(writer.bytes, chunk: 5).first)
      #expect(reading.key.map(\.plain) == ["'\(String(text))'"])
    }
  }

  @Test func printableTextCannotSteerATerminal() {
    #expect("a\u{1B}[2J\u{200B}\u{202E}b\n".printable == #"a\u001b[2J\u200b\u202eb\u000a"#)
    #expect("客é👍".printable == "客é👍")
    #expect("客户风险".cut(toScalars: 2) == "客户…")
    #expect("客户".cut(toScalars: 2) == "客户")
  }
}

@Suite struct RecordsPreviousTests {
  /// The sample with a score, a tier, alerts and a table, all of which are read of `previous`.
  private static let program: Program = {
    var program = Sample.program
    let constant = ExpressionID(0)
    func decision(_ name: String, _ type: ValueType, _ body: Decision.Body) -> Decision {
      Decision(name: name, span: .nowhere, type: type, body: body)
    }
    let bands = Bands(
      subject: constant, span: .nowhere, bands: [], otherwise: nil, unknown: .impossible)
    program.decisions = [
      decision(
        "points", .number, .score(Score(start: constant, items: [], unknown: .skip, bounds: nil))),
      decision("risk", .level(0), .tier(Tier(content: .bands(bands)))),
      decision("warnings", .level(0), .alerts(Alerts(rules: [], unknown: .skip))),
      decision(
        "terms", .record(99),
        .table(
          Table(
            subjects: [], columns: ["status", "wait"], columnTypes: [.text, .days],
            policy: .first, rows: [], otherwise: nil, unknown: .skip, isOptional: false,
            isMatrix: false))),
      decision("unused", .number, .result(constant)),
    ]
    let kinds: [Expression.Kind] = [
      .constant(.missing), .previousField(1), .previousField(3), .previousField(10),
      .previousDecision(0), .previousDecision(1), .previousAlertRaised(decision: 2, rule: 0),
      .previousColumn(decision: 3, column: 1),
    ]
    program.expressions = ContiguousArray(
      kinds.map { Expression(kind: $0, type: .number, span: .nowhere) })
    return program
  }()

  private func snapshot(_ text: String) throws -> PreviousSnapshot {
    try PreviousSnapshot(program: Self.program, source: byteSource(of: Array(text.utf8)))
  }

  @Test func looksUpByKey() throws {
    let snapshot = try snapshot(
      """
      {"id":"1","score":600,"assets":12.5,"contact":{"city":"x"},"points":1234567890123456789,\
      "risk":"high","warnings":["late"],"terms":{"status":"s","wait":"30 days"},"unused":"?"}
      {"id":"2"}
      """)
    #expect(snapshot.count == 2)
    #expect(snapshot.unfitCount == 0)
    let first = try #require(snapshot.record(for: [.text(Text("1"))]))
    #expect(
      first.fields.map(\.plain).joined(separator: " ") == "'1' 600 - 12.5 - - - - - - {'x' -} - - -"
    )
    #expect(
      first.decisions.map(\.plain).joined(separator: " ")
        == "1234567890123456789 #2 ['late'] {'s' 30d} -")
    let second = try #require(snapshot.record(for: [.text(Text("2"))]))
    #expect(second.decisions.map(\.plain) == ["-", "-", "-", "-", "-"])
    #expect(snapshot.record(for: [.text(Text("3"))]) == nil)
    #expect(snapshot.record(for: [.missing]) == nil)
  }

  @Test func whatNoLongerFitsIsMissingAndCounted() throws {
    let snapshot = try snapshot(
      #"{"id":"1","score":5,"assets":12.505,"contact":{},"risk":"gone","points":7,"unused":[}"#
        .replacing("[}", with: "[]}"))
    #expect(snapshot.unfitCount == 4)
    let record = try #require(snapshot.record(for: [.text(Text("1"))]))
    #expect(record.fields.dropFirst().map(\.plain).allSatisfy { $0 == "-" })
    #expect(record.decisions.map(\.plain) == ["7", "-", "-", "-", "-"])
  }

  @Test(arguments: [
    ("{\"id\":\"1\"}\n{\"id\":\"2\"}\n{\"id\":\"1\"}", 3, DiagnosticCode.previousKeyTwice),
    ("{\"id\":\"1\"}\n{\"score\":600}", 2, .recordFieldMissing),
    ("{\"id\":\"1\"}\nbad", 2, .recordMalformed), ("{\"id\":\"1\"}\n42", 2, .recordNotObject),
  ])
  func brokenSnapshotsAreRefused(text: String, line: Int, code: DiagnosticCode) throws {
    do {
      _ = try snapshot(text)
      Issue.record("read")
    } catch PreviousSnapshotFailure.refused(let found, let fault) {
      #expect(found == line)
      #expect(fault.code == code)
    }
  }
}
