// Objects whose keys stand in an order of their own.
//
// What comes next is then unknown twice, which key and which kind of value. So the object is gone
// through in two steps: first each declared key is found and the place of its value noted, which takes
// the same few instructions whatever the key and the value; then the values are read in the order in
// which their keys are declared, which is the same for every object and so foreseen by processors.
// Containers and texts with escapes, whose end is not at hand, are read at once.

internal import TierlineBytes

extension ColumnReader {
  /// Reads an object on from where it leaves the order of the last one.
  ///
  /// The keys of the order before `next` have been read, but for the one at `absent`.
  mutating func readOthers(
    _ index: Int, _ shape: ReadShape, from next: Int, absent: Int, row: Int
  ) -> Bool {
    note(shape, before: next, absent: absent)
    // With a key passed over, what follows in the order is not what this object has.
    let learns = order.isLeft(index) && absent < 0
    if learns { order.cut(index, to: next &- Int(shape.firstKey)) }
    // What the loop needs stands in variables of its own, for the compiler to keep in registers.
    let (bytes, positions) = unsafe (self.bytes, self.positions)
    let (keys, edges, seen) = (plan.keys, plan.edges, self.seen)
    let firstStray = strayCount
    var (next, strayEnd) = (next, firstStray)
    while true {
      let gap = at
      passBlanks()
      let open = at
      let close = stringEnd
      // Of a key with escapes the byte at `close` is a backslash.
      guard unsafe (bytes[open] ^ UInt8(ascii: "\"")) | (bytes[close] ^ UInt8(ascii: "\"")) == 0 else {
        return false
      }
      passString(to: close)
      guard passSeparator() == UInt8(ascii: ":") else { return false }
      passBlanks()
      let key = unsafe bytes + (open &+ 1)
      let count = close &- open &- 1
      var edge = unsafe keys.first(shape.table, key, count)
      while unsafe !keys.isKey(edge, key, count) { edge = Int(edges[edge].next) }
      if learns { learn(edge, gap..<at, next, index) }
      next &+= 1
      let declared = edges[edge]
      let had = seen[Int(declared.seenWord)]
      guard had & declared.seenBit == 0 else { return false }
      seen[Int(declared.seenWord)] = had | declared.seenBit
      let start = place
      let first = byte
      // A text without escapes ends at the next end of a string, a scalar before what can end one.
      let isText = first == UInt8(ascii: "\"")
      let textEnd = unsafe Int(positions[Int(start.string)])
      let scalarEnd = unsafe at &+ Int(tierline_scalar_length(bytes + at))
      let end = isText ? textEnd &+ 1 : scalarEnd
      var separator = unsafe bytes[end]
      let isPlain = separator == UInt8(ascii: ",") || separator == UInt8(ascii: "}")
      if isPlain, first | 0x20 != UInt8(ascii: "{"), strayEnd < Self.straysMax {
        values[edge] = start
        strays[strayEnd] = start
        strayEnd &+= edge == KeyTable.stray ? 1 : 0
        at = end &+ 1
        place.string &+= isText ? 1 : 0
      } else {
        strayCount = strayEnd
        read[Int(declared.seenWord)] |= declared.seenBit
        guard edge == KeyTable.stray ? skipValue() : readActions(declared, row: row) else {
          return false
        }
        separator = passSeparator()
      }
      if separator == UInt8(ascii: ",") { continue }
      let behind = place
      guard separator == UInt8(ascii: "}"), readGathered(shape, row: row),
        skip(firstStray..<strayEnd)
      else { return false }
      (place, strayCount) = (behind, firstStray)
      return endObject(shape, row: row)
    }
  }

  /// Notes the keys of the order before `next` as seen and read.
  private func note(_ shape: ReadShape, before next: Int, absent: Int) {
    for word in Int(shape.firstSeen)..<Int(shape.firstSeen &+ shape.seenCount) { seen[word] = 0 }
    for place in Int(shape.firstKey)..<next where place != absent && order[place].edge >= 0 {
      let edge = plan.edges[Int(order[place].edge)]
      seen[Int(edge.seenWord)] |= edge.seenBit
    }
    for word in Int(shape.firstSeen)..<Int(shape.firstSeen &+ shape.seenCount) {
      read[word] = seen[word]
    }
  }

  /// More keys than this that are not declared are read at once.
  static var straysMax: Int { 64 }

  private func learn(_ edge: Int, _ gap: Range<Int>, _ next: Int, _ shape: Int) {
    let declared = plan.edges[edge]
    let key = KeyOrder.Key(
      action: declared.actionCount == 1 ? declared.firstAction : -1,
      edge: edge == KeyTable.stray ? -1 : Int32(edge))
    unsafe order.add(key, at: next, of: shape, bytes + gap.lowerBound, gap.count)
  }

  /// Reads the values noted, in the order in which their keys are declared.
  private mutating func readGathered(_ shape: ReadShape, row: Int) -> Bool {
    var firstEdge = Int(shape.firstEdge)
    for word in Int(shape.firstSeen)..<Int(shape.firstSeen &+ shape.seenCount) {
      var others = seen[word] & ~read[word]
      while others != 0 {
        let edge = firstEdge &+ others.trailingZeroBitCount
        others &= others &- 1
        place = values[edge]
        guard readActions(plan.edges[edge], row: row), Self.ends(byte) else { return false }
      }
      firstEdge &+= 64
    }
    return true
  }

  /// Checks the values noted of keys that are not declared.
  private mutating func skip(_ noted: Range<Int>) -> Bool {
    for stray in noted {
      place = strays[stray]
      guard skipValue(), Self.ends(byte) else { return false }
    }
    return true
  }

  @inline(__always)
  private mutating func readActions(_ edge: ReadEdge, row: Int) -> Bool {
    edge.actionCount == 1
      ? readValue(Int(edge.firstAction), row: row) : readSeveral(edge, row: row)
  }
}
