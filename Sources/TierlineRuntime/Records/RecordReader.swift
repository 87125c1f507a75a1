// Records from a stream of JSON, one at a time, in constant memory.
//
// The input is a run of top-level values: objects, one after another or a line each, and arrays of
// objects. A window over it always begins at the record being read and grows chunk by chunk until
// the record ends, up to `RecordLimits.bytes`. Each record is decoded straight from the window
// (`RecordDecoder`). Nothing depends on where chunks end: a record that the window cuts off is
// decoded only when its end is there, which `BracketScanner` finds without starting over.
//
// What is no record is refused, alone, and reading goes on behind it (`RecordReader+Recovery.swift`
// says where), so that every input comes to an end and every refusal is counted.

import TierlineSource

/// Reads the records of a stream.
package struct RecordReader {
  var decoder: RecordDecoder
  var window: InputWindow
  var place = Place.stream
  /// The line of the bracket that opened the present array.
  private var arrayLine = 0
  /// Whether the present array is broken: its end may have been passed over, commas may be missing.
  var hasLostRecords = false
  private let keyFields: [Int]
  /// Whether fields with faults are missing, rather than their record refused: for snapshots.
  var keepsUnfit = false
  /// How many fields are missing for that reason so far.
  private(set) var unfitCount = 0

  /// How many bytes of the stream have been passed over: directly behind a record, its end.
  package var offset: Int { window.offset }
  /// Where in the stream the record that was read last begins.
  package private(set) var recordOffset = 0

  /// Where reading stands.
  enum Place {
    /// Between top-level values.
    case stream
    /// Behind `[`: an element or `]` is next.
    case elementOrEnd
    /// Behind text that was passed over: anything may be next.
    case resumed
    /// Behind a comma: an element is next.
    case element
    /// Behind an element.
    case commaOrEnd
  }

  /// A reader of the program's input records.
  package init(program: Program, source: @escaping ByteSource) {
    self.init(program: program, limits: RecordLimits(), source: source)
  }

  /// A reader of the records that follow in an input, from an offset in a block of it on.
  package init(
    program: Program, from offset: Int, of block: InputBlock, source: @escaping ByteSource
  ) {
    self.init(program: program, limits: RecordLimits(), source: source)
    window = InputWindow(
      source, recordBytesMax: decoder.limits.bytes, hasBegun: true, at: block.place(of: offset))
  }

  init(program: Program, limits: RecordLimits, source: @escaping ByteSource) {
    decoder = RecordDecoder(program, limits)
    window = InputWindow(source, recordBytesMax: limits.bytes, hasBegun: false)
    keyFields = program.input.keyFields
  }

  /// Whether it stands behind an element of a sound array, or behind a comma or bracket before one; nil
  /// elsewhere.
  var isBehindElement: Bool? {
    guard !hasLostRecords else { return nil }
    switch place {
    case .elementOrEnd, .element: return false
    case .commaOrEnd: return true
    case .stream, .resumed: return nil
    }
  }

  /// Passes over elements that were read in another way, and a comma behind them unless it says so.
  mutating func pass(_ count: Int, isBehindElement: Bool) {
    window.drop(count)
    place = isBehindElement ? .commaOrEnd : .element
  }

  /// Steps behind the bracket of an array, if one comes next between top-level values.
  mutating func enterArray() throws(ByteSourceFailure) {
    if place == .stream, try window.nextByte() == UInt8(ascii: "[") { stepBehindBracket() }
  }

  private mutating func stepBehindBracket() {
    arrayLine = window.line
    place = .elementOrEnd
    hasLostRecords = false
    window.drop(1)
  }

  /// Goes on with other text of the input, between top-level values.
  ///
  /// `indentation` counts the blanks that the line begins with on which the text begins.
  mutating func restart(indentation: Int = 0, _ source: @escaping ByteSource) {
    window = InputWindow(
      source, recordBytesMax: decoder.limits.bytes, hasBegun: true,
      at: TextPlace(indentation: indentation))
    place = .stream
    hasLostRecords = false
    recordOffset = 0
  }

  /// The next record, sound or refused; nil at the end of the input.
  ///
  /// Throws: what the source throws, and then nothing more is to be read.
  package mutating func next() throws(ByteSourceFailure) -> RecordReading? {
    while let byte = try window.nextByte() {
      switch (place, byte) {
      case (.stream, UInt8(ascii: "[")): stepBehindBracket()
      case (.elementOrEnd, UInt8(ascii: "]")), (.commaOrEnd, UInt8(ascii: "]")),
        (.resumed, UInt8(ascii: "]")):
        place = .stream
        window.drop(1)
      case (.commaOrEnd, UInt8(ascii: ",")), (.resumed, UInt8(ascii: ",")):
        place = .element
        window.drop(1)
      case (.elementOrEnd, UInt8(ascii: ",")), (.element, UInt8(ascii: ",")),
        (.element, UInt8(ascii: "]")):
        // A comma with nothing before it, or before the end, stands for a record that is not there.
        let refusal = try refuse(.malformed(at: 0, expected: .record))
        place = byte == UInt8(ascii: ",") ? .element : .stream
        window.drop(1)
        return refusal
      case (.commaOrEnd, UInt8(ascii: "{")):
        if hasLostRecords { return try readValue(byte) }
        // The array is broken, this record may well be sound: one refusal stands for the array.
        hasLostRecords = true
        return try refuse(.malformed(at: 0, expected: .commaOrBracket))
      case (.commaOrEnd, _):
        let stop = JSONBreak.malformed(at: 0, expected: .commaOrBracket)
        let refusal = try refuse(stop)
        try recover(from: stop)
        return refusal
      case (.stream, _), (.elementOrEnd, _), (.element, _), (.resumed, _):
        return try readValue(byte)
      }
    }
    return try refuseOpenArray()
  }

  /// At the end of the input: an array that nothing closes counts as one refused record.
  private mutating func refuseOpenArray() throws(ByteSourceFailure) -> RecordReading? {
    guard place != .stream else { return nil }
    place = .stream
    guard !hasLostRecords else { return nil }
    var refusal = try refuse(.malformed(at: 0, expected: .commaOrBracket))
    refusal.line = arrayLine
    return refusal
  }

  /// Reads the value that begins with `byte`, which ought to be a record.
  private mutating func readValue(_ byte: UInt8) throws(ByteSourceFailure) -> RecordReading {
    guard byte == UInt8(ascii: "{") else { return try refuseOtherValue(byte) }
    recordOffset = window.offset
    var record = RecordUnderWay(values: [])
    var brackets = BracketScanner(depthMax: JSONScanner.depthMax)
    while true {
      let stop: JSONBreak
      do throws(JSONBreak) {
        // A second name for the same bytes, because the decoder changes while they are read.
        let (bytes, range) = (window.bytes, window.range)
        try decoder.decode(bytes.span.extracting(range), into: &record)
        let result = reading(of: record)
        window.drop(decoder.scanner.position)
        stepBehindValue()
        return result
      } catch {
        stop = error
      }
      guard stop == .endOfInput, !window.isFull, try window.grow(&brackets) else {
        let refusal = try refuse(stop, key: key(of: record))
        try recover(from: stop)
        return refusal
      }
    }
  }

  /// Refuses a value that is no object, once it is found to be JSON at all.
  private mutating func refuseOtherValue(
    _ byte: UInt8
  ) throws(ByteSourceFailure) -> RecordReading {
    var scanner = JSONScanner()
    while true {
      scanner = JSONScanner()
      var stop: JSONBreak?
      do throws(JSONBreak) {
        try scanner.skipValue(window.bytes.span.extracting(window.range))
      } catch {
        stop = error
      }
      // What ends with the window may go on behind it.
      let isCutOff = stop.map { $0 == .endOfInput } ?? (scanner.position == window.range.count)
      if isCutOff, !window.isFull, try window.grow() { continue }
      guard var stop else { break }
      if stop == .malformed(at: 0, expected: .value) { stop = .malformed(at: 0, expected: .record) }
      let refusal = try refuse(stop)
      try recover(from: stop)
      return refusal
    }
    let fault = RecordFault(
      code: .recordNotObject, path: "", expected: Wording("an object", zh: "对象"),
      found: window.text(upTo: scanner.position))
    let refusal = RecordReading(line: window.line, key: [], content: .refused([fault]))
    window.drop(scanner.position)
    stepBehindValue()
    return refusal
  }

  /// Notes that a value lies behind.
  mutating func stepBehindValue() {
    switch place {
    case .stream: break
    case .elementOrEnd, .element, .commaOrEnd, .resumed: place = .commaOrEnd
    }
  }

  /// The key fields that could be read.
  private func key(of record: RecordUnderWay) -> [Value] {
    guard !record.values.isEmpty else { return [] }
    let key = keyFields.map { record.values[$0] }
    let isKnown = key.contains { if case .missing = $0 { false } else { true } }
    return isKnown ? key : []
  }

  /// The reading of a record whose object is whole.
  private mutating func reading(of record: RecordUnderWay) -> RecordReading {
    let key = key(of: record)
    guard !decoder.faults.isEmpty else {
      return RecordReading(line: window.line, key: key, content: .record(record.values))
    }
    guard keepsUnfit else {
      return RecordReading(line: window.line, key: key, content: .refused(decoder.faults))
    }
    var values = record.values
    for field in record.faulty { values[field] = .missing }
    unfitCount += record.faulty.count
    return RecordReading(line: window.line, key: key, content: .record(values))
  }
}

// MARK: - Refusing text

extension RecordReader {
  /// The refusal of the record at the window's beginning.
  mutating func refuse(
    _ stop: JSONBreak, key: [Value] = []
  ) throws(ByteSourceFailure) -> RecordReading {
    switch stop {
    case .malformed(let offset, _), .tooDeep(let offset): try window.growForScalar(at: offset)
    case .endOfInput: break
    }
    let fault = fault(of: stop)
    return RecordReading(line: window.line, key: key, content: .refused([fault]))
  }

  private mutating func fault(of stop: JSONBreak) -> RecordFault {
    switch stop {
    case .malformed(let offset, let expected):
      return RecordFault(
        code: .recordMalformed, place: window.placeText(of: offset), expected: expected.wording,
        found: window.found(at: offset))
    case .tooDeep(let offset):
      return RecordFault(
        code: .recordTooLarge, place: window.placeText(of: offset),
        expected: Wording(
          "at most \(JSONScanner.depthMax) levels", zh: "最多 \(JSONScanner.depthMax) 层"),
        found: window.found(at: offset))
    case .endOfInput where window.isFull:
      return RecordFault(
        code: .recordTooLarge, path: "",
        expected: Wording(
          "a record of at most \(decoder.limits.bytes) bytes",
          zh: "不超过 \(decoder.limits.bytes) 字节的记录"), found: "…")
    case .endOfInput:
      return RecordFault(
        code: .recordMalformed, place: window.placeText(of: window.range.count),
        expected: Wording("the record to go on", zh: "记录的其余部分"), found: "missing")
    }
  }
}
