// A blocking connection to a server on this machine, for the verbs of the command line.
#include "include/CSystem.h"
#include <errno.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

static int ready(int fd, int seconds) {
  struct timeval time = {.tv_sec = seconds};
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
  setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
  return fd;
}

static int failed(int fd) {
  int reason = errno;
  if (fd >= 0) close(fd);
  return -reason;
}

static int connect_unix(const char *path, int seconds) {
  struct sockaddr_un name = {.sun_family = AF_UNIX};
  if (strlen(path) >= sizeof name.sun_path) return -ENAMETOOLONG;
  strcpy(name.sun_path, path);
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0 || connect(ready(fd, seconds), (struct sockaddr *)&name, sizeof name) < 0) return failed(fd);
  return fd;
}

static int connect_tcp(const char *host, const char *port, int seconds) {
  struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *found = NULL;
  if (getaddrinfo(host, port, &hints, &found) != 0) return -EADDRNOTAVAIL;
  int fd = -1;
  errno = EADDRNOTAVAIL;
  for (struct addrinfo *each = found; each != NULL; each = each->ai_next) {
    fd = socket(each->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && connect(ready(fd, seconds), each->ai_addr, each->ai_addrlen) == 0) break;
    int reason = errno;
    if (fd >= 0) close(fd);
    fd = -1;
    errno = reason;
  }
  int reason = errno;
  freeaddrinfo(found);
  return fd >= 0 ? fd : -reason;
}

int samverkan_connect(const char *address, int seconds) {
  if (strncmp(address, "unix:", 5) == 0) return connect_unix(address + 5, seconds);
  const char *colon = strrchr(address, ':');
  char host[256];
  if (colon == NULL || (size_t)(colon - address) >= sizeof host) return -EINVAL;
  size_t length = (size_t)(colon - address);
  const char *start = address;
  if (length >= 2 && address[0] == '[' && address[length - 1] == ']') { start++; length -= 2; }
  memcpy(host, start, length);
  host[length] = 0;
  return connect_tcp(host, colon + 1, seconds);
}
