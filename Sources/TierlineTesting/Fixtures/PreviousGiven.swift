// The previous record of a test: fields and decisions by their names.

import TierlineChecker
import TierlineRuntime
import TierlineSource

extension TestPreparation {
  /// The previous record; nil when the file has none for this customer and nothing is laid on top.
  mutating func previous(
    _ given: GivenRecord, of program: Program, customer: JSONTree?, under settings: [TestSetting]
  ) throws(TestProblem) -> PreviousRecord? {
    var known: PreviousRecord?
    if let file = given.file, !given.key.isEmpty || customer != nil {
      let key = given.key.isEmpty ? customer.map { program.key(of: $0.bytes) } ?? [] : given.key
      known = try snapshot(given, of: program, under: settings).record(for: key)
      if known == nil, !given.key.isEmpty {
        throw TestProblem(file, .noSuchKey, key: given, program)
      }
    }
    guard known != nil || given.file == nil || !given.fields.isEmpty else { return nil }
    var record =
      known
      ?? PreviousRecord(
        fields: [Value](repeating: .missing, count: program.input.fields.count),
        decisions: [Value](repeating: .missing, count: program.decisions.count))
    for field in given.fields {
      switch field.target {
      case .field(let index):
        record.fields[index] = field.value.value(over: record.fields[index], in: program)
      case .decision(let index):
        record.decisions[index] = field.value.value(over: record.decisions[index], in: program)
      }
    }
    return record
  }

  /// A file that an earlier run wrote, read once for each choice of parameters.
  mutating func snapshot(
    _ given: GivenRecord, of program: Program, under settings: [TestSetting]
  ) throws(TestProblem) -> PreviousSnapshot {
    guard let file = given.file else {
      throw TestProblem(span: given.span, message: Wording("no file", zh: "没有文件"))
    }
    let name = EarlierFile(path: file.path, settings: settings.map(\.value))
    if let known = earlier[name] { return known }
    let bytes = try shelf.bytes(of: file)
    var isRead = false
    do throws(PreviousSnapshotFailure) {
      let snapshot = try PreviousSnapshot(program: program) { () throws(ByteSourceFailure) in
        defer { isRead = true }
        return isRead ? [] : bytes
      }
      earlier[name] = snapshot
      return snapshot
    } catch {
      throw TestProblem(file, error)
    }
  }
}

extension TestProblem {
  fileprivate init(_ file: TestFile, _ failure: PreviousSnapshotFailure) {
    let name = file.written.printable
    switch failure {
    case .source:
      self.init(
        span: file.span, message: Wording("`\(name)` cannot be read", zh: "无法读取 `\(name)`"))
    case .refused(let line, let fault):
      let at = fault.path.isEmpty ? "" : " `\(fault.path)`"
      self.init(
        span: file.span,
        message: Wording(
          "`\(name)` line \(line): \(fault.code.rawValue)\(at): \(fault.message.english)",
          zh: "`\(name)` 第 \(line) 行：\(fault.code.rawValue)\(at)：\(fault.message.chinese)"))
    }
  }
}

extension Program {
  /// The key of a record, whether or not it is sound otherwise.
  fileprivate func key(of bytes: [UInt8]) -> [Value] {
    var isRead = false
    var reader = RecordReader(program: self) { () throws(ByteSourceFailure) in
      defer { isRead = true }
      return isRead ? [] : bytes
    }
    return (try? reader.next())?.key ?? []
  }
}

extension GivenValue {
  /// The value itself; a record keeps what `present` has besides.
  func value(over present: Value, in program: Program) -> Value {
    switch self {
    case .missing: return .missing
    case .plain(let value): return value
    case .list(let elements): return .list(elements.map { $0.value(over: .missing, in: program) })
    case .record(let record, let fields):
      var values = [Value](repeating: .missing, count: program.records[record].fields.count)
      if case .record(let own) = present, own.count == values.count { values = own }
      for field in fields {
        guard case .field(let index) = field.target else { continue }
        values[index] = field.value.value(over: values[index], in: program)
      }
      return .record(values)
    }
  }
}
