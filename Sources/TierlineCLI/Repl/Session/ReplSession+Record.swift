// The present record: where it comes from and how it is changed.

import TierlineChecker
import TierlineRuntime
import TierlineSource
import TierlineSyntax

extension ReplSession {
  // MARK: Data

  mutating func openData(_ path: String) {
    guard let data = indexed(path) else { return }
    change(showingMoves: false) { $0.data = data }
    let count = Decimal(data.count).grouped
    var said = Wording(
      data.count == 1 ? "1 record in `\(path)`" : "\(count) records in `\(path)`",
      zh: "`\(path)` 中有 \(count) 条记录")
    if data.duplicates > 0 {
      let twice = Decimal(data.duplicates).grouped
      said =
        said
        + Wording(
          ", \(twice) with a key that stood before", zh: "，其中 \(twice) 条的主键此前已出现")
    }
    if data.unreadable > 0 {
      let bad = Decimal(data.unreadable).grouped
      said = said + Wording(", \(bad) unreadable", zh: "，另有 \(bad) 条无法读取")
    }
    say(said)
    if data.count == 1 { takeRecord(0, of: data) }
  }

  /// Indexes a file; nil after a complaint.
  mutating func indexed(_ path: String) -> DataIndex? {
    var result: Result<DataIndex, FileFailure>?
    Interruption.whileWatching {
      do throws(FileFailure) {
        result = .success(try DataIndex(path, program, session))
      } catch {
        result = .failure(error)
      }
    }
    if Interruption.pendingSignal == Interruption.keyboard { Interruption.forget() }
    switch result {
    case .success(let data): return data
    case .failure(let failure): complain(failure.wording)
    case nil: break
    }
    return nil
  }

  mutating func takeCustomer(_ key: String) {
    guard let data = state.data else {
      return complain(
        Wording(
          "there are no customers: open a file with `:data FILE`",
          zh: "没有客户数据：请用 `:data 文件` 打开"))
    }
    // As it is shown, a key of several fields has blanks in it.
    let fields = key.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "，" }
    let compact = fields.map { String($0).trimmedWhole }.joined(separator: ",")
    guard let ordinal = data.ordinal(of: key) ?? data.ordinal(of: compact) else {
      let keys = data.keys(beginningWith: "", atMost: 10_000)
      return complain(
        Wording("no record has the key `\(key)`", zh: "没有主键为 `\(key)` 的记录")
          + UsageMessage.offer(NearName.of(key, among: keys).map { ":customer \($0)" })
          .otherwise("`:next` goes through the file", zh: "`:next` 可逐条浏览"))
    }
    takeRecord(ordinal, of: data)
  }

  mutating func takeNext() {
    guard let data = state.data else {
      return complain(
        Wording(
          "there are no customers: open a file with `:data FILE`",
          zh: "没有客户数据：请用 `:data 文件` 打开"))
    }
    let present = state.record?.origin
    let ordinal = present.map { $0.path == data.path ? $0.ordinal + 1 : 0 } ?? 0
    guard ordinal < data.count else {
      return complain(Wording("that was the last record", zh: "已是最后一条记录"))
    }
    takeRecord(ordinal, of: data)
  }

  private mutating func takeRecord(_ ordinal: Int, of data: DataIndex) {
    let bytes: [UInt8]
    do throws(FileFailure) { bytes = try data.bytes(of: ordinal) } catch {
      return complain(error.wording)
    }
    guard
      let record = PresentRecord(bytes, origin: .init(path: data.path, ordinal: ordinal))
    else {
      return complain(
        Wording(
          "`\(data.path)` has changed: `:reload` reads it again",
          zh: "`\(data.path)` 已被改动：`:reload` 可重新读取"))
    }
    change(showingMoves: false) { $0.record = record }
    decide()
  }

  // MARK: Given and set

  mutating func give(_ rest: String) {
    if let input = inputThatFits(rest), !declareInput(input) { return }
    guard case .record(let fields)? = asked(rest, as: .record) else { return }
    change(showingMoves: false) { state in
      var record = PresentRecord()
      record.lay(fields, in: state.program)
      state.record = record
    }
    if program.decisions.isEmpty, outcome.decided != nil {
      say(Wording("taken", zh: "已载入"))
    } else {
      decide()
    }
  }

  mutating func set(_ rest: String) {
    guard case .assignment(let path, let value)? = asked(rest, as: .assignment) else { return }
    change { state in
      var record = state.record ?? PresentRecord()
      record.assign(value, at: path, in: state.program)
      state.record = record
    }
  }

  mutating func unset(_ rest: String) {
    guard state.record != nil else { return complain(Self.noRecord) }
    set(rest + " = missing")
  }

  /// What is typed, checked in the scope of the ruleset; nil after findings.
  mutating func asked(_ rest: String, as fragment: Fragment) -> Answer? {
    let result = state.ruleset.checked(asking: Question(typed(rest), as: fragment))
    guard let answer = result.answer else {
      complain(result.diagnostics.filter { $0.severity == .error }, in: result.sources)
      return nil
    }
    return answer
  }

  // MARK: The day, parameters, the previous snapshot

  mutating func setDate(_ argument: String) {
    let date = argument == "today" ? session.environment.today() : CalendarDate(argument)
    guard let date else {
      return complain(
        Wording(
          "`\(argument)` is no date: write `:as_of 2026-01-01`, or `:as_of today`",
          zh: "`\(argument)` 不是日期：请写 `:as_of 2026-01-01` 或 `:as_of today`"))
    }
    change { $0.asOf = date }
    if answer.pieces.isEmpty { say(Wording("as of \(date)", zh: "截至 \(date)")) }
  }

  mutating func openPrevious(_ path: String) {
    let source: DataSource
    do throws(Stop) { source = try DataSource.open([path], session)[0] } catch {
      return complain(error.message)
    }
    do throws(PreviousSnapshotFailure) {
      let snapshot = try PreviousSnapshot(program: program, source: source.bytes)
      change { $0.previous = (path, snapshot) }
      if let note = snapshot.unfitNote { say(note) }
      if answer.pieces.isEmpty { say(Wording("`\(path)` is open", zh: "已打开 `\(path)`")) }
    } catch {
      switch error {
      case .source(let failure): complain(source.stop(failure).message)
      case .refused(let line, let fault):
        complain(
          Wording(
            "`\(path)`, line \(line): \(fault.code.rawValue): \(fault.message.english)",
            zh: "`\(path)` 第 \(line) 行：\(fault.code.rawValue)：\(fault.message.chinese)"))
      }
    }
  }

  // MARK: Showing

  static let noRecord = Wording(
    "there is no record: type one with `:given { … }`, or take one with `:data FILE` and `:customer KEY`",
    zh: "没有记录：请用 `:given { … }` 输入一条，或用 `:data 文件` 与 `:customer 主键` 选取")

  mutating func showRecord() {
    guard let record = state.record else { return complain(Self.noRecord) }
    let reading = record.reading(in: program)
    guard case .record(let values) = reading.content else { return complainOfOutcome() }
    let rows = zip(program.input.fields, values).compactMap { field, value -> [String]? in
      guard case .stored = field.content else { return nil }
      let shown = program.show(value, as: field.type, isSensitive: field.isSensitive)
      let label = field.label.map { " (\($0))" } ?? ""
      return [field.name + label, text(shown.text)]
    }
    answer.say(columns(rows, inks: [.note, nil]))
  }

  mutating func decide() {
    guard let decided = outcome.decided else { return complainOfOutcome() }
    let lines = DecisionLine.all(of: decided)
    if let title = recordTitle { answer.say(palette(.strong, title)) }
    if lines.isEmpty { say(Wording("nothing is decided yet", zh: "尚无决策")) }
    answer.say(
      columns(
        lines.map { [$0.name, text($0.value), text($0.origin)] }, inks: [.note, .strong, .faint]))
  }

  /// The key of the present record; nil where it has none.
  var recordTitle: String? {
    let key: [Value]
    switch outcome {
    case .decided(_, let own), .refused(_, let own): key = own
    case .none, .undated: return nil
    }
    let texts = KeyText.shown(key, in: program)
    return texts.isEmpty ? nil : texts.joined(separator: ", ").printable
  }

  /// Why there are no decisions.
  mutating func complainOfOutcome() {
    complain(about: outcome)
  }

  mutating func complain(about outcome: RecordOutcome) {
    switch outcome {
    case .none: complain(Self.noRecord)
    case .undated(let wording):
      complain(wording + Wording(": set it with `:as_of DATE`", zh: "：请用 `:as_of 日期` 设定"))
    case .refused(let faults, _):
      answer.complain(
        faults.map { fault in
          let at = fault.path.isEmpty ? "" : text(Wording(" at ", zh: " ")) + fault.path
          let head = text(Wording("refused", zh: "被拒")) + " " + fault.code.rawValue
          return session.errorPalette(.error, head)
            + (at + text(Wording(": ", zh: "：")) + text(fault.message)).printable
        }.joined(separator: "\n"))
    case .decided: break
    }
  }

  /// What moved since an outcome.
  mutating func showMoves(from before: RecordOutcome) {
    guard let now = outcome.decided else {
      if case .none = outcome { return }
      return complainOfOutcome()
    }
    guard let then = before.decided else { return decide() }
    let moves = DecisionMove.all(from: then, to: now)
    guard !moves.isEmpty else { return say(Wording("no decision moves", zh: "没有决策变动")) }
    answer.say(
      columns(
        moves.map { move in
          [move.name, text(move.before) + " → " + text(move.after), text(move.origin)]
        }, inks: [.note, .strong, .faint]))
  }

  /// Rows of cells under one another, by display width.
  func columns(_ rows: [[String]], inks: [Palette.Ink?]) -> String {
    let rows = rows.map { $0.map(\.printable) }
    let widths = inks.indices.map { index in
      rows.map { DisplayWidth.of($0[index]) }.filter { $0 <= 40 }.max() ?? 0
    }
    return rows.map { row in
      row.enumerated().map { index, cell in
        let isLast = row[(index + 1)...].allSatisfy(\.isEmpty)
        let padding = isLast ? 0 : max(0, widths[index] - DisplayWidth.of(cell))
        let inked = inks[index].map { palette($0, cell) } ?? cell
        return inked + String(repeating: " ", count: padding)
      }.joined(separator: "  ").trimmedTail + "\n"
    }.joined()
  }
}
