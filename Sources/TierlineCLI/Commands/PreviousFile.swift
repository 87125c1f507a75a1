// What `--previous` names: the snapshot of an earlier run, held while records are decided.

import TierlineRuntime
import TierlineSource

extension PreviousSnapshot {
  /// The snapshot that the command line names; nil when it names none.
  static func load(
    _ invocation: Invocation, _ program: Program, _ session: Session
  ) throws(Stop) -> PreviousSnapshot? {
    guard let path = invocation.value(.previous) else { return nil }
    let source = try DataSource.open([path], session)[0]
    do throws(PreviousSnapshotFailure) {
      return try PreviousSnapshot(program: program, source: source.bytes)
    } catch {
      switch error {
      case .source(let failure): throw source.stop(failure)
      case .refused(let line, let fault):
        let at = fault.path.isEmpty ? "" : " \(fault.path)"
        throw Stop(
          FileFailure(
            .read, Wording(same: "`\(path)`"),
            because: Wording(
              "line \(line): \(fault.code.rawValue)\(at): \(fault.message.english)",
              zh: "第 \(line) 行：\(fault.code.rawValue)\(at)：\(fault.message.chinese)")))
      }
    }
  }

  /// What the summary says of values that no longer fit; nil when all do.
  var unfitNote: Wording? {
    guard unfitCount > 0 else { return nil }
    let count = Decimal(unfitCount).grouped
    return Wording(
      unfitCount == 1
        ? "1 value of the previous snapshot no longer fits and counts as missing"
        : "\(count) values of the previous snapshot no longer fit and count as missing",
      zh: "上期快照中有 \(count) 个值不再适用，按缺失处理")
  }
}
