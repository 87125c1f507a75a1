// Output from columns: the same bytes as `BriefOutput`, `FullOutput` and `CSVOutput`.
//
// What stands between values is the same in every record, so the output is made of pieces: fixed
// bytes, and values of a kind with their columns. Pieces are made once.

import TierlineSource

/// How the decisions of one plan are written.
struct BatchOutput {
  private let plan: BatchPlan
  private let pieces: Slab<OutputPiece>
  /// How many of them make a record; others are reached from these.
  private let mainCount: Int
  /// The bands of all items of all scores that lose points, and for each item how many.
  private let losses: Slab<ScoreReasonTable.Entry>
  private let lossCounts: [[(start: Int, count: Int)]]
  /// The reasons of one record, while they are sorted.
  private let sorted: Slab<ScoreReasonTable.Entry>
  private let fixed: Slab<UInt8>
  /// Where names in quotes stand in `fixed`.
  private let nameStarts: Slab<Int32>
  private let nameCounts: Slab<Int32>
  private let alerts: Slab<OutputAlert>
  /// What `other` pieces write.
  private let others: [(operand: BatchOperand, type: ValueType)]
  /// The most bytes of a record, texts aside.
  private let bytesMax: Int
  /// What stands for a value that is not there.
  private let absent: StaticString

  init(_ plan: BatchPlan) {
    self.plan = plan
    var maker = OutputPieces(plan: plan)
    maker.addAll()
    pieces = Slab(maker.pieces)
    mainCount = maker.mainCount
    losses = Slab(maker.scores.flatMap(\.items).flatMap(\.self))
    var start = 0
    lossCounts = maker.scores.map { score in
      score.items.map { item in
        defer { start += item.count }
        return (start, item.count)
      }
    }
    sorted = Slab(maker.scores.map(\.items.count).max() ?? 0)
    fixed = Slab(maker.bytes + [UInt8](repeating: 0, count: Slab<UInt8>.behindText))
    nameStarts = Slab(maker.names.map { Int32($0.start) })
    nameCounts = Slab(maker.names.map { Int32($0.count) })
    alerts = Slab(maker.alerts)
    others = maker.others
    bytesMax = 64 + maker.bytes.count + maker.pieces.count * 48 + 2 * maker.alerts.count
    absent = plan.notation == .csv ? "" : "null"
  }

  func free() {
    pieces.free()
    losses.free()
    sorted.free()
    fixed.free()
    nameStarts.free()
    nameCounts.free()
    alerts.free()
  }

  // MARK: Writing

  /// Writes the decisions in a lane as one object.
  @inline(__always)
  func write(lane: Int, _ memory: BatchMemory, to output: inout OutputBytes) {
    output.reserve(bytesMax)
    write(0..<mainCount, lane: lane, memory, absent, to: &output)
  }

  /// Writes some of the pieces; `absent` is what stands for a value that is not there.
  private func write(
    _ range: Range<Int>, lane: Int, _ memory: BatchMemory, _ absent: StaticString,
    to output: inout OutputBytes
  ) {
    var isFirstAlert = true
    var index = range.lowerBound
    while index < range.upperBound {
      let piece = pieces[index]
      index &+= 1
      let column = Int(piece.a)
      switch piece.kind {
      case .bytes: unsafe output.append(fixed.pointer(at: column), Int(piece.b))
      case .number:
        if memory.narrowPresent[column] >> UInt64(lane) & 1 == 1 {
          output.append(units: memory.narrow[column << 6 &+ lane], scale: Int(piece.b))
        } else {
          output.append(absent)
        }
      case .level:
        if memory.narrowPresent[column] >> UInt64(lane) & 1 == 1 {
          append(name: Int(piece.b) &+ Int(memory.narrow[column << 6 &+ lane]), to: &output)
        } else {
          output.append(absent)
        }
      case .truth:
        if memory.yes[column] >> UInt64(lane) & 1 == 1 {
          output.append("true")
        } else {
          output.append(memory.no[column] >> UInt64(lane) & 1 == 1 ? "false" : absent)
        }
      case .text:
        if memory.narrowPresent[column] >> UInt64(lane) & 1 == 1 {
          let place = TextPlace64(bits: memory.narrow[column << 6 &+ lane])
          unsafe output.append(quoted: memory.bytes(of: place))
          output.reserve(bytesMax)
        } else {
          output.append(absent)
        }
      case .cell:
        guard memory.narrowPresent[column] >> UInt64(lane) & 1 == 1 else { continue }
        let place = TextPlace64(bits: memory.narrow[column << 6 &+ lane])
        unsafe output.append(cell: memory.bytes(of: place))
        output.reserve(bytesMax)
      case .wide:
        if memory.widePresent[column] >> UInt64(lane) & 1 == 1 {
          output.append(coefficient: memory.wide[column << 6 &+ lane])
        } else {
          output.append(absent)
        }
      case .date:
        guard memory.narrowPresent[column] >> UInt64(lane) & 1 == 1,
          let date = CalendarDate(dayNumber: Int(memory.narrow[column << 6 &+ lane]))
        else {
          output.append(absent)
          continue
        }
        if piece.b != 0 { output.append(UInt8(ascii: "\"")) }
        output.append(date)
        if piece.b != 0 { output.append(UInt8(ascii: "\"")) }
      case .other, .otherCell:
        let (operand, type) = others[column]
        append(
          memory.value(operand, as: type, lane: lane), as: type,
          isCell: piece.kind == .otherCell, to: &output)
      case .record:
        guard memory.yes[column] >> UInt64(lane) & 1 == 0 else { continue }
        output.append(absent)
        index &+= Int(piece.b)
      case .list:
        let element = index..<index &+ Int(piece.b)
        index = element.upperBound
        guard memory.yes[Int(plan.lists[column].presence)] >> UInt64(lane) & 1 == 1 else {
          output.append(absent)
          continue
        }
        append(elementsOf: column, as: element, lane: lane, memory, to: &output)
      case .jsonCell:
        let inner = index..<index &+ Int(piece.b)
        index = inner.upperBound
        guard memory.yes[column] >> UInt64(lane) & 1 == 1 else { continue }
        let start = output.count
        write(inner, lane: lane, memory, "null", to: &output)
        output.endCell(from: start)
        output.reserve(bytesMax)
      case .alerts:
        output.append(UInt8(ascii: "["))
        append(alerts: column..<column &+ Int(piece.b), lane: lane, memory, ",", to: &output)
        output.append(UInt8(ascii: "]"))
      case .alertCell:
        let start = output.count
        append(alerts: column..<column &+ Int(piece.b), lane: lane, memory, "; ", to: &output)
        output.endCell(from: start)
        output.reserve(bytesMax)
      case .alertsBegin:
        output.append(UInt8(ascii: "["))
        isFirstAlert = true
      case .alertsEnd: output.append(UInt8(ascii: "]"))
      case .separator:
        if !isFirstAlert { output.append(UInt8(ascii: ",")) }
        isFirstAlert = false
      case .when:
        if memory.yes[column] >> UInt64(lane) & 1 == 0 { index &+= Int(piece.b) }
      case .numbered:
        append(name: Int(piece.b) &+ Int(memory.narrow[column << 6 &+ lane]), to: &output)
      case .hole:
        append(shown: others[column].operand, others[column].type, lane: lane, memory, to: &output)
      case .scoreReasons: writeReasons(column, lane: lane, memory, to: &output)
      }
    }
  }

  @inline(__always)
  private func append(name: Int, to output: inout OutputBytes) {
    unsafe output.append(
      fixed.pointer(at: Int(nameStarts[name])), Int(nameCounts[name]))
  }

  /// The names of the alerts that are raised, with a separator between them.
  ///
  /// Few are, mostly: which ones is gathered before any is written, so that a branch is for one that is.
  @inline(__always)
  private func append(
    alerts range: Range<Int>, lane: Int, _ memory: BatchMemory, _ separator: StaticString,
    to output: inout OutputBytes
  ) {
    var isFirst = true
    var first = range.lowerBound
    while first < range.upperBound {
      let count = min(range.upperBound &- first, 64)
      var raised: UInt64 = 0
      for place in 0..<count {
        let truth = Int(alerts[first &+ place].truth)
        raised |= (memory.yes[truth] &>> UInt64(lane) & 1) &<< UInt64(place)
      }
      Lanes.each(raised) { place in
        if !isFirst { output.append(separator) }
        isFirst = false
        append(name: Int(alerts[first &+ place].name), to: &output)
      }
      first &+= count
    }
  }

  /// The reasons of a score: the largest loss first, equal ones as written.
  private func writeReasons(
    _ score: Int, lane: Int, _ memory: BatchMemory, to output: inout OutputBytes
  ) {
    var count = 0
    for item in lossCounts[score] {
      for index in item.start..<item.start &+ item.count {
        let entry = losses[index]
        guard memory.yes[Int(entry.mask)] >> UInt64(lane) & 1 == 1 else { continue }
        var place = count
        while place > 0, sorted[place &- 1].rank > entry.rank {
          sorted[place] = sorted[place &- 1]
          place &-= 1
        }
        sorted[place] = entry
        count &+= 1
        break
      }
    }
    for place in 0..<count {
      if place > 0 { output.append(UInt8(ascii: ",")) }
      let start = Int(sorted[place].start)
      write(
        start..<start &+ Int(sorted[place].count), lane: lane, memory, absent, to: &output)
    }
  }

  /// A value as a template shows it, escaped.
  private func append(
    shown operand: BatchOperand, _ type: ValueType, lane: Int, _ memory: BatchMemory,
    to output: inout OutputBytes
  ) {
    var json = JSONWriter()
    json.string(plan.program.text(of: memory.value(operand, as: type, lane: lane), as: type))
    output.append(Array(json.bytes.dropFirst().dropLast()))
    output.reserve(bytesMax)
  }

  /// The elements of a list, whose fields the pieces in a range write.
  private func append(
    elementsOf list: Int, as pieces: Range<Int>, lane: Int, _ memory: BatchMemory,
    to output: inout OutputBytes
  ) {
    let store = memory.elements[list]
    let rows = store.rows(of: lane)
    output.append(UInt8(ascii: "["))
    for row in rows {
      if row == rows.lowerBound || row & 63 == 0 { memory.load(store, word: row >> 6) }
      if row > rows.lowerBound { output.append(UInt8(ascii: ",")) }
      write(pieces, lane: row & 63, memory, "null", to: &output)
      output.reserve(bytesMax)
    }
    output.append(UInt8(ascii: "]"))
  }

  private func append(
    _ value: Value, as type: ValueType, isCell: Bool, to output: inout OutputBytes
  ) {
    if isCell {
      output.append(CSVOutput.cell(value, as: type, in: plan.program))
    } else {
      var json = JSONWriter()
      json.value(value, as: type, in: plan.program)
      output.append(json.bytes)
    }
    output.reserve(bytesMax)
  }
}
