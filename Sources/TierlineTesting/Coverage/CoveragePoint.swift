// What tests can reach in a ruleset, one point each.

package import TierlineSource

/// One thing that a test may or may not have shown.
package struct CoveragePoint: Hashable, Sendable {
  package var category: Category
  package var place: SourcePlace
  /// What it is, as the end of "not covered: …".
  package var text: Wording

  package enum Category: String, CaseIterable, Hashable, Sendable {
    /// A rule, band, row, `otherwise` or `if unknown` that decided; a cap that cut.
    case rules
    /// An atomic condition that was yes, that was no, that was unknown.
    case conditions
    /// A threshold looked at from right below, and from right above.
    case boundaries
  }
}

/// How often each point of some rulesets was reached, in the order of the text.
package struct CoverageReport: Sendable {
  /// Each point once.
  package private(set) var points: [CoveragePoint] = []
  package private(set) var counts: [Int] = []
  private var indices: [CoveragePoint: Int] = [:]
  private var excluded: Set<CoveragePoint> = []
  /// Points that nobody looked at for whether they can be reached: the effort was spent.
  package private(set) var unsearched: Set<CoveragePoint> = []

  package init() {}

  /// Leaves points out of the count that no valid customer can reach.
  mutating func exclude(_ points: some Sequence<CoveragePoint>) { excluded.formUnion(points) }

  /// Notes points of which it was not found out whether a customer can reach them.
  mutating func leaveUnsearched(_ points: some Sequence<CoveragePoint>) {
    unsearched.formUnion(points)
  }

  /// Adds what another run reached; the same point of the same file is one.
  package mutating func merge(_ points: [CoveragePoint], _ counts: [Int]) {
    for (point, count) in zip(points, counts) {
      if let index = indices[point] {
        self.counts[index] += count
      } else {
        indices[point] = self.points.count
        self.points.append(point)
        self.counts.append(count)
      }
    }
  }

  package mutating func merge(_ other: CoverageReport) {
    merge(other.points, other.counts)
    excluded.formUnion(other.excluded)
    unsearched.formUnion(other.unsearched)
  }

  /// How many points of a category were reached, and how many there are.
  package func share(of category: CoveragePoint.Category) -> CoverageShare {
    var share = CoverageShare(covered: 0, total: 0)
    for (point, count) in counted where point.category == category {
      share.total += 1
      if count > 0 { share.covered += 1 }
    }
    return share
  }

  /// The points that count, with how often each was reached.
  var counted: [(point: CoveragePoint, count: Int)] {
    zip(points, counts).filter { $1 > 0 || !excluded.contains($0) }.map { ($0, $1) }
  }

  /// All categories together.
  package var whole: CoverageShare {
    CoveragePoint.Category.allCases.reduce(into: CoverageShare(covered: 0, total: 0)) {
      let share = share(of: $1)
      $0.covered += share.covered
      $0.total += share.total
    }
  }

  /// What was never reached though it could be, by file and line.
  package var uncovered: [CoveragePoint] { unreached(excluded: false) }

  /// What no valid customer can reach, by file and line; it is not counted.
  package var unreachable: [CoveragePoint] { unreached(excluded: true) }

  private func unreached(excluded isExcluded: Bool) -> [CoveragePoint] {
    zip(points, counts).filter { $0.1 == 0 && excluded.contains($0.0) == isExcluded }.map(\.0)
      .sorted {
        ($0.place.file, $0.place.line, $0.place.column)
          < ($1.place.file, $1.place.line, $1.place.column)
      }
  }
}

/// How much of something was reached.
package struct CoverageShare: Hashable, Sendable {
  package var covered: Int
  package var total: Int

  /// Of a hundred, rounded down: 100 means all.
  package var percent: Int { total == 0 ? 100 : covered * 100 / total }
}
