// The small steps over numbers of `TierlineScalars.h` against the same, byte by byte.

import Support
import Testing
import TierlineBytes

@Test("digits, and what ends a value of an object, are found wherever they stand")
func scalarsEnd() {
  var generator = SeededGenerator(seed: 3)
  // Each byte at each place among digits, among letters, and among bytes of any kind.
  for filler in [UInt8(ascii: "7"), UInt8(ascii: "a"), 0xE5] {
    for place in 0...16 {
      for byte in UInt8.min...UInt8.max {
        var text = (0..<17).map { _ in UInt8.random(in: 0...255, using: &generator) }
        for index in 0..<place { text[index] = filler }
        text[place] = byte
        let digits = text.prefix(16).prefix { 0x30...0x39 ~= $0 }.count
        let scalar = text.prefix(16).prefix { !",}".utf8.contains($0) }.count
        let found = unsafe (tierline_digit_count(text), tierline_scalar_length(text))
        // Not `#expect`: ten thousand of these are made.
        if found != (UInt32(digits), UInt32(scalar)) {
          Issue.record("\(found), not \((digits, scalar)): \(text)")
        }
      }
    }
  }
}

@Test("a number of each length, whatever stands around it", arguments: 0...16)
func numbersOfEachLength(count: Int) {
  var generator = SeededGenerator(seed: UInt64(count))
  for round in 0..<200 {
    let digits = (0..<count).map { _ in
      round == 0 ? UInt8(9) : UInt8.random(in: 0...9, using: &generator)
    }
    let around = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let text = around + digits.map { $0 + 0x30 } + around
    let expected = digits.reduce(Int64(0)) { $0 * 10 + Int64($1) }
    let found = unsafe text.withUnsafeBufferPointer { text in
      unsafe text.baseAddress.map { unsafe tierline_number_before($0 + 16 + count, UInt32(count)) }
    }
    #expect(found == expected)
  }
  guard (1...15).contains(count) else { return }
  let least = count == 1 ? "0" : "1" + String(repeating: "0", count: count - 1)
  #expect(tierline_least_of_digits(UInt32(count)) == Int64(least))
}

@Test("how many sorted bounds a value reaches, and whether a text begins like a pattern")
func boundsAndPatterns() {
  var generator = SeededGenerator(seed: 11)
  for count in 0..<40 {
    let bounds = (0..<count).map { _ in Int64.random(in: -9...9, using: &generator) }.sorted()
    for value in [Int64.min, .max] + (-10...10) {
      let found = unsafe tierline_reached(bounds, count, value)
      #expect(found == bounds.count { $0 <= value })
    }
  }
  for count in 0...32 {
    let text = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let masks = (0..<32).map { UInt8($0 < count ? 0xFF : 0) }
    var pattern = tierline_pattern()
    unsafe withUnsafeMutableBytes(of: &pattern) { bytes in
      for index in 0..<32 {
        unsafe bytes[index] = text[index] & masks[index]
        unsafe bytes[32 + index] = masks[index]
      }
    }
    #expect(unsafe tierline_matches(&pattern, text))
    for index in 0..<32 {
      var other = text
      other[index] ^= 1 << UInt8.random(in: 0...7, using: &generator)
      #expect(unsafe tierline_matches(&pattern, other) == (index >= count))
    }
  }
}
