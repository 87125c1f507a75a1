// An explanation as lines, before it is decided how they look.
//
// `ExplanationComposer` puts the words, `PrettyExplanation` and `MarkdownExplanation` the looks.

/// All that is explained of one record.
struct ExplanationPage {
  /// The record's key.
  var title: String
  /// The ruleset and the date.
  var subtitle: String
  var sections: [Section] = []

  /// One decision.
  struct Section {
    var name: String
    /// `high`; nil where there is no one value.
    var value: String?
    /// The documentation comment of the decision.
    var documentation: String
    var lines: [Line] = []
  }

  /// One line, or a piece of one that stands below another.
  struct Line {
    var depth = 0
    var mark: Mark
    var text: [Piece]
    /// Points or an amount, aligned to the right.
    var amount = ""
    /// What is said beside it, one after another.
    var asides: [Aside] = []
  }

  /// How what is said beside a line looks.
  enum Aside {
    /// The values it stood on.
    case values([Piece])
    /// The author's reason.
    case reason([Piece])
    /// What it would have needed.
    case need([Piece])
    /// How it stood, where the mark does not say it all.
    case status([Piece])

    var pieces: [Piece] {
      switch self {
      case .values(let pieces), .reason(let pieces), .need(let pieces), .status(let pieces): pieces
      }
    }
  }

  /// How a line stood.
  enum Mark {
    case met, unmet, unknown
    /// Behind the deciding rule.
    case notReached
    /// A line that is no condition.
    case none

    var sign: String {
      switch self {
      case .met: "✓"
      case .unmet: "✗"
      case .unknown: "?"
      case .notReached: "·"
      case .none: " "
      }
    }
  }

  /// A stretch of text.
  enum Piece {
    case plain(String)
    /// A part of the policy, or a value.
    case code(String)
    case strong(String)

    var text: String {
      switch self {
      case .plain(let text), .code(let text), .strong(let text): text
      }
    }
  }
}
