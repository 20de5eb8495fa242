// Stands between the program and the C library (LD_PRELOAD): records what is asked of the storage
// files, lets a chosen call fail or be the last one, and moves the wall clock. For tests only.
//
//   FAULTS_DATABASE  the database's path; its folder is what is watched
//   FAULTS_TRACE     a file that records are appended to (format: struct record, then its bytes)
//   FAULTS_CONTROL   a file of struct control, mapped; the test writes it while the program runs
//
// A call is recorded after it was done, an answer before it is sent: so a record of an answer never
// stands before the records of what it promises unless the program itself is too early.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum operation {
  op_write = 1, op_sync = 2, op_truncate = 4, op_create = 8, op_unlink = 16, op_rename = 32,
  op_read = 64, op_answer = 128
};

enum file { file_database = 1, file_log = 2, file_journal = 4, file_memory = 8, file_other = 16,
  file_folder = 32 };

enum effect { fail_once, fail_on, kill_before, kill_after, kill_halfway };

// Kept in step with Control in harness.py.
struct control {
  _Atomic int64_t clock_seconds;
  _Atomic int32_t armed, operations, files, countdown, error, effect;
  // Calls that matched since `armed` was set, and faults injected.
  _Atomic int32_t seen, injected;
};

// Kept in step with trace.py.
struct record {
  uint32_t operation, inode;
  uint64_t offset, length;
};

enum { descriptors_max = 65536 };
static struct { _Atomic int kind; uint32_t inode; } descriptors[descriptors_max];
static char database[4096], folder[4096];
static int trace = -1;
static struct control idle, *control = &idle;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void start(void) {
  const char *path = getenv("FAULTS_DATABASE");
  if (!path || strlen(path) >= sizeof database - 16) return;
  strcpy(database, path);
  strcpy(folder, path);
  char *slash = strrchr(folder, '/');
  if (slash) *slash = 0;
  const char *log = getenv("FAULTS_TRACE");
  if (log) trace = syscall(SYS_open, log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  const char *shared = getenv("FAULTS_CONTROL");
  if (!shared) return;
  int fd = syscall(SYS_open, shared, O_RDWR | O_CLOEXEC);
  void *mapped = mmap(0, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (mapped != MAP_FAILED) control = mapped;
  syscall(SYS_close, fd);
}

static int kind_of(const char *path) {
  if (!*folder || !path) return 0;
  if (!strcmp(path, folder)) return file_folder;
  size_t length = strlen(folder);
  if (strncmp(path, folder, length) || path[length] != '/') return 0;
  size_t whole = strlen(database);
  if (strncmp(path, database, whole)) return file_other;
  const char *rest = path + whole;
  if (!*rest) return file_database;
  if (!strcmp(rest, "-wal")) return file_log;
  if (!strcmp(rest, "-journal")) return file_journal;
  if (!strcmp(rest, "-shm")) return file_memory;
  return file_other;
}

static int kind_at(int fd) {
  return fd >= 0 && fd < descriptors_max ? atomic_load(&descriptors[fd].kind) : 0;
}

static uint32_t inode_at(int fd) { return kind_at(fd) ? descriptors[fd].inode : 0; }

static void note(int operation, uint32_t inode, uint64_t offset, const void *bytes, size_t length) {
  if (trace < 0) return;
  struct record record = {operation, inode, offset, length};
  struct iovec parts[2] = {{&record, sizeof record}, {(void *)bytes, bytes ? length : 0}};
  int before = errno;
  syscall(SYS_writev, trace, parts, 2);
  errno = before;
}

static void note_name(int operation, const char *path, const char *second, uint32_t inode) {
  char names[8300];
  size_t length = strlen(path), more = second ? strlen(second) : 0;
  if (length + more + 1 >= sizeof names) return;
  memcpy(names, path, length);
  names[length] = 0;
  if (second) memcpy(names + length + 1, second, more);
  note(operation, inode, 0, names, length + (second ? 1 + more : 0));
}

// Whether this call is the one; then it fails, or it is the last thing the process does.
static int struck(int operation, int kind) {
  if (!kind || !atomic_load(&control->armed)) return -1;
  if (!(atomic_load(&control->operations) & operation)) return -1;
  if (!(atomic_load(&control->files) & kind)) return -1;
  atomic_fetch_add(&control->seen, 1);
  int left = atomic_fetch_sub(&control->countdown, 1);
  int effect = atomic_load(&control->effect);
  if (effect == fail_on ? left > 1 : left != 1) return -1;
  atomic_fetch_add(&control->injected, 1);
  if (effect == kill_before) kill(getpid(), SIGKILL);
  return effect;
}

static int fails(int effect) { return effect == fail_once || effect == fail_on; }

// MARK: names

static int opened(int fd, const char *path, int flags) {
  int kind = kind_of(path);
  if (fd < 0 || fd >= descriptors_max || !kind) return fd;
  struct stat status;
  descriptors[fd].inode = fstat(fd, &status) ? 0 : (uint32_t)status.st_ino;
  atomic_store(&descriptors[fd].kind, kind);
  if (flags & O_CREAT) note_name(op_create, path, 0, descriptors[fd].inode);
  if (flags & O_TRUNC) note(op_truncate, descriptors[fd].inode, 0, 0, 0);
  return fd;
}

#define OPEN(name)                                                                  \
  int name(const char *path, int flags, ...) {                                      \
    mode_t mode = 0;                                                                \
    if (flags & (O_CREAT | O_TMPFILE)) {                                            \
      va_list more;                                                                 \
      va_start(more, flags);                                                        \
      mode = va_arg(more, mode_t);                                                  \
      va_end(more);                                                                 \
    }                                                                               \
    int kind = kind_of(path);                                                       \
    if (!kind) return REAL(name)(path, flags, mode);                                \
    int effect = flags & O_CREAT && access(path, F_OK) ? struck(op_create, kind) : -1; \
    if (fails(effect)) return errno = atomic_load(&control->error), -1;             \
    pthread_mutex_lock(&lock);                                                      \
    int fd = opened(REAL(name)(path, flags, mode), path, flags);                    \
    pthread_mutex_unlock(&lock);                                                    \
    if (effect >= kill_after) kill(getpid(), SIGKILL);                              \
    return fd;                                                                      \
  }
OPEN(open)
OPEN(open64)

int close(int fd) {
  if (kind_at(fd)) atomic_store(&descriptors[fd].kind, 0);
  return REAL(close)(fd);
}

int unlink(const char *path) {
  int effect = struck(op_unlink, kind_of(path));
  if (fails(effect)) return errno = atomic_load(&control->error), -1;
  int result = REAL(unlink)(path);
  if (!result && kind_of(path)) note_name(op_unlink, path, 0, 0);
  if (effect >= kill_after) kill(getpid(), SIGKILL);
  return result;
}

static int renamed(int result, const char *from, const char *to, int effect) {
  if (!result && kind_of(to)) note_name(op_rename, from, to, 0);
  if (effect >= kill_after) kill(getpid(), SIGKILL);
  return result;
}

int rename(const char *from, const char *to) {
  int effect = struck(op_rename, kind_of(to));
  if (fails(effect)) return errno = atomic_load(&control->error), -1;
  return renamed(REAL(rename)(from, to), from, to, effect);
}

// MARK: bytes

static ssize_t put(int fd, const void *bytes, size_t length, off64_t at, int whole) {
  int kind = kind_at(fd);
  int effect = struck(op_write, kind);
  if (fails(effect)) return errno = atomic_load(&control->error), -1;
  size_t count = effect == kill_halfway ? length / 2 : length;
  pthread_mutex_lock(&lock);
  ssize_t done = whole ? syscall(SYS_write, fd, bytes, count)
                       : syscall(SYS_pwrite64, fd, bytes, count, at);
  if (done > 0) {
    off64_t end = whole ? lseek64(fd, 0, SEEK_CUR) : 0;
    note(op_write, inode_at(fd), whole ? (uint64_t)(end - done) : (uint64_t)at, bytes, done);
  }
  pthread_mutex_unlock(&lock);
  if (effect >= kill_after) kill(getpid(), SIGKILL);
  return done;
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) {
  if (!kind_at(fd)) return syscall(SYS_pwrite64, fd, bytes, length, at);
  return put(fd, bytes, length, at, 0);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) {
  return pwrite(fd, bytes, length, at);
}

ssize_t write(int fd, const void *bytes, size_t length) {
  if (!kind_at(fd)) return syscall(SYS_write, fd, bytes, length);
  return put(fd, bytes, length, 0, 1);
}

ssize_t pread(int fd, void *bytes, size_t length, off_t at) {
  if (fails(struck(op_read, kind_at(fd)))) return errno = atomic_load(&control->error), -1;
  return syscall(SYS_pread64, fd, bytes, length, at);
}

ssize_t pread64(int fd, void *bytes, size_t length, off64_t at) {
  return pread(fd, bytes, length, at);
}

int ftruncate(int fd, off_t length) {
  int effect = struck(op_truncate, kind_at(fd));
  if (fails(effect)) return errno = atomic_load(&control->error), -1;
  pthread_mutex_lock(&lock);
  int result = syscall(SYS_ftruncate, fd, length);
  if (!result && kind_at(fd)) note(op_truncate, inode_at(fd), length, 0, 0);
  pthread_mutex_unlock(&lock);
  if (effect >= kill_after) kill(getpid(), SIGKILL);
  return result;
}

int ftruncate64(int fd, off64_t length) { return ftruncate(fd, length); }

static int synced(int fd, int number) {
  int effect = struck(op_sync, kind_at(fd));
  if (fails(effect)) return errno = atomic_load(&control->error), -1;
  pthread_mutex_lock(&lock);
  // What is tested is the order of the calls; a test of many rounds may spare the disk.
  int result = getenv("FAULTS_SPARE_DISK") ? 0 : syscall(number, fd);
  if (!result && kind_at(fd)) note(op_sync, inode_at(fd), 0, 0, 0);
  pthread_mutex_unlock(&lock);
  if (effect >= kill_after) kill(getpid(), SIGKILL);
  return result;
}

int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

static void note_answer(const void *bytes, size_t length) {
  if (trace < 0) return;
  pthread_mutex_lock(&lock);
  note(op_answer, 0, 0, bytes, length);
  pthread_mutex_unlock(&lock);
}

ssize_t send(int fd, const void *bytes, size_t length, int flags) {
  note_answer(bytes, length);
  return syscall(SYS_sendto, fd, bytes, length, flags, 0, 0);
}

// MARK: the clock

int clock_gettime(clockid_t clock, struct timespec *now) {
  static __typeof__(&clock_gettime) real;
  if (!real) real = REAL(clock_gettime);
  int result = real(clock, now);
  if (!result && clock == CLOCK_REALTIME) now->tv_sec += atomic_load(&control->clock_seconds);
  return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  (void)zone;
  struct timespec moment;
  if (clock_gettime(CLOCK_REALTIME, &moment)) return -1;
  now->tv_sec = moment.tv_sec;
  now->tv_usec = moment.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *out) {
  struct timespec moment;
  clock_gettime(CLOCK_REALTIME, &moment);
  if (out) *out = moment.tv_sec;
  return moment.tv_sec;
}
