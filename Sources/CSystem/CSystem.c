#define _GNU_SOURCE
#include "CSystem.h"
#include <arpa/inet.h>
#include <crypt.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/socket.h>

const uint32_t SAMVERKAN_EPOLLIN = EPOLLIN, SAMVERKAN_EPOLLOUT = EPOLLOUT,
               SAMVERKAN_EPOLLRDHUP = EPOLLRDHUP, SAMVERKAN_EPOLLHUP = EPOLLHUP,
               SAMVERKAN_EPOLLERR = EPOLLERR, SAMVERKAN_EPOLLEXCLUSIVE = EPOLLEXCLUSIVE;

int samverkan_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

static int control(int epoll, int act, int fd, uint32_t events, uint64_t token) {
  struct epoll_event event = {.events = events, .data.u64 = token};
  return epoll_ctl(epoll, act, fd, &event);
}
int samverkan_epoll_add(int epoll, int fd, uint32_t events, uint64_t token) {
  return control(epoll, EPOLL_CTL_ADD, fd, events, token);
}
int samverkan_epoll_modify(int epoll, int fd, uint32_t events, uint64_t token) {
  return control(epoll, EPOLL_CTL_MOD, fd, events, token);
}
int samverkan_epoll_remove(int epoll, int fd) { return control(epoll, EPOLL_CTL_DEL, fd, 0, 0); }

int samverkan_bell(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }

// Kernels before 5.11 know no microseconds: there it does not wait.
static int wait_for(int epoll, struct epoll_event *events, int count, int microseconds) {
  if (microseconds > 0) {
    struct timespec time = {.tv_nsec = microseconds * 1000L};
    int n = epoll_pwait2(epoll, events, count, &time, NULL);
    if (n >= 0 || errno != ENOSYS) return n;
  }
  return epoll_wait(epoll, events, count, 0);
}

int samverkan_epoll_wait(int epoll, samverkan_event *out, int count, int microseconds) {
  struct epoll_event events[256];
  if (count > 256) count = 256;
  int n = wait_for(epoll, events, count, microseconds);
  for (int i = 0; i < n; i++) {
    out[i].events = events[i].events;
    out[i].token = events[i].data.u64;
  }
  return n;
}

int samverkan_accept(int listener, char *address, size_t capacity, uint16_t *port) {
  struct sockaddr_storage peer;
  socklen_t size = sizeof peer;
  int fd = accept4(listener, (struct sockaddr *)&peer, &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (fd < 0) return fd;
  address[0] = 0;
  *port = 0;
  if (peer.ss_family == AF_INET) {
    struct sockaddr_in *v4 = (struct sockaddr_in *)&peer;
    inet_ntop(AF_INET, &v4->sin_addr, address, (socklen_t)capacity);
    *port = ntohs(v4->sin_port);
  } else if (peer.ss_family == AF_INET6) {
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&peer;
    inet_ntop(AF_INET6, &v6->sin6_addr, address, (socklen_t)capacity);
    *port = ntohs(v6->sin6_port);
  } else if (peer.ss_family == AF_UNIX) {
    snprintf(address, capacity, "unix");
  }
  return fd;
}

int samverkan_random(void *bytes, size_t count) {
  unsigned char *at = bytes;
  while (count > 0) {
    ssize_t n = getrandom(at, count, 0);
    if (n < 0) {
      if (errno == EINTR) continue;
      return -1;
    }
    at += n;
    count -= (size_t)n;
  }
  return 0;
}

int samverkan_password_hash(const char *password, char *hash, size_t capacity) {
  char setting[CRYPT_GENSALT_OUTPUT_SIZE];
  if (!crypt_gensalt_rn("$y$", 0, NULL, 0, setting, sizeof setting)) return -1;
  struct crypt_data *data = calloc(1, sizeof *data);
  if (!data) return -1;
  char *made = crypt_r(password, setting, data);
  int failed = !made || made[0] == '*' || strlen(made) >= capacity;
  if (!failed) strcpy(hash, made);
  explicit_bzero(data, sizeof *data);
  free(data);
  return failed ? -1 : 0;
}

int samverkan_password_check(const char *password, const char *hash) {
  struct crypt_data *data = calloc(1, sizeof *data);
  if (!data) return -1;
  char *made = crypt_r(password, hash, data);
  int different = 1;
  if (made && made[0] != '*' && strlen(made) == strlen(hash)) {
    unsigned char sum = 0;
    for (size_t i = 0; hash[i]; i++) sum |= (unsigned char)(made[i] ^ hash[i]);
    different = sum != 0;
  }
  explicit_bzero(data, sizeof *data);
  free(data);
  return different ? -1 : 0;
}

int samverkan_lock(int fd) { return flock(fd, LOCK_EX | LOCK_NB); }
