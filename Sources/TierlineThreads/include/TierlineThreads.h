// Threads that begin on another processor than the one that starts them.
//
// The system often lets a new thread begin on the processor of the one that starts it. Both then work by
// turns while another processor is idle, until the system evens that out: measured, some 5 to 15 ms.
#ifndef TIERLINE_THREADS_H
#define TIERLINE_THREADS_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

/// A thread; it is to be joined if it was started.
typedef struct {
  pthread_t handle;
  bool is_started;
} tierline_thread;

/// Starts a thread that runs `work(argument)` on a stack of `stack_size` bytes.
///
/// It begins on the processor that lies `number` places, from 1 on, behind the caller's among those that the
/// process may use, if there are that many; from then on it runs wherever the system puts it.
tierline_thread tierline_start_thread(
    size_t number, size_t stack_size, void *_Nullable (*_Nonnull work)(void *_Nullable),
    void *_Nullable argument);

/// Waits for the end of a thread that was started.
void tierline_join(tierline_thread thread);

#endif
