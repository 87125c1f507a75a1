// Where records come from: the files named on the command line, or standard input.

import TierlineRuntime
import TierlineSource

/// One stretch of input.
@safe
struct DataSource {
  /// As the user named it; `-` for standard input.
  let path: String
  let bytes: ByteSource
  /// The same for reading in blocks; one of the two is used.
  let blocks: BlockSource

  /// Opens all of `paths`, standard input when there is none: a file that isn't there is known
  /// before the first record is decided.
  static func open(_ paths: [String], _ session: Session) throws(Stop) -> [DataSource] {
    if paths.isEmpty, session.environment.inputIsTerminal {
      throw .usage(
        Wording(
          "no records: name a file of JSON records, or write `-` and type them",
          zh: "没有记录：请给出 JSON 记录文件，或写 `-` 后直接输入"))
    }
    var sources: [DataSource] = []
    for path in paths.isEmpty ? ["-"] : paths {
      do throws(FileFailure) {
        sources.append(path == "-" ? input(session) : try file(path, session))
      } catch {
        throw Stop(error)
      }
    }
    return sources
  }

  private static func input(_ session: Session) -> DataSource {
    let bytes: ByteSource = { () throws(ByteSourceFailure) in
      do throws(SystemError) { return try session.environment.readInput() } catch {
        throw ByteSourceFailure(reason: session.text(error.wording))
      }
    }
    var chunk: [UInt8] = []
    var start = 0
    return unsafe DataSource(path: "-", bytes: bytes) { (memory) throws(ByteSourceFailure) in
      if start == chunk.count { (chunk, start) = (try bytes(), 0) }
      let count = min(chunk.count - start, memory.count)
      unsafe memory.copyBytes(from: chunk[start..<start + count])
      start += count
      return count
    }
  }

  private static func file(_ path: String, _ session: Session) throws(FileFailure) -> DataSource {
    let box = DescriptorBox(try session.files.open(path))
    let bytes: ByteSource = { () throws(ByteSourceFailure) in
      do throws(SystemError) { return try box.descriptor.read() } catch {
        throw ByteSourceFailure(reason: session.text(error.wording))
      }
    }
    return unsafe DataSource(path: path, bytes: bytes) { (memory) throws(ByteSourceFailure) in
      do throws(SystemError) { return try unsafe box.descriptor.read(into: memory) } catch {
        throw ByteSourceFailure(reason: session.text(error.wording))
      }
    }
  }

  /// The stop that a failure of this source leads to.
  func stop(_ failure: ByteSourceFailure) -> Stop {
    let name = path == "-" ? Wording("standard input", zh: "标准输入") : Wording(same: "`\(path)`")
    return Stop(FileFailure(.read, name, because: Wording(same: failure.reason)))
  }
}
