/// The colours of a terminal, or none.
struct Palette: Sendable {
  var isColoured: Bool

  /// What a stretch of text is; each has one look throughout the program.
  enum Ink: Sendable {
    case error, warning, note, help, good, strong, faint
    /// Of what is typed.
    case keyword, literal
    /// The one of several that would be taken.
    case chosen

    /// The parameter of the escape sequence that begins it.
    fileprivate var code: String {
      switch self {
      case .error: "1;31"
      case .warning: "1;33"
      case .note: "1;36"
      case .help: "1;34"
      case .good: "32"
      case .strong: "1"
      case .faint: "2"
      case .keyword: "36"
      case .literal: "33"
      case .chosen: "7"
      }
    }
  }

  /// The text in its ink; it must be safe for a terminal already.
  func callAsFunction(_ ink: Ink, _ text: String) -> String {
    isColoured && !text.isEmpty ? "\u{1B}[\(ink.code)m\(text)\u{1B}[0m" : text
  }
}
