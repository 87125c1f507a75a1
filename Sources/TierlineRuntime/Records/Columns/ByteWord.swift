// Bytes of a text, eight at a time.

extension UnsafePointer<UInt8> {
  /// The eight bytes from an offset on as a number, the first lowest.
  @inline(__always)
  func word(at offset: Int = 0) -> UInt64 {
    unsafe UInt64(
      littleEndian: UnsafeRawPointer(self).loadUnaligned(
        fromByteOffset: offset, as: UInt64.self))
  }
}
