// From the bytes that a terminal sends to keys.
//
// Bytes come in pieces that end anywhere, so what may still go on is held back: half a character,
// half an escape sequence, a paste without its end. A lone Escape looks like the beginning of a
// sequence; when nothing follows for a while, `flush` says that it was the key itself. Sequences
// are those of ECMA-48 as xterm sends them; what is unknown is taken whole and means nothing.

/// Reads keys; holds what is not whole yet.
struct KeyDecoder {
  private var pending: [UInt8] = []
  /// The bytes of a paste that has begun.
  private var pasted: [UInt8]?

  /// Whether bytes wait that more may follow at once: half a sequence, or an Escape.
  var isWaiting: Bool { !pending.isEmpty && pasted == nil }

  private static let escape: UInt8 = 0x1B
  private static let pasteEnd = Array("\u{1B}[201~".utf8)
  /// No sequence of a terminal is longer; one that claims to be is noise.
  private static let sequenceMax = 64

  /// Takes bytes and gives the keys that are whole.
  mutating func decode(_ bytes: [UInt8]) -> [Key] {
    pending += bytes
    return take(isFinal: false)
  }

  /// Nothing more follows for now: a held Escape was the key.
  mutating func flush() -> [Key] {
    pasted == nil ? take(isFinal: true) : []
  }

  private mutating func take(isFinal: Bool) -> [Key] {
    var keys: [Key] = []
    var text: [UInt8] = []
    var index = 0
    let endText = {
      if !text.isEmpty { keys.append(.text(String(decoding: text, as: UTF8.self))) }
      text = []
    }
    reading: while true {
      if pasted != nil {
        guard let key = takePaste(&index) else { break }
        keys.append(key)
        continue
      }
      guard index < pending.count else { break }
      let byte = pending[index]
      switch byte {
      case Self.escape:
        guard let (key, next) = sequence(at: index, isFinal) else { break reading }
        endText()
        index = next
        if let key { keys.append(key) } else { pasted = [] }
      case 0..<0x20, 0x7F:
        endText()
        keys.append(Self.control(byte))
        index += 1
      default:
        let length = Self.characterLength(byte)
        if index + length > pending.count, !isFinal, isBeginning(at: index, length) {
          break reading
        }
        let end = min(index + length, pending.count)
        text += pending[index..<end]
        index = end
      }
    }
    endText()
    pending.removeFirst(index)
    return keys
  }

  /// How many bytes a character has that begins with a byte; 1 for what begins none.
  private static func characterLength(_ byte: UInt8) -> Int {
    switch byte {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 1
    }
  }

  /// Whether the bytes that are there may be the beginning of a character.
  private func isBeginning(at index: Int, _ length: Int) -> Bool {
    pending[(index + 1)...].allSatisfy { $0 & 0xC0 == 0x80 }
  }

  /// The paste up to its end; nil while that has not come.
  private mutating func takePaste(_ index: inout Int) -> Key? {
    guard var bytes = pasted else { return nil }
    // The end can lie across two pieces.
    let known = max(0, bytes.count - Self.pasteEnd.count)
    bytes += pending[index...]
    index = pending.count
    guard let end = Self.firstIndex(of: Self.pasteEnd, in: bytes, from: known) else {
      pasted = bytes
      return nil
    }
    pasted = nil
    pending = Array(bytes[(end + Self.pasteEnd.count)...])
    index = 0
    return .paste(Self.pastedText(bytes[..<end]))
  }

  private static func firstIndex(
    of wanted: [UInt8], in bytes: [UInt8], from first: Int
  ) -> Int? {
    guard bytes.count - wanted.count >= first else { return nil }
    return (first...(bytes.count - wanted.count)).first { start in
      bytes[start] == wanted[0] && bytes[start..<(start + wanted.count)].elementsEqual(wanted)
    }
  }

  /// Line breaks of any kind as `\n`: terminals send a paste's as `\r`.
  private static func pastedText(_ bytes: some Sequence<UInt8>) -> String {
    var result: [UInt8] = []
    var last: UInt8 = 0
    for byte in bytes {
      if byte == 0x0D {
        result.append(0x0A)
      } else if byte != 0x0A || last != 0x0D {
        result.append(byte)
      }
      last = byte
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func control(_ byte: UInt8) -> Key {
    switch byte {
    case 0x09: .tab
    case 0x0A, 0x0D: .enter
    case 0x08, 0x7F: .backspace
    default:
      .control(Character(Unicode.Scalar(byte < 0x1B && byte > 0 ? byte + 0x60 : byte + 0x40)))
    }
  }

  // MARK: Sequences

  /// A sequence and where it ends; nil while it is not whole.
  ///
  /// A key of nil begins a paste.
  private func sequence(at start: Int, _ isFinal: Bool) -> (key: Key?, next: Int)? {
    guard start + 1 < pending.count else { return isFinal ? (.escape, start + 1) : nil }
    let second = pending[start + 1]
    switch second {
    case UInt8(ascii: "["), UInt8(ascii: "O"):
      return final(at: start, isFinal)
    case Self.escape:
      // Escape and then a sequence: what some terminals send for Alt with an arrow.
      guard let (key, next) = sequence(at: start + 1, isFinal) else { return nil }
      return (key.map(Self.withAlt), next)
    case 0x0A, 0x0D: return (.metaEnter, start + 2)
    case 0x08, 0x7F: return (.metaBackspace, start + 2)
    case 0..<0x20: return (.unknown, start + 2)
    default:
      let length = Self.characterLength(second)
      guard start + 1 + length <= pending.count else {
        return isFinal ? (.escape, start + 1) : nil
      }
      let bytes = pending[(start + 1)..<(start + 1 + length)]
      let character = String(decoding: bytes, as: UTF8.self).first
      return (character.map { .meta($0) } ?? .unknown, start + 1 + length)
    }
  }

  /// `ESC [ parameters letter` or `ESC O letter`.
  private func final(at start: Int, _ isFinal: Bool) -> (key: Key?, next: Int)? {
    var index = start + 2
    while index < pending.count, (0x20...0x3F).contains(pending[index]) {
      index += 1
      if index - start > Self.sequenceMax { return (.unknown, index) }
    }
    guard index < pending.count else {
      // `ESC [` typed slowly by a person is Alt with a bracket.
      guard isFinal else { return nil }
      let isAlone = index == start + 2
      return (isAlone ? .meta(Character(Unicode.Scalar(pending[start + 1]))) : .unknown, index)
    }
    let letter = pending[index]
    guard (0x40...0x7E).contains(letter) else { return (.unknown, index) }
    let numbers = String(decoding: pending[(start + 2)..<index], as: UTF8.self)
      .split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    if letter == UInt8(ascii: "~"), numbers.first == 200 { return (nil, index + 1) }
    let key = Self.key(letter, numbers)
    // The second number is 1 plus 1 for Shift, 2 for Alt, 4 for Ctrl.
    let modifiers = numbers.count > 1 ? max(0, numbers[1] - 1) : 0
    return (modifiers & 0b110 == 0 ? key : Self.withAlt(key), index + 1)
  }

  private static func key(_ letter: UInt8, _ numbers: [Int]) -> Key {
    switch Character(Unicode.Scalar(letter)) {
    case "A": .up
    case "B": .down
    case "C": .right
    case "D": .left
    case "H": .home
    case "F": .end
    case "M": .enter
    case "Z": .backTab
    case "~":
      switch numbers.first {
      case 1, 7: .home
      case 3: .delete
      case 4, 8: .end
      case 5: .pageUp
      case 6: .pageDown
      default: .unknown
      }
    default: .unknown
    }
  }

  private static func withAlt(_ key: Key) -> Key {
    switch key {
    case .left: .wordLeft
    case .right: .wordRight
    case .enter: .metaEnter
    case .backspace: .metaBackspace
    case .text, .paste, .tab, .backTab, .delete, .escape, .up, .down, .home, .end, .pageUp,
      .pageDown, .wordLeft, .wordRight, .control, .meta, .metaEnter, .metaBackspace, .unknown:
      key
    }
  }
}
