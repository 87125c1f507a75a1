// One JSON object into the values of a record, directed by the schema.
//
// The decoder walks the text once, from left to right. Where a declared key stands it reads the
// value; all else it steps over, validating. A fault of a field does not stop it: the value counts
// as unusable, the rest is read on, and in the end all faults are known. Only text that is no JSON
// stops it, by throwing; what had been read by then is left in the record under way, so that the
// record can still be named by its key.

import TierlineSource

/// A record type's values while its object is being read.
struct RecordUnderWay {
  /// By index into the type's fields.
  var values: [Value]
  /// Fields that have a fault already, and so are not reported absent as well.
  var faulty: Set<Int> = []
}

/// Reads records of one program, one after another.
struct RecordDecoder {
  let program: Program
  let limits: RecordLimits
  let schema: RecordSchema
  var scanner = JSONScanner()
  /// Of the present record, in the order found.
  var faults: [RecordFault] = []
  /// Of the present record, so far.
  var valueCount = 0
  /// Fields and elements that lead to the value being read.
  var steps: [Step] = []
  /// How many of `steps` are sensitive fields: what is read within them is never shown.
  var hiddenSteps = 0
  /// One bit for each edge of each open object: whether its key has stood there.
  private var seen: [UInt64] = []
  /// Unescaped text, kept for its memory.
  var scratch: [UInt8] = []

  /// One step of a path, from the outermost record in.
  enum Step {
    /// By the key that its path ends with.
    case field(record: Int, field: Int)
    /// Counted from 0.
    case element(Int)
  }

  init(_ program: Program, _ limits: RecordLimits) {
    self.program = program
    self.limits = limits
    schema = RecordSchema(program)
  }

  /// Reads the object that the bytes begin with.
  ///
  /// Afterwards `scanner.position` is behind it, and `faults` holds what was wrong with it.
  mutating func decode(
    _ bytes: Span<UInt8>, into record: inout RecordUnderWay
  ) throws(JSONBreak) {
    scanner = JSONScanner()
    faults.removeAll(keepingCapacity: true)
    steps.removeAll(keepingCapacity: true)
    seen.removeAll(keepingCapacity: true)
    hiddenSteps = 0
    valueCount = 0
    record = RecordUnderWay(values: emptyValues(of: 0))
    try decodeRecord(bytes, type: 0, into: &record)
  }

  /// All fields of a record type, missing.
  func emptyValues(of type: Int) -> [Value] {
    [Value](repeating: .missing, count: program.records[type].fields.count)
  }

  /// Reads the object here as a record of that type.
  mutating func decodeRecord(
    _ bytes: Span<UInt8>, type: Int, into record: inout RecordUnderWay
  ) throws(JSONBreak) {
    valueCount += record.values.count
    try decodeObject(bytes, shape: schema.shapeOfRecord[type], into: &record)
    settleAbsentFields(of: type, in: &record)
  }

  /// Reads the declared keys of the object here.
  private mutating func decodeObject(
    _ bytes: Span<UInt8>, shape: Int, into record: inout RecordUnderWay
  ) throws(JSONBreak) {
    let firstSeen = seen.count
    for _ in 0...(schema.shapes[shape].edgeCount / 64) { seen.append(0) }
    try scanner.enter()
    if try scanner.next(bytes) == UInt8(ascii: "}") {
      scanner.leave()
      seen.removeLast(seen.count - firstSeen)
      return
    }
    var guess = 0
    while true {
      let key = try scanner.key(bytes)
      if let edge = self.edge(of: key, bytes, in: shape, guess: guess) {
        let index = schema.edges[edge].index
        guess = index + 1
        let (word, bit) = (firstSeen + index / 64, UInt64(1) << UInt64(index % 64))
        if seen[word] & bit == 0 {
          seen[word] |= bit
          try decodeTargets(bytes, of: edge, into: &record)
        } else {
          try reportKeyTwice(bytes, of: edge, shape: shape, in: &record)
        }
      } else {
        try scanner.skipValue(bytes)
      }
      let byte = try scanner.next(bytes)
      if byte == UInt8(ascii: ",") {
        scanner.position += 1
        continue
      }
      guard byte == UInt8(ascii: "}") else {
        throw .malformed(at: scanner.position, expected: .commaOrBrace)
      }
      scanner.leave()
      seen.removeLast(seen.count - firstSeen)
      return
    }
  }

  /// The edge of a key as it stands, escapes resolved.
  @inline(__always)
  private mutating func edge(
    of key: StringToken, _ bytes: Span<UInt8>, in shape: Int, guess: Int
  ) -> Int? {
    guard key.hasEscapes else {
      return schema.edge(of: bytes.extracting(key.range), in: shape, guess: guess)
    }
    unescape(bytes, key.range)
    return schema.edge(of: scratch.span, in: shape, guess: guess)
  }

  /// Reads the value here once for each target of its key.
  @inline(__always)
  private mutating func decodeTargets(
    _ bytes: Span<UInt8>, of edge: Int, into record: inout RecordUnderWay
  ) throws(JSONBreak) {
    let edge = schema.edges[edge]
    let start = scanner
    for target in edge.firstTarget..<edge.firstTarget + edge.targetCount {
      scanner = start
      switch schema.targets[target] {
      case .field(let plan):
        let (type, field) = (schema.plans[plan].record, schema.plans[plan].field)
        steps.append(.field(record: type, field: field))
        if let value = try decodeValue(bytes, plan) {
          record.values[field] = value
        } else {
          record.faulty.insert(field)
        }
        steps.removeLast()
      case .shape(let shape):
        try decodeParent(bytes, shape: shape, into: &record)
      }
    }
  }

  /// Reads an object on the way to fields further in; `null` is as if it were absent.
  private mutating func decodeParent(
    _ bytes: Span<UInt8>, shape: Int, into record: inout RecordUnderWay
  ) throws(JSONBreak) {
    switch try scanner.next(bytes) {
    case UInt8(ascii: "{"): try decodeObject(bytes, shape: shape, into: &record)
    case UInt8(ascii: "n"): try scanner.literal(.null, bytes)
    default:
      let start = scanner.position
      try scanner.skipValue(bytes)
      report(
        .recordFieldType, at: path(schema.pathsOfShapes[shape]),
        expected: Wording("object", zh: "对象"),
        found: found(bytes, from: start, isHidden: schema.hidesShape[shape]))
      record.faulty.formUnion(schema.fieldsOfShapes[shape])
    }
  }

  /// Steps over the value of a declared key that has stood in this object before.
  private mutating func reportKeyTwice(
    _ bytes: Span<UInt8>, of edge: Int, shape: Int, in record: inout RecordUnderWay
  ) throws(JSONBreak) {
    let start = scanner.position
    try scanner.skipValue(bytes)
    record.faulty.formUnion(schema.fields(of: edge))
    report(
      .recordKeyTwice, at: path(schema.pathsOfShapes[shape] + [schema.key(of: edge)]),
      expected: Wording("this key only once", zh: "该键只出现一次"),
      found: found(bytes, from: start, isHidden: schema.hides(edge)))
  }
}
