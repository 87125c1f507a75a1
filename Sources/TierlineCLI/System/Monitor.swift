// A lock with waiting: one thread at a time inside, and threads that sleep until something changed.

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A mutex and a condition that belongs to it.
@safe
final class Monitor: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    unsafe pthread_mutex_init(mutex, nil)
    unsafe pthread_cond_init(condition, nil)
  }

  deinit {
    unsafe pthread_cond_destroy(condition)
    unsafe pthread_mutex_destroy(mutex)
    unsafe condition.deallocate()
    unsafe mutex.deallocate()
  }

  /// How often a thread asks whether the lock is free before it sleeps.
  private static let tries = 400

  /// Runs `body` alone.
  ///
  /// Whoever is inside leaves soon. A thread that slept would be woken later than that, and often on
  /// the processor of the one that wakes it, where both then work by turns while another is idle.
  func locked<Result>(_ body: () -> Result) -> Result {
    lock()
    defer { unsafe pthread_mutex_unlock(mutex) }
    return body()
  }

  private func lock() {
    for _ in 0..<Self.tries {
      if unsafe pthread_mutex_trylock(mutex) == 0 { return }
      sched_yield()
    }
    unsafe pthread_mutex_lock(mutex)
  }

  /// Inside `locked`: lets others in and sleeps until `wakeAll`.
  func wait() { unsafe pthread_cond_wait(condition, mutex) }

  /// Wakes all that wait.
  func wakeAll() { unsafe pthread_cond_broadcast(condition) }
}
