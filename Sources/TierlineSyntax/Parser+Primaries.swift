// What expressions are made of: literals, names, calls, parentheses.

import TierlineSource

extension Parser {
  /// Reads a literal, a name, a call or parentheses, with the fields read from it.
  mutating func primary() {
    let start = mark
    switch kind {
    case .number, .percent: return numberLiteral()
    case .text:
      bump()
      return finish(.textLiteral, start)
    case .date:
      bump()
      return finish(.dateLiteral, start)
    case .leftBracket: return listLiteral()
    case .leftParenthesis:
      parenthesised()
    case .dot:
      bump()
      expectName(Asked.fieldName)
      finish(.elementExpression, start)
    case .quotedName:
      bump()
      finish(.nameExpression, start)
    case .word: word()
    default: return noValue()
    }
    members(from: start)
  }

  /// What an operator without a value before it was most likely meant for.
  private var adviceOnValue: Wording? {
    switch kind {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      Wording(
        "say again what is compared: `x > 5 or x > 9`", zh: "请再写一遍要比较的内容：`x > 5 或 x > 9`")
    case .star: Wording("a power is `power(x, n)`", zh: "乘方写作 `乘方(x, n)`")
    default: nil
    }
  }

  private mutating func noValue() {
    expected(Asked.value, help: adviceOnValue)
    absent()
  }

  /// `.field`, as long as the dot is glued to what it follows.
  private mutating func members(from start: Mark) {
    while at(.dot), isGlued, !isTooHigh {
      bump()
      expectName(Asked.fieldName)
      finish(.memberExpression, start)
    }
    if at(.dot), isGlued { tooHigh(from: start) }
    if at(.leftBracket), isGlued {
      subscripted()
      finish(.error, start)
    }
  }

  private mutating func parenthesised() {
    let start = mark
    let opening = current
    let outer = stopsAtAndStop
    stopsAtAndStop = false
    bump()
    expression()
    if isAtRange {
      rangeInParentheses(opening: opening)
      stopsAtAndStop = outer
      return finish(.error, start)
    }
    let isList = at(.comma)
    commaLists += 1
    while take(.comma) { expression() }
    commaLists -= 1
    let closing = at(.rightParenthesis) ? tokens[current].span : nil
    if isList { report(.listInParentheses(opening: tokens[opening].span, closing: closing)) }
    close(.rightParenthesis, ")", opening: opening)
    stopsAtAndStop = outer
    finish(isList ? .listLiteral : .parenthesised, start)
  }

  /// A word in the place of a value: a reserved word, a function or a name.
  private mutating func word() {
    let start = mark
    let entry = tokens[current].vocabulary
    guard entry != .none, entry != .beforeDigits else { return plainName() }
    if table.isReserved[Int(entry.rawValue)] { return reservedWord() }
    if let keyword = functionHere() { return call(keyword) }
    if isAtDeclaration || isAtClauseStart { return noValue() }
    if kind(ahead: 1) == .leftParenthesis { return plainName() }
    bump()
    finish(.nameExpression, start)
  }

  private mutating func plainName() {
    let start = mark
    let name = tokens[current].span
    bump()
    guard at(.leftParenthesis), !isFirstOfLine(current) else {
      return finish(.nameExpression, start)
    }
    unknownFunction(name)
    finish(.error, start)
  }

  private mutating func reservedWord() {
    let start = mark
    let simple: [(Keyword, NodeKind)] = [
      (.yes, .booleanLiteral), (.no, .booleanLiteral), (.missing, .missingLiteral),
      (.it, .itExpression), (.asOfDate, .asOfExpression),
    ]
    for (keyword, kind) in simple where at(keyword) {
      bump(as: keyword)
      return finish(kind, start)
    }
    if at(.and) || at(.or), kind(ahead: 1) == .leftParenthesis {
      let name = tokens[current].span
      bump()
      unknownFunction(name)
      return finish(.error, start)
    }
    guard at(.previous) else { return noValue() }
    bump(as: .previous)
    if !take(.dot) { expected(Wording(same: "`.`"), inserting: ".") }
    expectName(Asked.name)
    finish(.previousExpression, start)
  }

  // MARK: Calls

  /// The function whose name, with `(` behind it, stands here.
  mutating func functionHere() -> Keyword? {
    guard kind(ahead: 1) == .leftParenthesis || kind(ahead: 1) == .word else { return nil }
    for keyword in Keyword.functions {
      let count = wordCount(of: keyword)
      if count > 0, kind(ahead: count) == .leftParenthesis { return keyword }
    }
    return nil
  }

  private mutating func call(_ keyword: Keyword) {
    let start = mark
    bump(as: keyword, words: wordCount(of: keyword))
    let outer = stopsAtAndStop
    stopsAtAndStop = false
    let kind: NodeKind
    switch keyword {
    case .count, .any, .all, .none, .sum, .average:
      aggregate(hasValue: keyword == .sum || keyword == .average)
      kind = .aggregate
    case .min, .max: kind = extremum()
    default:
      arguments()
      kind = .call
    }
    stopsAtAndStop = outer
    finish(kind, start)
  }

  /// `(a, b)`.
  private mutating func arguments() {
    let opening = current
    bump()
    commaLists += 1
    if !at(.rightParenthesis) {
      repeat { expression() } while take(.comma)
    }
    commaLists -= 1
    close(.rightParenthesis, ")", opening: opening)
  }

  /// `(e for l where c)`, `(l where c)`.
  private mutating func aggregate(hasValue: Bool) {
    let opening = current
    bump()
    let start = mark
    expression()
    // `sum(invoices.amount)`: the checker says how it is written.
    if hasValue, !at(.rightParenthesis), !at(.where) {
      expect(.for)
      finish(.aggregateValue, start)
      expression()
    }
    whereClause()
    close(.rightParenthesis, ")", opening: opening)
  }

  /// `min(a, b)`, `min(e for l where c)`: told apart behind the first value.
  private mutating func extremum() -> NodeKind {
    let opening = current
    bump()
    let start = mark
    var kind = NodeKind.call
    if !at(.rightParenthesis) {
      expression()
      if take(.for) {
        kind = .aggregate
        finish(.aggregateValue, start)
        expression()
        whereClause()
      } else {
        commaLists += 1
        while take(.comma) { expression() }
        commaLists -= 1
      }
    }
    close(.rightParenthesis, ")", opening: opening)
    return kind
  }

  private mutating func whereClause() {
    let start = mark
    if isAtForeign(.where), !at(.where) { mend(as: .where) }
    guard take(.where) || mendWhere() else { return }
    expression()
    finish(.whereClause, start)
  }

  // MARK: Literals

  /// `-5`, `300万 CNY`, `"a"`, `[1, 2]`, a name: what a declaration takes for a literal.
  ///
  /// Sums are read too; the checker says what is no literal.
  mutating func literal() {
    if at(.leftBrace) { recordLiteral() } else { expression(.sum) }
  }

  /// A literal, or an operand of a test's values.
  mutating func testValueOperand() {
    if at(.leftBrace) { recordLiteral() } else { operand() }
  }

  /// `[a, b]`.
  mutating func listLiteral() {
    guard depth < Self.depthMax else { return tooDeep() }
    depth += 1
    let start = mark
    let opening = current
    bump()
    commaLists += 1
    while !at(.rightBracket), !isAtEnd {
      testValueOperand()
      guard take(.comma) else { break }
    }
    commaLists -= 1
    close(.rightBracket, "]", opening: opening)
    finish(.listLiteral, start)
    depth -= 1
  }

  /// `{ a: 1, b: { c: 2 } }`.
  mutating func recordLiteral() {
    guard depth < Self.depthMax else { return tooDeep() }
    depth += 1
    let start = mark
    let opening = current
    bump()
    while isAtName || kind == .text {
      recordEntry()
      guard take(.comma) || isAtName else { break }
    }
    close(.rightBrace, "}", opening: opening)
    finish(.recordLiteral, start)
    depth -= 1
  }

  private mutating func recordEntry() {
    let start = mark
    if kind == .text {
      let span = tokens[current].span
      let name = source.text(of: span).dropFirst().dropLast()
      complain(
        .unexpected(
          expected: Asked.fieldName, found: found(current), at: span,
          fixes: [.writing(isPlainName(name) ? String(name) : "`\(name)`", over: span)]))
    }
    bump()
    expect(.colon, ":")
    testValueOperand()
    finish(.recordEntry, start)
  }

  private func isPlainName(_ text: Substring) -> Bool {
    guard let first = text.unicodeScalars.first, startsName(first.value) else { return false }
    return text.unicodeScalars.allSatisfy { continuesName($0.value) }
  }
}
