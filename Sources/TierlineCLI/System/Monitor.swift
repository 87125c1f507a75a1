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

  /// Runs `body` alone.
  func locked<Result>(_ body: () -> Result) -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    return body()
  }

  /// Inside `locked`: lets others in and sleeps until `wakeAll`.
  func wait() { unsafe pthread_cond_wait(condition, mutex) }

  /// Wakes all that wait.
  func wakeAll() { unsafe pthread_cond_broadcast(condition) }
}
