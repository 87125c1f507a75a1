// Rulesets with records: what is decided, and why.
//
// A case is a ruleset and parts behind `--- record`, JSON as `eval` reads it, and perhaps
// `--- previous`, an earlier snapshot, and `--- options`, a line each: `as of DATE`,
// `set NAME = VALUE`, `full` or `both` for the detail, `fields`. Findings of the check come first,
// then a line (or two) a record in the order of reading; of a refused record a line a fault. The
// suite `explain` shows one line a decision instead.

import Support
import Testing
import TierlineChecker
import TierlineRuntime
import TierlineSource

@Test(arguments: GoldenCase.all(in: "eval"))
func eval(_ golden: GoldenCase) throws {
  let options = try EvalOptions(golden.part("options") ?? "")
  try golden.verify(try golden.decide(options) { options.lines(of: $0) })
}

@Test(arguments: GoldenCase.all(in: "explain"))
func explain(_ golden: GoldenCase) throws {
  let options = try EvalOptions(golden.part("options") ?? "")
  try golden.verify(
    try golden.decide(options) { decided in
      decided.program.decisions.indices.map { index in
        var json = JSONWriter()
        ExplanationJSON(program: decided.program).write(decided.explain(index), to: &json)
        return json.text
      }
    })
}

/// What stands behind `--- options`.
private struct EvalOptions {
  var check = CheckOptions()
  var asOf: CalendarDate?
  var isBrief = true
  var isFull = false
  var hasFields = false

  init(_ text: String) throws {
    for line in text.split(separator: "\n") {
      switch line {
      case "full": (isBrief, isFull) = (false, true)
      case "both": isFull = true
      case "fields": hasFields = true
      case _ where line.hasPrefix("as of "):
        let date: CalendarDate = try #require(CalendarDate(String(line.dropFirst("as of ".count))))
        asOf = date
      case _ where line.hasPrefix("set "):
        let sides = line.dropFirst("set ".count).split(separator: " = ", maxSplits: 1)
        try #require(sides.count == 2, "no option: \(line)")
        check.parameters.append((name: String(sides[0]), value: String(sides[1])))
      default: Issue.record("no option: \(line)")
      }
    }
  }

  func lines(of decided: Decided) -> [String] {
    var lines: [String] = []
    if isBrief {
      var json = JSONWriter()
      BriefOutput(includesFields: hasFields).write(decided, to: &json)
      lines.append(json.text)
    }
    if isFull {
      var json = JSONWriter()
      FullOutput(includesFields: hasFields).write(decided, to: &json)
      lines.append(json.text)
    }
    return lines
  }
}

extension GoldenCase {
  /// Decides the case's records and shows each by `show`, refused ones by their faults.
  fileprivate func decide(_ options: EvalOptions, show: (Decided) -> [String]) throws -> String {
    let result = check(options.check)
    let findings = listing(result.diagnostics, in: result.sources)
    guard var program = result.program else { return findings }
    // A digest would change with every comment of a case.
    program.digest = "sha256:…"
    var previous: PreviousSnapshot?
    if let text = part("previous") {
      do throws(PreviousSnapshotFailure) {
        previous = try PreviousSnapshot(program: program, source: bytes(text))
      } catch {
        return findings + line(error)
      }
    }
    let evaluator = TracedEvaluator(program: program, asOf: options.asOf)
    var reader = RecordReader(program: program, source: bytes(part("record") ?? ""))
    var lines: [String] = []
    while let reading = try reader.next() {
      switch reading.content {
      case .refused(let faults): lines += faults.map { line($0, of: reading, in: program) }
      case .record(let record):
        switch evaluator.decide(record, previous: previous?.record(for: reading.key)) {
        case .refused(let faults): lines += faults.map { line($0, of: reading, in: program) }
        case .decided(let decided): lines += show(decided)
        }
      }
    }
    if let unfit = previous?.unfitCount, unfit > 0 { lines.append("\(unfit) unfit in previous") }
    return findings + lines.map { $0 + "\n" }.joined()
  }

  private func bytes(_ text: String) -> ByteSource {
    var pending = Array(text.utf8)
    return { () throws(ByteSourceFailure) in
      defer { pending = [] }
      return pending
    }
  }

  /// A fault: code, line, key, path, what was expected and found.
  private func line(_ fault: RecordFault, of reading: RecordReading, in program: Program) -> String
  {
    let fields = program.input.keyFields.map { program.input.fields[$0] }
    let key = zip(reading.key, fields).map { value, field in
      field.isSensitive ? RecordFault.mask : program.text(of: value, as: field.type)
    }
    let named = key.isEmpty ? "" : " key \(key.joined(separator: ", "))"
    let path = fault.path.isEmpty ? "" : " at \(fault.path)"
    return "\(fault.code.rawValue) line \(reading.line)\(named)\(path): \(fault.message.english)"
  }

  private func line(_ failure: PreviousSnapshotFailure) -> String {
    switch failure {
    case .source(let failure): "previous: \(failure.reason)\n"
    case .refused(let line, let fault):
      "previous: \(fault.code.rawValue) line \(line) at \(fault.path): \(fault.message.english)\n"
    }
  }
}
