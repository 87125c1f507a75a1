// The decisions of records as lines, in each notation that has a line for a record.

import TierlineSource

/// How the decisions of a record are written.
package enum DecisionNotation: Sendable {
  /// JSON: values alone, or with their reasons.
  case brief, full
  case csv
}

/// Writes what was decided, a line a record.
package struct DecisionLines: Sendable {
  private let notation: DecisionNotation
  private let includesFields: Bool
  private let csv: CSVOutput

  package init(_ notation: DecisionNotation, _ program: Program, includesFields: Bool) {
    self.notation = notation
    self.includesFields = includesFields
    csv = CSVOutput(program, includesFields: includesFields)
  }

  /// What stands before the first line.
  package var header: [UInt8] { notation == .csv ? csv.header : [] }

  /// Writes one line and its end.
  package func write(_ decided: Decided, to bytes: inout [UInt8]) {
    var json = JSONWriter()
    switch notation {
    case .brief: BriefOutput(includesFields: includesFields).write(decided, to: &json)
    case .full: FullOutput(includesFields: includesFields).write(decided, to: &json)
    case .csv: return csv.write(decided, to: &bytes)
    }
    json.endLine()
    bytes += json.bytes
  }
}
