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
  private let plan: ReadPlan
  private let memory: BatchMemory
  private let targets: Slab<ReadTarget>
  /// The keys of the last object of each shape, in order.
  private let guesses: Slab<KeyGuess>
  private let seen: Slab<UInt64>
  /// The fields found of each record under way.
  private let found: Slab<UInt64>
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
  private mutating func refresh(list: Int32) {
    for (index, target) in plan.targets.enumerated() where target.list == list {
      targets[index] = Self.target(target.operand, list: list, memory)
    }
  }

  // MARK: The text

  @inline(__always)
  private mutating func byte(_ index: Int) -> UInt8 { unsafe bytes[Int(positions[index])] }

  @inline(__always)
  private mutating func offset(_ index: Int) -> Int { unsafe Int(positions[index]) }

  @inline(__always)
  private mutating func word(_ offset: Int) -> UInt64 {
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
  private mutating func readObject(shape index: Int, row: Int) -> Bool {
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
  private mutating func tail(_ start: Int, _ count: Int) -> UInt64 {
    count == 0 ? 0 : word(start) & (.max >> UInt64(64 &- count &* 8))
  }

  private mutating func lookUp(_ start: Int, _ count: Int, _ shape: ReadShape, _ guess: Int) -> Int {
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

  // MARK: Values

  /// Reads the value at the cursor as its field has it; false leaves the record.
  @inline(__always)
  private mutating func readValue(_ action: ReadAction, row: Int) -> Bool {
    let start = offset(cursor)
    let first = unsafe bytes[start]
    if first == UInt8(ascii: "n") {
      cursor &+= 1
      return isWord(start, 0x6C_6C_75_6E, 4)
    }
    switch action.kind {
    case .narrow: return readNarrow(action, start, first, row: row)
    case .text: return readText(action, start, first, row: row)
    case .boolean:
      let isTrue = first == UInt8(ascii: "t")
      guard isTrue ? isWord(start, 0x65_75_72_74, 4) : isFalse(start) else { return false }
      cursor &+= 1
      note(action)
      if action.target >= 0 {
        let target = targets[Int(action.target)]
        let words = unsafe isTrue
          ? target.values.assumingMemoryBound(to: UInt64.self) : target.words
        unsafe words[row >> 6] |= 1 << UInt64(row & 63)
      }
      return true
    case .date: return readDate(action, start, first, row: row)
    case .level: return readLevel(action, start, first, row: row)
    case .wide: return readWide(action, start, first, row: row)
    case .parent:
      guard first == UInt8(ascii: "{") else { return false }
      cursor &+= 1
      return readObject(shape: Int(action.child), row: row)
    case .record:
      guard first == UInt8(ascii: "{") else { return false }
      note(action)
      if action.target >= 0 {
        unsafe targets[Int(action.target)].values.assumingMemoryBound(to: UInt64.self)[row >> 6] |=
          1 << UInt64(row & 63)
      }
      cursor &+= 1
      return readObject(shape: Int(action.child), row: row)
    case .list: return readList(action, first, row: row)
    case .other: return false
    }
  }

  @inline(__always)
  private mutating func note(_ action: ReadAction) { found[Int(action.word)] |= action.bit }

  /// Whether a literal stands at an offset, with nothing glued to it.
  @inline(__always)
  private mutating func isWord(_ start: Int, _ letters: UInt64, _ count: Int) -> Bool {
    let behind = unsafe bytes[start &+ count]
    return word(start) & (.max >> UInt64(64 &- count &* 8)) == letters && Self.ends(behind)
  }

  @inline(__always)
  private mutating func isFalse(_ start: Int) -> Bool { isWord(start, 0x65_73_6C_61_66, 5) }

  /// Whether a byte may stand behind a scalar.
  @inline(__always)
  private static func ends(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
      || byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  @inline(__always)
  private mutating func write(_ value: Int64, _ target: Int32, row: Int) {
    guard target >= 0 else { return }
    let place = targets[Int(target)]
    unsafe place.values.storeBytes(of: value, toByteOffset: row &* 8, as: Int64.self)
    unsafe place.words[row >> 6] |= 1 << UInt64(row & 63)
  }

  /// A number in units of the field's places; a quoted one counts too.
  @inline(__always)
  private mutating func readNarrow(
    _ action: ReadAction, _ start: Int, _ first: UInt8, row: Int
  ) -> Bool {
    var start = start
    var isQuoted = false
    if first == UInt8(ascii: "\"") {
      guard byte(cursor &+ 1) == UInt8(ascii: "\"") else { return false }
      isQuoted = true
      start &+= 1
    }
    guard let number = unsafe PlainNumber(bytes, at: start) else { return false }
    let end = unsafe bytes[number.end]
    guard isQuoted ? end == UInt8(ascii: "\"") : Self.ends(end) else { return false }
    guard let units = number.units(places: Int(action.places)), units >= action.lower,
      units <= action.upper
    else { return false }
    cursor &+= isQuoted ? 2 : 1
    note(action)
    write(units, action.target, row: row)
    return true
  }

  private mutating func readWide(
    _ action: ReadAction, _ start: Int, _ first: UInt8, row: Int
  ) -> Bool {
    var start = start
    var isQuoted = false
    if first == UInt8(ascii: "\"") {
      guard byte(cursor &+ 1) == UInt8(ascii: "\"") else { return false }
      isQuoted = true
      start &+= 1
    }
    guard let number = unsafe PlainNumber(bytes, at: start) else { return false }
    let end = unsafe bytes[number.end]
    guard isQuoted ? end == UInt8(ascii: "\"") : Self.ends(end) else { return false }
    guard number.places <= Int(action.places) else { return false }
    let units = Int128(number.signed) &* Int128(powerOfTen(18 &- number.places))
    guard action.bounds < 0
      || (units >= plan.bounds[Int(action.bounds)] && units <= plan.bounds[Int(action.bounds) &+ 1])
    else { return false }
    cursor &+= isQuoted ? 2 : 1
    note(action)
    guard action.target >= 0 else { return true }
    let place = targets[Int(action.target)]
    unsafe place.values.storeBytes(of: units, toByteOffset: row &* 16, as: Int128.self)
    unsafe place.words[row >> 6] |= 1 << UInt64(row & 63)
    return true
  }

  @inline(__always)
  private mutating func readDate(
    _ action: ReadAction, _ start: Int, _ first: UInt8, row: Int
  ) -> Bool {
    guard first == UInt8(ascii: "\""), byte(cursor &+ 1) == UInt8(ascii: "\"") else {
      return false
    }
    let count = offset(cursor &+ 1) &- start &- 1
    let day: Int
    if count == 10 {
      day = PlainNumber.day(word(start &+ 1), word(start &+ 3))
    } else {
      let text = unsafe UnsafeBufferPointer(start: bytes + start + 1, count: count)
      day = unsafe CalendarDate(writtenIn: text).map { Int($0.dayNumber) } ?? -1
    }
    guard day >= 0, Int64(day) >= action.lower, Int64(day) <= action.upper else { return false }
    cursor &+= 2
    note(action)
    write(Int64(day), action.target, row: row)
    return true
  }

  @inline(__always)
  private mutating func readLevel(
    _ action: ReadAction, _ start: Int, _ first: UInt8, row: Int
  ) -> Bool {
    guard first == UInt8(ascii: "\""), byte(cursor &+ 1) == UInt8(ascii: "\"") else {
      return false
    }
    let count = offset(cursor &+ 1) &- start &- 1
    let level = unsafe plan.dictionaries[Int(action.dictionary)].code(of: bytes + start + 1, count)
    guard level >= 0, Int64(level) >= action.lower, Int64(level) <= action.upper else {
      return false
    }
    cursor &+= 2
    note(action)
    write(Int64(level), action.target, row: row)
    return true
  }

  @inline(__always)
  private mutating func readText(
    _ action: ReadAction, _ start: Int, _ first: UInt8, row: Int
  ) -> Bool {
    guard first == UInt8(ascii: "\"") else { return false }
    var text = unsafe bytes + start + 1
    var count = offset(cursor &+ 1) &- start &- 1
    var place = TextPlace64(.input, offset: start &+ 1, count: count)
    if byte(cursor &+ 1) == UInt8(ascii: "\"") {
      cursor &+= 2
    } else {
      guard let end = skipEscapes() else { return false }
      // A text that nobody reads needs no unescaping.
      if action.target >= 0 || action.dictionary >= 0 {
        count = unescape(start &+ 1, end)
        place = TextPlace64(.made, offset: memory.madeCount &- count, count: count)
        unsafe text = memory.bytes(of: place).baseAddress ?? text
      }
    }
    if action.dictionary >= 0 {
      let code = unsafe plan.dictionaries[Int(action.dictionary)].code(of: text, count)
      if action.isClosed {
        guard code >= 0, plan.dictionaries[Int(action.dictionary)].isMember[code] else {
          return false
        }
      }
      write(Int64(code), action.code, row: row)
    }
    note(action)
    write(place.bits, action.target, row: row)
    return true
  }

  // MARK: Lists

  private mutating func readList(_ action: ReadAction, _ first: UInt8, row: Int) -> Bool {
    guard first == UInt8(ascii: "[") else { return false }
    note(action)
    memory.yes[Int(memory.listTruths[Int(action.child)])] |= 1 << UInt64(row)
    cursor &+= 1
    if byte(cursor) == UInt8(ascii: "]") {
      cursor &+= 1
      return true
    }
    let list = action.child
    let store = memory.elements[Int(list)]
    let element = plan.actions[Int(plan.elements[Int(list)])]
    let last = store.count + ElementStore.elementsMax
    while true {
      // No element of a list is absent, and the slow reader bounds how many there are.
      guard byte(cursor) != UInt8(ascii: "n"), store.count < last else { return false }
      if store.count == store.capacity {
        store.grow()
        refresh(list: list)
      }
      let index = store.append(owner: row)
      guard readValue(element, row: index) else { return false }
      let end = byte(cursor)
      cursor &+= 1
      if end == UInt8(ascii: ",") { continue }
      return end == UInt8(ascii: "]")
    }
  }
}

extension ColumnReader {
  // MARK: Escapes

  /// Steps over a string that has escapes, from its opening quote; nil where one is wrong.
  ///
  /// Returns: the offset of its closing quote.
  fileprivate mutating func skipEscapes() -> Int? {
    cursor &+= 1
    var pending = -1
    while true {
      let place = offset(cursor)
      let first = unsafe bytes[place]
      cursor &+= 1
      if first == UInt8(ascii: "\"") { return pending < 0 ? place : nil }
      guard first == UInt8(ascii: "\\") else { return nil }
      let kind = unsafe bytes[place &+ 1]
      if pending >= 0, pending != place || kind != UInt8(ascii: "u") { return nil }
      switch kind {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
        UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
        break
      case UInt8(ascii: "u"):
        guard let unit = codeUnit(place) else { return nil }
        if pending >= 0 {
          guard (0xDC00...0xDFFF).contains(unit) else { return nil }
          pending = -1
        } else if (0xD800...0xDBFF).contains(unit) {
          pending = place &+ 6
        } else if (0xDC00...0xDFFF).contains(unit) {
          return nil
        }
      default: return nil
      }
    }
  }

  /// The number of the `\uXXXX` at an offset; nil where it is none.
  private mutating func codeUnit(_ place: Int) -> UInt32? {
    var unit: UInt32 = 0
    for index in place &+ 2..<place &+ 6 {
      guard let digit = unsafe hexadecimalDigit(bytes[index]) else { return nil }
      unit = unit << 4 | digit
    }
    return unit
  }

  /// Puts a checked string without its escapes behind the texts made; gives back its length.
  fileprivate mutating func unescape(_ start: Int, _ end: Int) -> Int {
    let target = unsafe memory.room(for: end &- start &+ 8)
    var (offset, count) = (start, 0)
    while offset < end {
      let byte = unsafe bytes[offset]
      guard byte == UInt8(ascii: "\\") else {
        unsafe target[count] = byte
        count &+= 1
        offset &+= 1
        continue
      }
      let kind = unsafe bytes[offset &+ 1]
      offset &+= 2
      let plain: UInt8
      switch kind {
      case UInt8(ascii: "b"): plain = 0x08
      case UInt8(ascii: "f"): plain = 0x0C
      case UInt8(ascii: "n"): plain = 0x0A
      case UInt8(ascii: "r"): plain = 0x0D
      case UInt8(ascii: "t"): plain = 0x09
      case UInt8(ascii: "u"):
        let first = codeUnit(offset &- 2) ?? 0xFFFD
        offset &+= 4
        var number = first
        if (0xD800...0xDBFF).contains(first) {
          number = 0x10000 + (first - 0xD800) << 10 + ((codeUnit(offset) ?? 0) & 0x3FF)
          offset &+= 6
        }
        let scalar = Unicode.Scalar(number) ?? "\u{FFFD}"
        for unit in String(scalar).utf8 {
          unsafe target[count] = unit
          count &+= 1
        }
        continue
      default: plain = kind
      }
      unsafe target[count] = plain
      count &+= 1
    }
    memory.madeCount += count
    return count
  }

  // MARK: What is not declared

  /// Steps over any value at the cursor, checking that it is JSON.
  @inline(__always)
  mutating func skipValue() -> Bool {
    let start = offset(cursor)
    switch unsafe bytes[start] {
    case UInt8(ascii: "\""):
      if byte(cursor &+ 1) == UInt8(ascii: "\"") {
        cursor &+= 2
        return true
      }
      return skipEscapes() != nil
    case UInt8(ascii: "{"), UInt8(ascii: "["): return skipContainer(depth: 1)
    default:
      cursor &+= 1
      return isScalar(start)
    }
  }

  private mutating func isScalar(_ start: Int) -> Bool {
    switch unsafe bytes[start] {
    case UInt8(ascii: "t"): return isWord(start, 0x65_75_72_74, 4)
    case UInt8(ascii: "f"): return isFalse(start)
    case UInt8(ascii: "n"): return isWord(start, 0x6C_6C_75_6E, 4)
    default:
      guard let end = unsafe PlainNumber.end(bytes, at: start) else { return false }
      return unsafe Self.ends(bytes[end])
    }
  }

  /// Steps over an object or list at the cursor that lies in `depth` others.
  ///
  /// Open brackets are bits, so no depth costs stack.
  mutating func skipContainer(depth outside: Int) -> Bool {
    var kinds: UInt128 = 0
    var depth = 0
    while true {
      let first = byte(cursor)
      if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
        guard depth &+ outside < JSONScanner.depthMax else { return false }
        let isObject = first == UInt8(ascii: "{")
        depth &+= 1
        kinds = kinds << 1 | (isObject ? 1 : 0)
        cursor &+= 1
        let next = byte(cursor)
        if next != (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
          if isObject { guard skipKey() else { return false } }
          continue
        }
      } else {
        guard depth > 0 else { return false }
        if first == UInt8(ascii: "\"") {
          if byte(cursor &+ 1) == UInt8(ascii: "\"") {
            cursor &+= 2
          } else if skipEscapes() == nil {
            return false
          }
        } else {
          guard isScalar(offset(cursor)) else { return false }
          cursor &+= 1
        }
      }
      // A value lies behind, or an empty container whose bracket is next.
      while true {
        let isObject = kinds & 1 == 1
        let next = byte(cursor)
        cursor &+= 1
        if next == UInt8(ascii: ",") {
          if isObject { guard skipKey() else { return false } }
          break
        }
        guard next == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else { return false }
        depth &-= 1
        kinds >>= 1
        if depth == 0 { return true }
      }
    }
  }

  /// Steps over a key and its colon.
  private mutating func skipKey() -> Bool {
    guard byte(cursor) == UInt8(ascii: "\"") else { return false }
    if byte(cursor &+ 1) == UInt8(ascii: "\"") {
      cursor &+= 2
    } else if skipEscapes() == nil {
      return false
    }
    guard byte(cursor) == UInt8(ascii: ":") else { return false }
    cursor &+= 1
    return true
  }
}
