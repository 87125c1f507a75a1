// Input that was made to break readers: a corpus of files, cases of the grammar, and mutations.

import TierlineSource
import Testing

@testable import TierlineRuntime

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The files of `Tests/Crashes/records`, each a find or a guess of what could break a reader.
private enum Corpus {
  static let folder: String = {
    let parts = #filePath.split(separator: "/").dropLast(2)
    return "/" + parts.joined(separator: "/") + "/Crashes/records"
  }()

  static let names: [String] = {
    guard let directory = unsafe opendir(folder) else { return [] }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }()

  static func bytes(_ name: String) throws -> [UInt8] {
    let file = try unsafe #require(unsafe fopen("\(folder)/\(name)", "rb"))
    defer { unsafe fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe fread(&chunk, 1, chunk.count, file)
      guard count > 0 else { return bytes }
      bytes += chunk[..<count]
    }
  }
}

/// Reads in chunks of several sizes and expects the same of all, and what always holds.
private func readTheSame(_ bytes: [UInt8], chunks: [Int]) throws -> [RecordReading] {
  let whole = try readAll(bytes, chunk: max(bytes.count, 1))
  let summaries = whole.map(\.summary)
  for chunk in chunks {
    let parts = try readAll(bytes, chunk: chunk).map(\.summary)
    #expect(
      parts == summaries,
      """
      chunks of \(chunk) of \(String(decoding: bytes.prefix(500), as: UTF8.self).debugDescription)
      \(parts.joined(separator: "\n")) in place of
      \(summaries.joined(separator: "\n"))
      """)
  }
  var line = 1
  for (index, reading) in whole.enumerated() {
    // An array that nothing closes is reported last, at the line where it opens.
    #expect(reading.line >= line || index == whole.count - 1)
    line = reading.line
    switch reading.content {
    case .record(let values): #expect(values.count == Sample.program.input.fields.count)
    case .refused(let faults): #expect(!faults.isEmpty)
    }
    for fault in reading.faults {
      #expect(fault.code.rawValue.hasPrefix("R1"))
      #expect(fault.found.unicodeScalars.count <= 61 + 5 * 60)
      #expect(!fault.found.unicodeScalars.contains { $0.steersTerminal })
    }
  }
  return whole
}

@Suite struct RecordsHostileTests {
  @Test func theCorpusIsThere() {
    #expect(Corpus.names.count >= 40)
  }

  @Test(arguments: Corpus.names)
  func hostileFilesAreRead(name: String) throws {
    let bytes = try Corpus.bytes(name)
    let readings = try readTheSame(bytes, chunks: [1, 2, 3, 7, 64, 4096])
    let isBlank = bytes.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
    #expect(readings.isEmpty == isBlank)
    // Wherever the last line is a sound record, it is read.
    let sound = Array(#"{"id":"1","revenue":1}"#.utf8)
    if bytes.suffix(sound.count + 1) == [0x0A] + sound {
      #expect(readings.last?.value("id") == "'1'")
    }
  }

  @Test(arguments: [
    // Values.
    "0", "-0", "10", "-0.5", "1.50", "1e5", "1E+5", "1e-5", "0e0", "true", "false", "null",
    "\"\"", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\u0000\"", "\"\\uD83D\\uDE00\"", "\"\u{7F}\"",
    "\"é客👍\"", "\"\u{FEFF}\"", "\"\u{2028}\"", "\"\u{10FFFF}\"", "[]", "[ ]", "[1]", "[1,2]",
    "[[],[[]]]", "{}", "{ }", "{\"\":0}", "{\"a\":1,\"a\":2}", "[{},{\"a\":[]}]",
    " \t\r\n1\t", "[\n1\r\n,\t2 ]", "{\"a\\u0000b\" : 1 }", "12345678901234567890123e400",
  ])
  func validValuesAreSkipped(value: String) throws {
    let readings = try readTheSame(
      Array(#"{"id":"1","x":\#(value),"revenue":1}"#.utf8), chunks: [1, 3, 8])
    #expect(readings.map(\.summary) == ["1 ['1'] '1' - 1 - - - 'a' - no - - {-} [] -"])
  }

  @Test(arguments: [
    "", "01", "-", "-01", "+1", "1.", ".1", "1e", "1e+", "1.e5", "0x1", "1_0", "1,", "NaN",
    "-Infinity", "tru", "True", "truex", "nul", "nulll", "true1", "undefined", "'a'", "\"",
    "\"\\\"", "\"\\q\"", "\"\\x41\"", "\"\\u12\"", "\"\\u12G4\"", "\"\\uD800\"", "\"\\uDC00\"",
    "\"\\uD800\\n\"", "\"\\uD800\\uD800\"", "\"\t\"", "\"\u{0}\"", "\"\u{1F}\"", "[", "]", "[1",
    "[1,", "[1,]", "[,1]", "[,]", "[1 2]", "[1:2]", "[1}", "{", "}", "{1}", "{a:1}", "{'a':1}",
    "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}", "{\"a\" 1}", "{\"a\"::1}", "{\"a\":1 \"b\":2}",
    "{\"a\":1]", "1 2", "// x\n1", "/* x */ 1", "\u{FEFF}1", "\u{A0}1", "\u{3000}1", "1;",
    "\"a\" \"b\"", "[\"a\"", "\u{0}", "１", "“a”",
  ])
  func invalidValuesAreRefused(value: String) throws {
    let bytes = Array(#"{"id":"1","x":\#(value),"revenue":1}"#.utf8)
    let readings = try readTheSame(bytes, chunks: [1, 3, 8])
    #expect(readings.first?.faults.map(\.code) == [.recordMalformed])
    #expect(readings.first?.key.map(\.plain) == ["'1'"])
    #expect(readings.allSatisfy { !$0.faults.isEmpty })
  }

  @Test(arguments: [
    [0x80], [0xC0, 0xAF], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF],
    [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80],
    [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xFE], [0xC2], [0xE5, 0xAE], [0xF0, 0x9F, 0x98],
    [0xC2, 0x41], [0xE5, 0xAE, 0x41],
  ])
  func invalidUTF8IsRefused(sequence: [UInt8]) throws {
    for frame in [
      (#"{"id":"1","x":""#, #""}"#), (#"{"id":"1",""#, #"":1}"#), (#"{"id":"1","#, "}"),
    ] {
      let readings = try readTheSame(
        Array(frame.0.utf8) + sequence + Array(frame.1.utf8), chunks: [1, 3])
      #expect(readings.map { $0.faults.map(\.code) } == [[.recordMalformed]])
    }
  }

  /// Whatever happens to one line, its neighbours are read.
  @Test func mutatedLinesCostOnlyThemselves() throws {
    var random = SeededGenerator(seed: 11)
    let line = Array(
      """
      {"id":"9","score":555,"revenue":"12.50","x":{"a":[1,{"b":"\\ud83d\\ude00"}]},"balance":{"total\
      _assets":10},"since":"2026-01-31","contact":{"city":"客"},"invoices":[{"no":"1","amount":3}]}
      """.utf8)
    let pieces = ["{", "}", "[", "]", ",", ":", "\"", "\\", "null", "-", "1e9", "\u{0}", "客", " "]
      .map { Array($0.utf8) }
    func sound(_ id: Int) -> [UInt8] { Array(#"{"id":"\#(id)","revenue":1}"#.utf8) + [0x0A] }
    for _ in 0..<1_500 {
      var mutated = line
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let at = Int.random(in: 0..<mutated.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: mutated.remove(at: at)
        case 1: mutated[at] = UInt8.random(in: 0...255, using: &random)
        case 2: mutated.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: at)
        case 3: mutated = Array(mutated[..<max(at, 1)])
        default: mutated.insert(contentsOf: mutated[at...].prefix(9), at: at / 2)
        }
      }
      mutated.removeAll { $0 == 0x0A }
      let text = sound(1) + mutated + [0x0A] + sound(2) + sound(3)
      let readings = try readTheSame(text, chunks: [Int.random(in: 1...40, using: &random)])
      let ids = readings.filter { $0.line != 2 }.compactMap { $0.value("id") }
      #expect(ids == ["'1'", "'2'", "'3'"], "\(String(decoding: mutated, as: UTF8.self))")
    }
  }

  /// Text put together at random, which is rarely JSON.
  @Test func anyTextIsReadToItsEnd() throws {
    var random = SeededGenerator(seed: 12)
    let words = [
      "{", "}", "[", "]", ",", ":", "\"id\"", "\"revenue\"", "\"balance\"", "\"marks\"", "1", "\n",
      "\n{", "\n  {", "null", "\"", "\\u", "\\", "客", "\u{0}", "tru", " ",
      "{\"id\":\"1\",\"revenue\":1}",
    ]
    for _ in 0..<1_500 {
      let text = (0..<Int.random(in: 1...40, using: &random)).map { _ in
        words[Int.random(in: words.indices, using: &random)]
      }
      _ = try readTheSame(
        Array(text.joined().utf8), chunks: [1, Int.random(in: 2...30, using: &random)])
    }
  }
}
