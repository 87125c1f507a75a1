// `tierline init DIR`: a small policy that works, with tests and customers, to be changed into
// one's own. It shows a score, a tier, a limit and an alert, a value that may be missing, and a
// reason with a value in it. Existing files are never replaced.

import TierlineRuntime
import TierlineSource

/// Writes the files of a new policy.
func initialize(_ folder: String, _ session: Session) throws(Stop) {
  let base = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
  let starter = Starter(language: session.language)
  if session.files.kind(of: folder) == .file {
    throw .usage(
      Wording(
        "`\(folder)` is a file: name a folder, as in `tierline init my-policy`",
        zh: "`\(folder)` 是文件：请给出文件夹，如 `tierline init my-policy`"))
  }
  for name in starter.files.map(\.name) where session.files.kind(of: "\(base)/\(name)") != .nothing
  {
    throw .usage(
      Wording(
        "`\(base)/\(name)` already exists: name another folder, as in `tierline init \(base)-2`",
        zh: "`\(base)/\(name)` 已经存在：请换一个文件夹，如 `tierline init \(base)-2`"))
  }
  do throws(FileFailure) {
    try session.files.makeFolder(folder)
    for file in starter.files {
      try session.files.create("\(base)/\(file.name)", contents: Array(file.text.utf8))
    }
  } catch {
    throw Stop(error)
  }
  let next = Wording(
    "next: tierline eval \(base)/policy.tier \(base)/customers.ndjson --as-of 2026-01-01",
    zh: "下一步：tierline eval \(base)/policy.tier \(base)/customers.ndjson --as-of 2026-01-01")
  for file in starter.files { session.output.writeLine("\(base)/\(file.name)".printable) }
  session.output.writeLine(session.text(next).printable)
}
