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
    let texts = KeyText.shown(refusal.key, in: program)
    let keys = texts.joined(separator: ", ")
    let key = texts.isEmpty ? Wording(same: "") : Wording(" (\(keys))", zh: "（\(keys)）")
    let head = Wording(
      "refused: \(place)\(key.english): ", zh: "拒绝：\(place)\(key.chinese)：")[language]
    return refusal.faults.map { fault in
      let at =
        fault.path.isEmpty ? "" : Wording(" at \(fault.path)", zh: " \(fault.path)")[language]
      let colon = Wording(": ", zh: "：")[language]
      return (head + fault.code.rawValue + at + colon + fault.message[language]).printable + "\n"
    }.joined()
  }

  /// One line of NDJSON.
  func write(_ refusal: Refused, to json: inout JSONWriter) {
    json.beginObject()
    if namesFile { json.member("file", refusal.path) }
    json.member("line", refusal.line)
    json.key("key")
    json.oneOrMore(KeyText.shown(refusal.key, in: program))
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
  /// Each key field; sensitive ones masked.
  static func shown(_ key: [Value], in program: Program) -> [String] {
    zip(program.input.keyFields, key).map { index, value in
      let field = program.input.fields[index]
      return field.isSensitive ? RecordFault.mask : text(value, as: field.type, in: program)
    }
  }

  /// As `--key` takes it, commas between; sensitive ones too, so never to be shown.
  static func joined(_ key: [Value], in program: Program) -> String {
    zip(program.input.keyFields, key).map { index, value in
      text(value, as: program.input.fields[index].type, in: program)
    }.joined(separator: ",")
  }

  /// Plain digits, without the thousands commas that numbers have in reasons.
  private static func text(_ value: Value, as type: ValueType, in program: Program) -> String {
    if case .number(let number) = value { return number.description }
    return program.text(of: value, as: type)
  }
}

extension JSONWriter {
  /// Nothing as null, one text as itself, several as an array.
  mutating func oneOrMore(_ texts: [String]) {
    switch texts.count {
    case 0: null()
    case 1: string(texts[0])
    default:
      beginArray()
      for text in texts { string(text) }
      endArray()
    }
  }
}
