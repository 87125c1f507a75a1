// `test --update`: the snapshots that no longer match, written anew.

import TierlineSource
import TierlineTesting

/// Writes snapshots and says what moved.
struct SnapshotWriting {
  let session: Session

  /// Writes each file once; yes when there was one to write.
  func write(_ updates: [SnapshotUpdate]) throws(Stop) -> Bool {
    var written: [String: [UInt8]] = [:]
    for update in updates {
      if let other = written[update.path] {
        guard other != update.bytes else { continue }
        throw Stop(
          .fault,
          Wording(
            "two tests expect different decisions in `\(update.path)`: give each its own file",
            zh: "两个测试在 `\(update.path)` 中期望的决策不同：请各用一个文件"))
      }
      written[update.path] = update.bytes
      try write(update)
    }
    return !updates.isEmpty
  }

  private func write(_ update: SnapshotUpdate) throws(Stop) {
    do throws(FileFailure) {
      let file = try OutputFile(update.path, in: session.files)
      file.stream.write(update.bytes)
      try file.finish()
    } catch {
      throw Stop(error)
    }
    let errors = session.environment.errors
    errors.writeLine("\(update.path): " + session.text(update.message))
    for line in update.details { errors.writeLine("  " + session.text(line)) }
  }
}
