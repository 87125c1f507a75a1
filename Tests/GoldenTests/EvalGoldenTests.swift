// Rulesets with records: what is decided, and why.
//
// A case holds the ruleset, then `--- file records.ndjson`, and where it needs them `--- file as-of`
// and `--- file previous.ndjson`. The suite `eval` shows both outputs of each record, `explain` one line a decision.

import Support
import Testing
import TierlineChecker
import TierlineRuntime
import TierlineSource

@Test(arguments: GoldenCase.all(in: "eval"))
func eval(_ golden: GoldenCase) throws {
  try golden.verify(
    try golden.decide { decided in
      var brief = JSONWriter()
      BriefOutput().write(decided, to: &brief)
      var full = JSONWriter()
      FullOutput().write(decided, to: &full)
      return [brief.text, full.text]
    })
}

@Test(arguments: GoldenCase.all(in: "explain"))
func explain(_ golden: GoldenCase) throws {
  try golden.verify(
    try golden.decide { decided in
      decided.program.decisions.indices.map { index in
        var json = JSONWriter()
        ExplanationJSON(program: decided.program).write(decided.explain(index), to: &json)
        return json.text
      }
    })
}

extension GoldenCase {
  /// Decides the case's records and shows each by `show`, refused ones by their faults.
  fileprivate func decide(_ show: (Decided) -> [String]) throws -> String {
    let result = check()
    guard var program = result.program else {
      return listing(result.diagnostics, in: result.sources)
    }
    // A digest would change with every comment of a case.
    program.digest = "sha256:…"
    let asOf = files.others["as-of"].flatMap { CalendarDate($0.dropLast()) }
    let evaluator = TracedEvaluator(program: program, asOf: asOf)
    let previous = try files.others["previous.ndjson"].map {
      try PreviousSnapshot(program: program, source: source(of: $0))
    }
    var reader = RecordReader(
      program: program, source: source(of: files.others["records.ndjson"] ?? ""))
    var lines: [String] = []
    while let reading = try reader.next() {
      switch reading.content {
      case .refused(let faults): lines += faults.map(line)
      case .record(let record):
        switch evaluator.decide(record, previous: previous?.record(for: reading.key)) {
        case .refused(let faults): lines += faults.map(line)
        case .decided(let decided): lines += show(decided)
        }
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func source(of text: String) -> ByteSource {
    var pending = Array(text.utf8)
    return { () throws(ByteSourceFailure) in
      defer { pending = [] }
      return pending
    }
  }

  private func line(_ fault: RecordFault) -> String {
    "\(fault.code.rawValue) at \(fault.path): \(fault.message.english)"
  }
}
