// Tests of bands and cells, and the rows of tables, matrices and test tables.
//
// A row ends with its line: the lexer is told to end there, so nothing inside a row can run into
// the next.

import TierlineSource

extension Parser {
  // MARK: Tests

  /// `< 5, missing`.
  mutating func tests() {
    let start = mark
    commaLists += 1
    defer { commaLists -= 1 }
    while true {
      test(isFirst: nodes.count == start.node)
      if take(.comma) { continue }
      guard at(.or), !isFirstOfLine(current) else { break }
      complain(
        .unexpected(
          expected: Wording(same: "`,`"), found: found(current), at: tokens[current].span,
          fixes: [
            Fix(
              Wording("write `,`", zh: "改为 `,`"), edits: [Edit(tokens[current].span, ",")],
              isSafe: true)
          ]))
      bump(as: .or)
    }
    finish(.tests, start)
  }

  private mutating func test(isFirst: Bool) {
    let start = mark
    switch kind {
    case .minus where endsTest(ahead: 1):
      bump()
      finish(.anyTest, start)
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      comparisonSign()
      expression(.default)
      finish(.comparisonTest, start)
    case .word where tokens[current].vocabulary != .none: wordTest()
    case .comma, .bar, .doubleBar, .rightBrace, .endOfFile: missingPart(Asked.test)
    default: valueTest()
    }
  }

  private mutating func wordTest() {
    let start = mark
    if take(.missing) { return finish(.missingTest, start) }
    if take(.isMissing) {
      let word = tokens[start.token].span
      report(
        .unexpected(
          expected: Asked.test, found: Wording(same: "`is`"), at: word,
          fixes: [Fix(Wording("remove `is`", zh: "删除 `is`"), edits: [Edit(word, "")])]))
      return finish(.missingTest, start)
    }
    for keyword in [Keyword.in, .notIn] where take(keyword) {
      membershipTarget()
      return finish(.membershipTest, start)
    }
    for keyword in [Keyword.startsWith, .endsWith, .contains, .like] where at(keyword) {
      guard !endsTest(ahead: wordCount(of: keyword)) else { break }
      bump(as: keyword, words: wordCount(of: keyword))
      expression(.default)
      return finish(.textTest, start)
    }
    if at(.then) { return missingPart(Asked.test) }
    valueTest()
  }

  private mutating func valueTest() {
    let start = mark
    expression(.default)
    if !mendRange() {
      guard isAtRange else { return finish(.valueTest, start) }
      bump()
    }
    expression(.default)
    endOfRangeInWords()
    finish(.rangeTest, start)
  }

  /// Whether the token ahead is one that ends a test.
  private mutating func endsTest(ahead count: Int) -> Bool {
    let next = tokens[index(ahead: count)]
    switch next.kind {
    case .comma, .bar, .doubleBar, .endOfFile, .rightBrace: return true
    case .word: return table.spells(next.vocabulary, .then)
    default: return false
    }
  }

  // MARK: Rows

  /// The braces of a table or matrix.
  ///
  /// `subjectCount` tells where `||` should stand in a row without it.
  mutating func tableBody(isMatrix: Bool, subjectCount: Int) {
    let start = mark
    let opening = current
    guard take(.leftBrace) else {
      expected(Wording(same: "`{`"), inserting: "{")
      return finish(.tableBody, start)
    }
    var isHeader = isMatrix
    while !at(.rightBrace), !isAtEnd, !isAtDeclaration {
      let item = mark
      if at(.bar) || at(.doubleBar) {
        let before = findings.count
        line { $0.row(isHeader: isHeader, subjectCount: isMatrix ? 1 : subjectCount) }
        isHeader = false
        // What is wrong with the next line may be the rest of this one.
        if findings.count > before { complainedAt = current }
      } else if let keyword = takeKeywordHere() {
        bump(as: keyword, words: wordCount(of: keyword))
        finish(.takeClause, item)
      } else {
        stray(Asked.row) { $0.at(.bar) || $0.at(.doubleBar) || $0.takeKeywordHere() != nil }
      }
    }
    close(.rightBrace, "}", opening: opening)
    finish(.tableBody, start)
  }

  /// Reads to the end of the line that the current token stands on.
  private mutating func line(_ body: (inout Parser) -> Void) {
    var end = Int(tokens[current].span.end - source.base)
    let bytes = source.bytes
    while end < lexer.limit, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    isInRow = true
    limited(to: end) { parser in
      body(&parser)
    }
    isInRow = false
  }

  /// Skips what stands behind a whole row, so that the line is used up; the table's `}` may stand
  /// there.
  private mutating func endOfRow() {
    guard !isAtEnd, !at(.rightBrace) else { return }
    expected(Wording("the end of the row", zh: "行尾"))
    let start = mark
    while !isAtEnd { bump() }
    finish(.error, start)
  }

  private mutating func row(isHeader: Bool, subjectCount: Int) {
    let start = mark
    guard take(.bar) else {
      // `|| v |`: the first cell lacks its bar.
      expected(Wording(same: "`|`"), inserting: "|")
      outcomes(isHeader: isHeader)
      return finish(.row, start)
    }
    mendOtherwise()
    if at(.otherwise), isBar(ahead: 1) {
      bump(as: .otherwise)
      return lastRow(.otherwiseRow, from: start)
    }
    if at(.ifUnknown), isBar(ahead: wordCount(of: .ifUnknown)) {
      bump(as: .ifUnknown, words: wordCount(of: .ifUnknown))
      return lastRow(.unknownRow, from: start)
    }
    var bars: [SourceSpan] = []
    repeat {
      cell()
      bars.append(tokens[current].span)
    } while take(.bar) && !isAtEnd
    if isAtEnd || at(.because), bars.count > subjectCount, subjectCount > 0 {
      complain(.singleBar(at: bars[subjectCount - 1]))
      becauseClause()
      endOfRow()
    } else {
      outcomes(isHeader: isHeader)
    }
    finish(.row, start)
  }

  private mutating func isBar(ahead count: Int) -> Bool {
    let next = kind(ahead: count)
    return next == .doubleBar || next == .bar
  }

  /// A blank cell has no child: the checker says where one is wrong.
  private mutating func cell() {
    let start = mark
    if !isBar(ahead: 0), !isAtEnd { tests() }
    finish(.cell, start)
  }

  private mutating func lastRow(_ kind: NodeKind, from start: Mark) {
    // `| otherwise | - || v |`: one cell stands for the whole row.
    let extra = mark
    while at(.bar) {
      expected(Wording(same: "`||`"))
      bump()
      while !isBar(ahead: 0), !isAtEnd { bump() }
    }
    if extra.token < previousEnd { finish(.error, extra) }
    if kind == .unknownRow, at(.doubleBar), skipsUnknown() {
      bump()
      bump(as: .skip)
      expect(.bar, "|")
      becauseClause()
      endOfRow()
    } else {
      outcomes(isHeader: false)
    }
    finish(kind, start)
  }

  private mutating func skipsUnknown() -> Bool {
    table.spells(tokens[index(ahead: 1)].vocabulary, .skip) && isBar(ahead: 2)
  }

  /// `|| v | w | because "r"`, to the end of the line.
  private mutating func outcomes(isHeader: Bool) {
    guard take(.doubleBar) else {
      expected(Wording(same: "`||`"), help: Asked.oneLine)
      return endOfRow()
    }
    repeat {
      let start = mark
      if !isBar(ahead: 0) {
        if isHeader { tests() } else { operand() }
      }
      finish(.outcomeCell, start)
      if !take(.bar) {
        expected(Wording(same: "`|`"), inserting: " |", help: Asked.oneLine)
        break
      }
    } while !isAtEnd && !at(.because) && !at(.rightBrace)
    becauseClause()
    endOfRow()
  }

  // MARK: Rows of a ruleset's test

  /// The rows of a test, from its header on.
  mutating func testTable() {
    let start = mark
    line { parser in
      let header = parser.mark
      parser.bump()
      parser.testCells { $0.reference() }
      parser.finish(.testHeader, header)
    }
    while at(.bar) {
      line { parser in
        let row = parser.mark
        parser.bump()
        parser.testCells { parser in
          let cell = parser.mark
          if parser.isBar(ahead: 0) || parser.isAtEnd {
            parser.expected(Asked.value)
          } else {
            parser.testValueOperand()
          }
          parser.finish(.testValue, cell)
        }
        parser.finish(.testRow, row)
      }
    }
    finish(.testTable, start)
  }

  /// Cells with bars between, and `||` once, to the end of the line.
  private mutating func testCells(_ cell: (inout Parser) -> Void) {
    var sawDouble = false
    repeat {
      cell(&self)
      if at(.doubleBar) {
        if sawDouble { expected(Wording(same: "`|`")) }
        sawDouble = true
        bump()
      } else if !take(.bar) {
        expected(Wording(same: "`|`"), inserting: " |", help: Asked.oneLine)
        break
      }
    } while !isAtEnd && !at(.rightBrace)
    if !sawDouble { expected(Wording(same: "`||`")) }
    endOfRow()
  }
}
