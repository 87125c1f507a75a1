// What the output of a record is made of: fixed bytes, and values of a kind with their columns.

import TierlineSource

/// One step of writing a record.
struct OutputPiece {
  enum Kind: UInt8 {
    /// Fixed bytes.
    case bytes
    case number, wide, level, truth, text
    /// A text as a cell of CSV.
    case cell
    /// A date, in quotes unless the second number is 0.
    case date
    /// Durations, which are rarely written; the second as a cell.
    case other, otherCell
    /// The next pieces are those of a record, written where a truth's yes has the lane.
    case record
    /// The next pieces are those of an element.
    case list
    /// The next pieces are JSON in a cell, empty unless a truth's yes has the lane.
    case jsonCell
    /// A list of the names of the alerts that are raised, and a cell with them.
    case alerts, alertCell
    /// What stands before alerts with their reasons, and behind them.
    case alertsBegin, alertsEnd
    /// A comma, unless it is the first of the alerts.
    case separator
    /// The next pieces are passed over unless the lane is in a truth's yes or in a mask.
    case when
    /// The text of the number in a column.
    case numbered
    /// What a template shows of a value.
    case hole
    /// The reasons of a score.
    case scoreReasons
  }

  var kind: Kind
  /// The column, truth or mask; the start of fixed bytes; an index, the first of alerts.
  var a: Int32 = 0
  /// A scale; the first of names; the count of fixed bytes, of alerts or of pieces.
  var b: Int32 = 0
}

/// An alert as a list of names has it.
struct OutputAlert {
  /// Where it is raised.
  var truth: Int32
  /// Which of the names is its own.
  var name: Int32
}

/// Collects pieces; neighbouring fixed bytes become one.
struct OutputPieces {
  let plan: BatchPlan
  private(set) var pieces: [OutputPiece] = []
  private(set) var bytes: [UInt8] = []
  private(set) var names: [(start: Int, count: Int)] = []
  private(set) var others: [(operand: BatchOperand, type: ValueType)] = []
  private(set) var alerts: [OutputAlert] = []
  /// The main pieces end here; behind them stand those of a score's reasons.
  private(set) var mainCount = 0
  private(set) var scores: [ScoreReasonTable] = []
  private var pending: [UInt8] = []
  /// Whether values are cells of CSV.
  private var isInCells: Bool

  init(plan: BatchPlan) {
    self.plan = plan
    isInCells = plan.notation == .csv
  }

  mutating func addAll() {
    if plan.notation == .csv { addCells() } else { addObject() }
    flush()
    mainCount = pieces.count
    if plan.keepsReasons { addScoreReasons() }
  }

  private mutating func addObject() {
    let program = plan.program
    add("{")
    var isFirst = true
    for (index, shape) in plan.fields.sorted(by: { isBefore($0.index, $1.index) }) {
      let field = program.input.fields[index]
      key(field.name, &isFirst)
      if field.isSensitive {
        quoted(RecordFault.mask)
      } else {
        add(shape)
      }
    }
    if plan.keepsReasons {
      addHeader(&isFirst)
      key("decisions", &isFirst)
      add("{")
      isFirst = true
    }
    for (index, decision) in program.decisions.enumerated() {
      key(decision.name, &isFirst)
      if plan.keepsReasons { explain(index) } else { addValue(of: index) }
    }
    add(plan.keepsReasons ? "}}" : "}")
  }

  /// A line of CSV up to its CR.
  private mutating func addCells() {
    let columns = DecisionColumns(plan.program, includesFields: plan.includesFields).columns
    for (index, column) in columns.enumerated() {
      if index > 0 { add(",") }
      addCell(column)
    }
    add("\r")
  }

  private mutating func addCell(_ column: DecisionColumns.Column) {
    guard !column.isMasked else { return add(RecordFault.mask) }
    switch column.place {
    case .field(let index):
      guard let field = plan.fields.first(where: { $0.index == index }) else { return }
      addCell(field.shape)
    case .decision(let index), .alerts(let index): addValue(of: index)
    case .output(let decision, let output):
      switch plan.outputs[decision] {
      case .columns(let operands): value(operands[output], column.type)
      case .value(let operand): value(operand, column.type)
      case .alerts: return
      }
    }
  }

  private mutating func addCell(_ shape: BatchShape) {
    let presence: Int32
    switch shape {
    case .value(let operand, let type): return value(operand, type)
    case .record(let truth, _): presence = truth
    case .list(let list, _): presence = plan.lists[Int(list)].presence
    }
    enclose(.jsonCell, presence) { pieces in
      pieces.isInCells = false
      pieces.add(shape)
      pieces.isInCells = true
    }
  }

  /// A field as JSON.
  private mutating func add(_ shape: BatchShape) {
    switch shape {
    case .value(let operand, let type): value(operand, type)
    case .record(let presence, let fields):
      enclose(.record, presence) { pieces in
        pieces.add("{")
        var isFirst = true
        for (name, shape) in fields {
          pieces.key(name, &isFirst)
          pieces.add(shape)
        }
        pieces.add("}")
      }
    case .list(let list, let element): enclose(.list, list) { $0.add(element) }
    }
  }

  /// A piece to which the pieces behind it belong.
  private mutating func enclose(
    _ kind: OutputPiece.Kind, _ a: Int32, _ body: (inout OutputPieces) -> Void
  ) {
    flush()
    let start = pieces.count
    pieces.append(OutputPiece(kind: kind, a: a))
    body(&self)
    flush()
    pieces[start].b = Int32(pieces.count - start - 1)
  }

  /// The value of a decision, as brief output or a cell has it.
  mutating func addValue(of index: Int) {
    let decision = plan.program.decisions[index]
    switch (plan.outputs[index], decision.body) {
    case (.value(let operand), .table(let table)):
      value(operand, table.columnTypes.first ?? .text)
    case (.value(let operand), _): value(operand, decision.type)
    case (.columns(let operands), .table(let table)): columns(operands, table)
    case (.alerts(let raised, _), .alerts(let block)):
      alerts(raised, block.rules.map(\.rule.name))
    case (.columns, _), (.alerts, _): add("null")
    }
  }

  /// Pieces that are written in the lanes of a truth or mask alone.
  mutating func when(_ mask: Int32, _ body: (inout OutputPieces) -> Void) {
    enclose(.when, mask, body)
  }

  /// What stands before alerts, between them and behind them.
  mutating func add(_ kind: OutputPiece.Kind) {
    flush()
    pieces.append(OutputPiece(kind: kind))
  }

  /// The index of the piece that comes next.
  mutating func mark() -> Int {
    flush()
    return pieces.count
  }

  /// One of several fixed texts, by the number in a column.
  mutating func numbered(_ column: Int32, _ texts: [[UInt8]]) {
    flush()
    pieces.append(OutputPiece(kind: .numbered, a: column, b: Int32(names.count)))
    for text in texts {
      names.append((bytes.count, text.count))
      bytes += text
    }
  }

  /// What a template shows of a value, within quotes.
  mutating func hole(_ operand: BatchOperand, _ type: ValueType) {
    flush()
    pieces.append(OutputPiece(kind: .hole, a: Int32(others.count)))
    others.append((operand, type))
  }

  /// The reasons of a score, whose pieces are made in the end.
  mutating func scoreReasons(_ score: Score, _ claims: [BatchClaims]) {
    flush()
    pieces.append(OutputPiece(kind: .scoreReasons, a: Int32(scores.count)))
    scores.append(ScoreReasonTable(score, claims))
  }

  private mutating func addScoreReasons() {
    for index in scores.indices {
      var table = scores[index]
      table.fill(&self)
      scores[index] = table
    }
  }

  /// Keys come first, as declared, then the other fields.
  private func isBefore(_ left: Int, _ right: Int) -> Bool {
    let fields = plan.program.input.fields
    return fields[left].isKey == fields[right].isKey ? left < right : fields[left].isKey
  }

  mutating func add(_ text: String) { pending += text.utf8 }

  mutating func quoted(_ text: String) { pending += json(text) }

  private func json(_ text: String) -> [UInt8] {
    var json = JSONWriter()
    json.string(text)
    return json.bytes
  }

  mutating func key(_ name: String, _ isFirst: inout Bool) {
    if !isFirst { add(",") }
    isFirst = false
    quoted(name)
    add(":")
  }

  private mutating func flush() {
    guard !pending.isEmpty else { return }
    pieces.append(OutputPiece(kind: .bytes, a: Int32(bytes.count), b: Int32(pending.count)))
    bytes += pending
    pending = []
  }

  private mutating func name(_ text: [UInt8]) {
    names.append((bytes.count, text.count))
    bytes += text
  }

  mutating func value(_ operand: BatchOperand, _ type: ValueType) {
    flush()
    switch (operand, type) {
    case (.narrow(let column, let scale), .integer), (.narrow(let column, let scale), .number),
      (.narrow(let column, let scale), .money):
      pieces.append(OutputPiece(kind: .number, a: column, b: Int32(scale)))
    case (.narrow(let column, _), .level(let levels)):
      pieces.append(OutputPiece(kind: .level, a: column, b: Int32(names.count)))
      for level in plan.program.levelTypes[levels].names {
        name(isInCells ? CSVOutput.cell(Array(level.utf8)) : json(level))
      }
    case (.narrow(let column, _), .date):
      pieces.append(OutputPiece(kind: .date, a: column, b: isInCells ? 0 : 1))
    case (.wide(let column), _): pieces.append(OutputPiece(kind: .wide, a: column))
    case (.truth(let truth), _): pieces.append(OutputPiece(kind: .truth, a: truth))
    case (.text(let column), _):
      pieces.append(OutputPiece(kind: isInCells ? .cell : .text, a: column))
    case (_, _):
      pieces.append(
        OutputPiece(kind: isInCells ? .otherCell : .other, a: Int32(others.count)))
      others.append((operand, type))
    }
  }

  mutating func columns(_ operands: [BatchOperand], _ table: Table) {
    add("{")
    var isFirst = true
    for (index, operand) in operands.enumerated() {
      key(table.columns[index], &isFirst)
      value(operand, table.columnTypes[index])
    }
    add("}")
  }

  mutating func alerts(_ raised: [Int32], _ rules: [String]) {
    flush()
    pieces.append(
      OutputPiece(
        kind: isInCells ? .alertCell : .alerts, a: Int32(alerts.count), b: Int32(raised.count)))
    for (truth, rule) in zip(raised, rules) {
      alerts.append(OutputAlert(truth: truth, name: Int32(names.count)))
      // A cell becomes one when all its names are there.
      name(isInCells ? Array(rule.utf8) : json(rule))
    }
  }
}
