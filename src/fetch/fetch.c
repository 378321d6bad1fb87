/* fetch.c - opening a fetcher, its feeds, and the loop of a run. */
#include "fetch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "opml.h"

enum { TICK_MS = 200 /* how often the caller is asked whether to go on */ };

int64_t fetch_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t fetch_now(void) {
  return (int64_t)time(NULL);
}

bool fetch_no_memory(rasid_fetch *f) {
  f->error = (rasid_error){.status = RASID_ERROR_MEMORY};
  snprintf(f->error.message, sizeof f->error.message, "out of memory while fetching");
  return false;
}

void fetch_notice(rasid_fetch *f, const char *url, const char *format, ...) {
  char what[500], message[1000];
  if (f->options.notice == NULL) return;
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(what, sizeof what, format, arguments);
  va_end(arguments);
  snprintf(message, sizeof message, "%.480s%s: %s", url, strlen(url) > 480 ? "..." : "",
           what);
  /* Strangers have a hand in it, and it may be shown on a terminal. */
  for (char *p = message; *p != '\0'; p++)
    if ((unsigned char)*p < ' ' || *p == 0x7F) *p = '?';
  f->options.notice(f->options.context, message);
}

void rasid_fetch_options_init(rasid_fetch_options *options) {
  *options = (rasid_fetch_options){
      .struct_size = sizeof *options,
      .delay_ms = 5000,
      .timeout_ms = 30000,
      .connect_timeout_ms = 10000,
      .n_retries = 3,
      .retry_ms = 2000,
      .max_wait_ms = 60000,
      .n_redirects = 5,
      .n_hosts = 16,
      .n_passes = 3,
      .max_bytes = 10000000,
  };
}

/* ---- opening ---- */

/* "rasid/0.1.0 (news archive; CONTACT)". */
void fetch_set_limits(const rasid_fetch_options *o, char *user_agent,
                      transfer_limits *limits) {
  bool contact = o->contact != NULL && o->contact[0] != '\0';
  snprintf(user_agent, FETCH_AGENT_BYTES, "rasid/%s%s%.200s%s", rasid_version(),
           contact ? " (" : "", contact ? o->contact : "", contact ? ")" : "");
  *limits = (transfer_limits){.user_agent = user_agent,
                              .ca_file = o->ca_file,
                              .max_bytes = o->max_bytes,
                              .timeout_ms = (long)o->timeout_ms,
                              .connect_timeout_ms = (long)o->connect_timeout_ms,
                              .allow_private = o->allow_private};
}

rasid_status rasid_fetch_open(const rasid_fetch_options *options, rasid_fetch **fetch,
                              rasid_error *error) {
  rasid_error own = {0};
  if (error == NULL) error = &own;
  *fetch = NULL;
  rasid_fetch *f = calloc(1, sizeof *f);
  if (f != NULL) {
    f->options = *options;
    fetch_set_limits(&f->options, f->user_agent, &f->limits);
    f->has_curl = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    f->multi = f->has_curl ? curl_multi_init() : NULL;
    f->page = rasid_page_new();
    f->feed = rasid_feed_new();
  }
  if (f == NULL || f->multi == NULL || f->page == NULL || f->feed == NULL) {
    *error = (rasid_error){.status = RASID_ERROR_MEMORY};
    snprintf(error->message, sizeof error->message, "out of memory for fetching");
  } else if (fetch_state_open(options->folder, fetch_now(), &f->state, error) ==
             RASID_OK) {
    size_t n_cut = fetch_state_n_cut(f->state), n_found = fetch_state_n_found(f->state);
    if (n_cut > 0)
      fetch_notice(f, options->folder, "an unfinished line of an earlier run was cut");
    if (n_found > 0)
      fetch_notice(f, options->folder,
                   "%zu articles were there that its state did not know", n_found);
    *fetch = f;
    return RASID_OK;
  }
  rasid_fetch_close(f);
  return error->status;
}

void rasid_fetch_close(rasid_fetch *f) {
  if (f == NULL) return;
  queue_free(f);
  fetch_state_close(f->state);
  rasid_page_free(f->page);
  rasid_feed_free(f->feed);
  bytes_free(&f->line);
  if (f->multi != NULL) curl_multi_cleanup(f->multi);
  if (f->has_curl) curl_global_cleanup();
  free(f);
}

/* ---- feeds ---- */

static rasid_status add_feed(rasid_fetch *f, const char *text, const char **why) {
  fetch_url url;
  if (!url_parse(&url, text, NULL, why)) return RASID_ERROR_FORMAT;
  feed_state *feed = fetch_state_feed(f->state, url.text);
  url_free(&url);
  *why = "out of memory";
  if (feed == NULL) return RASID_ERROR_MEMORY;
  feed->wanted = true;
  return RASID_OK;
}

rasid_status fetch_fail(rasid_error *error, rasid_status status, const char *subject,
                        const char *why) {
  if (error == NULL) return status;
  *error = (rasid_error){.status = status};
  snprintf(error->message, sizeof error->message, "%.150s: %s", subject, why);
  return status;
}

rasid_status rasid_fetch_add(rasid_fetch *f, const char *url, rasid_error *error) {
  const char *why;
  rasid_status status = add_feed(f, url, &why);
  return status == RASID_OK ? status : fetch_fail(error, status, url, why);
}

typedef struct list {
  rasid_fetch *fetch;
  const char *path;
  size_t n;
  bool no_memory;
} list;

static bool take_listed(void *context, const char *url) {
  list *l = context;
  const char *why;
  rasid_status status = add_feed(l->fetch, url, &why);
  l->n += status == RASID_OK;
  l->no_memory = status == RASID_ERROR_MEMORY;
  if (status == RASID_ERROR_FORMAT) fetch_notice(l->fetch, l->path, "%s: %s", url, why);
  return !l->no_memory;
}

/* At most a byte more than may be. */
static bool read_list(const char *path, bytes *out) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) return false;
  size_t n = 1;
  bool ok = true;
  while (ok && n > 0 && out->size <= OPML_MAX_BYTES) {
    ok = bytes_reserve(out, 1 << 16);
    n = ok ? fread(out->data + out->size, 1, 1 << 16, file) : 0;
    out->size += n;
  }
  if (ferror(file)) ok = false;
  int reason = errno;
  fclose(file);
  errno = reason;
  return ok;
}

rasid_status rasid_fetch_add_list(rasid_fetch *f, const char *path, size_t *n,
                                  rasid_error *error) {
  bytes text = {0};
  opml_result result;
  list l = {.fetch = f, .path = path};
  *n = 0;
  errno = 0;
  if (!read_list(path, &text)) {
    bytes_free(&text);
    return fetch_fail(error, RASID_ERROR_IO, path,
                      errno ? strerror(errno) : "cannot be read");
  }
  opml_read(text.data ? text.data : "", text.size, take_listed, &l, &result);
  bytes_free(&text);
  *n = l.n;
  if (l.no_memory || result.no_memory)
    return fetch_fail(error, RASID_ERROR_MEMORY, path, "out of memory for the list");
  if (result.n_feeds == 0) {
    if (result.line == 0)
      return fetch_fail(error, RASID_ERROR_FORMAT, path,
                        "no list of feeds: no outline has an xmlUrl");
    char where[250];
    snprintf(where, sizeof where, "line %d: %s", result.line, result.what);
    return fetch_fail(error, RASID_ERROR_FORMAT, path, where);
  }
  if (result.line != 0)
    fetch_notice(f, path, "line %d: %s; %zu feeds were read", result.line, result.what,
                 result.n_feeds);
  return l.n > 0
             ? RASID_OK
             : fetch_fail(error, RASID_ERROR_FORMAT, path, "no feed that can be fetched");
}

/* ---- a run ---- */

static bool queue_all(rasid_fetch *f) {
  feed_state *feed;
  size_t index = 0;
  for (size_t i = 0; (feed = fetch_state_feed_at(f->state, i)) != NULL; i++)
    if (feed->wanted && !queue_feed(f, feed)) return fetch_no_memory(f);
  for (article_state *a; (a = fetch_state_next_pending(f->state, &index)) != NULL;)
    if (!queue_article(f, a)) return fetch_no_memory(f);
  return true;
}

static void count_pending(rasid_fetch *f) {
  size_t index = 0;
  f->totals.n_articles_pending = 0;
  while (fetch_state_next_pending(f->state, &index) != NULL)
    f->totals.n_articles_pending++;
}

/* Goes on until nothing is left, the caller says so or the folder cannot be written to.
 */
static void work(rasid_fetch *f) {
  const rasid_fetch_options *o = &f->options;
  int64_t start = fetch_ms(), told = start;
  while (f->error.status == RASID_OK) {
    int running;
    if (o->max_run_ms > 0 && fetch_ms() - start > o->max_run_ms) f->ending = true;
    int64_t wait = f->ending ? -1 : queue_start(f);
    if (f->n_active == 0 && wait < 0) break;
    if (curl_multi_perform(f->multi, &running) != CURLM_OK) {
      fetch_no_memory(f);
      break;
    }
    size_t n_active = f->n_active;
    queue_take(f);
    int64_t now = fetch_ms();
    if (now - told >= TICK_MS) {
      told = now;
      if (o->progress != NULL && !o->progress(o->context, &f->totals)) break;
    }
    if (f->n_active < n_active) continue; /* another may start now */
    if (wait < 0 || wait > TICK_MS) wait = TICK_MS;
    curl_multi_poll(f->multi, NULL, 0, (int)wait, NULL);
  }
}

rasid_status rasid_fetch_run(rasid_fetch *f, rasid_fetch_totals *totals,
                             rasid_error *error) {
  f->totals = (rasid_fetch_totals){0};
  f->error = (rasid_error){0};
  f->ending = false;
  if (queue_all(f)) work(f);
  queue_clear(f);
  count_pending(f);
  if (f->error.status == RASID_OK) fetch_state_compact(f->state, fetch_now(), &f->error);
  *totals = f->totals;
  if (error != NULL) *error = f->error;
  return f->error.status;
}
