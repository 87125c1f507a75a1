// What was wrong with a field: where it stands, what was expected, what was found.

import TierlineSource

extension RecordDecoder {
  /// Reports a fault of the value that began at `start` and has been stepped over.
  ///
  /// Returns: nil, the value of a field with a fault.
  mutating func refuse(
    _ code: DiagnosticCode, _ bytes: Span<UInt8>, _ start: Int, _ plan: RecordSchema.Plan
  ) -> Value? {
    report(
      code, at: path([]), expected: expectation(code, plan),
      found: found(bytes, from: start, isHidden: plan.hidesText))
    return nil
  }

  /// Adds a fault, unless the same was found before: a value may be read for several fields.
  mutating func report(
    _ code: DiagnosticCode, at path: String, expected: Wording, found: String
  ) {
    guard faults.count < limits.faults,
      !faults.contains(where: {
        $0.code == code && (code == .recordTooLarge || $0.path == path)
      })
    else { return }
    faults.append(RecordFault(code: code, path: path, expected: expected, found: found))
  }

  /// The JSON text from `start` to here, safe to show.
  func found(_ bytes: Span<UInt8>, from start: Int, isHidden: Bool) -> String {
    guard !isHidden, hiddenSteps == 0 else { return RecordFault.mask }
    // Sixty scalars are at most 240 bytes; one more tells that there is more.
    let end = min(scanner.position, start + 241)
    return bytes.text(start..<end).printable.cut(toScalars: 60)
  }

  private func expectation(_ code: DiagnosticCode, _ plan: RecordSchema.Plan) -> Wording {
    if code == .recordTooLarge {
      return Wording(
        "at most \(limits.values) values in a record",
        zh: "每条记录最多 \(limits.values) 个值")
    }
    let field = program.records[plan.record].fields[plan.field]
    guard case .stored(let content) = field.content else {
      return program.wording(of: field.type)
    }
    var type = field.type
    // The plan of an element is not that of its list.
    while case .list(let element) = type, !plan.kind.isList { type = element }
    var domain = content.domain
    if domain == nil, code == .recordOutsideDomain,
      case .interval(let lower, let upper) = plan.check
    {
      domain = .range(
        ValueRange(
          lower: Decimal(coefficient: lower).map(Value.number),
          upper: Decimal(coefficient: upper).map(Value.number)))
    }
    return program.wording(
      of: type, domain: domain, places: code == .recordTooManyPlaces ? plan.places : nil)
  }

  /// The path of the value being read, and of `keys` inside it.
  func path(_ keys: [String]) -> String {
    var path = ""
    for step in steps {
      switch step {
      case .field(let record, let field):
        if case .stored(let content) = program.records[record].fields[field].content {
          for key in content.path { path.appendKey(key) }
        }
      case .element(let index): path += "[\(index)]"
      }
    }
    for key in keys { path.appendKey(key) }
    return path
  }
}

extension String {
  /// Appends a key to a path; one that would read as several is set in quotes.
  fileprivate mutating func appendKey(_ key: String) {
    if !isEmpty { append(".") }
    let isPlain = !key.isEmpty && !key.utf8.contains { [0x2E, 0x5B, 0x5D, 0x22].contains($0) }
    append(isPlain ? key.printable : "\"\(key.printable)\"")
  }
}

// MARK: - What is absent

extension RecordDecoder {
  /// Gives fields that were not read, or were `null`, what their absence means.
  mutating func settleAbsentFields(of type: Int, in record: inout RecordUnderWay) {
    for index in schema.storedFields[type].indices {
      let field = schema.storedFields[type][index].field
      guard case .missing = record.values[field],
        record.faulty.isEmpty || !record.faulty.contains(field)
      else { continue }
      switch schema.storedFields[type][index].absence {
      case .missing: break
      case .value(let value): record.values[field] = value
      case .refused:
        record.values[field] = absentValue(of: type, field)
        if case .missing = record.values[field] { record.faulty.insert(field) }
      }
    }
  }

  /// A required field that is absent is a fault; a nested record is an object without its fields.
  private mutating func absentValue(of type: Int, _ field: Int) -> Value {
    let description = program.records[type].fields[field]
    steps.append(.field(record: type, field: field))
    defer { steps.removeLast() }
    // A record that requires one of its own type has no end; it is absent itself then.
    if case .record(let inner) = description.type, steps.count <= JSONScanner.depthMax {
      if description.isSensitive { hiddenSteps += 1 }
      defer { if description.isSensitive { hiddenSteps -= 1 } }
      var record = RecordUnderWay(values: emptyValues(of: inner))
      settleAbsentFields(of: inner, in: &record)
      return record.faulty.isEmpty ? .record(record.values) : .missing
    }
    var expected = program.wording(of: description.type)
    if case .stored(let content) = description.content {
      expected = program.wording(of: description.type, domain: content.domain)
    }
    report(.recordFieldMissing, at: path([]), expected: expected, found: "missing")
    return .missing
  }
}

extension RecordSchema.Kind {
  fileprivate var isList: Bool {
    switch self {
    case .list: true
    case .boolean, .integer, .number, .date, .days, .months, .text, .level, .record: false
    }
  }
}
