// Random sentences of a grammar: always of bounded depth, the same for the same seed.

import Support

struct SentenceGenerator {
  let grammar: Grammar
  var random: SeededGenerator
  /// The productions that the last sentence used.
  private(set) var used: Set<String> = []
  /// The words of the last sentence.
  private(set) var words: [String] = []
  private let heights: [String: Int]

  /// What stands for a token; keywords and signs spell themselves.
  private static let samples: [String: [String]] = [
    "NAME": ["a", "b1", "_c", "overdue_days", "客户等级", "`客户 等级`", "ｄ", "étage"],
    "NUMBER": ["0", "5", "1_000_000", "0.35", "５０", "7.10"],
    "PERCENT": ["35%", "0.5％"],
    "DATE": ["2026-01-31", "2024-02-29", "２０２６－０１－３１"],
    "TEXT": ["\"\"", "\"x\"", "“客户 \" 名称”", "\"a\\n\\\"\\{b}\\u{4E00}\"", "＂y＂"],
    "TEXT_HEAD": ["\"{", "\"a } {"], "TEXT_MIDDLE": ["}{", "} b\\{ {"],
    "TEXT_TAIL": ["}\"", "} c\""],
    "CURRENCY": ["CNY", "USD"],
    "EOL": ["\n", "  # note\n", "\r\n"],
  ]

  init(_ grammar: Grammar, seed: UInt64) {
    self.grammar = grammar
    random = SeededGenerator(seed: seed)
    var heights: [String: Int] = [:]
    var isChanged = true
    while isChanged {
      isChanged = false
      // Each round stands on the last one, so that the order of the rules, which is chance, does not matter.
      let known = heights
      for (name, rule) in grammar.rules where known[name] == nil {
        guard let height = Self.height(rule, known) else { continue }
        heights[name] = Self.samples[name] == nil ? height + 1 : 0
        isChanged = true
      }
    }
    self.heights = heights
  }

  /// How deep the shallowest sentence of a rule is; nil while not known.
  private static func height(_ rule: GrammarRule, _ known: [String: Int]) -> Int? {
    switch rule {
    case .literal, .characters, .optional, .star: return 0
    case .reference(let name): return samples[name] != nil ? 0 : known[name]
    case .plus(let part): return height(part, known)
    case .choice(let parts): return parts.compactMap { height($0, known) }.min()
    case .sequence(let parts):
      let heights = parts.map { height($0, known) }
      return heights.contains(nil) ? nil : heights.compactMap { $0 }.max() ?? 0
    }
  }

  /// A sentence of a production, in tokens with blanks between where none must be left out.
  mutating func sentence(of name: String, depth: Int) -> String {
    words = []
    used = []
    write(.reference(name), depth)
    return Self.text(of: words)
  }

  /// Words as a text.
  static func text(of words: [String]) -> String {
    var text = ""
    for word in words {
      let isGlued = word == "\u{1}."
      text += (isGlued || text.isEmpty ? "" : " ") + (isGlued ? "." : word)
    }
    return text
  }

  /// The words of the last sentence with one deleted, doubled, swapped with the next or replaced;
  /// nil where that would break a text in pieces.
  mutating func mutated() -> [String]? {
    var result = words
    guard let index = result.indices.randomElement(using: &random) else { return nil }
    let spare = Bool.random(using: &random) ? words : Self.spareWords
    switch Int.random(in: 0..<4, using: &random) {
    case 0: result.remove(at: index)
    case 1: result.insert(result[index], at: index)
    case 2:
      guard index + 1 < result.count else { return nil }
      result.swapAt(index, index + 1)
    default: result[index] = spare.randomElement(using: &random) ?? result[index]
    }
    // A piece of a template elsewhere would be read as braces and names.
    let pieces = words.filter { Self.pieces.contains($0) }
    return result.filter { Self.pieces.contains($0) } == pieces ? result : nil
  }

  private static let pieces = Set(
    ["TEXT_HEAD", "TEXT_MIDDLE", "TEXT_TAIL"].flatMap { samples[$0] ?? [] })
  private static let spareWords = [
    "a", "客户", "5", "35%", "\"x\"", "(", ")", "[", "]", "{", "}", ",", ":", "|", "||", "=", "<",
    "..",
    "-", "+", "*", "\u{1}.", ".", "and", "或", "not", "in", "if", "then", "else", "default",
    "missing",
    "is", "days", "CNY", "because", "when", "rule", "otherwise", "unknown", "skip", "for", "where",
    "previous", "it", "yes", "take", "first", "key", "text", "money", "list", "of", "let", "test",
    "expect", "by", "2026-01-31", "\n", "万", "start", "set", "to", "stop", "round", "count",
  ]

  private mutating func write(_ rule: GrammarRule, _ depth: Int) {
    switch rule {
    case .literal(let text): words.append(text)
    case .characters: break
    case .reference("GLUED_DOT"): words.append("\u{1}.")
    case .reference(let name):
      used.insert(name)
      if let sample = Self.samples[name]?.randomElement(using: &random) {
        words.append(sample)
      } else if let rule = grammar.rules[name] {
        write(rule, depth - 1)
      }
    case .sequence(let parts): for part in parts { write(part, depth) }
    case .choice(let parts):
      let shallow = parts.filter { (Self.height($0, heights) ?? .max) < depth }
      let least = parts.min {
        (Self.height($0, heights) ?? .max) < (Self.height($1, heights) ?? .max)
      }
      if let part = shallow.randomElement(using: &random) ?? least { write(part, depth) }
    case .optional(let part): if isWanted(part, depth) { write(part, depth) }
    case .star(let part):
      for _ in 0..<3 where isWanted(part, depth) { write(part, depth) }
    case .plus(let part):
      write(part, depth)
      if isWanted(part, depth) { write(part, depth) }
    }
  }

  private mutating func isWanted(_ part: GrammarRule, _ depth: Int) -> Bool {
    (Self.height(part, heights) ?? .max) < depth && Int.random(in: 0..<5, using: &random) < 2
  }
}
