// Records for generated rulesets.

extension RulesetGenerator {
  /// A record as one line of JSON: mostly valid, some with a missing or a wrong value.
  package mutating func record(_ index: Int) -> String {
    var members = ["\"id\":\"C\(index)\""]
    for field in fields {
      guard case .plain(let type) = field.kind else { continue }
      let isAbsent = field.absence == .required ? chance(2) : chance(35)
      if isAbsent {
        if chance(50) { members.append("\"\(field.name)\":null") }
      } else {
        members.append("\"\(field.name)\":\(chance(2) ? "{}" : json(type))")
      }
    }
    let visits = (0..<pick(0...4)).map { _ in visit() }
    if chance(85) { members.append("\"visits\":[\(visits.joined(separator: ","))]") }
    return "{" + members.joined(separator: ",") + "}"
  }

  private mutating func visit() -> String {
    var members = ["\"n\":\(pick(-50...50))"]
    if chance(60) { members.append("\"ok\":\(chance(50))") }
    if chance(60) { members.append("\"spent\":\(pick(0...9999)).\(pick(10...99))") }
    if chance(60) {
      let parts = (0..<pick(0...3)).map { _ in part() }
      members.append("\"parts\":[\(parts.joined(separator: ","))]")
    }
    return "{" + members.joined(separator: ",") + "}"
  }

  private mutating func part() -> String {
    let fee = chance(60) ? ",\"fee\":\(pick(0...99))" : ""
    return "{\"k\":\(chance(99) ? pick(-50...50) : 51)\(fee)}"
  }

  private mutating func json(_ type: GeneratedType) -> String {
    switch type {
    case .integer: "\(pick(-100...100))"
    case .number: pick(["0", "-1.5", "0.1", "123456.789", "1e3", "999999999999999", "\"2.5\""])
    case .money: "\(pick(0...100000)).\(pick(0...9))"
    case .boolean: chance(50) ? "true" : "false"
    case .text: pick(["\"red\"", "\"aab\"", "\"\\u5ba2\\u6237\"", "\"\""])
    case .date: pick(["\"2020-02-29\"", "\"2026-01-31\"", "\"2025-06-30T23:00:00Z\""])
    case .level: pick(["\"low\"", "\"mid\"", "\"high\""])
    }
  }
}
