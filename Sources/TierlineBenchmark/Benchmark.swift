// swift run -c release tierline-benchmark
//
// How fast the program is, as ratios of commands that are run side by side: A, B, C, A, B, C, …, five
// times each, every one a process of its own, file in and file out. A ratio is the median of the ratios
// of each round, so a machine that others use shifts it little. Other programs take part by
// `--peer NAME=COMMAND`; what must be faster than what is a matter of the reader, so nothing fails here.

import Foundation
import Synchronization

/// Whether Ctrl-C was pressed.
let isInterrupted = Atomic(false)

/// What is measured, and how.
@main
struct Benchmark {
  private var program: String
  private var rulesets: String
  private var rounds = 5
  private var recordCount = 200_000
  private var peers: [(name: String, command: String)] = []
  private let folder = FileManager.default.temporaryDirectory.appending(
    path: "tierline-benchmark-\(UUID().uuidString)")

  static func main() {
    var benchmark = Benchmark()
    guard benchmark.take(Array(CommandLine.arguments.dropFirst())) else {
      print(usage)
      exit(2)
    }
    // Ctrl-C ends the command under way too, and then the files are taken away.
    signal(SIGINT) { _ in isInterrupted.store(true, ordering: .relaxed) }
    do { try benchmark.run() } catch {
      if isInterrupted.load(ordering: .relaxed) { exit(130) }
      print("\(error)")
      exit(1)
    }
  }

  private static let usage = """
    usage: tierline-benchmark [--records N] [--rounds N] [--tierline PATH] [--rulesets FOLDER]
                              [--peer 'NAME=COMMAND']…

    A peer's command is run by a shell for the canonical policy; {shape} stands for flat or nested,
    {in} for the records and {out} for its output.
    """

  private init() {
    let here = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    program = here.appending(path: "tierline").path
    rulesets = "rulesets"
  }

  /// Takes the options; false where one is unknown or lacks its value.
  private mutating func take(_ options: [String]) -> Bool {
    var rest = options[...]
    while let option = rest.popFirst() {
      guard let value = rest.popFirst() else { return false }
      switch option {
      case "--records":
        guard let count = Int(value), count >= 100 else { return false }
        recordCount = count
      case "--rounds":
        guard let count = Int(value), count > 0 else { return false }
        rounds = count
      case "--tierline": program = value
      case "--rulesets": rulesets = value
      case "--peer":
        let parts = value.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return false }
        peers.append((parts[0], parts[1]))
      default: return false
      }
    }
    return true
  }

  // MARK: The parts

  private func run() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    print(Machine.description)
    print("medians of \(rounds) rounds, commands of a part run in turn, whole processes\n")
    try runCanonical("flat", count: recordCount)
    try runCanonical("nested", count: recordCount / 4)
    try runManyRules()
    try runMemory()
    try runSmall()
  }

  private func path(_ name: String) -> String { folder.appending(path: name).path }

  private func eval(_ name: String, _ ruleset: String, _ data: String, _ options: String...)
    -> Command
  {
    eval(name, ruleset, [data], options)
  }

  private func eval(
    _ name: String, _ ruleset: String, _ data: [String], _ options: [String]
  ) -> Command {
    Command(
      name: name,
      words: [program, "eval", ruleset] + data + ["--as-of", "2026-01-01", "-o", path("out")]
        + options)
  }

  /// Runs a command without the output of the one before: it would pay for throwing that away.
  private func run(_ command: Command) throws -> Timing {
    try? FileManager.default.removeItem(atPath: path("out"))
    return try command.run()
  }

  /// The canonical policy over one portfolio.
  private func runCanonical(_ shape: String, count: Int) throws {
    var ordered = Customers(seed: 11, hasInvoices: shape == "nested")
    try ordered.write(count, to: folder.appending(path: "ordered"))
    var shuffled = Customers(seed: 11, hasInvoices: shape == "nested", isShuffled: true)
    try shuffled.write(count, to: folder.appending(path: "shuffled"))
    let ruleset = "\(rulesets)/canonical-trade-credit/\(shape).tier"
    var commands = [
      eval("one thread", ruleset, path("ordered"), "--jobs", "1"),
      eval("two threads", ruleset, path("ordered"), "--jobs", "2"),
      eval("shuffled keys", ruleset, path("shuffled"), "--jobs", "1"),
      eval("full detail", ruleset, path("ordered"), "--jobs", "1", "--detail", "full"),
      eval("CSV", ruleset, path("ordered"), "--jobs", "1", "--format", "csv"),
    ]
    for peer in peers {
      let line = peer.command.replacing("{shape}", with: shape)
        .replacing("{in}", with: path("ordered")).replacing("{out}", with: path("out"))
      commands.append(Command(name: peer.name, words: ["/bin/sh", "-c", line]))
    }
    try measure("\(shape), \(count) records", commands, count: count)
  }

  /// A first-match tier of 10 to 10,000 rules; starting is taken off by a run over one record.
  private func runManyRules() throws {
    var customers = Customers(seed: 11, hasInvoices: false)
    try customers.write(recordCount, to: folder.appending(path: "ordered"))
    try Data((customers.record(1) + "\n").utf8).write(to: folder.appending(path: "one"))
    // The start over 10,000 rules takes as long as many records, and what is left when it is taken off
    // is as uncertain as it is: the portfolio is read several times.
    let passes = 5
    let count = passes * recordCount
    let portfolio = [String](repeating: path("ordered"), count: passes)
    print("a first-match tier, \(count) records, one thread, without what one record takes")
    var costs: [[Double]] = []
    let sizes = [10, 100, 1000, 10_000]
    for size in sizes {
      try Data(Policies.tier(ofRules: size).utf8).write(to: folder.appending(path: "\(size).tier"))
    }
    for _ in 0..<rounds {
      costs.append(
        try sizes.map { size in
          let ruleset = path("\(size).tier")
          let one = try run(eval("", ruleset, [path("one")], ["--jobs", "1"]))
          let all = try run(eval("", ruleset, portfolio, ["--jobs", "1"]))
          return (all.cpu - one.cpu) / Double(count) * 1e6
        })
    }
    for (index, size) in sizes.enumerated() {
      row(
        "\(size) rules",
        [
          (costs.map { $0[index] }.median, "µs/record"),
          (costs.map { $0[index] / $0[0] }.median, "× 10 rules"),
        ])
    }
    let check = Command(name: "", words: [program, "check", path("10000.tier")])
    let checks = try (0..<rounds).map { _ in try check.run().wall }
    row("check of 10000 rules", [(checks.median * 1e3, "ms")])
    print("")
  }

  /// The memory that a stream takes, however long it is.
  private func runMemory() throws {
    let portfolio = folder.appending(path: "ordered")
    let size = try portfolio.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
    let passes = max(1, (1 << 30) / max(size, 1))
    let ruleset = "\(rulesets)/canonical-trade-credit/flat.tier"
    print("peak memory over \((passes * size) >> 20) MiB of standard input")
    for jobs in ["1", "2", "8"] {
      let command = eval("", ruleset, "-", "--jobs", jobs)
      let peak = try command.peakMemory(reading: portfolio, times: passes)
      row("--jobs \(jobs)", [(Double(peak) / 1_048_576, "MiB")])
    }
    print("")
  }

  /// What is waited for by hand.
  private func runSmall() throws {
    let ruleset = "\(rulesets)/canonical-trade-credit/flat.tier"
    let one = eval("", ruleset, path("one"))
    // So short a time is told by many runs, behind one that brings the program into memory.
    _ = try one.run()
    let starts = try (0..<rounds * 8).map { _ in try one.run().wall }
    row("eval of one record", [(starts.median * 1e3, "ms")])
    try Data(Policies.test(ofRows: 100_000).utf8).write(
      to: folder.appending(path: "rows.test.tier"))
    for options in [[], ["--coverage"]] {
      let test = Command(name: "", words: [program, "test", path("rows.test.tier")] + options)
      let timings = try (0..<rounds).map { _ in try test.run() }
      row(
        (["test of 100000 rows"] + options).joined(separator: " "),
        [
          (timings.map(\.wall).median, "s"),
          (Double(timings.map(\.memory).max() ?? 0) / 1_048_576, "MiB"),
        ])
    }
  }

  // MARK: Side by side

  /// Runs commands in turn, and prints each against the first.
  private func measure(_ title: String, _ commands: [Command], count: Int) throws {
    var timings: [[Timing]] = []
    for _ in 0..<rounds { timings.append(try commands.map(run)) }
    print(title)
    for (index, command) in commands.enumerated() {
      row(
        command.name,
        [
          (timings.map { $0[index].wall }.median / Double(count) * 1e6, "µs/record"),
          (timings.map { $0[index].wall / $0[0].wall }.median, "× wall"),
          (timings.map { $0[index].cpu / $0[0].cpu }.median, "× processor"),
        ])
    }
    print("")
  }

  private func row(_ name: String, _ figures: [(value: Double, unit: String)]) {
    let cells = figures.map { String(format: "%9.3f ", $0.value) + $0.unit }
    print(
      "  \(name.padding(toLength: 32, withPad: " ", startingAt: 0))\(cells.joined(separator: " "))")
    // Each as it comes, also through a pipe.
    fflush(nil)
  }
}

/// Where it is measured.
enum Machine {
  static var description: String {
    let information = ProcessInfo.processInfo
    return "\(processor), \(information.activeProcessorCount) processors, "
      + "\(information.physicalMemory >> 30) GiB, \(information.operatingSystemVersionString)"
  }

  private static var processor: String {
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
    return line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
      ?? "unknown processor"
  }
}
