// The ruleset under work: files as loaded, what was typed on top, and parameters.
//
// It is text, and is checked whole on each change: that takes milliseconds, and every finding is
// the checker's own.

import TierlineChecker
import TierlineRuntime
import TierlineSource
import TierlineSyntax

/// Everything that a check of the session's ruleset reads.
struct WorkingRuleset {
  var shelf: RulesetShelf
  /// In the order typed.
  var additions: [TypedText] = []
  /// `:param`, the last of a name counts.
  var parameters: [(name: String, value: String)] = []

  /// Checks it, with a question if there is one.
  func checked(asking question: Question? = nil) -> CheckResult {
    let options = CheckOptions(
      parameters: parameters, additions: additions, question: question)
    return check(entry: shelf.entry, options: options, load: shelf.load)
  }

  /// Adds typed declarations; older texts that are wholly replaced are dropped.
  mutating func add(_ typed: TypedText) {
    let keys = Set(Self.keys(of: typed))
    additions.removeAll { addition in
      let own = Self.keys(of: addition)
      return !own.isEmpty && own.allSatisfy(keys.contains)
    }
    additions.append(typed)
  }

  mutating func set(_ parameter: String, to value: String) {
    parameters.removeAll { $0.name == parameter }
    parameters.append((parameter, value))
  }

  /// The names of what was typed, in order, each once.
  var typedNames: [String] {
    var names: [String] = []
    for key in additions.flatMap(Self.keys) where !names.contains(key.text) {
      names.append(key.text)
    }
    return names
  }

  /// The declarations of a text.
  static func keys(of typed: TypedText) -> [DeclarationKey] {
    declarations(of: typed).compactMap(\.declarationKey)
  }

  static func declarations(of typed: TypedText) -> [SyntaxNode] {
    let file = SourceFile(path: typed.name, bytes: Array(typed.text.utf8), base: 0)
    return Array(parse(file).tree.root.children)
  }
}

extension DeclarationKey {
  /// As a Chinese author would name it.
  var chineseText: String {
    switch self {
    case .header: "规则集"
    case .input: "输入"
    case .type, .law, .value, .test, .use: text
    }
  }

  /// As an author would name it.
  var text: String {
    switch self {
    case .header: "ruleset"
    case .input: "input"
    case .type(let name), .law(let name), .value(let name): name
    case .test(let name), .use(let name): "\"\(name)\""
    }
  }
}
