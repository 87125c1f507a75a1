// Decides by the grammar file alone whether words are a sentence, by Earley's algorithm.
//
// J. Earley, An efficient context-free parsing algorithm, 1970; nullable symbols as J. Aycock and
// R. N. Horspool, Practical Earley parsing, 2002. Productions become plain rules: an optional part,
// a repetition or a group gets a symbol of its own, and productions "in any order" one for each set
// of parts still to come. What no production can say (`grammar/README.md`) is in `Words`.

/// A grammar as plain rules over numbered symbols.
struct Recogniser {
  private enum Symbol: Hashable {
    case rule(Int)
    case terminal(Words.Terminal)
  }

  /// The right sides of each symbol.
  private var rules: [[[Symbol]]] = []
  private var numbers: [String: Int] = [:]
  private var isNullable: [Bool] = []
  private let grammar: Grammar

  /// Productions whose parts stand in any order, each at most once.
  private static let unordered: Set<String> = ["modifiers", "limitClauses", "alertClauses"]

  init(_ grammar: Grammar) {
    self.grammar = grammar
    _ = number(of: "file")
    isNullable = rules.map { _ in false }
    var isChanged = true
    while isChanged {
      isChanged = false
      for (index, sides) in rules.enumerated() where !isNullable[index] {
        if sides.contains(where: { $0.allSatisfy(isNullable) }) {
          isNullable[index] = true
          isChanged = true
        }
      }
    }
  }

  private func isNullable(_ symbol: Symbol) -> Bool {
    if case .rule(let number) = symbol { isNullable[number] } else { false }
  }

  // MARK: Plain rules

  private mutating func number(of name: String) -> Int {
    if let known = numbers[name] { return known }
    let number = newSymbol()
    numbers[name] = number
    let rule = grammar.rules[name] ?? .sequence([])
    if Self.unordered.contains(name), case .sequence(let parts) = rule {
      rules[number] = [[.rule(permutations(parts.map { optional($0) }, in: name))]]
    } else {
      rules[number] = sides(rule, in: name)
    }
    return number
  }

  private mutating func newSymbol() -> Int {
    rules.append([])
    return rules.count - 1
  }

  private func optional(_ rule: GrammarRule) -> GrammarRule {
    if case .optional(let part) = rule { part } else { rule }
  }

  /// The symbol of any order of some parts, each at most once.
  private mutating func permutations(_ parts: [GrammarRule], in name: String) -> Int {
    let symbols = parts.map { symbol($0, in: name) }
    let first = rules.count
    for _ in 0..<(1 << parts.count) { _ = newSymbol() }
    for set in 0..<(1 << parts.count) {
      rules[first + set] = [[]]
      for (index, part) in symbols.enumerated() where set & (1 << index) != 0 {
        rules[first + set].append([part, .rule(first + (set & ~(1 << index)))])
      }
    }
    return first + (1 << parts.count) - 1
  }

  private mutating func sides(_ rule: GrammarRule, in name: String) -> [[Symbol]] {
    switch rule {
    case .choice(let branches): branches.flatMap { sides($0, in: name) }
    case .sequence(let parts): [parts.map { symbol($0, in: name) }]
    case .literal, .reference, .characters, .optional, .star, .plus: [[symbol(rule, in: name)]]
    }
  }

  private mutating func symbol(_ rule: GrammarRule, in name: String) -> Symbol {
    switch rule {
    case .literal(let text): return .terminal(.literal(text))
    case .characters: return .terminal(.nothing)
    case .reference(let next):
      if let terminal = Words.Terminal(next, in: name) { return .terminal(terminal) }
      return .rule(number(of: next))
    case .choice, .sequence:
      let group = newSymbol()
      rules[group] = sides(rule, in: name)
      return .rule(group)
    case .optional(let part):
      let group = newSymbol()
      rules[group] = [[]] + sides(part, in: name)
      return .rule(group)
    case .star(let part), .plus(let part):
      let group = newSymbol()
      let one = symbol(part, in: name)
      var start: [[Symbol]] = [[one]]
      if case .star = rule { start = [[]] }
      rules[group] = start + [[.rule(group), one]]
      return .rule(group)
    }
  }

  // MARK: Deciding

  private struct Item: Hashable {
    var symbol: Int32
    var side: Int32
    var dot: Int32
    var origin: Int32
  }

  /// Whether the words are a file; else how many of them could begin one.
  func accepts(_ words: Words) -> (isFile: Bool, reached: Int) {
    var items: [[Item]] = Array(repeating: [], count: words.count + 1)
    var seen: Set<Item> = []
    /// The items of each place that wait for a symbol.
    var waiting: [[Int32: [Item]]] = Array(repeating: [:], count: words.count + 1)
    let start = Int32(numbers["file"] ?? 0)
    for side in rules[Int(start)].indices {
      items[0].append(Item(symbol: start, side: Int32(side), dot: 0, origin: 0))
    }
    var reached = 0
    for place in 0...words.count {
      guard !items[place].isEmpty else { break }
      reached = place
      seen = Set(items[place])
      func add(_ item: Item) {
        if seen.insert(item).inserted { items[place].append(item) }
      }
      var index = 0
      while index < items[place].count {
        let item = items[place][index]
        index += 1
        let side = rules[Int(item.symbol)][Int(item.side)]
        var moved = item
        moved.dot += 1
        guard Int(item.dot) < side.count else {
          for parent in waiting[Int(item.origin)][item.symbol] ?? [] {
            var next = parent
            next.dot += 1
            add(next)
          }
          continue
        }
        switch side[Int(item.dot)] {
        case .terminal(let terminal):
          if words.isEmpty(terminal, at: place) { add(moved) }
          if place < words.count, words.match(terminal, at: place) {
            items[place + 1].append(moved)
          }
        case .rule(let number):
          let wanted = Int32(number)
          if waiting[place][wanted] == nil {
            for side in rules[number].indices {
              add(Item(symbol: wanted, side: Int32(side), dot: 0, origin: Int32(place)))
            }
          }
          waiting[place][wanted, default: []].append(item)
          if isNullable[number] { add(moved) }
        }
      }
      if place < words.count { items[place + 1] = Array(Set(items[place + 1])) }
    }
    let isFile =
      reached == words.count
      && items[words.count].contains {
        $0.symbol == start && $0.origin == 0
          && Int($0.dot) == rules[Int(start)][Int($0.side)].count
      }
    return (isFile, reached)
  }
}
