// Rules, bands and rows that can never decide, or always do; and levels that nothing gives.
//
// Only what no record can contradict is said: each finding follows from the regions of conditions
// (`Region.swift`), which are exact, and from what the subjects can be. Where too little is known
// nothing is said. A cause that was reported elsewhere (a repeated rule, a literal outside its
// domain) is not reported again.

import TierlineRuntime
import TierlineSource
import TierlineSyntax

/// A part of a block as its findings call it.
struct JudgedPart {
  var name: Wording
  /// Where the finding stands.
  var span: SourceSpan
  /// Its condition or tests.
  var condition: SourceSpan
  var truths: Truths
  /// Whether its condition can be unknown where it stands.
  var canBeUnknown: Bool
  /// Whether no other part of the block follows it.
  var isLast = false
}

extension Checker {
  /// Reports a part that never matches, gets nothing from the earlier ones, or always matches.
  ///
  /// `earlier` are those that end the block; `ends` tells whether this one does.
  func judge(_ part: JudgedPart, after earlier: inout EarlierRules, ends: Bool) {
    guard !earlier.isTold else { return }
    let isTold =
      hasReported(.duplicateRule, at: part.condition) || hasReported(.duplicateRule, at: part.span)
      || hasReported(.declaredTwice, at: part.span)
    if part.truths.yes.isEmpty {
      if !isToldByDomain(part) {
        report(
          .neverMatches(
            part.name, at: part.span, part: part.truths.neverYes ?? part.condition))
      }
      return
    }
    if let reason = earlier.reason(part.truths.yes) {
      if !isTold { report(.shadowed(part.name, at: part.span, reason)) }
      earlier.isTold = earlier.takesAll
      return
    }
    let isAlways = part.truths.no.isEmpty && !part.canBeUnknown
    if isAlways, !part.isLast, !isTold, !isToldByDomain(part) {
      report(.alwaysMatches(part.name, at: part.span, ends: ends))
      earlier.isTold = ends
    }
    if ends { earlier.take(part.truths.yes, at: part.span, universes: universes) }
  }

  private func isToldByDomain(_ part: JudgedPart) -> Bool {
    outsideDomains.last.map { part.condition.contains($0) } ?? false
  }

  /// Judges a rule by its name and condition.
  func judge(
    _ node: SyntaxNode, _ condition: Checked, after earlier: inout EarlierRules, ends: Bool,
    isLast: Bool = false
  ) {
    guard let name = node.name, !condition.isError else { return }
    judge(
      JudgedPart(
        name: Wording(same: "`\(name.text)`"), span: name.span, condition: condition.span,
        truths: truths(condition), canBeUnknown: condition.canBeMissing,
        isLast: isLast && ends),
      after: &earlier, ends: ends)
  }

  // MARK: Bands and rows

  /// The missing value of a subject, if it can be missing.
  func missing(of subject: Checked) -> SubjectValues {
    let all = universe(of: subject)
    var missing = all.missingAlone()
    missing.takesMissing = all.takesMissing
    return missing
  }

  /// Judges a band, a row or an axis of a matrix by its cells, one a subject.
  func judge(
    _ cells: [(tests: [CheckedTest], span: SourceSpan)], _ subjects: [Checked], name: Wording,
    at span: SourceSpan, after earlier: inout EarlierRules, ends: Bool = true, isLast: Bool
  ) {
    var truths = Truths(yes: .everything, no: .nothing)
    for (cell, subject) in zip(cells, subjects) {
      let region = region(of: cell.tests, subject: subject, span: cell.span)
      let rest = remainder(of: region, subject: subject)
      let one = Truths(yes: region, no: rest, neverYes: region.isEmpty ? cell.span : nil)
      guard let both = truths.and(one) else { return }
      truths = both
    }
    judge(
      JudgedPart(
        name: name, span: span, condition: span, truths: truths, canBeUnknown: false,
        isLast: isLast || !ends),
      after: &earlier, ends: ends)
  }

  /// The region of the tests of one cell; everything for `-`.
  func region(of tests: [CheckedTest], subject: Checked, span: SourceSpan) -> Region {
    guard !tests.contains(where: { if case .any = $0.test { true } else { false } }) else {
      return .everything
    }
    let name = self.subject(subject)
    universes[name] = universes[name] ?? universe(of: subject)
    var whole: SubjectValues?
    for test in tests {
      guard let values = test.values, let both = whole.map({ $0.union(values) }) ?? values else {
        // Tests by parameters and lists are equal where their texts are.
        let text = "\(sources.text(of: subject.span)) | \(sources.text(of: span))"
        return Truths.opaque(.text(text, .boolean)).yes
      }
      whole = both
    }
    return Region(whole.map { [Box(name, $0)] } ?? [])
  }

  /// What may lie outside the tests of one cell, missing included.
  func remainder(of region: Region, subject: Checked) -> Region {
    guard let box = region.boxes.first else { return .everything }
    guard let (name, values) = box.single, name == self.subject(subject) else {
      return box.entries.isEmpty ? .nothing : .everything
    }
    return Region([Box(name, universe(of: subject).subtracting(values))])
  }

  // MARK: Levels

  /// Warns of levels that no decision gives, where all that is given can be seen.
  func reportLevelsNeverGiven() {
    guard !diagnostics.contains(where: { $0.severity == .error }), files.typed.isEmpty else {
      return
    }
    var given = GivenLevels()
    for record in records {
      for field in record.fields { given.open(field.type) }
    }
    for parameter in parameters { given.open(parameter.type) }
    for list in lists { given.open(list.type) }
    for decision in decisions {
      guard case .level(let type) = decision.type else {
        if case .table(let table) = decision.body {
          for type in table.columnTypes { given.open(type) }
        }
        continue
      }
      guard let outcomes = decision.body.levelOutcomes else {
        given.open(decision.type)
        continue
      }
      for outcome in outcomes { collectLevels(outcome, type: type, into: &given) }
    }
    let entry = trees[0].file.span
    for (type, levels) in given.levels.sorted(by: { $0.key < $1.key })
    where !given.isOpen.contains(type) {
      for (index, span) in levelSpans[type].enumerated()
      where !levels.contains(index) && entry.contains(span) {
        report(.levelNeverGiven(levelTypes[type].names[index], at: span))
      }
    }
  }

  /// The levels that an outcome can be.
  private func collectLevels(_ outcome: ExpressionID, type: Int, into given: inout GivenLevels) {
    var pending = [outcome]
    while let id = pending.popLast() {
      switch expressions[Int(id.index)].kind {
      case .constant(.level(let level)): given.levels[type, default: []].insert(level)
      case .conditional(_, let first, let second): pending += [first, second]
      case .fallback(let first, let second): pending += [first, second]
      case .decision(let index) where decisions[index].type == .level(type): continue
      default: given.isOpen.insert(type)
      }
    }
  }
}

/// The levels that decisions give, by level type.
private struct GivenLevels {
  var levels: [Int: Set<Int>] = [:]
  /// Types whose levels can come from elsewhere.
  var isOpen: Set<Int> = []

  mutating func open(_ type: ValueType) {
    if case .level(let index) = type.innermost { isOpen.insert(index) }
  }
}

extension Decision.Body {
  /// The outcomes of a decision whose value is a level; nil for alerts, which need not use all.
  fileprivate var levelOutcomes: [ExpressionID]? {
    switch self {
    case .tier(let tier):
      switch tier.content {
      case .rules(let rules, _, let otherwise, let unknown):
        return rules.map(\.outcome) + [otherwise.outcome] + unknown.outcomes
      case .bands(let bands):
        return bands.bands.map(\.outcome) + (bands.otherwise.map { [$0.outcome] } ?? [])
          + bands.unknown.outcomes
      }
    case .table(let table):
      var outcomes = table.rows.map(\.outcome) + (table.otherwise.map { [$0] } ?? [])
      if case .outcome(let unknown) = table.unknown { outcomes.append(unknown) }
      return outcomes.flatMap(\.values)
    case .result(let value): return [value]
    case .alerts, .score, .limit: return nil
    }
  }
}

extension UnknownOutcome {
  fileprivate var outcomes: [ExpressionID] {
    switch self {
    case .value(let id, _): [id]
    case .impossible, .skip: []
    }
  }
}
