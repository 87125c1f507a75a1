// Runs command lines inside the test process: streams in memory, a folder of their own.

import Foundation
import TierlineCLI
import TierlineRuntime
import TierlineSource

/// A place in which command lines run.
final class CommandLineRig {
  let folder: URL
  var input = ""
  var variables: [String: String] = [:]

  /// Makes a new empty folder with these files in it.
  init(files: [String: String] = [:]) throws {
    folder = FileManager.default.temporaryDirectory.appending(
      path: "tierline-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in files {
      let place = folder.appending(path: name)
      try FileManager.default.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: place)
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  struct Outcome {
    let code: ExitCode
    let output: String
    let errors: String
  }

  /// Runs `tierline` with these arguments.
  func run(_ arguments: String...) -> Outcome { run(arguments) }

  /// Runs `tierline` with these arguments, on a terminal or not.
  func run(_ arguments: [String], isTerminal: Bool = false) -> Outcome {
    let output = Memory()
    let errors = Memory()
    let input = Memory(Array(self.input.utf8))
    let variables = variables
    let environment = Environment(
      variable: { variables[$0] },
      files: FileSystem(folder: folder.path(percentEncoded: false)),
      readInput: { input.takeAll() },
      output: output.stream(isTerminal: isTerminal), errors: errors.stream(isTerminal: isTerminal),
      today: { CalendarDate("2026-01-01") })
    let code = TierlineCLI.run(arguments: arguments, in: environment)
    return Outcome(code: code, output: output.text, errors: errors.text)
  }

  func text(of name: String) -> String? {
    try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  var names: [String] {
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: folder.path(percentEncoded: false))
    return (names ?? []).sorted()
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
