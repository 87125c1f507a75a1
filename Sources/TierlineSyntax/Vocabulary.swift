/// An entry of the vocabulary: one word of one keyword phrase, or a unit or multiplier.
package struct Vocabulary: Hashable, Sendable {
  package var rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// No entry: a plain name.
  package static let none = Vocabulary(rawValue: 0)
  /// `万`.
  static let tenThousand = Vocabulary(rawValue: 1)
  /// `亿`.
  static let hundredMillion = Vocabulary(rawValue: 2)
  /// `万亿`.
  static let trillion = Vocabulary(rawValue: 3)
  /// `元`.
  static let yuan = Vocabulary(rawValue: 4)

  /// `则60`: a Chinese keyword with digits behind it, which is a name unless the grammar asks for
  /// that keyword.
  static let beforeDigits = Vocabulary(rawValue: 255)

  /// Whether a word is a plain name, whatever the grammar asks for.
  var isPlain: Bool { self == .none || self == .beforeDigits }

  /// The power of ten that a multiplier stands for, 0 for any other word.
  var multiplierPower: Int {
    switch self {
    case .tenThousand: 4
    case .hundredMillion: 8
    case .trillion: 12
    default: 0
    }
  }
}
