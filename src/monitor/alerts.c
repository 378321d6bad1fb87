/* alerts.c - tells a command of the incidents that saved searches newly find.
 *
 * The command is the caller's, never the store's: who can write to a store, or save a
 * search in the monitor, decides what is told and not what is run.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
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
    rasid_text query = row_text(rows, "query");
    s->id = row_number(rows, "id");
    s->last_id = row_number(rows, "last_id");
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
    if (row_number(rows, "id") > *last) *last = row_number(rows, "id");
  }
  rasid_store_rows_free(rows);
  output_string(out, "]}\n");
  return out->failed ? RASID_ERROR_MEMORY : status;
}

void rasid_alerts_options_init(rasid_alerts_options *options) {
  *options = (rasid_alerts_options){.struct_size = sizeof *options, .command_ms = 60000};
}

/* A command that runs, and what it is still to read. */
typedef struct running {
  const rasid_alerts_options *how;
  pid_t child;
  int input; /* -1: closed */
  rasid_text text;
  uint64_t until;
} running;

/* Writes what the pipe takes; closes it behind the last, or where nobody reads it. */
static void feed(running *r) {
  ssize_t n = r->text.size > 0 ? write(r->input, r->text.data, r->text.size) : 0;
  if (n < 0 && (errno == EINTR || errno == EAGAIN)) return;
  if (n > 0) {
    r->text.data += n;
    r->text.size -= (size_t)n;
  }
  if (n >= 0 && r->text.size > 0) return;
  close(r->input);
  r->input = -1;
}

/* Until the command reads, a tenth of a second at most; a moment where it has all. */
static void pause_for(const running *r) {
  struct pollfd end = {.fd = r->input, .events = POLLOUT};
  poll(&end, r->input < 0 ? 0 : 1, r->input < 0 ? 20 : 100);
}

static bool stopped(const running *r) {
  return r->how->stop != NULL && r->how->stop(r->how->context);
}

/* Ends the command and what it started: asks, and two seconds later does not ask. */
static int end_it(const running *r) {
  int status = 0;
  kill(-r->child, SIGTERM);
  for (uint64_t until = clock_ms() + 2000; clock_ms() < until;) {
    if (waitpid(r->child, &status, WNOHANG) != 0) return status;
    poll(NULL, 0, 20);
  }
  kill(-r->child, SIGKILL);
  while (waitpid(r->child, &status, 0) < 0 && errno == EINTR) continue;
  return status;
}

/* Whether it ended well by itself; `*slow` where it took too long. */
static bool wait_for(running *r, bool *slow) {
  int status = -1;
  for (;;) {
    pid_t ended = waitpid(r->child, &status, WNOHANG);
    if (ended == r->child) return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (ended < 0 && errno != EINTR) return false;
    *slow = clock_ms() > r->until;
    if (*slow || stopped(r)) {
      end_it(r);
      return false;
    }
    pause_for(r);
    if (r->input >= 0) feed(r);
  }
}

/* Starts the shell in a group of its own, its standard input a pipe. */
static bool start(running *r) {
  char *const arguments[] = {(char[]){"sh"}, (char[]){"-c"}, strdup(r->how->command),
                             NULL};
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int ends[2];
  if (arguments[2] == NULL || pipe(ends) != 0) {
    free(arguments[2]);
    return false;
  }
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO);
  posix_spawn_file_actions_addclose(&actions, ends[0]);
  posix_spawn_file_actions_addclose(&actions, ends[1]);
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  posix_spawnattr_setpgroup(&attributes, 0);
  bool begun =
      posix_spawn(&r->child, "/bin/sh", &actions, &attributes, arguments, environ) == 0;
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[0]);
  free(arguments[2]);
  r->input = ends[1];
  if (begun && fcntl(r->input, F_SETFL, O_NONBLOCK) == 0) return true;
  close(r->input);
  r->input = -1;
  if (begun) end_it(r);
  return false;
}

/* Runs the command with the text on its standard input; whether it ended well. */
static bool run(const rasid_alerts_options *how, rasid_text text, bool *slow) {
  running r = {.how = how, .text = text, .until = clock_ms() + how->command_ms};
  if (!start(&r)) return false;
  bool well = wait_for(&r, slow);
  if (r.input >= 0) close(r.input);
  return well;
}

/* Tells of one search, which `out` has the beginning of; what was told is remembered only
 * where the command took it. */
static rasid_status tell(rasid_store *store, const kept_search *s, rasid_output *out,
                         const rasid_alerts_options *how, rasid_alerts_told *told,
                         rasid_error *error) {
  bool slow = false;
  int64_t n = 0, last = s->last_id;
  rasid_status status = print_news(store, s, out, &n, &last, error);
  if (status != RASID_OK || n == 0) return status;
  if (!run(how, rasid_output_text(out), &slow)) {
    told->n_failed++;
    told->n_slow += slow;
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
rasid_status rasid_alerts_tell(rasid_store *store, const rasid_alerts_options *options,
                               rasid_alerts_told *told, rasid_error *error) {
  rasid_error ignored = {0};
  kept_search s = {0};
  bool found = true;
  rasid_output *out = rasid_output_new();
  if (error == NULL) error = &ignored;
  *told = (rasid_alerts_told){0};
  rasid_status status = out == NULL ? RASID_ERROR_MEMORY : RASID_OK;
  if (options->struct_size != sizeof *options || options->command == NULL)
    status = RASID_ERROR_ARGUMENT;
  bool ended = false;
  while (status == RASID_OK && found && !ended) {
    rasid_output_clear(out);
    status = next_search(store, &s, out, &found, error);
    if (status == RASID_OK && found) status = tell(store, &s, out, options, told, error);
    ended = options->stop != NULL && options->stop(options->context);
  }
  rasid_output_free(out);
  return status;
}
