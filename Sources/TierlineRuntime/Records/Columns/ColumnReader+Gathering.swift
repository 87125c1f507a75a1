// Objects whose keys stand in an order of their own.
//
// What comes next is then unknown twice, which key and which kind of value. So the object is gone
// through in two steps: first each declared key is found and the place of its value noted, which takes
// the same few instructions whatever the key and the value; then the values are read in the order in
// which their keys are declared, which is the same for every object and so foreseen by processors.
// Containers and texts with escapes, whose end is not at hand, are read at once, as is what no field
// is read from.

internal import TierlineBytes

extension ColumnReader {
  /// Reads an object on from where it leaves the order of the last one.
  ///
  /// The keys of the order before `next` have been read, but for the one at `absent`. The value read
  /// last lies before `behind`, where no key has been read the object's bracket.
  mutating func readOthers(
    _ index: Int, _ shape: ReadShape, from next: Int, behind: Int, absent: Int, row: Int
  ) -> Bool {
    // Places only ever go up: a value of this object lies here or further on.
    let begin = at
    for place in Int(shape.firstKey)..<next where place != absent && order[place].edge >= 0 {
      values[Int(order[place].edge)] = .read(begin)
    }
    // With a key passed over, what follows in the order is not what this object has.
    guard order.isLeft(index), absent < 0 else {
      return gather(index, shape, from: begin, behind: behind, learns: false, row: row)
    }
    order.cut(index, to: next &- Int(shape.firstKey))
    return readLearning(index, shape, from: begin, behind: behind, row: row)
  }

  @inline(never)
  private mutating func readLearning(
    _ index: Int, _ shape: ReadShape, from begin: Int, behind: Int, row: Int
  ) -> Bool {
    gather(index, shape, from: begin, behind: behind, learns: true, row: row)
  }

  /// Reads keys up to the end of the object; `learns` stands for two loops, the usual one without it.
  @inline(__always)
  private mutating func gather(
    _ index: Int, _ shape: ReadShape, from begin: Int, behind: Int, learns: Bool, row: Int
  ) -> Bool {
    var (learns, behind) = (learns, behind)
    // What the loop needs stands in variables of its own, for the compiler to keep in registers.
    let (bytes, positions) = unsafe (self.bytes, self.positions)
    let (keys, values) = (plan.keys, self.values)
    var (offset, string) = (at, Int(place.string))
    while true {
      // Of a key with escapes the byte at `close` is a backslash.
      let close = unsafe Int(positions[string])
      var (open, start) = (offset, close &+ 2)
      let isBare =
        unsafe bytes[open] == UInt8(ascii: "\"") && bytes.pair(at: close) == Self.quoteAndColon
        && bytes[start] > 0x20
      if !isBare {
        (open, start) = unsafe Self.amongBlanks(bytes, offset, close)
        guard start >= 0 else { return false }
      }
      string &+= 1
      let key = unsafe bytes + (open &+ 1)
      let count = close &- open &- 1
      let edge = unsafe keys.edge(of: key, count, in: shape.table)
      if learns { learns = learn(edge, behind..<start, index) }
      guard Int(values[edge].offset) < begin else { return false }
      let here = ReadPlace(start, string)
      let first = unsafe bytes[start]
      // A text without escapes ends at the next end of a string, a scalar before the next comma or
      // bracket at the latest; whether blanks stand between is seen when it is read.
      let isText = first == UInt8(ascii: "\"")
      let textEnd = unsafe Int(positions[string])
      let scalarEnd = unsafe start &+ Int(tierline_scalar_length(bytes + start))
      offset = isText ? textEnd &+ 1 : scalarEnd
      behind = offset
      var separator = unsafe bytes[offset]
      // Behind a scalar that is the quote of the next key: to ask for it always is no branch on the kind.
      let isWhole = unsafe bytes[textEnd] == UInt8(ascii: "\"")
      let isPlain = separator == UInt8(ascii: ",") || separator == UInt8(ascii: "}")
      if isWhole, isPlain, first | 0x20 != UInt8(ascii: "{"), edge != KeyTable.stray {
        values[edge] = here
        string &+= isText ? 1 : 0
      } else {
        place = here
        guard readAtOnce(edge, row: row) else { return false }
        behind = at
        offset = unsafe Self.behindBlanks(bytes, at)
        string = Int(place.string)
        separator = unsafe bytes[offset]
      }
      offset &+= 1
      if separator == UInt8(ascii: ",") { continue }
      guard separator == UInt8(ascii: "}"), readGathered(shape, from: begin, row: row) else {
        return false
      }
      place = ReadPlace(offset, string)
      return endObject(shape, row: row)
    }
  }

  /// `":`, the first lowest.
  private static var quoteAndColon: UInt16 { 0x3A22 }

  /// Where a key's opening quote and its value stand, with blanks around; its value below 0 where
  /// there is no key.
  @inline(never)
  private static func amongBlanks(
    _ bytes: UnsafePointer<UInt8>, _ offset: Int, _ close: Int
  ) -> (open: Int, start: Int) {
    let open = unsafe behindBlanks(bytes, offset)
    let colon = unsafe behindBlanks(bytes, close &+ 1)
    guard unsafe bytes[open] == UInt8(ascii: "\""), unsafe bytes[close] == UInt8(ascii: "\""),
      unsafe bytes[colon] == UInt8(ascii: ":")
    else { return (open, -1) }
    return unsafe (open, behindBlanks(bytes, colon &+ 1))
  }

  /// Reads a value that is not noted.
  @inline(never)
  private mutating func readAtOnce(_ edge: Int, row: Int) -> Bool {
    guard edge != KeyTable.stray else { return skipValue() }
    values[edge] = .read(at)
    return readActions(plan.edges[edge], row: row)
  }

  /// Adds a key to the order, with all that stands between the last value and its own.
  private func learn(_ edge: Int, _ gap: Range<Int>, _ shape: Int) -> Bool {
    // What has a NUL would be found over the end of a text.
    guard !gap.contains(where: { unsafe bytes[$0] == 0 }) else { return false }
    let declared = plan.edges[edge]
    let key = KeyOrder.Key(
      action: declared.actionCount == 1 ? declared.firstAction : -1,
      edge: edge == KeyTable.stray ? -1 : Int32(edge))
    return unsafe order.add(key, to: shape, bytes + gap.lowerBound, gap.count)
  }

  /// Reads the values noted from an offset on, in the order in which their keys are declared.
  private mutating func readGathered(_ shape: ReadShape, from begin: Int, row: Int) -> Bool {
    let (values, edges) = (self.values, plan.edges)
    var edge = Int(shape.firstEdge)
    let end = edge &+ Int(shape.edgeCount)
    while edge < end {
      let value = values[edge]
      if Int(value.offset) >= begin, !value.isRead {
        place = value
        guard readActions(edges[edge], row: row), isAtEnd else { return false }
      }
      edge &+= 1
    }
    return true
  }

  /// Whether a noted value ends where a value of an object may end.
  @inline(__always)
  private var isAtEnd: Bool { unsafe byte == UInt8(ascii: ",") || Self.isEnd(bytes, at) }

  @inline(never)
  private static func isEnd(_ bytes: UnsafePointer<UInt8>, _ offset: Int) -> Bool {
    let separator = unsafe bytes[behindBlanks(bytes, offset)]
    return separator == UInt8(ascii: ",") || separator == UInt8(ascii: "}")
  }

  @inline(__always)
  private mutating func readActions(_ edge: ReadEdge, row: Int) -> Bool {
    edge.actionCount == 1
      ? readValue(Int(edge.firstAction), row: row) : readSeveral(edge, row: row)
  }
}
