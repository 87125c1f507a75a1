// `tierline explain RULESET DATA --key K`

import TierlineRuntime
import TierlineSource

/// Says why one record got its decisions.
struct ExplainCommand {
  private let invocation: Invocation
  private let session: Session

  init(_ invocation: Invocation, _ session: Session) {
    self.invocation = invocation
    self.session = session
  }

  func run() throws(Stop) -> ExitCode {
    guard let ruleset = try LoadedRuleset.load(invocation.operands[0], invocation, session) else {
      return .fault
    }
    let program = ruleset.program
    let wanted = try decisions(of: program)
    let previous = try PreviousSnapshot.load(invocation, program, session)
    let source = try DataSource.open([invocation.operands[1]], session)[0]
    let reading = try RecordSearch(program: program, source: source, session: session)
      .record(withKey: invocation.value(.key))
    switch reading.content {
    case .refused(let faults): return refuse(reading, faults, source, program)
    case .record(let record):
      let evaluator = TracedEvaluator(program: program, asOf: ruleset.asOf)
      switch evaluator.decide(record, previous: previous?.record(for: reading.key)) {
      case .refused(let faults): return refuse(reading, faults, source, program)
      case .decided(let decided):
        write(decided, reading, wanted)
        return .success
      }
    }
  }

  /// The decisions to explain, as indices in order of declaration.
  private func decisions(of program: Program) throws(Stop) -> [Int] {
    guard let names = invocation.values[.decision] else { return Array(program.decisions.indices) }
    let known = program.decisions.map(\.name)
    for name in names where !known.contains(name) {
      throw .usage(
        Wording("there is no decision `\(name)`", zh: "没有决策 `\(name)`")
          + UsageMessage.offer(NearName.of(name, among: known).map { "--decision \($0)" })
          .otherwise(
            "choose one of \(known.joined(separator: ", "))",
            zh: "可选 \(known.joined(separator: "、"))"))
    }
    return program.decisions.indices.filter { names.contains(known[$0]) }
  }

  private func refuse(
    _ reading: RecordReading, _ faults: [RecordFault], _ source: DataSource, _ program: Program
  ) -> ExitCode {
    let report = RefusalReport(program: program, language: session.language, namesFile: false)
    let refused = Refused(
      path: source.path, line: reading.line, key: reading.key, faults: faults)
    session.environment.errors.write(report.lines(refused))
    return .refused
  }

  private func write(_ decided: Decided, _ reading: RecordReading, _ wanted: [Int]) {
    let program = decided.program
    let keys = KeyText.shown(reading.key, in: program)
    let format = invocation.choice(.format, default: ExplanationFormat.pretty)
    if format == .json { return writeJSON(decided, keys, wanted) }
    let composer = ExplanationComposer(language: session.language)
    let date = decided.asOf.map { Wording(", as of \($0)", zh: "，截至 \($0)") } ?? Wording(same: "")
    let page = ExplanationPage(
      title: keys.isEmpty
        ? session.text(Wording("record", zh: "记录")) : keys.joined(separator: ", "),
      subtitle: "\(program.name) \(program.version)" + session.text(date),
      sections: wanted.map { composer.section(decided.explain($0)) })
    switch format {
    case .pretty: session.output.write(PrettyExplanation(palette: session.palette).text(page))
    case .markdown: session.output.write(MarkdownExplanation().text(page))
    case .json: break
    }
  }

  private func writeJSON(_ decided: Decided, _ keys: [String], _ wanted: [Int]) {
    let program = decided.program
    var json = JSONWriter()
    json.beginObject()
    json.key("key")
    json.oneOrMore(keys)
    if let asOf = decided.asOf {
      json.key("as_of")
      json.date(asOf)
    }
    json.object("ruleset") {
      $0.member("name", program.name)
      $0.member("version", program.version)
      $0.member("digest", program.digest)
    }
    json.key("decisions")
    json.beginArray()
    for index in wanted {
      ExplanationJSON(program: program).write(decided.explain(index), to: &json)
    }
    json.endArray()
    json.endObject()
    json.endLine()
    session.output.write(json.bytes)
  }
}

/// Finds one record among many.
struct RecordSearch {
  let program: Program
  let source: DataSource
  let session: Session

  /// Keys that are remembered to offer a near one.
  private static let keysMax = 10_000

  /// What reading through the input came to.
  private enum Outcome {
    case found(RecordReading)
    /// No key was given, and this is only the first record of several.
    case several(RecordReading)
    /// No record has the key.
    case none([String])
  }

  /// The first record of that key; without a key, the only record that there is.
  func record(withKey key: String?) throws(Stop) -> RecordReading {
    let outcome: Outcome
    do throws(ByteSourceFailure) { outcome = try search(key) } catch { throw source.stop(error) }
    switch outcome {
    case .found(let reading): return reading
    case .several(let first):
      let example = isSecret ? "…" : KeyText.joined(first.key, in: program)
      throw .usage(
        Wording(
          "there are several records: add `--key`, as in `--key \(example)`",
          zh: "有多条记录：请加上 `--key`，如 `--key \(example)`"))
    case .none(let keys):
      guard let key else {
        throw .usage(
          Wording(
            "there is no record: name a file that has some", zh: "没有记录：请给出有记录的文件"))
      }
      throw .usage(
        Wording("no record has the key `\(key)`", zh: "没有主键为 `\(key)` 的记录")
          + UsageMessage.offer(NearName.of(key, among: keys).map { "--key \($0)" })
          .otherwise(
            "several key fields are written with commas between",
            zh: "多个主键字段以逗号分隔"))
    }
  }

  private func search(_ key: String?) throws(ByteSourceFailure) -> Outcome {
    var reader = RecordReader(program: program, source: source.bytes)
    var first: RecordReading?
    var keys: [String] = []
    while let reading = try reader.next() {
      guard let key else {
        if let first { return .several(first) }
        first = reading
        continue
      }
      let text = KeyText.joined(reading.key, in: program)
      if text == key { return .found(reading) }
      if !isSecret, !text.isEmpty, keys.count < Self.keysMax { keys.append(text) }
    }
    return first.map(Outcome.found) ?? .none(keys)
  }

  /// Whether keys must not be shown.
  private var isSecret: Bool {
    program.input.keyFields.contains { program.input.fields[$0].isSensitive }
  }
}
