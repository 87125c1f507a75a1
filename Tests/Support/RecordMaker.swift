// Records made from what a program says of its input: fields by type and domain, values near those
// that its rules name.

package import TierlineRuntime

/// Makes records for one program.
package struct RecordMaker {
  private let program: Program
  private var random: SeededGenerator
  private var numbers: [Decimal] = [.zero, .one]
  private var texts: [String] = ["", "x"]

  package init(_ program: Program, seed: UInt64) {
    self.program = program
    random = SeededGenerator(seed: seed)
    for expression in program.expressions {
      guard case .constant(let value) = expression.kind else { continue }
      if case .number(let number) = value { numbers.append(number) }
      if case .text(let text) = value { texts.append(text.string) }
    }
  }

  /// A record; most of them are sound.
  package mutating func record(_ index: Int) -> RecordText { object(of: program.input, index, 0) }

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 1...100, using: &random) <= percent
  }

  private mutating func object(of type: RecordType, _ index: Int, _ depth: Int) -> RecordText {
    var result = RecordText(members: [])
    for field in type.fields {
      guard case .stored(let content) = field.content else { continue }
      var isRequired = false
      if case .refused = content.absence { isRequired = true }
      if !field.isKey, chance(isRequired ? 1 : 25) { continue }
      let value =
        field.isKey && field.type == .text
        ? "\"K\(index)\"" : value(of: field.type, content, index, depth)
      result.put(value, at: content.path[...])
    }
    return result
  }

  private mutating func value(
    of type: ValueType, _ content: StoredField?, _ index: Int, _ depth: Int
  ) -> String {
    if case .members(let set)? = content?.domain,
      let member = set.values.randomElement(using: &random)
    {
      return json(member)
    }
    if case .list(let list)? = content?.domain,
      let member = program.lists[list].members.values.randomElement(using: &random)
    {
      return json(member)
    }
    switch type {
    case .boolean: return chance(50) ? "true" : "false"
    case .integer, .number, .money: return number(content)
    case .date:
      let day = Int.random(in: 1...28, using: &random)
      return
        "\"20\(Int.random(in: 10...26, using: &random))-0\(index % 9 + 1)-\(day < 10 ? "0" : "")\(day)\""
    case .days, .months: return "null"
    case .text: return quoted(texts.randomElement(using: &random) ?? "")
    case .level(let level):
      return quoted(program.levelTypes[level].names.randomElement(using: &random) ?? "")
    case .record(let record):
      return depth > 4 ? "{}" : object(of: program.records[record], index, depth + 1).text
    case .list(let element):
      let count = Int.random(in: 0...3, using: &random)
      let elements = (0..<count).map { value(of: element, nil, index + $0, depth + 1) }
      return "[\(elements.joined(separator: ","))]"
    }
  }

  /// A number that the rules name, or one near it, within the domain as far as its ends go.
  private mutating func number(_ content: StoredField?) -> String {
    var candidates = numbers
    if case .range(let range)? = content?.domain {
      for case .number(let end)? in [range.lower, range.upper] { candidates = [end] + candidates }
      candidates = candidates.filter { number in
        if case .number(let lower)? = range.lower, number < lower { return false }
        if case .number(let upper)? = range.upper, number > upper { return false }
        return true
      }
    }
    let number = candidates.randomElement(using: &random) ?? .zero
    let step = Decimal(Int.random(in: -1...1, using: &random))
    let near = chance(30) ? number.adding(step) ?? number : number
    return near.description
  }

  private func json(_ value: Value) -> String {
    switch value {
    case .number(let number): number.description
    case .boolean(let isTrue): isTrue ? "true" : "false"
    case .text(let text): quoted(text.string)
    case .date(let date): "\"\(date)\""
    case .missing, .overflow, .days, .months, .level, .list, .record: "null"
    }
  }

  private func quoted(_ text: String) -> String {
    var json = JSONWriter()
    json.string(text)
    return json.text
  }
}

extension RecordText {
  /// Puts a value at a path of keys, objects in between.
  fileprivate mutating func put(_ value: String, at path: ArraySlice<String>) {
    guard let first = path.first else { return }
    let key = "\"\(first)\""
    guard path.count > 1 else { return members.append((key, value)) }
    let known = members.firstIndex { $0.key == key }
    var inner = known.flatMap { RecordText(members[$0].value) } ?? RecordText(members: [])
    inner.put(value, at: path.dropFirst())
    if let known { members[known].value = inner.text } else { members.append((key, inner.text)) }
  }
}
