// Compiles the record schema and a plan's slots into a `ReadPlan`.

/// A read plan while it is put together.
struct ReadPlanBuilder {
  private let plan: BatchPlan
  private let schema: RecordSchema
  private let slotOf: [FieldPath: Int]
  private(set) var actions: [ReadAction] = []
  private(set) var edges = [ReadEdge.stray]
  private(set) var refusals = [ValueStart.notText, .any]
  private(set) var patterns = [KeyPattern.none]
  private(set) var groups: [ReadGroup]
  private(set) var shapes: [ReadShape] = []
  private(set) var records: [ReadRecord] = []
  private(set) var absences: [ReadAbsence] = []
  private(set) var keys = KeyTableBuilder()
  private(set) var bounds: [Int128] = []
  private(set) var defaults: [ReadDefault] = []
  private(set) var dictionaries: [TextDictionary] = []
  private(set) var elements: [Int32] = []
  private(set) var targets: [(operand: BatchOperand, list: Int32)] = []
  private(set) var wordCount = 0
  private var depth = 0
  /// How many records in records are read, from the input's own or a list's element on.
  static let depthMax = 16
  /// How many objects and lists are open where the next shape stands, and how many ever are.
  private var nesting = 0
  private(set) var nestingMax = 0
  /// Lists whose elements are still to be compiled, and how many objects and lists these lie in.
  private var lists: [(index: Int32, element: Int, nesting: Int)] = []

  init(_ plan: BatchPlan, _ schema: RecordSchema) {
    self.plan = plan
    self.schema = schema
    slotOf = Dictionary(
      plan.slots.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
    elements = plan.lists.map { _ in -1 }
    groups = [ReadGroup](repeating: ReadGroup(), count: plan.lists.count + 1)
  }

  /// Compiles from the input's record on; gives back its shape, nil where that cannot be done.
  mutating func build() -> Int32? {
    guard let root = addRecord(0, at: FieldPath(list: -1, steps: [])) else { return nil }
    groups[0] = ReadGroup(firstEdge: 1, endEdge: Int32(edges.count))
    // Elements come behind, so that what is noted of them lies side by side.
    while let list = lists.popLast() {
      let first = edges.count
      nesting = list.nesting
      guard addElements(of: list.index, list.element) else { return nil }
      groups[Int(list.index) + 1] = ReadGroup(
        firstEdge: Int32(first), endEdge: Int32(edges.count))
    }
    // Deeper ones are refused, which only the slow reader does.
    return nestingMax <= JSONScanner.depthMax ? root : nil
  }

  /// Opens an object or list; whoever does closes it by `nesting -= 1`.
  private mutating func open() {
    nesting += 1
    nestingMax = max(nestingMax, nesting)
  }

  // MARK: Records and objects

  /// A record of a type at a path; gives back the shape of its object.
  private mutating func addRecord(_ type: Int, at path: FieldPath) -> Int32? {
    // A record that holds one of its own type has no end.
    guard depth < Self.depthMax else { return nil }
    depth += 1
    defer { depth -= 1 }
    let record = Int32(records.count)
    let fields = schema.storedFields[type]
    let words = max(1, (fields.count + 63) / 64)
    records.append(
      ReadRecord(
        firstWord: Int32(wordCount), wordCount: Int32(words), firstAbsence: 0, absenceCount: 0))
    let firstWord = wordCount
    wordCount += words
    var bitOf: [Int: Int] = [:]
    for (index, field) in fields.enumerated() { bitOf[field.field] = index }
    var context = RecordContext(path: path, record: record, firstWord: firstWord, bitOf: bitOf)
    for (field, absence) in fields {
      if case .missing = absence { continue }
      context.awaited.insert(field)
    }
    guard let shape = addShape(schema.shapeOfRecord[type], isRoot: true, &context) else {
      return nil
    }
    return addAbsences(of: type, context) ? shape : nil
  }

  /// The record whose fields are being compiled.
  private struct RecordContext {
    var path: FieldPath
    var record: Int32
    var firstWord: Int
    var bitOf: [Int: Int]
    /// The fields whose absence means something.
    var awaited: Set<Int> = []
    /// Nested records by field.
    var inner: [Int: Int32] = [:]

    func path(of field: Int) -> FieldPath {
      FieldPath(list: path.list, steps: path.steps + [field])
    }
  }

  private mutating func addShape(
    _ index: Int, isRoot: Bool, _ context: inout RecordContext
  ) -> Int32? {
    open()
    defer { nesting -= 1 }
    let source = schema.shapes[index]
    var made: [ReadEdge] = []
    var keys: [[UInt8]] = []
    for edge in source.firstEdge..<source.firstEdge + source.edgeCount {
      let declared = schema.edges[edge]
      var own: [ReadAction] = []
      for target in declared.firstTarget..<declared.firstTarget + declared.targetCount {
        switch schema.targets[target] {
        case .field(let plan):
          guard let action = action(schema.plans[plan], &context) else { return nil }
          own.append(action)
        case .shape(let inner):
          guard let shape = addShape(inner, isRoot: false, &context) else { return nil }
          own.append(ReadAction(kind: .parent, child: shape))
        }
      }
      keys.append(Array(schema.key(of: edge).utf8))
      made.append(
        ReadEdge(firstAction: Int32(actions.count), actionCount: Int32(own.count)))
      actions += own
    }
    return place(made, keys, record: isRoot ? context.record : -1)
  }

  /// Puts a shape's edges side by side and its keys into the table.
  private mutating func place(
    _ made: [ReadEdge], _ shapeKeys: [[UInt8]], record: Int32
  ) -> Int32 {
    let table = keys.add(shapeKeys)
    edges += made
    // The bucket of an empty key is none that is found in passing.
    let isEachFound = !shapeKeys.contains([])
    if !isEachFound { refusals[KeyTable.stray] = .any }
    for (key, edge) in zip(shapeKeys, made) { addPattern(key, edge, isEachFound) }
    shapes.append(
      ReadShape(
        table: table, record: record, firstKey: Int32(shapes.count * KeyOrder.keysMax)))
    return Int32(shapes.count - 1)
  }

  /// Adds how the key of the next edge is told, and which values are noted.
  private mutating func addPattern(_ key: [UInt8], _ edge: ReadEdge, _ isEachFound: Bool) {
    let text = [UInt8(ascii: "\"")] + key + [UInt8(ascii: "\""), UInt8(ascii: ":")]
    // A key with a quote within, which files write as an escape, would match what is several strings.
    let isTold = text.count <= KeyPattern.size && !key.contains(UInt8(ascii: "\""))
    // Another key of its bucket is not declared, where it is alone there and all of it is compared.
    let tellsStrays = isEachFound && isTold && keys.tellsStrays(patterns.count)
    patterns.append(isTold ? KeyPattern(text) : KeyPattern.none)
    let own =
      edge.actionCount == 1 ? actions[Int(edge.firstAction)].kind.refused : ValueStart.any
    refusals += [tellsStrays ? .notText : .any, own]
  }

  // MARK: Values

  private mutating func action(
    _ source: RecordSchema.Plan, _ context: inout RecordContext
  ) -> ReadAction? {
    let path = context.path(of: source.field)
    guard var action = plainAction(source, at: path) else { return nil }
    if context.awaited.contains(source.field) {
      let bit = context.bitOf[source.field] ?? 0
      action.word = Int32(context.firstWord + bit >> 6)
      action.bit = 1 << UInt64(bit & 63)
    }
    if case .record(let type) = source.kind {
      guard let shape = addRecord(type, at: path) else { return nil }
      action.child = shape
      context.inner[source.field] = shapes[Int(shape)].record
    }
    return action
  }

  /// What a value at a path is checked for, and where it goes.
  private mutating func plainAction(
    _ source: RecordSchema.Plan, at path: FieldPath
  ) -> ReadAction? {
    let slot = slotOf[path].map { (index: $0, slot: plan.slots[$0]) }
    var action = ReadAction(kind: .other)
    if case .record? = slot?.slot.value {
      if let truth = slot?.slot.code { action.target = target(.truth(truth), path.list) }
    } else if let value = slot?.slot.value {
      switch value {
      case .list: break
      case .narrow, .wide, .truth, .text, .record: action.target = target(value, path.list)
      }
      if let code = slot?.slot.code { action.code = target(.narrow(code, scale: 0), path.list) }
    }
    if case .interval(let lower, let upper) = source.check {
      bounds += [lower, upper]
      action.bounds = Int32(bounds.count - 2)
    }
    var members: [Text]?
    var measures: [Int128]?
    if case .members(let set) = source.check {
      let values = schema.sets[set].values
      if case .text = source.kind {
        members = values.compactMap { if case .text(let text) = $0 { text } else { nil } }
      } else {
        measures = values.compactMap(RecordSchema.measure).sorted()
      }
    }
    switch source.kind {
    case .boolean: action.kind = .boolean
    case .integer, .number: number(&action, places: source.places, slot?.slot.value)
    case .date: interval(&action, .date)
    case .days, .months: return nil
    case .level(let type):
      interval(&action, .level)
      let names = plan.program.levelTypes[type].names.map { Text($0) }
      action.dictionary = add(names, isMember: names.map { _ in true })
    case .text:
      action.kind = .text
      let texts = (members ?? []) + (slot?.slot.dictionary ?? [])
      if !texts.isEmpty {
        // Rules know a text by its place in the slot's dictionary, domains come behind.
        let known = slot?.slot.dictionary ?? []
        let others = (members ?? []).filter { !known.contains($0) }
        action.isClosed = members != nil
        let isMember = Set(members ?? [])
        action.dictionary = add(
          known + others, isMember: (known + others).map { isMember.contains($0) })
      }
    case .record: action.kind = .record
    case .list(let element):
      action.kind = .list
      guard case .list(let index)? = slot?.slot.value else { return nil }
      action.child = index
      action.target = target(.truth(plan.lists[Int(index)].presence), path.list)
      open()
      lists.append((index, element, nesting))
      nesting -= 1
    }
    return measures.map { member(action, of: $0) } ?? action
  }

  /// What reads a value as another action does, if it is one of some.
  private mutating func member(_ inner: ReadAction, of measures: [Int128]) -> ReadAction {
    var action = ReadAction(kind: .member)
    action.child = Int32(actions.count)
    actions.append(inner)
    action.bounds = Int32(bounds.count)
    action.memberCount = Int32(measures.count)
    bounds += measures
    return action
  }

  private mutating func addElements(of list: Int32, _ element: Int) -> Bool {
    let source = schema.plans[element]
    let path = FieldPath(list: list, steps: [])
    guard var action = plainAction(source, at: path) else { return false }
    if case .record(let type) = source.kind {
      guard let shape = addRecord(type, at: path) else { return false }
      action.child = shape
    }
    elements[Int(list)] = Int32(actions.count)
    actions.append(action)
    return true
  }

  private mutating func number(
    _ action: inout ReadAction, places: Int, _ operand: BatchOperand?
  ) {
    action.places = Int32(places)
    let isNarrow: Bool =
      switch operand {
      case .wide: false
      case .narrow: true
      case .truth, .text, .list, .record, nil: places <= 4
      }
    guard isNarrow else {
      action.kind = .wide
      return
    }
    action.kind = .narrow
    guard action.bounds >= 0 else { return }
    // Bounds in whole units: what lies between two units lies between their bounds as well.
    let unit = Int128(powerOfTen(18 - places))
    let (lower, upper) = (bounds[Int(action.bounds)], bounds[Int(action.bounds) + 1])
    action.bound(
      from: Int64(clamping: ceiling(lower, unit)), to: Int64(clamping: floor(upper, unit)))
  }

  private func floor(_ number: Int128, _ unit: Int128) -> Int128 {
    let (quotient, rest) = number.quotientAndRemainder(dividingBy: unit)
    return rest < 0 ? quotient - 1 : quotient
  }

  private func ceiling(_ number: Int128, _ unit: Int128) -> Int128 {
    let (quotient, rest) = number.quotientAndRemainder(dividingBy: unit)
    return rest > 0 ? quotient + 1 : quotient
  }

  private mutating func interval(_ action: inout ReadAction, _ kind: ReadAction.Kind) {
    action.kind = kind
    guard action.bounds >= 0 else { return }
    action.bound(
      from: Int64(clamping: bounds[Int(action.bounds)]),
      to: Int64(clamping: bounds[Int(action.bounds) + 1]))
  }

  private mutating func target(_ operand: BatchOperand, _ list: Int32) -> Int32 {
    targets.append((operand, list))
    return Int32(targets.count - 1)
  }

  private mutating func add(
    _ texts: [Text], isMember: [Bool]
  ) -> Int32 {
    dictionaries.append(TextDictionary(texts, isMember: isMember))
    return Int32(dictionaries.count - 1)
  }

  // MARK: What is absent

  private mutating func addAbsences(of type: Int, _ context: RecordContext) -> Bool {
    let first = absences.count
    for (field, absence) in schema.storedFields[type] {
      let bit = context.bitOf[field] ?? 0
      var entry = ReadAbsence(
        word: Int32(context.firstWord + bit >> 6), bit: 1 << UInt64(bit & 63), meaning: -1)
      switch absence {
      case .missing: continue
      case .refused:
        if let inner = context.inner[field] {
          entry.meaning = -2
          entry.record = inner
        }
      case .value(let value):
        let path = context.path(of: field)
        guard let slot = slotOf[path] else {
          // A default that nobody reads.
          continue
        }
        entry.meaning = Int32(defaults.count)
        let description = plan.slots[slot]
        var meaning = ReadDefault(
          value: value, operand: description.value, type: description.type, list: path.list,
          code: description.codeColumn, codeValue: description.code(of: value))
        if case .list(let list) = description.value {
          // The empty list, the only default of its kind, is one that is there.
          meaning.value = .boolean(true)
          meaning.operand = .truth(plan.lists[Int(list)].presence)
        }
        defaults.append(meaning)
      }
      absences.append(entry)
      if bit < 64 { records[Int(context.record)].awaited |= entry.bit }
    }
    let record = Int(context.record)
    records[record].firstAbsence = Int32(first)
    records[record].absenceCount = Int32(absences.count - first)
    return true
  }
}
