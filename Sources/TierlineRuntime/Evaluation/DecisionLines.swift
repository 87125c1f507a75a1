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
  private enum Output {
    case brief(BriefOutput)
    case full(FullOutput)
    case csv(CSVOutput)
  }

  private let output: Output

  package init(_ notation: DecisionNotation, _ program: Program, includesFields: Bool) {
    output =
      switch notation {
      case .brief: .brief(BriefOutput(includesFields: includesFields))
      case .full: .full(FullOutput(includesFields: includesFields))
      case .csv: .csv(CSVOutput(program, includesFields: includesFields))
      }
  }

  /// What stands before the first line.
  package var header: [UInt8] { if case .csv(let output) = output { output.header } else { [] } }

  /// Writes one line and its end.
  package func write(_ decided: Decided, to bytes: inout [UInt8]) {
    var json = JSONWriter()
    switch output {
    case .brief(let output): output.write(decided, to: &json)
    case .full(let output): output.write(decided, to: &json)
    case .csv(let output): return output.write(decided, to: &bytes)
    }
    json.endLine()
    bytes += json.bytes
  }
}
