/// The kinds of node, each with the text that makes it and what its child nodes are.
///
/// INVARIANT: a child that a kind's comment gives without `?` or `*` is always there, at that
/// place: where the text lacks it, the parser puts an empty `.error` node. Tokens stand between
/// the child nodes; keywords, names and punctuation of a declaration are its own tokens.
/// "name" is the node's own name token (`SyntaxNode.name`), not a child.
package enum NodeKind: UInt8, CaseIterable, Sendable {
  /// A whole file. Children: declaration*.
  case file
  /// Text that fits nowhere, already reported; also the empty stand-in for a child that is absent.
  case error

  // MARK: Declarations

  /// `ruleset "a" version "1" description "b"`. Children: textLiteral (name), textLiteral
  /// (version), textLiteral? (description).
  case rulesetHeader
  /// `use "a.tier"`. Children: textLiteral.
  case useDeclaration
  /// `input customer { … }`. Name. Children: (field | letDeclaration | require)*.
  case inputDeclaration
  /// `record invoice { … }`. Name. Children: (field | letDeclaration | require)*.
  case recordDeclaration
  /// `id: text key label "编号"`. Name. Children: type, modifier*.
  case field
  /// `require a <= b because "c"`. Children: expression, because? .
  case require
  /// `let x: number = 1`. Name. Children: type?, expression (last).
  case letDeclaration
  /// `parameter p: money CNY in >= 0 = 5`, `parameter p { from 2024-01-01: 1 }`. Name.
  /// Children: type?, modifier*, then either a literal expression or datedValue*.
  case parameterDeclaration
  /// `from 2024-01-01: 300万 CNY`. Children: dateLiteral, literal expression.
  case datedValue
  /// `list a: text = ["x"]`, `list a: text from "f.csv" column "c"`. Name. Children: type, then
  /// listLiteral or listSource.
  case listDeclaration
  /// `from "f.csv" column "c"`. Children: textLiteral (path), textLiteral? (column).
  case listSource
  /// `levels grade: low < high`. Name. Children: levelNames.
  case levelsDeclaration
  /// `result r: number optional = 1`. Name. Children: type?, optionalModifier?, expression (last).
  case resultDeclaration
  /// `score s in 0..1000 { … }`. Name. Children: test? (the clamp, a rangeTest), block.
  case scoreDeclaration
  /// `tier t: low < high { … }`. Name. Children: type, block.
  case tierDeclaration
  /// `limit l: money CNY { … }`. Name. Children: type, block.
  case limitDeclaration
  /// `alerts a: blue < red { … }`. Name. Children: type, block.
  case alertsDeclaration
  /// `table t(a, b): days optional { … }`. Name. Children: subjects, type, optionalModifier?,
  /// tableBody.
  case tableDeclaration
  /// `matrix m(a, b): grade { … }`. Name. Children: subjects, type, tableBody.
  case matrixDeclaration
  /// `law l: a or b`. Name. Children: expression.
  case lawDeclaration
  /// `law l: d never rises as f falls where c`. Name. Children: expression (d), expression (f),
  /// expression? (c). Keyword tokens tell the directions.
  case monotoneLawDeclaration
  /// `test "a" { … }`. Children: textLiteral, (asOfClause | givenClause | previousClause |
  /// setClause | expectClause | testTable)*.
  case testDeclaration

  // MARK: Types and field modifiers

  /// `integer`, `text`, `invoice`: a built-in type's keyword token or a name. No children.
  case namedType
  /// `money CNY`. The currency is its name. No children.
  case moneyType
  /// `low < medium < high`. Children: levelNames.
  case levelsType
  /// `low < medium < high` of a `levels` declaration or type: its name tokens, lowest first.
  case levelNames
  /// `{ a: text b: number }`. Children: (field | letDeclaration | require)*.
  case recordType
  /// `list of T`. Children: type.
  case listType

  /// `key`.
  case keyModifier
  /// `optional`.
  case optionalModifier
  /// `default 0`. Children: literal expression.
  case defaultModifier
  /// `in 0..5`, `in >= 0`, `in ["a"]`, `in named`. Children: test (rangeTest, comparisonTest,
  /// or membershipTest of a listLiteral or name).
  case domainModifier
  /// `places 2`. Children: numberLiteral.
  case placesModifier
  /// `from "a.b"`, `from ["a.b", "c"]`. Children: textLiteral or listLiteral.
  case fromModifier
  /// `label "a"`. Children: textLiteral.
  case labelModifier
  /// `sensitive`.
  case sensitiveModifier

  // MARK: Blocks, rules and clauses

  /// The braces of a score, tier, limit or alerts block. Children, as written: takeClause,
  /// startClause, forBlock, rule, step, otherwiseClause, unknownClause, in any order and number
  /// (`BlockShape.swift` says what has no place).
  case block
  /// `take highest`; its keyword token tells which. No children.
  case takeClause
  /// `start 500`. Children: expression.
  case startClause
  /// `for x label "a" { … }`. Children: expression, labelModifier?, block of bands.
  case forBlock
  /// `when < 5, missing then 10 because "a"`. Children: tests, expression (outcome), because?.
  case band
  /// `rule r when c then o …`. Name. Children: expression (condition), outcome, then any of
  /// stopClause, because, ownerClause, withinClause, doClause. The outcome is an expression, in a
  /// limit an action.
  case rule
  /// `cap at x because "a"`: a plain step of a limit. Children: action, because?.
  case step
  /// `set to x`, `round down to 5`; its keyword tokens tell which. Children: expression.
  case action
  /// `and stop`.
  case stopClause
  /// `otherwise low because "a"`. Children: expression, because?.
  case otherwiseClause
  /// `if unknown then low because "a"`, `if unknown then skip`. Children: expression? (absent for
  /// `skip`), because?.
  case unknownClause
  /// `because "a {b}"`. Children: textLiteral or template.
  case because
  /// `owner "a"`. Children: textLiteral or template.
  case ownerClause
  /// `within 3 days`. Children: expression.
  case withinClause
  /// `do "a", "b"`. Children: (textLiteral or template)+.
  case doClause

  // MARK: Tables

  /// `(a, b)` of a table or matrix. Children: expression+.
  case subjects
  /// The braces of a table or matrix. Children, as written: takeClause, row, otherwiseRow,
  /// unknownRow; in a matrix the first child row is the header.
  case tableBody
  /// `| a | b || v | w | because "r"`. Children: cell* (left of `||`: each holds `tests`), then
  /// outcomeCell* (right of it: each holds an expression; in a matrix header, `tests`), because?.
  case row
  /// A cell left of `||`. Children: tests, or nothing where the cell is blank (the corner).
  case cell
  /// A cell right of `||`. Children: expression or tests, or nothing where the cell is blank.
  case outcomeCell
  /// `| otherwise || v |`. Children: outcomeCell*, because?.
  case otherwiseRow
  /// `| if unknown || v |`, `| if unknown || skip |`. Children: outcomeCell* (none for `skip`),
  /// because?.
  case unknownRow

  // MARK: Tests of bands and cells

  /// `< 5, missing`: any of them. Children: test+ (anyTest, missingTest, comparisonTest,
  /// rangeTest, membershipTest, textTest, valueTest).
  case tests
  /// `-`.
  case anyTest
  /// `missing`.
  case missingTest
  /// `< 5`. The operator token. Children: expression.
  case comparisonTest
  /// `1..5`, `1..<5`, `1<..5`, `1<..<5`. The range token. Children: expression, expression.
  case rangeTest
  /// `in a`, `not in ["x"]`, `in 1..5`, `in >= 5`. Children: listLiteral, expression, rangeTest or
  /// comparisonTest.
  case membershipTest
  /// `starts with "a"`, `like "a*"`. The keyword tokens. Children: expression.
  case textTest
  /// `"a"`, `5`, `high`. Children: expression.
  case valueTest

  // MARK: Expressions

  /// `risk`. Name. No children.
  case nameExpression
  /// `500_000`, `35%`, `50万`, `500_000 CNY`, `30 days`: a number token, then its multiplier and
  /// unit words. No children.
  case numberLiteral
  /// `"a"`. No children.
  case textLiteral
  /// `"a {b} c"`: textHead, expression, textMiddle, … textTail. Children: expression+.
  case template
  /// `2026-01-31`. No children.
  case dateLiteral
  /// `yes`, `no`. No children.
  case booleanLiteral
  /// `missing`. No children.
  case missingLiteral
  /// `[a, b]`. Children: expression*.
  case listLiteral
  /// `{ a: 1, b: { c: 2 } }`: given inline in a test. Children: recordEntry*.
  case recordLiteral
  /// `a: 1`. Name. Children: expression (recordLiteral and listLiteral too).
  case recordEntry
  /// `as_of`. No children.
  case asOfExpression
  /// `it`. No children.
  case itExpression
  /// `.amount`. Name. No children.
  case elementExpression
  /// `previous.risk`. Name. No children. (`previous.a.b` is a member of it.)
  case previousExpression
  /// `contact.phone`. Name. Children: expression.
  case memberExpression
  /// `(a)`. Children: expression.
  case parenthesised
  /// `-a`. Children: expression.
  case negation
  /// `not a`. Children: expression.
  case notExpression
  /// `a or b or c`, flat. Children: expression+ (two or more).
  case orExpression
  /// `a and b and c`, flat. Children: expression+ (two or more).
  case andExpression
  /// `a < b`. The operator token. Children: expression, expression.
  case comparison
  /// `a in 1..5`, `a not in list`, `a in >= 5`. The keyword tokens. Children: expression, then
  /// rangeTest, comparisonTest, listLiteral or expression.
  case membership
  /// `a is missing`, `a is present`. The keyword tokens. Children: expression.
  case presence
  /// `a starts with "x"`, `ends with`, `contains`, `like`. The keyword tokens. Children:
  /// expression, expression.
  case textComparison
  /// `a default b`. Children: expression, expression.
  case defaultExpression
  /// `a + b`, `a - b`. The operator token. Children: expression, expression.
  case sum
  /// `a * b`, `a / b`. The operator token. Children: expression, expression.
  case product
  /// `if c then a else b`. Children: expression, expression, expression.
  case conditional
  /// `round up(x, 2)`. The function's keyword tokens. Children: expression*.
  case call
  /// `count(l where c)`, `sum(e for l where c)`. The function's keyword tokens. Children:
  /// aggregateValue?, expression (the list), whereClause?.
  case aggregate
  /// `e for` of an aggregate. Children: expression.
  case aggregateValue
  /// `where c`. Children: expression.
  case whereClause

  // MARK: Tests of rulesets (section 9)

  /// `as of 2026-01-01`. Children: dateLiteral.
  case asOfClause
  /// `given "f.json" key "C1" with { … }`, `given { … }`. Children: textLiteral or recordLiteral,
  /// fixtureKey?, withClause?.
  case givenClause
  /// `previous "f.json" key "C1" with { … }`, `previous { … }`. Children as givenClause.
  case previousClause
  /// `key "C1"`. Children: expression+ (one for each key field, commas between).
  case fixtureKey
  /// `with { … }`. Children: recordLiteral.
  case withClause
  /// `set p = 5`. Name. Children: expression.
  case setClause
  /// `expect …`. Children: one of valueExpectation, alertExpectation, rejectedExpectation,
  /// unknownExpectation, snapshotExpectation.
  case expectClause
  /// `risk = high by delinquent because contains "x"`. Children: expression (the name), then a
  /// comparisonTest, membershipTest or missingTest (for `= missing`, `!= missing` comparisonTest
  /// of missingLiteral), byClause?, becauseContains?.
  case valueExpectation
  /// `by rule`, `by otherwise`, `by unknown`. Name, or its keyword token. No children.
  case byClause
  /// `because contains "x"`. Children: textLiteral.
  case becauseContains
  /// `warnings include r at red`, `warnings exclude r`, `warnings = [r, s]`. Name (the block), then
  /// keyword or `=` token. Children: ruleReference*, levelReference?.
  case alertExpectation
  /// `r`: a rule's name. Name. No children.
  case ruleReference
  /// `at red`. Children: expression.
  case levelReference
  /// `rejected at a.b`. Children: expression? (the field).
  case rejectedExpectation
  /// `risk unknown because of a, b`. Children: expression (the name), expression* (the fields).
  case unknownExpectation
  /// `decisions of "p.ndjson" match "e.ndjson"`. Children: textLiteral, textLiteral.
  case snapshotExpectation
  /// The rows of a test. Children: testHeader, testRow*.
  case testTable
  /// `| a | b.c || risk |`. Children: expression+ (inputs, as names or members), then, after the
  /// `||` token, expression+ (decisions).
  case testHeader
  /// `| 60 | "x" || low |`. Children: testValue+ as many as the header, before and after `||`.
  case testRow
  /// A cell of a test row. Children: expression (recordLiteral and listLiteral too), or nothing
  /// where the cell is blank.
  case testValue
}
