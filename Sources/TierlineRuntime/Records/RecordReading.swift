// What comes of reading one record: its values, or why it is refused. A run counts each reading
// once, so evaluated + refused = read whatever the input holds.

package import TierlineSource

/// One record as found in the input.
package struct RecordReading: Sendable {
  /// The line of the record's first byte, from 1.
  package var line: Int
  /// The values of the key fields, for reports.
  ///
  /// As declared, `.missing` where one could not be read; empty when none could. Sensitive ones
  /// stand here too: whoever writes masks them.
  package var key: [Value]
  package var content: Content

  package enum Content: Sendable {
    /// As many values as the input has fields, in their order; derived ones are `.missing`.
    case record([Value])
    /// One fault at least: all that were found, in the order of the text, what is absent last.
    case refused([RecordFault])
  }

  package init(line: Int, key: [Value], content: Content) {
    self.line = line
    self.key = key
    self.content = content
  }

  /// Tells the places of a record, read by itself, as places of the text that it stands in.
  ///
  /// `lines` end before the text that was read, and `column` scalars of the last line stand before it.
  package mutating func move(behind lines: Int, column: Int = 0) {
    line += lines
    guard case .refused(var faults) = content else { return }
    for index in faults.indices { faults[index].movePlace(behind: lines, column: column) }
    content = .refused(faults)
  }
}

/// One reason why a record is refused.
package struct RecordFault: Hashable, Sendable {
  /// Of the family `R1`.
  package var code: DiagnosticCode
  /// Where it is: `balance.total_assets`, `invoices[3].amount`.
  ///
  /// The keys are those of the JSON; elements are counted from 0, as `jq` does. For text that is no
  /// JSON it is the place of the break, `LINE:COLUMN`, both from 1. Empty for the whole record.
  package var path: String
  /// Whether `path` is such a place.
  var isPlace = false
  /// What would have been right: `integer in 300..950`.
  package var expected: Wording
  /// The JSON text found, safe to print and cut to 60 scalars; `missing` for nothing at all, `•••`
  /// in a sensitive field.
  package var found: String

  package init(code: DiagnosticCode, path: String, expected: Wording, found: String) {
    self.code = code
    self.path = path
    self.expected = expected
    self.found = found
  }

  /// A fault at a place of the text, `LINE:COLUMN`.
  package init(code: DiagnosticCode, place: String, expected: Wording, found: String) {
    self.init(code: code, path: place, expected: expected, found: found)
    isPlace = true
  }

  fileprivate mutating func movePlace(behind lines: Int, column: Int) {
    let parts = path.split(separator: ":").compactMap { Int($0) }
    guard isPlace, parts.count == 2 else { return }
    path = "\(parts[0] + lines):\(parts[1] + (parts[0] == 1 ? column : 0))"
  }

  /// What stands in the place of a sensitive value.
  package static let mask = "•••"

  /// The fault as one line: what was expected, and what was found.
  package var message: Wording {
    let chinese =
      switch found {
      case "missing": "缺失"
      case "overflow": "溢出"
      default: " \(found)"
      }
    return Wording(
      "expected \(expected.english), found \(found)", zh: "应为\(expected.chinese)，实为\(chinese)")
  }
}

/// Where records come from: gives the next bytes, as many as it likes, and none at the end.
package typealias ByteSource = () throws(ByteSourceFailure) -> [UInt8]

/// Why a source gave up.
package struct ByteSourceFailure: Error, Hashable, Sendable {
  /// The reason as the system words it: `Is a directory`.
  package var reason: String

  package init(reason: String) { self.reason = reason }
}

/// What one record may take, so that no input exhausts memory.
struct RecordLimits: Sendable {
  /// Bytes of JSON.
  var bytes = 16 << 20
  /// Values, elements of lists included: they take up to a hundred times the memory of their text.
  var values = 1_000_000
  /// Faults that are listed; a record with more is refused as well.
  var faults = 100
}

/// A source of bytes that are in memory already.
package func byteSource(of bytes: [UInt8]) -> ByteSource {
  var rest = bytes
  return { () throws(ByteSourceFailure) in
    defer { rest = [] }
    return rest
  }
}
