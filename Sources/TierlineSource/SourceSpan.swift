/// A half-open stretch of source text, in UTF-8 bytes.
///
/// Offsets are global: every file of a ruleset is given its own range of one offset space by
/// `SourceMap`, so a span of 8 bytes also tells its file.
package struct SourceSpan: Hashable, Sendable {
  /// Global offset of the first byte.
  package var start: UInt32
  /// Global offset behind the last byte; never below `start`.
  package var end: UInt32

  package init(start: UInt32, end: UInt32) {
    self.start = start
    self.end = max(start, end)
  }

  /// An empty span at the very beginning: for findings that belong to no place.
  package static let nowhere = SourceSpan(start: 0, end: 0)

  /// The number of bytes.
  package var length: Int { Int(end - start) }

  /// The smallest span that holds both.
  package func union(_ other: SourceSpan) -> SourceSpan {
    SourceSpan(start: min(start, other.start), end: max(end, other.end))
  }

  /// Whether `other` lies wholly inside this span.
  package func contains(_ other: SourceSpan) -> Bool {
    start <= other.start && other.end <= end
  }
}
