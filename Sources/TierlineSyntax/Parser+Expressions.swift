// Expressions, by precedence climbing.
//
// From loose to tight: `if` · `or` · `and` · `not` · comparisons · `default` · `+ -` · `* /` ·
// unary `-` · `.field`. `and` and `or` make flat nodes, so chains of any length are no deeper than
// one. Few functions take part in the recursion, and those stay small: they bound the stack.

import TierlineSource

/// How tightly an operator binds, ascending.
enum Binding: Int, Comparable {
  case conditional, or, and, not, comparison, `default`, sum, product, negation

  static func < (a: Binding, b: Binding) -> Bool { a.rawValue < b.rawValue }
}

/// What stands behind a value and goes on with the expression.
enum Infix {
  case or, and
  /// `< 5`: any comparison sign.
  case sign
  case membership(Keyword)
  case presence(Keyword)
  /// `is` without `missing` or `present` behind it.
  case strayIs
  /// SQL's `between … and …`, as such or in Chinese.
  case between
  case textTest(Keyword)
  case `default`, sum, product

  var binding: Binding {
    switch self {
    case .or: .or
    case .and: .and
    case .sign, .membership, .presence, .strayIs, .between, .textTest: .comparison
    case .default: .default
    case .sum: .sum
    case .product: .product
    }
  }
}

extension Parser {
  /// Reads any expression.
  mutating func expression() { expression(.conditional) }

  /// Reads an operand: an `if`, or what binds at least as tightly as `default`.
  ///
  /// A looser one is read too, and reported.
  mutating func operand() {
    let start = mark
    let isConditional = at(.if) && !(at(.ifUnknown) && isFirstOfLine(current))
    expression(isConditional ? .conditional : .default)
    guard !isConditional, complainedAt != current, let next = infix(), next.binding < .default
    else { return }
    continued(from: start, floor: .or)
    report(.looseOperand(at: span(since: start)))
  }

  /// Reads an expression of operators that bind at least as tightly as `floor`.
  mutating func expression(_ floor: Binding) {
    guard depth < Self.depthMax else { return tooDeep() }
    depth += 1
    let start = mark
    let ceiling = prefix(floor)
    continued(from: start, floor: floor, ceiling: ceiling)
    depth -= 1
  }

  /// Reads what an expression begins with; answers the tightest operator that may go on with it.
  private mutating func prefix(_ floor: Binding) -> Binding {
    let start = mark
    if at(.minus) {
      bump()
      expression(.negation)
      finish(.negation, start)
      return .product
    }
    mendPrefix()
    guard isAtWord, table.isReserved[Int(tokens[current].vocabulary.rawValue)] else {
      primary()
      return .product
    }
    if at(.not) {
      bump(as: .not)
      expression(.not)
      finish(.notExpression, start)
      if floor > .not { report(.looseOperand(at: span(since: start))) }
      return .and
    }
    if at(.ifUnknown), isFirstOfLine(current) {
      primary()
      return .product
    }
    if at(.if) {
      conditional()
      if floor > .conditional { report(.looseOperand(at: span(since: start))) }
      return .conditional
    }
    primary()
    return .product
  }

  /// `if c then a else b`.
  private mutating func conditional() {
    let start = mark
    let word = tokens[current].span
    bump(as: .if)
    let before = findings.count
    expression()
    if mendConditional(word, findings: before) { return finish(.error, start) }
    expect(.then)
    expression()
    expect(.else)
    expression()
    finish(.conditional, start)
  }

  /// Goes on with the expression that began at a mark.
  mutating func continued(from start: Mark, floor: Binding, ceiling: Binding = .product) {
    var ceiling = ceiling
    while let next = infix(), next.binding >= floor, next.binding <= ceiling {
      if isTooHigh { return tooHigh(from: start) }
      ceiling = next.binding
      operation(next, from: start)
    }
  }

  private mutating func operation(_ next: Infix, from start: Mark) {
    switch next {
    case .or: flat(.or, above: .and, .orExpression, start)
    case .and: flat(.and, above: .not, .andExpression, start)
    case .sum: signed(above: .product, .sum, start)
    case .product: signed(above: .negation, .product, start)
    case .default:
      bump(as: .default)
      expression(.sum)
      finish(.defaultExpression, start)
    case .between: between(from: start)
    case .sign, .membership, .presence, .strayIs, .textTest:
      let sign = current
      comparison(next, from: start)
      chained(from: start, behind: sign)
    }
  }

  /// `1 < x < 5`: reads the comparisons that follow one and puts them all out of the way.
  private mutating func chained(from start: Mark, behind first: Int) {
    guard let next = infix(), next.binding == .comparison else { return }
    let second = current
    let isSilent = complainedAt == current
    var count = 1
    while let next = infix(), next.binding == .comparison {
      if isTooHigh { return tooHigh(from: start) }
      count += 1
      comparison(next, from: start)
    }
    finish(.error, start)
    guard !isSilent else { return }
    let whole = span(since: start)
    let range = count == 2 ? chainAsRange(start.token, first, second) : nil
    report(.chainedComparison(at: whole, range: range))
  }

  /// `1 < x <= 5` as `x in 1<..5`; nil for other chains.
  private func chainAsRange(_ start: Int, _ first: Int, _ second: Int) -> String? {
    func text(_ range: Range<Int>) -> String {
      let significant = tokens[range].filter { !$0.kind.isTrivia }
      guard let head = significant.first, let tail = significant.last else { return "" }
      return source.text(of: head.span.union(tail.span))
    }
    let ends = [text(start..<first), text((second + 1)..<previousEnd)]
    let middle = text((first + 1)..<second)
    let isRising: Bool
    switch (tokens[first].kind, tokens[second].kind) {
    case (.less, .less), (.less, .lessOrEqual), (.lessOrEqual, .less),
      (.lessOrEqual, .lessOrEqual):
      isRising = true
    case (.greater, .greater), (.greater, .greaterOrEqual), (.greaterOrEqual, .greater),
      (.greaterOrEqual, .greaterOrEqual):
      isRising = false
    default: return nil
    }
    let signs =
      isRising
      ? (tokens[first].kind, tokens[second].kind) : (tokens[second].kind, tokens[first].kind)
    let isOpen = [TokenKind.less, .greater]
    let dots = (isOpen.contains(signs.0) ? "<" : "") + ".." + (isOpen.contains(signs.1) ? "<" : "")
    let inWord = Keyword.in.spelling(lexer.language)
    return
      "\(middle) \(inWord) \(isRising ? ends[0] : ends[1])\(dots)\(isRising ? ends[1] : ends[0])"
  }

  /// `a or b or c`: one node for the whole chain.
  private mutating func flat(
    _ keyword: Keyword, above floor: Binding, _ kind: NodeKind, _ start: Mark
  ) {
    repeat {
      bump(as: keyword)
      expression(floor)
    } while isAtConnective(keyword)
    finish(kind, start)
  }

  private mutating func isAtConnective(_ keyword: Keyword) -> Bool {
    at(keyword) && !(stopsAtAndStop && at(.andStop))
  }

  /// `a + b`.
  private mutating func signed(above floor: Binding, _ kind: NodeKind, _ start: Mark) {
    bump()
    expression(floor)
    finish(kind, start)
  }

  /// What goes on with an expression here, if anything.
  mutating func infix() -> Infix? {
    mendOperator()
    if endsWithArrow { return nil }
    switch kind {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: return .sign
    case .plus, .minus: return .sum
    case .star, .slash: return .product
    case .word:
      if isAtBetween { return .between }
      guard table.followsValue[Int(tokens[current].vocabulary.rawValue)] else { return nil }
      return wordInfix()
    default: return nil
    }
  }

  private mutating func wordInfix() -> Infix? {
    if at(.and) { return stopsAtAndStop && at(.andStop) ? nil : .and }
    if at(.or) { return .or }
    if at(.default) { return .default }
    for keyword in [Keyword.in, .notIn] where at(keyword) { return .membership(keyword) }
    for keyword in [Keyword.isMissing, .isPresent] where at(keyword) { return .presence(keyword) }
    if at(.is) { return .strayIs }
    for keyword in [Keyword.startsWith, .endsWith, .contains, .like] where at(keyword) {
      return .textTest(keyword)
    }
    return nil
  }

  // MARK: Comparisons

  private mutating func comparison(_ next: Infix, from start: Mark) {
    switch next {
    case .membership(let keyword):
      bump(as: keyword, words: wordCount(of: keyword))
      membershipTarget()
      finish(.membership, start)
    case .presence(let keyword):
      bump(as: keyword, words: wordCount(of: keyword))
      finish(.presence, start)
    case .textTest(let keyword):
      bump(as: keyword, words: wordCount(of: keyword))
      expression(.default)
      finish(.textComparison, start)
    case .strayIs: stray(from: start)
    case .sign, .or, .and, .default, .sum, .product, .between:
      comparisonSign()
      expression(.default)
      finish(.comparison, start)
    }
  }

  /// Reads `<`, `=` …; `==`, `=>`, `<>` are reported and read as what they are meant to be.
  mutating func comparisonSign() {
    let first = current
    var meant = kind
    bump()
    while isGlued, let joined = meant.joined(with: kind) {
      meant = joined
      bump()
    }
    guard previousEnd - first > 1, let sign = meant.sign else { return }
    let whole = tokens[first].span.union(tokens[previousEnd - 1].span)
    tokens[first].kind = meant
    report(.spelling(source.text(of: whole), meant: sign, at: whole))
  }

  /// `is not missing`, `is` and 缺失 in mixed spelling, or `is` where `=` was meant.
  private mutating func stray(from start: Mark) {
    let isToken = current
    bump(as: .is)
    for (keyword, whole) in [(Keyword.missing, Keyword.isMissing), (.present, .isPresent)]
    where take(keyword) {
      tokens[isToken].keyword = whole
      return finish(.presence, start)
    }
    if at(.not), isMissing(ahead: 1) {
      bump(as: nil)
      bump(as: nil)
      tokens[isToken].keyword = .isPresent
      report(
        .isNotMissing(
          at: tokens[isToken].span.union(tokens[previousEnd - 1].span), in: lexer.language))
      return finish(.presence, start)
    }
    if readIsNull(isToken) { return finish(.presence, start) }
    let sign = tokens[isToken].span
    complain(
      .spelling(source.text(of: sign), meant: "=", at: sign))
    if at(.not) { bump(as: .not) }
    expression(.default)
    finish(.error, start)
  }

  private mutating func isMissing(ahead count: Int) -> Bool {
    table.spells(tokens[index(ahead: count)].vocabulary, .missing)
  }

  /// What stands behind `in`: a range, a comparison, a list in brackets or any operand.
  mutating func membershipTarget() {
    let start = mark
    switch kind {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      comparisonSign()
      expression(.default)
      finish(.comparisonTest, start)
    default:
      expression(.default)
      if !mendRange() {
        guard isAtRange else { return membersWithoutBrackets(from: start) }
        bump()
      }
      expression(.default)
      endOfRangeInWords()
      finish(.rangeTest, start)
    }
  }

  var isAtRange: Bool {
    switch kind {
    case .range, .rangeBelow, .rangeAbove, .rangeBetween: true
    default: false
    }
  }

  // MARK: Bounds

  /// Skips what is nested beyond the bound.
  mutating func tooDeep() {
    let start = mark
    abandon(.nestedTooDeep(at: tokens[current].span))
    finish(.error, start)
  }

  /// Gives up an expression whose tree would grow too high.
  mutating func tooHigh(from start: Mark) {
    abandon(.nestedTooDeep(at: tokens[current].span))
    finish(.error, start)
  }

  /// Goes on with the next clause or declaration.
  ///
  /// A bound was passed, and what the brackets on the way mean is lost: no more is said of this
  /// declaration.
  private mutating func abandon(_ finding: Diagnostic) {
    if !saidTooDeep { report(finding) }
    saidTooDeep = true
    isAbandoned = true
    while !isAtEnd, !isAtDeclaration, !isAtClauseStart {
      if at(.rightBrace), isFirstOfLine(current) { return }
      bump()
    }
  }
}
