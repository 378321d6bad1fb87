/* db.c - one SQL for two databases: translation, statements that are kept, failures. */
#include "db.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool db_fail(db *d, rasid_status status, const char *format, ...) {
  if (d->error.status != RASID_OK) return false;
  va_list arguments;
  va_start(arguments, format);
  d->error.status = status;
  d->error.offset = 0;
  vsnprintf(d->error.message, sizeof d->error.message, format, arguments);
  va_end(arguments);
  return false;
}

void db_close(db *d) {
  if (d->kind == NULL) return;
  for (size_t i = 0; i < DB_KEPT; i++) {
    if (d->kept[i].statement == NULL) continue;
    d->kind->finish(d->kept[i].statement->handle);
    free(d->kept[i].statement);
    d->kept[i].statement = NULL;
  }
  d->kind->close(d);
  d->kind = NULL;
}

/* ---- translation ---- */

typedef struct word {
  const char *name;
  const char *to;
} word;

/* What the word at `at` becomes; `*size` of it there. */
static const char *translated(const db *d, const char *at, size_t *size) {
  const word words[] = {{"@KEY", d->kind->key},         {"@ID", d->kind->id},
                        {"@LIKE", d->kind->like},       {"@JOIN", d->kind->join},
                        {"@INDEXED", d->kind->indexed}, {"@MATCH", d->kind->match}};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    *size = strlen(words[i].name);
    if (strncmp(at, words[i].name, *size) == 0) return words[i].to;
  }
  return NULL;
}

/* A copy in the database's own words; NULL without memory. The end of `match` is put
 * behind its parameter. */
static char *translate(const db *d, const char *sql) {
  size_t capacity = 2 * strlen(sql) + 256, n = 0;
  char *copy = malloc(capacity);
  for (const char *s = sql; copy != NULL && *s != '\0';) {
    size_t size;
    const char *to = *s == '@' ? translated(d, s, &size) : NULL;
    if (n + 256 > capacity) {
      char *more = realloc(copy, capacity *= 2);
      if (more == NULL) free(copy);
      copy = more;
      continue;
    }
    if (to == NULL) {
      bool parameter = *s == '?' && isdigit((unsigned char)s[1]);
      copy[n++] = parameter ? d->kind->parameter : *s;
      s++;
      continue;
    }
    s += size;
    if (to == d->kind->match) {
      int length = snprintf(copy + n, 256, "%s%c", to, d->kind->parameter);
      n += length > 0 ? (size_t)length : 0;
      while (isdigit((unsigned char)*s)) copy[n++] = *s++;
      copy[n++] = ')';
      if (d->kind->tsvector) copy[n++] = ')';
    } else {
      size_t length = strlen(to);
      memcpy(copy + n, to, length);
      n += length;
    }
  }
  if (copy != NULL) copy[n] = '\0';
  return copy;
}

bool db_script(db *d, const char *sql) {
  char *copy = translate(d, sql);
  if (copy == NULL) return db_fail(d, RASID_ERROR_MEMORY, "out of memory for the store");
  bool ok = d->error.status == RASID_OK && d->kind->execute(d, copy);
  free(copy);
  return ok;
}

/* ---- statements ---- */

db_statement *db_prepare(db *d, const char *sql) {
  if (d->error.status != RASID_OK) return NULL;
  char *copy = translate(d, sql);
  db_statement *s = malloc(sizeof *s);
  if (copy == NULL || s == NULL) {
    db_fail(d, RASID_ERROR_MEMORY, "out of memory for the store");
    goto failed;
  }
  *s = (db_statement){.d = d, .handle = d->kind->prepare(d, copy)};
  if (s->handle == NULL) goto failed;
  free(copy);
  return s;

failed:
  free(copy);
  free(s);
  return NULL;
}

void db_finish(db_statement *s) {
  if (s == NULL) return;
  if (s->kept) {
    s->d->kind->reset(s->handle);
    return;
  }
  s->d->kind->finish(s->handle);
  free(s);
}

db_statement *db_get(db *d, const char *sql) {
  if (d->error.status != RASID_OK) return NULL;
  size_t i = ((uintptr_t)sql >> 3) * 0x9E3779B1u % DB_KEPT;
  for (size_t n = 0; n < DB_KEPT; n++, i = (i + 1) % DB_KEPT) {
    if (d->kept[i].sql == sql) {
      d->kind->reset(d->kept[i].statement->handle);
      return d->kept[i].statement;
    }
    if (d->kept[i].sql == NULL) break;
  }
  db_statement *s = db_prepare(d, sql);
  if (s == NULL || d->kept[i].sql != NULL) return s;
  s->kept = true;
  d->kept[i].sql = sql;
  d->kept[i].statement = s;
  return s;
}

static void bound(db_statement *s, bool ok) {
  if (!ok) db_fail(s->d, RASID_ERROR_MEMORY, "out of memory for the store");
}

void db_integer(db_statement *s, int i, int64_t value) {
  if (s != NULL) bound(s, s->d->kind->bind_integer(s->handle, i, value));
}

void db_integer_or_null(db_statement *s, int i, int64_t value) {
  if (s != NULL && value >= 0) db_integer(s, i, value);
}

void db_number(db_statement *s, int i, double value) {
  if (s != NULL && !isnan(value)) bound(s, s->d->kind->bind_number(s->handle, i, value));
}

void db_text(db_statement *s, int i, rasid_text text) {
  if (s != NULL && text.data != NULL) bound(s, s->d->kind->bind_text(s->handle, i, text));
}

void db_string(db_statement *s, int i, const char *text) {
  if (text != NULL) db_text(s, i, db_constant(text));
}

bool db_row(db_statement *s) {
  bool row = false;
  if (s == NULL || s->d->error.status != RASID_OK) return false;
  return s->d->kind->step(s->d, s->handle, &row) && row;
}

bool db_run(db_statement *s) {
  while (db_row(s)) continue;
  return s != NULL && s->d->error.status == RASID_OK;
}

void db_send(db_statement *s) {
  if (s != NULL && s->d->error.status == RASID_OK) s->d->kind->send(s->d, s->handle);
}

int64_t db_insert(db_statement *s) {
  bool row;
  if (s == NULL || s->d->error.status != RASID_OK ||
      !s->d->kind->step(s->d, s->handle, &row))
    return 0;
  int64_t id = s->d->kind->inserted(s->d, s->handle);
  s->d->kind->reset(s->handle);
  return id;
}

int64_t db_change(db_statement *s) {
  if (!db_run(s)) return -1;
  return s->d->kind->changed(s->d, s->handle);
}

bool db_is_null(db_statement *s, int column) {
  return s->d->kind->is_null(s->handle, column);
}

rasid_text db_column_text(db_statement *s, int column) {
  return s->d->kind->text(s->handle, column);
}

int64_t db_column_integer(db_statement *s, int column) {
  return s->d->kind->integer(s->handle, column);
}

double db_column_number(db_statement *s, int column) {
  return s->d->kind->number(s->handle, column);
}

/* ---- transactions ---- */

bool db_begin(db *d, bool writing) {
  return d->error.status == RASID_OK &&
         d->kind->execute(d, writing ? d->kind->begin : d->kind->begin_reading);
}

bool db_commit(db *d) {
  return d->error.status == RASID_OK && d->kind->execute(d, "COMMIT");
}

void db_rollback(db *d) {
  rasid_error error = d->error;
  d->error.status = RASID_OK;
  for (size_t i = 0; i < DB_KEPT; i++)
    if (d->kept[i].statement != NULL) d->kind->reset(d->kept[i].statement->handle);
  d->kind->execute(d, "ROLLBACK"); /* where there is none, nothing is lost */
  d->error = error;
  d->error.status = RASID_OK;
}
