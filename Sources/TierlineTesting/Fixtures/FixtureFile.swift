// Files of customers for tests: one record, an array, or NDJSON.

import TierlineRuntime
import TierlineSource

/// A file that was read, its records told apart.
struct FixtureFile: Sendable {
  private let bytes: [UInt8]
  /// nil when the text is no run of records.
  private let records: [ArraySlice<UInt8>]?
  /// By key, the first of each; of files that are read by key.
  private var byKey: [[String]: Int] = [:]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    records = JSONOutline.records(of: bytes)
  }

  /// Why a record could not be had.
  enum Problem: Error {
    case severalRecords(Int)
    case noRecord
    case noSuchKey
  }

  /// The one record of the file; text that is none comes back whole, to be refused.
  func single() throws(Problem) -> [UInt8] {
    guard let records else { return bytes }
    guard let record = records.first else { throw .noRecord }
    guard records.count == 1 else { throw .severalRecords(records.count) }
    return Array(record)
  }

  /// The record of a key; the index over the file is made once.
  mutating func record(_ key: [Value], of program: Program) throws(Problem) -> [UInt8] {
    guard let records, !records.isEmpty else { throw .noRecord }
    if byKey.isEmpty { indexKeys(program) }
    guard let index = byKey[key.map(keyText)] else { throw .noSuchKey }
    return Array(records[index])
  }

  private mutating func indexKeys(_ program: Program) {
    let paths = program.input.keyFields.map { program.input.fields[$0].path }
    for (index, record) in (records ?? []).enumerated() {
      guard let tree = JSONTree(record) else { continue }
      let key = paths.map { tree.value(at: $0).map(keyText) ?? "" }
      if byKey[key] == nil { byKey[key] = index }
    }
  }

  /// A key as text: a number and the same number in quotes are one key.
  private func keyText(_ tree: JSONTree) -> String {
    guard case .raw(let bytes) = tree else { return "" }
    let isQuoted = bytes.count >= 2 && bytes.first == UInt8(ascii: "\"")
    let text =
      isQuoted ? unescaped(bytes[1..<bytes.count - 1]) : String(decoding: bytes, as: UTF8.self)
    return Decimal(text)?.description ?? text
  }

  private func keyText(_ value: Value) -> String {
    switch value {
    case .text(let text): Decimal(text.string)?.description ?? text.string
    case .number(let number): number.description
    case .missing, .overflow, .boolean, .date, .days, .months, .level, .list, .record: ""
    }
  }
}

extension Field {
  /// The keys from the record's object inward; empty for a derived field.
  var path: [String] {
    if case .stored(let content) = content { content.path } else { [] }
  }
}
