// Brief output from columns: the same bytes as `BriefOutput`.
//
// What stands between values is the same in every record, so the output is made of pieces: fixed
// bytes, and values of a kind with their columns. Pieces are made once.

import TierlineSource

/// Bytes under construction.
struct OutputBytes {
  private var slab = Slab<UInt8>(1 << 16)
  private(set) var count = 0

  mutating func removeAll() { count = 0 }

  /// Room for so many more bytes.
  @inline(__always)
  mutating func reserve(_ more: Int) {
    if count &+ more > slab.count { slab.grow(to: count + more) }
  }

  /// Appends a byte that there is room for.
  @inline(__always)
  mutating func append(_ byte: UInt8) {
    slab[count] = byte
    count &+= 1
  }

  /// Appends bytes that there is room for.
  @inline(__always)
  mutating func append(_ bytes: UnsafePointer<UInt8>, _ length: Int) {
    unsafe slab.pointer(at: count).update(from: bytes, count: length)
    count &+= length
  }

  mutating func append(_ bytes: [UInt8]) {
    reserve(bytes.count)
    for byte in bytes { append(byte) }
  }

  /// A number of units, in plain digits and without zeros behind the last; 40 bytes at most.
  @inline(__always)
  mutating func append(units: Int64, scale: Int) {
    if units < 0 { append(UInt8(ascii: "-")) }
    var whole = units.magnitude
    guard scale > 0 else { return append(digits: whole) }
    let unit = UInt64(truncatingIfNeeded: powerOfTen(scale))
    var part = whole % unit
    whole /= unit
    append(digits: whole)
    guard part != 0 else { return }
    append(UInt8(ascii: "."))
    var divisor = unit / 10
    while part != 0 {
      append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: part / divisor))
      part %= divisor
      divisor /= 10
    }
  }

  @inline(__always)
  private mutating func append(digits: UInt64) {
    var (rest, length) = (digits, 1)
    var bound: UInt64 = 10
    while length < 19, digits >= bound {
      length &+= 1
      bound &*= 10
    }
    if length == 19, digits >= 10_000_000_000_000_000_000 { length = 20 }
    var place = count &+ length
    count = place
    repeat {
      place &-= 1
      slab[place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest != 0
  }

  /// Text in quotes, escaped as `JSONWriter` escapes it.
  mutating func append(quoted text: UnsafeBufferPointer<UInt8>) {
    guard let base = text.baseAddress else { return append(Array("\"\"".utf8)) }
    reserve(text.count &+ 2)
    append(UInt8(ascii: "\""))
    let start = count
    for index in 0..<text.count {
      let byte = unsafe text[index]
      // 0xC2 and 0xE2 lead the scalars beyond ASCII that are escaped.
      if byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F || byte == 0xC2
        || byte == 0xE2
      {
        count = start &- 1
        var json = JSONWriter()
        json.string(unsafe String(decoding: text, as: UTF8.self))
        return append(json.bytes)
      }
    }
    unsafe append(base, text.count)
    append(UInt8(ascii: "\""))
  }

  /// What has been written.
  func withBytes<Failure>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    try unsafe body(UnsafeRawBufferPointer(start: slab.pointer(), count: count))
  }

  /// What has been written, from an offset on.
  var array: [UInt8] {
    unsafe Array(UnsafeBufferPointer(start: slab.pointer(), count: count))
  }

  func free() { slab.free() }
}

/// How the decisions of one plan are written.
struct BatchOutput {
  private enum Piece {
    /// Fixed bytes, a stretch of `fixed`.
    case bytes(start: Int, count: Int)
    case number(column: Int32, scale: Int)
    case wide(column: Int32)
    /// Names of levels in quotes, from an index of `names` on.
    case level(column: Int32, firstName: Int)
    case truth(Int32)
    case text(column: Int32)
    /// Dates and durations, which are rarely written.
    case other(BatchOperand, ValueType)
    case alerts(raised: [Int32], firstName: Int)
    case list(presence: Int32)
  }

  private let plan: BatchPlan
  private var pieces: [Piece] = []
  private let fixed: Slab<UInt8>
  private var names: [(start: Int, count: Int)] = []
  /// The most bytes of a record, texts aside.
  private var bytesMax = 64

  init(_ plan: BatchPlan) {
    self.plan = plan
    var maker = PieceMaker()
    maker.add("{")
    for (number, field) in plan.fields.sorted(by: { Self.isBefore($0.index, $1.index, plan) })
      .enumerated()
    {
      let description = plan.program.input.fields[field.index]
      maker.key(description.name, isFirst: number == 0)
      if description.isSensitive {
        maker.quoted(RecordFault.mask)
      } else {
        maker.value(field.operand, description.type, plan)
      }
    }
    for (index, (decision, output)) in zip(plan.program.decisions, plan.outputs).enumerated() {
      maker.key(decision.name, isFirst: index == 0 && plan.fields.isEmpty)
      switch (output, decision.body) {
      case (.value(let operand), .table(let table)):
        maker.value(operand, table.columnTypes.first ?? .text, plan)
      case (.value(let operand), _): maker.value(operand, decision.type, plan)
      case (.columns(let operands), .table(let table)):
        maker.add("{")
        for (number, operand) in operands.enumerated() {
          maker.key(table.columns[number], isFirst: number == 0)
          maker.value(operand, table.columnTypes[number], plan)
        }
        maker.add("}")
      case (.alerts(let raised, _), .alerts(let alerts)):
        maker.alerts(raised, alerts.rules.map(\.rule.name))
      case (.columns, _), (.alerts, _): maker.add("null")
      }
    }
    maker.add("}")
    maker.flush()
    pieces = maker.pieces
    fixed = Slab(maker.bytes)
    names = maker.names
    bytesMax += maker.bytes.count + pieces.count * 48
  }

  /// Keys come first, as declared, then the other fields.
  private static func isBefore(_ left: Int, _ right: Int, _ plan: BatchPlan) -> Bool {
    let fields = plan.program.input.fields
    return fields[left].isKey == fields[right].isKey ? left < right : fields[left].isKey
  }

  func free() { fixed.free() }

  /// Collects pieces; neighbouring fixed bytes become one.
  private struct PieceMaker {
    var pieces: [Piece] = []
    var bytes: [UInt8] = []
    var names: [(start: Int, count: Int)] = []
    private var pending: [UInt8] = []

    mutating func add(_ text: String) { pending += text.utf8 }

    mutating func quoted(_ text: String) {
      var json = JSONWriter()
      json.string(text)
      pending += json.bytes
    }

    mutating func key(_ name: String, isFirst: Bool) {
      if !isFirst { add(",") }
      quoted(name)
      add(":")
    }

    mutating func flush() {
      guard !pending.isEmpty else { return }
      pieces.append(.bytes(start: bytes.count, count: pending.count))
      bytes += pending
      pending = []
    }

    private mutating func name(_ text: String) {
      var json = JSONWriter()
      json.string(text)
      names.append((bytes.count, json.bytes.count))
      bytes += json.bytes
    }

    mutating func value(_ operand: BatchOperand, _ type: ValueType, _ plan: BatchPlan) {
      flush()
      switch (operand, type) {
      case (.narrow(let column, let scale), .integer), (.narrow(let column, let scale), .number),
        (.narrow(let column, let scale), .money):
        pieces.append(.number(column: column, scale: scale))
      case (.narrow(let column, _), .level(let levels)):
        pieces.append(.level(column: column, firstName: names.count))
        for level in plan.program.levelTypes[levels].names { name(level) }
      case (.wide(let column), _): pieces.append(.wide(column: column))
      case (.truth(let truth), _): pieces.append(.truth(truth))
      case (.text(let column), _): pieces.append(.text(column: column))
      case (_, _): pieces.append(.other(operand, type))
      }
    }

    mutating func alerts(_ raised: [Int32], _ rules: [String]) {
      flush()
      pieces.append(.alerts(raised: raised, firstName: names.count))
      for rule in rules { name(rule) }
    }
  }

  // MARK: Writing

  /// Writes the decisions in a lane as one object.
  @inline(__always)
  func write(lane: Int, _ memory: BatchMemory, to output: inout OutputBytes) {
    output.reserve(bytesMax)
    for piece in pieces {
      switch piece {
      case .bytes(let start, let count): unsafe output.append(fixed.pointer(at: start), count)
      case .number(let column, let scale):
        guard memory.narrowPresent[Int(column)] >> UInt64(lane) & 1 == 1 else {
          append(null: &output)
          continue
        }
        output.append(units: memory.narrow[Int(column) << 6 &+ lane], scale: scale)
      case .level(let column, let firstName):
        guard memory.narrowPresent[Int(column)] >> UInt64(lane) & 1 == 1 else {
          append(null: &output)
          continue
        }
        append(name: firstName &+ Int(memory.narrow[Int(column) << 6 &+ lane]), to: &output)
      case .truth(let truth):
        if memory.yes[Int(truth)] >> UInt64(lane) & 1 == 1 {
          output.append(Array("true".utf8))
        } else if memory.no[Int(truth)] >> UInt64(lane) & 1 == 1 {
          output.append(Array("false".utf8))
        } else {
          append(null: &output)
        }
      case .text(let column):
        guard memory.narrowPresent[Int(column)] >> UInt64(lane) & 1 == 1 else {
          append(null: &output)
          continue
        }
        let place = TextPlace64(bits: memory.narrow[Int(column) << 6 &+ lane])
        unsafe output.append(quoted: memory.bytes(of: place))
        output.reserve(bytesMax)
      case .wide, .other, .list: append(piece, lane: lane, memory, to: &output)
      case .alerts(let raised, let firstName):
        output.append(UInt8(ascii: "["))
        var isFirst = true
        for (index, truth) in raised.enumerated()
        where memory.yes[Int(truth)] >> UInt64(lane) & 1 == 1 {
          if !isFirst { output.append(UInt8(ascii: ",")) }
          isFirst = false
          append(name: firstName &+ index, to: &output)
        }
        output.append(UInt8(ascii: "]"))
      }
    }
  }

  @inline(__always)
  private func append(name: Int, to output: inout OutputBytes) {
    let (start, count) = names[name]
    unsafe output.append(fixed.pointer(at: start), count)
  }

  private func append(null output: inout OutputBytes) { output.append(Array("null".utf8)) }

  private func append(
    _ piece: Piece, lane: Int, _ memory: BatchMemory, to output: inout OutputBytes
  ) {
    var json = JSONWriter()
    switch piece {
    case .wide(let column):
      json.value(
        memory.value(.wide(column), as: .number, lane: lane), as: .number, in: plan.program)
    case .other(let operand, let type):
      json.value(memory.value(operand, as: type, lane: lane), as: type, in: plan.program)
    case .bytes, .number, .level, .truth, .text, .alerts, .list: json.null()
    }
    output.append(json.bytes)
    output.reserve(bytesMax)
  }
}
