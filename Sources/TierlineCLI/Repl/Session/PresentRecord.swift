// The record that a session looks at: JSON as its file has it, with what was set laid over it.
//
// The text is kept rather than the values, so that a ruleset that changes reads it anew, and a
// record that is refused can still be mended field by field.

import TierlineChecker
import TierlineRuntime
import TierlineSource
import TierlineTesting

/// The present record.
struct PresentRecord {
  private(set) var json: JSONTree
  /// Where it comes from; nil when it was typed.
  var origin: Origin?

  /// A record of a data file.
  struct Origin: Hashable {
    var path: String
    /// From 0, in the order of the file.
    var ordinal: Int
  }

  /// A record without fields.
  init() { json = .object([]) }

  /// A record as it stands in a file; nil when it is no JSON.
  init?(_ bytes: [UInt8], origin: Origin) {
    guard let json = JSONTree(bytes) else { return nil }
    self.json = json
    self.origin = origin
  }

  mutating func lay(_ fields: [GivenField], in program: Program) {
    json.lay(fields, of: 0, in: program)
  }

  /// Sets one field, reached through records.
  mutating func assign(
    _ value: GivenValue, at path: [(record: Int, field: Int)], in program: Program
  ) {
    var keys: [String] = []
    for step in path {
      guard case .stored(let stored) = program.records[step.record].fields[step.field].content
      else { return }
      keys += stored.path
    }
    guard let last = path.last else { return }
    let type = program.records[last.record].fields[last.field].type
    let present = json.value(at: keys)
    json.set(JSONTree(value, as: type, over: present, in: program), at: keys)
  }

  /// Reads it as a run would.
  func reading(in program: Program) -> RecordReading {
    var reader = RecordReader(program: program, source: byteSource(of: json.bytes))
    // A source in memory never fails, and the text holds one value.
    let reading = try? reader.next()
    return reading ?? RecordReading(line: 1, key: [], content: .refused([]))
  }
}

/// What became of the present record.
enum RecordOutcome {
  /// There is none.
  case none
  /// The ruleset looks at a date that is not set or too early.
  case undated(Wording)
  case refused([RecordFault], key: [Value])
  case decided(Decided, key: [Value])

  var decided: Decided? {
    if case .decided(let decided, _) = self { decided } else { nil }
  }
}
