// What must hold for a part of a decision to be reached.
//
// Rules under `take first`, bands, rows and the rules of a limit that stop stand in a queue: whoever
// comes to one has passed all before it. A way is how far along its queue a part stands, and what has
// to hold there besides; the queue itself is never written out, since it would be once for each rule.

import TierlineRuntime
import TierlineSource

/// Rules, bands or rows that are asked one after another until one decides.
struct Queue: Hashable, Sendable {
  var decision: Int
  /// Of a score: the item whose bands they are.
  var item: Int?
}

/// The way to a part of a decision.
struct Way {
  /// nil where nothing stands before it.
  var queue: Queue?
  /// How many members of the queue have been passed.
  var passed = 0
  var own: [Assumption] = []
}

extension Reachability {
  /// All that must hold for a part of a decision to be reached.
  func assumptions(for reach: Reach) -> [Assumption] {
    let way = way(to: reach)
    return (way.queue.map { [.behind($0, way.passed)] } ?? []) + way.own
  }

  /// What must hold for the first of a queue to be passed.
  func passing(_ count: Int, of queue: Queue) -> [Assumption] {
    (0..<count).compactMap { passing($0, of: queue) }
  }

  /// How the members of a queue stand that do not decide.
  func passing(_ member: Int, of queue: Queue) -> Assumption? {
    switch program.decisions[queue.decision].body {
    case .tier(let tier):
      switch tier.content {
      case .bands(let bands): return bands.passing(member)
      case .rules(let rules, _, _, let unknown):
        return .truth(rules[member].condition, unknown.passed)
      }
    case .score(let score):
      guard let item = queue.item, case .characteristic(let bands) = score.items[item] else {
        return nil
      }
      return bands.passing(member)
    case .limit(let limit):
      guard let rule = limit.steps[member].rule, rule.stops else { return nil }
      return .truth(rule.condition, [.no, .unknown])
    case .table(let table):
      let passed: Truths =
        switch table.unknown {
        case .skip: [.no, .unknown]
        case .impossible, .outcome: .no
        }
      return .row(table.rows[member].tests, subjects: table.subjects, passed)
    case .alerts, .result: return nil
    }
  }

  /// How a part of a decision is come to.
  func way(to reach: Reach) -> Way {
    guard case .part(let index, let kind) = reach else { return Way() }
    switch program.decisions[index].body {
    case .tier(let tier): return way(to: kind, of: tier, index)
    case .score(let score): return way(to: kind, of: score, index)
    case .limit(let limit): return way(to: kind, of: limit, index)
    case .alerts(let alerts): return way(to: kind, of: alerts)
    case .table(let table): return way(to: kind, of: table, index)
    case .result: return Way()
    }
  }

  private func way(to kind: BlockSite.Kind, of tier: Tier, _ index: Int) -> Way {
    let queue = Queue(decision: index, item: nil)
    switch tier.content {
    case .bands(let bands): return way(to: kind, of: bands, queue)
    case .rules(let rules, let policy, _, _):
      let own = policy == .first ? queue : nil
      switch kind {
      case .tierReached(let rule): return Way(queue: own, passed: rule)
      case .tierRule(let rule):
        return Way(queue: own, passed: rule, own: [.truth(rules[rule].condition, .yes)])
      case .tierOtherwise:
        guard own == nil else { return Way(queue: own, passed: rules.count) }
        return Way(own: rules.map { .truth($0.condition, [.no, .unknown]) })
      case .tierUnknown:
        return Way(own: [
          .any(
            rules.indices.map {
              (own == nil ? [] : [.behind(queue, $0)]) + [.truth(rules[$0].condition, .unknown)]
            })
        ])
      default: return Way()
      }
    }
  }

  private func way(to kind: BlockSite.Kind, of bands: Bands, _ queue: Queue) -> Way {
    switch kind {
    case .band(_, let band):
      return Way(
        queue: queue, passed: band,
        own: [.tests(bands.bands[band].tests, subject: bands.subject, .yes)])
    case .bandOtherwise: return Way(queue: queue, passed: bands.bands.count)
    case .bandUnknown:
      return Way(own: [
        .any(
          bands.bands.indices.map {
            [
              .behind(queue, $0),
              .tests(bands.bands[$0].tests, subject: bands.subject, .unknown),
            ]
          })
      ])
    default: return Way()
    }
  }

  private func way(to kind: BlockSite.Kind, of score: Score, _ index: Int) -> Way {
    switch kind {
    case .band(let item?, _), .bandOtherwise(let item?), .bandUnknown(let item?):
      guard case .characteristic(let bands) = score.items[item] else { return Way() }
      return way(to: kind, of: bands, Queue(decision: index, item: item))
    case .scoreRule(let item):
      guard case .rule(let rule) = score.items[item] else { return Way() }
      return Way(own: [.truth(rule.condition, .yes)])
    case .scoreUnknown:
      return Way(own: [
        .any(
          score.items.compactMap { item in
            if case .rule(let rule) = item { [.truth(rule.condition, .unknown)] } else { nil }
          })
      ])
    default: return Way()
    }
  }

  private func way(to kind: BlockSite.Kind, of limit: Limit, _ index: Int) -> Way {
    switch kind {
    case .stepReached(let step), .stepApplied(let step):
      // Plain steps are carried out whatever stopped.
      guard let rule = limit.steps[step].rule else { return Way() }
      var way = Way(queue: Queue(decision: index, item: nil), passed: step)
      if case .stepApplied = kind { way.own = [.truth(rule.condition, .yes)] }
      return way
    case .stepChanged(let step):
      return Way(own: canChange(step, of: limit, index) ? [] : [.any([])])
    default: return Way()
    }
  }

  /// Whether some amount may lie where a cap cuts it or a floor lifts it.
  private func canChange(_ step: Int, of limit: Limit, _ index: Int) -> Bool {
    let before = facts.amounts[index][step]
    let operand = facts.bounds(of: limit.steps[step].operand)
    switch limit.steps[step].action {
    case .cap:
      guard let most = before.upper, let least = operand.lower else { return true }
      return most > least
    case .floor:
      guard let least = before.lower, let most = operand.upper else { return true }
      return least < most
    case .set, .add, .subtract, .multiply, .roundDown, .roundUp, .roundNearest, .roundHalfEven:
      return true
    }
  }

  private func way(to kind: BlockSite.Kind, of alerts: Alerts) -> Way {
    switch kind {
    case .alert(let rule): Way(own: [.truth(alerts.rules[rule].rule.condition, .yes)])
    case .alertsUnknown:
      Way(own: [.any(alerts.rules.map { [.truth($0.rule.condition, .unknown)] })])
    default: Way()
    }
  }

  private func way(to kind: BlockSite.Kind, of table: Table, _ index: Int) -> Way {
    let queue = table.policy == .first ? Queue(decision: index, item: nil) : nil
    switch kind {
    case .row(let row):
      return Way(
        queue: queue, passed: row,
        own: [.row(table.rows[row].tests, subjects: table.subjects, .yes)])
    case .tableOtherwise:
      return Way(
        own: table.rows.map { .row($0.tests, subjects: table.subjects, [.no, .unknown]) })
    case .tableUnknown:
      return Way(own: [
        .any(
          table.rows.indices.map { row in
            (queue.map { [.behind($0, row)] } ?? [])
              + [.row(table.rows[row].tests, subjects: table.subjects, .unknown)]
          })
      ])
    default: return Way()
    }
  }
}

extension Bands {
  /// How a band stands that does not decide.
  fileprivate func passing(_ band: Int) -> Assumption {
    .tests(bands[band].tests, subject: subject, unknown.passed)
  }
}

extension UnknownOutcome {
  /// How a rule stands that did not decide.
  fileprivate var passed: Truths {
    switch self {
    case .skip: [.no, .unknown]
    case .impossible, .value: .no
    }
  }
}
