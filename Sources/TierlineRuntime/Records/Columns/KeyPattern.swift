// A short stretch of text that others are compared with, 32 bytes at once.

internal import TierlineBytes

/// Up to 32 bytes, and which of a text's 32 bytes are compared with them.
struct KeyPattern {
  static var size: Int { 32 }

  private var pattern = tierline_pattern()

  /// The pattern that every text matches.
  init() {}

  /// The pattern that no text matches.
  static let none = {
    var pattern = KeyPattern()
    pattern.pattern.bytes.0 = 1
    return pattern
  }()

  /// A whole text of 32 bytes at most.
  init(_ text: [UInt8]) {
    let padded = text + [UInt8](repeating: 0, count: Self.size)
    self =
      unsafe padded.withUnsafeBufferPointer { buffer in
        unsafe buffer.baseAddress.map { unsafe KeyPattern($0, count: text.count) }
      } ?? .none
  }

  /// The first `count` bytes of a text, 32 at most; 32 bytes of it are read.
  init(_ text: UnsafePointer<UInt8>, count: Int) {
    pattern.counting = (
      Self.mask(count), Self.mask(count - 8), Self.mask(count - 16), Self.mask(count - 24)
    )
    unsafe pattern.bytes = (
      text.word().littleEndian & pattern.counting.0,
      text.word(at: 8).littleEndian & pattern.counting.1,
      text.word(at: 16).littleEndian & pattern.counting.2,
      text.word(at: 24).littleEndian & pattern.counting.3
    )
  }

  /// Whether a text begins like the pattern at an address; 32 bytes of it are read.
  @inline(__always)
  static func matches(_ pattern: UnsafePointer<KeyPattern>, _ text: UnsafePointer<UInt8>) -> Bool {
    // Its only member lies where it lies itself.
    unsafe tierline_matches(
      UnsafeRawPointer(pattern).assumingMemoryBound(to: tierline_pattern.self), text)
  }

  /// A word whose lowest `count` bytes are set, none or all eight where it is out of bounds.
  private static func mask(_ count: Int) -> UInt64 {
    let mask: UInt64 = count >= 8 ? .max : 1 << UInt64(max(count, 0) * 8) - 1
    return mask.littleEndian
  }
}
