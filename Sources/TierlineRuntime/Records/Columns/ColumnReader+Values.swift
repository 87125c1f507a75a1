// Values into columns: each kind in the one or two forms that files write it in.

import TierlineSource

extension ColumnReader {
  // MARK: Values

  /// Reads the value that is next as its field has it; false leaves the record.
  ///
  /// Whether a scalar ends where one may end is looked at by the caller.
  @inline(__always)
  mutating func readValue(_ index: Int, row: Int) -> Bool {
    let action = actions[index]
    // Most values are numbers, so they come before the choice among all kinds.
    if action.kind == .narrow {
      let (units, end) = unsafe PlainNumber.usual(bytes, at: at, places: Int(action.places))
      guard action.allows(units), unsafe !PlainNumber.goesOn(bytes[end]) else {
        return readNarrow(index, row: row)
      }
      at = end
      note(action)
      write(units, action.target, row: row)
      return true
    }
    let first = byte
    if first == UInt8(ascii: "n") { return passNull() }
    switch action.kind {
    case .narrow: return readNarrow(index, row: row)
    case .text: return readText(index, row: row)
    case .boolean:
      let isTrue = first == UInt8(ascii: "t")
      guard isTrue ? passTrue() : passFalse() else { return false }
      note(action)
      if action.target >= 0 {
        let target = targets[Int(action.target)]
        let words =
          unsafe isTrue
          ? target.values.assumingMemoryBound(to: UInt64.self) : target.words
        unsafe words[row >> 6] |= 1 << UInt64(row & 63)
      }
      return true
    case .date: return readDate(action, row: row)
    case .level: return readLevel(index, row: row)
    case .wide: return readWide(index, row: row)
    case .parent:
      guard first == UInt8(ascii: "{") else { return false }
      at &+= 1
      return readObject(shape: Int(action.child), row: row)
    case .record:
      guard first == UInt8(ascii: "{") else { return false }
      note(action)
      if action.target >= 0 {
        unsafe targets[Int(action.target)].values.assumingMemoryBound(to: UInt64.self)[row >> 6] |=
          1 << UInt64(row & 63)
      }
      at &+= 1
      return readObject(shape: Int(action.child), row: row)
    case .list: return readList(index, row: row)
    case .other: return false
    }
  }

  @inline(__always)
  mutating func note(_ action: ReadAction) {
    if action.word >= 0 { found[Int(action.word)] |= action.bit }
  }

  /// Steps over a word of JSON; false where another text stands.
  @inline(__always)
  private mutating func passWord(_ letters: UInt64, _ count: Int) -> Bool {
    guard word(at) & (.max >> UInt64(64 &- count &* 8)) == letters else { return false }
    at &+= count
    return true
  }

  @inline(__always)
  mutating func passNull() -> Bool { passWord(0x6C_6C_75_6E, 4) }

  @inline(__always)
  mutating func passTrue() -> Bool { passWord(0x65_75_72_74, 4) }

  @inline(__always)
  mutating func passFalse() -> Bool { passWord(0x65_73_6C_61_66, 5) }

  @inline(__always)
  mutating func write(_ value: Int64, _ target: Int32, row: Int) {
    guard target >= 0 else { return }
    let place = targets[Int(target)]
    unsafe place.values.storeBytes(of: value, toByteOffset: row &* 8, as: Int64.self)
    unsafe place.words[row >> 6] |= 1 << UInt64(row & 63)
  }

  /// A number in units of the field's places, or null; a quoted one counts too.
  mutating func readNarrow(_ index: Int, row: Int) -> Bool {
    if byte == UInt8(ascii: "n") { return passNull() }
    let action = actions[index]
    guard let number = passNumber(), let units = number.units(places: Int(action.places)),
      action.allows(units)
    else { return false }
    note(action)
    write(units, action.target, row: row)
    return true
  }

  /// Steps over a number, quoted or not; nil for one with an exponent or too many digits.
  private mutating func passNumber() -> PlainNumber? {
    let isQuoted = byte == UInt8(ascii: "\"")
    if isQuoted { at &+= 1 }
    guard let number = unsafe PlainNumber(bytes, at: at) else { return nil }
    at = number.end
    guard isQuoted else { return number }
    guard byte == UInt8(ascii: "\"") else { return nil }
    passString(to: at)
    return number
  }

  mutating func readWide(_ index: Int, row: Int) -> Bool {
    let action = actions[index]
    guard let number = passNumber() else { return false }
    guard number.places <= Int(action.places) else { return false }
    let units = Int128(number.signed) &* Int128(powerOfTen(18 &- number.places))
    guard
      action.bounds < 0
        || (units >= plan.bounds[Int(action.bounds)]
          && units <= plan.bounds[Int(action.bounds) &+ 1])
    else { return false }
    note(action)
    guard action.target >= 0 else { return true }
    let place = targets[Int(action.target)]
    unsafe place.values.storeBytes(of: units, toByteOffset: row &* 16, as: Int128.self)
    unsafe place.words[row >> 6] |= 1 << UInt64(row & 63)
    return true
  }

  @inline(__always)
  mutating func readDate(_ action: ReadAction, row: Int) -> Bool {
    let (start, end) = (at &+ 1, stringEnd)
    guard byte == UInt8(ascii: "\""), unsafe bytes[end] == UInt8(ascii: "\"") else { return false }
    var day = Int64(-1)
    if end &- start == 10 {
      day = unsafe months.day(word(start), bytes[start &+ 8], bytes[start &+ 9])
    }
    if day < 0 {
      let text = unsafe UnsafeBufferPointer(start: bytes + start, count: end &- start)
      guard let date = unsafe CalendarDate(writtenIn: text) else { return false }
      day = Int64(date.dayNumber)
    }
    guard action.allows(day) else { return false }
    passString(to: end)
    note(action)
    write(day, action.target, row: row)
    return true
  }

  mutating func readLevel(_ index: Int, row: Int) -> Bool {
    let action = actions[index]
    let (start, end) = (at &+ 1, stringEnd)
    guard byte == UInt8(ascii: "\""), unsafe bytes[end] == UInt8(ascii: "\"") else { return false }
    let level = unsafe plan.dictionaries[Int(action.dictionary)].code(
      of: bytes + start, end &- start)
    guard level >= 0, action.allows(Int64(level)) else { return false }
    passString(to: end)
    note(action)
    write(Int64(level), action.target, row: row)
    return true
  }

  mutating func readText(_ index: Int, row: Int) -> Bool {
    let action = actions[index]
    guard byte == UInt8(ascii: "\"") else { return false }
    let (start, end) = (at &+ 1, stringEnd)
    var text = unsafe bytes + start
    var count = end &- start
    var place = TextPlace64(.input, offset: start, count: count)
    if unsafe bytes[end] == UInt8(ascii: "\"") {
      passString(to: end)
    } else {
      guard let made = passEscapes() else { return false }
      place = made
      count = made.count
      memory.madeCount &+= count &+ 2
      unsafe text = memory.bytes(of: made).baseAddress ?? text
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

  mutating func readList(_ index: Int, row: Int) -> Bool {
    let action = actions[index]
    guard byte == UInt8(ascii: "[") else { return false }
    note(action)
    memory.yes[Int(memory.listTruths[Int(action.child)])] |= 1 << UInt64(row)
    at &+= 1
    passBlanks()
    if byte == UInt8(ascii: "]") {
      at &+= 1
      return true
    }
    let list = action.child
    let store = memory.elements[Int(list)]
    let element = Int(plan.elements[Int(list)])
    let last = store.count + ElementStore.elementsMax
    while true {
      // No element of a list is absent, and the slow reader bounds how many there are.
      guard byte != UInt8(ascii: "n"), store.count < last else { return false }
      if store.count == store.capacity {
        store.grow()
        refresh(list: list)
      }
      let index = store.append(owner: row)
      guard readValue(element, row: index) else { return false }
      let separator = passSeparator()
      guard separator == UInt8(ascii: ",") else { return separator == UInt8(ascii: "]") }
      passBlanks()
    }
  }
}
