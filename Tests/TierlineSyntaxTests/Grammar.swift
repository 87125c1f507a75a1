// Reads `grammar/tierline.ebnf` and makes sentences from it.

import Foundation
import Support

/// What a production is made of.
indirect enum GrammarRule: Sendable {
  case literal(String)
  case reference(String)
  /// `[a-z]`, `#xA`: characters, which only tokens are made of.
  case characters
  case sequence([GrammarRule])
  case choice([GrammarRule])
  case optional(GrammarRule)
  case star(GrammarRule)
  case plus(GrammarRule)
}

/// The productions of a grammar in the notation of the W3C.
struct Grammar: Sendable {
  private(set) var rules: [String: GrammarRule] = [:]
  /// In the order of the file.
  private(set) var names: [String] = []
  private var tokens: [String]
  private var position = 0

  /// The grammar of the repository.
  static let tierline: Grammar = {
    let file = GoldenCase.testsFolder.deletingLastPathComponent().appending(
      path: "grammar/tierline.ebnf")
    return Grammar((try? String(contentsOf: file, encoding: .utf8)) ?? "")
  }()

  init(_ text: String) {
    tokens = Self.tokens(of: text)
    while position + 1 < tokens.count {
      let name = tokens[position]
      position += 2
      names.append(name)
      rules[name] = choice()
    }
  }

  /// Whether a production is a token or keyword: all capitals.
  static func isToken(_ name: String) -> Bool { name.first?.isUppercase ?? false }

  private static func tokens(of text: String) -> [String] {
    var result: [String] = []
    var rest = Substring(text)
    func upTo(_ end: String, from start: Int) -> Substring {
      guard let found = rest.dropFirst(start).range(of: end) else { return rest }
      return rest[..<found.upperBound]
    }
    while let first = rest.first {
      let token: Substring
      if rest.hasPrefix("/*") {
        rest = rest[upTo("*/", from: 2).endIndex...]
        continue
      } else if first.isWhitespace {
        rest.removeFirst()
        continue
      } else if rest.hasPrefix("::=") {
        token = rest.prefix(3)
      } else if first == "'" {
        token = upTo("'", from: 1)
      } else if first == "[" {
        token = upTo("]", from: 1)
      } else if first.isLetter || first == "#" {
        token = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "#" }
      } else {
        token = rest.prefix(1)
      }
      result.append(String(token))
      rest = rest[token.endIndex...]
    }
    return result
  }

  private mutating func choice() -> GrammarRule {
    var branches = [sequence()]
    while next == "|" {
      position += 1
      branches.append(sequence())
    }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func sequence() -> GrammarRule {
    var parts: [GrammarRule] = []
    while let token = next, token != "|", token != ")", following != "::=" { parts.append(item()) }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func item() -> GrammarRule {
    let token = tokens[position]
    position += 1
    var rule: GrammarRule
    switch token.first {
    case "(":
      rule = choice()
      position += 1
    case "'": rule = .literal(String(token.dropFirst().dropLast()))
    case "[", "#": rule = .characters
    default: rule = .reference(token)
    }
    while let suffix = next, ["?", "*", "+"].contains(suffix) {
      position += 1
      rule = suffix == "?" ? .optional(rule) : suffix == "*" ? .star(rule) : .plus(rule)
    }
    return rule
  }

  private var next: String? { position < tokens.count ? tokens[position] : nil }
  private var following: String? { position + 1 < tokens.count ? tokens[position + 1] : nil }
}

extension GrammarRule {
  /// All literals in it.
  var literals: [String] {
    switch self {
    case .literal(let text): [text]
    case .reference, .characters: []
    case .sequence(let parts), .choice(let parts): parts.flatMap(\.literals)
    case .optional(let part), .star(let part), .plus(let part): part.literals
    }
  }

  /// All productions it names.
  var references: [String] {
    switch self {
    case .reference(let name): [name]
    case .literal, .characters: []
    case .sequence(let parts), .choice(let parts): parts.flatMap(\.references)
    case .optional(let part), .star(let part), .plus(let part): part.references
    }
  }

  /// The alternatives, each as its literals: the spellings of a keyword.
  var spellings: [[String]] {
    if case .choice(let branches) = self { return branches.map(\.literals) }
    return [literals]
  }
}
