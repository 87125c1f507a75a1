/// The entries of this session and earlier ones, the newest last.
struct History: Sendable {
  private(set) var entries: [String]

  /// How many are remembered.
  static let entriesMax = 2000

  init(_ entries: [String] = []) {
    self.entries = Array(entries.suffix(Self.entriesMax))
  }

  /// Whether an entry is worth remembering: not blank, and not begun with a blank, which is how one
  /// asks that it be forgotten.
  static func remembers(_ entry: String) -> Bool { entry.first.map { !$0.isWhitespace } ?? false }

  /// Remembers an entry.
  ///
  /// - Returns: Whether it is new: an entry that repeats the last is not.
  mutating func add(_ entry: String) -> Bool {
    guard Self.remembers(entry), entry != entries.last else { return false }
    entries.append(entry)
    if entries.count > Self.entriesMax { entries.removeFirst() }
    return true
  }

  /// The newest entry at or before an index that contains a text.
  func last(containing text: String, upTo index: Int) -> Int? {
    guard !entries.isEmpty, index >= 0 else { return nil }
    return entries[...min(index, entries.count - 1)].lastIndex { $0.contains(text) }
  }

  /// The oldest entry at or behind an index that contains a text.
  func first(containing text: String, from index: Int) -> Int? {
    entries.indices.contains(index)
      ? entries[index...].firstIndex { $0.contains(text) } : nil
  }
}
