// JSON objects into columns, directed by an index of the text's structure.
//
// The index tells where brackets, commas, colons, quotes, escapes and scalars are; the reader walks
// its positions and looks at the bytes there. It knows in which order the last object had its keys and
// tries that first. It accepts only what it is sure of: a record with anything else (a fault, an odd
// way to write a number, a key twice) is left to the slow reader, which says what is wrong.

import TierlineSource

/// Reads records of one plan; one for each worker.
@safe
struct ColumnReader {
  let plan: ReadPlan
  let memory: BatchMemory
  let targets: Slab<ReadTarget>
  /// The keys of the last object of each shape, in order.
  private let guesses: Slab<KeyGuess>
  private let seen: Slab<UInt64>
  /// The fields found of each record under way.
  let found: Slab<UInt64>
  /// The text, and the positions of its structure; both go on behind the end with what ends nothing.
  var bytes: UnsafePointer<UInt8>
  var positions: UnsafePointer<UInt32>
  /// The position that is next.
  var cursor = 0

  init(_ plan: ReadPlan, _ memory: BatchMemory) {
    self.plan = plan
    self.memory = memory
    targets = Slab(
      plan.targets.map { Self.target($0.operand, list: $0.list, memory) })
    guesses = Slab(plan.shapeCount * ReadPlan.guessesMax)
    seen = Slab(plan.seenCount)
    found = Slab(plan.wordCount)
    unsafe bytes = memory.input
    let none = Slab<UInt32>(1)
    unsafe positions = UnsafePointer(none.pointer())
    nothing = none
  }

  private let nothing: Slab<UInt32>

  func free() {
    targets.free()
    guesses.free()
    seen.free()
    found.free()
    nothing.free()
  }

  /// What the key at one place of an object was the last time.
  private struct KeyGuess {
    var count: Int32 = -1
    /// −1 for one that is not declared.
    var edge: Int32 = -1
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
  }

  private static func target(
    _ operand: BatchOperand, list: Int32, _ memory: BatchMemory
  ) -> ReadTarget {
    if list >= 0 { return memory.elements[Int(list)].target(of: operand) }
    switch operand {
    case .narrow(let column, _), .text(let column):
      return unsafe ReadTarget(
        values: UnsafeMutableRawPointer(memory.narrow.pointer(at: Int(column) << 6)),
        words: memory.narrowPresent.pointer(at: Int(column)))
    case .wide(let column):
      return unsafe ReadTarget(
        values: UnsafeMutableRawPointer(memory.wide.pointer(at: Int(column) << 6)),
        words: memory.widePresent.pointer(at: Int(column)))
    case .truth(let truth):
      return unsafe ReadTarget(
        values: UnsafeMutableRawPointer(memory.yes.pointer(at: Int(truth))),
        words: memory.no.pointer(at: Int(truth)))
    case .list, .record:
      return unsafe ReadTarget(
        values: UnsafeMutableRawPointer(memory.yes.pointer()), words: memory.no.pointer())
    }
  }

  /// Takes the columns of a list where they are now.
  mutating func refresh(list: Int32) {
    for (index, target) in plan.targets.enumerated() where target.list == list {
      targets[index] = Self.target(target.operand, list: list, memory)
    }
  }

  // MARK: The text

  @inline(__always)
  mutating func byte(_ index: Int) -> UInt8 { unsafe bytes[Int(positions[index])] }

  @inline(__always)
  mutating func offset(_ index: Int) -> Int { unsafe Int(positions[index]) }

  @inline(__always)
  mutating func word(_ offset: Int) -> UInt64 {
    unsafe UInt64(
      littleEndian: UnsafeRawPointer(bytes).loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  // MARK: Records

  /// Reads the object at the cursor into a lane; false leaves the record.
  mutating func readRecord(lane: Int) -> Bool {
    cursor += 1
    return readObject(shape: plan.rootShape, row: lane)
  }

  /// Reads the keys of an object whose bracket lies behind.
  mutating func readObject(shape index: Int, row: Int) -> Bool {
    let shape = plan.shapes[index]
    for word in 0..<Int(shape.seenCount) { seen[Int(shape.firstSeen) &+ word] = 0 }
    if shape.record >= 0 { beginRecord(Int(shape.record)) }
    if byte(cursor) == UInt8(ascii: "}") {
      cursor += 1
    } else {
      var guess = Int(shape.firstGuess)
      let lastGuess = guess &+ ReadPlan.guessesMax &- 1
      while true {
        guard byte(cursor) == UInt8(ascii: "\""), byte(cursor &+ 1) == UInt8(ascii: "\""),
          byte(cursor &+ 2) == UInt8(ascii: ":")
        else { return false }
        let start = offset(cursor) &+ 1
        let edge = edge(of: start, offset(cursor &+ 1) &- start, shape, guess)
        cursor &+= 3
        if edge < 0 {
          guard skipValue() else { return false }
        } else {
          guard readEdge(edge, row: row) else { return false }
        }
        guess = min(guess &+ 1, lastGuess)
        let end = byte(cursor)
        cursor &+= 1
        if end == UInt8(ascii: ",") { continue }
        guard end == UInt8(ascii: "}") else { return false }
        break
      }
    }
    return shape.record < 0 || endRecord(Int(shape.record), row: row)
  }

  /// The edge of a key, −1 for one that is not declared.
  @inline(__always)
  private mutating func edge(of start: Int, _ count: Int, _ shape: ReadShape, _ guess: Int) -> Int {
    let last = guesses[guess]
    if Int(last.count) == count, matches(last, start, count) { return Int(last.edge) }
    return lookUp(start, count, shape, guess)
  }

  @inline(__always)
  private mutating func matches(_ guess: KeyGuess, _ start: Int, _ count: Int) -> Bool {
    if count <= 8 { return tail(start, count) == guess.words.0 }
    guard word(start) == guess.words.0 else { return false }
    if count <= 16 { return tail(start &+ 8, count &- 8) == guess.words.1 }
    guard word(start &+ 8) == guess.words.1 else { return false }
    if count <= 24 { return tail(start &+ 16, count &- 16) == guess.words.2 }
    return word(start &+ 16) == guess.words.2
      && tail(start &+ 24, count &- 24) == guess.words.3
  }

  /// Up to eight bytes, zeros behind the last.
  @inline(__always)
  mutating func tail(_ start: Int, _ count: Int) -> UInt64 {
    count == 0 ? 0 : word(start) & (.max >> UInt64(64 &- count &* 8))
  }

  private mutating func lookUp(_ start: Int, _ count: Int, _ shape: ReadShape, _ guess: Int) -> Int
  {
    let key = unsafe bytes + start
    let hash = unsafe ReadPlan.hash(key, count)
    var edge = Int(plan.buckets[Int(shape.firstBucket) &+ hash & Int(shape.bucketMask)])
    while edge >= 0 {
      let declared = plan.edges[edge]
      if Int(declared.keyCount) == count, isKey(declared, start, count) { break }
      edge = Int(declared.nextInBucket)
    }
    if count <= 32 {
      var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
      words.0 = tail(start, min(count, 8))
      if count > 8 { words.1 = tail(start &+ 8, min(count &- 8, 8)) }
      if count > 16 { words.2 = tail(start &+ 16, min(count &- 16, 8)) }
      if count > 24 { words.3 = tail(start &+ 24, count &- 24) }
      guesses[guess] = KeyGuess(count: Int32(count), edge: Int32(edge), words: words)
    }
    return edge
  }

  private mutating func isKey(_ edge: ReadEdge, _ start: Int, _ count: Int) -> Bool {
    var index = 0
    while index < count {
      if unsafe bytes[start &+ index] != plan.keyBytes[Int(edge.keyStart) &+ index] {
        return false
      }
      index &+= 1
    }
    return true
  }

  @inline(__always)
  private mutating func readEdge(_ index: Int, row: Int) -> Bool {
    let edge = plan.edges[index]
    let word = Int(edge.seenWord)
    guard seen[word] & edge.seenBit == 0 else { return false }
    seen[word] |= edge.seenBit
    let first = Int(edge.firstAction)
    if edge.actionCount == 1 { return readValue(plan.actions[first], row: row) }
    let start = cursor
    for action in first..<first &+ Int(edge.actionCount) {
      cursor = start
      guard readValue(plan.actions[action], row: row) else { return false }
    }
    return true
  }

  private mutating func beginRecord(_ index: Int) {
    let record = plan.records[index]
    for word in 0..<Int(record.wordCount) { found[Int(record.firstWord) &+ word] = 0 }
  }

  /// Gives absent fields what their absence means; false for a required one.
  private mutating func endRecord(_ index: Int, row: Int) -> Bool {
    let record = plan.records[index]
    var entry = Int(record.firstAbsence)
    let end = entry &+ Int(record.absenceCount)
    while entry < end {
      let absence = plan.absences[entry]
      if found[Int(absence.word)] & absence.bit == 0 {
        switch absence.meaning {
        case -1: return false
        case -2:
          beginRecord(Int(absence.record))
          guard endRecord(Int(absence.record), row: row) else { return false }
        case let value: store(plan.defaults[Int(value)], row: row)
        }
      }
      entry &+= 1
    }
    return true
  }

  private mutating func store(_ entry: ReadDefault, row: Int) {
    guard entry.list < 0 else {
      memory.elements[Int(entry.list)].store(entry, row: row, memory)
      return
    }
    if case .list(let list) = entry.operand {
      memory.yes[Int(memory.listTruths[Int(list)])] |= 1 << UInt64(row)
      return
    }
    memory.store(entry.value, entry.operand, lane: row)
    if let code = entry.code {
      memory.narrow[Int(code) << 6 + row] = entry.codeValue
      memory.narrowPresent[Int(code)] |= 1 << UInt64(row)
    }
  }
}
