// Every shipped ruleset decides in blocks, on 1, 2, 3 and 8 threads, what the traced evaluator decides:
// the same bytes, refusals, order and exit code, whatever the records are like.
//
// Records are those that ship with it, the same spoilt (members missing, null, of a wrong type, twice,
// escaped, in another order), and others made from its input. Spaces behind each make many blocks.
// `PROPERTY_RECORDS=N` spoils and makes more.

import Foundation
import Support
import Testing
import TierlineCLI
import TierlineChecker
import TierlineRuntime
import TierlineSource

/// How many records are made, and how many are spoilt, for each ruleset.
private let recordCount =
  ProcessInfo.processInfo.environment["PROPERTY_RECORDS"].flatMap(Int.init) ?? 60

/// A ruleset that ships, by the path of its entry file below `rulesets/`.
struct ShippedRuleset: CustomTestStringConvertible, Sendable {
  static let folder = GoldenCase.testsFolder.deletingLastPathComponent().appending(path: "rulesets")
    .path(percentEncoded: false)

  let entry: String

  var testDescription: String { entry }

  /// All entry files: those that begin with a header.
  static let all: [ShippedRuleset] = {
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return files.filter { file in
      guard file.hasSuffix(".tier"), !file.hasSuffix(".test.tier"),
        let text = try? String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
      else { return false }
      return text.split(separator: "\n").contains {
        $0.hasPrefix("ruleset ") || $0.hasPrefix("规则集 ")
      }
    }.sorted().map(ShippedRuleset.init)
  }()

  /// The folder of its own; its twin's where the data is there.
  private var home: String {
    let name = entry.split(separator: "/").first.map(String.init) ?? ""
    return name == "trade-credit-zh" ? "trade-credit" : name
  }

  private func files(where fits: (String) -> Bool) -> [String] {
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: "\(Self.folder)/\(home)")) ?? []
    return names.filter { $0.hasSuffix(".ndjson") && fits($0) }.sorted()
      .map { "\(Self.folder)/\(home)/\($0)" }
  }

  /// The first lines of its data.
  func lines(atMost count: Int) -> [String] {
    let data = files { !$0.hasPrefix("decisions") && !$0.hasPrefix("previous") }
    let texts = data.compactMap { try? String(contentsOfFile: $0, encoding: .utf8) }
    return texts.flatMap { $0.split(separator: "\n").prefix(count).map(String.init) }
  }

  /// A snapshot of an earlier run, if one ships.
  var previous: String? {
    files { $0 == "previous.ndjson" || $0.hasPrefix("decisions-2025") }.first
  }

  func program() throws -> Program {
    let result = check(entry: "\(Self.folder)/\(entry)") { path in
      FileManager.default.contents(atPath: path).map { .success(Array($0)) } ?? .failure(.notFound)
    }
    return try #require(result.program)
  }
}

@Test func rulesetsAreFound() { #expect(ShippedRuleset.all.count >= 14) }

@Test(arguments: ShippedRuleset.all)
func shippedRulesetsDecideAlike(_ ruleset: ShippedRuleset) throws {
  let program = try ruleset.program()
  let asOf = CalendarDate(year: 2026, month: 1, day: 1)
  let records = records(for: ruleset, program)
  let input = records.map { $0 + String(repeating: " ", count: 4096) + "\n" }.joined()
  let rig = try CommandLineRig(files: ["input.ndjson": input])
  for previous in Set([nil, ruleset.previous]) {
    let snapshot = try previous.map { path in
      let bytes = FileManager.default.contents(atPath: path).map { Array($0) } ?? []
      return try PreviousSnapshot(program: program, source: byteSource(of: bytes))
    }
    let slow = try traced(program, asOf, Array(input.utf8), previous: snapshot)
    let quick = try inBlocks(
      program, asOf, Array(input.utf8), previous: snapshot)
    #expect(slow.count == quick.count)
    let different = zip(slow, quick).first { $0 != $1 }
    #expect(different?.0 == different?.1)

    let array = "[\(records.joined(separator: ",\n"))]"
    let cases: [(String, Bool, DecisionNotation)] = [
      (input, false, .full), (input, true, .csv), (array, true, .brief),
    ]
    for (input, hasFields, notation) in cases {
      let slow = try traced(
        program, asOf, Array(input.utf8), hasFields, notation, previous: snapshot)
      let quick = try inBlocks(
        program, asOf, Array(input.utf8), hasFields, notation, previous: snapshot)
      #expect(slow.count == quick.count)
      let different = zip(slow, quick).first { $0 != $1 }
      #expect(different?.0 == different?.1)
    }

    var rejects: String?
    for jobs in [1, 2, 3, 8] {
      var words = ["eval", "\(ShippedRuleset.folder)/\(ruleset.entry)", "input.ndjson"]
      words += ["--as-of", "2026-01-01", "--jobs", "\(jobs)", "--rejects", "rejects.ndjson"]
      if let previous { words += ["--previous", previous] }
      let outcome = rig.run(words)
      let lines = outcome.output.split(separator: "\n").map(String.init)
      let refused = try #require(rig.text(of: "rejects.ndjson"))
      #expect(lines == Array(slow.prefix(lines.count)), "\(jobs) jobs")
      let refusals = refused.split(separator: "\n")
      #expect(lines.count + refusals.count == slow.count, "\(jobs) jobs")
      #expect(
        zip(refusals, slow.dropFirst(lines.count)).allSatisfy { refusal, told in
          refusal.hasPrefix("{\"line\":\(told.prefix { $0 != " " }),")
        }, "\(jobs) jobs")
      #expect(outcome.code == (refusals.isEmpty ? .success : .refused), "\(jobs) jobs")
      #expect(refused == rejects ?? refused, "\(jobs) jobs")
      rejects = refused
      // Both kinds are there, so that neither is compared in vain.
      #expect(!lines.isEmpty && !refusals.isEmpty)
    }
  }
}

/// The records that a ruleset is tried on, in a random order.
private func records(for ruleset: ShippedRuleset, _ program: Program) -> [String] {
  var random = SeededGenerator(seed: UInt64(ruleset.entry.utf8.count))
  var maker = RecordMaker(program, seed: 5)
  let made = (0..<recordCount).map { maker.record($0) }
  let own = ruleset.lines(atMost: 150)
  var result = own + made.map(\.text)
  for number in 0..<recordCount {
    let line = own.randomElement(using: &random)
    guard var record = line.flatMap({ RecordText($0) }) ?? made.randomElement(using: &random) else {
      continue
    }
    record.spoil(&random)
    result.append(record.text)
    if number.isMultiple(of: 20) { result.append("{\"id\":\"\(number)\",") }
  }
  result.shuffle(using: &random)
  return result
}
