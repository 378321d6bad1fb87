/* store.c - opening a store, its schema, transactions and runs. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "store_incidents.h"

extern const char rasid_store_schema_1[];

/* Who acts by its own word, and who by that of others. */
static const char schema_2[] =
    "ALTER TABLE incident_parties ADD COLUMN n_claimed BIGINT NOT NULL DEFAULT 0;"
    "ALTER TABLE incident_parties ADD COLUMN n_blamed BIGINT NOT NULL DEFAULT 0;";

/* The report of the same incident that counts in place of a duplicate. */
static const char schema_3[] =
    "ALTER TABLE episodes ADD COLUMN duplicate_of BIGINT;"
    "ALTER TABLE claims ADD COLUMN duplicate_of BIGINT;";

/* The i-th takes a store from schema i to i + 1. */
static const char *const migrations[RASID_STORE_SCHEMA] = {rasid_store_schema_1, schema_2,
                                                           schema_3};

/* ---- small things ---- */

rasid_status store_error(rasid_error *error, rasid_status status, const char *format,
                         ...) {
  if (error != NULL) {
    va_list arguments;
    va_start(arguments, format);
    error->status = status;
    error->offset = 0;
    vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
  }
  return status;
}

store_time store_now(void) {
  store_time t = {""};
  time_t now = time(NULL);
  struct tm parts;
  if (gmtime_r(&now, &parts) != NULL)
    strftime(t.text, sizeof t.text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return t;
}

int64_t store_number(rasid_store *store, const char *sql, int64_t a, int64_t missing) {
  db_statement *s = db_get(&store->d, sql);
  if (strstr(sql, "?1") != NULL) db_integer(s, 1, a);
  int64_t n = db_row(s) && !db_is_null(s, 0) ? db_column_integer(s, 0) : missing;
  db_finish(s);
  return n;
}

void store_log(rasid_store *store, rasid_text who, const char *action, const char *target,
               int64_t target_id, rasid_text detail) {
  db_statement *s =
      db_get(&store->d,
             "INSERT INTO audit (at, who, action, target, target_id, detail)"
             " VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
  store_time now = store_now();
  db_string(s, 1, now.text);
  db_text(s, 2, who.data != NULL ? who : db_constant("rasid"));
  db_string(s, 3, action);
  db_string(s, 4, target != NULL ? target : "");
  db_integer_or_null(s, 5, target_id > 0 ? target_id : -1);
  db_text(s, 6, detail);
  db_run(s);
  db_finish(s);
}

/* ---- transactions ---- */

rasid_status store_told(rasid_store *store, rasid_error *error) {
  rasid_status status = store->d.error.status;
  if (status == RASID_OK) return RASID_OK;
  if (error != NULL) *error = store->d.error;
  if (!store->begun) db_rollback(&store->d);
  return status;
}

rasid_text store_built(rasid_store *store, const text_buffer *b) {
  if (b->failed) db_fail(&store->d, RASID_ERROR_MEMORY, "out of memory for a text");
  return text_of(b);
}

bool store_enter(rasid_store *store, rasid_error *error) {
  if (store->read_only) {
    store_error(error, RASID_ERROR_ARGUMENT, "%s: was opened for reading only",
                store->target);
    return false;
  }
  if (!store->begun) {
    store->counts_at_begin = store->counts;
    db_begin(&store->d, true);
  }
  return store_told(store, error) == RASID_OK;
}

rasid_status store_leave(rasid_store *store, rasid_error *error) {
  if (!store->begun) db_commit(&store->d);
  if (store->d.error.status != RASID_OK && !store->begun) {
    store->counts = store->counts_at_begin;
    store->source_id = 0;
  }
  return store_told(store, error);
}

rasid_status rasid_store_begin(rasid_store *store, rasid_error *error) {
  if (store->begun)
    return store_error(error, RASID_ERROR_ARGUMENT, "a transaction is begun already");
  if (!store_enter(store, error)) return error ? error->status : RASID_ERROR_IO;
  store->begun = true;
  return RASID_OK;
}

rasid_status rasid_store_commit(rasid_store *store, rasid_error *error) {
  if (!store->begun)
    return store_error(error, RASID_ERROR_ARGUMENT, "no transaction is begun");
  store->begun = false;
  return store_leave(store, error);
}

void rasid_store_rollback(rasid_store *store) {
  if (!store->begun) return;
  store->begun = false;
  store->counts = store->counts_at_begin;
  store->source_id = 0;
  db_rollback(&store->d);
}

/* ---- schema ---- */

static void set_fact(rasid_store *store, const char *name, const char *value) {
  db_statement *s = db_get(&store->d,
                           "INSERT INTO meta (name, value) VALUES (?1, ?2)"
                           " ON CONFLICT (name) DO UPDATE SET value = excluded.value");
  db_string(s, 1, name);
  db_string(s, 2, value);
  db_run(s);
  db_finish(s);
}

/* The version of the schema; 0 of an empty store, -1 after a failure. */
static int64_t schema_version(rasid_store *store) {
  db_statement *s = db_prepare(&store->d, store->d.kind->has_meta);
  int64_t n = db_row(s) ? db_column_integer(s, 0) : 0;
  db_finish(s);
  if (n > 0)
    n = store_number(
        store, "SELECT CAST(value AS BIGINT) FROM meta WHERE name = 'schema'", 0, 0);
  return store->d.error.status == RASID_OK ? n : -1;
}

static void newer(rasid_store *store, int64_t version) {
  db_fail(
      &store->d, RASID_ERROR_VERSION,
      "%s: was written by a newer Rasid (schema %lld, this one knows %d): nothing was "
      "changed; use that Rasid",
      store->target, (long long)version, RASID_STORE_SCHEMA);
}

/* Brings it up to date, in one transaction. */
static void migrate(rasid_store *store) {
  char number[16];
  if (!db_begin(&store->d, true)) return;
  int64_t found = schema_version(store); /* another program may have been faster */
  int64_t version = found;
  if (found == 0) {
    db_script(&store->d, migrations[0]);
    index_create(store);
    set_fact(store, "created", store_now().text);
    set_fact(store, "words", rasid_model_hash(store->model));
    version = 1;
  }
  for (; version > 0 && version < RASID_STORE_SCHEMA; version++)
    db_script(&store->d, migrations[version]);
  if (found > 0 && found < RASID_STORE_SCHEMA) incidents_derive_old(store, found);
  snprintf(number, sizeof number, "%d", RASID_STORE_SCHEMA);
  if (version > RASID_STORE_SCHEMA) newer(store, version);
  set_fact(store, "schema", number);
  if (db_commit(&store->d)) return;
  rasid_error why = store->d.error; /* which taking it back forgets */
  db_rollback(&store->d);
  store->d.error = why;
}

static void see_schema(rasid_store *store, bool create) {
  int64_t version = schema_version(store);
  if (version > RASID_STORE_SCHEMA) {
    newer(store, version);
  } else if (version == 0 && (store->read_only || !create)) {
    db_fail(&store->d, RASID_ERROR_ARGUMENT,
            "%s: there is no store in it: rasid store add makes one", store->target);
  } else if (version >= 0 && version < RASID_STORE_SCHEMA) {
    if (store->read_only)
      db_fail(
          &store->d, RASID_ERROR_VERSION,
          "%s: is of an older schema: open it once for writing, which brings it up to "
          "date",
          store->target);
    rasid_error before = store->d.error;
    migrate(store);
    if (before.status != RASID_OK) store->d.error = before;
  }
}

/* ---- opening ---- */

void rasid_store_options_init(rasid_store_options *options) {
  *options = (rasid_store_options){.struct_size = sizeof *options, .busy_ms = 10000};
}

static bool is_postgres(const char *target) {
  return strncmp(target, "postgresql://", 13) == 0 ||
         strncmp(target, "postgres://", 11) == 0;
}

/* A copy of the target; of an address without its password. */
static char *shown_target(const char *target) {
  char *copy = strdup(target), *at, *colon, *begin;
  if (copy == NULL || !is_postgres(target)) return copy;
  begin = strstr(copy, "://") + 3;
  at = strchr(begin, '@');
  colon = at != NULL ? memchr(begin, ':', (size_t)(at - begin)) : NULL;
  if (colon != NULL) memmove(colon, at, strlen(at) + 1);
  char *secret = strstr(begin, "password=");
  if (secret != NULL) secret[9] = '\0';
  return copy;
}

static bool open_model(rasid_store *store, const rasid_store_options *options,
                       rasid_error *error) {
  store->model = options->model;
  if (store->model == NULL) {
    if (rasid_model_open_default(&store->own_model, error) != RASID_OK) return false;
    store->model = store->own_model;
  }
  store->words = store_words_new(store->model);
  store->reader = rasid_record_reader_new();
  if (store->words != NULL && store->reader != NULL) return true;
  store_error(error, RASID_ERROR_MEMORY, "out of memory for the store");
  return false;
}

rasid_status rasid_store_open(const char *target, const rasid_store_options *options,
                              rasid_store **out, rasid_error *error) {
  rasid_store_options plain;
  rasid_error local = {0};
  rasid_store *store = calloc(1, sizeof *store);
  rasid_store_options_init(&plain);
  if (options == NULL) options = &plain;
  if (error == NULL) error = &local;
  *out = NULL;
  if (store == NULL || (store->target = shown_target(target)) == NULL) {
    free(store);
    return store_error(error, RASID_ERROR_MEMORY, "out of memory for the store");
  }
  store->read_only = options->read_only;
  store->d.name = store->target;
  store->d.busy_ms = options->busy_ms;
  if (!open_model(store, options, error)) {
    rasid_status status = error->status;
    rasid_store_close(store);
    return status;
  }
  bool create = options->create && !options->read_only;
  if (is_postgres(target))
    db_open_postgres(&store->d, target, options->read_only, options->fast);
  else
    db_open_sqlite(&store->d, target, create, options->read_only, options->fast,
                   store->words);
  if (store->d.error.status == RASID_OK) see_schema(store, create);
  if (store->d.error.status == RASID_OK) {
    *out = store;
    return RASID_OK;
  }
  *error = store->d.error;
  rasid_store_close(store);
  return error->status;
}

void rasid_store_close(rasid_store *store) {
  if (store == NULL) return;
  if (store->begun) rasid_store_rollback(store);
  db_close(&store->d);
  store_words_free(store->words);
  rasid_record_reader_free(store->reader);
  rasid_model_close(store->own_model);
  text_free(&store->key);
  text_free(&store->captions);
  text_free(&store->joined);
  text_free(&store->line);
  text_free(&store->index);
  text_free(&store->shown);
  free(store->shown_captions);
  free(store->target);
  free(store);
}

const char *rasid_store_name(const rasid_store *store) {
  return store->target;
}

/* ---- facts ---- */

rasid_status rasid_store_fact(rasid_store *store, const char *name, char *value,
                              size_t size, rasid_error *error) {
  db_statement *s = db_get(&store->d, "SELECT value FROM meta WHERE name = ?1");
  db_string(s, 1, name);
  if (db_row(s) && size > 0) {
    rasid_text found = db_column_text(s, 0);
    snprintf(value, size, "%.*s", (int)found.size, found.data);
  }
  db_finish(s);
  return store_told(store, error);
}

rasid_status rasid_store_set_fact(rasid_store *store, const char *name, const char *value,
                                  rasid_error *error) {
  if (strcmp(name, "schema") == 0 || strcmp(name, "words") == 0 ||
      strcmp(name, "created") == 0)
    return store_error(error, RASID_ERROR_ARGUMENT, "the fact %s is the store's own",
                       name);
  if (!store_enter(store, error)) return error ? error->status : RASID_ERROR_IO;
  set_fact(store, name, value);
  return store_leave(store, error);
}

/* ---- runs ---- */

rasid_status rasid_store_run_begin(rasid_store *store, const char *kind, const char *who,
                                   rasid_text detail, int64_t *run, rasid_error *error) {
  if (!store_enter(store, error)) return error ? error->status : RASID_ERROR_IO;
  db_statement *s = db_get(&store->d,
                           "INSERT INTO runs (kind, started, who, coder, model, detail)"
                           " VALUES (?1, ?2, ?3, ?4, ?5, ?6)@ID");
  store_time now = store_now();
  db_string(s, 1, kind);
  db_string(s, 2, now.text);
  db_string(s, 3, who != NULL ? who : "rasid");
  db_string(s, 4, rasid_version());
  db_string(s, 5, rasid_model_hash(store->model));
  db_text(s, 6, detail);
  store->run = db_insert(s);
  db_finish(s);
  store->counts = store->counts_at_begin = (rasid_store_counts){0};
  if (run != NULL) *run = store->run;
  return store_leave(store, error);
}

rasid_status rasid_store_run_end(rasid_store *store, uint64_t n_bad, rasid_error *error) {
  if (store->run == 0)
    return store_error(error, RASID_ERROR_ARGUMENT, "no run has begun");
  if (!store_enter(store, error)) return error ? error->status : RASID_ERROR_IO;
  db_statement *s = db_get(&store->d,
                           "UPDATE runs SET ended = ?1, n_added = ?2, n_changed = ?3,"
                           " n_known = ?4, n_bad = ?5 WHERE id = ?6");
  store_time now = store_now();
  db_string(s, 1, now.text);
  db_integer(s, 2, store->counts.added);
  db_integer(s, 3, store->counts.changed);
  db_integer(s, 4, store->counts.known);
  db_integer(s, 5, (int64_t)n_bad);
  db_integer(s, 6, store->run);
  db_run(s);
  db_finish(s);
  store->run = 0;
  return store_leave(store, error);
}
