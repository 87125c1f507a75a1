// Where the strings of JSON text end. The work is done in C (`TierlineBytes.h` says exactly which bytes
// have a position); this is its one door into Swift.
//
// Left out: what stands outside strings. The reader walks over it and looks at every byte there.

internal import TierlineBytes

/// An index of JSON text that is made in one or several calls, from the text's start.
struct StringIndex {
  private var state = tierline_index_begin()

  /// How many bytes a block has: `index` takes whole ones, the last padded with spaces.
  static let blockSize = 64

  /// The position of the first block that has a control byte in a string or a character that is
  /// not UTF-8 (which starts there); `UInt64.max` if there is none.
  var badFrom: UInt64 { state.bad_from }

  /// Whether the text so far ends inside a string.
  var isInString: Bool { state.in_string }

  /// Whether the text so far, if nothing is wrong in it, ends inside a character; at the end of all
  /// text that is malformed.
  var isInCharacter: Bool { state.in_character }

  /// Writes where strings end and have escapes in the text's next `count` bytes, ascending, and returns
  /// how many places these are.
  ///
  /// Each is the byte's offset in `bytes` + `base`. `count` is a multiple of `blockSize`;
  /// `positions` has room for `count` + 64 entries.
  mutating func index(
    _ bytes: UnsafeRawPointer, count: Int, base: UInt32,
    into positions: UnsafeMutablePointer<UInt32>
  ) -> Int {
    unsafe tierline_index(
      &state, bytes.assumingMemoryBound(to: UInt8.self), count, base, positions)
  }
}
