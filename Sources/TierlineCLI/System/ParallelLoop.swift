// A loop whose rounds are shared among threads.
//
// Each thread takes the next index until none is left. The calling thread works too, unless there
// is something to show meanwhile; then it only looks on.

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

import Synchronization
import TierlineThreads

/// Runs the rounds of a loop on several threads.
enum ParallelLoop {
  /// Does `body` for every index below `count`, each once, in any order.
  ///
  /// - Parameters:
  ///   - count: The number of rounds.
  ///   - threads: The most threads to use; 1 runs everything here, in order.
  ///   - look: Called now and then on the calling thread, where there is time for it.
  ///   - body: A round; it must be safe to run beside others.
  static func run(
    _ count: Int, threads: Int, look: (() -> Void)? = nil, _ body: @Sendable (Int) -> Void
  ) {
    let helpers = min(threads, count) - (look == nil ? 1 : 0)
    guard helpers > 0 else {
      for index in 0..<count {
        body(index)
        look?()
      }
      return
    }
    withoutActuallyEscaping(body) { body in
      let work = Work(count: count, body: body)
      let threads = (1...helpers).map { start(work, number: $0) }.filter(\.is_started)
      if let look, !threads.isEmpty {
        while !work.isTaken {
          look()
          _ = usleep(20_000)
        }
      } else {
        work.run()
      }
      for thread in threads { tierline_join(thread) }
    }
  }

  /// As many threads as there are processors.
  static var processorCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Decisions nest as deep as on the main thread, whose stack is 8 MiB.
  private static let stackSize = 8 << 20

  /// The rounds that are left.
  private final class Work: Sendable {
    private let count: Int
    private let body: @Sendable (Int) -> Void
    private let next = Atomic<Int>(0)

    init(count: Int, body: @escaping @Sendable (Int) -> Void) {
      self.count = count
      self.body = body
    }

    var isTaken: Bool { next.load(ordering: .relaxed) >= count }

    func run() {
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        body(index)
      }
    }
  }

  /// Starts a thread that works until nothing is left; it is not started where the system has none to give.
  private static func start(_ work: Work, number: Int) -> tierline_thread {
    let pointer = unsafe Unmanaged.passRetained(work).toOpaque()
    let thread = unsafe tierline_start_thread(number, stackSize, threadMain, pointer)
    if !thread.is_started { unsafe Unmanaged<Work>.fromOpaque(pointer).release() }
    return thread
  }

  /// What a thread does: it was given the work as a pointer that it owns.
  fileprivate static func work(at pointer: UnsafeMutableRawPointer) {
    unsafe Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().run()
  }
}

private func threadMain(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let pointer = unsafe pointer { unsafe ParallelLoop.work(at: pointer) }
  return nil
}
