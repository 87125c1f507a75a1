// The program as a process of its own: what only the system can do to it.

import Foundation
import Support
import Testing

@Suite("Process")
struct ProcessTests {
  private static let policy = """
    ruleset "Small" version "1"
    input customer { id: text key }
    result known = id is present
    """

  /// Runs a line of shell in a new folder with a policy; `$TIERLINE` is the program.
  private func shell(_ line: String) throws -> (status: Int32, output: String, names: [String]) {
    let rig = try CommandLineRig(files: ["policy.tier": Self.policy])
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = URL(filePath: rig.folder)
    process.environment = ["TIERLINE": BuiltProgram.path, "PATH": "/usr/bin:/bin", "LC_ALL": "C"]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, output, rig.names)
  }

  /// Records without end, on standard output.
  private static let endless = #"yes '{"id":"C1"}'"#

  @Test("decides what comes through a pipe")
  func pipe() throws {
    let run = try shell(#"echo '{"id":"C1"}' | "$TIERLINE" eval policy.tier"#)
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("{\"id\":\"C1\",\"known\":true}\n"))
  }

  @Test("stops quietly when the reader goes away")
  func closedPipe() throws {
    let run = try shell("\(Self.endless) | \"$TIERLINE\" eval policy.tier -q | head -n 1")
    #expect(run.output == "{\"id\":\"C1\",\"known\":true}\n")
  }

  @Test(
    "says so when output cannot be written",
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func fullDisk() throws {
    let run = try shell("\"$TIERLINE\" --version > /dev/full")
    #expect(run.status == 4)
    #expect(run.output == "tierline: cannot write standard output: no space left on the device\n")
    let other = try shell("\(Self.endless) | \"$TIERLINE\" eval policy.tier -q --output /dev/full")
    #expect(other.status == 4)
  }

  @Test("leaves no half-written file behind after Ctrl-C", arguments: ["INT", "TERM", "HUP"])
  func interrupted(signal: String) throws {
    // The program is told to stop once its file under construction is there.
    let run = try shell(
      """
      mkfifo endless; \(Self.endless) > endless & feeder=$!
      "$TIERLINE" eval policy.tier --output out.ndjson --rejects bad.ndjson < endless & program=$!
      while [ -z "$(ls | grep partial)" ]; do :; done
      kill -\(signal) $program; wait $program; status=$?
      kill $feeder; exit $status
      """)
    #expect(run.status > 128)
    #expect(run.names == ["endless", "policy.tier"])
  }

  @Test("stops after Ctrl-C, though its input has no end and no line break")
  func interruptedWithinLine() throws {
    let run = try shell(
      """
      \(Self.endless) | head -c 2000000 > some.ndjson
      "$TIERLINE" eval policy.tier some.ndjson /dev/zero --output out.ndjson & program=$!
      while [ -z "$(ls | grep partial)" ]; do :; done
      sleep 1; kill -TERM $program; wait $program
      """)
    #expect(run.status == 128 + SIGTERM)
    #expect(run.names == ["policy.tier", "some.ndjson"])
  }

  @Test("keeps the old file when a run fails half-way")
  func failureKeepsOldFile() throws {
    let run = try shell(
      """
      echo old > out.ndjson
      "$TIERLINE" eval policy.tier missing.ndjson --output out.ndjson
      cat out.ndjson
      """)
    #expect(run.output.hasSuffix("old\n"))
    #expect(run.names == ["out.ndjson", "policy.tier"])
  }

  @Test("replaces what a link leads to, and keeps the mode")
  func linkedOutput() throws {
    let run = try shell(
      """
      mkdir real; echo old > real/out; chmod 640 real/out; ln -s real/out link
      echo '{"id":"C1"}' | "$TIERLINE" eval policy.tier -q --output link
      cat real/out; ls -l real/out | cut -c1-10; ls real; [ -L link ] && echo linked
      """)
    #expect(run.output == "{\"id\":\"C1\",\"known\":true}\n-rw-r-----\nout\nlinked\n")
  }

  @Test("replaces a file by one of megabytes")
  func largeOutput() throws {
    let run = try shell(
      """
      echo old > out.ndjson
      \(Self.endless) | head -n 100000 | "$TIERLINE" eval policy.tier -q --output out.ndjson
      wc -c < out.ndjson; sort -u out.ndjson
      """)
    #expect(run.output == "2500000\n{\"id\":\"C1\",\"known\":true}\n")
    #expect(run.names == ["out.ndjson", "policy.tier"])
  }

  @Test("a list may not leave the ruleset's folder, by a link either")
  func linkOutside() throws {
    let run = try shell(
      """
      mkdir rules; echo secret > outside.txt; ln -s ../outside.txt rules/list.txt
      printf 'ruleset "A" version "1"\ninput c { id: text key }\nlist l: text from "list.txt"\nresult r = id in l\n' > rules/a.tier
      "$TIERLINE" check rules/a.tier
      """)
    #expect(run.status == 1)
    #expect(run.output.contains("error[T502]"))
    #expect(!run.output.contains("secret"))
  }

  @Test(
    "completions complete in bash",
    .enabled(if: FileManager.default.fileExists(atPath: "/bin/bash")))
  func bashCompletions() throws {
    let run = try shell(
      #"""
      "$TIERLINE" completions bash > completions
      bash -c '
        source ./completions
        try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _tierline; echo "${COMPREPLY[@]}"; }
        try tierline ch; try tierline check --for; try tierline check --format s
        try tierline check --format = g; try tierline eval --as-of t; try tierline check pol
      '
      """#)
    #expect(run.output == "check\n--format\nsarif\ngithub\ntoday\npolicy.tier\n")
  }
}
