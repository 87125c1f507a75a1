// The files of one ruleset and the one offset space they share.
//
// `SourceMap` hands each file the next free range of offsets (one byte apart, so that the end of
// one file is never the start of the next). Spans are resolved back to a file, a line and a
// column by binary search. Nothing here reads a disk: bytes come in from outside.

/// One source file: its path as shown to people, its bytes and where they stand in offset space.
package final class SourceFile: Sendable {
  /// The path as the user would type it.
  package let path: String
  /// The whole text; may be invalid UTF-8, which the lexer reports.
  package let bytes: [UInt8]
  /// The global offset of the first byte.
  package let base: UInt32
  /// Global offsets of the first byte of each line, ascending; never empty.
  package let lineStarts: [UInt32]

  package init(path: String, bytes: [UInt8], base: UInt32) {
    self.path = path
    self.bytes = bytes
    self.base = base
    var starts = [base]
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(base + UInt32(index) + 1)
    }
    lineStarts = starts
  }

  /// The span of the whole file.
  package var span: SourceSpan { SourceSpan(start: base, end: base + UInt32(bytes.count)) }

  /// The bytes of a span, clamped to the file.
  package func bytes(of span: SourceSpan) -> ArraySlice<UInt8> {
    let lower = min(Int(max(span.start, base) - base), bytes.count)
    let upper = min(Int(max(span.end, base) - base), bytes.count)
    return bytes[lower..<max(lower, upper)]
  }

  /// The text of a span; invalid UTF-8 shows as U+FFFD.
  package func text(of span: SourceSpan) -> String {
    String(decoding: bytes(of: span), as: UTF8.self)
  }

  /// The 0-based line that holds a global offset.
  package func lineIndex(of offset: UInt32) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The span of a 0-based line without its line break.
  package func lineSpan(_ index: Int) -> SourceSpan {
    let start = lineStarts[index]
    var end = index + 1 < lineStarts.count ? lineStarts[index + 1] : span.end
    while end > start, [0x0A, 0x0D].contains(bytes[Int(end - 1 - base)]) { end -= 1 }
    return SourceSpan(start: start, end: end)
  }

  /// Line and column of a global offset, both from 1; the column counts Unicode scalars.
  package func position(of offset: UInt32) -> SourcePosition {
    let line = lineIndex(of: offset)
    let start = Int(lineStarts[line] - base)
    let end = min(max(Int(offset) - Int(base), start), bytes.count)
    // A scalar is a byte that is no continuation byte.
    let column = bytes[start..<end].count { $0 & 0xC0 != 0x80 }
    return SourcePosition(line: line + 1, column: column + 1)
  }
}

/// A place as an editor counts it: both from 1, columns in Unicode scalars.
package struct SourcePosition: Hashable, Sendable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// All files of a ruleset, in the order they were loaded.
package struct SourceMap: Sendable {
  package private(set) var files: [SourceFile] = []

  package init() {}

  /// The largest text that fits beside what is loaded, in bytes.
  package var spaceLeft: Int { Int(UInt32.max) - Int(nextBase) - 1 }

  private var nextBase: UInt32 { files.last.map { $0.span.end + 1 } ?? 0 }

  /// Adds a file and gives it its offsets; nil when the offset space (4 GiB) is used up.
  package mutating func add(path: String, bytes: [UInt8]) -> SourceFile? {
    guard bytes.count <= spaceLeft else { return nil }
    let file = SourceFile(path: path, bytes: bytes, base: nextBase)
    files.append(file)
    return file
  }

  /// The same map with other text in a file's place, for showing it: where it is shorter, it stands
  /// at the beginning of the file's range or at its end; where it is longer, all stays.
  package func showing(
    _ bytes: [UInt8], as name: String, inPlaceOf path: String, atEnd: Bool = false
  ) -> SourceMap {
    var result = self
    result.files = files.map { file in
      let spare = file.bytes.count - bytes.count
      guard file.path == path, spare >= 0 else { return file }
      return SourceFile(
        path: name, bytes: atEnd ? bytes : bytes + Array(repeating: 0x0A, count: spare),
        base: atEnd ? file.base + UInt32(clamping: spare) : file.base)
    }
    return result
  }

  /// The file that holds a span; nil only while no file is loaded.
  package func file(of span: SourceSpan) -> SourceFile? {
    var low = 0
    var high = files.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if files[middle].base <= span.start { low = middle } else { high = middle }
    }
    return low < files.count ? files[low] : nil
  }

  /// The text of a span.
  package func text(of span: SourceSpan) -> String { file(of: span)?.text(of: span) ?? "" }
}
