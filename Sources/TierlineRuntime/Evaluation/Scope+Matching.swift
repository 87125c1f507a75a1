// Which rule, band or row of a block decides (LANGUAGE.md, section 5, block by block).

import TierlineSource

/// What unknown does to the choice among rules.
enum UnknownReading {
  /// It reads as no.
  case no
  /// It leads to `if unknown`.
  case outcome
  /// The checker found that nothing can be unknown.
  case refused
}

extension UnknownOutcome {
  var reading: UnknownReading {
    switch self {
    case .impossible: .refused
    case .skip: .no
    case .value: .outcome
    }
  }
}

extension TableUnknown {
  var reading: UnknownReading {
    switch self {
    case .impossible: .refused
    case .skip: .no
    case .outcome: .outcome
    }
  }
}

/// The choice among candidates, and how each stood; nil for those that were not reached.
struct Match {
  var origin: Origin
  var truths: [Truth?]
}

/// Rules, bands or rows to choose from, 0-based.
struct Candidates {
  var count: Int
  var unknown: UnknownReading
  /// The text to name when a candidate can't be decided.
  var span: (Int) -> SourceSpan
  var truth: (Int) -> Truth

  /// The first that isn't no decides; what stands behind it is not reached.
  func first() throws(Refusal) -> Match {
    var truths: [Truth?] = []
    for index in 0..<count {
      let truth = truth(index)
      truths.append(truth)
      switch truth {
      case .no: continue
      case .yes: return Match(origin: .matched(index), truths: padded(truths))
      case .overflow(let span): throw Refusal(reason: .overflow, span: span)
      case .unknown:
        switch unknown {
        case .no: continue
        case .outcome: return Match(origin: .unknown([index]), truths: padded(truths))
        case .refused: throw Refusal(reason: .absent, span: span(index))
        }
      }
    }
    return Match(origin: .otherwise, truths: truths)
  }

  /// Any yes decides, the first as written; failing that any overflow refuses, and any unknown
  /// leads to `if unknown`.
  func only() throws(Refusal) -> Match {
    let truths = (0..<count).map(truth)
    if let index = truths.firstIndex(of: .yes) {
      return Match(origin: .matched(index), truths: truths)
    }
    for case .overflow(let span) in truths { throw Refusal(reason: .overflow, span: span) }
    let undecided = truths.indices.filter { truths[$0] == .unknown }
    guard let index = undecided.first else { return Match(origin: .otherwise, truths: truths) }
    switch unknown {
    case .no: return Match(origin: .otherwise, truths: truths)
    case .outcome: return Match(origin: .unknown(undecided), truths: truths)
    case .refused: throw Refusal(reason: .absent, span: span(index))
    }
  }

  private func padded(_ truths: [Truth?]) -> [Truth?] {
    truths + Array(repeating: nil, count: count - truths.count)
  }
}

extension Scope {
  /// The band that a subject falls in; a band's value is needed.
  func bands(_ bands: Bands) throws(Refusal) -> BandsTrace {
    let subject = value(of: bands.subject)
    let match = try Candidates(
      count: bands.bands.count, unknown: bands.unknown.reading,
      span: { bands.bands[$0].span },
      truth: { truth(of: bands.bands[$0].tests, subject: subject) }
    ).first()
    guard let outcome = bands.outcome(of: match.origin) else {
      throw Refusal(reason: .absent, span: bands.span)
    }
    return BandsTrace(
      subject: subject, origin: match.origin, value: try needed(outcome.value),
      truths: match.truths)
  }
}

/// What stands behind `then`, `otherwise` or `if unknown`: the value and the reason.
struct Outcome {
  var value: ExpressionID
  var because: Template?
}

extension UnknownOutcome {
  var outcome: Outcome? {
    switch self {
    case .impossible, .skip: nil
    case .value(let value, let because): Outcome(value: value, because: because)
    }
  }
}

extension Bands {
  /// nil where nothing matched and the bands have no `otherwise`.
  func outcome(of origin: Origin) -> Outcome? {
    switch origin {
    case .matched(let index):
      Outcome(value: bands[index].outcome, because: bands[index].because)
    case .otherwise: otherwise.map { Outcome(value: $0.outcome, because: $0.because) }
    case .unknown: unknown.outcome
    }
  }
}

extension Table {
  /// nil where nothing matched and the table has no `otherwise`.
  func outcome(of origin: Origin) -> TableOutcome? {
    switch origin {
    case .matched(let index): return rows[index].outcome
    case .otherwise: return otherwise
    case .unknown:
      guard case .outcome(let outcome) = unknown else { return nil }
      return outcome
    }
  }
}
