// Objects whose keys stand in an order of their own.
//
// What comes next is then unknown twice, which key and which kind of value. So the object is gone
// through in two steps: first each declared key is found and the place of its value noted, which takes
// the same few instructions whatever the key and the value; then the values are read in the order in
// which their keys are declared, which is the same for every object and so foreseen by processors.
// Containers and texts with escapes, whose end is not the next place of the index, are read at once.

extension ColumnReader {
  /// Reads an object on from where it leaves the order of the last one.
  ///
  /// The keys of the order before `place` have been read, but for the one at `absent`.
  mutating func readOthers(
    _ index: Int, _ shape: ReadShape, from place: Int, absent: Int, row: Int
  ) -> Bool {
    note(shape, before: place, absent: absent)
    // With a key passed over, what follows in the order is not what this object has.
    let learns = order.isLeft(index) && absent < 0
    if learns { order.cut(index, to: place &- Int(shape.firstKey)) }
    // What the loop needs stands in variables of its own, for the compiler to keep in registers.
    let (bytes, positions) = unsafe (self.bytes, self.positions)
    let (keys, edges, seen) = (plan.keys, plan.edges, self.seen)
    let firstStray = strayCount
    var (place, strayEnd, cursor) = (place, firstStray, self.cursor)
    while true {
      let open = unsafe Int(positions[cursor])
      let close = unsafe Int(positions[cursor &+ 1])
      let colon = unsafe Int(positions[cursor &+ 2])
      let marks =
        unsafe (bytes[open] ^ UInt8(ascii: "\"")) | (bytes[close] ^ UInt8(ascii: "\""))
        | (bytes[colon] ^ UInt8(ascii: ":"))
      guard marks == 0 else { return false }
      let key = unsafe bytes + (open &+ 1)
      let count = close &- open &- 1
      var edge = unsafe keys.first(shape.table, key, count)
      while unsafe !keys.isKey(edge, key, count) { edge = Int(edges[edge].next) }
      if learns, colon == close &+ 1 { learn(edge, open, count, place, index) }
      place &+= 1
      cursor &+= 3
      let declared = edges[edge]
      let had = seen[Int(declared.seenWord)]
      guard had & declared.seenBit == 0 else { return false }
      seen[Int(declared.seenWord)] = had | declared.seenBit
      let first = unsafe bytes[Int(positions[cursor])]
      // A scalar is one place of the index, a text without escapes two.
      let next = cursor &+ (first == UInt8(ascii: "\"") ? 2 : 1)
      var end = unsafe bytes[Int(positions[next])]
      let isPlain = end == UInt8(ascii: ",") || end == UInt8(ascii: "}")
      if isPlain, first | 0x20 != UInt8(ascii: "{"), strayEnd < Self.straysMax {
        values[edge] = cursor
        strays[strayEnd] = cursor
        strayEnd &+= edge == KeyTable.stray ? 1 : 0
        cursor = next
      } else {
        (self.cursor, strayCount) = (cursor, strayEnd)
        read[Int(declared.seenWord)] |= declared.seenBit
        guard edge == KeyTable.stray ? skipValue() : readActions(declared, row: row) else {
          return false
        }
        cursor = self.cursor
        end = unsafe bytes[Int(positions[cursor])]
      }
      cursor &+= 1
      if end == UInt8(ascii: ",") { continue }
      guard end == UInt8(ascii: "}"), readGathered(shape, row: row), skip(firstStray..<strayEnd)
      else { return false }
      (self.cursor, strayCount) = (cursor, firstStray)
      return endObject(shape, row: row)
    }
  }

  /// Notes the keys of the order before `place` as seen and read.
  private func note(_ shape: ReadShape, before place: Int, absent: Int) {
    for word in Int(shape.firstSeen)..<Int(shape.firstSeen &+ shape.seenCount) { seen[word] = 0 }
    for place in Int(shape.firstKey)..<place where place != absent && order[place].edge >= 0 {
      let edge = plan.edges[Int(order[place].edge)]
      seen[Int(edge.seenWord)] |= edge.seenBit
    }
    for word in Int(shape.firstSeen)..<Int(shape.firstSeen &+ shape.seenCount) {
      read[word] = seen[word]
    }
  }

  /// More keys than this that are not declared are read at once.
  static var straysMax: Int { 64 }

  private func learn(_ edge: Int, _ open: Int, _ count: Int, _ place: Int, _ shape: Int) {
    var key = KeyOrder.Key(action: -1, edge: edge == KeyTable.stray ? -1 : Int32(edge))
    if plan.edges[edge].actionCount == 1 { key.action = plan.edges[edge].firstAction }
    unsafe order.add(key, at: place, of: shape, bytes + open, count &+ 3)
  }

  /// Reads the values noted, in the order in which their keys are declared.
  private mutating func readGathered(_ shape: ReadShape, row: Int) -> Bool {
    var firstEdge = Int(shape.firstEdge)
    for word in Int(shape.firstSeen)..<Int(shape.firstSeen &+ shape.seenCount) {
      var others = seen[word] & ~read[word]
      while others != 0 {
        let edge = firstEdge &+ others.trailingZeroBitCount
        others &= others &- 1
        cursor = values[edge]
        guard readActions(plan.edges[edge], row: row) else { return false }
      }
      firstEdge &+= 64
    }
    return true
  }

  /// Checks the values noted of keys that are not declared.
  private mutating func skip(_ noted: Range<Int>) -> Bool {
    for place in noted {
      cursor = strays[place]
      guard skipValue() else { return false }
    }
    return true
  }

  @inline(__always)
  private mutating func readActions(_ edge: ReadEdge, row: Int) -> Bool {
    edge.actionCount == 1
      ? readValue(Int(edge.firstAction), row: row) : readSeveral(edge, row: row)
  }
}
