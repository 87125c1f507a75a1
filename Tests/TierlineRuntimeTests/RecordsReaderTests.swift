import Testing
import TierlineSource

@testable import TierlineRuntime

/// A sound record with that id.
private func sound(_ id: String) -> String { #"{"id":"\#(id)","revenue":1}"# }

@Suite struct RecordsReaderTests {
  @Test func readsEveryKindOfField() throws {
    let text = """
      {"id": "客1", "score": 5.55e2, "revenue": "12.50", "unknown": {"a": [1, {"b": "\\ud83d\\ude00"}]},
       "balance": {"x": null, "total_assets": 10, "total_debts": 0.1},
       "since": "2026-01-31T23:10:00+08:00", "grade": "medium", "listed": true, "phone": "1",
       "contact": {"city": "a\\n\\u5ba2\\"", "street": null}, "owner": {"name": "n"},
       "invoices": [{"no": "1", "amount": 3}, {"amount": 4.25, "no": "2"}], "marks": [0, 5.0, "3"]}
      """
    let readings = try readAll(text)
    #expect(readings.count == 1)
    #expect(
      readings.map(\.summary) == [
        """
        1 ['客1'] '客1' 555 12.5 10 0.1 2026-01-31 'a' #1 yes '1' {'a
        客"' -} {'n'} [{'1' 3 -} {'2' 4.25 -}] [0 5 3]
        """
      ])
  }

  @Test func absentAndNullAreMissing() throws {
    let readings = try readAll(
      #"{"id":"1","revenue":0,"score":null,"balance":null,"contact":null,"kind":null}"#)
    #expect(
      readings.map(\.summary) == ["1 ['1'] '1' - 0 - - - 'a' - no - - {-} [] -"])
  }

  @Test(arguments: [
    ("", []), (" \r\n\t\n", []), ("\u{FEFF}", []), ("[]", []), ("[ \n ]", []),
    ("{1}", ["1"]), ("\u{FEFF}{1}", ["1"]), ("{1}{2} {3}", ["1", "2", "3"]),
    ("{1}\n{2}\n", ["1", "2"]), ("{1}\r\n\r\n{2}\r\n", ["1", "2"]), ("[{1},{2}]", ["1", "2"]),
    ("[\n  {1},\n  {2}\n]\n", ["1", "2"]), ("[{1}]\n[{2}]{3}", ["1", "2", "3"]),
  ])
  func readsEveryForm(form: String, ids: [String]) throws {
    var text = form
    for id in ["1", "2", "3"] { text = text.replacing("{\(id)}", with: sound(id)) }
    for chunk in [1, 2, 3, 7, 64, 4096] {
      let readings = try readAll(text, chunk: chunk)
      #expect(readings.compactMap { $0.value("id") } == ids.map { "'\($0)'" })
      #expect(readings.allSatisfy { $0.faults.isEmpty })
    }
  }

  @Test func linesAreCounted() throws {
    let text = "\n\(sound("1"))\n\n{\n\"id\":\"2\",\"revenue\":1}\n\(sound("3")) \(sound("4"))"
    #expect(try readAll(text).map(\.line) == [2, 4, 6, 6])
  }

  @Test func allFaultsOfARecordAreFound() throws {
    let text = """
      {"id": 5, "score": 200, "balance": {"total_assets": "abc", "total_assets": 1},
       "since": "2026-02-30", "kind": "c", "grade": "top", "listed": "yes", "phone": "13800000000",
       "contact": {}, "owner": 3, "invoices": [{"no": "1", "amount": 1.005}, 7, null], "marks": [6]}
      """
    let faults = try #require(try readAll(text).first).faults
    #expect(
      faults.map { "\($0.code.rawValue) \($0.path): \($0.message.english)" } == [
        "R102 id: expected text, found 5",
        "R103 score: expected integer in 300..950, found 200",
        "R102 balance.total_assets: expected money CNY, found \"abc\"",
        "R105 balance.total_assets: expected this key only once, found 1",
        "R102 since: expected date as 2026-01-31, found \"2026-02-30\"",
        "R103 kind: expected one of \"a\", \"b\", found \"c\"",
        "R103 grade: expected one of low, medium, high, found \"top\"",
        "R102 listed: expected true or false, found \"yes\"",
        "R103 phone: expected one of \"1\", found •••",
        "R101 contact.city: expected text, found missing",
        "R102 owner: expected object, found 3",
        "R104 invoices[0].amount: expected money CNY of at most 2 decimals, found 1.005",
        "R102 invoices[1]: expected object, found 7",
        "R101 invoices[2]: expected object, found null",
        "R103 marks[0]: expected integer in 0..5, found 6",
        "R101 revenue: expected money CNY >= 0, found missing",
      ])
    #expect(faults[2].message.chinese == "应为金额 CNY，实为 \"abc\"")
  }

  @Test(arguments: [
    ("1e999999999", "R103"), ("1e-999999999", "R104"), ("-1", "R103"),
    ("1000000000000001", "sound"), ("0.001", "R104"), ("0.0100", "sound"),
    ("1234567890123456789012345678901234567890", "R103"), ("\"1,000\"", "R102"),
    ("\" 1\"", "R102"), ("\"01\"", "R102"), ("\"\"", "R102"), ("\"\\u0031\"", "sound"),
    ("true", "R102"), ("[]", "R102"), ("{}", "R102"), ("12345678901234567890.1", "sound"),
  ])
  func numbersAreExact(number: String, outcome: String) throws {
    let reading = try #require(try readAll(#"{"id":"1","revenue":\#(number)}"#).first)
    #expect(reading.faults.first?.code.rawValue ?? "sound" == outcome)
    #expect(reading.key.map(\.plain) == ["'1'"])
  }

  /// Without a domain of its own a number lies within ±10¹⁵.
  @Test func numbersHaveADefaultDomain() throws {
    let most = try readAll(#"{"id":"1","revenue":1,"balance":{"total_debts":-1000000000000000}}"#)
    #expect(most.first?.value("debts") == "-1000000000000000")
    let more = try readAll(#"{"id":"1","revenue":1,"balance":{"total_debts":1000000000000001}}"#)
    #expect(
      more.first?.faults.first?.expected.english
        == "money CNY in -1000000000000000..1000000000000000")
  }

  @Test(arguments: [
    ("2026-01-31", true), ("2026-01-31T23:10:00Z", true), ("2026-01-31t23:10:00.123456z", true),
    ("2026-01-31 23:59:60-11:30", true), ("2026-01-31T23:10:00", true),
    ("2026-01-31T24:00:00Z", false), ("2026-01-31T23:60:00Z", false), ("2026-01-31T", false),
    ("2026-01-31T23:10Z", false), ("2026-01-31T23:10:00.Z", false), ("2026-02-29", false),
    ("2026-01-31T23:10:00+8:00", false), ("2026-01-31T23:10:00Z ", false), ("2026-1-31", false),
    ("20260131", false), ("2026-01-31x23:10:00Z", false), ("2026-01-31T23:10:00+08:00x", false),
  ])
  func timestampsGiveTheirOwnDate(text: String, isDate: Bool) throws {
    let reading = try #require(try readAll(#"{"id":"1","revenue":1,"since":"\#(text)"}"#).first)
    #expect(reading.value("since") == (isDate ? text.prefix(10).description : nil))
    #expect(reading.faults.map(\.code) == (isDate ? [] : [.recordFieldType]))
  }

  /// The key is known although the record is refused, also for text that breaks behind it.
  @Test func refusedRecordsKeepTheirKey() throws {
    let broken = try readAll(#"{"id":"7","revenue":}"# + "\n" + #"{"revenue":-1,"id":"8"}"#)
    #expect(broken.map { $0.key.map(\.plain) } == [["'7'"], ["'8'"]])
    #expect(try readAll(#"{"revenue": x, "id":"7"}"#).first?.key.isEmpty == true)
  }

  @Test func keysCompareByTheirBytesEscapesResolved() throws {
    let text = #"{"\u0069d":"1","rev\u0065nue":1,"id":"2","Id":"3","i\u0064":"4"}"#
    let reading = try #require(try readAll(text).first)
    #expect(reading.faults.map(\.code) == [.recordKeyTwice])
    #expect(reading.key.map(\.plain) == ["'1'"])
  }

  @Test func undeclaredKeysMayRepeat() throws {
    #expect(try readAll(#"{"id":"1","x":1,"x":{"x":1,"x":2},"revenue":1}"#).first?.faults == [])
  }

  @Test func longTextIsCutAndMadeSafe() throws {
    let long = String(repeating: "客", count: 500)
    let text = #"{"id":"1","revenue":1,"kind":"\#(long)","since":"\u001b[31m\u202e"}"#
    let found = try #require(try readAll(text).first).faults.map(\.found)
    #expect(found == ["\"" + String(repeating: "客", count: 59) + "…", #""\u001b[31m\u202e""#])
    let raw = try readAll("{\"id\":\"1\",\"revenue\":1,\"kind\":\"\u{7F}\u{202E}\"}")
    #expect(raw.first?.faults.map(\.found) == [#""\u007f\u202e""#])
  }

  /// Several fields may read one path, and a nested record stands beside paths through it.
  @Test func onePathMayServeSeveralFields() throws {
    var program = Sample.program
    func stored(_ path: [String]) -> Field.Content {
      .stored(StoredField(path: path, absence: .missing))
    }
    program.records[0].fields.append(
      Field(name: "town", type: .text, span: .nowhere, content: stored(["contact", "city"])))
    program.records[0].fields.append(
      Field(name: "same", type: .text, span: .nowhere, content: stored(["contact", "city"])))
    let text = #"{"id":"1","revenue":1,"contact":{"city":"x","street":"y"}}"#
    let reading = try #require(try readAll(Array(text.utf8), program: program).first)
    guard case .record(let values) = reading.content else {
      Issue.record("\(reading.summary)")
      return
    }
    #expect(values[10].plain == "{'x' 'y'}")
    #expect(values[14].plain == "'x'")
    #expect(values[15].plain == "'x'")
  }

  /// Elements of a list have the decimals of their own type.
  @Test func elementsHaveTheirOwnPlaces() throws {
    var program = Sample.program
    let yen = try #require(Currency(code: "JPY"))
    program.records[0].fields.append(
      Field(
        name: "paid", type: .list(of: .money(yen)), span: .nowhere,
        content: .stored(StoredField(path: ["paid"], absence: .missing))))
    let text = #"{"id":"1","revenue":1,"paid":[5, 5.0, "7", 5.5]}"#
    let faults = try #require(try readAll(Array(text.utf8), program: program).first).faults
    #expect(faults.map(\.path) == ["paid[3]"])
    #expect(faults.map(\.message.english) == ["expected money JPY without decimals, found 5.5"])
  }

  @Test(arguments: [
    ("30 days", "30d"), ("1 day", "1d"), ("-5 days", "-5d"), ("6 months", nil), ("30days", nil),
    ("1.5 days", nil), ("99999999999999999999 days", nil), ("", nil),
  ])
  func durationsAreReadInDays(text: String, value: String?) {
    #expect(Value(duration: text, like: .days)?.plain == value)
  }

  @Test(arguments: [
    ("6 months", "6m"), ("2 years", "24m"), ("9223372036854775807 years", nil), ("30 days", nil),
  ])
  func durationsAreReadInMonths(text: String, value: String?) {
    #expect(Value(duration: text, like: .months)?.plain == value)
  }

  /// What stands in a sensitive record is never shown, nor what stands in its place.
  @Test func sensitiveRecordsAreHidden() throws {
    var program = Sample.program
    program.records[0].fields[10].isSensitive = true
    let texts = [
      #"{"id":"1","revenue":1,"contact":{"city":5,"street":"s"}}"#,
      #"{"id":"1","revenue":1,"contact":["13800000000"]}"#,
      #"{"id":"1","revenue":1,"contact":null,"contact":"13800000000"}"#,
    ]
    for text in texts {
      let faults = try #require(try readAll(Array(text.utf8), program: program).first).faults
      #expect(faults.map(\.found) == [RecordFault.mask])
    }
  }

  @Test func sourcesMayFail() {
    var reader = RecordReader(program: Sample.program) { () throws(ByteSourceFailure) in
      throw ByteSourceFailure(reason: "gone")
    }
    #expect(throws: ByteSourceFailure(reason: "gone")) { try reader.next() }
  }
}
