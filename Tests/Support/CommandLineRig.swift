// Runs command lines inside the test process: streams in memory, a folder of their own.

import Foundation
package import TierlineCLI
import TierlineRuntime
import TierlineSource

/// A place in which command lines run; a temporary one goes away with the rig.
package final class CommandLineRig {
  package let folder: String
  private let isTemporary: Bool
  package var input = ""
  package var variables: [String: String] = [:]

  /// Makes a new folder with these files in it.
  package init(files: [String: String] = [:]) throws {
    let url = FileManager.default.temporaryDirectory.appending(
      path: "tierline-\(UUID().uuidString)")
    folder = url.path(percentEncoded: false)
    isTemporary = true
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for (name, text) in files {
      let place = url.appending(path: name)
      try FileManager.default.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: place)
    }
  }

  /// Runs in the repository itself, and leaves it as it is.
  package init(inRepository: Void) {
    folder = GoldenCase.testsFolder.deletingLastPathComponent().path(percentEncoded: false)
    isTemporary = false
  }

  deinit { if isTemporary { try? FileManager.default.removeItem(atPath: folder) } }

  /// What a command line came to.
  package struct Outcome {
    package let code: ExitCode
    package let output: String
    package let errors: String
  }

  /// Runs `tierline` with these arguments.
  package func run(_ arguments: String...) -> Outcome { run(arguments) }

  /// Runs `tierline` with these arguments, on a terminal or not; it is 2026-01-01.
  ///
  /// Merged, both streams are the output, as on a terminal.
  package func run(
    _ arguments: [String], isTerminal: Bool = false, mergesErrors: Bool = false
  ) -> Outcome {
    let output = Memory()
    let errors = mergesErrors ? output : Memory()
    let input = Memory(Array(self.input.utf8))
    let variables = variables
    let environment = Environment(
      variable: { variables[$0] }, files: FileSystem(folder: folder),
      readInput: { input.takeAll() }, output: output.stream(isTerminal: isTerminal),
      errors: errors.stream(isTerminal: isTerminal), today: { CalendarDate("2026-01-01") })
    let code = TierlineCLI.run(arguments: arguments, in: environment)
    return Outcome(code: code, output: output.text, errors: errors.text)
  }

  /// The text of a file in the folder; nil when there is none.
  package func text(of name: String) -> String? {
    try? String(contentsOfFile: folder + "/" + name, encoding: .utf8)
  }

  /// The names in the folder, sorted.
  package var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }
}

/// Bytes that a stream leaves behind or begins with.
private final class Memory {
  private var bytes: [UInt8]

  init(_ bytes: [UInt8] = []) { self.bytes = bytes }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  func takeAll() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  func stream(isTerminal: Bool) -> TierlineCLI.OutputStream {
    TierlineCLI.OutputStream(name: Wording(same: "memory"), isTerminal: isTerminal) {
      self.bytes += $0
    }
  }
}
