/* store_copy.c - every row of a store into another, ids and all. */
#include <stdio.h>
#include <string.h>

#include "store_inside.h"

typedef struct table {
  const char *name;
  bool has_id;
} table;

/* In an order in which rows come behind those that they name. */
static const table tables[] = {{"runs", true},
                               {"sources", true},
                               {"reports", true},
                               {"versions", true},
                               {"records", true},
                               {"events", true},
                               {"parties", false},
                               {"tolls", true},
                               {"mentions", false},
                               {"incidents", true},
                               {"incident_parties", false},
                               {"episodes", true},
                               {"episode_events", false},
                               {"claims", true},
                               {"operations", true},
                               {"moves", true},
                               {"corrections", true},
                               {"comments", true},
                               {"users", true},
                               {"sessions", true},
                               {"searches", true},
                               {"audit", true},
                               {"purges", true}};

/* "INSERT INTO table (columns) VALUES (?1, …)" of what `from` has. */
static db_statement *make_insert(rasid_store *to, const char *name, db_statement *from,
                                 int n) {
  const db_kind *kind = from->d->kind;
  text_buffer *sql = &to->line;
  text_clear(sql);
  text_print(sql, "INSERT INTO %s (", name);
  for (int i = 0; i < n; i++)
    text_print(sql, "%s%s", i > 0 ? ", " : "", kind->column_name(from->handle, i));
  text_string(sql, ") VALUES (");
  for (int i = 0; i < n; i++) text_print(sql, "%s?%d", i > 0 ? ", " : "", i + 1);
  text_string(sql, ")");
  return sql->failed ? NULL : db_prepare(&to->d, text_of(sql).data);
}

static void copy_value(db_statement *from, db_statement *to, int i) {
  const db_kind *kind = from->d->kind;
  rasid_text text = db_column_text(from, i);
  if (text.data == NULL) return;
  if (kind->is_text(from->handle, i))
    db_text(to, i + 1, text);
  else if (strpbrk(text.data, ".eE") != NULL)
    db_number(to, i + 1, db_column_number(from, i));
  else
    db_integer(to, i + 1, db_column_integer(from, i));
}

/* Rows of a table; those with an id some at a time, so that no answer of a server is held
 * whole. */
static void copy_table(rasid_store *from, rasid_store *to, const table *t) {
  char sql[160];
  int64_t last = 0;
  bool more = true;
  while (more && to->d.error.status == RASID_OK && from->d.error.status == RASID_OK) {
    snprintf(sql, sizeof sql,
             t->has_id ? "SELECT * FROM %s WHERE id > ?1 ORDER BY id LIMIT 1000"
                       : "SELECT * FROM %s",
             t->name);
    db_statement *s = db_prepare(&from->d, sql);
    if (t->has_id) db_integer(s, 1, last);
    int n = s != NULL ? s->d->kind->n_columns(s->handle) : 0;
    db_statement *insert = n > 0 ? make_insert(to, t->name, s, n) : NULL;
    more = false;
    while (insert != NULL && db_row(s)) {
      to->d.kind->reset(insert->handle);
      for (int i = 0; i < n; i++) copy_value(s, insert, i);
      if (!db_run(insert)) break;
      if (t->has_id) last = db_column_integer(s, 0);
      more = t->has_id;
    }
    db_finish(insert);
    db_finish(s);
  }
}

/* The server gives out ids of its own from the last one on. */
static void set_sequence(rasid_store *to, const char *name) {
  char sql[200];
  snprintf(sql, sizeof sql,
           "SELECT setval(pg_get_serial_sequence('%s', 'id'),"
           " (SELECT coalesce(max(id), 0) + 1 FROM %s), false)",
           name, name);
  db_statement *s = db_prepare(&to->d, sql);
  db_run(s);
  db_finish(s);
}

rasid_status rasid_store_copy(rasid_store *from, rasid_store *to, rasid_error *error) {
  if (!store_enter(to, error)) return error ? error->status : RASID_ERROR_IO;
  bool empty = store_number(to, "SELECT count(*) FROM reports", 0, 0) == 0 &&
               store_number(to, "SELECT count(*) FROM users", 0, 0) == 0;
  /* One moment of what is copied, whoever writes meanwhile. */
  bool reading = empty && !from->begun && db_begin(&from->d, false);
  for (size_t i = 0; empty && i < sizeof tables / sizeof *tables; i++) {
    if (i == 0) db_script(&to->d, "DELETE FROM runs");
    copy_table(from, to, &tables[i]);
    if (to->d.kind->tsvector && tables[i].has_id) set_sequence(to, tables[i].name);
  }
  if (empty) index_rebuild(to);
  if (reading) db_commit(&from->d);
  rasid_error local;
  if (store_told(from, &local) != RASID_OK)
    db_fail(&to->d, local.status, "%s", local.message);
  rasid_status status = store_leave(to, error);
  if (status != RASID_OK || empty) return status;
  return store_error(error, RASID_ERROR_ARGUMENT,
                     "%s: holds reports already: copy into a new store", to->target);
}
