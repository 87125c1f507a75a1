// Memory for hot loops: a fixed stretch of plain values.
//
// An array checks its bounds and its uniqueness at each access; a slab does so in debug builds only,
// where all tests run. Whoever makes one frees it. It lies on a boundary of 64 bytes, as the widest
// vector instructions like it.

/// A stretch of plain values, zero at first; freed by `free`.
@safe
struct Slab<Element: BitwiseCopyable> {
  /// How many bytes behind a text must be readable, for searches by vectors.
  static var behindText: Int { 64 }

  private let base: UnsafeMutableRawPointer
  private(set) var count: Int

  init(_ count: Int) {
    self.count = count
    let size = max(count, 1) * MemoryLayout<Element>.stride
    unsafe base = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
    unsafe base.initializeMemory(as: UInt8.self, repeating: 0, count: size)
  }

  /// The values of an array.
  init(_ values: [Element]) {
    self.init(values.count)
    for (index, value) in values.enumerated() { self[index] = value }
  }

  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < count)
      return unsafe base.load(
        fromByteOffset: index &* MemoryLayout<Element>.stride, as: Element.self)
    }
    nonmutating set {
      assert(index >= 0 && index < count)
      unsafe base.storeBytes(
        of: newValue, toByteOffset: index &* MemoryLayout<Element>.stride, as: Element.self)
    }
  }

  /// The values from an index on.
  @inline(__always)
  func pointer(at index: Int = 0) -> UnsafeMutablePointer<Element> {
    assert(index >= 0 && index <= count)
    return unsafe (base + index &* MemoryLayout<Element>.stride).assumingMemoryBound(
      to: Element.self)
  }

  /// Makes room for `count` values at least; what was there stays.
  mutating func grow(to count: Int) {
    guard count > self.count else { return }
    let larger = Slab(max(count, self.count * 2))
    unsafe larger.base.copyMemory(
      from: base, byteCount: self.count * MemoryLayout<Element>.stride)
    free()
    self = larger
  }

  func free() { unsafe base.deallocate() }
}
