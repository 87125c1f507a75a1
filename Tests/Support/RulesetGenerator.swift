// Random rulesets that pass `check`, and records for them.
//
// Text is generated, not trees, so that a property over it goes through the lexer, the parser, the
// checker and the evaluator, in English and Chinese keywords mixed. Each expression is generated
// for a type and knows whether it may be missing; where the language demands a present value the
// text gets a `default`, where it demands a definite condition an `if unknown` or a `default no`.
// Numbers stay small enough that overflow is rare, and large enough that it happens.

/// Generates one ruleset and records for it from a seed.
package struct RulesetGenerator {
  var random: SeededGenerator
  /// Fields of the input by name.
  private(set) var fields: [GeneratedField] = []
  /// Names that expressions may read, with their type and whether they may be missing.
  private var names: [GeneratedName] = []
  private var decisions = 0

  package init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// A ruleset's text; it passes `check` without an error.
  package mutating func ruleset() -> String {
    fields = makeFields()
    names = fields.compactMap(\.generatedName)
    var text = word("ruleset", "规则集") + " \"Random\" " + word("version", "版本") + " \"1\"\n"
    text += input() + lists() + parameters() + lets()
    for _ in 0..<pick(2...6) { text += decision() }
    return text
  }

  // MARK: Choices

  mutating func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[pick(0...choices.count - 1)]
  }

  mutating func chance(_ percent: Int) -> Bool { pick(1...100) <= percent }

  /// A keyword in either language.
  mutating func word(_ english: String, _ chinese: String) -> String {
    chance(80) ? english : chinese
  }

  // MARK: Declarations

  private mutating func makeFields() -> [GeneratedField] {
    var result = [GeneratedField(name: "id", kind: .key)]
    let kinds: [GeneratedType] = [.integer, .number, .money, .boolean, .text, .date, .level]
    for index in 0..<pick(4...9) {
      let absence: GeneratedField.Absence =
        chance(45) ? .optional : chance(30) ? .defaulted : .required
      result.append(
        GeneratedField(name: "f\(index)", kind: .plain(pick(kinds)), absence: absence))
    }
    result.append(GeneratedField(name: "visits", kind: .list))
    return result
  }

  private mutating func input() -> String {
    var text = "levels grade: low < mid < high\n"
    text += "record visit { \(word("let", "定义")) twice = .n * 2  n: integer in -50..50  "
    text += "ok: boolean optional  spent: money CNY in 0..9999 optional  "
    text += "parts: list of part default [] }\n"
    text += "record part { k: integer in -50..50  fee: money CNY in 0..99 optional }\n"
    text += word("input", "输入") + " customer {\n"
    for field in fields { text += "  " + declaration(of: field) + "\n" }
    return text + "}\n"
  }

  private mutating func declaration(of field: GeneratedField) -> String {
    switch field.kind {
    case .key: return "id: \(word("text", "文本")) \(word("key", "主键"))"
    case .list: return "visits: list of visit default []"
    case .plain(let type):
      var text = "\(field.name): \(type.text)"
      if let domain = type.domain { text += " in \(domain)" }
      switch field.absence {
      case .required: break
      case .optional: text += " " + word("optional", "可选")
      case .defaulted: text += " default \(fieldLiteral(type))"
      }
      return text
    }
  }

  private mutating func lists() -> String {
    "list colours: text = [\"red\", \"green\"]\nresult coloured = \"red\" in colours\n"
  }

  private mutating func parameters() -> String {
    names.append(GeneratedName(text: "edge", type: .integer, mayBeMissing: false))
    names.append(GeneratedName(text: "floor_amount", type: .money, mayBeMissing: false))
    let edge = pick(-20...20)
    return "parameter edge = \(edge)\nparameter floor_amount: money CNY { from 2020-01-01: "
      + "\(pick(1...500)) CNY from 2026-01-01: \(pick(1...900)) CNY }\n"
      + "result used = edge + 0 > 0 and floor_amount > 0 CNY\n"
  }

  private mutating func lets() -> String {
    var text = ""
    for index in 0..<pick(1...4) {
      let type = pick([GeneratedType.integer, .number, .money, .boolean])
      let value = expression(type, depth: 3)
      text += "\(word("let", "定义")) l\(index): \(type.text) = \(value.text)\n"
      text += "result shown\(index): \(type.text) \(word("optional", "可选")) = l\(index)\n"
      names.append(
        GeneratedName(text: "l\(index)", type: type, mayBeMissing: value.mayBeMissing))
    }
    return text
  }

  // MARK: Decisions

  private mutating func decision() -> String {
    decisions += 1
    let name = "d\(decisions)"
    switch pick(0...6) {
    case 0: return score(name)
    case 1: return tier(name)
    case 2: return limit(name)
    case 3: return alerts(name)
    case 4: return table(name)
    case 5: return matrix(name)
    default: return result(name)
    }
  }

  private mutating func score(_ name: String) -> String {
    var text = "score \(name) in -500..500 {\n  \(word("start", "起始")) \(pick(0...100))\n"
    for _ in 0..<pick(1...3) { text += "  for " + bands(.number, points: true) + "\n" }
    for index in 0..<pick(0...2) {
      text += "  rule r\(index) when \(expression(.boolean, depth: 2).operand) "
      text += "\(word("then", "则")) \(pick(-90...90))\n"
    }
    let unknown = chance(50) ? "skip" : "\(pick(-9...9))"
    names.append(GeneratedName(text: name, type: .number, mayBeMissing: false))
    return text + "  \(word("if unknown", "若未知")) then \(unknown)\n}\n"
  }

  /// `x { when … otherwise … if unknown … }` over a number.
  private mutating func bands(_ type: GeneratedType, points: Bool) -> String {
    let subject = expression(pick([.integer, .number]), depth: 2)
    var text = "\(subject.operand) {\n"
    if chance(50) { text += "    when missing then \(outcome(type))\n" }
    for _ in 0..<pick(1...3) { text += "    when \(test()) then \(outcome(type))\n" }
    text += "    \(word("otherwise", "其余")) \(outcome(type))\n"
    return text + "    if unknown then \(chance(50) ? "skip" : outcome(type))\n  }"
  }

  private mutating func test() -> String {
    switch pick(0...3) {
    case 0: return "\(pick(["<", "<=", ">", ">=", "="])) \(pick(-30...30))"
    case 1:
      let lower = pick(-30...20)
      return "\(lower)..\(pick(["", "<"]))\(lower + pick(1...20))"
    case 2: return "in [\(pick(-9...9)), \(pick(10...19))]"
    default: return "not in \(pick(-9...0))..\(pick(1...9)), = 5"
    }
  }

  private mutating func outcome(_ type: GeneratedType) -> String {
    type == .level ? pick(["low", "mid", "high"]) : "\(pick(-60...60))"
  }

  private mutating func tier(_ name: String) -> String {
    var text = "tier \(name): grade {\n"
    if chance(20) {
      text += "  for " + bands(.level, points: false) + "\n}\n"
    } else {
      let policy = pick(["first", "highest", "lowest"])
      text += "  take \(policy)\n"
      for index in 0..<pick(1...4) {
        let condition = expression(.boolean, depth: 3)
        text += "  rule r\(index) when \(condition.text) then \(pick(["low", "mid", "high"]))"
        text += chance(40) ? " because \"edge {edge}, {l0}\"\n" : "\n"
      }
      text += "  otherwise \(pick(["low", "mid", "high"]))\n"
      text += "  if unknown then \(pick(["skip", "low", "high"]))\n}\n"
    }
    names.append(GeneratedName(text: name, type: .level, mayBeMissing: false))
    return text
  }

  private mutating func limit(_ name: String) -> String {
    let settles = chance(60)
    var text = "limit \(name): money CNY {\n  start \(needed(.money, settles: settles))\n"
    for index in 0..<pick(1...4) {
      let action = limitAction(settles: settles)
      if chance(50) {
        text += "  \(action)\n"
      } else {
        let condition = expression(.boolean, depth: 2)
        let when = settles ? condition.text : "\(condition.parenthesised) default no"
        text += "  rule r\(index) when \(when) then \(action)\(chance(30) ? " and stop" : "")\n"
      }
    }
    if settles { text += "  if unknown then \(pick(0...99)) CNY\n" }
    names.append(GeneratedName(text: name, type: .money, mayBeMissing: false))
    return text + "}\n"
  }

  private mutating func limitAction(settles: Bool) -> String {
    switch pick(0...5) {
    case 0: return "cap at \(needed(.money, settles: settles))"
    case 1: return "floor at \(needed(.money, settles: settles))"
    case 2: return "multiply by \(pick(0...300))%"
    case 3: return "round \(pick(["down", "up", "nearest", "half even"])) to \(pick(1...100)) CNY"
    case 4: return "add \(needed(.money, settles: settles))"
    default: return "subtract \(needed(.money, settles: settles))"
    }
  }

  /// An operand of a type; present unless something settles a missing one.
  private mutating func needed(_ type: GeneratedType, settles: Bool = false) -> String {
    let value = expression(type, depth: 2)
    guard value.mayBeMissing, !settles else { return value.operand }
    return "\(value.parenthesised) default \(literal(type))"
  }

  private mutating func alerts(_ name: String) -> String {
    var text = "alerts \(name): blue < red {\n"
    for index in 0..<pick(1...3) {
      text += "  rule r\(index) when \(expression(.boolean, depth: 2).text) "
      text += "then \(pick(["blue", "red"])) owner \"desk\" within \(pick(1...9)) days\n"
    }
    names.append(GeneratedName(text: "\(name).r0", type: .boolean, mayBeMissing: false))
    return text + "  if unknown then \(pick(["skip", "blue", "red"]))\n}\n"
  }

  private mutating func table(_ name: String) -> String {
    let first = expression(.integer, depth: 2)
    let second = expression(.boolean, depth: 1)
    var text = "table \(name)(\(first.text), \(second.text)): days {\n"
    if chance(50) { text += "  | missing | - || \(pick(0...90)) days |\n" }
    for _ in 0..<pick(1...3) {
      text += "  | \(test()) | \(pick(["yes", "no", "-", "missing"])) || \(pick(0...90)) days |\n"
    }
    text += "  | otherwise || 1 day |\n"
    text += "  | if unknown || \(pick(["2 days", "skip"])) |\n}\n"
    return text
  }

  private mutating func matrix(_ name: String) -> String {
    let edge = pick(-9...9)
    return "matrix \(name)(edge, \(needed(.integer))): grade {\n"
      + "  |        || <= \(edge) | > \(edge) |\n"
      + "  | < 0    || low | mid  |\n  | >= 0   || mid | high |\n}\n"
  }

  private mutating func result(_ name: String) -> String {
    let type = pick([GeneratedType.integer, .number, .money, .boolean, .text, .date])
    let value = expression(type, depth: 4)
    return "result \(name): \(type.text) optional = \(value.text)\n"
  }

  // MARK: Expressions

  /// An expression of a type; `depth` bounds its nesting.
  mutating func expression(_ type: GeneratedType, depth: Int) -> GeneratedExpression {
    if depth == 0 || chance(25) { return leaf(type) }
    switch type {
    case .integer: return integer(depth)
    case .number: return number(depth)
    case .money: return money(depth)
    case .boolean: return boolean(depth)
    case .text: return text(depth)
    case .date: return date(depth)
    case .level: return leaf(.level)
    }
  }

  private mutating func leaf(_ type: GeneratedType) -> GeneratedExpression {
    let known = names.filter { $0.type == type }
    if !known.isEmpty, chance(75) {
      let name = pick(known)
      return GeneratedExpression(name.text, mayBeMissing: name.mayBeMissing, isTight: true)
    }
    return GeneratedExpression(literal(type), mayBeMissing: false, isTight: true)
  }

  private mutating func integer(_ depth: Int) -> GeneratedExpression {
    switch pick(0...8) {
    case 0: return binary(.integer, pick(["+", "-", "*"]), .integer, depth)
    case 1: return conditional(.integer, depth)
    case 2: return fallback(.integer, depth)
    case 3:
      return GeneratedExpression("count(visits where .n > \(pick(-9...9)))", mayBeMissing: false)
    case 4: return GeneratedExpression("sum(.twice for visits)", mayBeMissing: false)
    case 5: return call("abs", [.integer], depth)
    case 6: return GeneratedExpression("sum(sum(.k for .parts) for visits)", mayBeMissing: false)
    case 7:
      let bound = pick(-9...9)
      return GeneratedExpression(
        "count(visits where \(pick(["any", "all", "none"]))(.parts where .k > \(bound)))",
        mayBeMissing: false)
    default:
      return GeneratedExpression("max(.n for visits where .ok default no)", mayBeMissing: true)
    }
  }

  private mutating func number(_ depth: Int) -> GeneratedExpression {
    switch pick(0...5) {
    case 0: return binary(.number, pick(["+", "-", "*"]), .number, depth)
    case 1: return quotient(of: .number, depth)
    case 2: return quotient(of: .money, depth)
    case 3: return conditional(.number, depth)
    case 4: return fallback(.number, depth)
    default:
      let inner = expression(.number, depth: depth - 1)
      return GeneratedExpression(
        "\(pick(["round", "round up", "round down", "round half even"]))(\(inner.text), \(pick(0...4)))",
        mayBeMissing: inner.mayBeMissing, isTight: true)
    }
  }

  /// A quotient by a field: a constant divisor of 0 would be a finding.
  private mutating func quotient(of type: GeneratedType, _ depth: Int) -> GeneratedExpression {
    let divisors = fields.compactMap(\.generatedName).filter { $0.type == type }
    let dividend = expression(type, depth: depth - 1)
    let divisor = divisors.isEmpty ? (type == .money ? "8 CNY" : "8") : pick(divisors).text
    return GeneratedExpression(
      "\(dividend.parenthesised) / \(divisor)", mayBeMissing: true, isTight: false)
  }

  private mutating func money(_ depth: Int) -> GeneratedExpression {
    switch pick(0...5) {
    case 0: return binary(.money, pick(["+", "-"]), .money, depth)
    case 1: return binary(.money, "*", .number, depth)
    case 2: return conditional(.money, depth)
    case 3: return fallback(.money, depth)
    case 4:
      let sum = pick([".spent default 0 CNY", "sum(.fee default 0 CNY for .parts)"])
      return GeneratedExpression("sum(\(sum) for visits)", mayBeMissing: false)
    default: return call(pick(["min", "max"]), [.money, .money], depth)
    }
  }

  private mutating func boolean(_ depth: Int) -> GeneratedExpression {
    switch pick(0...8) {
    case 0, 1:
      let type = pick([GeneratedType.integer, .number, .money, .date])
      var result = binary(type, pick(["=", "!=", "<", "<=", ">", ">="]), type, depth)
      result.isTight = false
      return result
    case 2, 3:
      let parts = (0..<pick(2...4)).map { _ in expression(.boolean, depth: depth - 1) }
      let joiner = pick([" and ", " or ", " 且 ", " 或 "])
      return GeneratedExpression(
        parts.map(\.parenthesised).joined(separator: joiner),
        mayBeMissing: parts.contains(where: \.mayBeMissing), isTight: false)
    case 4:
      let inner = expression(.boolean, depth: depth - 1)
      return GeneratedExpression(
        "\(word("not", "非")) \(inner.parenthesised)", mayBeMissing: inner.mayBeMissing,
        isTight: false)
    case 5:
      let inner = expression(pick([.integer, .money, .boolean]), depth: depth - 1)
      return GeneratedExpression(
        "\(inner.parenthesised) \(word("is missing", "缺失"))", mayBeMissing: false, isTight: false)
    case 6:
      let inner = expression(.integer, depth: depth - 1)
      return GeneratedExpression(
        "\(inner.parenthesised) in \(pick(-20...0))..\(pick(1...20))",
        mayBeMissing: inner.mayBeMissing, isTight: false)
    case 7:
      return GeneratedExpression(
        "\(pick(["any", "all", "none"]))(visits where .n > \(pick(-9...9)) or .ok default no)",
        mayBeMissing: false, isTight: true)
    default:
      let inner = expression(.text, depth: depth - 1)
      return GeneratedExpression(
        "\(inner.parenthesised) \(pick(["contains", "starts with", "like"])) \"a*\"",
        mayBeMissing: inner.mayBeMissing, isTight: false)
    }
  }

  private mutating func text(_ depth: Int) -> GeneratedExpression {
    chance(50) ? call(pick(["upper", "lower", "trim"]), [.text], depth) : fallback(.text, depth)
  }

  private mutating func date(_ depth: Int) -> GeneratedExpression {
    let inner = expression(.date, depth: depth - 1)
    return GeneratedExpression(
      "\(inner.parenthesised) \(pick(["+", "-"])) \(pick(0...40)) \(pick(["days", "months"]))",
      mayBeMissing: inner.mayBeMissing, isTight: false)
  }

  private mutating func binary(
    _ left: GeneratedType, _ symbol: String, _ right: GeneratedType, _ depth: Int
  ) -> GeneratedExpression {
    let first = expression(left, depth: depth - 1)
    let second = expression(right, depth: depth - 1)
    return GeneratedExpression(
      "\(first.parenthesised) \(symbol) \(second.parenthesised)",
      mayBeMissing: first.mayBeMissing || second.mayBeMissing, isTight: false)
  }

  private mutating func conditional(_ type: GeneratedType, _ depth: Int) -> GeneratedExpression {
    let condition = expression(.boolean, depth: depth - 1)
    let first = expression(type, depth: depth - 1)
    let second = expression(type, depth: depth - 1)
    return GeneratedExpression(
      "if \(condition.parenthesised) default no then \(first.parenthesised) "
        + "else \(second.parenthesised)",
      mayBeMissing: first.mayBeMissing || second.mayBeMissing, isTight: false)
  }

  private mutating func fallback(_ type: GeneratedType, _ depth: Int) -> GeneratedExpression {
    let value = expression(type, depth: depth - 1)
    return GeneratedExpression(
      "\(value.parenthesised) \(word("default", "默认")) \(literal(type))", mayBeMissing: false,
      isTight: false)
  }

  private mutating func call(
    _ name: String, _ types: [GeneratedType], _ depth: Int
  ) -> GeneratedExpression {
    let arguments = types.map { expression($0, depth: depth - 1) }
    return GeneratedExpression(
      "\(name)(\(arguments.map(\.text).joined(separator: ", ")))",
      mayBeMissing: arguments.contains(where: \.mayBeMissing), isTight: true)
  }

  /// A literal of a type for use in expressions.
  mutating func literal(_ type: GeneratedType) -> String {
    switch type {
    case .integer: "\(pick(-30...30))"
    case .number: pick(["0.5", "12.25", "35%", "-3", "0", "99999999999.5"])
    case .money: "\(pick(0...500)) CNY"
    case .boolean: pick(["yes", "no", "是", "否"])
    case .text: pick(["\"red\"", "\"aab\"", "\"\"", "\"客户\""])
    case .date: pick(["2020-02-29", "2026-01-01", "1999-12-31"])
    case .level: pick(["low", "mid", "high"])
    }
  }

  /// A literal within the domain that fields of the type have.
  private mutating func fieldLiteral(_ type: GeneratedType) -> String {
    switch type {
    case .integer: "\(pick(-100...100))"
    case .money: "\(pick(0...500)) CNY"
    case .text: pick(["\"red\"", "\"aab\""])
    case .number, .boolean, .date, .level: literal(type)
    }
  }
}
