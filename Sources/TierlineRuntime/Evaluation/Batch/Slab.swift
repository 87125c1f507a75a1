// Memory for hot loops: a fixed stretch of plain values.
//
// An array checks its bounds and its uniqueness at each access; a slab does so in debug builds only,
// where all tests run. Whoever makes one frees it. It lies on a boundary of 64 bytes, as the widest
// vector instructions like it.

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A stretch of plain values, zero at first; freed by `free`.
@safe
struct Slab<Element: BitwiseCopyable> {
  /// How many bytes behind a text must be readable, for searches by vectors.
  static var behindText: Int { 64 }

  /// What the system gave, and where in it the values begin.
  private let block: UnsafeMutableRawPointer
  private let base: UnsafeMutableRawPointer
  private(set) var count: Int

  private static var alignment: Int { 64 }

  /// Large stretches cost nothing before they are written to: the system's pages are zero.
  init(_ count: Int) {
    self.count = count
    let size = max(count, 1) * MemoryLayout<Element>.stride + Self.alignment
    // Where there is no memory left, the allocation of Swift ends the program with its message.
    unsafe block =
      calloc(size, 1) ?? UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 1)
    unsafe base = block.alignedUp(toMultipleOf: Self.alignment)
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

  func free() { unsafe systemFree(block) }
}

/// `free` of the system, which a slab's own hides.
private func systemFree(_ memory: UnsafeMutableRawPointer) { unsafe free(memory) }
