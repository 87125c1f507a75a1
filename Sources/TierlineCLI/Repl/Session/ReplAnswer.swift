import TierlineSource

/// What an entry is answered with.
struct ReplAnswer {
  /// In the order to be read.
  private(set) var pieces: [Piece] = []
  /// Whether the session ends.
  var leaves = false

  /// Ends in a line break, unless it is empty.
  enum Piece: Equatable {
    case result(String)
    /// A finding, or why a command cannot be carried out.
    case complaint(String)
  }

  var hasComplaints: Bool {
    pieces.contains { if case .complaint = $0 { true } else { false } }
  }

  mutating func say(_ text: String) {
    if !text.isEmpty { pieces.append(.result(text.hasSuffix("\n") ? text : text + "\n")) }
  }

  mutating func complain(_ text: String) {
    if !text.isEmpty { pieces.append(.complaint(text.hasSuffix("\n") ? text : text + "\n")) }
  }
}
