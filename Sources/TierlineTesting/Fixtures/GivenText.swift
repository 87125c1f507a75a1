// Given values as JSON, under the keys that the data has them under: `assets: 5` of a field
// `from "balance.total_assets"` becomes `{"balance":{"total_assets":5}}`.

package import TierlineChecker
package import TierlineRuntime

extension JSONTree {
  /// Lays given fields of a record type over the record.
  package mutating func lay(_ fields: [GivenField], of record: Int, in program: Program) {
    for field in fields {
      guard case .field(let index) = field.target else { continue }
      let description = program.records[record].fields[index]
      let path = description.path
      let present = value(at: path)
      set(
        JSONTree(field.value, as: description.type, over: present, in: program), at: path)
    }
  }

  /// A given value; a record keeps what `present` has besides.
  package init(
    _ value: GivenValue, as type: ValueType, over present: JSONTree?, in program: Program
  ) {
    switch value {
    case .missing: self = .null
    case .plain(let value): self = .raw(plainJSON(value, as: type, in: program))
    case .record(let record, let fields):
      var tree = present ?? .object([])
      if case .raw = tree { tree = .object([]) }
      tree.lay(fields, of: record, in: program)
      self = tree
    case .list(let elements):
      var bytes: [UInt8] = [UInt8(ascii: "[")]
      for (index, element) in elements.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        bytes += JSONTree(element, as: type.elementType, over: nil, in: program).bytes
      }
      self = .raw(bytes + [UInt8(ascii: "]")])
    }
  }
}

/// A plain value as the reader of records takes it.
func plainJSON(_ value: Value, as type: ValueType, in program: Program) -> [UInt8] {
  switch value {
  case .missing, .overflow, .list, .record: Array("null".utf8)
  case .boolean(let isTrue): Array((isTrue ? "true" : "false").utf8)
  case .number(let number): Array(number.description.utf8)
  case .text(let text): quotedJSON(text.string)
  case .date(let date): quotedJSON(date.description)
  case .days, .months, .level: quotedJSON(program.text(of: value, as: type))
  }
}

extension ValueType {
  /// The type of a list's elements; of anything else itself.
  var elementType: ValueType {
    if case .list(let element) = self { element } else { self }
  }
}
