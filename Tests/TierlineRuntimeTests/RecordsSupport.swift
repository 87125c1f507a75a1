// What the tests of records share: a program that reads, and a run over text in chunks.

import TierlineSource

@testable import TierlineRuntime

/// An input with every kind of field.
///
///     input customer {
///       id: text key
///       score: integer in 300..950 optional
///       revenue: money CNY in >= 0 places 2
///       assets: money CNY optional from "balance.total_assets"
///       debts: money CNY optional from "balance.total_debts"
///       since: date optional
///       kind: text in ["a", "b"] default "a"
///       grade: low < medium < high optional
///       listed: boolean default no
///       phone: text in ["1"] sensitive optional
///       contact: { city: text  street: text optional } optional
///       owner: { name: text optional }
///       invoices: list of { no: text  amount: money CNY  let twice = … } default []
///       marks: list of integer in 0..5 optional
///     }
enum Sample {
  static let program: Program = {
    let yuan: ValueType = Currency(code: "CNY").map(ValueType.money) ?? .number
    let atLeastZero = Domain.range(ValueRange(lower: .number(.zero), upper: nil))
    func field(
      _ name: String, _ type: ValueType, _ absence: StoredField.Absence = .missing,
      path: [String]? = nil, domain: Domain? = nil, places: Int = 18, isKey: Bool = false,
      isSensitive: Bool = false
    ) -> Field {
      Field(
        name: name, type: type, span: .nowhere, isKey: isKey, isSensitive: isSensitive,
        content: .stored(
          StoredField(path: path ?? [name], absence: absence, domain: domain, places: places)))
    }
    func members(_ texts: String...) -> Domain {
      .members(ValueSet(texts.map { .text(Text($0)) }))
    }
    func range(_ lower: Int, _ upper: Int) -> Domain {
      .range(ValueRange(lower: .number(Decimal(lower)), upper: .number(Decimal(upper))))
    }
    let input = RecordType(
      name: "customer",
      fields: [
        field("id", .text, .refused, isKey: true),
        field("score", .integer, domain: range(300, 950), places: 0),
        field("revenue", yuan, .refused, domain: atLeastZero, places: 2),
        field("assets", yuan, path: ["balance", "total_assets"], places: 2),
        field("debts", yuan, path: ["balance", "total_debts"], places: 2),
        field("since", .date),
        field("kind", .text, .value(.text(Text("a"))), domain: members("a", "b")),
        field("grade", .level(0)),
        field("listed", .boolean, .value(.boolean(false))),
        field("phone", .text, domain: members("1"), isSensitive: true),
        field("contact", .record(1)),
        field("owner", .record(2), .refused),
        field("invoices", .list(of: .record(3)), .value(.list([]))),
        field("marks", .list(of: .integer), domain: range(0, 5)),
      ])
    return Program(
      name: "sample", version: "1",
      levelTypes: [LevelType(name: "grade", names: ["low", "medium", "high"])],
      records: [
        input,
        RecordType(
          name: "contact",
          fields: [field("city", .text, .refused), field("street", .text)]),
        RecordType(name: "owner", fields: [field("name", .text)]),
        RecordType(
          name: "invoice",
          fields: [
            field("no", .text, .refused), field("amount", yuan, .refused, places: 2),
            Field(name: "twice", type: yuan, span: .nowhere, content: .derived(ExpressionID(0))),
          ]),
      ])
  }()
}

/// Text in chunks of a size; the last may be shorter.
func source(_ bytes: [UInt8], chunk: Int) -> ByteSource {
  var rest = bytes[...]
  return { () throws(ByteSourceFailure) in
    let head = Array(rest.prefix(chunk))
    rest = rest.dropFirst(chunk)
    return head
  }
}

/// Reads everything.
func readAll(
  _ bytes: [UInt8], chunk: Int = 4096, program: Program = Sample.program,
  limits: RecordLimits = RecordLimits()
) throws -> [RecordReading] {
  var reader = RecordReader(
    program: program, limits: limits, source: source(bytes, chunk: chunk))
  var readings: [RecordReading] = []
  while let reading = try reader.next() { readings.append(reading) }
  return readings
}

/// Reads everything of a text.
func readAll(
  _ text: String, chunk: Int = 4096, limits: RecordLimits = RecordLimits()
) throws -> [RecordReading] {
  try readAll(Array(text.utf8), chunk: chunk, limits: limits)
}

extension RecordReading {
  /// The faults; none for a sound record.
  var faults: [RecordFault] {
    switch content {
    case .record: []
    case .refused(let faults): faults
    }
  }

  /// The value of a field of the sample by its name, as text; nil when refused.
  func value(_ name: String) -> String? {
    guard case .record(let values) = content,
      let index = Sample.program.input.fields.firstIndex(where: { $0.name == name })
    else { return nil }
    return values[index].plain
  }

  /// Everything that a reader can tell apart, in one text.
  var summary: String {
    let key = key.map(\.plain).joined(separator: ",")
    switch content {
    case .record(let values):
      return "\(line) [\(key)] " + values.map(\.plain).joined(separator: " ")
    case .refused(let faults):
      return "\(line) [\(key)] refused "
        + faults.map { "\($0.code.rawValue) \($0.path): \($0.message.english)" }
        .joined(separator: "; ")
    }
  }
}

extension Value {
  /// The value in plain words.
  var plain: String {
    switch self {
    case .missing: "-"
    case .overflow: "overflow"
    case .boolean(let isTrue): isTrue ? "yes" : "no"
    case .number(let number): number.description
    case .date(let date): date.description
    case .days(let count): "\(count)d"
    case .months(let count): "\(count)m"
    case .text(let text): "'\(text.string)'"
    case .level(let index): "#\(index)"
    case .list(let values): "[" + values.map(\.plain).joined(separator: " ") + "]"
    case .record(let values): "{" + values.map(\.plain).joined(separator: " ") + "}"
    }
  }
}
