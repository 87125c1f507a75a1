import Support
import Testing

@testable import TierlineCLI

@Suite("Key table")
struct KeyTableTests {
  @Test("finds what a dictionary finds")
  func likeDictionary() {
    var generator = SeededGenerator(seed: 3)
    var table = KeyTable()
    var expected: [String: Int] = [:]
    var repeated = 0
    for record in 0..<20_000 {
      let number = Int.random(in: 0..<15_000, using: &generator)
      let key = record % 97 == 0 ? nil : "客户\(number % 7 == 0 ? "" : "\(number)")"
      table.append(key)
      guard let key else { continue }
      if expected[key] == nil { expected[key] = record } else { repeated += 1 }
    }
    #expect(table.count == expected.count)
    #expect(table.duplicates == repeated)
    for (key, record) in expected { #expect(table.record(of: key) == record) }
    #expect(table.record(of: "客户99999") == nil)
    #expect(table.record(of: "") == nil)
  }

  @Test("keys by their beginning, in the order of the records")
  func beginnings() {
    var table = KeyTable()
    for key in ["C10", "C2", nil, "C1", "D1", "C10", "é", ""] { table.append(key) }
    #expect(table.keys(beginningWith: "C1", atMost: 10) == ["C10", "C1", "C10"])
    #expect(table.keys(beginningWith: "", atMost: 2) == ["C10", "C2"])
    #expect(table.keys(beginningWith: "e", atMost: 10) == [])
    #expect(table.record(of: "") == 7)
  }

  @Test("100,000 keys of 8 bytes take less than 30 bytes each")
  func size() {
    var table = KeyTable()
    for number in 0..<100_000 { table.append("K\(1_000_000 + number)") }
    #expect(table.byteCount < 3_000_000)
    #expect(table.record(of: "K1099999") == 99_999)
  }
}
