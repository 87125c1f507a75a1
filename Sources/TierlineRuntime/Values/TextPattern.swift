// `like`: patterns of `*` (any scalars, none too) and `?` (one scalar).
//
// The pattern is a machine of m + 1 states, one before, between and behind its m single-scalar
// items; a `*` lets the state where it stands loop. All states are kept at once, as bits, so a
// scalar costs one shift and two masks for each 64 states: Baeza-Yates and Gonnet, "A New Approach
// to Text Searching", Communications of the ACM 35 (1992). There is no backtracking. For a text of
// n scalars the time is n · ⌈(m + 1) ÷ 64⌉ steps whatever either of them holds: linear in the text.

/// A `like` pattern, ready to be matched.
package struct TextPattern: Sendable {
  /// How many words hold the states.
  private let wordCount: Int
  /// The row of each scalar that the pattern names; all others have row 0.
  private let rows: [Unicode.Scalar: Int]
  /// For each row the states that its scalar can lead into, `wordCount` words a row.
  private let entries: [UInt64]
  /// The states that loop.
  private let loops: [UInt64]
  /// The number of items, and so the index of the last state.
  private let itemCount: Int

  /// Reads a pattern: `*`, `?`, and `\` before a scalar that stands for itself.
  ///
  /// Every text is a pattern: a `\` at the very end stands for itself.
  package init(_ pattern: Text) {
    // nil stands for `?`.
    var items: [Unicode.Scalar?] = []
    var loopStates: [Int] = []
    var isEscaped = false
    for scalar in pattern.string.unicodeScalars {
      switch scalar {
      case "\\" where !isEscaped:
        isEscaped = true
        continue
      case "*" where !isEscaped: loopStates.append(items.count)
      case "?" where !isEscaped: items.append(nil)
      default: items.append(scalar)
      }
      isEscaped = false
    }
    if isEscaped { items.append("\\") }

    itemCount = items.count
    wordCount = items.count / 64 + 1
    var loops = [UInt64](repeating: 0, count: wordCount)
    for state in loopStates { loops[state / 64] |= 1 << UInt64(state % 64) }
    self.loops = loops

    var rows: [Unicode.Scalar: Int] = [:]
    for case let scalar? in items where rows[scalar] == nil { rows[scalar] = rows.count + 1 }
    var entries = [UInt64](repeating: 0, count: (rows.count + 1) * wordCount)
    for (index, item) in items.enumerated() {
      let (word, bit) = ((index + 1) / 64, UInt64(1) << UInt64((index + 1) % 64))
      if let item {
        entries[(rows[item] ?? 0) * wordCount + word] |= bit
      } else {
        for row in 0...rows.count { entries[row * wordCount + word] |= bit }
      }
    }
    self.rows = rows
    self.entries = entries
  }

  /// Whether the whole text is of this pattern.
  package func matches(_ text: Text) -> Bool {
    if wordCount == 1 { return matchesInOneWord(text) }
    var states = [UInt64](repeating: 0, count: wordCount)
    states[0] = 1
    for scalar in text.string.unicodeScalars {
      let row = (rows[scalar] ?? 0) * wordCount
      var carry: UInt64 = 0
      for word in 0..<wordCount {
        let shifted = states[word] << 1 | carry
        carry = states[word] >> 63
        states[word] = (shifted & entries[row + word]) | (states[word] & loops[word])
      }
    }
    return (states[itemCount / 64] >> UInt64(itemCount % 64)) & 1 == 1
  }

  private func matchesInOneWord(_ text: Text) -> Bool {
    var states: UInt64 = 1
    for scalar in text.string.unicodeScalars {
      let entry = entries[rows[scalar] ?? 0]
      states = (states << 1 & entry) | (states & loops[0])
      if states == 0 { return false }
    }
    return (states >> UInt64(itemCount)) & 1 == 1
  }
}
