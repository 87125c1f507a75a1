// Reading one value by its plan: type, places, domain.

import TierlineSource

extension RecordDecoder {
  /// Reads the value here.
  ///
  /// Returns: `.missing` for `null`; nil when the value has a fault, which is reported.
  mutating func decodeValue(
    _ bytes: Span<UInt8>, _ index: Int
  ) throws(JSONBreak) -> Value? {
    let plan = schema.plans[index]
    let start = scanner.position
    let byte = try scanner.next(bytes)
    if byte == UInt8(ascii: "n") {
      try scanner.literal(.null, bytes)
      return .missing
    }
    switch plan.kind {
    case .integer, .number:
      return try decodeNumber(bytes, plan, first: byte)
    case .text:
      guard byte == UInt8(ascii: "\"") else { break }
      let token = try scanner.string(bytes)
      let value = Value.text(Text(string(bytes, token)))
      return accepts(value, plan) ? value : refuse(.recordOutsideDomain, bytes, start, plan)
    case .boolean:
      if byte == UInt8(ascii: "t") || byte == UInt8(ascii: "f") {
        let isTrue = byte == UInt8(ascii: "t")
        try scanner.literal(isTrue ? .true : .false, bytes)
        return .boolean(isTrue)
      }
    case .date, .days, .months, .level:
      guard byte == UInt8(ascii: "\"") else { break }
      return try decodeWritten(bytes, plan)
    case .record(let type):
      guard byte == UInt8(ascii: "{") else { break }
      return try decodeNested(bytes, plan, type)
    case .list(let element):
      guard byte == UInt8(ascii: "[") else { break }
      return try decodeList(bytes, plan, element)
    }
    try scanner.skipValue(bytes)
    return refuse(.recordFieldType, bytes, start, plan)
  }

  /// Whether a value lies in its domain.
  @inline(__always)
  private func accepts(_ value: Value, _ plan: RecordSchema.Plan) -> Bool {
    switch plan.check {
    case .none: true
    case .interval(let lower, let upper):
      RecordSchema.measure(value).map { lower <= $0 && $0 <= upper } ?? true
    case .members(let set): schema.sets[set].contains(value)
    }
  }

  /// A number as it stands, or within a text.
  private mutating func decodeNumber(
    _ bytes: Span<UInt8>, _ plan: RecordSchema.Plan, first: UInt8
  ) throws(JSONBreak) -> Value? {
    let start = scanner.position
    let reading: DecimalReading
    // Decimals as written, zeros at the end included: enough to tell that there are few.
    var placesWritten = Int.max
    switch first {
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      let token = try scanner.number(bytes)
      if let digits = token.digits {
        placesWritten = digits.places
        let units = UInt128(digits.value) * powerOfTen(18 - digits.places)
        reading =
          Decimal(magnitude: units, isNegative: token.isNegative).map(DecimalReading.value)
          ?? .tooLarge
      } else {
        reading = bytes.decimal(token.range)
      }
    case UInt8(ascii: "\""):
      let token = try scanner.string(bytes)
      if token.hasEscapes {
        unescape(bytes, token.range)
        reading = Decimal.parse(scratch)
      } else {
        reading = bytes.decimal(token.range)
      }
    default:
      try scanner.skipValue(bytes)
      return refuse(.recordFieldType, bytes, start, plan)
    }
    switch reading {
    case .value(let number):
      if placesWritten > plan.places, number.places > plan.places {
        return refuse(.recordTooManyPlaces, bytes, start, plan)
      }
      let value = Value.number(number)
      return accepts(value, plan) ? value : refuse(.recordOutsideDomain, bytes, start, plan)
    case .malformed: return refuse(.recordFieldType, bytes, start, plan)
    case .tooLarge: return refuse(.recordOutsideDomain, bytes, start, plan)
    case .tooManyPlaces: return refuse(.recordTooManyPlaces, bytes, start, plan)
    }
  }

  /// A date, duration or level, all of which stand as text.
  private mutating func decodeWritten(
    _ bytes: Span<UInt8>, _ plan: RecordSchema.Plan
  ) throws(JSONBreak) -> Value? {
    let start = scanner.position
    let token = try scanner.string(bytes)
    let value: Value?
    switch plan.kind {
    case .date:
      if token.hasEscapes {
        unescape(bytes, token.range)
        value = CalendarDate(writtenIn: scratch).map(Value.date)
      } else {
        value = bytes.day(token.range).map(Value.date)
      }
    case .days, .months: value = Value(duration: string(bytes, token), like: plan.kind)
    case .level(let levels):
      let name = string(bytes, token)
      let index = program.levelTypes[levels].names.firstIndex {
        $0.utf8.elementsEqual(name.utf8)
      }
      guard let index else { return refuse(.recordOutsideDomain, bytes, start, plan) }
      value = .level(index)
    case .boolean, .integer, .number, .text, .record, .list: value = nil
    }
    guard let value else { return refuse(.recordFieldType, bytes, start, plan) }
    return accepts(value, plan) ? value : refuse(.recordOutsideDomain, bytes, start, plan)
  }

  /// An object as a record of its own.
  private mutating func decodeNested(
    _ bytes: Span<UInt8>, _ plan: RecordSchema.Plan, _ type: Int
  ) throws(JSONBreak) -> Value? {
    let start = scanner.position
    guard valueCount < limits.values else {
      try scanner.skipValue(bytes)
      return refuse(.recordTooLarge, bytes, start, plan)
    }
    let isHidden = program.records[plan.record].fields[plan.field].isSensitive
    if isHidden { hiddenSteps += 1 }
    var inner = RecordUnderWay(values: emptyValues(of: type))
    try decodeRecord(bytes, type: type, into: &inner)
    if isHidden { hiddenSteps -= 1 }
    return inner.faulty.isEmpty ? .record(inner.values) : nil
  }

  private mutating func decodeList(
    _ bytes: Span<UInt8>, _ plan: RecordSchema.Plan, _ element: Int
  ) throws(JSONBreak) -> Value? {
    var elements: [Value] = []
    var isSound = true
    var count = 0
    try scanner.enter()
    if try scanner.next(bytes) == UInt8(ascii: "]") {
      scanner.leave()
      return .list([])
    }
    while true {
      _ = try scanner.next(bytes)
      steps.append(.element(count))
      if let value = try decodeElement(bytes, element) {
        elements.append(value)
      } else {
        isSound = false
      }
      steps.removeLast()
      count += 1
      let byte = try scanner.next(bytes)
      if byte == UInt8(ascii: ",") {
        scanner.position += 1
        continue
      }
      guard byte == UInt8(ascii: "]") else {
        throw .malformed(at: scanner.position, expected: .commaOrBracket)
      }
      scanner.leave()
      return isSound ? .list(elements) : nil
    }
  }

  /// An element of a list, which must be present.
  private mutating func decodeElement(
    _ bytes: Span<UInt8>, _ index: Int
  ) throws(JSONBreak) -> Value? {
    let start = scanner.position
    valueCount += 1
    guard valueCount <= limits.values else {
      try scanner.skipValue(bytes)
      return refuse(.recordTooLarge, bytes, start, schema.plans[index])
    }
    let value = try decodeValue(bytes, index)
    if case .missing? = value {
      return refuse(.recordFieldMissing, bytes, start, schema.plans[index])
    }
    return value
  }
}
