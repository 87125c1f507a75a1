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
    var place = place
    for word in Int(shape.firstSeen)..<Int(shape.firstSeen &+ shape.seenCount) {
      seen[word] = 0
      gathered[word] = 0
    }
    for place in Int(shape.firstKey)..<place where place != absent {
      let edge = Int(order[place].edge)
      if edge >= 0 { _ = isFirst(plan.edges[edge]) }
    }
    // With a key passed over, what follows in the order is not what this object has.
    let learns = order.isLeft(index) && absent < 0
    if learns { order.cut(index, to: place &- Int(shape.firstKey)) }
    let firstStray = strayCount
    var strayEnd = firstStray
    while true {
      let marks =
        byte(cursor) ^ UInt8(ascii: "\"") | byte(cursor &+ 1) ^ UInt8(ascii: "\"")
        | byte(cursor &+ 2) ^ UInt8(ascii: ":")
      guard marks == 0 else { return false }
      let start = offset(cursor) &+ 1
      let count = offset(cursor &+ 1) &- start
      let edge = lookUp(start, count, shape)
      if learns, offset(cursor &+ 2) == start &+ count &+ 1 {
        learn(edge, start, count, place, index)
      }
      place &+= 1
      cursor &+= 3
      let declared = plan.edges[edge]
      guard isFirst(declared) else { return false }
      let first = byte(cursor)
      // A scalar is one place of the index, a text without escapes two.
      let next = cursor &+ (first == UInt8(ascii: "\"") ? 2 : 1)
      var end = byte(next)
      let isPlain = end == UInt8(ascii: ",") || end == UInt8(ascii: "}")
      if isPlain, first | 0x20 != UInt8(ascii: "{"), strayEnd < Self.straysMax {
        values[edge] = cursor
        gathered[Int(declared.seenWord)] |= declared.seenBit
        strays[strayEnd] = cursor
        strayEnd &+= edge == KeyTable.stray ? 1 : 0
        cursor = next
      } else {
        strayCount = strayEnd
        guard readNow(edge, row: row) else { return false }
        end = byte(cursor)
      }
      cursor &+= 1
      if end == UInt8(ascii: ",") { continue }
      strayCount = firstStray
      return end == UInt8(ascii: "}") && readGathered(shape, row: row)
        && skip(firstStray..<strayEnd) && endObject(shape, row: row)
    }
  }

  /// More keys than this that are not declared are read at once.
  static var straysMax: Int { 64 }

  /// The edge of a key.
  @inline(__always)
  private mutating func lookUp(_ start: Int, _ count: Int, _ shape: ReadShape) -> Int {
    let key = unsafe bytes + start
    var edge = unsafe plan.keys.first(shape.table, key, count)
    while unsafe !plan.keys.isKey(edge, key, count) { edge = Int(plan.edges[edge].next) }
    return edge
  }

  private func learn(_ edge: Int, _ start: Int, _ count: Int, _ place: Int, _ shape: Int) {
    var key = KeyOrder.Key(action: -1, edge: edge == KeyTable.stray ? -1 : Int32(edge))
    if plan.edges[edge].actionCount == 1 { key.action = plan.edges[edge].firstAction }
    unsafe order.add(key, at: place, of: shape, bytes + start - 1, count &+ 3)
  }

  /// Notes a declared key; false for one that the object has had.
  @inline(__always)
  private mutating func isFirst(_ edge: ReadEdge) -> Bool {
    let word = Int(edge.seenWord)
    guard seen[word] & edge.seenBit == 0 else { return false }
    seen[word] |= edge.seenBit
    return true
  }

  private mutating func readNow(_ edge: Int, row: Int) -> Bool {
    edge == KeyTable.stray ? skipValue() : readActions(plan.edges[edge], row: row)
  }

  /// Reads the values noted, in the order in which their keys are declared.
  private mutating func readGathered(_ shape: ReadShape, row: Int) -> Bool {
    let end = cursor
    var firstEdge = Int(shape.firstEdge)
    for word in Int(shape.firstSeen)..<Int(shape.firstSeen &+ shape.seenCount) {
      var others = gathered[word]
      while others != 0 {
        let edge = firstEdge &+ others.trailingZeroBitCount
        others &= others &- 1
        cursor = values[edge]
        guard readActions(plan.edges[edge], row: row) else { return false }
      }
      firstEdge &+= 64
    }
    cursor = end
    return true
  }

  /// Checks the values noted of keys that are not declared.
  private mutating func skip(_ noted: Range<Int>) -> Bool {
    let end = cursor
    for place in noted {
      cursor = strays[place]
      guard skipValue() else { return false }
    }
    cursor = end
    return true
  }

  @inline(__always)
  private mutating func readActions(_ edge: ReadEdge, row: Int) -> Bool {
    edge.actionCount == 1
      ? readValue(Int(edge.firstAction), row: row) : readSeveral(edge, row: row)
  }
}
