// Types, fields and their modifiers.

import TierlineSource

extension Parser {
  /// Reads a type that must stand here; where levels are due, whatever stands between them.
  mutating func type(takesLevels: Bool = false) {
    guard depth < Self.depthMax else { return tooDeep() }
    depth += 1
    defer { depth -= 1 }
    let start = mark
    if at(.leftBrace) {
      members()
      return finish(.recordType, start)
    }
    guard isAtName else {
      expected(Asked.type)
      return absent()
    }
    let separator = kind(ahead: 1)
    if separator == .less || takesLevels && Self.levelSeparators.contains(separator) {
      levelNames()
      return finish(.levelsType, start)
    }
    if take(.money) {
      currency()
      return finish(.moneyType, start)
    }
    if take(.listOf) {
      type()
      return finish(.listType, start)
    }
    let isBuiltIn = Self.builtInTypes.contains { take($0) }
    if !isBuiltIn { bump() }
    finish(.namedType, start)
  }

  private static let builtInTypes: [Keyword] = [
    .text, .number, .integer, .date, .boolean, .days, .months,
  ]

  private mutating func currency() {
    if isAtWord, tokens[current].vocabulary == .none, kind(ahead: 1) != .colon { return bump() }
    if isAtWord, tokens[current].vocabulary == .yuan {
      let span = tokens[current].span
      complain(
        .unexpected(
          expected: Asked.currency, found: found(current), at: span,
          fixes: [
            Fix(
              Wording("write `CNY`", zh: "改为 `CNY`"), edits: [Edit(span, "CNY")], isSafe: true)
          ]))
      return bump()
    }
    expected(Asked.currency)
  }

  /// What stands between levels elsewhere.
  private static let levelSeparators: EnumSet<TokenKind> = [
    .comma, .greater, .bar, .slash, .lessOrEqual,
  ]

  /// `low < medium < high`.
  mutating func levelNames() {
    let start = mark
    var marks: [SourceSpan] = []
    while true {
      expectName(Asked.level)
      if take(.less) { continue }
      // A comma before `name:` stands between two fields.
      guard Self.levelSeparators.contains(kind), kind(ahead: 1) == .word, kind(ahead: 2) != .colon
      else { break }
      marks.append(tokens[current].span)
      bump()
    }
    // `levels grade: low`
    if previousEnd == start.token + 1 { expected(Wording(same: "`<`")) }
    if let first = marks.first { report(.levelsApart(source.text(of: first), marks)) }
    finish(.levelNames, start)
  }

  /// The braces of an input, a record or a record type.
  mutating func members() {
    let opening = current
    guard take(.leftBrace) else { return expected(Wording(same: "`{`"), inserting: "{") }
    while !at(.rightBrace), !isAtEnd {
      let start = mark
      if isAtName, kind(ahead: 1) == .colon {
        field()
      } else if take(.let) {
        valueDeclaration(isResult: false)
        finish(.letDeclaration, start)
      } else if take(.require) {
        require(from: start)
      } else if isAtDeclaration {
        break
      } else if isAtName, startsType(ahead: 1) {
        field()
      } else {
        stray(Asked.member) { $0.isAtMember }
      }
      _ = take(.comma)
    }
    close(.rightBrace, "}", opening: opening)
  }

  private var isAtMember: Bool {
    mutating get {
      isAtName && kind(ahead: 1) == .colon
        || isFirstOfLine(current) && (at(.let) || at(.require))
    }
  }

  /// `id text key`: whether a type stands where the `:` before it was forgotten.
  private mutating func startsType(ahead count: Int) -> Bool {
    let next = tokens[index(ahead: count)]
    guard let keyword = table.alone[Int(next.vocabulary.rawValue)] else { return false }
    return Self.builtInTypes.contains(keyword) || keyword == .money
  }

  private mutating func field() {
    let start = mark
    bump()
    expect(.colon, ":")
    type()
    modifiers()
    finish(.field, start)
  }

  private mutating func require(from start: Mark) {
    expression()
    becauseClause()
    finish(.require, start)
  }

  // MARK: Modifiers

  /// Reads the modifiers of a field or parameter, in any order.
  mutating func modifiers() {
    var seen: [(keyword: Keyword, span: SourceSpan)] = []
    while let keyword = modifierHere() {
      let start = mark
      let word = tokens[current].span
      bump(as: keyword)
      let kind = modifier(keyword)
      if let first = seen.first(where: { $0.keyword == keyword }) {
        repeated(keyword, at: word, first: first.span, from: start)
      } else {
        finish(kind, start)
        seen.append((keyword, word))
      }
    }
  }

  /// Reports a clause that was read for the second time and puts it out of the way.
  mutating func repeated(
    _ keyword: Keyword, at word: SourceSpan, first: SourceSpan, from start: Mark
  ) {
    report(.repeatedClause(keyword.wording, at: word, first: first))
    finish(.error, start)
  }

  private mutating func modifierHere() -> Keyword? {
    guard isAtWord, tokens[current].vocabulary != .none else { return nil }
    if tokens[current].vocabulary == .beforeDigits {
      return [Keyword.default, .in, .places].first { at($0) }
    }
    guard let keyword = table.alone[Int(tokens[current].vocabulary.rawValue)],
      Self.modifierKeywords.contains(keyword), at(keyword)
    else { return nil }
    return keyword
  }

  private static let modifierKeywords: EnumSet<Keyword> = [
    .key, .optional, .default, .in, .places, .from, .label, .sensitive,
  ]

  /// Reads what follows a modifier's keyword.
  private mutating func modifier(_ keyword: Keyword) -> NodeKind {
    switch keyword {
    case .key: return .keyModifier
    case .optional: return .optionalModifier
    case .sensitive: return .sensitiveModifier
    case .default:
      literal()
      return .defaultModifier
    case .in:
      domain()
      return .domainModifier
    case .places:
      if kind == .number { numberLiteral() } else { missingPart(Asked.number) }
      return .placesModifier
    case .from:
      if at(.leftBracket) { listLiteral() } else { expectText() }
      return .fromModifier
    default:
      expectText()
      return .labelModifier
    }
  }

  /// Says that something is absent and leaves an empty node for it.
  mutating func missingPart(_ what: Wording, help: Wording? = nil) {
    expected(what, help: help)
    absent()
  }

  /// What stands behind the `in` of a domain, as a test: `0..5`, `>= 0`, `["a"]`, `named`.
  mutating func domain() {
    let start = mark
    switch kind {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      comparisonSign()
      expression(.sum)
      finish(.comparisonTest, start)
    default:
      expression(.sum)
      guard isAtRange else { return finish(.membershipTest, start) }
      bump()
      expression(.sum)
      finish(.rangeTest, start)
    }
  }
}
