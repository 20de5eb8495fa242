// Small wrappers around system calls that the Glibc module does not show to Swift.
#ifndef SAMVERKAN_CSYSTEM_H
#define SAMVERKAN_CSYSTEM_H
#include <stdint.h>
#include <stddef.h>

// epoll. `token` comes back with the event.
int samverkan_epoll_create(void);
int samverkan_epoll_add(int epoll, int fd, uint32_t events, uint64_t token);
int samverkan_epoll_modify(int epoll, int fd, uint32_t events, uint64_t token);
int samverkan_epoll_remove(int epoll, int fd);
typedef struct { uint32_t events; uint64_t token; } samverkan_event;
// Waits less than a second.
int samverkan_epoll_wait(int epoll, samverkan_event *events, int count, int microseconds);
// An eventfd: readable from its first 8 bytes written until it is read. -1 when there is none.
int samverkan_bell(void);
extern const uint32_t SAMVERKAN_EPOLLIN, SAMVERKAN_EPOLLOUT, SAMVERKAN_EPOLLRDHUP,
    SAMVERKAN_EPOLLHUP, SAMVERKAN_EPOLLERR, SAMVERKAN_EPOLLEXCLUSIVE;

// accept4 with SOCK_NONBLOCK | SOCK_CLOEXEC; the peer's address as text goes to `address`.
int samverkan_accept(int listener, char *address, size_t capacity, uint16_t *port);
// Bytes that the kernel takes for a client before it has read them (SO_SNDBUF, which Linux doubles).
#define SAMVERKAN_UNSENT_BYTES_MAX 262144
// Listening sockets, non-blocking and close-on-exec. Each returns the descriptor or -errno.
// TCP: SO_REUSEADDR, IPV6_V6ONLY, TCP_NODELAY (accepted sockets inherit it), never SO_REUSEPORT.
// Unix: a socket file that nobody listens on any more is replaced, one in use is not.
int samverkan_listen_tcp(const char *host, uint16_t port, int backlog);
int samverkan_listen_unix(const char *path, int backlog);
// The port a TCP socket is bound to, or -errno.
int samverkan_bound_port(int fd);
// A connection to `HOST:PORT`, `[IPV6]:PORT` or `unix:PATH`, with a time-out for each operation;
// the descriptor or -errno.
int samverkan_connect(const char *address, int seconds);
// Ends the connection with a reset when it is closed, so that a cut answer is seen as cut.
int samverkan_reset_when_closed(int fd);
// Number of cores this process may run on; at least 1.
int samverkan_core_count(void);
// Kernel randomness; 0 when all bytes were written.
int samverkan_random(void *bytes, size_t count);
// yescrypt by libcrypt. Both return 0 on success and write a NUL-terminated hash.
int samverkan_password_hash(const char *password, char *hash, size_t capacity);
int samverkan_password_check(const char *password, const char *hash);
// Whether the processor has instructions for SHA-256; and whole blocks of 64 bytes taken into the
// eight words of state by them, to be called only where it has.
int samverkan_has_sha256(void);
void samverkan_sha256_blocks(uint32_t state[8], const uint8_t *bytes, size_t blocks);
// Exclusive advisory lock on an open descriptor (flock, not blocking); 0 when taken.
int samverkan_lock(int fd);
#endif
