// Texts by code: the levels of a field, the members of its domain, what rules compare it with.

/// A small set of texts, each with a number.
struct TextDictionary {
  private let keys: KeyTable
  private let place: KeyTable.Place
  /// For each edge the one to try where it is not the text; the edge of a text is its code + 1.
  private let nexts: Slab<Int32>
  /// For each text whether it is a member of the field's domain.
  let isMember: [Bool]

  init(_ texts: [Text], isMember: [Bool]) {
    var builder = KeyTableBuilder()
    let added = builder.add(texts.map { Array($0.string.utf8) }, firstEdge: 1)
    keys = KeyTable(builder)
    place = added.place
    nexts = Slab([Int32(KeyTable.stray)] + added.nexts)
    self.isMember = isMember
  }

  func free() {
    keys.free()
    nexts.free()
  }

  /// The code of a text, −1 for none; a quote stands behind it, and 32 bytes from its start are readable.
  @inline(__always)
  func code(of text: UnsafePointer<UInt8>, _ count: Int) -> Int {
    var edge = unsafe keys.first(place, text, count)
    while unsafe !keys.isKey(edge, text, count) { edge = Int(nexts[edge]) }
    return edge &- 1
  }
}
