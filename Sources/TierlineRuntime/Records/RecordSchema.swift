// The input's fields arranged as JSON has them: which keys of which object lead to which values.
//
// `from` paths of one record form a tree of keys. Each object on the way is a `Shape`: its declared
// keys are `Edge`s, and an edge leads to `Target`s: fields that end there, or a shape further in.
// Usually there is one target; fields that share a path, or a nested record and a path through it,
// make it several, and the value is then read once for each. Everything lies in flat arrays of
// plain numbers, so that reading a record touches no reference counts, and keys are found by their
// bytes, never as `String`s.

/// How records are read, compiled once a run.
struct RecordSchema: Sendable {
  /// A declared key of one object.
  struct Edge {
    var keyStart: Int
    var keyCount: Int
    /// Its place among the edges of its shape, from 0.
    var index: Int
    var firstTarget: Int
    var targetCount: Int
    /// The next edge of the same bucket, or −1.
    var nextInBucket: Int
  }

  /// Where the value of a key goes.
  enum Target {
    /// Into a field of the record, by an index into `plans`.
    case field(plan: Int)
    /// Into an object on the way to fields further in.
    case shape(Int)
  }

  /// An object with declared keys.
  struct Shape {
    var firstEdge: Int
    var edgeCount: Int
    /// Into `buckets`; their number is a power of two.
    var firstBucket: Int
    var bucketMask: Int
  }

  /// How one value is read and checked.
  struct Plan {
    var kind: Kind
    var check: Check
    /// The most decimals.
    var places: Int
    /// Whether the field is sensitive, or has a sensitive one within.
    var hidesText: Bool
    /// The field it serves; elements of a list serve the list's field.
    var record: Int
    var field: Int
  }

  enum Kind {
    case boolean, integer, number, date, days, months, text
    /// An index into `Program.levelTypes`.
    case level(Int)
    /// An index into `Program.records`.
    case record(Int)
    /// An index into `plans`: that of its elements.
    case list(element: Int)
  }

  enum Check {
    case none
    /// Both ends within: units of 10⁻¹⁸, days, months or levels.
    case interval(Int128, Int128)
    /// An index into `sets`.
    case members(Int)
  }

  private(set) var edges: [Edge] = []
  private(set) var targets: [Target] = []
  private(set) var shapes: [Shape] = []
  private(set) var plans: [Plan] = []
  private(set) var sets: [ValueSet] = []
  /// For each shape the keys that lead to it from its record.
  private(set) var pathsOfShapes: [[String]] = []
  /// For each shape the fields of its record that are read from it, directly or further in.
  private(set) var fieldsOfShapes: [[Int]] = []
  /// For each shape whether any of those fields hides its text.
  private(set) var hidesShape: [Bool] = []
  /// For each record type the shape of its own object.
  private(set) var shapeOfRecord: [Int] = []
  /// For each record type its stored fields, with what an absent value of each is.
  private(set) var storedFields: [[(field: Int, absence: StoredField.Absence)]] = []
  private var keyBytes: [UInt8] = []
  private var buckets: [Int] = []

  /// Compiles the record types of a program.
  init(_ program: Program) {
    for record in program.records.indices {
      var tree = KeyTree()
      var stored: [(field: Int, absence: StoredField.Absence)] = []
      for (index, field) in program.records[record].fields.enumerated() {
        guard case .stored(let content) = field.content else { continue }
        let plan = addPlan(
          for: field.type, content, hidesText: program.hidesText(of: field), record: record,
          field: index, in: program)
        tree.insert(content.path[...], plan: plan, field: index)
        stored.append((index, content.absence))
      }
      storedFields.append(stored)
      shapeOfRecord.append(addShape(tree, path: []))
    }
  }

  /// The edge of a key, if it is declared; `guess` is the edge that would come next in order.
  @inline(__always)
  func edge(of key: Span<UInt8>, in shape: Int, guess: Int) -> Int? {
    let shape = shapes[shape]
    if guess < shape.edgeCount, matches(shape.firstEdge + guess, key) {
      return shape.firstEdge + guess
    }
    var edge = buckets[shape.firstBucket + RecordSchema.hash(key) & shape.bucketMask]
    while edge >= 0 {
      if matches(edge, key) { return edge }
      edge = edges[edge].nextInBucket
    }
    return nil
  }

  /// The key of an edge.
  func key(of edge: Int) -> String {
    let edge = edges[edge]
    return String(
      decoding: keyBytes[edge.keyStart..<edge.keyStart + edge.keyCount], as: UTF8.self)
  }

  /// Whether what stands under a key may hold something sensitive.
  func hides(_ edge: Int) -> Bool {
    let edge = edges[edge]
    return targets[edge.firstTarget..<edge.firstTarget + edge.targetCount].contains {
      switch $0 {
      case .field(let plan): plans[plan].hidesText
      case .shape(let shape): hidesShape[shape]
      }
    }
  }

  /// The fields of the record that are read from what stands under a key.
  func fields(of edge: Int) -> [Int] {
    let edge = edges[edge]
    return targets[edge.firstTarget..<edge.firstTarget + edge.targetCount].flatMap {
      switch $0 {
      case .field(let plan): [plans[plan].field]
      case .shape(let shape): fieldsOfShapes[shape]
      }
    }
  }

  private func matches(_ edge: Int, _ key: Span<UInt8>) -> Bool {
    let edge = edges[edge]
    guard edge.keyCount == key.count else { return false }
    for index in 0..<key.count where keyBytes[edge.keyStart + index] != key[index] {
      return false
    }
    return true
  }

  /// A hash of a key by its length and ends, which tell most keys of one object apart.
  private static func hash(_ key: Span<UInt8>) -> Int {
    guard key.count > 0 else { return 0 }
    return key.count &* 7 &+ Int(key[0]) &* 31 &+ Int(key[key.count - 1])
      &+ Int(key[key.count / 2]) &* 5
  }
}

// MARK: - Shapes

/// The keys of one object, while paths are gathered.
private struct KeyTree {
  var branches: [(key: String, plans: [Int], inner: KeyTree)] = []
  /// The fields read from here, directly or further in.
  var fields: [Int] = []

  mutating func insert(_ path: ArraySlice<String>, plan: Int, field: Int) {
    guard let key = path.first else { return }
    fields.append(field)
    // By bytes: `String` would hold two spellings of one name for the same key.
    var index = branches.count
    if let found = branches.firstIndex(where: { $0.key.utf8.elementsEqual(key.utf8) }) {
      index = found
    } else {
      branches.append((key, [], KeyTree()))
    }
    if path.count == 1 {
      branches[index].plans.append(plan)
    } else {
      branches[index].inner.insert(path.dropFirst(), plan: plan, field: field)
    }
  }
}

extension RecordSchema {
  private mutating func addShape(_ tree: KeyTree, path: [String]) -> Int {
    // Inner shapes first, so that the edges of one shape lie side by side.
    let inner = tree.branches.map { branch in
      branch.inner.branches.isEmpty ? nil : addShape(branch.inner, path: path + [branch.key])
    }
    let firstEdge = edges.count
    for (index, branch) in tree.branches.enumerated() {
      let firstTarget = targets.count
      targets += branch.plans.map(Target.field(plan:))
      if let shape = inner[index] { targets.append(.shape(shape)) }
      let key = Array(branch.key.utf8)
      edges.append(
        Edge(
          keyStart: keyBytes.count, keyCount: key.count, index: index, firstTarget: firstTarget,
          targetCount: targets.count - firstTarget, nextInBucket: -1))
      keyBytes += key
    }
    var bucketCount = 4
    while bucketCount < tree.branches.count * 2 { bucketCount *= 2 }
    let firstBucket = buckets.count
    buckets += [Int](repeating: -1, count: bucketCount)
    for edge in firstEdge..<edges.count {
      let key = edges[edge].keyStart..<edges[edge].keyStart + edges[edge].keyCount
      let hash = RecordSchema.hash(keyBytes.span.extracting(key))
      let bucket = firstBucket + hash & (bucketCount - 1)
      edges[edge].nextInBucket = buckets[bucket]
      buckets[bucket] = edge
    }
    shapes.append(
      Shape(
        firstEdge: firstEdge, edgeCount: tree.branches.count, firstBucket: firstBucket,
        bucketMask: bucketCount - 1))
    pathsOfShapes.append(path)
    fieldsOfShapes.append(tree.fields)
    hidesShape.append((firstEdge..<edges.count).contains(where: hides))
    return shapes.count - 1
  }
}

// MARK: - Plans

extension RecordSchema {
  /// The bounds of a numeric field without a domain: ±10¹⁵.
  static let defaultBound = Int128(powerOfTen(15 + 18))

  private mutating func addPlan(
    for type: ValueType, _ content: StoredField, hidesText: Bool, record: Int, field: Int,
    in program: Program
  ) -> Int {
    var places = content.places
    let kind: Kind
    switch type {
    case .boolean: kind = .boolean
    case .integer:
      kind = .integer
      places = 0
    case .number, .money: kind = .number
    case .date: kind = .date
    case .days: kind = .days
    case .months: kind = .months
    case .text: kind = .text
    case .level(let levels): kind = .level(levels)
    case .record(let inner): kind = .record(inner)
    case .list(let element):
      // A domain of a list is that of its elements; decimals are as their type has them.
      var content = content
      if case .money(let currency) = element { content.places = currency.places }
      kind = .list(
        element: addPlan(
          for: element, content, hidesText: hidesText, record: record, field: field, in: program))
    }
    plans.append(
      Plan(
        kind: kind, check: addCheck(content.domain, for: type, in: program), places: places,
        hidesText: hidesText, record: record, field: field))
    return plans.count - 1
  }

  private mutating func addCheck(
    _ domain: Domain?, for type: ValueType, in program: Program
  ) -> Check {
    switch type {
    case .list, .record, .boolean: return .none
    case .integer, .number, .money, .date, .days, .months, .text, .level: break
    }
    switch domain {
    case nil:
      switch type {
      case .integer, .number, .money:
        return .interval(-RecordSchema.defaultBound, RecordSchema.defaultBound)
      case .boolean, .date, .days, .months, .text, .level, .record, .list: return .none
      }
    case .range(let range):
      let lower = range.lower.flatMap(RecordSchema.measure).map {
        range.includesLower ? $0 : $0 + 1
      }
      let upper = range.upper.flatMap(RecordSchema.measure).map {
        range.includesUpper ? $0 : $0 - 1
      }
      return .interval(lower ?? Int128.min, upper ?? Int128.max)
    case .members(let set):
      sets.append(set)
      return .members(sets.count - 1)
    case .list(let list):
      guard program.lists.indices.contains(list) else { return .none }
      sets.append(program.lists[list].members)
      return .members(sets.count - 1)
    }
  }

  /// The whole number by which an ordered value is compared; nil for one without order.
  static func measure(_ value: Value) -> Int128? {
    switch value {
    case .number(let number): number.coefficient
    case .date(let date): Int128(date.dayNumber)
    case .days(let count), .months(let count), .level(let count): Int128(count)
    case .missing, .overflow, .boolean, .text, .list, .record: nil
    }
  }
}

extension Program {
  /// Whether a field is sensitive, or the records in it have a sensitive field.
  fileprivate func hidesText(of field: Field) -> Bool {
    var pending = [field]
    var visited: Set<Int> = []
    while let next = pending.popLast() {
      if next.isSensitive { return true }
      var type = next.type
      while case .list(let element) = type { type = element }
      if case .record(let record) = type, records.indices.contains(record),
        visited.insert(record).inserted
      {
        pending += records[record].fields
      }
    }
    return false
  }
}
