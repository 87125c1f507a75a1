// Threads of the system, each on a processor of its own where glibc can say on which one begins.

#define _GNU_SOURCE
#include "TierlineThreads.h"

#if defined(__GLIBC__)
#include <sched.h>

// The processor that lies `number` places behind the caller's, going round, among those that the process
// may use; false where there are not that many.
static bool find_processor(size_t number, cpu_set_t *usable, cpu_set_t *one) {
  int processor = sched_getcpu();
  if (processor < 0 || sched_getaffinity(0, sizeof *usable, usable) != 0 ||
      number >= (size_t)CPU_COUNT(usable)) {
    return false;
  }
  while (number > 0) {
    processor = (processor + 1) % CPU_SETSIZE;
    if (CPU_ISSET(processor, usable)) number -= 1;
  }
  CPU_ZERO(one);
  CPU_SET(processor, one);
  return true;
}
#endif

tierline_thread tierline_start_thread(
    size_t number, size_t stack_size, void *(*work)(void *), void *argument) {
  tierline_thread thread = {0};
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes) != 0) return thread;
  pthread_attr_setstacksize(&attributes, stack_size);
#if defined(__GLIBC__)
  cpu_set_t usable, one;
  if (find_processor(number, &usable, &one)) {
    pthread_attr_setaffinity_np(&attributes, sizeof one, &one);
    thread.is_started = pthread_create(&thread.handle, &attributes, work, argument) == 0;
    // It began there; the system is free to move it again.
    if (thread.is_started) pthread_setaffinity_np(thread.handle, sizeof usable, &usable);
    // Where the system refuses that, anywhere.
    pthread_attr_setaffinity_np(&attributes, 0, &usable);
  }
#endif
  if (!thread.is_started) {
    thread.is_started = pthread_create(&thread.handle, &attributes, work, argument) == 0;
  }
  pthread_attr_destroy(&attributes);
  return thread;
}

void tierline_join(tierline_thread thread) { pthread_join(thread.handle, NULL); }
