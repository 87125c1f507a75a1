// What is remembered beyond a session.

import Foundation
import Support
import Testing

@testable import TierlineCLI

@Suite("History file")
struct HistoryFileTests {
  private let rig: CommandLineRig
  private let file: HistoryFile

  init() throws {
    rig = try CommandLineRig()
    file = HistoryFile(path: rig.folder + "/state/tierline/history")
  }

  private func permissions(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test("entries of any kind come back, from a file that is its owner's alone")
  func roundTrip() throws {
    #expect(try file.entries() == [])
    let entries = [
      "1+1", "tier a: x < y {\n  otherwise x\n}", #"a\nb"#, "逾期天数 > 60", "a\r\tb", "\\",
    ]
    for entry in entries { try file.append(entry) }
    #expect(try file.entries() == entries)
    #expect(try permissions(file.path) == 0o600)
    #expect(try permissions(rig.folder + "/state/tierline") == 0o700)
  }

  @Test("permissions that are too wide are mended")
  func wide() throws {
    try file.append("a")
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
    try file.append("b")
    #expect(try permissions(file.path) == 0o600)
  }

  @Test("a file grown too long is cut to the newest")
  func bounded() throws {
    try file.append("first")
    let many = (0..<(2 * History.entriesMax)).map { "entry \($0)\n" }.joined()
    let handle = try #require(FileHandle(forWritingAtPath: file.path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(many.utf8))
    let entries = try file.entries()
    #expect(entries.count == History.entriesMax)
    #expect(entries.last == "entry \(2 * History.entriesMax - 1)")
    let text = try String(contentsOfFile: file.path, encoding: .utf8)
    #expect(text.split(separator: "\n").count == History.entriesMax)
    #expect(try permissions(file.path) == 0o600)
    #expect(try file.entries() == entries)
  }

  @Test("an entry behind one that was cut off stands on its own line")
  func unfinished() throws {
    try file.append("a")
    let handle = try #require(FileHandle(forWritingAtPath: file.path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("half".utf8))
    try file.append("b")
    #expect(try file.entries() == ["a", "half", "b"])
  }

  @Test("sessions side by side lose nothing, though one cuts the file meanwhile")
  func sideBySide() async throws {
    let many = (0..<(2 * History.entriesMax)).map { "old \($0)\n" }.joined()
    try file.append("first")
    try many.write(toFile: file.path, atomically: true, encoding: .utf8)
    let path = file.path
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          let own = HistoryFile(path: path)
          for number in 0..<50 {
            try own.append("\(writer) \(number)")
            if number % 10 == writer { _ = try own.entries() }
          }
        }
      }
      try await group.waitForAll()
    }
    let found = Set(try file.entries())
    for writer in 0..<4 {
      for number in 0..<50 { #expect(found.contains("\(writer) \(number)")) }
    }
  }

  @Test(
    "where it is kept",
    arguments: [
      (["XDG_STATE_HOME": "/s", "HOME": "/h"], "/s/tierline/history"),
      (["HOME": "/h"], "/h/.local/state/tierline/history"),
      (["XDG_STATE_HOME": "s", "HOME": "/h"], "/h/.local/state/tierline/history"),
      (["XDG_STATE_HOME": ""], nil),
    ] as [([String: String], String?)])
  func place(variables: [String: String], path: String?) {
    #expect(HistoryFile { variables[$0] }?.path == path)
  }
}
