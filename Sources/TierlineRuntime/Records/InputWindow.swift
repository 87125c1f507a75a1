// The stretch of input in memory: from the record being read to the end of the last chunk.
//
// Offsets are counted from the window's beginning. Passing bytes over (`drop`) keeps account of the
// line, the column and the indentation there, which reports and recovery need.

/// A window that moves over a stream of bytes.
struct InputWindow {
  /// Before `range` there are bytes passed over already; they are let go with the next chunk.
  private(set) var bytes: [UInt8] = []
  private let source: ByteSource
  private let recordBytesMax: Int
  private var start = 0
  /// How many bytes of the stream lie before `bytes`.
  private var passed = 0
  private var isAtEnd = false
  private var hasBegun: Bool
  /// The line of the window's beginning, from 1.
  private(set) var line = 1
  /// A place at or before the window's beginning, and where in `bytes` it is: it follows only when
  /// it is asked for.
  private var place: TextPlace
  private var placeOffset = 0

  /// A window over an input, or over what follows of one that has begun, where a byte order mark is none.
  init(
    _ source: @escaping ByteSource, recordBytesMax: Int, hasBegun: Bool,
    at place: TextPlace = TextPlace()
  ) {
    self.place = place
    self.source = source
    self.recordBytesMax = recordBytesMax
    self.hasBegun = hasBegun
  }

  /// Where in `bytes` the record lies that begins with the window; no longer than one may be.
  var range: Range<Int> { start..<min(bytes.count, start + recordBytesMax) }

  /// The place of the window's beginning in the stream, from 0.
  var offset: Int { passed + start }

  /// Whether the window holds as many bytes as a record may have.
  var isFull: Bool { bytes.count - start >= recordBytesMax }

  /// Adds a chunk.
  ///
  /// Returns: false at the end of the input.
  private mutating func readChunk() throws(ByteSourceFailure) -> Bool {
    guard !isAtEnd else { return false }
    let chunk = try source()
    guard !chunk.isEmpty else {
      isAtEnd = true
      return false
    }
    _ = settledPlace()
    placeOffset = 0
    passed += start
    if start == bytes.count {
      bytes = chunk
    } else {
      bytes.removeSubrange(0..<start)
      bytes += chunk
    }
    start = 0
    return true
  }

  /// Grows to a size, as far as the input has it.
  mutating func fill(to count: Int) throws(ByteSourceFailure) {
    while bytes.count - start < count, try readChunk() {}
  }

  /// Grows until the scalar or escape at an offset is whole, as far as the input has it.
  mutating func growForScalar(at offset: Int) throws(ByteSourceFailure) {
    while bytes.count - start <= offset {
      guard try readChunk() else { return }
    }
    while bytes.count - start < offset + scalarLength(at: offset), try readChunk() {}
  }

  /// How many bytes there ought to be of the scalar or escape at an offset.
  private func scalarLength(at offset: Int) -> Int {
    let first = bytes[start + offset]
    if first == UInt8(ascii: "\\") { return 6 }
    // The lead of UTF-8 tells the length by its leading ones; ASCII has none.
    return max(1, min((~first).leadingZeroBitCount, 4))
  }

  /// Grows until the record's brackets close or break, the window is full or the input ends.
  ///
  /// Returns: whether it grew.
  mutating func grow(_ brackets: inout BracketScanner) throws(ByteSourceFailure) -> Bool {
    var hasGrown = false
    brackets.advance(bytes.span.extracting(range))
    while brackets.outcome == .open || !hasGrown, !isFull, try readChunk() {
      hasGrown = true
      brackets.advance(bytes.span.extracting(range))
    }
    return hasGrown
  }

  /// Grows to twice its size, so that whoever starts over each time has linear work in all.
  ///
  /// Returns: whether it grew.
  mutating func grow() throws(ByteSourceFailure) -> Bool {
    let target = range.count * 2
    var hasGrown = false
    while range.count < target, !isFull, try readChunk() { hasGrown = true }
    return hasGrown
  }

  /// The byte that the window begins with, behind blanks, which are passed over; nil at the end.
  mutating func nextByte() throws(ByteSourceFailure) -> UInt8? {
    if !hasBegun { try skipByteOrderMark() }
    while true {
      var offset = start
      while offset < bytes.count {
        let byte = bytes[offset]
        guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else {
          drop(offset - start)
          return byte
        }
        offset += 1
      }
      drop(offset - start)
      guard try readChunk() else { return nil }
    }
  }

  private mutating func skipByteOrderMark() throws(ByteSourceFailure) {
    hasBegun = true
    while bytes.count < 3, try readChunk() {}
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeSubrange(0..<3) }
  }

  /// The byte that the window begins with, behind blanks of its line, which are passed over.
  ///
  /// Returns: a line break itself; nil at the end.
  mutating func nextByteOfLine() throws(ByteSourceFailure) -> UInt8? {
    while true {
      guard start < bytes.count else {
        guard try readChunk() else { return nil }
        continue
      }
      let byte = bytes[start]
      guard byte == 0x20 || byte == 0x0D || byte == 0x09 else { return byte }
      drop(1)
    }
  }

  /// Passes over all bytes up to one of `ends`, which is left.
  ///
  /// Returns: it; nil at the end of the input.
  mutating func skip(to ends: UInt8...) throws(ByteSourceFailure) -> UInt8? {
    while true {
      var offset = start
      while offset < bytes.count, !ends.contains(bytes[offset]) { offset += 1 }
      drop(offset - start)
      if start < bytes.count { return bytes[start] }
      guard try readChunk() else { return nil }
    }
  }

  /// Passes over bytes that are in the window.
  mutating func drop(_ count: Int) {
    let end = min(start + count, bytes.count)
    let breaks = bytes.span.extracting(start..<end).lineBreakCount
    line += breaks
    start = end
  }
}

// MARK: - Reports

extension InputWindow {
  /// The place at the window's beginning.
  private mutating func settledPlace() -> TextPlace {
    var settled = place
    settled.advance(over: bytes.span.extracting(placeOffset..<start))
    place = settled
    placeOffset = start
    return settled
  }

  /// The lines before the window, and its place on its own.
  mutating func here() -> (lines: Int, place: TextPlace) { (line - 1, settledPlace()) }

  /// Blanks at the beginning of the line on which the window begins.
  mutating func indentation() -> Int { settledPlace().indentation }

  /// `LINE:COLUMN` of an offset, both from 1; columns in scalars.
  mutating func placeText(of offset: Int) -> String {
    var place = settledPlace()
    let before = bytes.span.extracting(start..<min(start + offset, bytes.count))
    place.advance(over: before)
    return "\(line + before.lineBreakCount):\(place.column + 1)"
  }

  /// The text before an offset, safe to show and cut to 60 scalars.
  func text(upTo offset: Int) -> String {
    // Sixty scalars are at most 240 bytes; one more tells that there is more.
    String(decoding: bytes[range].prefix(min(offset, 241)), as: UTF8.self).printable
      .cut(toScalars: 60)
  }

  /// The one character or escape at an offset, safe to show; `missing` behind the last.
  func found(at offset: Int) -> String {
    guard start + offset < bytes.count else { return "missing" }
    let rest = bytes[(start + offset)...].prefix(scalarLength(at: offset))
    if let first = rest.first, first == UInt8(ascii: "\\") {
      let isNumber = rest.dropFirst().first == UInt8(ascii: "u")
      let escape = rest.prefix(isNumber ? 6 : 2).prefix { (0x21...0x7E).contains($0) }
      return String(decoding: escape.prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
    }
    var decoder = UTF8()
    var iterator = rest.makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else {
      return "0x" + String(rest.first ?? 0, radix: 16, uppercase: true)
    }
    return String(Character(scalar)).printable
  }
}
