// The index of strings once more, a byte at a time and without a trick: what the fast ones must
// equal. It holds its rules from `TierlineBytes.h`, not from their code.

/// What an index has found and what it carries on.
struct ReferenceIndex {
  private(set) var positions: [UInt32] = []
  private(set) var badFrom = UInt64.max
  private(set) var isInString = false
  private var isEscaped = false
  /// The bytes of the character that is not yet complete, and the block where it starts.
  private var character: [UInt8] = []
  private var characterBlock: UInt64 = 0

  var isInCharacter: Bool { badFrom == .max && !character.isEmpty }

  mutating func index(_ bytes: ArraySlice<UInt8>, base: UInt32) {
    for (offset, byte) in bytes.enumerated() {
      let position = base + UInt32(offset)
      checkCharacter(byte, block: UInt64(base) + UInt64(offset / 64 * 64))
      visit(byte, at: position, block: UInt64(base) + UInt64(offset / 64 * 64))
    }
  }

  private mutating func visit(_ byte: UInt8, at position: UInt32, block: UInt64) {
    let wasEscaped = isEscaped
    isEscaped = byte == UInt8(ascii: "\\") && !wasEscaped
    if byte == UInt8(ascii: "\""), !wasEscaped {
      if isInString { positions.append(position) }
      isInString.toggle()
    } else if isInString {
      if isEscaped { positions.append(position) }
      if byte < 0x20 { badFrom = min(badFrom, block) }
    }
  }

  /// Follows table 3-7 of the Unicode Standard, "Well-Formed UTF-8 Byte Sequences".
  private mutating func checkCharacter(_ byte: UInt8, block: UInt64) {
    guard let lead = character.first else {
      begin(byte, block: block)
      return
    }
    let allowed: ClosedRange<UInt8>? =
      switch (lead, character.count) {
      case (0xC2...0xDF, 1), (0xE1...0xEC, 1), (0xEE...0xEF, 1), (0xF1...0xF3, 1): 0x80...0xBF
      case (0xE0, 1): 0xA0...0xBF
      case (0xED, 1): 0x80...0x9F
      case (0xF0, 1): 0x90...0xBF
      case (0xF4, 1): 0x80...0x8F
      case (0xE0...0xF4, 2), (0xF0...0xF4, 3): 0x80...0xBF
      default: nil
      }
    guard let allowed, allowed.contains(byte) else {
      badFrom = min(badFrom, characterBlock)
      character = []
      begin(byte, block: block)
      return
    }
    character.append(byte)
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    if character.count == length { character = [] }
  }

  private mutating func begin(_ byte: UInt8, block: UInt64) {
    switch byte {
    case ..<0x80: break
    case ..<0xC0: badFrom = min(badFrom, block)
    default:
      character = [byte]
      characterBlock = block
    }
  }
}
