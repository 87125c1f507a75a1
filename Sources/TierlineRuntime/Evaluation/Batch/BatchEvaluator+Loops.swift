// Aggregates: the elements of all records of a batch, 64 at a time, folded by the record they belong
// to.

import TierlineSource

/// What the aggregates of one loop have come to, for each record of the batch.
struct LoopFolds {
  var folds: [FoldState]

  init(_ loop: BatchLoop) { folds = loop.folds.map(FoldState.init) }

  func free() {
    for fold in folds { fold.free() }
  }
}

/// One aggregate in progress.
struct FoldState {
  let fold: BatchLoop.Fold
  /// Selected elements of each record.
  let counts: Slab<Int64>
  /// Sums, or the least or greatest so far.
  let narrow: Slab<Int64>
  let wide: Slab<Int128>
  /// Records where the aggregate is missing: a filter or a selected value was.
  var missing: UInt64 = 0
  /// Records with an element whose condition is yes, and with one where it is no.
  var anyYes: UInt64 = 0
  var anyNo: UInt64 = 0
  var anyUnknown: UInt64 = 0

  init(_ fold: BatchLoop.Fold) {
    self.fold = fold
    counts = Slab(BatchMemory.lanes)
    narrow = Slab(BatchMemory.lanes)
    wide = Slab(BatchMemory.lanes)
  }

  func free() {
    counts.free()
    narrow.free()
    wide.free()
  }

  mutating func begin() {
    (missing, anyYes, anyNo, anyUnknown) = (0, 0, 0, 0)
    for lane in 0..<BatchMemory.lanes {
      counts[lane] = 0
      narrow[lane] = 0
      wide[lane] = 0
    }
  }
}

extension BatchEvaluator {
  /// Runs a loop over the elements of its list and puts its aggregates in their columns: over those of all
  /// records, or of the outer list's elements that are under way.
  func aggregate(_ index: Int) {
    let loop = plan.loops[index]
    let store = memory.elements[Int(loop.list)]
    for fold in folds[index].folds.indices { folds[index].folds[fold].begin() }
    let (outerLanes, outerCount) = unsafe (currentRecordLanes, currentCount)
    let isInner = plan.lists[Int(loop.list)].path.list >= 0
    let rows = isInner ? store.rows(of: 0..<outerCount) : 0..<store.count
    var start = rows.lowerBound & ~63
    while start < rows.upperBound {
      load(store, word: start >> 6)
      let leftOutside = memory.left
      memory.left = 0
      run(loop.start..<loop.start + loop.count)
      let live = Lanes.mask(rows, from: start)
      let leftElements = memory.left & live
      memory.left = leftOutside
      let owners = unsafe UnsafePointer(store.owners.pointer(at: start))
      Lanes.each(leftElements) { unsafe memory.left |= 1 << UInt64(owners[$0]) }
      for fold in folds[index].folds.indices {
        unsafe add(&folds[index].folds[fold], live: live, owners)
      }
      start += Lanes.count
    }
    unsafe (currentRecordLanes, currentCount) = (outerLanes, outerCount)
    let presence = memory.yes[Int(plan.lists[Int(loop.list)].presence)]
    for fold in folds[index].folds { finish(fold, presence) }
  }

  /// Where the elements under way begin, for what is gathered from their records.
  private func load(_ store: ElementStore, word: Int) {
    unsafe currentRecordLanes = store.recordLanes(from: word << 6)
    currentCount = min(store.count - word << 6, Lanes.count)
    memory.load(store, word: word)
  }

  /// Spreads a value of the records over their elements.
  func gather(_ step: BatchInstruction) {
    let (a, b) = (Int(step.a), Int(step.b))
    var word: UInt64 = 0
    var other: UInt64 = 0
    for lane in 0..<currentCount {
      let owner = unsafe Int(currentRecordLanes[lane])
      let bit: UInt64 = 1 << UInt64(lane)
      switch step.opcode {
      case .gather:
        memory.narrow[a << 6 + lane] = memory.narrow[b << 6 + owner]
        if memory.narrowPresent[b] >> UInt64(owner) & 1 == 1 { word |= bit }
      case .gatherWide:
        memory.wide[a << 6 + lane] = memory.wide[b << 6 + owner]
        if memory.widePresent[b] >> UInt64(owner) & 1 == 1 { word |= bit }
      default:
        if memory.yes[b] >> UInt64(owner) & 1 == 1 { word |= bit }
        if memory.no[b] >> UInt64(owner) & 1 == 1 { other |= bit }
      }
    }
    switch step.opcode {
    case .gather: memory.narrowPresent[a] = word
    case .gatherWide: memory.widePresent[a] = word
    default:
      memory.yes[a] = word
      memory.no[a] = other
    }
  }

  /// Adds up to 64 elements to an aggregate.
  private func add(_ state: inout FoldState, live: UInt64, _ owners: UnsafePointer<UInt8>) {
    let filter = state.fold.filter.map { (memory.yes[Int($0)], memory.no[Int($0)]) } ?? (.max, 0)
    let (yes, no) = (filter.0 & live, filter.1 & live)
    let open = live & ~(yes | no)
    switch state.fold.kind {
    case .any, .all, .none:
      Lanes.each(yes) { unsafe state.anyYes |= 1 << UInt64(owners[$0]) }
      Lanes.each(no) { unsafe state.anyNo |= 1 << UInt64(owners[$0]) }
      Lanes.each(open) { unsafe state.anyUnknown |= 1 << UInt64(owners[$0]) }
      return
    case .count, .sum, .average, .min, .max: break
    }
    Lanes.each(open) { unsafe state.missing |= 1 << UInt64(owners[$0]) }
    switch state.fold.value {
    case nil: Lanes.each(yes) { unsafe state.counts[Int(owners[$0])] += 1 }
    case .narrow(let column, _)?:
      let present = memory.narrowPresent[Int(column)]
      Lanes.each(yes & ~present) { unsafe state.missing |= 1 << UInt64(owners[$0]) }
      let values = unsafe memory.narrow.pointer(at: Int(column) << 6)
      Lanes.each(yes & present) { lane in
        unsafe take(values[lane], into: state, owner: Int(owners[lane]))
      }
    case .wide(let column)?:
      let present = memory.widePresent[Int(column)]
      Lanes.each(yes & ~present) { unsafe state.missing |= 1 << UInt64(owners[$0]) }
      let values = unsafe memory.wide.pointer(at: Int(column) << 6)
      Lanes.each(yes & present) { lane in
        unsafe take(values[lane], into: state, owner: Int(owners[lane]))
      }
    case .truth?, .text?, .list?, .record?: break
    }
  }

  @inline(__always)
  private func take(_ value: Int64, into state: FoldState, owner: Int) {
    let isFirst = state.counts[owner] == 0
    state.counts[owner] += 1
    switch state.fold.kind {
    case .sum, .average:
      let (sum, overflow) = state.narrow[owner].addingReportingOverflow(value)
      state.narrow[owner] = sum
      if overflow { memory.left |= 1 << UInt64(owner) }
    case .min: if isFirst || value < state.narrow[owner] { state.narrow[owner] = value }
    case .max: if isFirst || value > state.narrow[owner] { state.narrow[owner] = value }
    case .count, .any, .all, .none: break
    }
  }

  private func take(_ value: Int128, into state: FoldState, owner: Int) {
    let isFirst = state.counts[owner] == 0
    state.counts[owner] += 1
    switch state.fold.kind {
    case .sum, .average:
      let (sum, overflow) = state.wide[owner].addingReportingOverflow(value)
      state.wide[owner] = sum
      // Beyond 38 digits on the way, though the total may be within.
      if overflow || Decimal(coefficient: sum) == nil { memory.left |= 1 << UInt64(owner) }
    case .min: if isFirst || value < state.wide[owner] { state.wide[owner] = value }
    case .max: if isFirst || value > state.wide[owner] { state.wide[owner] = value }
    case .count, .any, .all, .none: break
    }
  }

  private func finish(_ state: FoldState, _ presence: UInt64) {
    let present = presence & ~state.missing
    switch (state.fold.kind, state.fold.result) {
    case (.any, .truth(let truth)):
      setTruths(truth, state.anyYes, unknown: state.anyUnknown & ~state.anyYes, presence)
    case (.none, .truth(let truth)):
      let unknown = state.anyUnknown & ~state.anyYes
      setTruths(truth, ~(state.anyYes | unknown), unknown: unknown, presence)
    case (.all, .truth(let truth)):
      let unknown = state.anyUnknown & ~state.anyNo
      setTruths(truth, ~(state.anyNo | unknown), unknown: unknown, presence)
    case (.count, .narrow(let column, _)):
      for lane in 0..<Lanes.count { memory.narrow[Int(column) << 6 + lane] = state.counts[lane] }
      memory.narrowPresent[Int(column)] = present
    case (.sum, .narrow(let column, _)), (.min, .narrow(let column, _)),
      (.max, .narrow(let column, _)):
      var found: UInt64 = 0
      for lane in 0..<Lanes.count {
        memory.narrow[Int(column) << 6 + lane] = state.narrow[lane]
        if state.fold.kind == .sum || state.counts[lane] > 0 { found |= 1 << UInt64(lane) }
      }
      memory.narrowPresent[Int(column)] = present & found
    case (_, .wide(let column)): finish(state, wide: Int(column), present)
    case (_, .narrow), (_, .truth), (_, .text), (_, .list), (_, .record): break
    }
  }

  private func finish(_ state: FoldState, wide column: Int, _ present: UInt64) {
    var found: UInt64 = 0
    for lane in 0..<Lanes.count where present >> UInt64(lane) & 1 == 1 {
      let count = state.counts[lane]
      guard count > 0 || state.fold.kind == .sum else { continue }
      found |= 1 << UInt64(lane)
      switch (state.fold.kind, state.fold.value) {
      case (.average, .narrow(_, let scale)?):
        let divisor = count.multipliedReportingOverflow(by: Int64(powerOfTen(scale)))
        if !divisor.overflow,
          let average = Self.quotient(state.narrow[lane], divisor.partialValue)
        {
          memory.wide[column << 6 + lane] = average
        } else {
          memory.left |= 1 << UInt64(lane)
        }
      case (.average, _):
        let sum = Decimal(coefficient: state.wide[lane])
        if let average = sum?.divided(by: Decimal(Int(count))) {
          memory.wide[column << 6 + lane] = average.coefficient
        } else {
          memory.left |= 1 << UInt64(lane)
        }
      case (_, _): memory.wide[column << 6 + lane] = state.wide[lane]
      }
    }
    memory.widePresent[column] = found
  }

  private func setTruths(_ truth: Int32, _ yes: UInt64, unknown: UInt64, _ presence: UInt64) {
    memory.yes[Int(truth)] = yes & presence
    memory.no[Int(truth)] = ~(yes | unknown) & presence
  }
}
