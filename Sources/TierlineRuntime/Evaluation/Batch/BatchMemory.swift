// The columns of a batch: what the reader fills, the code computes and the output reads.
//
// One for each worker, made once; a batch begins by clearing what the reader fills. Elements of lists
// stand in stores of their own that grow with the batch, and are brought into columns 64 at a time.

internal import TierlineBytes

/// The memory of one batch.
@safe
final class BatchMemory {
  static let lanes = 64

  let narrow: Slab<Int64>
  let narrowPresent: Slab<UInt64>
  let wide: Slab<Int128>
  let widePresent: Slab<UInt64>
  /// The lanes where a truth is yes, and those where it is no.
  ///
  /// A mask has its lanes in `yes`.
  let yes: Slab<UInt64>
  let no: Slab<UInt64>
  /// Lanes that the traced evaluator decides.
  var left: UInt64 = 0
  /// How many lanes have a record.
  var laneCount = 0
  let elements: [ElementStore]
  /// For each list the truth that says whether it is there.
  let listTruths: [Int32]
  /// Texts made in this batch.
  private var made: Slab<UInt8>
  var madeCount = 0
  private let constants: Slab<UInt8>
  /// Where the texts of each space of `TextPlace64` begin.
  private let spaces = unsafe Slab<UnsafePointer<UInt8>>(4)
  private let slots: [BatchSlot]
  private let previous: [BatchOperand]

  init(_ plan: BatchPlan) {
    narrow = Slab(plan.narrowCount * Self.lanes)
    narrowPresent = Slab(plan.narrowCount)
    wide = Slab(plan.wideCount * Self.lanes)
    widePresent = Slab(plan.wideCount)
    yes = Slab(plan.truthCount)
    no = Slab(plan.truthCount)
    made = Slab(1 << 12)
    constants = Slab(plan.texts + [UInt8](repeating: 0, count: Slab<UInt8>.behindText))
    for space in unsafe 0..<spaces.count {
      unsafe spaces[space] = UnsafePointer(constants.pointer())
    }
    slots = plan.slots.filter { $0.path.list < 0 }
    previous = plan.previous.map(\.operand)
    var stores: [ElementStore] = []
    for (index, list) in plan.lists.enumerated() {
      // A list comes behind the one in whose elements it lies.
      stores.append(
        ElementStore(
          slots: plan.slots.filter { $0.path.list == Int32(index) }, lists: plan.lists,
          in: list.path.list < 0 ? nil : stores[Int(list.path.list)]))
    }
    elements = stores
    yes[Int(BatchPlan.yes)] = .max
    no[Int(BatchPlan.no)] = .max
    for (column, value) in plan.narrowConstants {
      for lane in 0..<Self.lanes { narrow[Int(column) * Self.lanes + lane] = value }
      narrowPresent[Int(column)] = .max
    }
    for (column, value) in plan.wideConstants {
      for lane in 0..<Self.lanes { wide[Int(column) * Self.lanes + lane] = value }
      widePresent[Int(column)] = .max
    }
    listTruths = plan.lists.map(\.presence)
  }

  deinit {
    narrow.free()
    narrowPresent.free()
    wide.free()
    widePresent.free()
    yes.free()
    no.free()
    made.free()
    constants.free()
    unsafe spaces.free()
    for store in elements { store.free() }
  }

  /// The block of input that texts point into.
  var input: UnsafePointer<UInt8> {
    get { unsafe spaces[Int(TextPlace64.Space.input.rawValue)] }
    set { unsafe spaces[Int(TextPlace64.Space.input.rawValue)] = newValue }
  }

  /// The lanes that have a record.
  var live: UInt64 { Lanes.mask(0..<laneCount, from: 0) }

  /// Makes the columns that the reader fills empty.
  func begin() {
    left = 0
    madeCount = 0
    for slot in slots {
      clear(slot.value)
      guard let code = slot.code else { continue }
      switch slot.value {
      case .record: clear(.truth(code))
      case .narrow, .wide, .truth, .text, .list: narrowPresent[Int(code)] = 0
      }
    }
    for operand in previous { clear(operand) }
    for truth in listTruths { clear(.truth(truth)) }
    for store in elements { store.count = 0 }
  }

  private func clear(_ operand: BatchOperand) {
    switch operand {
    case .narrow(let column, _), .text(let column): narrowPresent[Int(column)] = 0
    case .wide(let column): widePresent[Int(column)] = 0
    case .truth(let truth):
      yes[Int(truth)] = 0
      no[Int(truth)] = 0
    case .list, .record: break
    }
  }

  // MARK: Texts

  /// The bytes of a text.
  @inline(__always)
  func bytes(of place: TextPlace64) -> UnsafeBufferPointer<UInt8> {
    unsafe UnsafeBufferPointer(start: spaces[place.space] + place.offset, count: place.count)
  }

  func string(of place: TextPlace64) -> String {
    unsafe String(decoding: bytes(of: place), as: UTF8.self)
  }

  /// Room for a text of so many bytes at most; `madeCount` is to be moved on behind it.
  func room(for count: Int) -> UnsafeMutablePointer<UInt8> {
    made.grow(to: madeCount + count + Slab<UInt8>.behindText)
    unsafe spaces[Int(TextPlace64.Space.made.rawValue)] = UnsafePointer(made.pointer())
    return unsafe made.pointer(at: madeCount)
  }

  func make(_ text: String) -> TextPlace64 {
    let bytes = Array(text.utf8)
    let target = unsafe room(for: bytes.count)
    for (index, byte) in bytes.enumerated() { unsafe target[index] = byte }
    let place = TextPlace64(.made, offset: madeCount, count: bytes.count)
    madeCount += bytes.count
    return place
  }

  // MARK: Values

  /// Writes a value into a lane.
  func store(_ value: Value, _ operand: BatchOperand, lane: Int) {
    let bit: UInt64 = 1 << UInt64(lane)
    switch (value, operand) {
    case (.missing, _): break
    case (.boolean(let isTrue), .truth(let truth)):
      if isTrue { yes[Int(truth)] |= bit } else { no[Int(truth)] |= bit }
    case (.number(let number), .wide(let column)):
      wide[Int(column) << 6 + lane] = number.coefficient
      widePresent[Int(column)] |= bit
    case (.number(let number), .narrow(let column, let scale)):
      guard let units = number.units(places: scale) else {
        left |= bit
        return
      }
      narrow[Int(column) << 6 + lane] = units
      narrowPresent[Int(column)] |= bit
    case (.text(let text), .text(let column)):
      narrow[Int(column) << 6 + lane] = make(text.string).bits
      narrowPresent[Int(column)] |= bit
    case (_, .narrow(let column, _)):
      guard let count = RecordSchema.measure(value).flatMap(Int64.init(exactly:)) else {
        left |= bit
        return
      }
      narrow[Int(column) << 6 + lane] = count
      narrowPresent[Int(column)] |= bit
    case (_, .wide), (_, .truth), (_, .text), (_, .list), (_, .record): left |= bit
    }
  }

  /// The lanes of a narrow column that hold a number.
  func lanes(of column: Int32, equal number: Int64) -> UInt64 {
    unsafe tierline_equal_to(narrow.pointer(at: Int(column) << 6), number)
  }

  /// The value in a lane.
  func value(_ operand: BatchOperand, as type: ValueType, lane: Int) -> Value {
    let bit: UInt64 = 1 << UInt64(lane)
    switch operand {
    case .truth(let truth):
      if yes[Int(truth)] & bit != 0 { return .boolean(true) }
      return no[Int(truth)] & bit != 0 ? .boolean(false) : .missing
    case .wide(let column):
      guard widePresent[Int(column)] & bit != 0 else { return .missing }
      return Decimal(coefficient: wide[Int(column) << 6 + lane]).map(Value.number) ?? .missing
    case .text(let column):
      guard narrowPresent[Int(column)] & bit != 0 else { return .missing }
      return .text(Text(string(of: TextPlace64(bits: narrow[Int(column) << 6 + lane]))))
    case .narrow(let column, let scale):
      guard narrowPresent[Int(column)] & bit != 0 else { return .missing }
      let units = narrow[Int(column) << 6 + lane]
      switch type {
      case .integer, .number, .money:
        return Decimal(coefficient: Int128(units) * Int128(powerOfTen(18 - scale)))
          .map(Value.number) ?? .missing
      case .date: return CalendarDate(dayNumber: Int(units)).map(Value.date) ?? .missing
      case .days: return .days(Int(units))
      case .months: return .months(Int(units))
      case .level: return .level(Int(units))
      case .boolean, .text, .record, .list: return .missing
      }
    case .list, .record: return .missing
    }
  }
}

// MARK: - Records read by the slow reader

extension BatchMemory {
  /// Writes a record's values into a lane, as the column reader would.
  func load(_ record: [Value], lane: Int, _ plan: BatchPlan) {
    let bit: UInt64 = 1 << UInt64(lane)
    for slot in plan.slots where slot.path.list < 0 {
      let value = record.value(at: slot.path.steps)
      if case .record = slot.value {
        guard case .record = value, let truth = slot.code else { continue }
        yes[Int(truth)] |= bit
        continue
      }
      store(value, slot.value, lane: lane)
      guard let code = slot.codeColumn, case .text = value else { continue }
      narrow[Int(code) << 6 + lane] = slot.code(of: value)
      narrowPresent[Int(code)] |= bit
    }
    for (index, list) in plan.lists.enumerated() where list.path.list < 0 {
      guard case .list(let values) = record.value(at: list.path.steps) else { continue }
      yes[Int(list.presence)] |= bit
      for value in values { load(element: value, of: index, owner: lane, plan) }
    }
  }

  /// Brings 64 elements of a list into the columns of its fields.
  func load(_ store: ElementStore, word: Int) {
    store.loadedWord = word
    for (column, values, present) in store.narrow {
      unsafe narrow.pointer(at: Int(column) << 6).update(
        from: values.pointer(at: word << 6), count: Lanes.count)
      narrowPresent[Int(column)] = present[word]
    }
    for (column, values, present) in store.wide {
      unsafe wide.pointer(at: Int(column) << 6).update(
        from: values.pointer(at: word << 6), count: Lanes.count)
      widePresent[Int(column)] = present[word]
    }
    for (truth, truthYes, truthNo) in store.truths {
      yes[Int(truth)] = truthYes[word]
      no[Int(truth)] = truthNo[word]
    }
  }

  private func load(element: Value, of list: Int, owner: Int, _ plan: BatchPlan) {
    let store = elements[list]
    if store.count == store.capacity { store.grow() }
    let row = store.append(owner: owner)
    for slot in plan.slots where slot.path.list == Int32(list) {
      let value = slot.path.steps.isEmpty ? element : [element].value(at: [0] + slot.path.steps)
      let operand: BatchOperand
      let stored: Value
      switch (slot.value, value) {
      case (_, .missing): continue
      case (.record, _):
        guard case .record = value, let truth = slot.code else { continue }
        (operand, stored) = (.truth(truth), .boolean(true))
      case (.list(let inner), .list(let values)):
        (operand, stored) = (.truth(listTruths[Int(inner)]), .boolean(true))
        for value in values { load(element: value, of: Int(inner), owner: row, plan) }
      case (_, _): (operand, stored) = (slot.value, value)
      }
      store.store(
        ReadDefault(
          value: stored, operand: operand, type: slot.type, list: Int32(list),
          code: slot.codeColumn, codeValue: slot.code(of: value)), row: row, self)
    }
  }
}

extension [Value] {
  /// The value at a path of fields; missing where there is none.
  fileprivate func value(at steps: [Int]) -> Value {
    guard let first = steps.first else { return .missing }
    return steps.dropFirst().reduce(value(at: first)) { $0.member($1) }
  }
}
