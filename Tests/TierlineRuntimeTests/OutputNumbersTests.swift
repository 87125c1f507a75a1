// Numbers written into the bytes of a block look as `Decimal` writes them, and cells as `CSVOutput` does.

import Support
import Testing

@testable import TierlineRuntime

private func written(_ append: (inout OutputBytes) -> Void) -> String {
  var output = OutputBytes()
  defer { output.free() }
  output.reserve(64)
  // What stands before stays, and what stood behind is nothing to it.
  output.append(UInt8(ascii: "["))
  append(&output)
  output.append(UInt8(ascii: "]"))
  var text = ""
  unsafe output.withBytes { unsafe text = String(decoding: $0, as: UTF8.self) }
  return text
}

/// A number of up to so many digits: of each length alike, and with zeros at its end at times.
private func magnitude(digits: Int, using random: inout SeededGenerator) -> UInt128 {
  var number: UInt128 = 0
  for _ in 0..<Int.random(in: 0...digits, using: &random) {
    number = number * 10 + UInt128(Int.random(in: 0...9, using: &random))
  }
  for _ in 0..<Int.random(in: 0...4, using: &random) { number = number / 10 * 10 }
  let units: [UInt128] = [1, 1_000, 1_000_000_000_000]
  let unit = units.randomElement(using: &random) ?? 1
  return number / unit * unit
}

@Test("units of each scale", arguments: 0...9)
func unitsAreWritten(scale: Int) throws {
  var random = SeededGenerator(seed: UInt64(scale))
  let edges: [Int64] = [0, 1, -1, 9, 10, 99, 100, 9_999_999_999_999_999, 10_000_000_000_000_000]
  let others = (0..<500).map { _ in
    let units = Int64(clamping: magnitude(digits: 19, using: &random))
    return Bool.random(using: &random) ? units : -units
  }
  for units in edges + others + [.max, .min] {
    let coefficient = Int128(units) * Int128(powerOfTen(18 - scale))
    let expected = try #require(Decimal(coefficient: coefficient)).description
    #expect(written { $0.append(units: units, scale: scale) } == "[\(expected)]")
  }
}

@Test("coefficients of decimals")
func coefficientsAreWritten() throws {
  var random = SeededGenerator(seed: 1)
  let most = Int128(UInt128(99_999_999_999_999_999_999) * UInt128(powerOfTen(18)))
  for round in 0..<3000 {
    let size = Int128(magnitude(digits: 37, using: &random))
    let coefficient = round == 0 ? most : Bool.random(using: &random) ? size : -size
    let expected = try #require(Decimal(coefficient: coefficient)).description
    #expect(written { $0.append(coefficient: coefficient) } == "[\(expected)]")
  }
}

@Test("cells of CSV, whatever stands in them")
func cellsAreWritten() {
  var random = SeededGenerator(seed: 2)
  let pieces = [
    "a", "bc", "信用", "ー", "＝", "＠", "ï", ",", "\"", "\n", "\r", "\t", "=", "+", "-", "@", "'", " ",
  ]
  for _ in 0..<3000 {
    var text = ""
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      // Mostly what needs no quotes.
      text +=
        pieces[Int.random(in: 0..<(Bool.random(using: &random) ? 3 : pieces.count), using: &random)]
    }
    var bytes = Array(text.utf8)
    // What is copied may be read beyond its end.
    let count = bytes.count
    bytes += [UInt8](repeating: UInt8(ascii: ","), count: 32)
    let cell = unsafe bytes.withUnsafeBufferPointer { buffer in
      written { unsafe $0.append(cell: UnsafeBufferPointer(rebasing: buffer[..<count])) }
    }
    #expect(cell == "[\(csvCell(text))]")
  }
  #expect(csvCell("=1,\"2\"") == "\"'=1,\"\"2\"\"\"")
  #expect(csvCell("－1") == "'－1")
}

private func csvCell(_ text: String) -> String {
  String(decoding: CSVOutput.cell(Array(text.utf8)), as: UTF8.self)
}

@Test("days of the calendar")
func datesAreWritten() throws {
  for number in stride(from: 0, through: CalendarDate.dayNumberMax, by: 97) {
    let date = try #require(CalendarDate(dayNumber: number))
    #expect(written { $0.append(date) } == "[\(date)]")
  }
}
