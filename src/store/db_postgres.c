/* db_postgres.c - PostgreSQL, by libpq.
 *
 * A statement goes as a text at first and is prepared on the server when it comes again.
 * Values travel as text. Texts of the web may hold what the server does not take:
 * malformed UTF-8 becomes U+FFFD, one for each run as the coder counts it, and NUL a
 * blank, so that positions in the text stay.
 */
#include <inttypes.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/utf8.h>

#include "db.h"

enum { MAX_PARAMETERS = 64, MAX_SENT = 250, ADVISORY_LOCK = 0x52415344 };

typedef struct parameter {
  char *data; /* kept from call to call */
  size_t capacity;
  bool set;
} parameter;

typedef struct statement {
  db *d;
  char *sql;
  char name[16]; /* "" as long as it is not prepared on the server */
  int n_runs;
  PGresult *result;
  int row;
  parameter parameters[MAX_PARAMETERS];
  int n_parameters;
} statement;

/* ---- failures ---- */

static bool failed(db *d, const PGresult *result) {
  const char *state =
      result != NULL ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
  const char *what =
      result != NULL ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
  if (PQstatus(d->handle) != CONNECTION_OK)
    return db_fail(d, RASID_ERROR_IO,
                   "%s: the connection was lost: what was committed is safe; see to the "
                   "server, then do the same again",
                   d->name);
  if (state == NULL) state = "";
  if (what == NULL) what = PQerrorMessage(d->handle);
  if (strcmp(state, "53100") == 0)
    return db_fail(
        d, RASID_ERROR_IO,
        "%s: the server has no space left: what was committed is safe; free some "
        "space, then do the same again",
        d->name);
  if (strcmp(state, "55P03") == 0 || strcmp(state, "40P01") == 0 ||
      strcmp(state, "40001") == 0)
    return db_fail(d, RASID_ERROR_IO,
                   "%s: another program is writing and did not end within %u ms: nothing "
                   "was changed; try again, or end that program",
                   d->name, d->busy_ms);
  if (strcmp(state, "42501") == 0 || strcmp(state, "25006") == 0)
    return db_fail(
        d, RASID_ERROR_IO,
        "%s: cannot be written to (%s): see the rights of the user on the server",
        d->name, what);
  return db_fail(d, RASID_ERROR_IO, "%s: %.300s", d->name, what);
}

/* ---- statements that are sent on without waiting ---- */

/* Waits for the answers to what was sent; false after a failure. */
static bool settle(db *d) {
  PGconn *server = d->handle;
  bool ok = true;
  if (d->n_sent == 0) return true;
  d->n_sent = 0;
  if (PQpipelineSync(server) != 1) ok = failed(d, NULL);
  while (ok || PQstatus(server) == CONNECTION_OK) {
    PGresult *result = PQgetResult(server);
    ExecStatusType status = PQresultStatus(result);
    if (result == NULL && PQstatus(server) != CONNECTION_OK) {
      ok = failed(d, NULL);
      break;
    }
    if (ok && (status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE) &&
        result != NULL)
      ok = failed(d, result);
    PQclear(result);
    if (status == PGRES_PIPELINE_SYNC) break;
  }
  PQexitPipelineMode(server);
  return ok;
}

static bool execute(db *d, const char *sql) {
  settle(d); /* its failure is kept; a rollback goes on */
  if (d->error.status != RASID_OK && strcmp(sql, "ROLLBACK") != 0) return false;
  PGresult *result = PQexec(d->handle, sql);
  ExecStatusType status = PQresultStatus(result);
  bool ok = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
  /* A transaction that cannot be committed is rolled back with no more than a word. */
  if (ok && strcmp(sql, "COMMIT") == 0 && strcmp(PQcmdStatus(result), "COMMIT") != 0)
    ok = db_fail(d, RASID_ERROR_IO, "%s: the transaction was taken back", d->name);
  if (!ok) failed(d, result);
  PQclear(result);
  return ok;
}

/* ---- statements ---- */

static void finish(void *handle) {
  statement *s = handle;
  if (s == NULL) return;
  PQclear(s->result);
  settle(s->d);
  if (s->name[0] != '\0' && PQstatus(s->d->handle) == CONNECTION_OK &&
      PQtransactionStatus(s->d->handle) != PQTRANS_INERROR) {
    char sql[40];
    snprintf(sql, sizeof sql, "DEALLOCATE %s", s->name);
    PQclear(PQexec(s->d->handle, sql));
  }
  for (int i = 0; i < MAX_PARAMETERS; i++) free(s->parameters[i].data);
  free(s->sql);
  free(s);
}

static void *prepare(db *d, const char *sql) {
  statement *s = calloc(1, sizeof *s);
  if (s == NULL || (s->sql = strdup(sql)) == NULL) {
    free(s);
    db_fail(d, RASID_ERROR_MEMORY, "out of memory for the store");
    return NULL;
  }
  s->d = d;
  s->row = -1;
  for (const char *p = strchr(sql, '$'); p != NULL; p = strchr(p + 1, '$')) {
    long n = strtol(p + 1, NULL, 10);
    if (n > s->n_parameters && n <= MAX_PARAMETERS) s->n_parameters = (int)n;
  }
  return s;
}

static void reset(void *handle) {
  statement *s = handle;
  PQclear(s->result);
  s->result = NULL;
  s->row = -1;
  for (int i = 0; i < s->n_parameters; i++) s->parameters[i].set = false;
}

/* Room for a value; NULL without memory. */
static char *room(statement *s, int i, size_t size) {
  parameter *p = &s->parameters[i - 1];
  if (p->capacity < size) {
    char *more = realloc(p->data, size + size / 2);
    if (more == NULL) return NULL;
    p->data = more;
    p->capacity = size + size / 2;
  }
  p->set = true;
  return p->data;
}

static bool bind_integer(void *s, int i, int64_t value) {
  char *to = room(s, i, 24);
  if (to != NULL) snprintf(to, 24, "%" PRId64, value);
  return to != NULL;
}

static bool bind_number(void *s, int i, double value) {
  char *to = room(s, i, 40);
  if (to != NULL) snprintf(to, 40, "%.17g", value);
  return to != NULL;
}

/* A copy that the server takes; `to` has room for three times its size. */
static void clean(rasid_text text, char *to) {
  int32_t n = 0, size = (int32_t)text.size;
  const uint8_t *from = (const uint8_t *)text.data;
  for (int32_t i = 0; i < size;) {
    UChar32 c;
    U8_NEXT_OR_FFFD(from, i, size, c);
    if (c == 0) c = ' ';
    U8_APPEND_UNSAFE((uint8_t *)to, n, (uint32_t)c);
  }
  to[n] = '\0';
}

static bool bind_text(void *s, int i, rasid_text text) {
  if (text.size > INT32_MAX / 4) return false;
  char *to = room(s, i, 3 * text.size + 1);
  if (to != NULL) clean(text, to);
  return to != NULL;
}

static void list_values(const statement *s, const char *values[MAX_PARAMETERS]) {
  for (int i = 0; i < s->n_parameters; i++)
    values[i] = s->parameters[i].set ? s->parameters[i].data : NULL;
}

static PGresult *run(statement *s, PGconn *server) {
  const char *values[MAX_PARAMETERS];
  list_values(s, values);
  if (s->name[0] == '\0' && s->n_runs++ > 0) {
    snprintf(s->name, sizeof s->name, "s%u", ++s->d->n_prepared);
    PGresult *result = PQprepare(server, s->name, s->sql, s->n_parameters, NULL);
    if (PQresultStatus(result) != PGRES_COMMAND_OK) {
      s->name[0] = '\0';
      return result;
    }
    PQclear(result);
  }
  if (s->name[0] == '\0')
    return PQexecParams(server, s->sql, s->n_parameters, NULL, values, NULL, NULL, 0);
  return PQexecPrepared(server, s->name, s->n_parameters, values, NULL, NULL, 0);
}

static bool step(db *d, void *handle, bool *row) {
  statement *s = handle;
  *row = false;
  if (s->result == NULL) {
    if (!settle(d)) return false;
    s->result = run(s, d->handle);
    ExecStatusType status = PQresultStatus(s->result);
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
      failed(d, s->result);
      return false;
    }
  }
  *row = ++s->row < PQntuples(s->result);
  return true;
}

static bool send(db *d, void *handle) {
  statement *s = handle;
  const char *values[MAX_PARAMETERS];
  bool row;
  if (s->name[0] == '\0') return step(d, s, &row); /* this prepares it */
  if (d->n_sent == 0 && PQenterPipelineMode(d->handle) != 1) return failed(d, NULL);
  list_values(s, values);
  d->n_sent++;
  if (PQsendQueryPrepared(d->handle, s->name, s->n_parameters, values, NULL, NULL, 0) !=
      1)
    return failed(d, NULL);
  return d->n_sent < MAX_SENT || settle(d);
}

static bool is_null(void *handle, int column) {
  statement *s = handle;
  return PQgetisnull(s->result, s->row, column) == 1;
}

static rasid_text text(void *handle, int column) {
  statement *s = handle;
  if (is_null(s, column)) return (rasid_text){NULL, 0};
  return (rasid_text){PQgetvalue(s->result, s->row, column),
                      (size_t)PQgetlength(s->result, s->row, column)};
}

/* Numbers of types of columns (pg_type.dat): what JSON shows without quotes. */
static bool is_text(void *handle, int column) {
  statement *s = handle;
  switch (PQftype(s->result, column)) {
    case 16:  /* bool */
    case 20:  /* int8 */
    case 21:  /* int2 */
    case 23:  /* int4 */
    case 700: /* float4 */
    case 701: /* float8 */
    case 1700: /* numeric */ return false;
    default: return !is_null(handle, column);
  }
}

static int64_t integer(void *handle, int column) {
  rasid_text value = text(handle, column);
  if (value.data == NULL) return 0;
  if (value.data[0] == 't') return 1;
  return strtoll(value.data, NULL, 10);
}

static double number(void *handle, int column) {
  rasid_text value = text(handle, column);
  return value.data != NULL ? strtod(value.data, NULL) : 0;
}

/* Before the first row is asked for there is no result to look at. */
static bool looked_at(statement *s) {
  bool row;
  if (s->result != NULL) return true;
  if (!step(s->d, s, &row)) return false;
  s->row = -1;
  return true;
}

static int n_columns(void *handle) {
  statement *s = handle;
  return looked_at(s) ? PQnfields(s->result) : 0;
}

static const char *column_name(void *handle, int column) {
  statement *s = handle;
  return looked_at(s) ? PQfname(s->result, column) : NULL;
}

static int64_t inserted(db *d, void *handle) {
  (void)d;
  statement *s = handle;
  return s->row < PQntuples(s->result) ? integer(s, 0) : 0;
}

static int64_t changed(db *d, void *handle) {
  (void)d;
  statement *s = handle;
  return strtoll(PQcmdTuples(s->result), NULL, 10);
}

static void close_server(db *d) {
  settle(d);
  PQfinish(d->handle);
  d->handle = NULL;
}

static const db_kind postgres = {
    .name = "postgresql",
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
    .close = close_server,
    .key = "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
    .id = " RETURNING id",
    .like = "ILIKE",
    .join = "string_agg",
    .match = "(SELECT version_id FROM report_words WHERE words @@ to_rasid_query(",
    .begin = "BEGIN; SELECT pg_advisory_xact_lock(1380012868)",
    .begin_reading = "BEGIN ISOLATION LEVEL REPEATABLE READ",
    .indexed = "SELECT version_id FROM report_words",
    .has_meta =
        "SELECT count(*) FROM information_schema.tables"
        " WHERE table_name = 'meta' AND table_schema = current_schema()",
    .tsvector = true,
    .parameter = '$',
};

_Static_assert(ADVISORY_LOCK == 1380012868, "the lock that writers take");

static void no_notice(void *context, const char *message) {
  (void)context;
  (void)message;
}

rasid_status db_open_postgres(db *d, const char *address, bool read_only, bool fast) {
  char sql[200];
  PGconn *server = PQconnectdb(address);
  d->kind = &postgres;
  d->handle = server;
  if (PQstatus(server) != CONNECTION_OK) {
    char reason[300];
    snprintf(reason, sizeof reason, "%s", PQerrorMessage(server));
    reason[strcspn(reason, "\n")] = '\0';
    db_fail(d, RASID_ERROR_IO, "%s: cannot be connected to: %s", d->name, reason);
    return d->error.status;
  }
  PQsetNoticeProcessor(server, no_notice, NULL);
  snprintf(sql, sizeof sql,
           "SET client_encoding = 'UTF8'; SET lock_timeout = %u;"
           " SET default_transaction_read_only = %s; SET synchronous_commit = %s",
           d->busy_ms, read_only ? "on" : "off", fast ? "off" : "on");
  execute(d, sql);
  return d->error.status;
}
