// Refused records: readable lines on standard error, or NDJSON in the file of `--rejects`.

import TierlineRuntime
import TierlineSource

/// Reports each refused record.
struct RefusalReport {
  let program: Program
  let language: Language
  /// Whether a report names the file that the record stands in.
  let namesFile: Bool

  /// `refused: a.ndjson:12 (C1): R102 at balance.total_assets: expected money CNY, found "abc"`,
  /// one line for each fault.
  func lines(_ refusal: Refused) -> String {
    let place = "\(refusal.path == "-" ? "stdin" : refusal.path):\(refusal.line)"
    let key = refusal.key.isEmpty ? "" : " (\(keyTexts(refusal).joined(separator: ", ")))"
    let head = Wording("refused", zh: "拒绝")[language] + ": \(place)\(key): "
    return refusal.faults.map { fault in
      let at =
        fault.path.isEmpty ? "" : Wording(" at \(fault.path)", zh: " \(fault.path)")[language]
      return (head + fault.code.rawValue + at + ": " + fault.message[language]).printable + "\n"
    }.joined()
  }

  /// One line of NDJSON.
  func write(_ refusal: Refused, to json: inout JSONWriter) {
    json.beginObject()
    if namesFile { json.member("file", refusal.path) }
    json.member("line", refusal.line)
    json.key("key")
    let texts = keyTexts(refusal)
    switch texts.count {
    case 0: json.null()
    case 1: json.string(texts[0])
    default:
      json.beginArray()
      for text in texts { json.string(text) }
      json.endArray()
    }
    json.key("errors")
    json.beginArray()
    for fault in refusal.faults {
      json.beginObject()
      json.member("code", fault.code.rawValue)
      json.member("path", fault.path)
      json.member("expected", fault.expected[language])
      json.member("found", fault.found)
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.endLine()
  }

  /// The key fields as text, sensitive ones masked.
  private func keyTexts(_ refusal: Refused) -> [String] {
    zip(program.input.keyFields, refusal.key).map { index, value in
      let field = program.input.fields[index]
      return field.isSensitive ? RecordFault.mask : KeyText.of(value, as: field.type, in: program)
    }
  }
}

/// A record that gets no decisions.
struct Refused {
  /// The file it stands in; `-` for standard input.
  let path: String
  let line: Int
  let key: [Value]
  let faults: [RecordFault]
}

/// Keys as text: the same text in reports, in `--key` and in output.
enum KeyText {
  /// Plain, without the thousands commas that amounts have in reasons.
  static func of(_ value: Value, as type: ValueType, in program: Program) -> String {
    if case .number(let number) = value { return number.description }
    return program.text(of: value, as: type)
  }
}
