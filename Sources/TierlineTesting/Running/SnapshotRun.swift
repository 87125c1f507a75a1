// `expect decisions of "portfolio.ndjson" match "expected.ndjson"`: a whole portfolio decided again
// and laid beside what was decided before.
//
// What was decided before is the brief output of `eval`: an object a customer, refused ones left
// out. Customers are told apart by their keys and compared decision by decision, so that the order
// of lines, the spelling of numbers and what else stands in the file do not matter. Keys that are
// sensitive are masked in both and go by their order.

import TierlineChecker
import TierlineRuntime
package import TierlineSource

/// A snapshot to be compared: the files are there, or are known not to be.
struct PreparedSnapshot: Sendable {
  let portfolio: [UInt8]
  /// nil when there is no such file yet.
  let expected: [UInt8]?
  let span: SourceSpan
  let expectedFile: TestFile
  /// For each customer its own, by key; nil without `previous FILE`.
  let previous: PreviousSnapshot?
}

/// A file of decisions as it should be now.
package struct SnapshotUpdate: Sendable {
  /// Where it is written: the path as the ruleset's own files are loaded.
  package var path: String
  package var bytes: [UInt8]
  /// What moved, for people.
  package var message: Wording
  package var details: [Wording]
}

/// What came of one snapshot.
struct SnapshotResult: Sendable {
  /// nil when all is as it was.
  var difference: SnapshotDifference?
  /// The whole file as of now.
  var bytes: [UInt8]
  /// The customers that could be read, decided or refused.
  var customers: [Seed]
  /// Whether the file to compare with holds decisions at all.
  var isSound: Bool
}

extension PreparedTest {
  /// Decides the portfolio and compares.
  func run(_ snapshot: PreparedSnapshot) -> SnapshotResult {
    var expected = ExpectedDecisions(snapshot.expected ?? [], of: program)
    var difference = SnapshotDifference(isNew: snapshot.expected == nil)
    var json = JSONWriter()
    var customers: [Seed] = []
    var isRead = false
    let bytes = snapshot.portfolio
    var reader = RecordReader(program: program) { () throws(ByteSourceFailure) in
      defer { isRead = true }
      return isRead ? [] : bytes
    }
    while let reading = try? reader.next() {
      difference.count += 1
      let previous = snapshot.previous?.record(for: reading.key) ?? self.previous
      let key = CustomerKey(reading.key, of: program)
      guard case .record(let record) = reading.content else {
        difference.compare(key, expected.take(key), nil, in: program)
        continue
      }
      let candidate = Candidate(record: record, previous: previous, asOf: test.asOf)
      let verdict = evaluator.decide(record, previous: previous)
      customers.append(Seed(candidate, verdict))
      switch verdict {
      case .refused: difference.compare(key, expected.take(key), nil, in: program)
      case .decided(let decided):
        let start = json.bytes.count
        BriefOutput().write(decided, to: &json)
        let line = JSONTree(json.bytes[start...])
        difference.compare(key, expected.take(key), line, in: program)
        json.endLine()
      }
    }
    for key in expected.rest { difference.gone(key) }
    return SnapshotResult(
      difference: difference.isEmpty ? nil : difference, bytes: json.bytes, customers: customers,
      isSound: expected.isSound)
  }
}

/// A customer's key as text, shown or masked as output has it.
struct CustomerKey: Hashable {
  var text: String

  init(_ key: [Value], of program: Program) {
    text = zip(key, program.input.keyFields).map { value, field in
      let field = program.input.fields[field]
      if field.isSensitive { return RecordFault.mask }
      if case .text(let text) = value { return text.string }
      return program.text(of: value, as: field.type)
    }.joined(separator: ", ")
  }

  init(_ line: JSONTree, of program: Program) {
    text = program.input.keyFields.map { field in
      line[program.input.fields[field].name]?.plainText ?? ""
    }.joined(separator: ", ")
  }
}

/// The lines of an earlier run, by key.
struct ExpectedDecisions {
  private var lines: [JSONTree] = []
  private var keys: [CustomerKey] = []
  /// Lines of a key that were not taken yet, in reverse.
  private var open: [CustomerKey: [Int]] = [:]
  /// Whether the text is a run of objects.
  let isSound: Bool

  init(_ bytes: [UInt8], of program: Program) {
    let records = JSONOutline.records(of: bytes)
    isSound = records != nil
    for record in records ?? [] {
      guard let line = JSONTree(record) else { continue }
      let key = CustomerKey(line, of: program)
      open[key, default: []].insert(lines.count, at: 0)
      lines.append(line)
      keys.append(key)
    }
  }

  /// The next line of a customer; nil when there is none.
  mutating func take(_ key: CustomerKey) -> JSONTree? {
    guard let index = open[key]?.popLast() else { return nil }
    return lines[index]
  }

  /// The customers whose line was never taken, in the order of the file.
  var rest: [CustomerKey] { open.values.flatMap(\.self).sorted().map { keys[$0] } }
}

extension JSONTree {
  /// A plain value as text: `0.10` is `0.1`, `"C1"` is `C1`; nil for what holds others.
  var plainText: String? {
    guard case .raw(let bytes) = self, let first = bytes.first, first != UInt8(ascii: "[") else {
      return nil
    }
    if first == UInt8(ascii: "\"") { return unescaped(bytes[1..<bytes.count - 1]) }
    let text = String(decoding: bytes, as: UTF8.self)
    return Decimal(text)?.description ?? text
  }

  /// The texts of a list of texts.
  var texts: [String]? {
    guard case .raw(let bytes) = self, bytes.first == UInt8(ascii: "[") else { return nil }
    var outline = JSONOutline(bytes[1...])
    var found: [String] = []
    while let element = outline.value() {
      found.append(JSONTree.raw(Array(element)).plainText ?? "")
      outline.skipComma()
    }
    return found
  }
}
