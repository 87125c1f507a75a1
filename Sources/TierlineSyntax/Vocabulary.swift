/// An entry of the vocabulary: one word of one keyword phrase, or a unit or multiplier.
package struct Vocabulary: Hashable, Sendable {
  package var rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// No entry: a plain name.
  package static let none = Vocabulary(rawValue: 0)
}
