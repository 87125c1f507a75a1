// What a run came to, for people: how many records, and how they spread over levels.

import TierlineRuntime
import TierlineSource

/// Counts over a run; evaluated and refused add up to read.
struct RunSummary {
  private let program: Program
  private(set) var evaluated = 0
  private(set) var refused = 0
  /// For each decision, how many customers or alerts stand at each level; empty for the others.
  private var levels: [[Int]]

  var read: Int { evaluated + refused }

  init(_ program: Program) {
    self.program = program
    levels = program.levelCounts
  }

  mutating func count(_ decided: Decided) {
    evaluated += 1
    decided.forEachLevel { levels[$0][$1] += 1 }
  }

  /// Counts the records of a block that were decided.
  mutating func count(_ result: BlockResult) {
    evaluated += result.evaluated
    for (decision, counts) in result.levels.enumerated() {
      for (level, count) in counts.enumerated() { levels[decision][level] += count }
    }
  }

  mutating func countRefused() { refused += 1 }

  /// One line for the records, one for each tier and alerts block.
  func text(in language: Language) -> String {
    var rows = [
      (
        Wording("records", zh: "记录")[language],
        [
          Wording("\(grouped(read)) read", zh: "读取 \(grouped(read))"),
          Wording("\(grouped(evaluated)) evaluated", zh: "评定 \(grouped(evaluated))"),
          Wording("\(grouped(refused)) refused", zh: "拒绝 \(grouped(refused))"),
        ].map { $0[language] }.joined(separator: Wording(", ", zh: "，")[language])
      )
    ]
    for (decision, counts) in zip(program.decisions, levels) where !counts.isEmpty {
      guard case .level(let type) = decision.type else { continue }
      let parts = zip(program.levelTypes[type].names, counts).map { "\($0) \(grouped($1))" }
      rows.append((decision.name.printable, parts.joined(separator: ", ").printable))
    }
    let width = rows.map { DisplayWidth.of($0.0) }.max() ?? 0
    return rows.map { $0.0.padded(to: width) + "  " + $0.1 + "\n" }.joined()
  }

  private func grouped(_ count: Int) -> String { Decimal(count).grouped }
}
