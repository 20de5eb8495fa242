#define _GNU_SOURCE
#include "CSystem.h"
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static int failed(int fd) {
  int cause = errno;
  if (fd >= 0) close(fd);
  return -cause;
}

static int set(int fd, int level, int name) {
  int on = 1;
  return setsockopt(fd, level, name, &on, sizeof on);
}

// Accepted sockets inherit it. Without it the kernel holds megabytes for a client that does not read.
static int bound_unsent(int fd) {
  int bytes = SAMVERKAN_UNSENT_BYTES_MAX;
  return setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &bytes, sizeof bytes);
}

static int listen_at(const struct addrinfo *at, int backlog) {
  int fd = socket(at->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return failed(fd);
  if (set(fd, SOL_SOCKET, SO_REUSEADDR) != 0) return failed(fd);
  if (set(fd, IPPROTO_TCP, TCP_NODELAY) != 0) return failed(fd);
  if (bound_unsent(fd) != 0) return failed(fd);
  if (at->ai_family == AF_INET6 && set(fd, IPPROTO_IPV6, IPV6_V6ONLY) != 0) return failed(fd);
  if (bind(fd, at->ai_addr, at->ai_addrlen) != 0) return failed(fd);
  if (listen(fd, backlog) != 0) return failed(fd);
  return fd;
}

int samverkan_listen_tcp(const char *host, uint16_t port, int backlog) {
  struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
  struct addrinfo *found = NULL;
  char service[8];
  snprintf(service, sizeof service, "%u", port);
  int problem = getaddrinfo(host, service, &hints, &found);
  if (problem == EAI_SYSTEM) return -errno;
  if (problem != 0) return -EADDRNOTAVAIL;
  int fd = listen_at(found, backlog);
  freeaddrinfo(found);
  return fd;
}

// A socket file is stale when connecting to it is refused: its server is gone.
static int is_stale(const struct sockaddr_un *at) {
  struct stat file;
  if (lstat(at->sun_path, &file) != 0 || !S_ISSOCK(file.st_mode)) return 0;
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return 0;
  int refused = connect(fd, (const struct sockaddr *)at, sizeof *at) != 0 && errno == ECONNREFUSED;
  close(fd);
  return refused;
}

int samverkan_listen_unix(const char *path, int backlog) {
  struct sockaddr_un at = {.sun_family = AF_UNIX};
  if (strlen(path) == 0 || strlen(path) >= sizeof at.sun_path) return -ENAMETOOLONG;
  strcpy(at.sun_path, path);
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return failed(fd);
  int problem = bind(fd, (struct sockaddr *)&at, sizeof at);
  if (problem != 0 && errno == EADDRINUSE) {
    if (!is_stale(&at)) {
      errno = EADDRINUSE;
      return failed(fd);
    }
    if (unlink(path) == 0) problem = bind(fd, (struct sockaddr *)&at, sizeof at);
  }
  if (problem != 0) return failed(fd);
  if (listen(fd, backlog) != 0) return failed(fd);
  return fd;
}

int samverkan_bound_port(int fd) {
  struct sockaddr_storage at;
  socklen_t size = sizeof at;
  if (getsockname(fd, (struct sockaddr *)&at, &size) != 0) return -errno;
  if (at.ss_family == AF_INET) return ntohs(((struct sockaddr_in *)&at)->sin_port);
  if (at.ss_family == AF_INET6) return ntohs(((struct sockaddr_in6 *)&at)->sin6_port);
  return 0;
}

int samverkan_reset_when_closed(int fd) {
  struct linger abort = {.l_onoff = 1, .l_linger = 0};
  return setsockopt(fd, SOL_SOCKET, SO_LINGER, &abort, sizeof abort);
}

int samverkan_core_count(void) {
  cpu_set_t cores;
  if (sched_getaffinity(0, sizeof cores, &cores) != 0) return 1;
  return CPU_COUNT(&cores) > 0 ? CPU_COUNT(&cores) : 1;
}
