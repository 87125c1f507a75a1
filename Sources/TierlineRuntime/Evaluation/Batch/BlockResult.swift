// What is told of a block: how far it was read, who was refused, and how many records are at each level.

import TierlineSource

/// What came of a block.
package struct BlockResult: Sendable {
  /// How many bytes were read; what is left begins with a record that goes on behind the block.
  package var consumed = 0
  package var evaluated = 0
  /// Lines count from 1 at the block's beginning.
  package var refused: [RecordReading] = []
  /// For each decision the records or alerts at each level; empty for one without levels.
  package var levels: [[Int]]
  package var ending = Ending.done

  /// Why the evaluator stopped.
  package enum Ending: Sendable {
    /// Everything was read, or what is left goes on behind the block.
    case done
    /// What follows is an array, or broken text: to be read in one stream.
    case stream
  }
}

extension Program {
  /// A count of 0 for each level of each decision that has levels.
  package var levelCounts: [[Int]] {
    decisions.map { decision in
      guard case .level(let type) = decision.type else { return [] }
      switch decision.body {
      case .tier, .alerts: return levelTypes[type].names.map { _ in 0 }
      case .score, .limit, .table, .result: return []
      }
    }
  }
}

extension Decided {
  /// The levels that the record counts at: of each tier, and of each alert raised.
  package func forEachLevel(_ body: (_ decision: Int, _ level: Int) -> Void) {
    for (index, trace) in decisions.enumerated() {
      switch trace {
      case .tier(let tier): body(index, tier.level)
      case .alerts(let alerts):
        for alert in alerts.rules {
          if let raised = alert.raised { body(index, raised.level) }
        }
      case .score, .limit, .table, .result: break
      }
    }
  }
}
