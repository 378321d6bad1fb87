/* db_sqlite.c - SQLite: a file. */
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db.h"
#include "fts_tokenizer.h"

/* "RASD": what a store calls itself in the header of its file. */
enum { APPLICATION_ID = 0x52415344 };

/* Says what a failed call means to whoever uses the store. */
static bool failed(db *d, int code) {
  sqlite3 *file = d->handle;
  const char *why = file != NULL ? sqlite3_errmsg(file) : sqlite3_errstr(code);
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return db_fail(
          d, RASID_ERROR_IO,
          "%s: another program is writing and did not end within %u ms: nothing "
          "was changed; try again, or end that program",
          d->name, d->busy_ms);
    case SQLITE_FULL:
      return db_fail(d, RASID_ERROR_IO,
                     "%s: no space is left: what was committed is safe; free some space, "
                     "then do the same again",
                     d->name);
    case SQLITE_READONLY:
      return db_fail(
          d, RASID_ERROR_IO,
          "%s: cannot be written to: see the permissions of the file and of its "
          "folder",
          d->name);
    case SQLITE_CANTOPEN:
      return db_fail(d, RASID_ERROR_IO, "%s: cannot be opened: %s", d->name,
                     errno != 0 ? strerror(errno) : why);
    case SQLITE_CORRUPT:
      return db_fail(
          d, RASID_ERROR_FORMAT,
          "%s: the file is damaged (%s): copy it away, then put back a backup, or "
          "recover what can be read with sqlite3's .recover",
          d->name, why);
    case SQLITE_NOTADB:
      return db_fail(d, RASID_ERROR_FORMAT, "%s: is no store, but another kind of file",
                     d->name);
    case SQLITE_NOMEM:
      return db_fail(d, RASID_ERROR_MEMORY, "%s: out of memory", d->name);
    case SQLITE_IOERR:
      return db_fail(
          d, RASID_ERROR_IO,
          "%s: reading or writing failed (%s): what was committed is safe; see to "
          "the disk, then do the same again",
          d->name, file != NULL ? sqlite3_errstr(sqlite3_extended_errcode(file)) : why);
    case SQLITE_TOOBIG:
      return db_fail(d, RASID_ERROR_LIMIT, "%s: a text is longer than a row may be",
                     d->name);
    default: return db_fail(d, RASID_ERROR_IO, "%s: %s", d->name, why);
  }
}

static bool execute(db *d, const char *sql) {
  errno = 0;
  int code = sqlite3_exec(d->handle, sql, NULL, NULL, NULL);
  return code == SQLITE_OK || failed(d, code);
}

static void *prepare(db *d, const char *sql) {
  sqlite3_stmt *s = NULL;
  int code = sqlite3_prepare_v3(d->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &s, NULL);
  if (code != SQLITE_OK) failed(d, code);
  return s;
}

static void finish(void *s) {
  sqlite3_finalize(s);
}

static void reset(void *s) {
  sqlite3_reset(s);
  sqlite3_clear_bindings(s);
}

static bool bind_integer(void *s, int i, int64_t value) {
  return sqlite3_bind_int64(s, i, value) == SQLITE_OK;
}

static bool bind_number(void *s, int i, double value) {
  return sqlite3_bind_double(s, i, value) == SQLITE_OK;
}

static bool bind_text(void *s, int i, rasid_text text) {
  return sqlite3_bind_text64(s, i, text.data, text.size, SQLITE_STATIC, SQLITE_UTF8) ==
         SQLITE_OK;
}

static bool step(db *d, void *s, bool *row) {
  errno = 0;
  int code = sqlite3_step(s);
  *row = code == SQLITE_ROW;
  if (code == SQLITE_ROW || code == SQLITE_DONE) return true;
  failed(d, code);
  sqlite3_reset(s);
  return false;
}

static bool send(db *d, void *s) {
  bool row;
  return step(d, s, &row);
}

static bool is_null(void *s, int column) {
  return sqlite3_column_type(s, column) == SQLITE_NULL;
}

static bool is_text(void *s, int column) {
  return sqlite3_column_type(s, column) == SQLITE_TEXT;
}

static rasid_text text(void *s, int column) {
  const char *data = (const char *)sqlite3_column_text(s, column);
  return (rasid_text){data, data != NULL ? (size_t)sqlite3_column_bytes(s, column) : 0};
}

static int64_t integer(void *s, int column) {
  return sqlite3_column_int64(s, column);
}

static double number(void *s, int column) {
  return sqlite3_column_double(s, column);
}

static int n_columns(void *s) {
  return sqlite3_column_count(s);
}

static const char *column_name(void *s, int column) {
  return sqlite3_column_name(s, column);
}

static int64_t inserted(db *d, void *s) {
  (void)s;
  return sqlite3_last_insert_rowid(d->handle);
}

static int64_t changed(db *d, void *s) {
  (void)s;
  return sqlite3_changes64(d->handle);
}

static void close_file(db *d) {
  sqlite3_close_v2(d->handle);
  d->handle = NULL;
}

static const db_kind sqlite = {
    .name = "sqlite",
    .execute = execute,
    .prepare = prepare,
    .finish = finish,
    .reset = reset,
    .bind_integer = bind_integer,
    .bind_number = bind_number,
    .bind_text = bind_text,
    .step = step,
    .send = send,
    .is_null = is_null,
    .is_text = is_text,
    .text = text,
    .integer = integer,
    .number = number,
    .n_columns = n_columns,
    .column_name = column_name,
    .inserted = inserted,
    .changed = changed,
    .close = close_file,
    .key = "INTEGER PRIMARY KEY",
    .id = "",
    .like = "LIKE",
    .join = "group_concat",
    .match = "(SELECT rowid FROM report_words WHERE report_words MATCH ",
    .begin = "BEGIN IMMEDIATE",
    .begin_reading = "BEGIN",
    .indexed = "SELECT id FROM report_words_docsize",
    .has_meta = "SELECT count(*) FROM sqlite_master WHERE name = 'meta'",
    .parameter = '?',
};

/* A new file is its owner's alone: it holds hashes of passwords, and texts under
 * copyright. SQLite gives the files beside it the same permissions. */
static bool make_file(db *d, const char *path) {
  int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0)
    return db_fail(d, RASID_ERROR_IO, "%s: cannot be opened: %s", path, strerror(errno));
  close(file);
  return true;
}

/* Is the file one that SQLite may be let at? An empty one becomes a store. */
static bool may_open(db *d, const char *path, bool create) {
  struct stat s;
  char head[16];
  if (stat(path, &s) != 0) {
    if (errno == ENOENT && create) return make_file(d, path);
    if (errno == ENOENT)
      return db_fail(d, RASID_ERROR_ARGUMENT,
                     "%s: there is no store: rasid store add makes one", path);
    return db_fail(d, RASID_ERROR_IO, "%s: cannot be opened: %s", path, strerror(errno));
  }
  if (S_ISDIR(s.st_mode))
    return db_fail(d, RASID_ERROR_ARGUMENT, "%s: is a folder: a store is a file", path);
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return db_fail(d, RASID_ERROR_IO, "%s: cannot be opened: %s", path, strerror(errno));
  ssize_t n = read(file, head, sizeof head);
  close(file);
  if (n == 0 || (n == 16 && memcmp(head, "SQLite format 3", 16) == 0)) return true;
  return db_fail(d, RASID_ERROR_FORMAT, "%s: is no store, but another kind of file",
                 path);
}

static bool pragma_integer(db *d, const char *sql, int64_t *value) {
  db_statement *s = db_prepare(d, sql);
  *value = 0;
  if (db_row(s)) *value = db_column_integer(s, 0);
  db_finish(s);
  return d->error.status == RASID_OK;
}

/* Another program's database is left alone. The tables are counted first: whoever makes
 * the store at the same time says whose it is before it makes any. */
static bool is_ours(db *d, bool *fresh) {
  int64_t application, n_tables;
  if (!pragma_integer(d, "SELECT count(*) FROM sqlite_master", &n_tables) ||
      !pragma_integer(d, "PRAGMA application_id", &application))
    return false;
  *fresh = n_tables == 0 && application == 0;
  if (*fresh || application == APPLICATION_ID) return true;
  return db_fail(d, RASID_ERROR_FORMAT,
                 "%s: is a database of another program, and no store", d->name);
}

/* Changing the journal's mode asks for a lock that SQLite does not wait for: where
 * several programs make one store it is asked for again until the others are through. */
static bool write_ahead(db *d) {
  enum { PAUSE_MS = 5 };
  int code = SQLITE_BUSY;
  errno = 0;
  sqlite3_busy_timeout(d->handle, 0); /* the waiting is counted here */
  for (uint64_t waited = 0; code == SQLITE_BUSY && waited <= d->busy_ms;
       waited += PAUSE_MS) {
    if (waited > 0) sqlite3_sleep(PAUSE_MS);
    code = sqlite3_exec(d->handle, "PRAGMA journal_mode=WAL", NULL, NULL, NULL) & 0xFF;
  }
  bool done = code == SQLITE_OK || failed(d, code);
  sqlite3_busy_timeout(d->handle, (int)d->busy_ms);
  return done;
}

static bool settle(db *d, bool fast, bool read_only, bool fresh) {
  if (fresh && !read_only && !(execute(d, "PRAGMA page_size=8192") && write_ahead(d)))
    return false;
  if (fresh) {
    char sql[64];
    snprintf(sql, sizeof sql, "PRAGMA application_id=%d", APPLICATION_ID);
    if (!read_only && !execute(d, sql)) return false;
  }
  return execute(d, fast ? "PRAGMA synchronous=NORMAL" : "PRAGMA synchronous=FULL") &&
         execute(d, "PRAGMA cache_size=-65536") &&
         execute(d, "PRAGMA temp_store=MEMORY") &&
         execute(d, "PRAGMA wal_autocheckpoint=8000");
}

rasid_status db_open_sqlite(db *d, const char *path, bool create, bool read_only,
                            bool fast, struct store_words *words) {
  sqlite3 *file = NULL;
  bool fresh;
  if (!may_open(d, path, create)) return d->error.status;
  int flags = (read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) |
              (create && !read_only ? SQLITE_OPEN_CREATE : 0) | SQLITE_OPEN_NOMUTEX;
  errno = 0;
  int code = sqlite3_open_v2(path, &file, flags, NULL);
  d->kind = &sqlite;
  d->handle = file;
  if (code != SQLITE_OK) {
    failed(d, code);
    return d->error.status;
  }
  sqlite3_extended_result_codes(file, 1);
  sqlite3_busy_timeout(file, (int)d->busy_ms);
  sqlite3_db_config(file, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  code = fts_tokenizer_register(file, words);
  if (code != SQLITE_OK) {
    db_fail(d, RASID_ERROR_IO, "%s: SQLite is here without FTS5: install libsqlite3-0",
            path);
    return d->error.status;
  }
  if (is_ours(d, &fresh)) settle(d, fast, read_only, fresh);
  return d->error.status;
}
