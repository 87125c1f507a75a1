// A data file, indexed by key: for each record the key's place in the file and how long it is.
//
// Nothing else is held: a record is read from the file when it is asked for. Indexing reads the keys
// alone, with a program that has no other fields, so all else is only stepped over.

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

import TierlineRuntime
import TierlineSource

/// The records of one file, by key and in order.
final class DataIndex {
  let path: String
  /// How many texts in it are no records, or have no key that can be read.
  let unreadable: Int
  private let file: DescriptorBox
  private let stamp: FileStamp?
  private let files: FileSystem
  private var starts: [Int] = []
  private var lengths: [Int32] = []
  private var keys = KeyTable()
  /// The paths of the key fields that it was made for.
  private let keyPaths: [[String]]

  /// Reads through a file.
  ///
  /// - Throws: What the system says when it cannot be read. Ctrl-C ends it early with `EINTR`.
  init(_ path: String, _ program: Program, _ session: Session) throws(FileFailure) {
    self.path = path
    files = session.files
    keyPaths = Self.keyPaths(of: program)
    stamp = FileStamp(of: path, in: session.files)
    let file = DescriptorBox(try session.files.open(path))
    self.file = file
    guard lseek(file.descriptor.number, 0, SEEK_CUR) >= 0 else {
      throw FileFailure(
        .read, Wording(same: "`\(path)`"),
        because: Wording(
          "it can be read only once: write it to a file first", zh: "只能读取一次：请先写入文件"))
    }
    let keysOnly = Self.keysOnly(program)
    var reader = RecordReader(program: keysOnly) { () throws(ByteSourceFailure) in
      // What looks like one endless record must end, too.
      guard !Interruption.isPending else { return [] }
      do throws(SystemError) { return try file.descriptor.read() } catch {
        throw ByteSourceFailure(reason: session.text(error.wording))
      }
    }
    var unreadable = 0
    var progress = Progress(session, isWanted: session.environment.inputIsTerminal)
    defer { progress.clear() }
    do throws(ByteSourceFailure) {
      while !Interruption.isPending, let reading = try reader.next() {
        guard case .record = reading.content else {
          unreadable += 1
          continue
        }
        progress.update(starts.count)
        starts.append(reader.recordOffset)
        lengths.append(Int32(clamping: reader.offset - reader.recordOffset))
        self.keys.append(
          reading.key.isEmpty ? nil : KeyText.joined(reading.key, in: keysOnly))
      }
    } catch {
      throw FileFailure(
        .read, Wording(same: "`\(path)`"), because: Wording(same: error.reason))
    }
    self.unreadable = unreadable
    if Interruption.isPending { throw FileFailure(.read, path: path, SystemError(EINTR)) }
  }

  var count: Int { starts.count }

  /// How many records have a key that another one had before.
  var duplicates: Int { keys.duplicates }

  /// Whether the file is no longer what was indexed.
  var hasChanged: Bool { FileStamp(of: path, in: files) != stamp }

  /// Whether it was made for other key fields.
  func isOutdated(for program: Program) -> Bool { keyPaths != Self.keyPaths(of: program) }

  /// The place of a key in the order of the file.
  func ordinal(of key: String) -> Int? { keys.record(of: key) }

  /// Some keys that begin with a text, sorted.
  func keys(beginningWith prefix: String, atMost limit: Int) -> [String] {
    Array(keys.keys(beginningWith: prefix, atMost: limit * 64).sorted().prefix(limit))
  }

  /// The bytes of a record; empty when the file has become shorter.
  func bytes(of ordinal: Int) throws(FileFailure) -> [UInt8] {
    guard starts.indices.contains(ordinal) else { return [] }
    let length = Int(lengths[ordinal])
    var offset = starts[ordinal]
    var bytes: [UInt8] = []
    while bytes.count < length {
      let wanted = length - bytes.count
      let number = file.descriptor.number
      var failure: Int32 = 0
      let piece = unsafe [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
        let got = unsafe pread(number, buffer.baseAddress, wanted, off_t(offset))
        if got < 0 { failure = errno }
        count = max(0, got)
      }
      if failure == EINTR { continue }
      if failure != 0 { throw FileFailure(.read, path: path, SystemError(failure)) }
      if piece.isEmpty { return [] }
      bytes += piece
      offset += piece.count
    }
    return bytes
  }

  /// The program with nothing to read but its key fields.
  private static func keysOnly(_ program: Program) -> Program {
    var keys = program
    keys.records[0].fields = program.input.keyFields.map { program.input.fields[$0] }
    keys.records[0].requirements = []
    return keys
  }

  private static func keyPaths(of program: Program) -> [[String]] {
    program.input.keyFields.compactMap { index in
      guard case .stored(let stored) = program.input.fields[index].content else { return nil }
      return stored.path
    }
  }
}
