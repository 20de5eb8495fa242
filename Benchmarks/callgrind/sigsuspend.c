// Valgrind 3.19 dies in sigsuspend with the mask that libdispatch's main thread passes. That thread
// only sleeps, so under Valgrind it sleeps in another way. Loaded by Benchmarks/instructions.
#include <signal.h>
#include <unistd.h>

int sigsuspend(const sigset_t *mask) {
  (void)mask;
  for (;;) pause();
}
