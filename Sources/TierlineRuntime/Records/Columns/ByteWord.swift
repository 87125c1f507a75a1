// Bytes of a text, eight or two at a time.

extension UnsafePointer<UInt8> {
  /// The eight bytes from an offset on as a number, the first lowest.
  @inline(__always)
  func word(at offset: Int = 0) -> UInt64 {
    unsafe UInt64(
      littleEndian: UnsafeRawPointer(self).loadUnaligned(
        fromByteOffset: offset, as: UInt64.self))
  }

  /// The two bytes from an offset on as a number, the first lowest.
  @inline(__always)
  func pair(at offset: Int) -> UInt16 {
    unsafe UInt16(
      littleEndian: UnsafeRawPointer(self).loadUnaligned(
        fromByteOffset: offset, as: UInt16.self))
  }
}
