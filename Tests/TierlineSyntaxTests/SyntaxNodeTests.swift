// What the accessors of a node read from its tokens.

import Testing
import TierlineSource
import TierlineSyntax

/// The node of a kind, the first below the root of a text's tree.
private func node(_ kind: NodeKind, in text: String) throws -> SyntaxNode {
  let file = SourceFile(path: "test.tier", bytes: Array(text.utf8), base: 100)
  return try #require(parse(file).tree.root.descendants(kind).first)
}

@Suite struct SyntaxNodeTests {
  @Test func namesAreFoldedAndUnquoted() throws {
    #expect(try node(.letDeclaration, in: "let ｒｉｓｋ = 1").name?.text == "risk")
    #expect(try node(.letDeclaration, in: "let `客户 等级` = 1").name?.text == "客户 等级")
    #expect(try node(.letDeclaration, in: "let ｀ａ｀ = 1").name?.text == "ａ")
    #expect(try node(.letDeclaration, in: "let = 1").name == nil)
    let levels = try node(.levelNames, in: "levels a: low < `mid dle` < 高")
    #expect(levels.names.map(\.text) == ["low", "mid dle", "高"])
  }

  @Test func namesKnowTheirPlace() throws {
    #expect(
      try node(.letDeclaration, in: "let abc = 1").name?.span == SourceSpan(start: 104, end: 107))
  }

  @Test func keywordsAreFoundInBothLanguages() throws {
    let rule = "limit l: money CNY { rule r when a then set to 5 CNY and stop }"
    #expect(try node(.rule, in: rule).keywords == [.rule, .when, .then])
    #expect(try node(.action, in: rule).keywords == [.setTo])
    let chinese = "额度 l: 金额 CNY { 规则 r 当 a 则 设为 5元 并停止 }"
    #expect(try node(.rule, in: chinese).keywords == [.rule, .when, .then])
    #expect(try node(.stopClause, in: chinese).has(.andStop))
    #expect(try !node(.stopClause, in: chinese).has(.and))
  }

  @Test func operatorsAreTheFirstPunctuation() throws {
    #expect(try node(.comparison, in: "let a = b ≥ c").operatorToken?.kind == .greaterOrEqual)
    #expect(try node(.sum, in: "let a = (b) - c").operatorToken?.kind == .minus)
    #expect(try node(.rangeTest, in: "let a = b in 1<..<2").operatorToken?.kind == .rangeBetween)
    #expect(try node(.presence, in: "let a = b is missing").operatorToken == nil)
  }

  @Test(arguments: [
    (#""a\n\t\"\\\{\u{4E00}b""#, "a\n\t\"\\{一b"), ("“a \" ’b’”", "a \" ’b’"), ("\"{a}\"", "{a}"),
    ("\"\"", ""), ("”“", ""), (#""\q""#, "\\q"), ("＂x＂", "x"), ("\"x", "x"), ("\"a“", "a“"),
  ])
  func textsAreDecoded(text: String, value: String) throws {
    #expect(try node(.textLiteral, in: "let a = " + text).textValue == value)
  }

  @Test func templatesHaveTheirPartsInOrder() throws {
    let rule = "alerts a: b < c { rule r when x then b because "
    let template = try node(.template, in: rule + #""{p}a\{{q + 1}{r}\nz" }"#)
    let parts = template.templateParts.map { part in
      switch part {
      case .text(let text): text
      case .operand(let operand): "<\(operand.text)>"
      }
    }
    #expect(parts == ["<p>", "a{", "<q + 1>", "<r>", "\nz"])
    let plain = try node(.because, in: rule + "\"x\" }").children.first { _ in true }
    #expect(plain?.templateParts.count == 1)
  }

  @Test(arguments: [
    ("1_000_000", "1000000", false, 0), ("0.35", "0.35", false, 0), ("35%", "35", true, 0),
    ("５０．５％", "50.5", true, 0), ("50万", "50", false, 4), ("1.2 亿", "1.2", false, 8),
    ("2万亿元", "2", false, 12),
  ])
  func numbersAreRead(text: String, digits: String, isPercent: Bool, power: Int) throws {
    let literal = try #require(try node(.numberLiteral, in: "let a = " + text).numberLiteral)
    #expect(literal.digits == digits)
    #expect(literal.isPercent == isPercent)
    #expect(literal.multiplierPower == power)
  }

  @Test func unitsAreTold() throws {
    func unit(_ text: String) throws -> String {
      switch try node(.numberLiteral, in: "let a = " + text).numberLiteral?.unit {
      case .currency(let code): code.text
      case .days: "days"
      case .months: "months"
      case .years: "years"
      case nil: "none"
      }
    }
    #expect(try unit("5") == "none")
    #expect(try unit("500_000 CNY") == "CNY")
    #expect(try unit("50万 USD") == "USD")
    #expect(try unit("5ＣＮＹ") == "CNY")
    #expect(try unit("50万元") == "CNY")
    #expect(try unit("1 day") == "days")
    #expect(try unit("3个月") == "months")
    #expect(try unit("2 年") == "years")
  }

  @Test func datesAndTruthAreRead() throws {
    let date = try #require(try node(.dateLiteral, in: "let a = ２０２６－０１－３１").dateParts)
    #expect(date == (2026, 1, 31))
    #expect(try node(.booleanLiteral, in: "let a = 是").booleanValue == true)
    #expect(try node(.booleanLiteral, in: "let a = no").booleanValue == false)
  }

  @Test func documentationBelongsToWhatFollows() throws {
    let text = "let x = 1\n## One\n# aside\n##Two \nlet a = 1"
    let file = SourceFile(path: "test.tier", bytes: Array(text.utf8), base: 0)
    let lets = parse(file).tree.root.children(.letDeclaration)
    #expect(lets.map(\.documentation) == ["", "One\nTwo"])
  }
}
