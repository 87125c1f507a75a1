// Sessions: what is typed, and what is answered.
//
// A case holds a script, then the files behind `--- file NAME`; it runs with `--echo` in a folder of
// its own, both streams in one. A first comment line `# repl ARGUMENTS` gives the command line.
// Files that the session leaves behind are shown at the end.

import Support
import Testing
import TierlineCLI

@Test(arguments: GoldenCase.all(in: "repl"))
func repl(_ golden: GoldenCase) throws {
  let rig = try CommandLineRig(files: golden.files.others)
  rig.input = golden.files.entry
  let line = golden.files.entry.split(separator: "\n").first { $0.hasPrefix("# repl") }
  let arguments = line?.dropFirst(2).split(separator: " ").map(String.init) ?? ["repl"]
  let outcome = rig.run(arguments + ["--echo"], mergesErrors: true)
  var listing = outcome.output + "exit \(outcome.code.rawValue)\n"
  for name in rig.names {
    let text = rig.text(of: name) ?? ""
    if text != golden.files.others[name] { listing += "file \(name)\n\(text)" }
  }
  try golden.verify(listing)
}
