// What a typed text is: a command, declarations or an expression.

import TierlineSource
import TierlineSyntax

/// One entry of a session.
enum ReplEntry {
  /// Blanks and comments alone.
  case nothing
  /// `:set overdue_days = 75`: the word behind the colon, and where in the text the rest begins.
  case command(word: String, rest: String)
  case declarations
  case expression

  init(_ text: String) {
    let body = text.drop(while: \.isWhitespace)
    if let first = body.first, first == ":" || first == "：" {
      let word = body.dropFirst().prefix { !$0.isWhitespace && $0 != "{" }
      // Blanks stand for the command, so that places are those of what was typed.
      let head = String(
        decoding: text[..<word.endIndex].utf8.map { $0 == 0x0A ? $0 : 0x20 }, as: UTF8.self)
      self = .command(word: String(word), rest: head + text[word.endIndex...])
      return
    }
    let tokens = Self.significantTokens(of: text)
    guard let first = tokens.first else {
      self = .nothing
      return
    }
    self =
      Self.beginsDeclaration(first, tokens.dropFirst().first, text) ? .declarations : .expression
  }

  /// Whether the first two tokens begin a declaration, be its keyword misspelt.
  private static func beginsDeclaration(_ first: Token, _ second: Token?, _ text: String) -> Bool {
    guard first.kind == .word || first.kind == .keyword, let second else { return false }
    switch second.kind {
    case .word, .quotedName, .text, .textHead, .keyword: break
    default: return false
    }
    let bytes = Array(text.utf8)
    let word = { (token: Token) in
      String(decoding: bytes[Int(token.span.start)..<Int(token.span.end)], as: UTF8.self)
    }
    if declarationWords.contains(word(first)) { return true }
    // `x and y`, `x in list` go on with an expression; two plain words are no expression at all.
    return !operatorWords.contains(word(second))
      && nearest(to: word(first), among: Array(declarationWords)) != nil
  }

  private static let declarationWords = Set(
    Keyword.declarations.flatMap { $0.englishWords.prefix(1) + $0.chinese })

  private static let operatorWords = Set(
    [
      Keyword.and, .or, .in, .not, .notIn, .is, .isMissing, .isPresent, .default, .startsWith,
      .endsWith, .contains, .like, .then, .else, .for, .where, .days, .months, .years,
    ].flatMap { $0.englishWords.prefix(1) + $0.chinese })

  /// The entries of a text of several lines, as a script has them; declarations that follow each other
  /// are one, so that they may name each other in any order.
  static func parts(of text: String) -> [String] {
    var parts: [String] = []
    var part = ""
    var open: OpenText?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if open == nil {
        part = String(line)
        open = OpenText(entry: part)
      } else {
        part += "\n" + line
        open?.add(line: line)
      }
      guard open?.isComplete == true else { continue }
      parts.append(part)
      open = nil
    }
    if open != nil { parts.append(part) }
    return joiningDeclarations(parts)
  }

  /// A comment belongs to the declaration that follows it, too.
  private static func joiningDeclarations(_ parts: [String]) -> [String] {
    var joined: [String] = []
    var isOpen = false
    for part in parts {
      let goesOn =
        switch ReplEntry(part) {
        case .nothing, .declarations: true
        case .command, .expression: false
        }
      if goesOn, isOpen {
        joined[joined.count - 1] += "\n" + part
      } else {
        joined.append(part)
      }
      isOpen = goesOn
    }
    return joined
  }

  /// The tokens of a text as a file has them, trivia left out.
  private static func significantTokens(of text: String) -> [Token] {
    let file = SourceFile(path: "", bytes: Array(text.utf8), base: 0)
    return parse(file, as: .expression).tree.tokens.filter {
      !$0.kind.isTrivia && $0.kind != .endOfFile
    }
  }
}
