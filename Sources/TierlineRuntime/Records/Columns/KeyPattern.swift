// A short stretch of text that others are compared with, 32 bytes at once.

/// Up to 32 bytes, and which of a text's 32 bytes are compared with them.
struct KeyPattern {
  static var size: Int { 32 }

  private var first: SIMD2<UInt64> = .zero
  private var firstMask: SIMD2<UInt64> = .zero
  private var second: SIMD2<UInt64> = .zero
  private var secondMask: SIMD2<UInt64> = .zero

  /// The pattern that every text matches.
  init() {}

  /// The first `count` bytes of a text, 32 at most; 32 bytes of it are read.
  init(_ text: UnsafePointer<UInt8>, count: Int) {
    firstMask = SIMD2(Self.mask(count), Self.mask(count - 8))
    secondMask = SIMD2(Self.mask(count - 16), Self.mask(count - 24))
    unsafe first = Self.half(text) & firstMask
    unsafe second = Self.half(text + 16) & secondMask
  }

  /// Whether a text begins like this; 32 bytes of it are read.
  @inline(__always)
  func matches(_ text: UnsafePointer<UInt8>) -> Bool {
    let first = unsafe (Self.half(text) ^ first) & firstMask
    let second = unsafe (Self.half(text + 16) ^ second) & secondMask
    let others = first | second
    return others.x | others.y == 0
  }

  @inline(__always)
  private static func half(_ text: UnsafePointer<UInt8>) -> SIMD2<UInt64> {
    unsafe SIMD2(text.word(), text.word(at: 8))
  }

  /// A word whose lowest `count` bytes are set, none or all eight where it is out of bounds.
  private static func mask(_ count: Int) -> UInt64 {
    count >= 8 ? .max : 1 << UInt64(max(count, 0) * 8) - 1
  }
}
