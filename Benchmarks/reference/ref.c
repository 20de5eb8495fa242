// The C reference: what this machine can do when a server does nothing but the work itself.
//
// Two threads, one epoll set each; keep-alive and pipelining; SQLite read inline with prepared
// statements, written by one thread in group commits with synchronous=FULL. It parses just enough
// to find the end of a request: no authentication, validation, limits, time-outs, audit of reads,
// request ids or metrics. It trusts its client and listens on loopback only.
//
//   ref PORT PEERS.sqlite [FULL.sqlite]
//
//   GET  /health/live   a constant
//   GET  /one/{i}       one row of thirteen columns by its primary key
//   GET  /list          fifty such rows from an index
//   POST /referrals     one row with two indexes, one audit row; answered when durable
//   POST /full          the rows and b-trees of the product's own submit, in the product's schema
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { LOOPS = 2, EVENTS = 256, INPUT_BYTES = 4096, GROUP_JOBS_MAX = 512 };

typedef struct { const char *at; size_t count; } Text;
typedef struct { char *at; size_t count, room; } Bytes;

typedef struct Loop Loop;

typedef struct {
  Loop *loop;
  int fd;
  bool busy;               // a job of this connection is with the writer
  bool closed;             // closed while busy: freed when the answer comes
  size_t have, sent;
  Bytes unsent;            // what the socket did not take
  char input[INPUT_BYTES];
} Connection;

typedef struct Job {
  struct Job *next;
  Connection *connection;
  bool full;
  Text reference, receiver, urgency, needs, reason, subject, basis, key;   // into body
  int answerCount;
  char answer[256];
  char body[];
} Job;

struct Loop {
  int epoll, listener, wake;
  sqlite3 *database;
  sqlite3_stmt *one, *list;
  Bytes output;
  pthread_mutex_t lock;
  Job *answered;
};

static Loop loops[LOOPS];
static struct {
  pthread_mutex_t lock;
  pthread_cond_t filled;
  Job *first, **last;
} queue = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, NULL, &queue.first };
static const char *peersPath, *fullPath;

static void die(const char *what, const char *why) {
  fprintf(stderr, "ref: %s: %s\n", what, why);
  exit(1);
}

// ---------------------------------------------------------------------------------------- bytes

static char *reserve(Bytes *bytes, size_t more) {
  if (bytes->room < bytes->count + more) {
    bytes->room = (bytes->count + more) * 2;
    bytes->at = realloc(bytes->at, bytes->room);
    if (!bytes->at) die("memory", "none left");
  }
  return bytes->at + bytes->count;
}

static void put(Bytes *bytes, const char *from, size_t count) {
  memcpy(reserve(bytes, count), from, count);
  bytes->count += count;
}

#define PUT(bytes, literal) put(bytes, literal, sizeof(literal) - 1)

static void putNumber(Bytes *bytes, int64_t value) {                // never negative here
  char digits[20], *at = digits + sizeof digits;
  do *--at = (char)('0' + value % 10); while (value /= 10);
  put(bytes, at, (size_t)(digits + sizeof digits - at));
}

static void putString(Bytes *bytes, const unsigned char *from, size_t count) {
  reserve(bytes, count * 6 + 2);
  bytes->at[bytes->count++] = '"';
  size_t clean = 0;
  for (size_t i = 0; i < count; i++) {
    if (from[i] >= 0x20 && from[i] != '"' && from[i] != '\\') continue;
    put(bytes, (const char *)from + clean, i - clean);
    clean = i + 1;
    bytes->count += (size_t)sprintf(reserve(bytes, 8), "\\u%04x", from[i]);
  }
  put(bytes, (const char *)from + clean, count - clean);
  reserve(bytes, 1)[0] = '"';
  bytes->count++;
}

// ------------------------------------------------------------------------------------- database

static sqlite3 *openDatabase(const char *path, bool writes) {
  sqlite3 *database = NULL;
  int flags = (writes ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(path, &database, flags, NULL) != SQLITE_OK)
    die(path, database ? sqlite3_errmsg(database) : "cannot open");
  const char *settings = writes
    ? "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA wal_autocheckpoint=4000;"
      "PRAGMA cache_size=-65536"
    : "PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=-16384";
  if (sqlite3_exec(database, settings, NULL, NULL, NULL) != SQLITE_OK)
    die(path, sqlite3_errmsg(database));
  return database;
}

static sqlite3_stmt *prepare(sqlite3 *database, const char *sql) {
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (code != SQLITE_OK) die(sql, sqlite3_errmsg(database));
  return statement;
}

static bool run(sqlite3_stmt *statement) {
  int code = sqlite3_step(statement);
  sqlite3_reset(statement);
  return code == SQLITE_DONE;
}

static void bindText(sqlite3_stmt *statement, int index, Text text) {
  sqlite3_bind_text(statement, index, text.at, (int)text.count, SQLITE_STATIC);
}

// The columns of a record, in the order of the statement, as they are named in JSON.
#define COLUMNS "id, reference, receiver, sender, urgency, status, needs, reason, subject, basis," \
  " version, created_at, response_due"
static const struct {
  const char *label;
  size_t count;
  enum { NUMBER, TEXT, RAW } kind;
} columns[] = {
#define COLUMN(label, kind) { label, sizeof(label) - 1, kind }
  COLUMN("{\"id\":", NUMBER), COLUMN(",\"reference\":", TEXT), COLUMN(",\"receiver\":", TEXT),
  COLUMN(",\"sender\":", TEXT), COLUMN(",\"urgency\":", TEXT), COLUMN(",\"status\":", TEXT),
  COLUMN(",\"needs\":", RAW), COLUMN(",\"reason\":", TEXT), COLUMN(",\"subject\":", RAW),
  COLUMN(",\"basis\":", RAW), COLUMN(",\"version\":", NUMBER),
  COLUMN(",\"created_at\":", NUMBER), COLUMN(",\"response_due\":", NUMBER) };

static void putRow(Bytes *bytes, sqlite3_stmt *statement) {
  for (int i = 0; i < (int)(sizeof columns / sizeof *columns); i++) {
    put(bytes, columns[i].label, columns[i].count);
    if (columns[i].kind == NUMBER) {
      putNumber(bytes, sqlite3_column_int64(statement, i));
      continue;
    }
    const unsigned char *text = sqlite3_column_text(statement, i);
    size_t count = (size_t)sqlite3_column_bytes(statement, i);
    if (columns[i].kind == RAW) put(bytes, (const char *)text, count);
    else putString(bytes, text, count);
  }
  PUT(bytes, "}");
}

// -------------------------------------------------------------------------------------- answers

static const char notFound[] = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
static const char live[] =
  "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n"
  "{\"status\":\"ok\"}";

// The head is written with room for the length, which is known once the body is there.
#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length:       "

static void answerRows(Loop *loop, sqlite3_stmt *statement, bool list) {
  Bytes *out = &loop->output;
  size_t start = out->count;
  PUT(out, HEAD "\r\n\r\n");
  size_t body = out->count;
  int rows = 0;
  if (list) PUT(out, "{\"items\":[");
  while (sqlite3_step(statement) == SQLITE_ROW) {
    if (rows++) PUT(out, ",");
    putRow(out, statement);
  }
  sqlite3_reset(statement);
  if (list) PUT(out, "],\"next\":null}");
  if (!rows && !list) {
    out->count = start;
    PUT(out, notFound);
    return;
  }
  char length[8];
  snprintf(length, sizeof length, "%6zu", out->count - body);
  memcpy(out->at + start + sizeof(HEAD) - 7, length, 6);
}

// ----------------------------------------------------------------------------------------- jobs

// The raw JSON after "name": a string without its quotes, or an object or list with its brackets.
static Text member(Text body, const char *name) {
  Text none = { NULL, 0 };
  const char *end = body.at + body.count;
  const char *at = memmem(body.at, body.count, name, strlen(name));
  if (!at) return none;
  at += strlen(name);
  while (at < end && (*at == ' ' || *at == ':')) at++;
  if (at == end) return none;
  bool quoted = *at == '"';
  const char *from = quoted ? at + 1 : at;
  bool inside = false;
  for (int depth = 0; at < end; at++) {
    if (*at == '\\') at++;
    else if (*at == '"') {
      if (quoted && inside) return (Text){ from, (size_t)(at - from) };
      inside = !inside;
    } else if (!inside && (*at == '{' || *at == '[')) depth++;
    else if (!inside && (*at == '}' || *at == ']') && --depth == 0)
      return (Text){ from, (size_t)(at + 1 - from) };
  }
  return none;
}

static Text headerField(Text head, const char *name) {
  const char *at = strcasestr(head.at, name);
  if (!at || at >= head.at + head.count) return (Text){ "", 0 };
  at += strlen(name);
  while (*at == ' ') at++;
  return (Text){ at, strcspn(at, "\r") };
}

static bool enqueue(Connection *connection, Text head, Text body, bool full) {
  Text key = headerField(head, "\nIdempotency-Key:");
  Job *job = malloc(sizeof *job + body.count + key.count + 1);
  if (!job) die("memory", "none left");
  *job = (Job){ .connection = connection, .full = full };
  memcpy(job->body, body.at, body.count);
  memcpy(job->body + body.count, key.at, key.count);
  Text copy = { job->body, body.count };
  job->key = (Text){ job->body + body.count, key.count };
  job->reference = member(copy, "\"reference\"");
  job->receiver = member(copy, "\"receiver\"");
  job->urgency = member(copy, "\"urgency\"");
  job->needs = member(copy, "\"needs\"");
  job->reason = member(copy, "\"reason\"");
  job->subject = member(copy, "\"subject\"");
  job->basis = member(copy, "\"basis\"");
  if (!job->reference.at || !job->receiver.at || !job->urgency.at || !job->needs.at
      || !job->reason.at || !job->subject.at || !job->basis.at) {
    free(job);
    return false;
  }
  connection->busy = true;
  pthread_mutex_lock(&queue.lock);
  bool wasEmpty = !queue.first;
  *queue.last = job;
  queue.last = &job->next;
  pthread_mutex_unlock(&queue.lock);
  if (wasEmpty) pthread_cond_signal(&queue.filled);
  return true;
}

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_REALTIME, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

// xorshift128+, seeded once: cheap, and unlike each other is all that is asked of it.
static uint64_t randomWord(void) {
  static uint64_t state[2];
  if (!state[0] && getrandom(state, sizeof state, 0) != sizeof state) die("getrandom", "short");
  uint64_t a = state[0], b = state[1];
  state[0] = b;
  a ^= a << 23;
  state[1] = a ^ b ^ (a >> 17) ^ (b >> 26);
  return state[1] + b;
}

static void makeID(unsigned char id[16], int64_t at) {                            // UUIDv7
  uint64_t words[2] = { randomWord(), randomWord() };
  memcpy(id, words, 16);
  for (int i = 0; i < 6; i++) id[i] = (unsigned char)(at >> (40 - 8 * i));
  id[6] = 0x70 | (id[6] & 0x0F);
  id[8] = 0x80 | (id[8] & 0x3F);
}

static void hex(char *to, const unsigned char *from, size_t count) {
  for (size_t i = 0; i < count; i++) sprintf(to + 2 * i, "%02x", from[i]);
}

static void answer(Job *job, const char *status, const char *id) {
  int body = (int)strlen(id) + (int)(sizeof "{\"id\":\"\",\"status\":\"requested\"}") - 1;
  job->answerCount = snprintf(job->answer, sizeof job->answer,
    "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    "{\"id\":\"%s\",\"status\":\"requested\"}", status, body, id);
}

// --------------------------------------------------------------------------------------- writer

static sqlite3 *peers, *full;
static sqlite3_stmt *peersReferral, *peersAudit;
static sqlite3_stmt *fullReferral, *fullEvent, *fullAudit, *fullHead, *fullIdempotency;
static int64_t auditSequence;

static void prepareWriter(void) {
  peers = openDatabase(peersPath, true);
  peersReferral = prepare(peers,
    "INSERT INTO referral (reference, receiver, sender, urgency, status, needs, reason, subject,"
    " basis, version, created_at, response_due)"
    " VALUES (?1, ?2, 'bench', ?3, 'requested', ?4, ?5, ?6, ?7, 1, ?8, ?8 + 86400000)");
  peersAudit = prepare(peers,
    "INSERT INTO audit (at, actor, action, entry) VALUES (?1, 'bench', 'referral.create', ?2)");
  if (!fullPath) return;
  full = openDatabase(fullPath, true);
  // The parents are rows whose id is sixteen times the byte 01 (driver/databases.py).
  fullReferral = prepare(full,
    "INSERT INTO referral (id, number, board_id, sender_partner_id, author, reference,"
    " request_hash, receiver_board_id, receiver_unit_id, receiver_entrance_id, subject, needs,"
    " reason, urgency, basis, disclosure_stage, disclosure_reason, status, response_due,"
    " submitted_at, created_at, changed_at) VALUES (?1, ?2, ?3, ?3, 'key:bench', ?4, ?5, ?3, ?3,"
    " ?3, ?6, ?7, ?8, ?9, ?10, 'need', 'at_accept', 'requested', ?11 + 86400000, ?11, ?11, ?11)");
  fullEvent = prepare(full,
    "INSERT INTO referral_event (referral_id, id, step, from_status, to_status, at, actor,"
    " actor_name, side) VALUES (?1, ?2, 'submit', 'draft', 'requested', ?3, 'key:bench',"
    " 'Kontorets skript', 'sender')");
  fullAudit = prepare(full, "INSERT INTO audit (seq, entry, hash) VALUES (?1, ?2, ?3)");
  fullHead = prepare(full, "UPDATE audit_head SET seq = ?1, hash = ?2 WHERE one = 1");
  fullIdempotency = prepare(full,
    "INSERT INTO idempotency (caller, key, request_hash, status, reference, created_at)"
    " VALUES ('key:bench', ?1, ?2, 201, ?3, ?4)");
  sqlite3_stmt *last = prepare(full, "SELECT coalesce(max(seq), 0) FROM audit");
  if (sqlite3_step(last) == SQLITE_ROW) auditSequence = sqlite3_column_int64(last, 0);
  sqlite3_finalize(last);
}

// The unique index is met first, so a refused insert leaves nothing to undo.
static void writePeers(Job *job) {
  int64_t at = now();
  Text *columns[] = { &job->reference, &job->receiver, &job->urgency, &job->needs, &job->reason,
    &job->subject, &job->basis };
  for (int i = 0; i < 7; i++) bindText(peersReferral, i + 1, *columns[i]);
  sqlite3_bind_int64(peersReferral, 8, at);
  if (!run(peersReferral)) return answer(job, "409 Conflict", "");
  char id[24], entry[160];
  snprintf(id, sizeof id, "%lld", (long long)sqlite3_last_insert_rowid(peers));
  int count = snprintf(entry, sizeof entry, "{\"at\":%lld,\"actor\":\"bench\",\"action\":"
    "\"referral.create\",\"subjects\":[\"%s\"]}", (long long)at, id);
  sqlite3_bind_int64(peersAudit, 1, at);
  bindText(peersAudit, 2, (Text){ entry, (size_t)count });
  answer(job, run(peersAudit) ? "201 Created" : "500 Internal Server Error", id);
}

static void writeFull(Job *job) {
  static unsigned char parent[16];
  memset(parent, 1, sizeof parent);
  int64_t at = now();
  unsigned char id[16], event[16], hash[32];
  makeID(id, at);
  makeID(event, at);
  for (int i = 0; i < 4; i++) memcpy(hash + 8 * i, &(uint64_t){ randomWord() }, 8);
  char number[24], idText[33] = "", hashText[65] = "", entry[640];
  int numberCount = snprintf(number, sizeof number, "R-2026-%010llX",
    (unsigned long long)randomWord() & 0xFFFFFFFFFF);
  hex(idText, id, 16);
  hex(hashText, hash, 32);

  sqlite3_bind_blob(fullReferral, 1, id, 16, SQLITE_STATIC);
  bindText(fullReferral, 2, (Text){ number, (size_t)numberCount });
  sqlite3_bind_blob(fullReferral, 3, parent, 16, SQLITE_STATIC);
  bindText(fullReferral, 4, job->reference);
  sqlite3_bind_blob(fullReferral, 5, hash, 32, SQLITE_STATIC);
  bindText(fullReferral, 6, job->subject);
  bindText(fullReferral, 7, job->needs);
  bindText(fullReferral, 8, job->reason);
  bindText(fullReferral, 9, job->urgency);
  bindText(fullReferral, 10, job->basis);
  sqlite3_bind_int64(fullReferral, 11, at);
  if (!run(fullReferral)) return answer(job, "409 Conflict", "");

  sqlite3_bind_blob(fullEvent, 1, id, 16, SQLITE_STATIC);
  sqlite3_bind_blob(fullEvent, 2, event, 16, SQLITE_STATIC);
  sqlite3_bind_int64(fullEvent, 3, at);
  int count = snprintf(entry, sizeof entry,
    "{\"at\":\"2026-11-23T22:14:05.123Z\",\"actor\":\"k3f9bench\",\"actorKind\":\"key\","
    "\"roles\":[\"partner-sender\",\"partner-handler\"],\"purpose\":\"casework\","
    "\"action\":\"referral.create\",\"outcome\":\"done\",\"subjects\":[\"%s\"],"
    "\"boards\":[\"01010101-0101-0101-0101-010101010101\"],\"fields\":[\"need\",\"subject\"],"
    "\"request\":\"%.32s\",\"address\":\"127.0.0.1\"}", idText, hashText);
  sqlite3_bind_int64(fullAudit, 1, auditSequence + 1);
  bindText(fullAudit, 2, (Text){ entry, (size_t)count });
  bindText(fullAudit, 3, (Text){ hashText, 64 });
  sqlite3_bind_int64(fullHead, 1, auditSequence + 1);
  bindText(fullHead, 2, (Text){ hashText, 64 });
  bindText(fullIdempotency, 1, job->key);
  sqlite3_bind_blob(fullIdempotency, 2, hash, 32, SQLITE_STATIC);
  bindText(fullIdempotency, 3, (Text){ idText, 32 });
  sqlite3_bind_int64(fullIdempotency, 4, at);
  bool done = run(fullEvent) && run(fullAudit) && run(fullHead)
    && (job->key.count == 0 || run(fullIdempotency));
  if (done) auditSequence++;
  answer(job, done ? "201 Created" : "500 Internal Server Error", idText);
}

static void execute(sqlite3 *database, const char *sql) {
  if (sqlite3_exec(database, sql, NULL, NULL, NULL) != SQLITE_OK)
    die(sql, sqlite3_errmsg(database));
}

// One group: a transaction per database that it touches, and one wake-up per loop.
static void writeGroup(Job *group) {
  bool began[2] = { false, false };
  for (Job *job = group; job; job = job->next) {
    if (!began[job->full]) execute(job->full ? full : peers, "BEGIN IMMEDIATE");
    began[job->full] = true;
    if (job->full) writeFull(job);
    else writePeers(job);
  }
  if (began[0]) execute(peers, "COMMIT");
  if (began[1]) execute(full, "COMMIT");
  Job *perLoop[LOOPS] = { NULL };
  for (Job *job = group, *next; job; job = next) {
    next = job->next;
    Job **list = &perLoop[job->connection->loop - loops];
    job->next = *list;
    *list = job;
  }
  for (int i = 0; i < LOOPS; i++) {
    if (!perLoop[i]) continue;
    Job *last = perLoop[i];
    while (last->next) last = last->next;
    pthread_mutex_lock(&loops[i].lock);
    last->next = loops[i].answered;
    loops[i].answered = perLoop[i];
    pthread_mutex_unlock(&loops[i].lock);
    eventfd_write(loops[i].wake, 1);
  }
}

static void *runWriter(void *unused) {
  for (;;) {
    pthread_mutex_lock(&queue.lock);
    while (!queue.first) pthread_cond_wait(&queue.filled, &queue.lock);
    Job *group = queue.first, *last = group;
    for (int i = 1; i < GROUP_JOBS_MAX && last->next; i++) last = last->next;
    queue.first = last->next;
    if (!queue.first) queue.last = &queue.first;
    last->next = NULL;
    pthread_mutex_unlock(&queue.lock);
    writeGroup(group);
  }
  return unused;
}

// ---------------------------------------------------------------------------------- connections

static void destroy(Connection *connection) {
  free(connection->unsent.at);
  free(connection);
}

static void closeConnection(Connection *connection) {
  close(connection->fd);
  connection->closed = true;
  if (!connection->busy) destroy(connection);
}

static void watch(Connection *connection, int operation, uint32_t events) {
  struct epoll_event event = { .events = events, .data.ptr = connection };
  epoll_ctl(connection->loop->epoll, operation, connection->fd, &event);
}

// Sends the loop's output; what the socket does not take waits.
static void flush(Connection *connection) {
  Bytes *out = &connection->loop->output;
  if (!out->count) return;
  if (connection->unsent.count) {                         // keeps the order
    put(&connection->unsent, out->at, out->count);
    out->count = 0;
    return;
  }
  ssize_t sent = send(connection->fd, out->at, out->count, MSG_NOSIGNAL);
  if (sent < 0 && errno != EAGAIN) {
    out->count = 0;
    return closeConnection(connection);
  }
  size_t taken = sent < 0 ? 0 : (size_t)sent;
  if (taken < out->count) {
    put(&connection->unsent, out->at + taken, out->count - taken);
    watch(connection, EPOLL_CTL_MOD, EPOLLOUT);
  }
  out->count = 0;
}

// Answers one request at `at`; the bytes it took, 0 when it is not whole, -1 when it cannot be.
static ssize_t answerOne(Connection *connection, char *at, size_t count) {
  Loop *loop = connection->loop;
  char *end = memmem(at, count, "\r\n\r\n", 4);
  if (!end) return count == INPUT_BYTES ? -1 : 0;
  size_t head = (size_t)(end + 4 - at);
  if (!memcmp(at, "GET ", 4)) {
    const char *path = at + 4;
    if (!memcmp(path, "/health/live ", 13)) PUT(&loop->output, live);
    else if (!memcmp(path, "/one/", 5)) {
      sqlite3_bind_int64(loop->one, 1, atoll(path + 5));
      answerRows(loop, loop->one, false);
    } else if (!memcmp(path, "/list ", 6)) answerRows(loop, loop->list, true);
    else PUT(&loop->output, notFound);
    return (ssize_t)head;
  }
  *end = 0;                                               // strcasestr stops at the head's end
  Text fields = { at, head - 4 };
  Text length = headerField(fields, "\nContent-Length:");
  size_t body = length.count ? strtoul(length.at, NULL, 10) : 0;
  if (head + body > INPUT_BYTES) return -1;
  if (head + body > count) {
    *end = '\r';
    return 0;
  }
  bool isFull = !memcmp(at, "POST /full ", 11);
  bool isKnown = isFull ? fullPath != NULL : !memcmp(at, "POST /referrals ", 16);
  if (!isKnown) PUT(&loop->output, notFound);
  else if (!enqueue(connection, fields, (Text){ at + head, body }, isFull))
    PUT(&loop->output, "HTTP/1.1 422 Unprocessable Content\r\nContent-Length: 0\r\n\r\n");
  return (ssize_t)(head + body);
}

// Answers every whole request that has come, until one is with the writer or output waits.
static void answerAll(Connection *connection) {
  size_t at = 0;
  while (!connection->busy && !connection->unsent.count && at < connection->have) {
    ssize_t took = answerOne(connection, connection->input + at, connection->have - at);
    if (took < 0) {
      connection->loop->output.count = 0;
      return closeConnection(connection);
    }
    if (took == 0) break;
    at += (size_t)took;
  }
  connection->have -= at;
  memmove(connection->input, connection->input + at, connection->have);
  flush(connection);
}

static void readable(Connection *connection) {
  size_t room = INPUT_BYTES - connection->have;
  if (!room) return;
  ssize_t got = recv(connection->fd, connection->input + connection->have, room, 0);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) return closeConnection(connection);
  connection->have += (size_t)got;
  if (!connection->busy) answerAll(connection);
}

static void writable(Connection *connection) {
  Bytes *unsent = &connection->unsent;
  ssize_t sent = send(connection->fd, unsent->at + connection->sent,
    unsent->count - connection->sent, MSG_NOSIGNAL);
  if (sent < 0 && errno == EAGAIN) return;
  if (sent < 0) return closeConnection(connection);
  connection->sent += (size_t)sent;
  if (connection->sent < unsent->count) return;
  connection->sent = unsent->count = 0;
  watch(connection, EPOLL_CTL_MOD, EPOLLIN);
  if (!connection->busy) answerAll(connection);
}

static void takeAnswers(Loop *loop) {
  eventfd_t count;
  eventfd_read(loop->wake, &count);
  pthread_mutex_lock(&loop->lock);
  Job *job = loop->answered;
  loop->answered = NULL;
  pthread_mutex_unlock(&loop->lock);
  for (Job *next; job; job = next) {
    next = job->next;
    Connection *connection = job->connection;
    connection->busy = false;
    if (connection->closed) destroy(connection);
    else {
      put(&loop->output, job->answer, (size_t)job->answerCount);
      answerAll(connection);
    }
    free(job);
  }
}

static void acceptAll(Loop *loop) {
  for (int fd; (fd = accept4(loop->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0;) {
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
    Connection *connection = malloc(sizeof *connection);
    if (!connection) die("memory", "none left");
    memset(connection, 0, offsetof(Connection, input));
    connection->loop = loop;
    connection->fd = fd;
    watch(connection, EPOLL_CTL_ADD, EPOLLIN);
  }
}

static void *runLoop(void *argument) {
  Loop *loop = argument;
  struct epoll_event events[EVENTS];
  for (;;) {
    bool woken = false;
    int count = epoll_wait(loop->epoll, events, EVENTS, -1);
    for (int i = 0; i < count; i++) {
      void *what = events[i].data.ptr;
      if (what == &loop->listener) acceptAll(loop);
      else if (what == &loop->wake) woken = true;
      else if (events[i].events & EPOLLOUT) writable(what);
      else readable(what);
    }
    if (woken) takeAnswers(loop);                         // last: it may free what has an event
  }
  return NULL;
}

// A listener per loop on one port: the kernel spreads the connections.
static void openLoop(Loop *loop, uint16_t port) {
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(port),
    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
  loop->listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  setsockopt(loop->listener, SOL_SOCKET, SO_REUSEADDR, &(int){ 1 }, sizeof(int));
  setsockopt(loop->listener, SOL_SOCKET, SO_REUSEPORT, &(int){ 1 }, sizeof(int));
  if (bind(loop->listener, (struct sockaddr *)&address, sizeof address))
    die("bind", strerror(errno));
  loop->epoll = epoll_create1(EPOLL_CLOEXEC);
  loop->wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  pthread_mutex_init(&loop->lock, NULL);
  struct epoll_event events[] = {
    { .events = EPOLLIN, .data.ptr = &loop->listener },
    { .events = EPOLLIN, .data.ptr = &loop->wake } };
  epoll_ctl(loop->epoll, EPOLL_CTL_ADD, loop->listener, &events[0]);
  epoll_ctl(loop->epoll, EPOLL_CTL_ADD, loop->wake, &events[1]);
  loop->database = openDatabase(peersPath, false);
  loop->one = prepare(loop->database, "SELECT " COLUMNS " FROM referral WHERE id = ?1");
  loop->list = prepare(loop->database, "SELECT " COLUMNS " FROM referral"
    " WHERE receiver = 'uppsala-list' ORDER BY created_at DESC LIMIT 50");
}

int main(int count, char **arguments) {
  if (count < 3) die("usage", "ref PORT PEERS.sqlite [FULL.sqlite]");
  signal(SIGPIPE, SIG_IGN);
  uint16_t port = (uint16_t)atoi(arguments[1]);
  peersPath = arguments[2];
  fullPath = count > 3 ? arguments[3] : NULL;
  prepareWriter();
  for (int i = 0; i < LOOPS; i++) openLoop(&loops[i], port);
  for (int i = 0; i < LOOPS; i++)
    if (listen(loops[i].listener, 1024)) die("listen", strerror(errno));
  pthread_t thread;
  pthread_create(&thread, NULL, runWriter, NULL);
  for (int i = 1; i < LOOPS; i++) pthread_create(&thread, NULL, runLoop, &loops[i]);
  printf("ref: http://127.0.0.1:%d\n", port);
  fflush(stdout);
  runLoop(&loops[0]);
}
