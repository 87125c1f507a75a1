// Texts by code: the levels of a field, the members of its domain, what rules compare it with.

/// A small set of texts, each with a number.
@safe
struct TextDictionary {
  /// The edge of a text is its code + 1.
  private let keys: Slab<KeyTable>
  private let place: KeyTable.Place
  /// For each text whether it is a member of the field's domain.
  private let isMember: Slab<Bool>

  init(_ texts: [Text], isMember: [Bool]) {
    var builder = KeyTableBuilder()
    place = builder.add(texts.map { Array($0.string.utf8) })
    keys = Slab([KeyTable(builder)])
    self.isMember = Slab(isMember)
  }

  func free() {
    keys[0].free()
    keys.free()
    isMember.free()
  }

  /// Whether there is a text of a code that is a member of the field's domain.
  @inline(__always)
  func hasMember(_ code: Int) -> Bool { code >= 0 && isMember[code] }

  /// The code of a text, −1 for none; it stands in quotes, and 32 bytes from its start are readable.
  @inline(never)
  static func code(
    of text: UnsafePointer<UInt8>, _ count: Int, in dictionary: UnsafePointer<TextDictionary>
  ) -> Int {
    unsafe KeyTable.edge(
      of: text, count, in: dictionary.pointee.place, dictionary.pointee.keys.pointer()) &- 1
  }
}
