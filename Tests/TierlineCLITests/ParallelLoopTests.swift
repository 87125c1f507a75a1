// Loops shared among threads: every round is done, by threads that may run anywhere.

import Foundation
import Synchronization
@testable import TierlineCLI
import Testing

@Suite("Parallel loops")
struct ParallelLoopTests {
  @Test("every round is done once", arguments: [1, 2, 3, 8], [0, 1, 2, 1_000])
  func rounds(threads: Int, count: Int) {
    let done = Mutex([Int](repeating: 0, count: count))
    ParallelLoop.run(count, threads: threads) { index in done.withLock { $0[index] += 1 } }
    #expect(done.withLock { $0.allSatisfy { $0 == 1 } })
  }

  #if os(Linux)
    /// A thread is held to one processor only until it has begun.
    @Test("threads are not held where they began")
    func processors() throws {
      let usable = try Self.usableProcessors()
      ParallelLoop.run(3, threads: 3) { _ in
        var tries = 0
        while (try? Self.usableProcessors()) != usable, tries < 100_000 {
          tries += 1
          sched_yield()
        }
        #expect((try? Self.usableProcessors()) == usable)
      }
    }

    /// The processors that this thread may run on.
    private static func usableProcessors() throws -> String {
      let status = try String(contentsOfFile: "/proc/thread-self/status", encoding: .utf8)
      let line = status.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed_list:") }
      return String(try #require(line))
    }
  #endif
}
