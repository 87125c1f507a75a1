import TierlineSource

/// What the program tells its caller.
package enum ExitCode: Int32, CaseIterable, Sendable {
  case success = 0
  /// The ruleset or a test is at fault.
  case fault = 1
  /// Wrong usage.
  case usage = 2
  /// Finished, but some records were refused.
  case refused = 3
  /// A file could not be read or written.
  case file = 4
  /// `test --update` has rewritten snapshots; all else is well.
  case updated = 5

  /// As help lists it.
  var meaning: Wording {
    switch self {
    case .success: Wording("all well", zh: "一切正常")
    case .fault: Wording("the ruleset or a test is at fault", zh: "规则集或测试有问题")
    case .usage: Wording("wrong usage", zh: "用法错误")
    case .refused: Wording("finished, but some records were refused", zh: "已完成，但有记录被拒")
    case .file: Wording("a file could not be read or written", zh: "文件无法读写")
    case .updated: Wording("`test --update` has rewritten snapshots", zh: "`test --update` 已改写快照")
    }
  }
}

/// The end of a command before its time, with one line that says why.
package struct Stop: Error {
  let code: ExitCode
  let message: Wording

  init(_ code: ExitCode, _ message: Wording) {
    self.code = code
    self.message = message
  }

  init(_ failure: FileFailure) { self.init(.file, failure.wording) }

  static func usage(_ message: Wording) -> Stop { Stop(.usage, message) }
}
