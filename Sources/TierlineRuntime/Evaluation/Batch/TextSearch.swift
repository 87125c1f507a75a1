// Looking for a short text in a long one, by bytes.

internal import TierlineBytes

/// Search in bytes.
enum TextSearch {
  /// Whether `part` stands anywhere in `text`.
  ///
  /// `Slab.behindText` bytes behind the text are readable. A part of up to 32 bytes takes one step a
  /// byte at most; a longer one is looked for by `Text.contains`, which is linear too.
  static func contains(
    _ text: UnsafeBufferPointer<UInt8>, _ part: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard part.count <= 32 else {
      return unsafe Text(String(decoding: text, as: UTF8.self)).contains(
        Text(String(decoding: part, as: UTF8.self)))
    }
    return unsafe tierline_contains(text.baseAddress, text.count, part.baseAddress, part.count)
  }
}
