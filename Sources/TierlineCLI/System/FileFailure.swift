// Why a file could not be read or written, in words.
//
// The C library's own texts follow the process's locale and know no Chinese, so the causes that
// people meet have wordings here; the rest show their number.

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

package import TierlineSource

/// An error number of the system, such as `ENOENT`.
package struct SystemError: Error, Hashable, Sendable {
  package let number: Int32

  package init(_ number: Int32) { self.number = number }

  /// The number that the last failed call left behind.
  static var last: SystemError { SystemError(errno) }

  /// The cause in words: `no such file or folder`.
  package var wording: Wording {
    switch number {
    case ENOENT: Wording("no such file or folder", zh: "文件或文件夹不存在")
    case EACCES, EPERM: Wording("permission denied", zh: "没有权限")
    case EISDIR: Wording("it is a folder, not a file", zh: "这是文件夹，不是文件")
    case ENOTDIR: Wording("a part of the path is no folder", zh: "路径中有一段不是文件夹")
    case EEXIST: Wording("it already exists", zh: "已经存在")
    case ENOSPC: Wording("no space left on the device", zh: "磁盘空间不足")
    case EDQUOT: Wording("the disk quota is used up", zh: "磁盘配额已用完")
    case EROFS: Wording("the file system is read-only", zh: "文件系统只读")
    case ELOOP: Wording("too many symbolic links", zh: "符号链接层数过多")
    case ENAMETOOLONG: Wording("the name is too long", zh: "名称过长")
    case EMFILE, ENFILE: Wording("too many files are open", zh: "打开的文件过多")
    case EINTR: Wording("interrupted", zh: "已中断")
    case EIO: Wording("the device reported an error", zh: "设备读写出错")
    case EINVAL: Wording("no such file name", zh: "文件名无效")
    case EPIPE: Wording("the reader has gone", zh: "读取方已关闭")
    default: Wording("system error \(number)", zh: "系统错误 \(number)")
    }
  }
}

/// A file that could not be read or written.
package struct FileFailure: Error, Hashable, Sendable {
  /// What was tried.
  package enum Attempt: Sendable { case read, write }

  /// As the user typed it, or a wording such as `standard input`.
  package var name: Wording
  package var attempt: Attempt
  package var cause: Wording
  /// Whether the cause is that there is no such file.
  package var isNotFound = false

  /// A failure on the file at `path` that the system reported.
  package init(_ attempt: Attempt, path: String, _ error: SystemError) {
    self.init(attempt, Wording(same: "`\(path)`"), because: error.wording)
    isNotFound = error.number == ENOENT || error.number == ENOTDIR
  }

  package init(_ attempt: Attempt, _ name: Wording, because cause: Wording) {
    self.name = name
    self.attempt = attempt
    self.cause = cause
  }

  /// One line: `cannot read `a.tier`: no such file or folder`.
  package var wording: Wording {
    switch attempt {
    case .read:
      Wording(
        "cannot read \(name.english): \(cause.english)", zh: "无法读取 \(name.chinese)：\(cause.chinese)"
      )
    case .write:
      Wording(
        "cannot write \(name.english): \(cause.english)",
        zh: "无法写入 \(name.chinese)：\(cause.chinese)")
    }
  }
}
