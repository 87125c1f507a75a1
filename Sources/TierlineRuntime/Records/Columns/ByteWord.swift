// Bytes of a text, several at a time.

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

extension UnsafeMutablePointer<UInt8> {
  /// Copies bytes 32 at a time; up to 32 behind them are read and written, too.
  ///
  /// Most texts are short: a call, or a branch on how short, would cost more than the bytes.
  @inline(__always)
  func copy(_ source: UnsafePointer<UInt8>, _ count: Int) {
    var done = 0
    repeat {
      let piece = unsafe UnsafeRawPointer(source).loadUnaligned(
        fromByteOffset: done, as: SIMD4<UInt64>.self)
      unsafe UnsafeMutableRawPointer(self).storeBytes(
        of: piece, toByteOffset: done, as: SIMD4<UInt64>.self)
      done &+= 32
    } while done < count
  }
}
