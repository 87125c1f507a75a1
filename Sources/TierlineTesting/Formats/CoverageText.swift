// What is covered, for people: a line a category, then what is not, each with its place.

import TierlineRuntime
package import TierlineSource

/// Writes coverage for people.
package struct CoverageText: Sendable {
  private let language: Language

  package init(language: Language) { self.language = language }

  package func text(_ coverage: CoverageReport) -> String {
    var lines = [Wording("coverage", zh: "覆盖率")[language]]
    for category in CoveragePoint.Category.allCases {
      lines.append("  " + line(coverage.share(of: category), category.wording))
    }
    let uncovered = coverage.uncovered
    if !uncovered.isEmpty {
      lines.append(Wording("not covered", zh: "未覆盖")[language])
      lines += uncovered.flatMap { [$0.place.text, "    " + $0.text[language].printable] }
    }
    let unsearched = uncovered.count { coverage.unsearched.contains($0) }
    if unsearched > 0 {
      lines.append(
        Wording(
          "\(unsearched) of these may be out of any customer's reach: the search for that ended before",
          zh: "其中 \(unsearched) 处可能任何客户都无法到达：搜索到此为止，未及查明")[language])
    }
    let unreachable = coverage.unreachable
    if !unreachable.isEmpty {
      lines.append(
        Wording(
          "not counted, since no valid customer can reach it", zh: "不计入：任何有效客户都无法到达")[language])
      lines += unreachable.flatMap { [$0.place.text, "    " + $0.text[language].printable] }
    }
    return lines.map { $0 + "\n" }.joined() + "\n"
  }

  /// A category and its share: `rules 9 of 10, 90%`.
  private func line(_ share: CoverageShare, _ name: Wording) -> String {
    Wording(
      "\(name.english): \(share.covered) of \(share.total), \(share.percent)%",
      zh: "\(name.chinese)：\(share.covered) / \(share.total)，\(share.percent)%")[language]
  }
}

extension CoveragePoint.Category {
  package var wording: Wording {
    switch self {
    case .rules: Wording("rules", zh: "规则")
    case .conditions: Wording("conditions", zh: "条件")
    case .boundaries: Wording("boundaries", zh: "边界")
    }
  }
}

/// Writes coverage as `lcov` tracefiles have it: rules as lines, conditions and boundaries as
/// branches of the line they stand on.
package struct LCOVText: Sendable {
  package init() {}

  package func text(_ coverage: CoverageReport) -> String {
    var files: [String: [(point: CoveragePoint, count: Int)]] = [:]
    for (point, count) in coverage.counted {
      files[point.place.file, default: []].append((point, count))
    }
    return files.keys.sorted().map { section($0, files[$0] ?? []) }.joined()
  }

  private func section(_ file: String, _ points: [(point: CoveragePoint, count: Int)]) -> String {
    var lines = ["TN:", "SF:\(file)"]
    var counts: [Int: Int] = [:]
    var branches: [Int: [Int]] = [:]
    for (point, count) in points {
      let line = point.place.line
      switch point.category {
      case .rules: counts[line] = max(counts[line] ?? 0, count)
      case .conditions, .boundaries:
        branches[line, default: []].append(count)
        counts[line] = max(counts[line] ?? 0, count)
      }
    }
    for line in branches.keys.sorted() {
      for (index, count) in (branches[line] ?? []).enumerated() {
        // A dash stands for a branch of a line that was never reached at all.
        let taken = counts[line] == 0 ? "-" : "\(count)"
        lines.append("BRDA:\(line),0,\(index),\(taken)")
      }
    }
    let all = branches.values.joined()
    lines += ["BRF:\(all.count)", "BRH:\(all.count { $0 > 0 })"]
    lines += counts.keys.sorted().map { "DA:\($0),\(counts[$0] ?? 0)" }
    lines += ["LF:\(counts.count)", "LH:\(counts.values.count { $0 > 0 })", "end_of_record"]
    return lines.map { $0 + "\n" }.joined()
  }
}
