// JSON text as far as a test must change it: objects are taken apart, all else stays as written.
//
// Nothing is judged here. What comes out is read as any record is, so a fault in a fixture is found
// by the reader of records and reported in its words; text that cannot be taken apart is handed on
// whole.

/// A JSON value, its objects opened.
package indirect enum JSONTree: Sendable {
  /// In the order of the text; a key may stand twice, which the reader refuses.
  case object([Member])
  /// Anything else, as written.
  case raw([UInt8])
  /// The place of a value that differs from row to row.
  case hole(Int)

  package struct Member: Sendable {
    package var key: String
    package var value: JSONTree
  }

  package static let null = JSONTree.raw(Array("null".utf8))

  /// Takes a text apart; nil when it is no JSON, or nested too deep.
  init?(_ bytes: ArraySlice<UInt8>) {
    var scanner = JSONOutline(bytes)
    guard let tree = scanner.tree(depth: 0) else { return nil }
    scanner.skipBlanks()
    guard scanner.isAtEnd else { return nil }
    self = tree
  }

  package init?(_ bytes: [UInt8]) { self.init(bytes[...]) }

  /// The value under a key, its first.
  subscript(key: String) -> JSONTree? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
  }

  /// The value at the end of a path of keys.
  package func value(at path: some Collection<String>) -> JSONTree? {
    guard let key = path.first else { return self }
    return self[key]?.value(at: path.dropFirst())
  }

  /// Puts a value at the end of a path; what stands in the way and is no object gives way.
  package mutating func set(_ value: JSONTree, at path: some Collection<String>) {
    guard let key = path.first else {
      self = value
      return
    }
    var members: [Member] = []
    if case .object(let own) = self { members = own }
    let isKey = { (member: Member) in member.key.utf8.elementsEqual(key.utf8) }
    let index = members.firstIndex(where: isKey) ?? members.count
    if index == members.count { members.append(Member(key: key, value: .object([]))) }
    members[index].value.set(value, at: path.dropFirst())
    let kept = members[index]
    members = members[..<index] + [kept] + members[(index + 1)...].filter { !isKey($0) }
    self = .object(members)
  }

  /// Appends the text, one piece more at each hole.
  func write(to text: inout JSONTemplate) {
    switch self {
    case .raw(let bytes): text.append(bytes)
    case .hole(let index): text.appendHole(index)
    case .object(let members):
      text.append([UInt8(ascii: "{")])
      for (index, member) in members.enumerated() {
        if index > 0 { text.append([UInt8(ascii: ",")]) }
        text.append(quotedJSON(member.key))
        text.append([UInt8(ascii: ":")])
        member.value.write(to: &text)
      }
      text.append([UInt8(ascii: "}")])
    }
  }

  /// The text, without holes.
  package var bytes: [UInt8] {
    var text = JSONTemplate()
    write(to: &text)
    return text.pieces[0]
  }
}

/// A text with places left open.
struct JSONTemplate: Sendable {
  /// One more than there are holes.
  private(set) var pieces: [[UInt8]] = [[]]
  /// Which value belongs in each hole.
  private(set) var holes: [Int] = []

  mutating func append(_ bytes: [UInt8]) { pieces[pieces.count - 1] += bytes }

  mutating func appendHole(_ index: Int) {
    holes.append(index)
    pieces.append([])
  }

  /// Appends the text with the values in their holes.
  func write(_ values: [[UInt8]], to bytes: inout [UInt8]) {
    bytes += pieces[0]
    for (piece, hole) in zip(pieces.dropFirst(), holes) {
      bytes += values[hole]
      bytes += piece
    }
  }
}

/// A text in quotes and escaped.
func quotedJSON(_ text: String) -> [UInt8] {
  var result: [UInt8] = [UInt8(ascii: "\"")]
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): result += [UInt8(ascii: "\\"), byte]
    case 0..<0x20:
      let digits = Array("0123456789abcdef".utf8)
      result += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    default: result.append(byte)
    }
  }
  return result + [UInt8(ascii: "\"")]
}
