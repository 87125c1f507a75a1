// How records are read into columns: the record schema, joined with what the code wants to know.
//
// Each object that is read (the record, one on the way of a `from` path, a nested record, an element
// of a list) is a shape with its declared keys. A key leads to actions: check the value and write it
// into a column, or check it only. Everything is plain numbers in flat memory.

/// What is done with the value of a key.
struct ReadAction {
  enum Kind: UInt8 {
    case boolean, narrow, wide, date, level, text
    /// One of some numbers, dates or levels, read by the action `child`.
    case member
    /// Into an object on the way to fields further in.
    case parent
    case record, list
    /// A type that only the slow reader knows.
    case other

    /// How a value of this kind does not begin that can be noted; members and containers are never noted.
    var refused: ValueStart {
      switch self {
      case .boolean, .narrow, .wide: .notScalar
      case .date, .level, .text: .notText
      case .member, .parent, .record, .list, .other: .any
      }
    }

    var isScalar: Bool {
      switch self {
      case .boolean, .narrow, .wide, .date, .level, .text, .member: true
      case .parent, .record, .list, .other: false
      }
    }
  }

  var kind: Kind
  /// Whether the value must be one of the first `allowed` texts of the dictionary.
  var isClosed = false
  /// The most decimals; a narrow number is counted in them.
  var places: Int32 = 0
  /// Where the value goes, an index into the targets; −1 for nowhere.
  var target: Int32 = -1
  /// Where the code of a text goes; −1 for nowhere.
  var code: Int32 = -1
  /// The dictionary of a level or text; −1 for none.
  var dictionary: Int32 = -1
  /// The shape of an object, the list, or the action that reads a member.
  var child: Int32 = -1
  /// The word of `found` and the bit in it that says the field is there; −1 where nobody asks.
  var word: Int32 = -1
  var bit: UInt64 = 0
  /// The least that a narrow number, date or level may be, and how much more the most is.
  var lower = -Int64.max
  var span = UInt64.max - 1
  /// The same of a wide number, an index into the wide bounds; there stand, ascending, what a member may be.
  var bounds: Int32 = -1
  /// How many values a member may have.
  var memberCount: Int32 = 0

  /// Bounds a narrow number, date or level; `Int64.min` is never in bounds.
  mutating func bound(from lower: Int64, to upper: Int64) {
    self.lower = max(lower, -Int64.max)
    span = UInt64(bitPattern: upper &- self.lower)
    // Where nothing is in bounds, only what no text of 18 digits is.
    if upper < self.lower { (self.lower, span) = (-Int64.max, 0) }
  }

  /// Whether a narrow number, date or level is in bounds.
  @inline(__always)
  func allows(_ value: Int64) -> Bool { UInt64(bitPattern: value &- lower) <= span }
}

/// A declared key of one object.
struct ReadEdge {
  var firstAction: Int32
  var actionCount: Int32

  /// The one of every key that is not declared, which an object may have any number of.
  static let stray = ReadEdge(firstAction: -1, actionCount: 0)
}

/// What a value begins with, which tells how its end is found.
struct ValueStart: OptionSet {
  let rawValue: UInt8

  static let text = ValueStart(rawValue: 1)
  static let scalar = ValueStart(rawValue: 2)
  /// A bracket, a blank, or what begins no value.
  static let other = ValueStart(rawValue: 4)
  static let any: ValueStart = [.text, .scalar, .other]
  static let notText: ValueStart = [.scalar, .other]
  static let notScalar: ValueStart = [.text, .other]

  /// What each byte is the beginning of.
  static let table = (UInt8.min...UInt8.max).map { byte in
    switch byte {
    case UInt8(ascii: "\""): text
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "t"):
      scalar
    default: other
    }
  }
}

/// Edges side by side whose values are noted together: those of the record, or of a list's elements.
struct ReadGroup {
  var firstEdge: Int32 = 0
  var endEdge: Int32 = 0
}

/// An object with declared keys.
struct ReadShape {
  var table: KeyTable.Place
  /// The record whose own object it is; −1 for one on the way to fields.
  var record: Int32
  /// Where the keys of the object read last are kept.
  var firstKey: Int32
}

/// One record: its fields' bits, and what their absence means.
struct ReadRecord {
  var firstWord: Int32
  var wordCount: Int32
  var firstAbsence: Int32
  var absenceCount: Int32
  /// The bits of the fields in its first word whose absence means something.
  var awaited: UInt64 = 0
}

/// What the absence of a field means; optional fields have none.
struct ReadAbsence {
  var word: Int32
  var bit: UInt64
  /// An index into the defaults; −1 for a required field; −2 for a record whose fields are absent.
  var meaning: Int32
  /// The record that is absent.
  var record: Int32 = -1
}

/// A column, as the reader writes it: of the lanes of a batch, or of the elements of a list.
@safe
struct ReadTarget {
  /// `Int64`s or `Int128`s; of a truth its yes words.
  var values: UnsafeMutableRawPointer
  /// Present words; of a truth its no words.
  var words: UnsafeMutablePointer<UInt64>
}

/// A default, and where it goes.
struct ReadDefault {
  var value: Value
  var operand: BatchOperand
  var type: ValueType
  /// The list whose elements have it; −1 for the record.
  var list: Int32
  /// The column of a text's code, and the code.
  var code: Int32?
  var codeValue: Int64
}

/// Records of one program into the columns of one plan.
final class ReadPlan {
  let actions: Slab<ReadAction>
  let edges: Slab<ReadEdge>
  /// Each edge's key with its quotes and its colon; none for one of more bytes, and for strays.
  let patterns: Slab<KeyPattern>
  /// What each byte is the beginning of; behind that, for each edge, what values begin with that are read at
  /// once and not noted: of another key of the same bucket, and of its own.
  let starts: Slab<ValueStart>
  /// That of the record, and behind it those of the lists.
  let groups: Slab<ReadGroup>
  let shapes: Slab<ReadShape>
  let records: Slab<ReadRecord>
  let absences: Slab<ReadAbsence>
  /// The one table of all declared keys.
  let keys: Slab<KeyTable>
  let bounds: Slab<Int128>
  let defaults: [ReadDefault]
  let dictionaries: Slab<TextDictionary>
  /// For each list the action of its elements.
  let elements: Slab<Int32>
  /// For each target where it is.
  let targets: [(operand: BatchOperand, list: Int32)]
  let wordCount: Int
  let shapeCount: Int
  /// The shape of the input's record.
  let rootShape: Int
  /// How many of the record and of lists in lists are under way at once, at most.
  let depth: Int
  /// No value that is read lies in more objects and lists than these.
  let nestingMax: Int

  /// Where what is refused stands in `starts`.
  static var firstRefusal: Int { 256 }

  /// What the values of an edge begin with that are not noted.
  func refused(_ edge: Int) -> ValueStart { starts[Self.firstRefusal + edge * 2 + 1] }

  /// Compiles a plan; nil where records hold what only the slow reader knows how to check.
  init?(_ plan: BatchPlan, _ schema: RecordSchema) {
    var builder = ReadPlanBuilder(plan, schema)
    guard let root = builder.build() else { return nil }
    rootShape = Int(root)
    actions = Slab(builder.actions)
    edges = Slab(builder.edges)
    patterns = Slab(builder.patterns)
    starts = Slab(ValueStart.table + builder.refusals)
    groups = Slab(builder.groups)
    shapes = Slab(builder.shapes)
    records = Slab(builder.records)
    absences = Slab(builder.absences)
    keys = Slab([KeyTable(builder.keys)])
    bounds = Slab(builder.bounds)
    defaults = builder.defaults
    dictionaries = Slab(builder.dictionaries)
    elements = Slab(builder.elements)
    targets = builder.targets
    wordCount = builder.wordCount
    shapeCount = builder.shapes.count
    nestingMax = builder.nestingMax
    var depths: [Int] = []
    for list in plan.lists {
      depths.append(list.path.list < 0 ? 2 : depths[Int(list.path.list)] + 1)
    }
    depth = depths.max() ?? 1
  }

  deinit {
    actions.free()
    edges.free()
    patterns.free()
    starts.free()
    groups.free()
    shapes.free()
    records.free()
    absences.free()
    keys[0].free()
    keys.free()
    bounds.free()
    elements.free()
    for index in 0..<dictionaries.count { dictionaries[index].free() }
    dictionaries.free()
  }
}
