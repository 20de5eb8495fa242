// The system's SQLite, with wrappers for what Swift cannot import: variadic calls and macros.
#ifndef SAMVERKAN_CSQLITE_H
#define SAMVERKAN_CSQLITE_H
#include <sqlite3.h>
#include <sys/file.h>

static inline int samverkan_sqlite_memstatus_off(void) {
  return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
static inline int samverkan_sqlite_no_checkpoint_on_close(sqlite3 *db) {
  return sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}
static inline int samverkan_sqlite_defensive(sqlite3 *db) {
  return sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
}
static inline int samverkan_bind_text(sqlite3_stmt *s, int at, const char *bytes, int count) {
  return sqlite3_bind_text(s, at, bytes, count, SQLITE_TRANSIENT);
}
static inline int samverkan_bind_blob(sqlite3_stmt *s, int at, const void *bytes, int count) {
  return sqlite3_bind_blob(s, at, bytes, count, SQLITE_TRANSIENT);
}
// Exclusive advisory lock on an open descriptor (flock, not blocking); 0 when taken.
static inline int samverkan_sqlite_lock(int fd) { return flock(fd, LOCK_EX | LOCK_NB); }
#endif
