// Texts by code: the levels of a field, the members of its domain, what rules compare it with.

/// A small set of texts, each with a number.
struct TextDictionary {
  /// The edge of a text is its code + 1.
  private let keys: KeyTable
  private let place: KeyTable.Place
  /// For each text whether it is a member of the field's domain.
  let isMember: [Bool]

  init(_ texts: [Text], isMember: [Bool]) {
    var builder = KeyTableBuilder()
    place = builder.add(texts.map { Array($0.string.utf8) })
    keys = KeyTable(builder)
    self.isMember = isMember
  }

  func free() { keys.free() }

  /// The code of a text, −1 for none; it stands in quotes, and 32 bytes from its start are readable.
  func code(of text: UnsafePointer<UInt8>, _ count: Int) -> Int {
    // One that had escapes may have quotes within.
    unsafe keys.edge(ofAny: text, count, in: place) &- 1
  }
}
