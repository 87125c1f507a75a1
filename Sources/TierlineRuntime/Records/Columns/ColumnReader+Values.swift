// Values into columns: each kind in the one or two forms that files write it in.

import TierlineSource

extension ColumnReader {
  // MARK: Values

  /// Reads the value at the cursor as its field has it; false leaves the record.
  @inline(__always)
  mutating func readValue(_ index: Int, row: Int) -> Bool {
    let action = actions[index]
    let start = offset(cursor)
    let first = unsafe bytes[start]
    if first == UInt8(ascii: "n") {
      cursor &+= 1
      return isWord(start, 0x6C_6C_75_6E, 4)
    }
    switch action.kind {
    case .narrow:
      let units = unsafe PlainNumber.units(
        bytes, start, offset(cursor &+ 1), places: Int(action.places))
      guard units >= 0, units >= action.lower, units <= action.upper else {
        return readNarrow(index, start, first, row: row)
      }
      cursor &+= 1
      note(action)
      write(units, action.target, row: row)
      return true
    case .text: return readText(index, start, first, row: row)
    case .boolean:
      let isTrue = first == UInt8(ascii: "t")
      guard isTrue ? isWord(start, 0x65_75_72_74, 4) : isFalse(start) else { return false }
      cursor &+= 1
      note(action)
      if action.target >= 0 {
        let target = targets[Int(action.target)]
        let words =
          unsafe isTrue
          ? target.values.assumingMemoryBound(to: UInt64.self) : target.words
        unsafe words[row >> 6] |= 1 << UInt64(row & 63)
      }
      return true
    case .date: return readDate(action, start, first, row: row)
    case .level: return readLevel(index, start, first, row: row)
    case .wide: return readWide(index, start, first, row: row)
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
    case .list: return readList(index, first, row: row)
    case .other: return false
    }
  }

  @inline(__always)
  mutating func note(_ action: ReadAction) {
    if action.word >= 0 { found[Int(action.word)] |= action.bit }
  }

  /// Whether a literal stands at an offset, with nothing glued to it.
  @inline(__always)
  mutating func isWord(_ start: Int, _ letters: UInt64, _ count: Int) -> Bool {
    let behind = unsafe bytes[start &+ count]
    return word(start) & (.max >> UInt64(64 &- count &* 8)) == letters && Self.ends(behind)
  }

  @inline(__always)
  mutating func isFalse(_ start: Int) -> Bool { isWord(start, 0x65_73_6C_61_66, 5) }

  /// Whether a byte may stand behind a scalar.
  @inline(__always)
  static func ends(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
      || byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  @inline(__always)
  mutating func write(_ value: Int64, _ target: Int32, row: Int) {
    guard target >= 0 else { return }
    let place = targets[Int(target)]
    unsafe place.values.storeBytes(of: value, toByteOffset: row &* 8, as: Int64.self)
    unsafe place.words[row >> 6] |= 1 << UInt64(row & 63)
  }

  /// A number in units of the field's places; a quoted one counts too.
  mutating func readNarrow(_ index: Int, _ start: Int, _ first: UInt8, row: Int) -> Bool {
    let action = actions[index]
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

  mutating func readWide(_ index: Int, _ start: Int, _ first: UInt8, row: Int) -> Bool {
    let action = actions[index]
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
    guard
      action.bounds < 0
        || (units >= plan.bounds[Int(action.bounds)]
          && units <= plan.bounds[Int(action.bounds) &+ 1])
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
  mutating func readDate(
    _ action: ReadAction, _ start: Int, _ first: UInt8, row: Int
  ) -> Bool {
    guard first == UInt8(ascii: "\"") else { return false }
    var day = Int64(-1)
    if unsafe bytes[start &+ 11] == UInt8(ascii: "\"") {
      day = unsafe months.day(
        word(start &+ 1), bytes[start &+ 9], bytes[start &+ 10])
    }
    if day < 0 {
      guard byte(cursor &+ 1) == UInt8(ascii: "\"") else { return false }
      let count = offset(cursor &+ 1) &- start &- 1
      let text = unsafe UnsafeBufferPointer(start: bytes + start + 1, count: count)
      guard let date = unsafe CalendarDate(writtenIn: text) else { return false }
      day = Int64(date.dayNumber)
    }
    guard day >= action.lower, day <= action.upper else { return false }
    cursor &+= 2
    note(action)
    write(day, action.target, row: row)
    return true
  }

  mutating func readLevel(_ index: Int, _ start: Int, _ first: UInt8, row: Int) -> Bool {
    let action = actions[index]
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

  mutating func readText(_ index: Int, _ start: Int, _ first: UInt8, row: Int) -> Bool {
    let action = actions[index]
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

  mutating func readList(_ index: Int, _ first: UInt8, row: Int) -> Bool {
    let action = actions[index]
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
    let element = Int(plan.elements[Int(list)])
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
