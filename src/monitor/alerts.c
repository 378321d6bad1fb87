/* alerts.c - tells a command of the incidents that saved searches newly find.
 *
 * The command is the caller's, never the store's: who can write to a store, or save a
 * search in the monitor, decides what is told and not what is run.
 */
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "monitor_inside.h"

extern char **environ;

enum { TOLD_MAX = 1000, QUERY_BYTES = 2002 };

/* A search as it is kept. */
typedef struct kept_search {
  int64_t id, last_id;
  char query[QUERY_BYTES];
} kept_search;

static rasid_text column(const rasid_store_rows *rows, const char *name) {
  return rasid_store_rows_text(rows, rasid_store_rows_column(rows, name));
}

static int64_t number(const rasid_store_rows *rows, const char *name) {
  return rasid_store_rows_integer(rows, rasid_store_rows_column(rows, name));
}

/* Reads the search that follows the one with the id `s->id`, and prints {"search":…;
 * false in `*found` behind the last. */
static rasid_status next_search(rasid_store *store, kept_search *s, rasid_output *out,
                                bool *found, rasid_error *error) {
  rasid_store_filter filter;
  rasid_store_rows *rows = NULL;
  *found = false;
  rasid_store_filter_init(&filter);
  filter.after_id = s->id;
  filter.limit = 1;
  filter.order = "id";
  rasid_status status =
      rasid_store_find(store, RASID_STORE_SEARCHES, &filter, &rows, error);
  if (status == RASID_OK) status = rasid_store_rows_next(rows, found, error);
  if (status == RASID_OK && *found) {
    rasid_text query = column(rows, "query");
    s->id = number(rows, "id");
    s->last_id = number(rows, "last_id");
    snprintf(s->query, sizeof s->query, "/?%.*s", (int)query.size,
             query.size > 0 ? query.data : "");
    output_string(out, "{\"search\":");
    output_text(out, rasid_store_rows_json(rows));
  }
  rasid_store_rows_free(rows);
  return status;
}

/* Prints ,"incidents":[…]} of what is new; `*n` incidents, `*last` the highest id. */
static rasid_status print_news(rasid_store *store, const kept_search *s,
                               rasid_output *out, int64_t *n, int64_t *last,
                               rasid_error *error) {
  request_target query;
  rasid_store_filter filter;
  rasid_store_rows *rows = NULL;
  bool more = true;
  rasid_store_filter_init(&filter);
  if (target_parse(&query, s->query) == NULL)
    for (size_t i = 0; i < query.n_params; i++)
      rasid_store_filter_set(&filter, query.params[i].name, query.params[i].value);
  filter.after_id = s->last_id;
  filter.limit = TOLD_MAX;
  filter.offset = 0; /* a page of a search is none of its conditions */
  filter.order = "id";
  output_string(out, ",\"incidents\":[");
  rasid_status status =
      rasid_store_find(store, RASID_STORE_INCIDENTS, &filter, &rows, error);
  while (status == RASID_OK) {
    status = rasid_store_rows_next(rows, &more, error);
    if (status != RASID_OK || !more) break;
    if ((*n)++ > 0) output_string(out, ",");
    output_text(out, rasid_store_rows_json(rows));
    if (number(rows, "id") > *last) *last = number(rows, "id");
  }
  rasid_store_rows_free(rows);
  output_string(out, "]}\n");
  return out->failed ? RASID_ERROR_MEMORY : status;
}

/* Writes all of a text; false where nobody reads it any more. */
static bool feed(int file, rasid_text text) {
  while (text.size > 0) {
    ssize_t n = write(file, text.data, text.size);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    text.data += n;
    text.size -= (size_t)n;
  }
  return true;
}

/* Runs the command with the text on its standard input; whether it ended well. */
static bool run(const char *command, rasid_text text) {
  char *const arguments[] = {(char[]){"sh"}, (char[]){"-c"}, strdup(command), NULL};
  posix_spawn_file_actions_t actions;
  int ends[2], status = -1;
  pid_t child;
  if (arguments[2] == NULL || pipe(ends) != 0) {
    free(arguments[2]);
    return false;
  }
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO);
  posix_spawn_file_actions_addclose(&actions, ends[0]);
  posix_spawn_file_actions_addclose(&actions, ends[1]);
  bool begun = posix_spawn(&child, "/bin/sh", &actions, NULL, arguments, environ) == 0;
  posix_spawn_file_actions_destroy(&actions);
  close(ends[0]);
  if (begun) feed(ends[1], text);
  close(ends[1]);
  while (begun && waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  free(arguments[2]);
  return begun && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* Tells of one search, which `out` has the beginning of; what was told is remembered only
 * where the command took it. */
static rasid_status tell(rasid_store *store, const kept_search *s, rasid_output *out,
                         const char *command, rasid_alerts_told *told,
                         rasid_error *error) {
  int64_t n = 0, last = s->last_id;
  rasid_status status = print_news(store, s, out, &n, &last, error);
  if (status != RASID_OK || n == 0) return status;
  if (!run(command, rasid_output_text(out))) {
    told->n_failed++;
    return RASID_OK;
  }
  told->n_searches++;
  told->n_incidents += (uint64_t)n;
  status = rasid_store_search_seen(store, s->id, last, error);
  /* Somebody removed the search meanwhile: the others are told of all the same. */
  return status == RASID_ERROR_ARGUMENT ? RASID_OK : status;
}

/* One search at a time: nothing of the store is read, and so held, while a command runs,
 * which may take long and write to the store itself. */
rasid_status rasid_alerts_tell(rasid_store *store, const char *command,
                               rasid_alerts_told *told, rasid_error *error) {
  rasid_error ignored = {0};
  kept_search s = {0};
  bool found = true;
  rasid_output *out = rasid_output_new();
  if (error == NULL) error = &ignored;
  *told = (rasid_alerts_told){0};
  rasid_status status = out == NULL ? RASID_ERROR_MEMORY : RASID_OK;
  while (status == RASID_OK && found) {
    rasid_output_clear(out);
    status = next_search(store, &s, out, &found, error);
    if (status == RASID_OK && found) status = tell(store, &s, out, command, told, error);
  }
  rasid_output_free(out);
  return status;
}
