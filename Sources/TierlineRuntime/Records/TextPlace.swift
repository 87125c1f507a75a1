// Where in the text a reader stands: lines for every record, columns only where something broke.

internal import TierlineBytes

/// A place on a line, as text is passed over.
struct TextPlace {
  /// Scalars before this place on its line.
  private(set) var column = 0
  /// Blanks and tabs that the line begins with, as far as it has been passed over.
  private(set) var indentation = 0

  /// The beginning of a line, or of a text on a line that begins with so many blanks.
  init(indentation: Int = 0) { self.indentation = indentation }

  /// Moves behind these bytes, which begin at this place.
  mutating func advance(over bytes: Span<UInt8>) {
    var lineStart = bytes.count
    while lineStart > 0, bytes[lineStart - 1] != 0x0A { lineStart -= 1 }
    if lineStart > 0 { (column, indentation) = (0, 0) }
    let rest = bytes.extracting(lineStart..<bytes.count)
    if column == indentation {
      var blanks = 0
      while blanks < rest.count, rest[blanks] == 0x20 || rest[blanks] == 0x09 { blanks += 1 }
      indentation += blanks
    }
    column += rest.count - rest.continuationByteCount
  }
}

extension Span<UInt8> {
  /// The number of line feeds.
  var lineBreakCount: Int {
    unsafe withUnsafeBufferPointer { unsafe tierline_line_breaks($0.baseAddress, $0.count) }
  }

  /// The number of bytes that continue a scalar of UTF-8: bit 7 set, bit 6 clear.
  var continuationByteCount: Int {
    countMarks { $0 & ~($0 << 1) }
  }

  /// Counts the bytes whose top bit `marks` sets, eight bytes at a time.
  @inline(__always)
  private func countMarks(_ marks: (UInt64) -> UInt64) -> Int {
    let tops: UInt64 = 0x8080_8080_8080_8080
    var count = 0
    var offset = 0
    while offset + 8 <= self.count {
      let word = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
      count &+= (marks(word) & tops).nonzeroBitCount
      offset += 8
    }
    // The rest, filled up with blanks, which no count is about.
    var word: UInt64 = 0x2020_2020_2020_2020
    while offset < self.count {
      word = word << 8 | UInt64(self[offset])
      offset += 1
    }
    return count + (marks(word) & tops).nonzeroBitCount
  }
}
