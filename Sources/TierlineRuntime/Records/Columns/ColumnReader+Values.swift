// Values into columns: each kind in the one or two forms that files write it in.

import TierlineSource

extension ColumnReader {
  // MARK: Values

  /// Reads the value that is next as its field has it; false leaves the record.
  ///
  /// Whether a scalar ends where one may end is looked at by the caller.
  mutating func readValue(_ index: Int, row: Int) -> Bool {
    let action = actions[index]
    if action.kind.isScalar { return readScalar(index, row: row) }
    let first = byte
    if first == UInt8(ascii: "n") { return passNull() }
    if action.kind == .list { return readList(index, row: row) }
    guard first == UInt8(ascii: "{"), action.kind != .other else { return false }
    if action.kind == .record {
      note(action, row: row)
      mark(action.target, row: row)
    }
    at &+= 1
    return readObject(shape: Int(action.child), row: row)
  }

  /// As `readValue`, of a kind that is no container.
  @inline(__always)
  mutating func readScalar(_ index: Int, row: Int) -> Bool {
    let action = actions[index]
    // Most values are numbers, so they come before the choice among all kinds.
    if action.kind == .narrow {
      let (units, end) = unsafe PlainNumber.usual(bytes, at: at, places: Int(action.places))
      guard action.allows(units), unsafe !PlainNumber.goesOn(bytes[end]) else {
        return readNarrow(index, row: row)
      }
      at = end
      note(action, row: row)
      write(units, action.target, row: row)
      return true
    }
    return readOtherScalar(index, row: row)
  }

  @inline(never)
  private mutating func readOtherScalar(_ index: Int, row: Int) -> Bool {
    let action = actions[index]
    let first = byte
    if first == UInt8(ascii: "n") { return passNull() }
    switch action.kind {
    case .text: return readText(index, row: row)
    case .boolean:
      let isTrue = first == UInt8(ascii: "t")
      guard isTrue ? passTrue() : passFalse() else { return false }
      note(action, row: row)
      mark(action.target, isTrue, row: row)
      return true
    case .date: return readDate(action, row: row)
    case .level: return readLevel(index, row: row)
    case .wide: return readWide(index, row: row)
    case .member: return readMember(action, row: row)
    case .narrow, .parent, .record, .list, .other: return false
    }
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

  /// Writes a truth.
  @inline(__always)
  private mutating func mark(_ target: Int32, _ isTrue: Bool = true, row: Int) {
    guard target >= 0 else { return }
    let place = targets[Int(target)]
    let words =
      unsafe isTrue ? place.values.assumingMemoryBound(to: UInt64.self) : place.words
    unsafe words[row >> 6] |= 1 << UInt64(row & 63)
  }

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
    note(action, row: row)
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
    note(action, row: row)
    guard action.target >= 0 else { return true }
    let place = targets[Int(action.target)]
    unsafe place.values.storeBytes(of: units, toByteOffset: row &* 16, as: Int128.self)
    unsafe place.words[row >> 6] |= 1 << UInt64(row & 63)
    return true
  }

  @inline(__always)
  private mutating func readDate(_ action: ReadAction, row: Int) -> Bool {
    let (start, end) = (at &+ 1, stringEnd)
    guard byte == UInt8(ascii: "\""), unsafe bytes[end] == UInt8(ascii: "\"") else { return false }
    let day = day(from: start, to: end)
    guard action.allows(day) else { return false }
    passString(to: end)
    note(action, row: row)
    write(day, action.target, row: row)
    return true
  }

  /// The day number of the date in a stretch of the text; `Int64.min` for none.
  @inline(__always)
  mutating func day(from start: Int, to end: Int) -> Int64 {
    if end &- start == 10 {
      let day = unsafe months.day(word(start), bytes[start &+ 8], bytes[start &+ 9])
      if day >= 0 { return day }
    }
    return slowDay(from: start, to: end)
  }

  @inline(never)
  private mutating func slowDay(from start: Int, to end: Int) -> Int64 {
    let text = unsafe UnsafeBufferPointer(start: bytes + start, count: end &- start)
    return unsafe CalendarDate(writtenIn: text).map { Int64($0.dayNumber) } ?? .min
  }

  private mutating func readLevel(_ index: Int, row: Int) -> Bool {
    let action = actions[index]
    let (start, end) = (at &+ 1, stringEnd)
    guard byte == UInt8(ascii: "\""), unsafe bytes[end] == UInt8(ascii: "\"") else { return false }
    let level = level(action, from: start, to: end)
    guard action.allows(level) else { return false }
    passString(to: end)
    note(action, row: row)
    write(level, action.target, row: row)
    return true
  }

  /// The level in a stretch of the text; `Int64.min` for none.
  mutating func level(_ action: ReadAction, from start: Int, to end: Int) -> Int64 {
    let level = unsafe TextDictionary.code(
      of: bytes + start, end &- start, in: plan.dictionaries.pointer(at: Int(action.dictionary)))
    return level < 0 ? .min : Int64(level)
  }

  /// A number, date or level that must be one of some: looked for among them, and then read as any.
  private mutating func readMember(_ action: ReadAction, row: Int) -> Bool {
    let (here, inner) = (place, actions[Int(action.child)])
    let value: Int128
    switch inner.kind {
    case .narrow, .wide:
      guard let number = passNumber() else { return false }
      value = Int128(number.signed) &* Int128(powerOfTen(18 &- number.places))
    case .date, .level:
      let (start, end) = (at &+ 1, stringEnd)
      guard byte == UInt8(ascii: "\""), unsafe bytes[end] == UInt8(ascii: "\"") else {
        return false
      }
      value = Int128(
        inner.kind == .date ? day(from: start, to: end) : level(inner, from: start, to: end))
    case .boolean, .text, .member, .parent, .record, .list, .other: return false
    }
    place = here
    guard isMember(value, of: action), readScalar(Int(action.child), row: row) else { return false }
    note(action, row: row)
    return true
  }

  /// Whether a value is one of those that a member may be.
  private func isMember(_ value: Int128, of action: ReadAction) -> Bool {
    let end = Int(action.bounds &+ action.memberCount)
    var (low, high) = (Int(action.bounds), end)
    while low < high {
      let middle = (low &+ high) / 2
      if plan.bounds[middle] < value { low = middle &+ 1 } else { high = middle }
    }
    return low < end && plan.bounds[low] == value
  }

  private mutating func readText(_ index: Int, row: Int) -> Bool {
    guard byte == UInt8(ascii: "\"") else { return false }
    let (start, end) = (at &+ 1, stringEnd)
    if unsafe bytes[end] == UInt8(ascii: "\"") {
      passString(to: end)
      return unsafe take(
        bytes + start, TextPlace64(.input, offset: start, count: end &- start), index, row: row)
    }
    guard let made = passEscapes() else { return false }
    memory.madeCount &+= made.count &+ 2
    guard let text = unsafe memory.bytes(of: made).baseAddress else { return false }
    return unsafe take(text, made, index, row: row)
  }

  /// Writes a text, and its code if rules or a domain know it; false outside of the domain.
  @inline(__always)
  mutating func take(
    _ text: UnsafePointer<UInt8>, _ place: TextPlace64, _ index: Int, row: Int
  ) -> Bool {
    let action = actions[index]
    if action.dictionary >= 0 {
      let dictionary = unsafe plan.dictionaries.pointer(at: Int(action.dictionary))
      let code = unsafe TextDictionary.code(of: text, place.count, in: dictionary)
      guard unsafe !action.isClosed || dictionary.pointee.hasMember(code) else { return false }
      write(Int64(code), action.code, row: row)
    }
    note(action, row: row)
    write(place.bits, action.target, row: row)
    return true
  }

  // MARK: Lists

  private mutating func readList(_ index: Int, row: Int) -> Bool {
    let action = actions[index]
    guard byte == UInt8(ascii: "[") else { return false }
    note(action, row: row)
    mark(action.target, row: row)
    at &+= 1
    passBlanks()
    if byte == UInt8(ascii: "]") {
      at &+= 1
      return true
    }
    // Elements have notes of their own.
    let isNotingRecord = isNoting
    defer { isNoting = isNotingRecord }
    return readElements(of: action.child, row: row)
  }

  private mutating func readElements(of list: Int32, row: Int) -> Bool {
    let store = memory.elements[Int(list)]
    let element = Int(plan.elements[Int(list)])
    let group = plan.groups[Int(list) &+ 1]
    let endedBefore = endedCount
    let last = store.mark + ElementStore.elementsMax
    var firstNoted = store.count
    var hasNotes = false
    while true {
      // No element of a list is absent, and the slow reader bounds how many there are.
      guard byte != UInt8(ascii: "n"), store.count < last else { return false }
      if store.count == store.capacity {
        store.grow()
        refresh(list: list)
      }
      let index = store.append(owner: row)
      isNoting = false
      guard readValue(element, row: index) else { return false }
      hasNotes = hasNotes || isNoting
      let separator = passSeparator()
      let isLast = separator != UInt8(ascii: ",")
      if isLast || store.count % NotedValue.rows == 0 {
        if hasNotes {
          let refused = readNotes(group, rows: firstNoted..<store.count, endedFrom: endedBefore)
          guard refused == 0 else { return false }
        }
        (firstNoted, hasNotes) = (store.count, false)
      }
      guard !isLast else { return separator == UInt8(ascii: "]") }
      passBlanks()
    }
  }
}
