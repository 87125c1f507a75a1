// Declarations: what stands at the top of a file.

import TierlineSource

extension Parser {
  static let declarationKeywords: EnumSet<Keyword> = [
    .ruleset, .use, .input, .record, .parameter, .list, .let, .result, .levels, .score, .tier,
    .limit, .alerts, .table, .matrix, .law, .test,
  ]

  /// Reads the whole file.
  mutating func file() {
    let start = Mark(node: 0, token: current)
    while !isAtEnd {
      isAbandoned = false
      declaration()
    }
    finish(.file, start)
  }

  private mutating func declaration() {
    if let keyword = declarationHere() { return declaration(keyword) }
    if let near = misspeltDeclaration() { return declaration(near) }
    if let joined = Keyword.allCases.first(where: { isJoined($0) }) {
      return declaration(joined)
    }
    if at(.require) {
      complain(
        .unexpected(
          expected: Asked.declaration, found: found(current), at: tokens[current].span,
          help: Wording(
            "`require` stands inside `input` or a `record`", zh: "`要求` 写在 `输入` 或 `记录` 之内")))
    }
    stray(Asked.declaration) { _ in false }
  }

  /// The keyword of the declaration that begins here.
  private func declarationHere() -> Keyword? {
    guard isAtWord else { return nil }
    let keyword = table.alone[Int(tokens[current].vocabulary.rawValue)]
    return keyword.flatMap { Self.declarationKeywords.contains($0) ? $0 : nil }
  }

  /// `teir risk: …`: the declaration that a misspelt word stands for; reported here.
  private mutating func misspeltDeclaration() -> Keyword? {
    guard isAtWord, tokens[current].vocabulary.isPlain, isFirstOfLine(current) else { return nil }
    let next = kind(ahead: 1)
    guard next == .word || next == .quotedName || next == .text else { return nil }
    let word = source.text(of: tokens[current].span)
    let keywords = Self.declarationKeywords.members
    guard let near = nearest(to: word, among: keywords.flatMap(\.spellings)),
      let keyword = keywords.first(where: { $0.spellings.contains(near) })
    else { return nil }
    complain(
      .unexpected(
        expected: Wording(same: "`\(near)`"), found: found(current), at: tokens[current].span,
        fixes: [.writing(near, over: tokens[current].span)]))
    return keyword
  }

  /// `分级风险: …`: whether a word begins with a declaration's keyword.
  private func isJoined(_ keyword: Keyword) -> Bool {
    guard isAtWord, tokens[current].vocabulary.isPlain,
      Self.declarationKeywords.contains(keyword)
    else { return false }
    let word = source.text(of: tokens[current].span)
    return keyword.chinese.contains { word.hasPrefix($0) }
  }

  private mutating func declaration(_ keyword: Keyword) {
    let start = mark
    if !splitRunTogether(keyword) { bump(as: keyword) }
    switch keyword {
    case .ruleset: rulesetHeader()
    case .use: expectText()
    case .input, .record:
      expectName(Asked.name)
      members()
    case .parameter: parameter()
    case .list: list()
    case .let: valueDeclaration(isResult: false)
    case .result: valueDeclaration(isResult: true)
    case .levels:
      expectName(Asked.name)
      expect(.colon, ":")
      levelNames()
    case .score: score()
    case .tier, .limit, .alerts: typedBlock(keyword)
    case .table, .matrix: grid(keyword)
    case .law: return law(from: start)
    case .test: test()
    default: break
    }
    finish(Self.kind(of: keyword), start)
  }

  private static func kind(of keyword: Keyword) -> NodeKind {
    switch keyword {
    case .ruleset: .rulesetHeader
    case .use: .useDeclaration
    case .input: .inputDeclaration
    case .record: .recordDeclaration
    case .parameter: .parameterDeclaration
    case .list: .listDeclaration
    case .let: .letDeclaration
    case .result: .resultDeclaration
    case .levels: .levelsDeclaration
    case .score: .scoreDeclaration
    case .tier: .tierDeclaration
    case .limit: .limitDeclaration
    case .alerts: .alertsDeclaration
    case .table: .tableDeclaration
    case .matrix: .matrixDeclaration
    case .test: .testDeclaration
    default: .error
    }
  }

  /// `"a" version "1" description "b"`.
  private mutating func rulesetHeader() {
    expectText()
    expect(.version)
    expectText()
    if take(.description) { expectText() }
  }

  /// `p: money CNY in >= 0 = 5`, `p { from 2024-01-01: 1 }`.
  private mutating func parameter() {
    expectName(Asked.name)
    if take(.colon) { type() }
    modifiers()
    guard at(.leftBrace) else {
      expect(.equal, "=")
      return literal()
    }
    let opening = current
    bump()
    while !at(.rightBrace), !isAtEnd, !isAtDeclaration {
      let start = mark
      if take(.from) {
        expectDate()
        expect(.colon, ":")
        literal()
        finish(.datedValue, start)
        _ = take(.comma)
      } else {
        stray(Wording("`from DATE: VALUE`", zh: "`自 日期: 值`")) { $0.at(.from) }
      }
    }
    close(.rightBrace, "}", opening: opening)
  }

  mutating func expectDate() {
    let start = mark
    guard take(TokenKind.date) else {
      expected(Asked.date)
      return absent()
    }
    finish(.dateLiteral, start)
  }

  /// `a: text = ["x"]`, `a: text from "f.csv" column "c"`.
  private mutating func list() {
    expectName(Asked.name)
    if at(.equal) {
      missingPart(
        Wording("`:` and the type of the members", zh: "`:` 和成员的类型"),
        help: Wording("write `list NAME: text = …`", zh: "请写 `名单 名称: 文本 = …`"))
    } else {
      expect(.colon, ":")
      type()
    }
    let start = mark
    if take(.from) {
      expectText()
      if take(.column) { expectText() }
      return finish(.listSource, start)
    }
    guard take(.equal) else {
      expected(Asked.listOrFile)
      return absent()
    }
    if at(.leftBracket) { return listLiteral() }
    expected(Wording(same: "`[`"), inserting: "[")
    absent()
  }

  /// `x: number = 1`, `r: number optional = 1`.
  mutating func valueDeclaration(isResult: Bool) {
    let name = tokens[current].span
    expectName(Asked.name)
    if take(.colon) {
      type()
      if isResult { optionalModifier() }
    } else if isResult, at(.optional) {
      complain(.optionalNeedsType(source.text(of: name), at: tokens[current].span))
      optionalModifier()
    }
    expect(.equal, "=")
    expression()
  }

  mutating func optionalModifier() {
    let start = mark
    if take(.optional) { finish(.optionalModifier, start) }
  }

  /// `s in 0..1000 { … }`.
  private mutating func score() {
    expectName(Asked.name)
    if take(.in) {
      domain()
    } else if !at(.leftBrace) {
      missingBounds()
    }
    block(.score)
  }

  /// `score s: 0..100 {`, `score s from 0 to 100 {`: reports it and skips to the brace.
  private mutating func missingBounds() {
    let start = mark
    expected(
      Wording("`{` or `in 0..100 {`", zh: "`{` 或 `属于 0..100 {`"), isStray: true)
    while !at(.leftBrace), !isAtEnd, !isFirstOfLine(current) { bump() }
    finish(.error, start)
    complainedAt = current
  }

  /// `t: low < high { … }`.
  private mutating func typedBlock(_ keyword: Keyword) {
    expectName(Asked.name)
    if !at(.leftBrace) { expect(.colon, ":") }
    if at(.leftBrace) {
      missingPart(
        keyword == .limit
          ? Wording("`: money CNY`", zh: "`: 金额 CNY`")
          : Wording("`:` and levels such as `low < high`", zh: "`:` 和等级，例如 `低 < 高`"))
    } else {
      type(takesLevels: keyword != .limit)
    }
    block(keyword)
  }

  /// `t(a, b): days optional { … }`.
  private mutating func grid(_ keyword: Keyword) {
    expectName(Asked.name)
    let subjectCount = subjects()
    if !at(.leftBrace) { expect(.colon, ":") }
    let isBody = at(.leftBrace) && [.bar, .doubleBar, .rightBrace].contains(kind(ahead: 1))
    if isBody {
      missingPart(Wording("`:` and the type of the cells", zh: "`:` 和单元格的类型"))
    } else {
      type()
    }
    if keyword == .table { optionalModifier() }
    tableBody(isMatrix: keyword == .matrix, subjectCount: subjectCount)
  }

  /// Reads `(a, b)`; answers how many.
  private mutating func subjects() -> Int {
    let start = mark
    let opening = current
    guard take(.leftParenthesis) else {
      expected(Wording(same: "`(`"), inserting: "(")
      absent()
      finish(.subjects, start)
      return 0
    }
    var count = 0
    commaLists += 1
    repeat {
      expression()
      count += 1
    } while take(.comma)
    commaLists -= 1
    close(.rightParenthesis, ")", opening: opening)
    finish(.subjects, start)
    return count
  }

  /// `l: a or b`, `l: d never rises as f falls where c`.
  private mutating func law(from start: Mark) {
    expectName(Asked.name)
    expect(.colon, ":")
    expression()
    guard take(.neverRises) || take(.neverFalls) else { return finish(.lawDeclaration, start) }
    expect(.as)
    primary()
    if !(take(.rises) || take(.falls) || take(.goesMissing)) { expected(Asked.direction) }
    if take(.where) { expression() }
    finish(.monotoneLawDeclaration, start)
  }
}
