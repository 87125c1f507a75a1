// Whether rows decide every combination of their subjects' values, each taken alone.
//
// The walk takes one subject at a time. For each class of its values it keeps the rows that are
// not ruled out, and goes on with the next subject; classes that leave the same rows are taken
// together, and a state met before is not walked again. Behind the last subject the rows left are
// read in order: the first certain one decides; an unknown one before it is a finding, and so
// is a combination with no certain row at all.

import TierlineRuntime
import TierlineSource
import TierlineSyntax

/// A row: for each subject its tests, any of which will do.
struct CoverageRow {
  var cells: [[CoverageTest]]
  var span: SourceSpan

  func decide(_ column: Int, _ atom: CoverageAtom) -> CoverageResult {
    cells[column].reduce(.no) { $0.or($1.decide(atom)) }
  }

  /// Whether no cell from a column on tests anything.
  func isFree(from column: Int) -> Bool {
    cells[column...].allSatisfy { cell in
      cell.contains { if case .any = $0 { true } else { false } }
    }
  }
}

/// What a block says about unknown, as coverage needs it.
enum UnknownSettling {
  /// Nothing: an unknown row is a finding.
  case unsettled
  /// Unknown reads as no.
  case skip
  /// Unknown has its outcome.
  case value
}

/// The walk over all combinations.
struct CoverageWalk {
  /// A row that is still possible, and how certain it is so far.
  struct Candidate: Hashable {
    var row: Int
    var result: CoverageResult
  }

  private struct State: Hashable {
    var column: Int
    var candidates: [Candidate]
  }

  let rows: [CoverageRow]
  let subjects: [CoverageSubject]
  private let settling: UnknownSettling
  /// For each row the column from which on it tests nothing.
  private let freeFrom: [Int]
  private var seen: Set<State> = []
  private var stepsLeft = CoverageWalk.stepsMax
  /// The atoms chosen on the way to the state at hand.
  private var chosen: [CoverageAtom] = []

  /// A combination that no row decides.
  private(set) var gap: [CoverageAtom]?
  /// The first row that meets a missing subject before a certain row, and for which subjects.
  private(set) var unknown: (row: Int, subjects: [Int])?
  /// Whether the walk gave up: the combinations are too many.
  private(set) var isExhausted = false
  /// The rows that some combination reaches; of use only after a walk of all combinations.
  private(set) var reached: Set<Int> = []
  private let walksAll: Bool

  /// About the work of a few hundred milliseconds.
  static let stepsMax = 4_000_000
  /// For blocks that decide everything anyhow, and are looked through for what is never reached.
  static let stepsOfReach = 100_000

  init(
    rows: [CoverageRow], subjects: [CoverageSubject], settling: UnknownSettling,
    steps: Int = CoverageWalk.stepsMax, walksAll: Bool = false
  ) {
    stepsLeft = steps
    self.walksAll = walksAll
    self.rows = rows
    self.subjects = subjects
    self.settling = settling
    freeFrom = rows.map { row in
      (0...row.cells.count).first { row.isFree(from: $0) } ?? row.cells.count
    }
    let all = rows.indices.map { Candidate(row: $0, result: .yes) }
    walk(State(column: 0, candidates: truncate(all, from: 0)))
  }

  private var isDone: Bool {
    isExhausted || (!walksAll && gap != nil && (unknown != nil || settling != .unsettled))
  }

  private mutating func walk(_ state: State) {
    guard !isDone else { return }
    guard state.column < subjects.count, !isDecided(state) else { return conclude(state) }
    guard seen.insert(state).inserted else { return }
    for atom in subjects[state.column].atoms {
      stepsLeft -= state.candidates.count + 1
      guard stepsLeft > 0 else {
        isExhausted = true
        return
      }
      var left: [Candidate] = []
      for candidate in state.candidates {
        let result = candidate.result.and(rows[candidate.row].decide(state.column, atom))
        if result != .no { left.append(Candidate(row: candidate.row, result: result)) }
      }
      chosen.append(atom)
      walk(
        State(column: state.column + 1, candidates: truncate(left, from: state.column + 1)))
      chosen.removeLast()
      if isDone { return }
    }
  }

  /// Rows behind one that is sure to match are out of reach.
  private func truncate(_ candidates: [Candidate], from column: Int) -> [Candidate] {
    guard
      let certain = candidates.firstIndex(where: {
        $0.result == .yes && freeFrom[$0.row] <= column
      })
    else { return candidates }
    return Array(candidates[...certain])
  }

  /// Whether the first row left is certain, so that nothing more can happen.
  private func isDecided(_ state: State) -> Bool {
    guard let first = state.candidates.first else { return true }
    return first.result == .yes && freeFrom[first.row] <= state.column
  }

  private mutating func conclude(_ state: State) {
    for candidate in state.candidates {
      switch candidate.result {
      case .yes:
        reached.insert(candidate.row)
        return
      case .unknown:
        reached.insert(candidate.row)
        switch settling {
        case .skip: continue
        case .value: return
        case .unsettled:
          if unknown == nil { unknown = (candidate.row, missingSubjects(of: candidate.row)) }
          return
        }
      case .either: reached.insert(candidate.row)
      case .no: continue
      }
    }
    if gap == nil { gap = chosen }
  }

  private func missingSubjects(of row: Int) -> [Int] {
    chosen.indices.filter { rows[row].decide($0, chosen[$0]) == .unknown }
  }
}

extension Checker {
  /// Reports a combination that no row decides, a test that a missing subject makes unknown, and
  /// what no combination reaches.
  ///
  /// Only where the first row that matches decides and all tests are literals is it said that
  /// something is never reached: `name` is what a row is called, where rows are spoken of.
  func checkCoverage(
    _ rows: [CoverageRow], subjects: [Checked], otherwise: SyntaxNode?, settling: UnknownSettling,
    at node: SyntaxNode, block: SyntaxNode, isLiteral: Bool, name: Wording? = nil
  ) {
    let canBeUnknown = settling == .unsettled && subjects.contains(where: \.canBeMissing)
    let isDemanded = otherwise == nil || canBeUnknown
    guard isDemanded || isLiteral else { return }
    let spaces = coverageSubjects(rows, subjects)
    let walk = CoverageWalk(
      rows: rows, subjects: spaces, settling: settling,
      steps: isDemanded ? CoverageWalk.stepsMax : CoverageWalk.stepsOfReach, walksAll: isLiteral)
    if canBeUnknown { reportUnknownRow(walk, rows, subjects, block) }
    if isLiteral, !walk.isExhausted, walk.unknown == nil {
      reportUnreached(walk, rows, otherwise, name)
    }
    guard otherwise == nil else { return }
    let place = node.name?.span ?? subjects.first?.span ?? node.span
    if let gap = walk.gap {
      report(
        .gap(example(gap, spaces, subjects), at: place, insertion: ClauseInsertion(block: block)))
    } else if walk.isExhausted {
      report(.gapNotExcluded(at: place, insertion: ClauseInsertion(block: block)))
    }
  }

  /// Reports rows and an `otherwise` that no combination reaches, once each.
  private func reportUnreached(
    _ walk: CoverageWalk, _ rows: [CoverageRow], _ otherwise: SyntaxNode?, _ name: Wording?
  ) {
    if let name {
      let told: [DiagnosticCode] = [.neverMatches, .shadowed, .duplicateRule]
      for (index, row) in rows.enumerated()
      where !walk.reached.contains(index)
        && !told.contains(where: { hasReported($0, at: row.span) })
        && !outsideDomains.contains(where: { row.span.contains($0) })
      {
        report(.shadowed(name, at: row.span, .together))
      }
    }
    if let otherwise, walk.gap == nil {
      report(.shadowed(Wording("`otherwise`", zh: "`其余`"), at: otherwise.span, .together))
    }
  }

  private func coverageSubjects(
    _ rows: [CoverageRow], _ subjects: [Checked]
  ) -> [CoverageSubject] {
    subjects.enumerated().map { column, subject in
      let type = subject.type ?? .boolean
      var levelCount = 0
      if case .level(let levels) = type { levelCount = levelTypes[levels].names.count }
      return CoverageSubject(
        subject, type: type, levelCount: levelCount, tests: rows.flatMap { $0.cells[column] })
    }
  }

  private func reportUnknownRow(
    _ walk: CoverageWalk, _ rows: [CoverageRow], _ subjects: [Checked], _ block: SyntaxNode
  ) {
    var found = walk.unknown
    if found == nil, walk.isExhausted {
      // Too many combinations to walk: any test of a subject that can be missing counts.
      for (row, cells) in rows.enumerated() {
        let columns = subjects.indices.filter {
          subjects[$0].canBeMissing && !cells.cells[$0].allSatisfy { !$0.canBeUnknown }
        }
        if !columns.isEmpty {
          found = (row, columns)
          break
        }
      }
    }
    guard let found else { return }
    let causes = found.subjects.reduce([]) { merge($0, subjects[$1].causes) }
    report(
      .testUnknown(
        causes: causes, at: rows[found.row].span, insertion: ClauseInsertion(block: block)))
  }

  /// `debt_ratio = 0.5, kind missing`: a combination as words.
  private func example(
    _ atoms: [CoverageAtom], _ spaces: [CoverageSubject], _ subjects: [Checked]
  ) -> Wording {
    var english: [String] = []
    var chinese: [String] = []
    for (column, atom) in atoms.enumerated() {
      let name = sources.text(of: subjects[column].span)
      if let value = spaces[column].value(of: atom) {
        let text = describe(value, type: spaces[column].type)
        english.append("`\(name) = \(text)`")
        chinese.append("`\(name) = \(text)`")
      } else if case .missing = atom {
        english.append("`\(name)` missing")
        chinese.append("`\(name)` 缺失")
      } else {
        english.append("`\(name)` any other text")
        chinese.append("`\(name)` 为其他文本")
      }
    }
    return Wording(english.joined(separator: ", "), zh: chinese.joined(separator: "，"))
  }

  /// Whether two rows can match the same record.
  func overlap(_ first: CoverageRow, _ second: CoverageRow, subjects: [Checked]) -> Bool {
    let spaces = coverageSubjects([first, second], subjects)
    return spaces.indices.allSatisfy { column in
      spaces[column].atoms.contains { atom in
        let one = first.decide(column, atom)
        let two = second.decide(column, atom)
        return (one == .yes || one == .either) && (two == .yes || two == .either)
      }
    }
  }
}
