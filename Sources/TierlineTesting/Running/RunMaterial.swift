// What a run leaves behind for those who go on from it: mutation and suggestions.

import TierlineChecker
import TierlineRuntime
import TierlineSource

/// The tests of one file as they were run.
struct RunMaterial: Sendable {
  let program: Program
  let model: CoverageModel
  /// The text of the test file, for its keywords.
  let path: String
  let tests: [PreparedTest]
  /// The records that could be read, in order.
  let cases: [RecordedCase]
  /// The files that tests start from, each once.
  let bases: [FixtureBase]

  /// The customers of tests that set no parameter, decided, as starting points.
  var seeds: [Seed] {
    var seeds: [Seed] = []
    // The customers of snapshots stand behind those that tests were written for.
    let own = cases.filter { $0.verdict == nil } + cases.filter { $0.verdict != nil }
    for recorded in own where tests[recorded.test].test.settings.isEmpty {
      seeds.append(Seed(recorded.candidate, in: program))
      if seeds.count == Self.seedsMax { break }
    }
    return seeds
  }

  /// A customer as near to a fixture as it can be while it still meets a condition.
  func plainest(_ candidate: Candidate, _ isMet: @escaping (Candidate) -> Bool) -> Candidate {
    let targets = bases.isEmpty ? cases.prefix(1).map(\.candidate.record) : bases.map(\.record)
    let nearest = targets.min {
      $0.differences(from: candidate.record) < $1.differences(from: candidate.record)
    }
    guard let nearest else { return candidate }
    return Shrinking(program: program, isMet: isMet).shrunk(candidate, to: nearest)
  }

  /// What may be spent on looking for customers.
  var effort: SearchEffort { SearchEffort(program) }

  /// More starting points only take longer.
  private static let seedsMax = 300
}

/// A case that was run.
struct RecordedCase: Sendable {
  /// By index into `RunMaterial.tests`.
  var test: Int
  /// Within its test.
  var index: Int
  var candidate: Candidate
  var isPassed: Bool
  /// What was decided, for a customer of a snapshot: any other decision would be noticed.
  var verdict: TracedEvaluator.Verdict?
}

/// A record of a file as it stands there, and how a test names it.
struct FixtureBase: Sendable {
  /// `"fixtures/base.json" key "C1"`.
  var text: String
  var record: [Value]
}

extension TestPreparation {
  /// The fixtures of some tests that are sound as they stand.
  mutating func bases(of tests: [PreparedTest], sources: SourceMap) -> [FixtureBase] {
    var bases: [FixtureBase] = []
    for test in tests {
      guard let given = test.test.given, let file = given.file else { continue }
      let key = zip(given.key, program.input.keyFields).map { value, field in
        SourceText(program, language: .english).text(
          of: value, as: program.input.fields[field].type)
      }
      let text =
        "\"\(file.written)\"" + (key.isEmpty ? "" : " key \(key.joined(separator: ", "))")
      guard !bases.contains(where: { $0.text == text }),
        let bytes = try? shelf.record(given, of: program),
        let record = program.read(bytes)
      else { continue }
      bases.append(FixtureBase(text: text, record: record))
    }
    return bases
  }

  private var program: Program { ruleset.program }
}

extension Program {
  /// The values of one record; nil when it is refused.
  func read(_ bytes: [UInt8]) -> [Value]? {
    var isRead = false
    var reader = RecordReader(program: self) { () throws(ByteSourceFailure) in
      defer { isRead = true }
      return isRead ? [] : bytes
    }
    guard let reading = try? reader.next(), case .record(let values) = reading.content else {
      return nil
    }
    return values
  }
}
