// Looking for a short text in a long one, by bytes.

/// Search in bytes.
enum TextSearch {
  /// Whether `part` stands anywhere in `text`.
  ///
  /// Rarely more than one step a byte; the worst texts take their length times that of `part`, so a
  /// long part is looked for by `Text.contains`, which is linear.
  static func contains(
    _ text: UnsafeBufferPointer<UInt8>, _ part: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard let first = unsafe part.first, let last = unsafe part.last else { return true }
    guard part.count <= text.count else { return false }
    guard part.count <= 32 else {
      return unsafe Text(String(decoding: text, as: UTF8.self)).contains(
        Text(String(decoding: part, as: UTF8.self)))
    }
    let span = part.count - 1
    var start = 0
    let end = text.count - span
    while start < end {
      if unsafe text[start] == first, unsafe text[start &+ span] == last {
        var index = 1
        while index < span, unsafe text[start &+ index] == part[index] { index &+= 1 }
        if index >= span { return true }
      }
      start &+= 1
    }
    return false
  }
}
